"""Pages and the frames between them."""

from __future__ import annotations

import json

import msgspec

from palermo.engine.state import State
from palermo.live.house import Now, Shown
from palermo.live.screens import Page, Screen, digest, frame, page
from palermo.pages.options import Options

NOW = Now("x1", State())


def test_a_frame_carries_changed_regions_only() -> None:
    old, new = page(1, {"new": "a", "facts": "b"}), page(2, {"new": "A", "facts": "b"})
    made = frame(new, old.digests, since=1, now=5.0)
    assert (made.v, made.since, made.regions) == (2, 1, {"new": "A"})
    assert made.digests == {"new": digest("A")}


def test_a_region_that_is_no_more_is_sent_empty() -> None:
    old, new = page(1, {"new": "a", "lobby": "b"}), page(2, {"new": "a"})
    assert frame(new, old.digests, since=1, now=5.0).regions == {"lobby": ""}


def test_a_browser_that_has_nothing_gets_everything() -> None:
    assert frame(page(7, {"new": "a", "facts": "b"}), {}, since=-1, now=5.0).regions == {"new": "a", "facts": "b"}


def test_regions_that_are_the_very_same_keep_their_digests() -> None:
    first = page(1, {"new": "a", "facts": "b"})
    marked = msgspec.structs.replace(first, digests={"new": "kept", "facts": "kept"})
    assert page(2, {"new": first.regions["new"], "facts": "c"}, marked).digests == {"new": "kept", "facts": digest("c")}


def screen(version: int, **regions: str) -> Screen:
    made = Screen()
    show(made, version, **regions)
    return made


def show(screen: Screen, version: int, **regions: str) -> None:
    screen.show(Shown(regions), version, NOW)


def told(screen: Screen, old: Page) -> dict[str, str]:
    text = screen.text_since(old, 5.0)
    assert text is not None
    return json.loads(text)["regions"]


def test_one_that_is_several_pages_behind_gets_one_frame() -> None:
    made = screen(1, new="a", facts="b")
    first = made.page
    show(made, 2, new="c", facts="b")
    show(made, 3, new="c", facts="d")
    assert told(made, first) == {"new": "c", "facts": "d"}


def test_a_frame_is_encoded_once_for_all_who_come_from_the_same_page() -> None:
    made = screen(1, new="a")
    first = made.page
    show(made, 2, new="b")
    assert made.text_since(first, 5.0) is made.text_since(first, 6.0)


def test_two_pages_of_one_version_are_told_apart() -> None:
    made = screen(1, seats="Ewa")
    first = made.page
    show(made, 1, seats="Ewa and Jan")
    renamed = made.page
    assert told(made, first) == {"seats": "Ewa and Jan"}
    show(made, 2, seats="Jan")
    assert told(made, renamed) == {"seats": "Jan"}
    assert told(made, first) == {"seats": "Jan"}


def test_the_same_page_again_is_worth_no_frame() -> None:
    made = screen(4, new="a")
    first = made.page
    assert made.text_since(first, 5.0) is None
    show(made, 4, new="a")
    assert made.text_since(first, 5.0) is None


def test_a_page_is_stale_when_its_watcher_learned_something_or_people_have_other_names() -> None:
    made = screen(4, new="a")
    assert not made.stale(4, NOW.options)
    assert made.stale(5, NOW.options)
    assert made.stale(4, Options(names={"s-BG": "Ewa"}))
    assert not made.stale(3, Options(names={"s-BG": "Ewa"})), "an older state does not undo a newer page"
