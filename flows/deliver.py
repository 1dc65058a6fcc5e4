"""Flows: send what waits in the outbox; look after what was sent; tell of a trouble."""

from __future__ import annotations

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event

from alerts.tending import Tended
from flows.aftercare import look_after, raise_alarm, waiting_too_long
from flows.delivery import Delivered, deliver_pending
from flows.forms import AlarmForm, DeliverForm, SweepForm
from flows.pipeline import monitor
from flows.reports import table
from flows.retrying import RETRIED


@task(name="send alerts", cache_policy=NO_CACHE, **RETRIED)
def send_alerts(destinations: list[str]) -> list[Delivered]:
    """One round at each destination. Tried again only for the ledger's sake, never for an answer of a destination: what is
    in doubt is known to the outbox, which settles it.
    """
    with monitor() as opened:
        return deliver_pending(opened, only=destinations)


@task(name="take in answers, remove doubles", cache_policy=NO_CACHE, **RETRIED)
def sweep(destinations: list[str]) -> tuple[Tended, ...]:
    """One reading of each channel; harmless to repeat."""
    with monitor() as opened:
        return look_after(opened, destinations)


@flow(name="deliver-alerts", flow_run_name="deliver alerts", timeout_seconds=1800)
def deliver_alerts(options: DeliverForm = DeliverForm()) -> None:
    """Send what is pending, settle what is in doubt, take in answers, say what is blocked.

    Args:
        options: Which destinations; all of them where none is named.
    """
    show_deliveries(send_alerts(options.destinations))
    show_sweep(sweep(options.destinations))
    with monitor() as opened:
        overdue = waiting_too_long(opened)
    for destination, said in overdue:
        print(said)
        resource = {"prefect.resource.id": f"bongsu.destination.{destination}", "prefect.resource.name": destination}
        emit_event("bongsu.alerts.late", resource=resource, payload={"said": said})


@flow(name="sweep-alerts", flow_run_name="sweep alerts", timeout_seconds=1800)
def sweep_alerts(options: SweepForm = SweepForm()) -> None:
    """Look back at the channels: remove doubles, take in answers, strike through what readers call wrong.

    Args:
        options: Which destinations; all of them where none is named.
    """
    tended = sweep(options.destinations)
    show_sweep(tended)
    if not tended:
        print("no destination that can be looked back at")


@flow(name="raise-alarm", flow_run_name="tell of a trouble", timeout_seconds=300)
def tell_of_trouble(alarm: AlarmForm) -> None:
    """Tell people of a trouble, once a day in the same words, by the first destination that takes it.

    Args:
        alarm: What is wrong, and at which destination if at one.
    """
    with monitor() as opened:
        print(f"{alarm.said} (told at {raise_alarm(opened, alarm.said, alarm.about)})")


def leave(key: str, markdown: str, description: str) -> None:
    """An artifact of the run, left before this returns, in a flow that is a coroutine as in any other."""
    create_markdown_artifact(key=key, markdown=markdown, description=description, _sync=True)  # type: ignore[call-arg]  # its decorator takes it


def show_deliveries(delivered: list[Delivered]) -> None:
    """The artifact of a delivery; nothing where there was nothing to do."""
    if not delivered:
        print("no alerts waiting")
        return
    for one in delivered:
        print(f"{one.destination}: {one.sent} sent, {one.waiting} waiting{one.said}")
    leave(
        key="alerts",
        markdown=table(
            ("destination", "sent", "waiting", "notes"),
            [(one.destination, one.sent, one.waiting, one.said) for one in delivered],
        ),
        description="Alerts sent and waiting, by destination",
    )


def show_sweep(tended: tuple[Tended, ...]) -> None:
    """The artifact of a look back; nothing where nothing was found."""
    for one in tended:
        if one.trouble:
            print(f"{one.destination}: answers cannot be read now: {one.trouble}")
    found = [one for one in tended if one.doubles or one.answers or one.edited]
    if not found:
        return
    rows = [
        (
            one.destination,
            one.doubles,
            ", ".join(f"{each.verdict} by {each.member}" for each in one.answers),
            one.edited,
        )
        for one in found
    ]
    leave(
        key="answers",
        markdown=table(("destination", "doubles removed", "answers", "messages edited"), rows),
        description="What readers said, and what was put right",
    )
