"""Every page fits: on a small phone, zoomed in four times, with wider spacing, with room for a finger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.built import KINDS, Built

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

ZOOMED = {"width": 320, "height": 256}
"""What is left of a screen of 1280 by 1024 for who zooms in four times."""

# Opens all that folds, and lays out what waits outside the window.
UNFOLD = """
  document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  document.querySelectorAll("li, .entries, .entry").forEach((item) => { item.style.contentVisibility = "visible"; });
"""

OVERFLOW = """() => {
  __UNFOLD__
  const root = document.documentElement;
  const found = [];
  if (root.scrollWidth > root.clientWidth) {
    const wide = Array.from(document.body.querySelectorAll("*"))
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !element.closest("svg"))
      .map((element) => `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 40)}`);
    found.push(`${root.scrollWidth} wide: ${wide.slice(-3).join(" | ")}`);
  }
  document.body.querySelectorAll("*").forEach((element) => {
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
    if (scrolls && element.scrollWidth > element.clientWidth) found.push(`${element.localName} scrolls on its own`);
  });
  return found;
}""".replace("__UNFOLD__", UNFOLD)

# Text that a box cuts off, and text that lies over other text.
LOST = """() => {
  __UNFOLD__
  const found = [];
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("svg, script, .hidden-text, .skip, .sticky")) continue;
    if (!parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = node.textContent.trim().slice(0, 40);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1) continue;
      for (let box = parent; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.display === "inline" || style.overflowX === "visible" && style.overflowY === "visible") continue;
        const edge = box.getBoundingClientRect();
        const out = Math.max(edge.left - rect.left, rect.right - edge.right, edge.top - rect.top,
          rect.bottom - edge.bottom);
        if (out > 2) found.push(`cut off by ${box.localName}.${box.className}: ${text}`);
      }
      lines.push({ text, left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom });
    }
  }
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((line, index) => {
    // A font's own height reaches over the lines beside it, in one font more than in another: a third is no loss.
    const deep = line.bottom - (line.bottom - line.top) / 3;
    for (let at = index + 1; at < lines.length && lines[at].top < deep; at += 1) {
      const other = lines[at];
      const wide = Math.min(line.right, other.right) - Math.max(line.left, other.left);
      if (wide > 2) found.push(`over each other: ${line.text} | ${other.text}`);
    }
  });
  return found;
}""".replace("__UNFOLD__", UNFOLD)

PHONE = {"width": 360, "height": 740}
# Letters twice as large, and no screen twice as wide (WCAG 1.4.4).
DOUBLED = "document.documentElement.style.fontSize = '200%'"

# Spacing as WCAG 1.4.12 lets readers set it.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }
"""

# Controls, and links that stand on their own, smaller than 24 by 24 (WCAG 2.5.8; axe looks at links in a text).
SMALL = """() => {
  __UNFOLD__
  return Array.from(document.querySelectorAll("nav a[href], .sign, .way, button, summary, input, select, textarea"))
    .filter((element) => element.checkVisibility())
    .map((element) => {
      const target = element.closest("label") || element;
      const { width, height } = target.getBoundingClientRect();
      return [Math.min(width, height), `${element.localName} ${target.textContent.trim().slice(0, 40)}`];
    })
    .filter(([size]) => size < 24)
    .map(([size, text]) => `${size.toFixed(1)} ${text}`);
}""".replace("__UNFOLD__", UNFOLD)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "not-found"])  # from disk that has no styles
def test_no_page_scrolls_sideways_zoomed_in_four_times(open_page: OpenPage, site: Built, kind: str) -> None:
    page = open_page(viewport=ZOOMED)
    wrong = {}
    for path in site.wordy(kind, 5):
        page.goto(site.disk(path))
        wrong[path] = page.evaluate(OVERFLOW)
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_letters_may_be_twice_as_large_on_a_phone(
    open_page: OpenPage, reach: Callable[[str], str], kind: str
) -> None:
    page = open_page(viewport=PHONE)
    page.goto(reach(kind))
    page.evaluate(DOUBLED)
    assert page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_on_a_small_screen(open_page: OpenPage, reach: Callable[[str], str], kind: str) -> None:
    page = open_page(viewport=ZOOMED)
    page.goto(reach(kind))
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(LOST) == []
    # Nothing that stays in place takes more than a third of this little window.
    assert (
        page.evaluate("""Array.from(document.body.querySelectorAll("*"))
      .filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position))
      .filter((element) => element.getBoundingClientRect().height > innerHeight / 3)
      .map((element) => element.className)""")
        == []
    )


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_wider_spacing_of_text_loses_nothing(
    open_page: OpenPage, reach: Callable[[str], str], kind: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(reach(kind))
    page.add_style_tag(content=SPACING)
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(LOST) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_can_be_pressed_has_room_for_a_finger(
    open_page: OpenPage, reach: Callable[[str], str], kind: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 800})
    page.goto(reach(kind))
    assert page.evaluate(SMALL) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(SMALL) == []


def test_the_filter_fits_in_every_state(open_page: OpenPage, site: Built) -> None:
    page: Page = open_page(viewport=ZOOMED)
    page.goto(site.disk(site.page("activities")))
    page.locator("[data-filter-panel] > summary").click()
    for facet, value in [*site.values[:3], site.values[-1]]:
        page.locator(f'[data-facet="{facet}"] input[value="{value}"]').evaluate("box => box.click()")
    for text in ("", "zzzz"):
        page.get_by_role("searchbox").fill(text)
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate(LOST) == []
        assert page.evaluate(SMALL) == []
