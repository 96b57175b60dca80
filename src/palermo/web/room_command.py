"""`palermo room`: how others in the room come in, a picture code of it, and what to do when a network is in the way."""

from __future__ import annotations

import argparse
import http.client
import io
import os
import sqlite3
import sys
from pathlib import Path

import msgspec
import segno

from palermo.live import network
from palermo.live.serve import LOOPBACK
from palermo.web import folder
from palermo.web.serve_command import PORT

PATIENCE = 2.0  # seconds for an answer from this very machine

_OPEN = (
    "SELECT title, code FROM web_exercise WHERE standing != 'over' AND NOT rehearsal ORDER BY created_at DESC LIMIT 2"
)

ALONE = """\
Palermo runs, for this machine alone. Stop it (Ctrl+C in its window) and let the room in; nothing is lost:

  palermo serve --lan --port {port}
"""

NOT_RUNNING = """\
No Palermo answers on port {port} of this machine. Start it, and let the room in:

  palermo serve --lan --port {port}
"""

NO_NETWORK = """\
This machine is in no network. Join the room's, or let a phone make a hotspot and put this machine into it.
The exercise needs no internet.
"""

ADVICE = """\
If a device does not get through:

  1. It has to be in the same network. A phone on mobile data is not.
  2. Guest networks often keep devices apart. Take another network, a small router of your own, or a phone's hotspot.
  3. A firewall on this machine may keep others out. {firewall}
  4. A VPN on either device sends everything elsewhere. Switch it off for the exercise.

The address begins with http: who listens in this network could read along. In a room of your own that is usually
acceptable. In a network you do not trust use a server with https (docs/deploy.md).
"""

_FIREWALLS = {
    "win32": (
        "Windows asks once when the server starts: allow private networks. Later, as administrator:\n"
        '       netsh advfirewall firewall add rule name="Palermo" dir=in action=allow protocol=TCP localport={port}'
    ),
    "darwin": "On a Mac: System Settings, Network, Firewall, Options; allow Python.",
    "": "On Linux, where ufw is in use: sudo ufw allow {port}/tcp",
}


class Door(msgspec.Struct, frozen=True):
    """An exercise that is open to join."""

    title: str
    code: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `palermo room`."""
    parser.add_argument("--port", type=int, default=PORT, help="the port the server has (default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    """Print the way in. Return 0 when others can come in, 1 when something has to be done first."""
    addresses, port = network.own_addresses(), args.port
    open_to = [address for address in addresses if answers(address, port)]
    advice = ADVICE.format(firewall=firewall(sys.platform, port))
    if not open_to:
        if not addresses:
            sys.stdout.write(NO_NETWORK)
        else:
            sys.stdout.write((ALONE if answers(LOOPBACK, port) else NOT_RUNNING).format(port=port))
            sys.stdout.write(f"\nOthers will then come in by http://{addresses[0]}:{port}\n")
        sys.stdout.write(f"\n{advice}")
        return 1
    doors = open_doors(Path(os.environ.get("PALERMO_DATA") or "var"))
    way = f"http://{open_to[0]}:{port}" + (f"/j/{doors[0].code}" if len(doors) == 1 else "")
    sys.stdout.write("Others come in by\n\n")
    for address in open_to:
        sys.stdout.write(f"  http://{address}:{port}\n")
    if len(doors) == 1:
        sys.stdout.write(f"\nwith the code {doors[0].code} (“{doors[0].title}”), or by this picture code: {way}\n")
    else:
        sys.stdout.write("\nor by this picture code. The join code is on the page of each exercise.\n")
    sys.stdout.write(f"\n{picture(way)}\n{advice}")
    return 0


def answers(address: str, port: int) -> bool:
    """Tell whether a Palermo answers at an address of this machine."""
    asking = http.client.HTTPConnection(address, port, timeout=PATIENCE)
    try:
        asking.request("GET", "/live/health")
        answer = asking.getresponse()
        return answer.status == 200 and b'"ok"' in answer.read(100)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()


def open_doors(data: Path) -> list[Door]:
    """Return the newest exercises that can be joined, two at most; none when there is no list yet, or none we can read."""
    path = data / folder.DATABASE
    if not path.is_file():
        return []
    try:
        with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE) as book:
            return [Door(*row) for row in book.execute(_OPEN)]
    except sqlite3.Error:
        return []


def picture(way: str) -> str:
    """Return an address as a picture code for a terminal."""
    out = io.StringIO()
    segno.make(way, error="l").terminal(out=out, border=2, compact=True)
    return out.getvalue()


def firewall(platform: str, port: int) -> str:
    """Return what to do about a firewall on a platform (`sys.platform`)."""
    return _FIREWALLS.get(platform, _FIREWALLS[""]).format(port=port)
