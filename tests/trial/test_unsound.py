"""Scenarios that are unsound on purpose: each fails the proof for its own reason, and for no other grave one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from palermo.scenario.package import read
from palermo.trial.proof import problems, prove
from scenario.small import sources, told

FOLDER = Path(__file__).parent / "unsound"
CASES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_an_unsound_scenario_fails_for_its_own_reason(case: Path) -> None:
    asked: dict[str, Any] = YAML(typ="safe").load(case)
    given = sources()
    for change in asked["changes"]:
        text = given[change["file"]].decode()
        assert text.count(change["old"]) == 1
        given[change["file"]] = text.replace(change["old"], change["new"]).encode()
    package = read(given).package
    assert package is not None
    assert not [one for one in told(given) if one.grave], "what an earlier check finds needs no proof"
    found = {(one.code, one.grave) for one in problems(package, prove(package))}
    assert (asked["code"], asked["grave"]) in found
    assert {code for code, grave in found if grave} <= {asked["code"]}
