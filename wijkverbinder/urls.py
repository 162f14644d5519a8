"""Paths in the output, and the hrefs by which one page reaches another; knows no entries.

Three words kept apart: a path is a file in the output, a url is its public address, an href is what one
page writes to reach another. Hrefs are relative and end in a file name, so that the same bytes work on any
host, in any sub-folder and from a USB stick.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote, unquote


def relative(source: str, target: str) -> str:
    """The href from one output path to another, each relative to the root of the site.

    >>> relative("activiteiten/dialoog.html", "fasen/in-rust.html")
    '../fasen/in-rust.html'
    >>> relative("index.html", "index.html")
    'index.html'
    """
    return _from_folder(source.rpartition("/")[0], target)


@lru_cache(maxsize=65_536)
def _from_folder(folder: str, target: str) -> str:
    """Pages of one folder reach a path in the same way, so few of these are ever worked out."""
    here, there = folder.split("/") if folder else [], target.split("/")
    shared = len(posixpath.commonprefix([here, there[:-1]]))
    return quote("/".join([*[".."] * (len(here) - shared), *there[shared:]]), safe="/.-_~")


def below(path: str, folder: str) -> str:
    """The path of a page that goes with another: of the same name, in a folder beside it.

    >>> below("activiteiten/dialoog.html", "uitnodiging")
    'activiteiten/uitnodiging/dialoog.html'
    """
    return posixpath.join(posixpath.dirname(path), folder, posixpath.basename(path))


def absolute(base_url: str, path: str) -> str:
    """The public address of an output path; ``index.html`` is named by its folder, as hosts serve it.

    >>> absolute("https://wijk.example/kit", "activiteiten/index.html")
    'https://wijk.example/kit/activiteiten/'
    """
    shown = path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path
    return f"{base_url.rstrip('/')}/{quote(shown, safe='/.-_~')}"


def picture_beside(path: str) -> str:
    """The output path of the picture that a page shows where it is shared.

    >>> picture_beside("activiteiten/dialoog.html")
    'activiteiten/dialoog.png'
    """
    return f"{path.removesuffix('.html')}.png"


def resolve(source: str, href: str) -> tuple[str, str] | None:
    """The output path and fragment that an href on a page leads to; None when it leaves the site.

    >>> resolve("fasen/in-rust.html", "../activiteiten/dialoog.html?fase=in-rust#tips")
    ('activiteiten/dialoog.html', 'tips')
    """
    led = _leads(source.rpartition("/")[0], href)
    return (led[0] or source, led[1]) if led else None


@lru_cache(maxsize=65_536)
def _leads(folder: str, href: str) -> tuple[str, str] | None:
    """Where an href on a page of a folder leads to; the path is empty where that is the page itself."""
    rest, _, fragment = href.partition("#")
    if not rest or rest.startswith("?"):
        return "", unquote(fragment)
    if "://" in rest or rest.startswith(("//", "mailto:", "tel:", "data:")):
        return None
    return posixpath.normpath(posixpath.join(folder, unquote(rest.partition("?")[0]))), unquote(fragment)
