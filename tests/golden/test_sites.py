"""Two small sites, the least that builds and one with everything: their plan, some views and outputs, pinned."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest

from tests.golden.sites import (
    FULL,
    MINIMAL,
    hold,
    lay_out,
    lay_views,
    plan_as_text,
    report,
    view_as_text,
    with_keys_for_words,
)
from wijkverbinder import schemas
from wijkverbinder.config import Settings, section_of
from wijkverbinder.kinds import FOLDERS
from wijkverbinder.matter import parse_matter
from wijkverbinder.pipeline import build, check
from wijkverbinder.read import read_text

VIEWS = {
    MINIMAL: ("index.html", "fasen/in-rust.html", "activiteiten/koffie.html"),
    FULL: (
        "activiteiten/gesprek.html",
        "activiteiten/index.html",
        "bibliotheek/onderzoek.html",
        "en/activities/talk.html",
        "en/about.html",
        "voorbeelden/zomer-op-het-plein.html",
    ),
}
"""The pages whose views are pinned, per site: few, so that a difference can be read."""

SITES = pytest.mark.parametrize("site", [MINIMAL, FULL], ids=["minimal", "full"])


@SITES
def test_the_plan_of_a_site_is_as_pinned(
    site: Path, renew: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = lay_views(lay_out(tmp_path, site), monkeypatch)
    hold(plan_as_text(laid.routes), site / "expected" / "plan.txt", renew=renew)


@SITES
def test_the_views_of_a_site_are_as_pinned(
    site: Path, renew: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay_out(tmp_path, site)
    with_keys_for_words(project)
    laid = lay_views(project, monkeypatch)
    for path in VIEWS[site]:
        name = path.removesuffix(".html").replace("/", "--")
        hold(view_as_text(laid.views[path]), site / "expected" / "views" / f"{name}.json", renew=renew)


@SITES
def test_a_site_is_built_and_its_small_files_are_as_pinned(site: Path, renew: bool, tmp_path: Path) -> None:
    project = lay_out(tmp_path, site)
    assert not report(build(project))
    for name in ("robots.txt", "sitemap.xml"):
        made = project.output / name
        if made.exists():
            hold(made.read_text("utf-8"), site / "expected" / name, renew=renew)
        else:
            assert not (site / "expected" / name).exists()


@pytest.mark.parametrize(
    ("left_out", "why"),
    [
        (["pages/over.md"], "no page"),
        (["examples/de-stoep.md", "pages/over.md"], "no page and no example"),
        (["activities/koffie.md", "examples/de-stoep.md"], "a phase without an activity"),
    ],
)
def test_less_than_the_minimal_site_builds_too(left_out: list[str], why: str, tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    for path in left_out:
        (project.content / path).unlink()
    assert not report(check(project)), why


def test_the_full_site_fills_every_field_of_every_model() -> None:
    filled: set[tuple[str, str, str]] = set()
    for folder, kind in FOLDERS.items():
        for file in sorted((FULL / "content" / folder).glob("*.md")):
            if file.stem.count(".") == 0:
                model = schemas.SCHEMAS[kind.name]
                filled.update(given_fields(parse_matter(read_text(file)).facts, model, kind.name))
    wanted = {field for kind, model in schemas.SCHEMAS.items() for field in all_fields(model, kind)}
    # What is a draft is not on a site; tests/unit/test_drafts.py fills that field in.
    assert sorted(field for field in wanted - filled if field[-1] != "draft") == []


def test_the_full_site_sets_every_setting() -> None:
    table = tomllib.loads((FULL / "site.toml").read_text("utf-8"))
    # tests/golden/overlay has a local layer, and a site that would be another with one.
    assert table.keys() == {field.name for field in fields(Settings)} - {"overlay"}
    for item in (item for item in fields(Settings) if item.name in table):
        section = section_of(item)
        assert not section or table[item.name].keys() == {field.name for field in fields(section)}
        assert all(table[item.name].values() if section else [table[item.name]])


def test_the_full_site_translates_an_entry_of_every_kind() -> None:
    for folder in FOLDERS:
        originals = {file.stem for file in (FULL / "content" / folder).glob("*.md") if "." not in file.stem}
        translated = {file.name.partition(".")[0] for file in (FULL / "content" / folder).glob("*.en.md")}
        assert translated, folder
        assert translated < originals, f"{folder} needs an entry without translation too, to fall back on"


def given_fields(value: Any, annotation: Any, kind: str) -> Iterator[tuple[str, str, str]]:
    """The fields that hold something, as kind, model and name."""
    for model, inner in models_in(value, annotation):
        for name, info in model.model_fields.items():
            given = inner.get(name)
            if given not in (None, "", [], {}) and (given is not False or info.is_required()):
                yield kind, model.__name__, name
                yield from given_fields(given, info.annotation, kind)


def all_fields(model: type[schemas.Strict], kind: str) -> Iterator[tuple[str, str, str]]:
    """Every field of a model and of the models in it."""
    for name, info in model.model_fields.items():
        yield kind, model.__name__, name
        for inner in inner_models(info.annotation):
            yield from all_fields(inner, kind)


def models_in(value: Any, annotation: Any) -> Iterator[tuple[type[schemas.Strict], dict[str, Any]]]:
    """The values of models in a value of this type: itself, or the items of a list or mapping."""
    for model in inner_models(annotation):
        if isinstance(value, list):
            yield from ((model, item) for item in value if isinstance(item, dict))
        elif get_origin(annotation) is dict:
            yield from ((model, item) for item in value.values())
        elif isinstance(value, dict):
            yield model, value


def inner_models(annotation: Any) -> list[type[schemas.Strict]]:
    """The models that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, schemas.Strict):
        return [annotation]
    if get_origin(annotation) in {Annotated, Union, UnionType, list, dict}:
        parts = get_args(annotation)
        return [model for part in parts if part is not NoneType for model in inner_models(part)]
    return []
