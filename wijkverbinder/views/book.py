"""The handbook: all entries as one book to print, joined from a piece per entry.

In the book every link to another entry leads to a place in the book itself, and what a statement rests on is the
number of a source. A piece does not know these numbers, which change when a source comes or goes: it leaves them
open, and they are filled in where the book is joined.
"""

from __future__ import annotations

import re
from itertools import islice

from markupsafe import Markup

from wijkverbinder.codes import short_code
from wijkverbinder.ladder import LADDER_PAGE
from wijkverbinder.markdown import OPEN, resolve
from wijkverbinder.model import Facts
from wijkverbinder.route import NOT_IN_BOOK
from wijkverbinder.urls import absolute
from wijkverbinder.views.check import check_groups
from wijkverbinder.views.chrome import page
from wijkverbinder.views.desk import Desk, View, as_markup
from wijkverbinder.views.entries import (
    activities_by_verdict,
    evidence_shown,
    examples_of,
    glance,
    inclusion_needs,
    phase_part,
    rungs,
    stages,
)
from wijkverbinder.views.local import marked, with_local

PLACES = {
    "phase": "fase",
    "activity": "activiteit",
    "example": "voorbeeld",
    "library": "bron",
    "page": "pagina",
    "target-group": "doelgroep",
    "term": "begrip",
}
"""How the place of an entry in the book begins, by its kind; the same in every language, like all ids."""

CHAPTERS = ("check", "phases", "activities", "pages", "groups", "examples", "terms", "sources")
"""The chapters, in order, each with the relation whose entries it holds. Words: `book.<chapter>`."""

LOWER = 2
"""Levels that a heading in a text stands lower than on its own page: the chapter and the entry stand above it."""

_ANCHOR = re.compile(r'<h[2-4] id="([^"]*)"')
_HEADING = re.compile(r'<(/?)h([2-4])(?: id="([^"]*)")?>')
_LOCAL = re.compile(r' href="#([^"]*)"')
_CITING = re.compile(r'(<a href="#bron-([a-z0-9-]+)")(>.*?)</a>', re.DOTALL)


def place_of(ref: str) -> str:
    """Where an entry stands in the book.

    >>> place_of("activity:dialoog")
    'activiteit-dialoog'
    """
    kind, _, slug = ref.partition(":")
    return f"{PLACES[kind]}-{slug}"


def handbook(_facts: Facts, desk: Desk) -> View:
    """The book: cover, contents, and per chapter its pieces, with the numbers of the sources filled in."""
    sources = {card.ref.slug: str(number) for number, card in enumerate(desk.near.get("sources", ()), 1)}
    pieces = iter(desk.pieces)
    chapters = []
    for name in CHAPTERS:
        cards = desk.cards(name)
        # Each piece was rendered, and escaped, by a template of ours.
        texts = [as_markup(Markup, resolve(piece, sources.__getitem__)) for piece in islice(pieces, len(cards))]
        if cards:
            shown = [{**card, "place": place_of(card["ref"])} for card in cards]
            chapters.append({"name": name, "title": desk.t(f"book.{name}"), "entries": shown, "texts": texts})
    base = desk.frame.settings.base_url
    return page(
        desk,
        desk.t("book.title"),
        desk.t("book.description"),
        style="book",
        heads={name: desk.t(f"book.{name}") for name in CHAPTERS},
        phases=desk.cards("phases"),
        chapters=chapters,
        address=absolute(base, "index.html") if base else "",
        cards=desk.place("cards"),
    )


def book_phase(facts: Facts, desk: Desk) -> View:
    """A phase in the book."""
    opened, own = _opened(facts, desk), desk.own()
    fits = [
        {**group, "activities": [_inside(card) for card in group["activities"]]}
        for group in activities_by_verdict(desk, own.ref.slug)
    ]
    return {
        **_entry(opened, desk),
        "contact_forms": [desk.term("contact-form", term) for term in opened["contact"]["forms"]],
        "verdicts": fits,
        "examples": [_inside(card) for card in examples_of(own.ref.slug, desk)["examples"]],
    }


def book_activity(facts: Facts, desk: Desk) -> View:
    """An activity in the book."""
    opened = _opened(facts, desk)
    parts = [phase_part(_inside(card), opened["phases"][card["slug"]], desk) for card in desk.cards("phases")]
    rows = [row for row in glance(facts, desk) if "value" in row]
    groups = desk.listed(desk.label("target-group", term) for term in facts["target_groups"])
    return {
        **_entry(opened, desk),
        "glance": [*rows, {"label": desk.t("glance.groups"), "value": groups}],
        "phases": parts,
        "stages": stages(opened["steps"], desk),
        "inclusion": inclusion_needs(opened, desk),
        "evidence": evidence_shown(opened, desk),
        "examples": [_inside(card) for card in desk.cards("from-example")],
        "code": short_code(str(desk.own().ref)),
    }


