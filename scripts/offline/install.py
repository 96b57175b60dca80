"""Installs Palermo from the wheels beside this file, without a network. Needs nothing but the Python it was packed for.

    python3 install.py [FOLDER]        (Windows: py install.py [FOLDER])

FOLDER gets the program; without one it is `palermo` beside this file. Exercises are kept elsewhere: in `var` of the folder
that `palermo` is started in, or where PALERMO_DATA says.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEELS = HERE / "wheels"


def main(arguments: list[str]) -> int:
    """Install; return 0, or 1 with sentences about what is in the way."""
    packed = json.loads((HERE / "bundle.json").read_text(encoding="utf-8"))
    problem = not_for_this(packed, sys.version_info[:2], f"{sys.platform}-{platform.machine()}")
    if problem:
        sys.stderr.write(problem)
        return 1
    folder = Path(arguments[0] if arguments else HERE / "palermo").absolute()
    python = python_in(folder, sys.platform)
    if not python.exists():
        try:
            venv.create(folder, with_pip=True)
        except (OSError, subprocess.CalledProcessError):
            sys.stderr.write(
                f"No place for the program could be made in {folder}.\n"
                "Name another folder. On Debian and Ubuntu this may help first: sudo apt-get install python3-venv\n"
            )
            return 1
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-index"]
    locked = ["--find-links", str(WHEELS), "--require-hashes", "--requirement", str(HERE / "requirements.txt")]
    own = ["--no-deps", "--force-reinstall", str(WHEELS / packed["wheel"])]
    for what in (locked, own):
        if subprocess.run([*pip, *what], check=False).returncode != 0:
            sys.stderr.write("Not installed: see above. If a file is damaged, unpack the archive again.\n")
            return 1
    program = python.with_name("palermo.exe" if sys.platform == "win32" else "palermo")
    sys.stdout.write(
        f"Palermo {packed['version']} is installed. Try it, with bots in all chairs:\n\n  {quoted(program)} demo\n\n"
        f"With a group in the room:\n\n  {quoted(program)} serve --lan\n"
    )
    return 0


def not_for_this(packed: dict[str, str], python: tuple[int, ...], machine: str) -> str:
    """Return why what was packed does not fit this Python and machine, '' when it does."""
    version = ".".join(str(part) for part in python)
    if version != packed["python"]:
        return (
            f"This archive was packed for Python {packed['python']}, and this is Python {version}.\n"
            f"Start it with that Python, such as python{packed['python']} install.py (Windows: py -{packed['python']} install.py), "
            "or pack it again with yours: make bundle\n"
        )
    if machine != packed["platform"]:
        return f"This archive was packed for {packed['platform']}, and this is {machine}. Pack it on such a machine: make bundle\n"
    return ""


def python_in(folder: Path, system: str) -> Path:
    """Return where the Python of an environment is."""
    return folder / "Scripts" / "python.exe" if system == "win32" else folder / "bin" / "python"


def quoted(path: Path) -> str:
    """Return a path as one types it."""
    text = os.fspath(path)
    return f'"{text}"' if " " in text else text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
