"""Flow: send what waits in the outbox."""

from __future__ import annotations

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.delivery import Delivered, deliver_pending
from flows.forms import DeliverForm
from flows.pipeline import monitor
from flows.reports import table


@task(cache_policy=NO_CACHE)
def send_alerts(destinations: list[str]) -> list[Delivered]:
    """One round at each destination; no retries here, since the outbox itself knows what is in doubt."""
    with monitor() as opened:
        return deliver_pending(opened, only=destinations)


@flow(name="deliver-alerts", flow_run_name="deliver alerts", timeout_seconds=1800)
def deliver_alerts(options: DeliverForm = DeliverForm()) -> None:
    """Send what is pending, settle what is in doubt, say what is blocked.

    Args:
        options: Which destinations; all of them where none is named.
    """
    show_deliveries(send_alerts(options.destinations))


def show_deliveries(delivered: list[Delivered]) -> None:
    """The artifact of a delivery; nothing where there was nothing to do."""
    if not delivered:
        print("no alerts waiting")
        return
    for one in delivered:
        print(f"{one.destination}: {one.sent} sent, {one.waiting} waiting{one.said}")
    create_markdown_artifact(
        key="alerts",
        markdown=table(
            ("destination", "sent", "waiting", "notes"),
            [(one.destination, one.sent, one.waiting, one.said) for one in delivered],
        ),
        description="Alerts sent and waiting, by destination",
    )
