"""An entry's facts as plain words, for who searches in them; knows no pages and no index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from wijkverbinder.markdown import MARK, OPEN
from wijkverbinder.model import Facts

CODES = frozenset(
    (
        *("slug", "order", "color", "icon", "checked", "safety_first", "type", "contact", "rung", "target_groups"),
        *("rhythm", "difficulty", "cost", "verdict", "stage", "level", "grade", "kind", "country", "lead_phase"),
        *("activities", "related", "confidence", "sources", "review", "language", "access", "seen", "url", "doi"),
        *(
            "isbn",
            "year",
            "forms",
            "aliases",
            "phase",
            "min",
            "max",
            "preparation_weeks",
            "running_minutes",
            "group_size",
        ),
    )
)
"""Fields that hold terms, references, numbers, dates or addresses: nothing that a reader would look for as a word.

`phases` is a list of terms, or holds the parts of an activity: only in the first case it is a code. `contact` of a
phase is a text too, and `forms` of a glossary term are words; both are treated below.
"""

_HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|del|dfn|em|i|kbd|s|small|span|strong|sub|sup)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")

_TITLES = frozenset(("title", "heading"))
"""Fields that head a part of the page."""


def plain_words(value: str) -> str:
    """A text as kept (HTML after the mark, or plain) as words on one line."""
    if value[:1] == MARK:
        value = unescape(_TAG.sub(" ", _INLINE.sub("", value[1:].replace(OPEN, ""))))
    return _SPACE.sub(" ", value).strip()


def words_of(facts: Facts) -> tuple[str, str]:
    """What can be found in an entry, beside its own title and summary.

    Args:
        facts: the checked facts of an entry, as `validate` leaves them.

    Returns:
        its headings, and all its text, headings included; each on one line.
    """
    headings: list[str] = []
    texts: list[str] = []
    for name, value in _texts({name: facts[name] for name in facts if name not in {"title", "summary"}}):
        words = plain_words(value)
        texts.append(words)
        if name in _TITLES:
            headings.append(words)
        elif value[:1] == MARK:
            headings += [plain_words(MARK + inner) for inner in _HEADING.findall(value)]
    return " ".join(headings), " ".join(text for text in texts if text)


def _texts(fields: Facts) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        if isinstance(value, dict):
            yield from _texts(value)
        elif name not in CODES and not (name == "phases" and isinstance(value, list)):
            yield from _in(name, value)


def _in(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner) if isinstance(inner, dict) else _in(name, inner)
