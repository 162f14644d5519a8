"""How long reading takes: the words that are shown, at a rate that has a source."""

from __future__ import annotations

from wijkverbinder.reading import WORDS_PER_MINUTE, count_words, reading_minutes


def test_words_are_counted_wherever_they_stand_and_tags_are_none() -> None:
    facts = {
        "title": "Samen eten",
        "body": '<p>Eén <a href="../a/b.html" class="term">lange tafel</a>.</p><p>Kom</p>',
        "tips": [{"text": "Vraag het", "sources": [{"title": "Een dik boek"}], "ours": "Omdat wij het denken"}],
        "group_size": {"min": 5, "max": None},
        "checked": "2026-01-01",
    }
    assert count_words(facts) == 2 + 4 + 2


def test_a_whole_minute_is_the_least() -> None:
    assert reading_minutes({}) == 1
    assert reading_minutes({"body": "woord " * WORDS_PER_MINUTE * 3}) == 3
    assert reading_minutes({"body": "woord " * int(WORDS_PER_MINUTE * 3.6)}) == 4
