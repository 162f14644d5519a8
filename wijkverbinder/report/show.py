"""A report as words for a terminal, or as JSON; knows the report, and nothing of how it was made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wijkverbinder.i18n import show_date
from wijkverbinder.report import Report
from wijkverbinder.report.coverage import Coverage, Grid
from wijkverbinder.report.facts import LEAST_EXAMPLES, OLD_YEARS, Claims, Gaps, Note
from wijkverbinder.report.language import LARGEST_MEAN, LIKE, LONGEST_SENTENCE, REPEATED_FROM, Language, Measure

SHOWN = 10
"""Rows of a list that is only there to look into; what an editor must mend is always shown whole."""

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Rapport over de inhoud, {day}",
        "errors": "Er zijn {count} fouten in de inhoud; wat daardoor niet te lezen is, ontbreekt hier. "
        "Zie: build.py check",
        "drafts": "Concepten (ze tellen nergens mee)",
        "limits": "Grenzen overschreden: {count} keer.",
        "no-limits": "Alle grenzen zijn gehaald.",
        "language": "Taal",
        "total": "{language}: {sentences} zinnen, {words} woorden, gemiddeld {mean} per zin{ease}",
        "ease": ", Flesch-Douma {ease} (hoger leest makkelijker)",
        "long": "Zinnen van meer dan {limit} woorden",
        "heavy": "Pagina’s met gemiddeld meer dan {limit} woorden per zin",
        "hardest": "De langste zinnen gemiddeld (woorden per zin, Flesch-Douma)",
        "repeated": "Zinnen van {limit} woorden of meer in twee bestanden",
        "alike": "Samenvattingen die voor {limit}% of meer dezelfde woorden hebben",
        "coverage": "Dekking: {count} activiteiten",
        "empty": "Leeg, {axes}",
        "whole": "Leeg, alle vier samen: {empty} van de {cells} combinaties (de lijst staat in --json)",
        "claims": "Waar het op rust",
        "basis": "{total} uitspraken: {sourced} met een bron, {both} met een bron en onze redenering, "
        "{ours} alleen van ons, {review} nog te toetsen",
        "verdicts": "Oordelen per fase",
        "evidence": "Bewijs van activiteiten",
        "example-evidence": "Bewijs van voorbeelden",
        "unsourced": "Zonder bron en zonder redenering",
        "missing-verdicts": "Geen oordeel over een fase",
        "missing-grades": "Geen oordeel over het bewijs",
        "few-tips": "Te weinig tips",
        "few": "{tips}: {count}, minstens {least}",
        "review": "Nog te toetsen door een vakpersoon",
        "gaps": "Tijd, samenhang, vertaling",
        "stale": "Langer dan {years} jaar geleden nagekeken",
        "unused": "Bibliotheek: door geen pagina gebruikt",
        "uncited": "Bibliotheek: staat onder een pagina, maar steunt geen zin",
        "leads": "Voorbeelden per fase waarin ze vooropstaan",
        "few-examples": "Fasen met minder dan {limit} voorbeelden",
        "orphans": "Pagina’s waar alleen een lijst of het menu heen leidt",
        "pictures": "Afbeeldingen die nergens staan",
        "untranslated": "Niet vertaald ({language})",
        "none": "geen",
        "words": "{count} woorden",
        "more": "… en nog {count} (alles staat in --json)",
        "and": " en ",
        "phase": "fase",
        "target-group": "doelgroep",
        "activity-type": "soort",
        "duration": "tijd",
    },
    "en": {
        "title": "Report on the content, {day}",
        "errors": "There are {count} mistakes in the content; what can’t be read because of them is missing here. "
        "See: build.py check",
        "drafts": "Drafts (they count nowhere)",
        "limits": "Limits broken: {count} times.",
        "no-limits": "All limits are kept.",
        "language": "Language",
        "total": "{language}: {sentences} sentences, {words} words, {mean} per sentence on average{ease}",
        "ease": ", Flesch-Douma {ease} (higher reads easier)",
        "long": "Sentences of more than {limit} words",
        "heavy": "Pages with more than {limit} words per sentence on average",
        "hardest": "The longest sentences on average (words per sentence, Flesch-Douma)",
        "repeated": "Sentences of {limit} words or more in two files",
        "alike": "Summaries that share {limit}% or more of their words",
        "coverage": "Coverage: {count} activities",
        "empty": "Empty, {axes}",
        "whole": "Empty, all four together: {empty} of the {cells} combinations (the list is in --json)",
        "claims": "What it rests on",
        "basis": "{total} statements: {sourced} with a source, {both} with a source and our reasoning, "
        "{ours} ours alone, {review} still to be reviewed",
        "verdicts": "Verdicts per phase",
        "evidence": "Evidence for activities",
        "example-evidence": "Evidence for examples",
        "unsourced": "Without a source and without reasoning",
        "missing-verdicts": "No verdict on a phase",
        "missing-grades": "No grade of evidence",
        "few-tips": "Too few tips",
        "few": "{tips}: {count}, at least {least}",
        "review": "To be reviewed by a professional",
        "gaps": "Time, links, translation",
        "stale": "Checked more than {years} years ago",
        "unused": "Library: used by no page",
        "uncited": "Library: stands under a page, but supports no sentence",
        "leads": "Examples per phase in which they lead",
        "few-examples": "Phases with fewer than {limit} examples",
        "orphans": "Pages that only a list or the menu leads to",
        "pictures": "Pictures that stand nowhere",
        "untranslated": "Not translated ({language})",
        "none": "none",
        "words": "{count} words",
        "more": "… and {count} more (all are in --json)",
        "and": " and ",
        "phase": "phase",
        "target-group": "target group",
        "activity-type": "type",
        "duration": "time",
    },
}
"""What the report says, per language of the person who asks."""


def as_json(report: Report) -> str:
    """The whole report for other programs; the keys are the names of its fields."""
    return json.dumps(report.as_data(), ensure_ascii=False, indent=2)


def in_words(report: Report, language: str) -> str:
    """The report for a person, in Dutch (``nl``) or English (``en``)."""
    words = WORDS[language]
    limits = "limits" if report.broken_limits else "no-limits"
    day = show_date(report.today, language)
    lines = [words["title"].format(day=day), words[limits].format(count=report.broken_limits)]
    if report.errors:
        lines.append(words["errors"].format(count=report.errors))
    if report.drafts:
        lines += [f"{words['drafts']}:", *_rows(report.drafts, words)]
    sections = (
        _language(report.language, words, language),
        _coverage(report.coverage, words),
        _claims(report.claims, words),
        _gaps(report.gaps, words),
    )
    return "\n".join([*lines, *(line for section in sections for line in section)])


def _language(found: Language, words: dict[str, str], language: str) -> Iterator[str]:
    yield from _heading(words["language"])
    for total in found.totals:
        ease = words["ease"].format(ease=_number(total.flesch_douma, language))
        yield "  " + words["total"].format(
            language=total.language,
            sentences=total.sentences,
            words=total.words,
            mean=_number(total.mean, language),
            ease=ease if total.flesch_douma is not None else "",
        )
    long = [
        f"{one.path}:{one.line}: {words['words'].format(count=one.words)}: {one.sentence}"
        for one in found.long_sentences
    ]
    yield from _listed(words["long"].format(limit=LONGEST_SENTENCE), long, words)
    by_path = {page.path: page for page in found.pages}
    heavy = [_measured(by_path[path], language) for path in found.heavy_pages]
    yield from _listed(words["heavy"].format(limit=LARGEST_MEAN), heavy, words)
    hardest = [_measured(page, language) for page in found.pages]
    yield f"  {words['hardest']}:"
    yield from _rows(hardest, words, SHOWN)
    repeated = [f"{words['and'].join(one.places)}: {one.sentence}" for one in found.repeated_sentences]
    yield from _listed(words["repeated"].format(limit=REPEATED_FROM), repeated, words)
    alike = [f"{words['and'].join(one.places)}: {one.likeness:.0%}" for one in found.alike_summaries]
    yield from _listed(words["alike"].format(limit=round(LIKE * 100)), alike, words)


def _coverage(found: Coverage, words: dict[str, str]) -> Iterator[str]:
    yield from _heading(words["coverage"].format(count=found.activities))
    grids = (found.phase_by_target_group, found.phase_by_type, found.phase_by_duration)
    for grid in grids:
        yield from _table(grid, words)
    for grid in grids:
        axes = " × ".join(words[axis] for axis in grid.axes)
        phases = dict.fromkeys(at[0] for at in grid.empty)
        rows = [f"{phase}: {', '.join(at[1] for at in grid.empty if at[0] == phase)}" for phase in phases]
        yield from _listed(words["empty"].format(axes=axes), rows, words)
    yield "  " + words["whole"].format(empty=len(found.whole.empty), cells=found.whole.cells)


def _claims(found: Claims, words: dict[str, str]) -> Iterator[str]:
    yield from _heading(words["claims"])
    yield "  " + words["basis"].format(
        total=found.total,
        sourced=found.sourced,
        both=found.sourced_and_ours,
        ours=found.ours_only,
        review=len(found.review),
    )
    yield f"  {words['verdicts']}:"
    yield from _rows([f"{phase}: {_counts(per)}" for phase, per in found.verdicts.items()], words)
    yield f"  {words['evidence']}: {_counts(found.activity_evidence)}"
    yield f"  {words['example-evidence']}: {_counts(found.example_evidence)}"
    yield from _listed(words["unsourced"], _noted(found.unsourced), words)
    yield from _listed(words["missing-verdicts"], _noted(found.missing_verdicts), words)
    yield from _listed(words["missing-grades"], _noted(found.missing_grades), words)
    few = [
        f"{one.path}:{one.line}: {words['few'].format(tips=one.tips, count=one.count, least=one.least)}"
        for one in found.few_tips
    ]
    yield from _listed(words["few-tips"], few, words)
    yield from _listed(words["review"], _noted(found.review), words)


def _gaps(found: Gaps, words: dict[str, str]) -> Iterator[str]:
    yield from _heading(words["gaps"])
    yield from _listed(words["stale"].format(years=OLD_YEARS), _noted(found.stale), words)
    yield from _listed(words["unused"], found.unused_library, words)
    yield from _listed(words["uncited"], found.uncited_library, words, SHOWN)
    yield f"  {words['leads']}: {_counts(found.examples_per_lead_phase)}"
    yield from _listed(words["few-examples"].format(limit=LEAST_EXAMPLES), found.few_examples, words)
    yield from _listed(words["orphans"], found.orphans, words)
    yield from _listed(words["pictures"], found.unused_pictures, words)
    for language, paths in found.untranslated.items():
        yield from _listed(words["untranslated"].format(language=language), paths, words, SHOWN)


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield title
    yield "-" * len(title)


def _listed(title: str, rows: Iterable[str], words: dict[str, str], limit: int | None = None) -> Iterator[str]:
    rows = [*rows]
    if not rows:
        yield f"  {title}: {words['none']}"
        return
    yield f"  {title}: {len(rows)}"
    yield from _rows(rows, words, limit)


def _rows(rows: Sequence[str], words: dict[str, str], limit: int | None = None) -> Iterator[str]:
    yield from (f"    {row}" for row in rows[:limit])
    if limit is not None and len(rows) > limit:
        yield f"    {words['more'].format(count=len(rows) - limit)}"


def _table(grid: Grid, words: dict[str, str]) -> Iterator[str]:
    """A grid with the phases as columns; a dot stands for nothing, so that gaps are seen at a glance."""
    counts = {cell.at: cell.count for cell in grid.cells}
    columns, rows = (list(dict.fromkeys(at[axis] for at in counts)) for axis in (0, 1))
    title = words[grid.axes[1]]
    width = max(map(len, [title, *rows]))
    yield f"  {title:<{width}}  {'  '.join(columns)}"
    for row in rows:
        shown = (f"{counts[column, row] or '·':>{len(column)}}" for column in columns)
        yield f"  {row:<{width}}  {'  '.join(shown)}"
    yield ""


def _noted(notes: Sequence[Note]) -> list[str]:
    return [f"{note.path}:{note.line}: {note.text}" for note in notes]


def _measured(page: Measure, language: str) -> str:
    ease = "" if page.flesch_douma is None else f"  {_number(page.flesch_douma, language):>5}"
    return f"{_number(page.mean, language):>5}{ease}  {page.path}"


def _counts(found: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in found.items())


def _number(value: float | None, language: str) -> str:
    shown = "" if value is None else f"{value:.1f}"
    return shown.replace(".", ",") if language == "nl" else shown
