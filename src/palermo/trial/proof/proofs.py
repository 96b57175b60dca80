"""The proof of a package, preset by preset, as plain values and as problems for its author."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from palermo.engine.scenario import Preset, Profile
from palermo.scenario.closure import Reach
from palermo.scenario.earliest import NEVER
from palermo.scenario.package import Package
from palermo.scenario.problem import Problem, problem, warning
from palermo.trial.game import Setting
from palermo.trial.proof import witness
from palermo.trial.proof.coalitions import Coalition, minimal, tables
from palermo.trial.proof.ends import dead_ends, stock, unused_facts
from palermo.trial.proof.targets import Target, targets

HANDS_RUNS = 6  # runs of tables with one pair of hands, of which the best counts

Tick = Callable[[str], None]


class Time(msgspec.Struct, frozen=True, gc=False):
    """Seconds of play: the relaxed bound, the best witness with one pair of hands a team (-1 none), and the deadline."""

    bound: int
    witness: int
    deadline: int

    @property
    def slack(self) -> int | None:
        """Seconds between the witness and the deadline, None without a witness."""
        return self.deadline - self.witness if self.witness >= 0 else None


class Proof(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What is proved of one preset in one profile. Ids are those of `Target`."""

    preset: str
    profile: str
    coalitions: dict[str, tuple[Coalition, ...]]
    shown: dict[str, tuple[Coalition, ...]]  # those of them that a witness run brought about
    alone: tuple[str, ...]  # own tasks that the desk's own team can do without any other
    unreachable: tuple[str, ...]  # what even the whole table cannot bring about
    not_shown: tuple[str, ...]  # what the closure allows the whole table and no witness run brought about
    dead_ends: tuple[str, ...]  # "action.option": once chosen, an aim is out of reach
    times: dict[str, Time]


def prove(package: Package, tick: Tick | None = None) -> list[Proof]:
    """Return the proof of every preset and profile; `tick` is told what is looked at."""
    found = []
    for preset in package.scenario.presets:
        for profile in package.scenario.profiles:
            if tick is not None:
                tick(f"{preset.id} {profile.id}")
            found.append(_prove(package.played(profile.id), preset, profile))
    return found


def _prove(package: Package, preset: Preset, profile: Profile) -> Proof:
    scenario = package.scenario
    wanted = targets(scenario, profile)
    coalitions = minimal(scenario, preset, profile, wanted)
    everybody: Coalition = tables(preset)
    runs = {everybody: _played(package, preset, profile, everybody, wanted)}
    shown: dict[str, list[Coalition]] = {target.id: [] for target in wanted}
    for name, rows in coalitions.items():
        for teams in rows:
            if teams not in runs:
                runs[teams] = _played(package, preset, profile, teams, wanted)
            if name in runs[teams].at:
                shown[name].append(teams)
    whole = Reach(scenario, preset, None, profile)
    hands = _with_hands(package, preset, profile, wanted)
    times = {
        target.id: Time(
            bound=target.earliest(whole) - whole.begins,
            witness=min((one.at[target.id] for one in hands if target.id in one.at), default=-1),
            deadline=target.deadline(profile, whole) - whole.begins,
        )
        for target in wanted
        if target.earliest(whole) < NEVER
    }
    return Proof(
        preset=preset.id,
        profile=profile.id,
        coalitions=coalitions,
        shown={name: tuple(rows) for name, rows in shown.items()},
        alone=_alone(preset, coalitions, wanted),
        unreachable=tuple(target.id for target in wanted if not coalitions[target.id]),
        not_shown=tuple(
            target.id
            for target in wanted
            if coalitions[target.id] and target.id not in runs[everybody].at and times[target.id].witness < 0
        ),
        dead_ends=dead_ends(scenario, preset, profile),
        times=times,
    )


def _alone(preset: Preset, coalitions: dict[str, tuple[Coalition, ...]], wanted: tuple[Target, ...]) -> tuple[str, ...]:
    if len(tables(preset)) < 2:
        return ()
    home = {desk: team.id for team in preset.teams for desk in team.desks}
    return tuple(
        target.id
        for target in wanted
        if target.kind == "task" and any(set(row) <= {home.get(target.desk, "")} for row in coalitions[target.id])
    )


