"""The nouns that travel between the stages; this module knows nothing else of the project.

Everything here is frozen. Where a value is kept on disk between builds it is made of what `marshal` can
hold (text, numbers, tuples, lists, dicts), so that the state loads quickly.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

Facts = dict[str, Any]
"""Checked front matter of one entry, as plain data: Markdown already HTML, dates as ISO text."""

FieldPath = tuple[str | int, ...]
"""Where a value stands in the front matter: ``("phases", "in-rust", "tips", 0)``; ``("body",)`` is the text."""


class Ref(NamedTuple):
    """Who an entry is, apart from its language, its file and its address."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"

    @staticmethod
    @cache
    def parse(text: str) -> Ref | None:
        """``activity:dialoog`` as a Ref; None when the text is not of that shape."""
        kind, colon, slug = text.partition(":")
        return Ref(kind, slug) if colon and kind and slug else None


class Location(NamedTuple):
    """A place in a file that an editor can open.

    A stage that does not hold the text gives the field; the pipeline looks up its line before it reports.
    """

    path: str
    line: int = 0
    column: int = 0
    field: FieldPath = ()
    offset: int = 0
    """Lines below the start of the field."""


class Stamp(NamedTuple):
    """What the file system says of a file: cheap to ask, enough to know that a file is as it was."""

    size: int
    modified: int
    changed: int
    inode: int


class Laid(NamedTuple):
    """A file of the local layer that takes part in an entry."""

    how: str
    """``added``, ``replaced``, ``changed`` or ``extended``."""
    path: str
    """As messages name it."""
    digest: str
    language: str


def overrules(below: Iterable[Laid], own: Iterable[Laid]) -> bool:
    """Whether a local layer makes an original say what its translation does not.

    Args:
        below: the local texts on the original.
        own: those on the translation.
    """
    return any(laid.how in {"replaced", "changed"} for laid in below) and all(laid.how == "extended" for laid in own)


class Source(NamedTuple):
    """A content file as found: what its name says, and the digest of its bytes."""

    ref: Ref
    language: str
    path: str
    digest: str
    laid: tuple[Laid, ...] = ()
    """What a local layer makes of it."""


class Look(NamedTuple):
    """What is known of a picture once it was looked at: plain, so that it can be kept."""

    width: int = 0
    """In pixels, as it is shown; none for a drawing."""
    height: int = 0
    see_through: bool = False
    tells_place: bool = False
    """Whether the camera wrote in it where it was."""


NO_LOOK = Look()
"""Of a drawing there is nothing more to know."""


class Picture(NamedTuple):
    """An image that stands beside the texts."""

    path: str
    digest: str
    size: int
    look: Look = NO_LOOK
    file: str = ""
    """Where it lies, as messages name it, when that is not in the content folder."""


class Reference(NamedTuple):
    """One entry names another (or a picture): in a field or in its text."""

    relation: str
    target: str
    fragment: str
    field: FieldPath
    offset: int = 0


@dataclass(frozen=True, slots=True)
class References:
    """Whom an entry names.

    The places at which it does are packed, since only a mistake asks for them, and there are many.
    """

    named: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Per relation the targets, each once, as they were first named."""
    packed: bytes = b""

    @classmethod
    def of(cls, references: Sequence[Reference]) -> References:
        """The references of one entry, in the order in which its file has them."""
        if not references:
            return cls()
        named: dict[str, dict[str, None]] = {}
        for reference in references:
            named.setdefault(reference.relation, {})[reference.target] = None
        rows = [tuple(reference) for reference in references]
        return cls(tuple((relation, tuple(targets)) for relation, targets in named.items()), marshal.dumps(rows))

    def __iter__(self) -> Iterator[Reference]:
        """Every reference with its place."""
        if self.packed:
            yield from (Reference(*row) for row in marshal.loads(self.packed))  # noqa: S302 - packed by us

    def targets(self, relation: str) -> tuple[str, ...]:
        """Who is named in a relation."""
        return dict(self.named).get(relation, ())


class Entry(NamedTuple):
    """The checked head of one content file: all that other pages may show of it, and whom it names.

    The rest (its facts) stays in the store under `key` until its own page is made again. A translation is
    an entry of its own, complete in its language.
    """

    ref: Ref
    language: str
    path: str
    key: str
    card: Facts
    references: References = References()
    anchors: tuple[str, ...] = ()
    """Explicit heading ids in its text."""


class Card(NamedTuple):
    """An entry as another page shows it, in one language, with the output path it leads to."""

    ref: Ref
    language: str
    path: str
    facts: Facts
    digest: str


Near = Mapping[str, Sequence[Ref]]
"""The entries that a page may show, per relation, in the order of showing."""

NOBODY: Near = {}
"""For a page that shows no entry but its own."""


class Route(NamedTuple):
    """One output file before it is made: where it goes, what it shows, and all that it may show of others."""

    path: str
    language: str
    view: str
    subject: Ref | None = None
    near: Near = NOBODY
    argument: str = ""
    """What the view is about where that is not an entry, for instance a target group; else the entry's slug."""
    parts: tuple[Route, ...] = ()
    """The pieces that an output is joined from: routes to the same path, each made and remembered by itself."""


class Artifact(NamedTuple):
    """One output file as made: what decided its bytes, their digest, and what other pages rely on in it."""

    path: str
    key: str
    digest: str
    size: int
    ids: str = ""
    """The places on it, one to a line: a site has tens of thousands, which are kept and seldom asked for."""
    fragments: str = ""
    """Places on other pages that it links to, as ``path#id``, one to a line."""
