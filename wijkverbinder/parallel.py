"""Work over many items in two processes where that helps; knows not what the work is."""

from __future__ import annotations

import gc
import marshal
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

Item = TypeVar("Item")

LEAST = 150
"""Items below which one process is faster than two: measured, a fork and its answer cost some 15 ms."""


def in_two(
    work: Callable[[Sequence[Item], str], Any],
    items: Sequence[Item],
    size: int = 0,
    meanwhile: Callable[[], object] | None = None,
) -> list[Any]:
    """Runs `work` over the items, half of them in a second process where the system can fork.

    Args:
        work: takes a share of the items and a name for the share (``"a"`` or ``"b"``); returns what
            `marshal` can hold. It may not depend on the order in which the shares are done.
        items: the items.
        size: how much they hold, where each is more than one piece of work.
        meanwhile: what the first process can do in the time that a second one takes for items that are too few
            to share. It is only done then, so nobody may depend on it.

    Returns:
        what `work` gave per share, nothing where there are no items. An error in either share is raised here.
    """
    if not items:
        return []
    is_shared = max(size, len(items)) >= LEAST
    if not (is_shared or meanwhile) or not _can_fork():
        return [work(items, "a")]
    there = items[1::2] if is_shared else items
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(work, there, read_end, write_end)
    os.close(write_end)
    own = []
    try:
        if is_shared:
            own.append(work(items[0::2], "a"))
        elif meanwhile:
            meanwhile()
    finally:
        with os.fdopen(read_end, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
    if status or not answer:
        # The other share failed: do it here, where its error has a place and a reader.
        return [*own, work(there, "b")]
    return [*own, marshal.loads(answer)]  # noqa: S302 - written by our own second process


def _answer(work: Callable[..., Any], items: Sequence[Any], read_end: int, write_end: int) -> None:
    """The second process: works, writes its answer, and ends without any of the first one's cleaning up."""
    status = 1
    try:
        gc.disable()
        os.close(read_end)
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(marshal.dumps(work(items, "b")))
        status = 0
    except BaseException:  # noqa: BLE001, S110 - the first process does this share again and says what is wrong
        pass
    finally:
        os._exit(status)


@contextmanager
def aside(work: Callable[[], object] | None) -> Iterator[Callable[[], None]]:
    """Does in a second process what will be wanted later, where the system can fork; else nothing is done.

    What the work leaves on disk is all that comes of it, and nobody may depend on it: it may have failed.

    Yields:
        a function that waits until the work is done.
    """
    left = []
    if work and _can_fork():
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                work()
            os._exit(0)
        left.append(child)

    def wait() -> None:
        if left:
            os.waitpid(left.pop(), 0)

    try:
        yield wait
    finally:
        wait()


def _can_fork() -> bool:
    several = (os.cpu_count() or 1) > 1
    return hasattr(os, "fork") and sys.platform != "darwin" and several and threading.active_count() == 1
