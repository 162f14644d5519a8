"""What a reader organises with: the plan, what it must know of an activity, and the invitations of one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from wijkverbinder.kinds import NOT_NOW
from wijkverbinder.markdown import text_of
from wijkverbinder.model import Facts
from wijkverbinder.urls import below
from wijkverbinder.views.chrome import page
from wijkverbinder.views.desk import Desk, View
from wijkverbinder.views.entries import span

_DAY = "uitvoeren"
"""The stage of what happens on the day itself; the stages before it prepare, those after it keep it going."""

_BLOCK = re.compile(r"</(?:p|li|h\d)>")
"""Where a piece of a text ends that a plan shows on a line of its own."""

_CODE = "{slug}"
"""Stands in the plan's page where its script puts the slug of an activity."""


def plan(_facts: Facts, desk: Desk) -> View:
    """The reader's own plan: empty as it is made here, filled on the device by a script, or by hand on paper."""
    return page(
        desk,
        desk.t("plan.title"),
        desk.t("plan.description"),
        style="plan",
        scripts=["plan-model", "plan-calendar", "plan"],
        phases=desk.cards("phases"),
        source=desk.href(desk.path.removesuffix(".html")) + f"/{_CODE}.js",
        to_phases=desk.place("phases"),
        to_activities=desk.place("activities"),
    )


def plan_data(facts: Facts, desk: Desk) -> View:
    """What the plan must know of one activity, as text without markup, with hrefs that lead from the plan."""
    reader, own = desk._replace(path=desk.frame.places["plan"]), desk.own()
    card = reader.card(own)
    invited = own.facts["invites"] and own.language == desk.language
    words = text_of
    data = {
        "slug": card["slug"],
        "title": card["title"],
        "href": card["href"],
        "kit": reader.href(below(own.path, desk.t("address.invitation"))) if invited else "",
        "lang": card["lang"],
        "dir": card["dir"],
        "weeks": _ends(facts["preparation_weeks"]),
        "minutes": _ends(facts["running_minutes"]),
        "size": span(desk, "people", facts["group_size"]),
        "materials": [words(material) for material in facts["materials"]],
        "steps": [
            {"when": when, "day": step["day"], "title": step["title"], "text": words(step["text"])}
            for when, step in _placed(facts["steps"], desk)
        ],
        "phases": {phase: _phase(part, desk) for phase, part in facts["phases"].items()},
    }
    return {"text": f"wijkverbinder.plan.take({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"}


def invitation(facts: Facts, desk: Desk) -> View:
    """The invitations of an activity, to fill in on the page or by hand, and whether to hang them up at all."""
    facts = desk.opened(facts)
    card = desk.card(desk.own())
    return page(
        desk,
        desk.t("invitation.title", activity=facts["title"]),
        desk.t("invitation.description", activity=facts["title"]),
        trail=[(desk.t("nav.activities"), desk.place("activities")), (facts["title"], card["href"])],
        style="invitation",
        scripts=["plan-model", "invitation"],
        card=card,
        invitation=facts["invitation"],
        ways=[_way(phase, facts["phases"][phase["slug"]], desk) for phase in desk.cards("phases")],
    )


def _ends(value: Facts) -> list[int]:
    """The smallest and the largest of a span; twice the same where it has no end."""
    low, high = value["min"], value["max"]
    return [low, low if high is None else high]


def _placed(steps: Sequence[Facts], desk: Desk) -> list[tuple[str, Facts]]:
    """Each step with where it stands to the day itself: before, day or after."""
    order = desk.terms("stage")
    day = order.index(_DAY) if _DAY in order else len(order)

    def when(step: Facts) -> str:
        if step["day"] is not None:
            return "before" if step["day"] < 0 else "after" if step["day"] else "day"
        place = order.index(step["stage"])
        return "before" if place < day else "after" if place > day else "day"

    return [(when(step), step) for step in steps]


def _phase(part: Facts, desk: Desk) -> View:
    """What a plan says of an activity in one phase; of what is not for now only why."""
    kept: dict[str, Any] = {
        "verdict": part["verdict"],
        "label": desk.label("verdict", part["verdict"]),
        "reason": text_of(part["reason"]),
        "condition": text_of(part["condition"] or ""),
    }
    if part["how"] and part["verdict"] != NOT_NOW:
        lines = [" ".join(text_of(block).split()) for block in _BLOCK.split(part["how"])]
        kept["how"] = [line for line in lines if line]
    if part["safety"]:
        for name in ("stop_rule", "roles", "aftercare"):
            kept[name] = [text_of(claim["text"]) for claim in part["safety"][name]]
    return kept


def _way(phase: View, part: Facts, desk: Desk) -> View:
    """How to invite in a phase: as the activity says, or else as the phase and the verdict ask."""
    invite = part["invite"] or {}
    if part["verdict"] == NOT_NOW:
        way, text = "niet", desk.t("invitation.not-now")
    elif phase["safety_first"]:
        way, text = "persoonlijk", desk.t("invitation.tense")
    else:
        way, text = "open", desk.t("invitation.calm")
    way = invite.get("way", way)
    return {
        "phase": phase,
        "verdict": part["verdict"],
        "verdict_label": desk.label("verdict", part["verdict"]),
        "way": way,
        "label": desk.label("invite", way),
        "text": invite.get("text", text),
        "review": invite.get("review", False),
        "sources": invite.get("sources", []),
        "ours": invite.get("ours") or ("" if invite else desk.t("invitation.ours")),
    }
