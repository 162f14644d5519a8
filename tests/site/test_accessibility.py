"""Every figure on the page about accessibility comes from a run of the checks, by the tools that stand here."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.browser.built import KINDS
from tests.site.conftest import ROOT, RealSite
from wijkverbinder import __version__
from wijkverbinder.checks import CRITERIA, read_checks
from wijkverbinder.contrast import PAIRS
from wijkverbinder.i18n import read_messages, show_date
from wijkverbinder.testing import CHECKER

FILE = ROOT / "accessibility.toml"
TABLE = tomllib.loads(FILE.read_text("utf-8"))
AGAIN = "run python3 tools/accessibility.py"


def test_the_page_shows_what_the_file_says_and_no_other_figure(site: RealSite) -> None:
    messages, _ = read_messages(ROOT / "content" / "messages", ("nl",))
    t = messages["nl"]
    page = site.pages["toegankelijkheid.html"]
    rows = [" ".join(row.text().split()) for row in page.css("#controle ~ ul li")]
    wanted = []
    for name in CRITERIA:
        ran = TABLE[name]
        said = (
            t(f"checks.{name}"),
            t("checks.found", count=ran["found"]) if ran["found"] else t("checks.nothing"),
            t(f"checks.{name}-where", pages=ran["pages"], states=ran["states"]),
            t("checks.with", tool=f"{ran['tool']} {ran['version']}", date=show_date(TABLE["date"], "nl")),
        )
        wanted.append(" ".join(f"{part}." for part in said))
    assert rows == wanted


def test_the_run_was_of_the_tools_that_the_tests_use() -> None:
    vendor = tomllib.loads((ROOT / "tests" / "browser" / "vendor" / "vendor.toml").read_text("utf-8"))
    assert TABLE["axe"]["version"] == vendor["axe-core"]["version"], AGAIN
    assert f"{TABLE['html']['tool'].partition('(')[2].rstrip(')')}@{TABLE['html']['version']}" == CHECKER, AGAIN
    assert TABLE["contrast"]["version"] == __version__, AGAIN
    assert TABLE["contrast"]["pages"] == len(PAIRS), AGAIN


def test_the_run_was_of_the_kinds_of_pages_that_there_are() -> None:
    assert len(TABLE["axe"]["kinds"]) == TABLE["axe"]["pages"]
    gone = {*TABLE["axe"]["kinds"]} - {*KINDS}
    assert not gone, AGAIN
    assert TABLE["axe"]["states"] >= 4 * TABLE["axe"]["pages"]


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        ("date = ", "settings-broken", 1),
        ("x = 1\n", "made-wrong", 0),
        ('date = "2026-11-26"\naxe = 1\n', "made-wrong", 2),
        ('date = "gisteren"\n[axe]\n[html]\n[contrast]\n', "made-wrong", 1),
        ('date = "2026-11-26"\n[axe]\ntool = "a"\nversion = "1"\npages = 1\nstates = "x"\n', "made-wrong", 6),
        ('date = "2026-11-26"\n[axe]\ntool = "a"\npages = 1\n', "made-wrong", 2),
    ],
)
def test_a_file_that_was_changed_by_hand_is_named(tmp_path: Path, written: str, code: str, line: int) -> None:
    (tmp_path / "accessibility.toml").write_text(written, "utf-8")
    checks, problems = read_checks(tmp_path / "accessibility.toml")
    assert not checks
    (found,) = problems
    assert (found.code, found.location.path, found.location.line) == (code, "accessibility.toml", line)
    assert "Error" not in found.sentence("nl")


def test_without_a_run_the_page_has_no_figures(tmp_path: Path) -> None:
    assert read_checks(tmp_path / "accessibility.toml") == ((), [])
