"""Activities to those that stand one rung higher, for some of the same people in the same phase; knows no pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from wijkverbinder.facets import fitting_phases
from wijkverbinder.model import Facts, Ref

OFF_LADDER = "niet-op-de-ladder"
"""The term of content/terms/rung.yaml for what is no step between people, such as support after an incident."""

LADDER_PAGE = "bindingsladder"
"""The page that shows on which rung each activity stands; its words are in content/pages/."""

SHOWN = 2
"""How many activities a page shows per phase; ours: few enough to choose from."""


def next_rung(rung: str, terms: Sequence[str]) -> str:
    """The rung above one, or nothing on top of the ladder and off it.

    Args:
        rung: a term.
        terms: all terms in order, the lowest rung first; the one for off the ladder may stand anywhere.
    """
    steps = [term for term in terms if term != OFF_LADDER]
    return steps[steps.index(rung) + 1] if rung in steps[:-1] else ""


def one_rung_higher(cards: Mapping[Ref, Facts], terms: Sequence[str]) -> dict[Ref, tuple[Ref, ...]]:
    """For each activity those one rung higher that fit a phase in which it fits too, and share a target group.

    Those that share most target groups come first, then in the order of `cards`; per phase there is one more than
    a page shows, where there are so many, so that the page can say so.

    Args:
        cards: the activities, in the order of lists.
        terms: the rungs in order.
    """
    bits = _Bits()
    by_rung: dict[str, list[_Row]] = {}
    for ref, card in cards.items():
        row = _Row(ref, bits.of(fitting_phases(card)), bits.of(card["target_groups"]))
        by_rung.setdefault(card["rung"], []).append(row)
    found: dict[Ref, tuple[Ref, ...]] = {}
    # Many activities are alike in what is asked here.
    known: dict[tuple[str, int, int], tuple[Ref, ...]] = {}
    for rung, rows in by_rung.items():
        above = by_rung.get(next_rung(rung, terms), [])
        for ref, phases, groups in rows:
            key = rung, phases, groups
            if key not in known:
                known[key] = _chosen(phases, groups, above)
            found[ref] = known[key]
    return found


class _Row(NamedTuple):
    """An activity as the ladder compares it: a bit per phase that it fits in, a bit per target group."""

    ref: Ref
    phases: int
    groups: int


class _Bits:
    """Sets of terms as numbers with a bit per term: each activity is held against many."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, terms: Iterable[str]) -> int:
        number = 0
        for term in terms:
            number |= self._known.setdefault(term, 1 << len(self._known))
        return number


def _chosen(phases: int, groups: int, above: Sequence[_Row]) -> tuple[Ref, ...]:
    """Those above that share most groups, until each phase has as many as are wanted."""
    shared: dict[int, list[_Row]] = {}
    for row in above:
        if phases & row.phases and groups & row.groups:
            shared.setdefault((groups & row.groups).bit_count(), []).append(row)
    chosen, room = [], dict.fromkeys(_each(phases), SHOWN + 1)
    for count in sorted(shared, reverse=True):
        for row in shared[count]:
            open_phases = [bit for bit in room if bit & row.phases]
            if open_phases:
                chosen.append(row.ref)
            for bit in open_phases:
                room[bit] -= 1
                if not room[bit]:
                    del room[bit]
            if not room:
                return tuple(chosen)
    return tuple(chosen)


def _each(number: int) -> Iterator[int]:
    """The bits of a number."""
    while number:
        yield number & -number
        number &= number - 1
