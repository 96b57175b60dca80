"""The clock: the story's time, the phases as bars, minutes left; all told by the browser from what stands in the page."""

from __future__ import annotations

import json

from msgspec.structs import replace

from palermo.engine.known import Clock
from palermo.engine.moments import Phase, PhaseRun
from palermo.engine.state import World
from palermo.pages.scene import Scene
from palermo.pages.words import PAUSES


def told(scene: Scene, clock: Clock, ended: bool = False) -> dict[str, object]:
    """Return what the clock's templates read: numbers for the browser, words for it, phases in order. After the end it stands."""
    phases = [_phase(scene, phase, run) for phase, run in _pairs(scene)]
    return {
        "wall": clock.wall,
        "at": clock.t,
        "speed": clock.speed,
        "running": "" if clock.paused or ended else "1",
        "before": clock.paused == "before",
        "schedule": json.dumps(phases, ensure_ascii=False, separators=(",", ":")),
        "phases": phases,
        "words": _words(scene),
        "story": scene.clock(clock.t),
        "minute": scene.minute(clock.t),
        "day": scene.t("scenario.day"),
    }


def stood(scene: Scene, world: World) -> dict[str, object]:
    """Return the same for who sees the world: after the end the clock stands where the exercise ended."""
    over = world.ended >= 0
    return told(scene, replace(world.clock, t=world.ended) if over else world.clock, over)


def held(scene: Scene, why: str) -> str:
    """Return the sentence that says why the clock stands."""
    return scene.gettext(PAUSES.get(why, PAUSES["organisational"]))


def _pairs(scene: Scene) -> list[tuple[Phase, PhaseRun]]:
    by_id = {phase.id: phase for phase in scene.phases}
    return [(by_id[run.id], run) for run in scene.runs if run.id in by_id]


def _phase(scene: Scene, phase: Phase, run: PhaseRun) -> dict[str, object]:
    return {
        "id": phase.id,
        "name": scene.t.plain(f"phases.{phase.id}.name") or phase.id,
        "kind": phase.kind,
        "story": phase.story,
        "rate": phase.rate,
        "pieces": [[p.t0, p.t1, p.s0, p.s1] for p in run.stretches],
    }


def _words(scene: Scene) -> str:
    say = scene.gettext
    found = {
        "left": say("{n} min left"),
        "under": say("under 1 min left"),
        "late": say("{n} min late"),
        "lately": say("less than 1 min late"),
        "min": say("{n} min"),
        "less": say("under 1 min"),
        "begins": say("The story has not started"),
    }
    return json.dumps(found, ensure_ascii=False)
