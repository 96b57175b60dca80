"""The bench's parts: its browser, its stand-in for a server, its meter, and what needs no server."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cast import package
from palermo.trial import bench
from palermo.trial.bench import Size
from palermo.trial.joining import CHAIR, _filled
from palermo.trial.wire import TEXT, framed, masked, unframed

TINY = Size(exercises=2, people=3, seconds=0.5, durable=0.3, kills=1, dry_runs=1)


@pytest.mark.parametrize("size", [0, 5, 125, 126, 4000, 65535, 70000])
def test_a_frame_is_taken_apart_as_it_was_put_together(size: int) -> None:
    buffer = bytearray(framed(b"x" * size) + b"rest")
    assert unframed(buffer) == (TEXT, b"x" * size)
    assert buffer == b"rest"


def test_half_a_frame_is_no_frame_yet() -> None:
    whole = framed(b"x" * 300)
    for end in (0, 1, 3, 200):
        assert unframed(bytearray(whole[:end])) is None


def test_a_browsers_frame_is_masked() -> None:
    assert masked(TEXT, b"hello")[1] & 0x80
    assert masked(TEXT, b"x" * 200)[1] == 0x80 | 126


def test_the_stand_in_answers_the_same_client(tmp_path: Path) -> None:
    seats = [(f"bench{x}", f"s-{n}", "T1", "BG") for x in range(2) for n in range(3)]
    p50, p99 = asyncio.run(bench._ceiling(["bench0", "bench1"], seats, TINY, 2000))
    assert 0 < p50 <= p99 < 5000


def test_a_command_that_missed_a_page_is_no_measurement() -> None:
    meter = bench._Meter()
    meter.sent[1] = 0.0
    meter.see(1, 0.01)
    assert meter.late(1) == (10.0, 10.0)
    with pytest.raises(RuntimeError, match="1 of 2 pages"):
        meter.late(2)


def test_commands_are_kept_on_disk_and_counted(tmp_path: Path) -> None:
    assert asyncio.run(bench._durable(package(), tmp_path, TINY)) > 1


def test_an_exercise_and_a_view_are_timed() -> None:
    run, view = bench._alone(package(), TINY)
    assert run > 0
    assert view > 0


def test_the_form_for_joining_is_filled_in_with_a_chair_that_is_free() -> None:
    html = (
        '<option value="T1/a" disabled>A</option><option value="T1/b" selected>B</option>'
        '<input type="hidden" name="csrfmiddlewaretoken" value="abc">'
    )
    assert CHAIR.findall(html) == ["T1/b"]
    assert _filled(html, 0) == {
        "name": "P0",
        "part": "take",
        "chair": "T1/b",
        "read": "1",
        "csrfmiddlewaretoken": "abc",
    }
    assert _filled(html, 1)["part"] == "watch"
