"""The sentences of refusals: what did not happen, why, and what works instead. They tell nothing that the seat may not know."""

from __future__ import annotations

import msgspec

from palermo.engine.commands import Refused
from palermo.engine.scenario import Scenario
from palermo.pages.language import N_, catalogue, environment
from palermo.pages.options import Options
from palermo.pages.texts import Reader, Texts


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A refusal's three parts. `what` is short enough to stand in bold."""

    what: str
    why: str
    way: str


def _said(what: str, why: str, way: str) -> Sentence:
    return Sentence(what, why, way)


REFUSALS: dict[str, Sentence] = {
    "not_running": _said(
        N_("Not yet"), N_("The story has not started."), N_("Read your card and your facts; it begins soon.")
    ),
    "paused": _said(
        N_("Kept, not sent"),
        N_("The clock stands still for everyone."),
        N_("What you wrote stays here. Send it when the clock runs again."),
    ),
    "over": _said(
        N_("Nothing was changed"), N_("The exercise is over."), N_("The debrief has everything that happened.")
    ),
    "not_your_desk": _said(
        N_("Not done"),
        N_("This belongs to another desk%(desk)s than yours."),
        N_("Ask somebody at your table whose role has it, or ask that desk by a message."),
    ),
    "no_such_fact": _said(
        N_("Not done"), N_("Your table does not hold this fact%(fact)s."), N_("Choose from the facts your table has.")
    ),
    "no_such_form": _said(
        N_("Not sent"),
        N_("The fact%(fact)s cannot be given in this form, or you do not hold it in this form."),
        N_("Choose another form, or tell it in person if the room's rule allows it."),
    ),
    "no_such_option": _said(
        N_("Not started"), N_("One of the choices is not open now."), N_("Open it again and choose from what is there.")
    ),
    "nothing_ticked": _said(
        N_("Not started"), N_("No line was ticked."), N_("Tick at least one line and start again.")
    ),
    "no_recipient": _said(N_("Not sent"), N_("Nobody was chosen to get it."), N_("Choose at least one recipient.")),
    "no_such_recipient": _said(
        N_("Not sent"),
        N_("This channel does not reach everyone you chose%(desk)s."),
        N_("Take another channel, or send two messages."),
    ),
    "board_full": _said(
        N_("Not pinned"),
        N_("The board holds as much as one can read."),
        N_("Take something off that is settled, or change a note that is there."),
    ),
    "no_such_link": _said(
        N_("Not drawn"),
        N_("A link needs two different ends."),
        N_("Choose two things that have to do with each other."),
    ),
    "nothing_for": _said(
        N_("Not sent"),
        N_("One of those you chose would get nothing by it%(desk)s."),
        N_("Tick something for them, write a line, or take them off the list."),
    ),
    "channel_closed": _said(
        N_("Not sent"),
        N_("This channel is not open to your desk now."),
        N_("Take another channel. What you wrote is kept."),
    ),
    "channel_not_for_you": _said(
        N_("Not sent"),
        N_("This channel is not one of your desk's."),
        N_("Take another channel. What you wrote is kept."),
    ),
    "no_talk_here": _said(
        N_("Not noted"),
        N_("In this exercise what is told in person is recorded in another way, or by somebody else."),
        N_("Ask control to record it, or ask for it by a message."),
    ),
    "has_a_seat": _said(
        N_("Not given"),
        N_("This person sits at a table, and an observer would know too much for that."),
        N_("Ask somebody without a chair to observe, or end the seat first."),
    ),
    "no_job": _said(
        N_("Not kept"),
        N_("You have no observer's job at the moment."),
        N_("Ask the trainer for one. Your words stay here."),
    ),
    "only_notes": _said(
        N_("Not done"), N_("Observers write down what they see, and change nothing."), N_("Tick a line, or add a note.")
    ),
    "no_such_talk": _said(
        N_("Not asked"), N_("This talk is not open now."), N_("Look under “We can do now” for what can be done.")
    ),
    "not_delivered_yet": _said(
        N_("Not yet"), N_("It is still on its way."), N_("It arrives by itself. Nothing has to be done.")
    ),
    "already_delivered": _said(
        N_("Not taken back"),
        N_("It has been delivered, or it was not yours to take back."),
        N_("Send a second message that corrects it."),
    ),
    "not_open_yet": _said(
        N_("Not started yet"),
        N_("Something it needs is still missing%(needs)s."),
        N_("The list says what it waits for."),
    ),
    "already_under_way": _said(
        N_("Not started again"), N_("It is already under way."), N_("See under Operations how far it is.")
    ),
    "waits_for_yes": _said(
        N_("Not yet"), N_("It waits for another desk's yes."), N_("Ask that desk, or take it back and change the plan.")
    ),
    "needs_grounds": _said(
        N_("Not started yet"),
        N_("It rests on a question that has no answer yet%(question)s."),
        N_("Tick the facts that carry the answer, and start it again."),
    ),
    "nothing_to_answer": _said(
        N_("Not sent"), N_("There is no open request that this would answer."), N_("Send it on your own initiative.")
    ),
    "not_asked": _said(
        N_("Not recorded"), N_("Nobody waits for this from you any more."), N_("See under Operations how it stands.")
    ),
    "no_reason": _said(
        N_("Not sent"),
        N_("A no without a reason does not help them."),
        N_("Add a sentence: why, and what would work instead."),
    ),
    "not_on_the_list": _said(
        N_("Not sent"),
        N_("A request is refused for one of the reasons that the law lists."),
        N_("Choose the reason that fits, and add words if you like."),
    ),
    "already_on_hold": _said(
        N_("Not sent"),
        N_("This request is on hold already."),
        N_("Answer it, or say why you cannot, once you know more."),
    ),
    "no_code": _said(
        N_("Not sent"),
        N_("This channel wants a handling code on every message."),
        N_("Choose what the recipient may do with it, and send it again."),
    ),
    "not_a_suspect": _said(
        N_("Not checked"),
        N_("People who may have been exploited are not run through the suspect check."),
        N_("Ask those who look after this person, or for what you need to protect her or him."),
    ),
    "stale_line": _said(
        N_("Not written"),
        N_("The line has changed since you opened it."),
        N_("Open it again: your words are kept, and both versions can stand."),
    ),
    "same_person": _said(
        N_("Not recorded"),
        N_("Whoever started it cannot also give this yes."),
        N_("Ask another person at that desk to look at it and say yes or why not."),
    ),
    "unknown": _said(
        N_("Not done"), N_("It is not open, or it does not exist."), N_("The page shows what can be done now.")
    ),
    "control_only": _said(N_("Not done"), N_("Only control can do this."), N_("Ask control with “Help”.")),
    "not_for_control": _said(
        N_("Not done"), N_("This is a table's to do."), N_("Act for a desk that control answers for, or ask the table.")
    ),
    "too_long": _said(
        N_("Not sent"), N_("It is too long, or too much at once."), N_("Make it shorter, or send it in two parts.")
    ),
    "empty": _said(N_("Not sent"), N_("There is nothing in it yet."), N_("Write or choose something first.")),
    "already_there": _said(N_("Not done again"), N_("It is there already."), N_("Nothing has to be done.")),
    "already_running": _said(N_("Nothing was changed"), N_("The clock is running."), N_("Nothing has to be done.")),
    "already_paused": _said(
        N_("Nothing was changed"), N_("The clock stands already."), N_("“Go on” lets it run again.")
    ),
    "already_sent": _said(
        N_("Not changed"),
        N_("The inject has been sent."),
        N_("If it was a mistake, take it back: its tables are told."),
    ),
    "gone_out": _said(N_("Not changed"), N_("It has gone out already."), N_("Say what is different now in a new one.")),
    "minute_over": _said(N_("Not planned"), N_("This minute is over."), N_("Choose a later one, or send it now.")),
    "no_such_minute": _said(
        N_("Not planned"), N_("The phase does not have this minute."), N_("Choose one within the phase.")
    ),
    "not_sent": _said(
        N_("Nothing to take back"), N_("The inject has not been sent."), N_("Postpone it or leave it out instead.")
    ),
    "speed": _said(
        N_("Speed not changed"),
        N_("The clock cannot run that slowly or that fast."),
        N_("Choose one of the speeds shown."),
    ),
    "not_created": _said(
        N_("Not done"), N_("This exercise does not exist."), N_("Open it from your list of exercises.")
    ),
    "busy": _said(
        N_("Not done yet"),
        N_("Too much is asked for at once."),
        N_("Wait a few seconds and try again. What you wrote is kept."),
    ),
    "too_often": _said(
        N_("Not done yet"),
        N_("Too much is asked for at once."),
        N_("Wait a few seconds and try again. What you wrote is kept."),
    ),
    "disk_full": _said(
        N_("Not saved"),
        N_("The server has no room left to keep it."),
        N_("What you wrote stays here. Tell the trainer; try again when there is room."),
    ),
    "not_saved": _said(
        N_("Not saved"), N_("The server could not keep it."), N_("What you wrote stays here. Try again in a moment.")
    ),
    "broken": _said(
        N_("Not done"),
        N_("Something went wrong on the server."),
        N_("What you wrote stays here. Try again in a moment."),
    ),
    "bad_id": _said(
        N_("Not done"),
        N_("The page sent something the server does not know."),
        N_("Load the page again. What you wrote is kept."),
    ),
    "malformed": _said(
        N_("Not done"),
        N_("The page sent something the server does not know."),
        N_("Load the page again. What you wrote is kept."),
    ),
    "too_large": _said(N_("Not sent"), N_("It is too much at once."), N_("Make it shorter, or send it in two parts.")),
    "too_slow": _said(
        N_("Not sent"),
        N_("It took too long to arrive."),
        N_("Look at your connection and try again. What you wrote is kept."),
    ),
    "no_seat": _said(
        N_("Not done"),
        N_("This link does not open a seat any more."),
        N_("Open your own link again, or ask the trainer for a new one."),
    ),
    "no_team": _said(
        N_("Not done"), N_("No table was named to act for."), N_("Open the table's own row and act from there.")
    ),
    "no_exercise": _said(
        N_("Not done"),
        N_("This exercise is not here any more."),
        N_("Ask the trainer for the link to the one you are in."),
    ),
    "no_package": _said(
        N_("Not done"),
        N_("The scenario of this exercise is not installed here."),
        N_("Import it again with its archive."),
    ),
    "not_yours": _said(N_("Not done"), N_("This is not your seat's to do."), N_("The page shows what you can do now.")),
    "not_over": _said(
        N_("Not shown"), N_("The exercise is still going on."), N_("It can be read when the exercise is over.")
    ),
    "no_such_page": _said(
        N_("Not found"), N_("There is nothing at this address."), N_("Go back to the page you came from.")
    ),
    "other_origin": _said(
        N_("Not done"), N_("It was asked for from a page of another place."), N_("Open the exercise by its own link.")
    ),
    "unknown_host": _said(
        N_("Not done"), N_("The server does not know itself by this address."), N_("Open the exercise by its own link.")
    ),
    "": _said(N_("Not done"), N_("It is not possible now."), N_("The page shows what can be done now.")),
}


