"""Activities to those that stand one rung higher, for some of the same people in the same phase; knows no pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    by_rung: dict[str, list[tuple[Ref, frozenset[str], frozenset[str]]]] = {}
    for ref, card in cards.items():
        row = ref, frozenset(fitting_phases(card)), frozenset(card["target_groups"])
        by_rung.setdefault(card["rung"], []).append(row)
    found: dict[Ref, tuple[Ref, ...]] = {}
    # Many activities are alike in what is asked here.
    known: dict[tuple[str, frozenset[str], frozenset[str]], tuple[Ref, ...]] = {}
    for rung, rows in by_rung.items():
        above = by_rung.get(next_rung(rung, terms), [])
        for ref, phases, groups in rows:
            key = rung, phases, groups
            if key not in known:
                known[key] = _chosen(phases, groups, above)
            found[ref] = known[key]
    return found


def _chosen(
    phases: frozenset[str], groups: frozenset[str], above: Sequence[tuple[Ref, frozenset[str], frozenset[str]]]
) -> tuple[Ref, ...]:
    near = [row for row in above if not phases.isdisjoint(row[1]) and not groups.isdisjoint(row[2])]
    near.sort(key=lambda row: -len(groups & row[2]))
    wanted = {row[0] for phase in phases for row in [row for row in near if phase in row[1]][: SHOWN + 1]}
    return tuple(row[0] for row in near if row[0] in wanted)
