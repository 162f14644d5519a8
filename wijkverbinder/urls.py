"""Paths in the output, and the hrefs by which one page reaches another; knows no entries.

Three words kept apart: a path is a file in the output, a url is its public address, an href is what one
page writes to reach another. Hrefs are relative and end in a file name, so that the same bytes work on any
host, in any sub-folder and from a USB stick.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote


@lru_cache(maxsize=100_000)
def relative(source: str, target: str) -> str:
    """The href from one output path to another, each relative to the root of the site.

    >>> relative("activiteiten/dialoog.html", "fasen/in-rust.html")
    '../fasen/in-rust.html'
    >>> relative("index.html", "index.html")
    'index.html'
    """
    folder = posixpath.dirname(source)
    return quote(posixpath.relpath(target, folder) if folder else target, safe="/.-_~")


def absolute(base_url: str, path: str) -> str:
    """The public address of an output path; ``index.html`` is named by its folder, as hosts serve it.

    >>> absolute("https://wijk.example/kit", "activiteiten/index.html")
    'https://wijk.example/kit/activiteiten/'
    """
    shown = path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path
    return f"{base_url.rstrip('/')}/{quote(shown, safe='/.-_~')}"


def resolve(source: str, href: str) -> tuple[str, str] | None:
    """The output path and fragment that an href on a page leads to; None when it leaves the site.

    >>> resolve("fasen/in-rust.html", "../activiteiten/dialoog.html?fase=in-rust#tips")
    ('activiteiten/dialoog.html', 'tips')
    """
    if "://" in href or href.startswith(("mailto:", "tel:", "data:")):
        return None
    rest, _, fragment = href.partition("#")
    rest = rest.partition("?")[0]
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), rest)) if rest else source
    return path, fragment
