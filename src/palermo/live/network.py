"""The addresses by which other devices in the room reach this machine. Nothing is sent to find them out."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import struct
import sys

# One place in each kind of network a room may have, and one anywhere else: which of our addresses leads there?
_PLACES = ("192.0.2.1", "192.168.0.1", "10.0.0.1", "172.16.0.1", "169.254.0.1")
# Interfaces that no other device in the room is behind: this machine's own, of virtual machines, of a VPN.
_INNER = ("lo", "docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "bridge", "tun", "utun", "tap", "wg")


def own_addresses() -> tuple[str, ...]:
    """Return this machine's IPv4 addresses in its networks, the one that leads furthest first; () when it is in none."""
    found = [*(_towards(place) for place in _PLACES), *_others()]
    return tuple(dict.fromkeys(address for address in found if _others_reach(address)))


def _towards(place: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect((place, 9))
            return str(asking.getsockname()[0])
        except OSError:
            return ""


def _others_reach(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return not (parsed.is_loopback or parsed.is_unspecified)


if sys.platform == "win32":

    def _others() -> list[str]:
        """Return the addresses that go by the machine's own name: all of them, there."""
        with contextlib.suppress(OSError, UnicodeError):
            return list(socket.gethostbyname_ex(socket.gethostname())[2])
        return []

else:
    import fcntl

    # SIOCGIFADDR: what is the address of this interface?
    _ASK = 0xC0206921 if sys.platform == "darwin" else 0x8915

    def _others() -> list[str]:
        """Return the address of each interface that others may be behind."""
        out: list[str] = []
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            for _number, name in socket.if_nameindex():
                if name.startswith(_INNER):
                    continue
                with contextlib.suppress(OSError):
                    answer = fcntl.ioctl(asking.fileno(), _ASK, struct.pack("16s16x", name.encode()[:15]))
                    out.append(socket.inet_ntoa(answer[20:24]))
        return out
