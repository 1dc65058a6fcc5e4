"""`bongsu feeds`: how the feeds of the watch list are doing, what an address would yield, lists in and out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
import yaml

from flows import records
from flows.pipeline import monitor
from flows.settings import Settings
from flows.switching import dart_keys, sources_in_force
from flows.tables import print_table
from flows.watch_list import load_watch_list
from sources.discovery import Yield
from sources.discovery import check as discover
from sources.errors import BadFile
from sources.feeds import Feed, FeedState
from sources.http import Client
from sources.opendart_api import companies
from sources.opml import read_opml, write_opml
from sources.services import feed_of

feeds = typer.Typer(help="The feeds of the watch list.", no_args_is_help=False)

_NOT_SHOWN = {"seen", "ambiguous", "etag", "last_modified", "body_hash", "waiting"}
_MOST_COMPANIES = 20

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@feeds.callback(invoke_without_command=True)
def show(context: typer.Context, json: AsJson = False) -> None:
    """How each feed is doing: health, last success, interval, new entries a day, share of pages without a text."""
    if context.invoked_subcommand is not None:
        return
    with monitor() as opened:
        documents = opened.ledger.feeds.all()
        switched = sources_in_force(opened.watch_list, opened.settings)
    states = [(feed, FeedState.model_validate(documents.get(feed.name, {}))) for feed in map(feed_of, switched.on)]
    if json:
        for feed, state in states:
            kept = state.model_dump(mode="json", exclude=_NOT_SHOWN)
            records.write_line({"name": feed.name, "url": feed.url, **kept, "waiting": len(state.waiting)})
        for name, reason in switched.off.items():
            records.write_line({"name": name, "health": "off", "error": reason})
        return
    print_table(
        ("feed", "health", "last success (UTC)", "asked every", "new a day", "no text", "problem"),
        [
            *(_row(feed, state) for feed, state in states),
            *((name, "off", "", "", "", "", reason) for name, reason in switched.off.items()),
        ],
        "the watch list names no feed; `bongsu feeds check ADDRESS` finds one",
    )


@feeds.command()
def check(address: str, json: AsJson = False) -> None:
    """What the feed at an address, or the feeds of a site, would yield."""

    async def ask() -> tuple[Yield, ...]:
        settings = Settings()
        async with Client(settings.contact or "operator has named no contact", settings.allowed_hosts) as client:
            return await discover(client, address, datetime.now(UTC))

    for found in asyncio.run(ask()):
        if json:
            newest = max((entry.published for entry in found.entries if entry.published), default=None)
            records.write_line(
                {
                    "url": found.url,
                    "kind": found.kind,
                    "title": found.title,
                    "entries": len(found.entries),
                    "dated": found.dated,
                    "newest": newest.isoformat() if newest else None,
                    "per_day": round(found.per_day, 1),
                    "interval_minutes": round(found.interval_minutes),
                }
            )
        else:
            typer.echo(found)


@feeds.command("companies")
def find_companies(name: Annotated[str, typer.Argument(help="A part of the company's name.")]) -> None:
    """The companies of OpenDART of a name, as lines to put under `disclosures:` of the watch list. Needs a key."""
    settings = Settings()

    async def ask() -> tuple[tuple[str, str, str], ...]:
        keys = dart_keys(settings)
        async with Client(settings.contact or "operator has named no contact", settings.allowed_hosts) as client:
            return await companies(client, keys, name)

    found = asyncio.run(ask())
    for company, code, stock in found[:_MOST_COMPANIES]:
        listed = f"  # listed as {stock}" if stock else ""
        typer.echo(f"  - {_flow_style({'name': company, 'corp_code': code})}{listed}")
    if len(found) > _MOST_COMPANIES:
        typer.echo(f"{len(found) - _MOST_COMPANIES} more; give more of the name", err=True)
    if not found:
        typer.echo(f"no company of OpenDART has {name!r} in its name", err=True)


@feeds.command("export")
def export_list() -> None:
    """The feeds of the watch list as OPML, for other feed readers."""
    watch_list = load_watch_list(Settings().watch_list)
    typer.echo(write_opml(watch_list.feeds, "bongsu"), nl=False)


@feeds.command("import")
def import_list(
    source: Annotated[Path, typer.Argument(metavar="LIST.opml", help="A subscription list in OPML.")],
) -> None:
    """The feeds of an OPML list that are not watched yet, as lines to put under `feeds:` of the watch list."""
    try:
        body = source.read_bytes()
    except OSError as error:
        raise BadFile(str(source), f"cannot be read: {error.strerror}") from error
    found = read_opml(str(source), body)
    watched = load_watch_list(Settings().watch_list).feeds
    known, taken = {feed.url for feed in watched}, {feed.name for feed in watched}
    for feed in found.feeds:
        if feed.url in known:
            continue
        if feed.name in taken:
            typer.echo(f"left out: {feed.name}: the watch list has another feed of this name", err=True)
            continue
        typer.echo(watch_list_line(feed), nl=False)
    for problem in found.problems:
        typer.echo(f"left out: {problem}", err=True)


def watch_list_line(feed: Feed) -> str:
    """A feed as one line of the watch list, only what differs from the defaults."""
    given = feed.model_dump(mode="json", exclude_defaults=True)
    return f"  - {_flow_style(given)}\n"


def _flow_style(fields: Mapping[str, object]) -> str:
    return yaml.safe_dump(
        dict(fields), allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000
    ).rstrip("\n")


def _row(feed: Feed, state: FeedState) -> tuple[object, ...]:
    success = f"{state.last_success_at:%Y-%m-%d %H:%M}" if state.last_success_at else "never"
    every = _minutes(state.interval_seconds) if state.interval_seconds else ""
    per_day = "" if state.per_day is None else f"{state.per_day:.0f}"
    empty = f"{state.empty_rate:.0%}" if state.pages_read else ""
    return feed.name, state.health, success, every, per_day, empty, "; ".join(_remarks(state))


def _remarks(state: FeedState) -> Iterator[str]:
    """What an operator may want to do something about."""
    if state.error:
        yield state.error
    if state.pages_bad:
        yield "most of its article pages have no text"
    if state.waiting:
        yield f"{len(state.waiting)} pages are tried again"
    if state.moved_to:
        yield f"has moved to {state.moved_to}"
    if state.gap_at and datetime.now(UTC) - state.gap_at < timedelta(days=1):
        yield f"entries may have been missed before {state.gap_at:%Y-%m-%d %H:%M}"


def _minutes(seconds: float) -> str:
    return f"{timedelta(seconds=seconds) / timedelta(minutes=1):.0f} min"
