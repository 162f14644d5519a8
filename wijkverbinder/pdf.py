"""The handbook of a built site to a tagged PDF, printed by the Chromium of this machine.

Chromium prints twice: where each place of the book falls is only known when it has been printed; then the contents
get their page numbers. The same site and browser give the same bytes on every day.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from wijkverbinder import EDITION, __version__
from wijkverbinder.browsers import calm_options
from wijkverbinder.i18n import read_messages
from wijkverbinder.overlay import read_overlay
from wijkverbinder.project import Project
from wijkverbinder.route import fixed_places

if TYPE_CHECKING:
    from tornado.websocket import WebSocketClientConnection

PATIENCE = 300.0
"""Seconds that a step of the browser may take: the book may be long, and the machine slow."""

TRIES = 4
"""Printings after which the numbers must be right: filling them in moves nothing, since room was left for them."""

PRINTING = {
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
    "preferCSSPageSize": True,
    "printBackground": True,
    "transferMode": "ReturnAsStream",
}
"""https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-printToPDF"""

FILL_IN = """(pages) => document.querySelectorAll("[data-leaf]").forEach((leaf) => {
  leaf.textContent = pages[leaf.dataset.leaf] || "";
})"""

_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")
_NODE = re.compile(rb"\(node\d{8}\)")
_DESTS = re.compile(rb"/Dests (\d+) 0 R")
_DEST = re.compile(rb"/([^\s/\[\]<>()]+) \[(\d+) 0 R /XYZ")
_TREE = re.compile(rb"\n(\d+) 0 obj\n<</Type /Pages\n/Count \d+\n/Kids \[([\d R]+)\](\n/Parent)?")


class CannotPrint(Exception):
    """The browser did not give a PDF; the sentence says why."""


def make_pdfs(project: Project, folder: Path, browser: str) -> list[Path]:
    """Prints the handbook, in every language of the site.

    Args:
        project: a project whose site is built.
        folder: where the PDFs go.
        browser: the program of a Chromium, Chrome or Edge.

    Returns:
        the files that were written.

    Raises:
        CannotPrint: the browser did not start, or did not print.
        OSError: something can't be read or written.
    """
    made = []
    for language, page in book_pages(project).items():
        data = print_book(browser, page.as_uri())
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"wijkverbinder-{__version__}-{page.stem}-{language}.pdf"
        aside = path.with_suffix(".new")
        aside.write_bytes(data)
        aside.replace(path)
        made.append(path)
    return made


def book_pages(project: Project) -> dict[str, Path]:
    """The page of the handbook in each language of the site, the original one first."""
    languages = read_overlay(project.settings, project.overlay, project.layer)[0].languages
    messages = read_messages(project.content / "messages", languages)[0]
    return {
        language: project.output / fixed_places(language, languages[0], words.group("address"))["handbook"]
        for language, words in messages.items()
    }


def print_book(browser: str, address: str) -> bytes:
    """A page as a PDF, with the number of its page behind each line of its contents.

    Args:
        browser: the program.
        address: of the page; in it an element with `data-leaf` waits for the number of the page on which the place
            with that id stands.

    Raises:
        CannotPrint: the browser did not start, or did not print.
    """
    with TemporaryDirectory(prefix="wijkverbinder-", ignore_cleanup_errors=True) as home:
        command = [
            *(browser, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={home}", *calm_options()),
            "about:blank",
        ]
        try:
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError as error:
            raise CannotPrint(str(error)) from error
        try:
            return asyncio.run(_print(_door(Path(home), running), address))
        finally:
            running.terminate()
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def steady(pdf: bytes) -> bytes:
    """A PDF without what differs from one printing to the next, byte for byte as long.

    It says that it was made on the day of the edition. And the names by which its tables know their headings are the
    numbers of nodes in the browser: these are counted anew, in their own order, by which they are found.
    """
    day = EDITION.replace("-", "").encode()
    pdf = _DATE.sub(rb"/\1 (D:" + day + rb"000000+00'00')", pdf)
    names = {name: b"(node%08d)" % number for number, name in enumerate(sorted({*_NODE.findall(pdf)}), 1)}
    return _NODE.sub(lambda found: names[found[0]], pdf)


def pages_of_places(pdf: bytes) -> dict[str, int]:
    """On which page each named place of a PDF stands, counted from one.

    It reads no PDF but those that Chromium writes, whose objects lie open; see PDF 1.7, 7.7.3 and 12.3.2.3.

    Raises:
        CannotPrint: this is not how Chromium wrote until now.
    """
    trees = {number: kids.split(b" 0 R") for number, kids, _ in _TREE.findall(pdf)}
    top = [number for number, _, parent in _TREE.findall(pdf) if not parent]
    dests = _DESTS.search(pdf)
    if len(top) != 1 or not dests:
        raise CannotPrint("the pages of the PDF can't be counted")

    def leaves(number: bytes) -> list[bytes]:
        kids = (kid.strip() for kid in trees[number] if kid.strip())
        return [leaf for kid in kids for leaf in (leaves(kid) if kid in trees else [kid])]

    numbers = {leaf: number for number, leaf in enumerate(leaves(top[0]), 1)}
    start = pdf.index(b"\n%s 0 obj\n" % dests.group(1))
    table = pdf[start : pdf.index(b"endobj", start)]
    return {name.decode("ascii"): numbers[page] for name, page in _DEST.findall(table)}


def _door(home: Path, running: subprocess.Popen[bytes]) -> str:
    """Where the browser listens, which it writes into its own folder once it does."""
    file, end = home / "DevToolsActivePort", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if running.poll() is not None:
            raise CannotPrint(f"the browser ended by itself ({running.returncode})")
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        if len(lines) > 1:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.05)
    raise CannotPrint("the browser did not start in time")


async def _print(door: str, address: str) -> bytes:
    from tornado.websocket import websocket_connect

    line = await websocket_connect(door, max_message_size=1 << 28)
    try:
        talk = _Talk(line)
        target = await talk.ask("Target.createTarget", {"url": "about:blank"})
        opened = {"targetId": target["targetId"], "flatten": True}
        talk.session = (await talk.ask("Target.attachToTarget", opened))["sessionId"]
        await talk.ask("Page.enable", {})
        told = await talk.ask("Page.navigate", {"url": address})
        if told.get("errorText"):
            raise CannotPrint(f"{address}: {told['errorText']}")
        await talk.hear("Page.loadEventFired")
        filled: Mapping[str, int] = {}
        for _ in range(TRIES):
            pdf = await talk.print()
            pages = pages_of_places(pdf)
            if pages == filled:
                return steady(pdf)
            filled = pages
            await talk.ask("Runtime.evaluate", {"expression": f"({FILL_IN})({json.dumps(pages)})"})
        raise CannotPrint("the numbers of the pages do not come to rest")
    finally:
        line.close()
        await _until_closed(line)


async def _until_closed(line: WebSocketClientConnection) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(5):
            while await line.read_message() is not None:
                pass


class _Talk:
    """Questions to a Chromium and its answers: the DevTools protocol."""

    def __init__(self, line: WebSocketClientConnection) -> None:
        self.line, self.session, self.count = line, "", 0
        self.heard: set[str] = set()

    async def ask(self, method: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answer to a question."""
        self.count += 1
        asked = {"id": self.count, "method": method, "params": values}
        await self.line.write_message(json.dumps(asked | ({"sessionId": self.session} if self.session else {})))
        while (said := await self._next()).get("id") != self.count:
            self.heard.add(said.get("method", ""))
        if "error" in said:
            raise CannotPrint(f"{method}: {said['error'].get('message')}")
        answer: Mapping[str, Any] = said["result"]
        return answer

    async def hear(self, event: str) -> None:
        """Waits until something has happened."""
        while event not in self.heard:
            self.heard.add((await self._next()).get("method", ""))

    async def print(self) -> bytes:
        """The page as a PDF."""
        handle = (await self.ask("Page.printToPDF", PRINTING))["stream"]
        parts: list[bytes] = []
        while True:
            part = await self.ask("IO.read", {"handle": handle})
            data = part["data"]
            parts.append(base64.b64decode(data) if part.get("base64Encoded") else data.encode())
            if part["eof"]:
                break
        await self.ask("IO.close", {"handle": handle})
        return b"".join(parts)

    async def _next(self) -> dict[str, Any]:
        try:
            message = await asyncio.wait_for(self.line.read_message(), PATIENCE)
        except TimeoutError:
            raise CannotPrint("the browser does not answer") from None
        if message is None:
            raise CannotPrint("the browser went away")
        said: dict[str, Any] = json.loads(message)
        return said
