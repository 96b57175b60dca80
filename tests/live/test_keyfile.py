"""A key is written once, whole, for its owner alone, also where a disk knows no links."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from palermo.live import keyfile, tokens


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(1, "not on this disk")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.parametrize("links", [True, False])
def test_the_first_key_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:
        without_links(monkeypatch)
    path = tmp_path / "new" / "key"
    keyfile.make(path, b"first\n")
    keyfile.make(path, b"second")
    assert path.read_bytes() == b"first\n"
    assert [entry.name for entry in path.parent.iterdir()] == ["key"]


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
@pytest.mark.parametrize("links", [True, False])
def test_only_the_owner_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:
        without_links(monkeypatch)
    keyfile.make(tmp_path / "key", b"x")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_server_on_a_disk_without_links_has_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_links(monkeypatch)
    assert tokens.load_key(tmp_path) == tokens.load_key(tmp_path)
