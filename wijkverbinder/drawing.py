"""A drawing to pixels: SVG in, PNG out, remembered by what was drawn; knows no pages."""

from __future__ import annotations

from pathlib import Path

from wijkverbinder.read import digest_of
from wijkverbinder.store import keep_made, recall_made


def draw(svg: str, font: Path | None, kept: Path | None, drawer: str = "") -> bytes:
    """The picture of a drawing; the same drawing gives the same bytes on every machine.

    No font of the machine is used. Drawing takes a tenth of a second, so what was drawn last under a name is kept.

    Args:
        svg: the drawing, with a size of its own.
        font: the one font that its texts may use.
        kept: the file in which the picture is remembered, if anywhere.
        drawer: what draws, with its version: what another one drew is not used.
    """
    digest = digest_of(b"\0".join((drawer.encode(), svg.encode(), font.read_bytes() if font else b"")))
    if kept is not None and (data := recall_made(kept, digest)):
        return data
    from resvg_py import svg_to_bytes

    png = bytes(svg_to_bytes(svg_string=svg, font_files=[str(font)] if font else [], skip_system_fonts=True))
    if kept is not None:
        keep_made(kept, png, digest)
    return png
