"""The Dutch of the real content, word by word, against hunspell and the words of ours in woorden.txt."""

from __future__ import annotations

import re
import subprocess
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.small import ROOT
from wijkverbinder.matter import parse_matter
from wijkverbinder.model import Ref
from wijkverbinder.project import Project
from wijkverbinder.read import read_sources, read_text
from wijkverbinder.report.texts import LABELS, Page, Place, make_page
from wijkverbinder.testing import SPELLER, can_spell, say

CONTENT = Project.at(ROOT).content
WORD_LIST = Path(__file__).with_name("woorden.txt")

NO_WORDS = re.compile(
    r"\]\([^)]*\)|\{[^{}]*\}|`[^`]*`|https?://\S+|\S+@\S+|[\w.-]+\.(?:com|info|net|nl|nu|org|pub)\b"
)
"""Where a link leads, an anchor, what the site fills in, code, and addresses."""

WORD = re.compile(r"(?:(?<!\w)'(?=[nst]\b))?\w+(?:['.-]\w+)*(?:-(?!\w)|'(?=s\b))?")
"""A word; also ’s in “’s avonds”, and taal- in “taal- en rekenles”."""

CODE = re.compile(r"[^-]*\d[^-]*|[\d.-]+")
"""What has a figure in it is no word (B1, 172a), unless the figure stands apart: 12-jarigen."""

OPENING = re.compile(r"[.!?:\n|*\"“‘(\[]")
"""What stands between two words where the second may have a capital that is not its own."""


class Text(NamedTuple):
    """A text of ours, and where it begins in its file; both with the apostrophe of a keyboard."""

    path: str
    file: str
    start: int
    text: str


class Found(NamedTuple):
    """A word as it stands in a file."""

    place: Place
    word: str
    opens: bool
    """Whether its capital may be that of a sentence."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The word in every form of which one must be right."""
        whole = self.word.removesuffix("-")
        small = f"{whole[0].lower()}{whole[1:]}" if self.opens else whole
        return (self.word, whole, small)


