"""The pack as PDF, typeset by typst: tagged (PDF/UA-1), with fonts of our own, from data that is never markup."""

from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
from pathlib import Path

import msgspec
import segno

from palermo.pages.language import catalogue, spoken
from palermo.report.contents import advice, contents
from palermo.report.records import Kit, Role, Sign

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
NEEDED = ("Inter-400.ttf", "Inter-700.ttf")
PATIENCE = 60.0  # seconds


class NotMade(Exception):
    """The typesetter could not make a PDF of it; its words go to the server's log, never to people."""


class Job(msgspec.Struct, frozen=True):
    """What the typesetter reads."""

    kit: Kit
    lang: str
    subtitle: str
    cover: bool
    advice: tuple[str, ...]
    contents: tuple[dict[str, object], ...]
    qr: dict[str, str]


def ready() -> bool:
    """Tell whether PDF can be made here: the fonts were built, and typst is there."""
    return all((FONTS / name).is_file() for name in NEEDED) and importlib.util.find_spec("typst") is not None


def pdf(kit: Kit, *, subtitle: str = "", cover: bool = True) -> bytes:
    """Return a pack, or a part of one, as PDF. Blocks for about a second, in a process of its own: call it from a thread.

    `subtitle` says which part it is; `cover` puts a page with the contents first. Raises NotMade.
    """
    say = catalogue(spoken(kit.language)).gettext
    job = Job(
        kit=kit,
        lang=kit.language.partition("-")[0],
        subtitle=subtitle or say("Print pack"),
        cover=cover,
        advice=advice(kit),
        contents=tuple({"name": one.name, "lines": list(one.lines)} for one in contents(kit)),
        qr={address: _code(address) for address in _addresses(kit)},
    )
    return typeset(msgspec.json.encode(job), "pack.typ")


def typeset(job: bytes, template: str) -> bytes:
    """Return the PDF that a template of this folder makes of a job in JSON. Blocks, in a process of its own. Raises NotMade."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "palermo.report.typeset", template],
            input=job,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise NotMade(str(problem)) from problem
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        raise NotMade(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def _addresses(kit: Kit) -> set[str]:
    return {
        leaf.join
        for envelope in kit.envelopes
        for leaf in envelope.leaves
        if isinstance(leaf, Role | Sign) and leaf.join
    }


def _code(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
