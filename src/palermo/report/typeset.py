"""The typesetter's process: a job as JSON on stdin, a PDF on stdout. Run as `python -m palermo.report.typeset TEMPLATE`."""

from __future__ import annotations

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent


def typeset(job: str, template: str) -> bytes:
    """Return the PDF of a job. `template` is a file of this folder. Raises what typst raises."""
    made = typst.compile(
        str(HERE / template),
        root=str(HERE),
        format="pdf",
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": job},
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError("typst returned no PDF")
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode(), sys.argv[1]))
