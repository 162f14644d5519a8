"""What a report says, as blocks; and blocks as words for a terminal, as Markdown, and as HTML.

A report is written down once, as blocks, and shown in three ways. What stands in a block may come from a stranger's
proposal: in Markdown and HTML it can make no link, no picture, no tag, and it calls nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a part of a report."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence by itself; one that matters stands out."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows under a title, with their number; or the title and that there are none."""

    title: str
    rows: tuple[str, ...]
    limit: int | None = None
    """Rows that are shown where there is little room; None shows all everywhere."""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Cells under the heads of their columns; the first cell of a row is its name."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    limit: int | None = None


Block = Heading | Line | Listing | Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+!|~$&:])")
_CALLS = re.compile(r"@(?=\w)")
_NUMBER = re.compile(r"[-+−]?[\d.,]+(?: (?:→|%).*)?|·|")
"""What stands in a table as a number: alone, in points, or with what it became."""


def as_text(blocks: Iterable[Block], words: Mapping[str, str]) -> list[str]:
    """Lines for a terminal.

    Args:
        blocks: what is said.
        words: the words `none` and `more` (with {count}) of the reader's language.
    """
    return [line for block in blocks for line in _text(block, words)]


def _text(block: Block, words: Mapping[str, str]) -> Iterator[str]:
    match block:
        case Heading(text):
            yield from ("", text, "-" * len(text))
        case Line(text, strong):
            yield text if strong else f"  {text}"
        case Listing(title, rows, limit, counted):
            said = str(len(rows)) if rows else words["none"]
            yield f"  {title}: {said}" if counted or not rows else f"  {title}:"
            yield from (f"    {row}" for row in rows[:limit])
            yield from (f"    {line}" for line in _more(len(rows), limit, words))
        case Table(head, rows, caption, limit):
            if caption:
                yield f"  {caption}:"
            widths = [max(map(len, column)) for column in zip(head, *rows[:limit], strict=True)]
            for row in (head, *rows[:limit]):
                first, *rest = row
                cells = (f"{cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True))
                yield f"  {first:<{widths[0]}}  {'  '.join(cells)}".rstrip()
            yield from (f"  {line}" for line in _more(len(rows), limit, words))
            yield ""


def _more(count: int, limit: int | None, words: Mapping[str, str]) -> Iterator[str]:
    if limit is not None and count > limit:
        yield words["more"].format(count=count - limit)


def as_markdown(blocks: Iterable[Block], words: Mapping[str, str]) -> list[str]:
    """Lines of Markdown, for a comment on a proposal or the summary of a check.

    Args:
        blocks: what is said.
        words: the words `none` and `more` (with {count}) of the reader's language.
    """
    return [line for block in blocks for line in _markdown(block, words)]


def _markdown(block: Block, words: Mapping[str, str]) -> Iterator[str]:
    match block:
        case Heading(text):
            yield from ("", f"## {_marked(text)}", "")
        case Line(text, strong):
            yield from (f"**{_marked(text)}**" if strong else _marked(text), "")
        case Listing(title, rows, limit, counted):
            said = f": {len(rows) if rows else words['none']}" if counted or not rows else ":"
            yield from (f"{_marked(title)}{said}", "")
            yield from (f"- {_marked(row)}" for row in rows[:limit])
            yield from (f"- {line}" for line in _more(len(rows), limit, words))
            if rows:
                yield ""
        case Table(head, rows, caption, limit):
            if caption:
                yield from (f"{_marked(caption)}:", "")
            yield f"| {' | '.join(map(_marked, head))} |"
            yield f"|---|{'---:|' * (len(head) - 1)}"
            yield from (f"| {' | '.join(map(_marked, row))} |" for row in rows[:limit])
            yield ""
            for line in _more(len(rows), limit, words):
                yield from (line, "")


def _marked(text: str) -> str:
    """A text that Markdown shows as it is; a name behind an @ gets no message."""
    return _CALLS.sub("@\u2060", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def as_html(blocks: Iterable[Block], words: Mapping[str, str]) -> list[str]:
    """Lines of HTML, with a section per heading; everything is there, long lists behind a summary.

    Args:
        blocks: what is said.
        words: the word `none` of the reader's language.
    """
    lines: list[str] = []
    sections = 0
    for block in blocks:
        if isinstance(block, Heading):
            lines += ["</section>"] if sections else []
            sections += 1
            lines.append(f'<section id="part-{sections}">')
        lines += _html(block, words)
    return [*lines, "</section>"] if sections else lines


LONG = 12
"""Rows from which a list is folded on a page."""


def _html(block: Block, words: Mapping[str, str]) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"<h2>{escape(text)}</h2>"
        case Line(text, strong):
            yield f"<p><strong>{escape(text)}</strong></p>" if strong else f"<p>{escape(text)}</p>"
        case Listing(title, rows, _, counted) if rows:
            items = [f"<li>{escape(row)}</li>" for row in rows]
            shown = f"{escape(title)}: {len(rows)}" if counted else escape(title)
            if len(rows) >= LONG:
                yield from (f"<details><summary>{shown}</summary>", "<ul>", *items, "</ul></details>")
            else:
                yield from (f"<h3>{shown}</h3>", "<ul>", *items, "</ul>")
        case Listing(title):
            yield f'<p class="none">{escape(title)}: {escape(words["none"])}</p>'
        case Table(head, rows, caption):
            shown = f"<caption>{escape(caption)}</caption>" if caption else ""
            # A wide table is moved sideways, by keyboard too, and says what it is.
            label = escape(caption or head[0])
            yield f'<div class="table" role="region" tabindex="0" aria-label="{label}"><table>{shown}'
            heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
            yield f"<thead><tr>{heads}</tr></thead><tbody>"
            yield from (_row(row) for row in rows)
            yield "</tbody></table></div>"


def _row(row: Sequence[str]) -> str:
    first, *rest = row
    cells = "".join(
        f'<td class="number">{escape(cell)}</td>' if _NUMBER.fullmatch(cell) else f"<td>{escape(cell)}</td>"
        for cell in rest
    )
    return f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
