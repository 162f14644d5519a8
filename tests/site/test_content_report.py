"""The real content, held to the limits that its own report measures."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from tests.small import ROOT
from wijkverbinder.markdown import render
from wijkverbinder.matter import parse_matter
from wijkverbinder.project import Project
from wijkverbinder.read import read_sources, read_text
from wijkverbinder.report import Report, make_report
from wijkverbinder.report.prose import passages
from wijkverbinder.report.sentences import words_of
from wijkverbinder.report.texts import make_page

NOT_OURS = re.compile(r"<(h[1-6]|blockquote|th|dt)[\s>].*?</\1>", re.DOTALL)
"""Titles and quotations, which the report leaves out."""


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report(Project.at(ROOT), date(2026, 11, 22))


def test_no_sentence_is_longer_than_25_words(report: Report) -> None:
    assert [f"{one.path}:{one.line}: {one.sentence}" for one in report.language.long_sentences] == []


def test_no_page_has_more_than_15_words_per_sentence_on_average(report: Report) -> None:
    assert report.language.heavy_pages == ()


def test_no_sentence_of_12_words_stands_in_two_files(report: Report) -> None:
    assert report.language.repeated_sentences == ()


def test_no_two_summaries_are_nearly_the_same(report: Report) -> None:
    assert report.language.alike_summaries == ()


def test_every_activity_has_a_verdict_per_phase_a_grade_and_tips_that_rest_on_something(report: Report) -> None:
    claims = report.claims
    assert (claims.missing_verdicts, claims.missing_grades, claims.unsourced, claims.few_tips) == ((), (), (), ())


def test_every_library_item_is_used_by_a_page(report: Report) -> None:
    assert report.gaps.unused_library == ()


def test_what_is_measured_are_the_words_on_the_page() -> None:
    """The report reads Markdown with a parser of its own, which must not drift from that of the pages."""
    content = Project.at(ROOT).content
    for source in read_sources(content, ("nl", "en", "ar")).sources:
        text = read_text(content / source.path)
        for part in make_page(source.ref, source.language, source.path, text, parse_matter(text)).parts:
            if part.mode in {"inline", "block"}:
                measured = words_of(_plain(" ".join(passages(part.value, part.mode))))
                html = NOT_OURS.sub(" ", render(part.value.strip(), part.mode).html)
                # A block ends a word, emphasis does not.
                shown = re.sub(r"<(?!/?(?:em|strong|a|s|code)\b)[^>]*>", " ", html)
                shown = unescape(re.sub(r"<[^>]*>", "", shown))
                assert measured == words_of(_plain(shown)), (source.path, part.field)


def _plain(text: str) -> str:
    """A text with the signs of a keyboard, as words know no typography."""
    return text.replace("’", "'").replace("‘", "'").replace("…", "...").replace("–", "--").replace("±", "+-")
