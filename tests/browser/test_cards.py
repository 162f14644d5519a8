"""Cards: four to a sheet of A4, nothing cut off, and only those that were chosen."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.built import Built
from wijkverbinder.codes import short_code

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATH = "kaarten.html"
SIZES = """() => Array.from(document.querySelectorAll("[data-card]"))
  .filter((card) => card.checkVisibility())
  .map((card) => {
    const { width, height } = card.getBoundingClientRect();
    return [width, height, card.scrollHeight - card.clientHeight, card.scrollWidth - card.clientWidth];
  })"""
MM = 96 / 25.4


def sheets(paper: bytes) -> int:
    """The pages of a PDF."""
    return len(re.findall(rb"/Type /Page\b(?!s)", paper))


def test_a_card_is_a_quarter_of_a_sheet_and_holds_all_its_text(page: Page, site: Built) -> None:
    page.goto(site.disk(PATH))
    page.set_viewport_size({"width": round(210 * MM), "height": round(297 * MM)})
    page.emulate_media(media="print")
    sizes = page.evaluate(SIZES)
    assert len(sizes) == len(site.activities)
    for width, height, below, beside in sizes:
        assert width == pytest.approx(105 * MM, abs=1)
        assert height == pytest.approx(148.4 * MM, abs=1)
        assert (below, beside) == (0, 0)
    assert sheets(page.pdf(prefer_css_page_size=True)) == math.ceil(len(sizes) / 4)


def test_what_was_chosen_stands_in_the_address_and_goes_on_paper(page: Page, site: Built) -> None:
    page.goto(site.disk(PATH))
    expect(page.locator("[data-cards-form]")).to_be_visible()
    phase = "bij-incidenten"
    page.locator(f'[data-cards-form] input[value="{phase}"]').check()
    wanted = sorted(slug for slug, card in site.activities.items() if card["verdicts"][phase] != "nu-niet")
    left = "Array.from(document.querySelectorAll('[data-card]:not(.left-out)'), (card) => card.dataset.card).sort()"
    assert page.evaluate(left) == wanted
    page.reload()
    assert page.evaluate(left) == wanted
    assert sheets(page.pdf(prefer_css_page_size=True)) == math.ceil(len(wanted) / 4)
    page.get_by_role("button", name=site.says("cards.none")).click()
    expect(page.get_by_role("button", name=site.says("cards.print"))).to_be_disabled()
    page.locator("[data-card] .take input").first.check()
    expect(page.locator("[data-cards-status]")).to_have_text(site.says("cards.count", count=1))
    assert sheets(page.pdf(prefer_css_page_size=True)) == 1


def test_a_phase_that_is_none_leaves_no_card_out(page: Page, site: Built) -> None:
    page.goto(f"{site.disk(PATH)}?fase=zzz")
    expect(page.locator("[data-card]:not(.left-out)")).to_have_count(len(site.activities))
    wanted = [slug for slug, card in site.activities.items() if card["verdicts"]["bij-incidenten"] != "nu-niet"]
    page.goto(f"{site.disk(PATH)}?fase=zzz&fase=bij-incidenten")
    expect(page.locator("[data-card]:not(.left-out)")).to_have_count(len(wanted))


def test_without_a_script_every_card_is_there(open_page: object, site: Built) -> None:
    page: Page = open_page(java_script_enabled=False)  # type: ignore[operator]
    page.goto(site.disk(PATH))
    expect(page.locator("[data-cards-form]")).to_be_hidden()
    expect(page.locator("[data-card] h2")).to_have_count(len(site.activities))
    expect(page.locator("[data-card] .take").first).to_be_hidden()


def test_behind_a_code_is_its_activity(page: Page, site: Built) -> None:
    slug = next(iter(site.activities))
    page.goto(site.disk(f"k/{short_code(f'activity:{slug}')}.html"))
    expect(page.locator("body.view-activity h1")).to_have_text(site.activities[slug]["title"])
