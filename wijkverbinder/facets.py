"""By what a reader can narrow and order each list, and which values an entry has for each.

One definition serves the page, the script and the tests. Knows cards, no pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from wijkverbinder.kinds import FITS, FITS_IF
from wijkverbinder.model import Facts
from wijkverbinder.text import sort_key

DURATIONS: tuple[tuple[str, int], ...] = (
    *(("tot-1-uur", 60), ("1-tot-2-uur", 120), ("2-tot-3-uur", 180)),
    ("langer", 10**6),
)
"""Names and upper bounds in minutes of the running time of one meeting; the bounds are ours."""

EARLIER: dict[tuple[str, str], str] = {
    ("duration", "1-tot-2-uur"): "tot-3-uur",
    ("duration", "2-tot-3-uur"): "tot-3-uur",
}
"""Values, by facet and name, that were once a part of another: an address that was shared then still chooses them."""

SIZES: tuple[tuple[str, int, int], ...] = (("klein", 1, 8), ("middel", 9, 25), ("groot", 26, 10**6))
"""Names and bounds of group sizes; eight is the most at one conversation table, the other bound is ours."""


YEARS: tuple[tuple[str, int], ...] = (("2020", 2020), ("2010", 2010), ("2000", 2000), ("eerder", 0))
"""Names and first years of the ranges of years, the newest first; decades, since the output knows no today."""

NO_YEAR = "onbekend"
"""The range of what has no year."""

RANGES: dict[str, tuple[str, ...]] = {
    "duration": tuple(name for name, _ in DURATIONS),
    "group-size": tuple(name for name, *_ in SIZES),
    "year": (*(name for name, _ in YEARS), NO_YEAR),
}
"""The values of facets that are no terms, in order; the interface names them."""


class Facet(NamedTuple):
    """One way to narrow a list: its name, its taxonomy for labels, and the values of a card."""

    name: str
    taxonomy: str
    values: Callable[[Facts], Sequence[str]]
    conditional: Callable[[Facts], Sequence[str]] = lambda _card: ()
    """Those of the values that a card has on a condition: where one value is chosen, such a card comes later."""


def fitting_phases(card: Facts) -> list[str]:
    """The phases in which an activity fits, with or without a condition."""
    return [phase for phase, verdict in card["verdicts"].items() if verdict in {FITS, FITS_IF}]


def conditional_phases(card: Facts) -> list[str]:
    """The phases in which an activity fits on a condition alone."""
    return [phase for phase, verdict in card["verdicts"].items() if verdict == FITS_IF]


def duration(card: Facts) -> list[str]:
    """The bucket of the longest that one meeting takes."""
    span = card["running_minutes"]
    longest = span["max"] if span.get("max") is not None else span["min"]
    return [next((name for name, limit in DURATIONS if longest <= limit), DURATIONS[-1][0])]


def sizes(card: Facts) -> list[str]:
    """All buckets that the group size touches; an open end reaches the largest."""
    span = card["group_size"]
    low, high = span["min"], span["max"] if span.get("max") is not None else 10**6
    return [name for name, least, most in SIZES if low <= most and high >= least]


def years(card: Facts) -> list[str]:
    """The range in which the year lies, or that there is none."""
    year = card.get("year")
    return [NO_YEAR if year is None else next(name for name, first in YEARS if year >= first)]


def _activities(card: Facts) -> list[str]:
    """The slugs of the activities that an entry names."""
    return [ref.partition(":")[2] for ref in card.get("activities", ())]


FACETS: dict[str, tuple[Facet, ...]] = {
    "activity": (
        Facet("phase", "phase", fitting_phases, conditional_phases),
        Facet("target-group", "target-group", lambda card: card["target_groups"]),
        Facet("activity-type", "activity-type", lambda card: [card["type"]]),
        Facet("contact-form", "contact-form", lambda card: card["contact"]),
        Facet("rung", "rung", lambda card: [card["rung"]]),
        Facet("duration", "duration", duration),
        Facet("cost", "cost", lambda card: [card["cost"]]),
        Facet("group-size", "group-size", sizes),
    ),
    "example": (
        Facet("phase", "phase", lambda card: card["phases"]),
        Facet("activity", "activity", _activities),
        Facet("target-group", "target-group", lambda card: card["target_groups"]),
        Facet("country", "country", lambda card: [card["country"]]),
        Facet("example-evidence", "example-evidence", lambda card: [card["evidence"]]),
        Facet("confidence", "confidence", lambda card: [card["confidence"]]),
    ),
    "library": (
        Facet("library-kind", "library-kind", lambda card: [card["kind"]]),
        Facet("phase", "phase", lambda card: card.get("phases", ())),
        Facet("activity", "activity", _activities),
        Facet("language", "language", lambda card: [card["language"]]),
        Facet("access", "access", lambda card: [card["access"]]),
        Facet("year", "year", years),
    ),
}
"""The facets of each list, in order."""


class Order(NamedTuple):
    """One way to put a list in order: its name, and what of a card decides; equals stay as they were."""

    name: str
    key: Callable[[Facts], Any]
    taxonomy: str = ""
    """Where the key is a term: the taxonomy whose order counts."""
    shown: bool = False
    """Whether the key is the title, which a list shows: then no entry needs to say its rank."""


def _longest(span: Facts) -> tuple[int, int]:
    """A span by its end; an open one is as long as its start says."""
    return (span["max"] if span.get("max") is not None else span["min"], span["min"])


ORDERS: dict[str, tuple[Order, ...]] = {
    "activity": (
        Order("title", lambda card: sort_key(card["title"]), shown=True),
        Order("rung", lambda card: card["rung"], "rung"),
        Order("duration", lambda card: _longest(card["running_minutes"])),
        Order("group-size", lambda card: (card["group_size"]["min"], _longest(card["group_size"]))),
    ),
    "example": (
        Order("phase", lambda card: card["lead_phase"], "phase"),
        Order("title", lambda card: sort_key(card["title"]), shown=True),
        Order("place", lambda card: sort_key(card["place"])),
    ),
    "library": (
        Order("library-kind", lambda card: card["kind"], "library-kind"),
        Order("title", lambda card: sort_key(card["title"]), shown=True),
        Order("year", lambda card: -(card.get("year") or 0)),
    ),
}
"""The orders of each list; the first is how the page stands."""


def matches(kind: str, card: Facts, chosen: Mapping[str, Sequence[str]]) -> bool:
    """Whether a card answers a choice: within a facet any chosen value will do, and every facet must agree."""
    by_name = {facet.name: facet for facet in FACETS[kind]}
    return all(
        not values or not set(values).isdisjoint(by_name[name].values(card)) for name, values in chosen.items()
    )
