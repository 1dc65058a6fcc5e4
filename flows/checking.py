"""Whether this installation can do its work: each part asked for real, each failure with the way out."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from importlib.metadata import version

from alerts.destinations import SlackDestination
from alerts.errors import AlertsError, BlockedError, SendError
from alerts.opening import open_senders
from alerts.senders import SystemClock
from alerts.slack import SlackWorkspace
from alerts.socket_mode import open_socket
from flows.environment import server_address
from flows.marked_yaml import ConfigurationError
from flows.secret_blocks import SecretBlock, SecretBlockError
from flows.settings import Settings
from flows.switching import sources_in_force
from flows.watch_list import WatchList, destinations_in_force, load_watch_list
from ledger import Ledger, LedgerError
from sources.errors import SourceError
from sources.feeds import Feed, FeedState
from sources.http import Client
from sources.services import Service, Source

SCOPES = {
    "chat:write": "posts",
    "channels:history": "reads back what may have been posted",
    "channels:read": "sees whether the bot is in the channel",
    "reactions:read": "takes answers",
}
_ROOM = 500 * 1024 * 1024  # bytes: a year of a hundred feeds, with room for a backup beside it


class Verdict(StrEnum):
    GOOD = "ok"
    NOTE = "note"
    BAD = "FAILS"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `said` names the way out where it fails."""

    what: str
    verdict: Verdict
    said: str


def check_all(settings: Settings, *, feeds: bool = True) -> tuple[Finding, ...]:
    """Every part in the order in which the next needs it. Sends no message; `feeds` reads each feed once."""
    found = [_versions(), _data(settings), _ledger(settings), *_secret_blocks(settings)]
    try:
        watch_list = load_watch_list(settings.watch_list)
    except ConfigurationError as error:
        found.append(Finding("watch list", Verdict.BAD, f"{error}"))
        return (*found, _server())
    beside = [(len(watch_list.searches), "searches"), (len(watch_list.disclosures), "disclosing companies")]
    counts = f"{len(watch_list.organizations)} organisations, {len(watch_list.feeds)} feeds" + "".join(
        f", {count} {what}" for count, what in beside if count
    )
    found.append(Finding("watch list", Verdict.GOOD, f"{settings.watch_list}: {counts}"))
    found += _destinations(settings, watch_list)
    try:
        switched = sources_in_force(watch_list, settings)
    except ConfigurationError as error:
        found.append(Finding("sources", Verdict.BAD, f"{error}"))
        return (*found, _server())
    found += [Finding(f"source {name}", Verdict.NOTE, reason) for name, reason in switched.off.items()]
    if feeds:
        found += asyncio.run(_sources(settings, switched.on))
    return (*found, _server())


def _versions() -> Finding:
    python = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        "versions", Verdict.GOOD, f"bongsu {version('bongsu')}, Prefect {version('prefect')}, Python {python}"
    )


def _data(settings: Settings) -> Finding:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(settings.data).free
    except OSError as error:
        return Finding("data folder", Verdict.BAD, f"{settings.data}: {error.strerror}; name another with BONGSU_DATA")
    if not os.access(settings.data, os.W_OK):
        said = f"{settings.data} is not writable; give this user the right, or name another with BONGSU_DATA"
        return Finding("data folder", Verdict.BAD, said)
    verdict = Verdict.GOOD if free > _ROOM else Verdict.NOTE
    return Finding("data folder", verdict, f"{settings.data}, {free // 1024**2:,} MiB free")


def _ledger(settings: Settings) -> Finding:
    """A lease taken and given back is a write like those of a run."""
    now = datetime.now(UTC)
    try:
        with Ledger.open(settings.ledger_address) as ledger:
            ledger.outbox.lease("(check)", f"check {os.getpid()}", now, 1)
            ledger.outbox.release("(check)", f"check {os.getpid()}")
            counts = ledger.counts()
            where = ledger.database.address
    except (LedgerError, OSError) as error:
        return Finding("ledger", Verdict.BAD, str(error))
    said = ", ".join(f"{count} {what}" for what, count in counts.items())
    return Finding("ledger", Verdict.GOOD, f"{where}: writable, {said}")


def _secret_blocks(settings: Settings) -> Iterator[Finding]:
    """The settings whose value a Secret block of Prefect holds; never the value."""
    for name in type(settings).model_fields:
        secret = getattr(settings, name)
        if not isinstance(secret, SecretBlock):
            continue
        try:
            secret.get_secret_value()
        except SecretBlockError as error:
            yield Finding(f"setting {secret.variable}", Verdict.BAD, str(error))
        else:
            said = f"comes from the Secret block {secret.name} at {server_address()}"
            yield Finding(f"setting {secret.variable}", Verdict.GOOD, said)


