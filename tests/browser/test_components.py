"""The page of the components: every example is seen by axe and fits, light, dark and without colours."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.test_axe import violations
from tests.browser.test_room import LOST, OVERFLOW, SPACING
from tools.components import PAGE, ROOT

ADDRESS = (ROOT / PAGE).as_uri()
SMALL, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 800}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [SMALL, WIDE], ids=["small", "wide"])
def test_no_example_has_a_violation(open_page: OpenPage, scheme: str, screen: dict[str, int]) -> None:
    page = open_page(color_scheme=scheme, viewport=screen, reduced_motion="reduce")
    page.goto(ADDRESS)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    expect(page.locator("p.verdict").first).to_have_css("display", "flex")  # the styles are there
    assert violations(page) == []


@pytest.mark.parametrize("forced", ["none", "active"])
def test_every_example_fits_and_shows(open_page: OpenPage, forced: str) -> None:
    page = open_page(viewport=SMALL, forced_colors=forced)
    page.goto(ADDRESS)
    empty = """() => Array.from(document.querySelectorAll(".shown"))
      .filter((box) => box.getBoundingClientRect().height < 40)
      .map((box) => box.textContent)"""
    assert page.evaluate(empty) == []
    for style in (":root {}", SPACING):
        page.add_style_tag(content=style)
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate(LOST) == []
