"""The trial site over HTTP on this machine alone, and a line to every open page; knows not how a site is made."""

from __future__ import annotations

import asyncio
import mimetypes
import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler
from tornado.escape import json_decode
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError

from wijkverbinder.config import EDITOR, LOCAL
from wijkverbinder.hosting import editor_headers
from wijkverbinder.serve.page import PLACE, dressed, waiting
from wijkverbinder.serve.trial import Trial, Viewer
from wijkverbinder.serve.writing import FILES, Door, Texts, Writing

HOST = "127.0.0.1"
_NAMES = frozenset((HOST, "localhost"))
_TRIES = 20
"""How many ports are tried after one that is taken."""

_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "connect-src 'self' ws://{host}; base-uri 'none'; frame-ancestors 'none'"
)
"""What a strict host allows, so that what it would refuse is seen here first."""

_OWN = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Shown:
    """What the handlers need to know."""

    output: Path
    base_path: Callable[[], str]
    """The folder of the public address: the page for what was not found starts its links with it."""
    trial: Trial
    words: Mapping[str, str]
    language: str


def open_port(port: int) -> tuple[list[socket.socket], int]:
    """Takes a port, or the next one that is free.

    Args:
        port: the one that is wanted; 0 for any.

    Returns:
        the sockets that listen, on this machine alone, and the port they have.

    Raises:
        OSError: when none of the ports that were tried is free.
    """
    for number in range(port, min(port + _TRIES, 65535) + 1):
        one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name != "nt":  # there it would share a port that is taken
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.setblocking(False)
            one.bind((HOST, number))
            one.listen()
        except (OSError, OverflowError):
            one.close()
            continue
        return [one], int(one.getsockname()[1])
    raise OSError(f"{HOST}:{port}")


def make_application(shown: Shown, writing: Writing | None = None) -> Application:
    """The site, the line to its pages, the files of `serve` itself, and what the form reads and writes, if any."""
    rest, may = {"shown": shown}, {"writing": writing}
    return Application(
        [
            (r"/livereload", Line, rest),
            (f"{PLACE}(client.js|serve.css)", OwnFile),
            *([(f"{PLACE}form", Door, may), (f"{FILES}(.*)", Texts, may)] if writing else []),
            (r"/(.*)", SitePage, rest),
        ],
        log_function=lambda _handler: None,
    )


class OwnFile(RequestHandler):
    """The script and the style that `serve` adds to a page."""

    def get(self, name: str) -> None:
        """Gives one of them."""
        self.set_header("Content-Type", mimetypes.guess_type(name)[0] or "text/plain")
        self.set_header("Cache-Control", "no-cache")
        self.finish((_OWN / name).read_bytes())


class SitePage(RequestHandler):
    """A file of the trial site; a page comes with what makes it live."""

    shown: Shown

    def initialize(self, shown: Shown) -> None:
        """Keeps what is shown."""
        self.shown = shown

    def prepare(self) -> None:
        """Answers nobody who came by another name: a page elsewhere could else read along."""
        if (urlsplit(f"//{self.request.host}").hostname or "") not in _NAMES:
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        """A browser keeps nothing, and allows what a strict host allows."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", _POLICY.format(host=self.request.host))
        self.set_header("X-Content-Type-Options", "nosniff")

    def get(self, written: str) -> None:
        """Gives the file of an address."""
        path = _path_of(f"/{unquote(written)}", self.shown.base_path())
        file = self.shown.output / path
        if not file.resolve().is_relative_to(self.shown.output.resolve()) or not file.is_file():
            self._not_found(path)
            return
        self._send(file.read_bytes(), path)

    head = get

    def _not_found(self, path: str) -> None:
        page = self.shown.output / "404.html"
        if not (self.shown.output / "index.html").is_file():
            self._send(waiting(self.shown.words, self.shown.language).encode(), "index.html", asked=path)
            return
        self.set_status(404)
        self._send(page.read_bytes() if page.is_file() else b"404", "404.html", asked=path)

    def _send(self, data: bytes, path: str, asked: str = "") -> None:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if path.startswith(EDITOR):
            # A form is not made anew while somebody fills it in.
            self.set_header("Content-Security-Policy", editor_headers(LOCAL)["Content-Security-Policy"])
        elif kind == "text/html":
            trial = self.shown.trial
            todo = trial.drafts.get(path)
            page = asked or path
            text = dressed(data.decode(), page, trial.build, self.shown.words, self.shown.language, todo)
            data = text.encode()
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.set_header("Content-Type", kind + charset)
        self.finish(data)


def _path_of(address: str, base_path: str) -> str:
    """The path in the output that an address means."""
    path = address.removeprefix(base_path) if base_path != "/" else address
    path = path.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


class Line(LiveReloadHandler):  # type: ignore[misc]
    """The line to one open page, in the protocol of LiveReload, so that a browser's extension understands it too."""

    viewers: ClassVar[dict[Line, Viewer]] = {}

    def initialize(self, shown: Shown) -> None:
        """Keeps what is shown."""
        self.shown = shown

    def check_origin(self, origin: str) -> bool:
        """Whether a page may have a line: only one that came from here."""
        parts = urlsplit(origin)
        return parts.netloc == self.request.host and (parts.hostname or "") in _NAMES

    def on_message(self, message: str | bytes) -> None:
        """Shakes hands; then who it is, and it hears what it should know at once."""
        super().on_message(message)
        said = json_decode(message)
        if said.get("command") == "info":
            page, build = said.get("page"), said.get("build")
            known = isinstance(page, str) and isinstance(build, int)
            self.viewers[self] = Viewer(page, build) if known else Viewer("", self.shown.trial.build)
            self.tell()

    def on_close(self) -> None:
        """Forgets it."""
        super().on_close()
        self.viewers.pop(self, None)

    def send_message(self, message: Any) -> None:
        """Sends a message; that a page has gone by now is no fault."""
        with suppress(WebSocketClosedError):
            self.write_message(message).add_done_callback(_heard)

    def tell(self) -> None:
        """Tells what this page should know now, and holds that it knows."""
        viewer, trial = self.viewers[self], self.shown.trial
        for message in trial.news(viewer):
            self.send_message(message)
        self.viewers[self] = Viewer(viewer.page, trial.build)


def _heard(sent: asyncio.Future[None]) -> None:
    """Takes note of how a message went, so that nobody else complains of it."""
    if not sent.cancelled():
        sent.exception()


def tell_all() -> None:
    """Tells every open page what it should know."""
    for line in [*Line.viewers]:
        line.tell()