def _setting(package: Package, preset: Preset, profile: Profile, teams: Coalition) -> Setting:
    return Setting(
        scenario=package.scenario,
        digest=package.digest,
        preset=preset.id,
        profile=profile.id,
        policy=witness.MANY_HANDS,
        text=package.text,
        idle=frozenset(tables(preset)) - {*teams},
    )


def _played(
    package: Package, preset: Preset, profile: Profile, teams: Coalition, wanted: tuple[Target, ...]
) -> witness.Witness:
    return witness.run(_setting(package, preset, profile, teams), "witness", wanted)


def _with_hands(
    package: Package, preset: Preset, profile: Profile, wanted: tuple[Target, ...]
) -> list[witness.Witness]:
    setting = msgspec.structs.replace(_setting(package, preset, profile, tables(preset)), policy=witness.ONE_PAIR)
    return [witness.run(setting, f"hands/{n}", wanted, again=n == 0) for n in range(HANDS_RUNS)]


# -- for authors and other programs -------------------------------------------------------------


def told(package: Package, proofs: list[Proof]) -> dict[str, Any]:
    """Return the proofs as the object that other programs rely on: by preset, with what differs by profile inside."""
    unused = list(unused_facts(package.scenario))
    out: dict[str, Any] = {}
    for one in proofs:
        row = {
            "coalitions": {name: [list(teams) for teams in rows] for name, rows in one.coalitions.items()},
            "shown": {name: [list(teams) for teams in rows] for name, rows in one.shown.items()},
            "alone": list(one.alone),
            "unreachable": list(one.unreachable),
            "not_shown": list(one.not_shown),
            "dead_ends": list(one.dead_ends),
            "slack": {name: time.slack for name, time in one.times.items() if time.slack is not None},
            "times": {name: msgspec.to_builtins(time) for name, time in one.times.items()},
        }
        if one.preset not in out:
            out[one.preset] = {**row, "unused_facts": unused, "stock": stock(package.scenario), "profiles": {}}
        out[one.preset]["profiles"][one.profile] = row
    return out


def problems(package: Package, proofs: list[Proof]) -> Iterator[Problem]:
    """Yield what makes a scenario unsound as problems, and what its author should look at as warnings."""
    scenario = package.scenario
    for one in proofs:
        where = f"In the preset {one.preset}, profile {one.profile},"
        for name in one.unreachable:
            if name.startswith("aim:"):
                told_ = f"{where} even all teams together cannot reach {name}."
                yield problem(_at(package, name), "proof/unreachable", told_, "Look at what it waits for.")
        for name in one.alone:
            told_ = f"{where} {name} can be done without any other team."
            yield problem(
                _at(package, name), "proof/alone", told_, "Let it need a yes, a fact or an answer of another team."
            )
        for name in one.dead_ends:
            told_ = f"{where} an aim is out of reach once {name} was chosen."
            fix = "Give a way back: an option that mends, an action that may be done again, another way to the aim."
            yield problem(package.at("actions"), "proof/dead_end", told_, fix)
        for name in one.not_shown:
            told_ = f"{where} no run of bots brought about {name}: it may be impossible in time."
            fix = "Give it more time or fewer steps, or play it by hand to show that it can be done."
            grave = name.startswith("aim:")
            yield (problem if grave else warning)(_at(package, name), "proof/not_shown", told_, fix)
        asked = scenario.limits.slack
        for name, time in one.times.items():
            if asked is not None and time.slack is not None and time.slack < asked:
                told_ = f"{where} {name} leaves {time.slack} s to its deadline with one pair of hands a team."
                fix = f"Move the deadline or shorten the way: limits.slack asks for {asked} s."
                yield warning(_at(package, name), "proof/slack", told_, fix)


def _at(package: Package, name: str) -> Any:
    kind, _, rest = name.partition(":")
    section, rows = {
        "question": ("questions", [one.id for one in package.scenario.questions]),
        "task": ("desks", [one.id for one in package.scenario.desks]),
        "aim": ("win", [one.id for one in package.scenario.win]),
    }[kind]
    return package.at(section, rows.index(rest))
