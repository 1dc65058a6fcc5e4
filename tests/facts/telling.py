"""Storylines with their readings: what the tests of telling are written in."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import yaml

from facts.articles import Article
from facts.claims import Evidence, LabClaim, LeadershipClaim, NameStatement, PartnershipClaim, Reading
from facts.replay import Arrival, replay
from facts.watch import Watch

HERE = Path(__file__).parent
GOLD = HERE.parent / "gold" / "dev_storylines.jsonl"
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][”\"’']?(?=\s|$)|(?=\n)|$)")


def evidence(article: Article, part: str) -> Evidence:
    for found in _SENTENCE.finditer(article.content):
        text = found.group().strip()
        if part in text:
            start = article.content.index(text, found.start())
            return Evidence(text=text, start=start, end=start + len(text))
    raise AssertionError(f"{article.id} does not say {part!r}")


def reading(article: Article, rows: list[dict]) -> Reading:
    claims, names = [], []
    for row in rows:
        terms = {
            "evidence": evidence(article, row.get("says", article.text[:12])),
            "rule": "hand",
            "date": str(row["when"]) if "when" in row else None,
        }
        statement = next((relation for relation in ("alias", "renamed") if relation in row), None)
        if statement:
            kind = row.get("kind", "organization")
            names.append(NameStatement(kind=kind, relation=statement, names=row[statement], **terms))
            continue
        terms |= {"modality": row.get("mod", "asserted"), "corrects": row.get("corrects", False)}
        event = next(event for event in row if event in EVENTS)
        whom = row[event]
        if event in {"holds", "appointed", "left"}:
            claims.append(
                LeadershipClaim(
                    event=event, person=whom, organization=row["at"], unit=row.get("unit"), roles=row["as"], **terms
                )
            )
        elif isinstance(whom, list):
            claims.append(
                PartnershipClaim(event=event, organizations=whom, type=row["type"], name=row.get("name"), **terms)
            )
        else:
            claims.append(LabClaim(event=event, name=whom, organization=row["of"], location=row.get("in"), **terms))
    return Reading(claims=claims, names=names)


EVENTS = ("holds", "appointed", "left", "exists", "opened", "closed", "formed", "ended")


def arrivals(story: dict, readings: dict[str, list[dict]]) -> list[Arrival]:
    out = []
    for number, each in enumerate(story["articles"]):
        article = Article(
            id=each["id"],
            title=each["title"],
            text=each["text"],
            published=str(each["published"]),
            language="ko" if re.search("[가-힣]", each["text"]) else "en",
            publisher=each.get("publisher"),
        )
        rows = readings[each["id"].rsplit("-", 1)[-1]]
        day = date.fromisoformat(str(each.get("arrived") or each["published"]))
        at = datetime.combine(day, time(9, number), tzinfo=UTC)
        out.append(Arrival(article, reading(article, rows), at))
    return out


def told(watch: Watch, story: list[Arrival]) -> list[tuple[str, list[dict]]]:
    return [
        (article.id, [change.model_dump(mode="json") for change in judged.changes])
        for article, judged in replay(watch, story)
    ]


def dev_stories() -> list[dict]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def dev_readings() -> dict[str, dict[str, list[dict]]]:
    return yaml.safe_load((HERE / "stories" / "dev.yaml").read_text(encoding="utf-8"))


def own_stories() -> list[dict]:
    """Our own storylines in the form of the gold records, each with its `readings` besides."""
    stories = yaml.safe_load((HERE / "stories" / "own.yaml").read_text(encoding="utf-8"))
    for story in stories:
        story["readings"] = {}
        for number, article in enumerate(story["articles"], 1):
            article["id"] = f"{story['id']}-a{number}"
            story["readings"][f"a{number}"] = article["claims"]
    return stories
