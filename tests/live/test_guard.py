"""Hosts we answer to, and pages that may ask us."""

from __future__ import annotations

import pytest

from palermo.live import guard


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "127.0.0.1:8000",
        "[::1]:8000",
        "192.168.1.20",
        "room-3.local",
        "trainer-laptop:80",
    ],
)
def test_the_names_of_a_local_network_are_known(host: str) -> None:
    assert guard.known_host(host, frozenset())


@pytest.mark.parametrize(
    "host", ["", "evil.example", "localhost.evil.example", "a b", "localhost/x", "u@localhost", "[::1", ":80"]
)
def test_other_names_are_not(host: str) -> None:
    assert not guard.known_host(host, frozenset())


def test_a_name_that_was_set_is_known_in_any_case() -> None:
    assert guard.known_host("Exercise.Example:443", frozenset({"exercise.example"}))
    assert guard.known_host("anything.example", frozenset({"*"}))


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:8000", "localhost:8000"),
        ("https://exercise.example", "exercise.example"),
        ("https://exercise.example", "exercise.example:443"),
        ("http://EXERCISE.example", "exercise.EXAMPLE"),
        ("http://[::1]:8000", "[::1]:8000"),
    ],
)
def test_a_page_of_the_same_host_may_ask(origin: str, host: str) -> None:
    assert guard.same_origin(origin, host)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("", "localhost:8000"),
        ("null", "localhost:8000"),
        ("http://localhost:8001", "localhost:8000"),
        ("http://evil.example", "localhost:8000"),
        ("http://localhost.evil.example:8000", "localhost:8000"),
        ("file://localhost", "localhost"),
        ("http://localhost:x", "localhost"),
        ("http://localhost", "localhost:99999999"),
    ],
)
def test_another_page_may_not(origin: str, host: str) -> None:
    assert not guard.same_origin(origin, host)
