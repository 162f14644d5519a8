"""The facts of an entry to the minutes that reading them takes; knows no pages."""

from __future__ import annotations

import re
from typing import Any

from wijkverbinder.model import Facts

WORDS_PER_MINUTE = 184
"""The mean of adults who read aloud in 17 languages, Dutch, English and Arabic among them: Trauzettel-Klosinski and
Dietz 2012, https://doi.org/10.1167/iovs.11-8284. Who reads in silence is faster; who reads with effort is not, and
for them we count. That choice is ours."""

_FOLDED = frozenset({"sources", "ours", "slug", "url", "doi", "isbn", "checked", "layers", "fields"})
"""Fields that are a tap away, or no text."""

_TAG = re.compile(r"<[^>]*>")


def count_words(value: Any) -> int:
    """The words of all texts in facts, without what is folded away; HTML counts for its text."""
    count, left = 0, [value]
    while left:
        value = left.pop()
        if isinstance(value, str):
            text = str(value)  # an HTML object would make one of each word
            if "<" in text:
                # Between blocks there is space, around words in a sentence there may be none.
                text = _TAG.sub("", text.replace("><", "> <"))
            count += len(text.split())
        elif type(value) is dict:
            left += [inner for name, inner in value.items() if name not in _FOLDED]
        elif type(value) is list:
            left += value
    return count


def reading_minutes(facts: Facts) -> int:
    """Whole minutes, at least one."""
    return max(1, round(count_words(facts) / WORDS_PER_MINUTE))
