"""The address by which others in the room reach this server, as whoever started it found out."""

from __future__ import annotations

import ipaddress

import msgspec
from django.http import HttpRequest

_known: list[str] = []
_lan: list[bool] = []


class Reach(msgspec.Struct, frozen=True):
    """How others come in: `addresses` they can use, the likeliest first. `why_not` says why there is none.

    "alone": the server listens to this machine alone. "no_network": it listens to everybody, and the machine is in no network.
    """

    addresses: tuple[str, ...]
    why_not: str = ""

    @property
    def plain(self) -> bool:
        """Whether what is sent can be read on the way."""
        return bool(self.addresses) and self.addresses[0].startswith("http:")

    @property
    def port(self) -> str:
        """The port that a firewall has to let in, "" when there is no address."""
        return self.addresses[0].rpartition(":")[2].strip("/") if self.plain else ""


def use(addresses: tuple[str, ...], *, lan: bool = False) -> None:
    """Take note of the server's addresses ("http://192.168.1.20:8000"), the local network's first.

    `lan` when it was started to let the local network in.
    """
    _known[:] = addresses
    _lan[:] = [lan]


def address(request: HttpRequest, path: str) -> str:
    """Return a whole address for others: as this page was asked for, or the network's when it was asked for on the server itself."""
    if _known and _own(request.get_host()) and not _own(_host(_known[0])):
        return _known[0] + path
    return request.build_absolute_uri(path)


def found(request: HttpRequest) -> Reach:
    """Return how others come in, as far as the server and this request can tell."""
    here = request.build_absolute_uri("/").rstrip("/")
    network = tuple(one for one in _known if not _own(_host(one)))
    if not _own(request.get_host()):
        # Whoever asks from elsewhere has an address that works.
        return Reach((here, *(one for one in network if one != here)))
    if network:
        return Reach(network)
    return Reach((), "no_network" if _lan == [True] else "alone")


def _host(address: str) -> str:
    return address.partition("://")[2]


def _own(host: str) -> bool:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
