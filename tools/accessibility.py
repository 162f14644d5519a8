"""Runs the checks of accessibility and writes what they saw to accessibility.toml, from which the page is made.

    python3 tools/accessibility.py              runs them (ten minutes), and writes the file
    python3 tools/accessibility.py --run FILE   takes the reports (JUnit XML) of runs of the same tests

Nothing is written when a check was left out, for instance since there is no browser here.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if __name__ == "__main__":
    from wijkverbinder.bootstrap import ensure_environment

    ensure_environment(())

# ruff: noqa: E402 - the packages are only there once the environment is
from wijkverbinder import __version__
from wijkverbinder.contrast import PAIRS, check_contrast, read_tokens
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project
from wijkverbinder.testing import CHECKER

FILE = ROOT / "accessibility.toml"
TESTS = ("tests/browser/test_axe.py", "tests/site/test_html.py")
VENDOR = ROOT / "tests" / "browser" / "vendor" / "vendor.toml"
TOKENS = ROOT / "assets" / "css" / "tokens.css"

_KIND = re.compile(r"test_a_page_has_no_violations\[(.+)-(?:small|small-dark|wide|wide-dark)\]")
_HEAD = """\
# Wat de laatste automatische controle van de toegankelijkheid zag. Gemaakt met `python3 tools/accessibility.py`;
# verander dit niet met de hand. De pagina over toegankelijkheid is hiervan gemaakt.
"""


class NotRun(Exception):
    """Not every check was run; the sentence says which."""


def checks_text(reports: Sequence[Path], day: str) -> str:
    """What stands in the file after a run.

    Args:
        reports: the reports of the tests, as JUnit XML; what stands in a later one counts.
        day: the day of the run.

    Raises:
        NotRun: a check was left out.
    """
    # What was run again counts as it was the last time.
    cases = [*{case.get("name", ""): _came_to(case) for report in reports for case in _cases(report)}.items()]
    for name, tags in cases:
        if "skipped" in tags or "error" in tags:
            raise NotRun(name)
    axe = [(name, tags) for name, tags in cases if "violations" in name]
    html = [tags for name, tags in cases if name == "test_the_checker_has_nothing_to_say_of_any_page"]
    kinds = sorted({found.group(1) for name, _ in axe if (found := _KIND.fullmatch(name))})
    if not kinds or not html:
        raise NotRun(TESTS[0] if html else TESTS[1])
    vendor = tomllib.loads(VENDOR.read_text("utf-8"))
    tokens = TOKENS.read_text("utf-8")
    scopes = {selector for selector, _ in read_tokens(tokens)}
    tool, _, checker = CHECKER.partition("@")
    pages = _pages()
    return _HEAD + "".join(
        [
            f'\ndate = "{day}"\n',
            _part("axe", "axe-core", vendor["axe-core"]["version"], len(kinds), len(axe), _failed(axe)),
            f"kinds = {json.dumps(kinds)}\n",
            _part(
                "html", f"Nu Html Checker ({tool})", checker, pages, pages, sum("failure" in tags for tags in html)
            ),
            _part(
                "contrast",
                "De Wijkverbinder",
                __version__,
                len(PAIRS),
                2 * len(PAIRS) * len(scopes),
                sum(1 for _ in check_contrast(tokens, TOKENS.name)),
            ),
        ]
    )


def _came_to(case: ET.Element) -> set[str]:
    """How a test ended; one that had no time to end was not run."""
    return {"error" if "Timeout (>" in (part.get("message") or "") else part.tag for part in case}


def _cases(report: Path) -> Iterator[ET.Element]:
    """Every test of a report, which is our own."""
    return ET.fromstring(report.read_text("utf-8")).iter("testcase")  # noqa: S314


def _failed(cases: Sequence[tuple[str, set[str]]]) -> int:
    return sum("failure" in tags for _, tags in cases)


def _part(name: str, tool: str, version: str, pages: int, states: int, found: int) -> str:
    return (
        f'\n[{name}]\ntool = "{tool}"\nversion = "{version}"\npages = {pages}\nstates = {states}\nfound = {found}\n'
    )


def _pages() -> int:
    """How many pages the real site has."""
    with TemporaryDirectory() as aside:
        project = Project(ROOT, Path(aside) / "site", Path(aside) / "state")
        if build(project).failed:
            raise NotRun("build")
        return sum(1 for _ in project.output.rglob("*.html"))


def main(arguments: Sequence[str]) -> int:
    """Runs the checks, or reads the report of a run, and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--run", type=Path, nargs="+", metavar="FILE")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as aside:
        report = Path(aside) / "report.xml"
        reports = options.run or [report]
        if not options.run:
            command = [sys.executable, str(ROOT / "build.py"), "test", *TESTS, "--junitxml", str(report)]
            subprocess.run(command, check=False, cwd=ROOT)
        try:
            day = datetime.fromtimestamp(reports[-1].stat().st_mtime, UTC).date().isoformat()
            FILE.write_text(checks_text(reports, day), "utf-8", newline="\n")
        except (NotRun, OSError) as error:
            print(f"Nothing was written: {error}", file=sys.stderr)
            return 1
    print(FILE.read_text("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
