"""The pictures of the content to the files that pages show, each made once and remembered by what it was made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from pathlib import Path

from wijkverbinder.assets import picture_path
from wijkverbinder.model import Picture
from wijkverbinder.pictures import RECIPE, Made, Shown, files_of, make
from wijkverbinder.project import Project, pinned
from wijkverbinder.read import digest_of
from wijkverbinder.store import keep_made, recall_made


class Gallery:
    """The pictures of one build."""

    def __init__(self, project: Project, pictures: Iterable[Picture], *, writes: bool) -> None:
        """Says what there will be; makes nothing yet.

        Args:
            project: where pictures lie, and where what was made of them is kept.
            pictures: those that stand in a text.
            writes: whether files are wanted; who only checks needs no more than their names.
        """
        self.project, self.writes = project, writes
        self.shown: dict[str, Shown] = {}
        """What pages show, by the path of a picture in the content folder."""
        self.files: dict[str, Callable[[], bytes]] = {}
        """What gives the bytes of each file, by its path in the output."""
        self._kept: set[str] = set()
        for picture in pictures:
            self._take(picture)

    @cached_property
    def _maker(self) -> str:
        """What decides, beside a picture, the bytes of what is made of it."""
        return f"{RECIPE} {pinned('pillow')}"

    def _take(self, picture: Picture) -> None:
        look = picture.look
        if not look.width:
            path = picture_path(picture.path, picture.digest)
            self.shown[picture.path] = Shown(path)
            self.files[path] = self._file(picture).read_bytes
            return
        digest = digest_of(f"{picture.digest} {self._maker}".encode())
        paths = {made: picture_path(picture.path, digest, made) for made in files_of(look)}
        (first, path), *lighter = paths.items()
        height = max(1, round(look.height * first.width / look.width))
        self.shown[picture.path] = Shown(path, first.width, height, tuple((at, made.width) for made, at in lighter))
        for made, at in paths.items():
            name = f"{digest}-{made.width}.{made.extension}"
            self._kept.add(name)
            self.files[at] = partial(self._bytes, picture, made, name)

    def _bytes(self, picture: Picture, made: Made, name: str) -> bytes:
        """The bytes of one file: those of an earlier build, or made now, which takes a part of a second."""
        if not self.writes:
            return b""
        kept = self.project.photos / name
        data = recall_made(kept, name)
        if data is None:
            data = make(self._file(picture).read_bytes(), picture.path.rpartition(".")[2].lower(), made)
            keep_made(kept, data, name)
        return data

    def _file(self, picture: Picture) -> Path:
        """Where a picture lies: in the content folder, or in the local layer."""
        return self.project.file(picture.file) if picture.file else self.project.content / picture.path

    def tidy(self) -> None:
        """Forgets what was made of pictures that are gone."""
        if self.writes and self.project.photos.is_dir():
            for file in self.project.photos.iterdir():
                if file.name not in self._kept:
                    file.unlink()
