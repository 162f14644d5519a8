"""Two states of the content to what lies between them: pages, weight, language, coverage, problems; knows no git.

Both states are built by the same generator, with the same templates, styles and words of the interface. So what
differs between two pages comes from the content, and code of another revision is never run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from typing import Any

from wijkverbinder.model import Route
from wijkverbinder.outputs import OUTPUTS
from wijkverbinder.pipeline import Outcome
from wijkverbinder.problems import Problem
from wijkverbinder.report import Report
from wijkverbinder.report.facts import Note
from wijkverbinder.report.language import Measure
from wijkverbinder.route import UNLISTED

Weights = Mapping[str, tuple[int, int]]
"""Per page the bytes of its HTML and styles, and of everything that it loads, as sent with Brotli."""


@dataclass(frozen=True, slots=True)
class State:
    """The content at one moment: built, and measured."""

    outcome: Outcome
    report: Report
    texts: Mapping[str, str]
    """Digest of every file of the content, and of the local layer, by its path from the project."""
    made_of: Mapping[str, tuple[str, ...]]
    """The files of each text, by its path in the content folder; what stands in the place of another file first."""
    output: Mapping[str, str]
    """Digest of every file of the site; empty where it could not be built."""
    size: int
    """Bytes of the whole site on disk."""

    @property
    def pages(self) -> dict[str, Route]:
        """What a reader can find, by its path; nothing where the site could not be built."""
        plan = self.outcome.plan
        if not self.output or plan is None:
            return {}
        return {
            route.path: route for route in plan.routes if OUTPUTS[route.view].is_html and route.view not in UNLISTED
        }


@dataclass(frozen=True, slots=True)
class Files:
    """Files that are not as they were."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def all(self) -> tuple[tuple[str, ...], ...]:
        """The three lists, in this order."""
        return self.added, self.changed, self.removed


@dataclass(frozen=True, slots=True)
class PageChange:
    """What became of one page; weights in bytes as sent, None where there was or is no page."""

    what: str
    """`added`, `changed`, `moved` or `removed`; `along` when only what it shows of others changed."""
    path: str
    earlier: str
    """The path that it had, where it moved."""
    title: str
    source: str
    """The file that it is made of; empty for a list."""
    first_before: int | None
    first: int | None
    all_before: int | None
    all: int | None


