"""What a change does to the site: two states of a small project in git, and what a reviewer is told of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeProject
from tests.small import ROOT, Files, activity, claim, library, page, phase, put, text, tree
from wijkverbinder.cli import main
from wijkverbinder.git import GitFault, commit_of, files_at
from wijkverbinder.project import Project
from wijkverbinder.report.against import report_against
from wijkverbinder.report.change import Change
from wijkverbinder.report.show_change import WORDS, change_in_markdown, change_in_words, git_fault_in_words

TODAY = date(2026, 11, 22)
WITHOUT_SETTINGS = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "test@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=WITHOUT_SETTINGS, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(project: Project) -> Project:
    """The project as it lies there, as a commit on `main`."""
    if not (project.root / ".git").exists():
        git(project.root, "init", "-q", "-b", "main")
        put(project.root, ".gitignore", "/site/\n/.wijkverbinder/\n")
    git(project.root, "add", "-A")
    git(project.root, "commit", "-q", "--allow-empty", "-m", "x")
    return project


@pytest.fixture
def changed(make_project: MakeProject) -> Callable[..., Change]:
    """What a change of files does, against the small content with some files more."""

    def made(files: Files, before: Files | None = None) -> Change:
        project = commit(make_project(before))
        for path, data in files.items():
            put(project.root, path, data)
        return report_against(project, "HEAD", TODAY)

    return made


Changed = Callable[..., Change]


def test_pages_that_came_changed_moved_or_went_are_told_apart(changed: Changed) -> None:
    change = changed(
        {
            "content/pages/nieuw.md": text(page("Nieuw", order=2)),
            "content/pages/over.md": text(page(), "Nu met [het begin](example:soep#begin) en meer."),
            "content/pages/oud.md": None,
            "content/pages/weg.md": None,
            "content/pages/elders.md": text(page("Oud", aliases=["oud.html"])),
        },
        {
            "content/pages/oud.md": text(page("Oud")),
            "content/pages/weg.md": text(page("Weg")),
            "templates/pages/moved.html": (ROOT / "templates/pages/moved.html").read_text("utf-8"),
        },
    )
    own = {(page.what, page.path, page.earlier, page.title) for page in change.pages if page.what != "along"}
    assert change.problems == ()
    assert own == {
        ("added", "nieuw.html", "", "Nieuw"),
        ("changed", "over.html", "", "Over deze site"),
        ("moved", "elders.html", "oud.html", "Oud"),
        ("removed", "weg.html", "", "Weg"),
    }
    # Every page names the others in its footer.
    assert "index.html" in change.page_paths("along")
    assert change.files.all == (
        ("content/pages/elders.md", "content/pages/nieuw.md"),
        ("content/pages/over.md",),
        ("content/pages/oud.md", "content/pages/weg.md"),
    )
    # Each of the four has a page with its short code: those are no pages that anyone looks for.
    assert change.sizes.pages - change.sizes.pages_before == 0


def test_the_weight_of_a_page_is_told_before_and_after(changed: Changed) -> None:
    longer = "\n\n".join(f"Zin {number} over de buurt." for number in range(40))
    change = changed({"content/pages/over.md": text(page(), longer)})
    (over,) = (page for page in change.pages if page.path == "over.html")
    assert over.first_before
    assert over.first
    assert over.first > over.first_before > 100
    assert over.all is not None
    assert over.all >= over.first
    assert f"{over.first_before} → {over.first}" in change_in_words(change, "nl")


def test_a_page_over_the_budget_is_named(changed: Changed) -> None:
    import random

    letters = random.Random(1)
    noise = " ".join("".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(3_000))
    change = changed({"content/pages/over.md": text(page(), noise)})
    shown = change_in_words(change, "nl")
    (over,) = (page for page in change.pages if page.path == "over.html")
    assert over.first is not None
    assert over.first > 14_000
    assert f"    over.html: {over.first}, {over.all}" in shown


def test_a_page_that_only_shows_what_changed_elsewhere_changes_along(changed: Changed) -> None:
    change = changed(
        {"content/activities/samen-wandelen.md": text(activity("Buurtwandeling", summary="Een rondje."))}
    )
    assert change.page_paths("changed") == ["activiteiten/samen-wandelen.html"]
    assert "activiteiten/samen-koken.html" in change.page_paths("along")  # it names it as related
    assert not change.page_paths("added")


def test_nothing_changed_is_said_and_asks_for_no_more(changed: Changed) -> None:
    change = changed({})
    assert (change.pages, change.reads, change.coverage, change.problems) == ((), (), (), ())
    shown = change_in_words(change, "nl")
    assert "Aan de inhoud is niets veranderd." in shown
    assert len(shown.splitlines()) == 3


def test_new_problems_are_told_and_those_that_only_moved_are_not(changed: Changed) -> None:
    one = page("Een", colour="rood", order=3)
    change = changed(
        {
            "content/pages/een.md": text({"summary": "Een regel\nmeer."} | one | {"ordre": 3}),
            "content/pages/twee.md": text(page("Twee", order=4)),
        },
        {
            "content/pages/een.md": text(one),
            "content/pages/twee.md": text(page("Twee", ordre=4, order=None), "Zo gaat het."),
        },
    )
    assert [(found.code, found.location.path) for found in change.problems] == [
        ("unknown-field", "content/pages/een.md")
    ]
    assert change.solved == 1
    assert not change.built
    assert not change.pages
    assert "De site kan nu niet gebouwd worden: 1 keer iets mis." in change_in_words(change, "nl")
    assert "content/pages/een.md:" in change_in_words(change, "nl")


def test_earlier_content_that_the_program_of_now_refuses_is_compared_by_its_files(changed: Changed) -> None:
    change = changed({"content/pages/stuk.md": text(page("Heel"))}, {"content/pages/stuk.md": "geen begin"})
    assert (change.built_before, change.built) == (False, True)
    assert change.files.changed == ("content/pages/stuk.md",)
    shown = change_in_words(change, "en")
    assert "does not fit the program of now" in shown
    assert "content/pages/stuk.md" in shown


def test_language_coverage_and_claims_are_told_as_they_were_and_are(changed: Changed) -> None:
    long = "Vraag " + " ".join(["iedereen"] * 25) + "."
    change = changed(
        {
            "content/activities/derde.md": text(activity("Derde", target_groups=["jongeren"])),
            "content/pages/over.md": text(page(), long),
            "content/phases/in-rust.md": text(phase(signals=[claim(review=True)])),
        }
    )
    assert (change.activities_before, change.activities) == (2, 3)
    filled = {cell.at for cell in change.coverage if not cell.before}
    assert ("in-rust", "jongeren") in filled
    assert ("bij-incidenten", "jongeren") not in filled  # the third does not fit there
    over = next(one for one in change.reads if one.path == "content/pages/over.md")
    assert over.before is not None
    assert over.after is not None
    assert over.after.mean > over.before.mean
    assert [note.text for note in change.long_sentences] == [long]
    assert [note.path for note in change.to_review] == ["content/phases/in-rust.md"]
    assert change.limits > change.limits_before
    shown = change_in_words(change, "nl")
    assert "in-rust × doelgroep jongeren" in shown
    assert "Activiteiten: 2 → 3." in shown


def test_of_a_revision_only_data_is_taken(make_project: MakeProject) -> None:
    """Its templates, styles, words and code could do anything; those of now are used, and its links lead nowhere."""
    project = make_project()
    (project.root / "content/pages/geheim.md").symlink_to("/etc/passwd")
    put(project.root, "wijkverbinder/__init__.py", "raise SystemExit('ran')")
    put(project.root, "build.py", "raise SystemExit('ran')")
    good = (project.root / "templates/base.html").read_text("utf-8")
    put(project.root, "templates/base.html", "{{ no_such_thing }}")
    words = (project.root / "content/messages/nl.toml").read_text("utf-8")
    put(project.root, "content/messages/nl.toml", "")
    commit(project)
    (project.root / "content/pages/geheim.md").unlink()
    put(project.root, "templates/base.html", good)
    put(project.root, "content/messages/nl.toml", words)
    change = report_against(project, "HEAD", TODAY)
    assert change.built_before
    assert change.built
    assert not change.pages
    assert change.not_compared == ("content/messages/nl.toml", "templates/base.html")


LOCAL = {"site.toml": 'name = "Kleine site"\noverlay = "x"\n', "overlays/x/overlay.toml": 'name = "Ergens"\n'}
EXTENSION = '---\nchecked: "2026-11-22"\n---\nVan hier.\n'
OVER = "overlays/x/extend/pages/over.md"


def with_layer(project: Project, asked: str | None = None) -> Project:
    """The project as the command line knows it."""
    return Project.at(project.root, overlay=asked)


def test_without_a_change_there_is_none_whatever_the_site_is_made_of(make_project: MakeProject) -> None:
    own = {name: (ROOT / name).read_text("utf-8") for name in ("editions.toml", "accessibility.toml")}
    project = commit(make_project({**LOCAL, **own, OVER: EXTENSION}, real_templates=True))
    change = report_against(with_layer(project), "HEAD", TODAY)
    assert (change.built_before, change.built) == (True, True)
    assert (change.pages, change.not_compared, change.problems) == ((), (), ())
    assert change.files.all == ((), (), ())
    assert "Aan de inhoud is niets veranderd." in change_in_words(change, "nl")


@pytest.mark.parametrize("asked", [None, "x"], ids=["in the settings", "asked for"])
def test_what_changed_in_the_local_layer_is_told_at_its_own_file(
    make_project: MakeProject, asked: str | None
) -> None:
    settings = {} if asked is None else {"site.toml": 'name = "Kleine site"\n'}
    added, whole = "overlays/x/add/pages/nieuw.md", "overlays/x/replace/library/over-buren.md"
    replaced = text(library(), "Van hier.")
    project = commit(make_project({**LOCAL, **settings, OVER: EXTENSION, whole: replaced}))
    put(project.root, OVER, EXTENSION.replace("hier", "daar"))
    put(project.root, added, text(page("Nieuw")))
    put(project.root, whole, replaced.replace("hier", "daar"))
    change = report_against(with_layer(project, asked), "HEAD", TODAY)
    own = {(page.what, page.path, page.source) for page in change.pages if page.what != "along"}
    assert own == {
        ("added", "nieuw.html", added),
        ("changed", "over.html", "content/pages/over.md"),
        ("changed", "bibliotheek/over-buren.html", whole),
    }
    assert change.files.all == ((added,), (OVER, whole), ())
    assert change.not_compared == ()


def test_a_layer_that_the_settings_name_by_now_is_what_changed(make_project: MakeProject) -> None:
    project = commit(make_project())
    for path, data in {**LOCAL, OVER: EXTENSION}.items():
        put(project.root, path, data)
    change = report_against(with_layer(project), "HEAD", TODAY)
    assert change.page_paths("changed") == ["over.html"]
    assert change.files.added == (OVER, "overlays/x/overlay.toml")
    put(project.root, "site.toml", 'name = "Kleine site"\n')
    assert report_against(with_layer(project, "x"), "HEAD", TODAY).page_paths("changed") == ["over.html"]
    assert report_against(with_layer(project, ""), "HEAD", TODAY).pages == ()


def test_a_layer_that_the_site_does_not_have_is_not_compared(make_project: MakeProject) -> None:
    project = commit(make_project({"overlays/x/overlay.toml": 'name = "Ergens"\n'}))
    put(project.root, "overlays/x/overlay.toml", 'name = "Anders"\n')
    change = report_against(with_layer(project), "HEAD", TODAY)
    assert change.pages == ()
    assert change.not_compared == ("overlays/x/overlay.toml",)


@pytest.mark.parametrize("where", ["lagen/x", "../elders"])
def test_a_layer_that_lies_elsewhere_is_that_of_now_on_both_sides(make_project: MakeProject, where: str) -> None:
    long = "Vraag " + " ".join(["iedereen"] * 25) + "."
    files = {f"{where}/overlay.toml": 'name = "X"\n', f"{where}/extend/pages/over.md": f"{EXTENSION}\n{long}\n"}
    project = commit(make_project({"site.toml": f'name = "Kleine site"\noverlay = "{where}"\n', **files}))
    put(project.root, f"{where}/extend/pages/over.md", EXTENSION)
    change = report_against(with_layer(project), "HEAD", TODAY)
    assert (change.built_before, change.built) == (True, True)
    assert (change.pages, change.long_sentences, change.problems) == ((), (), ())
    assert change.not_compared == tuple(path for path in (f"{where}/extend/pages/over.md",) if path[0] != ".")


def test_a_revision_does_not_say_which_folder_of_this_machine_is_read(
    make_project: MakeProject, tmp_path: Path
) -> None:
    put(tmp_path, "geheim/overlay.toml", 'name = "Geheim"\n')
    put(tmp_path, "geheim/extend/pages/over.md", EXTENSION)
    named = f'name = "Kleine site"\noverlay = "{(tmp_path / "geheim").as_posix()}"\n'
    project = commit(make_project({"site.toml": named}))
    put(project.root, "site.toml", 'name = "Kleine site"\n')
    change = report_against(with_layer(project), "HEAD", TODAY)
    assert change.built_before
    assert change.pages == ()


def test_a_branch_that_went_on_is_told_since_its_additions_look_removed(make_project: MakeProject) -> None:
    project = commit(make_project())
    git(project.root, "branch", "mijn-tak")
    put(project.root, "content/pages/nieuw.md", text(page("Nieuw")))
    commit(project)
    git(project.root, "checkout", "-q", "mijn-tak")
    change = report_against(project, "main", TODAY)
    assert change.page_paths("removed") == ["nieuw.html"]
    assert change.ahead == 1
    assert "main is 1 stappen verder" in change_in_words(change, "nl")
    assert report_against(project, "HEAD", TODAY).ahead == 0


def test_nothing_in_the_working_folder_is_touched(make_project: MakeProject) -> None:
    project = commit(make_project())
    put(project.root, "content/pages/over.md", text(page(), "Anders."))
    git(project.root, "status")  # which may write the index anew
    before = tree(project.root)
    report_against(project, "main", TODAY)
    assert tree(project.root) == before


def test_a_project_in_a_folder_of_a_repository_is_compared_with_that_folder(
    tmp_path: Path, make_project: MakeProject
) -> None:
    project = make_project(folder="archief/project")
    git(tmp_path / "archief", "init", "-q", "-b", "main")
    put(tmp_path / "archief", "content/pages/van-een-ander.md", "niets")
    git(tmp_path / "archief", "add", "-A")
    git(tmp_path / "archief", "commit", "-q", "-m", "x")
    put(project.root, "content/pages/over.md", text(page(), "Anders."))
    change = report_against(project, "main", TODAY)
    assert change.page_paths("changed") == ["over.html"]
    assert change.files.removed == ()


def test_a_file_with_a_strange_name_comes_out_as_it_is_kept(tmp_path: Path) -> None:
    put(tmp_path, 'content/é — "x".md', b"\r\n\0\xff")
    put(tmp_path, ".gitattributes", "* text=auto ident export-ignore\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "x")
    assert [*files_at(tmp_path, commit_of(tmp_path, "HEAD"), ["content", "none"])] == [
        ('content/é — "x".md', b"\r\n\0\xff")
    ]


@pytest.mark.parametrize(
    ("name", "near"),
    [("mian", "main"), ("feature/kokn", "feature/koken"), ("koken", "feature/koken"), ("v1", "v1.0")],
)
def test_a_name_that_git_does_not_know_is_refused_with_the_nearest(
    make_project: MakeProject, name: str, near: str
) -> None:
    project = commit(make_project())
    git(project.root, "branch", "feature/koken")
    git(project.root, "tag", "v1.0")
    with pytest.raises(GitFault) as fault:
        commit_of(project.root, name)
    assert (fault.value.code, fault.value.near) == ("no-revision", near)


@pytest.mark.parametrize("name", ["--output=/tmp/x", "-h", "", "main:content", "main..main", "..", "content"])
def test_what_is_no_commit_is_refused_and_never_an_option(make_project: MakeProject, name: str) -> None:
    project = commit(make_project())
    with pytest.raises(GitFault) as fault:
        commit_of(project.root, name)
    assert fault.value.code == "no-revision"


def test_in_a_clone_without_history_the_remedy_is_to_fetch_it(make_project: MakeProject, tmp_path: Path) -> None:
    project = commit(make_project())
    commit(project)
    git(tmp_path, "clone", "-q", "--depth=1", project.root.as_uri(), "kort")
    with pytest.raises(GitFault) as fault:
        commit_of(tmp_path / "kort", "HEAD^1")
    assert fault.value.shallow
    said = git_fault_in_words(fault.value.code, "HEAD^1", "", shallow=True, language="nl")
    assert "git fetch --unshallow" in said


def test_without_a_repository_or_without_git_the_command_says_so(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = ["report", "--against", "main", "--source", str(make_project().root), "--language", "nl"]
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", "/")
    assert main(source) == 2
    assert "hoort niet bij een git-archief" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert main(source) == 2
    assert "Git is niet geïnstalleerd" in capsys.readouterr().err


def test_the_command_gives_words_markdown_or_json(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    project = commit(make_project())
    put(project.root, "content/pages/over.md", text(page(), "Anders."))
    source = ["report", "--against", "main", "--source", str(project.root), "--language", "en"]
    assert main(source) == 0
    assert capsys.readouterr().out.startswith("What this change does to the site\n")
    assert main([*source, "--markdown"]) == 0
    assert capsys.readouterr().out.startswith("# What this change does to the site\n")
    assert main([*source, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["against"] == "main"
    assert main([*source[:2], "mian", *source[3:]]) == 2
    assert capsys.readouterr().err == "Git knows no “mian”. Did you mean “main”?\n"


def test_strict_fails_when_the_change_breaks_a_limit_and_not_for_what_was_there(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    project = commit(make_project())  # its activities have too few tips
    source = ["report", "--strict", "--against", "main", "--source", str(project.root)]
    assert main(source) == 0
    put(project.root, "content/pages/over.md", text(page(), "Vraag " + " ".join(["iedereen"] * 25) + "."))
    assert main(source) == 1
    capsys.readouterr()


def test_the_keys_of_the_json_stay(changed: Changed) -> None:
    change = changed({"content/pages/over.md": text(page(), "Anders.")})
    data: dict[str, Any] = json.loads(json.dumps(change.as_data([])))
    assert [*data] == [field.name for field in fields(Change)]
    assert [*data] == [
        *("against", "commit", "ahead", "built_before", "built", "files", "not_compared", "pages", "sizes", "reads"),
        *("activities_before", "activities", "coverage", "limits_before", "limits", "long_sentences", "to_review"),
        *("unsourced", "orphans", "problems", "solved"),
    ]
    assert [*data["pages"][0]] == [
        *("what", "path", "earlier", "title", "source", "first_before", "first", "all_before", "all"),
    ]


def test_words_of_a_stranger_make_no_markdown_and_call_nobody(changed: Changed) -> None:
    evil = "| [klik](https://kwaad.example) <img src=x> @iedereen `code` **vet**"
    change = changed(
        {"content/pages/over.md": text(page(), f"{'Vraag het aan iedereen in de hele buurt en ' * 4} {evil}.")}
    )
    shown = change_in_markdown(change, "nl")
    said = next(line for line in shown.splitlines() if "klik" in line)
    bare = re.sub(r"\\.", "", said)  # what Markdown reads as a sign of its own
    assert not {*"[]<>`*|"} & {*bare}
    assert "@iedereen" not in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_part_is_said_in_both_languages(changed: Changed, language: str) -> None:
    change = changed(
        {
            "content/activities/derde.md": text(activity("Derde", target_groups=["jongeren"])),
            "content/pages/weg.md": None,
            "templates/robots.txt": "User-agent: *\n",
        },
        {"content/pages/weg.md": text(page("Weg"))},
    )
    for show in (change_in_words, change_in_markdown):
        shown = show(change, language)
        assert "{" not in shown
        for name in ("pages", "language", "coverage"):
            assert WORDS[language][name] in shown
        assert "robots" in shown
    assert WORDS["nl"].keys() == WORDS["en"].keys()
