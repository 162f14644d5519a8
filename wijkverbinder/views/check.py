"""The page of the phase check: the observations as a form, the rule in words and as data for the script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count

from wijkverbinder.kinds import NOT_NOW
from wijkverbinder.model import Facts
from wijkverbinder.views.chrome import page
from wijkverbinder.views.desk import Desk, View
from wijkverbinder.views.entries import activities_by_verdict
from wijkverbinder.views.local import local_of, opened


def check_page(facts: Facts, desk: Desk) -> View:
    """A text with the form in the middle; per phase the rule, what then, and the activities that fit."""
    facts = opened(facts, desk)
    check = facts["check"]
    phases = {card["slug"]: card for card in desk.cards("phases")}
    groups = check_groups(check, phases, desk)
    data = {
        "reverse": [one["number"] for group in groups for one in group["observations"] if one["reverse"]],
        "rules": [
            {name: rule[name] for name in ("phase", "observations", "least", "count")} for rule in check["rules"]
        ],
        "otherwise": check["otherwise"]["phase"],
        "notes": [{name: note[name] for name in ("observations", "least")} for note in check["notes"]],
    }
    return page(
        desk,
        facts["title"],
        facts["summary"],
        style="check",
        scripts=["check"],
        body=facts["body"],
        check=check,
        groups=groups,
        total=sum(len(group["observations"]) for group in groups),
        cases=[_case(rule, phases, desk) for rule in (*check["rules"], check["otherwise"])],
        data=json.dumps(data, separators=(",", ":")),
        checked=desk.date(facts["checked"]),
        **local_of(facts, desk),
    )


def check_groups(check: Facts, phases: Mapping[str, View], desk: Desk) -> list[View]:
    """The observations of a phase check in their groups, numbered through, each with the phases that it points to."""
    numbers = count(1)
    return [
        {
            "title": group["title"],
            "observations": [
                {
                    **one,
                    "number": next(numbers),
                    "signal": desk.listed(phases[slug]["title"].lower() for slug in one["phases"]),
                }
                for one in group["observations"]
            ],
        }
        for group in check["groups"]
    ]


def _case(rule: Facts, phases: dict[str, View], desk: Desk) -> View:
    slug = rule["phase"]
    fitting = [group for group in activities_by_verdict(desk, slug) if group["slug"] != NOT_NOW]
    return {
        "phase": phases[slug],
        "text": rule["text"],
        "advice": rule["advice"],
        "review": rule.get("review", False),
        "fitting": [group for group in fitting if group["activities"]],
        "counts": {group["slug"]: len(group["activities"]) for group in fitting},
    }
