"""Without JavaScript the site is whole: no list is shorter, nothing is left that does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.built import KINDS, Built

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

# Every link and every piece of text that a reader cannot see, but for what is folded away (a click unfolds it),
# what is for screen readers alone, the heads of what is never folded on a wide screen, and pictures' insides.
UNSEEN = """() => {
  document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const unseen = [];
  // What only a script can fill or do, and the copies of a card that show on paper.
  const scripted = "[data-plan-save] [hidden], .plan-save, [data-plan] [hidden], " +
    ".kit-form, .cards-form, .take, .kit-card ~ .kit-card, [data-search-danger]";
  // On a phone home leaves out the second sentence of a door, which the page behind it says in full.
  const phone = matchMedia("(max-width: 37.99rem)").matches;
  const small = phone ? ".street p > span, .ways section:first-child p + p" : "none";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const parent = walker.currentNode.parentElement;
    const apart = "svg, script, style, .filter, .result, " +
      "[data-share], [data-ticks-bar], [data-search], .check [hidden], .fold > summary";
    if (!text || parent.closest(`${apart}, ${scripted}, ${small}`)) continue;
    if (!seen(parent)) unseen.push(text.slice(0, 60));
  }
  document.querySelectorAll("a[href]").forEach((link) => {
    if (!link.closest(`${scripted}, .result, .check [hidden]`) && !seen(link)) unseen.push(link.href);
  });
  return unseen;
}"""


@pytest.fixture
def bare_page(open_page: OpenPage) -> Page:
    """A page in a browser that runs no scripts, on a screen as wide as a laptop's."""
    return open_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_and_link_is_there(bare_page: Page, site: Built, reach: Callable[[str], str], kind: str) -> None:
    for width in (1280, 360):
        bare_page.set_viewport_size({"width": width, "height": 800})
        bare_page.goto(reach(kind))
        unseen = bare_page.evaluate(UNSEEN)
        # What is not for now is only named on the page of a phase; its reason is a click away.
        kept = [text for text in unseen if not is_summary(site, text)] if kind == "phase" else unseen
        assert kept == []


def is_summary(site: Built, text: str) -> bool:
    return any(card["summary"].startswith(text) for card in site.activities.values())


@pytest.mark.parametrize("width", [360, 1280])
def test_the_whole_list_stands_without_filter_or_gap(bare_page: Page, site: Built, width: int) -> None:
    bare_page.set_viewport_size({"width": width, "height": 800})
    bare_page.goto(site.disk(f"{site.messages['address']['activity']}/index.html"))
    expect(bare_page.locator("[data-filter-form]")).to_be_hidden()
    expect(bare_page.locator("[data-filter-status]")).to_be_hidden()
    expect(bare_page.locator("[data-filter-list] > li")).to_have_count(len(site.activities))
    for item in bare_page.locator("[data-filter-list] > li").all():
        expect(item).to_be_visible()
    lede, heading = bare_page.locator(".lede").bounding_box(), bare_page.locator("[data-filter] h2").bounding_box()
    first = bare_page.locator("[data-filter-list] > li").first.bounding_box()
    assert lede
    assert heading
    assert first
    assert heading["y"] - (lede["y"] + lede["height"]) < 80
    assert first["y"] - (heading["y"] + heading["height"]) < 60
    assert heading["x"] == lede["x"]


def test_what_is_folded_away_unfolds(bare_page: Page, site: Built) -> None:
    bare_page.set_viewport_size({"width": 360, "height": 640})
    bare_page.goto(site.disk(site.page("activity")))
    menu = bare_page.locator(".menu")
    expect(menu.get_by_role("link").first).to_be_hidden()
    menu.locator("summary").click()
    expect(menu.get_by_role("link").first).to_be_visible()
    ground = bare_page.locator("main .ground").first
    ground.locator("summary").click()
    expect(ground.locator("ul, p").first).to_be_visible()


def test_search_says_that_it_needs_a_script_and_where_to_look(bare_page: Page, site: Built) -> None:
    bare_page.goto(site.disk(f"{site.messages['address']['search']}.html"))
    expect(bare_page.locator("[data-search]")).to_be_hidden()
    expect(bare_page.get_by_text(site.says("search.no-script"))).to_be_visible()
    for name in ("activities", "library", "glossary"):
        expect(bare_page.locator("main").get_by_role("link", name=site.says(f"nav.{name}"))).to_be_visible()
