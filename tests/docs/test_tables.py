"""Tables and the files that belong to them name the same things: templates, terms, words, problems, fields."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from jinja2 import Environment, FileSystemLoader, nodes
from jinja2.meta import find_referenced_templates

from wijkverbinder import problem_texts, schemas
from wijkverbinder.facets import FACETS, ORDERS, RANGES
from wijkverbinder.ground import ADDRESSES
from wijkverbinder.i18n import LOCALES
from wijkverbinder.kinds import KINDS
from wijkverbinder.outputs import OUTPUTS
from wijkverbinder.vocabulary import TAXONOMIES

ROOT = Path(__file__).resolve().parents[2]
PACKAGE, TEMPLATES, CONTENT = ROOT / "wijkverbinder", ROOT / "templates", ROOT / "content"
LANGUAGES = ("nl", "en")
PLURALS = ("zero", "one", "two", "few", "many", "other")

FROM_TABLES = {
    *(f"{name}.{value}" for name, values in RANGES.items() for value in values),
    *(f"address.{name}" for name in ADDRESSES),
    *(f"{group}.{facet.name}" for facets in FACETS.values() for facet in facets for group in ("param", "facet")),
    *(
        f"{g}.{order.name}"
        for orders in ORDERS.values()
        for order in orders
        for g in ("param", "order", "order-told")
    ),
    "draft.title",  # of a card, on a trial site: no page asks
}
"""Words that are asked for by a name from a table of ours."""


def template_files() -> list[str]:
    """Every template, as it is named."""
    return [file.relative_to(TEMPLATES).as_posix() for file in sorted(TEMPLATES.rglob("*")) if file.is_file()]


@cache
def parsed(template: str) -> nodes.Template:
    """A template as a tree."""
    return Environment(autoescape=True).parse((TEMPLATES / template).read_text("utf-8"))


def test_every_output_has_a_template_and_every_template_is_used() -> None:
    used = {output.template for output in OUTPUTS.values() if output.template}
    assert used <= set(template_files())
    reached, todo = set(used), sorted(used)
    while todo:
        for name in find_referenced_templates(parsed(todo.pop())):
            assert name, "a template may not be named by a value: its digest could not be known"
            if name not in reached:
                reached.add(name)
                todo.append(name)
    assert reached == set(template_files())


def test_every_template_can_be_compiled() -> None:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    for name in template_files():
        environment.get_template(name)


def test_templates_mark_nothing_as_safe() -> None:
    """Escaping is decided where HTML is made; a template that overrules it would let an editor's signs through."""
    for name in template_files():
        assert not re.search(r"\|\s*safe\b|autoescape\s+false", (TEMPLATES / name).read_text("utf-8")), name


def test_every_taxonomy_of_the_models_is_listed_and_has_a_file() -> None:
    used = {taxonomy for model in schemas.SCHEMAS.values() for taxonomy in taxonomies_of(model)}
    assert used == {*TAXONOMIES, "phase"}
    assert {file.stem for file in (CONTENT / "terms").iterdir()} == set(TAXONOMIES)
    assert list(TAXONOMIES) == sorted(TAXONOMIES)


def test_every_facet_has_labels_for_its_values() -> None:
    made = {*RANGES, "phase", "activity"}
    assert {facet.taxonomy for facets in FACETS.values() for facet in facets} - made <= set(TAXONOMIES)


def test_every_kind_has_a_schema_a_view_a_folder_and_an_address() -> None:
    assert KINDS.keys() == schemas.SCHEMAS.keys()
    assert KINDS.keys() <= OUTPUTS.keys()
    for kind in KINDS.values():
        assert (CONTENT / kind.folder).is_dir()
        assert set(kind.shown) <= schemas.SCHEMAS[kind.name].model_fields.keys()
        assert {f"address.{kind.name}", f"kind.{kind.name}.one"} <= words("nl").keys()


def test_every_field_is_described_for_editors_in_dutch() -> None:
    for model in schemas.Strict.__subclasses__() + schemas.Content.__subclasses__():
        for name, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{name}"
            assert field.description.strip().endswith((".", ")", "?")), f"{model.__name__}.{name}"


def test_every_field_and_group_stands_in_the_list_for_editors() -> None:
    listed = set(re.findall(r"^\| `([a-z_]+)` \|", (ROOT / "docs" / "velden.md").read_text("utf-8"), re.MULTILINE))
    wanted = {name for model in every_model() for name in model.model_fields}
    assert listed == wanted


def test_every_problem_stands_in_the_list_for_editors() -> None:
    text = (ROOT / "docs" / "problemen.md").read_text("utf-8")
    assert re.findall(r"^## ([a-z0-9-]+)$", text, re.MULTILINE) == list(problem_texts.TEXTS)


