"""On a host the site goes on without a network, never mixes two versions, and says when a newer one is there."""

from __future__ import annotations

import json
import re
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import HOST, PREFIX, FolderHandler, Server
from tests.browser.test_policy import GATHER, POLICY
from tests.small import activity, lay_project, put, text
from wijkverbinder.pipeline import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from wijkverbinder.project import Project

KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("wijkverbinder-"));
  const stores = await Promise.all(names.map((name) => caches.open(name)));
  const keys = await Promise.all(stores.map((store) => store.keys()));
  return keys.flat().map((request) => request.url);
}"""
WALK = "content/activities/samen-wandelen.md"
WALK_PAGE = "activiteiten/samen-wandelen.html"


class Host:
    """A host in a sub-folder that can be cut off from its readers."""

    def __init__(self, folder: Path) -> None:
        """Serves a folder."""
        handler = partial(
            FolderHandler, directory=str(folder), prefix=PREFIX, headers={"Content-Security-Policy": POLICY}
        )
        self.server = Server((HOST, 0), handler)
        self.address = f"http://{HOST}:{self.server.server_port}{PREFIX}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.reached = True

    def cut(self) -> None:
        """No reader reaches the host any more."""
        if self.reached:
            self.server.shutdown()
            self.server.server_close()
        self.reached = False


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small site as readers see it, built."""
    project = lay_project(tmp_path / "kit", real_templates=True)
    assert not build(project).failed
    return project


@pytest.fixture
def host(project: Project) -> Iterator[Host]:
    """A host that serves it."""
    host = Host(project.output)
    yield host
    host.cut()


def listed(project: Project) -> dict[str, str]:
    """The files that the worker of the built site names, with their digests."""
    found = re.search(r"const SITE = (\{.*\});", (project.output / "sw.js").read_text("utf-8"))
    assert found
    files: dict[str, str] = json.loads(found.group(1))["files"]
    return files


def keys(host: Host, files: dict[str, str]) -> set[str]:
    return {f"{host.address}{path}?{digest}" for path, digest in files.items()}


def wait_until_kept(page: Page, expected: set[str]) -> None:
    """Waits until exactly these are kept."""
    found: set[str] = set()
    for _ in range(150):
        found = {*page.evaluate(KEPT)}
        if found == expected:
            return
        page.wait_for_timeout(200)
    assert found == expected


def test_after_a_first_visit_every_page_is_there_without_a_network(page: Page, host: Host, project: Project) -> None:
    page.add_init_script(GATHER)
    page.goto(host.address)
    wait_until_kept(page, keys(host, listed(project)))
    host.cut()
    for path in (WALK_PAGE, "activiteiten/?fase=in-rust#lijst", "", "activiteiten/samen-wandelen"):
        page.goto(host.address + path)
        expect(page.locator("h1")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Samen wandelen")
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    page.goto(host.address + "begrippen/nergens.html")
    expect(page.locator("body.view-offline h1")).to_be_visible()
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page.locator("body.view-phases h1")).to_be_visible()


def test_a_reader_gets_no_language_but_those_that_they_read(page: Page, host: Host, project: Project) -> None:
    put(project.root, "site.toml", 'name = "Kleine site"\nlanguages = ["nl", "en"]\n')
    assert not build(project).failed
    files = listed(project)
    places = ("en/index.html", "en/no-internet.html")
    dutch = {path: digest for path, digest in files.items() if not path.startswith("en/") or path in places}
    assert len(dutch) < len(files) - 5
    page.goto(host.address)
    wait_until_kept(page, keys(host, dutch))
    page.wait_for_timeout(1000)
    wait_until_kept(page, keys(host, dutch))
    page.goto(f"{host.address}en/")
    wait_until_kept(page, keys(host, files))


def test_the_plan_and_search_have_their_data_without_a_network(
    page: Page, host: Host, project: Project, page_problems: list[str]
) -> None:
    page.goto(host.address)
    wait_until_kept(page, keys(host, listed(project)))
    host.cut()
    page.goto(host.address + WALK_PAGE)
    page.locator("[data-plan-save] button").first.click()
    page.goto(f"{host.address}mijn-plan.html")
    expect(page.locator("[data-plan-items] h3")).to_have_text("Samen wandelen")
    expect(page.locator(".warning-missing, .warning-unread")).to_have_count(0)
    page.goto(f"{host.address}zoeken.html?q=wandelen")
    expect(page.locator("[data-search-results] a").first).to_have_text("Samen wandelen")
    # Whether the site has an activity that the worker does not know, can't be known now.
    page.evaluate("wijkverbinder.keep.set('plan', { items: [{ slug: 'bestaat-niet' }] })")
    page.goto(f"{host.address}mijn-plan.html")
    expect(page.locator(".warning-unread")).to_contain_text("bestaat-niet")
    expect(page.locator(".warning-missing")).to_have_count(0)
    page_problems.clear()  # the browser tells that it could not get that file


