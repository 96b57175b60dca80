"""No dead scripts: each can fire in some preset, and changes something when it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, get_args

from palermo.engine import rules
from palermo.engine.rules import Effect
from palermo.engine.scenario import Scenario
from palermo.scenario.closure import Reach
from palermo.scenario.problem import Problem, problem
from palermo.scenario.walk import records

if TYPE_CHECKING:
    from palermo.scenario.package import Package


def check(package: Package) -> Iterable[Problem]:
    """Give each script that can never fire, and each effect that changes nothing."""
    scenario = package.scenario
    fired = {
        words[1] for preset in scenario.presets for words in Reach(scenario, preset).happened if words[0] == "script"
    }
    for n, script in enumerate(scenario.scripts):
        here = package.at("scripts", n)
        if script.id not in fired:
            told = f"The script {script.id} can never fire."
            yield problem(here, "script/dead", told, "Look at its when: something in it can never come about.")
        if not script.then:
            yield problem(
                here, "script/empty", f"The script {script.id} does nothing.", "Give it an effect, or take it out."
            )
    idle = _idle(scenario)
    for path, record in records(scenario):
        if isinstance(record, get_args(rules.Effect)) and (why := idle(record)):
            yield problem(
                package.at(*path), "script/idle", f"This effect changes nothing: {why}.", "Change it, or take it out."
            )


def _idle(scenario: Scenario) -> Callable[[Effect], str]:
    """Return what tells why an effect changes nothing in this scenario ('' when it does)."""
    moved = {(record.track, record.stage) for _, record in records(scenario) if isinstance(record, rules.Move)}
    first = {track.id: track.stages[0] for track in scenario.tracks if track.stages}
    closed = {record.what for _, record in records(scenario) if isinstance(record, rules.Close)}
    dealt = {fact.id: fact.desk for fact in scenario.facts if fact.unlock is None}
    opens = {
        **{f"action:{one.id}": one.opens for one in scenario.actions},
        **{f"channel:{one.id}": one.opens for one in scenario.channels},
        **{f"sheet:{one.id}": one.opens for one in scenario.sheets},
        **{f"question:{one.id}": one.opens for one in scenario.questions},
    }
    shown = {need.id for need in scenario.needs if need.opens is None}
    closes = {f"action:{one.id}" for one in scenario.actions if one.closes is not None}

    def idle(effect: Effect) -> str:
        match effect:
            case rules.ChangeTrust(_, 0) | rules.Take(_, 0) | rules.Give(_, 0) | rules.Award(_, 0):
                return "the number is 0"
            case rules.Reveal(fact, to) if to and dealt.get(fact) is not None and set(to) == {dealt[fact]}:
                return f"{fact} is dealt to {to[0]} before the start"
            case rules.Move(track, stage) if stage == first.get(track) and not any(
                one == track and other != stage for one, other in moved
            ):
                return f"{track} never leaves {stage}"
            case rules.Open(what) if what in opens and opens[what] is None and what not in closed | closes:
                return f"{what} is open from the start"
            case rules.AddNeed(need) if need in shown:
                return f"{need} is there from the start"
            case (
                rules.Meet(())
                | rules.MakeSafe(())
                | rules.SetStatus((), _)
                | rules.Place((), _)
                | rules.ShowPeople((), _)
            ):
                return "it names nobody"
            case rules.Reveal(_, ()) | rules.Hand(_, _, ()) | rules.ShowPeople(_, ()) | rules.Notice(_, ()):
                return "it goes to nobody"
            case rules.If(_, (), ()) | rules.Later(_, ()):
                return "nothing follows"
            case _:
                return ""

    return idle
