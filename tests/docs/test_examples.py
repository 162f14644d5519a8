"""The examples in docstrings give what they say: they are what the next person reads first."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WITH_EXAMPLES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    for folder in ("wijkverbinder", "tools")
    for path in (ROOT / folder).rglob("*.py")
    if re.search(r"^\s+>>> [^#]", path.read_text("utf-8"), re.MULTILINE)
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried
    assert not failed


def test_a_false_example_is_noticed() -> None:
    example = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "false", None, None)
    assert doctest.DocTestRunner().run(example, out=lambda _said: None).failed == 1


def test_there_are_examples() -> None:
    assert {"wijkverbinder.urls", "wijkverbinder.text"} <= {*WITH_EXAMPLES}
