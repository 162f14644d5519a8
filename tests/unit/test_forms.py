"""The form in the browser: every field of every model stands in it, with what may be chosen, how much, and a hint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import MakeProject
from tests.small import ROOT
from wijkverbinder import schemas
from wijkverbinder.config import EDITOR, LOCAL, Editor
from wijkverbinder.form_labels import COLLECTIONS
from wijkverbinder.forms import FORMAT, configuration
from wijkverbinder.kinds import KINDS
from wijkverbinder.pipeline import build
from wijkverbinder.shapes import shape_of_field
from wijkverbinder.vocabulary import TAXONOMIES, read_vocabulary

PHASES = ("in-rust", "bij-ongemak", "bij-spanning", "bij-incidenten")
Field = dict[str, Any]


def _terms() -> dict[str, list[tuple[str, str]]]:
    vocabulary, _ = read_vocabulary(ROOT / "content" / "terms", ["nl"])
    terms = {
        name: [(term, vocabulary.label(name, term, "nl")) for term in vocabulary.terms(name)] for name in TAXONOMIES
    }
    return terms | {"phase": [(phase, phase.capitalize()) for phase in PHASES]}


TERMS = _terms()
GITHUB = Editor(forge="github", repository="gemeente/wijk")
FOLDERS = {kind: "" if kind == "page" else f"map-{kind}" for kind in KINDS}
FORM = configuration(GITHUB, TERMS, FOLDERS)
BY_KIND = {collection["name"]: collection for collection in FORM["collections"]}


def named(fields: list[Field]) -> dict[str, Field]:
    return {field["name"]: field for field in fields}


def pairs(
    model: type[schemas.Strict], fields: list[Field], path: str
) -> Iterator[tuple[str, type[schemas.Strict], str, Field]]:
    """Every field of a model beside the one of the form, also those within."""
    there = named(fields)
    assert [*model.model_fields] == [name for name in model.model_fields if name in there], path
    for name in model.model_fields:
        field, shape = there[name], shape_of_field(model, name)
        yield f"{path}.{name}", model, name, field
        if shape.name == "map" and shape.group:
            for part in field["fields"]:
                yield from pairs(shape.group, part["fields"], f"{path}.{name}.{part['name']}")
        elif shape.group:
            yield from pairs(shape.group, field["fields"], f"{path}.{name}")


EVERY = [row for kind, model in schemas.SCHEMAS.items() for row in pairs(model, BY_KIND[kind]["fields"], kind)]


def test_every_kind_has_its_texts_in_its_folder() -> None:
    assert [*BY_KIND] == [*KINDS] == [*COLLECTIONS]
    for kind, collection in BY_KIND.items():
        assert collection["folder"] == f"content/{KINDS[kind].folder}"
        assert collection["format"] == FORMAT + kind


def test_every_field_of_every_model_stands_in_the_form_and_no_other() -> None:
    assert len(EVERY) > 400
    for kind, model in schemas.SCHEMAS.items():
        assert {*named(BY_KIND[kind]["fields"])} == {*model.model_fields, "body"}


@pytest.mark.parametrize("kind", BY_KIND)
def test_a_field_says_what_it_is_and_whether_it_is_needed(kind: str) -> None:
    for path, model, name, field in EVERY:
        if not path.startswith(f"{kind}."):
            continue
        info = model.model_fields[name]
        assert field["label"], path
        assert name == "draft" or field["hint"].startswith(str(info.description)), path
        empty = field.get("default") == [] and info.is_required()  # an empty list is an answer too
        assert field["required"] is (info.is_required() and not empty), path


def test_a_list_of_choices_holds_every_term_by_its_label() -> None:
    rows = [(path, shape_of_field(model, name), field) for path, model, name, field in EVERY]
    single = [(path, shape.inner or shape, field) for path, shape, field in rows]
    chosen = [(path, shape, field) for path, shape, field in single if shape.name == "term"]
    assert {shape.of for _, shape, _ in chosen} == {*TAXONOMIES, "phase"}
    for path, shape, field in chosen:
        given = [(option["value"], option["label"]) for option in field["options"]]
        assert (path, given) == (path, TERMS[shape.of])


def test_a_reference_is_chosen_from_the_texts_of_its_kind_and_written_as_a_reference() -> None:
    rows = [(shape_of_field(model, name), field) for _, model, name, field in EVERY]
    chosen = [(shape.inner or shape, field) for shape, field in rows if (shape.inner or shape).name == "reference"]
    assert {shape.of for shape, _ in chosen} == {"activity", "library"}
    for shape, field in chosen:
        assert field["widget"] == "relation"
        assert field["collection"] == shape.of
        assert field["value_field"] == f"{shape.of}:{{{{slug}}}}"


def test_limits_hold_in_the_form_too() -> None:
    activity = named(BY_KIND["activity"]["fields"])
    assert activity["title"]["maxlength"] == 80
    assert activity["steps"]["min"] == 3
    assert (
        named(activity["steps"]["fields"])["day"] | {"min": -365, "max": 730, "value_type": "int"}
        == named(activity["steps"]["fields"])["day"]
    )
    assert re.fullmatch(activity["slug"]["pattern"][0], "samen-koken")
    assert not re.fullmatch(activity["slug"]["pattern"][0], "Samen koken")


def test_every_phase_has_a_part_in_an_activity_by_its_name() -> None:
    phases = named(BY_KIND["activity"]["fields"])["phases"]
    assert [(part["name"], part["label"]) for part in phases["fields"]] == TERMS["phase"]


def test_no_phase_is_made_or_removed_in_a_form_and_a_translation_is_no_text_of_its_own() -> None:
    for kind, collection in BY_KIND.items():
        assert collection["create"] is collection["delete"] is (kind != "phase")
        pattern = re.compile(collection["filter"]["pattern"])
        assert pattern.search("samen-koken")
        assert not pattern.search("samen-koken.en")


def test_a_new_text_begins_as_a_draft() -> None:
    for collection in BY_KIND.values():
        assert named(collection["fields"])["draft"]["default"] is True


def backend(**changes: str) -> Field:
    editor = Editor(**({"forge": "gitlab", "repository": "groep/wijk"} | changes))
    found = configuration(editor, TERMS, FOLDERS)["backend"]
    assert isinstance(found, dict)
    return found


def test_what_is_written_becomes_a_proposal() -> None:
    assert FORM["publish_mode"] == "editorial_workflow"
    assert FORM["backend"]["name"] == "github"
    assert FORM["backend"]["repo"] == "gemeente/wijk"
    assert FORM["backend"]["branch"] == "main"


def test_editors_sign_in_with_a_token_where_the_host_arranged_no_more() -> None:
    assert backend()["auth_methods"] == ["token"]
    assert backend(forge="github")["auth_methods"] == ["token"]
    assert "auth_methods" not in backend(app_id="abc")
    assert backend(app_id="abc")["auth_type"] == "pkce"
    assert backend(forge="github", login="https://log.example/")["base_url"] == "https://log.example"
    assert "app_id" not in backend(forge="github", app_id="abc")


def test_a_server_of_ones_own_is_asked_at_its_own_address() -> None:
    assert backend(server="https://git.example/")["api_root"] == "https://git.example/api/v4"
    assert backend(forge="github", server="https://git.example")["api_root"] == "https://git.example/api/v3"


def test_the_form_of_the_trial_site_asks_no_service() -> None:
    local = configuration(LOCAL, TERMS, FOLDERS)
    assert local["backend"] == {"name": "test-repo"}
    assert "publish_mode" not in local


def test_without_the_setting_there_is_no_form_and_nothing_leads_to_one(make_project: MakeProject) -> None:
    project = make_project(real_templates=True)
    assert not build(project).failed
    assert not (project.output / EDITOR).exists()
    assert EDITOR not in (project.output / "index.html").read_text("utf-8")
    assert EDITOR not in (project.output / ".htaccess").read_text("utf-8")


def test_with_the_setting_the_site_has_a_form_that_is_no_page_to_find_or_to_keep(make_project: MakeProject) -> None:
    toml = 'base_url = "https://wijk.example/"\n\n[editor]\nforge = "github"\nrepository = "gemeente/wijk"\n'
    project = make_project({"site.toml": toml}, real_templates=True)
    assert not build(project).failed
    form = project.output / EDITOR
    made = json.loads((form / "config.json").read_text("utf-8"))
    assert made["backend"]["repo"] == "gemeente/wijk"
    for collection in made["collections"]:
        one = next((project.content / KINDS[collection["name"]].folder).glob("*.md"), None)
        if one:
            path = collection["preview_path"].replace("{{slug}}", one.stem)
            assert (project.output / path).is_file(), path
    page = (form / "index.html").read_text("utf-8")
    for name in re.findall(r'(?:src|href)="([^":]+)"', page):
        assert (form / name).resolve().is_file(), name
    assert "api.github.com" in page
    assert 'href="beheer/index.html"' in (project.output / "index.html").read_text("utf-8")
    for name in ("sitemap.xml", "sw.js"):
        assert EDITOR not in (project.output / name).read_text("utf-8"), name
    assert not (form / "files.js").exists()
    assert (form / "vendor" / "assets" / "source-sans-3.LICENSE.txt").is_file()
