"""Sources to checked entries, each checked once: memo one, and the work of validate over two processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wijkverbinder.ground import Ground
from wijkverbinder.memo import Memo, entry_of, entry_row, problem_of, problem_row
from wijkverbinder.model import Entry, Ref, Source
from wijkverbinder.parallel import in_two
from wijkverbinder.problems import Problem
from wijkverbinder.read import Reading, digest_of, read_text
from wijkverbinder.store import PackWriter, Slot


@dataclass(slots=True)
class Catalog:
    """All entries of a build, and where their facts lie."""

    entries: list[Entry] = field(default_factory=list)
    broken: list[Entry] = field(default_factory=list)
    """Entries with problems: no part of the site, but it is known who they are and whom they name."""
    slots: dict[str, Slot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Checking:
    """What the check of a share of the sources needs to know."""

    content: Path
    packs: Path
    terms: Mapping[str, tuple[str, ...]]
    originals: Mapping[Ref, Source]
    basis: str
    """Digest of all but the texts that decides what comes out: our code, the terms, the phases."""

    def key(self, source: Source) -> str:
        """What decides an entry: the checks, its file's name and bytes, and for a translation its original."""
        original = self._original(source)
        parts = (self.basis, source.path, source.digest, original.digest if original else "")
        return digest_of("\0".join(parts).encode())

    def share(self, todo: Sequence[tuple[Source, str]], name: str) -> tuple[Any, Any, Any]:
        """Checks some sources; only heads and problems cross to the other process, facts go into a pack."""
        from wijkverbinder.validate import validate_source

        heads: list[Any] = []
        problems: list[Any] = []
        # Named by what is in it, so that a pack that an earlier state names is never written over.
        pack = PackWriter(self.packs, digest_of("".join(key for _, key in todo).encode()) + name)
        for source, key in todo:
            if source.ref not in self.originals:  # a translation of nothing, which link says
                heads.append(entry_row(Entry(source.ref, source.language, source.path, key, {})))
                pack.put(key, {})
                continue
            original = self._original(source)
            base = read_text(self.content / original.path) if original else None
            checked = validate_source(source, read_text(self.content / source.path), key, self.terms, base)
            problems += [problem_row(found) for found in checked.problems]
            heads.append(entry_row(checked.entry))
            if checked.facts:
                pack.put(key, checked.facts)
        return heads, {key: tuple(slot) for key, slot in pack.close().items()}, problems

    def _original(self, source: Source) -> Source | None:
        original = self.originals.get(source.ref)
        return None if original is None or original.language == source.language else original


def make_catalog(reading: Reading, memo: Memo, checking: Checking) -> Catalog:
    """Every source as an entry; what was checked before, under the same key, is taken from the memo."""
    catalog = Catalog()
    todo: list[tuple[Source, str]] = []
    for source in reading.sources:
        key = checking.key(source)
        if key in memo.entries:
            entry, slot = memo.entries[key]
            catalog.entries.append(entry)
            catalog.slots[key] = slot
        else:
            todo.append((source, key))
    for heads, slots, problems in in_two(checking.share, todo) if todo else ():
        for row in heads:
            entry = entry_of(row)
            (catalog.entries if entry.key in slots else catalog.broken).append(entry)
        catalog.slots |= {key: Slot(*slot) for key, slot in slots.items()}
        catalog.problems += [problem_of(row) for row in problems]
    return catalog


def plan_checking(reading: Reading, ground: Ground, content: Path, packs: Path, generator: str) -> Checking:
    """What the checks of this build stand on: the terms, with the slugs of the phases as one more taxonomy."""
    first = ground.settings.languages[0]
    originals: dict[Ref, Source] = {}
    for source in reading.sources:
        if source.language == first:
            originals.setdefault(source.ref, source)
    phases = tuple(sorted(ref.slug for ref in originals if ref.kind == "phase"))
    terms = {name: ground.vocabulary.terms(name) for name in ground.vocabulary.taxonomies} | {"phase": phases}
    basis = digest_of(repr((generator, sorted(terms.items()))).encode())
    return Checking(content, packs, terms, originals, basis)
