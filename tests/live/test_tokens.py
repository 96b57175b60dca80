"""Tokens: what this server minted is read back, and nothing else is."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from palermo.live import tokens
from palermo.live.tokens import Forged, Token

KEY = b"k" * 32
NOW = 1_800_000_000.0


def test_a_token_says_what_was_minted() -> None:
    token = Token("x1", "s-abcdefgh", 3)
    assert tokens.read(KEY, tokens.mint(KEY, token), NOW) == token


def test_every_changed_letter_of_a_token_makes_it_forged() -> None:
    text = tokens.mint(KEY, Token("x1", "s-abcdefgh", 1))
    for place, letter in enumerate(text):
        other = "A" if letter != "A" else "B"
        changed = text[:place] + other + text[place + 1 :]
        try:
            assert tokens.read(KEY, changed, NOW) == tokens.read(KEY, text, NOW), changed
            assert place in (text.index(".") - 1, len(text) - 1), "only the unused bits of a last letter may differ"
        except Forged:
            pass


def test_a_token_of_another_server_is_forged() -> None:
    with pytest.raises(Forged):
        tokens.read(KEY, tokens.mint(b"o" * 32, Token("x1", "s-abcdefgh", 1)), NOW)


def test_the_mac_of_one_token_does_not_carry_another() -> None:
    mine, _, mac = tokens.mint(KEY, Token("x1", "s-abcdefgh", 1)).partition(".")
    theirs = base64.urlsafe_b64encode(b'["x1","control",1,0]').rstrip(b"=").decode()
    assert tokens.read(KEY, f"{mine}.{mac}", NOW).seat == "s-abcdefgh"
    with pytest.raises(Forged):
        tokens.read(KEY, f"{theirs}.{mac}", NOW)


@pytest.mark.parametrize("text", ["", ".", "a.b", "ä.ö", "x" * 10_000, "YQ.YQ", "a" * 40 + "." + "b" * 43, "\n.\n"])
def test_what_is_no_token_is_forged(text: str) -> None:
    with pytest.raises(Forged):
        tokens.read(KEY, text, NOW)


def test_controls_token_ends_after_twelve_hours() -> None:
    text = tokens.mint_control(KEY, "x1", NOW)
    assert tokens.read(KEY, text, NOW + 12 * 3600 - 1).seat == "control"
    with pytest.raises(Forged):
        tokens.read(KEY, text, NOW + 12 * 3600)


@pytest.mark.parametrize("seat", ["server", "bot:BG", "bot:"])
def test_nobody_gets_a_token_for_a_seat_of_the_server(seat: str) -> None:
    with pytest.raises(ValueError, match="nobody may hold"):
        tokens.mint(KEY, Token("x1", seat, 1))


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    data = tmp_path / "var"
    key = tokens.load_key(data)
    assert len(key) == 32
    assert tokens.load_key(data) == key
    assert stat.S_IMODE((data / tokens.KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in data.iterdir()] == [tokens.KEY_FILE]


def test_a_broken_key_is_said_to_be_broken(tmp_path: Path) -> None:
    (tmp_path / tokens.KEY_FILE).write_bytes(b"short")
    with pytest.raises(ValueError, match="5 bytes instead of 32"):
        tokens.load_key(tmp_path)
