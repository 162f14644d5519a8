"""The search page, and the data that it looks in: a call per entry, since a page from disk may fetch nothing."""

from __future__ import annotations

import json

from wijkverbinder.codes import short_code
from wijkverbinder.facets import FACETS
from wijkverbinder.kinds import KINDS
from wijkverbinder.model import Facts
from wijkverbinder.searchtext import headings_of, plain_words, text_of
from wijkverbinder.urls import relative
from wijkverbinder.views.chrome import page
from wijkverbinder.views.desk import Desk, View

STEMMERS = {"nl": "dutch", "en": "english"}
"""Languages whose words are stemmed, with the name of their Snowball stemmer in assets/js/vendor."""

_LABELS = ("activity-type", "target-group", "contact-form", "country", "library-kind")
"""Facets whose labels are words that readers look for, though no text needs to hold them."""

_LISTS = ("phases", "activities", "examples", "library", "target-groups", "glossary")
"""Where a reader goes who finds nothing, or has no script."""


def search(_facts: Facts, desk: Desk) -> View:
    """The search page; its argument holds the hrefs of the data, those of the heads first."""
    heads, *texts = desk.argument.split("\n")
    stemmer = STEMMERS.get(desk.language, "")
    libraries = ["vendor/minisearch", *(["vendor/base-stemmer", f"vendor/{stemmer}-stemmer"] if stemmer else [])]
    return page(
        desk,
        desk.t("search.title"),
        desk.t("search.description"),
        style="search",
        scripts=["search"],
        load=[*(desk.href(desk.frame.scripts[name]) for name in (*libraries, "search-index")), heads],
        texts=texts,
        stemmer=f"{stemmer.capitalize()}Stemmer" if stemmer else "",
        kinds=[(kind, desk.t(f"kind.{kind}", count=2)) for kind in KINDS],
        # Who finds nothing and meant violence must not be left with nothing.
        gravest=next((card for card in reversed(desk.cards("phases")) if card["safety_first"]), None),
        lists=[(desk.t(f"nav.{name}"), desk.place(name)) for name in _LISTS],
    )


def search_head(facts: Facts, desk: Desk) -> View:
    """One entry as what is found first: its title, summary, headings and labels."""
    own = desk.own()
    speaks = desk.speaks(own.language)
    labels = [
        desk.label(facet.taxonomy, term)
        for facet in FACETS.get(own.ref.kind, ())
        if facet.name in _LABELS
        for term in facet.values(own.facts)
    ]
    # Who has a card in hand types its code.
    code = [short_code(str(own.ref))] if own.ref.kind == "activity" else []
    heads = " ".join((*labels, *code, headings_of(facts)))
    title, summary, forms = own.facts["title"], own.facts["summary"], facts.get("forms", ())
    if "local" in own.facts:
        summary = f"{desk.mark()}. {summary}"
    row = (own.ref.kind, _href(desk), title, summary, heads, "\n".join(forms), speaks["lang"], speaks["dir"])
    return _call("head", *map(plain_words, row[:5]), *row[5:])


def search_text(facts: Facts, desk: Desk) -> View:
    """One entry as all its text."""
    return _call("text", _href(desk), text_of(facts))


def search_data(_facts: Facts, desk: Desk) -> View:
    """A file of data: a call per entry."""
    return {"text": "\n".join(desk.pieces) + "\n"}


def _href(desk: Desk) -> str:
    """How the search page, which is where the data is used, reaches an entry."""
    return relative(desk.frame.places["search"], desk.own().path)


def _call(name: str, *values: str) -> View:
    while values and not values[-1]:
        values = values[:-1]
    inner = ",".join(json.dumps(value, ensure_ascii=False) for value in values)
    return {"text": f"wijkzoek.{name}({inner})"}
