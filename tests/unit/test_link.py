"""The graph: references from both sides, order, and what only shows when all entries are there."""

from __future__ import annotations

from typing import Any

import pytest

from wijkverbinder.kinds import KINDS
from wijkverbinder.link import link_entries
from wijkverbinder.model import Entry, Picture, Ref, Reference, References

EXTRA: dict[str, dict[str, Any]] = {
    "activity": {"verdicts": {}, "safe": []},
    "phase": {"order": 1},
    "page": {"order": 1},
    "term": {"forms": []},
}
"""What the card of a kind must have here."""


def entry(name: str, *targets: str, language: str = "nl", folder: str = "", **card: Any) -> Entry:
    """An entry that names others in its text."""
    ref = Ref(*name.split(":"))
    facts = EXTRA.get(ref.kind, {}) | {"title": ref.slug, "summary": f"{ref.slug} {language}"} | card
    references = tuple(Reference("text", target, "", ("body",), line) for line, target in enumerate(targets))
    suffix = "" if language == "nl" else f".{language}"
    path = f"{KINDS[ref.kind].folder}/{folder}{ref.slug}{suffix}.md"
    return Entry(ref, language, path, f"{path}!", facts, References.of(references))


def link(*entries: Entry, pictures: tuple[str, ...] = (), broken: tuple[Entry, ...] = ()) -> tuple[Any, list[str]]:
    """The site and the codes of the problems."""
    shown = [Picture(path, "x", 1) for path in pictures]
    site, problems = link_entries(entries, shown, ("nl", "en"), broken)
    return site, [found.code for found in problems]


A, B, C = Ref("activity", "a"), Ref("activity", "b"), Ref("library", "c")


def test_a_reference_is_seen_from_both_sides() -> None:
    site, problems = link(entry("activity:a", "library:c", "activity:b"), entry("activity:b"), entry("library:c"))
    assert problems == []
    assert site.refs(A, "text") == (C, B)
    assert site.refs(A, "related") == ()
    assert site.backlinks(C, "activity") == (A,)
    assert site.backlinks(B, "activity") == (A,)
    assert site.backlinks(A, "activity") == ()


def test_naming_someone_twice_counts_once_and_naming_oneself_not() -> None:
    site, _ = link(entry("activity:a", "library:c", "library:c", "activity:a"), entry("library:c"))
    assert site.refs(A, "text") == (C,)
    assert site.backlinks(C, "activity") == (A,)
    assert site.backlinks(A, "activity") == ()


def test_lists_are_in_dictionary_order_and_phases_in_their_own() -> None:
    names = {"a": "Zon", "b": "école", "c": "Ezel"}
    activities = [entry(f"activity:{slug}", title=title) for slug, title in names.items()]
    phases = [entry(f"phase:{slug}", order=order, title=slug) for slug, order in (("a", 3), ("b", 1), ("c", 2))]
    site, _ = link(*activities, *phases)
    assert [ref.slug for ref in site.members("activity")] == ["b", "c", "a"]
    assert [ref.slug for ref in site.members("phase")] == ["b", "c", "a"]
    assert site.members("library") == ()


def test_two_entries_with_one_title_are_in_one_order() -> None:
    one, other = entry("activity:a", title="x", summary="1"), entry("activity:b", title="X", summary="2")
    assert link(one, other)[0].members("activity") == link(other, one)[0].members("activity")


def test_a_translation_is_found_and_else_the_original() -> None:
    english = entry("activity:a", language="en")
    site, _ = link(entry("activity:a"), english, entry("activity:b"))
    assert site.get(A, "en") is english
    assert site.get(B, "en").language == "nl"
    assert site.original(A).language == "nl"


def test_whom_only_the_translation_names_is_near_too() -> None:
    site, problems = link(entry("activity:a"), entry("activity:a", "library:c", language="en"), entry("library:c"))
    assert problems == []
    assert site.refs(A, "text") == (C,)


@pytest.mark.parametrize("order", [1, -1])
def test_one_name_for_two_files_is_told_at_the_later_one_whatever_the_order(order: int) -> None:
    twins = [entry("activity:a"), entry("activity:a", folder="oud/")][::order]
    _, problems = link_entries(twins, [], ("nl",))
    (found,) = problems
    assert (found.code, found.location.path) == ("duplicate-slug", "activities/oud/a.md")
    assert dict(found.values)["other"] == "activities/a.md"


def test_a_translation_without_original_is_told() -> None:
    assert link(entry("activity:a", language="en"))[1] == ["translation-without-original"]


def test_a_reference_to_nothing_is_told_with_what_was_meant() -> None:
    _, problems = link_entries([entry("activity:samen", "activity:b", "activity:samn")], [], ("nl",))
    assert [(found.code, found.location.offset, found.suggestion) for found in problems] == [
        ("reference-to-nothing", 0, ""),
        ("reference-to-nothing", 1, "activity:samen"),
    ]


def test_what_is_broken_is_there_to_be_named_and_what_it_names_is_looked_at() -> None:
    broken = entry("activity:b", "activity:nergens")
    site, problems = link(entry("activity:a", "activity:b"), broken=(broken,))
    assert problems == ["reference-to-nothing"]
    assert B not in site.entries


def test_a_translation_of_something_broken_is_no_problem_of_its_own() -> None:
    assert link(entry("activity:b", language="en"), broken=(entry("activity:b"),))[1] == []


def test_a_picture_stands_in_the_folder_of_its_text() -> None:
    with_picture = Entry(
        A,
        "nl",
        "activities/a.md",
        "k",
        entry("activity:a").card,
        References.of([Reference("picture", "tafel.png", "", ("body",))]),
    )
    assert link(with_picture, pictures=("activities/tafel.png",))[1] == []
    assert link(with_picture, pictures=("examples/tafel.png",))[1] == ["picture-missing"]
    _, problems = link_entries([with_picture], [Picture("activities/tafl.png", "x", 1)], ("nl",))
    assert problems[0].suggestion == "tafl.png"


def test_a_title_stands_once_in_a_kind_and_a_summary_once_in_all() -> None:
    one = entry("activity:a", title="Soep", summary="Warm.")
    assert link(one, entry("activity:b", title="soep", summary="Koud."))[1] == ["same-title"]
    assert link(one, entry("activity:b", title=" Soep ", summary="Koud."))[1] == ["same-title"]
    assert link(one, entry("library:c", title="Soep", summary="Koud."))[1] == []
    assert link(one, entry("library:c", title="Brood", summary="warm."))[1] == ["same-summary"]
    assert link(one, entry("activity:a", language="en", title="Soep", summary="Warm."))[1] == []


def test_where_it_is_tense_an_activity_that_fits_has_a_safety_part() -> None:
    tense = entry("phase:bij-spanning", safety_first=True)
    fits: dict[str, Any] = {"verdicts": {"bij-spanning": "past"}, "safe": []}
    assert link(tense, entry("activity:a", **fits))[1] == ["safety-missing"]
    assert link(tense, entry("activity:a", **(fits | {"safe": ["bij-spanning"]})))[1] == []
    assert link(tense, entry("activity:a", verdicts={"bij-spanning": "nu-niet"}))[1] == []
    assert link(entry("phase:bij-spanning", safety_first=False), entry("activity:a", **fits))[1] == []


def test_the_graph_is_the_same_whatever_the_order_of_the_entries() -> None:
    entries = [entry("activity:a", "library:c"), entry("activity:b", "activity:a"), entry("library:c", "activity:b")]
    one, other = link(*entries)[0], link(*reversed(entries))[0]
    assert (one.order, one.forward, one.backward) == (other.order, other.forward, other.backward)
