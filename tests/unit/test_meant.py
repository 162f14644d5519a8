"""What was probably meant: addresses of links, references and days that can't be."""

from __future__ import annotations

import pytest

from wijkverbinder.meant import is_on_this_computer, meant_address, meant_day, meant_kind, meant_reference


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("htps://krant.example/a?b#c", "https://krant.example/a?b#c"),
        ("https//krant.example", "https://krant.example"),
        ("https:/krant.example", "https://krant.example"),
        ("http:krant.example", "https://krant.example"),
        ("www.krant.example", "https://www.krant.example"),
        ("krant.example/nieuws", "https://krant.example/nieuws"),
        ("jan@wijk.example", "mailto:jan@wijk.example"),
        ("mail:jan@wijk.example", "mailto:jan@wijk.example"),
        ("maito: jan@wijk.example", "mailto:jan@wijk.example"),
        ("koffie.md", "activity:koffie"),
        ("koffie.md#stappen", "activity:koffie#stappen"),
        ("../examples/de-stoep.md", "example:de-stoep"),
        ("..%5Cexamples%5CDe%20stoep.md", "example:de-stoep"),
        ("content/library/2026/een-onderzoek.md", "library:een-onderzoek"),
        ("06-12345678", "tel:06-12345678"),
        ("(030) 123 45 67", "tel:030-123-45-67"),
        ("../voorbeelden/de-stoep.html#wat", "example:de-stoep#wat"),
        ("activiteiten/dialoog.html", "activity:dialoog"),
        ("index.html", ""),
        ("../index.html", ""),
        ("verslag.docx", ""),
        ("zie boven", ""),
        ("activitiet:dialoog", ""),
        ("javascript:x.nl", ""),
        ("https://", ""),
    ],
)
def test_an_address_that_is_none_leads_to_the_one_that_was_meant(target: str, meant: str) -> None:
    assert meant_address(target, "activity") == meant


@pytest.mark.parametrize(
    ("target", "there"),
    [
        ("file:///C:/a.docx", True),
        ("C:%5CUsers%5Ca.docx", True),
        ("c:/a", True),
        ("\\\\server\\a", True),
        ("activity:a", False),
        ("https://x.nl", False),
    ],
)
def test_a_file_on_the_computer_of_the_editor_is_known(target: str, there: bool) -> None:
    assert is_on_this_computer(target) is there


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("activiteit:koffie", "activity:koffie"),
        ("Activities:koffie", "activity:koffie"),
        ("examples:de-stoep", "example:de-stoep"),
        ("htps://een-heel-lange-naam", ""),
        ("bron:een-heel-lange-naam", ""),
        ("activiteit:", ""),
    ],
)
def test_a_kind_is_guessed_by_the_kind_alone(target: str, meant: str) -> None:
    assert meant_kind(target) == meant


@pytest.mark.parametrize(
    "value",
    [
        "een-onderzoek",
        "Library:een-onderzoek",
        "content/library/een-onderzoek.md",
        "Een onderzoek",
        "een-onderzoek.md",
    ],
)
def test_a_reference_is_made_of_a_path_a_file_or_a_title(value: str) -> None:
    assert meant_reference(value, "library") == "library:een-onderzoek"


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("31-01-2026", "2026-01-31"),
        ("31/1/2026", "2026-01-31"),
        ("31 januari 2026", "2026-01-31"),
        ("1 mrt. 2026", "2026-03-01"),
        ("3 May 2026", "2026-05-03"),
        ("2026-1-31", "2026-01-31"),
        ("2026/01/31", "2026-01-31"),
        ("“2026-01-31”", "2026-01-31"),
        ("31-02-2026", ""),
        ("2026-31-01", ""),
        ("31 brumaire 2026", ""),
        ("gisteren", ""),
        ("20260131", ""),
    ],
)
def test_a_day_in_another_order_is_known(value: str, meant: str) -> None:
    assert meant_day(value) == meant
