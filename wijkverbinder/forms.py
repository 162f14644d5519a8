"""The models to the configuration of the form in the browser: every field, with its choices, limits and hint.

What comes out is the configuration of Sveltia CMS (https://sveltiacms.app/en/docs), as plain data. Texts stay
Markdown as it is typed: a field that turns it into something else and back would spoil what our own rules know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wijkverbinder import schemas
from wijkverbinder.config import LOCAL, Editor
from wijkverbinder.form_labels import COLLECTIONS, label_of
from wijkverbinder.kinds import KINDS
from wijkverbinder.shapes import BODY_HINTS, Shape, limit_words, shape_of_field
from wijkverbinder.text import SLUG

Terms = Mapping[str, Sequence[tuple[str, str]]]
"""Per taxonomy its terms in order, each with its label; those of `phase` are the phases."""

FIXED = frozenset({"phase"})
"""Kinds of which there are no more and no fewer: the code and the site know them."""

FORMAT = "wijkverbinder-"
"""How the name of a file format begins; the script of the form has one for each kind (`assets/editor/start.js`)."""

_OPTIONAL_BODY = frozenset({"library", "target-group", "term"})
_RARE = frozenset({"slug", "aliases"})
_DRAFT = "Aan zolang de tekst nog niet af is. Zij staat dan nergens op de site, alleen op de proefsite."
_TODAY = "{{now}}"
_ONE_LINE: dict[str, Any] = {"widget": "string"}
_MESSAGES = {
    "create": "{{collection}} toegevoegd: {{slug}}",
    "update": "{{collection}} bijgewerkt: {{slug}}",
    "delete": "{{collection}} weggehaald: {{slug}}",
}
"""What is said of a change in the history of the texts."""
_ITEM = "Regel"
_LIST: dict[str, Any] = {"widget": "list", "label_singular": _ITEM}
_LINES: dict[str, Any] = {"widget": "text"}
_ONE_LINE_HOLDS = 100
"""Characters: a text that may be longer gets several lines."""


def configuration(editor: Editor, terms: Terms, folders: Mapping[str, str]) -> dict[str, Any]:
    """The whole configuration.

    Args:
        editor: where the texts are kept.
        terms: what may be chosen; that of `phase` in order.
        folders: the folder of the site in which the pages of a kind stand; empty for the top.
    """
    made: dict[str, Any] = {
        "load_config_file": False,
        "backend": _backend(editor),
        "media_folder": "content",
        "public_folder": "",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [_collection(kind, terms, folders[kind]) for kind in KINDS],
    }
    if editor != LOCAL:
        made["publish_mode"] = "editorial_workflow"
    return made


def _backend(editor: Editor) -> dict[str, Any]:
    if editor == LOCAL:
        return {"name": "test-repo"}  # what the form calls a folder of the browser; see assets/editor/files.js
    made: dict[str, Any] = {"name": editor.forge, "repo": editor.repository, "branch": editor.branch}
    made["commit_messages"] = _MESSAGES
    server, login = editor.server.rstrip("/"), editor.login.rstrip("/")
    if editor.forge == "gitlab":
        if server:
            made |= {"base_url": server, "api_root": f"{server}/api/v4"}
        if editor.app_id:
            made |= {"auth_type": "pkce", "app_id": editor.app_id}
    else:
        if server:
            made["api_root"] = f"{server}/api/v3"
            made["graphql_api_root"] = f"{server}/api"
        if login:
            made["base_url"] = login
    if not (editor.app_id if editor.forge == "gitlab" else login):
        made["auth_methods"] = ["token"]
    return made


def _collection(kind: str, terms: Terms, folder: str) -> dict[str, Any]:
    several, one = COLLECTIONS[kind]
    made: dict[str, Any] = {
        "name": kind,
        "label": several,
        "label_singular": one,
        "folder": f"content/{KINDS[kind].folder}",
        # The name of a translation has a dot in it; it is laid over its original and no text by itself.
        "filter": {"field": "slug", "pattern": f"^{SLUG.pattern.strip('^$')}$"},
        "format": FORMAT + kind,
        "slug": "{{title}}",
        "identifier_field": "title",
        "summary": "{{title}}",
        # From the top of the site, which the script of the form puts before it.
        "preview_path": f"{folder}/{{{{slug}}}}.html".lstrip("/"),
        "sortable_fields": {"fields": ["title", "checked"] if kind != "phase" else ["order"]},
        "create": kind not in FIXED,
        "delete": kind not in FIXED,
        "editor": {"preview": False},
        "fields": _in_order(_fields(schemas.SCHEMAS[kind], terms), _body(kind)),
    }
    return made


def _in_order(fields: Sequence[dict[str, Any]], body: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields with the text below them, and what few need last."""
    rare = [field for field in fields if field["name"] in _RARE]
    return [*(field for field in fields if field not in rare), body, *rare]


