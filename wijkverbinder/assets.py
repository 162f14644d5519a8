"""Styles, scripts and images to output files whose names change with their bytes; knows no pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wijkverbinder.read import digest_of, walk_files

_IMPORT = re.compile(r'^@import "([a-z0-9/-]+\.css)" layer\(([a-z-]+)\);$', re.MULTILINE)

_SPARE = re.compile(r"^\s*/\*.*?\*/\s*?\n|/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)
"""What a style sheet can do without. Our styles have no text that holds ``/*``; a test looks."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The files that pages load."""

    styles: tuple[str, ...]
    scripts: Mapping[str, str]
    """Output path per behaviour."""
    images: Mapping[str, str]
    """Output path per image name."""
    files: Mapping[str, bytes]
    """Bytes per output path."""


def read_assets(folder: Path) -> Assets:
    """Reads `assets/`: one stylesheet out of `css/main.css` and what it imports, a file per behaviour, images.

    The order of the style layers stands in `main.css` alone. A behaviour stays one classic script of its own,
    since a page opened from disk runs no modules.
    """
    files: dict[str, bytes] = {}

    def keep(name: str, data: bytes) -> str:
        stem, _, extension = name.rpartition(".")
        path = f"assets/{stem}.{digest_of(data)[:10]}.{extension}"
        files[path] = data
        return path

    style = keep("style.css", bundle_styles(folder / "css").encode("utf-8"))
    scripts = {
        path.removesuffix(".js"): keep(path.replace("/", "-"), (folder / "js" / path).read_bytes())
        for path, _ in walk_files(folder / "js")
        if path.endswith(".js")
    }
    images = {
        path.rpartition(".")[0]: keep(path.replace("/", "-"), (folder / "images" / path).read_bytes())
        for path, _ in walk_files(folder / "images")
    }
    return Assets((style,), scripts, images, files)


def bundle_styles(folder: Path) -> str:
    """`main.css` with each imported file in its place, inside the layer that the import names.

    Comments, indents and empty lines are for who writes styles; a reader's phone does without.
    """
    main = (folder / "main.css").read_text("utf-8")

    def inline(found: re.Match[str]) -> str:
        return f"@layer {found.group(2)} {{\n{(folder / found.group(1)).read_text('utf-8').strip()}\n}}"

    return _SPARE.sub("", _IMPORT.sub(inline, main).replace("\r\n", "\n"))


def picture_path(path: str, digest: str) -> str:
    """Where a picture of the content goes: its own name, with a part that changes with its bytes."""
    stem, _, extension = path.rpartition("/")[2].rpartition(".")
    return f"assets/{stem}.{digest[:10]}.{extension.lower()}"
