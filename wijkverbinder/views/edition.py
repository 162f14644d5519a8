"""The edition: which one this is, who offers it, how to cite it, what came with it; as a page and as a feed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from wijkverbinder.kinds import KINDS
from wijkverbinder.model import Facts
from wijkverbinder.urls import absolute
from wijkverbinder.views.chrome import page
from wijkverbinder.views.desk import Desk, View
from wijkverbinder.views.linked import LICENCE

CODE_LICENCE = "https://eupl.eu/1.2/nl/"
"""Of the programs; LICENSE holds it."""

LISTS = {
    "phase": "phases",
    "activity": "activities",
    "example": "examples",
    "library": "library",
    "term": "glossary",
    "target-group": "target-groups",
}
"""Where all entries of a kind stand together, by the name of that place."""


def edition(_facts: Facts, desk: Desk) -> View:
    """The page about this edition."""
    frame = desk.frame
    return page(
        desk,
        desk.t("edition.title"),
        desk.t("edition.description", version=frame.version, date=desk.date(frame.edition)["shown"]),
        style="entry",
        day=desk.date(frame.edition),
        place=frame.settings.contact and _contact(frame.settings.contact),
        licence=LICENCE,
        code_licence=CODE_LICENCE,
        data=desk.place("data"),
        feed=desk.place("feed") if frame.settings.base_url else "",
        editions=_editions(desk),
    )


def feed(_facts: Facts, desk: Desk) -> View:
    """The same for who wants to be told of it: https://www.rfc-editor.org/rfc/rfc4287.

    An edition is an entry, and so is every page that came or changed after the first one: a page once, of the last
    time that it changed. Days are those of the editions.
    """
    settings = desk.frame.settings
    about = absolute(settings.base_url, desk.frame.places["edition"])
    # Where a page came in two editions, the newer one tells of it.
    entries: dict[str, View] = {}
    told = _editions(desk)
    for one in told:
        title = desk.t("edition.version", version=one["version"], date=one["day"]["shown"])
        summary = ". ".join(f"{group['label']}: {_counts(group, desk)}" for group in one["groups"])
        _put(entries, f"{about}#{one['id']}", title, summary, one)
        for group in one["groups"]:
            for card in (card for kind in group["kinds"] for card in kind["cards"]):
                address = absolute(settings.base_url, card["path"])
                _put(entries, address, f"{group['label']}: {card['title']}", card["summary"], one)
    return {
        "title": desk.t("edition.feed", name=settings.name),
        "id": desk.public(),
        "self": desk.public(),
        "about": about,
        "updated": max((one["day"]["iso"] for one in told), default=desk.frame.edition),
        "author": settings.organisation or settings.name,
        "lang": desk.language,
        "licence": LICENCE,
        "entries": [*entries.values()][:MOST],
    }


MOST = 100
"""Entries in a feed: who was away longer looks on the page."""


def _put(entries: dict[str, View], address: str, title: str, summary: str, one: View) -> None:
    entries.setdefault(address, {"id": address, "title": title, "summary": summary, "updated": one["day"]["iso"]})


def _counts(group: View, desk: Desk) -> str:
    return desk.listed(f"{kind['label']} ({kind['count']})" for kind in group["kinds"])


def _editions(desk: Desk) -> list[View]:
    """Every edition with what it brought to this language, the newest first."""
    told = []
    for at, row in enumerate(json.loads(desk.argument)):
        groups = [_group(desk, name, row[name], at) for name in ("added", "changed")]
        if row["gone"]:
            groups.append({"label": desk.t("edition.gone"), "kinds": [], "titles": row["gone"]})
        told.append(
            {
                "id": f"versie-{row['version']}",
                "version": row["version"],
                "day": desk.date(row["date"]),
                "groups": [group for group in groups if group["kinds"] or group["titles"]],
            }
        )
    return told


def _group(desk: Desk, name: str, counts: dict[str, int], at: int) -> View:
    near = [(card.ref.kind, {**desk.card(card), "path": card.path}) for card in desk.near.get(f"{name}-{at}", ())]
    kinds = []
    for kind in (kind for kind in KINDS if counts.get(kind)):
        cards = [card for of, card in near if of == kind]
        shown = {"label": desk.t(f"kind.{kind}", count=counts[kind]), "count": counts[kind], "cards": cards}
        shown["one"] = desk.t(f"kind.{kind}", count=1)
        kinds.append(shown | {"href": desk.place(LISTS[kind]) if kind in LISTS else ""})
    return {"label": desk.t(f"edition.{name}"), "kinds": kinds, "titles": []}


def _contact(contact: str) -> Sequence[str]:
    """An address to write to, as text and as href."""
    return contact, contact if "://" in contact else f"mailto:{contact}"
