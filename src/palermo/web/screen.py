"""A page's regions as `pages` writes them, made from the same views and options as the stream's."""

from __future__ import annotations

import time
from collections.abc import Iterable

import msgspec
from django.conf import settings
from django.http import Http404

from palermo import pages
from palermo.engine.state import ROOM
from palermo.engine.viewing import control_view
from palermo.live import tokens
from palermo.pages import brief as briefs
from palermo.pages.options import Options
from palermo.pages.team import scene_of
from palermo.pages.texts import Texts
from palermo.web import assets, chairs, door, names, said
from palermo.web.models import Exercise, Participant


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """What a page starts with: regions, the token that speaks for the seat, and the words of the page's script."""

    regions: dict[str, str]
    token: str
    desks: tuple[str, ...] = ()
    gentle: bool = False
    words: str = ""


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """One of several people at a device, as its page knows her: who she is, what she may act for, and the token that says so."""

    seat: str
    name: str
    role: str
    desks: tuple[str, ...]
    token: str


def of_seat(row: Exercise, seat: str, language: str, *, gentle: bool) -> Screen:
    """Return the page of a seat that stands. Raises Http404."""
    state, own = door.state(row.pk), door.own(row.pk, seat)
    sits = state.world.seats.get(seat)
    if own is None or sits is None:
        raise Http404
    view = door.view(row.pk, own.team)
    regions = pages.regions(
        door.package(row.pk).scenario,
        texts(row),
        view,
        language,
        options(row, gentle=gentle),
        own,
    )
    token = tokens.mint(_key(), tokens.Token(row.pk, seat, sits.generation))
    return Screen(regions=regions, token=token, desks=own.desks, gentle=gentle, words=said.words())


def hands(row: Exercise, people: Iterable[Participant], language: str) -> list[Hand]:
    """Return the people at a device who have a seat."""
    state, package = door.state(row.pk), door.package(row.pk)
    return [
        Hand(
            seat=person.seat,
            name=person.name,
            role=chairs.role_name(package, sits.role, language),
            desks=sits.desks,
            token=tokens.mint(_key(), tokens.Token(row.pk, person.seat, sits.generation)),
        )
        for person in people
        if (sits := state.world.seats.get(person.seat)) is not None and not sits.gone
    ]


def brief(row: Exercise, team: str, language: str, *, gentle: bool) -> str:
    """Return what a table tells somebody who comes late. Raises Http404 when there is no such table."""
    view = door.view(row.pk, team)
    scene = scene_of(door.package(row.pk).scenario, texts(row), view.known, language, options(row, gentle=gentle))
    return briefs.render(scene, view)


def of_room(row: Exercise, language: str) -> Screen:
    """Return what everybody in the room may see. Raises Http404."""
    view = door.view(row.pk, ROOM)
    scenario = door.package(row.pk).scenario
    regions = pages.regions(scenario, texts(row), view, language, options(row), names=pages.ROOM_REGIONS)
    return Screen(regions=regions, token=room_token(row.pk), words=said.words())


def room_token(exercise: str) -> str:
    """Return a token for what everybody in the room may see."""
    return tokens.mint(_key(), tokens.Token(exercise, ROOM, tokens.CONTROL_GENERATION))


def said_to_all(shown: Screen) -> dict[str, str]:
    """Return the regions of the room's page that stand below its header."""
    return {name: html for name, html in shown.regions.items() if name not in ("clock", "hold", "counts", "room")}


def of_control(row: Exercise, language: str, names: tuple[str, ...] = pages.CONTROL_REGIONS, *, who: int = 0) -> Screen:
    """Return one of control's pages: the regions it shows."""
    scenario = door.package(row.pk).scenario
    view = control_view(scenario, door.state(row.pk))
    regions = pages.control_regions(scenario, texts(row), view, language, options(row), names)
    token = tokens.mint_control(_key(), row.pk, time.time(), who)
    return Screen(regions=regions, token=token, words=said.words())


def questions(row: Exercise, language: str) -> list[tuple[str, str]]:
    """Return the debrief's questions in words, those that people may write on beside keep, change and commitment."""
    return pages.questions(door.package(row.pk).scenario, texts(row), language, options(row))


def texts(row: Exercise) -> Texts:
    """Return all words an exercise can show."""
    return Texts(door.package(row.pk).texts, row.language, door.words(row.pk))


def options(row: Exercise, *, gentle: bool = False) -> Options:
    """Return how this exercise's pages are shown."""
    return Options(
        icons=assets.url("icons.svg"),
        names=names.names(row.pk),
        control=row.trainer,
        support=row.support,
        gentle=row.gentle or gentle,
    )


def options_of(exercise: str) -> Options:
    """Return how an exercise's pages are shown, for the live path. Callable from any thread."""
    row = Exercise.objects.filter(pk=exercise).first()
    return options(row) if row is not None else Options(icons=assets.url("icons.svg"))


def _key() -> bytes:
    return tokens.load_key(settings.DATA)
