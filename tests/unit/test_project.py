"""Where everything of a project lies, and the stamps of all that decides its output."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import MakeProject
from wijkverbinder.project import PACKAGE, Project


def test_a_project_knows_its_folders(tmp_path: Path) -> None:
    project = Project.at(tmp_path)
    assert project.output == tmp_path / "site"
    assert Project.at(tmp_path, tmp_path / "elders").output == tmp_path / "elders"
    assert project.state.parent == tmp_path


def test_a_path_is_shown_from_the_project_where_it_lies_in_there(tmp_path: Path) -> None:
    project = Project.at(tmp_path / "p")
    assert project.shown(tmp_path / "p" / "content" / "a.md") == "content/a.md"
    assert project.shown(tmp_path / "q") == (tmp_path / "q").as_posix()


def test_everything_that_decides_the_output_has_a_stamp(make_project: MakeProject) -> None:
    project = make_project()
    stamps = project.stamps()
    for path in ("content/pages/over.md", "content/terms/cost.yaml", "templates/base.html", "assets/css/main.css"):
        assert path in stamps
    assert {"site.toml", "package/pipeline.py", "package/requirements.txt"} <= {*stamps}
    assert not any("__pycache__" in path for path in stamps)
    assert PACKAGE.joinpath("pipeline.py").exists()
