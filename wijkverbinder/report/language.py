"""How easy the texts read: sentences and words per page, what is too long, what stands twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from wijkverbinder.report.sentences import flesch_douma, syllables, words_of
from wijkverbinder.report.texts import Page, Place, Sentence

LONGEST_SENTENCE = 25
"""Words that a sentence may have."""

LARGEST_MEAN = 15
"""Words that the sentences of a page may have on average."""

REPEATED_FROM = 12
"""Words from which a sentence that stands in two files was copied, and not said twice by chance."""

LIKE = 0.6
"""Share of equal words from which two summaries say the same to a reader who chooses by them; the bound is ours."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The numbers of one page, or of all pages in a language."""

    path: str
    language: str
    sentences: int
    words: int
    mean: float
    flesch_douma: float | None
    """Only for Dutch: the formula was made for it."""


@dataclass(frozen=True, slots=True)
class Long:
    """A sentence that is too long."""

    path: str
    line: int
    words: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A sentence that stands in more than one file."""

    sentence: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Two summaries that share most of their words."""

    likeness: float
    places: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """How the texts read."""

    pages: tuple[Measure, ...]
    """By mean sentence length, longest first."""
    totals: tuple[Measure, ...]
    """Per language; the path is empty."""
    long_sentences: tuple[Long, ...]
    heavy_pages: tuple[str, ...]
    """Pages whose mean is too high."""
    repeated_sentences: tuple[Repeated, ...]
    alike_summaries: tuple[Alike, ...]


def measure_language(pages: Sequence[Page]) -> Language:
    """Reads every sentence of every page once."""
    said = {page.path: [*page.sentences()] for page in pages}
    measures = [_measure(page.path, page.language, said[page.path]) for page in pages]
    languages = dict.fromkeys(page.language for page in pages)
    totals = [
        _measure("", language, [one for page in pages if page.language == language for one in said[page.path]])
        for language in languages
    ]
    long = [
        Long(*one.at, len(one.words), one.text)
        for sentences in said.values()
        for one in sentences
        if len(one.words) > LONGEST_SENTENCE
    ]
    return Language(
        tuple(sorted(measures, key=lambda measure: (-measure.mean, measure.path))),
        tuple(totals),
        tuple(sorted(long, key=lambda one: (one.path, one.line))),
        tuple(sorted(measure.path for measure in measures if measure.mean > LARGEST_MEAN)),
        _repeated(said.values()),
        _alike(pages),
    )


def _measure(path: str, language: str, sentences: Sequence[Sentence]) -> Measure:
    words = [word for sentence in sentences for word in sentence.words]
    count = sum(map(syllables, words)) if language == "nl" else 0
    ease = flesch_douma(len(sentences), len(words), count) if language == "nl" else None
    mean = round(len(words) / len(sentences), 1) if sentences else 0.0
    return Measure(path, language, len(sentences), len(words), mean, ease)


def _repeated(pages: Iterable[Sequence[Sentence]]) -> tuple[Repeated, ...]:
    first: dict[tuple[str, ...], str] = {}
    places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for sentences in pages:
        for sentence in sentences:
            if len(sentence.words) >= REPEATED_FROM:
                key = tuple(word.casefold() for word in sentence.words)
                first.setdefault(key, sentence.text)
                places[key].append(sentence.at)
    return tuple(
        Repeated(first[key], tuple(map(str, found)))
        for key, found in places.items()
        if len({place.path for place in found}) > 1
    )


def _alike(pages: Sequence[Page]) -> tuple[Alike, ...]:
    summaries = []
    for page in pages:
        summary = page.matter.facts.get("summary")
        if isinstance(summary, str):
            words = frozenset(word.casefold() for word in words_of(summary))
            summaries.append((page.language, words, page.place(("summary",))))
    found = [
        Alike(round(likeness, 2), (str(at), str(other_at)))
        for (language, words, at), (other_language, other_words, other_at) in combinations(summaries, 2)
        if language == other_language
        and (likeness := len(words & other_words) / (len(words | other_words) or 1)) >= LIKE
    ]
    return tuple(sorted(found, key=lambda alike: (-alike.likeness, alike.places)))
