"""Who comes to an activity from a phase, finds the part for that phase first, and the others a tap away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.built import Built
from tests.browser.conftest import PREFIX
from tests.browser.walking import follow

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Serve

PHASE = "bij-spanning"
SMALL = {"width": 320, "height": 640}
PARTS = ".part h2"
# The parts as the page has them, those in the contents of the page, and those that are unfolded.
SEEN = """() => {
  const ids = (selector) => Array.from(document.querySelectorAll(selector), (one) => one.id || one.hash.slice(1));
  const open = Array.from(document.querySelectorAll(".part"))
    .filter((part) => part.querySelector("[data-phase-fold]")?.open).map((part) => part.querySelector("h2").id);
  return [ids(".part h2"), ids(".contents [data-phase] a"), open];
}"""


def phases(site: Built) -> list[str]:
    """All phases, from calm to broken."""
    return site.values_of("phase")


def first(site: Built, phase: str) -> list[str]:
    """The phases with one in front."""
    return [phase, *(other for other in phases(site) if other != phase)]


def activity_for(site: Built, *fits: str) -> str:
    """An activity that fits in these phases, with its path in the site."""
    slug = next(slug for slug in site.activities if all(slug in site.chosen([("phase", phase)]) for phase in fits))
    return f"{site.messages['address']['activity']}/{slug}.html"


def asked(site: Built, path: str, phase: str) -> str:
    """The address of an activity for who comes from a phase."""
    return f"{path}?{site.messages['param']['phase']}={phase}#{phase}"


def here(page: Page) -> str:
    found: str = page.evaluate("location.search + location.hash")
    return found


@pytest.mark.parametrize("served", [False, True], ids=["from disk", "served"])
@pytest.mark.parametrize("opener", ["open_page", "open_firefox_page"])
def test_who_comes_from_the_pink_page_sees_the_part_for_pink_first(
    site: Built, opener: str, served: bool, serve: Serve, request: pytest.FixtureRequest
) -> None:
    open_page: OpenPage = request.getfixturevalue(opener)
    page = open_page(viewport=SMALL)
    base = serve(site.folder, PREFIX) if served else site.folder.as_uri() + "/"
    path = activity_for(site, *phases(site)[:3])
    page.goto(f"{base}{site.messages['address']['phase']}/{PHASE}.html")
    link = page.get_by_role("main").locator(f'a[href*="{path.rpartition("/")[2]}"]').first
    follow(link, "Enter")
    expect(page.locator("body.view-activity")).to_be_visible()
    assert page.url == base + asked(site, path, PHASE)
    assert page.evaluate(SEEN) == [first(site, PHASE), first(site, PHASE), [PHASE]]
    expect(page.locator(f"h2#{PHASE}")).to_be_in_viewport()
    tops: list[float] = page.locator(PARTS).evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert tops == sorted(tops)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    # The next stop of the keyboard lies in that part.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.part').querySelector('h2').id") == PHASE


def test_the_matrix_and_the_examples_lead_to_the_part_too(page: Page, site: Built) -> None:
    address = site.messages["address"]
    page.goto(site.disk(f"{address['activity']}/{address['matrix']}.html"))
    cells = page.locator("td a")
    assert cells.count() == len(site.activities) * len(phases(site))
    for number, phase in enumerate(phases(site)):
        expect(cells.nth(number)).to_have_attribute("href", asked(site, next(iter(sorted_slugs(page))), phase))
    follow(cells.nth(2))
    assert page.evaluate(SEEN)[0] == first(site, phases(site)[2])
    slug, example = next(iter(site.entries("examples").items()))
    page.goto(site.disk(f"{address['example']}/{slug}.html"))
    follow(page.locator("section:has(#zelf-doen) a").first)
    assert page.evaluate(SEEN)[0] == first(site, example["lead_phase"])


def sorted_slugs(page: Page) -> list[str]:
    """The activities of the matrix, as its rows link to them."""
    found: list[str] = page.locator("tbody th a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    return found


def test_another_door_brings_another_part_first_and_back_returns(open_page: OpenPage, site: Built) -> None:
    # Else the page still glides to the door that the test focuses when the door is opened.
    page = open_page(reduced_motion="reduce")
    path = activity_for(site, *phases(site)[:3])
    page.goto(site.disk(path))
    assert page.evaluate(SEEN)[:2] == [phases(site), phases(site)]
    assert page.locator("[data-phase-fold]:not([open])").count() == 0
    doors = page.locator(".doors a")
    expect(page.locator(".doors [aria-current]")).to_have_count(0)
    for phase in (phases(site)[1], phases(site)[2]):
        door = doors.nth(phases(site).index(phase))
        door.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(f"location.search.endsWith('={phase}')")
        assert page.evaluate(SEEN) == [first(site, phase), first(site, phase), [phase]]
        expect(door).to_have_attribute("aria-current", "true")
        expect(page.locator(".doors [aria-current]")).to_have_count(1)
        expect(page.locator(f"h2#{phase}")).to_be_in_viewport()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.part').querySelector('h2').id") == phase
    page.go_back()
    page.wait_for_function(f"location.hash === '#{phases(site)[1]}'")
    assert page.evaluate(SEEN)[0] == first(site, phases(site)[1])
    page.go_back()
    page.wait_for_function("!location.hash")
    assert page.evaluate(SEEN)[:2] == [phases(site), phases(site)]
    page.go_forward()
    page.wait_for_function("!!location.hash")
    assert page.evaluate(SEEN)[0] == first(site, phases(site)[1])


def test_the_choice_stays_on_the_page_and_goes_along_to_other_activities(page: Page, site: Built) -> None:
    path = activity_for(site, *phases(site)[:3])
    page.goto(site.disk(path) + f"?{site.messages['param']['phase']}={PHASE}")
    assert page.evaluate(SEEN)[0] == first(site, PHASE)
    page.locator(".contents summary").evaluate("summary => summary.parentNode.open = true")
    page.locator('.contents a[href="#stappen"]').click()
    expect(page.locator("#stappen")).to_be_in_viewport()
    assert here(page) == f"?{site.messages['param']['phase']}={PHASE}#stappen"
    assert page.evaluate(SEEN)[0] == first(site, PHASE)
    page.reload()
    assert page.evaluate(SEEN)[0] == first(site, PHASE)
    follow(page.locator("section:has(#verwant) a").first)
    expect(page.locator("body.view-activity")).to_be_visible()
    assert here(page) == asked(site, "", PHASE)
    assert page.evaluate(SEEN)[0] == first(site, PHASE)


def test_a_place_in_a_part_that_is_folded_is_found(page: Page, site: Built) -> None:
    path = activity_for(site, "in-rust", PHASE)
    page.goto(site.disk(path) + f"?{site.messages['param']['phase']}=in-rust")
    fold = page.locator(f'[data-phase="{PHASE}"] [data-phase-fold]')
    assert fold.get_attribute("open") is None
    fold.locator("summary").first.press("Enter")
    assert fold.get_attribute("open") is not None
    fold.locator("summary").first.press("Enter")
    page.locator(f'a[href="#{PHASE}-veiligheid"]').click()
    expect(page.locator(f"#{PHASE}-veiligheid")).to_be_in_viewport()
    assert page.evaluate(SEEN)[0] == first(site, "in-rust")


@pytest.mark.parametrize("query", ["?fase=nergens", "?fase=", "#nergens", "?fase=%F0", "#%F0"])
def test_what_is_no_phase_changes_nothing(page: Page, site: Built, query: str) -> None:
    page.goto(site.disk(activity_for(site, PHASE)) + query)
    assert page.evaluate(SEEN)[:2] == [phases(site), phases(site)]


def test_without_script_the_link_leads_to_the_part_and_every_part_is_open(open_page: OpenPage, site: Built) -> None:
    page = open_page(java_script_enabled=False, viewport=SMALL)
    page.goto(asked(site, site.disk(activity_for(site, *phases(site)[:3])), PHASE))
    expect(page.locator(f"h2#{PHASE}")).to_be_in_viewport()
    seen = page.locator(PARTS).evaluate_all("all => all.map((one) => one.id)")
    assert seen == phases(site)
    assert page.locator("[data-phase-fold]:not([open])").count() == 0


def test_on_paper_every_part_is_there_with_the_chosen_one_first(page: Page, site: Built) -> None:
    page.goto(asked(site, site.disk(activity_for(site, *phases(site)[:3])), PHASE))
    page.emulate_media(media="print")
    for phase in phases(site)[:3]:
        how = page.locator(f'[data-phase="{phase}"] .prose').first
        assert how.evaluate("one => one.checkVisibility({ contentVisibilityAuto: true })")
        assert how.bounding_box()
    assert page.evaluate(SEEN)[0] == first(site, PHASE)


def test_to_go_on_with_what_fits_the_phase_comes_first_and_a_link_leads_to_its_part(page: Page, site: Built) -> None:
    ladder = list(yaml.safe_load((site.project.content / "terms" / "rung.yaml").read_text("utf-8")))
    seen = 0
    for slug, card in site.activities.items():
        page.goto(asked(site, site.disk(f"{site.messages['address']['activity']}/{slug}.html"), PHASE))
        items = page.locator("[data-fits]")
        fits: list[bool] = items.evaluate_all(
            f"all => all.map((one) => one.dataset.fits.split(' ').includes('{PHASE}'))"
        )
        assert fits == sorted(fits, reverse=True)
        for href in items.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))"):
            name = href.partition(".html")[0]
            assert href == asked(site, f"{name}.html", PHASE)
            other = site.activities[name]
            assert ladder.index(other["rung"]) == ladder.index(card["rung"]) + 1
            assert {*other["target_groups"]} & {*card["target_groups"]}
            seen += 1
    assert seen > len(site.activities)
