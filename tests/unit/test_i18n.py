"""Words of the interface: plurals, dates, groups, and files that lack something."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ROOT, put
from wijkverbinder.config import read_settings
from wijkverbinder.i18n import LOCALES, MONTHS, Messages, MissingWords, read_messages, show_date

FORMS = {"zero", "one", "two", "few", "many", "other"}
WORDS = Messages(
    "nl", {"a.titel": "Hallo {naam}", "unit.one": "{count} mens", "unit.other": "{count} mensen", "b": "x"}
)


def test_words_are_found_by_name_and_filled_in() -> None:
    assert WORDS("a.titel", naam="buur") == "Hallo buur"
    assert WORDS.group("a") == {"titel": "Hallo {naam}"}
    with pytest.raises(MissingWords):
        WORDS("nergens")


@pytest.mark.parametrize("words", ["Hallo {naan}", "Hallo {", "Hallo {}", "Hallo {naam.}"])
def test_words_that_cannot_be_filled_in_say_which(words: str) -> None:
    with pytest.raises(MissingWords, match="a"):
        Messages("nl", {"a": words})("a", naam="buur")


@pytest.mark.parametrize(("count", "words"), [(0, "0 mensen"), (1, "1 mens"), (2, "2 mensen"), (21, "21 mensen")])
def test_a_count_chooses_the_form(count: int, words: str) -> None:
    assert WORDS("unit", count=count) == words


def test_words_without_forms_may_hold_a_count() -> None:
    assert Messages("nl", {"x": "{count} keer"})("x", count=3) == "3 keer"


def test_a_form_that_lacks_falls_back_on_the_general_one() -> None:
    assert Messages("nl", {"x.other": "veel"})("x", count=1) == "veel"


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, "zero"),
        (1, "one"),
        (2, "two"),
        (3, "few"),
        (10, "few"),
        (11, "many"),
        (99, "many"),
        (100, "other"),
        (103, "few"),
    ],
)
def test_arabic_has_six_forms(count: int, form: str) -> None:
    assert LOCALES["ar"].plural(count) == form


def test_a_date_is_shown_as_people_write_it() -> None:
    assert show_date("2026-11-02", "nl") == "2 november 2026"
    assert show_date("2026-01-31", "en") == "31 January 2026"


def test_every_language_has_twelve_months() -> None:
    assert {*MONTHS} == {*LOCALES}
    assert all(show_date(f"2026-{month:02}-01", language) for language in LOCALES for month in range(1, 13))


def test_a_file_of_words_may_come_from_another_system(tmp_path: Path) -> None:
    put(tmp_path, "nl.toml", b'\xef\xbb\xbf[a]\r\nb = "caf\xc3\xa9"\r\nc = { one = "x", other = "y" }\r\n')
    messages, problems = read_messages(tmp_path, ("nl",))
    assert problems == []
    assert messages["nl"].words == {"a.b": "café", "a.c.one": "x", "a.c.other": "y"}


def test_what_is_wrong_with_words_is_told(tmp_path: Path) -> None:
    put(tmp_path, "nl.toml", 'a = "1"\nb = "2"\n')
    put(tmp_path, "en.toml", 'a = "1"\n')
    messages, problems = read_messages(tmp_path, ("nl", "en", "ar"))
    assert [(found.code, found.location.path) for found in problems] == [
        ("file-unreadable", "messages/ar.toml"),
        ("message-missing", "messages/en.toml"),
    ]
    assert messages["ar"].words == {}
    put(tmp_path, "nl.toml", 'a = "1\n')
    assert [found.code for found in read_messages(tmp_path, ("nl",))[1]] == ["settings-broken"]
    put(tmp_path, "nl.toml", b'a = "\xff"\n')
    assert [found.code for found in read_messages(tmp_path, ("nl",))[1]] == ["not-utf8"]


def test_our_own_words_are_whole_in_every_language_that_we_have() -> None:
    folder = ROOT / "content" / "messages"
    settings, _ = read_settings(ROOT / "site.toml")
    others = [file.stem for file in folder.glob("*.toml") if file.stem not in settings.languages]
    languages = (*settings.languages, *sorted(others))
    messages, problems = read_messages(folder, languages)
    assert problems == []
    for name, words in messages["nl"].words.items():
        for language in languages:
            if name.rpartition(".")[2] in FORMS:  # of which each language has its own
                assert f"{name.rpartition('.')[0]}.other" in messages[language].words, name
            else:
                assert messages[language].words[name].count("{") == words.count("{"), name


@pytest.mark.parametrize(("count", "words"), [(2, "2 uur"), ("1½", "1½ uur"), ("½", "½ uur")])
def test_what_is_no_whole_number_has_the_general_form(count: int | str, words: str) -> None:
    assert Messages("nl", {"u.one": "{count} uren?", "u.other": "{count} uur"})("u", count=count) == words


def test_a_language_may_have_other_forms_for_a_span() -> None:
    """Arabic says “two weeks” in one word, without a number: so a span has forms as well."""
    words = {"span.exact.two": "{unit}", "span.exact.other": "{low} {unit}", "unit.weeks.two": "أسبوعان"}
    arabic = Messages("ar", {**words, "unit.weeks.few": "أسابيع"})

    def exact(low: int) -> str:
        return arabic("span.exact", low=low, count=low, unit=arabic("unit.weeks", count=low))

    assert (exact(2), exact(3)) == ("أسبوعان", "3 أسابيع")


@pytest.mark.parametrize(
    ("count", "form"), [("1–2", "other"), ("½–2", "other"), ("2–3", "few"), ("5–20", "many"), ("0–100", "other")]
)
def test_a_range_has_the_form_of_its_end(count: str, form: str) -> None:
    assert LOCALES["ar"].form(count) == form
    assert LOCALES["nl"].form(count) == "other"


def test_a_sign_that_nobody_sees_is_told(tmp_path: Path) -> None:
    put(tmp_path, "nl.toml", 'titel = "a\\u0000b"\n')
    (found,) = read_messages(tmp_path, ("nl",))[1]
    assert (found.code, found.sentence("nl")) == (
        "control-character",
        "Er staat een onzichtbaar stuurteken in de tekst (U+0000 (titel)).",
    )
