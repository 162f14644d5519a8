"""The problems that no content can cause: what stands in the output, and who else is at work."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from tests.golden.sites import MINIMAL, lay_out, report
from wijkverbinder import pages, publish
from wijkverbinder.cli import main
from wijkverbinder.lock import locked
from wijkverbinder.pipeline import Session, build, check
from wijkverbinder.project import Project
from wijkverbinder.publish import MANIFEST

CAUSED = {
    "output-in-the-way",
    "output-of-others",
    "output-not-writable",
    "output-mounted",
    "output-own-folder",
    "output-kept",
    "output-overwritten",
    "build-busy",
    "security-expires",
    "folder-missing",
    "link-outside",
}
"""The codes that these tests cause."""


def test_a_file_of_someone_else_in_the_place_of_a_page_stops_the_build(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    (project.output / "fasen").mkdir(parents=True)
    (project.output / "fasen" / "in-rust.html").write_text("van ons", "utf-8")
    said = report(build(project))
    assert said.startswith("site/fasen/in-rust.html: fout: ")
    assert said.count("[output-in-the-way]") == 1
    assert (project.output / "fasen" / "in-rust.html").read_text("utf-8") == "van ons"
    assert not (project.output / "index.html").exists()


def test_a_whole_site_of_someone_else_is_told_in_one_sentence(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    assert not report(build(project))
    shutil.rmtree(project.state)
    (project.output / MANIFEST).unlink()
    pages = sorted(project.output.rglob("*.html"))
    for page in pages:
        page.write_text("van een ander", "utf-8")
    outcome = build(project)
    assert [(found.code, found.location.path) for found in outcome.report.problems] == [("output-of-others", "site")]
    assert f"Hier staan {len(pages)} bestanden die niet van ons zijn" in report(outcome)
    assert "404.html, activiteiten/index.html, " in report(outcome)
    assert {page.read_text("utf-8") for page in pages} == {"van een ander"}


def test_a_folder_that_is_no_project_is_told_once_and_nothing_is_made_in_it(tmp_path: Path) -> None:
    for work in (build, check):
        said = report(work(Project.at(tmp_path)))
        for folder in ("assets", "content", "templates"):
            assert f"{folder}: fout: De map {folder} ontbreekt. [folder-missing]" in said
        assert said.count("fout: ") == 3
        assert [*tmp_path.iterdir()] == []


def test_a_project_without_its_terms_is_told_so_once(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    shutil.rmtree(project.content / "terms")
    assert report(build(project)).startswith("content/terms: fout: De map terms ontbreekt. [folder-missing]")
    with Session(project) as session:
        assert [found.code for found in session.build().report.in_order()] == ["folder-missing"]


def test_a_style_that_is_not_there_is_told_where_it_should_lie(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    (project.assets / "css" / "main.css").unlink()
    said = report(check(project))
    assert said.startswith("assets/css/main.css: fout: Het bestand kan niet gelezen worden: het bestaat niet.")


@pytest.mark.parametrize(
    "path",
    [
        "content/pages/geheim.md",
        "content/pages/map",
        "content/terms/rung.yaml",
        "content/messages/nl.toml",
        "content/messages",
        "templates/components/geheim.html",
        "assets/images/geheim.svg",
        "overlays/x/add/pages/geheim.md",
        "overlays/x/overlay.toml",
        "overlays/x/logo.svg",
        "content",
    ],
)
def test_a_link_out_of_the_folders_of_a_project_stops_the_build_before_anything_is_read(
    path: str, tmp_path: Path
) -> None:
    project = lay_out(tmp_path / "project", MINIMAL)
    layer = project.root / "overlays/x"
    layer.mkdir(parents=True)
    (layer / "overlay.toml").write_text('name = "X"\n', "utf-8")
    project = Project.at(project.root, overlay="x")
    assert not report(build(project))
    before = (project.output / "over.html").read_bytes()
    link, aside = project.root / path, tmp_path / "elders"
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.exists():
        link.rename(aside)
    link.symlink_to(aside)
    for outcome in (build(project), check(project)):
        assert [(one.code, one.location.path) for one in outcome.report.in_order()] == [("link-outside", path)]
    with Session(project) as session:
        assert [one.code for one in session.build().report.in_order()] == ["link-outside"]
    assert (project.output / "over.html").read_bytes() == before


def test_a_link_within_the_folder_of_the_content_is_followed(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    over = project.content / "pages/over.md"
    over.rename(project.content / "pages/.over.md")
    over.symlink_to(".over.md")
    assert not report(build(project))
    assert (project.output / "over.html").exists()


def test_an_output_among_what_it_is_made_of_is_refused(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    said = report(build(Project.at(project.root, project.content)))
    assert said.count("[output-own-folder]") == 1
    assert not (project.content / "index.html").exists()


def test_an_output_that_is_no_folder_stops_the_build(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    project.output.write_text("een bestand", "utf-8")
    assert "[output-in-the-way]" in report(build(project))
    assert project.output.read_text("utf-8") == "een bestand"


def test_a_mount_point_as_output_is_told_with_a_folder_that_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay_out(tmp_path, MINIMAL)
    (project.output / "map").mkdir(parents=True)
    rename = Path.rename

    def busy(self: Path, target: Path) -> Path:
        if self == project.output:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(self))
        return rename(self, target)

    monkeypatch.setattr(publish, "_exchange", lambda _one, _other: False)
    monkeypatch.setattr(Path, "rename", busy)
    said = report(build(project))
    assert said.startswith("site: fout: Op deze map is een schijf of een andere map aangekoppeld")
    assert "--output site/site" in said
    assert said.count("fout: ") == 1
    assert [path.name for path in project.output.iterdir()] == ["map"]


def test_beside_a_mount_point_where_nothing_may_be_written_it_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay_out(tmp_path, MINIMAL)
    project.output.mkdir()

    def refused(path: str, *_arguments: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    monkeypatch.setattr(pages, "write_new", refused)
    assert "[output-not-writable]" in report(build(project))
    monkeypatch.setattr(os.path, "ismount", lambda path: path == project.output)
    assert "[output-mounted]" in report(build(project))


def test_a_file_of_someone_else_stays_and_is_told(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    assert not report(build(project))
    (project.output / "CNAME").write_text("wijk.example\n", "utf-8")
    (project.content / "pages" / "over.md").unlink()
    outcome = build(project)
    assert report(outcome).startswith("site/CNAME: let op: ")
    assert [found.code for found in outcome.report.problems] == ["output-kept"]
    assert not outcome.failed
    assert (project.output / "CNAME").read_text("utf-8") == "wijk.example\n"
    assert not (project.output / "over.html").exists()


def test_a_page_changed_by_hand_is_restored_and_told(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    assert not report(build(project))
    before = (project.output / "over.html").read_bytes()
    (project.output / "over.html").write_text("<p>met de hand", "utf-8")
    outcome = build(project)
    assert [found.code for found in outcome.report.problems] == ["output-overwritten"]
    assert not outcome.failed
    assert (project.output / "over.html").read_bytes() == before


def test_two_builds_at_once_in_one_folder_are_refused(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    with locked(project.state):
        outcome = build(project)
    assert [found.code for found in outcome.report.problems] == ["build-busy"]
    assert not project.output.exists()
    assert not report(build(project))


def test_a_day_in_the_settings_that_is_past_is_told_and_the_site_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = lay_out(tmp_path, MINIMAL)
    project.settings.write_text('[security]\ncontact = "a@b.nl"\nexpires = "2020-01-01"\n', "utf-8")
    assert main(["build", "--source", str(project.root), "--language", "nl"]) == 0
    said = capsys.readouterr().err
    assert said.startswith("site.toml:3: let op: ")
    assert said.count("[security-expires]") == 1
    assert "Expires: 2020-01-01T00:00:00Z" in (project.output / ".well-known" / "security.txt").read_text("utf-8")
