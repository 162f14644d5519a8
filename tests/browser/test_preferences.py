"""What readers set in their system is followed: dark, less motion, their own colours; and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.built import KINDS, Built

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

# How light the grounds and the ink of all text are, from 0 (black) to 1 (white); a ground one sees through has none.
LIGHTNESS = """() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const light = (color) => {
    if (!known.has(color)) known.set(color, measured(color));
    return known.get(color);
  };
  const measured = (color) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return alpha ? (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 : null;
  };
  const grounds = Array.from(document.querySelectorAll("html, body, body *:not(svg, svg *)"))
    .filter((element) => element.checkVisibility())
    .map((element) => [light(getComputedStyle(element).backgroundColor), element.className]);
  const inks = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || parent.closest("svg, script") || !parent.checkVisibility()) continue;
    inks.push([light(getComputedStyle(parent).color), text.slice(0, 40)]);
  }
  return { ground: light(getComputedStyle(document.documentElement).backgroundColor),
    grounds: grounds.filter(([value]) => value !== null), inks };
}"""
MOVING = """() => {
  const moves = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const times = `${style.transitionDuration},${style.animationDuration}`.split(",").map(parseFloat);
    return Math.max(...times) > 0.01 || style.scrollBehavior === "smooth";
  };
  return Array.from(document.querySelectorAll("*"))
    .filter((element) => [null, "::before", "::after"].some((pseudo) => moves(element, pseudo)))
    .map((element) => element.localName);
}"""
LINES = """links => links.map((link) => {
  const style = getComputedStyle(link);
  const { borderBottomStyle, borderBottomWidth, borderBottomColor } = style;
  return [borderBottomStyle, parseFloat(borderBottomWidth), borderBottomColor, link.textContent.trim()];
})"""


@pytest.mark.parametrize("kind", KINDS)
def test_in_the_dark_the_page_is_dark(open_page: OpenPage, reach: Callable[[str], str], kind: str) -> None:
    page = open_page(color_scheme="dark")
    page.goto(reach(kind))
    light = page.evaluate(LIGHTNESS)
    assert light["ground"] < 0.2
    assert min(value for value, _ in light["inks"]) >= 0 < len(light["inks"])
    share = sum(value > 0.5 for value, _ in light["inks"]) / len(light["inks"])
    # Only what stands on a sign, on a button or on a picture of paper may be dark.
    assert share > (0.8 if kind == "invitation" else 0.9)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme").split() == ["light", "dark"]


@pytest.mark.parametrize("kind", KINDS)
def test_who_wants_less_motion_gets_none(open_page: OpenPage, reach: Callable[[str], str], kind: str) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(reach(kind))
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["forced", "grey"])
def test_phases_are_told_apart_without_their_colours(
    open_page: OpenPage, site: Built, media: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, forced_colors="active" if media == "forced" else "none")
    page.goto(site.disk(site.page("phase")))
    lines = page.locator("nav.tabs a").evaluate_all(LINES)
    assert len(lines) == 4
    assert len({style for style, *_ in lines}) == 4
    assert "none" not in {style for style, *_ in lines}
    assert all(width >= 3 for _, width, *_ in lines)
    assert len({text for *_, text in lines}) == 4
    if media == "forced":
        assert len({color for _, _, color, _ in lines}) == 1
        assert page.locator("nav.tabs a svg").count() == 4
    for name in ("activity", "matrix", "activities"):
        page.goto(site.disk(site.page(name)))
        marked = page.locator("main nav a[class*=phase-], main thead th[class*=phase-]")
        assert len({style for style, *_ in marked.evaluate_all(LINES)}) == 4, name


def test_with_forced_colours_what_is_current_and_chosen_is_seen(open_page: OpenPage, site: Built) -> None:
    page = open_page(forced_colors="active")
    page.goto(site.disk(site.page("phase")))
    current = page.locator("nav.tabs [aria-current]")
    outline = "link => [getComputedStyle(link).outlineStyle, parseFloat(getComputedStyle(link).outlineWidth)]"
    assert current.evaluate(outline) == ["solid", 2]
    # Doors and houses keep lines on a ground of another colour.
    page.goto(site.disk(site.page("activity")))
    for selector in (".door .i", ".glyph .w"):
        fill, ground = page.locator(selector).first.evaluate(
            "shape => [getComputedStyle(shape).fill, getComputedStyle(document.documentElement).backgroundColor]"
        )
        assert fill != ground, selector


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["activity", "phase", "example", "page", "matrix", "activities"])
def test_on_paper_there_is_dark_text_on_white_and_no_navigation(
    open_page: OpenPage, site: Built, kind: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(site.disk(site.page(kind)))
    page.emulate_media(media="print")
    for name in (".top nav", ".trail", ".bottom nav", ".skip", "[data-filter-form]"):
        for part in page.locator(name).all():
            expect(part).to_be_hidden()
    light = page.evaluate(LIGHTNESS)
    assert [part for part in light["grounds"] if part[0] < 0.9] == []
    assert [part for part in light["inks"] if part[0] > 0.45] == []
    expect(page.locator("h1")).to_be_visible()


def test_on_paper_what_was_folded_away_is_there(page: Page, site: Built) -> None:
    page.goto(site.disk(site.page("activity")))
    folded = page.locator("main .ground li a").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()


def test_a_page_becomes_a_pdf(page: Page, site: Built) -> None:
    page.goto(site.disk(site.page("activity")))
    paper = page.pdf(format="A4", tagged=True)
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") > 1
