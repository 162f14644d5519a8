"""What the content rests on and what it lacks: sources, reviews, verdicts, dates, links, translations.

It counts and names; whether that is enough is for an editor to say, but for the limits that stand here.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wijkverbinder.kinds import KINDS, VERDICTS
from wijkverbinder.link import Site
from wijkverbinder.markdown import render
from wijkverbinder.model import Ref
from wijkverbinder.report.texts import Page, Part

LEAST_TIPS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("works.organising", ("works.organising",), 5),
    ("works.running", ("works.running",), 5),
    ("fails", ("fails.organising", "fails.running"), 3),
)
"""How many tips an activity needs: what they are about, the lists that hold them, the number."""

LEAST_EXAMPLES = 9
"""Examples that each phase should lead."""

OLD_YEARS = 2
"""Years after which facts must be looked at again."""

_SHOWN_BY = {
    "phase": {"activity", "example", "library"},
    "activity": {"activity", "example", "library"},
    "library": {"phase", "activity", "example", "page"},
}
"""Per kind of page the kinds that it shows because they name it: a link that nobody wrote."""


@dataclass(frozen=True, slots=True)
class Note:
    """A place in a file, and what there is to say about it."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class FewTips:
    """An activity with too few tips of one sort."""

    path: str
    line: int
    tips: str
    count: int
    least: int


