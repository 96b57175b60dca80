"""Fact cards: number and check word, the words in the form we hold, its rule, and who has it as far as we know."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Given, Have, Known
from palermo.engine.lawful import RANK
from palermo.engine.scenario import Fact
from palermo.engine.view import View
from palermo.pages import laws, words
from palermo.pages.markup import Button, Cell
from palermo.pages.rows import Powers, body
from palermo.pages.scene import Scene, Side
from palermo.pages.things import things


class Card(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact as the table holds it."""

    id: str
    side: Side
    tag: Markup
    word: str
    new: bool
    labels: list[tuple[str, str]]  # icon, words
    title: Markup
    body: Markup
    about: list[tuple[str, Markup]]  # icon, words
    source: Markup
    rule: Markup
    cells: list[tuple[Side, Cell]]
    waits: str
    since: int
    tags: str
    buttons: list[Button]


def cards(scene: Scene, view: View, powers: Powers) -> list[Card]:
    """Return the table's fact cards: what is new first, then its own desks' facts, then those from others."""
    known = view.known
    given: dict[str, list[Given]] = {}
    for row in known.given:
        given.setdefault(row.fact, []).append(row)
    order = {fact.id: n for n, fact in enumerate(scene.scenario.facts)}
    rows = [have for have in known.facts.values() if have.fact in order]
    ours = known.desks
    facts = scene.index.facts
    rows.sort(key=lambda have: (not _new(known, have), facts[have.fact].desk not in ours, order[have.fact]))
    return [card(scene, known, have, given.get(have.fact, []), powers) for have in rows]


def _new(known: Known, have: Have) -> bool:
    return have.version > known.seen and have.via != "dealt"


def card(scene: Scene, known: Known, have: Have, given: list[Given], powers: Powers) -> Card:
    """Return one fact's card."""
    fact = scene.index.facts[have.fact]
    ours = fact.desk in known.desks
    team_rows = _cells(scene, known, fact, have, given)
    waits, since = _waits(scene, ours, fact, have, given)
    return Card(
        id=fact.id,
        side=scene.side(fact.desk),
        tag=scene.fact_tag(fact.id),
        word=scene.word(fact),
        new=_new(known, have),
        labels=_labels(scene, fact, have, ours),
        title=scene.t(f"facts.{fact.id}.title"),
        body=body(scene, fact.id, have.form),
        about=[(thing.icon, thing.name) for thing in things(scene, fact, have.form)],
        source=source(scene, fact, have),
        rule=rule(scene, fact, ours, have),
        cells=team_rows,
        waits=waits,
        since=since,
        tags=("own nothanded" if waits and not given else "own") if ours else "others",
        buttons=_buttons(scene, fact, have, ours, powers),
    )


def _labels(scene: Scene, fact: Fact, have: Have, ours: bool) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    if have.form != "full":
        out.append(("lock", scene.gettext(words.FORMS.get(have.form, have.form))))
    if not fact.forms:
        out.append(("lock", scene.gettext("leaves this table only by voice")))
    out.append(("scale" if fact.use == "evidence" else "info", scene.gettext(words.USES.get(fact.use, fact.use))))
    if not ours and (handling := words.HANDLING.get(fact.handling, "")):
        out.append(("lock", scene.gettext(handling)))
    if have.court and not ours:
        out.append(("scale", scene.gettext("came as court evidence")))
    if have.code in scene.index.codes:
        out.append(("shield", scene.gettext("handling code: %(code)s") % {"code": laws.code(scene, have.code).name}))
    return out


def source(scene: Scene, fact: Fact, have: Have) -> Markup:
    """Return where a fact is from and how sure it is: words first, codes after them."""
    parts: list[Markup | str] = []
    if origin := scene.t(f"facts.{fact.id}.source"):
        parts.append(origin)
    if have.source and have.source != fact.desk and have.source in scene.desks:
        parts.append(Markup("{} {}").format(scene.gettext("told us by"), scene.side(have.source).tag))
    if sure := evaluation(scene, fact.evaluation):
        parts.append(sure)
    return Markup(" · ").join(parts)


def evaluation(scene: Scene, code: str) -> str:
    """Return an evaluation in words with its code, "mostly reliable, the source lived it (B2)"."""
    if len(code) != 2 or code[0] not in words.RELIABLE or code[1] not in words.SURE:
        return code
    return f"{scene.gettext(words.RELIABLE[code[0]])}, {scene.gettext(words.SURE[code[1]])} ({code})"


def must_ask(scene: Scene, fact: Fact, have: Have | None) -> bool:
    """Tell whether whoever got a fact asks before passing it on: by the fact's own handling, or by the code it came under."""
    code = scene.index.codes.get(have.code) if have is not None else None
    return fact.handling == "ask" or (code is not None and code.ask)


def _named(scene: Scene, code: str) -> tuple[Markup, Markup]:
    made = laws.code(scene, code)
    return made.name, made.means


