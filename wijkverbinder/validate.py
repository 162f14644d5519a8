"""One Source and its text to an Entry and its facts, or to problems with their lines; knows no other entry.

A translation is the exception: it is laid over the text of its original, its only neighbour, so that facts
without language stand once and what is not yet translated is found here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from wijkverbinder.draft_marks import Surroundings, is_marked
from wijkverbinder.kinds import KINDS
from wijkverbinder.layering import LOCAL, ElsewhereError, Layer, Laying, is_listed, lay_texts, local_facts, located
from wijkverbinder.matter import Matter, MatterError
from wijkverbinder.model import Entry, Facts, Location, Ref, Reference, References, Source
from wijkverbinder.outlines import Outline, fit
from wijkverbinder.problems import Problem, problem
from wijkverbinder.text import SLUG
from wijkverbinder.translation import LAGS, lay_over
from wijkverbinder.walk import Walk, explain_pictures, walk_body, walk_facts


class Checked(NamedTuple):
    """What became of one source: an entry with its facts, or problems."""

    entry: Entry
    """Whole when there are facts; else at least who it is and whom it names."""
    facts: Facts
    """Empty when something is wrong, here or in the original of this translation."""
    problems: tuple[Problem, ...]
    """What is wrong, or, in a draft, still to be done."""
    written: Entry | None = None
    """Of a draft that is shown: whom it names as it was written, while `entry` names only what is there."""


class Conditions(NamedTuple):
    """What holds for all texts of a build."""

    outlines: Mapping[str, Outline] | None = None
    """What each kind must be; taken from the schemas where they are not given, which takes a while to load."""
    around: Surroundings | None = None
    """What a draft may lean on, where drafts are shown."""
    hidden: Collection[Ref] = ()
    """Entries that are not shown here: a link to one is left out, and its words stay."""


class LocalTexts(NamedTuple):
    """The texts of a local layer that take part in one entry."""

    layers: Sequence[Layer] = ()
    below: Sequence[Layer] = ()
    """Those on its original, when it is a translation."""


NO_CONDITIONS, NOTHING_LOCAL = Conditions(), LocalTexts()


def validate_source(
    source: Source,
    text: str,
    key: str,
    terms: Mapping[str, tuple[str, ...]],
    original: str | None = None,
    conditions: Conditions = NO_CONDITIONS,
    local: LocalTexts = NOTHING_LOCAL,
) -> Checked:
    """Checks one content file.

    Args:
        source: what its name says.
        text: the file's text.
        key: under which its facts will be kept.
        terms: the allowed terms per taxonomy, the phases among them.
        original: the text of the original, when this is a translation.
        conditions: what holds for all texts of a build.
        local: the local texts on this one.

    Returns:
        the entry and its facts when nothing is wrong, else every problem found, each with its line. Where drafts
        are shown, one that is half filled in has facts too, with placeholders in them.
    """
    outlines, around = conditions.outlines, conditions.around
    if outlines is None:
        from wijkverbinder.schemas import MODEL_OUTLINES

        outlines = MODEL_OUTLINES
    outline = outlines[source.ref.kind]
    try:
        laying = lay_texts(source.path, text, local.layers, source.ref)
    except MatterError as error:
        path = error.path if isinstance(error, ElsewhereError) else source.path
        problems = (problem(error.code, Location(path, error.line, error.column), **error.values),)
        if not is_marked(text):
            return Checked(_broken(source, key), {}, problems)
        broken = _broken(source, key, draft=True)
        return _draft(broken, {}, "", problems, around if original is None else None, outline)
    matter = laying.matter
    # A local text that leads to what the layer hides is a mistake, which link tells.
    walk = Walk(
        source.path, source.ref, terms, hidden=() if {"added", "replaced"} & {*laying.how} else conditions.hidden
    )
    walk.problems += [*_duplicates(laying), *laying.problems]
    raw = matter.facts
    if original is not None:
        walk.rules = False
        base = _original(original, local.below, source)
        merged = lay_over(matter, base, outline, walk) if base else None
        if merged is None:
            return Checked(_broken(source, key, draft=is_draft(matter)), {}, tuple(laying.located(walk.problems)))
        raw = merged
    if _is_of_another_kind(raw, outline, walk):
        return Checked(_broken(source, key, draft=is_draft(matter)), {}, tuple(laying.located(walk.problems)))
    facts = walk_facts(raw, outline, walk)
    facts["body"] = walk_body(matter.body, walk)
    if original is None and not matter.body:
        _ask_for_text(walk)
    explain_pictures(raw, walk)
    draft = raw.get("draft") is True
    # What is wrong with the original of a translation is said there.
    wrong = walk.problems if original is None else _own(walk.problems, laying)
    found = laying.located(wrong) if walk.problems else []
    if laying.how:
        added, more = _extension(laying, outlines[LOCAL], walk)
        found += more
        facts |= local_facts(laying, added)
    if found or walk.problems or (draft and around):
        broken = _unfit(source, key, matter, walk.references, found)
        return _draft(broken, raw, matter.body, tuple(found), around if draft else None, outline)
    return Checked(_entry(source, key, facts, walk, draft=draft), facts, ())


def _is_of_another_kind(raw: Facts, outline: Outline, walk: Walk) -> bool:
    """Notes what is not as the outline asks; whether all of it comes of the folder that the text lies in."""
    if fit(outline)(raw):
        return False
    from wijkverbinder.misfits import find_misfits

    walk.problems += find_misfits(raw, walk.ref.kind, walk.path)
    return any(found.code == "wrong-folder" for found in walk.problems)


def _ask_for_text(walk: Walk) -> None:
    """Says that there is nothing below the front matter, where readers come for what stands there."""
    kind = walk.ref.kind
    if KINDS[kind].needs_text:
        from wijkverbinder.shapes import BODY_HINTS

        walk.say("text-missing", ("body",), description=BODY_HINTS[kind])


def _original(text: str, layers: Sequence[Layer], source: Source) -> Matter | None:
    """The original of a translation, with what a local layer makes of it; None when it can't be read."""
    try:
        return lay_texts(source.path, text, layers, source.ref).matter
    except MatterError:  # said at the original itself
        return None


