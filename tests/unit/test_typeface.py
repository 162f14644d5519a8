"""A font as far as it takes to break a title into lines: against another reader of fonts."""

from __future__ import annotations

import hashlib
import tomllib

import pytest
from PIL import ImageFont

from tests.small import ROOT
from wijkverbinder.typeface import Typeface

FONTS = ROOT / "assets" / "fonts"
VENDOR = tomllib.loads((FONTS / "vendor.toml").read_text("utf-8"))
FILE = FONTS / VENDOR["atkinson-hyperlegible-next"]["file"]
FACE = Typeface(FILE.read_bytes())
TITLE = "Samenwerken aan een gemeenschappelijk doel"


def test_the_font_is_as_it_was_made_and_has_its_licence() -> None:
    named = {"vendor.toml"}
    for entry in VENDOR.values():
        assert hashlib.sha256((FONTS / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        named |= {entry["file"], *entry["licence_files"]}
    assert named == {file.name for file in FONTS.iterdir()}
    assert "SIL Open Font License, Version 1.1" in (FONTS / "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("text", ["Dialoog", TITLE, "Çağlar – “één” naïef €5…", "ŁŐŢ žšč"])
def test_a_text_is_as_wide_as_another_reader_says_but_for_kerning(text: str) -> None:
    assert FACE.covers(text)
    other = ImageFont.truetype(str(FILE), 200, layout_engine=ImageFont.Layout.BASIC)
    assert FACE.width(text, 200) == pytest.approx(other.getlength(text), rel=0.04)


@pytest.mark.parametrize("text", ["حوار", "对话", "Διάλογος", "👋"])
def test_what_it_can_not_write_it_says_so(text: str) -> None:
    assert not FACE.covers(text)


def test_lines_fit_and_are_much_alike() -> None:
    lines = FACE.lines(TITLE, 70, 1000)
    assert " ".join(lines) == TITLE
    assert len(lines) == 2
    widths = [FACE.width(line, 70) for line in lines]
    assert max(widths) <= 1000
    assert max(widths) - min(widths) < 300
    assert FACE.lines("Dialoog", 70, 1000) == ["Dialoog"]
    assert FACE.lines("onvoorstelbaar langewoordenverzameling", 70, 100) == [
        "onvoorstelbaar",
        "langewoordenverzameling",
    ]


def test_a_file_that_is_no_such_font_is_refused() -> None:
    with pytest.raises((ValueError, KeyError)):
        Typeface(b"\0\1\0\0" + bytes(40))
