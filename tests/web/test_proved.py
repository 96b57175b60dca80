"""What is proved of a scenario: worked out on demand, one at a time, kept, and shown to facilitators."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from msgspec.structs import replace

from cast import package
from palermo.scenario import Package
from palermo.trial.study import Wanted, study
from palermo.web import studies
from palermo.web.curve import curve
from palermo.web.views import proved as views

PROOF = Wanted("proof")
DIVIDEND = Wanted("dividend", "trio", "P30")
WAY = "/scenarios/night_minibus/proof"

# Processes that stand in for the long one: each first reads the package, as that one does.
READS = "import json, sys; i = sys.stdin.buffer; i.read(int.from_bytes(i.read(8), 'big'));"
STEP = "print(json.dumps({'done': 1, 'of': 4, 'what': ['trio', 'P30']}), flush=True);"
FINDS = READS + STEP + "print(json.dumps({'result': {'points': sys.argv[1:]}}), flush=True)"
WAITS = READS + STEP + "i.read(1)"
FAILS = READS + "sys.exit('it broke')"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The small package stands behind the address of a built-in one; studies are kept in a folder of the test's own."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    monkeypatch.setattr(views, "_package", lambda name: package())
    yield
    for wanted in (PROOF, DIVIDEND):
        studies.cancel(package(), wanted)


@pytest.fixture(scope="module")
def proof() -> dict[str, Any]:
    return study(package(), PROOF, lambda *step: None)


@pytest.fixture(scope="module")
def dividend() -> dict[str, Any]:
    return study(package(), DIVIDEND, lambda *step: None, runs=2)


def _stands_in(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(studies, "COMMAND", (sys.executable, "-c", script))


def _done() -> None:
    studies.wait(60)
    assert studies.present() is None


def test_what_was_found_is_kept_and_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    _stands_in(monkeypatch, FINDS)
    assert studies.found(package(), DIVIDEND) is None
    studies.start(package(), DIVIDEND)
    _done()
    assert studies.found(package(), DIVIDEND) == {"points": ["dividend", "trio", "P30"]}
    assert studies.found(package(), PROOF) is None
    assert not studies.unfinished(package(), DIVIDEND)


def test_one_is_worked_out_at_a_time_and_the_same_one_once(monkeypatch: pytest.MonkeyPatch) -> None:
    _stands_in(monkeypatch, WAITS)
    studies.start(package(), DIVIDEND)
    studies.start(package(), DIVIDEND)
    with pytest.raises(studies.Busy):
        studies.start(package(), PROOF)
    assert not studies.cancel(package(), PROOF)
    assert studies.cancel(package(), DIVIDEND)
    assert studies.present() is None
    assert studies.found(package(), DIVIDEND) is None
    assert not studies.unfinished(package(), DIVIDEND)


def test_one_that_broke_or_whose_server_stopped_is_told_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, control: Client
) -> None:
    _stands_in(monkeypatch, FAILS)
    studies.start(package(), PROOF)
    _done()
    assert studies.unfinished(package(), PROOF)
    page = control.get(WAY).content.decode()
    assert "did not come to its end" in page
    assert "Work it out" in page
    _stands_in(monkeypatch, FINDS)
    studies.start(package(), PROOF)
    _done()
    assert not studies.unfinished(package(), PROOF)


def test_a_process_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch, control: Client) -> None:
    monkeypatch.setattr(studies, "COMMAND", ("/nowhere/python",))
    answer = control.post(f"{WAY}/work", {"what": "proof"}, follow=True)
    assert "could not start" in answer.content.decode()
    assert studies.present() is None


def test_what_was_found_of_the_scenario_as_it_was_before_is_forgotten() -> None:
    was: Package = replace(package(), digest="0" * 64)
    for one in (was, package()):
        studies._file(one, PROOF).parent.mkdir(parents=True)
        studies.keep(one, PROOF, {"of": one.digest})
    assert studies.found(was, PROOF) is None
    assert studies.found(package(), PROOF) == {"of": package().digest}


def test_a_file_that_cannot_be_read_is_worked_out_anew() -> None:
    file = studies._file(package(), PROOF)
    file.parent.mkdir(parents=True)
    file.write_text("{")
    assert studies.found(package(), PROOF) is None


@pytest.mark.parametrize("way", [WAY, f"{WAY}/progress"])
def test_it_is_for_facilitators(client: Client, way: str) -> None:
    assert client.get(way)["Location"].startswith("/account/sign-in")
    assert client.post(f"{WAY}/work", {"what": "proof"})["Location"].startswith("/account/sign-in")
    assert studies.present() is None


def test_the_list_of_exercises_leads_to_it(control: Client) -> None:
    assert f'href="{WAY}"' in control.get("/exercises").content.decode()


def test_a_facilitator_begins_follows_and_stops_it(monkeypatch: pytest.MonkeyPatch, control: Client) -> None:
    _stands_in(monkeypatch, WAITS)
    assert "Not worked out yet" in control.get(WAY).content.decode()
    page = control.post(f"{WAY}/work", {"what": "proof"}, follow=True).content.decode()
    assert "Being worked out" in page
    piece = control.get(f"{WAY}/progress?what=proof").content.decode()
    assert "<progress" in piece
    assert "data-page-anew" not in piece
    busy = control.post(f"{WAY}/work", {"what": "dividend"}, follow=True).content.decode()
    assert "One at a time" in busy
    page = control.post(f"{WAY}/work", {"what": "proof", "do": "cancel"}, follow=True).content.decode()
    assert "Stopped." in page
    assert "data-page-anew" in control.get(f"{WAY}/progress?what=proof").content.decode()


def test_the_page_shows_who_is_needed_and_what_sharing_brings(
    control: Client, proof: dict[str, Any], dividend: dict[str, Any]
) -> None:
    for wanted, found in ((PROOF, proof), (DIVIDEND, dividend)):
        studies._file(package(), wanted).parent.mkdir(parents=True, exist_ok=True)
        studies.keep(package(), wanted, found)
    page = control.get(f"{WAY}?preset=trio&profile=P30").content.decode()
    for question in package().scenario.questions:
        assert package().text(f"questions.{question.id}.ask", "en") in page.replace("&#x27;", "'")
    assert 'rowspan="' in page
    assert "Best left empty" in page
    assert page.count("<svg viewBox=") == 2
    assert "of bots on this scenario, not of people" in page
    assert page.count('<tr><th scope="row">') >= len(dividend["points"])
    assert " style=" not in page


def test_a_second_too_late_is_told_as_such(control: Client, proof: dict[str, Any]) -> None:
    late = json.loads(json.dumps(proof))
    one = late["proof"]["trio"]["profiles"]["P30"]
    one["slack"] = dict.fromkeys(one["slack"], -1)
    studies._file(package(), PROOF).parent.mkdir(parents=True, exist_ok=True)
    studies.keep(package(), PROOF, late)
    assert "−0:01" in control.get(f"{WAY}?preset=trio&profile=P30").content.decode()


def test_in_polish_the_curves_keep_their_points(
    control: Client, proof: dict[str, Any], dividend: dict[str, Any]
) -> None:
    for wanted, found in ((PROOF, proof), (DIVIDEND, dividend)):
        studies._file(package(), wanted).parent.mkdir(parents=True, exist_ok=True)
        studies.keep(package(), wanted, found)
    page = control.get(WAY, HTTP_ACCEPT_LANGUAGE="pl").content.decode()
    drawings = page.split("<svg viewBox=")[1:]
    assert all("," not in drawing.split("</svg>")[0].partition(">")[2] for drawing in drawings)


@pytest.mark.parametrize("asked", ["preset=nowhere", "profile=nowhere"])
def test_a_preset_or_length_that_is_not_there_is_not_found(control: Client, asked: str) -> None:
    assert control.get(f"{WAY}?{asked}").status_code == 404


def test_a_scenario_that_cannot_be_played_shows_what_to_mend(monkeypatch: pytest.MonkeyPatch, control: Client) -> None:
    row = {
        "file": "facts.yaml",
        "line": 7,
        "code": "ids/unknown",
        "message": "There is no desk ZZ.",
        "fix": "Name one.",
    }
    monkeypatch.setattr(views, "_package", lambda name: None)
    monkeypatch.setattr(views.scenario, "examine", lambda name: {"problems": [row], "warnings": []})
    page = control.get(WAY).content.decode()
    assert "cannot be played" in page
    assert "facts.yaml:7" in page
    assert "Name one." in page
    assert control.post(f"{WAY}/work", {"what": "proof"}).status_code == 404


def test_a_curve_goes_from_the_left_edge_to_the_right_and_has_its_interval_around_it() -> None:
    def point(share: float, mean: float) -> dict[str, Any]:
        return {"share": share, "people_safe": {"mean": mean, "low": mean - 1, "high": mean + 1, "of": 10}}

    drawn = curve([point(0, 2), point(0.5, 5), point(1, 8)], "people_safe", 10)
    assert [x for x, _ in drawn.dots] == ["44", "327", "610"]
    heights = [float(y) for _, y in drawn.dots]
    assert heights == sorted(heights, reverse=True)
    assert drawn.band.count("L") == 5
    assert [tick.words for tick in drawn.xs] == ["0 %", "25 %", "50 %", "75 %", "100 %"]
    assert drawn.ys[0].words == "0"
    assert int(drawn.ys[-1].words) >= 10


def test_a_curve_of_nothing_has_a_grid_all_the_same() -> None:
    flat = {"mean": 0.0, "low": 0.0, "high": 0.0, "of": 3}
    drawn = curve([{"share": 0, "harm_flags": flat}, {"share": 1, "harm_flags": flat}], "harm_flags")
    assert [tick.words for tick in drawn.ys] == ["0", "1"]
