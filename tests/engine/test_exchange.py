"""Facts on their way: forms, delays, receipts, over-sharing and its price, told in person, lookups."""

from __future__ import annotations

from msgspec.structs import replace

from cast import Table, altered, of_scenario, package, small
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.scenario import ShareRule


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


def test_a_check_word_counts_in_whichever_language_it_was_said() -> None:
    table = of_scenario(altered(package().scenario, "facts", "BG-1", words={"pl": "klon"}))
    assert table.ask("s-POL", c.Heard("POL", "BG-1", "Klon")) is None
    assert table.knows("POL", "BG-1") == "full"


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
    table = of_scenario(replace(package().scenario, refusals=()))
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


def asked() -> tuple[Table, str]:
    table = small()
    table.ask("s-NGO", c.Send("request", "NGO", ("BG",), "line", text="~who"))
    table.wait(31)
    return table, next(iter(table.state.known[table.team("BG")].mail))


def test_the_reason_of_a_refusal_reaches_whoever_asked() -> None:
    table, request = asked()
    table.ask("s-BG", c.Send("refusal", "BG", ("NGO",), "line", reply_to=request, basis="not_here", reason="~why"))
    table.wait(31)
    (refusal,) = [mail for mail in table.state.known[table.team("NGO")].mail.values() if not mail.out]
    assert refusal.text == "~why"


def test_an_answer_taken_back_leaves_the_request_to_be_answered() -> None:
    table, request = asked()
    table.ask("s-BG", c.Send("answer", "BG", ("NGO",), "line", reply_to=request, text="~her"))
    assert not [x for x in table.view(table.team("BG")).expected if x.kind == "answer"]
    table.ask("s-BG", c.TakeBack(list(table.state.world.messages)[-1]))
    assert [x.target for x in table.view(table.team("BG")).expected if x.kind == "answer"] == [request]
    assert table.state.world.messages[request].answered == ""


def test_an_answer_goes_to_whoever_asked() -> None:
    table, request = asked()
    elsewhere = c.Send("answer", "BG", ("POL",), "line", reply_to=request, text="~her")
    assert table.judge("s-BG", elsewhere) == c.Refused("no_such_recipient", {"desk": "NGO"})


def test_a_report_goes_by_a_channel_in_which_something_is_written() -> None:
    table = small()
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.wait(31)
    assert {mail.channel for mail in table.state.known[table.team("POL")].mail.values()} == {"line"}


def hit_by_ngo() -> tuple[Table, str]:
    table = small()
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.wait(60)
    table.ask("s-NGO", c.Ask("NGO", "vehicles", "LHV 27K"))
    return table, next(iter(table.state.known[table.team("POL")].hits))


def test_a_hit_given_beyond_its_rule_is_noted_once() -> None:
    table = Table(altered(package().scenario, "facts", "POL-1", rules=()), "trio", "P30")
    table.seat_all()
    table.begin()
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.wait(60)
    table.ask("s-NGO", c.Ask("NGO", "vehicles", "LHV 27K"))
    table.ask("s-POL", c.Release(next(iter(table.state.known[table.team("POL")].hits)), True))
    assert len(of(table, e.Overshared)) == 1


def test_no_to_a_hit_has_a_reason_and_the_asker_reads_it() -> None:
    table, hit = hit_by_ngo()
    assert table.judge("s-POL", c.Release(hit, False)) == c.Refused("no_reason")
    assert table.ask("s-POL", c.Release(hit, False, reason="~why")) is None
    (look,) = table.state.known[table.team("NGO")].looks.values()
    assert (look.state, look.reason) == ("refused", "~why")


def test_what_reaches_one_desk_of_a_table_is_judged_by_the_desk_it_was_sent_to() -> None:
    lawful = small("duo")
    lawful.ask("s-NGO", hand("NGO-1", "anon", "NGO", "POL"))
    scenario = altered(package().scenario, "facts", "NGO-1", rules=(ShareRule(to=("POL",), form="anon"),))
    beyond = of_scenario(scenario, "duo")
    beyond.ask("s-NGO", hand("NGO-1", "anon", "NGO", "BG"))
    for table in (lawful, beyond):
        table.wait(60)
        assert table.knows("POL", "NGO-1") == table.knows("BG", "NGO-1") == "anon"
    assert not of(lawful, e.Overshared)
    assert [x.to for x in of(beyond, e.Overshared)] == ["BG"]  # type: ignore[attr-defined]


def test_a_recipient_who_would_get_nothing_is_named_and_nothing_is_sent() -> None:
    table = small()
    half = c.Send("own", "BG", ("POL", "NGO"), "line", (c.Item("BG-1", "full", "POL"),))
    assert table.judge("s-BG", half) == c.Refused("nothing_for", {"desk": "NGO"})
    assert table.judge("s-BG", c.Send("own", "BG", ("POL", "NGO"), "line", half.items, text="~words")) is None
