"""The local layer's own facts, from `overlay.toml` and `contacts.toml`: whose it is, what it hides, whom to call.

A local layer is data alone. Its texts are read as those of the content folder are (`layers`); what is said here is
what they have no place for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from wijkverbinder.config import (
    SHAPES,
    Settings,
    lay_settings,
    lines_of,
    overlay_named,
    problems_in,
    read_settings,
    read_table,
)
from wijkverbinder.i18n import LOCALES
from wijkverbinder.model import Location, Ref
from wijkverbinder.problems import Problem, problem

OVERLAY, CONTACTS = "overlay.toml", "contacts.toml"

LOGOS = (".svg", ".png")
"""What the name of a logo ends in."""

SCHEMES = ("light", "dark")


def _row(shape: str, default: Any = "") -> Any:
    return field(default=default, metadata={"shape": shape})


@dataclass(frozen=True, slots=True)
class _Colors:
    light: Mapping[str, str] = _row("section")
    dark: Mapping[str, str] = _row("section")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What `overlay.toml` may hold."""

    name: str = _row("name")
    hide: Sequence[str] = _row("texts", ())
    logo: str = _row("text")
    colors: _Colors = field(default_factory=_Colors)
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a contact says in words, which may be translated."""

    name: str = _row("name")
    text: str = _row("text")
    hours: str = _row("text")


@dataclass(frozen=True, slots=True)
class _Row(_Said):
    """What a contact in `contacts.toml` may hold, beside its words in other languages."""

    phone: str = _row("phone")
    mail: str = _row("mail")
    url: str = _row("address")
    phases: Sequence[str] = _row("texts", ())


REACHED_BY = ("phone", "mail", "url")
"""The ways to reach a contact: one of them at least."""


class Contact(NamedTuple):
    """Whom people can turn to in some phases."""

    said: Mapping[str, Mapping[str, str]]
    """Name, text and opening hours per language, the original one first."""
    phone: str
    mail: str
    url: str
    phases: Mapping[str, int]
    """The phases in which it is shown, each with its line in the file."""


class Hue(NamedTuple):
    """A colour that takes the place of one of ours."""

    value: str
    line: int


class Overlay(NamedTuple):
    """A local layer, but for its texts."""

    path: str = ""
    """Its folder as messages name it; nothing where the site has no local layer."""
    name: str = ""
    """Whose it is, as readers are told."""
    hide: Mapping[Ref, int] = {}
    """What is not to be shown, each with its line in the file."""
    logo: str = ""
    colors: Mapping[str, Mapping[str, Hue]] = {}
    """Per scheme (light, dark) the colours by the name of their token."""
    contacts: tuple[Contact, ...] = ()
    lines: Mapping[str, int] = {}
    """The line of each name in `overlay.toml`."""
    is_whole: bool = True
    """Whether `overlay.toml` holds no mistake; with one, nobody can tell which picture is the logo."""

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self.path)

    def told(self) -> tuple[object, ...]:
        """All of it that stands on pages."""
        contacts = [(one.said, one.phone, one.mail, one.url, tuple(one.phases)) for one in self.contacts]
        return self.name, contacts

    def at(self, name: str) -> Location:
        """Where something stands in `overlay.toml`."""
        return Location(f"{self.path}/{OVERLAY}", self.lines.get(name, 1))


def read_overlay(file: Path, folder: Path | None, shown: str) -> tuple[Settings, Overlay, list[Problem]]:
    """The settings of a site with those of its local layer over them, and the layer itself.

    Args:
        file: the settings of the site.
        folder: the folder of the layer, if the site has one.
        shown: that folder, as messages name it.
    """
    settings, problems = read_settings(file)
    if folder is None:
        return settings, Overlay(), problems
    table, lines, found = read_table(folder / OVERLAY, f"{shown}/{OVERLAY}")
    if table is None:
        problems += found or [_missing(file, folder, shown)]
        return settings, Overlay(shown, shown, is_whole=False), problems
    found += problems_in(_Sheet, table, "", f"{shown}/{OVERLAY}", lines)
    place = Location(f"{shown}/{OVERLAY}", lines.get("settings.overlay", 1))
    if "overlay" in _section(table, "settings"):  # a layer has no layer
        known = [item.name for item in fields(Settings) if item.name != "overlay"]
        found.append(problem("settings-unknown", place, word="overlay", among=known, value="settings.overlay"))
    if not found and not table.get("name"):
        found.append(problem("settings-needs", Location(place.path, 1), field=OVERLAY, needs="name"))
    colors = {scheme: _section(_section(table, "colors"), scheme) for scheme in SCHEMES}
    found += _color_problems(colors, place.path, lines)
    hide, wrong = _hidden(table.get("hide", ()), folder / OVERLAY, place.path)
    found += wrong
    contacts, wrong = _contacts(folder, shown)
    problems += [*found, *wrong]
    if found:
        name = str(table.get("name", shown))
        return settings, Overlay(shown, name, contacts=contacts, lines=lines, is_whole=False), problems
    hues = {
        scheme: {name: Hue(value, lines.get(f"colors.{scheme}.{name}", 1)) for name, value in section.items()}
        for scheme, section in colors.items()
    }
    laid = lay_settings(settings, _section(table, "settings"))
    if laid.security.contact and not laid.security.expires:  # RFC 9116, section 2.5.5
        at = Location(place.path, lines.get("settings.security.contact", 1))
        problems.append(problem("settings-needs", at, field="security.contact", needs="security.expires"))
    return laid, Overlay(shown, table["name"], hide, table.get("logo", ""), hues, contacts, lines), problems


def _missing(settings: Path, folder: Path, shown: str) -> Problem:
    """That the layer is not there, told where the settings name it, if they do."""
    around = {folder.parent, settings.parent / "overlays"}
    beside = sorted({file.parent.name for near in around for file in near.glob(f"*/{OVERLAY}")})
    is_named = Path(overlay_named(settings)).name == folder.name  # else another was asked for
    line = read_table(settings, settings.name)[1].get("overlay", 0) if is_named else 0
    place = Location(settings.name, line) if line else Location(f"{shown}/{OVERLAY}")
    return problem("overlay-missing", place, word=folder.name, among=beside, value=shown)


def _section(table: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = table.get(name)
    return found if isinstance(found, dict) else {}


def _color_problems(
    colors: Mapping[str, Mapping[str, Any]], path: str, lines: Mapping[str, int]
) -> Iterator[Problem]:
    for scheme, section in colors.items():
        for name, value in section.items():
            if not SHAPES["color"](value):
                full = f"colors.{scheme}.{name}"
                place = Location(path, lines.get(full, 1))
                shown = "@fields" if isinstance(value, dict) else f"“{value}”"
                yield problem("settings-value", place, field=full, value=shown, expected="@setting-color")


def _hidden(names: Any, file: Path, path: str) -> tuple[dict[Ref, int], list[Problem]]:
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return {}, []  # said before
    rows = file.read_text("utf-8-sig").splitlines()
    hidden: dict[Ref, int] = {}
    problems = []
    for name in names:
        line = next((at for at, row in enumerate(rows, 1) if f'"{name}"' in row or f"'{name}'" in row), 1)
        ref = Ref.parse(name)
        if ref is None:
            problems.append(problem("bad-reference", Location(path, line), value=name, example=f"activity:{name}"))
        else:
            hidden[ref] = line
    return hidden, problems


def _contacts(folder: Path, shown: str) -> tuple[tuple[Contact, ...], list[Problem]]:
    path = f"{shown}/{CONTACTS}"
    table, _, problems = read_table(folder / CONTACTS, path)
    if table is None:
        return (), problems
    rows = table.pop("contact", [])
    for name in table:
        problems.append(problem("settings-unknown", Location(path, 1), word=name, among=("contact",), value=name))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        shape = {"field": "contact", "value": "@fields", "expected": "[[contact]]"}
        return (), [*problems, problem("settings-value", Location(path, 1), **shape)]
    contacts = []
    parts = re.split(r"(?m)^(?=[ \t]*\[\[)", (folder / CONTACTS).read_text("utf-8-sig"))
    above = parts[0].count("\n")
    for row, part in zip(rows, parts[1:], strict=False):
        lines = {name.removeprefix("contact."): line + above for name, line in lines_of(part)}
        above += part.count("\n")
        wrong = [*_contact_problems(row, path, lines)]
        problems += wrong
        if not wrong:
            contacts.append(_contact(row, part.splitlines(), lines))
    return tuple(contacts), problems


def _contact_problems(row: Mapping[str, Any], path: str, lines: Mapping[str, int]) -> Iterator[Problem]:
    own = {name: value for name, value in row.items() if name not in LOCALES}
    first = lines.get("contact", 1)
    found = [*problems_in(_Row, own, "", path, lines)]
    for language in LOCALES:
        if isinstance(row.get(language), dict):
            found += problems_in(_Said, row[language], f"{language}.", path, lines)
    yield from found
    if found:
        return
    if not row.get("name"):
        yield problem("settings-needs", Location(path, first), field="[[contact]]", needs="name")
    elif not any(row.get(way) for way in REACHED_BY):
        yield problem("settings-needs", Location(path, first), field=row["name"], needs="@reached-by")
    elif not row.get("phases"):
        yield problem("settings-needs", Location(path, first), field=row["name"], needs="phases")


def _contact(row: Mapping[str, Any], text: Sequence[str], lines: Mapping[str, int]) -> Contact:
    first = lines["contact"]
    original = {name: str(row.get(name, "")) for name in ("name", "text", "hours")}
    said = {"": original} | {
        language: original | row[language] for language in LOCALES if isinstance(row.get(language), dict)
    }

    def line(phase: str) -> int:
        return next((first + at for at, written in enumerate(text) if f'"{phase}"' in written), first)

    phone, mail, url = (str(row.get(way, "")) for way in REACHED_BY)
    return Contact(said, phone, mail, url, {phase: line(phase) for phase in row["phases"]})


SOON = 30
"""Days before a day in the settings on which the build begins to warn; ours."""


def due(file: Path, today: date, folder: Path | None = None, shown: str = "") -> list[Problem]:
    """What in the settings of a site is past its day, or will soon be; a build says it, and goes on.

    Args:
        file: the settings.
        today: the day to hold them against; the clock is not for this module to read.
        folder: the folder of the local layer, if there is one.
        shown: that folder, as messages name it.
    """
    settings, overlay, problems = read_overlay(file, folder, shown)
    expires = settings.security.expires
    if problems or not expires or (date.fromisoformat(expires) - today).days > SOON:
        return []
    name = "security.expires"
    if f"settings.{name}" in overlay.lines:
        return [problem("security-expires", overlay.at(f"settings.{name}"), value=expires)]
    line = dict(lines_of(file.read_text("utf-8-sig"))).get(name, 1)
    return [problem("security-expires", Location(file.name, line), value=expires)]
