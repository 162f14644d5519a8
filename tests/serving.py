"""The command `serve` in a process of its own, ended by the test that started it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0
"""Seconds after which waiting is a failure: a busy machine is no fault of the code."""


class Serving:
    """A running `serve`, and all that it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.append(line)

    @property
    def said(self) -> str:
        """What it has said until now."""
        return "".join(self.lines)

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Waits until it says something, and gives the match."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := re.search(pattern, self.said):
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"it never said {pattern!r}, but:\n{self.said}")

    @property
    def address(self) -> str:
        """Where the trial site is, with a slash behind it."""
        return self.wait_for(r"(http://127\.0\.0\.1:\d+/) \(").group(1)

    def interrupt(self) -> int:
        """Does what Ctrl-C does, and gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code


@contextmanager
def serving(root: Path, *words: str) -> Iterator[Serving]:
    """Serves a project on a free port for as long as the block runs."""
    arguments = ["serve", "--no-open", "--source", str(root), "--language", "nl"]
    port = [] if "--port" in words else ["--port", "0"]
    command = [sys.executable, "-m", "wijkverbinder", *arguments, *port, *words]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield Serving(process)
        finally:
            if process.poll() is None:
                process.kill()
