"""A report as words, Markdown or JSON; knows the report, and nothing of how it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from wijkverbinder.i18n import show_date
from wijkverbinder.report import Report
from wijkverbinder.report.blocks import Block, Heading, Line, Listing, Table, as_markdown, as_text
from wijkverbinder.report.coverage import Coverage, Grid
from wijkverbinder.report.facts import LEAST_EXAMPLES, OLD_YEARS, Claims, Gaps, Note
from wijkverbinder.report.lagging import Translations
from wijkverbinder.report.language import LARGEST_MEAN, LIKE, LONGEST_SENTENCE, REPEATED_FROM, Language, Measure
from wijkverbinder.report.online import Visited

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
        "unlicensed": "Afbeeldingen zonder licentie",
        "untranslated": "Niet vertaald ({language})",
        "lagging": "Vertaling loopt achter: dit staat nu in het origineel",
        "less": "hier is tekst weggehaald",
        "unmarked": "Vertaald, en nog niet vastgelegd (build.py translations)",
        "online": "Links naar andere sites",
        "gone": "Die pagina is er niet meer",
        "unreachable": "Geen antwoord",
        "fault": "De site meldt een fout",
        "moved": "Voorgoed verhuisd: zet het nieuwe adres erin",
        "refused": "De site weigert programma’s: kijk zelf",
        "private": "Niet bezocht: geen openbaar adres",
        "contents": "Wat er in staat",
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
        "unlicensed": "Pictures without a licence",
        "untranslated": "Not translated ({language})",
        "lagging": "The translation lags: this is what the original says now",
        "less": "text was taken away here",
        "unmarked": "Translated, and not marked yet (build.py translations)",
        "online": "Links to other sites",
        "gone": "That page is gone",
        "unreachable": "No answer",
        "fault": "The site reports a fault",
        "moved": "Moved for good: write the new address",
        "refused": "The site refuses programs: look yourself",
        "private": "Not visited: no public address",
        "contents": "What is in it",
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
    return "\n".join([title_of(report, language), *as_text(blocks_of(report, language), WORDS[language])])


def in_markdown(report: Report, language: str) -> str:
    """The report as Markdown, for the summary of a check."""
    title = f"# {title_of(report, language)}"
    return "\n".join([title, "", *as_markdown(blocks_of(report, language), WORDS[language])])


def title_of(report: Report, language: str) -> str:
    """What stands above the report."""
    return WORDS[language]["title"].format(day=show_date(report.today, language))


def blocks_of(report: Report, language: str) -> list[Block]:
    """All that the report says, in Dutch (``nl``) or English (``en``)."""
    words = WORDS[language]
    limits = "limits" if report.broken_limits else "no-limits"
    blocks: list[Block] = [Line(words[limits].format(count=report.broken_limits), strong=True)]
    if report.errors:
        blocks.append(Line(words["errors"].format(count=report.errors), strong=True))
    if report.drafts:
        blocks.append(Listing(words["drafts"], report.drafts, counted=False))
    sections = (
        _language(report.language, words, language),
        _coverage(report.coverage, words),
        _claims(report.claims, words),
        _gaps(report.gaps, words),
        _translations(report.translations, words),
        _online(report.online, words),
    )
    return [*blocks, *(block for section in sections for block in section)]


def _language(found: Language, words: dict[str, str], language: str) -> Iterator[Block]:
    yield Heading(words["language"])
    for total in found.totals:
        ease = words["ease"].format(ease=number(total.flesch_douma, language))
        yield Line(
            words["total"].format(
                language=total.language,
                sentences=total.sentences,
                words=total.words,
                mean=number(total.mean, language),
                ease=ease if total.flesch_douma is not None else "",
            )
        )
    long = [
        f"{one.path}:{one.line}: {words['words'].format(count=one.words)}: {one.sentence}"
        for one in found.long_sentences
    ]
    yield Listing(words["long"].format(limit=LONGEST_SENTENCE), tuple(long))
    by_path = {page.path: page for page in found.pages}
    heavy = [_measured(by_path[path], language) for path in found.heavy_pages]
    yield Listing(words["heavy"].format(limit=LARGEST_MEAN), tuple(heavy))
    hardest = [_measured(page, language) for page in found.pages]
    yield Listing(words["hardest"], tuple(hardest), SHOWN, counted=False)
    repeated = [f"{words['and'].join(one.places)}: {one.sentence}" for one in found.repeated_sentences]
    yield Listing(words["repeated"].format(limit=REPEATED_FROM), tuple(repeated))
    alike = [f"{words['and'].join(one.places)}: {one.likeness:.0%}" for one in found.alike_summaries]
    yield Listing(words["alike"].format(limit=round(LIKE * 100)), tuple(alike))


def _coverage(found: Coverage, words: dict[str, str]) -> Iterator[Block]:
    yield Heading(words["coverage"].format(count=found.activities))
    grids = (found.phase_by_target_group, found.phase_by_type, found.phase_by_duration)
    for grid in grids:
        yield _table(grid, words)
    for grid in grids:
        axes = " × ".join(words[axis] for axis in grid.axes)
        phases = dict.fromkeys(at[0] for at in grid.empty)
        rows = [f"{phase}: {', '.join(at[1] for at in grid.empty if at[0] == phase)}" for phase in phases]
        yield Listing(words["empty"].format(axes=axes), tuple(rows))
    yield Line(words["whole"].format(empty=len(found.whole.empty), cells=found.whole.cells))


def _claims(found: Claims, words: dict[str, str]) -> Iterator[Block]:
    yield Heading(words["claims"])
    yield Line(
        words["basis"].format(
            total=found.total,
            sourced=found.sourced,
            both=found.sourced_and_ours,
            ours=found.ours_only,
            review=len(found.review),
        )
    )
    verdicts = tuple(f"{phase}: {_counts(per)}" for phase, per in found.verdicts.items())
    yield Listing(words["verdicts"], verdicts, counted=False)
    yield Line(f"{words['evidence']}: {_counts(found.activity_evidence)}")
    yield Line(f"{words['example-evidence']}: {_counts(found.example_evidence)}")
    yield Listing(words["unsourced"], noted(found.unsourced))
    yield Listing(words["missing-verdicts"], noted(found.missing_verdicts))
    yield Listing(words["missing-grades"], noted(found.missing_grades))
    few = [
        f"{one.path}:{one.line}: {words['few'].format(tips=one.tips, count=one.count, least=one.least)}"
        for one in found.few_tips
    ]
    yield Listing(words["few-tips"], tuple(few))
    yield Listing(words["review"], noted(found.review))


def _gaps(found: Gaps, words: dict[str, str]) -> Iterator[Block]:
    yield Heading(words["gaps"])
    yield Listing(words["stale"].format(years=OLD_YEARS), noted(found.stale))
    yield Listing(words["unused"], found.unused_library)
    yield Listing(words["uncited"], found.uncited_library, SHOWN)
    yield Line(f"{words['leads']}: {_counts(found.examples_per_lead_phase)}")
    yield Listing(words["few-examples"].format(limit=LEAST_EXAMPLES), found.few_examples)
    yield Listing(words["orphans"], found.orphans)
    yield Listing(words["pictures"], found.unused_pictures)
    yield Listing(words["unlicensed"], noted(found.unlicensed_pictures))
    for language, paths in found.untranslated.items():
        yield Listing(words["untranslated"].format(language=language), paths, SHOWN)


def _translations(found: Translations, words: dict[str, str]) -> Iterator[Block]:
    if found.lagging or found.unmarked:
        rows = [
            f"{one.path}:{one.line}: {one.field}: {one.text or words['less']} ({one.original}:{one.original_line})"
            for one in found.lagging
        ]
        yield Listing(words["lagging"], tuple(rows))
        yield Listing(words["unmarked"], found.unmarked, SHOWN)


def _online(found: Sequence[Visited] | None, words: dict[str, str]) -> Iterator[Block]:
    if found is not None:
        yield Heading(words["online"])
        for what in ("gone", "unreachable", "fault", "moved", "refused", "private"):
            rows = [f"{place}: {one.url} ({one.detail})" for one in found if one.what == what for place in one.places]
            yield Listing(words[what], tuple(rows))


def _table(grid: Grid, words: dict[str, str]) -> Table:
    """A grid with the phases as columns; a dot stands for nothing, so that gaps are seen at a glance."""
    counts = {cell.at: cell.count for cell in grid.cells}
    columns, rows = (list(dict.fromkeys(at[axis] for at in counts)) for axis in (0, 1))
    shown = ((row, *(str(counts[column, row] or "·") for column in columns)) for row in rows)
    return Table((words[grid.axes[1]], *columns), tuple(shown))


def noted(notes: Sequence[Note]) -> tuple[str, ...]:
    """Places with what there is to say about them, as rows."""
    return tuple(f"{note.path}:{note.line}: {note.text}" for note in notes)


def _measured(page: Measure, language: str) -> str:
    ease = "" if page.flesch_douma is None else f"  {number(page.flesch_douma, language):>5}"
    return f"{number(page.mean, language):>5}{ease}  {page.path}"


def _counts(found: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in found.items())


def number(value: float | None, language: str) -> str:
    """A measure with one decimal, as the language writes it; nothing for no measure."""
    shown = "" if value is None else f"{value:.1f}"
    return shown.replace(".", ",") if language == "nl" else shown
