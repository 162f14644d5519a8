"""Problems as a person, GitHub and other programs read them, and the line of each with its place marked."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from tests.conftest import MakeProject
from tests.small import page, put, text
from wijkverbinder.arguments import FORMS
from wijkverbinder.cli import main
from wijkverbinder.excerpt import WIDTH, Excerpt, columns, excerpt_of
from wijkverbinder.formats import (
    FORMATS,
    Telling,
    as_github,
    as_gitlab,
    as_json,
    as_sarif,
    as_text,
    description_page,
    json_schema,
)
from wijkverbinder.model import Location
from wijkverbinder.problem_texts import TEXTS
from wijkverbinder.problems import Problem, problem

VENDOR = Path(__file__).parent / "vendor"
OVER = "content/pages/over.md"
Out = pytest.CaptureFixture[str]


def found(value: str = "dialog", line: int = 2, column: int = 7, path: str = "een.md") -> Problem:
    return problem(
        "unknown-term", Location(path, line, column), value=value, taxonomy="soort", word=value, among=["dialoog"]
    )


def marked(root: Path, written: str, place: tuple[int, int], value: str = "") -> Excerpt:
    (root / "een.md").write_text(written, "utf-8")
    excerpt = excerpt_of(found(value, *place), root)
    assert excerpt
    return excerpt


@pytest.mark.parametrize(
    ("line", "column", "value", "part"),
    [
        ("type: dialog", 7, "dialog", "dialog"),
        ("type: dialog  # uitleg", 7, "", "dialog"),
        ("groups: [ouders, jongern]", 18, "jongern", "jongern"),
        ('title: "Wie: \\"wij\\"" # ja', 8, "", '"Wie: \\"wij\\""'),
        ("title: 'it''s' # ja", 8, "", "'it''s'"),
        ("  titel: x", 3, "phases.titel", "titel"),
        ("Zie [dit](activity:weg) maar.", 1, "activity:weg", "activity:weg"),
        ("   een hele regel  ", 0, "", "een hele regel"),
        ("https://a.nl/b/c.html en [dat](b/c.html)", 1, "b/c.html", "b/c.html"),
        ("title:", 7, "", ""),
        ("", 1, "", ""),
    ],
)
def test_the_part_of_a_line_that_a_problem_is_about_is_marked(
    tmp_path: Path, line: str, column: int, value: str, part: str
) -> None:
    excerpt = marked(tmp_path, f"---\n{line}\n", (2, column), value)
    assert excerpt.marked == part
    assert excerpt.before + excerpt.marked + excerpt.after == line
    assert not excerpt.before.endswith("a.nl/"), "that is another address"


@pytest.mark.parametrize(
    ("before", "part", "under"),
    [
        ("type: ", "dialog", "      ^^^^^^"),
        ("\ttype: ", "ab", "\t      ^^"),
        ("a\tb ", "x", " \t  ^"),
        ("标题: ", "你好", "      ^^^^"),
        ("e\u0301e\u0301: ", "x", "    ^"),
        ("title: ", "مرحبا", "       ^^^^^"),
        ("title: ", "", "       ^"),
    ],
)
def test_signs_stand_below_the_marked_part_whatever_the_width_of_what_is_before_it(
    before: str, part: str, under: str
) -> None:
    line, signs = Excerpt(12, before, part, " rest").in_columns().split("\n")
    assert line == f"   12 | {before}{part} rest"
    assert signs == f"      | {under}"


@pytest.mark.parametrize("at", [0, 30, 400, 790])
def test_a_long_line_is_cut_around_its_mark(at: int) -> None:
    line, signs = Excerpt(3, "x" * at, "fout", "y" * (800 - at)).in_columns().split("\n")
    shown = line.partition(" | ")[2]
    assert columns(shown) <= WIDTH
    start = signs.partition(" | ")[2].index("^")
    assert shown[start:].startswith("fout")
    assert signs.count("^") == 4


def test_a_character_that_a_terminal_obeys_is_shown_as_a_sign(tmp_path: Path) -> None:
    excerpt = marked(tmp_path, "a\n\x1b[31mrood\n", (2, 0))
    assert "\x1b" not in excerpt.in_columns()
    assert "␛[31mrood" in excerpt.in_columns()


def test_a_line_is_the_same_whatever_its_ends_and_whatever_stands_in_front_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "een.md").write_bytes(b"\xef\xbb\xbf---\r\ntype: dialog\r\n")
    excerpt = excerpt_of(found(), tmp_path)
    assert excerpt
    assert (excerpt.before, excerpt.marked, excerpt.after) == ("type: ", "dialog", "")


@pytest.mark.parametrize("at", [Location("een.md"), Location("een.md", 99), Location("weg.md", 2), Location("", 1)])
def test_a_problem_without_a_line_that_can_be_read_has_no_excerpt(tmp_path: Path, at: Location) -> None:
    (tmp_path / "een.md").write_text("---\n", "utf-8")
    assert excerpt_of(found().at(at), tmp_path) is None


def test_words_for_a_terminal_hold_the_line_the_remedy_and_where_to_read_more_once(tmp_path: Path) -> None:
    (tmp_path / "een.md").write_text("---\ntype: dialog\n", "utf-8")
    said = as_text([found(), found(line=1, column=0)], Telling(tmp_path, "nl"))
    assert said.startswith(
        "een.md:2:7: fout: “dialog” is geen term van “soort”. [unknown-term]\n"
        "    2 | type: dialog\n"
        "      |       ^^^^^^\n"
        "    Bedoelde je “dialoog”?\n"
        "    Uitleg: docs/problemen.md#unknown-term\n"
    )
    assert said.count("Uitleg") == 1


def test_what_is_to_do_in_a_draft_takes_one_line(tmp_path: Path) -> None:
    (tmp_path / "een.md").write_text("---\ntype: dialog\n", "utf-8")
    said = as_text([found().in_draft()], Telling(tmp_path, "en"))
    assert said == "een.md:2:7: to do: “dialog” is not a term of “soort”. [unknown-term]"


def test_every_description_that_is_named_is_on_the_page_of_descriptions() -> None:
    described = (Path(__file__).parents[2] / "docs" / "problemen.md").read_text("utf-8")
    for code in TEXTS:
        assert f"\n## {code}\n" in described


@pytest.mark.parametrize(
    ("repository", "page_of"),
    [
        ("", "docs/problemen.md"),
        ("https://github.com/wij/site", "https://github.com/wij/site/blob/HEAD/docs/problemen.md"),
        ("https://github.com/wij/site.git/", "https://github.com/wij/site/blob/HEAD/docs/problemen.md"),
        ("https://gitlab.example.org/wij/site", "https://gitlab.example.org/wij/site/-/blob/HEAD/docs/problemen.md"),
    ],
)
def test_descriptions_are_on_the_host_of_the_sources_if_there_is_one(repository: str, page_of: str) -> None:
    assert description_page(repository) == page_of


def test_what_a_workflow_command_would_read_as_its_own_signs_is_written_otherwise(tmp_path: Path) -> None:
    odd = found("50%: a,b\r\n::error::x", 2, 7, "map,een:twee.md")
    [line] = as_github([odd], Telling(tmp_path, "nl")).splitlines()
    command, _, message = line.removeprefix("::").partition("::")
    assert command == "error file=map%2Ceen%3Atwee.md,line=2,col=7,title=fout [unknown-term]"
    assert message.startswith("“50%25: a,b%0D%0A::error::x” is geen term van “soort”.%0A")
    assert not re.search(r"[\r\n]|%(?!25|0D|0A|3A|2C)", line)


@pytest.mark.parametrize(("todo", "command"), [(False, "error"), (True, "notice")])
def test_a_problem_without_a_line_still_names_its_file(tmp_path: Path, todo: bool, command: str) -> None:
    one = found(line=0, column=0)
    said = as_github([one.in_draft() if todo else one], Telling(tmp_path, "nl"))
    assert said.startswith(f"::{command} file=een.md,title=")


def test_json_is_as_its_schema_says_for_every_problem_that_there_is(tmp_path: Path) -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    said = json.loads(as_json(every_problem(), Telling(tmp_path, "en")))
    Draft202012Validator(schema).validate(said)
    assert sum(said["counts"].values()) == len(said["problems"]) == len(TEXTS) + 1
    assert said["counts"]["todo"] == 1


@pytest.mark.parametrize("repository", ["", "https://github.com/wij/site"])
def test_sarif_is_as_the_standard_says_for_every_problem_that_there_is(tmp_path: Path, repository: str) -> None:
    schema = json.loads((VENDOR / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
    said = json.loads(as_sarif(every_problem(), Telling(tmp_path, "nl", repository)))
    Draft4Validator(schema).validate(said)
    run = said["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*TEXTS]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}
    region = run["results"][0]["locations"][0]["physicalLocation"]
    assert region["artifactLocation"]["uri"] == "map/een%20%C3%A9.md"
    assert bool(repository) is ("helpUri" in rules[0])


def test_gitlab_gets_a_row_per_problem_that_it_knows_again_when_lines_shift(tmp_path: Path) -> None:
    problems = [Problem("empty-value", Location("content/a.md", 4, 1, (name,)), (("field", name),)) for name in "xy"]
    rows = json.loads(as_gitlab(problems, Telling(tmp_path, "nl")))
    assert [row["location"] for row in rows] == [{"path": "content/a.md", "lines": {"begin": 4}}] * 2
    assert {row["severity"] for row in rows} == {"major"}
    prints = [row["fingerprint"] for row in rows]
    assert len({*prints}) == 2
    lower = [one.at(one.location._replace(line=9)) for one in problems]
    assert [row["fingerprint"] for row in json.loads(as_gitlab(lower, Telling(tmp_path, "nl")))] == prints


def test_sarif_without_problems_is_a_run_without_results(tmp_path: Path) -> None:
    said = json.loads(as_sarif([], Telling(tmp_path, "nl")))
    Draft4Validator(json.loads((VENDOR / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))).validate(said)
    assert said["runs"][0]["results"] == []


def test_the_schema_of_the_standard_is_as_it_was_published() -> None:
    entry = tomllib.loads((VENDOR / "vendor.toml").read_text("utf-8"))["sarif-schema"]
    assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("form", FORMS)
def test_the_exit_code_is_the_same_in_every_form_and_the_output_holds_nothing_else(
    make_project: MakeProject, capsys: Out, command: str, form: str
) -> None:
    project = make_project()
    arguments = [command, "--source", str(project.root), "--language", "nl", "--format", form]
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert read(form, said.out if form != "text" else said.err) == 0
    put(project.root, OVER, text(page(titel="x", order="veel")))
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert read(form, said.out if form != "text" else said.err) == 2
    assert "2 fouten gevonden." in said.err


def test_every_form_has_its_name_at_the_command() -> None:
    assert [*FORMS] == [*FORMATS]


def read(form: str, said: str) -> int:
    """How many problems a form holds."""
    if form == "json":
        return len(json.loads(said)["problems"])
    if form == "sarif":
        return len(json.loads(said)["runs"][0]["results"])
    if form == "gitlab":
        return len(json.loads(said))
    return len(re.findall(r"^::error " if form == "github" else r"^\S+: fout: ", said, re.M))


def every_problem() -> list[Problem]:
    """A problem of each kind, with its values, and one in a draft."""
    names: Any = {
        name
        for one in TEXTS.values()
        for said in (*one.what.values(), *one.do.values())
        for name in NAME.findall(said)
    }
    values = {name: f"{name}-waarde" for name in names}
    place = Location("map/een é.md", 2, 1)
    found = [problem(code, place, **values) for code in TEXTS]
    return [*found, found[0].in_draft()]


NAME = re.compile(r"(?<!\{)\{(\w+)\}")
