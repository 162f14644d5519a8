"""By what a reader can narrow a list, and which values an activity has for each.

One definition serves the page, the script and the tests. Knows cards, no pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wijkverbinder.kinds import FITS, FITS_IF
from wijkverbinder.model import Facts

DURATIONS: tuple[tuple[str, int], ...] = (("tot-1-uur", 60), ("tot-3-uur", 180), ("langer", 10**6))
"""Names and upper bounds in minutes of the running time of one meeting; the bounds are ours."""

SIZES: tuple[tuple[str, int, int], ...] = (("klein", 1, 8), ("middel", 9, 25), ("groot", 26, 10**6))
"""Names and bounds of group sizes; eight is the most at one conversation table, the other bound is ours."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list: its name, its taxonomy for labels, and the values of a card."""

    name: str
    taxonomy: str
    values: Callable[[Facts], Sequence[str]]


def fitting_phases(card: Facts) -> list[str]:
    """The phases in which an activity fits, with or without a condition."""
    return [phase for phase, verdict in card["verdicts"].items() if verdict in {FITS, FITS_IF}]


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


FACETS: tuple[Facet, ...] = (
    Facet("phase", "phase", fitting_phases),
    Facet("target-group", "target-group", lambda card: card["target_groups"]),
    Facet("activity-type", "activity-type", lambda card: [card["type"]]),
    Facet("contact-form", "contact-form", lambda card: card["contact"]),
    Facet("rung", "rung", lambda card: [card["rung"]]),
    Facet("duration", "duration", duration),
    Facet("cost", "cost", lambda card: [card["cost"]]),
    Facet("group-size", "group-size", sizes),
)
"""The facets of the activity list, in order."""


def matches(card: Facts, chosen: Mapping[str, Sequence[str]]) -> bool:
    """Whether a card answers a choice: within a facet any chosen value will do, and every facet must agree."""
    by_name = {facet.name: facet for facet in FACETS}
    return all(
        not values or not set(values).isdisjoint(by_name[name].values(card)) for name, values in chosen.items()
    )
