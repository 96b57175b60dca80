"""The address by which others in the room reach this server, as whoever started it found out."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest

_known: list[str] = []


def use(addresses: tuple[str, ...]) -> None:
    """Take note of the server's addresses ("http://192.168.1.20:8000"), the local network's first."""
    _known[:] = addresses


def address(request: HttpRequest, path: str) -> str:
    """Return a whole address for others: as this page was asked for, or the network's when it was asked for on the server itself."""
    if _known and _own(request.get_host()) and not _own(_known[0].removeprefix("http://")):
        return _known[0] + path
    return request.build_absolute_uri(path)


def _own(host: str) -> bool:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
