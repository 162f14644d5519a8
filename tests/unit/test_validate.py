"""One content file, checked: what is kept of it, and every problem at its line."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent
from typing import Any

import pytest

from tests.small import PHASES, ROOT, Facts, activity, claim, example, group, library, page, part, phase, term, text
from wijkverbinder.kinds import KINDS
from wijkverbinder.markdown import MARK
from wijkverbinder.model import Ref, Reference, Source
from wijkverbinder.schemas import SCHEMAS
from wijkverbinder.shapes import BODY_HINTS
from wijkverbinder.validate import Checked, validate_source
from wijkverbinder.vocabulary import read_vocabulary
from wijkverbinder.walk import RULES

VOCABULARY, _ = read_vocabulary(ROOT / "content" / "terms", ("nl", "en"))
TERMS: Mapping[str, tuple[str, ...]] = {name: VOCABULARY.terms(name) for name in VOCABULARY.taxonomies} | {
    "phase": tuple(sorted(PHASES))
}


def check(written: str, kind: str = "activity", slug: str = "samen-koken") -> Checked:
    """Checks a file of a kind."""
    source = Source(Ref(kind, slug), "nl", f"{KINDS[kind].folder}/{slug}.md", "digest")
    return validate_source(source, written, "sleutel", TERMS)


def wrong(written: str, kind: str = "activity", slug: str = "samen-koken") -> list[tuple[str, int]]:
    """Code and line of every problem."""
    found = check(written, kind, slug)
    assert bool(found.facts) is not bool(found.problems)
    return [(problem.code, problem.location.line) for problem in found.problems]


def codes(facts: Facts, kind: str = "activity", body: str | None = None) -> list[str]:
    """The code of every problem."""
    return [code for code, _ in wrong(text(facts, body), kind)]


def line_of(written: str, word: str) -> int:
    """The first line that holds a word."""
    return next(number for number, line in enumerate(written.split("\n"), 1) if word in line)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("phase", phase()),
        ("activity", activity()),
        ("example", example()),
        ("library", library()),
        ("page", page()),
        ("target-group", group()),
        ("term", term()),
    ],
)
def test_the_small_entries_are_good(kind: str, facts: Facts) -> None:
    found = check(text(facts, "Tekst."), kind)
    assert found.problems == ()
    assert {*found.facts} == {*SCHEMAS[kind].model_fields, "body"} - {"draft", "aliases"}
    assert found.entry.card["title"] == facts["title"]
    assert found.entry.ref == Ref(kind, "samen-koken")


def test_text_is_kept_as_html_and_words_without_markup_as_words() -> None:
    facts = check(text(activity("De 'stille' \"buurt\"", materials=["*Koffie*"]), "## Kop {#kop}\n\nTekst.")).facts
    assert facts["title"] == "De 'stille' “buurt”"
    assert facts["materials"] == [f"{MARK}<em>Koffie</em>"]
    assert facts["body"] == f'{MARK}<h2 id="kop">Kop</h2>\n<p>Tekst.</p>'


def test_what_is_left_out_is_kept_as_its_default() -> None:
    facts = check(text(activity())).facts
    assert (facts["materials"], facts["slug"], facts["rung_note"]) == ([], None, None)
    assert facts["phases"]["in-rust"]["safety"] is None
    assert facts["preparation_weeks"] == {"min": 3, "max": None}


def test_an_entry_knows_whom_it_names_and_where() -> None:
    written = text(
        activity(related=["activity:samen-wandelen"], rung_note=claim(sources=["library:over-buren"])),
        "Zie [soep](example:soep#begin)\nen ![een pan](pan.png).\n\n[hier](#begin)",
    )
    assert (*check(written).entry.references,) == (
        Reference("sources", "library:over-buren", "", ("rung_note", "sources", 0)),
        Reference("related", "activity:samen-wandelen", "", ("related", 0)),
        Reference("text", "example:soep", "begin", ("body",), 0),
        Reference("picture", "pan.png", "", ("body",), 1),
        Reference("text", "activity:samen-koken", "begin", ("body",), 3),
    )


def test_a_phase_in_a_list_is_a_reference_too() -> None:
    targets = {reference.target for reference in check(text(example()), "example").entry.references}
    assert targets == {"phase:in-rust", "activity:samen-koken"}


# A problem for each thing that can be wrong.


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "empty-value"),
        ({"title": "   "}, "empty-value"),
        ({"summary": "\u00a0 "}, "empty-value"),
        (
            {"steps": [{**step, "text": " \n "} for step in activity()["steps"][:1]] + activity()["steps"][1:]},
            "empty-value",
        ),
        ({"measure": [{"text": "Vraag het.", "ours": " "}]}, "empty-value"),
        ({"measure": [{"text": "  "}]}, "empty-value"),
        ({"measure": [claim() | {"text": ["Vraag het."]}]}, "wrong-type"),
        ({"title": "x" * 81}, "too-long"),
        ({"title": 2026}, "wrong-type"),
        ({"title": ["x"]}, "wrong-type"),
        ({"title": True}, "wrong-type"),
        ({"summary": {"a": 1}}, "wrong-type"),
        ({"contact": []}, "too-few"),
        ({"contact": "direct"}, "wrong-type"),
        ({"contact": ["drect"]}, "unknown-term"),
        ({"type": "dialog"}, "unknown-term"),
        ({"checked": "22-11-2026"}, "bad-date"),
        ({"checked": "2026-02-30"}, "bad-date"),
        ({"checked": "2026-W47-7"}, "bad-date"),
        ({"checked": "20261122"}, "bad-date"),
        ({"group_size": {"min": -1}}, "out-of-range"),
        ({"group_size": {"min": 9, "max": 3}}, "span-order"),
        ({"group_size": {"min": "5"}}, "wrong-type"),
        ({"group_size": {"max": 5}}, "missing-field"),
        ({"group_size": {"min": 5, "mx": 6}}, "unknown-field"),
        ({"group_size": 5}, "wrong-type"),
        ({"slug": "Geen Adres"}, "bad-pattern"),
        ({"steps": []}, "too-few"),
        ({"target_groups": ["ouderen", "jongeren", "ouderen"]}, "twice-in-list"),
        ({"related": ["activity:dialoog", "activity:dialoog"]}, "twice-in-list"),
        ({"related": ["samen-wandelen"]}, "bad-reference"),
        ({"related": ["library:over-buren"]}, "wrong-kind"),
        ({"related": ["activity:samen-koken"]}, "self-reference"),
        ({"related": [5]}, "wrong-type"),
        ({"materials": ["een\n\ntwee"]}, "markup-in-line"),
        ({"materials": ["- een\n- twee"]}, "markup-in-line"),
        ({"materials": ["koffie:\n- zwart"]}, "markup-in-line"),
        ({"materials": ["1. een\n2. twee"]}, "markup-in-line"),
        ({"materials": ["[x](waar.md)"]}, "link-address"),
        ({"materials": ["[x](activitiet:dialoog)"]}, "bad-reference"),
        ({"measure": [{"text": "Vraag het."}]}, "claim-without-source"),
        ({"measure": [claim(review="ja")]}, "wrong-type"),
        ({"onbekend": 1}, "unknown-field"),
        ({"phases": {**activity()["phases"], "in-rst": part()}}, "unknown-phase"),
        ({"phases": []}, "wrong-type"),
        ({"phases": {slug: part() for slug in PHASES if slug != "in-rust"}}, "missing-verdict"),
        ({"phases": {**activity()["phases"], "in-rust": part(goal=None)}}, "part-missing"),
        ({"phases": {**activity()["phases"], "in-rust": part(tips=[])}}, "part-missing"),
        ({"phases": {**activity()["phases"], "in-rust": part("past-als")}}, "condition-missing"),
        ({"phases": {**activity()["phases"], "in-rust": part("nu-niet", goal="x")}}, "part-unexpected"),
        ({"phases": {**activity()["phases"], "in-rust": part(ours=None)}}, "claim-without-source"),
        ({"phases": {**activity()["phases"], "in-rust": part("pas")}}, "unknown-term"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict) else value,
)
def test_one_mistake_in_an_activity_is_one_problem(changes: Facts, code: str) -> None:
    assert codes(activity(**changes)) == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"lead_phase": "bij-spanning"}, "lead-phase"),
        ({"phases": ["in-rust", "in-rus"]}, "unknown-phase"),
        ({"links": [{"title": "x", "url": "www.kis.nl", "seen": "2026-11-22"}]}, "bad-address"),
        ({"links": [{"title": "x", "url": "javascript:alert(1)", "seen": "2026-11-22"}]}, "bad-address"),
        *(
            ({"links": [{"title": "x", "url": url, "seen": "2026-11-22"}]}, "bad-address")
            for url in ("https:/kis.nl", "https:kis.nl", "https:///kis.nl", "https://kis.nl ", " https://kis.nl")
        ),
        ({"links": [{"title": "x", "url": "https://kis.nl/a b", "seen": "2026-11-22"}]}, "bad-address"),
        ({"links": [{"title": "x", "url": "https://kis.nl\\a", "seen": "2026-11-22"}]}, "bad-address"),
        ({"links": [{"title": "x", "url": "https://kis.nl", "seen": "gisteren"}]}, "bad-date"),
    ],
)
def test_one_mistake_in_an_example_is_one_problem(changes: Facts, code: str) -> None:
    assert codes(example(**changes), "example") == [code]


def test_a_form_of_a_word_that_is_a_space_makes_no_links_of_spaces() -> None:
    assert codes(term(forms=["buren", " "]), "term") == ["empty-value"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"year": 1200}, "out-of-range"),
        ({"year": 3000}, "out-of-range"),
        ({"year": "2020"}, "wrong-type"),
        ({"doi": "https://doi.org/10.1/x"}, "bad-pattern"),
        ({"isbn": "12"}, "bad-pattern"),
        ({"url": "kis.nl"}, "bad-address"),
    ],
)
def test_one_mistake_in_a_library_item_is_one_problem(changes: Facts, code: str) -> None:
    assert codes(library(**changes), "library") == [code]


@pytest.mark.parametrize(("kind", "facts"), [("activity", activity()), ("example", example()), ("page", page())])
@pytest.mark.parametrize("body", ["", " \n\n\t\n"])
def test_a_page_without_text_is_one_problem_below_its_fields(kind: str, facts: Facts, body: str) -> None:
    written = text(facts, "") + body
    ((code, line),) = wrong(written, kind)
    assert code == "text-missing"
    assert line == text(facts, "").count("\n"), "at the line below which it must come"


def test_editors_are_told_of_no_kind_that_needs_text_that_it_may_be_left_out() -> None:
    needing = {name for name, kind in KINDS.items() if kind.needs_text}
    assert needing == {"activity", "example", "page"}
    assert not {name for name, hint in BODY_HINTS.items() if "mag leeg blijven" in hint} & needing


@pytest.mark.parametrize("name", ["title", "summary", "type", "checked", "target_groups", "phases", "works", "steps"])
def test_a_misspelt_field_is_one_problem_with_the_name_that_was_meant(name: str) -> None:
    facts = activity()
    misspelt = f"{name[:-2]}{name[-1]}" if len(name) > 4 else f"{name}s"
    facts[misspelt] = facts.pop(name)
    (found,) = check(text(facts)).problems
    assert (found.code, found.suggestion) == ("unknown-field", name)
    assert found.location.line == line_of(text(facts), f"{misspelt}:")


@pytest.mark.parametrize("name", ["source", "our", "sourses"])
def test_a_misspelt_source_is_one_problem(name: str) -> None:
    assert codes(activity(measure=[{"text": "Vraag het.", name: ["library:over-buren"]}])) == ["unknown-field"]


@pytest.mark.parametrize(("name", "misspelt"), [("goal", "goals"), ("how", "hows"), ("tips", "tip"), ("ours", "our")])
def test_a_misspelt_part_of_a_phase_is_one_problem(name: str, misspelt: str) -> None:
    inner = part()
    inner[misspelt] = inner.pop(name)
    assert codes(activity(phases={**activity()["phases"], "in-rust": inner})) == ["unknown-field"]


def test_a_misspelt_condition_is_one_problem() -> None:
    inner = part("past-als", conditon="Als iedereen wil.")
    assert codes(activity(phases={**activity()["phases"], "in-rust": inner})) == ["unknown-field"]


def test_a_misspelt_phase_is_one_problem() -> None:
    phases = activity()["phases"]
    phases["in-rustt"] = phases.pop("in-rust")
    (found,) = check(text(activity(phases=phases))).problems
    assert (found.code, found.suggestion) == ("unknown-phase", "in-rust")


@pytest.mark.parametrize("kind", ["activity", "page", "library"])
def test_a_text_in_the_folder_of_another_kind_is_one_problem(kind: str) -> None:
    (found,) = check(text(example("Een dorp")), kind).problems
    assert (found.code, dict(found.values)["right"]) == ("wrong-folder", "examples")


def test_a_missing_field_says_what_it_is_for() -> None:
    (found,) = check(text(activity(rung=None))).problems
    assert found.code == "missing-field"
    assert "bindingsladder" in found.remedy("nl")


def test_all_problems_of_a_file_come_at_once() -> None:
    facts = activity(title="", cost="gratis-bier", checked="ooit", related=["x"], onbekend=1, measure=[{"text": "x"}])
    assert sorted(codes(facts, body="# Kop\n\n[x](y)")) == sorted(
        [
            *("empty-value", "unknown-term", "bad-date", "bad-reference", "unknown-field", "claim-without-source"),
            *("heading-level", "link-address"),
        ]
    )


def test_front_matter_that_cannot_be_read_is_one_problem() -> None:
    assert wrong("---\ntitle: [x\n---\n") == [("front-matter-broken", 2)]
    assert wrong("geen gegevens") == [("front-matter-missing", 1)]


def test_a_field_that_stands_twice_is_told_at_the_second() -> None:
    written = text(activity()).replace("rung: ", "title: Nog een\nrung: ", 1)
    assert wrong(written) == [("duplicate-field", line_of(written, "title: Nog een"))]


# Lines.

PAGE = """\
---
title: Over
summary: Alles over deze site.
order: {order}
checked: "2026-11-22"
---