@dataclass(frozen=True, slots=True)
class Sizes:
    """The site as a whole."""

    pages_before: int
    pages: int
    bytes_before: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Reads:
    """How one file reads, and read; None where it is not there."""

    path: str
    before: Measure | None
    after: Measure | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the coverage with another number of activities than before."""

    axes: tuple[str, ...]
    at: tuple[str, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Change:
    """Everything between two states; the names of the fields are the keys of the JSON, and stay."""

    against: str
    commit: str
    ahead: int
    """Commits that led to that one and are not in the content of now: what they added looks removed here."""
    built_before: bool
    """Whether the earlier content can be built by the generator of now; without that no pages are compared."""
    built: bool
    files: Files
    not_compared: tuple[str, ...]
    """Files outside the content that differ: code, templates and styles, of which both states were built with those
    of now, and local layers that neither has."""
    pages: tuple[PageChange, ...]
    sizes: Sizes
    reads: tuple[Reads, ...]
    activities_before: int
    activities: int
    coverage: tuple[Cell, ...]
    limits_before: int
    limits: int
    long_sentences: tuple[Note, ...]
    """That were not there before, as are the next."""
    to_review: tuple[Note, ...]
    unsourced: tuple[Note, ...]
    orphans: tuple[str, ...]
    problems: tuple[Problem, ...]
    solved: int
    """Problems of before that are gone."""

    def page_paths(self, what: str) -> list[str]:
        """The pages of which this became."""
        return [page.path for page in self.pages if page.what == what]

    def as_data(self, told: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """The change as JSON can hold it.

        Args:
            told: the new problems, as data.
        """
        return {**asdict(self), "problems": [*told]}


def compare(
    before: State, after: State, weights: tuple[Weights, Weights], others: Iterable[str], name: tuple[str, str, int]
) -> Change:
    """What a change does to the site.

    Args:
        before: the earlier content.
        after: the content of now.
        weights: of both, the pages of `to_weigh`.
        others: files outside the content that differ.
        name: what the earlier content was called, the commit that it is, and by how many commits that is ahead.
    """
    files = _files(before.texts, after.texts)
    old, new = before.report, after.report
    problems, solved = _problems(before.outcome.report.in_order(), after.outcome.report.in_order())
    return Change(
        *name,
        bool(before.output),
        bool(after.output),
        files,
        tuple(sorted(others)),
        tuple(_pages(before, after, weights, {*files.added, *files.changed})),
        Sizes(len(before.pages), len(after.pages), before.size, after.size),
        tuple(_reads(old, new, {*files.added, *files.changed, *files.removed})),
        old.coverage.activities,
        new.coverage.activities,
        tuple(_cells(old, new)),
        old.broken_limits,
        new.broken_limits,
        tuple(_new(_long(old), _long(new))),
        tuple(_new(old.claims.review, new.claims.review)),
        tuple(_new(old.claims.unsourced, new.claims.unsourced)),
        tuple(path for path in new.gaps.orphans if path not in old.gaps.orphans),
        problems,
        solved,
    )


def to_weigh(before: State, after: State) -> tuple[list[str], list[str]]:
    """The pages of each state whose bytes the other does not have."""
    if not (before.output and after.output):
        return [], []
    return _unlike(before, after), _unlike(after, before)


def _unlike(one: State, other: State) -> list[str]:
    return [path for path in one.pages if other.output.get(path) != one.output[path]]


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> Files:
    return Files(
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(path for path in after.keys() & before.keys() if before[path] != after[path])),
        tuple(sorted(before.keys() - after.keys())),
    )


def _pages(
    before: State, after: State, weights: tuple[Weights, Weights], changed: AbstractSet[str]
) -> Iterator[PageChange]:
    if not (before.output and after.output):
        return
    there, here = before.pages, after.pages
    redirects = after.outcome.plan.redirects if after.outcome.plan else {}
    moved = {redirects[path]: path for path in sorted(there.keys() - here.keys()) if redirects.get(path) in here}
    moved = {path: earlier for path, earlier in moved.items() if path not in there}
    gone = sorted(there.keys() - here.keys() - {*moved.values()})

    def row(what: str, path: str, earlier: str, state: State, route: Route) -> PageChange:
        sizes = (weights[0].get(earlier, (None, None)), weights[1].get(path, (None, None)))
        pairs = [number for pair in zip(*sizes, strict=True) for number in pair]
        return PageChange(
            what, path, earlier if what == "moved" else "", _title(route, state), _source(route, state), *pairs
        )

    for path in sorted(here.keys() - there.keys()):
        earlier = moved.get(path, "")
        yield row("moved" if earlier else "added", path, earlier, after, here[path])
    for path in _unlike(after, before):
        if path in there:
            own = not changed.isdisjoint(_sources(here[path], after))
            yield row("changed" if own else "along", path, path, after, here[path])
    for path in gone:
        yield row("removed", path, path, before, there[path])


def _title(route: Route, state: State) -> str:
    site = state.outcome.site
    if route.subject is None or site is None:
        return ""
    return str(site.get(route.subject, route.language).card.get("title", ""))


def _sources(route: Route, state: State) -> list[str]:
    """The files that a page is made of: those of its text, and for a translation those of the original too."""
    site = state.outcome.site
    if route.subject is None or site is None or route.view != route.subject.kind:
        return []
    entries = (site.get(route.subject, route.language), site.original(route.subject))
    return [*dict.fromkeys(file for entry in entries for file in state.made_of[entry.path])]


def _source(route: Route, state: State) -> str:
    return next(iter(_sources(route, state)), "")


def _reads(before: Report, after: Report, changed: AbstractSet[str]) -> Iterator[Reads]:
    """The files that changed, and each language as a whole."""
    old, new = (
        {page.path: page for page in report.language.pages} | {one.language: one for one in report.language.totals}
        for report in (before, after)
    )
    names = [*sorted(changed & (old.keys() | new.keys())), *(one.language for one in after.language.totals)]
    for name in names:
        was, now = old.get(name), new.get(name)
        if was != now:
            yield Reads(name, was, now)


def _cells(before: Report, after: Report) -> Iterator[Cell]:
    for name in ("phase_by_target_group", "phase_by_type", "phase_by_duration"):
        old, new = getattr(before.coverage, name), getattr(after.coverage, name)
        was = {cell.at: cell.count for cell in old.cells}
        now = {cell.at: cell.count for cell in new.cells}
        for at in dict.fromkeys([*now, *was]):
            if was.get(at, 0) != now.get(at, 0):
                yield Cell(new.axes, at, was.get(at, 0), now.get(at, 0))


def _long(report: Report) -> list[Note]:
    return [Note(one.path, one.line, one.sentence) for one in report.language.long_sentences]


def _new(before: Iterable[Note], after: Iterable[Note]) -> Iterator[Note]:
    """The notes that were not there before; that a line moved makes no new one."""
    left = Counter((note.path, note.text) for note in before)
    for note in after:
        who = (note.path, note.text)
        if left[who]:
            left[who] -= 1
        else:
            yield note


def _problems(before: Iterable[Problem], after: Iterable[Problem]) -> tuple[tuple[Problem, ...], int]:
    """The problems that came, and how many went; that a line moved makes no new one."""
    left = Counter(map(_who, before))
    came = []
    for found in after:
        if left[_who(found)]:
            left[_who(found)] -= 1
        else:
            came.append(found)
    return tuple(came), left.total()


def _who(found: Problem) -> tuple[object, ...]:
    return found.code, found.location.path, found.values, found.todo
