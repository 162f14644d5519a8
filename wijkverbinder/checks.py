"""What the last automatic check of the pages saw, for the page about accessibility; knows no pages.

It lies in a file that `tools/accessibility.py` writes after a run of the checks: a build runs no browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wijkverbinder.config import read_table
from wijkverbinder.made import MadeWrong, Where, problem_of, take
from wijkverbinder.problems import Problem

CRITERIA = ("axe", "html", "contrast")
"""What is checked, by the name of its words under `checks.`, in the order of showing."""


class Checked(NamedTuple):
    """What one tool saw."""

    criterion: str
    tool: str
    version: str
    date: str
    pages: int
    """How many kinds of pages, pages or pairs of colours it looked at."""
    states: int
    """How many times it looked: in other sizes, schemes and states."""
    found: int


def read_checks(file: Path) -> tuple[tuple[Checked, ...], list[Problem]]:
    """What each tool saw, in order; nothing where there is no file."""
    table, _, problems = read_table(file, file.name)
    if table is None:
        return (), problems
    try:
        date = str(take(table, "date", "day"))
        return tuple(_checked(name, take(table, name, "group"), date) for name in CRITERIA), []
    except MadeWrong as wrong:
        return (), [problem_of(wrong, file)]


def _checked(name: str, row: Mapping[str, Any], date: str) -> Checked:
    where = Where(name)
    tool, version = (take(row, one, "text", where) for one in ("tool", "version"))
    pages, states, found = (take(row, one, "number", where) for one in ("pages", "states", "found"))
    return Checked(name, tool, version, date, pages, states, found)
