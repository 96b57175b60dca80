"""Holdings of names: found across spellings, decided by a person, and never about people who may have been exploited."""

from __future__ import annotations

from msgspec.structs import replace

from cast import Table, altered, of_scenario, package
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.scenario import Lookup, Scenario


def scenario(**more: object) -> Scenario:
    """Return the small scenario with a holding of names: the border service's, on its first fact."""
    names = Lookup(id="names", desk="BG", keys=("Mirela Tosk", "Tarin Belo"), fact="BG-1", names=True)
    return replace(package().scenario, lookups=(replace(names, **more),))


def victim(name: str, known_to: tuple[str, ...], status: str = "presumed", about: str = "") -> Scenario:
    """Return it as a suspect check, with a person of that name; the police know her by name where they hold a
    fact `about` her."""
    found = scenario(suspects=True)
    first = found.people[0].id
    found = altered(found, "people", first, names=(name,), status=status, known_to=known_to)
    return altered(found, "facts", about, about=(first,), unlock=None) if about else found


def look(table: Table, name: str, desk: str = "POL") -> c.Refused | None:
    return table.ask(f"s-{desk}", c.Ask(desk, "names", name))


def last(table: Table) -> str:
    return list(table.state.known[table.team("POL")].looks.values())[-1].state


def test_a_name_is_found_in_another_script_and_the_owner_sees_what_was_asked() -> None:
    table = of_scenario(scenario())
    assert look(table, "Мирела Тоск") is None
    assert last(table) == "asked"
    (hit,) = table.state.known[table.team("BG")].hits.values()
    assert (hit.key, hit.fact, hit.state) == ("Мирела Тоск", "BG-1", "open")
    assert table.ask("s-BG", c.Release(hit.id, False, reason="~another")) is None
    assert last(table) == "refused"
    assert not table.knows("POL", "BG-1")


def test_only_the_same_letters_hand_over_without_a_person_who_confirms() -> None:
    table = of_scenario(scenario(open=True))
    look(table, "Mirena Tosk")
    assert not table.knows("POL", "BG-1")
    assert table.state.known[table.team("BG")].hits
    look(table, "Мирела Тоск")
    assert table.knows("POL", "BG-1")


def test_without_names_only_the_same_key_is_found() -> None:
    table = of_scenario(scenario(names=False))
    look(table, "Мирела Тоск")
    assert last(table) == "none"
    look(table, "mirela  tosk")
    assert last(table) == "asked"


def test_whom_the_table_knows_by_name_as_exploited_is_not_run_through_the_suspect_check() -> None:
    table = of_scenario(victim("Mirela Tosk", ("POL",), about="POL-1"))
    table.wait(5)
    no = look(table, "Mirela Tosk")
    assert no is not None
    assert no.code == "not_a_suspect"
    assert look(table, "Tarin Belo") is None


def test_whom_the_table_does_not_know_the_suspect_check_does_not_find_and_nobody_is_told() -> None:
    for known_to in ((), ("POL",)):  # even one it has heard of, but not by name
        table = of_scenario(victim("Mirela Tosk", known_to))
        assert look(table, "Mirela Tosk") is None
        assert last(table) == "none"
        assert not table.state.known[table.team("BG")].hits
        none = table.entries[-1]
        assert look(table, "Nobody Known") is None
        other = table.entries[-1]
        assert isinstance(none.event, e.LookedUp)
        assert isinstance(other.event, e.LookedUp)
        assert (none.t, none.audience, none.event.hit) == (other.t, other.audience, other.event.hit)


def test_the_same_name_of_somebody_who_is_not_presumed_exploited_is_found() -> None:
    table = of_scenario(victim("Mirela Tosk", ("POL",), status="suspect"))
    assert look(table, "Mirela Tosk") is None
    assert last(table) == "asked"
