"""Goes from page to page as a reader does who waits until the page is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator


def follow(link: Locator, key: str | None = None) -> None:
    """Follow a link, and wait until the page that it leads to is whole.

    A button works once the scripts of its page ran: what a test presses before, in the moment in which the page is
    seen and they still load, is lost. And who leaves a page that still loads breaks off what it asks for, which
    Firefox writes to the console.

    Args:
        link: the link, or the button that leads to another page.
        key: the key to press on it, such as ``Enter``; without one it is clicked.

    Raises:
        TimeoutError: of Playwright, where no other page came.
    """
    with link.page.expect_navigation(wait_until="load"):
        if key:
            link.press(key)
        else:
            link.click()
