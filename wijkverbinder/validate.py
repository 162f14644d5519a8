"""One Source and its text to an Entry and its facts, or to problems with their lines; knows no other entry.

A translation is the exception: it is laid over the text of its original, its only neighbour, so that facts
without language stand once and what is not yet translated is found here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from wijkverbinder.drafts import Surroundings, complete, is_marked
from wijkverbinder.kinds import KINDS
from wijkverbinder.matter import Matter, MatterError, parse_matter
from wijkverbinder.model import Entry, Facts, FieldPath, Location, Reference, Source
from wijkverbinder.problems import Problem, dotted, problem
from wijkverbinder.schemas import SCHEMAS
from wijkverbinder.translation import lay_over
from wijkverbinder.walk import Walk, walk_body, walk_facts

_EXPECTED = {
    "string_type": "@text",
    "int_type": "@number",
    "int_from_float": "@number",
    "bool_type": "@boolean",
    "list_type": "@list",
    "dict_type": "@fields",
    "model_type": "@fields",
}
"""What the model wanted, per error type of pydantic, as a word of `problem_texts.WORDS`."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one source: an entry with its facts, or problems."""

    entry: Entry
    """Whole when there are facts; else at least who it is and whom it names."""
    facts: Facts
    """Empty when something is wrong, here or in the original of this translation."""
    problems: tuple[Problem, ...]
    """What is wrong, or, in a draft, still to be done."""
    written: Entry | None = None
    """Of a draft that is shown: whom it names as it was written, while `entry` names only what is there."""


def validate_source(
    source: Source,
    text: str,
    key: str,
    terms: Mapping[str, tuple[str, ...]],
    original: str | None = None,
    around: Surroundings | None = None,
) -> Checked:
    """Checks one content file.

    Args:
        source: what its name says.
        text: the file's text.
        key: under which its facts will be kept.
        terms: the allowed terms per taxonomy, the phases among them.
        original: the text of the original, when this is a translation.
        around: what a draft may lean on, where drafts are shown.

    Returns:
        the entry and its facts when nothing is wrong, else every problem found, each with its line. Where drafts
        are shown, one that is half filled in has facts too, with placeholders in them.
    """
    try:
        matter = parse_matter(text)
    except MatterError as error:
        place = Location(source.path, error.line, error.column)
        problems = (problem(error.code, place, **error.values),)
        if not is_marked(text):
            return Checked(_broken(source, key), {}, problems)
        broken = _broken(source, key, draft=True)
        return _draft(broken, {}, "", problems, around if original is None else None)
    model, walk = SCHEMAS[source.ref.kind], Walk(source.path, source.ref, terms)
    for field, _, first in matter.duplicates():
        walk.say("duplicate-field", (*field, "#key"), value=field[-1], first=first[0])
    raw = matter.facts
    if original is not None:
        walk.rules = False
        merged = lay_over(matter, original, model, walk)
        if merged is None:
            return Checked(_broken(source, key, draft=is_draft(matter)), {}, tuple(located(walk.problems, matter)))
        raw = merged
    walk.problems += _shape_problems(raw, model, source.path)
    facts = walk_facts(raw, model, walk)
    facts["body"] = walk_body(matter.body, walk)
    draft = raw.get("draft") is True
    found = tuple(located(walk.problems if original is None else _own(walk.problems, matter), matter))
    broken = _broken(source, key, tuple(walk.references), draft=draft)
    if draft and around:
        return _draft(broken, raw, matter.body, found, around)
    # What is wrong with the original of a translation is said there.
    if walk.problems:
        return Checked(broken, {}, found)
    return Checked(_entry(source, key, facts, walk, draft=draft), facts, ())


def is_draft(matter: Matter) -> bool:
    """Whether a file says that it is not to be published yet."""
    return matter.facts.get("draft") is True


def _draft(
    written: Entry, raw: Facts, body: str, problems: tuple[Problem, ...], around: Surroundings | None
) -> Checked:
    """A draft with facts that can be shown, whatever is missing in it; without any, where drafts are not shown."""
    if around is None:
        return Checked(written, {}, problems)
    source = Source(written.ref, written.language, written.path, "", written.layer)
    raw, body = complete(raw, body, written.ref, written.path.rpartition("/")[0], around)
    walk = Walk(written.path, written.ref, around.terms, rules=False)
    facts = walk_facts(raw, SCHEMAS[written.ref.kind], walk)
    facts["body"] = walk_body(body, walk)
    return Checked(_entry(source, written.key, facts, walk, draft=True), facts, problems, written)


def _entry(source: Source, key: str, facts: Facts, walk: Walk, *, draft: bool) -> Entry:
    facts.pop("draft")
    card = KINDS[source.ref.kind].card(facts) | ({"draft": True} if draft else {})
    return Entry(
        source.ref,
        source.language,
        source.path,
        key,
        card,
        tuple(walk.references),
        tuple(walk.anchors),
        source.layer,
    )


