"""The command `new`: files that are ready to fill in."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.small import Files, activity, put, text
from wijkverbinder.blanks import template
from wijkverbinder.cli import main
from wijkverbinder.kinds import KINDS
from wijkverbinder.matter import parse_matter
from wijkverbinder.new import DUTCH, WORDS
from wijkverbinder.pipeline import check
from wijkverbinder.project import Project
from wijkverbinder.schemas import SCHEMAS
from wijkverbinder.shapes import Choices
from wijkverbinder.vocabulary import parse_terms

Out = pytest.CaptureFixture[str]
ENGLISH = {"site.toml": 'languages = ["nl", "en"]\n'}


def new(project: Project, *words: str) -> int:
    return main(["new", *words, "--source", str(project.root), "--language", "nl"])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "target-group"])
def test_a_new_file_of_a_kind_holds_every_field_and_stops_nothing(
    make_project: MakeProject, capsys: Out, kind: str
) -> None:
    project = make_project()
    assert new(project, kind, "Café & buurt: samen!") == 0
    file = project.content / KINDS[kind].folder / "cafe-buurt-samen.md"
    said = capsys.readouterr().out
    assert f"Gemaakt: content/{KINDS[kind].folder}/cafe-buurt-samen.md" in said
    assert "build.py serve" in said
    assert "build.py check" in said
    written = file.read_text("utf-8")
    matter = parse_matter(written)
    assert matter.facts["title"] == "Café & buurt: samen!"
    assert matter.facts["draft"] is True
    for name, field in SCHEMAS[kind].model_fields.items():
        assert f"\n{name}:" in written or f"\n#{name}:" in written
        assert field.description
        assert field.description[:40] in " ".join(written.replace("\n#", "").split())
    outcome = check(project)
    assert not outcome.failed, outcome.report.problems
    assert "draft-left-out" in {found.code for found in outcome.report.problems}


@pytest.mark.parametrize(
    "title", ["true", "12", "- ja", "Wie? Wij #1", '"Thuis"', "a: b", "’s Avonds", "@huis", "[x]"]
)
def test_a_title_is_read_back_as_it_was_given(make_project: MakeProject, title: str) -> None:
    project = make_project()
    assert new(project, "activity", title) == 0
    [file] = [
        file
        for file in (project.content / "activities").glob("*.md")
        if file.stem not in {"samen-koken", "samen-wandelen"}
    ]
    assert parse_matter(file.read_text("utf-8")).facts["title"] == title


def test_a_file_that_is_there_is_left_as_it_is_and_named(make_project: MakeProject, capsys: Out) -> None:
    project = make_project({"content/activities/map/dieper.md": text(activity("Dieper"))})
    for title, path in (("Samen koken", "samen-koken.md"), ("Dieper", "map/dieper.md")):
        before = (project.content / "activities" / path).read_bytes()
        assert new(project, "activity", title) == 1
        assert f"is er al: content/activities/{path}" in capsys.readouterr().out
        assert (project.content / "activities" / path).read_bytes() == before


@pytest.mark.parametrize(
    ("written", "said"), [("activitty", "activity"), ("pagin", "pagina"), ("voorbeelt", "voorbeeld")]
)
def test_a_kind_that_does_not_exist_gets_the_nearest(
    make_project: MakeProject, capsys: Out, written: str, said: str
) -> None:
    project = make_project()
    assert new(project, written, "Iets") == 1
    out = capsys.readouterr().out
    assert f"Bedoelde je “{said}”?" in out
    assert all(kind in out for kind in KINDS)


@pytest.mark.parametrize("dutch", DUTCH)
def test_a_kind_may_be_named_in_dutch(make_project: MakeProject, dutch: str) -> None:
    project = make_project()
    made = new(project, dutch, "Ouderen")
    assert made == 0
    assert (project.content / KINDS[DUTCH[dutch]].folder / "ouderen.md").exists()


def test_a_title_without_letters_makes_no_file(make_project: MakeProject, capsys: Out) -> None:
    assert new(make_project(), "page", "؟!") == 1
    assert "geen bestandsnaam" in capsys.readouterr().out


def test_a_title_that_windows_keeps_as_a_name_makes_no_file(make_project: MakeProject, capsys: Out) -> None:
    assert new(make_project(), "page", "Con") == 1
    assert "Geen bestand kan “con” heten" in capsys.readouterr().out


def test_a_target_group_must_be_one_of_the_terms(make_project: MakeProject, capsys: Out) -> None:
    project = make_project()
    assert new(project, "target-group", "Vissers") == 1
    assert "ouderen" in capsys.readouterr().out
    assert not (project.content / "target-groups").exists()


def test_a_translation_holds_what_is_translated_with_the_dutch_beside_it(make_project: MakeProject) -> None:
    project = make_project(ENGLISH)
    assert new(project, "activity", "Samen koken", "--lang", "en") == 0
    written = (project.content / "activities/samen-koken.en.md").read_text("utf-8")
    facts = parse_matter(written).facts
    assert facts["draft"] is True
    assert not facts.keys() & {"type", "checked", "contact", "group_size", "cost", "evidence.grade"}
    assert "# Over samen koken met de buren.\nsummary:" in written
    assert "# Lees ook [over buren](library:over-buren)." in written
    assert len(facts["steps"]) == 3
    outcome = check(project)
    assert not outcome.failed, outcome.report.problems
    todo = [found for found in outcome.report.problems if found.todo]
    assert {found.code for found in todo} == {"translation-missing", "empty-value"}


def test_a_translation_that_is_filled_in_is_whole(make_project: MakeProject) -> None:
    project = make_project(ENGLISH)
    new(project, "activity", "samen-koken", "--lang", "en")
    file = project.content / "activities/samen-koken.en.md"
    lines = file.read_text("utf-8").splitlines()
    filled = []
    for number, line in enumerate(lines):
        bare = line.strip()
        if bare.startswith("#") or bare in {"", "---", "draft: true"}:
            filled.append(line if bare != "draft: true" else "")
        elif bare.endswith("|-"):
            filled += [line, " " * (len(line) - len(line.lstrip()) + 2) + f"Text {number}."]
        elif bare.endswith(":") and not (number + 1 < len(lines) and is_deeper(lines, number)):
            filled.append(f"{line} Text {number}.")
        else:
            filled.append(f"{line} Text {number}." if bare == "-" else line)
    file.write_text("\n".join(filled) + "\n\nThe text.\n", "utf-8")
    assert not check(project).report.problems


def is_deeper(lines: list[str], number: int) -> bool:
    """Whether fields of its own stand below a field."""
    rest = (line for line in lines[number + 1 :] if line.strip() and not line.strip().startswith("#"))
    below, own = next(rest), lines[number]
    return below != "---" and len(below) - len(below.lstrip(" ")) > len(own) - len(own.lstrip(" -"))


@pytest.mark.parametrize(
    ("words", "files", "said"),
    [
        (("Samen koken", "--lang", "en"), {}, 'languages = ["nl", "en"]'),
        (("Samen koken", "--lang", "xx"), ENGLISH, "xx"),
        (("Samen koken", "--lang", "nl"), ENGLISH, "taal van de originelen"),
        (("Samen kokken", "--lang", "en"), ENGLISH, "Bedoelde je “samen-koken”?"),
    ],
)
def test_a_translation_that_cannot_be_is_refused_with_what_to_do(
    make_project: MakeProject, capsys: Out, words: tuple[str, ...], files: Files, said: str
) -> None:
    assert new(make_project(files), "activity", *words) == 1
    assert said in capsys.readouterr().out


LAYER: Files = {"overlays/x/overlay.toml": 'name = "X"\n[settings]\nlanguages = ["nl", "en"]\n'}


@pytest.mark.parametrize(
    ("words", "files"),
    [(("--overlay", "x"), LAYER), ((), {**LAYER, "site.toml": 'overlay = "x"\n'})],
    ids=["asked for", "in the settings"],
)
def test_a_language_that_the_local_layer_switches_on_is_on(
    make_project: MakeProject, words: tuple[str, ...], files: Files
) -> None:
    project = make_project(files)
    assert new(project, "page", "over", "--lang", "en", *words) == 0
    assert (project.content / "pages/over.en.md").exists()


def test_where_the_layer_decides_on_languages_that_is_the_file_to_write_in(
    make_project: MakeProject, capsys: Out
) -> None:
    project = make_project(LAYER)
    assert new(project, "page", "over", "--lang", "ar", "--overlay", "x") == 1
    assert 'Zet in overlays/x/overlay.toml: languages = ["nl", "en", "ar"]' in capsys.readouterr().out


def test_a_translation_of_what_cannot_be_read_says_where(make_project: MakeProject, capsys: Out) -> None:
    project = make_project({**ENGLISH, "content/pages/stuk.md": "---\ntitle: [x\n---\n"})
    assert new(project, "page", "stuk", "--lang", "en") == 1
    assert "content/pages/stuk.md:2" in capsys.readouterr().out


@pytest.mark.parametrize(
    "data", ["---\ntitle: Café\n---\n".encode("cp1252"), "---\ntitle: x\n---\n".encode("utf-16")]
)
def test_a_translation_of_what_is_not_utf8_is_refused_with_what_to_do(
    make_project: MakeProject, capsys: Out, data: bytes
) -> None:
    project = make_project(ENGLISH)
    (project.content / "pages" / "stuk.md").write_bytes(data)
    assert new(project, "page", "stuk", "--lang", "en") == 1
    said = capsys.readouterr()
    assert "content/pages/stuk.md" in said.out
    assert "Sla het opnieuw op als “UTF-8”" in said.out
    assert not said.err
    assert not (project.content / "pages" / "stuk.en.md").exists()


def test_a_translation_of_what_lies_outside_the_content_is_not_made(make_project: MakeProject, capsys: Out) -> None:
    project = make_project(ENGLISH)
    put(project.root, "elders/geheim.md", text(activity("Geheim")))
    (project.content / "activities/geheim.md").symlink_to(project.root / "elders/geheim.md")
    assert new(project, "activity", "geheim", "--lang", "en") == 1
    assert "geen activity “geheim”" in capsys.readouterr().out
    assert not (project.content / "activities/geheim.en.md").exists()


def test_a_translation_that_is_there_is_left_as_it_is(make_project: MakeProject, capsys: Out) -> None:
    project = make_project(ENGLISH)
    assert new(project, "page", "over", "--lang", "en") == 0
    capsys.readouterr()
    assert new(project, "page", "over", "--lang", "en") == 1
    assert "content/pages/over.en.md" in capsys.readouterr().out


def test_the_templates_for_editors_and_new_files_are_of_one_source(make_project: MakeProject) -> None:
    project = make_project()
    put(project.root, "content/pages/over.md", None)
    assert new(project, "page", "Over") == 0
    made = (project.content / "pages/over.md").read_text("utf-8").partition("\n\n")[2].splitlines()
    phases = dict.fromkeys(("in-rust", "bij-ongemak", "bij-spanning", "bij-incidenten"), False)
    licences = tuple(parse_terms((project.content / "terms/licence.yaml").read_text("utf-8"), "", ("nl",))[0])
    copied = template("page", Choices({"licence": licences}, phases)).partition("\n\n")[2].splitlines()
    assert [line for line in made if line not in copied] == [
        line for line in made if line.startswith(("title: ", "checked: "))
    ]


def test_the_words_are_there_in_both_languages() -> None:
    assert {*WORDS["nl"]} == {*WORDS["en"]}


def test_a_title_that_no_file_can_be_named_after_is_refused(make_project: MakeProject, capsys: Out) -> None:
    assert new(make_project(), "activity", "samen " * 100) == 1
    said = capsys.readouterr().out
    assert said == "De titel is te lang voor een bestandsnaam. Kies een kortere, van hooguit 200 tekens.\n"


@pytest.mark.parametrize(("language", "why"), [("nl", "er kan alleen gelezen worden"), ("en", "it can only be read")])
def test_a_folder_in_which_nobody_may_write_is_told(
    make_project: MakeProject, capsys: Out, monkeypatch: pytest.MonkeyPatch, language: str, why: str
) -> None:
    project = make_project()

    def refuses(file: Path, *_how: object, **_more: object) -> None:
        raise OSError(errno.EROFS, "", str(file))

    monkeypatch.setattr(Path, "mkdir", refuses)
    assert main(["new", "activity", "Samen x", "--source", str(project.root), "--language", language]) == 1
    said = capsys.readouterr().out
    assert said.startswith("content/activities/samen-x.md ")
    assert why in said
