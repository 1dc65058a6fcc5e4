"""A strict local Slack, for tests and for looking at alerts.

It plays chat.postMessage / update / delete, conversations.info / history / replies, auth.test, reactions.get / add,
apps.connections.open with its sockets, and incoming webhooks. It refuses what Slack documents as refused, shows metadata
only when asked, keeps the rate limits, and misbehaves on demand (`Fault`).

To see alerts in a browser, run it, name its channel in a watch list, and point the monitor at it:

    python -m tests.slack_server --port 8765
    # destinations: [{name: team, type: slack, channel: C0ALERTS}]
    BONGSU_WATCH_LIST=… BONGSU_SLACK_TOKEN=xoxb-local BONGSU_SLACK_APP_TOKEN=xapp-local \\
        BONGSU_SLACK_ADDRESS=http://127.0.0.1:8765/api/ make run

and open http://127.0.0.1:8765/. Reactions and buttons are given there by a click.
"""

from tests.slack_server.server import SlackServer
from tests.slack_server.workspace import Channel, Fault, Workspace

__all__ = ["Channel", "Fault", "SlackServer", "Workspace"]
