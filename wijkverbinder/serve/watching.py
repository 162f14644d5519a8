"""Saved files to a call: tells at once, and once, when something of a project's own files changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from wijkverbinder.project import Project

DEBOUNCE, STEP, TURN = 60, 15, 500
"""Milliseconds: how long a burst of saves may gather, how long it must be quiet before it is told, and how long the
look takes before it says that it looks."""


class Watching:
    """Looks at a project's files in threads of its own until it is stopped.

    The settings and the like stand beside much that is not ours, so their folder is looked at on its own, and not
    below. While `changed` runs, what changes is gathered for the next call.
    """

    def __init__(
        self, project: Callable[[], Project], changed: Callable[[], None], missed: Callable[[], bool]
    ) -> None:
        """Starts nothing yet.

        Args:
            project: gives the project as it is by then: its settings may name another local layer.
            changed: called after a change; never twice at once.
            missed: whether something changed that nobody was told of; asked when the look has begun.
        """
        self._project, self._changed, self._missed = project, changed, missed
        self._stop, self._alone = threading.Event(), threading.Lock()
        self._threads = [
            threading.Thread(target=self._look_in_folders, name="watch-folders", daemon=True),
            threading.Thread(target=self._look_at_singles, name="watch-singles", daemon=True),
        ]

    def start(self) -> None:
        """Begins to look."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends, after a call that runs has ended."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _look_in_folders(self) -> None:
        self._look(self._folders, deep=True, ours=lambda _path: True)

    def _look_at_singles(self) -> None:
        names = self._project().singles.keys()
        self._look(lambda: [self._project().root], deep=False, ours=lambda path: Path(path).name in names)

    def _folders(self) -> list[Path]:
        return [folder for folder in self._project().folders.values() if folder.is_dir()]

    def _look(self, folders: Callable[[], list[Path]], *, deep: bool, ours: Callable[[str], bool]) -> None:
        """Looks until it is stopped; when there are other folders to look in, it begins anew."""
        while not self._stop.is_set():
            looked_in, begun = folders(), False
            for found in self._changes(looked_in, deep=deep, ours=ours):
                with self._alone:
                    if not self._stop.is_set() and (found or (not begun and self._missed())):
                        self._changed()
                begun = True
                if folders() != looked_in:
                    break

    def _changes(
        self, folders: list[Path], *, deep: bool, ours: Callable[[str], bool]
    ) -> Iterator[Collection[object]]:
        """What changed, each time that something did; nothing, each time that a turn is over."""
        from watchfiles import DefaultFilter, watch

        usual = DefaultFilter()
        return watch(
            *folders,
            watch_filter=lambda change, path: usual(change, path) and ours(path),
            debounce=DEBOUNCE,
            step=STEP,
            rust_timeout=TURN,
            yield_on_timeout=True,
            stop_event=self._stop,
            recursive=deep,
            raise_interrupt=False,
        )
