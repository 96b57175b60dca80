"""What control keeps: injects, facts and sheets to be handed out later, question cards; and the notice."""

from __future__ import annotations

from palermo.engine.calendar import moment_of
from palermo.engine.scenario import InjectDef, Talk
from palermo.pages import words
from palermo.pages.injects import number
from palermo.pages.scene import Scene
from palermo.report import records as r
from palermo.report import table
from palermo.report.wording import lines, plain

# -- injects ----------------------------------------------------------------------------------------


def injects(scene: Scene) -> list[r.Inject]:
    """Return the inject cards, one for each table that gets it; what is for control alone stands on the first."""
    out = []
    for record in scene.scenario.injects:
        if gone(scene, record):
            continue
        for place in range(len(tables_of(scene, record.to))):
            out.append(inject(scene, record, first=place == 0))
    return out


def gone(scene: Scene, record: InjectDef) -> bool:
    """Tell whether an inject has a time in a phase that this profile does not have."""
    moment = moment_of(record, scene.index.profiles[scene.profile].moves)
    return moment is not None and moment.phase not in {run.id for run in scene.runs}


def tables_of(scene: Scene, to: tuple[str, ...]) -> list[str]:
    """Return the tables, in order, that hold one of these desks."""
    return [team for team, desks in scene.team_ids if "*" in to or set(to) & set(desks)]


def inject(scene: Scene, record: InjectDef, *, first: bool) -> r.Inject:
    """Return one card."""
    say, key = scene.gettext, f"injects.{record.id}"
    desks = tuple(desk for desk in scene.scenario.desks if "*" in record.to or desk.id in record.to)
    every = len(desks) == len(scene.scenario.desks)
    minute, when = times(scene, record)
    inside = [
        (say("Hoped for:"), plain(scene, f"{key}.expected")),
        (say("If nothing happens:"), plain(scene, f"{key}.ignored")),
        (say("For you:"), plain(scene, f"{key}.control")),
    ]
    names = [scene.desks[desk.id].short for desk in desks]
    return r.Inject(
        number=number(record.id),
        shape=words.SHAPES.get(record.kind, "circle"),
        what=say(words.INJECTS.get(record.kind, record.kind)),
        to=(say("ALL"),) if every else tuple(scene.desks[desk.id].letters for desk in desks),
        only=say("to everyone") if every else say("only to %(who)s") % {"who": ", ".join(names)},
        when=when,
        minute=minute,
        title=plain(scene, f"{key}.title"),
        text=lines(scene, f"{key}.text"),
        others=tuple(scene.desks[desk.id].letters for desk in scene.scenario.desks if desk not in desks),
        inside=tuple(f"{head} {text}" for head, text in inside if text) if first else (),
    )


def times(scene: Scene, record: InjectDef) -> tuple[str, str]:
    """Return when a card is handed out: the minute of play with the time of the story, and how it comes."""
    say = scene.gettext
    if record.reserve:
        return "", say("reserve: when you choose")
    moment = moment_of(record, scene.index.profiles[scene.profile].moves)
    told = ""
    if moment is not None:
        t = scene.moment(moment)
        told = say("minute %(n)s (%(time)s)") % {"n": minute(scene, t), "time": scene.clock(t)}
    if record.when is not None:
        late = say("at the latest at %(when)s") % {"when": told} if told else ""
        return late, say("when control's screen says so")
    return told, say("hand out at")


def minute(scene: Scene, t: int) -> int:
    """Return the minute of play of an exercise second; what is before the start is below nought."""
    return (t - start(scene)) // 60


def start(scene: Scene) -> int:
    """Return the exercise second at which play begins."""
    kinds = {phase.id: phase.kind for phase in scene.phases}
    return next((run.starts for run in scene.runs if kinds.get(run.id) != "before"), 0)


# -- handed out later -------------------------------------------------------------------------------


def later(scene: Scene) -> list[r.Facts]:
    """Return the cards of facts that desks get only in play, in one stack."""
    cards = tuple(
        table.fact(scene, one, scene.team_of[one.desk].id)
        for one in scene.scenario.facts
        if one.unlock is not None and one.desk in scene.team_of
    )
    if not cards:
        return []
    say = scene.gettext
    lead = say("Keep these. The paper desk says when a table gets one; its letters are in the number.")
    return [r.Facts(title=say("Facts handed out in play"), lead=lead, letters="", cards=cards)]


def shorter(scene: Scene) -> list[r.Facts]:
    """Return cards of short forms, for a table that is given no more than that."""
    cards = [
        table.fact(scene, one, "", form)
        for one in scene.scenario.facts
        for form in one.forms
        if form != "full" and scene.t.has(f"facts.{one.id}.{form}")
    ]
    if not cards:
        return []
    say = scene.gettext
    lead = say("For a table that is given a fact in this form by the story. The paper desk says when.")
    return [r.Facts(title=say("Short forms"), lead=lead, letters="", cards=tuple(cards))]


def sheets(scene: Scene) -> list[r.Sheet]:
    """Return every sheet whole, with all lines."""
    return [table.sheet(scene, record.id) for record in scene.scenario.sheets]


def talks(scene: Scene) -> list[r.Talk]:
    """Return the question cards of each talk round."""
    return [talk(scene, record) for record in scene.scenario.talks]


def talk(scene: Scene, record: Talk) -> r.Talk:
    """Return the question cards of one round, with the answers for whoever reads them."""
    key = f"talks.{record.id}"
    return r.Talk(
        title=plain(scene, f"{key}.title"),
        person=plain(scene, f"people.{record.person}.name"),
        letters=tuple(scene.desks[desk].letters for desk in record.desks),
        rules=plain(scene, f"{key}.rules"),
        most=min(record.at_most, len(record.cards)),
        cards=tuple(
            r.Question(
                ask=plain(scene, f"{key}.cards.{card.id}.ask"), answer=plain(scene, f"{key}.cards.{card.id}.answer")
            )
            for card in record.cards
        ),
    )


# -- the notice -------------------------------------------------------------------------------------


def notice(scene: Scene, support: str) -> r.Notice:
    """Return the content notice with the four ways to take part."""
    say = scene.gettext
    paragraphs = lines(scene, "scenario.notice")
    after = plain(scene, "scenario.support")
    more = say("Support: %(number)s") % {"number": support} if support else say("Speak to the trainer.")
    return r.Notice(
        title=say("Before we begin"),
        paragraphs=paragraphs,
        head=say("Four ways to take part"),
        ways=(
            say("Take part: a role at a table."),
            say("A quiet role: keep the time, or the notes."),
            say("Watch."),
            say("Leave, now or at any moment. On paper: lay your card face down. Nobody asks why."),
        ),
        after=f"{after} {more}".strip(),
    )
