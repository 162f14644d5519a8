"""The rule of the phase check: the gravest phase that fits counts, with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from wijkverbinder.phasecheck import Finding, evaluate

STARRED = {1, 2}
CHECK: dict[str, Any] = {
    "groups": [
        {"observations": [{"reverse": number in STARRED} for number in range(1, 4)]},
        {"observations": [{"reverse": False} for _ in range(4, 9)]},
    ],
    "rules": [
        {"phase": "rood", "observations": [7, 8], "least": 1, "count": 1},
        {"phase": "roze", "observations": [4, 5, 6], "least": 2, "count": 2},
        {"phase": "geel", "observations": [1, 3, 4], "least": 2, "count": 2},
    ],
    "otherwise": {"phase": "groen"},
    "notes": [{"observations": [2], "least": 2}, {"observations": [8], "least": 3}],
}
CALM = [3, 3, 0, 0, 0, 0, 0, 0]


def found(**changes: int | None) -> Finding:
    """What a calm sheet points to with some scores changed: ``found(n4=2)``."""
    scores: list[int | None] = list(CALM)
    for name, score in changes.items():
        scores[int(name[1:]) - 1] = score
    return evaluate(CHECK, scores)


def test_a_calm_sheet_is_what_is_left() -> None:
    assert found() == Finding("groen", None, (), (), "groen", (), ())


def test_one_incident_is_enough_whatever_the_rest_says() -> None:
    assert (found(n7=1).phase, found(n7=1).reasons) == ("rood", (7,))
    assert found(n7=1, n4=3, n5=3).phase == "rood"


def test_the_gravest_phase_that_fits_counts_and_names_its_reasons() -> None:
    assert (found(n3=2, n4=2).phase, found(n3=2, n4=2).reasons) == ("geel", (3, 4))
    assert (found(n3=2, n4=2, n5=2).phase, found(n3=2, n4=2, n5=2).reasons) == ("roze", (4, 5))


@pytest.mark.parametrize(("changes", "phase"), [({"n4": 2, "n5": 1}, "groen"), ({"n4": 2, "n5": 2}, "roze")])
def test_a_score_below_the_cut_off_does_not_count(changes: dict[str, int], phase: str) -> None:
    assert found(**changes).phase == phase


def test_with_a_star_a_low_score_is_the_signal() -> None:
    assert found(n1=1, n3=2).reasons == (1, 3)
    assert found(n1=2, n3=2).phase == "groen"


def test_what_nobody_knows_counts_for_nothing_but_may_change_the_answer() -> None:
    result = found(n4=2, n5=None)
    assert (result.phase, result.unknown, result.possible) == ("groen", (5,), "roze")
    assert found(n8=None).possible == "rood"
    assert found(n1=None).possible == "groen"


def test_while_a_graver_phase_is_possible_it_says_what_to_find_out_first() -> None:
    assert found(n7=None, n8=None, n5=None).ask == (7, 8)
    assert found(n4=2, n5=None).ask == (5,)
    assert (found(n4=2, n5=2, n7=None).phase, found(n4=2, n5=2, n7=None).ask) == ("roze", (7,))


@pytest.mark.parametrize("changes", [{"n1": None}, {"n7": 1, "n8": None}, {"n4": 2, "n5": 2, "n6": None}])
def test_what_is_unknown_but_changes_nothing_need_not_be_found_out_first(changes: dict[str, int | None]) -> None:
    assert found(**changes).ask == ()


def test_notes_apply_beside_the_phase() -> None:
    assert found(n2=1).notes == (0,)
    assert found(n2=0, n8=3).notes == (0, 1)


@pytest.mark.parametrize("scores", [CALM[:-1], [*CALM, 0], [4, *CALM[1:]], [-1, *CALM[1:]]])
def test_scores_that_are_not_of_this_check_are_refused(scores: Sequence[int]) -> None:
    with pytest.raises(ValueError, match="score"):
        evaluate(CHECK, scores)