def test_the_code_of_a_card_leads_on_without_a_network(page: Page, host: Host, project: Project) -> None:
    page.goto(host.address)
    wait_until_kept(page, keys(host, listed(project)))
    host.cut()
    (short,) = [file for file in (project.output / "k").glob("*.html") if "samen-wandelen" in file.read_text("utf-8")]
    page.goto(f"{host.address}k/{short.name}")
    page.wait_for_url(f"**/{WALK_PAGE}")
    expect(page.locator("h1")).to_have_text("Samen wandelen")


def test_a_newer_version_is_told_and_comes_when_the_reader_wants_it(page: Page, host: Host, project: Project) -> None:
    page.goto(host.address)
    wait_until_kept(page, keys(host, listed(project)))
    put(project.root, WALK, text(activity("Samen wandelen in de regen", target_groups=["ouderen"])))
    assert not build(project).failed
    page.goto(host.address + WALK_PAGE)
    expect(page.locator("h1")).to_have_text("Samen wandelen")
    news = page.get_by_role("status").get_by_role("link")
    expect(news).to_be_visible(timeout=20_000)
    expect(page.locator("h1")).to_have_text("Samen wandelen")
    # The line stays in sight, and what gets focus comes above it.
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom)") >= 40
    news.click()
    expect(page.locator("h1")).to_have_text("Samen wandelen in de regen")
    expect(page.locator("[data-offline] p")).to_have_count(0)
    wait_until_kept(page, keys(host, listed(project)))


def test_a_file_of_another_version_is_not_kept(page: Page, host: Host, project: Project) -> None:
    """A host that is half renewed, or that changes pages on their way."""
    files = listed(project)
    file = project.output / WALK_PAGE
    file.write_text(file.read_text("utf-8").replace("Samen wandelen", "Iets heel anders"), "utf-8")
    page.goto(host.address)
    del files[WALK_PAGE]
    wait_until_kept(page, keys(host, files))
    page.goto(host.address + WALK_PAGE)
    expect(page.locator("h1")).to_have_text("Iets heel anders")
    page.wait_for_timeout(500)
    host.cut()
    page.goto(host.address + WALK_PAGE)
    expect(page.locator("body.view-offline")).to_be_visible()


def test_a_host_that_turns_it_off_takes_everything_back(page: Page, host: Host, project: Project) -> None:
    page.goto(host.address)
    wait_until_kept(page, keys(host, listed(project)))
    put(project.root, "site.toml", 'name = "Kleine site"\noffline = false\n')
    assert not build(project).failed
    page.goto(host.address + WALK_PAGE)
    wait_until_kept(page, set())
    gone = "async () => (await navigator.serviceWorker.getRegistrations()).length"
    for _ in range(100):
        if page.evaluate(gone) == 0:
            break
        page.wait_for_timeout(100)
    page.reload()
    assert page.evaluate(gone) == 0
    assert page.locator("[data-offline]").count() == 0


def test_a_phone_can_put_the_site_on_its_home_screen(page: Page, host: Host) -> None:
    page.goto(host.address + WALK_PAGE)
    link = page.locator("link[rel=manifest]")
    expect(link).to_have_count(1)
    manifest: dict[str, Any] = page.evaluate("async (link) => (await fetch(link.href)).json()", link.element_handle())
    assert manifest["lang"] == "nl"
    assert manifest["scope"] == "."
    address = page.evaluate("document.querySelector('link[rel=manifest]').href")
    assert address == f"{host.address}site.webmanifest"
    assert manifest["start_url"] == "index.html"
    sizes = page.evaluate(
        """async ({ address, icons }) => Promise.all(icons.map(async ({ src }) => {
          const image = new Image();
          image.src = new URL(src, address).href;
          await image.decode();
          return `${image.naturalWidth}x${image.naturalHeight}`;
        }))""",
        {"address": address, "icons": manifest["icons"]},
    )
    assert sizes == [icon["sizes"] for icon in manifest["icons"]] == ["192x192", "512x512"]


def test_from_disk_there_is_no_worker_and_no_manifest(page: Page, project: Project) -> None:
    page.goto((project.output / WALK_PAGE).as_uri())
    page.wait_for_timeout(1500)
    assert page.locator("link[rel=manifest]").count() == 0
    assert page.evaluate("document.querySelector('[data-offline]').childNodes.length") == 0
