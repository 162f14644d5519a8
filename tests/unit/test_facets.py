"""By what a reader can narrow a list: values of a card, and whether it answers a choice."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkverbinder.facets import (
    DURATIONS,
    EARLIER,
    FACETS,
    NO_YEAR,
    ORDERS,
    RANGES,
    SIZES,
    YEARS,
    conditional_phases,
    duration,
    fitting_phases,
    matches,
    sizes,
    years,
)

CARD: dict[str, Any] = {
    "verdicts": {"in-rust": "past", "bij-ongemak": "past-als", "bij-spanning": "nu-niet"},
    "target_groups": ["ouderen", "jongeren"],
    "type": "dialoog",
    "contact": ["direct"],
    "rung": "leren-kennen",
    "running_minutes": {"min": 60, "max": 120},
    "cost": "laag",
    "group_size": {"min": 5, "max": 12},
}


def test_a_phase_counts_where_the_activity_fits_with_or_without_a_condition() -> None:
    assert fitting_phases(CARD) == ["in-rust", "bij-ongemak"]


def test_what_fits_on_a_condition_is_told_apart() -> None:
    verdicts = {"in-rust": "past", "bij-ongemak": "past-als", "bij-spanning": "nu-niet"}
    assert conditional_phases({"verdicts": verdicts}) == ["bij-ongemak"]
    for facet in FACETS["activity"]:
        assert set(facet.conditional(CARD)) <= set(facet.values(CARD))


@pytest.mark.parametrize(
    ("span", "name"),
    [
        ({"min": 60}, "tot-1-uur"),
        ({"min": 61, "max": None}, "1-tot-2-uur"),
        ({"min": 60, "max": 120}, "1-tot-2-uur"),
        ({"min": 60, "max": 121}, "2-tot-3-uur"),
        ({"min": 30, "max": 180}, "2-tot-3-uur"),
        ({"min": 30, "max": 181}, "langer"),
        ({"min": 0, "max": 0}, "tot-1-uur"),
        ({"min": 10**9}, "langer"),
    ],
)
def test_the_longest_that_a_meeting_takes_decides_its_duration(span: dict[str, int], name: str) -> None:
    assert duration({"running_minutes": span}) == [name]


@pytest.mark.parametrize(
    ("span", "names"),
    [
        ({"min": 1, "max": 8}, ["klein"]),
        ({"min": 8, "max": 9}, ["klein", "middel"]),
        ({"min": 5}, ["klein", "middel", "groot"]),
        ({"min": 26, "max": None}, ["groot"]),
        ({"min": 10, "max": 20}, ["middel"]),
    ],
)
def test_a_group_size_counts_in_every_bucket_that_it_touches(span: dict[str, int], names: list[str]) -> None:
    assert sizes({"group_size": span}) == names


@given(st.integers(0, 2 * 10**6), st.one_of(st.none(), st.integers(0, 2 * 10**6)))
def test_every_span_has_a_duration(low: int, more: int | None) -> None:
    high = None if more is None else low + more
    assert len(duration({"running_minutes": {"min": low, "max": high}})) == 1


def test_no_choice_shows_everything() -> None:
    assert matches("activity", CARD, {})
    assert matches("activity", CARD, {"phase": [], "cost": []})


@pytest.mark.parametrize(
    ("chosen", "answer"),
    [
        ({"phase": ["in-rust"]}, True),
        ({"phase": ["bij-spanning"]}, False),
        ({"phase": ["bij-spanning", "in-rust"]}, True),
        ({"phase": ["in-rust"], "cost": ["laag"]}, True),
        ({"phase": ["in-rust"], "cost": ["hoog"]}, False),
        ({"group-size": ["middel"], "duration": ["1-tot-2-uur"], "target-group": ["jongeren"]}, True),
    ],
)
def test_within_a_facet_any_value_will_do_and_every_facet_must_agree(
    chosen: dict[str, list[str]], answer: bool
) -> None:
    assert matches("activity", CARD, chosen) is answer


def test_every_facet_has_a_value_for_every_activity_of_ours() -> None:
    for facet in FACETS["activity"]:
        assert facet.values(CARD), facet.name


@pytest.mark.parametrize(
    ("year", "name"),
    [(2026, "2020"), (2020, "2020"), (2019, "2010"), (2000, "2000"), (1999, "eerder"), (1954, "eerder")],
)
def test_a_year_counts_in_its_decade(year: int, name: str) -> None:
    assert years({"year": year}) == [name]


def test_what_has_no_year_can_be_found_too() -> None:
    assert years({}) == [NO_YEAR]
    assert NO_YEAR in RANGES["year"]


def test_a_span_is_ordered_by_its_end_and_then_by_its_start() -> None:
    key = next(order.key for order in ORDERS["activity"] if order.name == "duration")
    spans = [{"min": 60, "max": 90}, {"min": 30, "max": 90}, {"min": 100}, {"min": 0, "max": None}]
    assert sorted(spans, key=lambda span: key({"running_minutes": span})) == [spans[3], spans[1], spans[0], spans[2]]


def test_what_has_no_year_comes_after_the_oldest() -> None:
    key = next(order.key for order in ORDERS["library"] if order.name == "year")
    cards: list[dict[str, Any]] = [{}, {"year": 1954}, {"year": 2024}]
    assert sorted(cards, key=key) == [{"year": 2024}, {"year": 1954}, {}]


def test_every_list_with_a_filter_can_be_put_in_order_too() -> None:
    assert FACETS.keys() == ORDERS.keys()
    assert all(len(orders) > 1 for orders in ORDERS.values())


def test_buckets_leave_no_gap() -> None:
    assert [first for _, first in YEARS] == sorted((first for _, first in YEARS), reverse=True)
    assert [limit for _, limit in DURATIONS] == sorted(limit for _, limit in DURATIONS)
    assert all(high + 1 == low for (_, _, high), (_, low, _) in pairwise(SIZES))


def test_what_became_two_values_was_one_and_both_are_still_there() -> None:
    for (facet, value), earlier in EARLIER.items():
        assert value in RANGES[facet]
        assert earlier not in RANGES[facet]
