"""Turns a built site into the bytes that each page costs its reader; knows pages only as files.

A server's first answer holds at most 14,600 bytes (RFC 6928, section 2), headers too: HTML and styles of 14 kB
can arrive in one round trip. The limit for all that a page loads is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FIRST = 14_336
"""Bytes of HTML and styles that a page may take, 14 kB: what must be there before it can be read. The style for paper
is not: a browser asks for it last, and shows the page without it. A test holds our own pages to 14,000 bytes, so that
there is room for what a host adds to each: its address, its name, where to report a mistake."""
ROOM = {"ar": 1.1}
"""How much more that may be in a language whose letters take two bytes each, by its folder; ours."""
ALL = 60_000
"""Bytes of everything that a page loads by itself, scripts and pictures too."""
BOOKS = frozenset({"handbook"})
"""Views of pages that are books to print, and say so: they are weighed, but held to no budget."""
SOURCES = {
    "html": None,
    "css": re.compile(r'<link rel="stylesheet" href="([^"]+)">'),
    "print": re.compile(r'<link rel="stylesheet" href="([^"]+)" media="print"'),
    "js": re.compile(r'<script src="([^"]+)"'),
    "images": re.compile(r'<(?:link rel="icon" href|img(?![^>]*loading="lazy")[^>]* src)="([^"]+)"'),
}
"""Per column of the table where a page names the files; the page itself is the first column."""
_VIEW = re.compile(r'<body class="view-([a-z-]+)')


@dataclass(frozen=True, slots=True)
class Weight:
    """What one page weighs, in bytes as sent with Brotli."""

    path: str
    view: str
    parts: Mapping[str, int]

    @property
    def first(self) -> int:
        """HTML and styles."""
        return self.parts["html"] + self.parts["css"]

    @property
    def all(self) -> int:
        """Everything."""
        return sum(self.parts.values())

    @property
    def too_heavy(self) -> bool:
        """Whether it breaks a budget."""
        return self.view not in BOOKS and breaks_budget(self.path, self.first, self.all)


def breaks_budget(path: str, first: int, total: int) -> bool:
    """Whether a page is heavier than it may be.

    Args:
        path: of the page, which tells its language.
        first: bytes of its HTML and styles.
        total: bytes of all that it loads.
    """
    return first > FIRST * room(path) or total > ALL


def room(path: str) -> float:
    """How much more a page may take of the first round trip than one in Latin letters."""
    return ROOM.get(path.partition("/")[0], 1)


def weigh_site(folder: Path, paths: Iterable[str] | None = None) -> list[Weight]:
    """The pages of a built site, the heaviest first.

    Files are compressed as a host does that has them ready: Brotli, quality 11.

    Args:
        folder: the site.
        paths: the pages that are asked for; None means every page.

    Raises:
        FileNotFoundError: a page names a file that is not there.
    """
    import brotli

    @cache
    def sent(file: Path) -> int:
        return len(brotli.compress(file.read_bytes(), quality=11))

    def weigh(file: Path) -> Weight:
        text, path = file.read_text("utf-8"), file.relative_to(folder).as_posix()
        view = _VIEW.search(text)
        parts = {"html": sent(file)}
        for name, pattern in SOURCES.items():
            if pattern:
                parts[name] = sum(sent(found) for found in {_file(folder, file, s) for s in pattern.findall(text)})
        return Weight(path, view.group(1) if view else "", parts)

    files = sorted(folder.rglob("*.html")) if paths is None else [folder / path for path in sorted(paths)]
    pages = [weigh(file) for file in files]
    return sorted(pages, key=lambda page: (-page.first, page.path))


def _file(folder: Path, page: Path, source: str) -> Path:
    """The file that a page names.

    The page for what was not found is shown at any depth, and alone names files from the root of the host; the
    site may lie in a folder there.
    """
    if not source.startswith("/"):
        return (page.parent / source).resolve()
    parts = source.strip("/").split("/")
    places = [folder.joinpath(*parts[start:]) for start in range(len(parts))]
    return next((place for place in places if place.is_file()), places[0])


def table(weights: Iterable[Weight], head: Sequence[str]) -> str:
    """The heaviest page of each kind, and every page that breaks a budget, as lines of text.

    Args:
        weights: the heaviest first.
        head: the words above the columns: HTML and styles, everything, page.
    """
    shown, views = [], set()
    for weight in weights:
        if weight.view not in views or weight.too_heavy:
            views.add(weight.view)
            shown.append(weight)
    lines = ["".join(f"{word:>9}" for word in (*SOURCES, *head[:2])) + f"  {head[2]}"]
    for weight in shown:
        numbers = (*(weight.parts[name] for name in SOURCES), weight.first, weight.all)
        lines.append(
            "".join(f"{number:>9}" for number in numbers) + f"  {'! ' if weight.too_heavy else ''}{weight.path}"
        )
    return "\n".join(lines)
