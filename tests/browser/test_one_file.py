"""The toolkit as one file: opened from disk, in both browsers, with and without a script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from tests.browser.built import Built
from wijkverbinder.parcel.single import make_one_files

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage


@pytest.fixture(scope="module")
def one(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real toolkit as one file."""
    (made,) = make_one_files(site.project, tmp_path_factory.mktemp("one"))
    return made


@pytest.fixture(scope="module")
def tree(one: Path) -> LexborHTMLParser:
    """The file, parsed."""
    return LexborHTMLParser(one.read_text("utf-8"))


@pytest.fixture(params=["chromium", "firefox"])
def opened(request: pytest.FixtureRequest, one: Path) -> Page:
    """The file as a reader has it who opens it, with no network."""
    name = "open_page" if request.param == "chromium" else "open_firefox_page"
    opener: OpenPage = request.getfixturevalue(name)
    page = opener(viewport={"width": 1280, "height": 800}, reduced_motion="reduce", offline=True)
    page.goto(one.as_uri())
    return page


def shown(page: Page) -> list[str]:
    """The headings of the pages that are shown."""
    found: list[str] = page.eval_on_selector_all(
        "main > article:not([hidden]) h1", "(heads) => heads.map((head) => head.textContent.trim())"
    )
    return found


def expect_shown(page: Page, title: str) -> None:
    """Waits until the page with that heading is the one that is shown."""
    expect(page.locator("main > article:not([hidden]) h1")).to_have_text([title])


def back(page: Page, steps: int, wanted: str) -> None:
    """Goes back, and waits until the page with that heading is shown."""
    page.evaluate("(steps) => history.go(-steps)", steps)
    expect_shown(page, wanted)


def test_every_id_stands_once_and_every_link_leads_somewhere(tree: LexborHTMLParser) -> None:
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert [name for name, count in ids.items() if count > 1] == []
    hrefs = {node.attributes["href"] or "" for node in tree.css("a[href]")}
    assert [href for href in hrefs if href.startswith("#") and href[1:] not in ids] == []
    assert [href for href in hrefs if not href.startswith(("#", "https://", "http://", "mailto:", "tel:"))] == []
    for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        for node in tree.css(f"[{name}]"):
            assert {*(node.attributes[name] or "").split()} <= ids.keys()


def test_every_page_is_in_it_whole(site: Built, tree: LexborHTMLParser) -> None:
    articles = {node.attributes["id"]: node for node in tree.css("main > article")}
    for kind in ("activity", "phase", "example", "library", "term", "target-group", "page"):
        paths = [path for path, view in site.pages.items() if view == kind]
        assert paths
        for path in paths:
            there = LexborHTMLParser((site.folder / path).read_text("utf-8")).css_first("main")
            assert there
            here = articles[path.removesuffix(".html").removesuffix("/index").replace("/", "-")]
            assert here.text().split() == there.text().split(), path


