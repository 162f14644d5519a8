"""Terms with a fixed set: their labels, their order, and what can be wrong with a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from tests.small import ROOT, put
from wijkverbinder import schemas
from wijkverbinder.config import read_settings
from wijkverbinder.i18n import LOCALES
from wijkverbinder.vocabulary import TAXONOMIES, Vocabulary, parse_terms, read_vocabulary

GOOD = "laag:\n  nl: Laag\n  en: Low\nhoog:\n  nl: Hoog\n  en: High\n"


def wrong(text: str, languages: tuple[str, ...] = ("nl",)) -> list[tuple[str, int]]:
    """What is wrong, with its line."""
    _, problems = parse_terms(text, "terms/cost.yaml", languages)
    return [(found.code, found.location.line) for found in problems]


def test_terms_keep_the_order_of_their_file() -> None:
    terms, problems = parse_terms(GOOD, "terms/cost.yaml", ("nl", "en"))
    assert not problems
    assert [*terms.items()] == [("laag", {"nl": "Laag", "en": "Low"}), ("hoog", {"nl": "Hoog", "en": "High"})]
    vocabulary = Vocabulary({"cost": terms})
    assert vocabulary.terms("cost") == ("laag", "hoog")
    assert vocabulary.label("cost", "hoog", "en") == "High"


def test_a_file_may_come_from_another_system() -> None:
    assert wrong(GOOD.replace("\n", "\r\n"), ("nl", "en")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("laag:\n  nl: Laag\nhoog:\n  nl:\n", ("term-label", 3)),
        ("laag:\n  en: Low\n", ("term-label", 1)),
        ("laag:\n  nl: '  '\n", ("term-label", 1)),
        ("laag: Laag\n", ("terms-broken", 1)),
        ("ok:\n  nl: Goed\nHoog Laag:\n  nl: x\n", ("terms-broken", 3)),
        ("laag:\n  nl: Laag\nlaag:\n  nl: Lager\n", ("duplicate-field", 3)),
        ("laag:\n  nl: 'Laag\n", ("terms-broken", 2)),
        ("- laag\n- hoog\n", ("terms-broken", 1)),
        ("a: &a {nl: x}\nb: *a\n", ("terms-broken", 1)),
    ],
)
def test_what_is_wrong_with_terms_is_told_with_its_line(text: str, found: tuple[str, int]) -> None:
    assert wrong(text) == [found]


@pytest.mark.parametrize("text", [f"---\n{GOOD}", f"{GOOD}---\nmeer:\n  nl: Meer\n", f"{GOOD}---\n"])
def test_a_line_of_dashes_does_not_drop_terms_in_silence(text: str) -> None:
    assert wrong(text)


def test_a_missing_file_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    put(tmp_path, "cost.yaml", GOOD)
    vocabulary, problems = read_vocabulary(tmp_path, ("nl",))
    assert vocabulary.terms("cost") == ("laag", "hoog")
    assert vocabulary.terms("rung") == ()
    missing = {found.location.path for found in problems if found.code == "taxonomy-missing"}
    assert missing == {f"terms/{name}.yaml" for name in TAXONOMIES if name != "cost"}


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    put(tmp_path, "cost.yaml", GOOD.replace("Hoog", "Höog").encode("latin-1"))
    _, problems = read_vocabulary(tmp_path, ("nl",))
    assert ("not-utf8", "terms/cost.yaml") in {(found.code, found.location.path) for found in problems}


def test_our_own_terms_are_in_order() -> None:
    settings, _ = read_settings(ROOT / "site.toml")
    _, problems = read_vocabulary(ROOT / "content" / "terms", settings.languages)
    assert problems == []
    assert {*settings.languages} <= {*LOCALES}


def test_every_taxonomy_that_a_model_names_is_known_and_every_known_one_is_named() -> None:
    named: set[str] = set()

    def look(annotation: Any, metadata: tuple[Any, ...] = ()) -> None:
        named.update(mark.taxonomy for mark in metadata if isinstance(mark, schemas.Term))
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            for field in annotation.model_fields.values():
                look(field.annotation, tuple(field.metadata))
        for part in get_args(annotation):
            look(part)
        for part in getattr(annotation, "__metadata__", ()):
            look(None, (part,))

    for model in schemas.SCHEMAS.values():
        look(model)
    assert named - {"phase"} == {*TAXONOMIES}
