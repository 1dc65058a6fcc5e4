"""Real servers on ports of the system's choosing: one that answers HTTP, one that does whatever a test likes with the socket."""

import socket
import threading
from collections import defaultdict
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sources.http import Client, Limits

LOCAL = ("127.0.0.1",)


class Web:
    """Routes a test fills: path -> (status, headers, body) or a function of the request that returns one."""

    def __init__(self, interface="127.0.0.1"):
        self.routes = {}
        self.requests = []
        self.at_once = 0
        self.most_at_once = 0
        self._lock = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self):
                with web._lock:
                    web.at_once += 1
                    web.most_at_once = max(web.most_at_once, web.at_once)
                    web.requests.append((self.path, dict(self.headers.items())))
                try:
                    route = web.routes.get(self.path, web.routes.get(self.path.split("?")[0]))
                    route = route(self) if callable(route) else route
                    status, headers, body = route or (404, {}, b"nothing here")
                    self.send_response_only(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    if status not in (204, 304):
                        self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    if status not in (204, 304):
                        self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    with web._lock:
                        web.at_once -= 1

            def log_message(self, *arguments):
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                """Clients that hang up are part of the tests."""

        self._server = Server((interface, 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        self.port = self._server.server_address[1]

    def url(self, path="/", host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def serve(self, path, body, status=200, **headers):
        """Answer `path` with `body`; header names are written with underscores. Returns the address."""
        body = body.encode() if isinstance(body, str) else body
        self.routes[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, body)
        return self.url(path)

    def seen(self, path):
        """The headers of every request for `path`."""
        return [headers for asked, headers in self.requests if asked.split("?")[0] == path]

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def web():
    server = Web()
    yield server
    server.close()


@pytest.fixture
def web_on_every_loopback():
    """One server that answers to 127.0.0.2, 127.0.0.3 …: as many hosts as a test needs."""
    try:
        socket.create_server(("127.0.0.2", 0)).close()
    except OSError:
        pytest.skip("this system has no loopback address but 127.0.0.1")
    server = Web("0.0.0.0")
    yield server
    server.close()


@contextmanager
def raw_server(talk):
    """`talk(connection)` in a thread for every connection; gives the address. The socket closes when it returns."""
    listener = socket.create_server(("127.0.0.1", 0))
    counts = defaultdict(int)

    def one(connection):
        with connection:
            try:
                connection.recv(65536)
                talk(connection)
            except OSError:
                counts["broken"] += 1

    def loop():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(connection,), daemon=True).start()

    threading.Thread(target=loop, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.close()


@pytest.fixture
def raw():
    return raw_server


@pytest.fixture
def client():
    """Makes clients that may reach this machine; `client(total=1)` sets limits."""

    def make(allow=LOCAL, **limits):
        return Client("mailto:test@example.org", allow=allow, limits=Limits(**limits))

    return make
