"""What the last build left, in memory and as the plain values that the store keeps; knows no stage.

Everything in it is a guess that is tested before it is used: a stamp against the file, a key against what
would be made now. So it is always safe to throw away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wijkverbinder.model import Artifact, Entry, Location, Look, Ref, References, Stamp
from wijkverbinder.problems import Problem
from wijkverbinder.store import Slot


@dataclass(slots=True)
class Memo:
    """The memory of one project."""

    inputs: Mapping[str, Stamp] = field(default_factory=dict)
    """Stamp of each file that decided the output. Stamps are only compared, so kept ones stay the tuples they are."""
    outputs: Mapping[str, Stamp] = field(default_factory=dict)
    """Stamp of each file that we published."""
    visible: Mapping[str, Stamp] = field(default_factory=dict)
    """Stamp of each file that was in the output then, other people's too."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """Digest of each text and picture, by its name among the inputs."""
    entries: Mapping[str, tuple[Entry, Slot]] = field(default_factory=dict)
    """Memo one: by the key of a source its entry, and where its facts lie."""
    artifacts: Mapping[str, Artifact] = field(default_factory=dict)
    """Memo two: by path what was made, with the key of what it was made from."""
    generator: str = ""
    """Digest of our own code."""
    pages: int = 0
    output: str = ""
    """The folder that it was published in."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    """What was seen of each picture, by its digest."""
    notes: Sequence[Problem] = ()
    """What was told of the site that was published, and still holds."""

    @classmethod
    def of(cls, state: Mapping[str, Any], output: str) -> Memo:
        """The memo that a state holds; of files in another output folder it remembers nothing."""
        return cls(
            state.get("inputs", {}),
            state.get("outputs", {}) if state.get("output") == output else {},
            state.get("visible", {}),
            state.get("digests", {}),
            {key: (entry_of(row), Slot(*slot)) for key, (row, slot) in state.get("entries", {}).items()},
            {path: Artifact(*row) for path, row in state.get("artifacts", {}).items()},
            state.get("generator", ""),
            state.get("pages", 0),
            output,
            {path: Look(*look) for path, look in state.get("looks", {}).items()},
            notes_of(state),
        )

    def state(self) -> dict[str, Any]:
        """The memo as a state."""
        return {
            "inputs": _plain(self.inputs),
            "outputs": _plain(self.outputs),
            "visible": _plain(self.visible),
            "digests": dict(self.digests),
            "entries": {key: (entry_row(entry), tuple(slot)) for key, (entry, slot) in self.entries.items()},
            "artifacts": {path: tuple(artifact) for path, artifact in self.artifacts.items()},
            "generator": self.generator,
            "pages": self.pages,
            "output": self.output,
            "looks": {path: tuple(look) for path, look in self.looks.items()},
            "notes": [problem_row(note) for note in self.notes],
        }


def _plain(stamps: Mapping[str, Stamp]) -> dict[str, tuple[int, ...]]:
    """Stamps as `marshal` takes them."""
    return {path: tuple(stamp) for path, stamp in stamps.items()}


def notes_of(state: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What was told of the site that a state is of: it holds as long as nothing changes."""
    return tuple(problem_of(row) for row in state.get("notes", ()))


def nothing_to_do(state: Mapping[str, Any], inputs: Mapping[str, Stamp], visible: Mapping[str, Stamp]) -> bool:
    """Whether neither what decides the output nor the output itself has changed since a state was kept."""
    return bool(state) and inputs == state["inputs"] and visible == state["visible"]


# Frozen values as plain rows, for the store and for the pipe between two processes, and back.


def entry_row(entry: Entry) -> tuple[Any, ...]:
    """An entry as plain values."""
    (kind, slug), references = entry.ref, entry.references
    who = (kind, slug, entry.language, entry.path, entry.key)
    return (*who, entry.card, references.named, references.packed, entry.anchors)


def entry_of(row: Sequence[Any]) -> Entry:
    """The entry that a row holds."""
    kind, slug, language, path, key, card, named, packed, anchors = row
    return Entry(Ref(kind, slug), language, path, key, card, References(named, packed), anchors)


def problem_row(found: Problem) -> tuple[Any, ...]:
    """A problem as plain values."""
    return found.code, tuple(found.location), found.values, found.suggestion, found.choices, found.todo


def problem_of(row: Sequence[Any]) -> Problem:
    """The problem that a row holds."""
    code, location, values, suggestion, choices, todo = row
    return Problem(code, Location(*location), values, suggestion, choices, todo)
