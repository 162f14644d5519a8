"""Pages that show many entries: home, lists, matrix, target groups."""

from __future__ import annotations

from collections.abc import Callable

from wijkverbinder.i18n import LOCALES
from wijkverbinder.kinds import VERDICTS
from wijkverbinder.model import Facts
from wijkverbinder.route import schema_path
from wijkverbinder.urls import absolute
from wijkverbinder.views import linked
from wijkverbinder.views.chrome import SAVES, page
from wijkverbinder.views.desk import Desk, View
from wijkverbinder.views.entries import minutes_shown, phase_tabs, span
from wijkverbinder.views.filter import filtered
from wijkverbinder.views.local import local_of, opened


def home(_facts: Facts, desk: Desk) -> View:
    """Where do I start? Four situations to recognise yourself in."""
    return page(
        desk,
        desk.t("home.title"),
        desk.t("home.description"),
        phases=phase_tabs(desk),
        about=linked.site(desk),
        activities=desk.place("activities"),
        matrix=desk.place("matrix"),
        cards=desk.place("cards"),
        handbook=desk.place("handbook") if "handbook" in desk.frame.places else "",
        instrument=desk.place("instrument") if "instrument" in desk.frame.places else "",
        style="home",
    )


def phases(_facts: Facts, desk: Desk) -> View:
    """The four phases side by side."""
    return page(desk, desk.t("phases.title"), desk.t("phases.description"), phases=phase_tabs(desk), style="home")


def activities(_facts: Facts, desk: Desk) -> View:
    """All activities, with the filter over them."""
    cards, narrowing = filtered("activity", [_activity_card(card, desk) for card in desk.cards("activities")], desk)
    return page(
        desk,
        desk.t("activities.title"),
        desk.t("activities.description"),
        style="list",
        scripts=["filter", *SAVES],
        activities=cards,
        filter=narrowing,
        cards=desk.place("cards"),
        handbook=desk.place("handbook") if "handbook" in desk.frame.places else "",
        phases=phase_tabs(desk),
        groups=[
            {**desk.term("target-group", term), "href": desk.place(f"target-group:{term}")}
            for term in desk.terms("target-group")
        ],
    )


def matrix(_facts: Facts, desk: Desk) -> View:
    """Every activity against every phase, with its verdict."""
    columns = phase_tabs(desk)
    rows = [
        {
            **card,
            "cells": [
                {
                    "phase": column["slug"],
                    "verdict": card["verdicts"][column["slug"]],
                    "label": desk.label("verdict", card["verdicts"][column["slug"]]),
                    "href": desk.at_phase(card["href"], column["slug"]),
                }
                for column in columns
            ],
        }
        for card in desk.cards("activities")
    ]
    return page(
        desk,
        desk.t("matrix.title"),
        desk.t("matrix.description"),
        columns=columns,
        rows=rows,
        verdicts=[desk.term("verdict", term) for term in desk.terms("verdict")],
        style="matrix",
    )


def examples(_facts: Facts, desk: Desk) -> View:
    """All practice examples, under the phase in which they teach most."""
    cards = [
        {
            **card,
            "country_label": desk.label("country", card["country"]),
            "evidence_label": desk.label("example-evidence", card["evidence"]),
        }
        for card in desk.cards("examples")
    ]
    cards, narrowing = filtered("example", sorted(cards, key=_by_term("lead_phase", "phase", desk)), desk)
    by_phase = [
        {**phase, "examples": [card for card in cards if card["lead_phase"] == phase["slug"]]}
        for phase in phase_tabs(desk)
    ]
    return page(
        desk,
        desk.t("examples.title"),
        desk.t("examples.description"),
        style="list",
        scripts=["filter"],
        phases=by_phase,
        filter=narrowing,
    )


def library_list(_facts: Facts, desk: Desk) -> View:
    """The library: what stands on each shelf, in short; a shelf has a page of its own with the summaries."""
    cards, narrowing = filtered(
        "library", sorted(desk.cards("library"), key=_by_term("kind", "library-kind", desk)), desk
    )
    shelves = [
        {
            **desk.term("library-kind", term),
            "href": desk.place(f"shelf:{term}"),
            "items": [card for card in cards if card["kind"] == term],
        }
        for term in desk.terms("library-kind")
    ]
    return page(
        desk,
        desk.t("library.title"),
        desk.t("library.description"),
        scripts=["filter"],
        shelves=[shelf for shelf in shelves if shelf["items"]],
        filter=narrowing,
        instrument=desk.place("instrument") if "instrument" in desk.frame.places else "",
        style="list",
    )


