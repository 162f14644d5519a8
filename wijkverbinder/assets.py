"""Styles, scripts and images to output files whose names change with their bytes; knows no pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from wijkverbinder.pictures import Made
from wijkverbinder.read import digest_of, read_own, walk_files

DIGITS = 8
"""Hexadecimal digits of a digest in a name: enough to tell the versions of one file apart, and every page has nine.
`hosting` knows files that never change by them."""

_IMPORT = re.compile(r'^@import "([a-z0-9./-]+\.css)" layer\(([a-z-]+)\);$', re.MULTILINE)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
"""Our styles have no text that holds ``/*``; a test looks."""
_SPARE = re.compile(r'("[^"\n]*")|\s*([{};,>])\s*|(: )|\s+')
"""What a style sheet can do without: space around what divides. A selector has no space behind a colon."""

_SPARE_OF_SCRIPT = re.compile(r"^[ \t]*(?:/\*.*?\*/[ \t]*|//[^\n]*)\n|^[ \t]+", re.DOTALL | re.MULTILINE)
"""What a script can do without: comments on lines of their own, and indents. No text of ours spans lines; a test
looks. What others wrote (`js/vendor/`) stays as they gave it."""


_RULE = re.compile(r"(:root|\.phase-([a-z-]+)) \{(.*?)\}", re.DOTALL)
_TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-fA-F]{3,8}|var\(--p\)|solid|dotted|double|dashed);")


def read_colors(tokens: str) -> dict[str, str]:
    """The colours of the light scheme by name, for what is drawn beside the pages.

    Those of a phase go by its colour: ``roze`` for text, ``roze-wall``, ``roze-roof``, ``roze-soft``, and
    ``roze-line`` for the kind of line on the ground. A colour that is written in another way is left out.

    Args:
        tokens: `css/tokens.css`, in which the light scheme stands first.
    """
    colors: dict[str, str] = {}
    for _, phase, body in _RULE.findall(tokens.partition("@media")[0]):
        own = dict(_TOKEN.findall(body))
        for name, color in own.items():
            value = own.get("p", "") if color == "var(--p)" else color
            if value:
                colors[name if not phase else phase + name.removeprefix("p")] = value
    return colors


class Assets(NamedTuple):
    """The files that pages load."""

    styles: Mapping[str, str]
    """Output path per style: one for each view that asks for it, `main` for the others, `print` for every page."""
    scripts: Mapping[str, str]
    """Output path per behaviour."""
    images: Mapping[str, str]
    """Output path per image name."""
    files: Mapping[str, bytes]
    """Bytes per output path."""
    workers: Mapping[str, str]
    """Text per service worker: `offline`, and the `farewell` that takes its place where it is not wanted."""

    def with_file(self, path: str, data: bytes) -> Assets:
        """The same with one more file."""
        return self._replace(files={**self.files, path: data})


def read_assets(folder: Path, *, steady: bool = False, tokens: str | None = None, local: bool = False) -> Assets:
    """Reads `assets/`: the stylesheets, a file per behaviour, images, the service workers.

    Every page loads one stylesheet. It begins with `css/main.css` and what that imports; the order of the style
    layers stands there alone. Then comes what only its view needs, out of `css/views/`, with the components that
    it shows: so no page carries what it does not show, and what is sent squeezes best as one file. What paper
    needs is apart (`css/print.css`), so that no reader waits for it. A behaviour stays one classic script of its
    own, since a page opened from disk runs no modules; like the styles it goes out without comments and indents.

    Args:
        folder: the folder.
        steady: whether names stay the same when bytes change: so a changed style changes no page, and a browser
            that shows one can take the new style alone.
        tokens: what stands in the place of `css/tokens.css`, where a host has colours of its own.
        local: whether the site has a local layer, whose marks need `css/local.css`.
    """
    files: dict[str, bytes] = {}

    def keep(name: str, data: bytes) -> str:
        path = f"assets/{name}" if steady else fingerprinted(name, digest_of(data))
        files[path] = data
        return path

    css = folder / "css"
    shared = shared_style(css, tokens, local=local)
    styles = {"main": keep("style.css", shared.encode("utf-8"))}
    styles["print"] = keep("style-print.css", bundle_style(css / "print.css", "print").encode("utf-8"))
    for path, _ in walk_files(css / "views"):
        text = shared + bundle_style(css / "views" / path, own_layer="pages")
        styles[path.removesuffix(".css")] = keep(f"style-{path.replace('/', '-')}", text.encode("utf-8"))
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
        path.removesuffix(".js"): _lean(read_own(folder / "worker" / path))
        for path, _ in walk_files(folder / "worker")
    }
    return Assets(styles, scripts, images, files, workers)


