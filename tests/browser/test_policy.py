"""Under the strictest Content-Security-Policy every page works as it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.built import KINDS, Built
from tests.browser.conftest import PREFIX

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Serve

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
GATHER = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""


@pytest.mark.parametrize("name", ["page", "firefox_page"])
def test_the_policy_is_seen_to_be_broken(
    name: str,
    tmp_path: Path,
    serve: Serve,
    page_problems: list[str],
    request: pytest.FixtureRequest,
) -> None:
    page: Page = request.getfixturevalue(name)
    page.add_init_script(GATHER)
    (tmp_path / "fout.html").write_text("<!doctype html><title>Fout</title><p style='color:red'>Fout", "utf-8")
    page.goto(serve(tmp_path, headers={"Content-Security-Policy": POLICY}) + "fout.html")
    assert any(problem.startswith("console: policy: style-src") for problem in page_problems)
    # Firefox says it a second time in words of its own, when it likes: after the page is gone it can't.
    page.close()
    page_problems.clear()


@pytest.mark.parametrize("kind", KINDS)
def test_a_strict_policy_holds(page: Page, site: Built, serve: Serve, kind: str) -> None:
    page.add_init_script(GATHER)
    prefix = "/" if kind == "not-found" else PREFIX
    page.goto(serve(site.folder, prefix, {"Content-Security-Policy": POLICY}) + site.page(kind))
    expect(page.locator(f"body.view-{kind}")).to_be_visible()
    assert page.evaluate(
        "Array.from(document.styleSheets, (sheet) => sheet.cssRules.length).every((size) => size > 0)"
    )


def test_the_filter_works_under_a_strict_policy(page: Page, site: Built, serve: Serve) -> None:
    page.add_init_script(GATHER)
    list_path = f"{site.messages['address']['activity']}/index.html"
    page.goto(serve(site.folder, PREFIX, {"Content-Security-Policy": POLICY}) + list_path)
    phase = site.values_of("phase")[-1]
    page.locator(f'[data-facet="phase"] input[value="{phase}"]').check()
    expect(page.locator("[data-filter-list] > li:visible")).to_have_count(len(site.chosen([("phase", phase)])))
    page.get_by_role("searchbox").fill("zzzz")
    expect(page.locator("[data-filter-list] > li:visible")).to_have_count(0)
    page.get_by_role("searchbox").press("Enter")
