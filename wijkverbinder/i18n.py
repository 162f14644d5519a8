"""Languages: their names, direction and plural rule, and the words of the interface; knows no pages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wijkverbinder.model import Location
from wijkverbinder.problems import Problem, problem
from wijkverbinder.text import CONTROL, code_point


def _one_or_other(count: int) -> str:
    return "one" if count == 1 else "other"


def _arabic(count: int) -> str:
    """The six plural forms of Arabic, by the rules of the Unicode CLDR."""
    if count in {0, 1, 2}:
        return ("zero", "one", "two")[count]
    rest = count % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"


class Locale(NamedTuple):
    """A language that a site can be in."""

    code: str
    name: str
    direction: str
    plural: Callable[[int], str]

    def form(self, count: str) -> str:
        """The plural form that goes with a number as it is shown.

        “1½”, which is not whole, has the general one. “5–8” has that of its end, but for “1–2”: a form that says two
        of something in one word says nothing of one (the plural ranges of the Unicode CLDR).
        """
        _, ranges, last = count.rpartition("–")
        form = self.plural(int(last)) if last.isdecimal() else "other"
        return "other" if ranges and form == "two" else form


LOCALES: dict[str, Locale] = {
    locale.code: locale
    for locale in (
        Locale("nl", "Nederlands", "ltr", _one_or_other),
        Locale("en", "English", "ltr", _one_or_other),
        Locale("ar", "العربية", "rtl", _arabic),
    )
}
"""The languages that we know; a new one is a row here and a file in content/messages/."""

MONTHS = {
    "nl": "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "ar": "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
}
"""The months of each language, January first."""


def show_date(iso: str, language: str) -> str:
    """``2026-11-22`` as people write it: 22 november 2026."""
    year, month, day = (int(part) for part in iso.split("-"))
    return f"{day} {MONTHS[language].split('|')[month - 1]} {year}"


_FORMS = ("zero", "one", "two", "few", "many", "other")
"""The names that the Unicode CLDR gives to plural forms."""

_NUMBERS = re.compile(r"\d+")


class MissingWords(KeyError):
    """Words that a page asks for are not there, or name something that the page does not fill in."""

    def __init__(self, name: str, *, there: bool) -> None:
        """Takes the name of the words, and whether they are there at all."""
        super().__init__(name)
        self.name, self.there = name, there


class Messages(NamedTuple):
    """The words of the interface in one language, by dotted name."""

    language: str
    words: Mapping[str, str]

    def __call__(self, name: str, /, **values: object) -> str:
        """The words under `name`; with `count` the right plural form is chosen.

        Raises:
            MissingWords: no such words, or they can't be filled in.
        """
        if not values and name in self.words:  # most of what a page asks for
            return self.words[name]
        if "count" in values and name not in self.words:
            form = LOCALES[self.language].form(str(values["count"]))
            name = f"{name}.{form}" if f"{name}.{form}" in self.words else f"{name}.other"
        try:
            return self.words[name].format(**values) if values else self.words[name]
        except (KeyError, IndexError, ValueError) as error:
            raise MissingWords(name, there=name in self.words) from error

    def group(self, prefix: str) -> dict[str, str]:
        """All words below a name, for instance the addresses."""
        start = f"{prefix}."
        return {name.removeprefix(start): text for name, text in self.words.items() if name.startswith(start)}


def read_messages(folder: Path, languages: tuple[str, ...]) -> tuple[dict[str, Messages], list[Problem]]:
    """The words of each language; a word that the original has and another lacks is a problem."""
    found: dict[str, Messages] = {}
    problems: list[Problem] = []
    for language in languages:
        path, text = f"messages/{language}.toml", ""
        try:
            text = (folder / f"{language}.toml").read_text("utf-8-sig")
            words = dict(_flatten(tomllib.loads(text)))
        except FileNotFoundError:
            words = {}
            problems.append(problem("file-unreadable", Location(path), why="@absent"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            words = {}
            problems.append(broken_toml(path, error, text))
        for name, said in words.items():
            if sign := CONTROL.search(said):
                problems.append(
                    problem("control-character", Location(path), value=f"{code_point(sign.group())} ({name})")
                )
        found[language] = Messages(language, words)
    original = found[languages[0]].words
    plurals = {_plural_of(name) for name in original} - {""}
    for language in languages[1:]:
        known = found[language].words
        forms = {_plural_of(name) for name in known} - {""}
        for name in original.keys() - known.keys() if known else ():
            if _plural_of(name) in forms:
                continue
            place = Location(f"messages/{language}.toml")
            problems.append(problem("message-missing", place, value=name, language=language, lacks="@words-absent"))
        unknown = {name for name in known if name not in original and _plural_of(name) not in plurals}
        for name in unknown if original else ():
            place = Location(f"messages/{language}.toml")
            problems.append(problem("message-unknown", place, word=name, among=original, value=name))
    return found, problems


_FAULTS = (
    ("Invalid value", "@toml-value"),
    ("Expected '='", "@toml-equals"),
    ("Expected ']", "@toml-heading"),
    ("Expected newline", "@toml-behind"),
    ("Cannot ", "@toml-twice"),
    ("Duplicate", "@toml-twice"),
    ("Unterminated", "@yaml-quote"),
    ("Expected \"'", "@yaml-quote"),
    ("Illegal character '\\n'", "@yaml-quote"),
    ("Illegal character '\\r'", "@yaml-quote"),
    ("character '", "@toml-sign"),
    ("Unclosed", "@toml-bracket"),
    ("Unescaped", "@yaml-escape"),
    ("Invalid hex", "@yaml-escape"),
    ("Escaped", "@yaml-escape"),
    ("Invalid date", "@toml-date"),
    ("Invalid statement", "@toml-name"),
    ("Invalid initial", "@toml-name"),
    ("", "@toml-unreadable"),
)
"""What the TOML parser says, by a part of its sentence, in words for editors; the first that fits counts."""


def broken_toml(path: str, error: tomllib.TOMLDecodeError | UnicodeDecodeError, text: str = "") -> Problem:
    """What a TOML file has that can't be read, at its line.

    Args:
        path: the file, as messages name it.
        error: what the parser says.
        text: what stands in the file; what is wrong at its end is told at its last line.
    """
    if isinstance(error, UnicodeDecodeError):
        place = Location(path, error.object.count(b"\n", 0, error.start) + 1)
        return problem("not-utf8", place, position=error.start)
    why, _, at = str(error).partition(" (at ")
    last = text.rstrip().count("\n") + 1 if text else 0
    line, column = (int(number) for number in _NUMBERS.findall(at) or (last, 0))
    cause = next(word for sign, word in _FAULTS if sign in why)
    return problem("settings-broken", Location(path, line, column), why=cause)


def _plural_of(name: str) -> str:
    """The words of which a name is one plural form: languages have more or fewer forms than the original."""
    stem, _, form = name.rpartition(".")
    return stem if form in _FORMS else ""


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield prefix + name, str(value)
