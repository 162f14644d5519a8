"""What each edition brought: which texts were added, changed and removed; knows no pages.

A build has no git, so the history lies in two files: `editions.toml`, which the pages are made of, and
`editions.txt`, by which the next edition is held against the last one. `python3 build.py edition` writes both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from wijkverbinder.config import read_table
from wijkverbinder.draft_marks import is_marked
from wijkverbinder.made import MadeWrong, Where, problem_of, take
from wijkverbinder.matter import MatterError, parse_matter
from wijkverbinder.model import Ref
from wijkverbinder.problems import Problem
from wijkverbinder.read import Reading, digest_of, read_text

_HEAD = """\
# Wat elke uitgave bracht, de nieuwste eerst. Gemaakt met `python3 build.py edition`; verander dit niet met de hand.
# De pagina over deze uitgave en de feed zijn hiervan gemaakt.
"""
_HEAD_TEXTS = """\
# De teksten van de laatste uitgave: wie, welke bytes, hoe zij heet. Gemaakt met `python3 build.py edition`.
"""


class Brought(NamedTuple):
    """What one edition brought.

    A text is named by its ref, a translation with its language behind a dot: ``activity:dialoog.en``.
    """

    version: str
    date: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    """Name and title."""


class Text(NamedTuple):
    """A text of an edition: its bytes and what it was called."""

    digest: str
    title: str


def read_editions(file: Path) -> tuple[tuple[Brought, ...], list[Problem]]:
    """The editions that were noted, the newest first; none where there is no file."""
    table, _, problems = read_table(file, file.name)
    if table is None:
        return (), problems
    try:
        rows = take(table, "edition", "groups")
        return tuple(_brought(row, Where("edition", before)) for before, row in enumerate(rows)), []
    except MadeWrong as wrong:
        return (), [problem_of(wrong, file)]


def _brought(row: Mapping[str, Any], where: Where) -> Brought:
    return Brought(
        take(row, "version", "text", where),
        str(take(row, "date", "day", where)),
        tuple(take(row, "added", "names", where)),
        tuple(take(row, "changed", "names", where)),
        tuple((name, title) for name, title in take(row, "gone", "pairs", where)),
    )


def read_texts(file: Path) -> dict[str, Text]:
    """The texts of the last edition by their names; none where there is no list.

    Raises:
        OSError: the list is there and can't be read.
    """
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    rows = (line.split(" ", 2) for line in lines if line and line[0] != "#")
    return {row[0]: Text(*row[1:]) for row in rows if len(row) == 3}


def texts_of(reading: Reading, content: Path, original: str) -> dict[str, Text]:
    """The texts that an edition would hold now, by their names, in order; what is a draft is not in it.

    Args:
        reading: all sources, of which none is refused.
        content: the folder that they lie in.
        original: the language whose texts have no language in their name.

    Raises:
        OSError: a text can't be read.
    """
    found = {}
    drafts: set[Ref] = set()
    for source in sorted(reading.sources, key=lambda one: (one.language != original, one.path)):
        text = read_text(content / source.path)
        if is_marked(text) or source.ref in drafts:
            drafts |= {source.ref} if source.language == original else set()
            continue
        name = str(source.ref) if source.language == original else f"{source.ref}.{source.language}"
        try:
            title = str(parse_matter(text).facts.get("title", source.ref.slug))
        except MatterError:
            title = source.ref.slug
        found[name] = Text(digest_of(text.encode()), " ".join(title.split()))
    return dict(sorted(found.items()))


def next_edition(
    editions: Sequence[Brought], before: Mapping[str, Text], now: Mapping[str, Text], version: str, date: str
) -> tuple[Brought, ...]:
    """The editions with this one in front.

    Who makes the same edition again, since something was still mended, has it with all that it brought, not only
    the mending: what was added in it stays added.

    Args:
        editions: those that were noted, the newest first.
        before: the texts of the newest of them.
        now: the texts of this one.
        version: of this one.
        date: the day of this one.
    """
    added = {name for name in now if name not in before}
    changed = {name for name, text in now.items() if name in before and before[name].digest != text.digest}
    gone = {name: text.title for name, text in before.items() if name not in now}
    if editions and editions[0].version == version:
        same, *rest = editions
        back = {name for name, _ in same.gone} & added
        changed |= ({*same.changed} & now.keys()) | back
        added = (added - back) | ({*same.added} & now.keys())
        gone = {name: title for name, title in (*same.gone, *gone.items()) if name not in {*now, *same.added}}
        editions = rest
    brought = Brought(
        version, date, tuple(sorted(added)), tuple(sorted(changed - added)), tuple(sorted(gone.items()))
    )
    return (brought, *editions)


def editions_text(editions: Iterable[Brought]) -> str:
    """The history as it stands in its file."""
    parts = [_HEAD]
    for brought in editions:
        parts.append(f'\n[[edition]]\nversion = "{brought.version}"\ndate = "{brought.date}"\n')
        gone: Iterable[Sequence[str]] = brought.gone
        parts += [_list("added", brought.added), _list("changed", brought.changed), _list("gone", gone)]
    return "".join(parts)


def _list(name: str, values: Iterable[str | Sequence[str]]) -> str:
    rows = "".join(f"  {json.dumps(value, ensure_ascii=False)},\n" for value in values)
    return f"{name} = [\n{rows}]\n" if rows else f"{name} = []\n"


def texts_text(texts: Mapping[str, Text]) -> str:
    """The list of texts as it stands in its file."""
    return _HEAD_TEXTS + "".join(f"{name} {text.digest} {text.title}\n" for name, text in sorted(texts.items()))
