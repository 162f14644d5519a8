"""The page of a report in a browser: axe finds nothing, it fits on a phone, and its policy lets its style through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_axe import NARROW, WIDE, violations
from tests.small import ROOT
from wijkverbinder.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import OpenPage


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the real content."""
    file = tmp_path_factory.mktemp("report") / "rapport.html"
    assert main(["report", "--html", str(file), "--source", str(ROOT), "--language", "nl"]) == 0
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["small", "wide"])
def test_the_page_has_no_violations(open_page: OpenPage, report: Path, scheme: str, viewport: dict[str, int]) -> None:
    page = open_page(color_scheme=scheme, viewport=viewport)
    page.goto(report.as_uri())
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert violations(page) == []
    assert page.evaluate("getComputedStyle(document.querySelector('.report-street')).inlineSize") != "auto"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
