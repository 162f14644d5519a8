"""The command that makes parcels: the same bytes for the same site, wherever and whenever it is made."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.small import ROOT, Files, page, put, text, tree
from wijkverbinder import __version__
from wijkverbinder.cli import main
from wijkverbinder.parcel import Edition, as_zip, from_zip, whole_copy
from wijkverbinder.project import Project
from wijkverbinder.publish import MANIFEST

LICENCES: Files = {"LICENSE": b"EUPL", "LICENSE-CONTENT": b"CC BY"}
NAME = f"wijkverbinder-{__version__}"


def package(project: Project, *words: str) -> int:
    """Runs the command on a project."""
    return main(["package", "--source", str(project.root), "--language", "nl", *words])


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """A small project with its licences."""
    return make_project(LICENCES)


def test_two_parcels_made_elsewhere_and_later_are_equal(
    make_project: MakeProject, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_project(LICENCES, folder="heel/ergens anders é")
    assert package(project) == 0
    for file in other.root.rglob("*"):
        os.utime(file, (1, 1))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    assert package(other) == 0
    one, two = (found.root / "dist" / f"{NAME}.zip" for found in (project, other))
    assert one.read_bytes() == two.read_bytes()


def test_a_parcel_holds_the_bytes_of_the_site_and_none_of_another(project: Project) -> None:
    (project.root / "site").mkdir()
    (project.root / "site" / "eigen.txt").write_text("van de wijk", "utf-8")
    assert package(project) == 0
    files = from_zip(project.root / "dist" / f"{NAME}.zip")
    published = {file for file in project.output.rglob("*") if file.is_file() and file.name != MANIFEST}
    assert {path for path in files if path.startswith("site/")} == {
        f"site/{file.relative_to(project.output).as_posix()}" for file in published if file.name != "eigen.txt"
    }
    assert all(files[f"site/{path}"] == (project.output / path).read_bytes() for path in ("index.html", "over.html"))


def test_content_with_a_mistake_gives_no_parcel(project: Project) -> None:
    put(project.root, "content/pages/over.md", "geen kop")
    assert package(project) == 1
    assert not (project.root / "dist").exists()


def test_an_earlier_parcel_gives_a_pack_to_update_it(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert package(project) == 0
    shutil.move(project.root / "dist" / f"{NAME}.zip", project.root / "eerder.zip")
    put(project.root, "content/pages/over.md", text(page(), "Een andere zin. [x](example:soep#begin)"))
    assert package(project, "--since", str(project.root / "eerder.zip")) == 0
    made = sorted(file.name for file in (project.root / "dist").iterdir())
    assert made == [f"{NAME}-bijwerken-vanaf-{__version__}.zip", f"{NAME}.zip"]
    assert "dist/" in capsys.readouterr().out


def test_an_earlier_parcel_is_found_by_its_version(project: Project) -> None:
    assert package(project) == 0
    assert package(project, "--since", __version__) == 0
    assert len([*(project.root / "dist").iterdir()]) == 2


@pytest.mark.parametrize("since", ["0.0.0", "LICENSE"])
def test_what_is_no_earlier_parcel_is_told(project: Project, capsys: pytest.CaptureFixture[str], since: str) -> None:
    named = str(project.root / since) if since == "LICENSE" else since
    assert package(project, "--since", named) == 2
    assert "geen kopie die wij maakten" in capsys.readouterr().err


@pytest.mark.parametrize("version", ["x/../../../uit", "../../uit", "/uit", "a/b"])
def test_an_earlier_parcel_does_not_say_where_something_is_written(
    project: Project, capsys: pytest.CaptureFixture[str], version: str
) -> None:
    earlier = whole_copy({}, {}, Edition("Kleine site", version, "2026-01-01"))
    put(project.root, "eerder.zip", as_zip(earlier, "eerder", "2026-01-01"))
    to = project.root / "a" / "b"
    (to / f"{NAME}-bijwerken-vanaf-x").mkdir(parents=True)
    before = tree(project.root)
    assert package(project, "--since", str(project.root / "eerder.zip"), "--to", str(to)) == 2
    assert "geen kopie die wij maakten" in capsys.readouterr().err
    made = tree(project.root).keys() - before.keys()
    assert [path for path in made if not path.startswith(("site/", ".wijkverbinder/"))] == []


def test_a_licence_that_is_not_there_is_told_as_what_can_not_be_read(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    licence = project.root / "LICENSE"
    licence.unlink()
    assert package(project) == 1
    assert f"Lezen lukt niet: {licence}: het bestaat niet. Zet het bestand daar neer" in capsys.readouterr().err


def test_our_own_licences_are_where_a_parcel_looks_for_them() -> None:
    assert all((ROOT / name).is_file() for name in LICENCES)


def test_a_folder_that_cannot_be_written_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x", "utf-8")
    assert package(project, "--to", str(tmp_path / "bestand")) == 1
