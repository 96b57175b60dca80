"""How the policies play the small exercise: what they hand on, ask, decide, and when."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

import palermo.bots
from cast import Table, package, small
from palermo.bots.chance import draw
from palermo.bots.memory import Memory, Turn
from palermo.bots.play import play
from palermo.bots.policy import Policy, policy
from palermo.engine import commands as c


@dataclass
class Seat:
    """A bot at one desk of the small exercise."""

    table: Table
    desk: str
    policy: str
    memory: Memory = field(default_factory=Memory)
    random: Random = field(default_factory=lambda: Random(7))

    def turn(self) -> Turn:
        """Let the bot play once, without carrying its commands out."""
        seat = f"s-{self.desk}"
        text = package().text
        view, own = self.table.view(self.table.team(self.desk)), self.table.own(seat)
        turn = play(self.policy, self.table.scenario, view, own, self.table.t, self.memory, self.random, text)
        self.memory = turn.memory
        return turn

    def act(self) -> list[c.Command]:
        """Let the bot play once and carry out what it asks; fails when any of it is refused."""
        done = []
        for command in self.turn().commands:
            assert self.table.ask(f"s-{self.desk}", command) is None, command
            done.append(command)
        return done


def sent(commands: list[c.Command]) -> set[tuple[str, str, str]]:
    return {(i.fact, i.form, i.to) for command in commands if isinstance(command, c.Send) for i in command.items}


def play_on(table: Table, seats: list[Seat], seconds: int, step: int = 5) -> list[tuple[int, c.Command]]:
    """Let bots play for so many seconds; return their commands with their times."""
    out: list[tuple[int, c.Command]] = []
    for _ in range(0, seconds, step):
        for seat in seats:
            out.extend((table.t, command) for command in seat.act())
        table.wait(step)
    return out


def test_an_open_table_hands_each_fact_on_in_the_form_its_rule_names() -> None:
    table = small()
    assert sent(Seat(table, "BG", "open").act()) == {
        ("BG-1", "full", "POL"),
        ("BG-1", "short", "NGO"),
        ("BG-2", "short", "POL"),
        ("BG-2", "full", "NGO"),
    }


def test_a_siloed_table_hands_on_nothing_until_it_is_asked() -> None:
    table = small()
    bot = Seat(table, "NGO", "siloed")
    assert sent(bot.act()) == set()
    table.ask("s-POL", c.Send("request", "POL", ("NGO",), "line", about="second_place"))
    table.wait(60)
    assert sent(bot.act()) == {("NGO-1", "anon", "POL")}


def test_a_careless_table_hands_on_more_than_the_rules_allow_by_a_line_that_leaks() -> None:
    table = small()
    commands = Seat(table, "NGO", "careless").act()
    assert ("NGO-1", "full", "POL") in sent(commands)
    assert {command.channel for command in commands if isinstance(command, c.Send) and command.items} == {"phone"}


def test_a_table_that_is_not_ready_to_share_shares_nothing() -> None:
    table = small()
    done = play_on(table, [Seat(table, desk, "table:0") for desk in ("BG", "POL", "NGO")], 300)
    assert sent([command for _, command in done]) == set()


def test_consent_is_waited_for_before_words_told_in_trust_go_on() -> None:
    table = small()
    bots = [Seat(table, desk, "open") for desk in ("BG", "POL", "NGO")]
    done = play_on(table, bots, 300)
    asked = next(t for t, command in done if isinstance(command, c.AskCard) and command.card == "open1")
    given = [t for t, command in done if isinstance(command, c.Send) and "NGO-3" in {i.fact for i in command.items}]
    assert given
    assert min(given) >= asked


def test_open_tables_never_threaten_and_ask_the_open_card_first() -> None:
    table = small()
    done = play_on(table, [Seat(table, desk, "open") for desk in ("BG", "POL", "NGO")], 300)
    assert [x.card for _, x in done if isinstance(x, c.AskCard)] == ["open1", "closed1"]


def test_open_tables_bring_everybody_to_safety() -> None:
    table = small()
    play_on(table, [Seat(table, desk, "open") for desk in ("BG", "POL", "NGO")], 1190)
    assert set(table.state.world.safe) == {f"person{n}" for n in range(1, 7)}
    assert not table.state.world.flags


def test_a_slow_table_does_the_same_later() -> None:
    table = small()
    bot, begin = Seat(table, "BG", "slow"), table.t
    assert bot.act() == []
    done = play_on(table, [bot], 240)
    assert {command.action for _, command in done if isinstance(command, c.Start)} == {"report"}
    assert min(t for t, command in done if isinstance(command, c.Start)) >= begin + 45


def test_a_table_has_one_pair_of_hands_and_takes_a_minute_and_a_half_to_decide() -> None:
    table = small()
    begin = table.t
    bot = Seat(table, "BG", "table:0")
    turn = bot.turn()
    assert turn.commands == ()
    assert turn.wake == turn.busy == begin + 90
    done = play_on(table, [bot], 200)
    assert next(t for t, command in done if isinstance(command, c.Start)) == begin + 90


def test_two_pairs_of_hands_do_two_things_at_once() -> None:
    table = small("duo")
    bot = Seat(table, "BG", "table:1")
    bot.turn()
    assert len(bot.memory.hands) == 2
    assert all(hand.work for hand in bot.memory.hands)


def test_reading_takes_a_minute_for_a_hundred_and_twenty_words() -> None:
    table = small()
    bot = Seat(table, "NGO", "table:0")
    table.control(c.Improvise(("T3",), "new", "word " * 120, "title"))
    text = "word " * 120
    view, own = table.view("T3"), table.own("s-NGO")
    turn = play(
        "table:0", table.scenario, view, own, table.t, bot.memory, Random(1), lambda key: text if " " in key else ""
    )
    assert turn.busy == table.t + 60


def test_one_item_in_five_is_missed_and_noticed_after_four_minutes_or_with_a_hint() -> None:
    table = small()
    bot = next(
        bot for bot in (Seat(table, "NGO", "table:0", random=Random(n)) for n in range(50)) if bot.turn().memory.missed
    )
    (item, at), *_ = bot.memory.missed.items()
    assert at == table.t + 240
    table.control(c.GiveHint("T3", "", "~look again"))
    bot.turn()
    assert item not in bot.memory.missed
    assert item in bot.memory.taken


def test_about_one_item_in_five_is_missed() -> None:
    missed = sum(draw(f"salt{n}", "miss:fact:NGO-1") < 0.2 for n in range(2000))
    assert 340 < missed < 460


def test_being_asked_makes_a_table_look_at_what_it_had_missed() -> None:
    table = small()
    seats = (Seat(table, "NGO", "table:1", random=Random(n)) for n in range(200))
    bot = next(bot for bot in seats if "fact:NGO-1" in bot.turn().memory.missed)
    table.ask("s-POL", c.Send("request", "POL", ("NGO",), "line", about="second_place"))
    play_on(table, [bot], 150)
    assert "fact:NGO-1" in bot.memory.taken


def test_a_draw_is_the_same_whenever_it_is_made() -> None:
    assert draw("a", "x") == draw("a", "x")
    assert draw("a", "x") != draw("b", "x")


def test_a_bot_that_starts_again_without_memory_does_not_repeat_what_was_done() -> None:
    table = small()
    Seat(table, "BG", "open").act()
    again = Seat(table, "BG", "open").act()
    assert sent(again) == set()
    assert not [command for command in again if isinstance(command, c.Start)]


def test_bots_are_ready_before_play_and_silent_after_the_end() -> None:
    table = Table(package().scenario, "trio", "P30")
    table.seat_all()
    assert Seat(table, "BG", "open").act() == [c.Ready()]
    assert Seat(table, "BG", "open").act() == []
    table.begin()
    table.control(c.End())
    assert Seat(table, "BG", "open").turn().commands == ()


def test_a_random_table_asks_for_nothing_that_is_refused_more_than_now_and_then() -> None:
    table = small()
    bots = [Seat(table, desk, "random", random=Random(desk)) for desk in ("BG", "POL", "NGO")]
    asked = refused = 0
    for _ in range(100):
        for bot in bots:
            for command in bot.turn().commands:
                asked += 1
                refused += table.ask(f"s-{bot.desk}", command) is not None
        table.wait(10)
    assert asked > 100
    assert refused < asked / 10


@pytest.mark.parametrize("word", ["open", "slow", "siloed", "careless", "random", "table"])
def test_a_policy_is_one_word(word: str) -> None:
    assert policy(word) == Policy(word)


def test_a_table_may_say_how_ready_it_is() -> None:
    assert policy("table:0.7") == Policy("table", 0.7)


@pytest.mark.parametrize("word", ["", "brave", "table:2", "table:x"])
def test_a_policy_that_there_is_not_is_an_error(word: str) -> None:
    with pytest.raises(ValueError, match=r"policy|Readiness|float"):
        policy(word)


def test_bots_import_nothing_that_knows_the_world() -> None:
    secret = {"state", "conditions", "play", "happen", "advance", "apply", "effects", "scripts", "overview", "learn"}
    for file in Path(palermo.bots.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("palermo.engine"):
                names = {node.module.rpartition(".")[2], *(alias.name for alias in node.names)}
                assert not names & secret, file.name


def test_a_request_about_nothing_in_particular_is_answered_with_what_the_rules_allow() -> None:
    table = small()
    table.ask("s-POL", c.Send("request", "POL", ("NGO",), "line", text="~what do you have"))
    table.wait(60)
    assert sent(Seat(table, "NGO", "siloed").act()) == {("NGO-1", "anon", "POL"), ("NGO-2", "full", "POL")}


def test_a_request_that_nothing_answers_gets_a_word_back() -> None:
    table = small()
    table.ask("s-POL", c.Send("request", "POL", ("NGO",), "line", about="passports"))
    table.wait(60)
    replies = [command for command in Seat(table, "NGO", "siloed").act() if isinstance(command, c.Send)]
    assert [(reply.kind, reply.items, bool(reply.text)) for reply in replies] == [("answer", (), True)]
