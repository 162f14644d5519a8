"""Who has no mouse sees where they are, skips what they know, and hears the page in its order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from tests.browser.built import KINDS, Built

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

# Goes along everything that takes the focus, down and up again, and gives what is wrong with how that looks: no
# outline, or hidden outside the window or under something else.
FOCUS = """() => {
  document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  const stops = Array.from(document.querySelectorAll("a[href], button, summary, input"))
    .filter((element) => element.checkVisibility() && !element.matches(".skip"));
  const wrong = [];
  const outlined = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const look = (element) => {
    element.focus();
    const text = `${element.localName} ${(element.textContent || element.name).trim().slice(0, 40)}`;
    if (document.activeElement !== element) return wrong.push(`takes no focus: ${text}`);
    if (!outlined(element, null) && !outlined(element, "::after")) wrong.push(`no outline: ${text}`);
    const parts = Array.from(element.getClientRects()).filter((rect) => rect.width && rect.height);
    const seen = parts.some((rect) => {
      const spots = [[.5, .5], [.1, .5], [.9, .5], [.5, .2], [.5, .8]];
      return spots.some(([x, y]) => {
        const top = document.elementFromPoint(rect.left + rect.width * x, rect.top + rect.height * y);
        return top && (element.contains(top) || top.contains(element) && !top.matches("main, body, html") ||
          top.closest("label")?.control === element);
      });
    });
    if (!seen) wrong.push(`hidden: ${text}`);
  };
  stops.forEach(look);
  stops.reverse().forEach(look);
  return wrong;
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_the_focus_is_seen_wherever_it_goes(
    open_page: OpenPage, reach: Callable[[str], str], kind: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 640}, reduced_motion="reduce")
    page.goto(reach(kind))
    page.keyboard.press("Tab")  # from now on the browser shows the focus
    assert page.evaluate(FOCUS) == []


def test_tab_comes_along_every_link_in_the_order_of_the_page(page: Page, site: Built) -> None:
    page.goto(site.disk(site.page("example")))
    count = page.evaluate("""() => {
      const stops = Array.from(document.querySelectorAll("a[href], summary"))
        .filter((stop) => stop.checkVisibility());
      stops.forEach((stop, index) => { stop.dataset.stop = index; });
      return stops.length;
    }""")
    seen = []
    for _ in range(count):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("Number(document.activeElement.dataset.stop)"))
    assert seen == [*range(count)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_stop_leads_past_the_menu(page: Page, reach: Callable[[str], str], kind: str) -> None:
    page.goto(reach(kind))
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    after = page.evaluate("document.activeElement.closest('main, footer').localName")
    assert after == ("main" if page.locator("main a, main button, main input").count() else "footer")
    expect(skip).not_to_be_in_viewport()


def test_every_page_has_one_title_and_no_skipped_heading(site: Built) -> None:
    for path in site.pages:
        tree = LexborHTMLParser((site.folder / path).read_text("utf-8"))
        levels = [int(str(node.tag)[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
        assert (path, levels.count(1), levels[0]) == (path, 1, 1)
        assert (path, [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]) == (path, [])
        assert all(node.text(strip=True) for node in tree.css("h1, h2, h3, h4, h5, h6"))


def test_every_page_says_its_language_and_has_a_title_of_its_own(site: Built) -> None:
    titles: dict[str, str] = {}
    for path in site.pages:
        tree = LexborHTMLParser((site.folder / path).read_text("utf-8"))
        root, title = tree.css_first("html"), tree.css_first("title")
        assert root
        assert title
        assert root.attributes["lang"] == ("en" if path.startswith("en/") else "nl")
        text = f"{root.attributes['lang']} {title.text()}"
        assert titles.setdefault(text, path) == path
