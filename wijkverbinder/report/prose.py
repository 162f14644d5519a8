"""What a reader reads in a text, as passages of plain words; knows Markdown, neither files nor measures.

Headings (of tables too) are titles and block quotes are other people's words: both stay out, since neither is held
to the rules for our sentences. A link counts as the words it stands on, a picture as its description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKUP = re.compile(r"[\\`*_\[\]<>!&~|]")
"""Without any of these, a text of one paragraph is what it says."""

_TITLES = {f"{name}_{side}" for name in ("heading", "th", "dt") for side in ("open", "close")}
_BREAKS = {"softbreak", "hardbreak"}


def passages(text: str, mode: str) -> Iterator[str]:
    """The paragraphs, list items and table cells of a text, in order, without markup.

    Args:
        text: as an editor wrote it.
        mode: ``plain`` (no markup), ``inline`` (one paragraph) or ``block``.
    """
    if mode == "plain" or (mode == "inline" and not _MARKUP.search(text)):
        yield _spaced(text)
        return
    parser = _parser()
    tokens = parser.parseInline(text) if mode == "inline" else parser.parse(text)
    for token in _ours(tokens):
        words: list[str] = []
        asides: list[str] = []
        _gather(token.children or (), words, asides)
        yield from (said for said in (_spaced("".join(words)), *asides) if said)


def _ours(tokens: Sequence[Token]) -> Iterator[Token]:
    """The running text among the tokens: no headings, nothing within a block quote."""
    quoted, title = 0, False
    for token in tokens:
        if token.type in {"blockquote_open", "blockquote_close"}:
            quoted += token.nesting
        elif token.type in _TITLES:
            title = token.nesting == 1
        elif token.type == "inline" and not quoted and not title:
            yield token


def _gather(tokens: Sequence[Token], words: list[str], asides: list[str]) -> None:
    for token in tokens:
        if token.type == "image":
            asides.append(_spaced(token.content))
        elif token.type in _BREAKS:
            words.append(" ")
        else:
            words.append(token.content)


def _spaced(text: str) -> str:
    return " ".join(text.split())


@cache
def _parser() -> MarkdownIt:
    """The Markdown of our pages without its typography; a test compares the words of both."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(deflist_plugin)
