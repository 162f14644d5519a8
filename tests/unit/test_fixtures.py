"""The text cases of tests/fixtures: what a writer types, and what stands on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wijkverbinder.markdown import plain, render, resolve

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
_CASE = re.compile(r"^(?P<title>.+)\n\.\n(?P<typed>(?:.*\n)*?)\.\n(?P<shown>(?:.*\n)*?)\.$", re.MULTILINE)


def cases() -> Iterator[object]:
    """Every case, named by its file and title."""
    for file in sorted(FIXTURES.glob("*.txt")):
        text = file.read_text("utf-8")
        for found in _CASE.finditer(text):
            name = f"{file.stem}: {found['title']}"
            yield pytest.param(file.stem, found["typed"].rstrip("\n"), found["shown"].rstrip("\n"), id=name)


def shown(kind: str, typed: str) -> str:
    """What stands on the page, with what is wrong below it."""
    if kind == "titels":
        return plain(typed)
    document = render(typed, "block" if kind == "teksten" else "inline")
    faults = [f"! {fault.code} op regel {fault.offset + 1}" for fault in document.faults]
    return "\n".join([resolve(document.html, lambda target: f"[[{target}]]"), *faults])


@pytest.mark.parametrize(("kind", "typed", "expected"), [*cases()])
def test_what_is_typed_is_shown_so(kind: str, typed: str, expected: str) -> None:
    assert shown(kind, typed) == expected


@pytest.mark.parametrize("file", sorted(FIXTURES.glob("*.txt")), ids=lambda file: str(file.name))
def test_a_fixture_file_holds_nothing_but_cases(file: Path) -> None:
    text = file.read_text("utf-8")
    assert _CASE.search(text)
    assert _CASE.sub("", text).strip() == ""
    assert f"`{file.name}`" in (FIXTURES / "README.md").read_text("utf-8")


def test_no_two_cases_of_a_file_have_one_title() -> None:
    for file in FIXTURES.glob("*.txt"):
        titles = [found["title"] for found in _CASE.finditer(file.read_text("utf-8"))]
        assert len(titles) == len({*titles}), file.name
