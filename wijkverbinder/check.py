"""Finished pages as a reader meets them: links, places, headings, what a strict policy would refuse.

`inspect_page` looks at one page as it is made; `check_fragments` at what pages rely on in each other. Where
the content came from is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from wijkverbinder.model import Artifact, Location
from wijkverbinder.problems import Problem, problem
from wijkverbinder.urls import resolve

_TAG = re.compile(r"<([a-z][a-z0-9-]*)((?:\s+[^\s=>]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"\s([^\s=>]+)(?:=\"([^\"]*)\")?")
_HEADING = re.compile(r"h[1-6]")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one page holds that other pages or the checks ask for."""

    ids: tuple[str, ...]
    fragments: tuple[str, ...]
    problems: tuple[Problem, ...]


Rule = Callable[[str, dict[str, str]], Iterator[str]]
"""Looks at one element (name, attributes) and yields what is wrong with it."""


def _picture_has_alt(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if tag == "img" and "alt" not in attributes:
        yield "<img> without alt"


def _nothing_inline(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    """A strict Content-Security-Policy refuses these; so do we, before a host meets it."""
    if tag == "script" and "src" not in attributes and attributes.get("type") != "application/json":
        yield "inline <script>"
    if tag == "style" or "style" in attributes:
        yield "inline style"
    yield from (f"{name}=" for name in attributes if name.startswith("on"))


def _page_says_language(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if tag == "html" and not attributes.get("lang"):
        yield "<html> without lang"


RULES: tuple[Rule, ...] = (_picture_has_alt, _nothing_inline, _page_says_language)
"""What every element is held to; a new check is a row here."""


def inspect_page(path: str, html: str, paths: Container[str], base_path: str = "/") -> Inspection:
    """Looks at one finished page.

    Args:
        path: where it goes in the output.
        html: the page. Our templates and our Markdown write attributes between double quotes only.
        paths: all paths of the output: what a link may lead to.
        base_path: the folder at which 404.html, alone, starts its links.
    """
    ids: dict[str, None] = {}
    fragments: dict[str, None] = {}
    faults: list[str] = []
    levels: list[int] = []
    problems: list[Problem] = []
    for found in _TAG.finditer(html):
        tag, attributes = found.group(1), dict(_ATTRIBUTE.findall(found.group(2)))
        if identity := attributes.get("id"):
            if identity in ids:
                faults.append(f'id="{identity}" twice')
            ids[identity] = None
        if _HEADING.fullmatch(tag):
            levels.append(int(tag[1]))
        for name in ("href", "src"):
            if name in attributes and tag != "base":
                problems += _link_problems(path, attributes[name].replace("&amp;", "&"), paths, base_path, fragments)
        for rule in RULES:
            faults += rule(tag, attributes)
    faults += _heading_faults(levels)
    problems += [problem("page-fault", Location(path), page=path, value=fault) for fault in faults]
    return Inspection(tuple(ids), tuple(fragments), tuple(problems))


def check_fragments(artifacts: Iterable[Artifact]) -> Iterator[Problem]:
    """Every link to a place on a page leads to an id that is there."""
    artifacts = list(artifacts)
    ids = {artifact.path: frozenset(artifact.ids) for artifact in artifacts if artifact.ids or artifact.fragments}
    for artifact in artifacts:
        for target in artifact.fragments:
            path, _, fragment = target.partition("#")
            if fragment not in ids.get(path, ()):
                yield problem("broken-fragment", Location(artifact.path), page=artifact.path, value=target)


def _link_problems(
    path: str, href: str, paths: Container[str], base_path: str, fragments: dict[str, None]
) -> Iterator[Problem]:
    if path == "404.html" and href.startswith(base_path):
        href = href.removeprefix(base_path)
    target = resolve(path, href)
    if target is None:
        return
    if target[0] not in paths:
        yield problem("broken-link", Location(path), page=path, value=href)
    elif target[1]:
        fragments[f"{target[0]}#{target[1]}"] = None


def _heading_faults(levels: list[int]) -> Iterator[str]:
    if levels.count(1) != 1:
        yield f"{levels.count(1)} × <h1>"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"<h{after}> directly after <h{before}>"
