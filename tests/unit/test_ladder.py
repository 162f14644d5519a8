"""The ladder: what stands one rung higher, for some of the same people, in a phase that both fit."""

from __future__ import annotations

import random
from typing import Any

from wijkverbinder.ladder import OFF_LADDER, SHOWN, next_rung, one_rung_higher
from wijkverbinder.model import Ref

RUNGS = ("ontmoeten", "leren-kennen", OFF_LADDER, "samen-doen")
PHASES = ("in-rust", "bij-spanning")


def card(rung: str, groups: str = "a", **verdicts: str) -> dict[str, Any]:
    """What the ladder asks of an activity; it fits in both phases, unless said otherwise."""
    said = {"in-rust": "past", "bij-spanning": "past-als"} | {
        name.replace("_", "-"): v for name, v in verdicts.items()
    }
    return {"rung": rung, "target_groups": groups.split(), "verdicts": said}


def higher(**cards: dict[str, Any]) -> dict[str, list[str]]:
    """Slugs to slugs."""
    found = one_rung_higher({Ref("activity", slug): one for slug, one in cards.items()}, RUNGS)
    return {ref.slug: [other.slug for other in others] for ref, others in found.items()}


def test_the_next_rung_is_the_one_above_and_the_top_has_none() -> None:
    assert next_rung("ontmoeten", RUNGS) == "leren-kennen"
    assert next_rung("leren-kennen", RUNGS) == "samen-doen"
    assert next_rung("samen-doen", RUNGS) == ""
    assert next_rung(OFF_LADDER, RUNGS) == ""
    assert next_rung("elders", RUNGS) == ""


def test_only_one_rung_higher_with_a_shared_group_in_a_shared_phase() -> None:
    found = higher(
        koffie=card("ontmoeten", "a b"),
        dialoog=card("leren-kennen", "b c"),
        klus=card("samen-doen", "a b"),
        anderen=card("leren-kennen", "c"),
        nooit=card("leren-kennen", "a", in_rust="nu-niet", bij_spanning="nu-niet"),
        zorg=card(OFF_LADDER, "a b"),
    )
    assert found["koffie"] == ["dialoog"]
    assert found["dialoog"] == ["klus"]
    assert found["klus"] == []
    assert found["zorg"] == []


def test_one_that_fits_in_another_phase_only_is_left_out() -> None:
    found = higher(
        koffie=card("ontmoeten", bij_spanning="nu-niet"),
        rust=card("leren-kennen", bij_spanning="nu-niet"),
        spanning=card("leren-kennen", in_rust="nu-niet"),
    )
    assert found["koffie"] == ["rust"]


def test_who_shares_most_groups_comes_first_and_each_phase_has_one_more_than_is_shown() -> None:
    many = {f"m{number}": card("leren-kennen", "a", bij_spanning="nu-niet") for number in range(SHOWN + 4)}
    found = higher(
        koffie=card("ontmoeten", "a b"),
        **many,
        laatste=card("leren-kennen", "a b"),
        spanning=card("leren-kennen", "a", in_rust="nu-niet"),
    )
    assert found["koffie"] == ["laatste", *list(many)[:SHOWN], "spanning"]


def test_what_is_found_is_what_the_rule_says_for_any_activities() -> None:
    chance = random.Random(4)
    verdicts = ["past", "past-als", "nu-niet"]
    cards = {
        f"n{number}": card(
            chance.choice(RUNGS),
            " ".join(chance.sample("abcdef", chance.randint(1, 4))),
            in_rust=chance.choice(verdicts),
            bij_spanning=chance.choice(verdicts),
        )
        for number in range(120)
    }
    for slug, found in higher(**cards).items():
        own = cards[slug]
        for phase in PHASES:
            right = [
                other
                for other, its in sorted(
                    cards.items(),
                    key=lambda row: -len({*row[1]["target_groups"]} & {*own["target_groups"]}),
                )
                if its["rung"] == next_rung(own["rung"], RUNGS)
                and "nu-niet" not in (its["verdicts"][phase], own["verdicts"][phase])
                and {*its["target_groups"]} & {*own["target_groups"]}
            ]
            if own["verdicts"][phase] != "nu-niet":
                shown = [other for other in found if cards[other]["verdicts"][phase] != "nu-niet"]
                assert shown[:SHOWN] == right[:SHOWN]
                assert (len(shown) > SHOWN) == (len(right) > SHOWN)
