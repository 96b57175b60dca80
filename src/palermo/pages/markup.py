"""Small pieces of HTML made in Python: what a page has hundreds of."""

from __future__ import annotations

from functools import lru_cache

import msgspec
from jinja2 import pass_environment
from jinja2.environment import Environment
from markupsafe import Markup


class Button(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A button: what it says, and the command it sends, the dialog it opens, or the pane it goes to."""

    label: str
    icon: str = ""
    form: str = ""
    target: str = ""
    do: str = ""
    tab: str = ""
    goto: str = ""
    desk: str = ""
    seat: str = ""
    seen: str = ""
    aria: str = ""
    hold: str = ""  # what goes out in some seconds unless it is undone
    key: str = ""  # what key presses it where keys are switched on
    off: str = ""  # "true": it stands in its place and does nothing now
    close: bool = False  # closes the dialog it is in
    kind: str = "btn btn-sm"


class Cell(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Who knows a fact: the look of its mark, what stands in it, and the same in words."""

    kind: str
    sign: str
    words: str


@lru_cache(maxsize=1024)
def drawn(icons: str, name: str, more: str = "") -> Markup:
    """Return an icon of the sprite at `icons`; it says nothing to those who do not see it."""
    kind = f"ic {more}".strip()
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(kind, icons, name)


@pass_environment
def ic(made: Environment, name: str, more: str = "") -> Markup:
    """Return an icon."""
    return drawn(str(made.globals["icons"]), name, more)


NOTHING = Markup("")
START = Markup('<button type="button" class="%s%s"')
FIELDS = (
    ("do", Markup(' data-command="%s"')),
    ("form", Markup(' data-form="%s"')),
    ("target", Markup(' data-target="%s"')),
    ("tab", Markup(' data-tab="%s"')),
    ("goto", Markup(' data-goto="%s"')),
    ("desk", Markup(' data-desk="%s"')),
    ("seat", Markup(' data-seat="%s"')),
    ("seen", Markup(' data-seen="%s"')),
    ("aria", Markup(' aria-label="%s"')),
    ("hold", Markup(' data-hold="%s"')),
    ("key", Markup(' data-key="%s"')),
    ("off", Markup(' aria-disabled="%s"')),
)
CLOSES = Markup(" data-close")
END = Markup(">%s%s</button>")
CELL = Markup('<span class="k %s" aria-hidden="true">%s</span><span class="visually-hidden">%s</span>')


@pass_environment
def button(made: Environment, b: Button, primary: object = False) -> Markup:
    """Return a button. What it does stands in its data, for the browser's script."""
    parts = [START % (b.kind, " btn-primary" if primary else "")]
    parts.extend(pattern % (value,) for name, pattern in FIELDS if (value := getattr(b, name)))
    if b.close:
        parts.append(CLOSES)
    parts.append(END % (drawn(str(made.globals["icons"]), b.icon) if b.icon else "", b.label))
    return NOTHING.join(parts)


def cell(c: Cell) -> Markup:
    """Return a cell of knowledge: a mark for those who see it, words for the others."""
    return CELL % (c.kind, c.sign, c.words)
