"""The key of a page: what lies on its desk, and nothing else."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import MakeProject
from tests.small import PNG, Files, activity, known, library, page, phase, put, text
from wijkverbinder import pipeline, route
from wijkverbinder.cli import main
from wijkverbinder.model import Route
from wijkverbinder.pages import PageMaker
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project


@pytest.fixture
def keys(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Keys:
    """Asks a check for the keys that its pages had."""
    return Keys(make_project(), monkeypatch)


class Keys:
    """The keys of a small project, before and after a change."""

    def __init__(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = project
        self.found: dict[str, str] = {}
        real = PageMaker.keys

        def keys(maker: PageMaker, route: Route) -> tuple[str, list[str]]:
            key, pieces = real(maker, route)
            names = (str(part.subject) for part in route.parts)
            self.found |= {route.path: key} | {
                f"{route.path} {name}": piece for name, piece in zip(names, pieces, strict=True)
            }
            return key, pieces

        monkeypatch.setattr(PageMaker, "keys", keys)

    def now(self) -> dict[str, str]:
        """The keys as they are now."""
        self.found = {}
        assert not pipeline.check(self.project).failed
        return self.found

    def changed(self, files: Files) -> set[str]:
        """The pages that get another key by a change."""
        before = self.now()
        for path, data in files.items():
            put(self.project.root, path, data)
        after = self.now()
        return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_two_checks_of_one_project_give_the_same_keys(keys: Keys) -> None:
    assert keys.now() == keys.now()


def test_a_sentence_changes_its_own_page(keys: Keys) -> None:
    assert keys.changed({"content/pages/over.md": text(page(), "Anders. [x](example:soep#begin)")}) == {
        "over.html",
        "handboek.html",
        "handboek.html page:over",
        "data/pages.json",
        "data/pages.json page:over",
        "data/pages.csv",
        "data/pages.csv page:over",
        "data/pages-parts.csv",
        "data/pages-parts.csv page:over",
        "search/heads.js page:over",
        "search/heads.js",
        "search/text-1.js page:over",
        "search/text-1.js",
    }


def test_the_title_of_a_library_item_changes_the_pages_that_lean_on_it(keys: Keys) -> None:
    changed = keys.changed({"content/library/over-buren.md": text(library("Over straten"))})
    assert {"bibliotheek/over-buren.html", "bibliotheek/index.html", "activiteiten/samen-koken.html"} <= changed
    assert not {"activiteiten/samen-wandelen.html", "voorbeelden/soep.html", "over.html", "index.html"} & changed


def test_the_title_of_a_phase_changes_every_page_that_shows_the_phases(keys: Keys) -> None:
    changed = keys.changed({"content/phases/in-rust.md": text(phase("in-rust", title="Rustig"))})
    assert {"index.html", "fasen/index.html", "activiteiten/samen-koken.html"} <= changed


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("site.toml", "Kleine site", "Andere site"),
        ("templates/base.html", "<pre>", "<hr><pre>"),
        ("assets/css/tokens.css", "color: green", "color: blue"),
        ("content/messages/nl.toml", 'home = "Begin"', 'home = "Start"'),
        ("content/terms/cost.yaml", "nl: ", "nl: Echt "),
        ("content/pages/over.md", "title: Over deze site", "title: Over ons"),
    ],
)
def test_what_all_pages_stand_on_changes_all_keys(keys: Keys, path: str, old: str, new: str) -> None:
    before = keys.project.root.joinpath(path).read_text("utf-8")
    assert old in before
    assert keys.changed({path: before.replace(old, new)}) == {*keys.found}


def test_a_comment_in_a_file_of_words_changes_no_key(keys: Keys) -> None:
    before = keys.project.root.joinpath("content/messages/nl.toml").read_text("utf-8")
    assert keys.changed({"content/messages/nl.toml": f"# Woorden\n{before}"}) == set()


def test_an_entry_that_moves_and_keeps_its_address_changes_the_pages_that_name_it(keys: Keys) -> None:
    walking = activity("Samen wandelen", target_groups=["ouderen"], slug="samen-wandelen")
    cooking = keys.project.content / "activities" / "samen-koken.md"
    words = cooking.read_text("utf-8").replace("activity:samen-wandelen", "activity:wandelen")
    changed = keys.changed(
        {
            "content/activities/samen-wandelen.md": None,
            "content/activities/wandelen.md": text(walking),
            "content/activities/samen-koken.md": words,
        }
    )
    assert {"activiteiten/samen-wandelen.html", "activiteiten/index.html", "doelgroepen/ouderen.html"} <= changed


def test_a_picture_changes_the_page_that_shows_it(keys: Keys) -> None:
    with_picture = text(page(pictures=known("a.png")), "![x](a.png)")
    keys.changed({"content/pages/over.md": with_picture, "content/pages/a.png": PNG})
    changed = keys.changed({"content/pages/a.png": PNG + b"anders"})
    assert {path for path in changed if not path.startswith(("data/", "search/", "handboek"))} == {"over.html"}


def test_of_too_many_activities_there_is_no_handbook_and_no_way_to_one(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(real_templates=True)
    build(project)
    assert 'href="handboek.html"' in (project.output / "index.html").read_text("utf-8")
    monkeypatch.setattr(route, "MOST_IN_BOOK", 0)
    shutil.rmtree(project.state)
    build(project)
    assert not (project.output / "handboek.html").exists()
    assert [page for page in project.output.rglob("*.html") if "handboek.html" in page.read_text("utf-8")] == []
    assert main(["--source", str(project.root), "pdf"]) == 2
    assert "geen handboek" in capsys.readouterr().err
