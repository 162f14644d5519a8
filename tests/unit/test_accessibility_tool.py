"""The report of a run to the file of figures: counted from the report, and nothing where a check was left out."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tools import accessibility

KINDS = ("home", "phase")
SIZES = ("small", "small-dark", "wide", "wide-dark")
HTML = "test_the_checker_has_nothing_to_say_of_any_page"


def report(folder: Path, *, less: str = "", failed: str = "", skipped: str = "") -> Path:
    """A report of a run, as JUnit XML."""
    names = [f"test_a_page_has_no_violations[{kind}-{size}]" for kind in KINDS for size in SIZES]
    names += ["test_a_filtered_list_has_no_violations[no results]", HTML, "test_axe_sees_what_is_wrong"]
    inner = {failed: "<failure/>", skipped: "<skipped/>"}
    cases = "".join(f'<testcase name="{name}">{inner.get(name, "")}</testcase>' for name in names if name != less)
    file = folder / "report.xml"
    file.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>", "utf-8")
    return file


@pytest.fixture(autouse=True)
def _pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accessibility, "_pages", lambda: 12)


def test_what_was_looked_at_is_counted(tmp_path: Path) -> None:
    table = tomllib.loads(accessibility.checks_text([report(tmp_path)], "2026-11-26"))
    axe = table["axe"]
    assert (axe["pages"], axe["states"], axe["found"], axe["kinds"]) == (2, 9, 0, ["home", "phase"])
    assert (table["html"]["pages"], table["html"]["found"]) == (12, 0)
    assert table["contrast"]["found"] == 0
    assert table["date"] == "2026-11-26"


def test_what_was_found_is_told(tmp_path: Path) -> None:
    failed = "test_a_page_has_no_violations[phase-wide]"
    table = tomllib.loads(accessibility.checks_text([report(tmp_path, failed=failed)], "2026-11-26"))
    assert table["axe"]["found"] == 1


@pytest.mark.parametrize("name", [HTML, "test_a_page_has_no_violations[home-small]"])
def test_a_check_that_was_left_out_gives_no_figures(tmp_path: Path, name: str) -> None:
    with pytest.raises(accessibility.NotRun):
        accessibility.checks_text([report(tmp_path, skipped=name)], "2026-11-26")


def test_a_check_that_was_not_asked_for_gives_no_figures(tmp_path: Path) -> None:
    with pytest.raises(accessibility.NotRun):
        accessibility.checks_text([report(tmp_path, less=HTML)], "2026-11-26")


def test_a_check_that_ran_out_of_time_gives_no_figures_until_it_was_run_again(tmp_path: Path) -> None:
    first = report(tmp_path)
    name = "test_a_page_has_no_violations[home-small]"
    slow = first.read_text("utf-8").replace(
        f'"{name}">', f'"{name}"><failure message="Failed: Timeout (&gt;120.0s)"/>'
    )
    first.write_text(slow, "utf-8")
    with pytest.raises(accessibility.NotRun, match="home-small"):
        accessibility.checks_text([first], "2026-11-26")
    again = tmp_path / "again.xml"
    again.write_text(f'<testsuites><testcase name="{name}"/></testsuites>', "utf-8")
    assert tomllib.loads(accessibility.checks_text([first, again], "2026-11-26"))["axe"]["states"] == 9
