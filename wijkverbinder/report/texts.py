"""Content files as written: every text with the line of each sentence, and every statement with its place.

What is a text, and of which kind, is known from the models in `schemas`; so a new field is measured the day it is
added. What the measures are is not known here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from wijkverbinder import schemas
from wijkverbinder.matter import Matter
from wijkverbinder.model import FieldPath, Ref
from wijkverbinder.report.prose import passages
from wijkverbinder.report.sentences import sentences_of, words_of

LABELS = frozenset(
    ("title", "heading", "quote", "place", "period", "organisation", "publisher", "authors", "extent", "slug")
)
"""Plain fields that are no sentences of ours: names, titles, and what a resident says."""

_WINDOW = 600
"""Signs in which the next word of a text must be found: longer than any address between two words."""


class Place(NamedTuple):
    """A line that an editor can open."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Sentence(NamedTuple):
    """A sentence of ours, where it begins, and its words."""

    at: Place
    text: str
    words: tuple[str, ...]


class Part(NamedTuple):
    """A text (with its mode) or the fields of a model, as written, and where it stands."""

    field: FieldPath
    value: Any
    mode: str = ""
    model: type[schemas.Strict] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One content file that could be read."""

    ref: Ref
    language: str
    path: str
    text: str
    matter: Matter
    places: dict[FieldPath, tuple[int, int]]
    parts: tuple[Part, ...]

    def place(self, field: FieldPath = ()) -> Place:
        """The line of a field, or of the nearest field around it that stands in the file."""
        while field and field not in self.places:
            field = field[:-1]
        return Place(self.path, self.places.get(field, (1, 1))[0])

    def statements(self, *fields: str) -> Iterator[Part]:
        """Every model on the page that has these fields, in the order of the model."""
        return (part for part in self.parts if part.model and all(name in part.model.model_fields for name in fields))

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence of ours on the page, field by field."""
        starts = [0]
        for row in self.text.split("\n"):
            starts.append(starts[-1] + len(row) + 1)
        for part in self.parts:
            if part.mode:
                line, column = self.places.get(part.field, (1, 1))
                yield from self._located(part, starts, starts[line - 1] + column - 1)

    def _located(self, part: Part, starts: list[int], cursor: int) -> Iterator[Sentence]:
        """The sentences of a text, found again in the file word by word.

        That holds for every way in which YAML may fold a text, and passes over what Markdown puts between words.
        """
        for passage in passages(part.value, part.mode):
            for sentence in sentences_of(passage):
                words = words_of(sentence)
                first = -1
                for word in words:
                    found = self.text.find(word, cursor, cursor + _WINDOW)
                    if found >= 0:
                        first = found if first < 0 else first
                        cursor = found + len(word)
                line = bisect_right(starts, cursor if first < 0 else first)
                yield Sentence(Place(self.path, line), sentence, tuple(words))


def make_page(ref: Ref, language: str, path: str, text: str, matter: Matter) -> Page:
    """A content file with its texts and statements.

    Args:
        ref: who it is.
        language: the language of its texts.
        path: its name, for messages.
        text: the whole file.
        matter: the same, read.
    """
    parts = [*parts_of(matter.facts, schemas.SCHEMAS[ref.kind])]
    if matter.body:
        parts.append(Part(("body",), matter.body, "block"))
    return Page(ref, language, path, text, matter, matter.places(), tuple(parts))


def parts_of(value: Any, model: type[schemas.Strict], path: FieldPath = ()) -> Iterator[Part]:
    """Every text of ours and every model within facts; what does not have the right shape is passed over."""
    if not isinstance(value, dict):
        return
    yield Part(path, value, model=model)
    for name, info in model.model_fields.items():
        if value.get(name) is not None:
            yield from _inside(value[name], info.annotation, info.metadata, (*path, name))


def _inside(value: Any, annotation: Any, marks: Iterable[Any], path: FieldPath) -> Iterator[Part]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _inside(value, arguments[0], (*arguments[1:], *marks), path)
    elif origin in {Union, UnionType}:
        yield from _inside(value, next(one for one in arguments if one is not NoneType), marks, path)
    elif origin is list and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inside(item, arguments[0], (), (*path, index))
    elif origin is dict and isinstance(value, dict):
        for name, item in value.items():
            yield from _inside(item, arguments[1], (), (*path, name))
    elif isinstance(annotation, type) and issubclass(annotation, schemas.Strict):
        yield from parts_of(value, annotation, path)
    elif isinstance(value, str) and (mode := _mode(marks, path)):
        yield Part(path, value, mode)


def _mode(marks: Iterable[Any], path: FieldPath) -> str:
    """How a text is to be read; empty for what is no text of ours."""
    for mark in marks:
        if isinstance(mark, schemas.Markdown):
            return mark.mode
        if isinstance(mark, schemas.Plain):
            names = [part for part in path if isinstance(part, str)]
            return "" if names[-1] in LABELS else "plain"
    return ""
