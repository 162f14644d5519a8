"""Contrast: the formula, what is read of the tokens, and what is said of a pair that is too weak."""

from __future__ import annotations

import re

import pytest

from tests.small import ROOT
from wijkverbinder.contrast import (
    MARK,
    PAIRS,
    TEXT,
    check_contrast,
    color_of,
    contrast,
    nearest_enough,
    read_tokens,
)
from wijkverbinder.problems import Problem

OURS = (ROOT / "assets/css/tokens.css").read_text("utf-8")


def said(style: str) -> list[Problem]:
    """What is said of a style."""
    return list(check_contrast(style, "tokens.css"))


def changed(before: str, after: str) -> str:
    """Our own tokens with one of them changed."""
    assert OURS.count(before) == 1
    return OURS.replace(before, after)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#fff", "#fff", 1),
        ("#767676", "#ffffff", 4.54),  # the grey that just does, in every book on the subject
        ("#777777", "#ffffff", 4.47),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 3.99),
    ],
)
def test_the_contrast_of_colours_whose_contrast_is_known(one: str, other: str, ratio: float) -> None:
    assert contrast(color_of(one), color_of(other)) == pytest.approx(ratio, abs=0.01)
    assert contrast(color_of(other), color_of(one)) == contrast(color_of(one), color_of(other))


def test_our_own_colours_stand_apart() -> None:
    assert not said(OURS)


def test_a_weak_pair_is_told_with_its_line_its_contrast_and_a_colour_that_does() -> None:
    style = changed("--muted: #4a5763;", "--muted: #8a929a;")
    first = said(style)[0]
    assert first.code == "contrast-too-low"
    assert style.splitlines()[first.location.line - 1].strip() == "--muted: #8a929a;"
    assert "--muted (#8a929a) on --paper (#ffffff)" in first.sentence("en")
    assert "3.15:1 in the light scheme, and 4.5:1 is needed" in first.sentence("en")
    example = re.search(r"--muted: (#\w+)", first.remedy("en"))
    assert example
    assert contrast(color_of(example.group(1)), color_of("#ffffff")) >= TEXT


def test_the_dark_scheme_is_looked_at_apart() -> None:
    found = said(changed("--muted: #aebbc7;", "--muted: #4a5763;"))
    assert found
    assert all("donkere thema" in one.sentence("nl") for one in found)


def test_a_phase_is_looked_at_on_its_own_ground_and_said_by_name() -> None:
    style = changed("--p-soft: #fdf1cc;", "--p-soft: #806000;")
    found = [one for one in said(style) if "--p " not in one.sentence("nl")]
    assert {one.location.line for one in found} == {style[: style.index("#806000")].count("\n") + 1}
    assert all("(.phase-geel)" in one.sentence("nl") for one in found)
    assert any("--ink (#16212c)" in one.sentence("nl") for one in found)
    assert all("--p-soft: #" in one.remedy("nl") for one in found)


def test_what_a_phase_inherits_is_said_once() -> None:
    found = said(changed("--visited: #5b2b7d;", "--visited: #ffffff;"))
    on_paper = [one for one in found if "--paper" in one.sentence("nl")]
    assert len(on_paper) == 1


def test_a_ratio_that_falls_just_short_is_not_rounded_up() -> None:
    assert contrast(color_of("#777777"), color_of("#ffffff")) == pytest.approx(4.478, abs=0.0005)
    assert " 4.47:1 " in said(changed("--muted: #4a5763;", "--muted: #777777;"))[0].sentence("en")


@pytest.mark.parametrize("value", ["navy", "rgb(0 0 0)", "var(--nothing)", "#12345", "var(--enamel)"])
def test_a_colour_that_cannot_be_computed_is_told_and_not_passed_over(value: str) -> None:
    style = changed("--enamel: #1d3f91;", f"--enamel: {value};")
    found = said(style)
    assert [one.code for one in found] == ["color-unreadable"]
    assert style.splitlines()[found[0].location.line - 1].strip() == f"--enamel: {value};"


def test_a_token_that_is_gone_is_told() -> None:
    assert "--lamp" in said(changed("  --lamp: #ffd35c;\n", ""))[0].sentence("nl")


def test_a_name_leads_to_the_colour_behind_it() -> None:
    assert not said(changed("--enamel: #1d3f91;", "--enamel: var(--link);"))


def test_comments_and_other_conditions_are_left_out() -> None:
    style = """
    /* :root { --ink: #000; } */
    :root { --ink: #111; --paper: #fff }
    @media print { :root { --ink: #222; } }
    @media screen and (prefers-color-scheme: dark) { :root { --ink: #eee; } .a, .b { --p: #333; } }
    @media (prefers-color-scheme: dark) and (forced-colors: active) { :root { --paper: #444; } }
    """
    tokens = {
        scope: {name: token.value for name, token in held.items()} for scope, held in read_tokens(style).items()
    }
    assert tokens[":root", False] == {"ink": "#111", "paper": "#fff"}
    assert tokens[":root", True]["ink"] == "#eee"
    assert tokens[".a", True] == tokens[".b", True] == {"p": "#333"}


def test_the_nearest_colour_that_does_exists_on_every_ground() -> None:
    for part in range(0, 256, 5):
        ground = (part, part, part)
        assert contrast(nearest_enough(ground, ground, TEXT), ground) >= TEXT


def test_what_the_styles_use_for_text_and_behind_text_has_a_row() -> None:
    styles = [path.read_text("utf-8") for path in (ROOT / "assets/css").rglob("*.css") if path.name != "print.css"]
    used = {name for style in styles for name in re.findall(r"(?<![\w-])color: var\(--([a-z-]+)\)", style)}
    behind = {name for style in styles for name in re.findall(r"background: var\(--([a-z-]+)\)", style)}
    text = [pair for pair in PAIRS if pair.least == TEXT]
    assert used <= {pair.mark for pair in text}
    # The mark before an item, a door and the plate behind a logo hold no text.
    assert behind - {"p", "leaf", "on-enamel"} <= {pair.ground for pair in text}
    assert {pair.least for pair in PAIRS} == {TEXT, MARK}


PAPER = {"print.css", "sheet.css", "invitation.css", "cards.css"}
"""Styles for paper and for pictures of it, which is white in any scheme, as what lies behind a QR code is."""


def test_colours_stand_in_the_tokens_alone() -> None:
    for path in (ROOT / "assets/css").rglob("*.css"):
        if path.name not in PAPER | {"tokens.css"}:
            style = path.read_text("utf-8").partition("@media print")[0]
            assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", style), path.name
