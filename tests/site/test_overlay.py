"""The example of a local layer, laid over the real content: held to all that a page of the real site is held to.

The tests themselves are those of the real site. They take what `site` gives, and here that is the site of Voorbeeldstad.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cached_property

import pytest

from tests.site.conftest import OVERLAY, ROOT, RealSite
from tests.site.test_data import *  # noqa: F403
from tests.site.test_pages import *  # noqa: F403
from wijkverbinder.formats import show_problem
from wijkverbinder.kinds import FOLDERS
from wijkverbinder.matter import parse_matter
from wijkverbinder.model import Facts
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project
from wijkverbinder.read import read_text
from wijkverbinder.weigh import Weight, weigh_site

FIRST, MORE = 14_000, 400
"""Bytes of HTML and styles that arrive in the first round trip, and how much a local layer may add to a page of the
core, whichever is more: what the core gains later is not for a host to win back."""


class LocalSite(RealSite):
    """A published folder, and the front matter of the core with what a local layer adds and hides."""

    @cached_property
    def facts(self) -> Mapping[str, Mapping[str, Facts]]:
        """The front matter of every original that is shown, per kind and slug."""
        hidden = tomllib.loads((OVERLAY / "overlay.toml").read_text("utf-8"))["hide"]
        added = {
            kind.name: {file.stem: parse_matter(read_text(file)).facts for file in (OVERLAY / "add" / folder).glob("*.md")}
            for folder, kind in FOLDERS.items()
        }
        core = RealSite(self.output, self.report).facts
        return {
            kind: {slug: facts for slug, facts in {**found, **added[kind]}.items() if f"{kind}:{slug}" not in hidden}
            for kind, found in core.items()
        }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> RealSite:
    """The real content with the example of a local layer over it, built in a folder of its own."""
    aside = tmp_path_factory.mktemp("voorbeeldstad")
    outcome = build(Project(ROOT, aside / "site", aside / "state", overlay=OVERLAY))
    report = "".join(f"{show_problem(found, 'nl')}\n" for found in outcome.report.in_order())
    if outcome.failed:
        pytest.fail(f"the example of a local layer does not build:{os.linesep}{report}", pytrace=False)
    return LocalSite(aside / "site", report)


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Weight]:
    """What every page of the real site weighs without a local layer."""
    aside = tmp_path_factory.mktemp("kern")
    assert not build(Project(ROOT, aside / "site", aside / "state")).failed
    return {weight.path: weight for weight in weigh_site(aside / "site")}


def test_every_page_arrives_in_the_first_round_trip_or_nearly(site: RealSite, core: Mapping[str, Weight]) -> None:
    heavy = {
        weight.path: weight.first
        for weight in weigh_site(site.output)
        if weight.first > FIRST and weight.first > (core[weight.path].first if weight.path in core else 0) + MORE
    }
    assert heavy == {}


def test_it_does_all_that_a_local_layer_can() -> None:
    parts = {path.relative_to(OVERLAY).parts[0] for path in OVERLAY.rglob("*.md")}
    assert parts == {"README.md", "add", "replace", "change", "extend"}
    text = (OVERLAY / "overlay.toml").read_text("utf-8")
    assert all(sign in text for sign in ("hide = [", "logo =", "[settings]", "[colors.light]", "[colors.dark]"))
    assert (OVERLAY / "contacts.toml").exists()


def test_it_says_everywhere_that_it_is_made_up(site: RealSite) -> None:
    for path in ("README.md", "overlay.toml", "contacts.toml", "replace/pages/over.md"):
        assert "verzonnen" in (OVERLAY / path).read_text("utf-8"), path
    assert all("verzonnen" in html for path, html in site.html.items() if "view-moved" not in html and path[:2] != "k/")


def test_what_is_local_says_so_to_its_reader(site: RealSite) -> None:
    mark = "Lokaal: Voorbeeldstad"
    for path in ("activiteiten/stoepkoffie.html", "activiteiten/buurtfeest.html", "activiteiten/dialoog.html", "over.html"):
        note = site.pages[path].css_first("main > p.meta")
        assert note is not None, path
        assert note.text().startswith(mark)
    listed = site.pages["activiteiten/index.html"].css("[data-filter-list] > li")
    marked = [item.css_first("h3").text() for item in listed if mark in item.text()]  # type: ignore[union-attr]
    assert marked == ["Buurtfeest", "Stoepkoffie"]
    assert mark not in site.html["activiteiten/samen-eten.html"].partition("verwant")[0]


def test_what_is_hidden_leaves_no_link(site: RealSite) -> None:
    for path, html in site.html.items():
        assert "buurtkrant.html" not in html, path
        assert "musekeweya.html" not in html, path
