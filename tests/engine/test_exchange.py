"""Facts on their way: forms, delays, receipts, over-sharing and its price, told in person, lookups."""

from __future__ import annotations

from cast import Table, small
from palermo.engine import commands as c
from palermo.engine import events as e


def hand(fact: str, form: str, sender: str, to: str, channel: str = "line") -> c.Send:
    return c.Send("own", sender, (to,), channel, (c.Item(fact, form, to),))


def of(table: Table, kind: type) -> list[e.Event]:
    return [entry.event for entry in table.entries if isinstance(entry.event, kind)]


def test_a_fact_sent_arrives_when_its_channel_takes() -> None:
    table = small()
    assert table.ask("s-BG", hand("BG-1", "full", "BG", "POL")) is None
    table.wait(29)
    assert table.knows("POL", "BG-1") == ""
    table.wait(1)
    assert table.knows("POL", "BG-1") == "full"


def test_the_sender_sees_the_receipt_and_the_recipient_only_its_own_items() -> None:
    table = small()
    both = c.Send("own", "BG", ("POL", "NGO"), "line", (c.Item("BG-1", "full", "POL"), c.Item("BG-1", "short", "NGO")))
    assert table.ask("s-BG", both) is None
    table.wait(40)
    mail = next(iter(table.state.known[table.team("BG")].mail.values()))
    assert set(mail.there) == {table.team("POL"), table.team("NGO")}
    for entry in table.entries:
        if isinstance(entry.event, e.MessageDelivered):
            assert len(entry.event.items) == 1
    assert table.knows("NGO", "BG-1") == "short"


def test_a_lesser_form_never_replaces_a_fuller_one() -> None:
    table = small()
    table.ask("s-BG", hand("BG-1", "full", "BG", "POL"))
    table.ask("s-BG", hand("BG-1", "short", "BG", "POL"))
    table.wait(60)
    assert table.knows("POL", "BG-1") == "full"


def test_who_holds_the_short_form_cannot_send_the_full_one() -> None:
    table = small()
    table.ask("s-BG", hand("BG-1", "short", "BG", "NGO"))
    table.wait(60)
    refused = table.judge("s-NGO", hand("BG-1", "full", "NGO", "POL"))
    assert refused is not None
    assert refused.code == "no_such_form"


def test_a_message_can_be_taken_back_until_it_is_delivered() -> None:
    table = small()
    table.ask("s-BG", hand("BG-1", "full", "BG", "POL"))
    message = next(iter(table.state.world.messages))
    assert table.ask("s-BG", c.TakeBack(message)) is None
    table.wait(120)
    assert table.knows("POL", "BG-1") == ""
    table.ask("s-BG", hand("BG-1", "full", "BG", "POL"))
    table.wait(60)
    later = list(table.state.world.messages)[-1]
    assert table.judge("s-BG", c.TakeBack(later)) is not None


def test_over_sharing_is_possible_and_has_its_price_once() -> None:
    table = small()
    table.ask("s-BG", hand("BG-2", "full", "BG", "POL"))
    table.wait(60)
    assert "gossip" in table.state.world.flags
    assert table.knows("POL", "BG-2") == "full"
    first = table.state.world.flags["gossip"]
    table.ask("s-BG", hand("BG-2", "full", "BG", "POL"))
    table.wait(60)
    assert table.state.world.flags["gossip"] == first


def test_consent_makes_lawful_what_was_over_sharing() -> None:
    table = small()
    table.ask("s-BG", hand("BG-1", "full", "BG", "POL"))
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers", "people")))
    table.wait(60)
    assert table.ask("s-NGO", c.Start("NGO", "rights")) is None
    run = next(r for r in table.state.world.runs.values() if r.action == "rights")
    assert table.ask("s-BG", c.Approve("BG", run.id, True)) is None
    assert table.ask("s-NGO", c.AskCard("NGO", "talk1", "open1")) is None
    table.wait(130)
    assert table.knows("NGO", "NGO-3") == "full"
    table.ask("s-NGO", hand("NGO-3", "full", "NGO", "POL"))
    table.wait(60)
    assert not of(table, e.Overshared)


def test_what_is_told_in_person_counts_when_number_and_word_go_together() -> None:
    table = small()
    assert table.ask("s-POL", c.Heard("POL", "bg-1 ", "Maple")) is None
    assert table.knows("POL", "BG-1") == "full"
    assert table.ask("s-POL", c.Heard("POL", "BG-2", "maple")) is None
    assert table.knows("POL", "BG-2") == ""
    assert of(table, e.NotRecognised)
    told = next(iter(table.state.known[table.team("BG")].tolds.values()))
    assert table.ask("s-BG", c.Correct(told.id, "~words")) is None
    assert table.knows("POL", "BG-1") == "full", "a correction stands beside what was seen"


def test_the_talk_rule_system_only_closes_what_is_told_in_person() -> None:
    table = small(talk="system")
    refused = table.judge("s-POL", c.Heard("POL", "BG-1", "maple"))
    assert refused is not None
    assert refused.code == "no_talk_here"


def test_a_hit_is_decided_by_the_owner_and_a_miss_says_nothing() -> None:
    table = small()
    table.ask("s-NGO", c.Ask("NGO", "vehicles", "LHV 27K"))
    assert not of(table, e.HitOwed), "the owner does not hold it yet: the same as no hit"
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.wait(60)
    table.ask("s-NGO", c.Ask("NGO", "vehicles", "  lhv 27k"))
    hit = next(iter(table.state.known[table.team("POL")].hits.values()))
    assert table.knows("NGO", "POL-1") == ""
    assert table.ask("s-POL", c.Release(hit.id, True)) is None
    assert table.knows("NGO", "POL-1") == "full"


def test_a_request_is_expected_until_it_is_answered() -> None:
    table = small()
    table.ask("s-NGO", c.Send("request", "NGO", ("BG",), "line", about="person2", text="~who", due=120))
    table.wait(31)
    waiting = [x for x in table.view(table.team("BG")).expected if x.kind == "answer"]
    assert [x.desk for x in waiting] == ["BG"]
    answer = c.Send("answer", "BG", ("NGO",), "line", (c.Item("BG-2", "full", "NGO"),), reply_to=waiting[0].target)
    assert table.ask("s-BG", answer) is None
    assert not [x for x in table.view(table.team("BG")).expected if x.kind == "answer"]


def test_a_refusal_wants_a_reason() -> None:
    table = small()
    table.ask("s-NGO", c.Send("request", "NGO", ("BG",), "line", text="~who"))
    table.wait(31)
    request = next(iter(table.state.known[table.team("BG")].mail))
    refused = table.judge("s-BG", c.Send("refusal", "BG", ("NGO",), "line", reply_to=request))
    assert refused is not None
    assert refused.code == "no_reason"


def test_the_plain_phone_leaks_once() -> None:
    table = small()
    table.ask("s-BG", hand("BG-1", "full", "BG", "POL", "phone"))
    table.ask("s-BG", hand("BG-1", "short", "BG", "NGO", "phone"))
    assert len(of(table, e.ChannelLeaked)) == 1
    assert table.state.world.trust["van"] == 30


def test_a_letter_goes_only_where_its_channel_leads() -> None:
    table = small()
    refused = table.judge("s-BG", hand("BG-1", "short", "BG", "NGO", "letter"))
    assert refused is not None
    assert refused.code == "no_such_recipient"