def sentence(
    refused: Refused,
    language: str,
    scenario: Scenario | None = None,
    texts: Texts | None = None,
) -> Sentence:
    """Return a refusal in words. With the scenario and its texts, desks, facts and needs are named; without, they are left out."""
    say = catalogue(language).gettext
    told = REFUSALS.get(refused.code, REFUSALS[""])
    names = {key: _named(key, refused.params.get(key, ""), language, scenario, texts) for key in _KINDS}
    return Sentence(say(told.what), say(told.why) % names if "%(" in told.why else say(told.why), say(told.way))


_KINDS = ("desk", "fact", "needs", "question")


def _named(kind: str, value: str, language: str, scenario: Scenario | None, texts: Texts | None) -> str:
    if not value or scenario is None or texts is None:
        return ""
    t = Reader(texts, language, catalogue(language).gettext)
    known = {
        "desk": [f"desks.{desk.id}.name" for desk in scenario.desks if desk.id == value],
        "needs": [value],
        "question": [f"questions.{question.id}.ask" for question in scenario.questions if question.id == value],
    }
    if kind == "fact":
        return f" ({value})" if any(fact.id == value for fact in scenario.facts) else ""
    name = next((t.plain(key) for key in known[kind] if t.has(key)), "")
    return f" ({name})" if name else ""


def refusal(refused: Refused, language: str, scenario: Scenario | None = None, texts: Texts | None = None) -> str:
    """Return a refusal as one plain text: what did not happen, why, what works instead."""
    told = sentence(refused, language, scenario, texts)
    return f"{told.what}. {told.why} {told.way}"


def refusal_html(
    refused: Refused,
    language: str,
    options: Options,
    scenario: Scenario | None = None,
    texts: Texts | None = None,
) -> str:
    """Return a refusal as the toast that a page shows."""
    told = sentence(refused, language, scenario, texts)
    made = environment(language, options.icons).get_template("refusal.html")
    return made.render(told=told)
