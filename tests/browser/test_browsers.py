"""The browser fixtures themselves: they see what they must see, and behave as a reader's browser does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of one page, whose script writes a word; the page also tries what only a server allows."""
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>Wijk</title><p>uit</p><script src=aan.js></script>", encoding="utf-8"
    )
    (tmp_path / "aan.js").write_text("document.querySelector('p').textContent = 'aan'", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["page", "firefox_page"])
def test_a_page_opens_from_disk(name: str, folder: Path, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(name)
    page.goto((folder / "index.html").as_uri())
    assert page.inner_text("p") == "aan"


@pytest.mark.parametrize("name", ["page", "firefox_page"])
def test_a_page_opens_from_a_sub_folder_of_a_server(
    name: str, folder: Path, serve: Callable[[Path, str], str], request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(name)
    page.goto(serve(folder, "/sub/map/") + "index.html")
    assert page.inner_text("p") == "aan"


def test_nothing_is_served_outside_the_sub_folder(
    page: Page, folder: Path, serve: Callable[[Path, str], str], page_problems: list[str]
) -> None:
    address = serve(folder, "/sub/map/")
    answer = page.goto(address.replace("/sub/map/", "/index.html"))
    assert answer
    assert answer.status == 404
    page_problems.clear()  # the browser writes the 404 to the console


@pytest.mark.parametrize(("name", "complaint"), [("page", "console"), ("firefox_page", "pageerror")])
def test_from_disk_a_page_may_not_fetch_its_neighbour(
    name: str,
    complaint: str,
    folder: Path,
    page_problems: list[str],
    request: pytest.FixtureRequest,
) -> None:
    page: Page = request.getfixturevalue(name)
    page.goto((folder / "index.html").as_uri())
    with page.expect_event(complaint):
        fetched = page.evaluate("fetch('aan.js').then(() => 'fetched', () => 'refused')")
    assert fetched == "refused"
    page_problems.clear()


@pytest.mark.parametrize("name", ["page", "firefox_page"])
@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("<script>console.error('mis')</script>", "console: mis"),
        ("<script>geenfunctie()</script>", "geenfunctie is not defined"),
        ("<img src='http://elders.invalid/a.png' alt=''>", "outside the site"),
    ],
)
def test_what_goes_wrong_on_a_page_is_gathered(
    name: str,
    markup: str,
    problem: str,
    tmp_path: Path,
    page_problems: list[str],
    request: pytest.FixtureRequest,
) -> None:
    page: Page = request.getfixturevalue(name)
    file = tmp_path / "fout.html"
    file.write_text(f"<!doctype html><title>Fout</title>{markup}", encoding="utf-8")
    page.goto(file.as_uri())
    wait_until(page, lambda: problem in "\n".join(page_problems))
    page_problems.clear()


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Give the browser five seconds to report something."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    pytest.fail("the browser did not report it")
