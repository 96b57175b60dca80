"""What is installed is whole: the wheel has every file of the program, and the installer beside it fits its machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import bundle
import pytest
from offline import install

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "palermo"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our wheel, as it is built for others."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_has_every_file_of_the_program(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("palermo/")}
    there = {
        f"palermo/{path.relative_to(SOURCE).as_posix()}"
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == there


def test_the_wheel_is_enough_to_serve(wheel: Path) -> None:
    assert bundle.incomplete(wheel) == []
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        assert "palermo = palermo.cli:main" in archive.read(entry).decode()
        metadata = archive.read(next(name for name in names if name.endswith("METADATA"))).decode()
    assert "uvloop; sys_platform != 'win32'" in metadata.replace('"', "'")
    assert [name for name in names if name.endswith((".po", ".yaml", ".md", ".html", ".mo"))]


def test_a_wheel_without_the_front_end_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "palermo-0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("palermo/cli.py", "")
    assert bundle.incomplete(path) == ["palermo/web/static/palermo/manifest.json"]


def test_the_archive_keeps_what_can_be_run_and_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "wheels").mkdir(parents=True)
    (folder / "install.sh").write_text("#!/bin/sh\n")
    (folder / "wheels" / "a.whl").write_bytes(b"a")
    for name in ("one.zip", "two.zip"):
        bundle.pack(folder, tmp_path / name, "palermo-0")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.getinfo("palermo-0/install.sh").external_attr >> 16 == 0o755
        assert archive.read("palermo-0/wheels/a.whl") == b"a"


def test_the_installer_says_when_python_or_machine_do_not_fit() -> None:
    packed = {"python": "3.11", "platform": "linux-x86_64"}
    assert install.not_for_this(packed, (3, 11), "linux-x86_64") == ""
    assert "packed for Python 3.11" in install.not_for_this(packed, (3, 13), "linux-x86_64")
    assert "this is darwin-arm64" in install.not_for_this(packed, (3, 11), "darwin-arm64")


def test_the_installer_knows_where_each_system_keeps_its_python() -> None:
    assert install.python_in(Path("x"), "win32").as_posix() == "x/Scripts/python.exe"
    assert install.python_in(Path("x"), "darwin").as_posix() == "x/bin/python"
    assert install.quoted(Path("a b")) == '"a b"'


@pytest.mark.skipif(os.name != "posix", reason="the shell's installer")
def test_the_shells_installer_takes_the_python_that_was_packed_for(tmp_path: Path) -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    (tmp_path / "install.sh").write_bytes((ROOT / "scripts" / "offline" / "install.sh").read_bytes())
    (tmp_path / "install.py").write_text("import sys; print(sys.version_info[:2], sys.argv[1:])\n")
    (tmp_path / "bundle.json").write_text(json.dumps({"version": "0", "python": version}, indent=1))
    (tmp_path / f"python{version}").symlink_to(sys.executable)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", str(tmp_path / "install.sh"), "some where"], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"{sys.version_info[:2]} ['some where']"
