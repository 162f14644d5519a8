"""What a page weighs on the way to its reader.

The table: ``python3 build.py test tests/browser/test_weight.py -n 0 -s``.
"""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.browser.built import KINDS, Built, zipped

PAGE = 20_000
"""Bytes of HTML and styles, zipped: what a page may weigh before it can be read."""
LISTS = {"activities": 30_000, "examples": 30_000, "library-list": 40_000, "matrix": 30_000, "phase": 25_000}
"""The same for pages that hold all of a kind, or lists of three kinds."""
ALL = 60_000
"""Everything that a page loads, scripts and pictures too."""


@pytest.fixture(scope="module")
def weights(site: Built) -> dict[str, tuple[int, int, int, int]]:
    """Zipped bytes of the heaviest page of each kind: HTML, styles, scripts, pictures."""
    found = dict.fromkeys(KINDS, (0, 0, 0, 0))
    for path, kind in site.pages.items():
        weight = weigh(site, path)
        found[kind] = max(found[kind], weight, key=sum)
    print(f"\n{'zipped bytes':<16}{'html':>8}{'css':>8}{'js':>8}{'images':>8}{'all':>8}")
    for kind, parts in sorted(found.items(), key=lambda row: -sum(row[1])):
        print(f"{kind:<16}" + "".join(f"{size:>8}" for size in (*parts, sum(parts))))
    return found


def weigh(site: Built, path: str) -> tuple[int, int, int, int]:
    data = (site.folder / path).read_bytes()
    tree = LexborHTMLParser(data.decode("utf-8"))

    def of(selector: str, attribute: str) -> int:
        sources = {node.attributes[attribute] or "" for node in tree.css(selector)}
        files = [
            site.folder / source.lstrip("/") if path == "404.html" else site.folder.joinpath(path).parent / source
            for source in sources
        ]
        return sum(zipped(file.read_bytes()) for file in files)

    images = of("link[rel=icon]", "href") + of("img[src]", "src")
    return zipped(data), of("link[rel=stylesheet]", "href"), of("script[src]", "src"), images


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_light(weights: dict[str, tuple[int, int, int, int]], kind: str) -> None:
    html, styles, scripts, images = weights[kind]
    assert html > 1000 < styles
    assert html + styles <= LISTS.get(kind, PAGE)
    assert html + styles + scripts + images <= ALL


def test_one_style_is_shared_by_every_page_and_no_other_lies_unused(site: Built) -> None:
    loaded = [
        {(node.attributes["href"] or "").rpartition("/")[2] for node in tree.css("link[rel=stylesheet]")}
        for tree in (LexborHTMLParser((site.folder / path).read_text("utf-8")) for path in site.pages)
    ]
    assert len(set.intersection(*loaded)) == 1
    assert set.union(*loaded) == {file.name for file in site.folder.rglob("*.css")}
