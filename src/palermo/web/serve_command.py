"""`palermo serve` and `palermo demo`: the server with both halves, and what it prints for whoever started it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from palermo.conduct.lock import Held
from palermo.conduct.submit import Conduct
from palermo.live import serve
from palermo.live.tokens import data_folder
from palermo.web import start

PORT = 8000
DEMO = "night_minibus"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what both commands take."""
    parser.add_argument("--host", default=serve.LOOPBACK, help="the address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=int, default=PORT, help="the port (default: %(default)s; 0 is any free one)")
    parser.add_argument(
        "--lan", action="store_true", help="let the local network in, so that others in the room can join"
    )


def demo_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the demonstration takes besides."""
    arguments(parser)
    parser.add_argument("--preset", default="", help="which desks make which teams (default: the scenario's first)")
    parser.add_argument("--profile", default="", help="which phases it is played in (default: the scenario's first)")
    parser.add_argument("--speed", type=float, default=1.0, help="exercise seconds a second (default: %(default)s)")
    parser.add_argument("--wait", action="store_true", help="stay in preparation until control goes on")


def run(args: argparse.Namespace) -> int:
    """Serve until a signal comes."""
    return _serve(args, _ways_in)


def demo(args: argparse.Namespace) -> int:
    """Serve Night minibus with bots in all chairs. Return 1 when it has no such preset or profile."""
    unknown = _unknown(args)
    if unknown:
        sys.stderr.write(f"{unknown}\n")
        return 1
    return _serve(args, lambda conduct: _demo(args))


def _unknown(args: argparse.Namespace) -> str:
    """Return a sentence when the scenario lacks the preset or profile that was named, else the empty string."""
    from palermo import scenario

    played = scenario.load(DEMO).scenario
    for kind, named, rows in (("preset", args.preset, played.presets), ("profile", args.profile, played.profiles)):
        names = [row.id for row in rows]
        if named and named not in names:
            return f"Nothing was started: there is no {kind} “{named}”. The {kind}s are {', '.join(names)}."
    return ""


def _serve(args: argparse.Namespace, prepare: Callable[[Conduct], list[str]]) -> int:
    data: Path = data_folder()
    said: list[str] = []

    def prepared(conduct: Conduct) -> None:
        from django.db import connection

        door.use(conduct)
        said.extend(prepare(conduct))
        connection.close()

    def ready(addresses: tuple[str, ...]) -> None:
        from palermo.web import reach

        reach.use(addresses, lan=args.lan)
        for line in said:
            sys.stdout.write(line.replace("{address}", addresses[0]) + "\n")
        if len(addresses) > 2:
            sys.stdout.write(f"If others do not get through, try {' or '.join(addresses[1:-1])}.\n")
        sys.stdout.write("Stop with Ctrl+C.\n")
        sys.stdout.flush()

    start.ready(data)
    from palermo.web import door

    site = serve.Site(start.application, start.options)
    try:
        serve.run(args.host, args.port, data, site=site, lan=args.lan, ready=ready, prepare=prepared)
    except Held as held:
        sys.stderr.write(f"{held}\n")
        return 1
    except door.NotDone as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    except OSError as problem:
        sys.stderr.write(f"The port {args.port} cannot be used ({problem.strerror}). Name another one with --port.\n")
        return 1
    return 0


def _ways_in(conduct: Conduct) -> list[str]:
    """Return what is printed: the first run's address, or a one-time address for who forgot the password."""
    from palermo.web import entrance

    lines = ["Palermo runs at {address}"]
    code = entrance.setup_code()
    if code is None:
        return [
            *lines,
            f"Sign in once, without a password, within {entrance.MINUTES} minutes: {{address}}{entrance.entrance()}",
        ]
    return [*lines, "Make the first account: {address}/setup", f"From another machine it asks for this code: {code}"]


def _demo(args: argparse.Namespace) -> list[str]:
    """Set the exercise up and start it, or go on with the one there is; return what is printed."""
    from palermo import scenario
    from palermo.engine.commands import Begin, SetSpeed, SkipPhase
    from palermo.web import door, entrance, index, setting
    from palermo.web.models import Exercise

    index.rebuild_index()
    rows = [index.look_again(row) for row in Exercise.objects.filter(scenario=DEMO) if door.has(row.pk)]
    row = next((row for row in rows if not row.over and row.created_by is None), None)
    if row is None:
        package = scenario.load(DEMO)
        preset = args.preset or package.scenario.presets[0].id
        profile = args.profile or package.scenario.profiles[0].id
        choices = setting.Choices(scenario=DEMO, preset=preset, profile=profile, talk="liaison")
        row = setting.set_up(package, choices, None)
        door.ask(row.pk, "control", Begin())
        if not args.wait:
            door.ask(row.pk, "control", SkipPhase())
        if args.speed != 1.0:
            door.ask(row.pk, "control", SetSpeed(args.speed))
    return [
        f"“{row.title}” runs, with bots in all chairs.",
        f"You lead it (this address works once, within {entrance.MINUTES} minutes): {{address}}{entrance.entrance(f'/exercises/{row.pk}/')}",
        f"Others join at {{address}} with the code {row.code}, or at {{address}}/j/{row.code}",
    ]
