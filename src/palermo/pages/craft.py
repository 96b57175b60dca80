"""Words of the facilitator's craft: the package's where it has them, else ours."""

from __future__ import annotations

from markupsafe import Markup

from palermo.pages.language import N_
from palermo.pages.scene import Scene

TIME_OUT = N_(
    "We pause for one minute. You want the same thing: the people in this story safe, and a case that stands. "
    "Each side: one sentence on what you need, one sentence on what you heard. "
    "Then find the smallest step that both of you can take now."
)
REPLIES = (
    N_("Decide it yourselves, and write down why."),
    N_("Ask the table that works with it every day."),
    N_("Look at your handbook: the law card says it."),
    N_("I am coming over."),
)
NOTES = (
    N_("read it back"),
    N_("asked who needs it"),
    N_("care came first"),
    N_("people spoken for"),
    N_("number unclear"),
    N_("one does all"),
    N_("waited"),
    N_("too much shared"),
)


def time_out(scene: Scene) -> str:
    """Return what is said in a conflict: joint purpose, listening, the smallest step."""
    return scene.t.plain("craft.time_out") or scene.gettext(TIME_OUT)


def steps(scene: Scene) -> list[Markup]:
    """Return what control does in a time-out, step by step; the tables do not see it."""
    say = scene.gettext
    return [
        Markup("{}").format(say("Stand between them, not in front of them.")),
        Markup("{}").format(say("Let each side finish its sentence.")),
        Markup("{}").format(say("Ask each to say back what it heard.")),
        Markup("{}").format(say("If it goes on between two people, talk to them apart.")),
    ]


def replies(scene: Scene) -> list[str]:
    """Return answers to a table's question in one tap: none of them is the solution."""
    return [scene.gettext(words) for words in REPLIES]


def notes(scene: Scene) -> list[str]:
    """Return notes in two words."""
    return [scene.gettext(words) for words in NOTES]
