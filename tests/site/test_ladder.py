"""The ladder of contact as a picture that can be walked: every activity stands on its own rung, once, as a link."""

from __future__ import annotations

import posixpath

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.site.conftest import ROOT, RealSite
from wijkverbinder.vocabulary import read_vocabulary

PATH = "bindingsladder.html"


@pytest.fixture(name="page")
def ladder_page(site: RealSite) -> LexborHTMLParser:
    """The page with the picture."""
    return site.pages[PATH]


def test_every_activity_stands_on_its_rung_once(site: RealSite, page: LexborHTMLParser) -> None:
    vocabulary, _ = read_vocabulary(ROOT / "content" / "terms", ("nl",))
    stands: dict[str, str] = {}
    for rung in page.css(".ladder > li"):
        heading = rung.css_first("h3")
        assert heading
        for link in rung.css(".standing a"):
            slug = posixpath.basename(link.attributes["href"] or "").removesuffix(".html")
            assert slug not in stands
            stands[slug] = " ".join(heading.text().split())
    said = {slug: vocabulary.label("rung", facts["rung"], "nl") for slug, facts in site.facts["activity"].items()}
    numbered = {slug: f"Trede {label}".replace(". ", " ") if "." in label else label for slug, label in said.items()}
    assert stands == numbered


def test_the_highest_rung_stands_on_top_and_what_is_on_none_comes_last(page: LexborHTMLParser) -> None:
    numbers = [plate.text(strip=True)[-1] for plate in page.css(".ladder .plate")]
    assert numbers == ["4", "3", "2", "1", "0"]
    last = page.css(".ladder > li")[-1]
    assert "beside" in (last.attributes["class"] or "")


def test_what_we_inferred_is_said_in_words(page: LexborHTMLParser) -> None:
    ours = page.css(".ladder > .is-ours")
    assert len(ours) == 2
    for rung in ours:
        note = rung.css_first(".meta")
        assert note
        assert "ons" in note.text()


def test_the_text_of_the_page_is_whole(page: LexborHTMLParser) -> None:
    headings = [heading.text() for heading in page.css(".prose h2")]
    assert headings[0] == "Waar de ladder vandaan komt"
    assert len(page.css(".prose table")) == 3
    (first,) = page.css(".prose")[:1]
    assert first.text(strip=True).startswith("Een praatje bij de glasbak")


def test_other_pages_have_no_ladder(site: RealSite) -> None:
    assert [path for path, html in site.html.items() if 'class="ladder"' in html] == [
        "ar/connection-ladder.html",
        PATH,
        "en/connection-ladder.html",
    ]
