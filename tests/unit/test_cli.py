"""The commands as a person meets them: words, languages, exit codes."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.small import ROOT, page, put, text, tree
from wijkverbinder import cli
from wijkverbinder.arguments import ARGUMENTS
from wijkverbinder.cli import COMMANDS, main
from wijkverbinder.command_words import WORDS, spoken_language
from wijkverbinder.formats import show_problem
from wijkverbinder.lock import locked
from wijkverbinder.model import Location
from wijkverbinder.problems import problem
from wijkverbinder.project import Project
from wijkverbinder.report.online import Manners

OVER = "content/pages/over.md"
LANGUAGE_NAMES = ("WIJKVERBINDER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that speaks Dutch, whatever machine this is."""
    for name in LANGUAGE_NAMES:
        monkeypatch.delenv(name, raising=False)


def run(project: Project, *words: str) -> int:
    """Runs a command on a project."""
    return main(["--source", str(project.root), *words])


def test_a_build_says_what_it_did_in_one_line(make_project: MakeProject, capsys: Out) -> None:
    project = make_project()
    assert run(project) == 0
    said = capsys.readouterr()
    assert re.fullmatch(
        r"\d+ pagina's in \d+\.\d\d s: \d+ bestanden geschreven, 0 weggehaald\. → site/index\.html\n", said.out
    )
    assert said.err == ""
    assert run(project, "build") == 0
    assert "niets veranderd" in capsys.readouterr().out


def test_a_check_writes_nothing_and_says_that_all_is_well(make_project: MakeProject, capsys: Out) -> None:
    project = make_project()
    before = tree(project.root)
    assert run(project, "check") == 0
    assert "Alles klopt" in capsys.readouterr().out
    assert tree(project.root) == before


@pytest.mark.parametrize("command", ["build", "check"])
def test_mistakes_are_shown_with_place_kind_and_remedy_and_the_exit_code_is_one(
    make_project: MakeProject, capsys: Out, command: str
) -> None:
    project = make_project({OVER: text(page(titel="x", order="veel"))})
    assert run(project, command) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert re.search(
        r"^content/pages/over\.md:\d+:\d+: fout: .* \[unknown-field\]\n(?: .*\n){2}    Bedoelde je “title”\?$",
        said.err,
        re.M,
    )
    assert "2 fouten gevonden." in said.err
    assert ("niet veranderd" in said.err) is (command == "build")
    assert not project.output.exists()


def test_one_mistake_is_counted_as_one(make_project: MakeProject, capsys: Out) -> None:
    run(make_project({OVER: text(page(order="veel"))}))
    assert capsys.readouterr().err.endswith("1 fout gevonden. De site is niet veranderd.\n")


def test_a_warning_is_shown_and_the_exit_code_is_zero(make_project: MakeProject, capsys: Out) -> None:
    project = make_project()
    put(project.output, "CNAME", "x.nl")
    assert run(project) == 0
    said = capsys.readouterr()
    assert "site/CNAME: let op: " in said.err
    assert "pagina's in" in said.out


def test_a_second_build_at_once_says_so(make_project: MakeProject, capsys: Out) -> None:
    project = make_project()
    with locked(project.state):
        assert run(project) == 1
    assert "[build-busy]" in capsys.readouterr().err


def test_the_output_can_go_elsewhere(make_project: MakeProject, tmp_path: Path, capsys: Out) -> None:
    project = make_project()
    assert run(project, "--output", str(tmp_path / "elders")) == 0
    assert run(project, "build", "--output", str(tmp_path / "nog elders")) == 0
    assert (tmp_path / "elders" / "index.html").exists()
    assert (tmp_path / "nog elders" / "index.html").exists()
    assert not project.output.exists()
    assert str(tmp_path / "elders" / "index.html") in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--language", "en"], ["--language=en"], ["build", "--language", "en"]])
