"""Where a request may come from: a host we are known by, and a page of that same host.

A seat token in a header already keeps foreign pages out; this keeps them out a second time, and names that somebody
else points at this machine (DNS rebinding) with them. Addresses and names of a local network cannot be rebound.
"""

from __future__ import annotations

import ipaddress
import os
import re
from urllib.parse import urlsplit

HOSTS_SETTING = "PALERMO_HOSTS"

_HOST = re.compile(r"[A-Za-z0-9._:\[\]-]{1,255}")


def named_hosts() -> frozenset[str]:
    """Return the host names set in `PALERMO_HOSTS` (comma-separated; `*` lets every name in)."""
    return frozenset(name.strip().lower() for name in os.environ.get(HOSTS_SETTING, "").split(",") if name.strip())


def known_host(host: str, named: frozenset[str]) -> bool:
    """Tell whether a Host header (with or without port) names this server."""
    name = _name(host)
    if name is None:
        return False
    if "*" in named or name in named:
        return True
    return name == "localhost" or name.endswith((".localhost", ".local")) or "." not in name or _is_address(name)


def same_origin(origin: str, host: str) -> bool:
    """Tell whether an Origin header is a page of the host that was asked."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    standard = 443 if parts.scheme == "https" else 80
    asked = _split(host)
    if asked is None:
        return False
    name, asked_port = asked
    return parts.hostname.lower() == name and (port or standard) == (asked_port or standard)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _name(host: str) -> str | None:
    parts = _split(host)
    return parts[0] if parts else None


def _split(host: str) -> tuple[str, int | None] | None:
    if not _HOST.fullmatch(host):
        return None
    try:
        parts = urlsplit(f"//{host}")
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname:
        return None
    return parts.hostname.lower(), port
