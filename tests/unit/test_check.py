"""Finished pages as a reader meets them."""

from __future__ import annotations

import pytest

from wijkverbinder.check import FEW, check_fragments, inspect_page
from wijkverbinder.model import Artifact

PATHS = frozenset({"index.html", "404.html", "a/b.html", "a/c.html", "assets/x.css", "a/één.html"})
GOOD = '<!doctype html><html lang="nl"><body><h1>Kop</h1>{}</body></html>'


def wrong(html: str, path: str = "a/b.html", base_path: str = "/") -> list[tuple[str, str]]:
    """Code and value of each problem."""
    found = inspect_page(path, GOOD.format(html), PATHS, base_path).problems
    return [(problem.code, dict(problem.values)["value"]) for problem in found]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="c.html">x</a>',
        '<a href="../index.html?fase=in-rust#top">x</a>',
        '<a href="#boven">x</a>',
        '<a href="https://kis.nl/weg.html">x</a>',
        '<a href="mailto:a@b.nl">x</a>',
        '<a href="%C3%A9%C3%A9n.html">x</a>',
        '<link rel="stylesheet" href="../assets/x.css">',
        '<img src="../assets/x.css" alt="">',
        '<script src="../assets/x.css" defer></script>',
        '<script type="application/json">{"a": 1}</script>',
        "<h2>x</h2><h3>y</h3><h2>z</h2>",
        "<p>style= onclick= &lt;script&gt; &#34;</p>",
    ],
)
def test_a_good_page_has_no_problems(html: str) -> None:
    assert wrong(html) == []


@pytest.mark.parametrize(
    ("html", "value"),
    [
        ('<a href="weg.html">x</a>', "weg.html"),
        ('<a href="../a/b.htm">x</a>', "../a/b.htm"),
        ('<a class="x" href="../../index.html">x</a>', "../../index.html"),
        ('<img src="weg.png" alt="x">', "weg.png"),
        ('<a href="">x</a><a href="weg.html?a=1&amp;b=2#c">y</a>', "weg.html?a=1&b=2#c"),
    ],
)
def test_a_link_that_leads_nowhere_is_told(html: str, value: str) -> None:
    assert wrong(html) == [("broken-link", value)]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="../assets/x.css">',
        "<script>x()</script>",
        "<style>a {}</style>",
        '<p style="color: red">x</p>',
        '<p onclick="x()">x</p>',
        '<p id="a">x</p><p id="a">y</p>',
        "<h1>nog een</h1>",
        "<h3>te diep</h3>",
        "<h2>x</h2><h4>te diep</h4>",
    ],
)
def test_a_fault_on_a_page_is_told(html: str) -> None:
    assert [code for code, _ in wrong(html)] == ["page-fault"]


def test_a_page_says_its_language_and_has_one_heading() -> None:
    found = inspect_page("a/b.html", "<html><body><p>x</p></body></html>", PATHS).problems
    assert {dict(problem.values)["value"] for problem in found} == {"<html> without lang", "0 × <h1>"}


def test_the_page_for_what_was_not_found_writes_whole_paths() -> None:
    assert wrong('<a href="/a/b.html">x</a>', "404.html") == []
    assert wrong('<a href="/kit/a/b.html">x</a>', "404.html", "/kit/") == []
    assert wrong('<a href="/kit/weg.html">x</a>', "404.html", "/kit/") == [("broken-link", "weg.html")]


def made(path: str, html: str) -> Artifact:
    """A page as made."""
    seen = inspect_page(path, GOOD.format(html), PATHS)
    return Artifact(path, "sleutel", "digest", 1, "\n".join(seen.ids), "\n".join(seen.fragments))


def test_a_link_to_a_place_leads_to_an_id_that_is_there() -> None:
    page = made(
        "a/b.html", '<a href="c.html#ja">x</a><a href="c.html#nee">x</a><a href="#hier">x</a><p id="hier">y</p>'
    )
    other = made("a/c.html", '<p id="ja">x</p>')
    assert [dict(found.values)["value"] for found in check_fragments([page, other])] == ["a/c.html#nee"]


def test_a_place_with_an_accent_is_found_however_it_is_written() -> None:
    page = made("a/b.html", '<a href="#%C3%A9%C3%A9n">x</a><a href="#één">y</a><h2 id="één">z</h2>')
    assert [*check_fragments([page])] == []


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("vraag&amp;antwoord", "vraag&amp;antwoord"),
        ("&#39;s-avonds", "&#39;s-avonds"),
        ("a%22b", "a&quot;b"),
        ("a%3Cb", "a&lt;b"),
        ("a'b", "a&#x27;b"),
    ],
)
def test_a_place_is_found_whatever_html_makes_of_its_signs(link: str, place: str) -> None:
    page = made("a/b.html", f'<a href="#{link}">x</a><a href="c.html#{link}">y</a><h2 id="{place}">z</h2>')
    other = made("a/c.html", f'<h2 id="{place}">z</h2>')
    assert [*check_fragments([page, other])] == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (["a/c.html"], ["a/c.html#nee"]),  # the page that is led to
        (["a/b.html"], ["a/c.html#nee"]),  # the page that leads there
        (["b.html"], []),  # a page whose path the end of another is
        (["a/c.png"], []),
        ([], []),
        ([*(f"{number}.html" for number in range(FEW + 1))], ["a/c.html#nee"]),
        (None, ["a/c.html#nee"]),
    ],
)
def test_what_did_not_change_is_not_looked_at_again(changed: list[str] | None, found: list[str]) -> None:
    pages = [made("a/b.html", '<a href="c.html#nee">x</a>'), made("a/c.html", ""), made("b.html", "")]
    assert [dict(one.values)["value"] for one in check_fragments(pages, changed)] == found


def test_a_link_to_a_place_on_a_page_that_is_gone_is_found() -> None:
    page = made("a/b.html", '<a href="c.html#ja">x</a>')
    assert [dict(one.values)["value"] for one in check_fragments([page], ["a/c.html"])] == ["a/c.html#ja"]
