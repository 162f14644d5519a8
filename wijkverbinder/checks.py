"""What the last automatic check of the pages saw, for the page about accessibility; knows no pages.

It lies in a file that `tools/accessibility.py` writes after a run of the checks: a build runs no browser.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

from wijkverbinder.i18n import broken_toml
from wijkverbinder.model import Location
from wijkverbinder.problems import Problem, problem
from wijkverbinder.text import is_iso_date

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
    try:
        table = tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        return (), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return (), [broken_toml(file.name, error)]
    try:
        found = tuple(_checked(name, table[name], table["date"]) for name in CRITERIA)
    except (KeyError, TypeError, ValueError) as error:
        return (), [problem("settings-broken", Location(file.name), why=f"{type(error).__name__}: {error}")]
    return found, []


def _checked(name: str, row: dict[str, object], date: object) -> Checked:
    if not isinstance(date, str) or not is_iso_date(date):
        raise ValueError(date)
    numbers = [row[number] for number in ("pages", "states", "found")]
    if not all(isinstance(number, int) for number in numbers):
        raise TypeError(name)
    pages, states, found = (int(str(number)) for number in numbers)
    return Checked(name, str(row["tool"]), str(row["version"]), date, pages, states, found)