Eerste regel
[fout](een.md) op de tweede.

- punt
- [fout](twee.md)

## Kop

{last}
"""


def test_a_problem_in_the_text_stands_at_its_line() -> None:
    written = PAGE.format(order="1", last="Laatste [fout](drie.md).")
    assert wrong(written, "page") == [("link-address", 9), ("link-address", 12), ("link-address", 16)]


def test_a_problem_in_the_fields_stands_at_its_line_and_column() -> None:
    (found,) = check(
        PAGE.format(order="veel", last="")
        .replace("[fout]", "[goed]")
        .replace("een.md", "#a")
        .replace("twee.md", "#b"),
        "page",
    ).problems
    assert (found.code, found.location.line, found.location.column) == ("wrong-type", 4, 8)


@pytest.mark.parametrize("newlines", ["\n", "\n\n\n", " \n\t\n"])
def test_blank_lines_before_the_text_and_before_the_fields_are_counted(newlines: str) -> None:
    written = PAGE.format(order="1", last="").replace("---\n\nEerste", f"---\n{newlines}Eerste")
    found = wrong("\n\n" + written, "page")
    assert [line for _, line in found] == [line_of("\n\n" + written, "een.md"), line_of("\n\n" + written, "twee.md")]


@pytest.mark.parametrize("style", ["|-", "|", "|+", ">-"])
def test_a_problem_in_a_block_stands_at_its_line_in_the_block(style: str) -> None:
    how = f"how: {style}\n      Eerste regel.\n\n      Derde [fout](x.md)."
    written = text(activity()).replace("how: Rustig aan.", how, 1)
    (found,) = wrong(written)
    # In a folded block the lines are gone before we see them: the first line of the text is the best we know.
    expected = line_of(written, "x.md") if style.startswith("|") else line_of(written, "Eerste regel")
    assert found[0] == "link-address"
    assert found[1] in {expected, line_of(written, "x.md") - 1}


def test_a_problem_in_a_list_stands_at_its_item() -> None:
    written = text(activity(materials=["Koffie", "Thee [x](y.md)", "Koek"]))
    assert wrong(written) == [("link-address", line_of(written, "Thee"))]


def test_a_problem_deep_in_a_mapping_stands_at_its_value() -> None:
    facts = activity()
    facts["works"]["running"][0]["sources"] = ["library:goed", "fout"]
    written = text(facts)
    assert wrong(written) == [("bad-reference", line_of(written, "fout"))]


def test_a_missing_field_stands_at_the_group_that_lacks_it() -> None:
    facts = activity()
    del facts["works"]["organising"]
    written = text(facts)
    (found,) = check(written).problems
    assert found.code == "missing-field"
    assert found.location.line == line_of(written, "works:") + 1


def test_a_missing_verdict_stands_at_the_verdicts() -> None:
    facts = activity()
    del facts["phases"]["bij-ongemak"]
    written = text(facts)
    assert wrong(written) == [("missing-verdict", line_of(written, "phases:") + 1)]


def test_files_of_other_systems_give_the_same_lines(tmp_path: Any) -> None:
    from wijkverbinder.read import read_text

    written = PAGE.format(order="veel", last="[fout](drie.md)")
    for data in (written.encode(), b"\xef\xbb\xbf" + written.replace("\n", "\r\n").encode()):
        (tmp_path / "a.md").write_bytes(data)
        assert [line for _, line in wrong(read_text(tmp_path / "a.md"), "page")] == [4, 9, 12, 16]


def test_every_rule_belongs_to_a_model_that_is_used() -> None:
    used = {*RULES}
    kinds = {"Activity", "Example", "GlossaryTerm", "LocalPart", "ContentPicture"}
    assert used == kinds | {"Claim", "Span", "PhasePart", "Invite", "PhaseCheck"}


def test_nothing_of_an_author_becomes_html() -> None:
    nasty = '<x-img src=x onerror="y"> &lt;b&gt; \\<b>'
    written = text(activity(nasty, materials=[nasty], summary=nasty), nasty)
    facts = check(written).facts
    assert "<x" not in str(facts["materials"]) + facts["body"]
    # Words without markup are escaped when a page is made, since they carry no mark.
    assert not facts["title"].startswith(MARK)


def test_the_entry_is_frozen() -> None:
    entry = check(text(activity())).entry
    with pytest.raises(AttributeError):
        entry.language = "en"  # type: ignore[misc]


def test_dedent_is_not_needed_for_fields_on_one_line() -> None:
    written = dedent(
        """\
        ---
        {title: Over, summary: Alles., order: 1, checked: "2026-11-22"}
        ---
        Tekst.
        """
    )
    assert wrong(written, "page") == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"contact": [{"Een keuken": "met pannen"}]}, ', als "Een keuken: met pannen".'),
        ({"contact": [{"Een keuken": None}]}, ', als "Een keuken:".'),
        ({"contact": [{'Een "k"': "met"}]}, """, als 'Een "k": met'."""),
        ({"title": 2026}, 'Schrijf tekst: tussen aanhalingstekens, als "2026".'),
        ({"title": True}, 'Schrijf tekst: tussen aanhalingstekens, als "true".'),
        ({"title": ["a", "b"]}, "Schrijf tekst: één tekst, zonder haken of streepjes."),
        ({"title": {"a": 1, "b": 2}}, "zet de hele waarde tussen aanhalingstekens."),
        ({"checked": 20261122}, ', als "2026-11-22".'),
        ({"related": [{"activity": "samen-eten"}]}, ", als activity:samen-eten."),
        ({"target_groups": "vrouwen, nieuwkomers"}, ", als [vrouwen, nieuwkomers]."),
        ({"related": "Eerst dit, en dan dat."}, "met een streepje en een spatie ervoor."),
        ({"group_size": 5}, "Schrijf een groep velden: elk op een eigen regel"),
        ({"group_size": {"min": "5"}}, "alleen cijfers, zonder aanhalingstekens."),
    ],
)
def test_a_value_of_the_wrong_type_is_told_with_what_to_write(given: Facts, said: str) -> None:
    (found,) = check(text(activity("Samen koken") | given)).problems
    assert found.code == "wrong-type"
    assert said in found.remedy("nl")
