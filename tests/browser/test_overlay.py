"""The example of a local layer in a real browser: from disk, without a fault that axe sees, in its own colours."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.browser.built import ROOT, Built
from tests.browser.test_axe import STATES, violations
from tests.browser.walking import follow
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

PAGES = (
    "index.html",
    "activiteiten/index.html",
    "activiteiten/stoepkoffie.html",
    "activiteiten/buurtfeest.html",
    "activiteiten/dialoog.html",
    "activiteiten/buurtkrant.html",
    "fasen/bij-incidenten.html",
    "over.html",
)
"""A page of each kind on which something is local, or hidden."""


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real content with the example of a local layer over it."""
    root = tmp_path_factory.mktemp("voorbeeldstad")
    for name in ("assets", "content", "templates", "overlays"):
        shutil.copytree(ROOT / name, root / name)
    project = Project.at(root, overlay="voorbeeldstad")
    assert not build(project).failed
    return Built(project)


@pytest.mark.parametrize(("scheme", "viewport", "unfolded"), STATES, ids=["small", "small-dark", "wide", "wide-dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_local_page_has_no_violations(
    open_page: OpenPage, local: Built, path: str, scheme: str, viewport: dict[str, int], unfolded: bool
) -> None:
    page = open_page(color_scheme=scheme, viewport=viewport, reduced_motion="reduce")
    page.goto(local.disk(path))
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_sign_has_the_colour_of_the_host_and_its_logo_is_there(page: Page, local: Built) -> None:
    page.goto(local.disk("index.html"))
    sign = page.locator(".sign")
    assert sign.evaluate("(sign) => getComputedStyle(sign).backgroundColor") == "rgb(31, 93, 58)"
    assert page.locator(".logo").evaluate("(logo) => logo.complete && logo.naturalWidth") > 0


def test_a_reader_finds_what_is_local_and_who_to_call(page: Page, local: Built) -> None:
    page.goto(local.disk("zoeken.html") + "?q=stoepkoffie")
    page.locator("[data-search-results] a", has_text="Stoepkoffie").first.click()
    assert page.locator("h1").inner_text() == "Stoepkoffie"
    page.goto(local.disk("fasen/bij-incidenten.html"))
    page.locator(".contents a[href='#terecht']").first.dispatch_event("click")
    assert page.locator("section.local a[href^='tel:']").count() == 3


def test_the_filter_and_the_plan_do_without_what_is_hidden(page: Page, local: Built) -> None:
    page.goto(local.disk("activiteiten/index.html"))
    titles = page.locator("[data-filter-list] > li h3").all_text_contents()
    assert "Stoepkoffie" in titles
    assert "Buurtkrant en verhalen" not in titles


def test_who_kept_the_address_of_something_hidden_is_told(page: Page, local: Built) -> None:
    page.goto(local.disk("activiteiten/buurtkrant.html"))
    assert "laat “Buurtkrant en verhalen” niet zien" in page.locator("main").inner_text()
    follow(page.locator("main a").first)
    assert page.url.endswith("activiteiten/index.html")
