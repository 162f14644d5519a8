"""What to prepare and what to do can be ticked; the ticks stay on the device, and go at one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.built import Built
from tests.browser.conftest import PREFIX

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Serve

SMALL = {"width": 320, "height": 640}


def boxes(page: Page) -> list[bool]:
    found: list[bool] = page.locator("[data-tick] input").evaluate_all("all => all.map((one) => one.checked)")
    return found


def slug_with_materials(site: Built) -> str:
    return next(slug for slug, facts in site.entries("activities").items() if facts.get("materials"))


def path_of(site: Built, slug: str) -> str:
    return f"{site.messages['address']['activity']}/{slug}.html"


@pytest.mark.parametrize("served", [False, True], ids=["from disk", "served"])
@pytest.mark.parametrize("opener", ["open_page", "open_firefox_page"])
def test_ticks_are_set_kept_and_erased_by_keyboard(
    site: Built, opener: str, served: bool, serve: Serve, request: pytest.FixtureRequest
) -> None:
    open_page: OpenPage = request.getfixturevalue(opener)
    page = open_page(viewport=SMALL)
    base = serve(site.folder, PREFIX) if served else site.folder.as_uri() + "/"
    slug = slug_with_materials(site)
    facts = site.entries("activities")[slug]
    total = len(facts["materials"]) + len(facts["steps"])
    page.goto(base + path_of(site, slug))
    assert boxes(page) == [False] * total
    bar = page.locator("[data-ticks-bar]")
    expect(bar).to_contain_text(site.says("activity.ticks", count=0, total=total))
    clear = bar.get_by_role("button", name=site.says("activity.ticks-clear"))
    expect(clear).to_have_count(0)
    step = page.get_by_role("checkbox", name=facts["steps"][0]["title"], exact=True)
    for box in (page.locator("[data-tick] input").first, step):
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_be_checked()
    expect(bar).to_contain_text(site.says("activity.ticks", count=2, total=total))
    ticked = boxes(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    page.reload()
    assert boxes(page) == ticked
    other = next(name for name in site.activities if name != slug)
    page.goto(base + path_of(site, other))
    assert True not in boxes(page)
    page.goto(base + path_of(site, slug))
    assert boxes(page) == ticked
    clear.focus()
    page.keyboard.press("Enter")
    assert True not in boxes(page)
    expect(bar.get_by_role("status")).to_have_text(site.says("activity.ticks-cleared"))
    expect(page.locator("[data-tick] input").first).to_be_focused()
    page.reload()
    assert True not in boxes(page)


def test_without_script_or_store_the_lists_stand_as_they_are(open_page: OpenPage, site: Built) -> None:
    page = open_page(java_script_enabled=False)
    slug = slug_with_materials(site)
    page.goto(site.disk(path_of(site, slug)))
    expect(page.locator("[data-tick] input")).to_have_count(0)
    expect(page.locator("[data-ticks-bar]")).to_be_hidden()
    expect(page.locator(".ticks > li")).to_have_count(len(site.entries("activities")[slug]["materials"]))


def test_what_is_kept_is_no_more_than_which_items_are_ticked(page: Page, site: Built) -> None:
    slug = slug_with_materials(site)
    page.goto(site.disk(path_of(site, slug)))
    page.locator("[data-tick] label").first.click()
    kept = page.evaluate(f"window.wijkverbinder.keep.get('ticks:{slug}')")
    assert len(kept) == 1
    assert len(kept[0]) <= 7
    page.evaluate("window.wijkverbinder.keep.clear()")
    assert True not in boxes(page)
