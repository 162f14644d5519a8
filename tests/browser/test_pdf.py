"""The handbook as Chromium prints it: for screen readers, with bookmarks and page numbers, the same every time."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wijkverbinder.bench import make_project
from wijkverbinder.pdf import book_pages, pages_of_places
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project
from wijkverbinder.views.book import CHAPTERS

ROOT = Path(__file__).resolve().parents[2]
ACTIVITIES = 5


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small toolkit, built."""
    root = tmp_path_factory.mktemp("boek") / "project"
    make_project(ROOT, root, ACTIVITIES)
    project = Project.at(root)
    assert not build(project).failed
    return project


@pytest.fixture(scope="module")
def file(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its handbook, printed."""
    return printed(project, tmp_path_factory.mktemp("pdf"))


def printed(project: Project, folder: Path) -> Path:
    """What the command makes; in a process of its own, since while Playwright is there no other loop can run here."""
    command = [sys.executable, "-m", "wijkverbinder", "pdf", "--source", str(project.root), "--to", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.iterdir()
    return made


def pages(file: Path, *options: str) -> list[str]:
    """The text of each page, in the order in which it is read out."""
    tool = shutil.which("pdftotext")
    if not tool:
        pytest.skip("no pdftotext here (Debian: poppler-utils)")
    said = subprocess.run([tool, *options, "-enc", "UTF-8", file, "-"], check=True, capture_output=True)
    return said.stdout.decode("utf-8").split("\f")[:-1]


def test_it_is_tagged_has_a_language_a_title_and_bookmarks(file: Path) -> None:
    data = file.read_bytes()
    assert file.name.endswith("-handboek-nl.pdf")
    assert data.startswith(b"%PDF-")
    for sign in (b"/StructTreeRoot ", b"/Marked true", b"/Lang (nl)", b"/DisplayDocTitle true", b"/Outlines "):
        assert sign in data, sign
    assert re.search(rb"/Title \((?:Handboek|\xfe\xff\x00H\x00a\x00n\x00d\x00b\x00o\x00e\x00k)", data)
    # Headings, lists and tables are told as such.
    for role in (b"/S /H1", b"/S /H2", b"/S /H3", b"/S /L\n", b"/S /Table"):
        assert role in data, role


def test_every_entry_of_the_contents_has_the_number_of_its_page(file: Path, project: Project) -> None:
    places = pages_of_places(file.read_bytes())
    texts = pages(file)
    contents = "\n".join(pages(file, "-layout")[1:3])
    for number in range(ACTIVITIES):
        page = places[f"activiteit-activiteit-{number}"]
        assert f"Activiteit {number}" in texts[page - 1]
        assert re.search(rf"Activiteit {number}\s+{page}\b", contents), (number, page)
    order = [places[f"deel-{name}"] for name in CHAPTERS if f"deel-{name}" in places]
    assert order == sorted(order)
    assert len(order) >= 4
    # Nothing waits for a number that did not come.
    html = next(iter(book_pages(project).values())).read_text("utf-8")
    assert {*re.findall(r'data-leaf="([^"]+)"', html)} <= places.keys()


def test_the_pages_carry_the_name_of_their_chapter_and_their_number(file: Path) -> None:
    texts = pages(file)
    places = pages_of_places(file.read_bytes())
    first = places["deel-activities"]
    assert "De activiteiten" in texts[first]  # the second page of the chapter, which has no heading of it
    assert f"{first + 1} / {len(texts)}" in texts[first]
    assert f"1 / {len(texts)}" not in texts[0]  # the cover


def test_a_part_is_read_in_the_order_in_which_it_stands(file: Path) -> None:
    text = "\n".join(pages(file))
    start = text.index("Doel\n")
    assert start < text.index("Zo doe je het", start) < text.index("Tips", start) < text.index("Wat werkt", start)


def test_printing_it_again_gives_the_same_bytes(file: Path, project: Project, tmp_path: Path) -> None:
    assert printed(project, tmp_path).read_bytes() == file.read_bytes()
