"""The print pack of an exercise: from scenario, words, preset and profile to envelopes of cards. A pure function."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from palermo.engine.known import Setup
from palermo.engine.scenario import Scenario
from palermo.pages.options import Options
from palermo.pages.scene import Scene
from palermo.pages.texts import Texts
from palermo.report import badges, chart, control, plan, table, watching
from palermo.report.records import Envelope, Kit

Teams = tuple[tuple[str, tuple[str, ...]], ...]


class Way(msgspec.Struct, frozen=True, gc=False):
    """How people come in and whom they turn to: the join code as it is said, the address (of each table, where it has one
    of its own), the trainer's name, the number for afterwards."""

    code: str = ""
    address: str = ""
    addresses: Mapping[str, str] = {}
    trainer: str = ""
    support: str = ""

    def of(self, team: str) -> str:
        """Return the address by which a table joins, '' where nobody joins by phone."""
        return self.addresses.get(team, self.address)


def kit(
    scenario: Scenario,
    texts: Texts,
    *,
    preset: str,
    profile: str,
    language: str,
    gentle: bool = False,
    teams: Teams | None = None,
    talk: str = "paper",
    title: str = "",
    way: Way | None = None,
) -> Kit:
    """Return the whole pack. `teams` are the tables as they are now (the preset's, unless tables were joined); `talk` is
    the rule of how people may talk. Raises KeyError for a preset or profile the scenario does not have."""
    found = {one.id: one for one in scenario.presets}[preset]
    tables = teams if teams is not None else tuple((team.id, team.desks) for team in found.teams)
    if profile not in {one.id for one in scenario.profiles}:
        raise KeyError(profile)
    setup = Setup(preset=preset, profile=profile, language=language, talk=talk, gentle=gentle)
    scene = Scene(scenario, texts, language, Options(gentle=gentle), setup, tables, ())
    ways = way or Way()
    helper = _helper(scene, ways)
    # Who answers by rule needs no cards; control, who answers for a table, does.
    alone = {team.id: team.by for team in found.teams if team.by != "people"}
    played = [team for team, _ in tables if team not in alone]
    envelopes = [
        _kept(
            scene, table.envelope(scene, team, ways.of(team) if team not in alone else "", helper, talk), team in alone
        )
        for team, _ in tables
        if alone.get(team) != "rule"
    ]
    room = Envelope(
        id="room",
        name=scene.gettext("For the room"),
        letters=(),
        leaves=(
            control.notice(scene, ways.support),
            chart.together(scene, talk),
            *_signs(scene, ways, played),
            badges.badges(scene, played),
        ),
    )
    own = Envelope(
        id="control",
        name=scene.gettext("For control alone"),
        letters=(),
        leaves=(
            plan.plan(scene),
            plan.script(scene),
            *chart.whole(scene),
            *control.injects(scene),
            *control.later(scene),
            *control.shorter(scene),
            *control.talks(scene),
            *control.sheets(scene),
            *table.laws_of(scene, tuple(desk.id for desk in scenario.desks)),
            *watching.observations(scene),
            *watching.watched(scene, played),
            *watching.voices(scene),
        ),
    )
    name = title or scene.t.plain("scenario.title") or scenario.id
    foot = scene.gettext("%(title)s · all people, firms and places are invented") % {"title": name}
    credit = scene.t.plain("scenario.credit")
    return Kit(
        language=language, title=name, foot=foot, credit=credit, words=words(scene), envelopes=(room, own, *envelopes)
    )


def _helper(scene: Scene, way: Way) -> str:
    say = scene.gettext
    out = say("Step out at any moment: lay this card face down. Nobody asks why.")
    who = way.trainer or say("your trainer")
    if way.support:
        return f"{out} {say('To talk: %(who)s, or %(number)s.') % {'who': who, 'number': way.support}}"
    return f"{out} {say('To talk: %(who)s, today or later.') % {'who': who}}"


def _signs(scene: Scene, way: Way, tables: list[str]) -> list[table.Sign]:
    return [table.sign(scene, team, way.code, way.of(team)) for team in tables]


def _kept(scene: Scene, envelope: Envelope, alone: bool) -> Envelope:
    """Return a table's envelope; one of a table that control plays says so."""
    if not alone:
        return envelope
    name = scene.gettext("%(who)s: nobody plays it, control keeps this") % {"who": envelope.name}
    return msgspec.structs.replace(envelope, name=name)


def words(scene: Scene) -> dict[str, str]:
    """Return the words that stand on the cards themselves, whoever draws them."""
    say = scene.gettext
    return {
        "word": say("check word"),
        "short": say("In short form:"),
        "rules": say("Who may have it"),
        "told": say("We told:"),
        "time": say("Time:"),
        "do": say("What do you do?"),
        "inject": say("Card"),
        "inside": say("For control: fold back or cut off before you hand it out"),
        "cut": say("Cut along the lines."),
        "answer": say("For whoever reads the answer aloud"),
        "asked": say("Question"),
        "at_most": say("Ask at most %(n)s questions. Choose a card and read it aloud."),
        "by": say("by"),
        "code": say("Code"),
        "join": say("Join by phone"),
        "all": say("ALL"),
        "minute": say("Minute"),
        "story": say("Story"),
        "screen": say("Screen"),
        "what": say("What happens"),
        "who": say("To whom"),
        "done": say("Done"),
        "observer": say("Observer"),
        "table": say("Table"),
        "page": say("page"),
        "name": say("first name"),
        "person": say("What the person knows and says"),
        "contents": say("In this pack"),
    }
