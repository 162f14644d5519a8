"""What every page weighs on the way to its reader; the table: ``python3 build.py weigh``."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import brotli
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.site.conftest import RealSite
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project
from wijkverbinder.weigh import BOOKS, Weight, room, weigh_site

ROOT = Path(__file__).resolve().parents[2]

FIRST, HOSTED = 14_000, 14 * 1024
"""Bytes of HTML and styles, with Brotli: the first round trip. The second is for a site to which its host added its
address, its name and more, and has to leave some room for what a server says before it."""
ALL = 60_000
"""Everything that a page loads before its reader searches."""
PLAN = 3_300
"""What a plan loads of one activity, with Brotli: forty of them are less than two pictures."""
PRINT = 1_200
"""The style for paper, which a browser asks for last."""
HOST = {
    "base_url": "https://wijk.voorbeeldstad.example/kit/",
    "repository": "https://git.voorbeeldstad.example/wijk",
    "contact": "wijk@voorbeeldstad.example",
    "organisation": "Gemeente Voorbeeldstad",
}
"""Settings with long values, of which each adds something to every page."""


@pytest.fixture(scope="module")
def weights(site: RealSite) -> Mapping[str, Weight]:
    return {weight.path: weight for weight in weigh_site(site.output)}


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Weight]:
    """The same site for a host who has filled in all that a host can: more stands on every page then."""
    root = tmp_path_factory.mktemp("hosted")
    for name in ("assets", "content", "templates"):
        shutil.copytree(ROOT / name, root / name)
    text = (ROOT / "site.toml").read_text("utf-8")
    for name, value in HOST.items():
        text, count = re.subn(rf'(?m)^{name} = ".*"$', f'{name} = "{value}"', text)
        assert count == 1, name
    (root / "site.toml").write_text(text, "utf-8")
    outcome = build(Project.at(root))
    assert not outcome.failed, outcome.report.problems
    return {weight.path: weight for weight in weigh_site(root / "site")}


def too_heavy(weights: Mapping[str, Weight], first: int) -> dict[str, tuple[int, int]]:
    """The pages that break a budget, but for the book, which is there to be printed."""
    return {
        path: (weight.first, weight.all)
        for path, weight in weights.items()
        if weight.view != "handbook"
        and (weight.first > first * room(path) or weight.all > ALL)
    }


def test_every_page_arrives_in_the_first_round_trip_and_none_is_heavy_as_a_whole(
    weights: Mapping[str, Weight],
) -> None:
    assert too_heavy(weights, FIRST) == {}


def test_that_holds_for_a_host_who_has_filled_in_everything(hosted: Mapping[str, Weight]) -> None:
    assert too_heavy(hosted, HOSTED) == {}
    assert not any(weight.too_heavy for weight in hosted.values())


def test_what_paper_needs_is_small_and_no_part_of_the_first_round_trip(weights: Mapping[str, Weight]) -> None:
    assert {weight.parts["print"] > PRINT for weight in weights.values()} == {False}
    assert all(weight.first == weight.parts["html"] + weight.parts["css"] for weight in weights.values())


def test_what_a_plan_loads_of_an_activity_is_small_in_every_language(site: RealSite) -> None:
    paths = [path for path in site.files if re.fullmatch(r"mijn-plan/.*|[a-z]+/my-plan/.*", path) and path.endswith(".js")]
    assert len(paths) == 3 * len(site.facts["activity"])
    assert [path for path in paths if len(brotli.compress((site.output / path).read_bytes())) > PLAN] == []


def test_the_book_is_the_only_page_that_no_budget_holds(weights: Mapping[str, Weight]) -> None:
    books = {path for path, weight in weights.items() if weight.view in BOOKS}
    assert books == {"ar/handbook.html", "en/handbook.html", "handboek.html"}


def test_all_that_a_page_loads_is_weighed(site: RealSite, weights: Mapping[str, Weight]) -> None:
    def sent(path: str) -> int:
        return len(brotli.compress((site.output / path).read_bytes(), quality=11))

    assert {*weights} == {*site.html}
    sizes: dict[str, int] = {}
    # One page of each kind: to squeeze them all once more takes a minute.
    kinds = {weight.view: path for path, weight in weights.items()}
    assert len(kinds) > 20
    for path in kinds.values():
        tree = site.pages[path]
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
        if not tree.css("body:is(.view-short, .view-moved)")  # what only leads to a page needs no style for paper
    ]
    assert {len(files) for files in asked} == {2}  # one for the screen, one for paper
    assert len(set.intersection(*asked)) == 1  # that for paper
    assert set.union(*asked) == {path.rpartition("/")[2] for path in site.files if path.endswith(".css")}