def _duplicates(laying: Laying) -> Iterator[Problem]:
    for path, matter in laying.texts:
        for field, (line, column), first in matter.duplicates():
            place = Location(path, line, column, (*field, "#key"))
            yield problem("duplicate-field", place, value=field[-1], first=first[0])


def _extension(laying: Laying, outline: Outline, walk: Walk) -> tuple[Facts | None, list[Problem]]:
    """What a local layer adds to an entry, as facts, and what is wrong with it; whom it names goes to the walk."""
    if laying.extension is None:
        return None, []
    layer, matter = laying.extension
    own = Walk(layer.path, walk.ref, walk.terms, anchors=walk.anchors)
    for field, _, first in matter.duplicates():
        own.say("duplicate-field", (*field, "#key"), value=field[-1], first=first[0])
    if not fit(outline)(matter.facts):
        from wijkverbinder.misfits import find_misfits

        own.problems += find_misfits(matter.facts, LOCAL, layer.path)
    facts: Facts = walk_facts(matter.facts, outline, own)
    facts["body"] = walk_body(matter.body, own)
    walk.references += [named._replace(field=(LOCAL, *named.field)) for named in own.references]
    return facts, located(own.problems, matter)


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

    source = Source(written.ref, written.language, written.path, "")
    raw, body = complete(raw, body, written.ref, written.path.rpartition("/")[0], around)
    walk = Walk(written.path, written.ref, around.terms, rules=False)
    facts = walk_facts(raw, outline, walk)
    facts["body"] = walk_body(body, walk)
    return Checked(_entry(source, written.key, facts, walk, draft=True), facts, problems, written)


def _entry(source: Source, key: str, facts: Facts, walk: Walk, *, draft: bool) -> Entry:
    facts.pop("draft")
    aliases = facts.pop("aliases", None)
    card = KINDS[source.ref.kind].card(facts)
    if LOCAL in facts and is_listed(facts[LOCAL]):
        card[LOCAL] = True
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
    )


def lagging(source: Source, text: str, key: str) -> Entry:
    """A translation whose original says something else now, so that it is not shown.

    Args:
        source: what its name says.
        text: the file's text.
        key: under which its facts would be kept.

    Returns:
        who it is, with the addresses at which readers may look for it; of a draft, which has none, that it is one.
    """
    try:
        matter = lay_texts(source.path, text, (), source.ref).matter
    except MatterError:  # it says no more than its name
        return _broken(source, key)._replace(card={"lagging": True})
    return _broken(source, key, draft=True) if is_draft(matter) else _lagging(source, key, matter, ())


def _lagging(source: Source, key: str, matter: Matter, references: Sequence[Reference]) -> Entry:
    slug, aliases = matter.facts.get("slug"), matter.facts.get("aliases")
    card: Facts = {"lagging": True}
    if isinstance(slug, str) and SLUG.fullmatch(slug):
        card["slug"] = slug
    if isinstance(aliases, list):
        card["aliases"] = tuple(alias for alias in aliases if isinstance(alias, str))
    return _broken(source, key, references)._replace(card=card)


def _unfit(
    source: Source, key: str, matter: Matter, references: Sequence[Reference], problems: Sequence[Problem]
) -> Entry:
    """An entry that can't be shown as it is; a translation of which only the original changed lags."""
    draft = is_draft(matter)
    if problems and not draft and {found.code for found in problems} <= LAGS:
        return _lagging(source, key, matter, references)
    return _broken(source, key, references, draft=draft)


def _own(problems: Iterable[Problem], laying: Laying) -> Iterator[Problem]:
    """What is wrong in a translation itself; what its original has wrong is said there."""
    for found in problems:
        about_languages = found.code.startswith("translation-")
        written = found.code != "missing-field" and laying.has(found.location.field)
        if about_languages or written or found.location.line:  # with a line it was found in the text itself
            yield found


def _broken(source: Source, key: str, references: Sequence[Reference] = (), *, draft: bool = False) -> Entry:
    card = {"draft": True} if draft else {}
    return Entry(source.ref, source.language, source.path, key, card, References.of(references))
