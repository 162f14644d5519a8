"""Translations that lag: which paragraph of the original changed, and what an editor does about it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import MakeProject
from tests.small import put
from wijkverbinder.cli import main
from wijkverbinder.project import Project
from wijkverbinder.report import make_report
from wijkverbinder.report.lagging import Lag, Mark, marks_text, read_marks
from wijkverbinder.report.show import in_words

TODAY = date(2026, 11, 22)
DUTCH = "---\ntitle: Meedoen\nsummary: {summary}\norder: 9\nchecked: '2026-11-22'\n---\n\n{body}\n"
ENGLISH = "---\ntitle: {title}\nsummary: How to take part.\n---\n\n{body}\n"
ONE, TWO, THREE = "De eerste alinea,\nop twee regels.", "De tweede.", "De derde."
EN = "The first.\n\nThe second.\n\nThe third."


def dutch(*paragraphs: str, summary: str = "Hoe je meedoet.") -> str:
    return DUTCH.format(summary=summary, body="\n\n".join(paragraphs or (ONE, TWO, THREE)))


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """A page with its translation, of which somebody said that they agree."""
    files = {
        "site.toml": 'languages = ["nl", "en"]\n',
        "content/pages/meedoen.md": dutch(),
        "content/pages/meedoen.en.md": ENGLISH.format(title="Take part", body=EN),
    }
    made = make_project(files)
    assert run(made) == 0
    return made


def run(project: Project, *files: str) -> int:
    return main(["translations", *files, "--source", str(project.root), "--language", "nl"])


def lags(project: Project) -> list[tuple[str, int, str]]:
    found = make_report(project, TODAY).translations.lagging
    return [(one.field, one.original_line, one.text) for one in found]


def change(
    project: Project, original: str, english: str = EN, title: str = "Take part"
) -> list[tuple[str, int, str]]:
    put(project.root, "content/pages/meedoen.md", original)
    put(project.root, "content/pages/meedoen.en.md", ENGLISH.format(title=title, body=english))
    return lags(project)


def test_what_agreed_and_did_not_change_does_not_lag(project: Project) -> None:
    found = make_report(project, TODAY).translations
    assert (found.lagging, found.unmarked) == ((), ())
    rows = [row for row in project.marks.read_text("utf-8").splitlines() if row[0] != "#"]
    assert [row.split(" ")[:2] for row in rows] == [
        ["content/pages/meedoen.en.md", name] for name in ("body", "summary", "title")
    ]


def test_a_paragraph_that_changed_is_named_with_its_line_and_what_it_says_now(project: Project) -> None:
    assert change(project, dutch(ONE, "De tweede is anders.", THREE)) == [("body", 11, "De tweede is anders.")]
    found = make_report(project, TODAY).translations.lagging
    assert found == (
        Lag("content/pages/meedoen.en.md", 6, "body", "content/pages/meedoen.md", 11, "De tweede is anders."),
    )
    shown = in_words(make_report(project, TODAY), "nl")
    assert "content/pages/meedoen.en.md:6: body: De tweede is anders. (content/pages/meedoen.md:11)" in shown


def test_a_field_that_changed_lags_too(project: Project) -> None:
    assert change(project, dutch(summary="Zo doe je mee.")) == [("summary", 3, "Zo doe je mee.")]


def test_a_title_lags_too(project: Project) -> None:
    assert change(project, dutch().replace("title: Meedoen", "title: Doe mee")) == [("title", 2, "Doe mee")]


def test_other_line_breaks_are_no_change(project: Project) -> None:
    assert change(project, dutch("De eerste\nalinea, op twee regels.", TWO, THREE)) == []


def test_who_follows_a_change_has_nothing_more_to_do(project: Project) -> None:
    new = dutch(ONE, "De tweede is anders.", THREE)
    assert change(project, new, EN.replace("The second.", "The second differs.")) == []


def test_a_typing_error_mended_elsewhere_in_the_translation_takes_away_no_lag(project: Project) -> None:
    new = dutch(ONE, "De tweede is anders.", THREE)
    assert change(project, new, EN.replace("The third.", "The 3rd.")) == [("body", 11, "De tweede is anders.")]
    assert run(project) == 0  # which renews what agrees, and only that
    assert lags(project) == [("body", 11, "De tweede is anders.")]


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [((ONE, TWO, "Erbij.", THREE), [("body", 13, "Erbij.")]), ((ONE, TWO), [("body", 8, "")])],
)
def test_a_paragraph_that_came_or_went_lags(
    project: Project, paragraphs: tuple[str, ...], said: list[tuple[str, int, str]]
) -> None:
    assert change(project, dutch(*paragraphs)) == said
    assert run(project) == 0
    assert lags(project) == said


def test_who_looked_and_found_nothing_to_do_says_so_by_naming_the_file(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert change(project, dutch(ONE, "De tweede is anders.", THREE))
    monkeypatch.chdir(project.root)
    capsys.readouterr()
    assert run(project) == 0
    assert capsys.readouterr().out.splitlines() == [
        (
            "content/pages/meedoen.en.md:6: body: loopt achter op content/pages/meedoen.md. "
            "Daar staat nu: De tweede is anders."
        ),
        "1 vertalingen; in translations.txt is niets veranderd.",
    ]
    assert run(project, "content/pages/meedoen.en.md") == 0
    assert lags(project) == []
    assert run(project, "content/pages/medoen.en.md") == 2
    assert "Bedoelde je content/pages/meedoen.en.md?" in capsys.readouterr().err


def test_a_translation_that_was_never_marked_is_named(project: Project) -> None:
    project.marks.unlink()
    found = make_report(project, TODAY).translations
    assert found.unmarked == ("content/pages/meedoen.en.md",)
    assert "nog niet vastgelegd" in in_words(make_report(project, TODAY), "nl")


def test_a_list_with_lines_that_are_none_loses_no_more_than_those() -> None:
    marks = {("a.en.md", "body"): Mark(("1a",), ("2b", "3c")), ("a.en.md", "tips[1].text"): Mark(("4d",), ("5e",))}
    broken = marks_text(marks) + "<<<<<<< HEAD\n\nniets\n"
    assert read_marks(broken) == marks


def test_without_translations_nothing_is_written(make_project: MakeProject) -> None:
    project = make_project()
    assert run(project) == 0
    assert not project.marks.exists()
