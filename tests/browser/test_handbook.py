"""The handbook on a screen: what is out of sight waits, and every place is still where its link leads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.built import Built

PLACES = 6
"""Places that are jumped to, spread over the book."""

LAST = "main .chapter-activities .entry:last-child p"
"""Where nobody is who has just opened the book."""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_link_in_the_contents_leads_to_its_place(page: Page, site: Built, width: int) -> None:
    """Though the length of what lies between is not known before it was shown."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.disk(site.page("handbook")))
    links = page.locator(".book-contents ol ol a")
    count = links.count()
    assert count > PLACES
    for number in range(1, count, count // PLACES):
        href = links.nth(number).get_attribute("href")
        assert href
        links.nth(number).click()
        place = page.locator(f'[id="{href.removeprefix("#")}"]')
        page.wait_for_function("document.querySelector(':target')?.getBoundingClientRect().top >= 0")
        box = place.bounding_box()
        assert box
        assert 0 <= box["y"] <= 100, href
        page.evaluate("scrollTo(0, 0)")


def test_who_comes_from_elsewhere_arrives_at_the_place(page: Page, site: Built) -> None:
    page.goto(site.disk(site.page("handbook")))
    href = page.locator(".book-contents ol ol a").nth(20).get_attribute("href")
    page.goto(site.disk("index.html"))
    page.goto(site.disk(site.page("handbook")) + str(href))
    page.wait_for_function("document.querySelector(':target').getBoundingClientRect().top >= 0")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") <= 100


def test_what_is_out_of_sight_waits_on_a_screen_and_is_there_on_paper(page: Page, site: Built) -> None:
    page.goto(site.disk(site.page("handbook")))
    shown = "(element) => element.checkVisibility({ contentVisibilityAuto: true })"
    assert not page.locator(LAST).first.evaluate(shown)
    page.emulate_media(media="print")
    assert page.locator(LAST).first.evaluate(shown)
