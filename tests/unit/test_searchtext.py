"""What search reads of an entry: all that a reader would look for, and nothing that is a code."""

from __future__ import annotations

import re
from typing import Any

from wijkverbinder import schemas
from wijkverbinder.markdown import MARK
from wijkverbinder.searchtext import CODES, headings_of, plain_words, text_of


def test_html_becomes_words() -> None:
    html = f'{MARK}<p>Kies <a href="\0activity:dialoog#stappen\0">de <em>dialoog</em></a> &amp; praat.</p><p>Nu.</p>'
    assert plain_words(html) == "Kies de dialoog & praat. Nu."


def test_a_plain_text_is_left_as_it_is_but_on_one_line() -> None:
    assert plain_words("a < b\n  en c") == "a < b en c"


def test_texts_are_found_wherever_they_stand_and_codes_are_not() -> None:
    facts: dict[str, Any] = {
        "title": "Dialoog",
        "summary": "Praten.",
        "type": "dialoog",
        "checked": "2026-11-22",
        "target_groups": ["ouderen"],
        "group_size": {"min": 5, "max": None},
        "materials": ["koffie"],
        "steps": [{"stage": "werven", "title": "Nodig uit", "text": f"{MARK}Bel <b>aan</b>."}],
        "phases": {"in-rust": {"verdict": "past", "reason": "Het is rustig.", "sources": ["library:boek"]}},
        "body": f'{MARK}<h2 id="x">Waarom</h2><p>Daarom.</p>',
    }
    assert headings_of(facts) == "Nodig uit Waarom"
    assert text_of(facts) == "koffie Nodig uit Bel aan. Het is rustig. Waarom Daarom."


def test_the_phases_of_an_example_are_terms() -> None:
    facts = {"phases": ["in-rust", "bij-ongemak"], "place": "Gouda"}
    assert (headings_of(facts), text_of(facts)) == ("", "Gouda")


def test_a_field_is_a_code_when_the_models_say_so() -> None:
    """A new field of terms or references must be named; a new field of text is searched the day it is added."""
    coded: set[str] = set()
    texts: set[str] = set()
    lists_of_models: set[str] = set()
    for model in (*schemas.Strict.__subclasses__(), *schemas.Content.__subclasses__()):
        for name, field in model.model_fields.items():
            shape = repr((field.annotation, field.metadata))
            if "Markdown(" in shape or "Plain(" in shape:
                texts.add(name)
            elif re.search(r"list\[wijkverbinder", shape):
                lists_of_models.add(name)
            elif "'str'" in shape or "list[" in shape:
                coded.add(name)
    assert {"summary", "text", "place"} <= texts
    assert {"rung", "url", "activities"} <= coded
    assert coded - CODES == {"phases", "observations"}  # numbers in the one place, texts in the other
    assert CODES & texts == {"forms", "order"}  # how a rule is read is no text to look for
    assert not CODES & lists_of_models
