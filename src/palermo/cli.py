"""The command `palermo`: each subcommand is read here and done elsewhere."""

from __future__ import annotations

import argparse
import io
import sys

from palermo import __version__


def parser() -> argparse.ArgumentParser:
    """Return the parser of every subcommand."""
    from palermo.report import kit_command
    from palermo.trial import bench_command, check_command, dividend_command, replay_command, simulate_command
    from palermo.web import archives, room_command, serve_command

    out = argparse.ArgumentParser(
        prog="palermo", description="Exercises in which agencies against trafficking practise together."
    )
    out.add_argument("--version", action="version", version=f"palermo {__version__}")
    commands = out.add_subparsers(dest="command", required=True, metavar="COMMAND")

    serve_command.arguments(commands.add_parser("serve", help="serve exercises to browsers"))
    serve_command.demo_arguments(commands.add_parser("demo", help="serve Night minibus with bots in every chair"))

    room_command.arguments(commands.add_parser("room", help="say how others in the room come in, with a picture code"))

    check = commands.add_parser("check", help="say everything that is wrong with a scenario package")
    check_command.arguments(check)

    kit_command.arguments(commands.add_parser("kit", help="write everything a room without devices needs, as PDF"))
    simulate_command.arguments(commands.add_parser("simulate", help="let bots play exercises and count the outcomes"))
    dividend_command.arguments(commands.add_parser("dividend", help="let bots play at every readiness to share"))
    replay_command.arguments(commands.add_parser("replay", help="print an exercise from one team's eyes"))
    archives.export_arguments(commands.add_parser("export", help="write an exercise to one file"))
    archives.import_arguments(commands.add_parser("import", help="read an exercise from such a file"))
    bench_command.arguments(commands.add_parser("bench", help="measure this machine"))
    return out


def main(argv: list[str] | None = None) -> int:
    """Run a subcommand and return its exit code; 2 for words that are not understood."""
    from palermo.report import kit_command
    from palermo.trial import bench_command, check_command, dividend_command, replay_command, simulate_command
    from palermo.web import archives, room_command, serve_command

    _print_anything()
    args = parser().parse_args(argv)
    match args.command:
        case "serve":
            return serve_command.run(args)
        case "demo":
            return serve_command.demo(args)
        case "room":
            return room_command.run(args)
        case "check":
            return check_command.run(args.target, args.json, proof=not args.no_proof)
        case "kit":
            return kit_command.run(args)
        case "simulate":
            return simulate_command.run(args)
        case "dividend":
            return dividend_command.run(args)
        case "replay":
            return replay_command.run(args)
        case "export":
            return archives.export_run(args)
        case "import":
            return archives.import_run(args)
        case "bench":
            return bench_command.run(args)
        case _:
            return 2


def _print_anything() -> None:
    """Let a console or a file that lacks a letter get a "?" in its place, instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
