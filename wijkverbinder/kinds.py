"""The kinds of content, a row each: its folder, what other pages may show of it, how lists are ordered.

The shape of a kind's front matter stands in `schemas` (which is slow to load, so it is asked for by name).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wijkverbinder.model import Facts
from wijkverbinder.text import sort_key

FITS, FITS_IF, NOT_NOW = "past", "past-als", "nu-niet"
"""The verdicts, best first; their labels are in content/terms/verdict.yaml."""

VERDICTS = (FITS, FITS_IF, NOT_NOW)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of content."""

    name: str
    folder: str
    card_fields: tuple[str, ...]
    order: Callable[[Facts], Any]

    def card(self, facts: Facts) -> Facts:
        """What other pages may show of an entry: the smaller, the fewer pages change with it."""
        card = {name: facts[name] for name in ("slug", *self.card_fields) if facts.get(name) is not None}
        if self.name == "activity":
            card["evidence"] = facts["evidence"]["grade"]
            card["verdicts"] = {phase: part["verdict"] for phase, part in facts["phases"].items()}
            card["safe"] = [phase for phase, part in facts["phases"].items() if part["safety"]]
        if self.name == "example":
            card["evidence"] = facts["evidence"]["kind"]
        return card


def _by_title(card: Facts) -> Any:
    return sort_key(card["title"])


def _by_order(card: Facts) -> Any:
    return card["order"], sort_key(card["title"])


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "phase",
            "phases",
            ("title", "summary", "order", "color", "icon", "heading", "safety_first"),
            _by_order,
        ),
        Kind(
            "activity",
            "activities",
            (
                *("title", "summary", "type", "contact", "rung", "target_groups", "group_size", "rhythm"),
                *("preparation_weeks", "running_minutes", "difficulty", "cost"),
            ),
            _by_title,
        ),
        Kind(
            "example",
            "examples",
            ("title", "summary", "place", "country", "period", "lead_phase", "phases", "target_groups"),
            _by_title,
        ),
        Kind(
            "library",
            "library",
            ("title", "summary", "authors", "year", "publisher", "kind", "language", "access"),
            _by_title,
        ),
        Kind("page", "pages", ("title", "summary", "order"), _by_order),
    )
}
"""Every kind by name. A new kind is a row here, a model in `schemas`, a view, a template and an address."""

FOLDERS: dict[str, Kind] = {kind.folder: kind for kind in KINDS.values()}
