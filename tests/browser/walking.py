"""Goes from page to page as a reader does who waits until the page is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator


# Cards of a long list take their size once they are seen, so that what stands below moves a moment after the list is
# scrolled; a hand waits for that, and a test on a busy machine presses while it happens.
_AT_REST = """(element) => new Promise((resolve) => {
  const place = () => Object.values(element.getBoundingClientRect().toJSON()).join();
  let before = "";
  let frames = 0;
  const look = () => {
    frames = place() === before ? frames + 1 : 0;
    if (frames === 10) return resolve();
    if (!frames) element.scrollIntoView({ block: "center", behavior: "instant" });
    before = place();
    requestAnimationFrame(look);
  };
  look();
})"""


def click_at_rest(element: Locator) -> None:
    """Click something once it no longer moves: a button of a card in a list, a link below such cards."""
    element.evaluate(_AT_REST)
    element.click()


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
            click_at_rest(link)
