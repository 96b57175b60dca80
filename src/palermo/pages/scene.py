"""What every region reads: the scenario by id, its words in one language, its desks and tables, the times of its story."""

from __future__ import annotations

from functools import cached_property, lru_cache

import msgspec
from markupsafe import Markup, escape

from palermo.engine.index import Index, index
from palermo.engine.known import Setup
from palermo.engine.moments import Moment, Phase, PhaseRun, at, schedule, story_at
from palermo.engine.scenario import Desk, Fact, Scenario
from palermo.pages.language import catalogue, environment
from palermo.pages.options import Options
from palermo.pages.texts import Reader, Texts
from palermo.pages.words import ANSWERED, STATUSES

DAY = 24 * 3600


class Side(msgspec.Struct, frozen=True, gc=False):
    """A desk or a table as it is shown: the letters and colour of its tag, its name in full and in short.

    `tag` is the tag alone, `quiet` the tag where words beside it say the same, `named` the tag with the name beside it.
    """

    id: str
    letters: str
    colour: str
    name: str
    short: str
    desks: tuple[str, ...]
    tag: Markup
    quiet: Markup
    named: Markup


@lru_cache(maxsize=1024)
def side_of(id: str, letters: str, colour: str, name: str, short: str, desks: tuple[str, ...]) -> Side:
    """Return a side with its tags made."""
    tag = Markup('<span class="ag" data-a="{}" title="{}">{}</span>').format(colour, name, letters)
    quiet = Markup('<span class="ag" data-a="{}" aria-hidden="true">{}</span>').format(colour, letters)
    plain = Markup('<span class="ag" data-a="{}">{}</span>').format(colour, letters)
    named = Markup('<span class="nowrap">{} {}</span>').format(plain, short)
    return Side(id, letters, colour, name, short, desks, tag, quiet, named)


@lru_cache(maxsize=1024)
def _tag(colour: str, fact: str) -> Markup:
    return Markup('<span class="ag" data-a="{}">{}</span>').format(colour, fact)


MANY = 2  # desks at one table, from which on it goes by its own name and not by theirs


