"""The handbook: everything is in it, once, and whoever reads it on paper finds the way."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.site.conftest import RealSite
from wijkverbinder.route import NOT_IN_BOOK
from wijkverbinder.views.book import CHAPTERS, PLACES

BOOK = "handboek.html"


@pytest.fixture(scope="module")
def book(site: RealSite) -> LexborHTMLParser:
    return site.pages[BOOK]


def ids(nodes: Sequence[LexborNode]) -> list[str]:
    return [node.attributes["id"] or "" for node in nodes]


def text_of(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def test_every_entry_stands_in_the_book_but_what_is_about_the_site(site: RealSite, book: LexborHTMLParser) -> None:
    there = {*ids(book.css("[id]"))}
    wanted = {
        f"{PLACES[kind]}-{slug}"
        for kind, entries in site.facts.items()
        for slug in entries
        if not (kind == "page" and slug in NOT_IN_BOOK)
    }
    assert wanted <= there
    assert not {f"pagina-{slug}" for slug in NOT_IN_BOOK} & there


def test_the_contents_name_every_chapter_and_entry_in_the_order_in_which_they_stand(book: LexborHTMLParser) -> None:
    leads = [(node.attributes["href"] or "").removeprefix("#") for node in book.css(".book-contents a")]
    assert len(leads) == len({*leads})
    stand = ids(book.css("[id]"))
    assert [stand.index(place) for place in leads] == sorted(stand.index(place) for place in leads)
    chapters = [f"deel-{name}" for name in CHAPTERS]
    assert [place for place in leads if place.startswith("deel-")] == chapters
    entries = ids(book.css("h3[id]"))
    assert [place for place in leads if place not in chapters] == entries
    # Each line waits for the number of its page, which only paper has.
    assert [node.attributes["data-leaf"] for node in book.css(".book-contents [data-leaf]")] == leads
    assert {node.text() for node in book.css("[data-leaf]")} == {""}


def test_a_number_between_brackets_is_that_of_its_source(book: LexborHTMLParser) -> None:
    sources = ids(book.css(".book-sources > li"))
    cited = book.css('.chapter a[href^="#bron-"]')
    assert len(cited) > 500
    for link in cited:
        number = re.search(r"\[(\d+)\]$", text_of(link))
        assert number, link.html
        assert f"#{sources[int(number.group(1)) - 1]}" == link.attributes["href"]


def test_links_lead_within_the_book_or_out_of_the_site(book: LexborHTMLParser) -> None:
    hrefs = {node.attributes["href"] or "" for node in book.css(".chapter a")}
    local = {href for href in hrefs if "://" not in href and not href.startswith(("#", "mailto:", "tel:"))}
    assert local <= {f"{slug}.html" for slug in NOT_IN_BOOK}
    assert "#activiteit-dialoog" in hrefs


def test_an_activity_in_the_book_says_all_that_its_page_says(site: RealSite, book: LexborHTMLParser) -> None:
    """Every statement, step and material; the notes on what it rests on may be worded otherwise."""
    for slug in site.facts["activity"]:
        own = site.pages[f"activiteiten/{slug}.html"]
        heading = book.css_first(f"h3#activiteit-{slug}")
        assert heading, slug
        entry = heading.parent
        assert entry, slug
        said = text_of(entry)
        wanted = [
            *own.css(".steps b, .steps p, .needs td, .safety h3, .safety h4, .part .prose p, .lede, .condition"),
            *own.css("[data-tick] > li:not(:has(b))"),
        ]
        assert len(wanted) > 30
        for node in wanted:
            # A link to a source has its number behind it, and a word of the glossary is no link here.
            words = re.sub(r"\W+", " ", node.text()).strip()
            plain = re.sub(r"\W+", " ", re.sub(r"\[\d+\]", "", said))
            assert words in plain, (slug, words)


def test_headings_tell_the_order_of_the_book(site: RealSite, book: LexborHTMLParser) -> None:
    assert [text_of(node) for node in book.css("h1")] == ["Handboek"]
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", site.html[BOOK])]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert len(book.css(".chapter > .entry > h3")) == len(book.css("h3"))


def test_the_running_head_of_each_chapter_has_words(book: LexborHTMLParser) -> None:
    root = book.css_first("html")
    assert root
    for name in CHAPTERS:
        heading = book.css_first(f"#deel-{name}")
        assert heading
        assert root.attributes[f"data-head-{name}"] == text_of(heading)


def test_nobody_finds_the_book_by_searching(site: RealSite) -> None:
    assert not any("handboek" in (site.output / path).read_text("utf-8") for path in site.files if "search/" in path)
    assert "handboek.html" not in (site.output / "sw.js").read_text("utf-8")
