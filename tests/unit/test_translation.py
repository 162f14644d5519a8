"""A translation over its original: text anew, facts once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.small import Facts, activity, claim, library, page, text
from tests.unit.test_validate import TERMS
from wijkverbinder.kinds import KINDS
from wijkverbinder.model import Ref, Source
from wijkverbinder.schemas import Content
from wijkverbinder.translation import OWN
from wijkverbinder.validate import Checked, validate_source

ORIGINAL = page("Over deze site", summary="Alles over deze site.")


def translate(
    given: Facts | str, original: Facts | str, kind: str = "page", *, body: str = "", base: str = ""
) -> Checked:
    """Checks a translation of an original."""
    source = Source(Ref(kind, "samen-koken"), "en", f"{KINDS[kind].folder}/samen-koken.en.md", "digest")
    written = given if isinstance(given, str) else text(given, body)
    under = original if isinstance(original, str) else text(original, base)
    return validate_source(source, written, "sleutel", TERMS, under)


def codes(*arguments: Any, **options: Any) -> list[str]:
    """The code of every problem."""
    return [found.code for found in translate(*arguments, **options).problems]


def english(facts: Facts) -> Facts:
    """The translatable part of an activity, in a sort of English."""

    def words(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {name: words(inner) for name, inner in value.items() if name not in {"verdict", "level", "stage"}}
            return {name: inner for name, inner in kept.items() if inner not in ({}, None)}
        if isinstance(value, list):
            return [words(item) for item in value]
        return f"EN {value}"

    names = ("title", "summary", "phases", "works", "fails", "steps", "inclusion", "measure", "materials")
    found: Facts = words({name: facts[name] for name in names if name in facts})
    found["evidence"] = {"text": "EN bewijs"}
    return found


def test_facts_without_language_stand_once_and_text_is_anew() -> None:
    original = activity(cost="laag", materials=["Koffie", "Thee"])
    found = translate(english(original), original, "activity")
    assert found.problems == ()
    assert found.facts["title"] == "EN Samen koken"
    assert found.facts["materials"][1].endswith("EN Thee")
    assert found.facts["cost"] == "laag"
    assert found.facts["phases"]["in-rust"]["verdict"] == "past"
    assert found.entry.language == "en"


def test_a_translation_has_its_own_address_and_not_its_originals() -> None:
    original = ORIGINAL | {"slug": "over-ons"}
    assert translate({"title": "About", "summary": "All."}, original).facts["slug"] is None
    assert translate({"title": "About", "summary": "All.", "slug": "about-us"}, original).facts["slug"] == "about-us"
    assert codes({"title": "About", "summary": "All.", "slug": "About us"}, original) == ["bad-pattern"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": "About"}, "translation-missing"),
        ({"title": "About", "summary": None}, "translation-missing"),
        ({"title": "About", "summary": ""}, "empty-value"),
        ({"title": "About", "summary": 5}, "wrong-type"),
        ({"title": "About", "summary": "All.", "order": 1}, "not-translatable"),
        ({"title": "About", "summary": "All.", "checked": "2026-11-22"}, "not-translatable"),
        ({"title": "About", "summary": "All.", "nonsense": "x"}, "unknown-field"),
        ({"titel": "About", "summary": "All."}, "unknown-field"),
        ("---\ntitle: [\nsummary: x\n---\n", "front-matter-broken"),
    ],
)
def test_one_mistake_in_a_translation_is_one_problem(given: Facts | str, code: str) -> None:
    assert codes(given, ORIGINAL) == [code]


def test_a_text_below_the_fields_is_translated_too() -> None:
    given = {"title": "About", "summary": "All."}
    assert codes(given, ORIGINAL, base="Tekst.") == ["translation-missing"]
    assert codes(given, ORIGINAL, base="Tekst.", body="Text.") == []


def test_a_list_keeps_its_length() -> None:
    original = activity(materials=["Koffie", "Thee"])
    given = english(original)
    given["materials"] = ["Coffee"]
    assert codes(given, original, "activity") == ["translation-length"]
    del given["materials"]
    assert codes(given, original, "activity") == ["translation-missing"]


def test_text_that_the_original_does_not_have_is_not_dropped_in_silence() -> None:
    original = activity()
    given = english(original) | {"materials": ["Coffee"]}
    assert codes(given, original, "activity") == ["translation-extra"]


def test_text_deep_in_a_claim_is_found() -> None:
    original = activity(measure=[claim("Vraag het.", sources=["library:over-buren"])])
    given = english(original)
    given["measure"] = [{"text": "Ask.", "ours": "We think so."}]
    found = translate(given, original, "activity")
    assert found.problems == ()
    assert found.facts["measure"][0]["sources"] == ["library:over-buren"]
    del given["measure"][0]["ours"]
    assert codes(given, original, "activity") == ["translation-missing"]


def test_what_is_wrong_with_the_original_is_said_there_alone() -> None:
    original = activity(cost="gratis-bier", checked="ooit", rung=None, related=["fout"], measure=[{"text": "x"}])
    found = translate(english(original), original, "activity")
    assert found.problems == ()
    assert found.facts == {}


def test_an_original_that_cannot_be_read_is_said_there_alone() -> None:
    found = translate({"title": "About", "summary": "All."}, "---\ntitle: [\n---\n")
    assert (found.problems, found.facts) == ((), {})


def test_a_translation_may_have_links_of_its_own() -> None:
    found = translate({"title": "About", "summary": "All."}, ORIGINAL, base="Tekst.", body="[x](activity:a#b)")
    assert [reference.target for reference in found.entry.references] == ["activity:a"]


def test_problems_stand_at_the_lines_of_the_translation() -> None:
    written = "---\ntitle: About\norder: 3\nsummary: All.\n---\n\nText\n[x](y.md)\n"
    assert [(found.code, found.location.line) for found in translate(written, ORIGINAL, base="Tekst.").problems] == [
        ("not-translatable", 3),
        ("link-address", 8),
    ]


def test_names_of_authors_are_text_and_years_are_not() -> None:
    original = library(authors=["Jansen, A."])
    given = {
        "title": "On neighbours",
        "authors": ["Jansen, A."],
        "publisher": "The Street",
        "summary": "What it says.",
    }
    assert codes(given, original, "library") == []
    assert codes(given | {"year": 2021}, original, "library") == ["not-translatable"]


def test_a_translation_has_for_itself_what_every_kind_has() -> None:
    # Whose pictures are is the same in every language; only a term has forms.
    assert {*OWN} - {"forms"} == {*Content.model_fields} - {"pictures"}


def test_a_word_has_the_forms_of_its_own_language() -> None:
    original = {"title": "trede", "summary": "Een stap.", "forms": ["treden"], "checked": "2026-11-22"}
    given = {"title": "rung", "summary": "A step."}
    assert translate(given, original, "term").facts.get("forms", []) == []
    found = translate(given | {"forms": ["rungs", "steps"]}, original, "term")
    assert (found.problems, found.facts["forms"]) == ((), ["rungs", "steps"])


@pytest.mark.parametrize(
    "given",
    [
        {"title": "About"},
        {"title": "About", "summary": None},
    ],
)
def test_a_translation_of_which_only_the_original_changed_lags_and_keeps_its_addresses(given: Facts) -> None:
    found = translate({"slug": "about", "aliases": ["en/old.html"]} | given, ORIGINAL)
    assert found.facts == {}
    assert {one.severity for one in found.problems} == {"warning"}
    assert found.entry.card == {"lagging": True, "slug": "about", "aliases": ("en/old.html",)}


@pytest.mark.parametrize("given", [{"title": "About", "order": 1}, {"draft": True, "title": "About"}])
def test_what_is_wrong_in_itself_does_not_lag(given: Facts) -> None:
    assert "lagging" not in translate({"slug": "about"} | given, ORIGINAL).entry.card
