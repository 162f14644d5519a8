"""The handbook as a PDF: what is read out of one, what is made the same, and what is said when it can't be made."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from wijkverbinder import EDITION, browsers
from wijkverbinder.cli import main
from wijkverbinder.devtools import BrowserFailed
from wijkverbinder.pdf import pages_of_places, print_book, steady

Out = pytest.CaptureFixture[str]

# Two branches of pages, as Chromium writes them from nine pages on; the names of two places, one on the last page.
PDF = b"""%PDF-1.4
1 0 obj
<</Title (Handboek)
/CreationDate (D:20261126043722+00'00')
/ModDate (D:20261126043722+00'00')>>
endobj
20 0 obj
<</Type /Pages
/Count 2
/Kids [2 0 R 3 0 R]
/Parent 22 0 R>>
endobj
21 0 obj
<</Type /Pages
/Count 1
/Kids [4 0 R]
/Parent 22 0 R>>
endobj
22 0 obj
<</Type /Pages
/Count 3
/Kids [20 0 R 21 0 R]>>
endobj
30 0 obj
<</begin [2 0 R /XYZ 6 827.66998 0]
/bron-einde-2 [4 0 R /XYZ 6 12 0]>>
endobj
31 0 obj
<</Type /Catalog
/Pages 22 0 R
/Dests 30 0 R>>
endobj
"""


def test_places_are_counted_in_pages_over_all_branches() -> None:
    assert pages_of_places(PDF) == {"begin": 1, "bron-einde-2": 3}


@pytest.mark.parametrize(("sign", "other"), [(b"/Dests 30 0 R", b""), (b"/Type /Pages", b"/Type /Leaves")])
def test_a_pdf_that_is_written_in_another_way_is_not_guessed_at(sign: bytes, other: bytes) -> None:
    with pytest.raises(BrowserFailed):
        pages_of_places(PDF.replace(sign, other))


def test_the_day_on_which_it_was_printed_is_that_of_the_edition() -> None:
    later = PDF.replace(b"20261126043722", b"20310101000000")
    assert steady(PDF) == steady(later)
    assert len(steady(PDF)) == len(PDF)  # what stands further on is found by counting bytes
    assert steady(PDF).count(EDITION.replace("-", "").encode() + b"000000+00'00'") == 2


def test_the_names_of_headings_are_counted_anew_in_their_own_order() -> None:
    first = PDF + b"/ID (node00001388) /ID (node00001391) /Headers [(node00001388)] /Limits [(node00001391)]"
    later = first.replace(b"1388", b"9001").replace(b"1391", b"9123")
    assert steady(first) == steady(later)
    assert steady(first).endswith(
        b"/ID (node00000001) /ID (node00000002) /Headers [(node00000001)] /Limits [(node00000002)]"
    )


def test_a_browser_that_ends_by_itself_is_told() -> None:
    with pytest.raises(BrowserFailed, match="ended by itself"):
        print_book(sys.executable, "about:blank")


def test_a_program_that_can_not_be_started_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrowserFailed):
        print_book(str(tmp_path / "chromium"), "about:blank")


@pytest.mark.parametrize(("language", "words"), [("nl", "is hier niet gevonden"), ("en", "none was found here")])
def test_without_a_browser_one_sentence_says_what_to_do(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: Out, language: str, words: str
) -> None:
    project = make_project()
    monkeypatch.setattr(browsers, "BROWSERS", {"chromium": ()})
    monkeypatch.delenv("WIJKVERBINDER_CHROMIUM", raising=False)
    assert main(["--source", str(project.root), "--language", language, "pdf"]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "WIJKVERBINDER_CHROMIUM" in said
    assert "site/handboek.html" in said
    assert not (project.root / "dist").exists()


def test_a_chosen_browser_that_is_not_there_is_named(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    project = make_project()
    monkeypatch.setenv("WIJKVERBINDER_CHROMIUM", "/weg/chromium")
    assert main(["--source", str(project.root), "--language", "nl", "pdf"]) == 2
    assert "WIJKVERBINDER_CHROMIUM wijst naar /weg/chromium" in capsys.readouterr().err


def test_a_browser_that_prints_nothing_leaves_no_file(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    project = make_project()
    monkeypatch.setenv("WIJKVERBINDER_CHROMIUM", sys.executable)
    assert main(["--source", str(project.root), "--language", "nl", "pdf"]) == 1
    assert "De browser gaf geen pdf" in capsys.readouterr().err
    assert not [*(project.root / "dist").glob("*")]
