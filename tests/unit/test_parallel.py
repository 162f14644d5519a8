"""Work in two processes: the same answers, and errors that are seen."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.small import ROOT
from wijkverbinder import parallel
from wijkverbinder.parallel import BUNCHES, LEAST, in_two

PROGRAM = """
import json, os, sys, time
from wijkverbinder import parallel
parallel._can_fork = lambda: sys.argv[1] == "two"
main = os.getpid()

def work(items, share):
    if sys.argv[2] == "fail-b" and os.getpid() != main:
        raise ValueError("in the other process")
    if sys.argv[2] == "die-b" and os.getpid() != main:
        os._exit(3)
    if sys.argv[2] == "fail":
        raise ValueError("in any process")
    done = []
    for item in items:
        if sys.argv[2] == "slow-a" and os.getpid() == main:
            time.sleep(0.01)
        if sys.argv[2] == "die-b-midway" and os.getpid() != main and done:
            os._exit(3)
        done.append(item * 2)
    return share, done

done = []
count = int(sys.argv[3])
try:
    shares = parallel.in_two(work, list(range(count)), 0, (lambda: done.append("here")) if count == 3 else None)
    print(json.dumps(shares + done))
except ValueError as error:
    print(json.dumps(str(error)))
"""


def run(processes: str, how: str, count: int = LEAST) -> Any:
    """What comes of work in a process of its own: the tests' own process has threads, and may not fork."""
    command = [sys.executable, "-c", PROGRAM, processes, how, str(count)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout)


def all_of(count: int) -> list[int]:
    """What comes of all items."""
    return [*range(0, count * 2, 2)]


def shared(answer: Any) -> list[int]:
    """What came of all items, in whichever process; each must have answered for itself."""
    (first, own), (second, other) = answer
    assert (first, second) == ("a", "b")
    return sorted(own + other)


@pytest.mark.parametrize("count", [LEAST, BUNCHES + 1, 3 * BUNCHES - 1])
def test_two_processes_do_each_item_once(count: int) -> None:
    assert shared(run("two", "well", count)) == all_of(count)


def test_who_is_ready_first_takes_more() -> None:
    slow, quick = (len(items) for _, items in run("two", "slow-a"))
    assert slow < quick
    assert slow + quick == LEAST


def test_one_process_does_everything() -> None:
    assert run("one", "well") == [["a", all_of(LEAST)]]


@pytest.mark.parametrize("how", ["fail-b", "die-b", "die-b-midway"])
def test_a_share_that_fails_in_the_other_process_is_done_here(how: str) -> None:
    assert shared(run("two", how)) == all_of(LEAST)


@pytest.mark.parametrize("processes", ["one", "two"])
def test_an_error_is_raised_where_it_has_a_reader(processes: str) -> None:
    assert run(processes, "fail") == "in any process"


def test_little_work_stays_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_can_fork", lambda: True)
    assert in_two(lambda items, share: (share, len([*items])), [0] * (LEAST - 1)) == [("a", LEAST - 1)]


def test_where_there_is_nothing_to_do_nothing_is_begun() -> None:
    assert in_two(lambda _items, share: share, []) == []


FEW = 3
"""So many items that the program has something else to do meanwhile."""


def test_a_second_process_does_little_work_while_the_first_does_something_else() -> None:
    assert run("two", "well", FEW) == [["b", [0, 2, 4]], "here"]


def test_where_there_is_no_second_process_nothing_else_is_done() -> None:
    assert run("one", "well", FEW) == [["a", [0, 2, 4]]]


@pytest.mark.parametrize("how", ["fail-b", "die-b"])
def test_little_work_that_fails_in_the_other_process_is_done_here(how: str) -> None:
    assert run("two", how, FEW) == [["b", [0, 2, 4]], "here"]


@pytest.mark.parametrize("processes", ["one", "two"])
def test_an_error_in_little_work_is_raised_where_it_has_a_reader(processes: str) -> None:
    assert run(processes, "fail", FEW) == "in any process"
