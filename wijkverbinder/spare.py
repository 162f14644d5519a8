"""The tree that was published before the present one: with a few files renewed it becomes the next.

To make a new tree each file needs a second name, and later loses its first: with a few thousand files that is
most of the work of publishing one changed sentence. The tree that went out last time has all those names already.
It is only trusted with a list beside it of where it differs, which is away while anything in it changes.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from wijkverbinder.store import keep_whole


class Spare:
    """The former tree of one output, kept in a folder on the same disk; safe to delete."""

    def __init__(self, folder: Path) -> None:
        """Looks at nothing yet.

        Args:
            folder: where the tree lies; the list lies beside it.
        """
        self.folder = folder
        self._list = folder.with_name(f"{folder.name}.json")

    def take(self, output: Path) -> frozenset[str] | None:
        """The paths in which the tree differs from an output; from now on it is not trusted, until it is kept again.

        Returns:
            None when there is no tree, or none of that output.
        """
        try:
            said = json.loads(self._list.read_text("utf-8"))
            self.distrust()
            known = said["output"] == str(output) and self.folder.is_dir()
            return frozenset(said["differs"]) if known else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def distrust(self) -> None:
        """The output is about to be another than the tree is known to differ from."""
        self._list.unlink(missing_ok=True)

    def put(self, path: str, source: Path) -> None:
        """Makes a path of the tree the same file as one elsewhere on this disk.

        Raises:
            OSError: the disk has no second names for files, or has no room.
        """
        target = f"{self.folder}/{path}"
        with contextlib.suppress(FileNotFoundError):
            os.unlink(target)  # noqa: PTH108 - paths are text here, as everywhere in publishing
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        os.link(source, target, follow_symlinks=False)

    def keep(self, tree: Path, output: Path, differs: Iterable[str]) -> None:
        """Keeps a tree that was published until now.

        Args:
            tree: where it lies, which may be its place already.
            output: where the present one is published.
            differs: the paths in which the two differ; each is a file in both or in the present one alone.
        """
        if tree != self.folder:
            self.drop()
            try:
                tree.rename(self.folder)
            except OSError:  # another disk
                shutil.rmtree(tree, ignore_errors=True)
                return
        said = json.dumps({"output": str(output), "differs": sorted(differs)}, ensure_ascii=False)
        keep_whole(self._list, said.encode())

    def drop(self) -> None:
        """Throws the tree away."""
        self.distrust()
        shutil.rmtree(self.folder, ignore_errors=True)
