"""The short code of an activity: on its card, in a QR code, and to type; made of who it is and of nothing else."""

from __future__ import annotations

import hashlib
from functools import lru_cache

ALPHABET = "23456789CFGHJMPQRVWX"
"""The twenty signs of Open Location Code: none looks like another, and no two make a word in any of thirty languages
(https://github.com/google/open-location-code, docs/olc_definition.adoc)."""

LENGTH = 6
"""Sixty-four million codes: among a thousand activities two share one in less than one toolkit in a hundred.

Then the build says so, and the newer file needs another name.
"""

FOLDER = "k"
"""Where the pages behind the codes stand: short, since it is typed."""


def short_code(ref: str) -> str:
    """The code of an entry; it changes only when the entry gets another name.

    >>> short_code("activity:dialoog") == short_code("activity:dialoog")
    True
    """
    number = int.from_bytes(hashlib.sha256(ref.encode("utf-8")).digest()[:8], "big")
    signs = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


@lru_cache(maxsize=256)
def qr_code(address: str) -> str:
    """An address as a QR code in SVG, four modules of white around it, with error correction M.

    The mask is fixed: a reader undoes any mask (ISO/IEC 18004, 7.8), and trying all eight takes three times as long.
    """
    import segno

    code = segno.make(address, error="m", mask=3, micro=False, boost_error=False)
    return str(code.svg_inline(omitsize=True, svgclass=None, lineclass=None))
