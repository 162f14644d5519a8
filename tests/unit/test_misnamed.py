"""Names of files and folders that can't be used: why, and what was meant."""

from __future__ import annotations

import pytest

from wijkverbinder.kinds import FOLDERS
from wijkverbinder.misnamed import meant_folder, meant_name, unfit_name
from wijkverbinder.model import Location
from wijkverbinder.text import LONGEST_NAME

AT = Location("content/pages/over.md", 3)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *(
            ("activiteiten", "activities"),
            ("Fasen", "phases"),
            ("Bronnen", "library"),
            ("doelgroepen", "target-groups"),
        ),
        *(
            ("term", "glossary"),
            ("activity", "activities"),
            ("activitys", "activities"),
            ("Target groups", "target-groups"),
        ),
        *(("video", ""), ("oud", ""), ("", "")),
    ],
)
def test_a_folder_is_known_by_what_editors_call_it(name: str, meant: str) -> None:
    assert meant_folder(name) == meant
    assert meant in {"", *FOLDERS}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *(
            ("Samen eten.md", "samen-eten.md"),
            ("samen-eten.MD.txt", "samen-eten.md"),
            ("dialoog.en.markdown", "dialoog.en.md"),
        ),
        *(("foto.jfif", "foto.jpg"), ("dialoog.nl.md", "dialoog.md"), ("dialoog", "dialoog.md")),
        *(("dialoog.en.ar.md", ""), ("dialoog.docx", ""), ("???.md", "")),
    ],
)
def test_a_file_is_known_by_what_it_was_meant_to_be(name: str, meant: str) -> None:
    assert meant_name(name, "nl") == meant


def test_why_a_name_is_unfit_is_told_with_a_name_that_would_do() -> None:
    assert unfit_name(AT, "bronnen/contact.md") is None
    assert unfit_name(AT, "a" * LONGEST_NAME + ".md") is None
    reserved, long = unfit_name(AT, "bronnen/con.md"), unfit_name(AT, f"b/{(LONGEST_NAME + 1) * 'a'}.md")
    assert reserved
    assert long
    assert (reserved.code, reserved.location) == ("name-reserved", AT)
    assert dict(reserved.values) == {"value": "con.md", "example": "over-con.md"}
    assert dict(long.values) == {"value": f"{40 * 'a'}…", "length": str(LONGEST_NAME + 1), "limit": str(LONGEST_NAME)}
