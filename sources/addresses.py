"""Only public addresses: checked at the moment of connecting, for every hop, so nothing can change in between.

The name is resolved here and the connection goes to the very address that was checked; a second answer of the name
server is never asked for (rebinding). Names and odd spellings (decimal, octal, hexadecimal, full-width) need no rules
of their own: whatever the resolver makes of them is what is checked. Proxies of the environment are not used, for
behind them the check would see the proxy only.

`httpx-secure`, the library nearest to this, connects before it checks, and relies on `ipaddress.is_global`, which calls
multicast and 6to4 addresses global on Python 3.11.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import httpcore

from sources.errors import RefusedAddress

Address = IPv4Address | IPv6Address

_NOT_PUBLIC_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier NAT, and a metadata service at 100.100.100.200
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's own services, although the block is public
        "169.254.0.0/16",  # link-local, and the usual metadata service
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments, and a metadata service at 192.0.0.192
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries any IPv4 address
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_ATTEMPTS = 4  # addresses of one name that are tried in turn


def is_public(address: Address) -> bool:
    """Whether anybody's news could be served there: not this host, its network, its cloud, or a group."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _NOT_PUBLIC_V4)
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(IPv4Address(address.packed[-4:]))
    return address in _GLOBAL_UNICAST and not any(address in block for block in _NOT_PUBLIC_V6)


class Allowed:
    """What may be reached although it is not public: networks ("10.1.0.0/16", "127.0.0.1") and host names.

    A host name stands for itself only, never for what lies below it.
    """

    def __init__(self, entries: Iterable[str] = ()) -> None:
        self._networks: list[IPv4Network | IPv6Network] = []
        self._names: set[str] = set()
        for entry in entries:
            try:
                self._networks.append(ip_network(entry))
            except ValueError:
                self._names.add(entry.casefold().rstrip("."))

    def __call__(self, host: str, address: Address) -> bool:
        """Whether a connection for `host` may go to `address`."""
        return (
            is_public(address)
            or host.casefold().rstrip(".") in self._names
            or any(address in network for network in self._networks)
        )


class PublicNetwork(httpcore.AsyncNetworkBackend):
    """The network as httpcore sees it, without the addresses that are not allowed. Raises RefusedAddress."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        found = await _resolve(host, port)
        addresses = [address for address in found if self._allowed(host, address)]
        if not addresses:
            raise RefusedAddress(
                host,
                f"leads to {', '.join(map(str, found))}, which is not a public address; "
                "where it is meant, add the host or its network to the allowed addresses of the settings",
            )
        failure: Exception | None = None
        for address in addresses[:_ATTEMPTS]:
            try:
                return await self._network.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = failure or error
        assert failure is not None  # there was an address, and none answered
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        raise RefusedAddress(path, "is a socket of this machine, not a public address")

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)


async def _resolve(host: str, port: int) -> list[Address]:
    """Every address of the host, in the resolver's order; httpcore.ConnectError where it has none."""
    try:
        return [ip_address(host)]
    except ValueError:
        pass
    try:
        answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"no address is known for {host!r}: {error}") from error
    return list(dict.fromkeys(ip_address(answer[4][0]) for answer in answers))
