"""Entries to the Site: references resolved, seen from both sides, in order; knows no addresses, no templates.

What only shows when all entries are there is found here: a reference to nothing, a summary that stands
twice, a phase that asks for a safety part which an activity lacks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from wijkverbinder.draft_marks import BLANK
from wijkverbinder.kinds import FITS, FITS_IF, KINDS
from wijkverbinder.model import Entry, Location, Picture, Ref, Reference
from wijkverbinder.problems import Problem, problem


class Site(NamedTuple):
    """The graph of all entries; it has queries and no verbs that change it."""

    languages: tuple[str, ...]
    entries: Mapping[Ref, Mapping[str, Entry]]
    order: Mapping[str, tuple[Ref, ...]]
    forward: Mapping[Ref, Mapping[str, tuple[Ref, ...]]]
    backward: Mapping[Ref, Mapping[str, tuple[Ref, ...]]]
    pictures: Mapping[str, Picture]

    def get(self, ref: Ref, language: str) -> Entry:
        """An entry in a language, or its original where it is not translated."""
        texts = self.entries[ref]
        return texts.get(language) or texts[self.languages[0]]

    def original(self, ref: Ref) -> Entry:
        """An entry in the language in which it was written."""
        return self.entries[ref][self.languages[0]]

    def members(self, kind: str) -> tuple[Ref, ...]:
        """All entries of a kind, in the order of lists."""
        return self.order[kind]

    def in_order_of(self, language: str) -> Site:
        """The same graph, with its lists in the order that they have in a language: titles differ."""
        if language == self.languages[0]:
            return self
        order = {kind: _in_order(self.entries, kind, language, self.languages[0]) for kind in self.order}
        return self._replace(order=order, backward=_backward(self.forward, order))

    def refs(self, ref: Ref, relation: str) -> tuple[Ref, ...]:
        """The entries that an entry names in a field, as its editor ordered them."""
        return self.forward[ref].get(relation, ())

    def backlinks(self, ref: Ref, kind: str) -> tuple[Ref, ...]:
        """The entries of a kind that name this one anywhere, in the order of lists."""
        return self.backward[ref].get(kind, ())


def link_entries(
    entries: Iterable[Entry],
    pictures: Iterable[Picture],
    languages: tuple[str, ...],
    broken: Sequence[Entry] = (),
    drafts: Collection[Ref] = (),
    hidden: Collection[Ref] = (),
) -> tuple[Site, list[Problem]]:
    """Makes the graph.

    Args:
        entries: all checked entries, in every language.
        pictures: all pictures that were found.
        languages: the languages of the site, the original one first.
        broken: entries in which problems were found before, and of files that can't be read: they are no part of
            the site, but what they name is looked at too, and who names them names something that is there.
        drafts: which of those are drafts that stay out: they may name each other, and nobody else may name them.
        hidden: entries that a local layer does not show: its own texts may not name them.

    Returns:
        the Site (whole only when there are no problems) and the problems.
    """
    texts: dict[Ref, dict[str, Entry]] = defaultdict(dict)
    problems: list[Problem] = []
    for entry in sorted(entries, key=lambda entry: entry.path):
        other = texts[entry.ref].setdefault(entry.language, entry)
        if other is not entry:
            problems.append(problem("duplicate-slug", Location(entry.path), value=entry.ref, other=other.path))
    original = languages[0]
    there = {entry.ref for entry in broken if entry.language == original}
    for ref in [ref for ref, found in texts.items() if original not in found]:
        if ref in there:
            texts.pop(ref)
            continue
        lonely = texts.pop(ref).values()
        problems += [problem("translation-without-original", Location(entry.path), value=ref) for entry in lonely]
    shown = {picture.path: picture for picture in pictures}
    by_name = {str(ref): ref for ref in texts}
    known = by_name | {str(ref): ref for ref in there}
    problems += _reference_problems([*_all(texts), *broken], known, shown, drafts, hidden)
    problems += _repeated(texts, "summary", KINDS)
    for kind in KINDS:
        problems += _repeated(texts, "title", (kind,))
    problems += _safety_problems(texts, original)
    order = {kind: _in_order(texts, kind, original, original) for kind in KINDS}
    forward = {ref: _forward(ref, _original_first(found, original), by_name) for ref, found in texts.items()}
    site = Site(languages, texts, order, forward, _backward(forward, order), shown)
    return site, problems


def _in_order(texts: Mapping[Ref, Mapping[str, Entry]], kind: str, language: str, original: str) -> tuple[Ref, ...]:
    order = KINDS[kind].order
    members = [
        (order((found.get(language) or found[original]).card), ref)
        for ref, found in texts.items()
        if ref.kind == kind
    ]
    return tuple(ref for _, ref in sorted(members))


def _original_first(found: Mapping[str, Entry], original: str) -> Iterable[Entry]:
    return [found[language] for language in dict.fromkeys((original, *found))]


def _forward(own: Ref, entries: Iterable[Entry], by_name: Mapping[str, Ref]) -> dict[str, tuple[Ref, ...]]:
    """Whom an entry names, in any of its languages: a translator may link to what the original does not."""
    relations: dict[str, dict[Ref, None]] = defaultdict(dict)
    for entry in entries:
        for relation, targets in entry.references.named:
            for target in targets:
                ref = by_name.get(target)
                if ref and ref != own:
                    relations[relation][ref] = None
    return {relation: tuple(refs) for relation, refs in relations.items()}


def _backward(
    forward: Mapping[Ref, Mapping[str, tuple[Ref, ...]]], order: Mapping[str, Sequence[Ref]]
) -> dict[Ref, dict[str, tuple[Ref, ...]]]:
    found: dict[Ref, dict[str, list[Ref]]] = {ref: {} for ref in forward}
    for kind, members in order.items():
        for ref in members:
            # In any order: what each target gets is in the order of the members.
            for target in set().union(*forward[ref].values()):
                found[target].setdefault(kind, []).append(ref)
    return {ref: {kind: tuple(refs) for kind, refs in kinds.items()} for ref, kinds in found.items()}


def _all(texts: Mapping[Ref, Mapping[str, Entry]]) -> Iterator[Entry]:
    return (entry for found in texts.values() for entry in found.values())


def _reference_problems(
    entries: Iterable[Entry],
    there: Mapping[str, Ref],
    pictures: Mapping[str, Picture],
    drafts: Collection[Ref],
    hidden: Collection[Ref],
) -> Iterator[Problem]:
    slugs: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(there.values()):
        slugs[ref.kind].append(ref.slug)
    for entry in entries:
        folder = entry.path.rpartition("/")[0]
        if not drafts and not any(
            relation == "picture" or not there.keys() >= {*targets} for relation, targets in entry.references.named
        ):
            continue
        for reference in entry.references:
            if reference.relation == "picture":
                if f"{folder}/{reference.target}" not in pictures:
                    near = [path.rpartition("/")[2] for path in pictures if path.rpartition("/")[0] == folder]
                    yield _nothing("picture-missing", entry, reference, near)
            elif hidden and Ref.parse(reference.target) in hidden:
                yield _nothing("reference-to-hidden", entry, reference, ())
            elif reference.target not in there:
                yield _nothing(
                    "reference-to-nothing", entry, reference, slugs.get(reference.target.partition(":")[0], [])
                )
            elif drafts and Ref.parse(reference.target) in drafts and "draft" not in entry.card:
                yield _nothing("reference-to-draft", entry, reference, ())


def _nothing(code: str, entry: Entry, reference: Reference, near: Sequence[str]) -> Problem:
    place = Location(entry.path, field=reference.field, offset=reference.offset)
    # Compared without the kind: that part is always right, and would make any two names look alike.
    kind, colon, slug = reference.target.rpartition(":")
    found = problem(code, place, word=slug, among=near, value=reference.target)
    return found._replace(suggestion=f"{kind}{colon}{found.suggestion}") if found.suggestion else found


def _repeated(texts: Mapping[Ref, Mapping[str, Entry]], name: str, kinds: Iterable[str]) -> Iterator[Problem]:
    """Titles within a kind and summaries over all kinds must differ: a reader chooses by them."""
    first: dict[tuple[str, str], Entry] = {}
    kinds = set(kinds)
    for ref in sorted(ref for ref in texts if ref.kind in kinds):
        for language, entry in sorted(texts[ref].items()):
            said = entry.card.get(name, "").strip()
            other = first.setdefault((language, said.casefold()), entry)
            if other is not entry and said != BLANK:
                yield problem(f"same-{name}", Location(entry.path, field=(name,)), other=other.path)


def _safety_problems(texts: Mapping[Ref, Mapping[str, Entry]], original: str) -> Iterator[Problem]:
    tense = [ref.slug for ref in texts if ref.kind == "phase" and texts[ref][original].card.get("safety_first")]
    for ref in sorted(ref for ref in texts if ref.kind == "activity"):
        entry = texts[ref][original]
        for phase in sorted(tense):
            fits = entry.card["verdicts"].get(phase) in {FITS, FITS_IF}
            if fits and phase not in entry.card["safe"]:
                yield problem("safety-missing", Location(entry.path, field=("phases", phase)), phase=phase)
