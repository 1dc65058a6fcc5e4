"""The documentation does not drift: its reference is made from the code, its links lead somewhere, its commands run."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from flows.command_line import main
from tests.flows.outlet import Outlet
from tests.flows.running import PROJECT
from tests.sources.conftest import Web

DOCS = PROJECT / "docs"
PAGES = sorted((*DOCS.rglob("*.md"), PROJECT / "README.md", PROJECT / "README.ko.md"))

NOT_RUN = {
    "bongsu listen": "runs until it is ended: tests/flows/test_listening.py",
    "make run": "the tests of the running monitor start it as make does",
    "make test": "it is what runs this",
    "createdb ": "another program's; the tests of the ledger make databases of their own",
    "docker ": "needs a container engine",
    "python -m benchmarks.": "takes minutes, and some need Redis",
    "python -m flows.setting_up": "the monitor of other tests does it at its start",
    "helm ": "needs a cluster; the values are held to the compose file",
    "bongsu replay IN.jsonl": "the tests of the gold contract run it on real storylines",
    "bongsu extract IN.jsonl": "the tests of the gold contract run it on real articles",
    "bongsu --help": "shows what the reference is made from",
    "bongsu alerts --": "of an alert that waits: the tests of the commands make one",
    "bongsu routes explain": "of a change: the tests of the commands make one",
    "bongsu feeds companies": "needs a key of OpenDART: the tests of watching ask a local one",
    "export ": "would point away from the installation that this test runs in",
}
"""Commands of the pages that are not run here, by their beginnings, each with its reason."""


def commands(page: Path) -> list[str]:
    """The lines of the shell blocks, and the indented commands of the READMEs, without remarks."""
    text = page.read_text(encoding="utf-8")
    found = [
        line
        for block in re.findall(r"^ *```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
        for line in block.split("\n")
    ]
    if page.name.startswith("README"):
        found += re.findall(r"^    ((?:bongsu|make) .*)$", text, re.MULTILINE)
    return [line.split("  #")[0].strip() for line in found if line.strip()]


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """A folder with the files that the pages speak of, a ledger with the seeds, and a site in the place of the examples."""
    for name in [name for name in os.environ if name.startswith(("BONGSU_", "PREFECT_", "SLACK_"))]:
        monkeypatch.delenv(name)
    web = Web()
    outlet = Outlet(web, "news")
    listed = yaml.safe_load((PROJECT / "deployments" / "watch_list.yaml").read_text(encoding="utf-8"))
    listed["feeds"] = [{"name": "news", "url": outlet.address}]
    listed["destinations"] = [{"name": "team", "type": "terminal"}]
    (tmp_path / "watch_list.yaml").write_text(yaml.safe_dump(listed, allow_unicode=True), encoding="utf-8")
    article = {"id": "a", "published": "2024-06-03", "text": "LG전자가 토론토 AI 연구소장에 소혜나 박사를 선임했다."}
    for name in ("articles.jsonl", "old.jsonl"):
        (tmp_path / name).write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    opml = f'<opml version="2.0"><body><outline text="a" xmlUrl="{web.url("/a.xml")}"/></body></opml>'
    (tmp_path / "subscriptions.opml").write_text(opml, encoding="utf-8")
    monkeypatch.setenv("BONGSU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BONGSU_WATCH_LIST", str(tmp_path / "watch_list.yaml"))
    monkeypatch.setenv("BONGSU_ALLOWED_HOSTS", '["127.0.0.1"]')
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.chdir(tmp_path)
    yield {"https://news.example/": outlet.address}
    web.close()


def test_every_command_of_the_pages_runs(installation, monkeypatch, capsys):
    """Each `bongsu` line of each page ends with status 0 on a ledger with the seeds; others are listed with a reason."""

    def bongsu(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["bongsu", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out if not ended.value.code else said.out + said.err

    assert bongsu("seeds")[0] == 0
    pages = {line: page for page in PAGES for line in commands(page)}
    assert len(pages) > 30
    failed = []
    for line, page in pages.items():
        if line.startswith(tuple(NOT_RUN)):
            continue
        words = shlex.split(line)
        assert words[0] == "bongsu", f"{page.name}: {line}: run it, or say in NOT_RUN why not"
        key = json.loads(bongsu("facts", "--json")[1].splitlines()[0])["key"]
        with monkeypatch.context() as only_now:
            if words[1] == "import":
                only_now.setenv("BONGSU_LEDGER", f"sqlite:///{Path.cwd() / page.stem}.sqlite")
            status, said = bongsu(*({**installation, "KEY": key}.get(word, word) for word in words[1:]))
        if status:
            failed.append(f"{page.name}: {line}: {said}")
    assert not failed, "\n".join(failed)


def test_the_reference_is_what_the_code_says():
    """Settings, commands and forms are written by docs/generate.py; run it when this fails."""
    given = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    generate = importlib.util.module_from_spec(given)
    given.loader.exec_module(generate)
    written = {name: (DOCS / "reference" / name).read_text(encoding="utf-8") for name in generate.pages()}
    assert written == generate.pages()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_lead_somewhere(page):
    """Every link and picture within the project is a file."""
    links = re.findall(r"\]\(([^)#\s]+)", re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_the_site_builds(tmp_path):
    """mkdocs finds no page without a place and no broken link; where it is installed."""
    pytest.importorskip("material", reason="mkdocs-material is not installed: pip install --group docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    built = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r'<(?:link|script)[^>]+(?:href|src)="https?://(?!127)[^"]+\.(?:js|css)', page)
