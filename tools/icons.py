"""Draws the icons for a home screen out of the favicon: ``python3 tools/icons.py``.

The drawing stands in the middle four fifths of a full square, since a phone may cut the icon to a circle (the safe
zone of a maskable icon: https://www.w3.org/TR/appmanifest/#icon-masks). ``--check`` only looks.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

IMAGES = Path(__file__).resolve().parents[1] / "assets" / "images"
SIZES = (192, 512)
"""What browsers ask for before they offer to install a site."""


def draw(favicon: str, size: int) -> bytes:
    """An icon as PNG, of a number of pixels square."""
    from resvg_py import svg_to_bytes

    inner = favicon.replace("<svg ", '<svg x="4" y="4" width="32" height="32" ', 1)
    ground = re.search(r'fill="(#[0-9a-f]{6})"', favicon)
    color = ground.group(1) if ground else "#ffffff"
    square = f'<rect width="40" height="40" fill="{color}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">{square}{inner}</svg>'
    return bytes(svg_to_bytes(svg_string=svg, width=size, height=size, skip_system_fonts=True))


def main(arguments: list[str]) -> int:
    """Writes the icons, or with ``--check`` tells whether they are those of the favicon."""
    favicon = (IMAGES / "favicon.svg").read_text("utf-8")
    icons = {IMAGES / f"icon-{size}.png": draw(favicon, size) for size in SIZES}
    if "--check" in arguments:
        return int(any(not file.exists() or file.read_bytes() != data for file, data in icons.items()))
    for file, data in icons.items():
        file.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
