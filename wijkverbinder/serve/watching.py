"""Saved files to a call: tells at once, and once, when something of a project's own files changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from wijkverbinder.project import Project

DEBOUNCE, STEP, TURN = 60, 15, 500
"""Milliseconds: how long a burst of saves may gather, how long it must be quiet before it is told, and how long the
look takes before it says that it looks."""


class Watching:
    """Looks at a project's files in threads of its own until it is stopped.

    The settings stand beside much that is not ours, so their folder is looked at on its own, and not below. While
    `changed` runs, what changes is gathered for the next call.
    """

    def __init__(self, project: Project, changed: Callable[[], None], missed: Callable[[], bool]) -> None:
        """Starts nothing yet.

        Args:
            project: the project.
            changed: called after a change; never twice at once.
            missed: whether something changed that nobody was told of; asked when the look has begun.
        """
        self._project, self._changed, self._missed = project, changed, missed
        self._stop, self._alone = threading.Event(), threading.Lock()
        self._threads = [
            threading.Thread(target=self._folders, name="watch-folders", daemon=True),
            threading.Thread(target=self._settings, name="watch-settings", daemon=True),
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

    def _folders(self) -> None:
        project = self._project
        ours = (project.content, project.templates, project.assets, project.overlay)
        folders = [folder for folder in ours if folder and folder.is_dir()]
        self._look(folders, deep=True, ours=lambda _path: True)

    def _settings(self) -> None:
        name = self._project.settings.name
        self._look([self._project.root], deep=False, ours=lambda path: Path(path).name == name)

    def _look(self, folders: list[Path], *, deep: bool, ours: Callable[[str], bool]) -> None:
        from watchfiles import DefaultFilter, watch

        usual = DefaultFilter()
        changes = watch(
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
        begun = False
        for found in changes:
            with self._alone:
                if not self._stop.is_set() and (found or (not begun and self._missed())):
                    self._changed()
            begun = True
