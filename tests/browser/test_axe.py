"""axe finds nothing, on any kind of page and in any state: light and dark, small and wide, open and folded."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.built import KINDS, Built
from tests.browser.test_room import SPACING, ZOOMED

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

VENDOR = Path(__file__).resolve().parent / "vendor"
AXE = (VENDOR / "axe.min.js").read_text("utf-8")
RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { passes, violations } = await axe.run(document,
    { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } },
      resultTypes: ["violations"], preload: false });
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target} ${node.failureSummary.replace(/\\s+/g, " ")}`));
  return { ran: passes.length, told };
}"""
NARROW, WIDE = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
# Each side of each difference is seen with each side of another.
STATES = [("light", NARROW, True), ("dark", NARROW, False), ("light", WIDE, False), ("dark", WIDE, True)]
NAMES = ["small", "small-dark", "wide", "wide-dark"]
# The book is so long that axe takes half a minute for it; its parts are those of other pages, in the same colours.
PAGES = [
    pytest.param(kind, *state, id=f"{kind}-{name}")
    for kind in KINDS
    for name, state in zip(NAMES, STATES, strict=True)
    if kind != "handbook" or name == "small"
]


def violations(page: Page) -> list[str]:
    """What axe has to say about the page as it is now, a line for each place."""
    page.evaluate(AXE)
    result = page.evaluate(RUN)
    assert result["ran"] > 10
    told: list[str] = result["told"]
    return told


def test_what_others_made_is_as_they_published_it() -> None:
    vendor = tomllib.loads((VENDOR / "vendor.toml").read_text("utf-8"))
    named = {"vendor.toml"}
    for name, entry in vendor.items():
        data = (VENDOR / entry["file"]).read_bytes()
        assert (name, hashlib.sha256(data).hexdigest()) == (name, entry["sha256"])
        assert entry["version"].encode() in data[:200]
        assert entry["licence"]
        named |= {entry["file"], *entry["licence_files"]}
    assert named == {path.name for path in VENDOR.iterdir()}


def test_axe_sees_what_is_wrong(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "fout.html"
    file.write_text("<!doctype html><html lang=nl><title>Fout</title><main><h1>Fout</h1><img src=''>", "utf-8")
    page.goto(file.as_uri())
    assert any(line.startswith("image-alt") for line in violations(page))


@pytest.mark.parametrize(("kind", "scheme", "viewport", "unfolded"), PAGES)
def test_a_page_has_no_violations(
    open_page: OpenPage,
    reach: Callable[[str], str],
    kind: str,
    scheme: str,
    viewport: dict[str, int],
    unfolded: bool,
) -> None:
    page = open_page(color_scheme=scheme, viewport=viewport, reduced_motion="reduce")
    page.goto(reach(kind))
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert violations(page) == []


@pytest.mark.parametrize("kind", ["home", "phase", "activity", "activities", "check", "plan"])
@pytest.mark.parametrize("state", ["forced", "spacing", "zoomed"])
def test_what_readers_set_themselves_brings_no_violations(
    open_page: OpenPage, reach: Callable[[str], str], kind: str, state: str
) -> None:
    page = open_page(
        viewport=ZOOMED if state == "zoomed" else NARROW,
        forced_colors="active" if state == "forced" else "none",
        reduced_motion="reduce",
    )
    page.goto(reach(kind))
    if state == "spacing":
        page.add_style_tag(content=SPACING)
    page.evaluate("document.querySelectorAll('.menu').forEach((fold) => { fold.open = true; })")
    assert page.locator(".menu a:visible").count() > 5
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_activity_that_is_ticked_off_and_kept_has_no_violations(
    open_page: OpenPage, site: Built, scheme: str
) -> None:
    page = open_page(viewport=NARROW, color_scheme=scheme, reduced_motion="reduce")
    page.goto(site.disk(site.page("activity")))
    page.locator("[data-tick] input").first.check()
    page.locator("[data-plan-save] button").first.click()
    assert page.locator("[data-ticks-bar]").is_visible()
    assert page.locator("[data-plan-save] a").first.is_visible()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("scheme", "viewport"), [("light", NARROW), ("dark", NARROW), ("light", WIDE), ("dark", WIDE)]
)
@pytest.mark.parametrize("text", ["", "zzzz"], ids=["filtered", "no results"])
def test_a_filtered_list_has_no_violations(
    open_page: OpenPage, site: Built, text: str, scheme: str, viewport: dict[str, int]
) -> None:
    page = open_page(color_scheme=scheme, viewport=viewport, reduced_motion="reduce")
    param = site.messages["param"]
    phase, group = site.values_of("phase")[0], site.values_of("target-group")[0]
    query = site.query([("phase", phase), ("target-group", group)])
    page.goto(f"{site.disk(site.page('activities'))}?{query}&{param['search']}={text}")
    assert page.locator("[data-filter-list] > li:visible").count() == (
        0 if text else len(site.chosen([("phase", phase), ("target-group", group)]))
    )
    page.evaluate("document.querySelector('[data-filter-panel]').open = true")
    assert violations(page) == []


@pytest.mark.parametrize(
    ("scheme", "viewport"), [("light", NARROW), ("dark", NARROW), ("light", WIDE), ("dark", WIDE)]
)
@pytest.mark.parametrize("text", ["gesprekken", "polarisatie", "dailoog", "zzzzqq"])
def test_what_is_found_has_no_violations(
    open_page: OpenPage, site: Built, text: str, scheme: str, viewport: dict[str, int]
) -> None:
    page = open_page(color_scheme=scheme, viewport=viewport, reduced_motion="reduce")
    page.goto(f"{site.disk(site.page('search'))}?q={text}")
    page.wait_for_selector("[data-search][data-ready]", state="attached", timeout=120_000)
    assert (page.locator("[data-search-results] a").count() > 0) is (text != "zzzzqq")
    assert violations(page) == []


@pytest.mark.parametrize("kind", ["examples", "library-list"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_list_that_was_put_in_order_has_no_violations(
    open_page: OpenPage, site: Built, kind: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, viewport=WIDE, reduced_motion="reduce")
    page.goto(f"{site.disk(site.page(kind))}?{site.says('param.order')}={site.says('param.title')}")
    page.get_by_role("button", name=site.says("filter.pick")).click()
    assert page.locator("[data-filter-group]:visible").count() == 1
    assert violations(page) == []
