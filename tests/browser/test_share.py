"""A reader passes a page on, or tells what is wrong on it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from PIL import Image
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from tests.browser.built import Built, build_real
from tests.browser.conftest import PREFIX
from wijkverbinder import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Serve

SMALL = {"width": 320, "height": 640}
CAN_SHARE = "navigator.share = (data) => { window.given = data; return Promise.resolve(); };"
CAN_NOT_COPY = "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });"
CAN_NOT_SHARE = "delete Navigator.prototype.share;"


def buttons(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-share] button:visible").all_inner_texts()
    return found


def test_the_link_is_copied_by_keyboard_and_that_is_told(open_page: OpenPage, site: Built, serve: Serve) -> None:
    page = open_page(viewport=SMALL, permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script(CAN_NOT_SHARE)
    address = serve(site.folder, PREFIX) + site.page("activity") + "?fase=bij-spanning#stappen"
    page.goto(address)
    assert buttons(page) == [site.says("share.copy")]
    button = page.get_by_role("button", name=site.says("share.copy"))
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-share]").get_by_role("status")).to_have_text(site.says("share.copied"))
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


def test_where_the_device_can_share_it_gets_title_and_address(page: Page, site: Built, serve: Serve) -> None:
    page.add_init_script(CAN_SHARE)
    address = serve(site.folder) + site.page("phase")
    page.goto(address)
    page.get_by_role("button", name=site.says("share.device")).click()
    assert page.evaluate("window.given") == {"title": page.locator("h1").inner_text(), "url": address}


def test_what_a_reader_was_given_or_filled_in_is_not_passed_on_with_the_page(
    page: Page, site: Built, serve: Serve
) -> None:
    page.add_init_script(CAN_SHARE)
    address = serve(site.folder) + site.page("activity")
    shared = "() => wijkverbinder.keep.share(['plan'], location.href)"
    for place, expected in (("", ""), ("#stappen", "#stappen")):
        page.goto("about:blank")
        page.goto(address + place)
        page.evaluate("wijkverbinder.keep.set('plan', { items: [] })")
        given = page.evaluate(shared)
        assert "share=" in given
        page.goto("about:blank")
        page.goto(given)
        page.get_by_role("button", name=site.says("share.device")).click()
        assert page.evaluate("window.given.url") == address + expected


@pytest.mark.parametrize("kind", ["plan", "check", "not-found"])
def test_a_page_with_a_button_of_its_own_or_without_an_address_offers_no_link(
    page: Page, site: Built, serve: Serve, kind: str
) -> None:
    page.add_init_script(CAN_SHARE)
    page.goto(serve(site.folder) + site.page(kind))
    expect(page.locator("[data-share]")).to_have_count(0)


def test_where_nothing_works_nothing_is_offered(open_page: OpenPage, site: Built, serve: Serve) -> None:
    page = open_page()
    page.add_init_script(CAN_NOT_SHARE + CAN_NOT_COPY)
    page.goto(serve(site.folder) + site.page("page"))
    expect(page.locator("[data-share]")).to_be_hidden()
    bare = open_page(java_script_enabled=False)
    bare.goto(serve(site.folder) + site.page("page"))
    expect(bare.locator("[data-share]")).to_be_hidden()


def test_from_disk_only_an_address_that_others_can_open_is_offered(
    open_page: OpenPage, site: Built, hosted_site: Built
) -> None:
    page = open_page()
    page.add_init_script(CAN_SHARE)
    page.goto(site.disk(site.page("activity")))
    expect(page.locator("[data-share]")).to_be_hidden()
    path = hosted_site.page("activity")
    page.goto(hosted_site.disk(path))
    page.get_by_role("button", name=site.says("share.device")).click()
    assert page.evaluate("window.given.url") == f"https://wijk.example.org{PREFIX}{path}"


def test_every_page_tells_networks_what_it_is_and_has_its_picture(hosted_site: Built) -> None:
    base = f"https://wijk.example.org{PREFIX}"
    seen = set()
    for path, kind in hosted_site.pages.items():
        tree = LexborHTMLParser((hosted_site.folder / path).read_text("utf-8"))
        if kind == "not-found":
            continue
        told = {node.attributes["property"]: node.attributes["content"] for node in tree.css("meta[property]")}
        heading = tree.css_first("h1")
        assert heading
        assert told["og:title"] == heading.text()
        assert told["og:description"] == tree.css("meta[name=description]")[0].attributes["content"]
        if kind == "offline":
            assert "og:image" not in told
            continue
        image = told["og:image"] or ""
        assert image.startswith(base)
        seen.add(image)
        with Image.open(hosted_site.folder / image.removeprefix(base)) as picture:
            assert picture.size == (int(told["og:image:width"] or 0), int(told["og:image:height"] or 0))
    drawn = {file.relative_to(hosted_site.folder).as_posix() for file in hosted_site.folder.rglob("*.png")}
    assert seen == {base + path for path in drawn if not path.startswith("assets/")}


def test_without_a_public_address_nothing_absolute_is_said(site: Built) -> None:
    assert [file for file in site.folder.rglob("*.png") if file.parent.name != "assets"] == []
    text = (site.folder / site.page("activity")).read_text("utf-8")
    assert "og:" not in text


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_who_sees_a_mistake_gets_a_mail_with_the_page_filled_in(
    open_page: OpenPage, tmp_path_factory: pytest.TempPathFactory, script: bool
) -> None:
    site = build_real(tmp_path_factory.mktemp("mail"), {"contact": "buurt@wijk.example"})
    page = open_page(java_script_enabled=script, viewport=SMALL)
    path = site.page("activity")
    page.goto(site.disk(path))
    link = page.get_by_role("contentinfo").get_by_role("link", name=site.says("site.mistake"))
    address = link.get_attribute("href") or ""
    assert address.startswith("mailto:buurt@wijk.example?subject=")
    assert page.locator("h1").inner_text() in unquote(address).splitlines()[0]
    said = [line for line in unquote(address).splitlines() if ": " in line]
    assert said[1:] == [f"Pagina: {path}", f"Versie: {__version__}"]


def test_without_an_address_of_the_host_nothing_is_promised(
    page: Page, reach: Callable[[str], str], site: Built
) -> None:
    page.goto(reach("page"))
    expect(page.get_by_role("link", name=site.says("site.mistake"))).to_have_count(0)
