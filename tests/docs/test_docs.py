"""The documentation says what is so: what is generated is fresh, links lead somewhere, commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import screens
from tools.docs import count_entries, generated, stale
from tools.fields import check_example
from wijkverbinder import EDITION, __version__
from wijkverbinder.cli import COMMANDS
from wijkverbinder.command_words import WORDS
from wijkverbinder.i18n import show_date
from wijkverbinder.kinds import KINDS
from wijkverbinder.schemas import SCHEMAS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("README.md")],
    key=lambda path: path.as_posix(),
)
EDITORS_OWN = ("docs/redactie/sjablonen/", "docs/redactie/voorbeelden/")
"""Content to copy, whose links are not those of a document."""


def test_what_is_generated_is_as_it_would_be_made_now() -> None:
    assert sorted(stale()) == [], "run: python3 tools/docs.py"
    assert {"docs/velden.md", "docs/problemen.md", "README.md"} <= generated().keys()


def test_the_docs_for_editors_show_every_screen_with_words_for_who_cannot_see() -> None:
    assert screens.main(["--check"]) == 0, "run: python3 tools/screens.py"


def test_the_filled_in_examples_are_right() -> None:
    for kind in SCHEMAS:
        assert not check_example(kind), kind


def test_the_numbers_in_the_readme_are_those_of_the_content() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    marked = re.findall(r"<!-- aantal:([a-z]+) -->(\d+)<!-- /aantal -->", text)
    assert len(marked) == text.count("aantal:"), "a mark that is broken over two lines is not renewed"
    assert marked
    for kind, number in marked:
        assert int(number) == count_entries(kind), kind
        assert kind in KINDS


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_in_documents_lead_somewhere(page: Path) -> None:
    if page.relative_to(ROOT).as_posix().startswith(EDITORS_OWN):
        return
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"(?<!\\)\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path) if path else page
        assert file.exists(), f"{target} is not there"
        if fragment and file.suffix == ".md":
            assert fragment in anchors(file), f"{target} is not a heading there"


def test_every_decision_is_in_the_list_under_its_own_title() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(
        r"^\| \[(\d{4})\]\((\S+)\) \| (.+) \|$", (folder / "README.md").read_text("utf-8"), re.MULTILINE
    )
    pages = sorted(folder.glob("[0-9]*.md"))
    titles = [page.read_text("utf-8").partition("\n")[0] for page in pages]
    assert [(number, name) for number, name, _ in listed] == [(page.name[:4], page.name) for page in pages]
    assert [f"# {int(number)}. {title}" for number, _, title in listed] == titles


def test_the_readme_tells_the_two_commands_first_and_names_all_others() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    first_screen = "\n".join(text.splitlines()[:40])
    assert re.search(r"^\$? *python3 build.py *(#.*)?$", first_screen, re.MULTILINE)
    assert "python3 build.py test" in first_screen
    for command in COMMANDS:
        assert command == "build" or f"python3 build.py {command}" in text, command
    for words in WORDS.values():
        assert COMMANDS.keys() <= words.keys()


def test_no_document_or_source_names_a_machine() -> None:
    """A path that exists on one developer's machine alone helps nobody else."""
    folders = ("wijkverbinder", "tests", "docs", "tools", "templates", "assets", "content", "changelog.d")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*") if file.is_file()]
    home = re.compile(rb"/(?:home|Users|root|work)/[a-z]")
    named = [file for file in files if file.suffix in {".py", ".md", ".toml", ".yaml", ".html", ".css", ".js"}]
    assert not [file.relative_to(ROOT).as_posix() for file in named if home.search(file.read_bytes())]


def anchors(file: Path) -> set[str]:
    """The headings of a document as the web names them."""
    headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_the_changelog_begins_with_this_edition() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    heading = next(line for line in text.splitlines() if line.startswith("## "))
    day = show_date(EDITION, "nl")
    assert heading == f"## {__version__} – {day}"
