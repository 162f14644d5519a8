"""The line of a problem with its place marked: for a terminal, and for whatever shows problems in another way."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from wijkverbinder.problems import Problem
from wijkverbinder.text import CONTROL

WIDTH = 100
"""Columns of a line that are shown; what lies further from the mark is left out."""

LARGEST = 2**20
"""Bytes of a file that is still read for its line: ten times what any source of ours may be."""

_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_KEY = re.compile(r"[\w-]+(?=:)")
_VALUE = re.compile(r"\S(?:.*?\S)?(?=\s*$|\s+#)")
"""What stands at a place, from the surest to the least sure; the first that fits is marked."""


class Excerpt(NamedTuple):
    """One line of a file in three parts; the middle one is what the problem is about."""

    line: int
    before: str
    marked: str
    after: str

    def in_columns(self) -> str:
        """Two lines for a terminal: the line with its number, and signs below the marked part.

        Columns are those of a terminal: a tab stays a tab, a wide character takes two, a combining mark none.
        A text from right to left is marked as a whole, which holds whether or not the terminal turns it round.
        """
        before, marked, after = _shortened(self.before, self.marked, self.after)
        number = f"{self.line:>5}"
        under = "".join("\t" if sign == "\t" else " " * columns(sign) for sign in before)
        signs = "^" * max(1, columns(marked))
        return f"{number} | {before}{marked}{after}\n{' ' * len(number)} | {under}{signs}"


def excerpt_of(problem: Problem, root: Path) -> Excerpt | None:
    """The line that a problem is about, or None where it has no line or the file can't be read.

    Args:
        problem: with its place.
        root: the folder that the place starts from.
    """
    at = problem.location
    if not at.line:
        return None
    try:
        with (root / at.path).open("rb") as file:
            data = file.read(LARGEST)
    except OSError:
        return None
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if at.line > len(lines):
        return None
    line = CONTROL.sub(_visible, lines[at.line - 1])
    start, end = _span(line, max(at.column - 1, 0), dict(problem.values).get("value", ""))
    return Excerpt(at.line, line[:start], line[start:end], line[end:])


def columns(text: str) -> int:
    """How many columns of a terminal a text takes; a tab counts as one, since who asks treats it apart."""
    return sum(map(_width, text))


def _width(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _visible(found: re.Match[str]) -> str:
    """A control character as a sign that can be seen, and that a terminal does not obey."""
    code = ord(found.group())
    return chr(0x2400 + code) if code < 0x20 else "␡"


def _span(line: str, start: int, value: str) -> tuple[int, int]:
    """From where to where a line is marked."""
    start = min(start, len(line))
    if value and line.startswith(value, start):
        return start, start + len(value)
    if value and not start and (at := _place_of(value, line)) >= 0:
        return at, at + len(value)
    for pattern in (_QUOTED, _KEY, _VALUE):
        if found := pattern.match(line, start):
            return found.span()
    if not line[start:].strip() and line.strip():  # behind the end of what stands there
        return start, start
    indent = len(line) - len(line.lstrip())
    return max(start, indent), max(len(line.rstrip()), start)


def _place_of(value: str, line: str) -> int:
    """Where a value stands in a line, rather alone than within a longer word or address; -1 where nowhere."""
    alone = re.search(rf"(?<![\w/.]){re.escape(value)}(?![\w/])", line)
    return alone.start() if alone else line.find(value)


def _shortened(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """The parts cut to what fits beside each other, with a sign where something is left out."""
    if columns(before + marked + after) <= WIDTH:
        return before, marked, after
    marked = _cut(marked, WIDTH // 2)
    room = WIDTH - columns(marked)
    if columns(before) > room // 2:
        kept = before[-(room // 2) :]
        while columns(kept) >= room // 2:
            kept = kept[1:]
        before = f"…{kept}"
    return before, marked, _cut(after, room - columns(before))


def _cut(text: str, room: int) -> str:
    if columns(text) <= room:
        return text
    while columns(text) >= room and text:
        text = text[:-1]
    return f"{text}…"
