"""The kinds of content, a row each: its folder, what other pages may show of it, how lists are ordered.

The shape of a kind's front matter stands in `schemas` (which is slow to load, so it is asked for by name).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from wijkverbinder.model import Facts
from wijkverbinder.text import sort_key

FITS, FITS_IF, NOT_NOW = "past", "past-als", "nu-niet"
"""The verdicts, best first; their labels are in content/terms/verdict.yaml."""

VERDICTS = (FITS, FITS_IF, NOT_NOW)


class Kind(NamedTuple):
    """One kind of content."""

    name: str
    folder: str
    shown: tuple[str, ...]
    """Fields that other pages show as they are; the fewer, the fewer pages change with an entry."""
    order: Callable[[Facts], Any]
    """The place of an entry in lists, by its card."""
    derived: Callable[[Facts], Facts] = lambda _facts: {}
    """What other pages show of nested facts."""
    has_parts: bool = True
    """Whether its entries hold lists of parts (tips, steps, links): then these have a table of their own."""
    needs_text: bool = False
    """Whether a page of it without text below the front matter lacks what readers come for."""

    def card(self, facts: Facts) -> Facts:
        """What other pages may show of an entry, and its address."""
        names = ("slug", *self.shown)
        return {name: facts[name] for name in names if facts.get(name) is not None} | self.derived(facts)


def _by_title(card: Facts) -> Any:
    return sort_key(card["title"])


def _by_order(card: Facts) -> Any:
    return card["order"], sort_key(card["title"])


def _of_activity(facts: Facts) -> Facts:
    return {
        "evidence": facts["evidence"]["grade"],
        "verdicts": {phase: part["verdict"] for phase, part in facts["phases"].items()},
        "safe": [phase for phase, part in facts["phases"].items() if part["safety"]],
        "invites": bool(facts["invitation"]),
    }


def _of_page(facts: Facts) -> Facts:
    return {"check": True} if facts["check"] else {}


def _of_example(facts: Facts) -> Facts:
    return {"evidence": facts["evidence"]["kind"]}


_PHASE = ("title", "summary", "order", "color", "icon", "heading", "safety_first")
_ACTIVITY = (
    *("title", "summary", "type", "contact", "rung", "target_groups", "group_size", "rhythm"),
    *("preparation_weeks", "running_minutes", "difficulty", "cost"),
)
_EXAMPLE = (
    *("title", "summary", "place", "country", "period", "lead_phase", "phases", "target_groups"),
    *("activities", "confidence"),
)
_LIBRARY = (
    *("title", "summary", "authors", "year", "publisher", "kind", "language", "access", "phases", "activities"),
)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("phase", "phases", _PHASE, _by_order),
        Kind("activity", "activities", _ACTIVITY, _by_title, _of_activity, needs_text=True),
        Kind("example", "examples", _EXAMPLE, _by_title, _of_example, needs_text=True),
        Kind("library", "library", _LIBRARY, _by_title, has_parts=False),
        Kind("page", "pages", ("title", "summary", "order"), _by_order, _of_page, needs_text=True),
        Kind("target-group", "target-groups", ("title", "summary"), _by_title),
        Kind("term", "glossary", ("title", "summary", "forms"), _by_title, has_parts=False),
    )
}
"""Every kind by name. A new kind is a row here, a model in `schemas`, a view, a template and an address."""

FOLDERS: dict[str, Kind] = {kind.folder: kind for kind in KINDS.values()}

PICTURES = {
    **dict.fromkeys(("phase", "activity", "example", "page"), ""),
    "home": "home.title",
    "phases": "phases.title",
    "activities": "activities.title",
    "matrix": "matrix.title",
    "examples": "examples.title",
    "library-list": "library.title",
    "target-groups": "target-groups.title",
    "glossary": "glossary.title",
    "data-page": "data.title",
    "cards": "cards.title",
    "plan": "plan.title",
    "search": "search.title",
}
"""Views whose pages have, where they are shared, a picture of their own, with the words for its title; an entry has a
title itself."""

SHARED_PICTURES = {"library": "library", "shelf": "library", "term": "glossary", "target-group": "target-groups"}
"""Views whose pages show the picture of their list: too many, and too much alike. By the name of the place of that
list. All other pages show that of the home page."""
