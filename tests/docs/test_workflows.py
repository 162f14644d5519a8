"""What forges run for us: it can be read, has the least rights, and gives commands that exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from wijkverbinder.arguments import parser_of

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
COMMAND = re.compile(r"python3 build\.py[^\n;|>&]*")


def read(file: Path) -> dict[Any, Any]:
    table = yaml.safe_load(file.read_text("utf-8"))
    assert isinstance(table, dict)
    return table


def jobs(workflow: dict[Any, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from workflow["jobs"].items()


def test_both_workflows_are_there() -> None:
    assert [file.name for file in WORKFLOWS] == ["check.yml", "pages.yml"]


@pytest.mark.parametrize("file", [*WORKFLOWS, GITLAB], ids=lambda file: file.name)
def test_every_command_exists_with_its_options(file: Path) -> None:
    lines = COMMAND.findall(file.read_text("utf-8"))
    assert lines
    for line in lines:
        words = shlex.split(line)[2:]
        options, rest = parser_of("en").parse_known_args(words)
        assert not rest or options.command == "test", line


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_an_action_of_another_is_pinned_by_its_whole_hash_with_its_version_beside_it(file: Path) -> None:
    used = re.findall(r"uses: (.+)", file.read_text("utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_one_action_has_one_hash() -> None:
    used = {use for file in WORKFLOWS for use in re.findall(r"uses: (.+)", file.read_text("utf-8"))}
    names = [use.partition("@")[0] for use in used]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_may_only_read_and_stops_in_time(file: Path) -> None:
    workflow = read(file)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["group"]
    for name, job in jobs(workflow):
        assert 0 < job["timeout-minutes"] <= 60, name
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_a_proposal_of_a_stranger_meets_no_secrets_and_no_rights() -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text("utf-8")
    workflow = read(ROOT / ".github/workflows/check.yml")
    # YAML 1.1 reads the word `on` as true.
    assert {*workflow[True]} == {"pull_request", "push"}
    assert "secrets" not in text
    assert "pull_request_target" not in text
    assert all("permissions" not in job for _, job in jobs(workflow))
    # Words of a proposal (its title, its branch) never become part of a command.
    runs = [step["run"] for _, job in jobs(workflow) for step in job["steps"] if "run" in step]
    assert not any("${{" in run for run in runs)


def test_a_reviewer_sees_what_a_proposal_does_to_the_site() -> None:
    steps = read(ROOT / ".github/workflows/check.yml")["jobs"]["content"]["steps"]
    # Of a proposal the forge checks out the merge, whose first parent is the site without it: two commits deep.
    assert steps[0]["with"]["fetch-depth"] == 2
    (compared,) = (step for step in steps if "--against" in step.get("run", ""))
    assert compared["run"] == 'python3 build.py report --against HEAD^1 --markdown >> "$GITHUB_STEP_SUMMARY"'
    assert "always()" in compared["if"]  # also, and above all, when the check before it failed
    content = read(GITLAB)["content"]
    assert content["variables"]["GIT_DEPTH"] == "0"
    (line,) = (line for line in content["after_script"] if "--against" in line)
    assert "CI_MERGE_REQUEST_DIFF_BASE_SHA" in line
    assert "verandering.md" in content["artifacts"]["paths"]


def test_only_the_job_that_publishes_may_publish_and_it_runs_no_code_of_ours() -> None:
    workflow = read(ROOT / ".github/workflows/pages.yml")
    assert {*workflow[True]} == {"push", "workflow_dispatch"}
    rights = {name: job.get("permissions") for name, job in jobs(workflow)}
    assert rights == {"build": None, "publish": {"pages": "write", "id-token": "write"}}
    assert not any("run" in step for step in workflow["jobs"]["publish"]["steps"])


def test_gitlab_publishes_the_default_branch_alone() -> None:
    pipeline = read(GITLAB)
    assert {"content", "code", "pages"} <= {*pipeline}
    assert pipeline["pages"]["artifacts"]["paths"] == ["public"]
    assert pipeline["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert pipeline["content"]["artifacts"]["reports"] == {"codequality": "codequality.json"}
    for name in ("content", "code", "pages"):
        assert pipeline[name]["stage"] in pipeline["stages"]


def test_the_template_of_a_proposal_asks_what_a_person_must_look_at() -> None:
    text = (ROOT / ".github/pull_request_template.md").read_text("utf-8")
    asked = re.findall(r"^- \[ \] (.+)$", text, re.MULTILINE)
    assert len(asked) >= 8
    assert "CONTRIBUTING.md#eisen-aan-de-inhoud" in text
    criteria = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert "## Eisen aan de inhoud" in criteria
    # What both say, both say in the same words: who changes one meets this test.
    for words in ("De stappen kan iemand morgen doen", "Er is geen zin overgenomen", "is voor die fase geschreven"):
        assert words in text, words
        assert words in criteria, words


@pytest.mark.parametrize("file", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.md")), ids=lambda file: file.name)
def test_a_template_of_a_report_has_a_name_and_says_what_it_is_for(file: Path) -> None:
    head = yaml.safe_load(file.read_text("utf-8").split("---")[1])
    assert head["name"]
    assert head["about"]
