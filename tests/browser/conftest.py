"""Gives the browser tests real browsers, pages on which no error goes unseen, and a small server.

A page fails its test when anything is written to the console as an error, when a script raises, or when it
asks for something outside the site. A test that expects such a thing clears ``page_problems`` before it ends.
"""

from __future__ import annotations

import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.built import Built, build_many, build_real
from wijkverbinder.browsers import calm_options, find_browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

HOST = "127.0.0.1"
PREFIX = "/sub/map/"
"""The sub-folder of a host in which the tests put a site."""
UNSEEN = ("PreloadTopChromeWebUI", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
"""What Chromium prepares with each window, and no headless one shows: half of the time of opening a page."""
# Under automation Firefox opens files more freely than a reader's Firefox does; these make it honest again.
FIREFOX_PREFS: dict[str, str | float | bool] = {
    "browser.sessionhistory.max_total_viewers": 0,  # a page that comes back whole is not heard to load
    "privacy.file_unique_origin": True,
    "security.fileuri.strict_origin_policy": True,
}


class OpenPage(Protocol):
    """Opens a page in a context of its own."""

    def __call__(self, **options: Any) -> Page:
        """Open a page.

        Args:
            options: options of Playwright's new_context, such as ``java_script_enabled=False``.
        """


class Serve(Protocol):
    """Serves a folder as a plain host would."""

    def __call__(self, folder: Path, prefix: str = "/", headers: Mapping[str, str] | None = None) -> str:
        """Start to serve.

        Args:
            folder: what to serve.
            prefix: the address of the folder on the host, such as ``/sub/map/``.
            headers: what the host sends along with every file.

        Returns:
            the address of the folder.
        """


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder, so that they can be left out, and counted, together."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def playwright(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playwright]:
    """Playwright, which drives the browsers; they get a home of their own, where nobody's settings are.

    While it is there its event loop runs, and no other can: so it goes with the last test of this folder.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        driver = sync_playwright().start()
    yield driver
    driver.stop()


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The Chromium, Chrome or Edge of this machine; that there is none is a failure."""
    path = find_browser("chromium")
    if not path:
        pytest.fail("no Chromium here: `python3 build.py test` says what to do")
    browser = playwright.chromium.launch(executable_path=path, args=[*calm_options(), _without(playwright, path)])
    yield browser
    browser.close()


def _without(playwright: Playwright, path: str) -> str:
    """The option to leave out `UNSEEN`, and what Playwright leaves out: of two such options only the last counts."""
    # Only a browser that knows that it is driven tells how it was started.
    browser = playwright.chromium.launch(executable_path=path, args=[*calm_options(), "--enable-automation"])
    words = browser.new_browser_cdp_session().send("Browser.getBrowserCommandLine")["arguments"]
    browser.close()
    option = "--disable-features="
    return option + ",".join([*(word.removeprefix(option) for word in words if word.startswith(option)), *UNSEEN])


@pytest.fixture(scope="package")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """The Firefox of this machine; where there is none its tests are skipped, and that is told."""
    path = find_browser("firefox")
    if not path:
        pytest.skip("no Firefox here")
    browser = playwright.firefox.launch(executable_path=path, channel="moz-firefox", firefox_user_prefs=FIREFOX_PREFS)
    yield browser
    browser.close()


@pytest.fixture
def page_problems() -> list[str]:
    """Everything that went wrong on the pages of this test; what is still here at its end fails it."""
    return []


@pytest.fixture
def open_page(
    chromium: Browser,
    page_problems: list[str],
    serve: Serve,  # noqa: ARG001 - so that no server goes before the pages that still ask something of it
) -> Iterator[OpenPage]:
    """Opens pages in Chromium: ``open_page(viewport={"width": 320, "height": 640})``."""
    yield from watched_pages(chromium, page_problems)


@pytest.fixture
def open_firefox_page(
    firefox: Browser,
    page_problems: list[str],
    serve: Serve,  # noqa: ARG001 - so that no server goes before the pages that still ask something of it
) -> Iterator[OpenPage]:
    """Opens pages in Firefox."""
    yield from watched_pages(firefox, page_problems)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page in Chromium, as a reader has it."""
    return open_page()


@pytest.fixture
def firefox_page(open_firefox_page: OpenPage) -> Page:
    """A page in Firefox, as a reader has it."""
    return open_firefox_page()


def watched_pages(browser: Browser, problems: list[str]) -> Iterator[OpenPage]:
    """Give the opener of pages to one test, and look afterwards whether anything went wrong on them.

    Args:
        browser: the browser to open them in.
        problems: the list in which problems gather.
    """
    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.route(leaves_site, lambda route: route.abort())
        page = context.new_page()
        watch(page, problems)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not problems, "on the page:\n" + "\n".join(problems)


def watch(page: Page, problems: list[str]) -> None:
    """Gather what goes wrong on a page.

    Args:
        page: the page to watch.
        problems: the list to add to, a sentence each.
    """

    def asked(request: Request) -> None:
        if leaves_site(request.url):
            problems.append(f"asks for {request.url}, outside the site")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(f"console: {message.text}")

    page.on("console", said)
    page.on("pageerror", lambda error: problems.append(f"script: {error}"))
    page.on("request", asked)


def leaves_site(url: str) -> bool:
    """Tell whether an address lies outside the site: not on this disk, nor on the server of the tests."""
    parts = urlsplit(url)
    return parts.scheme not in ("about", "blob", "data", "file") and parts.hostname != HOST


class FolderHandler(SimpleHTTPRequestHandler):
    """Serves a folder at an address that may lie deeper than the root, and says nothing about it."""

    def __init__(self, *args: Any, prefix: str, headers: Mapping[str, str], **options: Any) -> None:
        self.prefix, self.extra = prefix, headers
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        """Find the file of an address; outside the prefix there is none."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory, "outside the site"))
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        """Send the host's own headers along."""
        for name, value in self.extra.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page for what is not there, as most hosts do."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Keep quiet: what matters is seen on the page."""


class Server(ThreadingHTTPServer):
    """A host that keeps all that a browser asks at once waiting, rather than refuse some of it."""

    request_queue_size = 64


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves folders as a plain host would: ``serve(site, "/sub/map/")`` gives the address of the folder."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path, prefix: str = "/", headers: Mapping[str, str] | None = None) -> str:
        handler = partial(FolderHandler, directory=str(folder), prefix=prefix, headers=headers or {})
        server = Server((HOST, 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return f"http://{HOST}:{server.server_port}{prefix}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site, built aside."""
    return build_real(tmp_path_factory.mktemp("site"))


@pytest.fixture
def reach(site: Built, serve: Serve) -> Callable[[str], str]:
    """Gives the address of the longest page of a kind: from disk, but for the 404 page, which only a host shows."""

    def address(kind: str) -> str:
        path = site.page(kind)
        return serve(site.folder) + path if kind == "not-found" else site.disk(path)

    return address


@pytest.fixture(scope="package")
def hosted_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site, told that it will stand in a sub-folder of a host."""
    return build_real(tmp_path_factory.mktemp("hosted"), {"base_url": f"https://wijk.example.org{PREFIX}"})


@pytest.fixture(scope="package")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of 1,000 made-up activities."""
    return build_many(tmp_path_factory.mktemp("large") / "project", 1000)
