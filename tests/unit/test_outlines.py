"""Shapes: what surely fits is what the models accept, and all that is right is seen to fit without them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small import activity, example, group, library, page, phase, term
from wijkverbinder.matter import parse_matter
from wijkverbinder.misfits import find_misfits
from wijkverbinder.outlines import Outline, fit, is_plain_address
from wijkverbinder.schemas import OUTLINES, SCHEMAS

ROOT = Path(__file__).parents[2]
GOOD: dict[str, dict[str, Any]] = {
    "activity": activity(),
    "example": example(),
    "library": library(),
    "page": page(),
    "phase": phase(),
    "target-group": group(),
    "term": term("buren"),
}
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**20, "", " ", "x" * 5000, "2026-02-30", "2026-W01-1", "abc\n", "é"),
    *([], {}, [1], {"a": 1}, 1.5),
)
ADDRESSES = (
    *("http://a.nl", "https://a.nl/x", "http://", "https://a", "ftp://a.nl", "https://a b.nl", "https://-a.nl"),
    *(
        "https://xn--a.nl",
        "https://a.nl:99999",
        "https://a..nl",
        "HTTPS://A.NL",
        "https://a.nl/%zz",
        "https://1.2.3.4",
    ),
    *("https://a.nl/%", "https://a.nl?x=[1]&y={}|^`", "https://a.nl/a\\b", "https://a.nl#%%#", "https://a.nl/<\"'>"),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in nested data."""
    found = [path]
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(inner, (*path, key))
    return found


def changed(value: Any, path: tuple[Any, ...], put: Any) -> Any:
    """The same data with another value in one place."""
    if not path:
        return put
    if isinstance(value, dict):
        return {**value, path[0]: changed(value.get(path[0]), path[1:], put)}
    return [changed(inner, path[1:], put) if index == path[0] else inner for index, inner in enumerate(value)]


def names(outline: Outline) -> set[str]:
    """The first items of a outline and of all outlines in it; what fields are called is none."""
    if outline[0] == "model":
        return {"model"}.union(*(names(field[1]) for field in outline[2]))
    return {str(outline[0])}.union(*(names(part) for part in outline if isinstance(part, tuple)))


def test_every_kind_has_a_shape_in_which_nothing_is_unknown() -> None:
    assert OUTLINES.keys() == SCHEMAS.keys() == GOOD.keys()
    assert all("unknown" not in names(outline) for outline in OUTLINES.values())


@pytest.mark.parametrize("kind", GOOD)
def test_what_is_right_fits_without_the_model(kind: str) -> None:
    assert find_misfits(GOOD[kind], kind, "x.md") == []
    assert fit(OUTLINES[kind])(GOOD[kind])


def test_all_real_content_fits_without_the_model() -> None:
    for kind, folder in (("activity", "activities"), ("example", "examples"), ("phase", "phases")):
        for file in sorted((ROOT / "content" / folder).glob("*.md")):
            if "." not in file.stem:
                assert fit(OUTLINES[kind])(parse_matter(file.read_text("utf-8")).facts), file.name


@settings(max_examples=400)
@given(st.data())
def test_what_fits_is_what_the_model_accepts(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(GOOD)))
    path = data.draw(st.sampled_from(places(GOOD[kind])))
    if data.draw(st.booleans()):
        path = (*path, data.draw(st.sampled_from(["extra", "review", "max", "url", "doi", "slug", "safety"])))
    put = data.draw(st.sampled_from([*ODD, *ADDRESSES]) | st.text(max_size=12) | st.integers())
    try:
        given_facts = changed(GOOD[kind], path, put)
    except (TypeError, AttributeError):  # a field below what has no fields
        return
    if fit(OUTLINES[kind])(given_facts):
        assert find_misfits(given_facts, kind, "x.md") == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_surely_one_is_one_for_the_model(address: str) -> None:
    if is_plain_address(address):
        assert find_misfits(GOOD["library"] | {"url": address}, "library", "x.md") == []


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u00a0\u2003"])
@pytest.mark.parametrize("kind", GOOD)
def test_spaces_alone_are_nothing(kind: str, blank: str) -> None:
    facts = GOOD[kind] | {"title": blank}
    assert not fit(OUTLINES[kind])(facts)
    assert [found.code for found in find_misfits(facts, kind, "x.md")] == ["empty-value"]


def test_a_file_that_fits_is_checked_without_loading_the_models() -> None:
    code = (
        "import sys, wijkverbinder.catalog, wijkverbinder.validate, wijkverbinder.pages;"
        "raise SystemExit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
