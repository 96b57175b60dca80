"""A cut leaves out what there is, and leaves nothing that rests on what is gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.engine.index import leaves
from palermo.engine.rules import Ground
from palermo.scenario.cuts import named
from palermo.scenario.problem import Problem, problem
from palermo.scenario.shape import near

if TYPE_CHECKING:
    from palermo.scenario.package import Package


def check(package: Package) -> Iterable[Problem]:
    """Give each thing that a cut names and the scenario has not, and each answer that would rest on nothing."""
    scenario = package.scenario
    there = named(scenario)
    for n, cut in enumerate(scenario.cuts):
        here = package.at("cuts", n)
        wrong = False
        for m, one in enumerate(cut.without):
            kind, _, name = one.partition(":")
            if name not in there.get(kind, ()):
                wrong = True
                told = f"The cut {cut.id} leaves out {one}, which the scenario has not."
                fix = near(name, there[kind]) if kind in there else f"Write a kind first: {', '.join(sorted(there))}."
                yield problem(package.at("cuts", n, "without", m), "cut/unknown", told, fix)
        if wrong or not any(profile.cut == cut.id for profile in scenario.profiles):
            if not wrong:
                yield problem(here, "cut/unused", f"No profile plays the cut {cut.id}.", f"Write cut: {cut.id} in one.")
            continue
        gone = frozenset(cut.without)
        for desk in scenario.desks:
            if f"action:{desk.own_task}" in gone:
                told = f"The cut {cut.id} leaves the desk {desk.id} without its own task {desk.own_task}."
                yield problem(here, "cut/own-task", told, "Leave the action in.")
        left = {
            question.id
            for question in package.cut_down(cut.id).scenario.questions
            if any(isinstance(leaf, Ground) for leaf in leaves(question.rests))
        }
        for question in scenario.questions:
            if question.id not in left and f"question:{question.id}" not in gone:
                told = f"In the cut {cut.id} an answer to {question.id} rests on nothing."
                yield problem(here, "cut/rests", told, f"Leave out question:{question.id} too, or leave a ground in.")
