"""Work in two processes: the same answers, and errors that are seen."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.small import ROOT
from wijkverbinder import parallel
from wijkverbinder.parallel import LEAST, in_two

PROGRAM = """
import json, os, sys
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
    return share, [item * 2 for item in items]

done = []
count = int(sys.argv[3])
try:
    shares = parallel.in_two(work, list(range(count)), 0, (lambda: done.append("here")) if count == 3 else None)
    print(json.dumps(shares + done))
except ValueError as error:
    print(json.dumps(str(error)))
"""


def run(processes: str, how: str, count: int = LEAST) -> object:
    """What comes of work in a process of its own: the tests' own process has threads, and may not fork."""
    command = [sys.executable, "-c", PROGRAM, processes, how, str(count)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout)


EVEN, ODD = [*range(0, LEAST * 2, 4)], [*range(2, LEAST * 2, 4)]


def test_two_processes_do_half_each() -> None:
    assert run("two", "well") == [["a", EVEN], ["b", ODD]]


def test_one_process_does_everything() -> None:
    assert run("one", "well") == [["a", [*range(0, LEAST * 2, 2)]]]


@pytest.mark.parametrize("how", ["fail-b", "die-b"])
def test_a_share_that_fails_in_the_other_process_is_done_here(how: str) -> None:
    assert run("two", how) == [["a", EVEN], ["b", ODD]]


@pytest.mark.parametrize("processes", ["one", "two"])
def test_an_error_is_raised_where_it_has_a_reader(processes: str) -> None:
    assert run(processes, "fail") == "in any process"


def test_little_work_stays_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_can_fork", lambda: True)
    assert in_two(lambda items, share: (share, len(items)), [0] * (LEAST - 1)) == [("a", LEAST - 1)]


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
