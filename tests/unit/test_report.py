"""The report: sentences and their lines, measures checked by hand, and every list on a small project."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.small import PNG, activity, claim, example, known, library, page, part, phase, text, tree
from wijkverbinder.cli import main
from wijkverbinder.project import Project
from wijkverbinder.report import Report, make_report
from wijkverbinder.report.facts import years_before
from wijkverbinder.report.prose import passages
from wijkverbinder.report.sentences import flesch_douma, sentences_of, syllables, words_of
from wijkverbinder.report.show import WORDS, in_words

TODAY = date(2026, 11, 22)

BY_HAND = {
    1: "buurt thee straat huis nieuw nieuws blauw leeuw mooi team jij zij jouw tolk mail 112 KIS b2",
    2: "buren avond samen eten koffie nieuwe mooie moeilijk koeien duwen baby yoga bijen dieet foto's opa’s",
    3: "bewoner gemeente dialoog sociaal theater museum ideeën patiënt politie radio video station wijkagent",
    4: "activiteit vooroordelen bibliotheek reageren religieus officieel egoïsme bedoeïenen beïnvloeden",
    5: "initiëren organiseren organisatie geïnteresseerd coördinator initiatief individueel evaluatie",
}
"""Words by their number of syllables, counted by hand."""


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, row in BY_HAND.items() for word in row.split()])
def test_syllables_agree_with_a_count_by_hand(count: int, word: str) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("Ga erheen. Bel aan!", ["Ga erheen.", "Bel aan!"]),
        ("Wie komt er? Niemand", ["Wie komt er?", "Niemand"]),
        ("Neem bijv. Jansen mee, of dr. Pietersen.", ["Neem bijv. Jansen mee, of dr. Pietersen."]),
        ("Dat zag o.a. Allport in 1954.", ["Dat zag o.a. Allport in 1954."]),
        ("Het boek van G.W. Allport. Lees het.", ["Het boek van G.W. Allport.", "Lees het."]),
        ("V. Jansen toetste het. Het werkte.", ["V. Jansen toetste het.", "Het werkte."]),
        ("Een oordeel van A tot C. A is sterk.", ["Een oordeel van A tot C.", "A is sterk."]),
        ("Er kwamen 6.000 mensen om 19.30 uur.", ["Er kwamen 6.000 mensen om 19.30 uur."]),
        ("1. Ontmoeten", ["1. Ontmoeten"]),
        ("Koffie, thee, enz. Daarna praten.", ["Koffie, thee, enz.", "Daarna praten."]),
        ("Vraag “Hoe gaat het?” en wacht.", ["Vraag “Hoe gaat het?” en wacht."]),
        ('Vraag "Hoe gaat het?" Wacht dan.', ['Vraag "Hoe gaat het?"', "Wacht dan."]),
        ("Kom overdag. 's Avonds is het druk.", ["Kom overdag.", "'s Avonds is het druk."]),
        ("Past, als… Lees verder.", ["Past, als…", "Lees verder."]),
        ("هل أنت هنا؟ نعم.", ["هل أنت هنا؟", "نعم."]),
        ("–", []),
    ],
)
def test_a_passage_falls_apart_into_its_sentences(passage: str, expected: list[str]) -> None:
    assert [*sentences_of(passage)] == expected


def test_words_hold_their_apostrophes_hyphens_and_dots() -> None:
    assert words_of("Foto’s, een e-mail en/of 6.000 mensen (43%).") == [
        *("Foto’s", "een", "e-mail", "en", "of", "6.000", "mensen", "43")
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Lees [over *buren*](library:over-buren) nu.", ["Lees over buren nu."]),
        ("## Een kop\n\nEen zin\nop twee regels.", ["Een zin op twee regels."]),
        ("> Een citaat.\n\nVan ons.", ["Van ons."]),
        ("- één\n- twee\n\n  nog", ["één", "twee", "nog"]),
        ("| kop | kop |\n|---|---|\n| cel | `code` |", ["cel", "code"]),
        ("![Een plein met bomen.](plein.jpg)", ["Een plein met bomen."]),
        ("Begrip\n: Uitleg van het begrip.", ["Uitleg van het begrip."]),
    ],
)
def test_passages_are_what_is_read_without_titles_and_quotations(written: str, expected: list[str]) -> None:
    assert [*passages(written, "block")] == expected


def test_the_reading_ease_is_the_formula_of_douma() -> None:
    # 206.84 - 0.93 x 10 - 77 x 1.5
    assert flesch_douma(sentences=2, words=20, syllable_count=30) == 82.0
    assert flesch_douma(0, 0, 0) is None


@pytest.mark.parametrize(("day", "expected"), [(TODAY, date(2024, 11, 22)), (date(2028, 2, 29), date(2026, 2, 28))])
def test_two_years_before_a_leap_day_there_is_a_day_too(day: date, expected: date) -> None:
    assert years_before(day, 2) == expected


REST = "order: 1\nchecked: '2026-11-22'\n---"
LONG = "Vraag " + " ".join(["iedereen"] * 25) + "."


def report(project: Project, today: date = TODAY) -> Report:
    return make_report(project, today)


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (f"summary: Kort. {LONG}", 3),
        (f'summary: "Kort.\n  {LONG}"', 4),
        (f"summary: >-\n  Kort.\n  Nog een zin,\n  op twee regels. {LONG}", 6),
        (f"summary: |-\n  Kort.\n\n  {LONG}", 6),
        (f"summary: Kort.\n{REST}\n\nKort.\n\n## Kop\n\n- Een [link](page:over).\n- {LONG}", 13),
    ],
)
def test_a_long_sentence_is_named_with_the_line_on_which_it_begins(
    make_project: MakeProject, summary: str, line: int
) -> None:
    rest = "" if REST in summary else f"\n{REST}"
    project = make_project({"content/pages/lang.md": f"---\ntitle: Lang\n{summary}{rest}\n"})
    (found,) = report(project).language.long_sentences
    assert (found.path, found.line, found.words, found.sentence) == ("content/pages/lang.md", line, 26, LONG)


def test_a_page_is_heavy_when_its_sentences_are_long_on_average(make_project: MakeProject) -> None:
    sixteen = " ".join(["Woord", *["woord"] * 15]) + "."
    project = make_project({"content/pages/zwaar.md": text(page("Zwaar", summary=sixteen), "## Een kop")})
    assert report(project).language.heavy_pages == ("content/pages/zwaar.md",)
    measure = report(project).language.pages[0]
    assert (measure.path, measure.sentences, measure.words, measure.mean) == ("content/pages/zwaar.md", 1, 16, 16.0)


def test_titles_names_and_what_residents_say_are_not_measured(make_project: MakeProject) -> None:
    situation = {"quote": LONG, "description": "Kort."}
    files = {
        "content/phases/in-rust.md": text(phase(now=situation, heading=LONG)),
        "content/examples/soep.md": text(example(organisation=LONG, place=LONG), "## Het begin {#begin}"),
    }
    assert report(make_project(files)).language.long_sentences == ()


def test_only_dutch_gets_the_reading_ease_of_dutch(make_project: MakeProject) -> None:
    english = "---\ntitle: About\nsummary: All about this site.\n---\n\nSee the beginning.\n"
    files = {"site.toml": 'languages = ["nl", "en"]\n', "content/pages/over.en.md": english}
    totals = {total.language: total.flesch_douma for total in report(make_project(files)).language.totals}
    assert totals["nl"] is not None
    assert totals["en"] is None


def test_a_sentence_of_twelve_words_in_two_files_is_named_with_both(make_project: MakeProject) -> None:
    said = "Zet de stoelen in een kring en vraag iedereen naar één mooie herinnering."
    files = {f"content/pages/{slug}.md": text(page(slug), said) for slug in ("een", "twee")}
    (found,) = report(make_project(files)).language.repeated_sentences
    assert found.sentence == said
    assert found.places == ("content/pages/een.md:8", "content/pages/twee.md:8")


def test_summaries_of_nearly_the_same_words_are_named(make_project: MakeProject) -> None:
    files = {
        "content/pages/een.md": text(page("Een", summary="Samen eten met buren in de straat.")),
        "content/pages/twee.md": text(page("Twee", summary="Samen eten met buren in jouw straat.")),
    }
    found = {alike.places: alike.likeness for alike in report(make_project(files)).language.alike_summaries}
    assert found["content/pages/een.md:3", "content/pages/twee.md:3"] == 0.75
    assert not any("content/pages/over.md" in place for places in found for place in places)


def test_coverage_counts_activities_where_they_fit_and_names_empty_cells(make_project: MakeProject) -> None:
    coverage = report(make_project()).coverage
    groups = {cell.at: cell.count for cell in coverage.phase_by_target_group.cells}
    assert groups["in-rust", "alle-bewoners"] == groups["bij-ongemak", "ouderen"] == 1
    assert ("bij-spanning", "ouderen") in coverage.phase_by_target_group.empty
    types = {cell.at: cell.count for cell in coverage.phase_by_type.cells}
    assert types["in-rust", "dialoog"] == 2
    # Two activities, each in two phases, one group, one type, one duration: four cells hold something.
    assert len(coverage.whole.empty) == coverage.whole.cells - 4


def test_claims_are_counted_by_what_they_rest_on(make_project: MakeProject) -> None:
    source = ["library:over-buren"]
    signals = [{"text": "Er is ruzie.", "sources": source}, claim(sources=source), claim(), claim(review=True)]
    before = report(make_project(folder="before")).claims
    after = report(make_project({"content/phases/in-rust.md": text(phase(signals=signals))})).claims
    assert after.sourced - before.sourced == 1
    assert after.sourced_and_ours - before.sourced_and_ours == 1
    assert after.ours_only - before.ours_only == 1  # two came, and the one that was there went
    assert after.total == after.sourced + after.sourced_and_ours + after.ours_only
    (note,) = after.review
    assert note.text == "Vraag het eerst aan de buren."
    rows = text(phase(signals=signals)).splitlines()
    assert rows[note.line + 1] == "  review: true"  # the third row of the claim that begins on that line


def test_verdicts_and_grades_are_counted_per_phase_and_kind(make_project: MakeProject) -> None:
    claims = report(make_project()).claims
    assert claims.verdicts["in-rust"] == {"past": 2, "past-als": 0, "nu-niet": 0}
    assert claims.verdicts["bij-incidenten"] == {"past": 0, "past-als": 0, "nu-niet": 2}
    assert sum(claims.activity_evidence.values()) == 2
    assert claims.example_evidence["geen"] == 1


def test_an_activity_with_too_few_tips_is_named_per_sort_of_tip(make_project: MakeProject) -> None:
    tips = {"organising": [claim()] * 5, "running": [claim()] * 4}
    files = {
        "content/activities/samen-wandelen.md": text(activity("Samen wandelen", works=tips)),
    }
    few = [one for one in report(make_project(files)).claims.few_tips if one.path.endswith("samen-wandelen.md")]
    assert [(one.tips, one.count, one.least) for one in few] == [("works.running", 4, 5), ("fails", 2, 3)]


def test_mistakes_are_counted_and_what_can_be_read_is_measured(make_project: MakeProject) -> None:
    bare = {"text": claim()["text"]}
    files = {
        "content/activities/samen-wandelen.md": text(activity("Samen wandelen", measure=[bare], phases={})),
        "content/pages/stuk.md": "geen begin",
    }
    found = report(make_project(files))
    assert found.errors >= 3
    assert [note.text for note in found.claims.unsourced] == ["Vraag het eerst aan de buren."]
    assert [note.text for note in found.claims.missing_verdicts] == [
        *("in-rust", "bij-ongemak", "bij-spanning", "bij-incidenten")
    ]
    assert "content/activities/samen-wandelen.md" in {measure.path for measure in found.language.pages}


def test_an_activity_without_a_grade_is_named(make_project: MakeProject) -> None:
    files = {"content/activities/samen-koken.md": text(activity(evidence={"text": "Weinig."}))}
    (note,) = report(make_project(files)).claims.missing_grades
    assert (note.path, note.text) == ("content/activities/samen-koken.md", "evidence.grade")


def test_facts_are_stale_after_two_years_and_not_a_day_earlier(make_project: MakeProject) -> None:
    project = make_project()
    assert report(project, date(2028, 11, 22)).gaps.stale == ()
    stale = report(project, date(2028, 11, 23)).gaps.stale
    assert len(stale) == len(report(project).language.pages)
    assert {note.text for note in stale} == {"2026-11-22"}


def test_library_items_that_no_page_uses_are_apart_from_those_that_only_stand_there(
    make_project: MakeProject,
) -> None:
    alone = library("Alleen", phases=[], activities=[])
    files = {
        "content/library/alleen.md": text(alone),
        "content/library/erbij.md": text(library("Erbij"), "Zie [alleen](library:alleen)."),
    }
    gaps = report(make_project(files)).gaps
    assert gaps.unused_library == ("content/library/alleen.md",)
    assert gaps.uncited_library == ("content/library/erbij.md",)


def test_phases_with_few_examples_orphans_and_unused_pictures_are_named(make_project: MakeProject) -> None:
    facts = page("Getoond", summary="Met een plaatje.", pictures=known("plein.png"))
    shown = text(facts, "![Een plein.](plein.png)\n\n[Over](page:over)")
    files: dict[str, str | bytes | None] = {
        "content/pages/getoond.md": shown,
        "content/pages/plein.png": PNG,
        "content/pages/vergeten.png": PNG + b"2",
    }
    gaps = report(make_project(files)).gaps
    assert gaps.examples_per_lead_phase["in-rust"] == 1
    assert len(gaps.few_examples) == 4
    assert gaps.orphans == ("content/pages/getoond.md",)
    assert gaps.unused_pictures == ("content/pages/vergeten.png",)


def test_a_picture_without_a_licence_is_named_with_its_line(make_project: MakeProject) -> None:
    rows = [*known("een.png"), {"file": "twee.png", "source": "De buurt", "people": False}]
    body = "![Een.](een.png)\n\n![Twee.](twee.png)\n\n![Drie.](drie.png)"
    files: dict[str, str | bytes | None] = {f"content/pages/{name}.png": PNG for name in ("een", "twee", "drie")}
    files["content/pages/getoond.md"] = text(page("Getoond", pictures=rows), body)
    found = report(make_project(files)).gaps.unlicensed_pictures
    assert [note.text for note in found] == ["twee.png", "drie.png"]
    assert {note.path for note in found} == {"content/pages/getoond.md"}


def test_what_is_not_translated_is_named_per_language(make_project: MakeProject) -> None:
    english = "---\ntitle: About\nsummary: All about this site.\n---\n\nSee the beginning.\n"
    files = {"site.toml": 'languages = ["nl", "en"]\n', "content/pages/over.en.md": english}
    missing = report(make_project(files)).gaps.untranslated["en"]
    assert "content/pages/over.md" not in missing
    assert "content/phases/in-rust.md" in missing


def test_the_keys_of_the_json_stay(make_project: MakeProject) -> None:
    data = json.loads(json.dumps(report(make_project()).as_data()))
    assert {name: [*section] for name, section in data.items() if isinstance(section, dict)} == {
        "language": [
            *("pages", "totals", "long_sentences", "heavy_pages", "repeated_sentences", "alike_summaries"),
        ],
        "coverage": [
            *("activities", "phase_by_target_group", "phase_by_type", "phase_by_duration", "whole"),
        ],
        "claims": [
            *("total", "sourced", "sourced_and_ours", "ours_only", "unsourced", "review", "verdicts"),
            *("missing_verdicts", "missing_grades", "few_tips", "activity_evidence", "example_evidence"),
        ],
        "gaps": [
            *("stale", "unused_library", "uncited_library", "examples_per_lead_phase", "few_examples", "orphans"),
            *("unused_pictures", "unlicensed_pictures", "untranslated"),
        ],
        "translations": ["lagging", "unmarked"],
    }
    assert [*data] == [
        *("today", "errors", "drafts", "language", "coverage", "claims", "gaps", "translations", "online"),
        "broken_limits",
    ]
    assert [*data["coverage"]["whole"]] == ["axes", "cells", "empty"]
    assert data["coverage"]["phase_by_type"]["cells"][0] == {"at": ["in-rust", "terugkerend"], "count": 0}


def test_a_report_changes_nothing_in_the_project(make_project: MakeProject) -> None:
    project = make_project()
    before = tree(project.root)
    report(project)
    assert tree(project.root) == before


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_words_say_every_list_in_both_languages(make_project: MakeProject, language: str) -> None:
    files = {
        "site.toml": 'languages = ["nl", "en"]\n',
        "content/pages/over.md": text(page(summary=LONG)),
        "content/library/alleen.md": text(library("Alleen", phases=[], activities=[])),
        "content/phases/in-rust.md": text(phase(signals=[claim(review=True)], checked="2020-01-01")),
    }
    shown = in_words(report(make_project(files)), language)
    for name in ("content/pages/over.md:3: 26", "content/library/alleen.md", "works.organising", "2020-01-01"):
        assert name in shown
    assert "{" not in shown
    assert WORDS["nl"].keys() == WORDS["en"].keys()


def test_the_command_informs_and_only_fails_when_it_is_asked_to_be_strict(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    source = ["--source", str(make_project().root), "--language", "nl"]
    assert main(["report", *source, "--today", "2029-01-01"]) == 0
    assert "Rapport over de inhoud, 1 januari 2029" in capsys.readouterr().out
    assert main(["report", *source, "--strict"]) == 1


def test_the_command_gives_json_and_nothing_else(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--json", "--source", str(make_project().root), "--today", "2026-11-22"]) == 0
    assert json.loads(capsys.readouterr().out)["today"] == "2026-11-22"


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["report", "--source", str(tmp_path), "--today", "gisteren"])
    assert stopped.value.code == 2


def test_content_that_keeps_all_limits_passes_when_strict(make_project: MakeProject) -> None:
    tips = {"organising": [claim()] * 5, "running": [claim()] * 5}
    files = {
        f"content/activities/{slug}.md": text(activity(title, works=tips, fails=tips, phases=_everywhere()))
        for slug, title in (("samen-koken", "Samen koken"), ("samen-wandelen", "Samen wandelen"))
    }
    assert main(["report", "--strict", "--source", str(make_project(files).root)]) == 0


def _everywhere() -> dict[str, object]:
    slugs = ("in-rust", "bij-ongemak", "bij-spanning", "bij-incidenten")
    return {slug: part("nu-niet" if slug in slugs[2:] else "past") for slug in slugs}
