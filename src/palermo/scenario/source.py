"""The files of a package, from a folder, a built-in name or an archive, and the archive made of them."""

from __future__ import annotations

import io
import zipfile
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from palermo.scenario.problem import Broken, Problem

ROOM = 8 * 1024 * 1024  # bytes of a whole package; the largest of ours has a twentieth of it
FILES = 500
KINDS = (".yaml", ".yml", ".md", ".txt")
STAMP = (1980, 1, 1, 0, 0, 0)


def names() -> tuple[str, ...]:
    """Return the names of the built-in packages, sorted."""
    library = resources.files("palermo").joinpath("library")
    if not library.is_dir():
        return ()
    return tuple(sorted(one.name for one in library.iterdir() if one.joinpath("scenario.yaml").is_file()))


def files(target: str | Path) -> dict[str, bytes]:
    """Return the files of a folder or a built-in package by their path inside it, sorted.

    Raises `Broken` when there is no such package, or when it is larger than a package may be.
    """
    folder = Path(target)
    if folder.is_dir():
        return _checked(dict(_under(folder, "")))
    name = str(target)
    if name in names():
        return _checked(dict(_under(resources.files("palermo").joinpath("library", name), "")))
    known = ", ".join(names()) or "none"
    raise Broken(
        (
            Problem(
                name,
                0,
                "source/none",
                f"There is no package folder and no built-in scenario called {name}.",
                f"Give the path of a folder with a scenario.yaml in it, or one of the built-in names: {known}.",
            ),
        )
    )


def _under(folder: Traversable | Path, before: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for one in sorted(folder.iterdir(), key=lambda item: item.name):
        path = f"{before}{one.name}"
        if one.name.startswith((".", "_")):
            continue
        if one.is_dir():
            found += _under(one, f"{path}/")
        elif path.endswith(KINDS):
            found.append((path, one.read_bytes()))
    return found


def _checked(sources: dict[str, bytes]) -> dict[str, bytes]:
    if len(sources) > FILES or sum(map(len, sources.values())) > ROOM:
        raise Broken(
            (
                Problem(
                    "",
                    0,
                    "source/size",
                    "The package is larger than a package may be.",
                    f"Keep it under {FILES} files and {ROOM // 1024 // 1024} MB.",
                ),
            )
        )
    return dict(sorted(sources.items()))


def packed(sources: dict[str, bytes]) -> bytes:
    """Return the archive of the files: a ZIP without compression and with fixed times, so that equal files give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(sources.items()):
            entry = zipfile.ZipInfo(path, STAMP)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive made by `packed`. Raises `Broken` when it is none, or is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if len(entries) > FILES or sum(one.file_size for one in entries) > ROOM:
                return _checked({str(n): b"" for n in range(FILES + 1)})
            return _checked({one.filename: archive.read(one) for one in entries})
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, ValueError, OSError) as error:
        raise Broken(
            (
                Problem(
                    "",
                    0,
                    "source/archive",
                    "The archive of the package cannot be read.",
                    "Make it again with `palermo export`, or give the package's folder.",
                ),
            )
        ) from error
