"""Makes the fonts of the printed pages: Inter comes as one small file a script and weight, typst wants one file a weight.

Reads frontend/node_modules, writes src/palermo/report/fonts/Inter-WEIGHT.ttf. Run by make.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

TOP = Path(__file__).parent.parent
FILES = TOP / "frontend" / "node_modules" / "@fontsource" / "inter" / "files"
FONTS = TOP / "src" / "palermo" / "report" / "fonts"
SCRIPTS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
WEIGHTS = (400, 700)


def make(weight: int, folder: Path) -> Path:
    """Return the file of one weight, made of the files of its scripts, in `folder`."""
    parts = []
    for script in SCRIPTS:
        font = TTFont(FILES / f"inter-{script}-{weight}-normal.woff", recalcTimestamp=False)
        font.flavor = None
        path = folder / f"{script}.ttf"
        font.save(path)
        parts.append(str(path))
    merged = Merger().merge(parts)
    merged.recalcTimestamp = False
    made = folder / f"Inter-{weight}.ttf"
    merged.save(made)
    return made


def main() -> None:
    """Make every weight."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    FONTS.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        with tempfile.TemporaryDirectory() as folder:
            (FONTS / f"Inter-{weight}.ttf").write_bytes(make(weight, Path(folder)).read_bytes())


if __name__ == "__main__":
    main()
