"""Sources to checked entries, each checked once: memo one, and the work of validate over two processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from wijkverbinder.derived import derived_at
from wijkverbinder.draft_marks import Surroundings, is_marked
from wijkverbinder.ground import Ground
from wijkverbinder.layering import Layer, layers_of
from wijkverbinder.memo import Memo, entry_of, entry_row, problem_of, problem_row
from wijkverbinder.model import Entry, Ref, Source, overrules
from wijkverbinder.outlines import Outline
from wijkverbinder.parallel import in_two
from wijkverbinder.problems import Problem
from wijkverbinder.read import Reading, digest_of, read_text
from wijkverbinder.store import PackWriter, Slot, Store


@dataclass(slots=True)
class Catalog:
    """All entries of a build, and where their facts lie."""

    entries: list[Entry] = field(default_factory=list)
    broken: list[Entry] = field(default_factory=list)
    """Entries with problems: no part of the site, but it is known who they are and whom they name."""
    slots: dict[str, Slot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unfinished: set[str] = field(default_factory=set)
    """Keys of drafts that are shown, whatever is missing in them: they are looked at anew each time."""

    outlines: Mapping[str, Outline] = field(default_factory=dict)
    """What the facts of each kind are."""

    def drafts(self) -> list[Entry]:
        """Everything that says it is not to be published yet, finished or not."""
        return [entry for entry in (*self.entries, *self.broken) if "draft" in entry.card]

    def lagging(self) -> list[Entry]:
        """Every translation that is not shown, since its original says something else now."""
        return [entry for entry in self.broken if "lagging" in entry.card]


class Checking(NamedTuple):
    """What the check of a share of the sources needs to know."""

    file: Callable[[str], Path]
    """Where a text lies."""
    packs: Path
    terms: Mapping[str, tuple[str, ...]]
    originals: Mapping[Ref, Source]
    outlines: Mapping[str, Outline]
    basis: str
    """Digest of all but the texts that decides what comes out: our code, the terms, the phases."""
    around: Surroundings | None = None
    """What drafts may lean on, where they are shown."""
    hidden: frozenset[Ref] = frozenset()
    """What a local layer does not show."""

    def key(self, source: Source) -> str:
        """What decides an entry: the checks, its file's name and bytes, and for a translation its original.

        What a local layer makes of it is decided by the names and bytes of its files.
        """
        original = self._original(source)
        parts = [self.basis, source.path, source.digest, original.digest if original else ""]
        if source.laid or (original and original.laid):
            parts.append(repr((source.laid, original.laid if original else ())))
        return digest_of("\0".join(parts).encode())

    def share(self, todo: Iterable[tuple[Source, str]], pack_name: str) -> tuple[Any, Any, Any, Any]:
        """Checks some sources; only heads and problems cross to the other process, facts go into a pack."""
        from wijkverbinder.validate import Conditions, LocalTexts, lagging, validate_source

        conditions = Conditions(self.outlines, self.around, self.hidden)
        heads: list[Any] = []
        problems: list[Any] = []
        unfinished: list[str] = []
        pack = PackWriter(self.packs, pack_name)
        for source, key in todo:
            if source.ref not in self.originals:  # a translation of nothing, which link says
                heads.append(entry_row(Entry(source.ref, source.language, source.path, key, {})))
                pack.put(key, {})
                continue
            original = self._original(source)
            base = read_text(self.file(original.path)) if original else None
            text = read_text(self.file(source.path))
            if original and overrules(original.laid, source.laid):
                heads.append(entry_row(lagging(source, text, key)))
                continue
            local = LocalTexts(self._layers(source), self._layers(original))
            checked = validate_source(source, text, key, self.terms, base, conditions, local)
            problems += [problem_row(found) for found in checked.problems]
            entry = checked.entry
            if checked.written:
                # What it leans on decides as well what a half-filled draft shows.
                heads.append(entry_row(checked.written))
                entry = entry._replace(key=digest_of(repr((key, checked.facts)).encode()))
                unfinished.append(entry.key)
            heads.append(entry_row(entry))
            if checked.facts:
                pack.put(entry.key, checked.facts)
        return heads, {key: tuple(slot) for key, slot in pack.close().items()}, problems, unfinished

    def _layers(self, source: Source | None) -> list[Layer]:
        """The local texts on a source."""
        return layers_of(source.laid if source else (), lambda path: read_text(self.file(path)))

    def _original(self, source: Source) -> Source | None:
        original = self.originals.get(source.ref)
        return None if original is None or original.language == source.language else original


def make_catalog(
    reading: Reading, memo: Memo, checking: Checking, meanwhile: Callable[[], object] | None = None
) -> Catalog:
    """Every source as an entry; what was checked before, under the same key, is taken from the memo.

    Args:
        reading: what was found.
        memo: what the last build left.
        checking: what the checks stand on.
        meanwhile: what can be done while a second process checks the few texts that changed.
    """
    catalog = Catalog(outlines=checking.outlines)
    todo: list[tuple[Source, str]] = []
    for source in reading.sources:
        key = checking.key(source)
        if key in memo.entries:
            entry, slot = memo.entries[key]
            catalog.entries.append(entry)
            catalog.slots[key] = slot
        else:
            todo.append((source, key))
    # Packs are named by what is checked, so that one that an earlier state names is never written over.
    pack = digest_of("".join(key for _, key in todo).encode())
    shares = in_two(lambda some, name: checking.share(some, pack + name), todo, meanwhile=meanwhile)
    for heads, slots, problems, unfinished in shares:
        catalog.unfinished.update(unfinished)
        for row in heads:
            entry = entry_of(row)
            (catalog.entries if entry.key in slots else catalog.broken).append(entry)
        catalog.slots |= {key: Slot(*slot) for key, slot in slots.items()}
        catalog.problems += [problem_of(row) for row in problems]
    return catalog


def plan_checking(
    reading: Reading,
    ground: Ground,
    file: Callable[[str], Path],
    store: Store,
    generator: str,
    *,
    drafts: bool = False,
) -> Checking:
    """What the checks of this build stand on: the terms, with the slugs of the phases as one more taxonomy.

    A phase that is a draft is no term yet: else every activity would have to judge it at once.

    Args:
        reading: what was found.
        ground: what all pages stand on.
        file: where a text lies.
        store: where facts are kept.
        generator: the digest of our own code.
        drafts: whether drafts are shown.
    """
    first = ground.settings.languages[0]
    originals: dict[Ref, Source] = {}
    for source in reading.sources:
        if source.language == first:
            originals.setdefault(source.ref, source)
    slugs = {ref.slug for ref, source in originals.items() if _is_open_phase(source, file)}
    # A phase that can't be read is one all the same: else every text that names it would be wrong too.
    slugs |= {one.ref.slug for one in reading.unfit if one.ref.kind == "phase" and one.language == first}
    phases = tuple(sorted(slugs))
    terms = {name: ground.vocabulary.terms(name) for name in ground.vocabulary.taxonomies} | {"phase": phases}
    basis = digest_of(repr((generator, sorted(terms.items()), *sorted(reading.hidden))).encode())
    pictures = {picture.path for picture in reading.pictures}
    around = Surroundings(terms, originals, pictures) if drafts else None
    outlines = _outlines(Store(derived_at(store.folder)), generator)
    return Checking(file, store.packs, terms, originals, outlines, basis, around, reading.hidden)


def _is_open_phase(source: Source, file: Callable[[str], Path]) -> bool:
    return source.ref.kind == "phase" and not is_marked(read_text(file(source.path)))


def _outlines(kept: Store, generator: str) -> Mapping[str, Outline]:
    """What each kind must be: as kept from a build by the same code, or from the schemas, which are slow to load."""
    outlines: Mapping[str, Outline] = kept.load_part("outlines").get(generator, {})
    if not outlines:
        from wijkverbinder.schemas import MODEL_OUTLINES

        outlines = MODEL_OUTLINES
        with suppress(OSError):  # then the next build loads them too
            kept.save_part("outlines", {generator: {**outlines}})
    return outlines