def _body(kind: str) -> dict[str, Any]:
    return {
        "name": "body",
        "label": label_of("", "body"),
        "hint": f"Hier komt {BODY_HINTS[kind]}",
        "required": kind not in _OPTIONAL_BODY,
        **_LINES,
    }


def _fields(model: type[schemas.Strict], terms: Terms) -> list[dict[str, Any]]:
    return [_field(model, name, terms) for name in model.model_fields]


def _field(model: type[schemas.Strict], name: str, terms: Terms) -> dict[str, Any]:
    info, shape = model.model_fields[name], shape_of_field(model, name)
    words = limit_words(shape)
    hint = f"{info.description} ({'; '.join(words)}.)" if words else str(info.description)
    required = info.is_required()
    made = {"name": name, "label": label_of(model.__name__, name), "hint": hint, "required": required}
    if shape.name == "list" and required and not shape.limits.get("min_length"):
        made["required"] = False  # an empty list says something, and is kept
        made["default"] = []
    made |= _widget(shape, terms)
    if shape.name == "boolean":
        # One that must be answered has no answer ready: “no” would be given without a thought.
        made |= {} if required else {"required": False, "default": bool(info.get_default())}
    if name == "draft":
        made |= {"default": True, "hint": _DRAFT}
    if shape.name == "date" and name == "checked":
        made["default"] = _TODAY
    if shape.name == "group":
        made["collapsed"] = "auto"
    return made


def _widget(shape: Shape, terms: Terms) -> dict[str, Any]:
    """What asks for a value of this shape."""
    if shape.name in {"term", "reference"}:
        return _choice(shape, terms)
    if shape.inner:
        return _several(shape, shape.inner, terms)
    if shape.model:
        return {"widget": "object", "fields": _fields(shape.model, terms)}
    return _SCALARS[shape.name](shape)


def _text(shape: Shape) -> dict[str, Any]:
    most = shape.limits.get("max_length", 0)
    return (_LINES if most > _ONE_LINE_HOLDS else _ONE_LINE) | ({"maxlength": most} if most else {})


def _written(pattern: str, words: str) -> dict[str, Any]:
    return _ONE_LINE | {"pattern": [pattern, words]}


def _number(shape: Shape) -> dict[str, Any]:
    limits = {ours: shape.limits[theirs] for ours, theirs in (("min", "ge"), ("max", "le")) if theirs in shape.limits}
    return {"widget": "number", "value_type": "int", **limits}


_SCALARS: Mapping[str, Callable[[Shape], dict[str, Any]]] = {
    "text": _text,
    "line": lambda _shape: _LINES,
    "prose": lambda _shape: _LINES,
    "date": lambda _shape: {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "picker_utc": False},
    "address": lambda _shape: _written(r"^https?://\S+$", "Een adres dat met https:// of http:// begint"),
    "path": lambda _shape: _written(r"^\S+\.html$", "Een adres dat op .html eindigt"),
    "pattern": lambda shape: _written(shape.pattern, f"In de vorm {shape.pattern}"),
    "number": _number,
    "boolean": lambda _shape: {"widget": "boolean"},
}
"""What asks for a single value, by its shape."""


def _choice(shape: Shape, terms: Terms) -> dict[str, Any]:
    if shape.name == "term":
        options = [{"label": label, "value": term} for term, label in terms[shape.of]]
        return {"widget": "select", "options": options}
    return {
        "widget": "relation",
        "collection": shape.of,
        "value_field": f"{shape.of}:{{{{slug}}}}",
        "display_fields": ["title"],
        "search_fields": ["title", "summary"],
    }


def _several(shape: Shape, inner: Shape, terms: Terms) -> dict[str, Any]:
    """What asks for a part for each phase, for several choices, or for a list."""
    if shape.name == "map" and inner.model:
        return {"widget": "object", "fields": _parts(inner.model, terms)}
    least = {"min": shape.limits["min_length"]} if shape.limits.get("min_length") else {}
    if inner.name in {"term", "reference"}:
        return _choice(inner, terms) | {"multiple": True} | least
    if inner.model:
        shown = next((name for name in ("text", "title") if name in inner.model.model_fields), "")
        summary = {"summary": f"{{{{fields.{shown}}}}}"} if shown else {}
        return {**_LIST, "fields": _fields(inner.model, terms), "collapsed": True, **summary, **least}
    return {**_LIST, "field": {"name": "item", "label": _ITEM, **_widget(inner, terms)}, **least}


def _parts(model: type[schemas.Strict], terms: Terms) -> list[dict[str, Any]]:
    """A part for each phase."""
    made = []
    for phase, label in terms["phase"]:
        part = {"name": phase, "label": label, "widget": "object", "collapsed": True}
        made.append(part | {"fields": _fields(model, terms)})
    return made
