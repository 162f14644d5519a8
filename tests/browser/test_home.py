"""The beginning answers “where do I start?” in one screen of a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.built import Built
    from tests.browser.conftest import OpenPage

SCREEN = {"width": 360, "height": 740}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_situations_the_check_and_the_search_are_seen_without_scrolling(
    open_page: OpenPage, site: Built, scheme: str
) -> None:
    page = open_page(viewport=SCREEN, color_scheme=scheme)
    page.goto(site.disk("index.html"))
    main = page.get_by_role("main")
    titles = [facts["title"] for facts in sorted(site.entries("phases").values(), key=lambda facts: facts["order"])]
    wanted = [
        *(main.get_by_role("link", name=title, exact=True) for title in titles),
        main.get_by_role("link", name=site.says("home.doubt-link")),
        main.get_by_role("searchbox"),
        main.get_by_role("button", name=site.says("search.go")),
    ]
    bottom = 0.0
    for element in wanted:
        box = element.bounding_box()
        assert box, element
        assert box["y"] >= bottom - box["height"], "in the order in which they are read"
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= SCREEN["width"]
        assert box["y"] + box["height"] <= SCREEN["height"], element
        bottom = box["y"]
    # What one recognises stands there in words, whole.
    for facts in site.entries("phases").values():
        words = facts["summary"].partition(". ")[0]
        seen = main.get_by_text(words)
        assert seen.is_visible()
        assert seen.evaluate("element => element.scrollWidth <= element.clientWidth + 1")


def test_on_a_wide_screen_each_situation_says_what_to_do_too(open_page: OpenPage, site: Built) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.goto(site.disk("index.html"))
    for facts in site.entries("phases").values():
        assert page.get_by_text(facts["summary"].partition(". ")[2]).is_visible()
