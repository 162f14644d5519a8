"""A reader walks through the site by clicking, from disk and from a sub-folder of a host, in two browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.built import Built, Choice
from tests.browser.conftest import PREFIX
from tests.browser.walking import follow

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Serve

PHASE = "bij-spanning"


@pytest.mark.parametrize("served", [False, True], ids=["from disk", "served"])
@pytest.mark.parametrize("name", ["page", "firefox_page"])
def test_from_home_to_the_library_and_back(
    site: Built, name: str, served: bool, serve: Serve, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(name)
    base = serve(site.folder, PREFIX) if served else site.folder.as_uri() + "/"
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    activity, example = with_example(site)
    words = site.messages

    page.goto(f"{base}index.html")
    titles = [page.locator("h1").inner_text()]
    main = page.get_by_role("main")

    def click(path: str, view: str) -> None:
        follow(main.locator(f'a[href$="{path}"]').first)
        expect(page.locator(f"body.view-{view}")).to_be_visible()
        titles.append(page.locator("h1").inner_text())

    click(f"{words['address']['phase']}/{PHASE}.html", "phase")
    to_part = f"/{activity}.html?{words['param']['phase']}={PHASE}#{PHASE}"
    click(to_part, "activity")
    assert page.url == f"{base}{words['address']['activity']}{to_part}"
    expect(main.locator(f"h2#{PHASE}")).to_be_in_viewport()
    click(f"/{example}.html", "example")
    follow(page.get_by_role("navigation").get_by_role("link", name=words["nav"]["library"], exact=True).first)
    expect(page.locator("body.view-library-list")).to_be_visible()
    titles.append(page.locator("h1").inner_text())
    follow(main.locator("[data-filter-list] a").first)
    expect(page.locator("body.view-library")).to_be_visible()

    assert len(set(titles)) == len(titles)
    for title in reversed(titles):
        page.go_back()
        expect(page.locator("h1")).to_have_text(title)
    assert page.url == f"{base}index.html"
    assert [url for url in asked if not url.startswith((base, "data:"))] == []


def with_example(site: Built) -> tuple[str, str]:
    """An activity that fits in the phase, and an example that shows it done."""
    fitting = site.chosen([("phase", PHASE)])
    for slug, example in site.entries("examples").items():
        for ref in example["activities"]:
            if ref.removeprefix("activity:") in fitting:
                return ref.removeprefix("activity:"), slug
    pytest.fail("the content has no such example")


@pytest.mark.parametrize("path", ["nergens.html", "activiteiten/nergens.html", "a/b/c/d/nergens/"])
def test_an_address_that_leads_nowhere_gets_a_page_that_works(
    page: Page, hosted_site: Built, serve: Serve, path: str, page_problems: list[str]
) -> None:
    base = serve(hosted_site.folder, PREFIX)
    answer = page.goto(base + path)
    assert answer
    assert answer.status == 404
    page_problems.clear()  # the browser writes the 404 to the console
    expect(page.locator("body.view-not-found h1")).to_have_text(hosted_site.says("not-found.title"))
    assert page.evaluate(
        "Array.from(document.styleSheets, (sheet) => sheet.cssRules.length).every((size) => size > 0)"
    )
    links: list[str] = page.locator("a[href]").evaluate_all("links => links.map((link) => link.href)")
    ours = sorted({link.partition("#")[0] for link in links if link.startswith(base)})
    assert len(ours) > 5
    for link in ours:
        if link != base + path:  # the link to the content leads to this page itself
            assert page.request.get(link).status == 200, link
    follow(page.get_by_role("main").get_by_role("link", name=hosted_site.says("not-found.home")))
    assert page.url == f"{base}index.html"
    expect(page.locator("body.view-home")).to_be_visible()


def test_every_page_of_a_phase_or_target_group_gives_the_same_set_as_the_filter(page: Page, site: Built) -> None:
    address = site.messages["address"]
    for facet in ("phase", "target-group"):
        for value in site.values_of(facet):
            page.goto(site.disk(f"{address[facet]}/{value}.html"))
            parts = (
                ".fits-past > ul, .fits-past-als > ul" if facet == "phase" else "main section:has(#activiteiten) > ul"
            )
            found: list[str] = (
                page.locator(parts)
                .locator("> li > a, > li > :is(h3, h4) > a")
                .evaluate_all(
                    "links => links.map((link) => new URL(link.href).pathname.replace(/.*\\/|\\.html$/g, '')).sort()"
                )
            )
            choice: Choice = [(facet, value)]
            assert (value, found) == (value, site.chosen(choice))
