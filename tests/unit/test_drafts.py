"""Drafts: never published, always shown where somebody writes, whatever is missing in them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import MakeProject
from tests.small import ROOT, activity, claim, example, group, library, page, phase, put, term, text, tree
from wijkverbinder import drafts
from wijkverbinder.blanks import new_entry
from wijkverbinder.draft_marks import BLANK, Surroundings, is_marked
from wijkverbinder.drafts import complete
from wijkverbinder.kinds import KINDS
from wijkverbinder.model import Ref
from wijkverbinder.pipeline import Session, build, check
from wijkverbinder.project import Project
from wijkverbinder.schemas import SCHEMAS
from wijkverbinder.shapes import Choices
from wijkverbinder.vocabulary import read_vocabulary

PHASES = {"in-rust": False, "bij-ongemak": False, "bij-spanning": True, "bij-incidenten": True}
WHOLE = {
    "activity": activity("Samen zingen"),
    "example": example("Een ander feest"),
    "library": library("Over stoepen"),
    "page": page("Contact", order=2),
    "target-group": group(),
    "term": term(),
}


def choices() -> Choices:
    vocabulary, _ = read_vocabulary(ROOT / "content" / "terms", ("nl",))
    return Choices({name: vocabulary.terms(name) for name in vocabulary.taxonomies}, PHASES)


def blank(kind: str, title: str = "Iets nieuws") -> str:
    return new_entry(kind, choices(), {"title": title, "checked": "2026-11-22"})


def place(kind: str, slug: str) -> str:
    return f"content/{KINDS[kind].folder}/{slug}.md"


def on_trial(project: Project) -> tuple[Project, Session]:
    trial = Project.on_trial(project.root)
    return trial, Session(trial)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_draft_of_any_kind_is_left_out_and_named(make_project: MakeProject, kind: str) -> None:
    slug = "ouderen" if kind == "target-group" else "nog-niet"
    project = make_project()
    build(project)
    before = tree(project.output)
    put(project.root, place(kind, slug), text({"draft": True, **WHOLE[kind]}, "Geheim."))
    outcome = build(project)
    assert [found.code for found in outcome.report.problems] == ["draft-left-out"]
    assert "niets" in outcome.report.problems[0].sentence("nl")
    assert not outcome.failed
    assert tree(project.output) == before


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_is_all_blank_never_stops_a_build_and_check_lists_what_is_to_do(
    make_project: MakeProject, kind: str
) -> None:
    slug = "ouderen" if kind == "target-group" else "nog-niet"
    project = make_project({place(kind, slug): blank(kind)})
    outcome = check(project)
    assert not outcome.failed
    todo = [found for found in outcome.report.problems if found.todo]
    assert todo
    assert all(found.location.line for found in todo)
    note = next(found for found in outcome.report.problems if found.code == "draft-left-out")
    assert f" {len(set(todo))}." in note.sentence("nl")
    assert not build(project).failed


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_is_all_blank_shows_on_the_trial_site(make_project: MakeProject, kind: str) -> None:
    slug = "ouderen" if kind == "target-group" else "nog-niet"
    project = make_project({place(kind, slug): blank(kind)}, real_templates=True)
    trial, session = on_trial(project)
    with session:
        outcome = session.build()
    assert not outcome.failed, outcome.report.problems
    [(path, source)] = outcome.drafts.items()
    assert source == place(kind, slug)
    # A group is called as its term is; of its own its page has what is still blank.
    shown = f'<p class="lede">{BLANK}</p>' if kind == "target-group" else "Iets nieuws"
    assert shown in (trial.output / path).read_text("utf-8")
    assert not project.output.exists()


def test_lists_on_the_trial_site_say_that_an_entry_is_a_draft(make_project: MakeProject) -> None:
    project = make_project({place("activity", "zingen"): blank("activity")}, real_templates=True)
    trial, session = on_trial(project)
    with session:
        session.build()
    assert "Iets nieuws (concept)" in (trial.output / "activiteiten/index.html").read_text("utf-8")


def test_a_published_text_may_not_lead_to_a_draft_and_a_draft_may_lead_to_both(make_project: MakeProject) -> None:
    files = {
        place("library", "nieuw"): text({"draft": True, **WHOLE["library"]}),
        place("activity", "zingen"): text(
            {"draft": True, **WHOLE["activity"], "related": ["activity:samen-koken"]}, "[Nieuw](library:nieuw)"
        ),
    }
    project = make_project(files)
    assert not check(project).failed
    put(project.root, "content/pages/over.md", text(page(), "Lees [dit](library:nieuw)."))
    [found] = [found for found in check(project).report.problems if found.is_error]
    assert (found.code, found.location.path, found.location.line) == (
        "reference-to-draft",
        "content/pages/over.md",
        8,
    )
    assert "draft: true" in found.remedy("nl")


def test_what_leads_nowhere_in_a_draft_is_to_do_and_its_page_is_made_all_the_same(make_project: MakeProject) -> None:
    broken = activity("Zingen", related=["activity:bestaat-niet"], measure=[claim("Zie [dit](library:weg).")])
    body = "# Te grote kop\n\n![](niets.png) en [daar](page:nergens#x) en [hier](activity:samen-koken#geen)."
    project = make_project({place("activity", "zingen"): text({"draft": True, **broken}, body)}, real_templates=True)
    trial, session = on_trial(project)
    with session:
        outcome = session.build()
        assert not outcome.failed, outcome.report.problems
        codes = {found.code for found in outcome.report.problems if found.todo}
        assert {"reference-to-nothing", "heading-level", "picture-alt"} <= codes
        again = session.build()
    assert again.drafts == outcome.drafts
    assert "Zingen" in (trial.output / "activiteiten/zingen.html").read_text("utf-8")


def test_a_draft_whose_fields_cannot_be_read_stops_nothing(make_project: MakeProject) -> None:
    project = make_project(
        {place("activity", "zingen"): "---\ndraft: true\ntitle: [open\n---\n"}, real_templates=True
    )
    assert not build(project).failed
    trial, session = on_trial(project)
    with session:
        outcome = session.build()
    assert not outcome.failed
    assert [found.code for found in outcome.report.problems] == ["front-matter-broken"]
    assert (trial.output / "activiteiten/zingen.html").exists()


def test_a_wrong_word_behind_draft_publishes_nothing_by_accident(make_project: MakeProject) -> None:
    project = make_project({place("page", "contact"): text({"draft": "ja", **WHOLE["page"]})})
    outcome = build(project)
    assert outcome.failed
    assert [found.code for found in outcome.report.problems] == ["wrong-type"]


def test_a_phase_that_is_a_draft_asks_nothing_of_the_activities(make_project: MakeProject) -> None:
    facts = phase() | {"title": "Bij feest", "summary": "Een vijfde.", "order": 5, "draft": True}
    project = make_project({place("phase", "bij-feest"): text(facts)}, real_templates=True)
    assert not build(project).failed
    _, session = on_trial(project)
    with session:
        assert not session.build().failed


def test_a_translation_can_be_a_draft_while_its_original_is_published(make_project: MakeProject) -> None:
    project = make_project(
        {
            "site.toml": 'languages = ["nl", "en"]\n',
            "content/pages/over.en.md": "---\ndraft: true\ntitle: About\n---\n",
        },
        real_templates=True,
    )
    outcome = build(project)
    assert not outcome.failed, outcome.report.problems
    assert {found.code for found in outcome.report.problems if found.todo} == {"translation-missing"}
    assert not (project.output / "en/over.html").exists()
    trial, session = on_trial(project)
    with session:
        assert not session.build().failed
    assert "About" in (trial.output / "en/over.html").read_text("utf-8")


def test_a_finished_draft_is_published_once_its_line_is_gone(make_project: MakeProject) -> None:
    project = make_project({place("page", "contact"): text({"draft": True, **WHOLE["page"]})})
    build(project)
    assert not (project.output / "contact.html").exists()
    put(project.root, place("page", "contact"), text(WHOLE["page"]))
    assert not build(project).report.problems
    assert (project.output / "contact.html").exists()


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("---\ndraft: true\n", True),
        ("---\ntitle: [x\ndraft: true  # nog niet\n---\n", True),
        ("---\ntitle: x\n---\n\ndraft: true\n", False),
        ("---\n#draft: true\n---\n", False),
        ("---\ndraft: false\n---\n", False),
    ],
)
def test_a_file_says_by_a_line_of_its_fields_that_it_is_a_draft(written: str, marked: bool) -> None:
    assert is_marked(written) is marked


_SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 3000),
    st.text(max_size=12),
    st.sampled_from(["past", "past-als", "#", "[x](y:z)"]),
)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["text", "sources", "min", "max", "in-rust", "verdict", "level", "how", "roles", "url"]),
            inner,
        ),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", SCHEMAS)
@settings(max_examples=30)
@given(data=st.data())
def test_whatever_somebody_wrote_the_model_takes_what_is_shown(kind: str, data: st.DataObject) -> None:
    around = Surroundings({**choices().terms, "phase": tuple(PHASES)}, {Ref("library", "over-buren")}, set())  # type: ignore[dict-item]
    model = SCHEMAS[kind]
    raw = data.draw(st.dictionaries(st.sampled_from([*model.model_fields, "onzin"]), _VALUES))
    facts, _ = complete(raw, "", Ref(kind, "proef"), "map", around)
    loose = {name: value for name, value in facts.items() if name != "activities" or value}
    if kind == "example":
        loose.setdefault("activities", ["activity:samen-koken"])
    model.model_validate(loose)


def test_what_is_missing_is_the_same_in_every_language() -> None:
    assert not re.search(r"\w", BLANK)


def test_an_address_with_half_a_bracket_gets_a_placeholder() -> None:
    assert not drafts._is_address("https://[adres]")
    assert not drafts._is_address("https://[adres")
