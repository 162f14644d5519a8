"""An entry's facts as plain words, for who searches in them; knows no pages and no index."""

from __future__ import annotations

import re
from html import unescape

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
            "layers",
            "fields",
            "file",
            "licence",
            "source",
            "consent",
        ),
    )
)
"""Fields that hold terms, references, numbers, dates or addresses: nothing that a reader would look for as a word.

`phases` is a list of terms, or holds the parts of an activity: only in the first case it is a code. `contact` of a
phase is a text too, and `forms` of a glossary term or a phase are words; both are treated below.
"""

_HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|del|dfn|em|i|kbd|s|small|span|strong|sub|sup)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")

_TITLES = frozenset(("title", "heading"))
"""Fields that head a part of the page."""


def plain_words(value: str) -> str:
    """A text as kept (HTML after the mark, or plain) as words on one line."""
    if value[:1] == MARK:
        value = value[1:].replace(OPEN, "")
        if "<" in value:
            value = _TAG.sub(" ", _INLINE.sub("", value))
        if "&" in value:
            value = unescape(value)
    return " ".join(value.split())


def headings_of(facts: Facts) -> str:
    """What heads the parts of an entry, beside its own title; on one line.

    Args:
        facts: the checked facts of an entry, as `validate` leaves them.
    """
    headings: list[str] = []
    for name, value in _texts_of(facts):
        if name in _TITLES:
            headings.append(plain_words(value))
        elif "<h" in value and value[:1] == MARK:
            headings += [plain_words(MARK + inner) for inner in _HEADING.findall(value)]
    return " ".join(headings)


def text_of(facts: Facts) -> str:
    """All that can be found in an entry, beside its own title and summary; its headings too, on one line.

    Args:
        facts: the checked facts of an entry, as `validate` leaves them.
    """
    return " ".join(words for _, value in _texts_of(facts) if (words := plain_words(value)))


def _texts_of(facts: Facts) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    _gather({name: fact for name, fact in facts.items() if name not in {"title", "summary"}}, found)
    return found


def _gather(fields: Facts, found: list[tuple[str, str]]) -> None:
    """The texts in fields with their names, in the order of the page; a list takes them, since there are many."""
    for name, value in fields.items():
        kind = type(value)
        if kind is dict:
            _gather(value, found)
        elif name in CODES or (name == "phases" and kind is list):
            continue
        elif kind is str:
            found.append((name, value))
        elif kind is list:
            for inner in value:
                if type(inner) is dict:
                    _gather(inner, found)
                else:
                    _gather({name: inner}, found)