def _destinations(settings: Settings, watch_list: WatchList) -> Iterator[Finding]:
    destinations = destinations_in_force(watch_list, settings)
    if settings.slack_token is None:
        said = (
            f"no token (BONGSU_SLACK_TOKEN): what is meant for Slack goes to the terminal and to {settings.alerts_file}"
        )
        yield Finding("Slack", Verdict.NOTE, said)
    elif any(isinstance(each, SlackDestination) for each in destinations):
        yield _scopes(settings)
        if settings.slack_app_token is not None:
            yield _tried(
                "Slack buttons", partial(open_socket, settings.slack_app_token, settings.slack_address), "taken"
            )
    else:
        said = "a token is set, and the watch list has no destination of type slack; see its last section"
        yield Finding("Slack", Verdict.NOTE, said)
    senders = open_senders(
        destinations,
        terminal=sys.stderr,
        file=settings.alerts_file,
        slack_token=settings.slack_token,
        slack_address=settings.slack_address,
        secrets=os.environ,
    )
    for destination in destinations:
        yield _tried(f"destination {destination.name}", senders[destination.name].check, f"{destination.type}, ready")


def _scopes(settings: Settings) -> Finding:
    assert settings.slack_token is not None
    try:
        workspace = SlackWorkspace(settings.slack_token, SystemClock(), settings.slack_address)
        answer = workspace.call("auth_test")
    except AlertsError as error:
        return _failed("Slack", error)
    given = {name.lower(): value for name, value in answer.headers.items()}.get("x-oauth-scopes")
    who = f"{answer.get('user')} at {answer.get('team')}"
    if given is None:
        return Finding("Slack", Verdict.NOTE, f"{who}; the answer does not tell the token's scopes")
    has = {scope.strip() for scope in given.split(",")}
    lacking = [f"{scope} ({use})" for scope, use in SCOPES.items() if scope not in has]
    if lacking:
        said = f"{who}: lacks the scopes {', '.join(lacking)}; add them under OAuth & Permissions and reinstall the app"
        return Finding("Slack", Verdict.BAD, said)
    return Finding("Slack", Verdict.GOOD, f"{who}; scopes {', '.join(sorted(has))}")


def _tried(what: str, attempt: Callable[[], None], said: str) -> Finding:
    try:
        attempt()
    except AlertsError as error:
        return _failed(what, error)
    return Finding(what, Verdict.GOOD, said)


def _failed(what: str, error: AlertsError) -> Finding:
    match error:
        case BlockedError():
            return Finding(what, Verdict.BAD, f"{error.code}: {error.way_out}")
        case SendError():
            return Finding(what, Verdict.BAD, f"cannot be reached: {error.code}; is the way out to it open?")
        case _:
            return Finding(what, Verdict.BAD, str(error))


async def _sources(settings: Settings, sources: tuple[Source, ...]) -> list[Finding]:
    """Feeds answer at all; a service is asked what the monitor would ask it, for only its answer tells whether the key is good."""
    async with Client(settings.contact or "operator has named no contact", settings.allowed_hosts) as client:

        async def feed(source: Feed) -> Finding:
            try:
                response = await client.get(source.url)
            except SourceError as error:
                return Finding(f"feed {source.name}", Verdict.BAD, str(error))
            moved = f", moved to {response.moved_to}" if response.moved_to else ""
            return Finding(f"feed {source.name}", Verdict.GOOD, f"answers, {len(response.body):,} bytes{moved}")

        async def service(source: Service) -> Finding:
            poll = await source.poll(client, FeedState(), datetime.now(UTC))
            if poll.error is not None:
                return Finding(f"source {source.feed.name}", Verdict.BAD, str(poll.error))
            return Finding(f"source {source.feed.name}", Verdict.GOOD, f"answers, {len(poll.entries)} entries")

        asked = (feed(each) if isinstance(each, Feed) else service(each) for each in sources)
        return list(await asyncio.gather(*asked))


def _server() -> Finding:
    """The Prefect server that commands and workers here would talk to."""
    address = server_address()
    try:
        with urllib.request.urlopen(f"{address}/admin/version", timeout=5) as answer:  # noqa: S310  the operator's own
            said = str(json.load(answer))
    except (urllib.error.URLError, OSError, ValueError) as error:
        return Finding("Prefect server", Verdict.NOTE, f"none at {address} ({error}); `make run` starts one")
    if said != version("prefect"):
        both = f"{address} runs {said}, here is {version('prefect')}; install the same release on both sides"
        return Finding("Prefect server", Verdict.BAD, both)
    return Finding("Prefect server", Verdict.GOOD, f"{address}, version {said}")