def book_page(facts: Facts, desk: Desk) -> View:
    """A page of text in the book: with the ladder where it is about that, with the form where it is the check."""
    opened = _opened(facts, desk)
    view = _entry(opened, desk) | {"rungs": [], "groups": [], "cases": [], "rest": ""}
    if desk.own().ref.slug == LADDER_PAGE:
        intro, heading, rest = view["body"].partition("<h4")
        view |= {"body": as_markup(Markup, intro), "rest": as_markup(Markup, heading + rest)}
        view["rungs"] = [
            {**rung, "activities": [_inside(card) for card in rung["activities"]]} for rung in rungs(desk)
        ]
    if check := opened["check"]:
        phases = {card["slug"]: _inside(card) for card in desk.cards("phases")}
        view["groups"] = check_groups(check, phases, desk)
        view["cases"] = [
            {"review": False, **rule, "phase": phases[rule["phase"]]}
            for rule in (*check["rules"], check["otherwise"])
        ]
        view["check"] = check
    return view


def book_example(facts: Facts, desk: Desk) -> View:
    """A practice example in the book."""
    phases = {card["slug"]: _inside(card) for card in desk.cards("phases")}
    return {
        **_entry(_opened(facts, desk), desk),
        "country": desk.label("country", facts["country"]),
        "phases": [phases[term] for term in facts["phases"]],
        "activities": [_inside(card) for card in desk.cards("activities")],
        "evidence": desk.label("example-evidence", facts["evidence"]["kind"]),
        "confidence": desk.label("confidence", facts["confidence"]),
    }


def book_group(facts: Facts, desk: Desk) -> View:
    """A target group in the book."""
    return _entry(_opened(facts, desk), desk)


def book_term(facts: Facts, desk: Desk) -> View:
    """A word of the glossary in the book."""
    return _entry(_opened(facts, desk), desk)


def book_source(facts: Facts, desk: Desk) -> View:
    """A source in the list of sources, with its number."""
    own = desk.own()
    return {
        "place": place_of(str(own.ref)),
        "item": facts,
        "address": facts["url"] or (f"https://doi.org/{facts['doi']}" if facts["doi"] else ""),
        "foreign": desk.speaks(facts["language"])["lang"] if facts["language"] != desk.language else "",
    }


def _entry(opened: Facts, desk: Desk) -> View:
    own = desk.own()
    return {
        "entry": opened,
        "place": place_of(str(own.ref)),
        "body": with_local(opened, desk),
        "open": OPEN,
        **desk.speaks(own.language),
    }


def _inside(card: View) -> View:
    return {**card, "href": f"#{place_of(card['ref'])}"}


def _opened(facts: Facts, desk: Desk) -> Facts:
    """Facts as the book shows them.

    Links lead within the book, headings stand two levels lower, behind a link to a source its number is left open.
    """
    own = place_of(str(desk.own().ref))
    anchors = {*_ANCHOR.findall(repr(facts))}
    phases = {card["slug"] for card in desk.cards("phases")}
    outside = {str(ref): card.path for ref, card in desk.by_ref().items()}

    def local(found: re.Match[str]) -> str:
        # The book lacks some places of an entry's own page; then its beginning must do.
        return f' href="#{own}-{found[1]}"' if found[1] in anchors else f' href="#{own}"'

    def lower(found: re.Match[str]) -> str:
        slash, level, anchor = found.groups()
        return f"<{slash}h{int(level) + LOWER}" + (f' id="{own}-{anchor}">' if anchor else ">")

    def link(target: str) -> str:
        name, _, fragment = target.partition("#")
        if name in desk.pictures:
            return desk.href(desk.pictures[name].path)
        kind, _, slug = name.partition(":")
        if kind == "page" and slug in NOT_IN_BOOK:
            return desk.href(outside[name])
        within = f"-{fragment}" if kind == "activity" and fragment in phases else ""
        return f"#{place_of(name)}{within}"

    def write(text: str) -> str:
        html = resolve(_HEADING.sub(lower, _LOCAL.sub(local, text)), link)
        return _CITING.sub(rf"\1\3 [{OPEN}\2{OPEN}]</a>", html)

    return marked(desk.opened(facts, show_sources=False, write=write), desk)
