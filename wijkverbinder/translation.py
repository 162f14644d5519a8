"""A translation laid over its original: facts without language once, text in the new language.

What may be translated is what the model marks as text; anything else in a translation is a problem.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from wijkverbinder import schemas
from wijkverbinder.matter import Matter, MatterError, parse_matter
from wijkverbinder.model import Facts, FieldPath
from wijkverbinder.problems import dotted
from wijkverbinder.walk import Walk

_TEXT = "text"
Shape = Any
"""``"text"``, None (no text in it), a dict of shapes by field, or a one-item list for lists and mappings."""


def lay_over(matter: Matter, original: str, model: type[schemas.Strict], walk: Walk) -> Facts | None:
    """The facts of the translated entry.

    Args:
        matter: the translation as written.
        original: the whole text of the original file.
        model: the schema of their kind.
        walk: takes the problems: what is not translatable, what is missing, lists that differ in length.

    Returns:
        the original's facts with the translation's text in their place; None when the original can't be read.
    """
    try:
        base = parse_matter(original)
    except MatterError:  # said at the original itself
        return None
    facts = dict(matter.facts)
    address, draft = facts.pop("slug", None), facts.pop("draft", None)
    merged: Facts = _merge(base.facts, facts, _shape(model), (), walk)
    if base.body and not matter.body:
        walk.say("translation-missing", ("body",), value="body")
    merged.pop("slug", None)
    own = {"slug": address, "draft": draft}
    return merged | {name: value for name, value in own.items() if value is not None}


def _merge(original: Any, given: Any, shape: Shape, path: FieldPath, walk: Walk) -> Any:
    if shape == _TEXT:
        if given is None:
            if original is not None:
                walk.say("translation-missing", path, value=dotted(path))
            return original
        return given
    if isinstance(shape, dict) and isinstance(original, dict):
        return _merge_fields(original, given, shape, path, walk)
    if isinstance(shape, list) and isinstance(original, list):
        return _merge_list(original, given, shape[0], path, walk)
    if isinstance(shape, list) and isinstance(original, dict):
        return _merge_fields(original, given, dict.fromkeys(original, shape[0]), path, walk)
    return original


def _merge_fields(original: Facts, given: Any, shape: dict[str, Shape], path: FieldPath, walk: Walk) -> Facts:
    given = given if isinstance(given, dict) else {}
    for name in given:
        key, shown = (*path, name, "#key"), dotted((*path, name))
        if shape.get(name) is not None and name in original:
            continue
        if name in shape or name in original:
            walk.say("not-translatable", key, value=shown)
        else:
            among = [field for field, inner in shape.items() if inner is not None]
            walk.say("unknown-field", key, word=name, among=among, value=shown)
            # A misspelt field is one mistake, not one unknown field and one that is missing.
            given = {walk.problems[-1].suggestion: given[name], **given}
    return {
        name: value if shape.get(name) is None else _merge(value, given.get(name), shape[name], (*path, name), walk)
        for name, value in original.items()
    }


def _merge_list(original: list[Any], given: Any, shape: Shape, path: FieldPath, walk: Walk) -> list[Any]:
    given = given if isinstance(given, list) else []
    if given and len(given) != len(original):
        walk.say("translation-length", path, value=dotted(path), length=len(given), expected=len(original))
        return original
    if not given:
        if original:
            walk.say("translation-missing", path, value=dotted(path))
        return original
    pairs = zip(original, given, strict=True)
    return [_merge(one, other, shape, (*path, index), walk) for index, (one, other) in enumerate(pairs)]


def _shape(annotation: Any) -> Shape:
    """Where text stands in a type: what a translation may hold."""
    if isinstance(annotation, type) and issubclass(annotation, schemas.Strict):
        fields = {}
        for name, info in annotation.model_fields.items():
            marked = any(isinstance(mark, schemas.Markdown | schemas.Plain) for mark in info.metadata)
            fields[name] = _TEXT if marked else _shape(info.annotation)
        return fields if any(shape is not None for shape in fields.values()) else None
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marked = any(isinstance(mark, schemas.Markdown | schemas.Plain) for mark in arguments[1:])
        return _TEXT if marked else None
    if origin in {Union, UnionType}:
        return _shape(next(part for part in arguments if part is not NoneType))
    if origin in {list, dict}:
        inner = _shape(arguments[-1])
        return [inner] if inner is not None else None
    return None
