"""The content as tables: a row per entry, and a row per part of the lists in it; knows no pages.

A column is a field, by its path in the JSON; which there are follows from the outline of the kind. A text is plain
words here: who wants its markup and its links takes the JSON.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from wijkverbinder.markdown import MARK, text_of
from wijkverbinder.model import Facts
from wijkverbinder.outlines import Outline
from wijkverbinder.views.desk import Desk, View

BETWEEN = " | "
"""Stands between the values of a list that is one cell."""

LEFT_OUT = frozenset(("draft", "slug", "aliases", "pictures"))
"""Fields that are about our own files; the address of a page stands in its column, whose pictures are in the JSON."""

Path = tuple[str, ...]

Places = tuple[tuple[int, Path], ...]
"""In which column each field of a part stands."""


class Lists(NamedTuple):
    """Where the lists of parts in a value stand. What holds none is left out: most fields do not."""

    fields: tuple[tuple[str, Lists], ...] = ()
    """The fields, of the value or of each of its parts, that are such lists or hold some."""
    here: Places | None = None
    """The value is a list of such parts."""
    each: Lists | None = None
    """The value is a map, and this holds for each value in it."""


_NONE = Lists()

_FORMULA = re.compile(r"[=+@\t\r\n＝＋－＠-](?!\d+(?:[.,]\d+)?\Z)")
"""How a cell begins that a spreadsheet may run as a formula (OWASP, CSV Injection); a number with a sign is none."""

_BLOCK_END = re.compile(r"</(?:p|h[2-6]|blockquote|pre|tr)>|(?<!</p>)\n?</li>|<br>")
_GAP = re.compile(r"\s*\n\s*")


def table_row(facts: Facts, desk: Desk) -> View:
    """One entry as a row: who it is, where its page is, and every field that it has once."""
    own = desk.own()
    paths = _columns(desk.frame.outlines[own.ref.kind], _phases(desk))
    row = [str(own.ref), own.language, desk.href(own.path), *(cell(_at(facts, path)) for path in paths)]
    return {"text": _line([*row, cell(facts["body"]), *_local(facts, desk)])}


def _local(facts: Facts, desk: Desk) -> list[str]:
    """What a local layer did to an entry, on a site that has one."""
    return [cell(facts.get("local", {}).get("layers", []))] if desk.frame.overlay else []


def table(_facts: Facts, desk: Desk) -> View:
    """All entries of a kind, below the names of their fields."""
    paths = _columns(desk.frame.outlines[desk.argument], _phases(desk))
    local = ["local"] if desk.frame.overlay else []
    return {"text": _whole(["ref", "text_language", "page", *map(".".join, paths), "body", *local], desk.pieces)}


def parts_rows(facts: Facts, desk: Desk) -> View:
    """The parts of the lists in one entry, a row each: which entry, which list, the place in it, and its fields."""
    own = desk.own()
    lists, columns = _lists_in(desk.frame.outlines[own.ref.kind], _phases(desk))
    who = (str(own.ref), own.language)
    rows = []
    for name, number, part, places in _parts(facts, lists):
        cells = [""] * len(columns)
        for place, path in places:
            cells[place] = cell(_at(part, path))
        rows.append([*who, name, number, *cells])
    return {"text": _lines(rows)}


def parts_table(_facts: Facts, desk: Desk) -> View:
    """The parts of the lists in all entries of a kind."""
    paths = part_columns(desk.frame.outlines[desk.argument], _phases(desk))
    return {"text": _whole(["ref", "text_language", "list", "number", *map(".".join, paths)], desk.pieces)}


def cell(value: Any) -> str:
    """A value as one cell: plain words, a number, true or false, or nothing.

    >>> cell(["een", "twee"]), cell(None), cell(False)
    ('een | twee', '', 'false')
    """
    if isinstance(value, str):
        return _words(value) if value[:1] == MARK else value
    if isinstance(value, list):
        return BETWEEN.join(map(cell, value))
    return "" if value is None else str(value).lower()


def _words(html: str) -> str:
    """A text as kept, as words with a line per paragraph."""
    return _GAP.sub("\n", text_of(_BLOCK_END.sub("\n", html))).strip() if "\n" in html else text_of(html)


def part_columns(outline: Outline, phases: Sequence[str]) -> tuple[Path, ...]:
    """The fields of all parts that a kind has lists of, each once."""
    return _lists_in(outline, phases)[1]


@cache
def _lists_in(outline: Outline, phases: Sequence[str]) -> tuple[Lists, tuple[Path, ...]]:
    """The lists of parts in what an outline describes, and the fields of all those parts, each once."""
    places: dict[Path, int] = {}

    def within(outline: Outline) -> Lists:
        match outline:
            case ("model", _, fields):
                inside = ((name, within(inner)) for name, inner, *_ in fields if name not in LEFT_OUT)
                return Lists(tuple((name, lists) for name, lists in inside if lists != _NONE))
            case ("map", inner):
                lists = within(inner)
                return Lists(each=lists) if lists != _NONE else _NONE
            case ("list", ("model", *_) as part, _):
                here = tuple((places.setdefault(path, len(places)), path) for path in _columns(part, phases))
                return within(part)._replace(here=here)
        return _NONE

    return within(outline), tuple(places)


@cache
def _columns(outline: Outline, phases: Sequence[str]) -> tuple[Path, ...]:
    """The path of every field that an entry or part has once; a field per phase stands once for each."""
    return tuple(_fields_in(outline, phases))


def _fields_in(outline: Outline, phases: Sequence[str]) -> Iterator[Path]:
    match outline:
        case ("model", _, fields):
            for name, inner, *_ in fields:
                if name not in LEFT_OUT:
                    yield from ((name, *path) for path in _fields_in(inner, phases))
        case ("map", inner):
            for phase in phases:
                yield from ((phase, *path) for path in _fields_in(inner, phases))
        case ("list", ("model", *_), _):
            return
        case _:
            yield ()


def _parts(value: Any, lists: Lists, name: str = "") -> Iterator[tuple[str, int, Facts, Places]]:
    """Every part of the lists in a value: the path of its list, its place in it, from 1, and where its fields go."""
    if lists.each is not None:
        for key, inner in value.items():
            if inner is not None:
                yield from _parts(inner, lists.each, f"{name}.{key}")
    elif lists.here is not None:
        for number, part in enumerate(value, 1):
            yield name, number, part, lists.here
            if lists.fields:
                yield from _parts(part, Lists(lists.fields), f"{name}.{number}")
    else:
        for field, inner in lists.fields:
            if value.get(field) is not None:
                yield from _parts(value[field], inner, f"{name}.{field}" if name else field)


def _at(facts: Facts, path: Path) -> Any:
    value: Any = facts
    for name in path:
        value = value.get(name) if value is not None else None
    return value


def _phases(desk: Desk) -> tuple[str, ...]:
    return desk.terms("phase")


def _line(cells: Sequence[object]) -> str:
    return _lines([cells])


def _lines(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(map(_no_formulas, rows))
    return out.getvalue()


def _no_formulas(cells: Sequence[object]) -> list[object]:
    """A row in which no spreadsheet finds anything to run: an apostrophe in front says that it is text.

    Who writes a text for a site may be another than who opens its table, and whoever runs that.

    >>> _no_formulas(["=1+1", "-2,5", "- een", 3])
    ["'=1+1", '-2,5', "'- een", 3]
    """
    return [f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell for cell in cells]


def _whole(head: Sequence[str], lines: Sequence[str]) -> str:
    """A table as RFC 4180 has it, with the mark in front by which a spreadsheet knows that it is UTF-8."""
    return "\ufeff" + _line(head) + "".join(lines)
