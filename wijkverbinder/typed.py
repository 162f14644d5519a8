"""What in a Markdown text was meant as markup and is none, so that readers would see it as it was typed.

It looks at the parser's tokens: there, what was typed behind a backslash or between backticks stands apart, so that
who means the signs can have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wijkverbinder.text import slugify

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

TYPED_WRONG = "typed wrong"
"""Under which name the parser keeps the faults in signs that it took for text."""

_LOOSE_LINK = re.compile(r"\[[^\[\]]+\]\s+\(\s*[a-z]+(?:-[a-z]+)*:[^()\s]+\s*\)")
_SPACED_LINK = re.compile(r"\[[^\[\]]+\]\(\s*[a-z]+(?:-[a-z]+)*\s*:[^()]*\)")
_SPACED_PICTURE = re.compile(r"\[[^\[\]]*\]\(([^()]*\s[^()]*)\.(jpe?g|png|webp|svg|gif|avif)\s*\)", re.I)
_HTML = re.compile(
    r"<!--|<(?:a|b|blockquote|br|button|center|code|details|div|em|font|h[1-6]|hr|i|iframe|img|li|mark|ol|p|script|small|"
    r"span|strong|style|sub|summary|sup|table|td|th|tr|u|ul|video)(?:\s[^<>]*)?/?>",
    re.I,
)
"""What begins an element or a remark, that our parser takes for text."""

_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()]*[^\s<>().,;:!?'\"]", re.I)
_ELSEWHERE = re.compile(
    r"==\S(?:[^=]*\S)?==|^:{3}.*|^\[[ x]\](?=\s)|^\[![a-z]+\]|^\[toc\]$|\{%.*?%\}|\{\{.*?\}\}", re.I
)
"""Marks of other programs that write Markdown: highlights, boxes, a tick, a table of contents, templates."""

_TABLE_ROW = re.compile(r"\|.*\|.*\|\s*")
_BULLET = re.compile(r"[\u2022\u25aa\u25cf\u25e6\u2023\u00b7]\s+(\S.*)")
_WIKI_LINK = re.compile(r"\[\[([^\[\]]+)\]\]")
_TIGHT_HEADING = re.compile(r"(#{2,6})([^\s#].*)")
_NAME_IN_BRACES = re.compile(r"\{([^{}#\s]+)\}\s*$")


class Fault(NamedTuple):
    """Something in a text that can't be: a problem code, the values of its sentence, lines below the start."""

    code: str
    offset: int
    values: tuple[tuple[str, str], ...] = ()


def note_typed_wrong(state: StateCore) -> None:
    """Core rule: notes under `TYPED_WRONG` what readers would see as it stands."""
    faults: list[Fault] = state.env.setdefault(TYPED_WRONG, [])
    for before, token in zip([None, *state.tokens], state.tokens, strict=False):
        if token.type != "inline":
            continue
        kind = before.type if before else ""  # a line on its own stands in no block
        offset = token.map[0] if token.map else 0
        if before and kind == "heading_open":
            faults += _of_heading(token, before.markup, offset)
        elif kind == "paragraph_open":
            faults += _of_table(token.content.partition("\n")[0], offset)
        linked, first = False, kind == "paragraph_open"
        for child, line in with_lines(token.children or ()):
            linked = child.type == "link_open" or (linked and child.type != "link_close")
            if child.type == "text":
                faults += _of_words(child.content, offset + line, linked=linked)
                faults += _of_start(child.content, offset + line) if first else ()
            first = child.type == "softbreak" and kind != "heading_open"


def with_lines(children: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """The parts of a text, each with the number of lines above it."""
    line = 0
    for child in children:
        yield child, line
        line += child.type in {"softbreak", "hardbreak"}


def _of_heading(token: Token, markup: str, offset: int) -> Iterator[Fault]:
    """A heading without words, or with a name in braces that is no name."""
    last = token.children[-1] if token.children else None
    if not token.content.strip():
        yield _mistyped(markup, f"{markup} Kop", offset)
    elif last and last.type == "text" and (name := _NAME_IN_BRACES.search(last.content)):
        yield _mistyped(name[0].strip(), f"{{#{name[1]}}}", offset)


def _of_table(line: str, offset: int) -> Iterator[Fault]:
    """The first line of a table that became a paragraph, since below it no dashes stand."""
    if _TABLE_ROW.fullmatch(line):
        dashes = "|".join(["", *["---"] * (line.count("|") - 1), ""])
        yield Fault("table-line", offset, (("value", line.strip()), ("line", dashes)))


def _of_words(text: str, offset: int, *, linked: bool) -> Iterator[Fault]:
    """Addresses that are no link, what looks like a link, and the markup of elsewhere; of each of that the first."""
    for bare in () if linked else _ADDRESS.findall(text):
        address = bare if "://" in bare else f"https://{bare}"
        yield Fault("address-in-text", offset, (("value", bare), ("address", address)))
    for value, meant in _meant_links(text):
        yield _mistyped(value, meant, offset)
    for code, pattern in (("html-in-text", _HTML), ("footnote-in-text", _FOOTNOTE), ("mark-in-text", _ELSEWHERE)):
        if found := pattern.search(text):
            yield Fault(code, offset, (("value", found.group()),))


def _of_start(text: str, offset: int) -> Iterator[Fault]:
    """A sign at the start of a line that makes no list or heading."""
    if bullet := _BULLET.match(text):
        yield _mistyped(text, f"- {bullet[1]}", offset)
    if tight := _TIGHT_HEADING.fullmatch(text):
        yield _mistyped(text, f"{tight[1]} {tight[2]}", offset)


def _meant_links(text: str) -> Iterator[tuple[str, str]]:
    """What in a text without markup looks like a link, and what was probably meant."""
    if "[" not in text:
        return
    for found in _WIKI_LINK.finditer(text):
        yield found[0], f"[{found[1]}](activity:{found[1]})"
    for found in _SPACED_PICTURE.finditer(text):
        words = found[0].partition("](")[0]
        yield found[0], f"{words}]({slugify(found[1])}.{found[2].lower()})"
    for pattern in (_LOOSE_LINK, _SPACED_LINK):
        for found in pattern.finditer(text):
            words, _, target = found[0].rpartition("(")
            meant = f"{words.rstrip()}({''.join(target.split())}"
            if meant != found[0]:  # an address that we take for no link, such as a script, is left as it stands
                yield found[0], meant


def _mistyped(value: str, meant: str, offset: int) -> Fault:
    return Fault("markdown-typed-wrong", offset, (("value", value), ("meant", meant)))
