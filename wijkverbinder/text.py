"""Small, pure helpers for words: nearest name, sort key, slug. Standard library only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

LONGEST_NAME = 200
"""Characters of a name of a file, so that what we add to it still fits (an ending, a language, a width): systems stop
at 255 bytes."""

_RESERVED = re.compile(r"(?:^|/)((?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?![^./])[^/]*)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever stands behind a dot."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Characters that nobody sees and no text needs; some mean something to us, others end a line in YAML."""


def code_point(sign: str) -> str:
    """A character that nobody sees as messages name it.

    >>> code_point(chr(7))
    'U+0007'
    """
    return f"U+{ord(sign):04X}"


def reserved_name(path: str) -> str:
    """The first name in a path that Windows keeps for a device, so that no file there can be called so.

    >>> reserved_name("bronnen/con.md"), reserved_name("bronnen/contact.md")
    ('con.md', '')
    """
    found = _RESERVED.search(path)
    return found[1] if found else ""


def long_name(path: str) -> str:
    """The first name in a path that is longer than every system can have, without what it ends in.

    >>> long_name("bronnen/contact.md"), len(long_name(f"bronnen/{201 * 'a'}.md"))
    ('', 201)
    """
    names = (name.partition(".")[0] for name in path.split("/"))
    return next((name for name in names if len(name) > LONGEST_NAME), "")


_UPPER = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ"
_QUOTES = "‘’“”–—"
_GARBLED = re.compile(f"(?:[ÂÃ][{_UPPER}]|â[€‚][{_UPPER}{_QUOTES}]|(?:[Ø-Û][{_UPPER}{_QUOTES}]){{2,}})+")
"""UTF-8 that was read as Windows-1252: é as Ã©, ’ as â€™, letters of Arabic in pairs. A Ã before a quotation mark can
be meant, and is left."""


def garbled(text: str) -> tuple[int, str, str] | None:
    """Where letters were read in the wrong encoding and kept so: the place, the word, and what it was.

    >>> garbled("De geÃ¯nteresseerde buur")
    (3, 'geÃ¯nteresseerde', 'geïnteresseerde')
    """
    if text.isascii() or not any(sign in text for sign in "ÂÃâØÙ"):  # nearly always, and far faster to see
        return None
    for found in _GARBLED.finditer(text):
        try:
            meant = found[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        start = max(text.rfind(blank, 0, found.start()) for blank in " \n") + 1
        before, after = text[start : found.start()], re.split(r"\s", text[found.end() :], maxsplit=1)[0]
        return start, f"{before}{found[0]}{after}", f"{before}{meant}{after}"
    return None


_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
"""What git writes around two versions of a text that it could not merge."""


def conflict_lines(text: str) -> list[int]:
    """The line at which each conflict begins that git left in a text; where no begin is left, at which it ends."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:  # nearly always, and far faster to see
        return []
    found = [(mark.group()[0], text.count("\n", 0, mark.start()) + 1) for mark in _CONFLICT.finditer(text)]
    first = found[0][0] if found else ""
    return [line for sign, line in found if sign == first]


def nearest(word: str, names: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The name that `word` was most likely meant to be, or None when nothing comes close.

    The cut-off of 0.6 is difflib's own default: enough for one or two wrong letters in a short word. Where the word
    may well be right and its name is what lacks, it is higher.
    """
    import difflib  # only when something is wrong: most builds never need it

    names = list(names)
    folded = {name.casefold(): name for name in reversed(names)}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def sort_key(text: str) -> str:
    """A key that puts words in dictionary order, without accents or capitals: é sorts as e.

    Independent of the machine's locale, so that the same content gives the same bytes everywhere.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def is_iso_date(text: str) -> bool:
    """Whether a text is a day as ``2026-11-22``, and that day exists.

    Python reads week dates and other shapes too; we do not.
    """
    import datetime  # only where a date is checked

    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def short_title(title: str) -> str:
    """A title up to its subtitle, for where room is short: ``"Meten: klein en veilig"`` becomes ``Meten``."""
    return re.split(r": |(?<=[?؟]) ", title, maxsplit=1)[0]


def slugify(text: str) -> str:
    """A title as a file name and address: ``"Café & buurt"`` becomes ``cafe-buurt``."""
    return "-".join(re.findall(r"[a-z0-9]+", sort_key(text)))
