"""The report as a page by itself: everything in it, nothing from elsewhere, and nothing of a stranger comes alive."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.small import page, text
from wijkverbinder.cli import main
from wijkverbinder.report.blocks import Block, Heading, Line, Listing, Table, as_html, as_markdown, as_text

WORDS = {"none": "geen", "more": "nog {count}"}
LONG = "Vraag " + " ".join(["iedereen"] * 25) + " <b>hier</b>."


@pytest.fixture
def made(make_project: MakeProject, tmp_path: Path) -> str:
    """The page of a small project."""
    project = make_project({"content/pages/over.md": text(page(), LONG.replace("<", "\\<"))}, real_templates=True)
    file = tmp_path / "rapport.html"
    source = ["--source", str(project.root), "--language", "nl", "--today", "2026-11-22"]
    assert main(["report", "--html", str(file), *source]) == 0
    return file.read_text("utf-8")


def test_the_page_asks_for_nothing_and_its_policy_knows_its_style(made: str) -> None:
    assert not re.findall(r"<(?:script|link|img|iframe|base|form)\b|\bsrc=|url\(|@import|\son[a-z]+=", made)
    (style,) = re.findall(r"<style>(.*?)</style>", made, re.DOTALL)
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in made
    assert " style=" not in made


def test_every_part_has_its_heading_and_the_contents_lead_to_it(made: str) -> None:
    assert made.count("<h1>") == 1
    links = re.findall(r'<li><a href="#([^"]+)">', made)
    assert links == re.findall(r'<section id="([^"]+)">', made)
    assert len(links) >= 4
    assert re.findall(r"<h2>([^<]+)", made)[0] == "Taal"
    assert "Rapport over de inhoud, 22 november 2026" in made
    assert made.count("<section") == made.count("</section>")
    assert made.count("<ul") == made.count("</ul>")


def test_what_stands_in_a_text_stays_text(made: str) -> None:
    assert "&lt;b&gt;hier" in made
    assert "<b>hier" not in made


def test_a_file_that_can_not_be_written_is_told(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    source = ["--source", str(make_project(real_templates=True).root), "--language", "nl"]
    assert main(["report", "--html", "/nergens/x.html", *source]) == 1
    assert "Schrijven lukt niet" in capsys.readouterr().err


def test_the_same_blocks_are_shown_in_three_ways() -> None:
    rows = tuple(f"rij {number}" for number in range(14))
    blocks: list[Block] = [
        *(Line("Begin.", strong=True), Heading("Deel"), Line("Zin.")),
        *(Listing("Lang", rows, 2), Listing("Leeg", ()), Listing("Kort", ("a", "b"), counted=False)),
        Table(("naam", "getal"), (("x", "1 → 2"), ("y", "·")), "Kop", 1),
    ]
    assert as_text(blocks, WORDS) == [
        *("Begin.", "", "Deel", "----", "  Zin."),
        *("  Lang: 14", "    rij 0", "    rij 1", "    nog 12", "  Leeg: geen", "  Kort:", "    a", "    b"),
        *("  Kop:", "  naam  getal", "  x     1 → 2", "  nog 1", ""),
    ]
    assert as_markdown(blocks, WORDS) == [
        *("**Begin.**", "", "", "## Deel", "", "Zin.", ""),
        *("Lang: 14", "", "- rij 0", "- rij 1", "- nog 12", "", "Leeg: geen", "", "Kort:", "", "- a", "- b", ""),
        *("Kop:", "", "| naam | getal |", "|---|---:|", "| x | 1 → 2 |", "", "nog 1", ""),
    ]
    html = "\n".join(as_html(blocks, WORDS))
    assert html.index("<p><strong>Begin.") < html.index('<section id="part-1">')
    assert "<details><summary>Lang: 14</summary>" in html  # long, so folded, and whole
    assert "<li>rij 13</li>" in html
    assert '<td class="number">1 → 2</td>' in html
    assert "<caption>Kop</caption>" in html
    assert html.endswith("</section>")