def shared_style(css: Path, tokens: str | None, *, local: bool) -> str:
    """The part of the style that all pages have.

    Args:
        css: the folder of the styles.
        tokens: what stands in the place of `tokens.css`, where a host has colours of its own.
        local: whether the site has a local layer, whose marks need `local.css`.
    """
    shared = bundle_style(css / "main.css", instead={} if tokens is None else {css / "tokens.css": tokens})
    return shared + bundle_style(css / "local.css", own_layer="components") if local else shared


def read_form(folder: Path, *, local: bool) -> dict[str, bytes]:
    """The files of the form in the browser by their path from `folder`, as they are; licences go along.

    Args:
        folder: `assets/editor/`.
        local: whether the form writes in a folder of this machine, for which it needs one script more.
    """
    left = {"vendor/vendor.toml", *(() if local else ("files.js",))}
    return {path: (folder / path).read_bytes() for path, _ in walk_files(folder) if path not in left}


def bundle_style(file: Path, own_layer: str = "", instead: Mapping[Path, str] | None = None) -> str:
    """One stylesheet, with each file that it imports in its place, inside the layer that the import names.

    Comments and needless space are for who writes styles; a reader's phone does without.

    Args:
        file: the stylesheet; the imports stand on top, and are relative to its folder.
        own_layer: the layer for what stands in the file itself, if any.
        instead: what stands in the place of files that it imports.
    """
    taken = instead or {}

    def inline(found: re.Match[str]) -> str:
        style = file.parent / found.group(1)
        return _in_layer(taken[style] if style in taken else read_own(style), found.group(2))

    text = read_own(file)
    imports = "".join(map(inline, _IMPORT.finditer(text)))
    own = _IMPORT.sub("", text)
    return _lean(imports + _in_layer(own, own_layer) if own_layer else _IMPORT.sub(inline, text))


def _in_layer(style: str, layer: str) -> str:
    return f"@layer {layer} {{{style}}}\n" if style.strip() else ""


def _lean(style: str) -> str:
    """The same style in fewer bytes."""

    def spared(found: re.Match[str]) -> str:
        text, divider, colon = found.groups()
        return text or divider or (":" if colon else " ")

    return _SPARE.sub(spared, _COMMENT.sub("", style.replace("\r\n", "\n"))).replace(";}", "}").strip()


def _script(folder: Path, path: str) -> bytes:
    return (folder / path).read_bytes() if path.startswith("vendor/") else script_text(folder / path).encode("utf-8")


def script_text(file: Path) -> str:
    """A script of ours as it goes out: without comments and indents."""
    return _SPARE_OF_SCRIPT.sub("", read_own(file).replace("\r\n", "\n"))


def picture_path(path: str, digest: str, made: Made | None = None) -> str:
    """Where a picture of the content goes: its own name, with a part that changes with its bytes.

    Args:
        path: the picture, in the content folder.
        digest: that of its bytes, and of how others are made of them.
        made: which of the files that are made of it; None for the picture as it is.
    """
    stem, _, extension = path.rpartition("/")[2].rpartition(".")
    name = f"{stem}-{made.width}.{made.extension}" if made else f"{stem}.{extension.lower()}"
    return fingerprinted(name, digest)


def fingerprinted(name: str, digest: str) -> str:
    """Where a file goes whose name changes with its bytes, so that a browser may keep it for ever.

    Args:
        name: the file, as ``logo.svg``.
        digest: that of what decides its bytes.
    """
    stem, _, extension = name.rpartition(".")
    return f"assets/{stem}.{digest[:DIGITS]}.{extension}"
