"""What may be posted as a command: strict, bounded, and never quoted back."""

from __future__ import annotations

import json

import pytest

from palermo.engine.commands import Item, Send
from palermo.live import posts
from palermo.live.http import Stop

ID = "0123456789abcdef"


def body(command: object, id: object = ID, **more: object) -> bytes:
    return json.dumps({"id": id, "command": command, **more}).encode()


def test_a_command_is_read() -> None:
    post = posts.decode(
        body(
            {
                "do": "send",
                "kind": "own",
                "desk": "BG",
                "to": ["P"],
                "channel": "duty",
                "items": [["BG-6", "full", "P"]],
            }
        )
    )
    assert post.id == ID
    assert isinstance(post.command, Send)
    assert post.command.items == (Item("BG-6", "full", "P"),)


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"id":"0123456789","command":{"do":"ready"}}x',
        body({"do": "ready"}, more=1),
        body({"do": "no_such_thing"}),
        body({"do": "ready", "seat": "s-somebody"}),
        body({"do": "openmessage"}),
        body({"do": "openmessage", "message": 3}),
        body({"do": "approve", "desk": "P", "run": "r", "yes": "true"}),
        body({"do": "extend", "seconds": 1.5}),
        body({"do": "extend", "seconds": 10**30}),
        body({"do": "setspeed", "speed": 1e300}),
        b'{"id":"0123456789","command":{"do":"setspeed","speed":NaN}}',
        body({"do": "ready"}, id="short"),
        body({"do": "ready"}, id="with space 0123"),
        body({"do": "ready"}, id="0123456789\n"),
        body({"do": "ready"}, id=7),
        b'{"id":"0123456789","command":' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"id":"0123456789","command":{"do":"help","text":"\\ud800"}}',
        body({"do": "help", "text": "a\0b"}),
    ],
)
def test_anything_else_is_malformed_and_not_quoted(bad: bytes) -> None:
    with pytest.raises(Stop) as caught:
        posts.decode(bad)
    assert (caught.value.status, caught.value.code, caught.value.params) == (422, "malformed", {})


@pytest.mark.parametrize(
    "command",
    [
        {"do": "help", "text": "x" * 4001},
        {"do": "openmessage", "message": "x" * 201},
        {"do": "assess", "desk": "P", "question": "q", "facts": ["f"] * 201},
        {"do": "assess", "desk": "P", "question": "q", "facts": ["f" * 201]},
        {"do": "send", "kind": "own", "desk": "P", "to": [], "channel": "c", "items": [["x" * 300, "full", "P"]]},
    ],
)
def test_what_is_too_long_is_said_to_be(command: object) -> None:
    with pytest.raises(Stop) as caught:
        posts.decode(body(command))
    assert (caught.value.status, caught.value.code) == (422, "too_long")


def test_texts_may_hold_any_script_and_any_markup() -> None:
    text = "<b>نص</b> ‮abc‬ łódź 👋\n" * 20
    post = posts.decode(body({"do": "help", "text": text}))
    assert post.command.text == text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "command",
    [
        {"do": "takeseat", "seat": "s-x", "team": "P", "desks": ["P"]},
        {"do": "create", "package": "d", "preset": "p", "profile": "P90", "language": "en"},
    ],
)
def test_what_only_the_server_says_is_nobodys(command: object) -> None:
    with pytest.raises(Stop) as caught:
        posts.decode(body(command))
    assert caught.value.status == 403
