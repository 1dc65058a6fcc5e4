"""The commands of an operator, on a real ledger in a file, with real feeds on loopback."""

from __future__ import annotations

import json
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from flows.command_line import main
from ledger import Ledger
from tests.flows.outlet import Outlet
from tests.sources.conftest import Web

ARTICLE = "LG전자가 캐나다 토론토 AI 연구소의 신임 소장으로 소혜나 박사를 선임했다고 3일 밝혔다."


@pytest.fixture
def bongsu(tmp_path, monkeypatch, capsys):
    """Runs a command line in an installation of its own; (exit status, standard output, standard error)."""
    for name in list(os.environ):
        if name.startswith(("BONGSU_", "PREFECT_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("BONGSU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BONGSU_ALLOWED_HOSTS", '["127.0.0.1"]')
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, **environment: object):
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value))
        monkeypatch.setattr(sys, "argv", ["bongsu", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return run


@pytest.fixture
def outlet():
    web = Web()
    yield Outlet(web, "morning")
    web.close()


def watch_list(folder: Path, **parts: object) -> Path:
    given = {"organizations": [{"name": "LG전자", "aliases": ["LG Electronics"]}], **parts}
    path = folder / "watch_list.yaml"
    path.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    return path


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_feeds_show_their_health_before_and_after_a_poll(bongsu, outlet, tmp_path):
    """A feed is `new` until it was read, then `good` with its last success; one that is gone is told with its error."""
    gone = {"name": "gone", "url": outlet.web.url("/gone.xml")}
    listed = watch_list(tmp_path, feeds=[{"name": "morning", "url": outlet.address}, gone])
    assert bongsu("feeds", BONGSU_WATCH_LIST=listed)[1].count("new") >= 2
    assert bongsu("run")[0] == 0
    status, out, _ = bongsu("feeds", "--json")
    morning, missing = lines(out)
    assert (status, morning["health"], missing["health"]) == (0, "good", "bad")
    assert morning["last_success_at"]
    assert "404" in str(missing["error"])


def test_feeds_check_tells_what_an_address_would_yield(bongsu, outlet):
    """A feed is described; what is none is refused in one line with exit status 2."""
    status, out, _ = bongsu("feeds", "check", outlet.address, "--json")
    assert (status, lines(out)[0]["entries"]) == (0, 4)
    status, out, err = bongsu("feeds", "check", outlet.web.url("/nothing"))
    assert (status, out) == (2, "")
    assert err.startswith("bongsu: ")
    assert len(err.splitlines()) == 1


def test_subscription_lists_go_out_and_come_in(bongsu, tmp_path):
    """What one installation exports, another turns into lines of its watch list, which then load; known ones are left."""
    feeds = [
        {"name": "일간: 새벽", "url": "https://news.example/rss?a=1&b=2"},
        {"name": "evening", "url": "https://evening.example/feed", "language": "en"},
    ]
    _, opml, _ = bongsu("feeds", "export", BONGSU_WATCH_LIST=watch_list(tmp_path, feeds=feeds))
    (tmp_path / "list.opml").write_text(opml, encoding="utf-8")
    assert bongsu("feeds", "import", tmp_path / "list.opml")[1] == ""
    bare = watch_list(tmp_path)
    _, out, _ = bongsu("feeds", "import", tmp_path / "list.opml")
    bare.write_text(bare.read_text(encoding="utf-8") + "feeds:\n" + out, encoding="utf-8")
    _, again, _ = bongsu("feeds", "--json")
    assert [(each["name"], each["url"]) for each in lines(again)] == [(each["name"], each["url"]) for each in feeds]


def test_alerts_are_seen_and_given_up_and_routes_explained(bongsu, outlet, tmp_path):
    """An alert that cannot go out is listed with what hinders it; --drop ends it; the routes say why it was to go there."""
    missing = {"name": "mail", "type": "apprise", "url_variable": "NO_SUCH_VARIABLE"}
    feeds = [{"name": "morning", "url": outlet.address}]
    bongsu("run", BONGSU_WATCH_LIST=watch_list(tmp_path, feeds=feeds, destinations=[missing]))
    outlet.publish("LG전자 토론토 AI 연구소장에 소혜나", ARTICLE)
    with Ledger.open(f"sqlite:///{tmp_path / 'data' / 'ledger.sqlite'}") as ledger:  # due, as if its interval were over
        state = ledger.feeds.get("morning")
        ledger.feeds.put({"morning": {**state, "next_poll_at": None}}, datetime.now(UTC))
    assert bongsu("run")[0] == 0
    (waiting,) = lines(bongsu("alerts", "--json")[1])
    assert waiting["state"] == "blocked"
    key = lines(bongsu("changes", "--json")[1])[0]["key"]
    assert "told to: mail" in bongsu("routes", "explain", key[:8])[1]
    assert bongsu("alerts", "--drop", "feedbeef")[0] == 2
    assert bongsu("alerts", "--retry", waiting["id"][:8])[0] == 0
    assert lines(bongsu("alerts", "--json")[1])[0]["state"] == "pending"
    assert bongsu("alerts", "--drop", waiting["id"][:8])[0] == 0
    assert bongsu("alerts", "--json")[1] == ""


def test_a_mute_is_for_its_destination_and_shown_until_when(bongsu, outlet, tmp_path):
    """By the command: alerts and the routes say what is muted where, by whom, until when; --off ends it."""
    places = [{"name": name, "type": "file", "path": str(tmp_path / name)} for name in ("team", "board")]
    feeds = [{"name": "morning", "url": outlet.address}]
    bongsu("run", BONGSU_WATCH_LIST=watch_list(tmp_path, feeds=feeds, destinations=places))
    mute = ("judge", "mute", "-o", "LG Electronics", "-d", "team")
    assert bongsu(*mute, "--days", 3, "--by", "U1")[1].startswith(
        "nothing more is told of LG Electronics at team until "
    )
    outlet.publish("LG전자 토론토 AI 연구소장에 소혜나", ARTICLE)
    with Ledger.open(f"sqlite:///{tmp_path / 'data' / 'ledger.sqlite'}") as ledger:  # due, as if its interval were over
        state = ledger.feeds.get("morning")
        ledger.feeds.put({"morning": {**state, "next_poll_at": None}}, datetime.now(UTC))
    bongsu("run")
    assert "소혜나" in (tmp_path / "board").read_text(encoding="utf-8")
    assert not (tmp_path / "team").exists()
    shown = bongsu("alerts")[1]
    assert re.search(r"LG Electronics [ │]+team [ │]+\d{4}-\d\d-\d\d \d\d:\d\d [ │]+U1", shown), shown
    assert "LG Electronics" not in bongsu("alerts", "-d", "board")[1]
    key = lines(bongsu("changes", "--json")[1])[0]["key"]
    assert "what follows is not told to team: muted until " in bongsu("routes", "explain", key)[1]
    assert bongsu(*mute, "--off")[1] == "LG Electronics is told of again at team\n"
    assert "LG Electronics" not in bongsu("alerts")[1]
    assert "what follows" not in bongsu("routes", "explain", key)[1]
    assert bongsu("judge", "mute", "-o", "LG전자", "-d", "nowhere")[0] == 2


def test_a_judgement_changes_what_is_believed(bongsu, tmp_path):
    """A fact whose sentences are judged wrong is not believed any more, until that is taken back; every judgement is listed."""
    (tmp_path / "2024-06-03_one.txt").write_text(ARTICLE, encoding="utf-8")
    assert "1 new" in bongsu("backfill", tmp_path / "2024-06-03_one.txt")[1]
    believed = lines(bongsu("facts", "--json")[1])
    key = next(each["key"] for each in believed if each.get("person") == "소혜나")
    assert bongsu("judge", "wrong", key[:10], "--reason", "test")[0] == 0
    assert not [each for each in lines(bongsu("facts", "--json")[1]) if each.get("person")]
    (judged,) = lines(bongsu("judge", "list")[1])
    assert bongsu("judge", "right", judged["id"][:8])[0] == 0
    assert [each["person"] for each in lines(bongsu("facts", "--json")[1]) if each.get("person")] == ["소혜나"]
    status, _, err = bongsu("judge", "right", "no-such-key")
    assert (status, len(err.splitlines())) == (2, 1)
    assert bongsu("judge", "same", "LG전자", "엘지전자", "--kind", "organization")[0] == 0
    assert bongsu("judge", "mute", "--organization", "LG전자", "--days", "3")[0] == 0
    judged = lines(bongsu("judge", "list")[1])
    assert [each["about"] for each in judged] == ["claims", "claims", "names", "mute"]
    assert bongsu("judge", "mute")[0] == 2


def test_backfill_goes_on_where_it_ended(bongsu, tmp_path):
    """A second backfill of the same file does nothing; a bad line is named and in nobody's way."""
    records = [{"id": f"a{number}", "published": "2024-06-03", "text": ARTICLE} for number in range(80)]
    written = [json.dumps(record, ensure_ascii=False) for record in records]
    written.insert(60, "{broken")
    archive = tmp_path / "old.jsonl"
    archive.write_text("\n".join(written), encoding="utf-8")
    status, out, err = bongsu("backfill", archive)
    assert (status, "81 items, 0 done before, 80 new" in out) == (0, True)
    assert "old.jsonl:61" in err
    assert "81 items, 81 done before, 0 new" in bongsu("backfill", archive)[1]
    assert bongsu("backfill", tmp_path / "none.jsonl")[0] == 2


def test_reread_shows_before_it_applies(bongsu, tmp_path):
    """With rules unchanged nothing differs, and it says so."""
    bongsu("seeds")
    assert "every article reads as it is believed" in bongsu("reread")[1]
    assert "every article reads as it is believed" in bongsu("reread", "--apply")[1]


def test_a_ledger_is_exported_and_imported_whole(bongsu, tmp_path):
    """What is believed is the same after export and import; a ledger that holds something is not overwritten."""
    bongsu("seeds")
    believed = bongsu("facts", "--json")[1]
    assert bongsu("export", tmp_path / "backup.jsonl")[0] == 0
    assert bongsu("import", tmp_path / "backup.jsonl")[0] == 2
    fresh = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    assert bongsu("import", tmp_path / "backup.jsonl", BONGSU_LEDGER=fresh)[0] == 0
    assert bongsu("facts", "--json")[1] == believed
    assert bongsu("export", "--tables", tmp_path / "tables")[0] == 0
    assert (tmp_path / "tables" / "facts.csv").exists()


def test_settings_show_where_each_comes_from_and_no_secret(bongsu):
    """A token is `set`, a password in an address is left out."""
    status, out, err = bongsu(
        "settings",
        "--json",
        BONGSU_SLACK_TOKEN="xoxb-planted-secret",
        BONGSU_LEDGER="postgresql://me:planted-password@h/db",
    )
    assert status == 0
    assert "planted" not in out + err
    shown = {each["name"]: each for each in lines(out)}
    assert shown["BONGSU_SLACK_TOKEN"]["value"] == "set"
    assert shown["BONGSU_SLACK_TOKEN"]["from"] == "environment"
    assert shown["BONGSU_CONTACT"]["from"] == "default"


def test_check_finds_what_is_wrong_and_names_the_way_out(bongsu, outlet, tmp_path):
    """All well: exit status 0. A feed that is gone, a ledger that cannot be written, a broken list: 1, each with a way out."""
    good = watch_list(tmp_path, feeds=[{"name": "morning", "url": outlet.address}])
    status, out, _ = bongsu("check", "--json", BONGSU_WATCH_LIST=good)
    assert status == 0, out
    watch_list(tmp_path, feeds=[{"name": "gone", "url": outlet.web.url("/gone.xml")}])
    status, out, _ = bongsu("check", "--json", BONGSU_LEDGER="sqlite:////proc/nowhere/ledger.sqlite")
    found = {each["what"]: each for each in lines(out)}
    assert status == 1
    assert found["feed gone"]["verdict"] == found["ledger"]["verdict"] == "FAILS"
    assert "BONGSU_LEDGER" in found["ledger"]["said"]
    assert found["Prefect server"]["verdict"] == "note"
    good.write_text("organizations: [{name: LG, aliasses: []}]", encoding="utf-8")
    status, out, _ = bongsu("check", "--json")
    assert status == 1
    assert "watch_list.yaml:1" in next(each["said"] for each in lines(out) if each["what"] == "watch list")