class Scene:
    """One exercise in one language. `teams` and `runs` are as the watcher knows them now."""

    def __init__(
        self,
        scenario: Scenario,
        texts: Texts,
        language: str,
        options: Options,
        setup: Setup,
        teams: tuple[tuple[str, tuple[str, ...]], ...],
        runs: tuple[PhaseRun, ...],
    ) -> None:
        self.scenario = scenario
        self.index: Index = index(scenario)
        self.options = options
        self.language = language
        self._words = catalogue(language)
        self.gettext = self._words.gettext
        self.ngettext = self._words.ngettext
        self.t = Reader(texts, language, self.gettext, options.gentle)
        self.preset = setup.preset
        self.profile = setup.profile
        chosen = self.index.profiles.get(setup.profile) or (scenario.profiles[0] if scenario.profiles else None)
        self.phases: tuple[Phase, ...] = chosen.phases if chosen else ()
        self.runs = runs or schedule(self.phases)
        self.team_ids = tuple(teams)
        self._clocks: dict[int, str] = {}

    # -- who ------------------------------------------------------------------------------------

    @cached_property
    def desks(self) -> dict[str, Side]:
        """Every desk by id, in the scenario's order."""
        return {desk.id: self._desk(desk) for desk in self.scenario.desks}

    @cached_property
    def teams(self) -> dict[str, Side]:
        """Every table of the exercise by id, in the preset's order."""
        return {team: self._team(team, desks) for team, desks in self.team_ids}

    @cached_property
    def unplayed(self) -> dict[str, str]:
        """The tables that the preset gives to nobody, each with who answers there in words."""
        preset = self.index.presets.get(self.preset)
        teams = preset.teams if preset is not None else ()
        return {team.id: self.gettext(ANSWERED[team.by]) for team in teams if team.by in ANSWERED}

    @cached_property
    def team_of(self) -> dict[str, Side]:
        """The table that holds a desk."""
        return {desk: self.teams[team] for team, desks in self.team_ids for desk in desks}

    def _desk(self, desk: Desk) -> Side:
        letters = self.t.plain(f"desks.{desk.id}.letters") or desk.letters
        name = self.t.plain(f"desks.{desk.id}.name") or letters
        short = self.t.plain(f"desks.{desk.id}.short") or name
        return side_of(desk.id, letters, desk.colour, name, short, (desk.id,))

    def _team(self, team: str, desks: tuple[str, ...]) -> Side:
        sides = [self.desks[desk] for desk in desks if desk in self.desks]
        short = " + ".join(side.short for side in sides) or team
        name = self.t.plain(f"teams.{self.preset}.{team}.name") or self.t.plain(f"teams.{team}.name") or short
        if len(sides) > MANY:
            short = name
        letters, colour = (sides[0].letters, sides[0].colour) if sides else (team, "ctl")
        return side_of(team, letters, colour, name, short, desks)

    def side(self, who: str) -> Side:
        """Return the desk, the table, or control behind an id."""
        found = self.desks.get(who) or self.teams.get(who)
        if found is not None:
            return found
        control = self.gettext("Control")
        return side_of(who, control[:1], "ctl", control, control, ())

    def tags(self, desks: tuple[str, ...]) -> Markup:
        """Return the tags of several desks or tables, in their one order; all of them are one tag."""
        everybody = set(self.desks) if set(desks) <= set(self.desks) else set(self.teams)
        if len(desks) > 2 and set(desks) >= everybody:
            return Markup('<span class="ag" data-a="ctl">{}</span>').format(self.gettext("ALL"))
        order = {name: n for n, name in enumerate((*self.teams, *self.desks))}
        return Markup(" ").join(self.side(one).tag for one in sorted(desks, key=lambda one: order.get(one, 99)))

    def names(self, desks: tuple[str, ...]) -> str:
        """Return the short names of several desks, joined with commas."""
        return ", ".join(self.side(one).short for one in desks)

    def seat(self, seat: str) -> str:
        """Return the display name of a seat, or the empty string."""
        if seat == "control":
            return self.options.control or self.gettext("Control")
        return self.options.names.get(seat, "")

    # -- when -----------------------------------------------------------------------------------

    def clock(self, t: int) -> str:
        """Return the story's time of day at exercise second `t`, "08:54"."""
        told = self._clocks.get(t)
        if told is None:
            story = story_at(self.runs, self.phases, max(0, t)) % DAY if self.phases else max(0, t)
            told = self._clocks[t] = f"{story // 3600:02d}:{story % 3600 // 60:02d}"
        return told

    @staticmethod
    def minute(t: int) -> str:
        """Return exercise time as minutes and seconds, "18:40"."""
        return f"{max(0, t) // 60}:{max(0, t) % 60:02d}"

    def moment(self, moment: Moment | None) -> int:
        """Return the exercise second of a moment of the script, -1 for none."""
        return -1 if moment is None else at(self.runs, moment)

    # -- what -----------------------------------------------------------------------------------

    def fact_tag(self, fact: str) -> Markup:
        """Return the fact's number on its desk's colour."""
        record = self.index.facts.get(fact)
        return _tag(self.desks[record.desk].colour if record and record.desk in self.desks else "ctl", fact)

    def word(self, fact: Fact) -> str:
        """Return the fact's check word in this language; any of its words counts when it is heard."""
        return fact.words.get(self.language, fact.word)

    def about(self, what: str) -> Markup:
        """Return the words for what a message or fact is about: an entity, a person, a question or a fact."""
        if what in self.index.facts:
            return self.fact_tag(what)
        for key in (f"entities.{what}.name", f"people.{what}.name", f"questions.{what}.ask", f"needs.{what}.title"):
            if self.t.has(key):
                return self.t(key)
        return Markup("")

    def place(self, place: str) -> Markup:
        """Return the name of a place."""
        return (
            self.t(f"places.{place}.name") if self.t.has(f"places.{place}.name") else self.t(f"entities.{place}.name")
        )

    def status(self, status: str) -> Markup:
        """Return what is assumed about a person's situation, in words."""
        key = f"statuses.{status}.name"
        return self.t(key) if self.t.has(key) else escape(self.gettext(STATUSES.get(status, status)))

    def explained(self, html: Markup, seen: set[str]) -> Markup:
        """Return words in which the first mention of each term can be tapped; `seen` are those that had theirs."""
        return self.t.glossary().explained(html, seen)

    @staticmethod
    def seen() -> set[str]:
        """Return the terms a region has explained so far: none."""
        return set()

    def render(self, template: str, **values: object) -> str:
        """Return a template filled in; it reads this scene as `scene` and the words as `t`."""
        made = environment(self.language, self.options.icons).get_template(template)
        return made.render(scene=self, t=self.t, options=self.options, **values)
