"""The addresses at which pages were once published, held against those of now; knows no templates, no content.

The list lies in git. Who renames or removes a page is told which address would lead nowhere, before a reader is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from wijkverbinder.i18n import LOCALES
from wijkverbinder.link import Site
from wijkverbinder.model import Location, Route
from wijkverbinder.problems import Problem, problem
from wijkverbinder.route import UNLISTED, Plan
from wijkverbinder.text import nearest

_HEAD = """\
# Elk adres waarop ooit een pagina van deze site stond: een per regel, op volgorde.
# Gemaakt met `python3 build.py addresses`; die voegt toe en haalt niets weg. Draai dat bij elke uitgave.
# Een adres waar niets meer staat, is een fout. Wat je dan doet: docs/problemen.md#address-gone.
"""

_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
"""What git writes around and between two versions of a list that it could not merge."""


def read_listed(file: Path) -> dict[str, int]:
    """The addresses of a list, each with its line; none where there is no list.

    Raises:
        OSError: the list is there and can't be read.
    """
    try:
        lines = file.read_bytes().decode("utf-8-sig", "replace").splitlines()
    except FileNotFoundError:
        return {}
    stripped = [line.strip() for line in lines]
    return {line: at for at, line in reversed([*enumerate(stripped, 1)]) if line and line[0] != "#"}


def listed_text(addresses: Iterable[str]) -> str:
    """The list as it stands in a file."""
    return _HEAD + "".join(f"{address}\n" for address in sorted({*addresses}))


def page_addresses(plan: Plan) -> list[str]:
    """The path of every page that readers may keep the address of, in order: also on a printed card, by its code."""
    return sorted(route.path for route in plan.routes if _is_page(route) and route.view not in UNLISTED - {"short"})


def _is_page(route: Route) -> bool:
    return route.path.endswith(".html") and route.path != "404.html"


def gone(listed: dict[str, int], name: str, site: Site, plan: Plan) -> Iterator[Problem]:
    """A problem for each address of the list at which there would be nothing, and for what git could not merge.

    Args:
        listed: the addresses that once held a page, each with its line.
        name: the path of the list, as messages name it.
        site: whom the pages of now are about.
        plan: the pages of now.
    """
    there = {route.path for route in plan.routes}
    marks = {address: line for address, line in listed.items() if address[:7] in _MARKS}
    begins = [line for mark, line in marks.items() if mark[0] == "<"]
    for line in sorted(begins or [*marks.values()][:1]):
        yield problem("conflict-marker", Location(name, line, 1))
    for address, line in sorted(listed.items()):
        if address in marks:
            continue
        if address not in there and not _in_other_language(address, site.languages):
            yield problem("address-gone", Location(name, line, 1), value=address, near=_near(address, site, plan))


def _in_other_language(address: str, languages: Sequence[str]) -> bool:
    """Whether it belongs to a language that this site, by its settings, does not have."""
    top = address.partition("/")[0]
    return top in LOCALES and top not in languages


def _near(address: str, site: Site, plan: Plan) -> str:
    """The file, or else the page, that most likely took the place of an address: by name, first in its own folder."""
    pages = {route.path: route for route in plan.routes if _is_page(route) and route.view not in UNLISTED}
    folder, name = posixpath.split(address)
    inside = [posixpath.basename(path) for path in pages if posixpath.dirname(path) == folder]
    likely = nearest(name, inside)
    found = posixpath.join(folder, likely) if likely else nearest(address, pages)
    if not found:
        index = posixpath.join(folder, "index.html")
        found = index if index in pages else "index.html"
    route = pages[found]
    return f"content/{site.get(route.subject, route.language).path}" if route.subject else found
