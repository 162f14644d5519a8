"""The answers on a sheet of the phase check to the phase that they point to, with the reasons; knows no page.

The rule is data, in the front matter of the page that holds the check: each rule names observations, from which
score one counts, and how many must count. **The cut-offs that stand there are OURS and untested**; they are not
those of the instrument of KIS, whose checklists were not seen. `assets/js/check.js` does the same sums in the
reader's browser; a test holds the two together on thousands of sheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST = 3
"""The highest score; an observation with a star counts the other way round, so its signal is this less its score."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a sheet points to: a suggestion with reasons, never a score of a neighbourhood."""

    phase: str
    """The term of the phase, as far as is known; the answer once there is nothing to `ask`."""
    rule: int | None
    """Place of the rule that fitted; None when none did, and the last case is left."""
    reasons: tuple[int, ...]
    """Numbers of the observations that made it fit."""
    unknown: tuple[int, ...]
    """Numbers of the observations without a score: each is a task."""
    possible: str
    """The gravest phase that it may still turn out to be, if all that is unknown were a strong signal."""
    ask: tuple[int, ...]
    """Numbers of the observations to find out first, since they keep that graver phase possible. While there are any,
    there is no answer yet: who doubts takes the gravest phase until they know more."""
    notes: tuple[int, ...]
    """Places of the notes that apply."""


def evaluate(check: Mapping[str, Any], scores: Sequence[int | None]) -> Finding:
    """Walks the rules from the gravest phase down; the first that fits decides.

    Args:
        check: the facts of a `schemas.PhaseCheck`.
        scores: per observation, in order, 0 to 3, or None where nobody knows.

    Raises:
        ValueError: when there is not one score per observation, or a score is not on the scale.
    """
    observations = [one for group in check["groups"] for one in group["observations"]]
    if len(scores) != len(observations):
        raise ValueError(f"{len(scores)} scores for {len(observations)} observations")
    if any(score is not None and not 0 <= score <= MOST for score in scores):
        raise ValueError(f"a score is 0 to {MOST}")
    signals = {
        number: None if score is None else MOST - score if one["reverse"] else score
        for number, (one, score) in enumerate(zip(observations, scores, strict=True), 1)
    }

    def counting(rule: Mapping[str, Any], *, at_worst: bool = False) -> tuple[int, ...]:
        found = []
        for number in rule["observations"]:
            signal = signals[number]
            if at_worst if signal is None else signal >= rule["least"]:
                found.append(number)
        return tuple(found)

    rules, last = check["rules"], check["otherwise"]["phase"]
    fitting = next((at for at, rule in enumerate(rules) if len(counting(rule)) >= rule["count"]), None)
    worst = next((rule for rule in rules if len(counting(rule, at_worst=True)) >= rule["count"]), None)
    phase = last if fitting is None else rules[fitting]["phase"]
    possible = last if worst is None else worst["phase"]
    doubtful = () if worst is None or possible == phase else worst["observations"]
    return Finding(
        phase=phase,
        rule=fitting,
        reasons=() if fitting is None else counting(rules[fitting]),
        unknown=tuple(number for number, signal in signals.items() if signal is None),
        possible=possible,
        ask=tuple(number for number in doubtful if signals[number] is None),
        notes=tuple(at for at, note in enumerate(check["notes"]) if counting(note)),
    )
