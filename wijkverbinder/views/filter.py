"""What the filter over a list shows, and what its script reads of each entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wijkverbinder.facets import EARLIER, FACETS, ORDERS, Facet, Order
from wijkverbinder.views.desk import Desk, View

_PLACES = {("activity", "phase")}
"""Facets whose values are places on the pages of a list's entries, so that a link can lead there."""


def filtered(kind: str, cards: Sequence[View], desk: Desk) -> tuple[list[View], View]:
    """The entries of a list as its filter knows them, and the filter.

    Args:
        kind: of the entries.
        cards: the entries, in the order in which the page shows them.
        desk: of the page.

    Returns:
        the cards with `facets` (which values they have, by the place of each value in the form), `conditional`
        (which of those on a condition) and `ranks` (in each order that the list does not show); and what the form
        over them shows: its facets with their values, each with the number of entries that have it, and its orders.
        Values that no entry has are left out.
    """
    values = [{facet.name: list(facet.values(card)) for facet in FACETS[kind]} for card in cards]
    facets = [_facet(kind, facet, [found[facet.name] for found in values], desk) for facet in FACETS[kind]]
    places = {
        name: number
        for number, name in enumerate((facet["name"], value["slug"]) for facet in facets for value in facet["values"])
    }
    ranks = [_ranks(order, cards, desk) for order in ORDERS[kind][1:] if not order.shown]
    marked = [
        {
            **card,
            "facets": [places[name, term] for name, terms in found.items() for term in terms],
            "conditional": [places[facet.name, term] for facet in FACETS[kind] for term in facet.conditional(card)],
            "ranks": [rank[at] for rank in ranks],
        }
        for at, (card, found) in enumerate(zip(cards, values, strict=True))
    ]
    orders = [
        {
            "param": desk.t(f"param.{order.name}"),
            "label": desk.t(f"order.{order.name}"),
            "shown": order.shown,
            "told": desk.t(f"order-told.{order.name}"),
        }
        for order in ORDERS[kind]
    ]
    return marked, {"kind": kind, "facets": facets, "orders": orders, "count": len(cards)}


def _facet(kind: str, facet: Facet, found: Sequence[Sequence[str]], desk: Desk) -> View:
    counts = Counter(term for terms in found for term in terms)
    return {
        "name": facet.name,
        "param": desk.t(f"param.{facet.name}"),
        "label": desk.t(f"facet.{facet.name}"),
        "fragment": (kind, facet.name) in _PLACES,
        "values": [
            {
                **desk.term(facet.taxonomy, term),
                "count": counts[term],
                **({"earlier": EARLIER[facet.name, term]} if (facet.name, term) in EARLIER else {}),
            }
            for term in desk.terms(facet.taxonomy)
            if counts[term]
        ],
    }


def _ranks(order: Order, cards: Sequence[View], desk: Desk) -> list[int]:
    """The place of each card in an order; equals have one place."""
    terms = desk.terms(order.taxonomy) if order.taxonomy else ()
    keys = [terms.index(order.key(card)) if terms else order.key(card) for card in cards]
    rank = {key: number for number, key in enumerate(sorted(set(keys)))}
    return [rank[key] for key in keys]
