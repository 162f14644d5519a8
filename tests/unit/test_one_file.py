"""The toolkit as one file: what becomes of links and places when its pages are joined."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from wijkverbinder.parcel.one import Words, one_file

PAGE = """\
<!doctype html>
<html lang="nl" dir="ltr"><body class="view-{view}">
<header><a class="sign" href="index.html">Wijk</a></header>
<main id="inhoud"><h1>{view}</h1>{main}</main>
<footer></footer>
</body></html>
"""
WORDS = Words("Inhoud", "Zoeken", "Woord", "Zoek", {"other": "gevonden"}, "Niets")


def joined(home: str, other: str) -> LexborHTMLParser:
    """Two pages as one file, parsed: the main part of the home page, and that of `over.html`."""
    site = {
        "index.html": PAGE.format(view="home", main=home).encode(),
        "over.html": PAGE.format(view="page", main=other).encode(),
    }
    return LexborHTMLParser(one_file(site, "nl", WORDS, ("", ""), {"one": "", "filter": ""}, ""))


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("begin", "begin"),
        ("vraag&amp;antwoord", "vraag&amp;antwoord"),
        ("a&#39;b", "a&#39;b"),
        ("a%22onclick=%22b", "a&quot;onclick=&quot;b"),
    ],
)
def test_a_link_to_a_place_leads_there_and_holds_nothing_else(link: str, place: str) -> None:
    tree = joined(f'<p><a href="over.html#{link}">x</a></p>', f'<h2 id="{place}">y</h2>')
    (found,), (heading,) = tree.css("article p > a"), tree.css("article h2")
    assert found.attributes == {"href": f"#{heading.attributes['id']}"}
