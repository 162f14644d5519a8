"""Terms with a fixed set: each taxonomy of `content/terms/` to its terms and their labels per language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from wijkverbinder.matter import MatterError, parse_matter
from wijkverbinder.model import Location
from wijkverbinder.problems import Problem, problem
from wijkverbinder.read import walk_files
from wijkverbinder.text import SLUG, reserved_name

Terms = dict[str, dict[str, str]]
"""Per term its label in each language, in the order of the file: that order is the order on the site."""

TAXONOMIES = (
    *("access", "activity-type", "color", "confidence", "contact-form", "cost", "country", "difficulty"),
    *("evidence", "example-evidence", "icon", "invite", "language", "library-kind", "licence", "need", "rhythm"),
    *("rung", "seen", "stage", "target-group", "verdict"),
)
"""The taxonomies that the models in `schemas` use; a test compares the two."""


class Vocabulary(NamedTuple):
    """All taxonomies of a site."""

    taxonomies: Mapping[str, Terms]

    def terms(self, taxonomy: str) -> tuple[str, ...]:
        """The terms of a taxonomy, in order."""
        return tuple(self.taxonomies[taxonomy])

    def label(self, taxonomy: str, term: str, language: str) -> str:
        """What a term is called in a language."""
        return self.taxonomies[taxonomy][term][language]


def parse_terms(text: str, path: str, languages: Sequence[str]) -> tuple[Terms, list[Problem]]:
    """One taxonomy file, checked: every term a slug, with a label in every language.

    Args:
        text: the YAML of the file.
        path: its name, for messages.
        languages: the languages that need a label.
    """
    try:
        matter = parse_matter(f"---\n{text}\n---\n")
    except MatterError as error:
        why = error.values.get("why", "@yaml-unreadable")
        return {}, [problem("terms-broken", Location(path, max(1, error.line - 1), error.column), why=why)]
    places = matter.places()
    problems = [
        problem("duplicate-field", Location(path, at[0] - 1, at[1]), value=field[-1], first=first[0] - 1)
        for field, at, first in matter.duplicates()
    ]
    if matter.body:
        problems.append(problem("terms-broken", Location(path, matter.handler.body_line - 2), why="---"))
    terms: Terms = {}
    for term, labels in matter.facts.items():
        line, column = places[(term, "#key")]
        place = Location(path, line - 1, column)
        if not SLUG.fullmatch(term) or reserved_name(term) or not isinstance(labels, dict):
            problems.append(problem("terms-broken", place, why=f"“{term}”"))
            continue
        problems += _missing_labels(term, labels, languages, place)
        terms[term] = {language: str(label) for language, label in labels.items()}
    if not terms and not problems:
        problems.append(problem("terms-broken", Location(path), why="@nothing"))
    return terms, problems


def read_vocabulary(folder: Path, languages: Sequence[str]) -> tuple[Vocabulary, list[Problem]]:
    """Reads `content/terms/`; a taxonomy that a model needs and that has no file is a problem."""
    taxonomies: dict[str, Terms] = {}
    problems: list[Problem] = []
    for name, _ in walk_files(folder):
        path, stem = f"terms/{name}", name.removesuffix(".yaml")
        if stem not in TAXONOMIES or stem == name:
            problems.append(problem("unknown-file", Location(path), word=stem, among=TAXONOMIES, value=name))
            continue
        try:
            text = (folder / name).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(problem("not-utf8", Location(path), position=error.start))
            continue
        taxonomies[stem], found = parse_terms(text, path, languages)
        problems += found
    for name in TAXONOMIES:
        if name not in taxonomies:
            taxonomies[name] = {}
            problems.append(problem("taxonomy-missing", Location(f"terms/{name}.yaml"), value=f"{name}.yaml"))
    return Vocabulary(taxonomies), problems


def _missing_labels(term: str, labels: Mapping[str, Any], languages: Sequence[str], place: Location) -> list[Problem]:
    return [
        problem("term-label", place, value=term, language=language)
        for language in languages
        if not str(labels.get(language) or "").strip()
    ]
