"""The models and settings as JSON Schema, for text editors that complete and check while somebody types.

The models of `schemas` and the settings of `config` are the source; the terms come from content/terms/.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from tools.fields import choices, kind_heading, vocabulary
from wijkverbinder import schemas
from wijkverbinder.config import Settings, section_of
from wijkverbinder.formats import json_schema
from wijkverbinder.i18n import LOCALES
from wijkverbinder.text import SLUG

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SLUG = f"^{SLUG.pattern}$"


def schema_files() -> dict[str, str]:
    """The text of every schema, by its name in docs/schema/."""
    found = {f"{kind}.json": kind_schema(kind) for kind in schemas.SCHEMAS}
    found |= {"terms.json": terms_schema(), "site.json": settings_schema(), "problems.json": json_schema()}
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in found.items()}


def kind_schema(kind: str) -> dict[str, Any]:
    """The front matter of a kind: its fields, what they are for in Dutch, and the terms that they may hold."""
    made = _finished(schemas.describe(schemas.SCHEMAS[kind]))
    return {
        "$schema": DIALECT,
        **made,
        "title": kind_heading(kind),
        "description": "De gegevens bovenin het bestand.",
    }


def _finished(schema: Any) -> Any:
    """A part of a schema of pydantic, with our own marks turned into what an editor understands."""
    if isinstance(schema, list):
        return [_finished(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    taxonomy, kind = schema.get("x-taxonomy"), schema.get("x-kind")
    # Names of models and fields say nothing that the descriptions do not say better; some fields are called title.
    made: dict[str, Any] = {
        name: {key: _finished(inner) for key, inner in part.items()}
        if name in {"properties", "$defs"}
        else _finished(part)
        for name, part in schema.items()
        if not (name == "title" and isinstance(part, str)) and not name.startswith("x-")
    }
    if "properties" in made:
        made.pop("description", None)  # of the class, in English, for who writes code
    if taxonomy:
        return made | _terms(taxonomy)
    if kind:
        return made | {"pattern": f"^{kind}:{SLUG.pattern}$"}
    inner = made.get("additionalProperties")
    if isinstance(inner, dict):  # a part for each phase
        return made | {"propertyNames": {"enum": [*choices().phases]}, "required": [*choices().phases]}
    return made


def _terms(taxonomy: str) -> dict[str, Any]:
    if taxonomy == "phase":
        return {"enum": [*choices().phases]}
    terms = vocabulary().terms(taxonomy)
    labels = [vocabulary().label(taxonomy, term, "nl") for term in terms]
    return {"enum": [*terms], "enumDescriptions": labels}


def terms_schema() -> dict[str, Any]:
    """A file in content/terms/: each term with what it is called, per language."""
    text = {"type": "string", "minLength": 1}
    names = {code: {**text, "description": f"Hoe de term heet in deze taal: {code}."} for code in LOCALES}
    term = {"type": "object", "additionalProperties": False, "required": ["nl"], "properties": names}
    return {
        "$schema": DIALECT,
        "title": "Vaste termen",
        "description": "Elke term met daaronder per taal een label.",
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _SLUG},
        "additionalProperties": term,
    }


def settings_schema() -> dict[str, Any]:
    """The settings in site.toml."""
    return {"$schema": DIALECT, "title": "Instellingen", **_section(Settings)}


_SHAPES: dict[str, dict[str, Any]] = {
    "name": {"type": "string", "pattern": "\\S"},
    "boolean": {"type": "boolean"},
    "address": {"type": "string", "pattern": "^(https?://[^?]+)?$"},
    "base": {"type": "string", "pattern": "^(https?://[^?#\\s]+)?$"},
    "date": {"type": "string", "pattern": "^(\\d{4}-\\d{2}-\\d{2})?$"},
    "languages": {
        "type": "array",
        "items": {"enum": [*LOCALES]},
        "prefixItems": [{"const": "nl"}],
        "minItems": 1,
        "uniqueItems": True,
    },
}
"""What a shape of `config` is in JSON Schema; all others are texts."""


def _section(section: type[Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for item in fields(section):
        inner = section_of(item)
        if inner:
            properties[item.name] = _section(inner)
            continue
        default = [*item.default] if isinstance(item.default, tuple) else item.default
        shape = _SHAPES.get(item.metadata["shape"], {"type": "string"})
        properties[item.name] = {**shape, "description": item.metadata["nl"], "default": default}
    return {"type": "object", "additionalProperties": False, "properties": properties}
