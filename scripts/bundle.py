"""`make bundle`: one archive with everything Palermo needs on machines like this one, to be installed without a network.

It holds the locked wheels, our own wheel with the built front end, and an installer (scripts/offline/). Written to
dist/palermo-VERSION-offline-PLATFORM.zip.
"""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "base.txt"
OFFLINE = ROOT / "scripts" / "offline"
DOCS = ("docs/run-an-exercise.md", "docs/deploy.md", "docs/cli.md", "LICENSE")
STAMP = (1980, 1, 1, 0, 0, 0)  # the same content is the same archive


def main() -> int:
    """Make the archive; return 0, or 1 when a package could not be had."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        wheels = folder / "wheels"
        for what in (
            [
                "download",
                "--require-hashes",
                "--only-binary",
                ":all:",
                "--requirement",
                str(LOCK),
                "--dest",
                str(wheels),
            ],
            ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT)],
        ):
            command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *what]
            if subprocess.run(command, check=False).returncode != 0:
                sys.stderr.write("No archive was made: see above.\n")
                return 1
        (own,) = wheels.glob("palermo-*.whl")
        missing = incomplete(own)
        if missing:
            sys.stderr.write(f"No archive was made: the wheel lacks {', '.join(missing)}. Run make setup first.\n")
            return 1
        version = own.name.split("-")[1]
        packed = {
            "version": version,
            "wheel": own.name,
            "python": f"{sys.version_info.major}.{sys.version_info.minor}",
            "platform": f"{sys.platform}-{platform.machine()}",
        }
        (folder / "bundle.json").write_text(json.dumps(packed, indent=1) + "\n", encoding="utf-8")
        shutil.copy(LOCK, folder / "requirements.txt")
        for path in (*sorted(OFFLINE.iterdir()), *(ROOT / name for name in DOCS)):
            if path.suffix == ".bat":
                text = path.read_text(encoding="utf-8").replace("@PYTHON@", packed["python"])
                (folder / path.name).write_text(text, encoding="utf-8", newline="\r\n")
            elif path.is_file():
                shutil.copy(path, folder / path.name)
        out = ROOT / "dist" / f"palermo-{version}-offline-{packed['platform']}.zip"
        out.parent.mkdir(exist_ok=True)
        pack(folder, out, f"palermo-{version}")
    sys.stdout.write(f"{out.relative_to(ROOT)}: {out.stat().st_size / 1e6:.1f} MB, for Python {packed['python']}\n")
    return 0


def incomplete(wheel: Path) -> list[str]:
    """Return what our wheel has to have and lacks: the built front end, the templates, the exercises."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        built = "palermo/web/static/palermo/"
        manifest = f"{built}manifest.json"
        if manifest not in names:
            return [manifest]
        wanted = [built + name for name in json.loads(archive.read(manifest)).values()]
    wanted += ["palermo/web/templates/palermo/join.html", "palermo/library/night_minibus/scenario.yaml"]
    return [name for name in wanted if name not in names]


def pack(folder: Path, out: Path, within: str) -> None:
    """Write a folder's files into a zip, under one folder of their own; what can be run stays so."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_dir():
                continue
            entry = zipfile.ZipInfo(f"{within}/{path.relative_to(folder).as_posix()}", STAMP)
            entry.compress_type = zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if path.suffix == ".sh" else 0o644) << 16
            archive.writestr(entry, path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
