"""Dialogs of a table's page: fetched when asked for, and never touched by the live stream, so that nothing typed is lost.

A form says with `data-do` which command it is; its inputs are named by the command's fields (`to[]` is a list).
"""

from __future__ import annotations

from collections.abc import Callable

from palermo.engine.scenario import Scenario
from palermo.engine.view import Own, View
from palermo.pages import acting, board, brief, paper, paper_forms, pinned, practice, sending
from palermo.pages.desk import Writer
from palermo.pages.options import Options
from palermo.pages.rows import Powers
from palermo.pages.team import scene_of
from palermo.pages.texts import Texts

_MAKERS: dict[str, Callable[[Writer], str]] = {
    "answer": sending.answer,
    "approve": acting.approve,
    "ask": sending.ask,
    "assess": acting.assess,
    "brief": brief.dialog,
    "compose": sending.compose,
    "correct": acting.correct,
    "hand": sending.hand,
    "heard": acting.heard,
    "hold": sending.hold,
    "help": acting.ask_control,
    "line": acting.line,
    "lookup": acting.lookup,
    "board": lambda w: pinned.whole(w, board.ends),
    "paper": paper.desk,
    "paper_agree": paper_forms.agree,
    "paper_need": paper_forms.need,
    "paper_start": paper_forms.start,
    "pin_link": lambda w: pinned.link(w, board.ends),
    "pin_note": lambda w: pinned.note(w, board.ends),
    "practise": practice.practise,
    "now": acting.answer_now,
    "read": acting.read,
    "refuse": sending.refuse,
    "release": acting.release,
    "start": acting.start,
    "talk": acting.talk,
}
FORMS = tuple(_MAKERS)


def forms(
    scenario: Scenario,
    texts: Texts,
    view: View,
    own: Own,
    what: str,
    target: str,
    language: str,
    options: Options,
    desk: str = "",
) -> str:
    """Return a dialog as HTML: `what` is one of `FORMS`, `target` what it is about, `desk` the one to act for ('' to choose).

    What is unknown, locked or over gives the dialog that says so, alike for all of them.
    """
    writer = Writer(scene_of(scenario, texts, view.known, language, options), view, own, Powers(view.can), target, desk)
    return _MAKERS.get(what, sending.closed)(writer)
