"""A folder per mistake: it gives exactly the report that is pinned, and who follows its advice is helped."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.golden import test_machine
from tests.golden.sites import GOLDEN, MINIMAL, add_layer, hold, lay_out, report, snapshot
from wijkverbinder.cli import main
from wijkverbinder.pipeline import Outcome, build, check
from wijkverbinder.problem_texts import TEXTS
from wijkverbinder.problems import LANGUAGES

MISTAKES = sorted(path for path in (GOLDEN / "mistakes").iterdir() if path.is_dir())
TOGETHER = GOLDEN / "together"
"""Many mistakes in one folder, no two of the same kind."""

CODE = re.compile(r"\[([a-z0-9-]+)\]$", re.MULTILINE)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda path: path.name)
def test_a_mistake_gives_exactly_its_report(mistake: Path, renew: bool, tmp_path: Path) -> None:
    outcome = check(lay_out(tmp_path, MINIMAL, mistake))
    hold(report(outcome), mistake / "expected.txt", renew=renew)
    found = outcome.report.in_order()
    # That a file is a draft is told as well, of whatever else is wrong with it.
    told = [one for one in found if one.code != "draft-left-out"] or found
    assert [one.code for one in told] == [mistake.name.partition("--")[0]]
    assert_it_can_be_said(outcome)


@pytest.mark.parametrize(
    "mistake", [path for path in MISTAKES if (path / "mended").exists()], ids=lambda path: path.name
)
def test_who_follows_the_advice_is_helped(mistake: Path, tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL, mistake)
    add_layer(tmp_path, mistake / "mended")
    assert not report(check(project))


def test_every_mistake_has_its_advice_tried() -> None:
    untried = {path.name for path in MISTAKES if not (path / "mended").exists()}
    assert untried == {"file-unreadable"}, "to put back what was removed needs no test"


def test_every_problem_that_we_know_is_caused_by_a_test() -> None:
    caused = {code for mistake in MISTAKES for code in CODE.findall((mistake / "expected.txt").read_text("utf-8"))}
    assert caused | test_machine.CAUSED == TEXTS.keys()
    assert not caused & test_machine.CAUSED


def test_many_mistakes_at_once_are_all_told(renew: bool, tmp_path: Path) -> None:
    outcome = check(lay_out(tmp_path, MINIMAL, TOGETHER))
    hold(report(outcome), TOGETHER / "expected.txt", renew=renew)
    codes = [found.code for found in outcome.report.in_order()]
    assert len(codes) == len(set(codes)) >= 25
    assert_it_can_be_said(outcome)


def test_many_mistakes_at_once_leave_everything_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = lay_out(tmp_path, MINIMAL)
    assert not report(build(project))
    add_layer(tmp_path, TOGETHER)
    before = snapshot(project.root)
    for command, said in (("build", "De site is niet veranderd."), ("check", "")):
        assert main([command, "--source", str(project.root), "--language", "nl"]) == 1
        out, err = capsys.readouterr()
        expected = (TOGETHER / "expected.txt").read_text("utf-8")
        assert not out
        # The terminal shows the line of each and where to read more as well, which tests/unit/test_formats.py pins.
        err = re.sub(r"^(?: *\d* \| .*| {4}Uitleg: .*)\n", "", err, flags=re.MULTILINE)
        assert err == f"{expected}{len(CODE.findall(expected))} fouten gevonden. {said}".rstrip() + "\n"
        assert untouched(snapshot(project.root)) == untouched(before)


@pytest.mark.parametrize("mistake", ["page-fault", "broken-fragment", "template-fault", "fragment-to-nothing"])
def test_a_mistake_found_on_the_pages_leaves_the_site_as_it_was(mistake: str, tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    assert not report(build(project))
    before = snapshot(project.output)
    add_layer(tmp_path, GOLDEN / "mistakes" / mistake)
    assert build(project).failed
    assert snapshot(project.output) == before
    assert not [path.name for path in project.root.iterdir() if path.name.startswith(".site")]


def test_after_a_mistake_is_mended_the_site_is_built_as_if_there_was_none(tmp_path: Path) -> None:
    project = lay_out(tmp_path / "mended", MINIMAL)
    assert not report(build(project))
    good = (project.content / "pages/over.md").read_text("utf-8")
    (project.content / "pages/over.md").write_text("geen gegevens", "utf-8")
    assert build(project).failed
    (project.content / "pages/over.md").write_text(good + "\nNog iets.\n", "utf-8")
    assert not report(build(project))
    fresh = lay_out(tmp_path / "fresh", MINIMAL)
    shutil.copy(project.content / "pages/over.md", fresh.content / "pages/over.md")
    assert not report(build(fresh))
    assert bytes_of(project.output) == bytes_of(fresh.output)


def assert_it_can_be_said(outcome: Outcome) -> None:
    """Every problem has a whole sentence and a remedy in each language, and a line where it stands in a text."""
    for found in outcome.report.in_order():
        for language in LANGUAGES:
            for said in (found.sentence(language), found.remedy(language)):
                assert said
                assert not re.search(r"@[a-z]|\{[a-z]|\bNone\b", said), said
        path = found.location.path
        assert path.startswith(
            ("content", "overlays/", "site.toml", "addresses.txt", "editions.toml", "templates/", "assets/")
        ) or path.endswith(".html")


def untouched(files: dict[str, tuple[int, int, int, bytes]]) -> dict[str, tuple[int, int, int, bytes]]:
    """What a build that fails may not touch: all but the times of the project's folder and our own state."""
    return {path: file for path, file in files.items() if path != "." and not path.startswith(".wijkverbinder")}


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
