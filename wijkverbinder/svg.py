"""A drawing to what in it would run, or be fetched from elsewhere; knows no files.

On a page a drawing is a picture, in which nothing runs. But its file has an address too, at which a browser opens it
as a document. So it is read here as a browser reads it then: as XML, with what prefixes and escapes hide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wijkverbinder.pictures import DRAWN, Unfit

_XHTML = "http://www.w3.org/1999/xhtml"
_XML = "http://www.w3.org/XML/1998/namespace"

_NEVER = frozenset(
    ("script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas")
)
"""Elements that run something, hold a page or play, in small letters and without prefix: a drawing needs none. The
same goes for all of HTML."""

_HARMLESS = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
"""How an address begins that asks nobody for anything: a place in the drawing itself, or a photo that lies in it."""

_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)
"""What stands for another sign in a style (CSS Syntax Level 3, section 4.3.7)."""

_ADDRESS = re.compile(r"url\(\s*[\"']?([^\s\"')]*)", re.IGNORECASE)
_ASKING = re.compile(r"@import|\b(?:image-set|src)\(", re.IGNORECASE)
"""What asks for a file in a style by another name than `url`."""

_SHOWN = 40
"""Signs of a value that a message repeats: enough to find it by."""


def check_drawing(data: bytes) -> None:
    """Refuses a drawing that would run something, or fetch something, where a reader opens it by itself.

    It is read as UTF-8 or, where its first bytes tell so, UTF-16, whatever it says of itself.

    Args:
        data: the whole file.

    Raises:
        Unfit: it does, or it is no drawing, or not a whole one.
    """
    from xml.parsers import expat  # only a new drawing needs it

    reading = _Reading()
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartDoctypeDeclHandler = reading.doctype
    parser.ProcessingInstructionHandler = reading.instruction
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise (Unfit("picture-broken") if reading.begun else _no_drawing()) from None
    _check_style("".join(reading.styles))


class _Reading:
    """What a drawing holds, element by element: the parser calls these as it goes, and each refuses what it must."""

    def __init__(self) -> None:
        self.begun = False
        self.styles: list[str] = []
        """The text of all style sheets, in pieces."""
        self._depth = 0
        """In how many style sheets we stand: one may hold elements, and more text behind them."""

    def doctype(self, *_: object) -> None:
        """Here entities are declared: what a text says would no longer be what stands in it."""
        raise _active("<!DOCTYPE>")

    def instruction(self, target: str, _data: str) -> None:
        """A style sheet that is named above the drawing, which may turn it into another document."""
        if target == "xml-stylesheet":
            raise _active("<?xml-stylesheet?>")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element, with the namespaces of names written out before them."""
        namespace, _, name = tag.rpartition(" ")
        if not self.begun and name != "svg":
            raise _no_drawing()
        self.begun = True
        if namespace == _XHTML or name.lower() in _NEVER:
            raise _active(f"<{name}>")
        for attribute, value in attributes.items():
            _check_attribute(attribute, value)
        self._depth += name == "style"

    def text(self, text: str) -> None:
        """Text, which matters inside a style sheet alone."""
        if self._depth:
            self.styles.append(text)

    def end(self, tag: str) -> None:
        """The end of an element."""
        self._depth -= tag.rpartition(" ")[2] == "style"


def _check_attribute(attribute: str, value: str) -> None:
    namespace, _, name = attribute.rpartition(" ")
    runs = not namespace and name.lower().startswith("on")
    leads = name == "href" and not _HARMLESS.match(value.lstrip(" \t\r\n"))
    # With another base a place in the drawing is one elsewhere; what changes by itself may become an address.
    moves = (namespace, name) == (_XML, "base")
    becomes = name == "attributeName" and value.rpartition(":")[2].strip().lower() == "href"
    if runs or leads or moves or becomes:
        raise _active(f'{name}="{value[:_SHOWN]}{"…" if len(value) > _SHOWN else ""}"')
    if not namespace:
        _check_style(value)


def _check_style(style: str) -> None:
    """Looks at a style sheet, or at a value that may be one of a style."""
    plain = _ESCAPE.sub(_unescaped, style) if "\\" in style else style
    asked = [found.group() for found in _ADDRESS.finditer(plain) if not _HARMLESS.match(found.group(1))]
    if asked := asked or _ASKING.findall(plain):
        raise _active(asked[0][:_SHOWN])


def _unescaped(found: re.Match[str]) -> str:
    code, sign = found.groups()
    return (chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else "�") if code else sign


def _active(what: str) -> Unfit:
    shown = "".join(sign if sign.isprintable() else " " for sign in what)
    return Unfit("picture-active", value=" ".join(shown.split()))


def _no_drawing() -> Unfit:
    return Unfit("picture-kind", value=DRAWN.upper())
