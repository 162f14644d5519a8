"""Links the words of the glossary where a finished page first uses them; knows pages as text only.

It works on the page as a reader meets it, so that "first" is first in the order of reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from wijkverbinder.model import Card
from wijkverbinder.urls import relative

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_MAIN = re.compile(r"<main\b[^>]*>")
_CLOSED = frozenset(
    (
        "a",
        "button",
        "code",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "label",
        "nav",
        "script",
        "summary",
        "svg",
        "th",
    )
)
"""Elements in which no word is linked: headings, labels, and what is a link or a picture already."""

_OTHER_I = str.maketrans("İı", "ii")
"""Letters of Turkish that a pattern takes for an i, but `casefold` does not; there are no others like that."""


@dataclass(frozen=True)
class Glossary:
    """The words, each with the output path of its page, in a fixed order."""

    words: tuple[tuple[str, str], ...]

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {_plain(word): path for word, path in self.words}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # The longest first: “overbruggend contact” before “contact”.
        longest_first = sorted(self._paths, key=lambda word: (-len(word), word))
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.I)

    def link(self, html: str, path: str) -> str:
        """The page with each word linked where it first stands in running text, once per term.

        Args:
            html: a finished page; text holds no `<` or `>` of its own.
            path: where it goes in the output; a term is not linked on its own page.
        """
        main = _MAIN.search(html)
        if not self.words or not main:
            return html
        left = set(self._paths.values()) - {path}
        out = [html[: main.end()]]
        at, closed = main.end(), 0
        for tag in _TAG.finditer(html, main.end(), html.rindex("</main>")):
            text = html[at : tag.start()]
            out.append(text if closed or not left or text.isspace() else self._link_text(text, path, left))
            out.append(tag.group())
            at = tag.end()
            if tag.group(2) in _CLOSED:
                closed += -1 if tag.group(1) else 1
        return "".join((*out, html[at:]))

    def _link_text(self, text: str, path: str, left: set[str]) -> str:
        def linked(found: re.Match[str]) -> str:
            target = self._paths[_plain(found.group())]
            if target not in left:
                return found.group()
            left.remove(target)
            return f'<a class="term" href="{relative(path, target)}">{found.group()}</a>'

        return self._pattern.sub(linked, text)


def _plain(word: str) -> str:
    """A word as it is looked up: the same for all that the pattern takes for that word."""
    return word.translate(_OTHER_I).casefold()


def make_glossary(cards: Iterable[Card]) -> Glossary:
    """The glossary of a language, out of the cards of its terms."""
    return Glossary(
        tuple(
            (str(word), card.path) for card in cards for word in (card.facts["title"], *card.facts.get("forms", ()))
        )
    )
