"""The built sites that the browser tests look at, and what the content says, read past the generator.

What a test expects comes from the files an editor wrote, never from the pages: so a page that is wrong in
the same way everywhere is still found.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from selectolax.lexbor import LexborHTMLParser

from wijkverbinder.bench import make_project
from wijkverbinder.facets import FACETS, ORDERS, matches
from wijkverbinder.model import Facts
from wijkverbinder.outputs import OUTPUTS
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project

ROOT = Path(__file__).resolve().parents[2]

APART = {"moved", "editor", "hidden"}
"""Pages that lead on at once, the form, which only a host who asks has (see test_form), and what stands where
a local layer hides an entry (see test_overlay)."""
KINDS = [kind for kind, output in OUTPUTS.items() if output.is_html and kind not in APART]
"""Every kind of page; a new one is looked at by all tests that take a kind."""

Choice = Sequence[tuple[str, str]]
"""Chosen values, each with the name of its facet."""

_VIEW = re.compile(r'<body class="view-([a-z-]+)')


@dataclass(frozen=True)
class Built:
    """A built site, and the content it was built from."""

    project: Project

    @property
    def folder(self) -> Path:
        """Where the pages are."""
        return self.project.output

    @cached_property
    def pages(self) -> dict[str, str]:
        """The kind of every page, by its path in the site; not those that lead on at once."""
        found = {}
        for file in sorted(self.folder.rglob("*.html")):
            view = _VIEW.search(file.read_text("utf-8"))
            assert view, f"{file.name} does not say what kind of page it is"
            if view.group(1) in KINDS:
                found[file.relative_to(self.folder).as_posix()] = view.group(1)
        return found

    def page(self, kind: str) -> str:
        """The path of the longest page of a kind: what goes wrong somewhere, most likely goes wrong there."""
        paths = [path for path, view in self.pages.items() if view == kind]
        return max(paths, key=lambda path: (self.folder / path).stat().st_size)

    def wordy(self, kind: str, count: int) -> list[str]:
        """The paths of the pages of a kind with the longest words: the likeliest too wide."""

        def longest(path: str) -> int:
            body = LexborHTMLParser((self.folder / path).read_text("utf-8")).body
            return max(map(len, body.text(separator=" ").split())) if body else 0

        return sorted((path for path, view in self.pages.items() if view == kind), key=longest)[-count:]

    def disk(self, path: str) -> str:
        """The address of a page for who opens it from disk."""
        return (self.folder / path).as_uri()

    @cached_property
    def activities(self) -> dict[str, Facts]:
        """The activities as their files tell them, by slug, with the names that facets go by."""
        return self.cards("activity")

    def cards(self, kind: str) -> dict[str, Facts]:
        """All entries of a kind as their files tell them, by slug, with the names that facets go by."""
        return self._cards[kind]

    @cached_property
    def _cards(self) -> dict[str, dict[str, Facts]]:
        activities = {
            slug: facts | {"verdicts": {phase: part["verdict"] for phase, part in facts["phases"].items()}}
            for slug, facts in self.entries("activities").items()
        }
        examples = {
            slug: facts | {"evidence": facts["evidence"]["kind"]} for slug, facts in self.entries("examples").items()
        }
        return {"activity": activities, "example": examples, "library": self.entries("library")}

    def entries(self, folder: str) -> dict[str, Facts]:
        """The front matter of every Dutch file in a folder of the content, by slug."""
        files = sorted((self.project.content / folder).glob("*.md"))
        return {file.stem: frontmatter.load(str(file)).metadata for file in files if "." not in file.stem}

    @cached_property
    def values(self) -> list[tuple[str, str]]:
        """Every value that some activity has: see `values_in`."""
        return self.values_in("activity")

    def values_in(self, kind: str) -> list[tuple[str, str]]:
        """Every value that some entry has, with the name of its facet, in the order in which terms are told."""
        cards = self.cards(kind).values()
        return [
            (facet.name, term)
            for facet in FACETS[kind]
            for term in self.terms(facet.taxonomy)
            if any(term in facet.values(card) for card in cards)
        ]

    def terms(self, taxonomy: str) -> list[str]:
        """The terms of a taxonomy in order, and of what goes for one."""
        if taxonomy == "phase":
            phases = self.entries("phases")
            return sorted(phases, key=lambda slug: int(phases[slug]["order"]))
        if taxonomy == "activity":
            return sorted(self.activities, key=lambda slug: plain(self.activities[slug]["title"]))
        file = self.project.content / "terms" / f"{taxonomy}.yaml"
        if not file.exists():  # sizes, times and years, which the interface names
            return list(self.messages[taxonomy])
        return list(yaml.safe_load(file.read_text("utf-8")))

    def values_of(self, facet: str, kind: str = "activity") -> list[str]:
        """The values of one facet."""
        return [value for name, value in self.values_in(kind) if name == facet]

    def chosen(self, choice: Choice, kind: str = "activity") -> list[str]:
        """The slugs of the entries that answer a choice."""
        wanted = by_facet(choice)
        return sorted(slug for slug, card in self.cards(kind).items() if matches(kind, card, wanted))

    def counts(self, choice: Choice, kind: str = "activity") -> dict[str, int]:
        """How many entries each value has among those that answer the choice in all other facets."""
        wanted = by_facet(choice)
        cards = self.cards(kind).values()
        return {
            key(facet, value): sum(matches(kind, card, {**wanted, facet: [value]}) for card in cards)
            for facet, value in self.values_in(kind)
        }

    def found(self, words: str) -> list[str]:
        """The slugs of the activities whose title and summary hold all words, whatever accents and capitals."""
        parts = plain(words).split()
        return sorted(
            slug
            for slug, card in self.activities.items()
            if all(part in plain(f"{card['title']} {card['summary']}") for part in parts)
        )

    def in_order(self, kind: str, order: str) -> list[str]:
        """The slugs of all entries of a kind in an order, equals as the page has them when nobody chose one."""

        def ranked(name: str, slugs: Iterable[str]) -> list[str]:
            how = next(how for how in ORDERS[kind] if how.name == name)
            terms = self.terms(how.taxonomy) if how.taxonomy else None
            cards = self.cards(kind)
            return sorted(
                slugs, key=lambda slug: terms.index(how.key(cards[slug])) if terms else how.key(cards[slug])
            )

        by_title = sorted(self.cards(kind), key=lambda slug: (plain(self.cards(kind)[slug]["title"]), slug))
        return ranked(order, ranked(ORDERS[kind][0].name, by_title))

    @cached_property
    def messages(self) -> dict[str, Any]:
        """The Dutch words of the interface."""
        return tomllib.loads((self.project.content / "messages" / "nl.toml").read_text("utf-8"))

    def says(self, name: str, /, **values: object) -> str:
        """What the interface says: ``says("filter.status", shown=3, total=21)``; the first decides the form."""
        group, _, word = name.partition(".")
        text = self.messages[group][word]
        if isinstance(text, dict):
            text = text["one" if next(iter(values.values())) == 1 else "other"]
        return str(text).format(**values)

    def query(self, choice: Choice) -> str:
        """The choice as it should stand in the address, values in the order in which they were given."""
        return "&".join(f"{self.messages['param'][facet]}={value}" for facet, value in choice)


def by_facet(choice: Choice) -> dict[str, list[str]]:
    """A choice as `matches` takes it."""
    wanted: dict[str, list[str]] = {}
    for facet, value in choice:
        wanted.setdefault(facet, []).append(value)
    return wanted


def key(facet: str, value: str) -> str:
    """A value with its facet, as one word."""
    return f"{facet}:{value}"


def keys(choices: Iterable[Choice]) -> list[list[str]]:
    """Choices as the page's side of a test takes them."""
    return [[key(*value) for value in choice] for choice in choices]


def plain(text: str) -> str:
    """Text without accents and capitals."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def build_real(root: Path, settings: Mapping[str, str] | None = None, languages: Sequence[str] = ("nl",)) -> Built:
    """Build the real content, aside from the repository's own site.

    Args:
        root: an empty folder for the project.
        settings: what differs from the repository's site.toml.
        languages: those of the site; in one alone it is built soonest.
    """
    for name in ("assets", "content", "templates"):
        shutil.copytree(ROOT / name, root / name)
    text = (ROOT / "site.toml").read_text("utf-8")
    for name, value in (settings or {}).items():
        text = re.sub(rf"(?m)^{name} = .*$", f'{name} = "{value}"', text)
    text = re.sub(r"(?m)^languages = .*$", f"languages = {json.dumps(languages)}", text)
    (root / "site.toml").write_text(text, "utf-8")
    return _built(Project.at(root))


def build_many(root: Path, count: int) -> Built:
    """Build made-up content: a number of activities with a tenth as many examples and library items."""
    make_project(ROOT, root, count)
    return _built(Project.at(root))


def _built(project: Project) -> Built:
    outcome = build(project)
    problems = outcome.report.problems
    assert not outcome.failed, "\n".join(str(problem) for problem in problems)
    return Built(project)
