"""Short codes and QR codes."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from wijkverbinder.codes import ALPHABET, LENGTH, qr_code, short_code

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = {1: (1, 16), 2: (1, 28), 3: (1, 44), 4: (2, 32), 5: (2, 43), 6: (4, 27)}
"""Blocks, and bytes of data in each, per version at level M (ISO/IEC 18004, table 9)."""


def test_a_code_never_changes_since_it_is_on_paper() -> None:
    assert [short_code(f"activity:{slug}") for slug in ("dialoog", "samen-eten")] == ["HRX74M", "3VCWP9"]


def test_the_activities_have_a_code_each_in_signs_that_are_not_mixed_up() -> None:
    slugs = [file.stem for file in (ROOT / "content" / "activities").glob("*.md") if "." not in file.stem]
    codes = [short_code(f"activity:{slug}") for slug in slugs]
    assert len({*codes}) == len(codes) > 20
    assert all(len(code) == LENGTH and {*code} <= {*ALPHABET} for code in codes)
    assert not {*ALPHABET} & {*"0O1IL5SB8Z2U"} - {*"258"}


@pytest.mark.parametrize(
    "address",
    [
        "https://x.nl/a.html",
        "https://wijk.example.org/kit/activiteiten/samen-eten.html",
        "https://wijk.example.org/een/veel/dieper/gelegen/map/activiteiten/interreligieuze-ontmoeting.html",
    ],
)
def test_a_qr_code_holds_the_address(address: str) -> None:
    assert decode(matrix_of(qr_code(address))) == address


def matrix_of(svg: str) -> list[list[int]]:
    """The dark modules of a drawing made of horizontal lines, without the white around it."""
    size = int(re.search(r'viewBox="0 0 (\d+) ', svg).group(1))  # type: ignore[union-attr]
    dark = [[0] * size for _ in range(size)]
    x = y = 0.0
    for sign, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", svg[svg.index(' d="') :]):
        if sign == "M":
            x, y = float(first), float(second)
        elif sign == "m":
            x, y = x + float(first), y + float(second)
        else:
            for column in range(int(x), int(x + float(first))):
                dark[int(y)][column] = 1
            x += float(first)
    assert not any(any(row[:4]) or any(row[-4:]) for row in dark)
    return [row[4:-4] for row in dark[4:-4]]


def decode(dark: list[list[int]]) -> str:
    """Reads a QR code as a phone does, but for mending what is damaged; it knows nothing of how ours are made."""
    size = len(dark)
    version = (size - 17) // 4
    corners = [(0, 0, 9, 9), (0, size - 8, 9, 8), (size - 8, 0, 8, 9)]
    if version > 1:
        corners.append((size - 9, size - 9, 5, 5))
    taken = {(row, 6) for row in range(size)} | {(6, column) for column in range(size)}
    for top, left, height, width in corners:
        taken |= set(product(range(top, top + height), range(left, left + width)))
    places = [*((8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)), *((row, 8) for row in (7, 5, 4, 3, 2, 1, 0))]
    form = int("".join(str(dark[row][column]) for row, column in places), 2) ^ 0b101010000010010
    level, mask = form >> 13, form >> 10 & 0b111
    assert (level, mask) == (0b00, 3)  # M; where a line through both coordinates is divisible by three
    bits, upward = "", True
    for right in [*range(size - 1, 6, -2), 5, 3, 1]:
        for row in range(size - 1, -1, -1) if upward else range(size):
            for column in (right, right - 1):
                if (row, column) not in taken:
                    bits += str(dark[row][column] ^ ((row + column) % 3 == 0))
        upward = not upward
    count, length = BLOCKS[version]
    codewords = [int(bits[at : at + 8], 2) for at in range(0, 8 * count * length, 8)]
    data = [word for block in range(count) for word in codewords[block::count]]
    text = "".join(f"{word:08b}" for word in data)
    assert text[:4] == "0100"  # bytes
    letters = int(text[4:12], 2)
    return bytes(int(text[12 + 8 * at : 20 + 8 * at], 2) for at in range(letters)).decode("utf-8")
