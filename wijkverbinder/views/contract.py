"""The outline of a kind to the JSON Schema of its data: what other programs may count on; knows no entries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wijkverbinder.model import Facts
from wijkverbinder.outlines import Outline
from wijkverbinder.text import SLUG
from wijkverbinder.views.desk import Desk, View

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_HTML = {**_TEXT, "contentMediaType": "text/html"}
_DATE = {**_TEXT, "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

_LOCAL = {
    "type": "object",
    "properties": {
        "name": _TEXT,
        "layers": {"type": "array", "items": {"enum": ["added", "replaced", "changed", "extended"]}},
        "fields": {"type": "array", "items": _TEXT},
        "title": _TEXT,
        "checked": _DATE,
        "phases": {"type": "object", "additionalProperties": _HTML},
        "body": _HTML,
        "language": _TEXT,
        "contacts": {"type": "array", "items": {"type": "object", "additionalProperties": {"type": "string"}}},
    },
    "required": ["name"],
    "additionalProperties": False,
}
"""What a local layer made of an entry: whose it is, how, which fields it changed, what it added, whom to call."""


def data_schema(_facts: Facts, desk: Desk) -> View:
    """The schema of the file that holds all entries of a kind, in any language."""
    kind = desk.argument
    _, _, fields = desk.frame.outlines[kind]
    entry = _object(_own(kind) | dict(_fields(fields, desk)))
    if desk.frame.overlay:  # only where something is local
        entry["properties"] = {**entry["properties"], "local": _LOCAL}
    head = {
        "$schema": {**_TEXT, "format": "uri-reference"},
        "name": _TEXT,
        "version": _TEXT,
        "edition": _DATE,
        "kind": {"const": kind},
        "language": _TEXT,
        "entries": {"type": "array", "items": entry},
    }
    title = f"{desk.frame.settings.name} {desk.frame.version}: {kind}"
    schema = {"$schema": DIALECT, "title": title, **_object(head)}
    return {"text": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"}


def _own(kind: str) -> dict[str, Any]:
    """What every entry has beside its fields."""
    return {
        "ref": _named(kind),
        "text_language": _TEXT,
        "page": {**_TEXT, "format": "uri-reference"},
        "body": {**_HTML, "minLength": 0},
    }


def _fields(fields: Any, desk: Desk) -> Iterator[tuple[str, Any]]:
    for name, inner, _, may_be_empty, _ in fields:
        if name in {"draft", "aliases"}:  # what is for us alone is no data
            continue
        made = _schema(inner, desk)
        yield name, {"anyOf": [made, {"type": "null"}]} if may_be_empty else made


def _schema(outline: Outline, desk: Desk) -> dict[str, Any]:
    match outline:
        case ("model", _, fields):
            return _object(dict(_fields(fields, desk)))
        case ("list", inner, least):
            return {"type": "array", "items": _schema(inner, desk)} | ({"minItems": least} if least else {})
        case ("map", inner):  # a part for each phase
            return _object(dict.fromkeys(desk.terms("phase"), _schema(inner, desk)))
        case ("text", use, _, most, pattern, _):
            return _text(use, most, pattern, desk)
        case ("number", least, most):
            limits = {"minimum": least, "maximum": most}
            return {"type": "integer"} | {name: limit for name, limit in limits.items() if limit is not None}
    return {"type": "boolean"}


def _text(use: str, most: int | None, pattern: str | None, desk: Desk) -> dict[str, Any]:
    name, _, of = use.partition(":")
    match name:
        case "term":
            return {"enum": [*desk.terms(of)]}
        case "reference":
            return _named(of)
        case "inline" | "block":
            return _HTML
        case "date":
            return _DATE
        case "address":
            return {**_TEXT, "format": "uri"}
    return _TEXT | ({"maxLength": most} if most else {}) | ({"pattern": pattern} if pattern else {})


def _named(kind: str) -> dict[str, Any]:
    return {**_TEXT, "pattern": f"^{kind}:{SLUG.pattern}$"}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }
