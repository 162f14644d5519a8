"""The data of the real site is what its schemas say."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from tests.site.conftest import RealSite
from wijkverbinder.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_data_is_what_its_schema_says(site: RealSite, kind: str) -> None:
    folder = site.output / "data"
    found = json.loads((folder / f"{KINDS[kind].folder}.json").read_text("utf-8"))
    schema = json.loads((folder / found["$schema"]).read_text("utf-8"))
    assert len(found["entries"]) == len(site.facts[kind])
    errors = Draft202012Validator(schema).iter_errors(found)
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []
