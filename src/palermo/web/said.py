"""The words that the page's own script says, in the language of the page (`frontend/src/live/words.ts` has them in English)."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def words() -> str:
    """Return them as JSON, for the page's `seat-words`."""
    return json.dumps(
        {
            "live": _("Live"),
            "lost": _("No connection"),
            "lost_waiting": _("No connection. {n} not sent yet"),
            "lost_more": _("No connection. What you write is kept and goes out by itself."),
            "back": pgettext("connection", "Back"),
            "back_new": _("Back. {n} new."),
            "new": _("{n} new: {first}"),
            "waiting_new": _("{n} new"),
            "sending": _("Sending…"),
            "sent": _("Sent."),
            "take_back": _("Take back"),
            "taken_back": _("Taken back."),
            "planned": _("Planned. It stands on the list of injects."),
            "kept": _("Kept. It goes out as soon as the connection is back."),
            "restored": _("What you had written is still here."),
            "too_old": _("Something was not sent while you were away. What you wrote is still in its form."),
            "no_form": _("This could not be opened. Please try again in a moment."),
            "old_form": _("No connection: this is how it stood when it was opened last. What you send goes out later."),
            "revoked": _(
                "This page has stopped: the seat was opened on another device, or control gave it a new link."
            ),
            "open_here": _("Open it here"),
            "can": _("{name} can"),
            "can_more": _("{what}: {name} can. Let {name} type now"),
            "unpinned": _("Taken off the board."),
            "put_back": _("Put back"),
            "follow": _("Follow it"),
            "not_started": _("It has not started. What is missing stands under “New for us” and in Analysis."),
            "close": _("Close"),
            "paper_told": _("Recorded: {facts} to {to}."),
            "undo": _("Undo"),
            "undone": _("Set right. What was recorded stays in the record, with the correction beside it."),
            "held": _("It goes out in {n} seconds."),
            "not_sent": _("Nothing was sent."),
            "done": _("Done. {what}"),
            "taken_by": _("{who} sees to it."),
            "taken_me": _("You see to it."),
            "somebody": _("Somebody"),
            "writes": _("{who} is writing"),
            "writes_this": _("{who} is writing: “{words}”"),
        },
        ensure_ascii=False,
    )
