"""The trial site as its visitors see it: which pages changed in which build, what is wrong, which pages are drafts.

Knows no sockets and no files: an Outcome goes in, and what each open page must be told comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wijkverbinder.formats import Telling, as_data
from wijkverbinder.pipeline import Outcome
from wijkverbinder.problems import Problem

Message = dict[str, Any]
"""What an open page is told: a command of the LiveReload protocol, or one of ours."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """An open page: its path in the output, and the build that it was made in."""

    page: str = ""
    """Empty for who speaks the protocol but is no page of ours, such as an extension of a browser."""
    build: int = 0


@dataclass(slots=True)
class Trial:
    """What visitors of a trial site see."""

    build: int = 0
    """The number of the last build that was published."""
    failed: bool = False
    problems: tuple[Message, ...] = ()
    """What keeps the site from changing now, in words."""
    drafts: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    """Per page of a draft what is still to be done there."""
    changed: dict[str, int] = field(default_factory=dict)
    """Per path the build in which it last changed."""

    def take(self, outcome: Outcome, telling: Telling) -> None:
        """Takes in what a build came to."""
        problems = outcome.report.in_order()
        self.failed = outcome.failed
        self.problems = _in_words((found for found in problems if found.is_error), telling)
        if outcome.failed:
            return
        todo = [found for found in problems if found.todo]
        drafts = {
            page: _in_words((found for found in todo if found.location.path == source), telling)
            for page, source in outcome.drafts.items()
        }
        paths = {*outcome.written, *outcome.removed}
        # What is still to be done stands on the page, and changes when the page itself does not.
        paths |= {page for page in {*drafts, *self.drafts} if drafts.get(page) != self.drafts.get(page)}
        self.drafts = drafts
        if paths:
            self.build += 1
            self.changed |= dict.fromkeys(paths, self.build)

    def is_stale(self, viewer: Viewer) -> bool:
        """Whether an open page is not as it would be made now, or a script on it is not."""
        if not viewer.page:
            return self.build > viewer.build
        scripts = (number for path, number in self.changed.items() if _is_script(path))
        return max([self.changed.get(viewer.page, 0), *scripts]) > viewer.build

    def news(self, viewer: Viewer) -> list[Message]:
        """What an open page must be told after a build, or when it has just opened."""
        said: list[Message] = [{"command": "problems", "problems": list(self.problems)}]
        if self.is_stale(viewer):
            return [*said, reload(viewer.page or "*")]
        # A style takes the place of its former self, and the page stays.
        newer = (path for path, number in self.changed.items() if number > viewer.build)
        return [*said, *(reload(path) for path in sorted(newer) if path.endswith(".css"))]


def _is_script(path: str) -> bool:
    return path.startswith("assets/") and path.endswith(".js")


def reload(path: str) -> Message:
    """The command of the LiveReload protocol for one path."""
    return {"command": "reload", "path": path, "liveCSS": True}


def _in_words(problems: Iterable[Problem], telling: Telling) -> tuple[Message, ...]:
    return tuple({**as_data(told), "place": told.place, "kind": told.kind} for told in map(telling.tell, problems))


def counted(words: Mapping[str, str], name: str, items: Sequence[Any]) -> str:
    """A sentence with a number in it, in its form for one or for more."""
    return words[f"{name}-one" if len(items) == 1 else name].format(count=len(items))
