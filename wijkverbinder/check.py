"""Finished pages as a reader meets them: links, places, headings, what a strict policy would refuse.

`inspect_page` looks at one page as it is made; `check_fragments` at what pages rely on in each other. Where
the content came from is not known here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from wijkverbinder.model import Artifact, Location
from wijkverbinder.problems import Problem, problem
from wijkverbinder.urls import resolve

_PLACE = re.compile(r' id="([^"]*)"')
_HREF = re.compile(r' href="([^"]*)"')
_SRC = re.compile(r' src="([^"]*)"')
_SRCSET = re.compile(r' srcset="([^"]*)"')
_HEADING = re.compile(r"<h([1-6])[\s>]")

FAULTS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("<img> without alt", "<img", re.compile(r"<img\b(?![^>]*\salt=)")),
    ("<html> without lang", "<html", re.compile(r'<html\b(?![^>]*\slang="\w)')),
    ("inline <script>", "<script", re.compile(r'<script\b(?![^>]*\s(?:src=|type="application/(?:ld\+)?json"))')),
    ("inline <style>", "<style", re.compile(r"<style\b")),
    ("style=", " style=", re.compile(r' style="')),
    ("on…=", " on", re.compile(r' on[a-z]+="')),
)
"""What no page may hold, by name: a sign without which it can't be there, which is found sooner, and the pattern.

The middle four are what a strict Content-Security-Policy refuses.

Our templates and our Markdown write attributes between double quotes, behind a space, and escape `<`, `>` and `"` in
text; a test compares these patterns with a real HTML parser, on every page. A new check is a row here.
"""


FEW = 10
"""Changed pages up to which each other page is asked whether it links there; with more, all links are looked at."""


class Inspection(NamedTuple):
    """What one page holds that other pages or the checks ask for."""

    ids: tuple[str, ...]
    fragments: tuple[str, ...]
    problems: tuple[Problem, ...]


def inspect_page(path: str, html: str, paths: Container[str], base_path: str = "/") -> Inspection:
    """Looks at one finished page.

    Args:
        path: where it goes in the output.
        html: the page.
        paths: all paths of the output: what a link may lead to.
        base_path: the folder at which 404.html, alone, starts its links.
    """
    # As a browser has them: what is escaped in one way in a link may be so in another in an id.
    ids = [*map(unescape, _PLACE.findall(html))]
    fragments: dict[str, None] = {}
    problems: list[Problem] = []
    sources = _SRC.findall(html) if " src=" in html else ()
    choices = ", ".join(_SRCSET.findall(html)).split(", ") if " srcset=" in html else ()
    for written in dict.fromkeys([*_HREF.findall(html), *sources, *(choice.split(" ")[0] for choice in choices)]):
        href = unescape(written)
        if path == "404.html":
            href = href.removeprefix(base_path)
        target = resolve(path, href)
        if target is None:
            continue
        if target[0] not in paths:
            problems.append(problem("broken-link", Location(path), page=path, value=href))
        elif target[1]:
            fragments[f"{target[0]}#{target[1]}"] = None
    twice = Counter(ids) if len({*ids}) < len(ids) else Counter[str]()
    faults = [f'id="{name}" × {count}' for name, count in twice.items() if count > 1]
    faults += _heading_faults(_HEADING.findall(html))
    faults += [fault for fault, sign, pattern in FAULTS if sign in html and pattern.search(html)]
    problems += [problem("page-fault", Location(path), page=path, value=fault) for fault in faults]
    return Inspection(tuple(ids), tuple(fragments), tuple(problems))


def check_fragments(artifacts: Iterable[Artifact], changed: Collection[str] | None = None) -> Iterator[Problem]:
    """Every link to a place on a page leads to an id that is there.

    Args:
        artifacts: all pages.
        changed: paths of pages that are new, other than before or gone, since this was last looked at and nothing was
            wrong; None where it never was.
    """
    pages = {artifact.path: artifact for artifact in artifacts}
    anew = frozenset(changed or ())
    leading = [f"\n{path}#" for path in anew if path.endswith(".html")]
    everywhere = changed is None or len(leading) > FEW
    sets: dict[str, frozenset[str]] = {}
    for artifact in pages.values():
        if not artifact.fragments:
            continue
        leads = f"\n{artifact.fragments}"
        if not (everywhere or artifact.path in anew or any(start in leads for start in leading)):
            continue
        for target in artifact.fragments.split("\n"):
            path, _, fragment = target.partition("#")
            if path not in sets:
                sets[path] = frozenset(pages[path].ids.split("\n") if path in pages else ())
            if fragment not in sets[path]:
                yield problem("broken-fragment", Location(artifact.path), page=artifact.path, value=target)


def _heading_faults(levels: list[str]) -> Iterator[str]:
    if levels.count("1") != 1:
        yield f"{levels.count('1')} × <h1>"
    # In order, and each once: a long page has thousands of pairs, and few that differ.
    for before, after in dict.fromkeys(pairwise(levels)):
        if int(after) > int(before) + 1:
            yield f"<h{after}> directly after <h{before}>"
