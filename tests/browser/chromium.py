"""Find a Chromium for the browser tests, and install one when there is none.

`find()` returns the path of a working browser or None. Run as a program, it prints that path, after
installing a browser if it has to; if that fails it prints the command to type and exits with 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
HELP = """There is no Chromium for the browser tests, and none could be installed.
Type one of these, then run make test again:
  sudo apt-get install -y chromium              (Debian)
  .venv/bin/playwright install chromium         (elsewhere)
  export PALERMO_CHROMIUM=/path/to/chromium     (if you have one somewhere else)"""


def find() -> Path | None:
    """The first browser that starts: PALERMO_CHROMIUM, PATH, the usual places, Playwright's own."""
    return next((path for path in _candidates() if _starts(path)), None)


def install() -> None:
    """Try Debian's package when root on Debian, else Playwright's browser. Failure is left to `find`."""
    if _is_debian() and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _run(["apt-get", "update", "-q"], quiet)
        _run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], quiet)
        if find() is not None:
            return
    _run([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def _candidates() -> Iterator[Path]:
    named = os.environ.get("PALERMO_CHROMIUM")
    if named:
        yield Path(named)
        return
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    yield from (path for path in map(Path, PLACES) if path.exists())
    own = _playwrights()
    if own is not None and own.exists():
        yield own


def _playwrights() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _starts(path: Path) -> bool:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _is_debian() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "ID=debian" in release.read_text().splitlines()


def _run(command: list[str], environment: dict[str, str]) -> None:
    print("$", " ".join(command), file=sys.stderr)
    try:
        subprocess.run(command, env=environment, stdout=sys.stderr, check=False)
    except OSError as problem:
        print(problem, file=sys.stderr)


def main() -> int:
    """Print the path of a browser, installing one if needed; 1 if there is none in the end."""
    browser = find()
    if browser is None:
        install()
        browser = find()
    if browser is None:
        print(HELP, file=sys.stderr)
        return 1
    print(browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
