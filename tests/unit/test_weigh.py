"""The bytes that a page costs its reader, counted on small sites."""

from __future__ import annotations

from pathlib import Path

import brotli
import pytest

from tests.small import put
from wijkverbinder import weigh
from wijkverbinder.weigh import table, weigh_site


def lay(folder: Path) -> None:
    """Two pages, one deeper, and what they load."""
    put(folder, "index.html", '<link rel="stylesheet" href="a/s.css"><body class="view-home"><script src="a/x.js">')
    paper = '<link rel="stylesheet" href="../a/p.css" media="print">'
    put(folder, "map/in.html", f'<link rel="stylesheet" href="../a/s.css">{paper}<body class="view-page phase-geel">')
    put(folder, "404.html", '<link rel="stylesheet" href="/a/s.css"><body class="view-not-found">')
    put(folder, "a/s.css", "body { color: red }" * 50)
    put(folder, "a/p.css", "b { color: black }")
    put(folder, "a/x.js", "let x = 1;")


def sent(file: Path) -> int:
    return len(brotli.compress(file.read_bytes(), quality=11))


def test_a_page_weighs_what_is_sent_for_it_and_the_heaviest_comes_first(tmp_path: Path) -> None:
    lay(tmp_path)
    pages = {weight.path: weight for weight in weigh_site(tmp_path)}
    assert {path: weight.view for path, weight in pages.items()} == {
        "index.html": "home",
        "map/in.html": "page",
        "404.html": "not-found",
    }
    style, later = sent(tmp_path / "a/s.css"), {"index.html": "a/x.js", "map/in.html": "a/p.css"}
    for path, weight in pages.items():
        assert weight.first == sent(tmp_path / path) + style
        assert weight.all - weight.first == (sent(tmp_path / later[path]) if path in later else 0)
    firsts = [weight.first for weight in weigh_site(tmp_path)]
    assert firsts == sorted(firsts, reverse=True)


def test_pictures_count_unless_they_wait_until_they_are_near(tmp_path: Path) -> None:
    put(tmp_path, "index.html", '<body class="view-home"><img alt="" src="p.svg"><img loading="lazy" src="q.svg">')
    put(tmp_path, "p.svg", "<svg/>")
    put(tmp_path, "q.svg", "<svg></svg>")
    (weight,) = weigh_site(tmp_path)
    assert weight.parts["images"] == sent(tmp_path / "p.svg")


def test_a_page_that_is_too_heavy_is_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path)
    put(tmp_path, "map/ook.html", '<body class="view-page">')
    assert "!" not in table(weigh_site(tmp_path), ("first", "all", "page"))
    monkeypatch.setattr(weigh, "FIRST", 0)
    lines = table(weigh_site(tmp_path), ("first", "all", "page")).splitlines()
    assert lines[0].split() == ["html", "css", "print", "js", "images", "first", "all", "page"]
    assert sorted(line.split()[-2:] for line in lines[1:]) == [
        ["!", "404.html"],
        ["!", "index.html"],
        ["!", "map/in.html"],
        ["!", "map/ook.html"],
    ]


def test_of_each_kind_the_heaviest_page_is_shown(tmp_path: Path) -> None:
    lay(tmp_path)
    put(tmp_path, "map/ook.html", '<body class="view-page">')
    assert "map/ook.html" not in table(weigh_site(tmp_path), ("first", "all", "page"))
