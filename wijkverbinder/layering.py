"""A text of the core and the local texts on it to what the entry says now, and where each word of it stands.

A local text may stand in place of the whole, change some fields, or add a part. What is changed must be there: a
field that the core no longer has is a problem at the place where it is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from wijkverbinder.matter import Matter, MatterError, parse_matter
from wijkverbinder.model import Facts, FieldPath, Laid, Location, Ref
from wijkverbinder.problems import Problem, dotted, problem

LOCAL = "local"
"""The field under which an entry keeps what is local in it."""

KEPT = ("slug", "aliases")
"""What a text that takes the place of another keeps of it, unless it says otherwise: its addresses."""

NOT_READ = frozenset((*KEPT, "draft"))
"""Fields that say where an entry stands, and whether it does: no page shows them, so there is nothing to mark."""


class Layer(NamedTuple):
    """A local text that takes part in an entry."""

    how: str
    path: str
    text: str
    language: str


def layers_of(laid: Iterable[Laid], read: Callable[[str], str]) -> list[Layer]:
    """The local texts on an entry, read where they lie; one that was added is the entry's own text."""
    return [Layer(one.how, one.path, "" if one.how == "added" else read(one.path), one.language) for one in laid]


@dataclass(slots=True)
class Laying:
    """What an entry says, out of all its texts."""

    matter: Matter
    """Its front matter and body as they are now."""
    path: str
    how: list[str] = field(default_factory=list)
    """What the local layer did to it."""
    owned: dict[FieldPath, tuple[str, Matter]] = field(default_factory=dict)
    """The fields that a local text says, with that text; () for all of them."""
    extension: tuple[Layer, Matter] | None = None
    texts: list[tuple[str, Matter]] = field(default_factory=list)
    """Every text that takes part, with its path."""
    problems: list[Problem] = field(default_factory=list)

    def home(self, path: FieldPath) -> tuple[str, Matter]:
        """The text that says a field: its path as messages name it, and its front matter."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.owned:
                return self.owned[path[:length]]
        return self.texts[0]

    def fields(self) -> list[str]:
        """What a reader meets that was changed: the fields by their dotted names, in order."""
        return sorted(dotted(path) for path in self.owned if path and path[0] not in NOT_READ)

    def located(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with line and column, in the text that says their field."""
        placed = []
        for found in problems:
            path, matter = self.home(found.location.field)
            own = found.at(found.location._replace(path=path)) if found.location.path == self.path else found
            placed += located([own], matter)
        return placed

    def has(self, path: FieldPath) -> bool:
        """Whether one of the texts holds a field."""
        return any(path in matter.places() for _, matter in self.texts)


def lay_texts(path: str, text: str, layers: Sequence[Layer], ref: Ref) -> Laying:
    """Lays the local texts over an entry.

    Args:
        path: the path of the entry's own text.
        text: that text; of an entry that was added, the local text itself.
        layers: the local texts on it.
        ref: who the entry is.

    Raises:
        MatterError: the text can't be read.
    """
    whole = next((layer for layer in layers if layer.how == "replaced"), None)
    laying = _start(path, text, whole) if whole else _plain(path, text)
    for layer in layers:
        if layer.how == "added":
            laying.how.append(layer.how)
        elif layer is not whole:
            matter = _read(layer, laying)
            if matter and layer.how == "extended":
                laying.extension = (layer, matter)
                laying.how.append(layer.how)
            elif matter:
                _change(laying, layer.path, matter, ref)
    return laying


def _plain(path: str, text: str) -> Laying:
    matter = parse_matter(text)
    return Laying(matter, path, texts=[(path, matter)])


def _start(path: str, text: str, whole: Layer) -> Laying:
    """An entry whose text stands in another's place: it keeps that one's addresses."""
    try:
        matter = parse_matter(whole.text)
    except MatterError as error:
        raise ElsewhereError(whole.path, error) from error
    try:
        core = parse_matter(text).facts
    except MatterError:  # nothing of it is shown
        core = {}
    facts = {name: core[name] for name in KEPT if name in core} | matter.facts
    laid = (whole.path, matter)
    return Laying(replace(matter, facts=facts), path, ["replaced"], {(): laid}, texts=[laid])


class ElsewhereError(MatterError):
    """A local text that takes the place of another can't be read."""

    def __init__(self, path: str, error: MatterError) -> None:
        super().__init__(error.code, error.line, error.column, **error.values)
        self.path = path


def _read(layer: Layer, laying: Laying) -> Matter | None:
    try:
        matter = parse_matter(layer.text)
    except MatterError as error:
        laying.problems.append(problem(error.code, Location(layer.path, error.line, error.column), **error.values))
        return None
    if layer.how == "changed":
        laying.texts.append((layer.path, matter))
    return matter


def _change(laying: Laying, path: str, matter: Matter, ref: Ref) -> None:
    home = (path, matter)
    wrong: list[Problem] = []

    def merged(core: Facts, change: Facts, above: FieldPath) -> Facts:
        facts = dict(core)
        for name, value in change.items():
            here = (*above, name)
            if name not in core:
                at = Location(path, field=(*here, "#key"))
                wrong.append(problem("overlay-field", at, word=name, among=core, value=dotted(here), entry=ref))
            elif isinstance(value, dict) and isinstance(core[name], dict):
                facts[name] = merged(core[name], value, here)
            else:
                facts[name] = value
                laying.owned[here] = home
        return facts

    facts = merged(laying.matter.facts, matter.facts, ())
    if matter.body:
        laying.owned["body",] = home
    laying.matter = replace(laying.matter, facts=facts, body=matter.body or laying.matter.body)
    if laying.fields():
        laying.how.append("changed")
    laying.problems += located(wrong, matter)


def local_facts(laying: Laying, extension: Facts | None) -> Facts:
    """What is local in an entry, as it is kept; nothing where nothing is."""
    if not laying.how:
        return {}
    kept: dict[str, Any] = {"layers": laying.how}
    if laying.owned and () not in laying.owned:
        kept["fields"] = laying.fields()
    if laying.extension and extension is not None:
        kept |= extension | {"language": laying.extension[0].language}
    return {LOCAL: kept}


def is_listed(local: Mapping[str, Any]) -> bool:
    """Whether an entry is local where it is listed: its title and summary are not the core's."""
    whole = {"added", "replaced"} & {*local["layers"]}
    return bool(whole or {"title", "summary"} & {*local.get("fields", ())})


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
