"""The content as it stands, measured: language, coverage, sources, dates, links; it informs and changes nothing.

A report may be asked for while content has mistakes: what can be read is measured, and the number of mistakes is
told. The clock is not looked at here: the day is given.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from wijkverbinder.catalog import make_catalog, plan_checking
from wijkverbinder.facets import DURATIONS
from wijkverbinder.ground import Ground, read_ground
from wijkverbinder.layers import file_of, read_all
from wijkverbinder.link import Site, link_entries
from wijkverbinder.matter import MatterError, parse_matter
from wijkverbinder.memo import Memo
from wijkverbinder.project import Project, digest_of_code
from wijkverbinder.read import Reading, read_text
from wijkverbinder.report.coverage import Coverage, measure_coverage
from wijkverbinder.report.facts import Claims, Gaps, measure_claims, measure_gaps
from wijkverbinder.report.lagging import Pair, Translations, measure_translations, pairs_of, read_marks
from wijkverbinder.report.language import Language, measure_language
from wijkverbinder.report.online import Manners, Visited, links_of, visit_links
from wijkverbinder.report.texts import Page, make_page
from wijkverbinder.store import Store


@dataclass(frozen=True, slots=True)
class Report:
    """Everything measured; the names of the fields are the keys of the JSON, and stay."""

    today: str
    errors: int
    """Mistakes that keep the site from being published; files with one are measured as far as they can be."""
    drafts: tuple[str, ...]
    """Files that are not to be published yet: they are not measured."""
    language: Language
    coverage: Coverage
    claims: Claims
    gaps: Gaps
    translations: Translations
    online: tuple[Visited, ...] | None = None
    """Links to other sites that an editor should look at; None when they were not visited."""

    @property
    def broken_limits(self) -> int:
        """How often the content breaks a limit of its own: too long, too few, without a source or verdict."""
        language, claims = self.language, self.claims
        broken = (
            *(language.long_sentences, language.heavy_pages, claims.unsourced),
            *(claims.missing_verdicts, claims.missing_grades, claims.few_tips),
        )
        return self.errors + sum(map(len, broken))

    def as_data(self) -> dict[str, Any]:
        """The report as JSON can hold it, with the number that decides under `--strict`."""
        return {**asdict(self), "broken_limits": self.broken_limits}


def make_report(project: Project, today: datetime.date, manners: Manners | None = None) -> Report:
    """Reads a project and measures it; nothing is written into it.

    Args:
        project: where everything lies.
        today: the day against which facts are old.
        manners: how links to other sites are visited; None leaves the network alone.
    """
    ground, problems = read_ground(project)
    languages = ground.settings.languages
    reading = read_all(project, ground.overlay, languages, lambda _folder: {})
    with TemporaryDirectory(prefix="wijkverbinder-") as aside:
        store = Store(Path(aside))
        checking = plan_checking(
            reading, ground, lambda path: file_of(project, reading, path), store, digest_of_code()
        )
        catalog = make_catalog(reading, Memo(), checking)
    drafts = catalog.drafts()
    waiting = {entry.path for entry in drafts}
    elsewhere = {entry.path for entry in (*catalog.entries, *catalog.broken) if entry.ref in reading.hidden}
    aside_too = waiting | elsewhere
    site, found = link_entries(
        [entry for entry in catalog.entries if entry.path not in aside_too],
        reading.pictures,
        languages,
        [*(entry for entry in catalog.broken if entry.path not in aside_too), *drafts],
        {entry.ref for entry in drafts if entry.language == languages[0]},
        reading.hidden,
    )
    problems += [*reading.problems, *catalog.problems, *found]
    problems = [problem for problem in problems if problem.location.path not in waiting]
    shown = [project.shown(file_of(project, reading, path)) for path in sorted(waiting)]
    not_measured = {*shown, *(project.shown(file_of(project, reading, path)) for path in elsewhere)}
    pages = [page for page in _pages(project, reading) if page.path not in not_measured]
    originals = [page for page in pages if page.language == languages[0]]
    phases = [ref.slug for ref in site.members("phase")]
    terms = _terms(ground, phases)
    return Report(
        today.isoformat(),
        sum(problem.is_error for problem in set(problems)),
        tuple(shown),
        measure_language(pages),
        _coverage(site, terms),
        measure_claims(originals, phases, terms),
        measure_gaps(originals, site, today, project.shown(project.content)),
        measure_translations(pairs_of(pages, languages[0]), read_marks(marks_of(project))),
        tuple(visit_links(links_of(pages), manners)) if manners else None,
    )


def translated_pages(project: Project) -> list[Pair]:
    """Every translation that can be read, with its original."""
    ground, _ = read_ground(project)
    languages = ground.settings.languages
    return pairs_of(_pages(project, read_all(project, ground.overlay, languages, lambda _folder: {})), languages[0])


def marks_of(project: Project) -> str:
    """The list of marks as it lies in the project; empty where there is none."""
    return read_text(project.marks) if project.marks.exists() else ""


def _pages(project: Project, reading: Reading) -> list[Page]:
    """Every content file that can be read, broken or not."""
    pages = []
    for source in reading.sources:
        whole = next((laid.path for laid in source.laid if laid.how == "replaced"), source.path)
        file = file_of(project, reading, whole)
        text = read_text(file)
        try:
            matter = parse_matter(text)
        except MatterError:  # counted among the mistakes
            continue
        pages.append(make_page(source.ref, source.language, project.shown(file), text, matter))
    return pages


def _terms(ground: Ground, phases: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Per axis and per scale its values, in the order of showing."""
    names = ("target-group", "activity-type", "evidence", "example-evidence")
    return {name: ground.vocabulary.terms(name) for name in names} | {
        "phase": tuple(phases),
        "duration": tuple(name for name, _ in DURATIONS),
    }


def _coverage(site: Site, terms: Mapping[str, Sequence[str]]) -> Coverage:
    return measure_coverage([site.original(ref).card for ref in site.members("activity")], terms)
