"""Times: a moment of the script, and the schedule that says at which second of the exercise it comes.

Exercise time is whole seconds since the start. Script time is (phase, seconds into the phase as written).
Extending a phase stretches what is left of it; skipping ends it early. Story time follows script time.
"""

from __future__ import annotations

import msgspec


class Moment(msgspec.Struct, frozen=True, gc=False, array_like=True, order=True):
    """A time of the script: `seconds` after the scripted start of `phase` (YAML: "crisis+3", "pre+4:30")."""

    phase: str
    seconds: int = 0


class Phase(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A timed part of a profile.

    `seconds` is its scripted length. The story clock shows `story` (seconds of the story's day) at its start and runs
    `rate` story seconds a scripted second; rate 0 stands still. `kind` is before, play, or after. With `speaking`, the tables
    speak in it one after the other, so many seconds each.
    """

    id: str
    seconds: int
    story: int = 0
    rate: float = 0.0
    kind: str = "play"
    speaking: int = 0


class Stretch(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A straight piece of a phase: exercise seconds `t0`..`t1` carry script seconds `s0`..`s1`."""

    t0: int
    t1: int
    s0: int
    s1: int


class PhaseRun(msgspec.Struct, frozen=True, gc=False):
    """A phase as it runs in this exercise: its stretches in order; `cut` when it was skipped before its end."""

    id: str
    stretches: tuple[Stretch, ...]
    cut: bool = False

    @property
    def starts(self) -> int:
        """The exercise second at which it begins."""
        return self.stretches[0].t0

    @property
    def ends(self) -> int:
        """The exercise second at which it ends."""
        return self.stretches[-1].t1


def schedule(phases: tuple[Phase, ...]) -> tuple[PhaseRun, ...]:
    """Return the schedule of a profile as written, beginning at exercise second 0."""
    runs: list[PhaseRun] = []
    t = 0
    for phase in phases:
        runs.append(PhaseRun(phase.id, (Stretch(t, t + phase.seconds, 0, phase.seconds),)))
        t += phase.seconds
    return tuple(runs)


def at(runs: tuple[PhaseRun, ...], moment: Moment) -> int:
    """Return the exercise second of a moment.

    A moment in a skipped rest comes when its phase was cut. A moment of a phase this profile does not have comes in the last
    second of play, so that deadlines of a shorter profile are its end.
    """
    for run in runs:
        if run.id == moment.phase:
            for piece in run.stretches:
                if moment.seconds <= piece.s1:
                    span = piece.s1 - piece.s0
                    into = max(0, moment.seconds - piece.s0)
                    return piece.t0 + (into * (piece.t1 - piece.t0) // span if span else 0)
            return run.ends if run.cut else run.ends + (moment.seconds - run.stretches[-1].s1)
    last = runs[-2] if len(runs) > 1 else runs[-1]
    return last.ends - 1


def left_out(runs: tuple[PhaseRun, ...], moment: Moment) -> bool:
    """Tell whether a moment lies in the skipped rest of a phase."""
    for run in runs:
        if run.id == moment.phase:
            return run.cut and moment.seconds > run.stretches[-1].s1
    return False


def phase_at(runs: tuple[PhaseRun, ...], t: int) -> PhaseRun:
    """Return the phase that runs at exercise second `t` (the last one after the end)."""
    for run in runs:
        if t < run.ends:
            return run
    return runs[-1]


def script_at(run: PhaseRun, t: int) -> int:
    """Return the script second of the phase at exercise second `t`."""
    for piece in run.stretches:
        if t < piece.t1:
            span = piece.t1 - piece.t0
            return piece.s0 + ((t - piece.t0) * (piece.s1 - piece.s0) // span if span else 0)
    return run.stretches[-1].s1


def story_at(runs: tuple[PhaseRun, ...], phases: tuple[Phase, ...], t: int) -> int:
    """Return the story's time of day, in seconds, at exercise second `t`."""
    run = phase_at(runs, t)
    phase = next(p for p in phases if p.id == run.id)
    return phase.story + int(script_at(run, t) * phase.rate)


def extended(runs: tuple[PhaseRun, ...], t: int, seconds: int) -> tuple[PhaseRun, ...]:
    """Return the schedule with the phase at `t` made `seconds` longer: what is left of it slows, later phases move."""
    out: list[PhaseRun] = []
    current = phase_at(runs, t)
    for run in runs:
        if run.id == current.id:
            now = script_at(run, t)
            kept = [piece for piece in run.stretches if piece.t1 <= t]
            open_piece = next((piece for piece in run.stretches if piece.t0 <= t < piece.t1), None)
            if open_piece is not None and t > open_piece.t0:
                kept.append(Stretch(open_piece.t0, t, open_piece.s0, now))
            kept.append(Stretch(t, run.ends + seconds, now, run.stretches[-1].s1))
            out.append(PhaseRun(run.id, tuple(kept)))
        elif run.starts >= current.ends:
            out.append(_moved(run, seconds))
        else:
            out.append(run)
    return tuple(out)


def skipped(runs: tuple[PhaseRun, ...], t: int) -> tuple[PhaseRun, ...]:
    """Return the schedule with the phase at `t` ended there; later phases move forward."""
    current = phase_at(runs, t)
    gain = current.ends - t
    out: list[PhaseRun] = []
    for run in runs:
        if run.id == current.id:
            now = script_at(run, t)
            kept = [piece for piece in run.stretches if piece.t1 <= t]
            open_piece = next((piece for piece in run.stretches if piece.t0 <= t < piece.t1), None)
            if open_piece is not None:
                kept.append(Stretch(open_piece.t0, t, open_piece.s0, now))
            out.append(PhaseRun(run.id, tuple(kept), cut=True))
        elif run.starts >= current.ends:
            out.append(_moved(run, -gain))
        else:
            out.append(run)
    return tuple(out)


def _moved(run: PhaseRun, by: int) -> PhaseRun:
    pieces = tuple(Stretch(p.t0 + by, p.t1 + by, p.s0, p.s1) for p in run.stretches)
    return PhaseRun(run.id, pieces, run.cut)
