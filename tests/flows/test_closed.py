"""Closed by default: on a machine that is alone, everything works, and nothing even tries to reach another."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.flows.running import PROJECT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(500)]

# A namespace with loopback and one way out that ends nowhere: whatever goes to another address, a name that is looked up
# included, is a packet on it, whichever process sent it. One is sent on purpose, which must be seen.
ALONE = """
set -e
ip link set lo up
ip link add out type veth peer name nowhere
sysctl -qw net.ipv6.conf.out.disable_ipv6=1 net.ipv6.conf.nowhere.disable_ipv6=1
ip address add 192.0.2.2/30 dev out
ip link set nowhere up
ip link set out up
ip neighbour add 192.0.2.1 lladdr 02:00:00:00:00:01 dev out
ip route add default via 192.0.2.1
mount --bind "$1" /etc/resolv.conf
"$0" "$2" & seeing=$!
sleep 1
"$0" -c 'import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b"on purpose", ("198.51.100.1", 4000))'
status=0
"$0" -m pytest tests/flows/test_browser.py -q -x -p no:cacheprovider || status=$?
kill $seeing
exit $status
"""
SEEING = """
import socket
packets = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
packets.bind(("nowhere", 0))
while True:
    packet = packets.recv(2000)
    to, port, said = ".".join(map(str, packet[30:34])), int.from_bytes(packet[36:38], "big"), packet[42:]
    print("PACKET", to, port, "".join(chr(byte) if 32 < byte < 127 else "." for byte in said[:60]), flush=True)
"""


def test_nothing_on_a_machine_that_is_alone_tries_to_reach_another(tmp_path):
    """Server, worker, flows and a browser on the pages, from start to end: not one packet leaves for another address."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        pytest.skip("no unshare or no ip on the path: Debian's util-linux and iproute2")
    alone = ["unshare", "--map-root-user", "--net", "--mount", "sh", "-c"]
    tried = subprocess.run([*alone, "ip link add out type veth peer name nowhere"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip(f"no namespace of the network may be made here: {tried.stderr.decode().strip()}")
    resolver, seeing = tmp_path / "resolv.conf", tmp_path / "seeing.py"
    resolver.write_text("nameserver 198.51.100.53\noptions timeout:1 attempts:1\n", encoding="utf-8")
    seeing.write_text(SEEING, encoding="utf-8")
    command = [*alone, ALONE, sys.executable, str(resolver), str(seeing)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    packets = [line for line in done.stdout.splitlines() if line.startswith("PACKET")]
    assert packets[:1] == ["PACKET 198.51.100.1 4000 on.purpose"]
    assert packets[1:] == []