def test_messages_come_in_the_language_that_was_asked_for(
    make_project: MakeProject, capsys: Out, words: list[str]
) -> None:
    assert run(make_project({OVER: text(page(order="veel"))}), *words) == 1
    assert "1 error found. The site has not changed." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "nl"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "en_US", "WIJKVERBINDER_LANG": "nl"}, "nl"),
        ({"LC_ALL": "", "LANG": "en"}, "en"),
        ({"LANG": "C"}, "nl"),
    ],
)
def test_without_a_wish_the_machine_decides(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert spoken_language() == language
    assert spoken_language(["--language", "nl"]) == "nl"
    assert spoken_language(["build", "--language=en"]) == "en"


def test_every_command_that_is_understood_does_something() -> None:
    assert [*COMMANDS] == [*ARGUMENTS]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_explains_itself(capsys: Out, command: str, language: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--language", language, *command.split(), "--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    words = WORDS[language]
    assert "build.py" in said
    assert (words[command].lower() if command else words["about"].lower()) in said.lower()
    if not command:
        assert all(words[name] in said for name in COMMANDS)


@pytest.mark.parametrize(
    "words", [["bouw"], ["--uitvoer", "x"], ["check", "extra"], ["--language", "fr"], ["bench", "veel"]]
)
def test_a_word_that_means_nothing_ends_with_two(capsys: Out, words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "dutch", "english"),
    [
        ("new activity Samen zingen", 'build.py new activity "Samen zingen"', 'build.py new activity "Samen zingen"'),
        ("biuld", "“biuld” is geen opdracht. Bedoelde je build?", "“biuld” is no command. Did you mean build?"),
        ("CHECK", "Bedoelde je check?", "Did you mean check?"),
        ("check --langauge en", "Bedoelde je --language?", "Did you mean --language?"),
        ("report --today 1-1-2027", "Schrijf hem als 2026-11-22", "Write it as 2026-11-22"),
        ("report --json --markdown", "gaan niet samen", "don't go together"),
        ("serve --port veel", "“veel” is geen poort", "“veel” is no port"),
        ("bench veel", "“veel” is geen geheel getal", "“veel” is no whole number"),
        ("new activity", "ontbreekt nog iets", "still missing"),
        ("check --format", "ontbreekt een waarde", "A value is missing"),
        ("check --format=tekst", "Kies uit: text, github", "Choose from: text, github"),
        ("report --json=x", "hoort geen waarde", "takes no value"),
        ("serve --o", "dat kan --output, --overlay zijn", "that can be --output, --overlay"),
        ("check extra", "“extra” hoort niet bij deze opdracht (check)", "does not belong to this command (check)"),
    ],
)
def test_wrong_arguments_are_told_in_the_language_with_what_was_meant(
    capsys: Out, line: str, dutch: str, english: str
) -> None:
    for language, said in (("nl", dutch), ("en", english)):
        with pytest.raises(SystemExit) as ended:
            main(["--language", language, *line.split()])
        assert ended.value.code == 2
        told = capsys.readouterr().err
        assert said in told
        assert not re.search("usage|invalid|argument ", told)


def test_a_folder_that_is_not_there_is_named(capsys: Out, tmp_path: Path, make_project: MakeProject) -> None:
    absent = tmp_path / "nergens"
    for command in ("build", "check", "report", "serve"):
        assert main([command, "--source", str(absent)]) == 2
        assert f"{absent.as_posix()} is geen map, of is er niet." in capsys.readouterr().err
    assert run(make_project(), "report", "--html", str(absent / "x.html")) == 1
    assert f"Schrijven lukt niet: de map {absent} is er niet" in capsys.readouterr().err


WITHOUT = {
    "--output": ("check", "serve", "new", "addresses", "edition", "report", "translations", "test", "lint", "bench"),
    "--overlay": ("weigh", "test", "lint", "bench"),
    "--source": ("test", "lint", "bench"),
}
"""The commands for which an option that others share decides nothing."""


def given(monkeypatch: pytest.MonkeyPatch, name: str, *words: str) -> str | None:
    """What a command that does nothing is given as an option."""
    seen: list[str | None] = []

    def command(options: argparse.Namespace, *_rest: object) -> int:
        seen.append(getattr(options, name))
        return 0

    for one in COMMANDS:
        monkeypatch.setitem(cli.COMMANDS, one, command)
    assert main(words) == 0
    return seen[0]


def both_ways(command: str, option: str) -> list[list[str]]:
    """An option before a command and behind it; what stands behind `test` goes to the tests."""
    needed = ["page", "Over"] if command == "new" else []
    return [[option, "x", command, *needed], [command, *needed, f"{option}=x"]][: 1 if command == "test" else 2]


@pytest.mark.parametrize("option", WITHOUT)
def test_an_option_that_a_command_does_nothing_with_is_refused(
    capsys: Out, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    for words in (words for command in WITHOUT[option] for words in both_ways(command, option)):
        with pytest.raises(SystemExit) as ended:
            given(monkeypatch, "command", *words)
        assert ended.value.code == 2, words
        assert option in capsys.readouterr().err


@pytest.mark.parametrize("option", WITHOUT)
def test_an_option_that_a_command_does_something_with_may_stand_on_either_side_of_it(
    monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    for command in COMMANDS.keys() - {*WITHOUT[option]}:
        for words in both_ways(command, option):
            assert given(monkeypatch, option.removeprefix("--"), *words) == "x", words


LAYER_TOML = """\
name = "Ergens"
[settings]
name = "Wijk van hier"
languages = ["nl", "en"]
base_url = "https://hier.example/"
"""


def test_every_command_goes_by_the_settings_of_the_layer(
    make_project: MakeProject, capsys: Out, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = {
        "overlays/x/overlay.toml": LAYER_TOML,
        "content/pages/over.en.md": text({"title": "About", "summary": "x."}),
    }
    project = make_project(files, real_templates=True)
    assert run(project, "edition", "--overlay", "x") == 0
    assert "Uitgave" in capsys.readouterr().out
    assert project.editions.exists()
    page_of = tmp_path / "rapport.html"
    assert run(project, "report", "--overlay", "x", "--html", str(page_of)) == 0
    assert "Wijk van hier" in page_of.read_text("utf-8")
    asked: list[str] = []

    def visited(_links: object, manners: Manners) -> tuple[()]:
        asked.append(manners.agent)
        return ()

    monkeypatch.setattr("wijkverbinder.report.visit_links", visited)
    assert run(project, "report", "--overlay", "x", "--online") == 0
    assert "https://hier.example/" in asked[0]


def test_the_words_behind_test_go_to_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    from wijkverbinder import testing

    monkeypatch.setattr(testing, "run_tests", lambda words: 5 if words == ["-k", "fase", "--without-browser"] else 1)
    assert main(["test", "-k", "fase", "--without-browser"]) == 5


def test_an_unexpected_error_gives_a_sentence_and_a_log_and_no_traceback(
    make_project: MakeProject, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project()

    def breaks(*_arguments: object) -> int:
        raise ZeroDivisionError("iets onverwachts")

    monkeypatch.setitem(cli.COMMANDS, "build", breaks)
    assert run(project) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert "ZeroDivisionError: iets onverwachts" in said.err
    log = project.state / "fout.log"
    assert str(log) in said.err
    assert "Traceback" in log.read_text("utf-8")


def test_an_unexpected_error_where_nobody_may_write_is_noted_elsewhere(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_arguments: object) -> int:
        raise ZeroDivisionError("iets onverwachts")

    put(tmp_path, "README.md", "x")
    put(tmp_path, "aside/x", "")
    monkeypatch.setitem(cli.COMMANDS, "build", breaks)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "aside"))
    assert main(["--source", str(tmp_path / "README.md")]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert str(tmp_path / "aside" / "fout.log") in said.err


def test_a_file_in_the_place_of_a_project_is_told(tmp_path: Path, capsys: Out) -> None:
    put(tmp_path, "README.md", "x")
    assert main(["check", "--source", str(tmp_path / "README.md"), "--language", "nl"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "README.md is geen map" in said


def test_ctrl_c_ends_quietly(make_project: MakeProject, capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.COMMANDS, "build", interrupted)
    assert run(make_project()) == 130
    assert capsys.readouterr().err == "\nAfgebroken. De site is zoals hij was.\n"


def test_every_word_of_ours_is_there_in_both_languages() -> None:
    assert {*WORDS["nl"]} == {*WORDS["en"]}
    for name, words in WORDS["nl"].items():
        assert sorted(re.findall(r"\{\w+\}", words)) == sorted(re.findall(r"\{\w+\}", WORDS["en"][name])), name


def test_a_problem_without_a_line_shows_its_file_alone() -> None:
    assert show_problem(problem("no-content", Location("content"), value="content"), "en").startswith(
        "content: error: "
    )


def test_the_program_runs_on_a_terminal_that_knows_no_accents(make_project: MakeProject) -> None:
    project = make_project({OVER: text(page("Één", order="veel"))})
    program = "import sys; from wijkverbinder.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", program, "--source", str(project.root)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        env=environment,
    )
    assert done.returncode == 1
    assert "“order” moet".encode() in done.stderr
    assert b"Traceback" not in done.stderr
