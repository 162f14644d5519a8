"""Questions to a Chromium of this machine and its answers: https://chromedevtools.github.io/devtools-protocol/.

It needs no driver: the browser listens on this machine alone, and the websocket client comes with Tornado, which the
trial site brings along.
"""

from __future__ import annotations

import asyncio
import base64
import json
import subprocess
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from wijkverbinder.browsers import calm_options

if TYPE_CHECKING:
    from tornado.websocket import WebSocketClientConnection

PATIENCE = 300.0
"""Seconds that a step of the browser may take: a page may be long, and the machine slow."""


class BrowserFailed(Exception):
    """The browser did not do what it was asked; the sentence says why."""


@asynccontextmanager
async def open_page(browser: str) -> AsyncIterator[Talk]:
    """An empty page in a browser of its own, without window, settings or network of its own.

    Args:
        browser: the program of a Chromium, Chrome or Edge.

    Raises:
        BrowserFailed: it did not start.
    """
    from tornado.websocket import websocket_connect

    with TemporaryDirectory(prefix="wijkverbinder-", ignore_cleanup_errors=True) as home:
        command = [
            *(browser, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={home}", *calm_options()),
            "about:blank",
        ]
        try:
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError as error:
            raise BrowserFailed(str(error)) from error
        try:
            line = await websocket_connect(await _door(Path(home), running), max_message_size=1 << 28)
            try:
                yield await _attached(Talk(line))
            finally:
                line.close()
                await _until_closed(line)
        finally:
            running.terminate()
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


class Talk:
    """The talk with one page."""

    def __init__(self, line: WebSocketClientConnection) -> None:
        self.line, self.session, self.count = line, "", 0
        self.heard: set[str] = set()

    async def ask(self, method: str, **values: Any) -> Mapping[str, Any]:
        """The answer to a question.

        Raises:
            BrowserFailed: it said that this can't be, or said nothing.
        """
        self.count += 1
        asked = {"id": self.count, "method": method, "params": values}
        await self.line.write_message(json.dumps(asked | ({"sessionId": self.session} if self.session else {})))
        while (said := await self._next()).get("id") != self.count:
            self.heard.add(said.get("method", ""))
        if "error" in said:
            raise BrowserFailed(f"{method}: {said['error'].get('message')}")
        answer: Mapping[str, Any] = said["result"]
        return answer

    async def go(self, address: str) -> None:
        """Opens a page and waits until it is loaded."""
        self.heard.clear()
        told = await self.ask("Page.navigate", url=address)
        if told.get("errorText"):
            raise BrowserFailed(f"{address}: {told['errorText']}")
        while "Page.loadEventFired" not in self.heard:
            self.heard.add((await self._next()).get("method", ""))

    async def run(self, script: str) -> Any:
        """The value of an expression on the page, which may be a promise."""
        said = await self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise BrowserFailed(str(said["exceptionDetails"].get("exception", {}).get("description")))
        return said["result"].get("value")

    async def read(self, handle: str) -> bytes:
        """The whole of a stream."""
        parts: list[bytes] = []
        while True:
            part = await self.ask("IO.read", handle=handle)
            data = part["data"]
            parts.append(base64.b64decode(data) if part.get("base64Encoded") else data.encode())
            if part["eof"]:
                break
        await self.ask("IO.close", handle=handle)
        return b"".join(parts)

    async def _next(self) -> dict[str, Any]:
        try:
            message = await asyncio.wait_for(self.line.read_message(), PATIENCE)
        except TimeoutError:
            raise BrowserFailed("the browser does not answer") from None
        if message is None:
            raise BrowserFailed("the browser went away")
        said: dict[str, Any] = json.loads(message)
        return said


async def _door(home: Path, running: subprocess.Popen[bytes]) -> str:
    """Where the browser listens, which it writes into its own folder once it does."""
    file, end = home / "DevToolsActivePort", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if running.poll() is not None:
            raise BrowserFailed(f"the browser ended by itself ({running.returncode})")
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        if len(lines) > 1:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        await asyncio.sleep(0.05)
    raise BrowserFailed("the browser did not start in time")


async def _attached(talk: Talk) -> Talk:
    target = await talk.ask("Target.createTarget", url="about:blank")
    talk.session = (await talk.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True))["sessionId"]
    await talk.ask("Page.enable")
    return talk


async def _until_closed(line: WebSocketClientConnection) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(5):
            while await line.read_message() is not None:
                pass
