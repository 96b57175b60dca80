"""Pages of observers as `pages` writes them, made from the same views and options as the stream's. See `screen.py`."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404

from palermo import pages
from palermo.debrief.observations import observations
from palermo.engine.viewing import control_view
from palermo.live import tokens
from palermo.pages.control import control_scene
from palermo.pages.observations import region
from palermo.web import chairs, door, said, screen
from palermo.web.models import Exercise
from palermo.web.screen import Screen


def of_watcher(row: Exercise, seat: str, language: str, *, gentle: bool = False) -> Screen:
    """Return what everybody in the room may see, with a token for a seat of its own where there is one."""
    shown = screen.of_room(row, language)
    if seat not in door.state(row.pk).world.observers:
        return shown
    return Screen(regions=shown.regions, token=_token(row, seat), gentle=gentle, words=shown.words)


def of_objective(row: Exercise, seat: str, language: str, *, gentle: bool) -> Screen:
    """Return the page of an observer who follows an objective."""
    scenario, view = door.package(row.pk).scenario, control_view(door.package(row.pk).scenario, door.state(row.pk))
    options = screen.options(row, gentle=gentle)
    shared = pages.observer_regions(scenario, screen.texts(row), view, language, options)
    own = pages.observed_regions(scenario, screen.texts(row), view, seat, language, options)
    return Screen(regions=shared | own, token=_token(row, seat), gentle=gentle, words=said.words())


def of_voice(row: Exercise, seat: str, language: str, *, gentle: bool) -> Screen:
    """Return the page of the voice of a person. Raises Http404."""
    view = door.view(row.pk, seat)
    scenario, options = door.package(row.pk).scenario, screen.options(row, gentle=gentle)
    regions = pages.voice_regions(scenario, screen.texts(row), view, language, options)
    return Screen(regions=regions, token=_token(row, seat), gentle=gentle, words=said.words())


def tables(row: Exercise, language: str) -> tuple[chairs.Table, ...]:
    """Return the tables at which something can be seen."""
    return chairs.tables(door.package(row.pk), door.state(row.pk), language)


def observed(row: Exercise, language: str) -> dict[str, str]:
    """Return what observers have seen so far, as control reads it."""
    scenario = door.package(row.pk).scenario
    view = control_view(scenario, door.state(row.pk))
    _commands, entries = door.record(row.pk)
    scene = control_scene(scenario, screen.texts(row), view, language, screen.options(row))
    return {"observations": region(scene, observations(scenario, entries), "control")}


def _token(row: Exercise, seat: str) -> str:
    watches = door.state(row.pk).world.observers.get(seat)
    if watches is None:
        raise Http404
    return tokens.mint(tokens.load_key(settings.DATA), tokens.Token(row.pk, seat, watches.generation))
