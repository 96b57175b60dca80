"""A list of people with their places, as a spreadsheet saves it: read kindly, and not in part.

The first row names the columns in English: name, table, role, language; the last two may be left out. Columns may be parted by
commas, semicolons or tabs.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
from django.utils.translation import gettext as _

from palermo.scenario import Package
from palermo.web import chairs, spoken
from palermo.web.chairs import Table

LONGEST_NAME = 40
MOST_ROWS = 200
MOST_BYTES = 200_000
COLUMNS: Mapping[str, str] = {
    "name": "name",
    "first name": "name",
    "participant": "name",
    "table": "table",
    "team": "table",
    "role": "role",
    "language": "language",
    "lang": "language",
}
_PARTS = (";", "\t", ",")
_OLD = "cp1250"  # what spreadsheets of this part of the world save when nobody asks for Unicode


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on the list: the line it stands on, and a place that is there. `table` and `role_name` are for people to read."""

    line: int
    name: str
    team: str
    table: str
    role: str = ""
    role_name: str = ""
    language: str = ""


class Problem(msgspec.Struct, frozen=True):
    """What is not clear, and on which line; line 0 is the list as a whole."""

    line: int
    text: str


class List(msgspec.Struct, frozen=True, kw_only=True):
    """A list as it was read. With a problem nothing of it counts; `notes` are for the reader's eyes."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """Where people can be put: the tables, what each is called in lower case, free seats and taken roles, and languages."""

    tables: tuple[Table, ...]
    names: Mapping[str, str]
    roles: Mapping[tuple[str, str], str]
    languages: Mapping[str, str]
    waiting: Counter[str]
    listed: frozenset[tuple[str, str]]


def room(
    package: Package,
    tables: tuple[Table, ...],
    languages: Iterable[tuple[str, str]],
    invited: Iterable[tuple[str, str]] = (),
) -> Room:
    """Return where people can be put. `tables` have words in the page's language; the package's own are understood as well.

    `invited` are table and name of those who are on the list already.
    """
    before = list(invited)
    names: dict[str, str] = {}
    roles: dict[tuple[str, str], str] = {}
    for table in tables:
        called = [table.team, table.name, *(word for tag in table.tags for word in (tag.letters, tag.name))]
        called += list(table.desks)
        for language in package.texts:
            called.append(chairs.table_name(package, table.team, table.desks, language))
            called += [
                package.text(f"desks.{desk}.{key}", language) for desk in table.desks for key in ("name", "short")
            ]
        for word in called:
            if word:
                names.setdefault(_same(word), table.team)
        for chair in table.chairs:
            for word in (chair.role, chair.name, *(chairs.role_name(package, chair.role, x) for x in package.texts)):
                if word:
                    roles.setdefault((table.team, _same(word)), chair.role)
    known = {code.casefold(): code for code, _own in languages}
    known |= {own.casefold(): code for code, own in languages}
    return Room(
        tables=tables,
        names=names,
        roles=roles,
        languages=known,
        waiting=Counter(team for team, _name in before),
        listed=frozenset((team, _same(name)) for team, name in before),
    )


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file, and a note when its letters had to be guessed. Raises ValueError for what is no text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16"), ""
    if b"\0" in data:
        raise ValueError("not a text")
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        text = data.decode(_OLD, "replace")
        return text, _(
            "This file is not in Unicode. Look at the names: are all letters right? If not, save it as “CSV UTF-8”."
        )


def read(text: str, room: Room) -> List:
    """Return a list as somebody pasted or uploaded it, with every problem in it."""
    rows = _rows(text.removeprefix("\ufeff"))
    if not rows:
        return List(problems=(Problem(0, _("There is nothing in it yet.")),))
    first, header = rows[0]
    columns, unknown = _columns(header)
    missing = [word for word in ("name", "table") if word not in columns.values()]
    if missing:
        said = _("The first row must name the columns: name, table, and if you like role, language. Missing: %(what)s.")
        return List(problems=(Problem(first, said % {"what": ", ".join(missing)}),))
    notes = [_("Left out, because nobody needs it here: %(what)s.") % {"what": ", ".join(unknown)}] if unknown else []
    if len(rows) - 1 > MOST_ROWS:
        return List(problems=(Problem(0, _("At most %(n)s people can be on one list.") % {"n": MOST_ROWS}),))
    reader = _Reader(room)
    nameless = 0
    for line, cells in rows[1:]:
        given = {columns[n]: cell for n, cell in enumerate(cells) if n in columns}
        if not spoken.one_line(given.get("name", "")):
            nameless += 1
            continue
        reader.take(line, given)
    if nameless:
        notes.append(_("Rows without a name were left out: %(n)s.") % {"n": nameless})
    if not reader.rows and not reader.problems:
        reader.problems.append(Problem(0, _("There is a first row, and no name below it.")))
    return List(rows=tuple(reader.rows), problems=tuple(reader.problems), notes=tuple(notes))


class _Reader:
    """Reads row after row, and remembers who sits where."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self._tables = {table.team: table for table in room.tables}
        self._left = {table.team: table.room - room.waiting[table.team] for table in room.tables}
        self._names: dict[tuple[str, str], int] = {}
        self._roles: dict[tuple[str, str], int] = {}

    def take(self, line: int, given: Mapping[str, str]) -> None:
        """Take a row, or note what is wrong with it."""
        name = spoken.one_line(given["name"])
        table = self._table(line, given.get("table", ""))
        language = self._language(line, given.get("language", ""))
        role = self._role(line, table, given.get("role", "")) if table is not None else None
        if len(name) > LONGEST_NAME:
            self._wrong(line, _("the name is longer than %(n)s letters.") % {"n": LONGEST_NAME})
            return
        if table is None or role is None or language is None:
            return
        key = (table.team, _same(name))
        if key in self._names or key in self.room.listed:
            self._wrong(
                line, _("“%(name)s” is at this table already. Add a letter to one of the two.") % {"name": name}
            )
            return
        if self._left[table.team] <= 0:
            self._wrong(line, _("there is no seat left at “%(table)s”.") % {"table": table.name})
            return
        self._names[key] = line
        self._left[table.team] -= 1
        chosen = next((chair for chair in table.chairs if chair.role == role), None)
        self.rows.append(
            Row(
                line=line,
                name=name,
                team=table.team,
                table=table.name,
                role=role,
                role_name=chosen.name if chosen is not None and role else "",
                language=language,
            )
        )

    def _wrong(self, line: int, text: str) -> None:
        self.problems.append(Problem(line, text))

    def _table(self, line: int, typed: str) -> Table | None:
        word = spoken.one_line(typed)
        team = self.room.names.get(_same(word), "")
        if not team:
            known = ", ".join(f"{table.team} ({table.name})" for table in self.room.tables)
            if not word:
                self._wrong(line, _("no table. The tables are: %(known)s.") % {"known": known})
            else:
                said = _("there is no table “%(word)s”. The tables are: %(known)s.")
                self._wrong(line, said % {"word": word[:LONGEST_NAME], "known": known})
        return self._tables.get(team)

    def _role(self, line: int, table: Table, typed: str) -> str | None:
        word = spoken.one_line(typed)
        if not word:
            return ""
        role = self.room.roles.get((table.team, _same(word)))
        if role is None:
            known = ", ".join(chair.name for chair in table.chairs if chair.name)
            said = _("“%(table)s” has no role “%(word)s”. It has: %(known)s.")
            self._wrong(line, said % {"table": table.name, "word": word[:LONGEST_NAME], "known": known})
            return None
        chair = next(chair for chair in table.chairs if chair.role == role)
        if chair.shared:
            return role
        if not chair.free:
            self._wrong(line, _("the role “%(word)s” is taken, or kept for somebody.") % {"word": word})
            return None
        before = self._roles.setdefault((table.team, role), line)
        if before != line:
            self._wrong(line, _("the role “%(word)s” is given on line %(n)s already.") % {"word": word, "n": before})
            return None
        return role

    def _language(self, line: int, typed: str) -> str | None:
        word = spoken.one_line(typed)
        if not word:
            return ""
        code = self.room.languages.get(word.casefold()) or self.room.languages.get(word.casefold().partition("-")[0])
        if code is None:
            known = ", ".join(dict.fromkeys(self.room.languages.values()))
            said = _("the pages do not speak “%(word)s”. They speak: %(known)s.")
            self._wrong(line, said % {"word": word[:LONGEST_NAME], "known": known})
        return code


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with the line it begins on."""
    first, _end, rest = text.partition("\n")
    skipped = 0
    part = ""
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        part, text, skipped = first.strip()[4], rest, 1
    part = part or _part(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=part)
    out: list[tuple[int, list[str]]] = []
    line = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                out.append((line + 1 + skipped, cells))
            line = reader.line_num
    except csv.Error:  # one cell of a hundred thousand letters, or a stray mark
        return out
    return out


def _part(text: str) -> str:
    """Return what parts the columns, by the first line that has something on it."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(_PARTS, key=header.count)


def _columns(header: list[str]) -> tuple[dict[int, str], list[str]]:
    """Return the columns that are known, by their place, and the names of the others."""
    known: dict[int, str] = {}
    unknown: list[str] = []
    for n, cell in enumerate(header):
        word = _same(cell)
        column = COLUMNS.get(word, "")
        if column and column not in known.values():
            known[n] = column
        elif word:
            unknown.append(spoken.one_line(cell)[:LONGEST_NAME])
    return known, unknown


def _same(word: str) -> str:
    """Return a word as it is compared: one blank between its parts, capitals or not."""
    return " ".join(word.replace("\xa0", " ").casefold().split())
