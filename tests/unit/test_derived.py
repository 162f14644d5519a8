"""Where is kept what follows from our code alone."""

from __future__ import annotations

import sys
from datetime import date
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from wijkverbinder import derived, pipeline
from wijkverbinder.derived import derived_at
from wijkverbinder.report import make_report
from wijkverbinder.store import Store

TODAY = date(2026, 11, 22)


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


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """What is kept beside our compiled modules, in a folder of this test."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    folder = Path(cache_from_source(derived.__file__)).parent
    folder.mkdir(parents=True)
    return Store(folder / "derived")


def test_a_report_uses_what_a_build_by_the_same_code_kept(make_project: MakeProject, beside: Store) -> None:
    project = make_project()
    pipeline.build(project)
    kept = beside.load_part("outlines")
    make_report(project, TODAY)
    assert beside.load_part("outlines") == kept
    (beside.folder / "outlines").unlink()
    make_report(project, TODAY)
    assert beside.load_part("outlines") == kept


def test_a_report_does_not_use_what_other_code_kept(
    make_project: MakeProject, beside: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project()
    make_report(project, TODAY)
    kept = beside.load_part("outlines")
    monkeypatch.setattr("wijkverbinder.project.PACKAGE", tmp_path / "other-code")
    make_report(project, TODAY)
    assert not beside.load_part("outlines").keys() & kept.keys()


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
