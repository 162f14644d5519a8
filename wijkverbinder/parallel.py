"""Work over many items in two processes where that helps; knows not what the work is."""

from __future__ import annotations

import gc
import marshal
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")

LEAST = 150
"""Items below which one process is faster than two: measured, a fork and its answer cost some 15 ms."""

BUNCHES = 200
"""Pieces that work is cut into at most, so that who is ready first takes more; the number of each fits in a byte."""


def in_two(
    work: Callable[[Iterable[Item], str], Any],
    items: Sequence[Item],
    size: int = 0,
    meanwhile: Callable[[], object] | None = None,
) -> list[Any]:
    """Runs `work` over the items, shared with a second process where the system can fork.

    A core is often slower than the other for a while, so neither process has its share beforehand: each takes the
    next few items when it is done with the last.

    Args:
        work: takes a share of the items and a name for the share (``"a"`` or ``"b"``); returns what
            `marshal` can hold. It may not depend on which items it gets, nor on their order.
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
    queue = _Queue(items)
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(work, queue, read_end, write_end)
    os.close(write_end)
    own = []
    try:
        if is_shared:
            own.append(work(queue, "a"))
        elif meanwhile:
            meanwhile()
    finally:
        with os.fdopen(read_end, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
        queue.close()
    if status or not answer:
        # The other share failed: do it here, where its error has a place and a reader.
        return [*own, work(queue.left(), "b")]
    return [*own, marshal.loads(answer)]  # noqa: S302 - written by our own second process


class _Queue(Generic[Item]):
    """Items that two processes take from: the numbers of bunches wait in a pipe, which gives each to one of them."""

    def __init__(self, items: Sequence[Item]) -> None:
        count = min(len(items), BUNCHES)
        edges = [len(items) * number // count for number in range(count + 1)]
        self._bunches = [items[start:end] for start, end in pairwise(edges)]
        self._taken: set[int] = set()
        self._waiting, entrance = os.pipe()
        os.write(entrance, bytes(range(count)))
        os.close(entrance)

    def __iter__(self) -> Iterator[Item]:
        while number := os.read(self._waiting, 1):
            self._taken.add(number[0])
            yield from self._bunches[number[0]]

    def left(self) -> Iterator[Item]:
        """What this process did not take."""
        for number, bunch in enumerate(self._bunches):
            if number not in self._taken:
                yield from bunch

    def close(self) -> None:
        os.close(self._waiting)


def _answer(work: Callable[..., Any], items: Iterable[Any], read_end: int, write_end: int) -> None:
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