def rule(scene: Scene, fact: Fact, ours: bool, have: Have | None = None) -> Markup:
    """Return the fact's sharing rule as a sentence: who may have it in which form, on what basis."""
    parts = shares(scene, fact)
    code = scene.index.codes.get(have.code) if have is not None else None
    if have is not None and code is not None:
        parts.append(Markup("{}: {}").format(*_named(scene, code.id)))
    if not ours and must_ask(scene, fact, have):
        who = have.source if have is not None and code is not None and code.ask and have.source else fact.desk
        asked = escape(scene.gettext("ask %(who)s before you pass it on")) % {"who": scene.side(who).short}
        parts.append(asked)
    return Markup(" · ").join(parts)


def shares(scene: Scene, fact: Fact) -> list[Markup]:
    """Return who may have a fact in which form and on what basis, one line a rule."""
    say = scene.gettext
    parts: list[Markup] = []
    for share in fact.rules:
        who = say("everyone") if "*" in share.to else scene.names(share.to)
        form = say(words.FORMS.get(share.form, share.form))
        said = escape(say("%(form)s to %(who)s")) % {"form": form, "who": who}
        if share.basis and scene.t.has(f"bases.{share.basis}.name"):
            said = Markup("{} ({})").format(said, scene.t(f"bases.{share.basis}.name"))
        if share.consent:
            person = scene.t(f"people.{share.consent.partition(':')[0]}.name")
            said = Markup("{} {}").format(said, escape(say("if %(who)s agrees")) % {"who": person})
        parts.append(said)
    return parts or [escape(say("nobody else, as it stands"))]


def _cells(scene: Scene, known: Known, fact: Fact, have: Have, given: list[Given]) -> list[tuple[Side, Cell]]:
    owner = scene.team_of.get(fact.desk)
    teller = scene.team_of.get(have.source) if have.source else None
    return [(team, _cell(scene, known, team, fact, have, given, owner, teller)) for team in scene.teams.values()]


def _cell(
    scene: Scene,
    known: Known,
    team: Side,
    fact: Fact,
    have: Have,
    given: list[Given],
    owner: Side | None,
    teller: Side | None,
) -> Cell:
    say = scene.gettext
    if team is owner:
        return _told(team, "own", say("%(who)s: holds it"))
    if team.id == known.watcher:
        said = say("%(who)s: knows, %(form)s, since %(time)s")
        form = say(words.FORMS.get(have.form, have.form))
        return _told(team, _kind(have.form), said, form=form, time=scene.clock(have.since))
    rows = [row for row in given if row.team == team.id]
    there = [row for row in rows if row.state != "way"]
    if there:
        best = max(there, key=lambda row: RANK[row.form])
        said = say("%(who)s: handed on by us, %(form)s, %(time)s")
        form = say(words.FORMS.get(best.form, best.form))
        return _told(team, _kind(best.form), said, form=form, time=scene.clock(best.at))
    if rows:
        return _told(team, "way", say("%(who)s: on its way"))
    if team is teller:
        return _told(team, _kind(have.form), say("%(who)s: told us"))
    return _told(team, "no", say("%(who)s: not handed on by us"))


def _kind(form: str) -> str:
    return words.MARKS.get(form, "full")


def _told(team: Side, kind: str, said: str, **values: str) -> Cell:
    return Cell(kind=kind, sign=words.SIGNS[kind], words=said % {"who": team.name, **values})


def _waits(scene: Scene, ours: bool, fact: Fact, have: Have, given: list[Given]) -> tuple[str, int]:
    if not ours or not fact.forms or not fact.rules:
        return "", -1
    if not given:
        return scene.gettext("not handed on yet"), have.since
    if len(given) == 1 and given[0].team in scene.teams:
        name = scene.teams[given[0].team].short
        return scene.gettext("handed to %(who)s only") % {"who": name}, -1
    return "", -1


def _buttons(scene: Scene, fact: Fact, have: Have, ours: bool, powers: Powers) -> list[Button]:
    say = scene.gettext
    out: list[Button] = []
    if desks := powers.any_desks("assess"):
        out.append(
            Button(
                label=say("Use in assessment"),
                icon="scale",
                form="assess",
                target=fact.id,
                desk=desks,
                aria=say("Use in assessment: %(fact)s") % {"fact": fact.id},
                kind="btn btn-sm bare",
            )
        )
    if not ours and must_ask(scene, fact, have) and (desks := powers.sending("request")):
        aria = say("Ask to pass on %(fact)s") % {"fact": fact.id}
        label = say("Ask to pass on")
        out.append(Button(label=label, icon="lock-open", form="ask", target=fact.id, desk=desks, aria=aria))
    elif fact.forms and (ours or fact.handling == "use") and (desks := powers.sending("own")):
        aria = say("Hand over %(fact)s") % {"fact": fact.id}
        out.append(Button(label=say("Hand over"), icon="send", form="hand", target=fact.id, desk=desks, aria=aria))
    return out
