"""Problems as values: sentences in two languages, did-you-mean, order."""

from __future__ import annotations

import re

import pytest

from wijkverbinder.model import Location
from wijkverbinder.problem_texts import TEXTS, WORDS
from wijkverbinder.problems import LANGUAGES, Problem, Report, dotted, problem

HERE = Location("content/activities/dialoog.md", 3, 5)


@pytest.mark.parametrize("code", TEXTS)
def test_every_problem_says_what_is_wrong_and_what_to_do_in_both_languages(code: str) -> None:
    names = {
        language: set(re.findall(r"(?<!\{)\{(\w+)\}", TEXTS[code].what[language] + TEXTS[code].do[language]))
        for language in LANGUAGES
    }
    assert names["nl"] == names["en"]
    found = problem(code, HERE, **dict.fromkeys(names["nl"], "X"))
    for language in LANGUAGES:
        assert found.sentence(language).endswith((".", "X", "?"))
        assert found.remedy(language)
        assert "{}" not in found.sentence(language)


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    assert "{x}" in problem("unknown-field", HERE, value="{x}").sentence("nl")


def test_a_near_name_is_suggested() -> None:
    found = problem("unknown-field", HERE, word="titel", among=["title", "summary"], value="titel")
    assert found.remedy("nl") == "Bedoelde je “title”?"
    assert found.remedy("en") == "Did you mean “title”?"


def test_without_a_near_name_the_choices_are_shown() -> None:
    found = problem("unknown-term", HERE, word="xyz", among=["laag", "hoog"], value="xyz", taxonomy="cost")
    assert found.remedy("nl") == "Kies uit: laag, hoog."


def test_too_many_choices_are_not_shown() -> None:
    among = [f"naam-{number}" for number in range(31)]
    found = problem("unknown-term", HERE, word="xyz", among=among, value="xyz", taxonomy="cost")
    assert "content/terms/cost.yaml" in found.remedy("nl")


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_ours_is_said_in_the_language_of_the_reader(word: str) -> None:
    found = problem("wrong-type", HERE, field="x", expected=f"@{word}", value="“y”", how="z")
    for language in LANGUAGES:
        assert WORDS[word][language] in found.sentence(language)
        assert "@" not in found.sentence(language)


@pytest.mark.parametrize("value", ["info@kis.nl", "een @onbekend woord", "twee  spaties", "@", " "])
def test_an_at_sign_of_an_editor_stays(value: str) -> None:
    assert value in problem("bad-date", HERE, value=value).sentence("nl")


def test_a_report_gives_each_problem_once_and_in_the_order_of_the_files() -> None:
    report = Report()
    places = [("b.md", 1, 1), ("a.md", 10, 1), ("a.md", 2, 7), ("a.md", 2, 3), ("b.md", 1, 1)]
    report.add(problem("empty-value", Location(*place), field="x") for place in places)
    assert [found.location[:3] for found in report.in_order()] == sorted({*places})


def test_a_warning_does_not_keep_the_site_from_being_published() -> None:
    report = Report()
    report.add([problem("output-kept", HERE)])
    assert not report.failed
    report.add([problem("bad-date", HERE, value="x")])
    assert report.failed


def test_a_problem_can_be_given_a_better_place() -> None:
    found = problem("bad-date", Location("a.md"), value="x")
    assert found.at(HERE) == Problem("bad-date", HERE, (("value", "x"),))


def test_a_field_path_is_read_as_an_editor_counts() -> None:
    assert dotted(("phases", "in-rust", "tips", 0, "text")) == "phases.in-rust.tips[1].text"
    assert dotted(()) == ""


def test_a_sign_that_nobody_sees_is_shown() -> None:
    found = problem("reference-to-nothing", Location("a.md"), value="library:een-\u00adonder\u00a0zoek")
    assert "“library:een-‹U+00AD›onder‹U+00A0›zoek”" in found.sentence("nl")
    assert dict(found.values)["value"] == "library:een-\u00adonder\u00a0zoek"
