"""The schemas for text editors: true to the content that is there, and wired in the repository."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.small import ROOT
from tools.schema import kind_schema, schema_files, settings_schema, terms_schema
from wijkverbinder.formats import WORDS
from wijkverbinder.kinds import KINDS
from wijkverbinder.matter import parse_matter
from wijkverbinder.read import read_text
from wijkverbinder.schemas import SCHEMAS
from wijkverbinder.serve import WORDS as SERVE_WORDS

VSCODE = ROOT / ".vscode"


def faults(schema: Any, value: Any) -> list[str]:
    """What a schema has against a value."""
    Draft202012Validator.check_schema(schema)
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("kind", KINDS)
def test_all_content_is_as_its_schema_says(kind: str) -> None:
    schema = kind_schema(kind)
    files = [file for file in (ROOT / "content" / KINDS[kind].folder).rglob("*.md") if "." not in file.stem]
    assert files
    found = {file.name: faults(schema, parse_matter(read_text(file)).facts) for file in files}
    assert not {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "dialog"}, "'dialog' is not one of"),
        ({"titel": "x"}, "'titel' was unexpected"),
        ({"related": ["library:x"]}, "does not match"),
        ({"group_size": {"min": "veel"}}, "is not of type 'integer'"),
        ({"phases": {"bij-feest": {}}}, "'bij-feest' is not one of"),
        ({"draft": "ja"}, "is not of type 'boolean'"),
    ],
)
def test_a_mistake_is_seen_by_the_schema_too(change: dict[str, Any], said: str) -> None:
    facts = parse_matter(read_text(ROOT / "docs/redactie/voorbeelden/activity.md")).facts
    assert faults(kind_schema("activity"), facts) == []
    assert any(said in fault for fault in faults(kind_schema("activity"), facts | change))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_field_has_its_description_in_dutch_and_its_terms(kind: str) -> None:
    schema = kind_schema(kind)
    for model in (schema, *schema.get("$defs", {}).values()):
        assert all(field.get("description") for field in model["properties"].values())
    written = json.dumps(schema)
    assert "x-taxonomy" not in written
    assert "x-kind" not in written


def test_terms_and_settings_are_as_their_schemas_say() -> None:
    for file in (ROOT / "content/terms").glob("*.yaml"):
        assert faults(terms_schema(), yaml.safe_load(file.read_text("utf-8"))) == [], file.name
    for file in (ROOT / "site.toml", ROOT / "tests/golden/full/site.toml"):
        assert faults(settings_schema(), tomllib.loads(file.read_text("utf-8"))) == []
    assert faults(settings_schema(), {"languages": ["en"]})
    assert (
        faults(
            settings_schema(),
            {name: field["default"] for name, field in settings_schema()["properties"].items() if "default" in field},
        )
        == []
    )


def test_a_text_editor_finds_every_schema_that_it_is_told_of() -> None:
    settings = json.loads((VSCODE / "settings.json").read_text("utf-8"))
    told = [*settings["yaml.schemas"], *settings["evenBetterToml.schema.associations"].values()]
    assert {path.removeprefix("./docs/schema/") for path in told} <= schema_files().keys()
    for path in told:
        assert (ROOT / path).exists()
    [pattern] = settings["evenBetterToml.schema.associations"]
    assert re.search(pattern, "file:///wijk/site.toml")
    assert json.loads((VSCODE / "extensions.json").read_text("utf-8"))["recommendations"]


def test_a_task_puts_every_kind_of_message_on_its_line() -> None:
    tasks = json.loads((VSCODE / "tasks.json").read_text("utf-8"))["tasks"]
    for task in tasks:
        seen = set()
        for matcher in task["problemMatcher"]:
            pattern = matcher["pattern"]
            for words in WORDS.values():
                for severity in ("error", "warning", "todo"):
                    line = f"content/pages/over.md:4:7: {words[severity]}: Iets. [code]"
                    if found := re.search(pattern["regexp"], line):
                        names = ("file", "line", "column", "message")
                        assert [found[pattern[name]] for name in names] == [
                            "content/pages/over.md",
                            "4",
                            "7",
                            "Iets. [code]",
                        ]
                        assert matcher["severity"] == {"todo": "info"}.get(severity, severity)
                        seen.add((severity, words[severity]))
            assert not re.search(pattern["regexp"], "    4 | type: fout: x")
            if "background" in matcher:
                between = matcher["background"]
                for words in SERVE_WORDS.values():
                    assert re.search(between["beginsPattern"], words["looked"])
                    ends = [
                        words[name].format(count=2, address="x")
                        for name in ("built", "built-one", "same", "failed", "failed-one", "ready")
                    ]
                    assert all(re.search(between["endsPattern"], line) for line in ends)
        assert len(seen) == 6
