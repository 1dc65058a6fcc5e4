"""The user interface in a real browser: a form filled in, a run seen to complete, its artifact read; a wrong value refused.

Pictures for the documentation are written to docs/images/ where BONGSU_TEST_PICTURES is set.
"""

from __future__ import annotations

import os
import shutil
from urllib.parse import urlsplit

import pytest

from tests.flows.running import PROJECT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path; Debian's package is called chromium"),
]

ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root, where Chromium refuses to start with it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # what the browser itself asks its maker for, whatever page it shows; what a page asks for is in `page.hosts` all the same
    "--host-resolver-rules=MAP *.google.com 127.0.0.1:9, MAP *.googleapis.com 127.0.0.1:9, MAP *.gvt1.com 127.0.0.1:9",
]
HEADLINE = "LG전자, 토론토 AI 연구소장에 백서린 박사 선임"
TEXT = "LG전자가 캐나다 토론토 AI 연구소의 신임 소장으로 백서린 박사를 선임했다."


@pytest.fixture(scope="module")
def monitor(installation):
    return installation.monitor


@pytest.fixture
def page(monitor):
    """An empty page; whatever host it asked for is noted in `page.hosts`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 1150})
        page.set_default_timeout(60_000)
        page.hosts = set()
        page.on("request", lambda request: page.hosts.update(filter(None, [urlsplit(request.url).hostname])))
        yield page
        browser.close()


def picture(page, name):
    if os.environ.get("BONGSU_TEST_PICTURES"):
        page.wait_for_timeout(1500)  # the page draws its graphs after its data
        page.screenshot(path=PROJECT / "docs" / "images" / f"{name}.png")


def open_form(page, monitor):
    """The form of read-article, by way of the list of deployments."""
    page.goto(f"http://127.0.0.1:{monitor.port}/deployments")
    page.get_by_role("link", name="read-article", exact=True).first.wait_for()
    picture(page, "deployments")
    id_ = monitor.api("deployments/name/read-article/read-article")["id"]
    page.goto(f"http://127.0.0.1:{monitor.port}/deployments/deployment/{id_}/run")
    page.get_by_text("Address (Optional)").wait_for()
    address, headline, text = (page.locator("textarea").nth(number) for number in range(3))
    return address, headline, text


def submit(page):
    """Press the button until the server has taken it, as a person does when SQLite's one writer was busy; the run's id."""
    for _ in range(5):
        with page.expect_response("**/create_flow_run") as made:
            page.get_by_role("button", name="Submit").click()
        if made.value.status == 201:
            return made.value.json()["id"]
        assert made.value.status == 503, made.value.text()
        page.wait_for_timeout(1000)
    raise AssertionError("the server stayed busy")


def test_a_form_is_filled_in_and_its_artifact_read(page, monitor):
    """Paste an article with its day, run, see Completed, open the artifact: claims and changes stand in it."""
    _, headline, text = open_form(page, monitor)
    headline.fill(HEADLINE)
    text.fill(TEXT)
    page.get_by_role("button", name="date", exact=True).click()
    page.get_by_text("Select date").click()
    page.get_by_role("button", name="Today").click()
    apply = page.get_by_role("button", name="Apply")
    if apply.is_visible():
        apply.click()
    picture(page, "form")
    run = submit(page)
    page.goto(f"http://127.0.0.1:{monitor.port}/runs/flow-run/{run}")
    page.get_by_text("Completed").first.wait_for()
    picture(page, "run")
    page.get_by_text("Artifacts", exact=True).first.click()
    page.get_by_text("article", exact=True).first.wait_for()
    (artifact,) = monitor.api("artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run]}}})
    page.goto(f"http://127.0.0.1:{monitor.port}/artifacts/artifact/{artifact['id']}")
    page.get_by_text("these changes would be told").first.wait_for()
    shown = page.locator("body").inner_text()
    assert "백서린" in shown
    assert "Nothing was stored" in shown
    picture(page, "artifact")
    assert page.hosts == {"127.0.0.1"}


def test_a_wrong_value_is_refused_in_the_form(page, monitor):
    """The form stays, and says which field is wrong and why; no run is made."""
    before = monitor.api("flow_runs/count", {"flows": {"name": {"any_": ["read-article"]}}})
    address, _, _ = open_form(page, monitor)
    address.fill("no address")
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("'no address' does not match").first.wait_for()
    picture(page, "refused")
    assert "article.url" in page.locator("body").inner_text()
    assert monitor.api("flow_runs/count", {"flows": {"name": {"any_": ["read-article"]}}}) == before
