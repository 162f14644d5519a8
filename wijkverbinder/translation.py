"""A translation laid over its original: facts without language once, text in the new language.

What may be translated is what the outline marks as text; anything else in a translation is a problem.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from wijkverbinder.matter import Matter
from wijkverbinder.model import Facts, FieldPath
from wijkverbinder.outlines import Outline
from wijkverbinder.problems import dotted
from wijkverbinder.walk import Walk

OWN = ("draft", "slug", "aliases", "forms")
"""Fields that a translation has for itself: its state, its addresses, and the words of its language for the same."""

LAGS = frozenset({"translation-missing", "translation-length", "translation-extra"})
"""What is wrong with a translation of which only the original changed: until somebody follows, that stands for it."""

_TEXT = "text"
Texts = Any
"""``"text"``, None (no text in it), a dict of these by field, or a one-item list for lists and mappings."""


def lay_over(matter: Matter, base: Matter, outline: Outline, walk: Walk) -> Facts:
    """The facts of the translated entry.

    Args:
        matter: the translation as written.
        base: the original.
        outline: the outline of their kind.
        walk: takes the problems: what is not translatable, what is missing, lists that differ in length.

    Returns:
        the original's facts with the translation's text in their place.
    """
    facts = dict(matter.facts)
    own = {name: facts.pop(name, None) for name in OWN}
    merged: Facts = _merge(base.facts, facts, _texts(outline), (), walk)
    if base.body and not matter.body:
        walk.say("translation-missing", ("body",), value="body")
    for name in OWN:
        merged.pop(name, None)
    return merged | {name: value for name, value in own.items() if value is not None}


def _merge(original: Any, given: Any, outline: Texts, path: FieldPath, walk: Walk) -> Any:
    if outline == _TEXT:
        if given is None:
            if original is not None:
                walk.say("translation-missing", path, value=dotted(path))
            return original
        return given
    if isinstance(outline, dict) and isinstance(original, dict):
        return _merge_fields(original, given, outline, path, walk)
    if isinstance(outline, list) and isinstance(original, list):
        return _merge_list(original, given, outline[0], path, walk)
    if isinstance(outline, list) and isinstance(original, dict):
        return _merge_fields(original, given, dict.fromkeys(original, outline[0]), path, walk)
    return original


def _merge_fields(original: Facts, given: Any, outline: dict[str, Texts], path: FieldPath, walk: Walk) -> Facts:
    given = given if isinstance(given, dict) else {}
    for name in given:
        key, shown = (*path, name, "#key"), dotted((*path, name))
        if outline.get(name) is not None and name in original:
            continue
        if outline.get(name) is not None:
            walk.say("translation-extra", key, value=shown)
        elif name in outline or name in original:
            walk.say("not-translatable", key, value=shown)
        else:
            among = [field for field, inner in outline.items() if inner is not None]
            walk.say("unknown-field", key, word=name, among=among, value=shown)
            # A misspelt field is one mistake, not one unknown field and one that is missing.
            given = {walk.problems[-1].suggestion: given[name], **given}
    return {
        name: value
        if outline.get(name) is None
        else _merge(value, given.get(name), outline[name], (*path, name), walk)
        for name, value in original.items()
    }


def _merge_list(original: list[Any], given: Any, outline: Texts, path: FieldPath, walk: Walk) -> list[Any]:
    given = given if isinstance(given, list) else []
    if given and len(given) != len(original):
        walk.say("translation-length", path, value=dotted(path), length=len(given), expected=len(original))
        return original
    if not given:
        if original:
            walk.say("translation-missing", path, value=dotted(path))
        return original
    pairs = zip(original, given, strict=True)
    return [_merge(one, other, outline, (*path, index), walk) for index, (one, other) in enumerate(pairs)]


@cache
def _texts(outline: Outline) -> Texts:
    """Where text stands in a outline: what a translation may hold."""
    match outline:
        case ("model", _, fields):
            texts = {name: None if name in OWN else _texts(inner) for name, inner, *_ in fields}
            return texts if any(inner is not None for inner in texts.values()) else None
        case ("list" | "map", inner, *_):
            found = _texts(inner)
            return None if found is None else [found]
        case ("text", "inline" | "block" | "plain", *_):
            return _TEXT
    return None
