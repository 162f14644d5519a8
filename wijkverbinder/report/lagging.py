"""Originals, translations and a list of marks to the paragraphs that changed since they were translated.

A mark says what a paragraph and its translation looked like when somebody last knew that the two agreed: a short
digest of each. A paragraph lags when the original is no longer as it was then, and the translation still is. So an
editor who follows a change has nothing to do; who looked and found nothing to do, says so with
`build.py translations FILE`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wijkverbinder.problems import dotted
from wijkverbinder.read import digest_of
from wijkverbinder.report.texts import Page, Part

_HEAD = """\
# Van elke vertaalde tekst: hoe zij en haar origineel eruitzagen toen ze klopten, een kort kenmerk per alinea.
# Gemaakt met `python3 build.py translations`. Zo zegt `python3 build.py report` welke alinea’s achterlopen.
"""
_ROW = re.compile(r"(\S+) (\S+) ([0-9a-f.]+) ([0-9a-f.]+)")
_BREAK = re.compile(r"\n[ \t]*\n")

Digests = tuple[str, ...]


class Mark(NamedTuple):
    """What the paragraphs of a text were, here and there, when the two agreed."""

    original: Digests
    translation: Digests


Marks = Mapping[tuple[str, str], Mark]
"""By the path of a translation and the name of a field."""


@dataclass(frozen=True, slots=True)
class Lag:
    """A paragraph that changed in the original and not in the translation."""

    path: str
    """The translation, and the line on which the text begins there."""
    line: int
    field: str
    original: str
    original_line: int
    text: str
    """What the original says now; empty where it says less."""


@dataclass(frozen=True, slots=True)
class Translations:
    """What translations still have to follow."""

    lagging: tuple[Lag, ...]
    unmarked: tuple[str, ...]
    """Translations with a text that has no mark, so that nobody will notice when its original changes."""


Pair = tuple[Page, Page]
"""An original, and a translation of it."""


def pairs_of(pages: Iterable[Page], original: str) -> list[Pair]:
    """Every translation with its original.

    Args:
        pages: all files.
        original: the language of the originals.
    """
    pages = [*pages]
    first = {page.ref: page for page in pages if page.language == original}
    return [(first[page.ref], page) for page in pages if page.language != original and page.ref in first]


def measure_translations(pairs: Iterable[Pair], marks: Marks) -> Translations:
    """What lags, and what is not watched over."""
    lagging: list[Lag] = []
    unmarked: dict[str, None] = {}
    for original, translation in pairs:
        for text in _texts(original, translation):
            mark = marks.get((translation.path, text.field))
            if mark is None:
                unmarked[translation.path] = None
            else:
                lagging += (text.lag(at) for at in text.behind(mark))
    return Translations(tuple(lagging), tuple(unmarked))


def renewed(pairs: Iterable[Pair], marks: Marks, agreed: Collection[str] = ()) -> dict[tuple[str, str], Mark]:
    """The marks as they should be now; a paragraph that lags keeps the mark of before, and so goes on lagging.

    Args:
        pairs: every translation with its original.
        marks: those of before.
        agreed: paths of translations of which somebody says that they agree as they are.
    """
    found = {}
    for original, translation in pairs:
        for text in _texts(original, translation):
            who = translation.path, text.field
            mark = marks.get(who)
            now = Mark(text.original_digests, text.translation_digests)
            behind = text.behind(mark) if mark and translation.path not in agreed else []
            found[who] = text.kept(mark, behind) if mark and behind else now
    return found


def read_marks(text: str) -> dict[tuple[str, str], Mark]:
    """The marks of a list; a line that is none is passed over, since the worst that it costs is a mark."""
    rows = (_ROW.fullmatch(line.strip()) for line in text.splitlines())
    return {
        (row[1], row[2]): Mark(tuple(row[3].split(".")), tuple(row[4].split("."))) for row in rows if row is not None
    }


def marks_text(marks: Marks) -> str:
    """The list as it stands in a file: a line per text, so that two editors rarely change the same one."""
    rows = (
        f"{path} {field} {'.'.join(mark.original)} {'.'.join(mark.translation)}\n"
        for (path, field), mark in sorted(marks.items())
    )
    return _HEAD + "".join(rows)


class _Text(NamedTuple):
    """A text in both languages, in paragraphs."""

    field: str
    translation: Page
    line: int
    original: Page
    lines: Sequence[int]
    """The line of each paragraph of the original."""
    said: Sequence[str]
    original_digests: Digests
    translation_digests: Digests

    def behind(self, mark: Mark) -> list[int]:
        """Places of the paragraphs of the original that the translation did not follow; -1 where text went."""
        now, there = self.original_digests, self.translation_digests
        if now == mark.original:
            return []
        if len(now) == len(mark.original) and len(there) == len(mark.translation) == len(now):
            return [
                at
                for at, digest in enumerate(now)
                if digest != mark.original[at] and there[at] == mark.translation[at]
            ]
        if there != mark.translation:
            return []  # somebody followed; which paragraph belongs to which can't be known
        return [at for at, digest in enumerate(now) if digest not in mark.original] or [-1]

    def kept(self, mark: Mark, behind: Collection[int]) -> Mark:
        """The mark with only those paragraphs as they were that lag; all of it where paragraphs came or went."""
        if len(self.original_digests) != len(mark.original) or -1 in behind:
            return mark
        old_new = zip(mark.original, self.original_digests, strict=True)
        original = tuple(old if at in behind else new for at, (old, new) in enumerate(old_new))
        return Mark(original, self.translation_digests)

    def lag(self, at: int) -> Lag:
        """A paragraph that lags, with its places."""
        line, text = (self.lines[at], self.said[at]) if at >= 0 else (self.lines[0], "")
        return Lag(self.translation.path, self.line, self.field, self.original.path, line, text)


def _texts(original: Page, translation: Page) -> Iterator[_Text]:
    """Every text that a translation has."""
    said = {part.field: part for part in _parts(original)}
    for part in _parts(translation):
        if part.field in said:
            here, there = ([*_paragraphs(one.value, one.mode)] for one in (said[part.field], part))
            first = original.place(part.field).line
            # Only a text that stands as it is has its lines where they are counted.
            lines = [first + (offset if part.field == ("body",) else 0) for offset, _ in here]
            line = translation.place(part.field).line
            digests = (tuple(digest_of(text.encode("utf-8"))[:8] for _, text in one) for one in (here, there))
            yield _Text(dotted(part.field), translation, line, original, lines, [text for _, text in here], *digests)


def _parts(page: Page) -> Iterator[Part]:
    """All that is translated; names are no sentences of ours to measure, and are translated all the same."""
    yield from (part for part in page.parts if part.mode)
    for name in ("title", "heading"):
        if isinstance(value := page.matter.facts.get(name), str):
            yield Part((name,), value, "plain")


def _paragraphs(value: str, mode: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, each with its line from the start; how lines are broken makes no difference."""
    line = 0
    for piece in _BREAK.split(value) if mode == "block" else [value]:
        words = piece.split()
        if words:
            blank = len(piece) - len(piece.lstrip("\n"))
            yield line + blank, " ".join(words)
        line += piece.count("\n") + 2