def shelf(_facts: Facts, desk: Desk) -> View:
    """One shelf of the library: every item of a kind, with its summary."""
    label = desk.label("library-kind", desk.argument)
    cards = [{**card, "access_label": desk.label("access", card["access"])} for card in desk.cards("library")]
    return page(
        desk,
        label,
        desk.t("library.shelf-description", kind=label),
        trail=[(desk.t("nav.library"), desk.place("library"))],
        cards=cards,
        style="list",
    )


def _by_term(field: str, taxonomy: str, desk: Desk) -> Callable[[View], int]:
    """Puts cards in the order of the terms of a field; what is equal in that stays in its order."""
    terms = desk.terms(taxonomy)
    return lambda card: terms.index(card[field])


def target_groups(_facts: Facts, desk: Desk) -> View:
    """All target groups, each with a page of its own."""
    groups = [
        {**desk.term("target-group", term), "href": desk.place(f"target-group:{term}")}
        for term in desk.terms("target-group")
    ]
    return page(desk, desk.t("target-groups.title"), desk.t("target-groups.description"), groups=groups, style="list")


def glossary(_facts: Facts, desk: Desk) -> View:
    """All words of the glossary with their meaning."""
    return page(
        desk, desk.t("glossary.title"), desk.t("glossary.description"), terms=desk.cards("terms"), style="glossary"
    )


def target_group(facts: Facts, desk: Desk) -> View:
    """How to reach one target group, and what there is for it: the same set as the filter gives."""
    label = desk.label("target-group", desk.argument)
    facts = opened(facts, desk)
    return page(
        desk,
        label,
        facts.get("summary") or desk.t("target-group.description", group=label),
        group=facts,
        checked=desk.date(facts["checked"]) if facts else None,
        trail=[(desk.t("nav.target-groups"), desk.place("target-groups"))],
        phases=phase_tabs(desk),
        scripts=SAVES,
        activities=[_activity_card(card, desk) for card in desk.cards("activities")],
        examples=desk.cards("examples"),
        style="target-group",
        **local_of(facts, desk),
    )


def data_page(_facts: Facts, desk: Desk) -> View:
    """The content as data: which files there are of each kind, how many entries it has, and what they may hold."""
    kinds: dict[str, View] = {}
    for line in desk.argument.split("\n"):
        kind, view, href, count = line.split(" ")
        row = kinds.setdefault(kind, {"label": desk.t(f"kind.{kind}", count=int(count)), "count": count, "files": []})
        row["files"].append({"label": desk.t(f"data.{view}"), "href": href})
    for kind, row in kinds.items():
        row["files"].append({"label": desk.t("data.data-schema"), "href": desk.href(schema_path(kind))})
    return page(
        desk,
        desk.t("data.title"),
        desk.t("data.description"),
        about=linked.data_set(desk, [file["href"] for row in kinds.values() for file in row["files"]]),
        kinds=[*kinds.values()],
        style="list",
    )


def not_found(_facts: Facts, desk: Desk) -> View:
    """The page for an address that leads nowhere."""
    return page(
        desk, desk.t("not-found.title"), desk.t("not-found.description"), phases=phase_tabs(desk), style="home"
    )


def offline(_facts: Facts, desk: Desk) -> View:
    """The page that stands in for one that was not kept, when there is no network."""
    places = [(name, desk.place(name)) for name in ("phases", "activities", "glossary")]
    ways = [{"label": desk.t(f"nav.{name}"), "href": href} for name, href in places]
    return page(desk, desk.t("offline.title"), desk.t("offline.description"), ways=ways)


def _activity_card(card: View, desk: Desk) -> View:
    return {
        **card,
        "type_label": desk.label("activity-type", card["type"]),
        "rung_label": desk.label("rung", card["rung"]),
        "size": span(desk, "people", card["group_size"]),
        "running": minutes_shown(desk, card["running_minutes"]),
        "verdict_groups": [
            {
                **desk.term("verdict", verdict),
                "phases": [
                    {name: phase[name] for name in ("title", "color", "lang", "dir")}
                    for phase in desk.cards("phases")
                    if card["verdicts"][phase["slug"]] == verdict
                ],
            }
            for verdict in VERDICTS
            if verdict in card["verdicts"].values()
        ],
    }


def moved(_facts: Facts, desk: Desk) -> View:
    """What stands at an earlier address of a page: it leads on without a script, on any host and from disk."""
    (card,) = desk.near["moved-to"]
    base = desk.frame.settings.base_url
    return {
        "view": desk.view,
        "title": desk.t("moved.title"),
        "lang": desk.language,
        "dir": LOCALES[desk.language].direction,
        "styles": [desk.href(desk.frame.styles["main"])],
        "target": desk.card(card),
        "canonical": absolute(base, card.path) if base else "",
    }
