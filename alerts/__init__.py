"""Tell people: message, routes, delivery. The only user of slack-sdk and Apprise.

`open_senders` makes a sender of each destination, `deliver` empties the outbox through them. Nothing here looks at the
environment or the clock: tokens, streams and time are handed in.
"""

from alerts.delivery import deliver
from alerts.destinations import Destination, Language
from alerts.errors import AlertsError, ConfigurationError
from alerts.opening import open_senders
from alerts.rounds import Report, Timing
from alerts.routes import Route, check_routes, explain, route
from alerts.senders import SystemClock

__all__ = [
    "AlertsError",
    "ConfigurationError",
    "Destination",
    "Language",
    "Report",
    "Route",
    "SystemClock",
    "Timing",
    "check_routes",
    "deliver",
    "explain",
    "open_senders",
    "route",
]
