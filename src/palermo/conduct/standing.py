"""As whom a seat asks: a team's view and what is the seat's own, or control's desk."""

from __future__ import annotations

from palermo.engine import commands as c
from palermo.engine.commands import Command
from palermo.engine.state import CONTROL, State
from palermo.engine.view import Own

SERVER = "server"

# What teams do. Everything else is control's, and the server's.
TEAMS = (
    c.Send, c.TakeBack, c.OpenMessage, c.Heard, c.Correct, c.Ask, c.Release, c.Assess, c.Start, c.Approve, c.Drop, c.WriteLine,
    c.ChooseLine, c.TakeNeed, c.AskCard, c.AnswerNow, c.SeeAll, c.Ready, c.Practise, c.Help, c.Pin,
    c.MovePin, c.Unpin, c.Answer,
)  # fmt: skip


def is_control(seat: str) -> bool:
    """Whether the seat is control's or the server's, in its own name or for a team ("control@G1")."""
    return seat.partition("@")[0] in (CONTROL, SERVER)


def is_teams(command: Command) -> bool:
    """Whether the command is one that teams give."""
    return isinstance(command, TEAMS)


def acting(state: State, seat: str, command: Command) -> Own | None:
    """Return as whom control gives a team's command: the team of the command's desk, or the one named after its @.

    None when neither names a team of this exercise.
    """
    named = seat.partition("@")[2]
    desk = getattr(command, "desk", "")
    team = state.world.team_of.get(desk, "") if desk else named
    desks = dict(state.world.teams).get(team)
    if desks is None or (named and named != team):
        return None
    return Own(seat, team, desks)
