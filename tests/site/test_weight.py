"""What every page weighs on the way to its reader; the table: ``python3 build.py weigh``."""

from __future__ import annotations

from collections.abc import Mapping

import brotli
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.site.conftest import RealSite
from wijkverbinder.weigh import Weight, weigh_site

FIRST = 14_000
"""Bytes of HTML and styles, with Brotli: the first round trip."""
ALL = 60_000
"""Everything that a page loads before its reader searches."""


@pytest.fixture(scope="module")
def weights(site: RealSite) -> Mapping[str, Weight]:
    return {weight.path: weight for weight in weigh_site(site.output)}


def test_every_page_arrives_in_the_first_round_trip(weights: Mapping[str, Weight]) -> None:
    assert {path: weight.first for path, weight in weights.items() if weight.first > FIRST} == {}


def test_no_page_is_heavy_as_a_whole(weights: Mapping[str, Weight]) -> None:
    assert {path: weight.all for path, weight in weights.items() if weight.all > ALL} == {}


def test_all_that_a_page_loads_is_weighed(site: RealSite, weights: Mapping[str, Weight]) -> None:
    def sent(path: str) -> int:
        return len(brotli.compress((site.output / path).read_bytes(), quality=11))

    assert {*weights} == {*site.html}
    sizes: dict[str, int] = {}
    for path, tree in site.pages.items():
        expected = sent(path)
        for source in loaded(tree):
            file = (site.output / path).parent.joinpath(source.lstrip("/") if path == "404.html" else source).resolve()
            name = file.relative_to(site.output).as_posix()
            expected += sizes.setdefault(name, sent(name))
        assert weights[path].all == expected, path


def loaded(tree: LexborHTMLParser) -> set[str]:
    """Every file that a browser asks for by itself on a page, but for pictures that wait until they are near."""
    found = [
        *((node, "href") for node in tree.css("link[rel~=stylesheet], link[rel~=icon], link[rel~=preload]")),
        *((node, "src") for node in tree.css("[src]") if node.attributes.get("loading") != "lazy"),
    ]
    return {node.attributes[name] or "" for node, name in found}


def test_a_page_has_one_style_for_its_screen_and_none_lies_unused(site: RealSite) -> None:
    asked = [
        {(node.attributes["href"] or "").rpartition("/")[2] for node in tree.css("link[rel=stylesheet]")}
        for tree in site.pages.values()
        if not tree.css("body.view-short")  # what only leads to a page is shown as it is
    ]
    assert {len(files) for files in asked} == {2}  # one for the screen, one for paper
    assert len(set.intersection(*asked)) == 1  # that for paper
    assert set.union(*asked) == {path.rpartition("/")[2] for path in site.files if path.endswith(".css")}
