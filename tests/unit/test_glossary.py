"""Words of the glossary are linked where a reader first meets them, and nowhere else."""

from __future__ import annotations

import pytest

from wijkverbinder.glossary import Glossary

GLOSSARY = Glossary(
    (
        ("bindingsladder", "begrippen/bindingsladder.html"),
        ("contact", "begrippen/contact.html"),
        ("overbruggend contact", "begrippen/overbruggend-contact.html"),
        ("overbruggende contacten", "begrippen/overbruggend-contact.html"),
    )
)


def linked(main: str, path: str = "fasen/in-rust.html") -> str:
    """What becomes of the main part of a page."""
    page = f'<html><body><nav>contact</nav><main id="inhoud">{main}</main><footer>contact</footer></body></html>'
    done = GLOSSARY.link(page, path)
    before, rest = done.split('<main id="inhoud">')
    inner, after = rest.split("</main>")
    assert before.endswith("<nav>contact</nav>")
    assert after.startswith("<footer>contact</footer>")
    return inner


def test_a_word_is_linked_the_first_time_that_it_stands_on_a_page() -> None:
    expected = (
        '<p>De <a class="term" href="../begrippen/bindingsladder.html">bindingsladder</a>.</p><p>Bindingsladder.</p>'
    )
    assert linked("<p>De bindingsladder.</p><p>Bindingsladder.</p>") == expected


def test_the_longest_word_wins_and_forms_of_one_term_count_as_one() -> None:
    page = linked("<p>Overbruggend contact en overbruggende contacten.</p>")
    assert page.count("<a ") == 1
    assert 'overbruggend-contact.html">Overbruggend contact</a>' in page


@pytest.mark.parametrize(
    "inside",
    [
        "<h2>contact</h2>",
        '<a href="x.html">contact</a>',
        "<summary>contact</summary>",
        "<nav><ul><li>contact</li></ul></nav>",
        '<h3><a href="x.html">los</a> contact</h3>',
    ],
)
def test_headings_links_and_labels_stay_as_they_are(inside: str) -> None:
    assert linked(inside) == inside
    assert linked(f"{inside}<p>contact</p>").endswith('contact.html">contact</a></p>')


@pytest.mark.parametrize("text", ["contacten", "contact-moment", "oogcontact", "een-contact"])
def test_a_word_inside_another_word_is_not_that_word(text: str) -> None:
    assert linked(f"<p>{text}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize("word", ["islam", "İslam", "ıslam", "ISLAM", "Islam"])
@pytest.mark.parametrize("term", ["islam", "İslam", "Islam", "ıslam"])
def test_a_word_is_found_with_every_i_that_there_is(term: str, word: str) -> None:
    linked = Glossary(((term, "begrippen/islam.html"),)).link(f"<main><p>{word}</p></main>", "over.html")
    assert linked == f'<main><p><a class="term" href="begrippen/islam.html">{word}</a></p></main>'


def test_a_term_is_not_linked_on_its_own_page() -> None:
    assert linked("<p>bindingsladder</p>", "begrippen/bindingsladder.html") == "<p>bindingsladder</p>"


def test_attributes_are_never_touched() -> None:
    picture = '<p><img src="contact.png" alt="contact"> tekst</p>'
    assert linked(picture) == picture


def test_without_words_or_without_a_main_part_a_page_stays_the_same() -> None:
    assert Glossary(()).link("<main>contact</main>", "x.html") == "<main>contact</main>"
    assert GLOSSARY.link("User-agent: contact", "robots.txt") == "User-agent: contact"