@dataclass(frozen=True)
class Spelling:
    """All words of the content, and which of them hunspell does not know."""

    entries: tuple[str, ...]
    """The words and names of woorden.txt."""

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All Dutch texts of the content."""
        return tuple(texts_of_content())

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """Every word, but for those in a name of several words."""
        names = name_pattern(self.entries)
        return tuple(word for text in self.texts for word in words_in(text, names))

    @cached_property
    def unknown(self) -> frozenset[str]:
        """What hunspell does not know, of the content and of woorden.txt."""
        listed = {word for entry in self.entries for word in entry.split()}
        return unknown_words(listed.union(*(found.forms for found in self.found)))

    @cached_property
    def strange(self) -> tuple[Found, ...]:
        """Every word that hunspell knows in none of its forms."""
        return tuple(found for found in self.found if self.unknown.issuperset(found.forms))


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    if not can_spell():
        pytest.skip(say("no_spelling"))
    lines = WORD_LIST.read_text("utf-8").splitlines()
    return Spelling(tuple(line for line in lines if line and not line.startswith("#")))


def test_every_dutch_word_is_spelled_well(spelling: Spelling) -> None:
    wrong = [found for found in spelling.strange if not set(spelling.entries) & set(found.forms)]
    better = suggestions({found.word for found in wrong})
    told = [f"{found.place}: {found.word} ({better.get(found.word) or 'geen voorstel'})" for found in wrong]
    assert not told, "\n".join(["goed geschreven? Zet het in tests/site/woorden.txt:", *told])


def test_the_list_has_no_word_that_is_not_needed(spelling: Spelling) -> None:
    strange = {form for found in spelling.strange for form in found.forms}
    content = "\n".join(text.text for text in spelling.texts)
    for entry in spelling.entries:
        assert spelling.unknown & set(entry.split()), f"{entry}: hunspell knows this; take it out of woorden.txt"
        used = name_pattern([entry]).search(content) if " " in entry else entry in strange
        assert used, f"{entry}: no text needs this; take it out of woorden.txt"


def test_the_list_is_in_order(spelling: Spelling) -> None:
    assert list(spelling.entries) == sorted(set(spelling.entries), key=lambda word: (word.casefold(), word))


@pytest.mark.usefixtures("spelling")
def test_a_mistake_is_found_and_a_better_word_is_offered() -> None:
    assert unknown_words({"buurt", "foto's", "één", "buurtfeesst"}) == {"buurtfeesst"}
    assert "buurtfeest" in suggestions({"buurtfeesst"})["buurtfeesst"]


def test_every_word_has_its_line_and_no_address_is_a_word() -> None:
    file = (
        "---\n"
        "title: Buren\n"
        "summary: >-\n"
        "  ’s Avonds gaan\n"
        "  taal- en foto’s [hier](page:over) mee. Januari\n"
        "---\n"
        "\n"
        "Zie *Walk of Peace* op docs.nl. {#anker}\n"
        "In januari een 12-jarige uit B1.\n"
    )
    page = make_page(Ref("page", "buren"), "nl", "buren.md", file, parse_matter(file))
    names = name_pattern(["Walk of Peace", "Vrede"])
    found = [word for text in texts_of_page(page) for word in words_in(text, names)]
    words = "Buren 's Avonds gaan taal- en foto's hier mee Januari Zie op In januari een 12-jarige uit".split()
    assert sorted(one.word for one in found) == sorted(words)
    lines = {one.word: one.place.line for one in found}
    assert [lines[word] for word in ("Buren", "'s", "taal-", "Januari", "Zie", "januari")] == [2, 4, 5, 5, 8, 9]
    assert {one.word for one in found if one.opens} == {"Buren", "'s", "Januari", "Zie", "In", "hier", "op"}


def texts_of_content() -> Iterator[Text]:
    """All Dutch texts of the content."""
    for source in read_sources(CONTENT, ("nl", "en", "ar")).sources:
        if source.language == "nl":
            file = read_text(CONTENT / source.path)
            path = f"content/{source.path}"
            yield from texts_of_page(make_page(source.ref, source.language, path, file, parse_matter(file)))
    messages = read_text(CONTENT / "messages/nl.toml")
    tables = tomllib.loads(messages)
    del tables["address"]
    yield from texts_of_table("content/messages/nl.toml", messages, strings(tables))
    for table in sorted((CONTENT / "terms").glob("*.yaml")):
        terms = read_text(table)
        dutch = (term["nl"] for term in yaml.safe_load(terms).values())
        yield from texts_of_table(f"content/terms/{table.name}", terms, dutch)


def texts_of_page(page: Page) -> Iterator[Text]:
    """Every text of a content file, names and titles too; of a foreign publication only what we say of it."""
    foreign = page.ref.kind == "library" and page.matter.facts.get("language") != "nl"
    file = straight(page.text)
    starts = line_starts(file)
    for part in page.parts:
        values = {part.field: part.value} if part.mode else {}
        if part.model and not foreign:
            values = {(*part.field, name): part.value.get(name) for name in sorted(LABELS - {"slug"})}
        for field, value in values.items():
            if isinstance(value, str):
                line, column = page.places.get(field, (1, 1))
                yield Text(page.path, file, starts[line - 1] + column - 1, straight(value))


def texts_of_table(path: str, file: str, said: Iterable[str]) -> Iterator[Text]:
    """The texts of a file of short texts.

    Args:
        path: its name.
        file: what stands in it.
        said: the texts, in the order of the file.
    """
    file, start = straight(file), 0
    for text in map(straight, said):
        start = max(start, file.find(text, start))
        yield Text(path, file, start, text)


def strings(value: Any) -> Iterator[str]:
    """Every text in tables within tables."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def words_in(text: Text, names: re.Pattern[str]) -> Iterator[Found]:
    """The words of a text with their lines, without the names that a pattern finds."""
    starts = line_starts(text.file)
    shown = names.sub(" ", NO_WORDS.sub(" ", text.text))
    cursor, before = text.start, 0
    for match in WORD.finditer(shown):
        word = match.group()
        at = text.file.find(word, cursor)
        cursor = at + len(word) if at >= 0 else cursor
        opens = before == 0 or bool(OPENING.search(shown, before, match.start()))
        before = match.end()
        if not CODE.fullmatch(word):
            yield Found(Place(text.path, bisect_right(starts, max(at, text.start))), word, opens)


def name_pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """What finds the names of several words, and nothing when there are none."""
    names = [r"\s+".join(map(re.escape, entry.split())) for entry in entries if " " in entry]
    return re.compile(rf"\b(?:{'|'.join(names)})\b" if names else r"(?!)")


def straight(text: str) -> str:
    """A text with the apostrophe of a keyboard."""
    return text.replace("’", "'")


@lru_cache(maxsize=1)
def line_starts(text: str) -> tuple[int, ...]:
    """Where each line of a text begins; the texts of a file follow one another, so the last answer is kept."""
    return (0, *accumulate(len(row) + 1 for row in text.split("\n")))


def unknown_words(words: Iterable[str]) -> frozenset[str]:
    """What hunspell does not know."""
    return frozenset(ask("-l", sorted(words)).splitlines())


def suggestions(words: Iterable[str]) -> dict[str, str]:
    """What hunspell would write instead, per word for which it knows something."""
    if not words:
        return {}
    answers = ask("-a", [f"^{word}" for word in words])
    return dict(re.findall(r"^& (\S+) [^:]*: (.*)$", answers, re.MULTILINE))


def ask(mode: str, lines: Iterable[str]) -> str:
    """The answer of one run of hunspell to lines of one word each."""
    command = [*SPELLER, mode]
    said = "".join(f"{line}\n" for line in lines)
    return subprocess.run(command, input=said, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
