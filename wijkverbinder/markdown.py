r"""Markdown text to HTML with its links left open; knows neither the site nor addresses.

The HTML is one string in which every link to another part of the site stands between NUL characters, for
instance ``<a href="\\0activity:dialoog#stappen\\0">``: links are known here, and resolved when a page is made.
NUL can't occur in the texts themselves: `read` refuses it in a file, and `matter` where YAML spells it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from wijkverbinder.meant import MAIL, is_on_this_computer
from wijkverbinder.misnamed import FORMATS, ending
from wijkverbinder.typed import TYPED_WRONG, Fault, note_typed_wrong, with_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

OPEN = "\0"
"""Stands on both sides of a link that is still to be resolved."""

MARK = "\1"
"""Stands before a value that is HTML, so that everything without it is escaped when a page is made."""

_PLAIN = r"[^\\`*_{}\[\]<>!&\"~|^\0\r\n]"
_PLAIN_TEXT = re.compile(f"{_PLAIN}*")
"""Text in which Markdown can find nothing to do; apostrophes and replacements are treated apart."""

_PLAIN_LINE = rf"[^\W\d_]{_PLAIN}*(?<!\s)"
_PLAIN_PARAGRAPHS = re.compile(rf"{_PLAIN_LINE}(?:\n+{_PLAIN_LINE})*")
"""Paragraphs of it: each line begins with a letter, as no list, heading or rule does, and ends with no space."""

_BETWEEN = re.compile(r"\n{2,}")

_WEIGHED = re.compile(r"\.\.|--|\+-|,,|\?{4}|\((?:c|r|tm)\)|://|www\.|==|::", re.I)
"""What the parser's rule `replacements` looks for (dots, dashes, ±, repeated signs, ©), and `typed`."""

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<!\w)'(?=(?:s|t|n|k|m|r|ns|ie|em|er)\b(?!'))|(?<!\w)'(?=\d\d\b)", re.I)
"""Where a Dutch straight quote is an apostrophe: foto's, 's avonds, 't, '90."""

_OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)", re.I)
_PICTURE = re.compile(r"[a-z0-9][a-z0-9_-]*\.(?:jpe?g|png|webp|svg|gif|avif)", re.I)
_KIND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
"""What can be a kind: `target-group` too. Whether there is such a kind is not known here."""
_TAG = re.compile(r"<[^>]*>")
_HEADING_ID = re.compile(r"[ \t]*\{#([^}\s]+)\}[ \t]*$")
_NOWHERE = re.compile(r"(?:https?:/*|mailto:|tel:)", re.I)


class Link(NamedTuple):
    """A link to a part of the site, as written: ``activity:dialoog#stappen`` or a picture's file name."""

    target: str
    offset: int
    picture: bool = False


class Document(NamedTuple):
    """A text made ready: HTML with open links, and what was met on the way."""

    html: str
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def plain(text: str) -> str:
    """Text without markup, with real apostrophes and quotes; not yet escaped."""
    text = _apostrophes(text)
    return text if '"' not in text else re.sub(r'"([^"]*)"', r"“\1”", text)


def plain_line(text: str) -> str | None:
    """The HTML of a line in which Markdown can find nothing to do; None when it may."""
    settled = _settled(text) if _PLAIN_TEXT.fullmatch(text) else None
    return None if settled is None else settled.strip()


def _plain_paragraphs(text: str) -> str | None:
    """The HTML of paragraphs in which Markdown can find nothing else to do; None when it may."""
    settled = _settled(text) if _PLAIN_PARAGRAPHS.fullmatch(text) else None
    return None if settled is None else "<p>" + _BETWEEN.sub("</p>\n<p>", settled) + "</p>"


def _settled(text: str) -> str | None:
    """Text without markup as the parser leaves it; None where it holds signs that the parser weighs."""
    if _WEIGHED.search(text):
        return None
    settled = _apostrophes(text)
    return None if "'" in settled else settled


def render(text: str, mode: str) -> Document:
    """Renders Markdown.

    Args:
        text: the Markdown.
        mode: ``inline`` for one paragraph without block markup, ``block`` for paragraphs, lists, headings, ``body``
            for those that stand right below the title of a page.

    Returns:
        HTML in which every attribute stands between double quotes and no element of the author's remains.
    """
    quickly = plain_line(text) if mode == "inline" else _plain_paragraphs(text)
    if quickly is not None:
        return Document(quickly)
    parser = _parser()
    environment: dict[str, Any] = {}
    tokens = parser.parseInline(text, environment) if mode == "inline" else parser.parse(text, environment)
    found = _Findings(level=1 if mode == "body" else 0)
    for token in tokens:
        _visit(token, found)
    found.faults += environment.get(TYPED_WRONG, ())
    html = parser.renderer.render(tokens, parser.options, environment)
    return Document(html.strip(), tuple(found.links), tuple(found.anchors), tuple(found.faults))


def resolve(html: str, href: Callable[[str], str]) -> str:
    """The HTML of a Document with every open link filled in by `href` (target as written to address)."""
    if OPEN not in html:
        return html
    parts = html.split(OPEN)
    parts[1::2] = [href(target) for target in parts[1::2]]
    return "".join(parts)


def unlinked(html: str, target: str) -> str:
    """The HTML of a Document without the links to a target (as written); their words stay."""
    opened = re.escape(f'<a href="{OPEN}{target}{OPEN}"')
    return re.sub(rf"{opened}[^>]*>(.*?)</a>", r"\1", html, flags=re.DOTALL)


