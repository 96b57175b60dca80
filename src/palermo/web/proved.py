"""What a study found of a scenario, in words for its authors: who is needed for what, and when; what is left over; how much it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from palermo.engine.scenario import Preset
from palermo.scenario import Package
from palermo.web import chairs
from palermo.web.curve import Curve, curve

Row = Mapping[str, Any]


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A table that people play: its letters and colour, and its name."""

    team: str
    name: str
    tags: tuple[chairs.Tag, ...]


class Coalition(msgspec.Struct, frozen=True, kw_only=True):
    """A smallest set of tables that suffices: whether each column is in it, and whether a run has shown it."""

    cells: tuple[bool, ...]
    names: str
    shown: bool


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be proved: its words, its coalitions (none: out of reach), and minutes of play, '' where there are none."""

    name: str
    coalitions: tuple[Coalition, ...]
    rows: int
    bound: str = ""
    witness: str = ""
    deadline: str = ""
    slack: str = ""
    tight: bool = False


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of one kind."""

    name: str
    lines: tuple[Line, ...]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A list that is best empty: what stands on it, and what it means."""

    name: str
    means: str
    rows: tuple[str, ...]


class Stock(msgspec.Struct, frozen=True, kw_only=True):
    """A resource: how much there is, how much may come, how much all actions together would use."""

    name: str
    start: int
    given: int
    used: int
    short: bool


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What one table has to read and to decide."""

    name: str
    pairs: int
    before: int
    decisions: int
    decisions_at: str
    words: int
    words_at: str
    presses: int


class Proved(msgspec.Struct, frozen=True, kw_only=True):
    """What is proved of one preset in one profile."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    stock: tuple[Stock, ...]
    joint: int
    all: int


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table beside the curve: means with the ends of their intervals. `share` and `won` are in hundredths."""

    share: int
    safe: float
    safe_low: float
    safe_high: float
    harm: float
    harm_low: float
    harm_high: float
    won: int


class Dividend(msgspec.Struct, frozen=True, kw_only=True):
    """The two curves, and their numbers as a table."""

    runs: int
    people: int
    first: float
    last: float
    safe: Curve
    harm: Curve
    points: tuple[Point, ...]


def proved(whole: Package, preset: Preset, profile: str, kept: Row, language: str) -> Proved | None:
    """Return what is proved of a preset in a profile, None where the checks found something grave and nothing was proved."""
    of_preset = kept.get("proof", {}).get(preset.id)
    if of_preset is None or profile not in of_preset["profiles"]:
        return None
    package = whole.played(profile)
    one, words = of_preset["profiles"][profile], _Words(package, language)
    columns = _columns(package, preset, language)
    groups = tuple(
        Group(name=name, lines=lines)
        for kind, name in (
            ("question", _("Assessments")),
            ("task", _("Own tasks of the desks")),
            ("aim", _("Aims of all")),
        )
        if (
            lines := tuple(
                _line(words, columns, one, key, package) for key in one["coalitions"] if key.startswith(f"{kind}:")
            )
        )
    )
    every = [rows for rows in one["coalitions"].values() if rows]
    return Proved(
        columns=columns,
        groups=groups,
        findings=_findings(words, one, of_preset["unused_facts"]),
        stock=tuple(
            Stock(name=words.of(f"resources.{name}.name", name), **row, short=row["start"] + row["given"] < row["used"])
            for name, row in of_preset["stock"].items()
        ),
        joint=sum(min(map(len, rows)) > 1 for rows in every),
        all=len(one["coalitions"]),
    )


def loads(package: Package, preset: Preset, profile: str, kept: Row, language: str) -> tuple[Load, ...]:
    """Return what each table of a preset has to read and to decide in a profile."""
    names = {team.id: chairs.table_name(package, team.id, team.desks, language, preset.id) for team in preset.teams}
    return tuple(
        Load(
            name=names.get(one["team"], one["team"]),
            pairs=one["pairs"],
            before=one["before"],
            decisions=one["decisions"],
            decisions_at=_minute(one["decisions_at"]),
            words=one["words"],
            words_at=_minute(one["words_at"]),
            presses=one["presses"],
        )
        for one in kept["load"]
        if (one["preset"], one["profile"]) == (preset.id, profile)
    )


def dividend(kept: Row) -> Dividend:
    """Return the curves of a dividend."""
    points = kept["points"]
    people = points[0]["people_safe"]["of"]
    return Dividend(
        runs=kept["runs"],
        people=people,
        first=points[0]["people_safe"]["mean"],
        last=points[-1]["people_safe"]["mean"],
        safe=curve(points, "people_safe", people),
        harm=curve(points, "harm_flags"),
        points=tuple(
            Point(
                share=round(100 * point["share"]),
                safe=point["people_safe"]["mean"],
                safe_low=point["people_safe"]["low"],
                safe_high=point["people_safe"]["high"],
                harm=point["harm_flags"]["mean"],
                harm_low=point["harm_flags"]["low"],
                harm_high=point["harm_flags"]["high"],
                won=round(100 * point["won"]),
            )
            for point in points
        ),
    )