@dataclass(frozen=True, slots=True)
class Claims:
    """What the statements rest on, and what activities still lack."""

    total: int
    sourced: int
    sourced_and_ours: int
    ours_only: int
    unsourced: tuple[Note, ...]
    """Statements with neither: the build refuses them, so this only fills while something is broken."""
    review: tuple[Note, ...]
    """Statements that a professional still has to look at."""
    verdicts: Mapping[str, Mapping[str, int]]
    """Per phase, per verdict, the number of activities."""
    missing_verdicts: tuple[Note, ...]
    missing_grades: tuple[Note, ...]
    few_tips: tuple[FewTips, ...]
    activity_evidence: Mapping[str, int]
    example_evidence: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is there and nobody meets, and what is not there."""

    stale: tuple[Note, ...]
    unused_library: tuple[str, ...]
    """Items that no page names and that name no page."""
    uncited_library: tuple[str, ...]
    """Items that stand under a page as further reading, and support no sentence on any."""
    examples_per_lead_phase: Mapping[str, int]
    few_examples: tuple[str, ...]
    orphans: tuple[str, ...]
    """Pages that only the menu or a list leads to."""
    unused_pictures: tuple[str, ...]
    unlicensed_pictures: tuple[Note, ...]
    """Pictures of which nothing tells the licence: the build refuses them, so this only fills while it is broken."""
    untranslated: Mapping[str, tuple[str, ...]]


def measure_claims(pages: Sequence[Page], phases: Sequence[str], terms: Mapping[str, Sequence[str]]) -> Claims:
    """Counts what statements rest on.

    Args:
        pages: the originals: sources stand there alone.
        phases: the slugs of all phases, in order.
        terms: the terms of `evidence` and `example-evidence`.
    """
    claims = [(page, part) for page in pages for part in page.statements("text", "sources", "ours")]
    basis = Counter((bool(part.value.get("sources")), bool(part.value.get("ours"))) for _, part in claims)
    judged = [(page, part) for page in pages for part in page.statements("verdict", "sources", "ours")]
    activities = [page for page in pages if page.ref.kind == "activity"]
    verdicts = Counter((str(part.field[-1]), part.value.get("verdict")) for _, part in judged)
    return Claims(
        total=len(claims),
        sourced=basis[True, False],
        sourced_and_ours=basis[True, True],
        ours_only=basis[False, True],
        unsourced=tuple(
            _note(page, part, "text", "reason")
            for page, part in (*claims, *judged)
            if not (part.value.get("sources") or part.value.get("ours"))
        ),
        review=tuple(_note(page, part, "text") for page, part in claims if part.value.get("review") is True),
        verdicts={phase: {verdict: verdicts[phase, verdict] for verdict in VERDICTS} for phase in phases},
        missing_verdicts=tuple(_missing_verdicts(activities, phases)),
        missing_grades=tuple(_missing_grades(pages)),
        few_tips=tuple(few for page in activities for few in _few_tips(page)),
        activity_evidence=_graded(activities, "grade", terms["evidence"]),
        example_evidence=_graded(pages, "kind", terms["example-evidence"]),
    )


def measure_gaps(pages: Sequence[Page], site: Site, today: datetime.date, folder: str) -> Gaps:
    """Looks at dates, and at who leads to whom.

    Args:
        pages: the originals.
        site: the graph of all that is in order.
        today: the day against which facts are old.
        folder: the content folder, as messages name it.
    """
    paths = {page.ref: page.path for page in pages}
    library = [ref for ref in site.members("library") if ref in paths]
    uncited = [ref for ref in library if not _named(site, ref, KINDS.keys() - {"library"})]
    leads = Counter(site.original(ref).card["lead_phase"] for ref in site.members("example"))
    per_phase = {ref.slug: leads[ref.slug] for ref in site.members("phase")}
    others = [ref for ref in paths if ref in site.entries and ref.kind not in {"phase", "library"}]
    return Gaps(
        stale=tuple(_stale(pages, today)),
        unused_library=tuple(paths[ref] for ref in uncited if not _shown(site, ref)),
        uncited_library=tuple(paths[ref] for ref in uncited if _shown(site, ref)),
        examples_per_lead_phase=per_phase,
        few_examples=tuple(phase for phase, count in per_phase.items() if count < LEAST_EXAMPLES),
        orphans=tuple(paths[ref] for ref in others if not _named(site, ref, KINDS) and not _shown(site, ref)),
        unused_pictures=tuple(f"{folder}/{path}" for path in sorted(site.pictures.keys() - _used_pictures(site))),
        unlicensed_pictures=tuple(note for page in pages for note in _unlicensed(page)),
        untranslated={
            language: tuple(paths[ref] for ref in paths if language not in site.entries.get(ref, {}))
            for language in site.languages[1:]
        },
    )


def years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day so many years earlier; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _note(page: Page, part: Part, *names: str) -> Note:
    said = next((value for name in names if isinstance(value := part.value.get(name), str)), "")
    return Note(*page.place(part.field), " ".join(said.split()))


def _missing_verdicts(activities: Sequence[Page], phases: Sequence[str]) -> Iterator[Note]:
    for page in activities:
        parts = page.matter.facts.get("phases")
        given = parts if isinstance(parts, dict) else {}
        for phase in phases:
            part = given.get(phase)
            if not (isinstance(part, dict) and part.get("verdict")):
                yield Note(*page.place(("phases", phase)), phase)


def _missing_grades(pages: Sequence[Page]) -> Iterator[Note]:
    for page in pages:
        name = {"activity": "grade", "example": "kind"}.get(page.ref.kind)
        evidence = page.matter.facts.get("evidence")
        if name and not (isinstance(evidence, dict) and evidence.get(name)):
            yield Note(*page.place(("evidence",)), f"evidence.{name}")


def _few_tips(page: Page) -> Iterator[FewTips]:
    for name, lists, least in LEAST_TIPS:
        count = sum(_length(page, *path.split(".")) for path in lists)
        if count < least:
            yield FewTips(*page.place(tuple(name.split("."))), name, count, least)


def _length(page: Page, group: str, name: str) -> int:
    tips = page.matter.facts.get(group)
    found = tips.get(name) if isinstance(tips, dict) else None
    return len(found) if isinstance(found, list) else 0


def _graded(pages: Sequence[Page], name: str, terms: Sequence[str]) -> dict[str, int]:
    facts = [page.matter.facts.get("evidence") for page in pages]
    found = Counter(str(evidence.get(name)) for evidence in facts if isinstance(evidence, dict))
    return {term: found[term] for term in terms}


def _stale(pages: Sequence[Page], today: datetime.date) -> Iterator[Note]:
    oldest = years_before(today, OLD_YEARS).isoformat()
    for page in pages:
        checked = page.matter.facts.get("checked")
        if isinstance(checked, str) and checked < oldest:
            yield Note(*page.place(("checked",)), checked)


def _named(site: Site, ref: Ref, kinds: Iterable[str]) -> bool:
    """Whether any text or field of another entry, of one of these kinds, names this one."""
    return any(site.backlinks(ref, kind) for kind in kinds)


def _shown(site: Site, ref: Ref) -> bool:
    """Whether a page that this entry names shows it in return."""
    named = (target for refs in site.forward[ref].values() for target in refs)
    return any(ref.kind in _SHOWN_BY.get(target.kind, ()) for target in named)


def _unlicensed(page: Page) -> Iterator[Note]:
    given = page.matter.facts.get("pictures")
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    told = {row.get("file") for row in rows if row.get("licence")}
    shown = {
        link.target: part
        for part in page.parts
        if part.mode in {"inline", "block"} and "![" in part.value
        for link in render(part.value, part.mode).links
        if link.picture
    }
    yield from (Note(*page.place(part.field), name) for name, part in shown.items() if name not in told)


def _used_pictures(site: Site) -> set[str]:
    return {
        f"{entry.path.rpartition('/')[0]}/{target}"
        for texts in site.entries.values()
        for entry in texts.values()
        for target in entry.references.targets("picture")
    }
