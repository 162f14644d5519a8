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

_SPARE_OF_SCRIPT = re.compile(r"^[ \t]*(?:/\*.*?\*/[ \t]*|//[^\n]*)\n|^[ \t]+", re.DOTALL | re.MULTILINE)
"""What a script can do without: comments on lines of their own, and indents. No text of ours spans lines; a test
looks. What others wrote (`js/vendor/`) stays as they gave it."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The files that pages load."""

    styles: Mapping[str, str]
    """Output path per style: `main` for every page, the others for the views that ask for them."""
    scripts: Mapping[str, str]
    """Output path per behaviour."""
    images: Mapping[str, str]
    """Output path per image name."""
    files: Mapping[str, bytes]
    """Bytes per output path."""
    workers: Mapping[str, str]
    """Text per service worker: `offline`, and the `farewell` that takes its place where it is not wanted."""


def read_assets(folder: Path, *, steady: bool = False) -> Assets:
    """Reads `assets/`: the stylesheets, a file per behaviour, images, the service workers.

    Every page loads one stylesheet, out of `css/main.css` and what it imports; the order of the style layers
    stands there alone. What only some views need is a file of its own in `css/views/`, so that no other page
    carries it. A behaviour stays one classic script of its own, since a page opened from disk runs no modules; like
    the styles it goes out without comments and indents.

    Args:
        folder: the folder.
        steady: whether names stay the same when bytes change: so a changed style changes no page, and a browser
            that shows one can take the new style alone.
    """
    files: dict[str, bytes] = {}

    def keep(name: str, data: bytes) -> str:
        stem, _, extension = name.rpartition(".")
        path = f"assets/{name}" if steady else f"assets/{stem}.{digest_of(data)[:10]}.{extension}"
        files[path] = data
        return path

    styles = {"main": keep("style.css", bundle_styles(folder / "css").encode("utf-8"))}
    for path, _ in walk_files(folder / "css" / "views"):
        text = (folder / "css" / "views" / path).read_text("utf-8")
        styles[path.removesuffix(".css")] = keep(f"style-{path.replace('/', '-')}", _lean(text).encode("utf-8"))
    scripts = {
        path.removesuffix(".js"): keep(path.replace("/", "-"), _script(folder / "js", path))
        for path, _ in walk_files(folder / "js")
        if path.endswith(".js")
    }
    images = {
        path.rpartition(".")[0]: keep(path.replace("/", "-"), (folder / "images" / path).read_bytes())
        for path, _ in walk_files(folder / "images")
    }
    workers = {
        path.removesuffix(".js"): _lean((folder / "worker" / path).read_text("utf-8"))
        for path, _ in walk_files(folder / "worker")
    }
    return Assets(styles, scripts, images, files, workers)


def bundle_styles(folder: Path) -> str:
    """`main.css` with each imported file in its place, inside the layer that the import names.

    Comments, indents and empty lines are for who writes styles; a reader's phone does without.
    """
    main = (folder / "main.css").read_text("utf-8")

    def inline(found: re.Match[str]) -> str:
        return f"@layer {found.group(2)} {{\n{(folder / found.group(1)).read_text('utf-8').strip()}\n}}"

    return _lean(_IMPORT.sub(inline, main))


def _lean(style: str) -> str:
    return _SPARE.sub("", style.replace("\r\n", "\n"))


def _script(folder: Path, path: str) -> bytes:
    data = (folder / path).read_bytes()
    if path.startswith("vendor/"):
        return data
    return _SPARE_OF_SCRIPT.sub("", data.decode("utf-8").replace("\r\n", "\n")).encode("utf-8")


def picture_path(path: str, digest: str) -> str:
    """Where a picture of the content goes: its own name, with a part that changes with its bytes."""
    stem, _, extension = path.rpartition("/")[2].rpartition(".")
    return f"assets/{stem}.{digest[:10]}.{extension.lower()}"
