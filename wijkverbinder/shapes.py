"""The models of the front matter taken apart into shapes: what each field takes, as far as an editor meets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AfterValidator

from wijkverbinder import schemas

KIND_NAMES = {
    "phase": "een fase",
    "activity": "een activiteit",
    "example": "een praktijkvoorbeeld",
    "library": "een stuk in de bibliotheek",
    "page": "een pagina over de site zelf",
    "target-group": "een doelgroep",
    "term": "een begrip",
}
"""What an entry of a kind is called; a new kind needs a name here."""

BODY_HINTS = {
    "phase": "een korte inleiding over wat deze fase van jou vraagt.",
    "activity": "wat de activiteit is, waarom zij kan helpen, en voor wie zij niet past.",
    "example": "wat er gebeurde, in eigen woorden en in volgorde.",
    "library": "wat een lezer verder moet weten. Dit deel mag leeg blijven.",
    "page": "de tekst van de pagina, met ## voor koppen.",
    "target-group": "wat voor deze mensen telt, in één of twee korte alinea's. Dit deel mag leeg blijven.",
    "term": "meer uitleg, als één zin te kort is. Dit deel mag leeg blijven.",
}
"""What the text below the front matter is for."""

DATE, ADDRESS, EARLIER = (get_args(alias)[1] for alias in (schemas.Date, schemas.WebAddress, schemas.Alias))


@dataclass(frozen=True)
class Shape:
    """A type taken apart, as far as an editor meets it."""

    name: str
    """``text``, ``line``, ``prose``, ``date``, ``address``, ``term``, ``reference``, ``number``, ``boolean``,
    ``pattern``, ``list``, ``map`` or ``group``."""
    of: str = ""
    """The taxonomy of a term, or the kind of a reference."""
    inner: Shape | None = None
    model: type[schemas.Strict] | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    pattern: str = ""
    """What a text in a fixed shape must match."""

    @property
    def group(self) -> type[schemas.Strict] | None:
        """The model at the bottom, where there is one."""
        return self.model or (self.inner.group if self.inner else None)

    @property
    def is_text(self) -> bool:
        """Whether a translation holds it, or something in it."""
        if self.model:
            return any(shape_of_field(self.model, name).is_text for name in self.model.model_fields)
        return self.inner.is_text if self.inner else self.name in {"text", "line", "prose"}


def shape_of_field(model: type[schemas.Strict], name: str) -> Shape:
    """The shape of one field of a model."""
    info = model.model_fields[name]
    return shape_of(info.annotation, info.metadata)


def shape_of(annotation: Any, metadata: Sequence[Any] = ()) -> Shape:
    """Takes a type annotation apart.

    Raises:
        TypeError: for a type that has no words here yet.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(arguments[0], (*arguments[1:], *metadata))
    if origin in {Union, UnionType}:
        return shape_of(next(part for part in arguments if part is not NoneType), metadata)
    limits = _limits(metadata)
    if origin is list:
        return Shape("list", inner=shape_of(arguments[0]), limits=limits)
    if origin is dict:
        return Shape("map", inner=shape_of(arguments[1]), limits=limits)
    if isinstance(annotation, type) and issubclass(annotation, schemas.Strict):
        return Shape("group", model=annotation)
    return _scalar(annotation, metadata, limits)


def _scalar(annotation: Any, metadata: Sequence[Any], limits: Mapping[str, int]) -> Shape:
    for mark in metadata:
        if isinstance(mark, schemas.Markdown):
            return Shape("line" if mark.mode == "inline" else "prose", limits=limits)
        if isinstance(mark, schemas.Plain):
            return Shape("text", limits=limits)
        if isinstance(mark, schemas.Term):
            return Shape("term", mark.taxonomy)
        if isinstance(mark, schemas.Reference):
            return Shape("reference", mark.kind)
        if isinstance(mark, AfterValidator):
            return Shape({DATE: "date", ADDRESS: "address", EARLIER: "path"}[mark])
    pattern = _pattern(metadata)
    names = {int: "number", bool: "boolean", str: "pattern" if pattern else "text"}
    if annotation not in names:
        raise TypeError(f"no shape is known for {annotation}")
    return Shape(names[annotation], limits=limits, pattern=pattern)


def _limits(metadata: Sequence[Any]) -> dict[str, int]:
    found = {}
    for mark in metadata:
        for part in (mark, *getattr(mark, "metadata", ())):
            for name in ("min_length", "max_length", "ge", "le"):
                if getattr(part, name, None) is not None:
                    found[name] = getattr(part, name)
    return found


def _pattern(metadata: Sequence[Any]) -> str:
    parts = (part for mark in metadata for part in (mark, *getattr(mark, "metadata", ())))
    return next((str(part.pattern) for part in parts if getattr(part, "pattern", None)), "")


def limit_words(shape: Shape) -> list[str]:
    """How much or how many a field takes."""
    limits = shape.limits
    if shape.name == "list":
        return [f"minstens {limits['min_length']}"] if limits.get("min_length") else []
    words = [f"hooguit {limits['max_length']} tekens"] if "max_length" in limits else []
    if "ge" in limits and "le" in limits:
        words.append(f"van {limits['ge']} tot en met {limits['le']}")
    elif "ge" in limits:
        words.append(f"{limits['ge']} of meer")
    return words


@dataclass(frozen=True)
class Choices:
    """What an editor may choose from on this site."""

    terms: Mapping[str, Sequence[str]]
    """The terms per taxonomy."""
    phases: Mapping[str, bool]
    """The phases in order, and whether activities must have a safety part there."""

    def allowed(self, shape: Shape) -> tuple[str, ...]:
        """The terms that a field may hold; none where it holds something else."""
        inner = shape.inner or shape
        if inner.name != "term":
            return ()
        return tuple(self.phases) if inner.of == "phase" else tuple(self.terms[inner.of])
