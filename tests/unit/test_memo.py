"""What the last build left, as plain values and back."""

from __future__ import annotations

import marshal

from wijkverbinder.memo import Memo, nothing_to_do, problem_of, problem_row
from wijkverbinder.model import Artifact, Entry, Location, Ref, Reference, References, Stamp
from wijkverbinder.problems import problem
from wijkverbinder.store import Slot

ENTRY = Entry(
    Ref("activity", "a"),
    "nl",
    "activities/a.md",
    "sleutel",
    {"title": "A", "group_size": {"min": 1, "max": None}},
    References.of([Reference("text", "library:b", "x", ("phases", "in-rust", 0), 3)]),
    ("stappen",),
)
MEMO = Memo(
    {"content/a": Stamp(1, 2, 3, 4)},
    {"index.html": Stamp(5, 6, 7, 8)},
    {"CNAME": Stamp(9, 9, 9, 9)},
    {"a": "digest"},
    {"sleutel": (ENTRY, Slot("pak", 0, 10, 12345))},
    {"index.html": Artifact("index.html", "k", "d", 3, "a", "b.html#c")},
    "maker",
    7,
    "/site",
    notes=(problem("draft-left-out", Location("a.md", 1), count=3).in_draft(),),
)


def test_a_memo_comes_back_as_it_was_kept() -> None:
    assert Memo.of(marshal.loads(marshal.dumps(MEMO.state())), "/site") == MEMO


def test_of_another_output_nothing_is_remembered() -> None:
    other = Memo.of(MEMO.state(), "/elders")
    assert other.outputs == {}
    assert other.entries == MEMO.entries
    assert other.output == "/elders"


def test_without_a_state_there_is_an_empty_memo() -> None:
    assert Memo.of({}, "") == Memo()


def test_there_is_nothing_to_do_only_when_all_stamps_are_the_same() -> None:
    state = MEMO.state()
    assert nothing_to_do(state, MEMO.inputs, MEMO.visible)
    assert not nothing_to_do({}, {}, {})
    assert not nothing_to_do(state, {}, MEMO.visible)
    assert not nothing_to_do(state, MEMO.inputs, {})


def test_a_problem_comes_back_as_it_was() -> None:
    found = problem(
        "unknown-term", Location("a.md", 3, 4, ("cost",), 1), word="x", among=["laag"], value="x", taxonomy="y"
    )
    assert problem_of(marshal.loads(marshal.dumps(problem_row(found)))) == found
