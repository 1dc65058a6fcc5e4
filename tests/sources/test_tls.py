"""Certificates are checked, against the name that was asked for and not the address that was connected to."""

import asyncio
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sources import errors, http
from sources.http import Client


class Hello(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *arguments):
        pass


class Quiet(HTTPServer):
    def handle_error(self, request, client_address):
        """Clients that refuse the certificate hang up."""


@pytest.fixture
def secure(tmp_path, monkeypatch):
    """A server with a certificate for localhost; gives its port and the file that makes it trusted."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, private = tmp_path / "certificate.pem", tmp_path / "key.pem"
    trusted.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, private)
    server = Quiet(("127.0.0.1", 0), Hello)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    http._tls.cache_clear()
    yield server.server_address[1], trusted
    server.shutdown()
    server.server_close()
    http._tls.cache_clear()


def get(url):
    async def run():
        async with Client("mailto:test@example.org", allow=("127.0.0.1", "::1")) as client:
            return await client.get(url)

    return asyncio.run(run())


def test_a_trusted_certificate_for_the_name(secure, monkeypatch):
    port, trusted = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    assert get(f"https://localhost:{port}/").body == b"hello"


def test_a_certificate_for_another_name(secure, monkeypatch):
    port, trusted = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with pytest.raises(errors.Unreachable, match=r"(?i)certificate"):
        get(f"https://127.0.0.1:{port}/")


def test_a_certificate_that_nobody_vouches_for(secure):
    port, _ = secure
    with pytest.raises(errors.Unreachable, match=r"(?i)certificate"):
        get(f"https://localhost:{port}/")
