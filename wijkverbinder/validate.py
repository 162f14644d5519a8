"""One Source and its text to an Entry and its facts, or to problems with their lines; knows no other entry.

A translation is the exception: it is laid over the text of its original, its only neighbour, so that facts
without language stand once and what is not yet translated is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wijkverbinder.draft_marks import Surroundings, is_marked
from wijkverbinder.kinds import KINDS
from wijkverbinder.matter import Matter, MatterError, parse_matter
from wijkverbinder.model import Entry, Facts, FieldPath, Location, Reference, References, Source
from wijkverbinder.outlines import Outline, fit
from wijkverbinder.problems import Problem, problem
from wijkverbinder.translation import lay_over
from wijkverbinder.walk import Walk, walk_body, walk_facts


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one source: an entry with its facts, or problems."""

    entry: Entry
    """Whole when there are facts; else at least who it is and whom it names."""
    facts: Facts
    """Empty when something is wrong, here or in the original of this translation."""
    problems: tuple[Problem, ...]
    """What is wrong, or, in a draft, still to be done."""
    written: Entry | None = None
    """Of a draft that is shown: whom it names as it was written, while `entry` names only what is there."""


def validate_source(
    source: Source,
    text: str,
    key: str,
    terms: Mapping[str, tuple[str, ...]],
    original: str | None = None,
    outlines: Mapping[str, Outline] | None = None,
    around: Surroundings | None = None,
) -> Checked:
    """Checks one content file.

    Args:
        source: what its name says.
        text: the file's text.
        key: under which its facts will be kept.
        terms: the allowed terms per taxonomy, the phases among them.
        original: the text of the original, when this is a translation.
        outlines: what each kind must be; taken from the schemas when not given, which takes a while to load.
        around: what a draft may lean on, where drafts are shown.

    Returns:
        the entry and its facts when nothing is wrong, else every problem found, each with its line. Where drafts
        are shown, one that is half filled in has facts too, with placeholders in them.
    """
    if outlines is None:
        from wijkverbinder.schemas import OUTLINES

        outlines = OUTLINES
    outline = outlines[source.ref.kind]
    try:
        matter = parse_matter(text)
    except MatterError as error:
        place = Location(source.path, error.line, error.column)
        problems = (problem(error.code, place, **error.values),)
        if not is_marked(text):
            return Checked(_broken(source, key), {}, problems)
        broken = _broken(source, key, draft=True)
        return _draft(broken, {}, "", problems, around if original is None else None, outline)
    walk = Walk(source.path, source.ref, terms)
    for field, _, first in matter.duplicates():
        walk.say("duplicate-field", (*field, "#key"), value=field[-1], first=first[0])
    raw = matter.facts
    if original is not None:
        walk.rules = False
        merged = lay_over(matter, original, outline, walk)
        if merged is None:
            return Checked(_broken(source, key, draft=is_draft(matter)), {}, tuple(located(walk.problems, matter)))
        raw = merged
    if not fit(outline)(raw):
        from wijkverbinder.misfits import find_misfits

        walk.problems += find_misfits(raw, source.ref.kind, source.path)
    facts = walk_facts(raw, outline, walk)
    facts["body"] = walk_body(matter.body, walk)
    draft = raw.get("draft") is True
    if walk.problems or (draft and around):
        # What is wrong with the original of a translation is said there.
        found = tuple(located(walk.problems if original is None else _own(walk.problems, matter), matter))
        broken = _broken(source, key, walk.references, draft=draft)
        return _draft(broken, raw, matter.body, found, around if draft else None, outline)
    return Checked(_entry(source, key, facts, walk, draft=draft), facts, ())


def is_draft(matter: Matter) -> bool:
    """Whether a file says that it is not to be published yet."""
    return matter.facts.get("draft") is True


def _draft(
    written: Entry,
    raw: Facts,
    body: str,
    problems: tuple[Problem, ...],
    around: Surroundings | None,
    outline: Outline,
) -> Checked:
    """A draft with facts that can be shown, whatever is missing in it; without any, where drafts are not shown."""
    if around is None:
        return Checked(written, {}, problems)
    from wijkverbinder.drafts import complete

    source = Source(written.ref, written.language, written.path, "", written.layer)
    raw, body = complete(raw, body, written.ref, written.path.rpartition("/")[0], around)
    walk = Walk(written.path, written.ref, around.terms, rules=False)
    facts = walk_facts(raw, outline, walk)
    facts["body"] = walk_body(body, walk)
    return Checked(_entry(source, written.key, facts, walk, draft=True), facts, problems, written)


def _entry(source: Source, key: str, facts: Facts, walk: Walk, *, draft: bool) -> Entry:
    facts.pop("draft")
    aliases = facts.pop("aliases", None)
    card = KINDS[source.ref.kind].card(facts)
    if draft:
        card["draft"] = True
    elif aliases:
        # Not of a draft: what stands in one may be wrong, and it has no earlier readers.
        card["aliases"] = aliases
    return Entry(
        source.ref,
        source.language,
        source.path,
        key,
        card,
        References.of(walk.references),
        tuple(walk.anchors),
        source.layer,
    )


def _own(problems: Iterable[Problem], matter: Matter) -> Iterator[Problem]:
    """What is wrong in a translation itself; what its original has wrong is said there."""
    places = matter.places()
    for found in problems:
        about_languages = found.code.startswith("translation-")
        if about_languages or (found.location.field in places and found.code != "missing-field"):
            yield found


def _broken(source: Source, key: str, references: Sequence[Reference] = (), *, draft: bool = False) -> Entry:
    card = {"draft": True} if draft else {}
    return Entry(source.ref, source.language, source.path, key, card, References.of(references), (), source.layer)


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