def test_every_problem_of_the_code_has_words_and_every_word_is_used() -> None:
    known = set(problem_texts.TEXTS)
    literal: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        if file.name not in {"problem_texts.py", "bootstrap_words.py"}:
            literal |= set(re.findall(r"[\"']([a-z0-9]+(?:-[a-z0-9]+)+)[\"']", file.read_text("utf-8")))
    assert known - literal == {"same-summary", "same-title"}, "made of a part that differs in link"
    for text in problem_texts.TEXTS.values():
        for said in (text.what, text.do):
            assert said.keys() == set(LANGUAGES)
        for language in LANGUAGES:
            assert blanks(text.what["nl"]) == blanks(text.what[language])
            assert blanks(text.do["nl"]) == blanks(text.do[language])
            assert text.what[language].endswith((".", "?"))
    for word in problem_texts.WORDS.values():
        assert word.keys() == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_pages_ask_for_is_there(language: str) -> None:
    there = words(language).keys()
    stems = there | {name.rpartition(".")[0] for name in there if name.rpartition(".")[2] in PLURALS}
    asked = [(place, key) for place, key in asked_for() if not key.endswith("*")]
    assert not [f"{place}: {key}" for place, key in asked if key not in stems]
    assert there >= FROM_TABLES


def test_every_word_is_asked_for_by_some_page() -> None:
    exact = {key for _, key in asked_for()} | FROM_TABLES
    starts = tuple(key.removesuffix("*") for key in exact if key.endswith("*"))
    unused = []
    for name in words("nl"):
        stem, _, form = name.rpartition(".")
        if not ({name, stem if form in PLURALS else name} & exact or name.startswith(starts)):
            unused.append(name)
    assert not unused


def test_the_languages_have_the_same_words_with_the_same_blanks() -> None:
    dutch, english = words("nl"), words("en")
    assert dutch.keys() == english.keys()
    for name, text in dutch.items():
        assert blanks(text) == blanks(english[name]), name
        assert bool(text) == bool(english[name]), name


def test_every_language_with_words_is_one_we_know() -> None:
    assert {file.stem for file in (CONTENT / "messages").iterdir()} <= LOCALES.keys()


@cache
def words(language: str) -> dict[str, str]:
    """The words of the interface by dotted name."""
    table = tomllib.loads((CONTENT / "messages" / f"{language}.toml").read_text("utf-8"))
    return dict(flat(table, ""))


def flat(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """The texts of a table of tables."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def blanks(text: str) -> set[str]:
    """What a sentence leaves open."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def asked_for() -> Iterator[tuple[str, str]]:
    """Every word that a template or a view asks for; one with an end that is not known before ends in ``*``."""
    for name in template_files():
        for call in parsed(name).find_all(nodes.Call):
            # `forms` gives all plural forms, for a script.
            if isinstance(call.node, nodes.Name) and call.node.name in {"t", "forms"}:
                yield name, key_in_template(call.args[0])
            # All words of a script; where a macro is given the group, who calls it says which.
            elif isinstance(call.node, nodes.Getattr) and call.node.attr == "group" and not given(call.args[0]):
                yield name, f"{key_in_template(call.args[0])}*"
    for file in sorted((PACKAGE / "views").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "t":
                key = key_in_code(node.args[0])
                if key != "*":
                    yield file.name, key


def given(node: nodes.Node) -> bool:
    """Whether a macro takes this from who calls it."""
    return isinstance(node, nodes.Name)


def key_in_template(node: nodes.Node) -> str:
    """The name of a word, as far as the template says it."""
    if isinstance(node, nodes.Const):
        return str(node.value)
    if isinstance(node, nodes.Concat):
        first = node.nodes[0]
        assert isinstance(first, nodes.Const), "the group of a word must stand in the template"
        return f"{first.value}*"
    raise AssertionError(f"line {node.lineno}: {node}")


def key_in_code(node: ast.expr) -> str:
    """The name of a word, as far as the code says it."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return f"{first.value!s}*" if isinstance(first, ast.Constant) else "*"
    return "*"


def every_model() -> set[type[schemas.Strict]]:
    """The models of all kinds, and those in them."""
    found: set[type[schemas.Strict]] = set()
    todo = list(schemas.SCHEMAS.values())
    while todo:
        model = todo.pop()
        if model not in found:
            found.add(model)
            todo += [inner for field in model.model_fields.values() for inner in models_in(field.annotation)]
    return found


def models_in(annotation: Any) -> Iterator[type[schemas.Strict]]:
    """The models that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, schemas.Strict):
        yield annotation
    for part in get_args(annotation) if get_origin(annotation) in {Annotated, Union, UnionType, list, dict} else ():
        if part is not NoneType:
            yield from models_in(part)


def taxonomies_of(model: type[schemas.Strict]) -> Iterator[str]:
    """The taxonomies that a model and the models in it use."""
    for field in model.model_fields.values():
        yield from terms_in(field.annotation, field.metadata)
        for inner in models_in(field.annotation):
            yield from taxonomies_of(inner)


def terms_in(annotation: Any, metadata: Any = ()) -> Iterator[str]:
    """The taxonomies that a type names."""
    yield from (mark.taxonomy for mark in metadata if isinstance(mark, schemas.Term))
    if get_origin(annotation) is Annotated:
        yield from terms_in(get_args(annotation)[0], get_args(annotation)[1:])
    elif get_origin(annotation) in {Union, UnionType, list, dict}:
        for part in get_args(annotation):
            yield from terms_in(part)
