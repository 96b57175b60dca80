"""No seat received a text, an id, a count or a time that its entries do not carry: every byte of the whole exercise is looked at."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

import pytest

from browser import secrecy, story, told_words
from browser.faithful import Pages, unfaithful
from browser.received import Answer, received
from browser.record import Record, Told
from browser.secrecy import Bytes
from browser.story import Story
from palermo.engine import events as e
from palermo.engine.viewing import own
from palermo.live.house import Wording
from palermo.live.screens import digest
from palermo.pages.options import Options
from palermo.web import assets

WATCHERS = {"Greta": "T2", "Nina": "T4", "Olga": "room"}


class Seat:
    """One seat's side of the exercise."""

    def __init__(self, played: Story, record: Record, name: str) -> None:
        self.name = name
        self.record = record
        self.seat = played.seats.get(name, "")
        self.told: Told = record.told(WATCHERS[name])
        every = received(played.people[name].wire)
        self.answers = [answer for answer in every if not answer.path.endswith("/debrief")]
        self.debrief = [answer for answer in every if answer.path.endswith("/debrief")]
        rows = {**{seat: who for who, seat in played.seats.items()}, "olga": "Olga"}
        self.others = {seat: who for seat, who in rows.items() if who != name}
        self.ways = _ways(played)
        # Who watches has a seat of her own, which her page names: control alone learns of it from the log.
        self.own = next(iter(record.state.world.observers), "") if WATCHERS[name] == "room" else ""

    @cached_property
    def frame(self) -> Answer:
        """The last frame with the facts in it before the end."""
        return [
            answer
            for answer in self.frames
            if "facts" in answer.json["regions"] and not answer.json["regions"].get("ended")
        ][-1]

    @property
    def frames(self) -> list[Answer]:
        """The frames that changed its page."""
        return [answer for answer in self.answers if answer.frame and "regions" in answer.json]

    def drawn(self) -> Pages:
        """Return its pages as its entries make them."""
        mine = own(self.record.scenario, self.record.state, self.seat) if self.seat else None
        return Pages(self.told, mine, self.ways, Wording("en"))

    def leaks(self, answers: list[Answer]) -> list[str]:
        """Return what it should not have received, before the end and from then on."""
        last = next(n for n, entry in enumerate(self.told.entries, 1) if isinstance(entry.event, e.Ended))
        ended = next(frame.at for frame in self.frames if frame.json["v"] >= last)
        during = Bytes([answer for answer in answers if answer.at < ended])
        after = Bytes([answer for answer in answers if answer.at >= ended])
        found = [
            *secrecy.leaks(during, self.told, self.others),
            *secrecy.leaks(after, self.told, self.others, over=True),
        ]
        return [leak for leak in found if leak != f"id {self.own}"]


def _ways(played: Story) -> tuple[Options, ...]:
    """Return the options of every moment: names came one by one."""
    names = {"control": "Anna"}
    found = [names]
    for who, seat in played.seats.items():
        names = {**names, seat: who}
        found.append(names)
    icons = assets.url("icons.svg")
    return tuple(
        Options(icons=icons, names=one, control="Anna", support="Ward 7, door open") for one in reversed(found)
    )


@pytest.fixture(scope="module")
def seats(played: Story) -> dict[str, Seat]:
    """Return everybody's side."""
    record = Record(played.server.data, played.exercise)
    return {name: Seat(played, record, name) for name in WATCHERS}


@pytest.mark.parametrize("name", list(WATCHERS))
def test_a_seat_received_nothing_that_its_entries_do_not_carry(seats: dict[str, Seat], name: str) -> None:
    seat = seats[name]
    secrets = secrecy.secrets(seat.told, told_words.keys(seat.told))
    assert len(secrets) > 500, "the test would prove little"
    assert len(secrecy.check_words(seat.told)) > 10
    # How much the bots have done by then depends on how fast the machine is; ten of the others' ids prove as well as thirty.
    assert len(seat.record.ids - seat.told.ids) > 10
    assert "\n".join(seat.leaks(seat.answers)) == ""


@pytest.mark.parametrize("name", list(WATCHERS))
def test_every_region_and_dialog_is_what_the_seats_own_entries_make_of_it(seats: dict[str, Seat], name: str) -> None:
    seat = seats[name]
    assert len(seat.frames) > 20
    assert seat.frames[-1].json["v"] == len(seat.told.entries)
    assert unfaithful(seat.answers, seat.drawn()) == []


