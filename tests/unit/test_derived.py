"""Where is kept what follows from our code alone."""

from __future__ import annotations

import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from wijkverbinder import derived, pipeline
from wijkverbinder.derived import derived_at


def test_it_lies_beside_what_python_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    beside = Path(cache_from_source(derived.__file__)).parent
    assert derived_at(tmp_path / "state") == tmp_path / "state"  # there is no such folder to write in
    beside.mkdir(parents=True)
    assert derived_at(tmp_path / "state") == beside / "derived"


def test_where_python_keeps_nothing_it_lies_in_the_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert derived_at(tmp_path) == tmp_path


@pytest.mark.parametrize("keeps", [True, False])
def test_a_build_keeps_it_there_and_a_check_leaves_nothing_in_the_project(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keeps: bool
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", not keeps)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    beside = Path(cache_from_source(derived.__file__)).parent
    beside.mkdir(parents=True)
    project = make_project()
    before = sorted(project.root.rglob("*"))
    assert not pipeline.check(project).failed
    assert sorted(project.root.rglob("*")) == before
    assert not pipeline.build(project).failed
    kept = beside / "derived" if keeps else project.state
    assert (kept / "outlines").is_file()
    assert any((kept / "templates").iterdir())
    assert keeps != (project.state / "templates").exists()
