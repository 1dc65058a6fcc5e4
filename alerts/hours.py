"""When a destination wants to be told: quiet hours and digests in its own time zone. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from alerts.destinations import Destination, Digest, QuietHours, Rhythm, ScheduledDestination


def held_until(destination: Destination, created_at: datetime, now: datetime) -> datetime | None:
    """When an alert created then may be told, where that is not at once; None otherwise. UTC.

    A digest holds everything until its next time. Quiet hours hold what was created in them, and what is still
    waiting when they begin.
    """
    if not isinstance(destination, ScheduledDestination):
        return None
    if destination.digest is not None:
        return _next(destination.digest, created_at.astimezone(destination.zone)).astimezone(UTC)
    if destination.quiet_hours is not None:
        for moment in (now, created_at):
            end = _quiet_until(destination.quiet_hours, moment.astimezone(destination.zone))
            if end is not None:
                return end.astimezone(UTC)
    return None


def last_period(digest: Digest, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The day or week that a digest's newest time ends: from its time before until then, half-open, UTC."""
    following = _next(digest, now.astimezone(zone))
    step = timedelta(days=7 if digest.every is Rhythm.WEEKLY else 1)
    start, end = (
        datetime.combine(following.date() - steps * step, digest.at, following.tzinfo).astimezone(UTC)
        for steps in (2, 1)
    )
    return start, end


def _next(digest: Digest, local: datetime) -> datetime:
    """The digest's first time after a local one."""
    day = local.date()
    if digest.every is Rhythm.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)  # its Monday, or the coming one
    at = datetime.combine(day, digest.at, local.tzinfo)
    step = timedelta(days=7 if digest.every is Rhythm.WEEKLY else 1)
    return at if at > local else datetime.combine(day + step, digest.at, local.tzinfo)


def _quiet_until(quiet: QuietHours, local: datetime) -> datetime | None:
    """The end of the quiet hours a local time falls into, or None. Equal ends mean no quiet at all."""
    at, day = local.time(), local.date()
    if quiet.start <= quiet.until:
        return datetime.combine(day, quiet.until, local.tzinfo) if quiet.start <= at < quiet.until else None
    if at >= quiet.start:
        return datetime.combine(day + timedelta(days=1), quiet.until, local.tzinfo)
    return datetime.combine(day, quiet.until, local.tzinfo) if at < quiet.until else None
