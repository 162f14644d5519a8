"""The settings of a site, from `site.toml`: read once, frozen, unknown names refused; knows not who uses them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wijkverbinder.i18n import LOCALES, broken_toml
from wijkverbinder.model import Location
from wijkverbinder.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host may set."""

    name: str = "De Wijkverbinder"
    """The name of the site, in the heading and in the title of each page."""
    base_url: str = ""
    """The address at which the site will stand; needed for sitemap.xml, and for 404.html in a sub-folder."""
    languages: tuple[str, ...] = ("nl",)
    """The languages in which the site is made, the original one first."""
    repository: str = ""
    """The address at which the sources stand, for who wants to mend something."""
    contact: str = ""
    """Where readers can report a mistake: an e-mail address or a web address."""

    @property
    def base_path(self) -> str:
        """The folder of the address, for the one page that needs it: ``/`` or ``/wijk/``."""
        path = urlsplit(self.base_url).path
        return path if path.endswith("/") else f"{path}/"


def read_settings(file: Path) -> tuple[Settings, list[Problem]]:
    """The settings of a site; without a file, all as they are by default."""
    path = file.name
    try:
        text = file.read_text("utf-8-sig")
        table = tomllib.loads(text)
    except FileNotFoundError:
        return Settings(), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Settings(), [broken_toml(path, error)]
    names = [item.name for item in fields(Settings)]
    lines = _lines(text)
    problems = [
        problem("settings-unknown", Location(path, lines.get(name, 1)), word=name, among=names, value=name)
        for name in table
        if name not in names
    ]
    problems += [
        problem(
            "settings-value",
            Location(path, lines.get(name, 1)),
            field=name,
            value=f"“{value}”",
            expected=_expected(name),
        )
        for name, value in table.items()
        if name in names and not _fits(name, value)
    ]
    if problems:
        return Settings(), problems
    if "languages" in table:
        table["languages"] = tuple(table["languages"])
    return Settings(**table), []


def _fits(name: str, value: Any) -> bool:
    if name == "languages":
        known = isinstance(value, list) and all(isinstance(code, str) and code in LOCALES for code in value)
        return known and value[:1] == ["nl"] and len(set(value)) == len(value)
    if not isinstance(value, str):
        return False
    if name in {"base_url", "repository"} and value:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.netloc) and not parts.query
    return bool(value) or name != "name"


def _expected(name: str) -> str:
    return {"languages": "@languages", "base_url": "@address", "repository": "@address"}.get(name, "@text")


def _lines(text: str) -> dict[str, int]:
    """The line of each name; good enough for our flat file."""
    return {line.partition("=")[0].strip(): number for number, line in enumerate(text.splitlines(), 1) if "=" in line}
