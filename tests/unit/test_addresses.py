"""Addresses once published: none leads nowhere, and the list grows by a command."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.golden.sites import MINIMAL, lay_out, report
from wijkverbinder.addresses import listed_text, read_listed
from wijkverbinder.cli import main
from wijkverbinder.codes import short_code
from wijkverbinder.parcel.web import make_web_folder
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project

COFFEE, CARD = "activiteiten/koffie.html", f"k/{short_code('activity:koffie')}.html"


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site whose addresses were listed."""
    root = lay_out(tmp_path_factory.mktemp("listed"), MINIMAL).root
    assert main(["addresses", "--source", str(root), "--language", "en"]) == 0
    return root


@pytest.fixture
def project(listed: Path, tmp_path: Path) -> Project:
    """A copy of it to change."""
    return Project.at(Path(shutil.copytree(listed, tmp_path / "site")))


def run(project: Project, *arguments: str) -> int:
    return main(["addresses", "--source", str(project.root), "--language", "en", *arguments])


def rename(project: Project) -> Path:
    return (project.content / "activities/koffie.md").rename(project.content / "activities/thee.md")


def with_alias(file: Path, alias: str) -> None:
    file.write_text(file.read_text("utf-8").replace("---\n", f"---\naliases: [{alias}]\n", 1), "utf-8")


def point_to(project: Project, new: str) -> None:
    """Whoever named the activity names it anew."""
    for file in project.content.rglob("*.md"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("activity:koffie", new), "utf-8")


def test_the_list_holds_every_page_a_line_each_in_order(project: Project) -> None:
    lines = [line for line in project.listed.read_text("utf-8").splitlines() if line[0] != "#"]
    assert lines == sorted(set(lines))
    assert {COFFEE, "index.html", "over.html"} <= {*lines}
    assert not {"404.html", "geen-internet.html", "robots.txt"} & {*lines}


def test_a_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "addresses.txt"
    assert read_listed(file) == {}
    file.write_bytes(b"\xef\xbb\xbf" + listed_text(["b.html", "a.html"]).encode().replace(b"\n", b"\r\n"))
    assert [*read_listed(file)][::-1] == ["a.html", "b.html"]


def test_a_list_that_git_could_not_merge_is_told_once(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """And is not written anew with the marks of git among the addresses."""
    good = project.listed.read_text("utf-8")
    two = good.replace("\nindex.html\n", "\n<<<<<<< HEAD\nindex.html\n=======\nover.html\n>>>>>>> main\n", 1)
    project.listed.write_text(two, "utf-8")
    outcome = build(project)
    line = two.split("\n").index("<<<<<<< HEAD") + 1
    told = [(found.code, found.location.path, found.location.line) for found in outcome.report.in_order()]
    assert told == [("conflict-marker", "addresses.txt", line)]
    assert run(project) == 1
    assert project.listed.read_text("utf-8") == two
    capsys.readouterr()


def test_listing_again_changes_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.listed.read_bytes()
    assert run(project) == 0
    assert "All " in capsys.readouterr().out
    assert project.listed.read_bytes() == before


def test_a_page_that_is_gone_stops_the_build_until_it_leads_on(project: Project) -> None:
    file = rename(project)
    point_to(project, "activity:thee")
    said = report(build(project))
    line = read_listed(project.listed)[COFFEE]
    assert f"addresses.txt:{line}:1" in said
    assert f"aliases: [{COFFEE}]" in said
    # What was printed on a card leads on as well.
    assert f"aliases: [{CARD}]" in said
    assert not project.output.exists()
    with_alias(file, f"{COFFEE}, {CARD}")
    assert not report(build(project))


def test_a_removed_address_stays_listed_and_a_new_one_comes_beside_it(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with_alias(rename(project), f"{COFFEE}, {CARD}")
    point_to(project, "activity:thee")
    before = project.listed.read_bytes()
    assert run(project, "--check") == 1
    assert "+ activiteiten/thee.html" in capsys.readouterr().out
    assert project.listed.read_bytes() == before
    assert run(project) == 0
    assert {COFFEE, "activiteiten/thee.html"} <= {*read_listed(project.listed)}
    assert run(project, "--check") == 0


def test_a_change_in_the_list_alone_is_noticed(project: Project) -> None:
    assert not report(build(project))
    project.listed.write_text(project.listed.read_text("utf-8") + "weg.html\n", "utf-8")
    assert "[address-gone]" in report(build(project))


def test_an_earlier_address_is_a_small_page_that_leads_on_without_a_script(project: Project) -> None:
    settings = 'base_url = "https://wijk.example/kit/"\n'
    project.settings.write_text(settings, "utf-8")
    with_alias(project.content / "activities/koffie.md", "oud/bakkie.html")
    assert not report(build(project))
    html = (project.output / "oud/bakkie.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../activiteiten/koffie.html">' in html
    assert '<link rel="canonical" href="https://wijk.example/kit/activiteiten/koffie.html">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert re.search(r'<a href="../activiteiten/koffie.html">Koffie op de stoep</a>', html)
    assert "<script" not in html
    assert len(html) < 1500
    redirects = (project.output / "_redirects").read_text("utf-8")
    assert "/kit/oud/bakkie.html /kit/activiteiten/koffie.html 301" in redirects
    assert "/kit/oud/bakkie.html" in (project.output / ".htaccess").read_text("utf-8")
    folder = make_web_folder(project, project.root / "web")
    for file in ("nginx.conf", "Caddyfile"):
        assert "/kit/oud/bakkie.html" in (folder / file).read_text("utf-8")
    assert "oud/bakkie" not in (project.output / "sitemap.xml").read_text("utf-8")
    # An earlier address is nobody's to keep: the list holds where pages stand.
    assert run(project) == 0
    assert "oud/bakkie.html" not in read_listed(project.listed)


def test_the_earlier_address_of_a_draft_is_left_alone(project: Project) -> None:
    with_alias(project.content / "pages/over.md", "../../uit.html")
    assert "[bad-alias]" in report(build(project))
    text = (project.content / "pages/over.md").read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1)
    (project.content / "pages/over.md").write_text(text, "utf-8")
    trial = Project.on_trial(project.root)
    assert not build(trial).failed
    assert not [*project.root.rglob("uit.html")]
