"""What front matter must be and what becomes of it, as plain data; and whether a value surely fits.

The models in `schemas` are the source. Loading them takes longer than checking one file, so their outlines are kept
between builds: a value that surely fits needs no model, and one that may not is held to the model, which says what is
wrong. In doubt a value does not fit here; so what is accepted is what the models accept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from wijkverbinder.text import is_iso_date, long_name, reserved_name

Outline = tuple[Any, ...]
"""What a value must be. The first item says which of these it is:

    ("model", name, fields)                         fields: name, outline, is required, may be empty, default
    ("list", outline, least)                          least: how many items at least
    ("map", outline)                                  any names, values of one outline
    ("text", use, least, most, pattern, is sure)    lengths in characters, None for no limit; with a least
                                                      one, spaces alone are too short
    ("number", least, most)
    ("flag",)

A use of a text is ``inline`` or ``block`` (Markdown), ``plain``, ``term`` or ``reference`` (with a colon and the name
of a taxonomy or kind), ``date``, ``address``, ``path``, or nothing. Nested tuples, so that a outline can be kept and
compared.
"""

_ADDRESS = re.compile(r"https?://(?:[a-z0-9](?:-?[a-z0-9]){0,30}\.)+[a-z]{2,20}(?:[/?#][!-\[\]-~]*)?")
"""Addresses of which nobody doubts that they are."""


def is_plain_address(text: str) -> bool:
    """Whether a text is surely a web address; of others the model decides."""
    return len(text) < 1000 and _ADDRESS.fullmatch(text) is not None


_AS_READ = re.compile(r"https?://[^\s/?#\\][^\s\\]*", re.I)
"""An address with nothing in it that a browser, or pydantic, would mend in silence: one slash, a space, a \\."""


def is_written_as_read(text: str) -> bool:
    """Whether a web address has the signs that whoever reads it will take it to have."""
    return _AS_READ.fullmatch(text) is not None


_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PAGE_PATH = re.compile(rf"(?:{_NAME}/)*(?:{_NAME}|k/[2-9A-Z]+)\.html")
"""Paths of pages as we give them, short codes among them. Nothing else is safe in the files for web servers, or sure
to stay inside the output."""


def is_page_path(text: str) -> bool:
    """Whether a text could be the path of a page of ours."""
    is_path = _PAGE_PATH.fullmatch(text) is not None
    return is_path and not (reserved_name(text) or long_name(text))


@cache
def fit(outline: Outline) -> Callable[[Any], bool]:
    """The test by which a value surely has a outline; no for what only the model can decide."""
    match outline:
        case ("model", _, fields):
            return _fit_model(fields)
        case ("list", inner, least):
            fits = fit(inner)
            return lambda value: type(value) is list and len(value) >= least and all(map(fits, value))
        case ("map", inner):
            fits = fit(inner)
            return lambda value: type(value) is dict and all(map(fits, value.values()))
        case ("text", use, least, most, pattern, True):
            return _fit_text(use, least, most, pattern)
        case ("number", least, most):
            low, high = (-(10**15) if least is None else least), (10**15 if most is None else most)
            return lambda value: type(value) is int and low <= value <= high
        case ("flag",):
            return lambda value: type(value) is bool
    return lambda _value: False


def _fit_model(fields: Sequence[tuple[Any, ...]]) -> Callable[[Any], bool]:
    tests = {name: (fit(inner), may_be_empty) for name, inner, _, may_be_empty, _ in fields}
    required = {name for name, _, is_required, *_ in fields if is_required}

    def fits(value: Any) -> bool:
        if type(value) is not dict or not required <= value.keys():
            return False
        for name, given in value.items():
            test = tests.get(name)
            if test is None or not (test[1] if given is None else test[0](given)):
                return False
        return True

    return fits


def _fit_text(use: str, least: int | None, most: int | None, pattern: str | None) -> Callable[[Any], bool]:
    low, high = least or 0, 10**9 if most is None else most
    special = {"date": is_iso_date, "address": is_plain_address, "path": is_page_path}.get(use)
    if special is None and pattern is None and low:
        return lambda value: type(value) is str and low <= len(value) <= high and not value.isspace()
    if special is None and pattern is None:
        return lambda value: type(value) is str and low <= len(value) <= high
    matches = re.compile(pattern or "(?s:.*)").fullmatch

    def fits(value: Any) -> bool:
        if type(value) is not str or not low <= len(value) <= high or not (special is None or special(value)):
            return False
        # The model matches with another engine, which differs in what it calls a digit or a space.
        return pattern is None or (value.isascii() and matches(value) is not None)

    return fits
