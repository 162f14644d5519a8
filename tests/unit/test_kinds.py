"""What is pieced together by name: kinds, schemas, views, templates, addresses and words."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from tests.small import ROOT, activity, example, group, library, page, phase, term
from wijkverbinder.facets import FACETS
from wijkverbinder.ground import ADDRESSES
from wijkverbinder.i18n import Messages, read_messages
from wijkverbinder.kinds import FOLDERS, KINDS
from wijkverbinder.outputs import OUTPUTS
from wijkverbinder.schemas import OUTLINES, SCHEMAS, describe
from wijkverbinder.views.tables import part_columns

MESSAGES, _ = read_messages(ROOT / "content" / "messages", ("nl", "en"))
SMALL = {
    "phase": phase(),
    "activity": activity(),
    "example": example(),
    "library": library(),
    "page": page(),
    "target-group": group(),
    "term": term(),
}


def test_every_kind_has_a_schema_a_view_an_address_and_a_folder_of_its_own() -> None:
    assert {*KINDS} == {*SCHEMAS} == {*SMALL}
    assert {*KINDS} <= {*OUTPUTS}
    assert {*KINDS} <= {*ADDRESSES}
    assert len(FOLDERS) == len(KINDS)


@pytest.mark.parametrize("name", [name for name, output in OUTPUTS.items() if output.template])
def test_every_view_has_its_template(name: str) -> None:
    assert (ROOT / "templates" / OUTPUTS[name].template).is_file()


def test_every_template_of_a_page_has_its_view() -> None:
    pages = {f"pages/{file.name}" for file in (ROOT / "templates" / "pages").iterdir()}
    assert pages == {output.template for output in OUTPUTS.values() if output.template.startswith("pages/")}


@pytest.mark.parametrize("kind", KINDS)
def test_what_other_pages_may_show_is_a_field_of_the_schema(kind: str) -> None:
    assert {*KINDS[kind].shown} <= {*SCHEMAS[kind].model_fields}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_field_is_described_for_editors(kind: str) -> None:
    lacking: set[str] = set()

    def look(model: type[BaseModel]) -> None:
        lacking.update(
            f"{model.__name__}.{name}" for name, field in model.model_fields.items() if not field.description
        )

    look(SCHEMAS[kind])
    assert lacking == set()
    described = describe(SCHEMAS[kind])
    for part in described.get("$defs", {}).values():
        assert all(field.get("description") for field in part["properties"].values()), part["title"]
    assert described["additionalProperties"] is False


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_facet_and_address_has_its_words(language: str) -> None:
    messages: Messages = MESSAGES[language]
    assert all(
        messages(f"facet.{facet.name}") and messages(f"param.{facet.name}")
        for facets in FACETS.values()
        for facet in facets
    )
    addresses = messages.group("address")
    assert {*addresses} == {*ADDRESSES}
    folders = [folder for folder in addresses.values() if folder]
    assert len(folders) == len({*folders})


def test_the_kinds_that_have_parts_are_those_whose_models_have_lists_of_them() -> None:
    for kind in KINDS.values():
        assert kind.has_parts is bool(part_columns(OUTLINES[kind.name], ("in-rust",))), kind.name
