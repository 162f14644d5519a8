"""A file of data that a command of ours wrote, value by value: each of its shape, or a problem at its line.

Who mends such a file by hand, or merges two of them, can leave something out; what the file is for is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wijkverbinder.model import Location
from wijkverbinder.problems import Problem, problem
from wijkverbinder.text import is_iso_date


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


SHAPES: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str) and bool(value.strip()),
    "day": lambda value: is_iso_date(str(value)),
    "number": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    "names": _are_texts,
    "pairs": lambda value: isinstance(value, list) and all(_are_texts(pair) and len(pair) == 2 for pair in value),
    "group": lambda value: isinstance(value, dict),
    "groups": lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value),
}
"""What a value may look like, by name; `problem_texts.WORDS` says each in words, as ``made-<name>``."""


class Where(NamedTuple):
    """A table in a file: the heading above it, and how many tables with that heading stand before it."""

    heading: str = ""
    before: int = 0


class MadeWrong(Exception):
    """A value is not there, or not of its shape; says which, in which table, and what it must be."""

    def __init__(self, where: Where, name: str, why: str) -> None:
        super().__init__(name)
        self.where, self.name, self.why = where, name, why


def take(table: Mapping[str, Any], name: str, shape: str, where: Where = Where()) -> Any:  # noqa: B008 - it is a value
    """A value of a table.

    Args:
        table: what was read.
        name: of the value.
        shape: a key of `SHAPES`.
        where: the table in the file.

    Raises:
        MadeWrong: it is not there, or not of that shape.
    """
    if name not in table:
        raise MadeWrong(where, name, "@made-absent")
    if not SHAPES[shape](table[name]):
        raise MadeWrong(where, name, f"@made-{shape}")
    return table[name]


def problem_of(wrong: MadeWrong, file: Path) -> Problem:
    """What is said of it, at the line of the value or of the heading above it.

    Args:
        wrong: what was found.
        file: the file, which could be read.
    """
    field = f"{wrong.where.heading}.{wrong.name}".strip(".")
    line = _line_of(file.read_text("utf-8-sig").splitlines(), wrong.where, wrong.name)
    return problem("made-wrong", Location(file.name, line), field=field, why=wrong.why)


def _line_of(lines: list[str], where: Where, name: str) -> int:
    headings = [number for number, line in enumerate(lines, 1) if line.strip(" []") == where.heading and "[" in line]
    start = headings[where.before] if where.heading and where.before < len(headings) else 0
    for number, line in enumerate(lines[start:], start + 1):
        if re.match(rf"\s*\[*\s*{re.escape(name)}\s*[]=]", line):
            return number
        if where.heading and line.startswith("["):
            break
    return start
