"""Studies of scenarios, worked out on demand: one at a time, in a process of its own, kept in the data folder by the package's digest.

What was being worked out when the server stopped is lost, and the page says so; what was found stays.
"""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

import msgspec
from django.conf import settings

from palermo import __version__
from palermo.scenario import Package
from palermo.trial.study import Wanted, sent

log = logging.getLogger("palermo.web")

FOLDER = "studies"
COMMAND = (sys.executable, "-m", "palermo.trial.study")


class Busy(Exception):
    """Another study is being worked out."""


class Job(msgspec.Struct, kw_only=True):
    """A study that is being worked out. `what` names the preset and profile it is at, none where that says nothing."""

    scenario: str
    digest: str
    wanted: Wanted
    done: int = 0
    of: int = 0
    what: tuple[str, ...] = ()

    def is_of(self, package: Package, wanted: Wanted) -> bool:
        """Tell whether it is this study of this package."""
        return (self.digest, self.wanted) == (package.digest, wanted)


class _Held:
    """The one study there may be, and its process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.job: Job | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.thread: threading.Thread | None = None
        self.cancelled = False


_held = _Held()


def present() -> Job | None:
    """Return a copy of the study that is being worked out, None when there is none."""
    with _held.lock:
        return msgspec.structs.replace(_held.job) if _held.job is not None else None


def found(package: Package, wanted: Wanted) -> dict[str, Any] | None:
    """Return what was found, None when it was not worked out yet, or by another version of the program."""
    try:
        kept = json.loads(_file(package, wanted).read_bytes())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None


def unfinished(package: Package, wanted: Wanted) -> bool:
    """Tell whether it was begun last time and did not come to its end, by a fault or because the server stopped."""
    job = present()
    return _mark(package, wanted).exists() and not (job is not None and job.is_of(package, wanted))


def start(package: Package, wanted: Wanted) -> None:
    """Begin to work it out. Does nothing when that is going on already. Raises Busy, and OSError when no process can be started."""
    with _held.lock:
        if _held.job is not None:
            if _held.job.is_of(package, wanted):
                return
            raise Busy
        mark = _mark(package, wanted)
        mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark.touch()
        faults = tempfile.TemporaryFile()  # noqa: SIM115 - the thread closes it
        try:
            process = subprocess.Popen(
                [*COMMAND, wanted.kind, wanted.preset, wanted.profile],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=faults,
            )
        except OSError:
            faults.close()
            raise
        job = Job(scenario=package.scenario.id, digest=package.digest, wanted=wanted)
        _held.job, _held.process, _held.cancelled = job, process, False
        _held.thread = threading.Thread(target=_follow, args=(package, job, process, faults), name="study", daemon=True)
        _held.thread.start()


def cancel(package: Package, wanted: Wanted) -> bool:
    """Stop working it out; return whether it was going on."""
    with _held.lock:
        job, process = _held.job, _held.process
        if job is None or process is None or not job.is_of(package, wanted):
            return False
        _held.cancelled = True
        process.terminate()
    wait()
    return True


def wait(seconds: float = 10.0) -> None:
    """Wait until the present study is over, for so long at the most."""
    thread = _held.thread
    if thread is not None:
        thread.join(seconds)


def _follow(package: Package, job: Job, process: subprocess.Popen[bytes], faults: IO[bytes]) -> None:
    """Give the process its package, note how far it is, and keep what it found."""
    stdin, stdout = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    result: dict[str, Any] | None = None
    try:
        with suppress(OSError):  # it has ended already: its return code says so
            stdin.write(sent(package))
            stdin.flush()
        for line in stdout:
            row = json.loads(line)
            if "result" in row:
                result = row["result"]
                continue
            with _held.lock:
                job.done, job.of, job.what = row["done"], row["of"], tuple(row["what"])
        with suppress(OSError):
            stdin.close()
        code = process.wait()
        if result is not None and code == 0 and not _held.cancelled:
            keep(package, job.wanted, result)
        elif not _held.cancelled:
            faults.seek(0)
            log.error(
                "study %s of %s failed: %s",
                job.wanted.key,
                job.scenario,
                faults.read()[-2000:].decode("utf-8", "replace"),
            )
    except Exception:
        log.exception("study %s of %s failed", job.wanted.key, job.scenario)
        process.kill()
        process.wait()
    finally:
        faults.close()
        stdout.close()
        with _held.lock:
            if _held.cancelled:
                _mark(package, job.wanted).unlink(missing_ok=True)
            _held.job = _held.process = None


def keep(package: Package, wanted: Wanted, result: dict[str, Any]) -> None:
    """Write what was found whole or not at all, and forget what was found of the scenario as it was before."""
    file = _file(package, wanted)
    part = file.with_suffix(".part")
    part.write_text(json.dumps(result), encoding="utf-8")
    part.replace(file)
    _mark(package, wanted).unlink(missing_ok=True)
    for other in file.parent.parent.iterdir():
        if other != file.parent:
            shutil.rmtree(other, ignore_errors=True)


def _file(package: Package, wanted: Wanted) -> Path:
    folder = Path(settings.DATA) / FOLDER / package.scenario.id / f"{package.digest[:16]}-{__version__}"
    return folder / f"{wanted.key}.json"


def _mark(package: Package, wanted: Wanted) -> Path:
    return _file(package, wanted).with_suffix(".begun")
