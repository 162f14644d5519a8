"""What the activities cover: phase x target group x type x time, and what is empty; knows cards, no files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from wijkverbinder.facets import FACETS
from wijkverbinder.model import Facts

AXES = ("phase", "target-group", "activity-type", "duration")
"""The facets that span the table, as the activity list narrows by them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many activities there are for one value of each axis."""

    at: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Two axes against each other."""

    axes: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def empty(self) -> tuple[tuple[str, ...], ...]:
        """The cells without an activity."""
        return tuple(cell.at for cell in self.cells if not cell.count)


@dataclass(frozen=True, slots=True)
class Whole:
    """All four axes together: too many cells to read, so only their number and the empty ones."""

    axes: tuple[str, ...]
    cells: int
    empty: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is, and what there is not."""

    activities: int
    phase_by_target_group: Grid
    phase_by_type: Grid
    phase_by_duration: Grid
    whole: Whole


def measure_coverage(cards: Sequence[Facts], terms: Mapping[str, Sequence[str]]) -> Coverage:
    """Counts activities per cell; an activity counts in a phase when it fits there, on a condition or without.

    Args:
        cards: the cards of all activities.
        terms: the values of each axis, in the order of showing.
    """
    values = {facet.name: facet.values for facet in FACETS["activity"]}
    counts = Counter(at for card in cards for at in product(*(values[axis](card) for axis in AXES)))
    space = [*product(*(terms[axis] for axis in AXES))]
    empty = tuple(at for at in space if not counts[at])
    whole = Whole(AXES, prod(len(terms[axis]) for axis in AXES), empty)

    def against(axis: str) -> Grid:
        found = Counter(at for card in cards for at in product(values["phase"](card), values[axis](card)))
        return Grid(("phase", axis), tuple(Cell(at, found[at]) for at in product(terms["phase"], terms[axis])))

    return Coverage(len(cards), against("target-group"), against("activity-type"), against("duration"), whole)
