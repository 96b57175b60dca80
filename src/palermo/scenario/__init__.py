"""A package folder read into a frozen scenario, and the checks it has to pass."""

from __future__ import annotations

from palermo.scenario.package import Package, load
from palermo.scenario.problem import Broken, Mark, Problem
from palermo.scenario.report import examine, report
from palermo.scenario.source import names

__all__ = ["Broken", "Mark", "Package", "Problem", "examine", "load", "names", "report"]
