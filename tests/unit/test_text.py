"""Words: the nearest name, dictionary order, names as addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkverbinder.text import CONTROL, SLUG, garbled, nearest, short_title, slugify, sort_key


@pytest.mark.parametrize(
    ("word", "meant"),
    [("titel", "title"), ("sumary", "summary"), ("TITLE", "title"), ("xyz", None), ("", None)],
)
def test_the_nearest_name_is_what_was_probably_meant(word: str, meant: str | None) -> None:
    assert nearest(word, ["title", "summary", "checked"]) == meant


def test_nearest_takes_any_iterable_once() -> None:
    assert nearest("titel", (name for name in ["title", "checked"])) == "title"


def test_accents_and_capitals_do_not_change_the_order_of_a_list() -> None:
    assert sorted(["Zon", "école", "Ezel", "appel"], key=sort_key) == ["appel", "école", "Ezel", "Zon"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Café & buurt", "cafe-buurt"),
        ("  Samen  eten! ", "samen-eten"),
        ("ÉÉN", "een"),
        ("日本", ""),
        ("½ uur", "1-2-uur"),
    ],
)
def test_a_title_becomes_a_file_name(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(st.text())
def test_whatever_the_title_a_slug_is_one_or_nothing(title: str) -> None:
    assert slugify(title) == "" or SLUG.fullmatch(slugify(title))


@pytest.mark.parametrize("word", ["\0", "\x01", "\x0b", "\x7f", "\x85", "\u2028", "\u2029", "\ufffe"])
def test_a_character_that_nobody_sees_is_a_control_character(word: str) -> None:
    assert CONTROL.search(word)


@pytest.mark.parametrize("word", ["\n", "\t", "\r", " ", "\xa0", "é", "ع", "🏘️", "\u200f"])
def test_what_texts_need_is_no_control_character(word: str) -> None:
    assert not CONTROL.search(word)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Meten: klein, eerlijk en veilig", "Meten"),
        ("Welke fase is het? Een gesprek", "Welke fase is het?"),
        ("Over De Wijkverbinder", "Over De Wijkverbinder"),
        ("Wat nu?", "Wat nu?"),
        ("Om 10:30 uur", "Om 10:30 uur"),
    ],
)
def test_a_short_title_leaves_the_subtitle_out(title: str, short: str) -> None:
    assert short_title(title) == short


@pytest.mark.parametrize(
    "words", ["geïnteresseerd", "café’s", "één – twee", "“zeg eens”", "الأشخاص والحي", "€ 5", "½ uur", "…"]
)
def test_what_was_read_in_the_wrong_encoding_is_seen_and_put_right(words: str) -> None:
    wrong = words.encode().decode("cp1252", "ignore")
    found = garbled(f"Eerste regel\nHier staat {wrong} en meer")
    assert found
    place, word, meant = found
    assert f"Eerste regel\nHier staat {wrong} en meer".startswith(word, place)
    if words.encode().decode("cp1252", "replace") == wrong and " " not in words:
        assert meant == words


@pytest.mark.parametrize(
    "words",
    ["CAFÉ’S", "Â", "SÃ’ “Ã”", "Ömer Ü. Şahin", "à la carte", "Ø 5 cm", "ÆØÅ", "naïef", "الأشخاص", "“â” en €"],
)
def test_letters_with_an_accent_are_left(words: str) -> None:
    assert garbled(words) is None
