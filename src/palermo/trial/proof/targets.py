"""What is to be proved of a scenario: each answer, each desk's own task, each aim of the whole table."""

from __future__ import annotations

import msgspec

from palermo.engine.conditions import holds
from palermo.engine.moments import Moment, at
from palermo.engine.rules import Condition
from palermo.engine.scenario import Profile, Scenario
from palermo.engine.state import State
from palermo.scenario.earliest import Earliest


class Target(msgspec.Struct, frozen=True, gc=False):
    """`kind` is question, task or aim; `name` the question, action or aim; `desk` whose own task it is."""

    kind: str
    name: str
    desk: str = ""
    when: Condition | None = None
    due: Moment | None = None

    @property
    def id(self) -> str:
        """The name it has in reports: "question:who", "task:BG", "aim:safe"."""
        return f"{self.kind}:{self.desk or self.name}"

    def earliest(self, table: Earliest) -> int:
        """Return the earliest second at which it can be brought about, `NEVER` when it cannot."""
        match self.kind:
            case "question":
                return table.at("established", self.name)
            case "task":
                return table.at("done", self.name)
            case _:
                return table.when(self.when)

    def brought(self, scenario: Scenario, state: State) -> int:
        """Return the exercise second since when it stands in a state, -1 when it does not. An aim says only the present one."""
        world = state.world
        match self.kind:
            case "question":
                return world.stands.get(self.name, -1)
            case "task":
                return world.done[self.name].at if self.name in world.done else -1
            case _:
                return state.t if self.when is not None and holds(self.when, scenario, state, state.t) else -1

    def deadline(self, profile: Profile, table: Earliest) -> int:
        """Return the exercise second by which it is hoped for: its own due time, else the end of play."""
        return min(at(table.runs, self.due), table.ends) if self.due is not None else table.ends


def targets(scenario: Scenario, profile: Profile) -> tuple[Target, ...]:
    """Return everything that is to be proved, in the package's order. What a profile does by word of mouth proves itself."""
    actions = {action.id: action for action in scenario.actions}
    return (
        *(Target("question", question.id) for question in scenario.questions),
        *(
            Target("task", desk.own_task, desk.id, due=actions[desk.own_task].due)
            for desk in scenario.desks
            if desk.own_task in actions and desk.own_task not in profile.spoken
        ),
        *(Target("aim", aim.id, when=aim.when) for aim in scenario.win),
    )