def _own(problems: Iterable[Problem], matter: Matter) -> Iterator[Problem]:
    """What is wrong in a translation itself; what its original has wrong is said there."""
    places = matter.places()
    for found in problems:
        about_languages = found.code.startswith("translation-")
        if about_languages or (found.location.field in places and found.code != "missing-field"):
            yield found


def _broken(source: Source, key: str, references: tuple[Reference, ...] = (), *, draft: bool = False) -> Entry:
    card = {"draft": True} if draft else {}
    return Entry(source.ref, source.language, source.path, key, card, references, (), source.layer)


def located(problems: Iterable[Problem], matter: Matter) -> list[Problem]:
    """The problems with the line and column of their fields, or of the nearest field around them."""
    places = matter.places()

    def place(found: Problem) -> Problem:
        at = found.location
        if at.line:
            return found
        field = at.field
        while field and field not in places:
            field = field[:-1]
        line, column = places.get(field, (1, 1))
        if at.offset or _starts_below(matter, field):
            line += at.offset + _starts_below(matter, field)
            column = 1
        return found.at(at._replace(line=line, column=column))

    return [place(found) for found in problems]


def _starts_below(matter: Matter, field: FieldPath) -> int:
    """One where the field is a block (`|-`), whose text begins on the next line."""
    node_starts_block = field and field != ("body",) and matter.is_block(field)
    return 1 if node_starts_block else 0


def _shape_problems(raw: Facts, model: type[BaseModel], path: str) -> list[Problem]:
    try:
        model.model_validate(raw)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    else:
        return []
    found = [_as_problem(dict(item), model, path) for item in errors]
    meant = {(item.location.field[:-2], item.suggestion) for item in found if item.code == "unknown-field"}
    # A misspelt field is one mistake, not one unknown field and one that is missing.
    return [
        item
        for item in found
        if not (item.code == "missing-field" and (item.location.field, dict(item.values)["name"]) in meant)
    ]


def _as_problem(error: dict[str, Any], model: type[BaseModel], path: str) -> Problem:
    field: FieldPath = error["loc"]
    kind, value, context = error["type"], error["input"], error.get("ctx") or {}
    name = dotted(field)
    here = Location(path, field=field)
    if kind == "missing":
        description = _fields_at(model, field[:-1])[str(field[-1])].description or ""
        around = Location(path, field=field[:-1])
        return problem("missing-field", around, value=name, name=field[-1], description=description)
    if kind == "extra_forbidden":
        names = _fields_at(model, field[:-1])
        key = Location(path, field=(*field, "#key"))
        return problem("unknown-field", key, word=str(field[-1]), among=names, value=name)
    if kind in _EXPECTED and value is None:
        return problem("empty-value", here, field=name)
    if kind in _EXPECTED:
        return problem("wrong-type", here, field=name, expected=_EXPECTED[kind], value=_shown(value))
    sentence = _SENTENCES.get(kind)
    if sentence is None:
        return problem("bad-pattern", here, field=name, value=_shown(value))
    return sentence(here, name, value, context)


def _shown(value: Any) -> str:
    if value is None:
        return "@nothing"
    if isinstance(value, bool):
        return f"“{str(value).lower()}”"
    if isinstance(value, dict | list):
        return "@fields" if isinstance(value, dict) else "@list"
    shown = str(value)
    return f"“{shown[:60]}…”" if len(shown) > 60 else f"“{shown}”"


_SENTENCES: dict[str, Callable[[Location, str, Any, dict[str, Any]], Problem]] = {
    "string_too_short": lambda at, name, _value, _ctx: problem("empty-value", at, field=name),
    "string_too_long": lambda at, name, value, ctx: problem(
        "too-long", at, field=name, length=len(value), limit=ctx["max_length"]
    ),
    "too_short": lambda at, name, value, ctx: problem(
        "too-few", at, field=name, length=len(value), limit=ctx["min_length"]
    ),
    "greater_than_equal": lambda at, name, value, ctx: problem(
        "out-of-range", at, field=name, value=value, limit=f"@at-least {ctx['ge']}"
    ),
    "less_than_equal": lambda at, name, value, ctx: problem(
        "out-of-range", at, field=name, value=value, limit=f"@at-most {ctx['le']}"
    ),
    "bad_date": lambda at, _name, value, _ctx: problem("bad-date", at, value=value),
    "bad_address": lambda at, _name, value, _ctx: problem("bad-address", at, value=value),
}
"""How each remaining error type of pydantic is said."""


def _fields_at(model: Any, path: FieldPath) -> dict[str, Any]:
    """The fields that a model has at a path, for descriptions and did-you-mean."""
    current = model
    for part in path:
        if isinstance(part, str) and hasattr(current, "model_fields") and part in current.model_fields:
            current = current.model_fields[part].annotation
        current = _inner_model(current)
    return dict(getattr(current, "model_fields", {}))


def _inner_model(annotation: Any) -> Any:
    """The model inside a list, a mapping or an optional field."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_inner_model(part) for part in getattr(annotation, "__args__", ()))
    return next((part for part in inner if part is not None), None)
