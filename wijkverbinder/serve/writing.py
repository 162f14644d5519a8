"""The texts of the project for the form on this machine: read all, write or remove one; for who has the key."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from tornado.web import HTTPError, RequestHandler

from wijkverbinder.kinds import FOLDERS
from wijkverbinder.read import OUTSIDE, TEXT_LIMIT, digest_of, walk_files
from wijkverbinder.serve.page import PLACE
from wijkverbinder.store import keep_whole
from wijkverbinder.text import LONGEST_NAME, SLUG, reserved_name

FILES = f"{PLACE}files"
"""Where the form finds the texts."""

_COOKIE = "wijkverbinder-form"
_HEADER = "text/markdown"


@dataclass(frozen=True, slots=True)
class Writing:
    """Whose texts may be written, and by whom.

    Another user of this machine reaches the port too. So only a browser that came with the key, which stands in the
    window of the command alone, may read or write here.
    """

    content: Path
    form: str
    """The address of the form on the trial site."""
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def door(self) -> str:
        """The address, from the top of the site, that lets a browser in."""
        return f"{PLACE}form?key={self.key}"

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """Every text that a form may show, by its path from the root of the project."""
        for folder in FOLDERS:
            for path, stamp in walk_files(self.content / folder, home=self.content):
                if path.endswith(".md") and stamp != OUTSIDE:
                    yield f"{self.content.name}/{folder}/{path}", (self.content / folder / path).read_bytes()

    def file_of(self, written: str) -> Path | None:
        """The file that a path means, if it is one that the form may write: a text in a folder of a kind."""
        parts = written.split("/")
        if len(parts) != 3 or parts[0] != self.content.name or parts[1] not in FOLDERS:
            return None
        stem, dot, ending = parts[2].rpartition(".")
        if not dot or ending != "md" or not SLUG.fullmatch(stem) or reserved_name(stem) or len(stem) > LONGEST_NAME:
            return None
        file = self.content / parts[1] / parts[2]
        inside = file.resolve().is_relative_to(self.content.resolve())
        return file if inside and not file.is_symlink() else None


class _Guarded(RequestHandler):
    """What is only for the form of this run."""

    writing: Writing

    def initialize(self, writing: Writing) -> None:
        """Keeps what may be written."""
        self.writing = writing

    def set_default_headers(self) -> None:
        """A browser keeps nothing of it, and no page runs in it."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        self.set_header("X-Content-Type-Options", "nosniff")

    def _only_from_here(self) -> None:
        host = self.request.host
        origin = self.request.headers.get("Origin")
        if (self.request.host_name not in {"127.0.0.1", "localhost"}) or origin not in {None, f"http://{host}"}:
            raise HTTPError(403)
        if self.request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            raise HTTPError(403)

    def _has(self, key: str) -> bool:
        return secrets.compare_digest(key.encode(), self.writing.key.encode())


class Door(_Guarded):
    """Lets a browser in that has the key."""

    def get(self) -> None:
        """Gives the cookie, and goes on to the form."""
        self._only_from_here()
        if not self._has(self.get_query_argument("key", "")):
            raise HTTPError(403)
        self.set_cookie(_COOKIE, self.writing.key, path=PLACE, httponly=True, samesite="Strict")
        self.redirect(self.writing.form)


class Texts(_Guarded):
    """All texts, or one."""

    def prepare(self) -> None:
        """Answers only the form of this run."""
        self._only_from_here()
        if not self._has(self.get_cookie(_COOKIE, "")):
            raise HTTPError(403)

    def get(self, written: str) -> None:
        """Gives every text, each with a mark of its bytes."""
        if written:
            raise HTTPError(404)
        rows = [
            {"path": path, "text": data.decode("utf-8", "replace"), "mark": _mark(data)}
            for path, data in self.writing.texts()
        ]
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(rows, ensure_ascii=False))

    def put(self, written: str) -> None:
        """Writes a text, whole or not at all, unless it changed since the form read it."""
        file = self._file(written)
        if self.request.headers.get("Content-Type", "").partition(";")[0] != _HEADER:
            raise HTTPError(415)
        if len(self.request.body) > TEXT_LIMIT:
            raise HTTPError(413)
        keep_whole(file, self.request.body)
        self.set_header("ETag", _mark(self.request.body))
        self.set_status(204)

    def delete(self, written: str) -> None:
        """Removes a text, unless it changed since the form read it."""
        self._file(written).unlink(missing_ok=True)
        self.set_status(204)

    def _file(self, written: str) -> Path:
        file = self.writing.file_of(unquote(written).removeprefix("/"))
        if file is None:
            raise HTTPError(403)
        there = _mark(file.read_bytes()) if file.is_file() else None
        if there != self.request.headers.get("If-Match"):
            raise HTTPError(412)
        return file


def _mark(data: bytes) -> str:
    return f'"{digest_of(data)[:16]}"'