@pytest.mark.parametrize("name", ["Greta", "Nina"])
def test_the_debrief_shows_what_was_done_and_nothing_that_was_for_others_alone(
    seats: dict[str, Seat], name: str
) -> None:
    seat = seats[name]
    assert seat.debrief
    assert "\n".join(secrecy.leaks_afterwards(Bytes(seat.debrief), seat.told, seat.others)) == ""
    fact = next(fact for fact in seat.record.scenario.facts if fact.id not in told_words.facts(seat.told))
    alone = (story.NOTE, story.HELP if name == "Greta" else story.HINT, seat.record.texts[f"facts.{fact.id}.full"])
    for words in alone:
        leaky = replace(seat.debrief[-1], body=seat.debrief[-1].body + words.encode())
        assert secrecy.leaks_afterwards(Bytes([leaky]), seat.told, seat.others), words


# -- the tests above can fail: each of these puts one secret into what Greta received --------------


def _unknown_fact(seat: Seat) -> str:
    known = told_words.facts(seat.told)
    return next(f"facts.{fact.id}.full" for fact in seat.record.scenario.facts if fact.id not in known)


def _id(seat: Seat) -> str:
    return min(seat.record.ids - seat.told.ids)


def _check_word(seat: Seat) -> str:
    fact, word = next(iter(secrecy.check_words(seat.told).items()))
    return f"<i>{word}</i>" if fact else ""


MUTANTS: dict[str, tuple[Callable[[Seat], str], str]] = {
    "a fact of another table": (lambda seat: seat.record.texts[_unknown_fact(seat)], "text facts."),
    "half a sentence, with marks in it": (
        lambda seat: "Is <b>somebody</b> in <i>this building</i> somebody you",
        "text talks.",
    ),
    "what an inject hopes for, in an attribute": (
        lambda seat: f'<p data-x="{seat.record.texts["injects.i02.expected"]}">',
        "text injects.i02.expected",
    ),
    "a short title": (lambda seat: f"<h3>{seat.record.texts['injects.i13.title']}</h3>", "text injects.i13.title"),
    "what control noted": (lambda seat: story.NOTE, "words of others"),
    "what was sent to another table": (lambda seat: story.IMPROVISED[1], "words of others"),
    "the number of a fact": (lambda seat: _unknown_fact(seat).split(".")[1], "number "),
    "a check word": (_check_word, "check word"),
    "an author's code": (lambda seat: "<!-- F402 -->", "author's code"),
    "what another table began": (lambda seat: f'<li id="run-{_id(seat)}">', "id "),
    "an inject that others got": (lambda seat: 'data-target="inject:i04"', "inject i04"),
    "anything of the package": (lambda seat: f'<li id="{min(secrecy.package_ids(seat.told))}">', ""),
    "somebody's name": (lambda seat: "<bdi>Olga</bdi>", "name of"),
}


@pytest.mark.parametrize("mutant", list(MUTANTS))
def test_a_page_with_one_secret_in_it_is_caught(seats: dict[str, Seat], mutant: str) -> None:
    seat = seats["Greta"]
    make, wanted = MUTANTS[mutant]
    frame = seat.frame.json
    frame["regions"]["facts"] += make(seat)
    assert any(found.startswith(wanted) for found in seat.leaks([_framed(seat, frame)]))


@pytest.mark.parametrize("change", [{"v": 1}, {"seq": 7}, {"entries": 900}, {"present": {"T1": 2}}])
def test_a_frame_with_a_number_of_the_log_is_caught(seats: dict[str, Seat], change: dict[str, object]) -> None:
    seat = seats["Greta"]
    more = {"v": len(seat.record.entries)} if "v" in change else change
    assert seat.leaks([_framed(seat, seat.frame.json | more)]) != []


def test_a_count_or_a_time_from_elsewhere_is_caught(seats: dict[str, Seat]) -> None:
    seat = seats["Greta"]
    drawn = seat.drawn()
    assert unfaithful([seat.frame], drawn) == []
    frame = seat.frame.json
    assert 'data-ago="' in frame["regions"]["facts"]
    frame["regions"]["facts"] = frame["regions"]["facts"].replace('data-ago="', 'data-ago="9', 1)
    frame["digests"]["facts"] = digest(frame["regions"]["facts"])
    assert unfaithful([_framed(seat, frame)], drawn) != []


def test_a_page_drawn_from_another_tables_view_is_caught(seats: dict[str, Seat]) -> None:
    greta, nina = seats["Greta"], seats["Nina"]
    frame = greta.frame.json
    (facts,) = {*nina.drawn().region(len(nina.told.entries), "facts")}
    frame["regions"]["facts"] = facts
    frame["digests"]["facts"] = digest(facts)
    assert len(greta.leaks([_framed(greta, frame)])) > 5
    assert unfaithful([_framed(greta, frame)], greta.drawn()) != []


def _framed(seat: Seat, frame: dict[str, object]) -> Answer:
    return replace(seat.frame, body=json.dumps(frame).encode())
