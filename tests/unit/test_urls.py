"""Paths, hrefs and public addresses."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkverbinder.urls import absolute, relative, resolve

_PARTS = st.text("abcz09-é .", min_size=1, max_size=6).filter(lambda part: part.strip(" .") == part)
_PATHS = st.lists(_PARTS, min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".html")


@pytest.mark.parametrize(
    ("source", "target", "href"),
    [
        ("index.html", "index.html", "index.html"),
        ("index.html", "fasen/in-rust.html", "fasen/in-rust.html"),
        ("fasen/in-rust.html", "index.html", "../index.html"),
        ("fasen/in-rust.html", "fasen/bij-ongemak.html", "bij-ongemak.html"),
        ("activiteiten/dialoog.html", "fasen/in-rust.html", "../fasen/in-rust.html"),
        ("en/activities/a.html", "activiteiten/a.html", "../../activiteiten/a.html"),
        ("a/b.html", "a/é b.html", "%C3%A9%20b.html"),
    ],
)
def test_a_page_reaches_another_by_a_relative_href(source: str, target: str, href: str) -> None:
    assert relative(source, target) == href


@given(_PATHS, _PATHS)
def test_what_relative_writes_resolve_finds_back(source: str, target: str) -> None:
    found = resolve(source, relative(source, target) + "#plaats")
    assert found is not None
    assert (unquote(found[0]), found[1]) == (posixpath.normpath(target), "plaats")


@pytest.mark.parametrize(
    ("base", "path", "url"),
    [
        ("https://wijk.example/kit", "activiteiten/index.html", "https://wijk.example/kit/activiteiten/"),
        ("https://wijk.example/", "index.html", "https://wijk.example/"),
        ("https://wijk.example", "a/myindex.html", "https://wijk.example/a/myindex.html"),
        ("https://wijk.example", "a/é.html", "https://wijk.example/a/%C3%A9.html"),
    ],
)
def test_the_public_address_of_a_folder_is_the_folder(base: str, path: str, url: str) -> None:
    assert absolute(base, path) == url


@pytest.mark.parametrize(
    "href", ["https://elders.nl/x.html", "mailto:a@b.nl", "tel:+31", "data:text/plain,x", "//x.nl/y"]
)
def test_an_href_that_leaves_the_site_leads_to_no_path(href: str) -> None:
    assert resolve("a/b.html", href) is None


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("#tips", ("a/b.html", "tips")),
        ("", ("a/b.html", "")),
        ("c.html?x=1#y", ("a/c.html", "y")),
        ("../d.html", ("d.html", "")),
        ("../../e.html", ("../e.html", "")),
        ("?fase=in-rust", ("a/b.html", "")),
    ],
)
def test_an_href_leads_to_a_path_and_a_place(href: str, found: tuple[str, str]) -> None:
    assert resolve("a/b.html", href) == found
