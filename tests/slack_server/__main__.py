"""Run the local Slack until Ctrl-C; see the package's own page for how to point the monitor at it."""

from __future__ import annotations

import argparse
import threading

from tests.slack_server import Channel, SlackServer, Workspace

parser = argparse.ArgumentParser(prog="python -m tests.slack_server", description="A strict local Slack.")
parser.add_argument("--port", type=int, default=8765)
parser.add_argument("--channel", action="append", default=[], help="id of a channel; C0ALERTS where none is given")
given = parser.parse_args()
channels = tuple(Channel(id_, id_.lower()) for id_ in given.channel)
with SlackServer(Workspace(channels), given.port) as server:
    print(
        f"a local Slack: page http://127.0.0.1:{server.port}/, Web API {server.address}, tokens xoxb-local, xapp-local"
    )
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print("ended")
