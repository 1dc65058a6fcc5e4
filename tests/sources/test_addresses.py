"""What may be connected to. The table is the policy."""

import asyncio
import socket
from ipaddress import ip_address

import httpcore
import pytest

from sources.addresses import Allowed, PublicNetwork, is_public
from sources.errors import RefusedAddress

PUBLIC = ["1.1.1.1", "8.8.8.8", "211.115.106.1", "192.0.1.1", "2606:4700::1111", "2001:200::1", "2400:cb00::1"]
NOT_PUBLIC = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.8.8",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1111%eth0",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_reached(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_of_this_host_its_network_and_cloud_are_not(address):
    assert not is_public(ip_address(address))


def test_translated_ipv4_is_judged_by_what_it_carries():
    """Networks with NAT64 reach public IPv4 hosts through the well-known prefix."""
    assert is_public(ip_address("64:ff9b::808:808"))


def test_allowed_networks_and_names():
    """A network allows its addresses; a name allows itself and nothing below it."""
    allowed = Allowed(["10.0.0.0/8", "fd00::/8", "intranet.example"])
    assert allowed("anything", ip_address("10.9.9.9"))
    assert allowed("anything", ip_address("fd00::1"))
    assert allowed("Intranet.Example.", ip_address("192.168.0.1"))
    assert not allowed("evil.intranet.example", ip_address("192.168.0.1"))
    assert not allowed("anything", ip_address("192.168.0.1"))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "0",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1%lo",
        "localhost",
        "localhost.",
        "LOCALHOST",
    ],
)
def test_every_spelling_of_this_host_is_refused(host):
    """Odd spellings are whatever the resolver makes of them, and that is checked."""
    with pytest.raises((RefusedAddress, httpcore.ConnectError)) as caught:
        asyncio.run(PublicNetwork(Allowed()).connect_tcp(host, 9, timeout=2))
    if isinstance(caught.value, httpcore.ConnectError):  # a resolver that knows no such name is as good
        assert "no address is known" in str(caught.value)


def resolver(answers):
    """A name server whose answer changes every time it is asked: patched in, because no real one can be made to."""
    asked = iter(answers)

    async def getaddrinfo(host, port, **_):
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in next(asked)
        ]

    return getaddrinfo


def connect(host, answers, allowed=()):
    """The addresses that a connection to `host` went to."""
    tried = []

    class Wire(httpcore.AsyncMockBackend):
        async def connect_tcp(self, host, *rest, **named):
            tried.append(host)
            return await super().connect_tcp(host, *rest, **named)

    async def run():
        asyncio.get_running_loop().getaddrinfo = resolver(answers)
        network = PublicNetwork(Allowed(allowed))
        network._network = Wire([])
        await network.connect_tcp(host, 80)

    return tried, run


def test_the_checked_address_is_the_one_connected_to():
    """Rebinding: the name is asked for once, and the second, private answer is never used."""
    tried, run = connect("rebind.example", [["1.1.1.1"], ["127.0.0.1"]])
    asyncio.run(run())
    assert tried == ["1.1.1.1"]


def test_private_answers_among_public_ones_are_passed_over():
    tried, run = connect("mixed.example", [["127.0.0.1", "fd00::1", "1.1.1.1"]])
    asyncio.run(run())
    assert tried == ["1.1.1.1"]


def test_a_name_that_leads_inside_is_refused_by_name():
    tried, run = connect("inside.example", [["10.0.0.1", "::1"]])
    with pytest.raises(RefusedAddress, match=r"inside\.example: leads to 10\.0\.0\.1, ::1"):
        asyncio.run(run())
    assert tried == []
