"""The page of one entry, per kind: its facts as a reader meets them, with what stands near it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from wijkverbinder.kinds import FITS, FITS_IF, NOT_NOW, VERDICTS
from wijkverbinder.ladder import LADDER_PAGE, OFF_LADDER, SHOWN, next_rung
from wijkverbinder.model import Facts
from wijkverbinder.reading import reading_minutes
from wijkverbinder.urls import below
from wijkverbinder.views import linked
from wijkverbinder.views.chrome import SAVES, page
from wijkverbinder.views.desk import Desk, View
from wijkverbinder.views.local import added_to, contacts_of, local_of, opened

_NEEDS = ("access", "interpreter", "food", "prayer_and_holidays", "childcare", "cost")


def phase(facts: Facts, desk: Desk) -> View:
    """A phase: recognise it, now and wanted, what first, what not yet, and the activities by verdict."""
    facts = opened(facts, desk)
    slug = desk.argument
    return page(
        desk,
        facts["title"],
        facts["summary"],
        trail=[(desk.t("nav.phases"), desk.place("phases"))],
        scripts=SAVES,
        color=facts["color"],
        phase=facts,
        phases=phase_tabs(desk, slug),
        slug=slug,
        contact_forms=[desk.term("contact-form", term) for term in facts["contact"]["forms"]],
        verdicts=activities_by_verdict(desk, slug),
        **examples_of(slug, desk),
        examples_all=f"{desk.place('examples')}#{slug}",
        library=len(desk.near.get("from-library", ())),
        library_all=f"{desk.place('library')}?{desk.t('param.phase')}={slug}",
        checked=desk.date(facts["checked"]),
        style="phase",
        minutes=_minutes(facts, desk),
        **local_of(facts, desk),
        **contacts_of(desk, slug),
    )


def activity(facts: Facts, desk: Desk) -> View:
    """An activity: facts at a glance, a part per phase, steps, tips with their sources, and what stands near."""
    facts = opened(facts, desk)
    phases = [_local_part(card, facts, desk) for card in desk.cards("phases")]
    safe = any(part["safety"] for part in phases)
    strength = desk.terms("example-evidence")
    return page(
        desk,
        facts["title"],
        facts["summary"],
        trail=[(desk.t("nav.activities"), desk.place("activities"))],
        style="activity",
        scripts=["phase", "ticks", *SAVES],
        slug=desk.argument,
        about=linked.activity(facts),
        kit=_kit(facts, desk),
        activity=facts,
        glance=glance(facts, desk),
        phases=phases,
        has_safety=safe,
        stages=stages(facts["steps"], desk),
        higher=_higher(facts, phases, desk),
        inclusion=inclusion_needs(facts, desk),
        evidence=evidence_shown(facts, desk),
        related=_unique([*desk.cards("related"), *desk.cards("from-activity")]),
        examples=sorted(_examples(desk), key=lambda card: strength.index(card["evidence"])),
        library=len(desk.near.get("from-library", ())),
        library_all=f"{desk.place('library')}?{desk.t('param.activity')}={desk.argument}",
        checked=desk.date(facts["checked"]),
        minutes=_minutes(facts, desk),
        **local_of(facts, desk),
    )


def example(facts: Facts, desk: Desk) -> View:
    """A practice example: what happened, what helped, what to look out for, and how we know."""
    facts = opened(facts, desk)
    phases = {card["slug"]: card for card in desk.cards("phases")}
    lead = phases[facts["lead_phase"]]
    return page(
        desk,
        facts["title"],
        facts["summary"],
        trail=[(desk.t("nav.examples"), desk.place("examples"))],
        color=lead["color"],
        about=linked.example(facts, desk.label("country", facts["country"])),
        example=facts,
        country=desk.label("country", facts["country"]),
        lead=lead,
        phases=[phases[term] for term in facts["phases"]],
        activities=[{**card, "href": desk.at_phase(card["href"], lead["slug"])} for card in desk.cards("activities")],
        groups=_groups(facts["target_groups"], desk),
        evidence=desk.label("example-evidence", facts["evidence"]["kind"]),
        confidence=desk.label("confidence", facts["confidence"]),
        links=[{**link, "seen": desk.date(link["seen"])} for link in facts["links"]],
        checked=desk.date(facts["checked"]),
        style="entry",
        **local_of(facts, desk),
    )


def library(facts: Facts, desk: Desk) -> View:
    """A library item: bibliographic data, our summary, and every page that leans on it."""
    facts = opened(facts, desk)
    address = facts["url"] or (f"https://doi.org/{facts['doi']}" if facts["doi"] else "")
    phases = {card["slug"]: card for card in desk.cards("phases")}
    return page(
        desk,
        facts["title"],
        facts["summary"],
        trail=[(desk.t("nav.library"), desk.place("library"))],
        about=linked.library(facts, address),
        item=facts,
        address=address,
        kind=desk.label("library-kind", facts["kind"]),
        item_language=desk.label("language", facts["language"]),
        access=desk.label("access", facts["access"]),
        seen=desk.label("seen", facts["seen"]),
        phases=[phases[term] for term in facts["phases"]],
        activities=desk.cards("activities"),
        used_by=[
            {"label": desk.t(f"kind.{kind}", count=len(cards)), "cards": cards}
            for kind in ("phase", "activity", "example", "target-group", "page", "term")
            if (cards := desk.cards(f"from-{kind}"))
        ],
        checked=desk.date(facts["checked"]),
        style="entry",
        **local_of(facts, desk),
    )


def term(facts: Facts, desk: Desk) -> View:
    """A word of the glossary: what it means, and what that rests on."""
    facts = opened(facts, desk)
    trail = [(desk.t("nav.glossary"), desk.place("glossary"))]
    checked = desk.date(facts["checked"])
    return page(
        desk,
        facts["title"],
        facts["summary"],
        trail=trail,
        about=linked.term(facts, desk),
        term=facts,
        checked=checked,
        style="entry",
        **local_of(facts, desk),
    )


def text_page(facts: Facts, desk: Desk) -> View:
    """A page about the toolkit itself."""
    facts = opened(facts, desk)
    with_ladder = desk.argument == LADDER_PAGE
    # The picture stands behind the first words, before the first heading.
    intro, heading, rest = facts["body"].partition("<h2") if with_ladder else (facts["body"], "", "")
    return page(
        desk,
        facts["title"],
        facts["summary"],
        body=intro,
        rest=heading + rest,
        ladder=rungs(desk) if with_ladder else [],
        host=_host_says(desk),
        checks=_checks(desk) if desk.argument == ACCESSIBILITY else [],
        checked=desk.date(facts["checked"]),
        minutes=_minutes(facts, desk),
        style="ladder" if with_ladder else "",
        **local_of(facts, desk),
    )


def rungs(desk: Desk) -> list[View]:
    """The rungs as one stands on them, the highest on top; what stands on none comes last, without a number."""
    found = []
    for term in reversed(desk.terms("rung")):
        number, dot, name = desk.label("rung", term).partition(". ")
        found.append(
            {
                "slug": term,
                "number": number if dot else "",
                "name": name if dot else number,
                "activities": [card for card in desk.cards("activities") if card["rung"] == term],
            }
        )
    return sorted(found, key=lambda rung: rung["slug"] == OFF_LADDER)


ACCESSIBILITY = "toegankelijkheid"
"""The page that tells what the checks saw."""

HOST_SECTIONS = {ACCESSIBILITY: "accessibility", "privacy": "privacy"}
"""By page the section of the settings in which only the host can say how it is."""


def _checks(desk: Desk) -> list[View]:
    """What each tool saw the last time, in words."""
    return [
        {
            "what": desk.t(f"checks.{one.criterion}"),
            "with": desk.t("checks.with", tool=f"{one.tool} {one.version}", date=desk.date(one.date)["shown"]),
            "where": desk.t(f"checks.{one.criterion}-where", pages=one.pages, states=one.states),
            "found": desk.t("checks.found", count=one.found) if one.found else desk.t("checks.nothing"),
        }
        for one in desk.frame.checks
    ]


def _host_says(desk: Desk) -> list[View]:
    """What the host has filled in for this page, as label and value; a contact or address is a link."""
    section = HOST_SECTIONS.get(desk.argument)
    if not section:
        return []
    said = getattr(desk.frame.settings, section)
    return [
        {"label": desk.t(f"host.{section}.{item.name}"), **_host_value(str(value), item.metadata["shape"], desk)}
        for item in fields(said)
        if (value := getattr(said, item.name))
    ]


def _host_value(value: str, shape: str, desk: Desk) -> View:
    if shape == "date":
        return {"value": desk.date(value)["shown"], "href": ""}
    link = {"address": value, "contact": value if "://" in value else f"mailto:{value}"}
    return {"value": value, "href": link.get(shape, "")}


def glance(facts: Facts, desk: Desk) -> list[View]:
    """The facts of an activity at a glance: name, label and value, in order of use."""
    minutes, weeks, size = facts["running_minutes"], facts["preparation_weeks"], facts["group_size"]
    rows = [
        ("type", desk.label("activity-type", facts["type"])),
        ("group_size", span(desk, "people", size)),
        ("running", minutes_shown(desk, minutes)),
        ("rhythm", desk.label("rhythm", facts["rhythm"])),
        ("preparation", span(desk, "weeks", weeks)),
        ("difficulty", desk.label("difficulty", facts["difficulty"])),
        ("cost", desk.label("cost", facts["cost"])),
        ("contact", desk.listed(desk.label("contact-form", term) for term in facts["contact"])),
        ("rung", desk.label("rung", facts["rung"])),
    ]
    shown = [{"name": name, "label": desk.t(f"glance.{name}"), "value": value} for name, value in rows]
    groups = _groups(facts["target_groups"], desk)
    evidence = evidence_shown(facts, desk)
    value = {"value": evidence["label"], "bricks": evidence["bricks"], "of": evidence["of"]}
    shown.append({"name": "evidence", "label": desk.t("glance.evidence"), **value})
    return [*shown, {"name": "groups", "label": desk.t("glance.groups"), "links": groups}]


def evidence_shown(facts: Facts, desk: Desk) -> View:
    """How strong the evidence is: in words, and in bricks, of which the strongest has most."""
    grade, grades = facts["evidence"]["grade"], desk.terms("evidence")
    return {"label": desk.label("evidence", grade), "bricks": len(grades) - grades.index(grade), "of": len(grades)}


def span(desk: Desk, unit: str, value: Facts) -> str:
    """From … to … in words: “5 tot 8 mensen”, “vanaf 3 weken”, “6 weken”."""
    low, high = value["min"], value.get("max")
    if high is None:
        return desk.t("span.from", low=low, count=low, unit=desk.t(f"unit.{unit}", count=low))
    if high == low:
        return desk.t("span.exact", low=low, count=low, unit=desk.t(f"unit.{unit}", count=low))
    return desk.t("span.between", low=low, high=high, unit=desk.t(f"unit.{unit}", count=f"{low}–{high}"))


def minutes_shown(desk: Desk, value: Facts) -> str:
    """A running time in the unit in which people plan: minutes up to an hour and a half, then hours."""
    low, high = value["min"], value.get("max")
    if (high or low) <= 90 or any(part is not None and part % 30 for part in (low, high)):
        return span(desk, "minutes", value)
    hours = {"min": _hours(low, desk), "max": None if high is None else _hours(high, desk)}
    return span(desk, "hours", hours)


def activities_by_verdict(desk: Desk, slug: str) -> list[View]:
    """All activities in the order in which a phase wants them: what fits, what fits on a condition, what not."""
    cards = desk.cards("activities")
    return [
        {
            "slug": verdict,
            "label": desk.label("verdict", verdict),
            "activities": [
                {**card, "href": desk.at_phase(card["href"], slug)}
                for card in cards
                if card["verdicts"][slug] == verdict
            ],
        }
        for verdict in VERDICTS
    ]


def phase_tabs(desk: Desk, current: str = "") -> list[View]:
    """The four phases, with the one that this page is about marked."""
    return [{**card, "current": card["slug"] == current} for card in desk.cards("phases")]


def _minutes(facts: Facts, desk: Desk) -> str:
    """How long it takes to read, in words."""
    return desk.t("site.minutes", count=reading_minutes(facts))


def _local_part(card: View, facts: Facts, desk: Desk) -> View:
    """What an activity is in one phase, with what a local layer adds to it."""
    slug = card["slug"]
    part = phase_part(card, facts["phases"][slug], desk)
    return {**part, **added_to(facts, slug), **(contacts_of(desk, slug) if part["safety"] else {})}


def phase_part(card: View, part: Facts, desk: Desk) -> View:
    """What an activity is in one phase, with the words for its verdict."""
    return {
        **part,
        "slug": card["slug"],
        "title": card["title"],
        "href": card["href"],
        "color": card["color"],
        "icon": card["icon"],
        "lang": card["lang"],
        "dir": card["dir"],
        "fits": part["verdict"] != NOT_NOW,
        "verdict": part["verdict"],
        "verdict_label": desk.label("verdict", part["verdict"]),
        "strong": part["verdict"] == FITS,
        "conditional": part["verdict"] == FITS_IF,
    }


def _higher(facts: Facts, phases: Sequence[View], desk: Desk) -> View:
    """The activities one rung higher, each with the phases in which it fits too; of a long list the rest is a link.

    An activity stands there once: in calm phases the same ones fit, and a list per phase would say little more.
    """
    rung = next_rung(facts["rung"], desk.terms("rung"))
    if not rung:
        return {"rung": "", "off": facts["rung"] == OFF_LADDER, "activities": [], "none": [], "more": ""}
    cards = desk.cards("higher")
    fitting = {
        phase["slug"]: [card for card in cards if card["verdicts"][phase["slug"]] != NOT_NOW]
        for phase in phases
        if phase["fits"]
    }
    shown = {card["ref"] for found in fitting.values() for card in found[:SHOWN]}
    title = {phase["slug"]: phase["title"] for phase in phases}

    def said(card: View) -> View:
        fits = [slug for slug, found in fitting.items() if card in found]
        words = [
            desk.t("activity.higher-if", phase=title[slug]) if card["verdicts"][slug] == FITS_IF else title[slug]
            for slug in fits
        ]
        return {**card, "fits": fits, "fits_words": desk.listed(words)}

    rest = any(len(found) > SHOWN for found in fitting.values())
    return {
        "rung": desk.label("rung", rung),
        "off": False,
        "activities": [said(card) for card in cards if card["ref"] in shown],
        "none": [title[slug] for slug, found in fitting.items() if not found],
        "more": f"{desk.place('activities')}?{desk.t('param.rung')}={rung}" if rest else "",
    }


def stages(steps: Sequence[Facts], desk: Desk) -> list[View]:
    """The steps, numbered through, under the part of the work that they belong to."""
    stages: list[View] = []
    for number, step in enumerate(steps, 1):
        if not stages or stages[-1]["slug"] != step["stage"]:
            stages.append({**desk.term("stage", step["stage"]), "start": number, "steps": []})
        stages[-1]["steps"].append(step)
    return stages


def inclusion_needs(facts: Facts, desk: Desk) -> list[View]:
    """What everyone needs to be able to take part in an activity, in order, with how much it matters."""
    return [_need(name, facts["inclusion"][name], desk) for name in _NEEDS]


def _need(name: str, need: Facts, desk: Desk) -> View:
    return {
        "name": name,
        "label": desk.t(f"inclusion.{name}"),
        "level": need["level"],
        "level_label": desk.label("need", need["level"]),
        "text": need["text"],
    }


def _kit(facts: Facts, desk: Desk) -> str:
    """Where the invitations of an activity are, if it has any."""
    folder = desk.t("address.invitation")
    return desk.href(below(desk.path, folder)) if facts["invitation"] else ""


def _examples(desk: Desk) -> list[View]:
    return [
        {**card, "evidence_label": desk.label("example-evidence", card["evidence"])}
        for card in desk.cards("from-example")
    ]


def examples_of(slug: str, desk: Desk) -> View:
    """The examples that teach most in this phase, or where there are none all that fit it; and how many more fit."""
    fitting = [card for card in _examples(desk) if slug in card["phases"]]
    shown = [card for card in fitting if card["lead_phase"] == slug] or fitting
    return {"examples": shown, "examples_more": len(fitting) - len(shown)}


def _groups(terms: Iterable[str], desk: Desk) -> list[View]:
    return [{**desk.term("target-group", term), "href": desk.place(f"target-group:{term}")} for term in terms]


def _unique(cards: Iterable[View]) -> list[View]:
    return list({card["ref"]: card for card in cards}.values())


def _hours(minutes: int, desk: Desk) -> Any:
    whole, rest = divmod(minutes, 60)
    return f"{whole}{desk.t('unit.half')}" if rest and whole else (desk.t("unit.half") if rest else whole)
