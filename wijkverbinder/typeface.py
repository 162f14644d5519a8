"""A TrueType file to what it can write and how wide that is, so that words in a picture can be broken into lines.

Reads only the tables that say so (OpenType 1.9: cmap format 4, hhea, hmtx, head). Knows no pictures.
"""

from __future__ import annotations

from struct import unpack_from


class Typeface:
    """A font, as far as it takes to set a few lines with it."""

    def __init__(self, data: bytes) -> None:
        """Reads which letters there are and how wide each is.

        Args:
            data: a TrueType file with a cmap of format 4, as every font with Latin letters has.
        """
        count = unpack_from(">H", data, 4)[0]
        tables: dict[bytes, int] = {}
        for index in range(count):
            tag, _, offset, _ = unpack_from(">4sLLL", data, 12 + 16 * index)
            tables[tag] = offset
        self.family = _family(data, tables[b"name"])
        self._unit: int = unpack_from(">H", data, tables[b"head"] + 18)[0]
        metrics: int = unpack_from(">H", data, tables[b"hhea"] + 34)[0]
        widths = [unpack_from(">H", data, tables[b"hmtx"] + 4 * index)[0] for index in range(metrics)]
        self._widths = {
            sign: widths[min(glyph, metrics - 1)] for sign, glyph in _letters(data, tables[b"cmap"]).items()
        }

    def covers(self, text: str) -> bool:
        """Whether every sign of a text is in the font; else a box would stand there."""
        return all(ord(sign) in self._widths for sign in text)

    def width(self, text: str, size: float) -> float:
        """How wide a text is, in the unit of `size`, without kerning: a bit more than it takes.

        Raises:
            KeyError: the font has no such sign.
        """
        units: int = sum(self._widths[ord(sign)] for sign in text)
        return units * size / self._unit

    def lines(self, text: str, size: float, room: float) -> list[str]:
        """A text in as few lines as fit, none much longer than another; a word that is too wide stands alone."""
        words = text.split()
        fewest = len(self._filled(words, size, room))
        low, high = 0.0, room
        # The narrowest room that takes as few lines makes them alike.
        for _ in range(12):
            middle = (low + high) / 2
            if len(self._filled(words, size, middle)) > fewest:
                low = middle
            else:
                high = middle
        return self._filled(words, size, high)

    def _filled(self, words: list[str], size: float, room: float) -> list[str]:
        lines: list[str] = []
        for word in words:
            if lines and self.width(f"{lines[-1]} {word}", size) <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines


def _family(data: bytes, name: int) -> str:
    """What a drawing calls the font: the name with number 1, as Windows reads it."""
    count, texts = unpack_from(">HH", data, name + 2)
    for index in range(count):
        platform, _, _, number, length, offset = unpack_from(">6H", data, name + 6 + 12 * index)
        if (platform, number) == (3, 1):
            start = name + texts + offset
            return data[start : start + length].decode("utf-16-be")
    raise ValueError("a font without a name")


def _letters(data: bytes, cmap: int) -> dict[int, int]:
    """The glyph of each code point of the Basic Multilingual Plane."""
    for index in range(unpack_from(">H", data, cmap + 2)[0]):
        table = cmap + int(unpack_from(">L", data, cmap + 8 + 8 * index)[0])
        if unpack_from(">H", data, table)[0] != 4:
            continue
        double = unpack_from(">H", data, table + 6)[0]
        ends, starts = table + 14, table + 16 + double
        deltas, offsets = starts + double, starts + 2 * double
        found = {}
        for at in range(0, double, 2):
            first, last = unpack_from(">H", data, starts + at)[0], unpack_from(">H", data, ends + at)[0]
            delta, offset = unpack_from(">H", data, deltas + at)[0], unpack_from(">H", data, offsets + at)[0]
            for sign in range(first, min(last, 0xFFFE) + 1):
                glyph = sign
                if offset:
                    glyph = unpack_from(">H", data, offsets + at + offset + 2 * (sign - first))[0]
                    if not glyph:
                        continue
                glyph = (glyph + delta) & 0xFFFF
                if glyph:
                    found[sign] = glyph
        return found
    raise ValueError("a font without a cmap of format 4")
