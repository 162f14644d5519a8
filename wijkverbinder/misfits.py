"""Front matter that is not of its kind's outline to problems: what pydantic says, in our words; knows no files."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ValidationError

from wijkverbinder.kinds import KINDS
from wijkverbinder.meant import meant_day
from wijkverbinder.misnamed import unfit_name
from wijkverbinder.model import Facts, FieldPath, Location
from wijkverbinder.problems import Problem, dotted, problem
from wijkverbinder.schemas import MODELS
from wijkverbinder.text import is_iso_date

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


def find_misfits(raw: Facts, kind: str, path: str) -> list[Problem]:
    """What is wrong with the outline of front matter.

    Args:
        raw: the front matter as read.
        kind: what it must be: a kind of entry, or what a local layer adds.
        path: the file that it stands in.

    Returns:
        a problem for each field that is not as it must be; none where the model accepts all of it.
    """
    model = MODELS[kind]
    try:
        model.model_validate(raw)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    else:
        return []
    top = [item for item in errors if len(item["loc"]) == 1 and item["type"] in {"missing", "extra_forbidden"}]
    if kind in KINDS and len(top) >= _MANY and (right := _kind_that_fits(raw)):
        folders = {"folder": KINDS[kind].folder, "right": KINDS[right].folder}
        return [problem("wrong-folder", Location(path), meant=right, kind=kind, **folders)]
    found = [_as_problem(dict(item), model, path) for item in errors]
    meant = {(item.location.field[:-2], item.suggestion) for item in found if item.code == "unknown-field"}
    # A misspelt field is one mistake, not one unknown field and one that is missing.
    return [
        item
        for item in found
        if not (item.code == "missing-field" and (item.location.field, dict(item.values)["name"]) in meant)
    ]


_MANY = 4
"""Fields that lack or don't belong, from which the whole text may be of another kind."""


def _kind_that_fits(raw: Facts) -> str:
    """The kind that has all these fields and asks for no other; nothing where none or more than one does."""
    fitting = [
        kind
        for kind in KINDS
        if raw.keys() <= MODELS[kind].model_fields.keys()
        and all(name in raw for name, field in MODELS[kind].model_fields.items() if field.is_required())
    ]
    return fitting[0] if len(fitting) == 1 else ""


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
        expected = _EXPECTED[kind]
        return problem(
            "wrong-type", here, field=name, expected=expected, value=_shown(value), how=_how(expected, value)
        )
    sentence = _SENTENCES.get(kind)
    if sentence is None:
        return problem("bad-pattern", here, field=name, value=_shown(value))
    return sentence(here, name, value, context)


_ROW = re.compile(r"[\w:-]+(?:, *[\w:-]+)*")
"""Names with commas between them, as someone writes a list."""


def _how(expected: str, value: Any) -> str:
    """What to write in the place of a value of the wrong type, with the value itself in it where that can be."""
    match expected:
        case "@text":
            return _how_text(value)
        case "@list" if _ROW.fullmatch(str(value)):
            return f"@how-row [{', '.join(re.split(', *', str(value)))}]"
        case "@list":
            return "@how-dashes"
        case "@fields":
            return "@how-fields"
    return "@how-digits" if expected == "@number" else "@how-boolean"


def _how_text(value: Any) -> str:
    if isinstance(value, list):
        return "@how-one"
    if not isinstance(value, dict):
        written = str(value).lower()
        day = f"{written[:4]}-{written[4:6]}-{written[6:]}"
        return f"@how-quotes {_quoted(day if is_iso_date(day) else written)}"
    ((name, behind),) = value.items() if len(value) == 1 else (("", value),)
    if isinstance(behind, dict | list):
        return "@how-group"
    if name in KINDS:
        return f"@how-reference {name}:{behind}"
    return f"@how-sentence {_quoted(f'{name}: {behind or str()}'.strip())}"


def _quoted(text: str) -> str:
    """A text as it may stand in the fields, cut where it is long."""
    text = f"{text[:60]}…" if len(text) > 60 else text
    return f'"{text}"' if not {'"', "\\"} & {*text} else "'" + text.replace("'", "''") + "'"


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
        "too-long", at, field=name, length=len(value.strip()), limit=ctx["max_length"]
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
    "bad_date": lambda at, _name, value, _ctx: problem("bad-date", at, suggestion=meant_day(str(value)), value=value),
    "bad_alias": lambda at, _name, value, _ctx: unfit_name(at, value) or problem("bad-alias", at, value=value),
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
