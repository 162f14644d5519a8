"""The real site, built once for all tests that look at it, and read by a real HTML parser."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from wijkverbinder.formats import show_problem
from wijkverbinder.i18n import LOCALES
from wijkverbinder.kinds import FOLDERS, KINDS
from wijkverbinder.matter import parse_matter
from wijkverbinder.model import Facts
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project
from wijkverbinder.read import read_text

ROOT = Path(__file__).resolve().parents[2]
OVERLAY = ROOT / "overlays" / "voorbeeldstad"
"""The example of a local layer."""


@dataclass(frozen=True)
class RealSite:
    """The published folder, and the front matter that it was made of."""

    output: Path
    report: str

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file in the site, but for our own list of them."""
        found = (file.relative_to(self.output).as_posix() for file in self.output.rglob("*") if file.is_file())
        return frozenset(path for path in found if not path.startswith("."))

    @cached_property
    def html(self) -> Mapping[str, str]:
        """The text of every page."""
        return {
            path: (self.output / path).read_text("utf-8") for path in sorted(self.files) if path.endswith(".html")
        }

    @cached_property
    def pages(self) -> Mapping[str, LexborHTMLParser]:
        """Every page, parsed."""
        return {path: LexborHTMLParser(html) for path, html in self.html.items()}

    @cached_property
    def facts(self) -> Mapping[str, Mapping[str, Facts]]:
        """The front matter of every original, per kind and slug."""
        return {
            kind.name: {
                file.stem: parse_matter(read_text(file)).facts
                for file in sorted((ROOT / "content" / folder).rglob("*.md"))
                if "." not in file.stem
            }
            for folder, kind in FOLDERS.items()
        }

    @cached_property
    def cards(self) -> Mapping[str, Facts]:
        """Every activity as the filter knows it."""
        return {slug: KINDS["activity"].card(with_defaults(facts)) for slug, facts in self.facts["activity"].items()}


def language_of(path: str) -> str:
    """The language of a page, by its path."""
    top = path.partition("/")[0]
    return top if top in LOCALES else "nl"


def with_defaults(facts: Facts) -> Facts:
    """An activity's fields with those that may be left out."""
    phases = {slug: {"safety": None} | part for slug, part in facts["phases"].items()}
    return facts | {"phases": phases}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> RealSite:
    """The real content, built in a folder of its own."""
    aside = tmp_path_factory.mktemp("site")
    outcome = build(Project(ROOT, aside / "site", aside / "state"))
    report = "".join(f"{show_problem(found, 'nl')}\n" for found in outcome.report.in_order())
    if outcome.failed:
        pytest.fail(f"the real content does not build:{os.linesep}{report}", pytrace=False)
    return RealSite(aside / "site", report)
