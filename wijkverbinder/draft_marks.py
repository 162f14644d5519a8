"""Which files are drafts, and what one may lean on: the little of drafts that every build needs."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import NamedTuple

from wijkverbinder.model import Ref

BLANK = "…"
"""Stands where a text is still to be written: the same in every language."""

_MARKED = re.compile(r"^draft:[ \t]*true[ \t]*(?:#.*)?$", re.MULTILINE)


class Surroundings(NamedTuple):
    """What a draft may lean on."""

    terms: Mapping[str, tuple[str, ...]]
    refs: Container[Ref]
    """Every entry that has a file."""
    pictures: Container[str]
    """Every picture, by its path in the content folder."""


def is_marked(text: str) -> bool:
    """Whether a file whose front matter can't be read says that it is a draft."""
    return bool(_MARKED.search(text.partition("\n---")[0]))
