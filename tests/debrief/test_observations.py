"""What observers saw, as the debrief gets it: by objective and line, by person, with times and tables."""

from __future__ import annotations

from cast import Table, package, small
from pages import dom
from palermo.debrief.observations import observations
from palermo.engine import commands as c
from palermo.pages import Options, Texts, debrief_regions

SAID = {"~two": "said it twice", "~ours": "we could hear it", "~now": "You stay here tonight.", "~odd": "nobody asked"}


def watched() -> Table:
    table = small()
    table.control(c.Observe("o-eye", objective="o1"))
    table.control(c.Observe("o-voice", person="person2"))
    table.wait(60)
    table.do("o-eye", c.Note("", "o1", "source", table.team("BG")))
    table.wait(60)
    table.do("o-eye", c.Note("~two", "o1", "source", table.team("POL")))
    table.do("o-eye", c.Note("~odd", "o1"))
    for desk in ("BG", "NGO"):
        assert table.ask("o-voice", c.AskNow(table.team(desk))) is None
    ask = next(iter(table.state.known[table.team("BG")].asks))
    table.wait(130)
    assert table.ask("s-BG", c.AnswerNow(ask, "~now")) is None
    table.do("o-voice", c.Note("~ours", "person2", team=table.team("BG")))
    table.control(c.Note("~controls", "T1"))
    return table


def read(table: Table, watcher: str) -> str:
    texts = Texts(package().texts, "en", SAID)
    made = debrief_regions(
        table.scenario,
        texts,
        (),
        table.entries,
        "en",
        Options(names={"o-eye": "Olga"}),
        watcher,
        names=("observations",),
    )
    return dom.check(made["observations"]).text


def test_ticks_are_told_by_line_with_time_and_table() -> None:
    table = watched()
    found = observations(table.scenario, table.entries)
    assert [row.objective for row in found.followed] == ["o1"]
    lines = {line.tick: line.sightings for line in found.followed[0].ticks}
    assert set(lines) == {"asked", "source", "form", "why"}
    assert [(one.team, one.text) for one in lines["source"]] == [
        (table.team("BG"), ""),
        (table.team("POL"), "~two"),
    ]
    assert lines["source"][1].t - lines["source"][0].t == 60
    assert [one.text for one in found.followed[0].words] == ["~odd"]


def test_questions_are_told_with_their_answers_and_whether_they_were_heard() -> None:
    table = watched()
    voiced = observations(table.scenario, table.entries).voiced
    assert [row.person for row in voiced] == ["person2"]
    first, second = voiced[0].questions
    assert (first.heard, first.reply, first.answered - first.t) == (True, "~now", 130)
    assert (second.heard, second.reply) == (False, "")


def test_without_observers_there_is_nothing_to_tell() -> None:
    found = observations(small().scenario, small().entries)
    assert (found.followed, found.voiced) == ((), ())


def test_words_are_read_by_control_and_by_the_table_they_are_about() -> None:
    table = watched()
    control, mine, other = read(table, "control"), read(table, table.team("BG")), read(table, table.team("NGO"))
    for text in (control, mine, other):
        assert "A source was said." in text
        assert "seen 2 times" in text
        assert "You stay here tonight." in text
    assert "Olga" in control
    assert "Olga" not in mine
    assert ("said it twice" in control, "said it twice" in mine) == (True, False)
    assert ("we could hear it" in mine, "we could hear it" in other) == (True, False)
    assert ("had not heard" in control, "had not heard" in other) == (True, False)
    assert "nobody asked" not in mine
