"""Bad input through a real server: refused, without a word about what others know, and without harm."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.people import Person
from browser.plain import Visitor
from browser.record import Record
from browser.room import Room, begun

SENDING = {"do": "send", "kind": "own", "channel": "duty"}
MARKS = '<img src=x onerror="document.title=1"><b>bold</b>'
TURNED = "\u202eyaw eht\u202c \u2067left\u2069"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """An exercise in its first minute; at the end the server has nothing to complain of."""
    room = begun(tmp_path_factory.mktemp("room"))
    yield room
    room.server.stop()
    assert room.server.complaints() == ""


# -- ids and powers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        {"do": "openmessage", "message": "nobody.knows"},
        {"do": "start", "desk": "BG", "action": "no_such_action"},
        {"do": "start", "desk": "BG", "action": "open_case"},
        {"do": "approve", "desk": "BG", "run": "s-aaaaaaaa.1", "yes": True},
        {"do": "takeneed", "desk": "BG", "need": "insulin8"},
        {"do": "assess", "desk": "BG", "question": "who_is_person9", "facts": ["POL-4", "BG-99"]},
        {"do": "writeline", "desk": "BG", "sheet": "initial", "line": "know_POL", "text": "ours now"},
        {"do": "askcard", "desk": "BG", "talk": "driver_round", "card": "where"},
        {**SENDING, "desk": "BG", "to": ["POL"], "items": [["POL-1", "full", "POL"]]},
        {**SENDING, "desk": "BG", "to": ["BG"], "text": "to ourselves"},
        {**SENDING, "desk": "NGO", "to": ["BG"], "text": "as somebody else"},
        {**SENDING, "desk": "BG", "to": ["POL"], "channel": "pigeon"},
        {"do": "writeline", "desk": "NGO", "sheet": "initial", "line": "know_NGO", "text": "for them"},
    ],
)
def test_unknown_foreign_and_other_tables_things_are_refused_and_nothing_happens(
    room: Room, command: dict[str, object]
) -> None:
    before = _version(room.guard)
    answer = room.guard.command(command)
    assert answer.status == 409, answer.text
    assert answer.json["refused"]["sentence"]
    assert _version(room.guard) == before


def test_what_another_table_has_is_refused_like_what_nobody_has(room: Room) -> None:
    sent = room.guard.command(
        {**SENDING, "desk": "BG", "to": ["POL"], "text": "for the police alone"}, id="secret-letter"
    )
    assert sent.status == 200
    theirs = room.helpers.command({"do": "openmessage", "message": f"{room.guard.seat}.secret-letter"})
    nobodys = room.helpers.command({"do": "openmessage", "message": f"{room.guard.seat}.no-such-letter"})
    assert (theirs.status, theirs.code) == (nobodys.status, nobodys.code)
    assert theirs.json["refused"]["sentence"] == nobodys.json["refused"]["sentence"]
    forms = [
        room.helpers.ask(
            "GET", f"/live/form?what=read&target=message:{room.guard.seat}.{name}", x_seat=room.helpers.token
        )
        for name in ("secret-letter", "no-such-letter")
    ]
    assert forms[0].body == forms[1].body


@pytest.mark.parametrize(
    "command",
    [
        {"do": "setspeed", "speed": 60},
        {"do": "end"},
        {"do": "sendinject", "inject": "i02"},
        {"do": "announce", "text": "all of you"},
        {"do": "revokeseat", "seat": "control"},
        {"do": "takeseat", "seat": "s-xxxxxxxx", "team": "T1", "desks": ["POL"]},
        {"do": "create", "package": "x", "preset": "teams5", "profile": "P90", "language": "en"},
    ],
)
def test_what_control_or_the_server_says_no_seat_may_say(room: Room, command: dict[str, object]) -> None:
    assert room.guard.command(command).status == 403
    assert room.guard.command(command, **{"for": "T1"}).status == 403


# -- bodies ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"not json", 422),
        (b"[]", 422),
        (b'"ready"', 422),
        (b"{" * 5000, 422),
        (b'{"id":' + b"[" * 60_000, 422),
        (b'{"id":"long-enough","command":{"do":"no_such_thing"}}', 422),
        (b'{"id":"long-enough","command":{"do":"ready","more":1}}', 422),
        (b'{"id":"short","command":{"do":"ready"}}', 422),
        (b'{"id":"../../etc/passwd","command":{"do":"ready"}}', 422),
        (b'{"id":"long-enough","command":{"do":"help","text":7}}', 422),
        (b'{"id":"long-enough","command":{"do":"help","text":"a\\u0000b"}}', 422),
        (b'{"id":"long-enough","command":{"do":"help","text":"\xff\xfe"}}', 422),
        (json.dumps({"id": "long-enough", "command": {"do": "help", "text": "x" * 4001}}).encode(), 422),
        (json.dumps({"id": "long-enough", "command": {"do": "help", "text": "x" * 70_000}}).encode(), 413),
    ],
)
def test_a_body_that_is_none_of_ours_is_turned_away(room: Room, body: bytes, status: int) -> None:
    answer = room.helpers.post(body)
    assert answer.status == status
    assert "xxxx" not in answer.text
    assert room.helpers.post(body, content_type="text/plain").status == 415


def test_other_addresses_hold_nothing(room: Room) -> None:
    for path in (
        "/live/../log.sqlite3",
        "/static/../settings.py",
        "/var/log.sqlite3",
        "/x/x/x/x/",
        "/j/%00",
        "/live/x",
    ):
        assert room.guard.ask("GET", path).status in (400, 404), path
    assert room.guard.ask("GET", f"/live/form?{'a=b&' * 600}", x_seat=room.guard.token).status == 414
    assert room.guard.ask("PUT", "/live/command").status == 405


# -- who asks -------------------------------------------------------------------------------------


def test_forged_stale_and_foreign_tokens_open_nothing(room: Room) -> None:
    guest = room.join("T3/table", "Kasia")
    stale = guest.token
    found = room.control.ask("GET", f"/exercises/{room.exercise}/people").text
    number = found.partition("Kasia")[2].partition("/people/")[2].partition('"')[0]
    assert (
        room.control.fill(
            f"/exercises/{room.exercise}/people/{number}", at=f"/exercises/{room.exercise}/people", what="link"
        ).status
        == 200
    )
    body, _, mac = room.helpers.token.partition(".")
    other = room.guard.token.partition(".")
    forged = [stale, "", "x", f"{body}.", f"{other[0]}.{mac}", f"{body}.{mac[:-2]}AA", f"{body}A.{mac}", "a" * 700]
    for token in forged:
        answer = room.helpers.post(b'{"id":"long-enough","command":{"do":"ready"}}', x_seat=token)
        assert (answer.status, answer.code) == (403, "no_seat"), token
        for path in ("/live/regions", "/live/form?what=help", "/live/log.json"):
            assert room.helpers.ask("GET", path, x_seat=token).status == 403
    assert room.guard.ask("GET", room.ways[-1]).status == 404  # the personal code ended with the link
    assert room.guard.ask("GET", "/live/log.json", x_seat=room.guard.token).status == 403


def test_a_page_of_another_site_cannot_act(room: Room) -> None:
    body = b'{"id":"from-elsewhere","command":{"do":"help","text":"from elsewhere"}}'
    for origin in ("http://evil.example", "null", "", f"http://127.0.0.1:{room.server.port + 1}"):
        assert room.guard.post(body, origin=origin).status == 403, origin
    assert room.guard.post(body, host="evil.example", origin="http://evil.example").status == 400
    for path in (f"/exercises/{room.exercise}/delete", "/exercises/new/night_minibus", "/account/sign-out"):
        assert room.control.ask("POST", path, b"a=b", content_type="application/x-www-form-urlencoded").status == 403
    assert Visitor(room.server).ask("GET", f"/exercises/{room.exercise}/").status == 302
    assert "from elsewhere" not in _page(room, room.guard)


def test_a_command_that_comes_again_is_done_once_and_keeps_its_first_answer(room: Room) -> None:
    asked = {"do": "help", "text": "Cobalt question, sent twice"}
    first = room.guard.command(asked, id="replayed-command")
    assert (first.status, room.guard.command(asked, id="replayed-command").status) == (200, 200)
    changed = room.guard.command({"do": "help", "text": "Cobalt question, changed"}, id="replayed-command")
    assert changed.status == 200
    page = _page(room, room.guard)
    assert page.count("Cobalt question, sent twice") == 1
    assert "Cobalt question, changed" not in page
    assert room.helpers.command(asked, id="replayed-command").status == 200  # an id is its seat's own


# -- what people write ----------------------------------------------------------------------------


def test_marks_and_turned_letters_are_shown_as_they_were_typed_and_do_nothing(chrome: Browser, room: Room) -> None:
    marta = room.join("T2/shift_leader", f"{MARKS}{TURNED}"[:40])
    words = f"{MARKS} {TURNED} ]]> {{% x %}} ${{7*7}} &lt;i&gt;"
    line = {"do": "writeline", "desk": "BG", "sheet": "initial", "line": "know_BG", "text": words}
    assert marta.command(line).status == 200
    assert marta.command({"do": "help", "text": words}).status == 200
    improvised = {"do": "improvise", "to": ["T2", "T4"], "kind": "new", "title": words[:100], "text": words}
    assert room.control.command(improvised).status == 200
    assert room.control.command({"do": "announce", "text": words}).status == 200
    people = [Person(chrome, room.server, "Ola"), Person(chrome, room.server, "Ada")]
    try:
        for person, way in zip(people, (room.ways[1], f"/exercises/{room.exercise}/"), strict=True):
            name, value = "palermo_session", room.control.cookies["palermo_session"]
            person.context.add_cookies([{"name": name, "value": value, "url": person.wire.address}])
            person.go(way)
            person.live()
            expect(person.page.locator("[data-region] :is(img, script, b:text-is('bold'))")).to_have_count(0)
            assert person.page.title() != "1"
        ola, ada = people
        for region in ("operations", "new"):
            assert MARKS in (ola.region(region).text_content() or "")
            assert TURNED in (ola.region(region).text_content() or "")
            assert ola.region(region).locator("bdi").count()
        ola.tab("operations")
        ola.shot("marks-team")
        assert "<img src=x onerror=" in (ada.region("seats").text_content() or "")
        assert ada.region("seats").locator("bdi").count()
        assert words in (ada.region("calls").text_content() or "")
        ada.shot("marks-control")
        assert [person.complaints for person in people] == [[], []]
    finally:
        for person in people:
            person.leave()


# -- archives -------------------------------------------------------------------------------------


def test_a_broken_archive_or_package_is_turned_away_whole(room: Room) -> None:
    good = room.control.ask("GET", f"/exercises/{room.exercise}/archive").body
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entries = parts["entries.jsonl"].splitlines(keepends=True)
    manifest = json.loads(parts["manifest.json"])
    broken = {
        "nothing": b"",
        "no archive": b"PK\x03\x04" + b"x" * 500,
        "half": good[: len(good) // 2],
        "a part missing": _zip({name: data for name, data in parts.items() if name != "texts.json"}),
        "an entry missing": _zip({**parts, "entries.jsonl": b"".join(entries[:-1])}),
        "an entry made up": _zip(
            {**parts, "entries.jsonl": b"".join(entries[:-1]) + entries[-1].replace(b'"kind":"', b'"kind":"X')}
        ),
        "another package": _zip({**parts, "package.zip": _zip({"scenario.yaml": b"id: ../../x\nschema: 1"})}),
        "a package that runs code": _zip(
            {**parts, "package.zip": _zip({"scenario.yaml": b"id: !!python/object/apply:os.system ['x']"})}
        ),
        "a package that is none": _zip({**parts, "package.zip": b"nothing"}),
        "of the future": _zip({**parts, "manifest.json": json.dumps({**manifest, "schema": 99}).encode()}),
        "here already": good,
    }
    before = room.control.ask("GET", "/exercises").text.count("/archive")
    for name, data in broken.items():
        answer = room.control.upload(data)
        assert answer.status == 302, (name, answer.text)
        page = room.control.ask("GET", "/exercises").text
        assert 'role="status"' in page, name
        assert page.count("/archive") == before, name


# -- a full disk ----------------------------------------------------------------------------------


def test_a_full_disk_is_said_and_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    room = begun(tmp_path, program="browser.full_disk")
    try:
        (tmp_path / "full").touch()
        kept, refused = 0, None
        for number in range(40):
            answer = room.guard.command({"do": "help", "text": f"{number} " + "x" * 3900}, id=f"filling-{number:04}")
            if answer.status != 200:
                refused = number
                break
            kept += 1
        assert refused is not None, "the disk never filled"
        assert (answer.status, answer.code) == (503, "disk_full")
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json["refused"]["sentence"].startswith("Not saved.")
        assert room.guard.ask("GET", "/live/regions", x_seat=room.guard.token).status == 200
        assert room.guard.command({"do": "help", "text": "y" * 3900}).status == 503
        (tmp_path / "full").unlink()
        again = {"do": "help", "text": f"{refused} " + "x" * 3900}
        assert room.guard.command(again, id=f"filling-{refused:04}").status == 200
    finally:
        room.server.stop()
    record = Record(tmp_path, room.exercise)
    ids = [row.command_id for row in record.commands if row.command_id.startswith("filling-")]
    assert ids == [f"filling-{number:04}" for number in range(kept + 1)]


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _page(room: Room, visitor: Visitor) -> str:
    answer = visitor.ask("GET", "/live/regions", x_seat=visitor.token)
    assert answer.status == 200
    return str(answer.json["regions"]["messages"])


def _version(visitor: Visitor) -> int:
    return int(visitor.ask("GET", "/live/regions", x_seat=visitor.token).json["v"])
