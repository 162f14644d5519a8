"""A half-filled draft to facts that can be shown: what is missing gets a placeholder, what leads nowhere goes.

Only the trial site of `serve` shows drafts. What is wrong with one is said elsewhere (`validate`, `link`); here it
only has to be shown, so that an editor sees a page grow from the first saved line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from wijkverbinder import schemas
from wijkverbinder.draft_marks import BLANK, Surroundings
from wijkverbinder.kinds import FITS_IF, KINDS, NOT_NOW
from wijkverbinder.markdown import render
from wijkverbinder.model import Facts, Ref
from wijkverbinder.outlines import is_written_as_read
from wijkverbinder.shapes import Shape, shape_of_field

_DAY = "2000-01-01"
"""Stands where a date is still to be written: it is plainly none of ours."""

_SIGNS = re.compile(r"([\[\]#{}<>])")
"""What begins a link, a picture, a heading or the name of one."""


def complete(raw: Facts, body: str, ref: Ref, folder: str, around: Surroundings) -> tuple[Facts, str]:
    """A draft's fields and text in which nothing is missing or wrong.

    Args:
        raw: the fields as written.
        body: the text below them.
        ref: who the draft is.
        folder: where it stands in the content folder, for its pictures.
        around: what it may lean on.

    Returns:
        fields that its model and the walk over it take without a problem, and the text.
    """
    filler = _Filler(ref, folder, around)
    # Earlier addresses are of no use to what is not published.
    given = {name: value for name, value in raw.items() if name != "aliases"}
    given["pictures"] = [row for row in _rows(raw.get("pictures")) if filler.names_a_file(row)]
    facts = filler.fields(schemas.SCHEMAS[ref.kind], given)
    if facts["title"] == BLANK:
        facts["title"] = ref.slug
    return facts, filler.text(body, "body") if body else ""


class _Filler:
    def __init__(self, ref: Ref, folder: str, around: Surroundings) -> None:
        self.ref, self.folder, self.around = ref, folder, around

    def fields(self, model: type[schemas.Strict], raw: Any) -> Facts:
        given = raw if isinstance(raw, dict) else {}
        facts = {}
        for name, info in model.model_fields.items():
            shape, value = shape_of_field(model, name), given.get(name)
            if info.is_required() or (value is not None and self.usable(shape, value)):
                facts[name] = self.value(shape, value)
        settle = _SETTLED.get(model)
        return settle(facts) if settle else facts

    def names_a_file(self, row: Facts) -> bool:
        """Whether what is known of a picture says of which: nothing can stand in the place of that."""
        return self.usable(shape_of_field(schemas.ContentPicture, "file"), row.get("file"))

    def usable(self, shape: Shape, value: Any) -> bool:
        """Whether a value that may be left out is worth keeping."""
        if shape.name == "pattern":
            return isinstance(value, str) and bool(re.search(shape.pattern, value))
        if shape.name in {"term", "reference"}:
            return bool(self.value(shape, value) == value)
        return isinstance(value, _TYPES.get(shape.name, str))

    def value(self, shape: Shape, value: Any) -> Any:
        """The value, or what stands in its place."""
        if shape.name == "group" and shape.model:
            return self.fields(shape.model, value)
        if shape.name == "list" and shape.inner:
            return self.items(shape, shape.inner, value)
        if shape.name == "map" and shape.inner:
            given = value if isinstance(value, dict) else {}
            return {key: self.value(shape.inner, given.get(key)) for key in self.around.terms["phase"]}
        if shape.name == "term":
            terms = self.around.terms[shape.of]
            # Of the verdicts the last: what nobody has judged yet does not fit.
            first = terms[-1:] if shape.of == "verdict" else terms[:1]
            return value if value in terms else next(iter(first), BLANK)
        return self.scalar(shape, value)

    def items(self, shape: Shape, inner: Shape, value: Any) -> list[Any]:
        given = [item for item in value if item is not None] if isinstance(value, list) else []
        if inner.name == "reference":
            return [item for item in given if self.leads(item, inner.of)]
        if inner.name == "term":
            given = [item for item in given if item in self.around.terms[inner.of]]
        missing = shape.limits.get("min_length", 0) - len(given)
        return [self.value(inner, item) for item in [*given, *[None] * missing]]

    def leads(self, value: Any, kind: str) -> bool:
        ref = Ref.parse(value) if isinstance(value, str) else None
        return ref is not None and ref.kind == kind and ref != self.ref and ref in self.around.refs

    def scalar(self, shape: Shape, value: Any) -> Any:
        limits = shape.limits
        match shape.name:
            case "number":
                least = limits.get("ge", 0)
                whole = isinstance(value, int) and not isinstance(value, bool)
                return value if whole and least <= value <= limits.get("le", value) else least
            case "boolean":
                return value is True
            case "date":
                return value if isinstance(value, str) and _is_day(value) else _DAY
            case "address":
                whole = isinstance(value, str) and _is_address(value)
                return value if whole else "https://example.org/"
            case "text":
                text = str(value).strip() if isinstance(value, str | int) and value else ""
                return text[: limits.get("max_length")] or BLANK
        if not isinstance(value, str) or not value.strip():
            return BLANK
        return self.text(" ".join(value.split()) if shape.name == "line" else value, shape.name)

    def text(self, text: str, mode: str) -> str:
        """Markdown whose links all lead somewhere; where one does not, signs stand as themselves."""
        document = render(text, {"line": "inline", "body": "body"}.get(mode, "block"))
        whole = all(self.found(link.target, picture=link.picture) for link in document.links)
        return text if whole and not document.faults else _SIGNS.sub(r"\\\1", text)

    def found(self, target: str, *, picture: bool) -> bool:
        if picture:
            return f"{self.folder}/{target}" in self.around.pictures
        name = target.partition("#")[0]
        ref = Ref.parse(name)
        return not name or (ref is not None and ref.kind in KINDS and ref in self.around.refs)


_TYPES: dict[str, type | tuple[type, ...]] = {
    "list": list,
    "map": dict,
    "group": dict,
    "number": int,
    "boolean": bool,
}
"""What a value must be to be worth keeping; all other shapes are texts."""


def _rows(value: Any) -> list[Facts]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_address(value: str) -> bool:
    try:
        urlsplit(value)
    except ValueError:  # a bracket without an end, or with no number in it
        return False
    return is_written_as_read(value)


def _settled_part(facts: Facts) -> Facts:
    """A part for a phase that holds what its verdict asks for, and no more."""
    if facts["verdict"] == NOT_NOW:
        return {name: value for name, value in facts.items() if name in {"verdict", "reason", "sources", "ours"}}
    facts = {"goal": BLANK, "how": BLANK, "tips": [{"text": BLANK}]} | facts
    return {"condition": BLANK} | facts if facts["verdict"] == FITS_IF else facts


def _settled_span(facts: Facts) -> Facts:
    if facts.get("max", facts["min"]) < facts["min"]:
        return {"min": facts["min"]}
    return facts


_SETTLED: dict[type[schemas.Strict], Callable[[Facts], Facts]] = {
    schemas.PhasePart: _settled_part,
    schemas.Span: _settled_span,
}
"""What the rules of a model ask of its fields together."""