def test_nothing_is_asked_of_anyone_and_only_what_is_named_may_run(one: Path, tree: LexborHTMLParser) -> None:
    assert not tree.css("link, iframe, object, embed, script[src], base")
    assert all((node.attributes["src"] or "").startswith("data:") for node in tree.css("[src]"))
    assert not re.search(r"url\((?!data:|#)", one.read_text("utf-8"))
    policy = tree.css_first("meta[http-equiv=Content-Security-Policy]")
    assert policy
    said = policy.attributes["content"] or ""
    assert said.startswith("default-src 'none'; ")
    for kind in ("script", "style"):
        (node,) = tree.css(kind)
        digest = base64.b64encode(hashlib.sha256(node.text().encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in said


def test_two_files_of_the_same_site_are_equal(site: Built, one: Path, tmp_path: Path) -> None:
    (again,) = make_one_files(site.project, tmp_path / "elders é")
    assert again.name == one.name
    assert again.read_bytes() == one.read_bytes()
    assert again.stat().st_size < 10_000_000  # or few mailboxes take it


def test_one_page_is_shown_and_links_and_the_way_back_turn_pages(opened: Page, site: Built) -> None:
    home = shown(opened)
    assert len(home) == 1
    opened.locator("header a", has_text=site.says("nav.activities")).click()
    expect_shown(opened, site.says("activities.title"))
    assert opened.title().startswith(site.says("activities.title"))
    assert opened.evaluate("document.activeElement.tagName") == "H1"
    # By key: what lies above in the list gets its height as it comes into sight, and a click may land elsewhere.
    opened.locator("#activiteiten [data-filter-list] a", has_text="Dialoog").first.press("Enter")
    expect_shown(opened, "Dialoog")
    opened.locator("article:not([hidden]) .doors a").last.click()
    expect_shown(opened, "Dialoog")
    back(opened, 2, site.says("activities.title"))
    back(opened, 1, *home)


def test_a_list_is_narrowed_and_its_links_lead_to_the_part_that_was_chosen(opened: Page, site: Built) -> None:
    opened.evaluate("location.hash = 'activiteiten'")
    phase = site.values_of("phase")[2]
    wanted = site.chosen([("phase", phase)])
    opened.locator(f"#activiteiten input[value='{phase}']").check()
    items = opened.locator("#activiteiten [data-filter-list] > li:visible")
    assert items.count() == len(wanted) < len(site.activities)
    first = items.first.locator("a").first
    name = first.text_content()
    first.click()
    expect_shown(opened, (name or "").strip())
    assert opened.url.endswith(f"--{phase}")
    opened.go_back()
    assert items.count() == len(wanted)
    # Another list keeps out of it.
    opened.evaluate("location.hash = 'voorbeelden'")
    opened.wait_for_function("!document.getElementById('voorbeelden').hidden")
    assert opened.locator("#voorbeelden input:checked").count() == 0


def test_by_chance_leads_to_a_page(opened: Page, site: Built) -> None:
    opened.evaluate("location.hash = 'activiteiten'")
    opened.get_by_role("button", name=site.says("filter.pick")).click()
    link = opened.locator("#activiteiten [data-filter-picked] a")
    name = (link.text_content() or "").strip()
    link.click()
    expect_shown(opened, name)


def test_a_page_is_found_by_its_words(opened: Page, site: Built) -> None:
    field = opened.locator("#begin input[type=search]")
    field.fill("buurtbemíddeling")
    field.press("Enter")
    expect_shown(opened, site.says("search.title"))
    links = opened.locator("#zoeken ol a")
    assert links.first.text_content() == "buurtbemiddeling" or "uurtbemiddeling" in (links.first.text_content() or "")
    links.first.click()
    assert "uurtbemiddeling" in shown(opened)[0]
    opened.go_back()
    opened.locator("#vind").fill("zzzzqq")
    assert opened.locator("#zoeken [role=status]").text_content() == site.says("search.none", query="zzzzqq")
    assert links.count() == 0


def test_a_place_on_a_page_can_be_opened_at_once(open_page: OpenPage, one: Path) -> None:
    page = open_page()
    page.goto(f"{one.as_uri()}#activiteiten-dialoog--meten")
    expect_shown(page, "Dialoog")
    assert (
        page.evaluate("Math.abs(document.getElementById('activiteiten-dialoog--meten').getBoundingClientRect().y)")
        < 200
    )


def test_without_a_script_all_pages_stand_there_with_a_table_of_contents(open_page: OpenPage, one: Path) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(one.as_uri())
    articles = page.locator("main > article:visible")
    assert articles.count() == page.locator("main > article").count() - 1 > 200
    contents = page.locator("#alles a")
    assert contents.count() == articles.count()
    contents.nth(1).click()
    assert page.url.partition("#")[2] == (contents.nth(1).get_attribute("href") or "")[1:]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: OpenPage, one: Path, scheme: str) -> None:
    from tests.browser.test_axe import violations

    page = open_page(color_scheme=scheme, viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    for part in ("", "#activiteiten-dialoog", "#zoeken", "#bibliotheek"):
        page.goto(f"{one.as_uri()}{part}")
        page.reload()
        # What is not shown is not seen, but looking through all of it takes minutes.
        page.evaluate("document.querySelectorAll('main > article[hidden]').forEach((page) => page.remove())")
        assert violations(page) == [], part