def readability(kept: Row) -> tuple[tuple[str, tuple[tuple[str, float, bool], ...]], ...]:
    """Return for each language the groups of texts with their score, and whether it is plain."""
    names = {
        "all": _("all texts"),
        "cards": _("role cards"),
        "facts": _("facts"),
        "injects": _("injects"),
        "actions": _("actions and sheets"),
        "people": _("people and needs"),
        "frame": _("the frame around it"),
    }
    return tuple(
        (language, tuple((names.get(name, name), score, score >= 60) for name, score in scores.items()))
        for language, scores in kept["readability"].items()
    )


class _Words:
    """The package's words for ids."""

    def __init__(self, package: Package, language: str) -> None:
        self.package, self.language = package, language
        self.tasks = {desk.id: desk.own_task for desk in package.scenario.desks}

    def of(self, key: str, otherwise: str) -> str:
        return self.package.text(key, self.language) or otherwise

    def target(self, key: str) -> str:
        """Return the words of "question:who", "task:BG" or "aim:safe"."""
        kind, _colon, name = key.partition(":")
        if kind == "question":
            return self.of(f"questions.{name}.ask", name)
        if kind == "aim":
            return self.of(f"win.{name}.text", name)
        task = self.tasks.get(name, "")
        return f"{self.of(f'desks.{name}.short', name)}: {self.of(f'actions.{task}.title', task)}"

    def option(self, key: str) -> str:
        """Return the words of "action.option"."""
        action, _dot, option = key.partition(".")
        title = self.of(f"actions.{action}.title", action)
        return f"{title}: {self.of(f'actions.{action}.options.{option}.title', option)}"

    def fact(self, name: str) -> str:
        return f"{name}: {self.of(f'facts.{name}.title', name)}"


def _columns(package: Package, preset: Preset, language: str) -> tuple[Column, ...]:
    desks = {desk.id: desk for desk in package.scenario.desks}
    return tuple(
        Column(
            team=team.id,
            name=chairs.table_name(package, team.id, team.desks, language, preset.id),
            tags=tuple(chairs.tag(package, desks[desk], language) for desk in team.desks if desk in desks),
        )
        for team in preset.teams
        if team.by == "people"
    )


def _line(words: _Words, columns: tuple[Column, ...], one: Row, key: str, package: Package) -> Line:
    shown = {tuple(teams) for teams in one["shown"][key]}
    coalitions = tuple(
        Coalition(
            cells=tuple(column.team in teams for column in columns),
            names=" + ".join(column.name for column in columns if column.team in teams),
            shown=tuple(teams) in shown,
        )
        for teams in one["coalitions"][key]
    )
    line = Line(name=words.target(key), coalitions=coalitions, rows=max(1, len(coalitions)))
    time = one["times"].get(key)
    if time is None:
        return line
    slack, asked = one["slack"].get(key), package.scenario.limits.slack
    return msgspec.structs.replace(
        line,
        bound=_minute(time["bound"]),
        witness=_minute(time["witness"]),
        deadline=_minute(time["deadline"]),
        slack=_signed(slack) if slack is not None else "",
        tight=slack is not None and slack < (asked or 0),
    )


def _findings(words: _Words, one: Row, unused: list[str]) -> tuple[Finding, ...]:
    rows = (
        (
            _("Own tasks possible alone"),
            _("A desk could do its task without any other table."),
            one["alone"],
            words.target,
        ),
        (_("Out of reach"), _("Even all tables together cannot bring it about."), one["unreachable"], words.target),
        (
            _("Not shown"),
            _("Not excluded, and no run of bots brought it about: it may be impossible in time."),
            one["not_shown"],
            words.target,
        ),
        (
            _("Dead ends"),
            _("Once this is chosen, an aim is out of reach, with no way back."),
            one["dead_ends"],
            words.option,
        ),
        (
            _("Facts nobody needs"),
            _("No rule waits for them, and no question of the debrief is about them."),
            unused,
            words.fact,
        ),
    )
    return tuple(
        Finding(name=name, means=means, rows=tuple(say(key) for key in keys)) for name, means, keys, say in rows
    )


def _minute(seconds: int) -> str:
    """Return seconds of play as minutes, 14:30; '' where there are none (-1)."""
    return _signed(seconds) if seconds >= 0 else ""


def _signed(seconds: int) -> str:
    """Return seconds as minutes, 14:30, with a minus before what is too late."""
    sign = "−" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 60}:{abs(seconds) % 60:02}"
