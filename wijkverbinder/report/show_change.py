"""What a change does to the site, in blocks for a reviewer, or as JSON; knows the change, not how it was measured."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from wijkverbinder.formats import Telling, as_data
from wijkverbinder.problems import Problem
from wijkverbinder.report.blocks import Block, Heading, Line, Listing, Table, as_markdown, as_text
from wijkverbinder.report.change import Cell, Change, PageChange, Reads, Sizes
from wijkverbinder.report.show import WORDS as REPORT_WORDS
from wijkverbinder.report.show import noted, number
from wijkverbinder.weigh import ALL, FIRST, breaks_budget

SHOWN = 40
"""Rows of a list: a comment on a proposal must stay readable."""

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Wat deze verandering met de site doet",
        "against": "Vergeleken met {name} ({commit}).",
        "ahead": "{name} is {count} stappen verder dan jouw werk. Wat daar bijkwam, lijkt hieronder weggehaald: haal "
        "je werk eerst bij.",
        "nothing": "Aan de inhoud is niets veranderd.",
        "count": "{added} pagina’s erbij, {changed} veranderd, {moved} verhuisd, {removed} weg. {along} pagina’s "
        "veranderen mee, omdat ze iets van deze pagina’s tonen.",
        "not-built": "De site kan nu niet gebouwd worden: {count} keer iets mis. Pagina’s zijn niet vergeleken.",
        "not-built-before": "De eerdere inhoud past niet bij het programma van nu. Pagina’s zijn niet vergeleken, "
        "bestanden wel.",
        "not-compared": "Ook veranderd, en hier niet vergeleken (programma, sjablonen, stijlen, "
        "een laag die de site niet heeft)",
        "problems": "Nieuwe meldingen",
        "solved": "Opgelost: {count}.",
        "files": "Bestanden van de inhoud",
        "files-added": "Erbij",
        "files-changed": "Veranderd",
        "files-removed": "Weg",
        "pages": "Pagina’s",
        "page": "pagina",
        "what": "wat",
        "first": "html en stijl (bytes)",
        "all": "alles (bytes)",
        "added": "erbij",
        "changed": "veranderd",
        "moved": "verhuisd van {earlier}",
        "removed": "weg",
        "heavy": "Te zwaar: meer dan {first} bytes html en stijl, of {all} bytes in totaal",
        "dead": "Weg zonder doorverwijzing",
        "along": "Veranderen mee",
        "site": "De hele site: {pages_before} → {pages} pagina’s, {bytes_before} → {bytes} kB op schijf.",
        "language": "Taal",
        "file": "bestand",
        "mean": "woorden per zin",
        "ease": "Flesch-Douma",
        "sentences": "zinnen",
        "all-texts": "alles ({language})",
        "long": "Nieuwe zinnen die te lang zijn",
        "coverage": "Dekking",
        "activities": "Activiteiten: {before} → {after}.",
        "filled": "Was leeg, nu niet meer",
        "emptied": "Nu leeg",
        "limits": "Grenzen overschreden: {before} → {after} keer.",
        "review": "Erbij om te laten toetsen door een vakpersoon",
        "unsourced": "Erbij zonder bron en zonder redenering",
        "orphans": "Pagina’s waar nu alleen een lijst of het menu heen leidt",
        "contents": "Wat er in staat",
        "none": "geen",
        "more": "… en nog {count} (alles staat in --json)",
        "no-git": "Git is niet geïnstalleerd of niet te vinden. Zonder git is er geen eerdere inhoud om mee "
        "te vergelijken.",
        "no-repository": "Deze map hoort niet bij een git-archief, of git mag haar niet lezen: {value}",
        "no-revision": "Git kent geen “{value}”.",
        "near": "Bedoelde je “{near}”?",
        "shallow": "Deze kopie heeft niet de hele geschiedenis. Haal haar op met `git fetch --unshallow`, of "
        "`git fetch --depth=50 origin NAAM`.",
        "which": "Noem een tak, een label of een commit, bijvoorbeeld `main` of `HEAD^1`.",
        "git-failed": "Git stopte: {value}",
    },
    "en": {
        "title": "What this change does to the site",
        "against": "Compared with {name} ({commit}).",
        "ahead": "{name} is {count} commits ahead of your work. What came there looks removed below: bring your "
        "work up to date first.",
        "nothing": "Nothing in the content has changed.",
        "count": "{added} pages added, {changed} changed, {moved} moved, {removed} removed. {along} pages change "
        "along, since they show something of these.",
        "not-built": "The site can’t be built now: mistakes: {count}. Pages are not compared.",
        "not-built-before": "The earlier content does not fit the program of now. Files are compared, pages are not.",
        "not-compared": "Also changed, and not compared here (program, templates, styles, "
        "a layer that the site does not have)",
        "problems": "New messages",
        "solved": "Solved: {count}.",
        "files": "Files of the content",
        "files-added": "Added",
        "files-changed": "Changed",
        "files-removed": "Removed",
        "pages": "Pages",
        "page": "page",
        "what": "what",
        "first": "html and styles (bytes)",
        "all": "all (bytes)",
        "added": "added",
        "changed": "changed",
        "moved": "moved from {earlier}",
        "removed": "removed",
        "heavy": "Too heavy: more than {first} bytes of html and styles, or {all} bytes in all",
        "dead": "Removed without a redirect",
        "along": "Change along",
        "site": "The whole site: {pages_before} → {pages} pages, {bytes_before} → {bytes} kB on disk.",
        "language": "Language",
        "file": "file",
        "mean": "words per sentence",
        "ease": "Flesch-Douma",
        "sentences": "sentences",
        "all-texts": "all ({language})",
        "long": "New sentences that are too long",
        "coverage": "Coverage",
        "activities": "Activities: {before} → {after}.",
        "filled": "Was empty, and no longer",
        "emptied": "Empty now",
        "limits": "Limits broken: {before} → {after} times.",
        "review": "Added to be reviewed by a professional",
        "unsourced": "Added without a source and without reasoning",
        "orphans": "Pages that only a list or the menu leads to now",
        "contents": "What is in it",
        "none": "none",
        "more": "… and {count} more (all are in --json)",
        "no-git": "Git is not installed, or can’t be found. Without git there is no earlier content to compare with.",
        "no-repository": "This folder is in no git repository, or git may not read it: {value}",
        "no-revision": "Git knows no “{value}”.",
        "near": "Did you mean “{near}”?",
        "shallow": "This copy does not have the whole history. Fetch it with `git fetch --unshallow`, or "
        "`git fetch --depth=50 origin NAME`.",
        "which": "Name a branch, a tag or a commit, for instance `main` or `HEAD^1`.",
        "git-failed": "Git stopped: {value}",
    },
}
"""What is said about a change, per language of the person who asks."""


def change_as_json(change: Change, telling: Telling) -> str:
    """The whole change for other programs."""
    told = map(as_data, map(telling.tell, change.problems))
    return json.dumps(change.as_data(told), ensure_ascii=False, indent=2)


def change_in_words(change: Change, language: str) -> str:
    """The change for a person at a terminal."""
    words = WORDS[language]
    return "\n".join([words["title"], *as_text(change_blocks(change, language), words)])


def change_in_markdown(change: Change, language: str) -> str:
    """The change for a comment on a proposal, or the summary of a check."""
    words = WORDS[language]
    return "\n".join([f"# {words['title']}", "", *as_markdown(change_blocks(change, language), words)])


def git_fault_in_words(code: str, value: str, near: str, *, shallow: bool, language: str) -> str:
    """Why there is nothing to compare with, and what to do."""
    words = WORDS[language]
    said = [words[code].format(value=value)]
    if code == "no-revision":
        said.append(words["near"].format(near=near) if near else words["shallow" if shallow else "which"])
    return " ".join(said)


def change_blocks(change: Change, language: str) -> list[Block]:
    """All that is said about a change."""
    words = WORDS[language]
    blocks: list[Block] = [Line(words["against"].format(name=change.against, commit=change.commit[:12]))]
    if change.ahead:
        blocks.append(Line(words["ahead"].format(name=change.against, count=change.ahead)))
    if not change.built:
        errors = sum(found.is_error for found in change.problems)
        blocks.append(Line(words["not-built"].format(count=errors), strong=True))
    elif not change.built_before:
        blocks.append(Line(words["not-built-before"], strong=True))
    elif not (change.pages or any(change.files.all)):
        blocks.append(Line(words["nothing"], strong=True))
    else:
        kinds = ("added", "changed", "moved", "removed", "along")
        counts = {what: len(change.page_paths(what)) for what in kinds}
        blocks.append(Line(words["count"].format(**counts), strong=True))
    if change.problems or change.solved:
        blocks += _problems(change.problems, change.solved, words, language)
    if change.pages:
        blocks += _pages(change.pages, words)
        blocks.append(Line(_site(change.sizes, words)))
    elif any(change.files.all):
        names = ("files-added", "files-changed", "files-removed")
        blocks.append(Heading(words["files"]))
        blocks += [
            Listing(words[name], paths, SHOWN) for name, paths in zip(names, change.files.all, strict=True) if paths
        ]
    if change.reads or change.long_sentences:
        blocks += _language(change.reads, words, language)
        blocks.append(Listing(words["long"], noted(change.long_sentences), SHOWN))
    blocks += _coverage(change, words, language)
    if change.not_compared:
        blocks.append(Listing(words["not-compared"], change.not_compared, SHOWN))
    return blocks


def _problems(problems: Sequence[Problem], solved: int, words: Mapping[str, str], language: str) -> Iterator[Block]:
    rows = [
        f"{_place(found)}: {found.sentence(language)} {found.remedy(language)} [{found.code}]" for found in problems
    ]
    yield Heading(words["problems"])
    yield Listing(words["problems"], tuple(rows), SHOWN)
    if solved:
        yield Line(words["solved"].format(count=solved))


def _place(found: Problem) -> str:
    return ":".join(str(part) for part in found.location[:2] if part)


def _pages(pages: Sequence[PageChange], words: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(words["pages"])
    own = [page for page in pages if page.what != "along"]
    rows = [(page.path, words[page.what].format(earlier=page.earlier), *_weights(page)) for page in own]
    yield Table((words["page"], words["what"], words["first"], words["all"]), tuple(rows), limit=SHOWN)
    heavy = [page for page in pages if breaks_budget(page.path, page.first or 0, page.all or 0)]
    shown = tuple(f"{page.path}: {page.first}, {page.all}" for page in heavy)
    yield Listing(words["heavy"].format(first=FIRST, all=ALL), shown, SHOWN)
    removed = tuple(page.path for page in own if page.what == "removed")
    if removed:
        yield Listing(words["dead"], removed, SHOWN)
    along = tuple(page.path for page in pages if page.what == "along")
    if along:
        yield Listing(words["along"], along, SHOWN // 4)


def _weights(page: PageChange) -> tuple[str, str]:
    return _became(page.first_before, page.first), _became(page.all_before, page.all)


def _became(before: int | None, after: int | None) -> str:
    if before == after:
        return str(after or "")
    return " → ".join(str(number) for number in (before, after) if number is not None)


def _site(sizes: Sizes, words: Mapping[str, str]) -> str:
    return words["site"].format(
        pages_before=sizes.pages_before,
        pages=sizes.pages,
        bytes_before=sizes.bytes_before // 1000,
        bytes=sizes.bytes // 1000,
    )


def _language(reads: Sequence[Reads], words: Mapping[str, str], language: str) -> Iterator[Block]:
    yield Heading(words["language"])
    rows = []
    for one in reads:
        both = [measure for measure in (one.before, one.after) if measure]
        name = one.path if both[0].path else words["all-texts"].format(language=one.path)
        means = [number(measure.mean, language) for measure in both]
        eases = [number(measure.flesch_douma, language) for measure in both if measure.flesch_douma is not None]
        counts = [str(measure.sentences) for measure in both]
        rows.append((name, *(" → ".join(dict.fromkeys(column)) for column in (counts, means, eases))))
    yield Table((words["file"], words["sentences"], words["mean"], words["ease"]), tuple(rows), limit=SHOWN)


def _coverage(change: Change, words: Mapping[str, str], language: str) -> Iterator[Block]:
    said: list[Block] = []
    if change.activities_before != change.activities:
        said.append(Line(words["activities"].format(before=change.activities_before, after=change.activities)))
    for name, cells in (
        ("filled", [cell for cell in change.coverage if not cell.before]),
        ("emptied", [cell for cell in change.coverage if not cell.after]),
    ):
        if cells:
            said.append(Listing(words[name], tuple(_cell(cell, language) for cell in cells), SHOWN))
    if change.limits_before != change.limits:
        said.append(Line(words["limits"].format(before=change.limits_before, after=change.limits)))
    for name, notes in (("review", change.to_review), ("unsourced", change.unsourced)):
        if notes:
            said.append(Listing(words[name], noted(notes), SHOWN))
    if change.orphans:
        said.append(Listing(words["orphans"], change.orphans, SHOWN))
    if said:
        yield Heading(words["coverage"])
        yield from said


def _cell(cell: Cell, language: str) -> str:
    return f"{cell.at[0]} × {REPORT_WORDS[language][cell.axes[1]]} {cell.at[1]}"