def text_of(html: str) -> str:
    """The words of a Document's HTML, as a calendar or a message takes them: without tags, nothing escaped."""
    return unescape(_TAG.sub("", html.removeprefix(MARK))) if "<" in html or "&" in html else html.removeprefix(MARK)


class _Findings:
    def __init__(self, level: int) -> None:
        self.links: list[Link] = []
        self.anchors: list[str] = []
        self.faults: list[Fault] = []
        self.level = level
        """The level of the last heading; of the title above the text, or 0, before there is one."""


def _visit(token: Token, found: _Findings) -> None:
    offset = token.map[0] if token.map else 0
    if token.type == "heading_open":
        level, above = int(token.tag[1:]), found.level
        if level == 1:
            found.faults.append(Fault("heading-level", offset))
        elif above and level > above + 1:
            said = "@title-mark" if above == 1 else "#" * above
            found.faults.append(Fault("heading-jump", offset, (("value", "#" * level), ("above", said))))
        found.level = level
        if anchor := str(token.attrs.get("id", "")):
            if anchor in found.anchors:
                found.faults.append(Fault("anchor-twice", offset, (("value", anchor),)))
            found.anchors.append(anchor)
    if token.children:
        for child, line in with_lines(token.children):
            _visit_inline(child, offset + line, found)


def _visit_inline(token: Token, offset: int, found: _Findings) -> None:
    if token.type == "link_open":
        token.attrs["href"] = _settle(str(token.attrs.get("href", "")), offset, found)
        if _OUTSIDE.match(str(token.attrs["href"])):
            token.attrs["rel"] = "external"
    elif token.type == "image":
        source = str(token.attrs.get("src", ""))
        if "/" not in source and ending(source) in FORMATS:
            example = f"{source.rpartition('.')[0]}.jpg"
            found.faults.append(Fault("picture-format", offset, (("value", source), ("example", example))))
        elif not _PICTURE.fullmatch(source):
            found.faults.append(Fault("picture-address", offset, (("value", source),)))
        elif not token.content.strip():
            found.faults.append(Fault("picture-alt", offset, (("value", source),)))
        else:
            found.links.append(Link(source, offset, picture=True))
            token.attrs.update(src=f"{OPEN}{source}{OPEN}", loading="lazy")
        for child in token.children or ():
            _visit_inline(child, offset, found)


def _settle(target: str, offset: int, found: _Findings) -> str:
    """A link's address as it may stand in the page, or left open between NULs."""
    if is_on_this_computer(target):
        found.faults.append(Fault("link-own-computer", offset, (("value", unquote(target)),)))
        return ""
    if target[:7].lower() == "mailto:" and len(target) > 7:
        written = unquote(target[7:].partition("?")[0])
        if not all(MAIL.fullmatch(one) for one in written.split(",")):
            found.faults.append(Fault("link-mail", offset, (("value", written),)))
            return ""
    if _NOWHERE.fullmatch(target):
        found.faults.append(Fault("link-address", offset, (("value", target),)))
        return ""
    if _OUTSIDE.match(target) or (target.startswith("#") and len(target) > 1):
        if target.startswith("#"):
            found.links.append(Link(target, offset))
        return target
    kind, colon, rest = target.partition(":")
    if colon and rest and _KIND.fullmatch(kind):
        found.links.append(Link(target, offset))
        return f"{OPEN}{target}{OPEN}"
    found.faults.append(Fault("link-address", offset, (("value", unquote(target)),)))
    return ""


def _apostrophes(text: str) -> str:
    return _APOSTROPHE.sub("’", text) if "'" in text else text


def _dutch_apostrophes(state: StateCore) -> None:
    """Core rule: apostrophes first, so that the quotes rule does not take 's avonds for an open quote."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = _apostrophes(child.content)


def _heading_ids(state: StateCore) -> None:
    """Core rule: ``## Stappen {#stappen}`` gives the heading that id, the same in every language."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and inline.children:
            last = inline.children[-1]
            found = _HEADING_ID.search(last.content) if last.type == "text" else None
            if found:
                opening.attrs["id"] = found.group(1)
                last.content = last.content[: found.start()]


def _aligned_cells(state: StateCore) -> None:
    """Core rule: table alignment as a class, since a strict policy refuses style attributes."""
    for token in state.tokens:
        style = str(token.attrs.pop("style", "")) if token.attrs else ""
        if style.startswith("text-align:"):
            token.attrs["class"] = f"align-{style.removeprefix('text-align:')}"


RULES: tuple[tuple[str, str, Callable[[StateCore], None]], ...] = (
    ("smartquotes", "dutch_apostrophes", _dutch_apostrophes),
    ("smartquotes", "heading_ids", _heading_ids),
    ("smartquotes", "aligned_cells", _aligned_cells),
    ("replacements", "typed_wrong", note_typed_wrong),
)
"""Our core rules: before which rule, under which name. A new piece of syntax is a row here."""


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # the slowest import of a build: not needed when nothing changed
    from mdit_py_plugins.deflist import deflist_plugin

    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False, "typographer": True, "quotes": "“”‘’"})
    parser.enable(["table", "strikethrough", "replacements", "smartquotes"])
    parser.use(deflist_plugin)
    # The default refuses `activity:` as a scheme it does not know; what is allowed is decided in `_settle`.
    parser.validateLink = lambda url: not re.match(r"\s*(?:javascript|vbscript|data):", url, re.I)  # type: ignore[method-assign]
    for before, name, rule in RULES:
        parser.core.ruler.before(before, name, rule)
    return parser
