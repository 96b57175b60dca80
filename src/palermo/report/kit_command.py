"""`palermo kit NAME|FOLDER`: everything that a room without devices needs, as a set of PDF in a folder."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from palermo.pages.texts import Texts
from palermo.report.kit import kit
from palermo.report.papers import about, papers
from palermo.report.pdf import NotMade, ready
from palermo.scenario import Broken, load


class NotThere(Exception):
    """What was asked for is not in the package; the words say what is."""


def arguments(parser: ArgumentParser) -> None:
    """Add the command's arguments to a parser."""
    parser.add_argument("target", metavar="NAME|FOLDER")
    parser.add_argument(
        "--preset", metavar="P", default="", help="which tables there are; the package's first if not given"
    )
    parser.add_argument("--profile", metavar="P", default="", help="how long it is; the package's first if not given")
    parser.add_argument("--language", metavar="L", default="", help="of the papers; the package's own if not given")
    parser.add_argument("--gentle", action="store_true", help="the gentle wording")
    parser.add_argument(
        "--out", metavar="FOLDER", default="", help="where to; NAME-PRESET-PROFILE-LANGUAGE if not given"
    )


def run(args: Namespace) -> int:
    """Write the set and print the name of each file. Return 0, or 1 with a sentence on stderr."""
    try:
        return _written(args)
    except Broken as broken:
        sys.stderr.write(f"{args.target} cannot be played. `palermo check {args.target}` says why.\n{broken}\n")
    except NotThere as error:
        sys.stderr.write(f"{error}\n")
    except NotMade as error:
        sys.stderr.write(f"The typesetter did not make a PDF of it.\n{error}\n")
    except OSError as error:
        sys.stderr.write(f"The folder cannot be written: {error}\n")
    return 1


def _written(args: Namespace) -> int:
    if not ready():
        raise NotThere("PDF cannot be made here: the fonts or typst are missing. `make setup` makes both.")
    whole = load(args.target)
    preset = _one_of("preset", args.preset, [one.id for one in whole.scenario.presets])
    profile = _one_of("profile", args.profile, [one.id for one in whole.scenario.profiles])
    language = _one_of("language", args.language, list(whole.scenario.languages))
    package = whole.played(profile)
    texts = Texts(package.texts, package.language)
    made = kit(package.scenario, texts, preset=preset, profile=profile, language=language, gentle=args.gentle)
    folder = Path(args.out or f"{package.scenario.id}-{preset}-{profile}-{language}")
    folder.mkdir(parents=True, exist_ok=True)
    for paper in papers(made, about=about(package, preset, profile, language)):
        (folder / paper.file).write_bytes(paper.make())
        sys.stdout.write(f"{folder / paper.file}\n")
    return 0


def _one_of(what: str, asked: str, known: list[str]) -> str:
    if asked and asked not in known:
        raise NotThere(f"There is no {what} “{asked}”. There is: {', '.join(known)}.")
    return asked or known[0]
