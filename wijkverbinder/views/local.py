"""What is local on a page: marked for its reader, with what was added and whom to call; and the same in the data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from wijkverbinder.layering import LOCAL
from wijkverbinder.model import Facts
from wijkverbinder.overlay import Contact
from wijkverbinder.views.chrome import page
from wijkverbinder.views.desk import Desk, View

_BLOCK = re.compile(r"<(?:blockquote|dl|h[2-6]|hr|ol|p|pre|table|ul)\b")
"""What a text of several paragraphs begins with; one of a single line begins with words."""

_PARAGRAPH = Markup('<p><b class="local-mark">{}</b> {}</p>')

_NOT_TO_MARK = frozenset(("ours", "sources"))
"""What a statement rests on: the statement itself has the mark."""

_LISTS = {
    "activity": "activities",
    "example": "examples",
    "library": "library",
    "term": "glossary",
}
"""Kinds with a list to go on to, by the name of its place."""


def opened(facts: Facts, desk: Desk) -> Facts:
    """Facts as a template may use them, with a mark on what a local layer changed."""
    return marked(desk.opened(facts), desk)


def marked(facts: Facts, desk: Desk) -> Facts:
    """Opened facts with a mark on what a local layer changed."""
    for name in facts.get(LOCAL, {}).get("fields", ()):
        facts = _with_mark(facts, name.split("."), desk.mark())
    return facts


def _with_mark(facts: Facts, path: Sequence[str], mark: str) -> Facts:
    name, rest = path[0], path[1:]
    value = facts[name]
    return {**facts, name: _with_mark(value, rest, mark) if rest else _marked(value, mark)}


def _marked(value: Any, mark: str) -> Any:
    """A value with a mark on each text in it; what is no text for reading (a term, a title) stays as it is."""
    if isinstance(value, Markup):
        if _BLOCK.match(value):
            return Markup('<div class="local"><p><b class="local-mark">{}</b></p>{}</div>').format(mark, value)
        return Markup('<b class="local-mark">{}</b> {}').format(mark, value)
    if isinstance(value, list):
        return [_marked(item, mark) for item in value]
    if isinstance(value, dict):
        return {name: inner if name in _NOT_TO_MARK else _marked(inner, mark) for name, inner in value.items()}
    return value


def local_of(facts: Facts, desk: Desk) -> View:
    """What the page of an entry tells of what is local in it; nothing where nothing is.

    Args:
        facts: the facts of the entry, opened.
        desk: what lies ready.
    """
    local = facts.get(LOCAL)
    if not local:
        return {}
    name = desk.frame.overlay.name
    told = [desk.t(f"local.{layer}", name=name) for layer in local["layers"]]
    if unmarked := _unmarked(local.get("fields", ()), facts, desk):
        told.append(desk.t("local.unmarked", fields=desk.listed(unmarked)))
    body = local.get("body", "")
    return {
        "local": {
            "mark": desk.mark(),
            "told": " ".join(told),
            "title": (local.get("title") or desk.t("local.title", name=name)) if body else "",
            "body": body,
            "checked": desk.date(local["checked"]) if body else None,
            **desk.speaks(local.get("language", desk.own().language)),
        }
    }


def with_local(facts: Facts, desk: Desk) -> str:
    """The text of an entry with all that is local in it below: for where it stands among others, as in the book."""
    body: str = facts.get("body", "")
    own, local = desk.own(), local_of(facts, desk)
    if local:
        shown = local["local"]
        body += _PARAGRAPH.format(shown["mark"], shown["told"]) + shown["body"]
        phases = facts[LOCAL].get("phases") or {}
        for phase in desk.cards("phases"):
            if phase["slug"] in phases:
                body += _PARAGRAPH.format(phase["title"], "") + phases[phase["slug"]]
    if own.ref.kind == "phase":
        found = contacts_of(desk, own.ref.slug)
        for contact in found.get("contacts", ()):
            ways = [contact[way] for way in ("phone", "mail", "url", "text", "hours") if contact[way]]
            body += _PARAGRAPH.format(found["contacts_mark"], f"{contact['name']}: {', '.join(ways)}")
    return body


def added_to(facts: Facts, phase: str) -> View:
    """What a local layer adds to an activity in one phase; nothing where it adds nothing."""
    text = (facts.get(LOCAL, {}).get("phases") or {}).get(phase, "")
    return {"local": text} if text else {}


def _unmarked(fields: Sequence[str], facts: Facts, desk: Desk) -> list[str]:
    """What was changed and can't carry a mark, in words."""
    words = {"title": "local.field-title", "summary": "local.field-summary"}
    names = [name for name in fields if not _can_be_marked(_at(facts, name.split(".")))]
    return list(dict.fromkeys(desk.t(words.get(name, "local.field-facts")) for name in names))


def _at(value: Any, path: Sequence[str]) -> Any:
    return _at(value[path[0]], path[1:]) if path else value


def _can_be_marked(value: Any) -> bool:
    inner = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    return isinstance(value, Markup) or any(_can_be_marked(item) for item in inner)


def contacts_of(desk: Desk, phase: str) -> View:
    """Whom people can turn to in a phase, as a view has it; nothing where the site names nobody."""
    found = [_contact(contact, desk) for contact in desk.frame.overlay.contacts if phase in contact.phases]
    return {"contacts": found, "contacts_mark": desk.mark()} if found else {}


def _contact(contact: Contact, desk: Desk) -> View:
    translated = desk.language in contact.said
    original = desk.frame.settings.languages[0]
    return {
        **contact.said[desk.language if translated else ""],
        "phone": contact.phone,
        "tel": "tel:" + re.sub(r"[^0-9+]", "", contact.phone),
        "mail": contact.mail,
        "url": contact.url,
        **desk.speaks(desk.language if translated else original),
    }


def local_data(facts: Facts, desk: Desk) -> Facts:
    """The facts of an entry with whose layer it is that says what is local in it; a phase with whom to call."""
    overlay = desk.frame.overlay
    kind, slug = desk.own().ref
    told = {name: value for name, value in facts.get(LOCAL, {}).items() if value}
    contacts = [contact for contact in overlay.contacts if kind == "phase" and slug in contact.phases]
    if contacts:
        told["contacts"] = [
            {**(one.said.get(desk.language) or one.said[""]), "phone": one.phone, "mail": one.mail, "url": one.url}
            for one in contacts
        ]
    return {**facts, LOCAL: {"name": overlay.name, **told}} if told else facts


def hidden(_facts: Facts, desk: Desk) -> View:
    """What stands at the address of an entry that the host does not show."""
    kind, _, title = desk.argument.partition("\n")
    place = _LISTS.get(kind, "home")
    label = desk.t(f"nav.{place}") if kind in _LISTS else desk.t("site.home")
    name = desk.frame.overlay.name
    return page(
        desk,
        title,
        desk.t("hidden.text", title=title, name=name),
        noindex=True,
        way={"href": desk.place(place), "label": label},
    )
