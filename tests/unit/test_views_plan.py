"""What a plan must know of an activity, and whom its invitations are for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import MakeProject
from tests.small import activity, claim, part, text
from wijkverbinder.markdown import MARK, text_of
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project

STAGES = ("voorbereiden", "werven", "uitvoeren", "verankeren")


def data(project: Project, path: str = "mijn-plan/samen-koken.js") -> dict[str, Any]:
    """What a built site tells a plan of an activity."""
    outcome = build(project)
    assert not outcome.failed, outcome.report.problems
    script = (project.output / path).read_text("utf-8")
    found: dict[str, Any] = json.loads(script.removeprefix("wijkverbinder.plan.take(").removesuffix(");\n"))
    return found


def cooking(**changes: Any) -> dict[str, str]:
    """The small site with another activity of cooking."""
    return {"content/activities/samen-koken.md": text(activity(**changes))}


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("Vraag het.", "Vraag het."),
        (MARK + 'Vraag <em>het</em> &amp; <a href="\0activity:a\0">wacht</a>.', "Vraag het & wacht."),
        ("Wie &lt;b&gt; typt", "Wie <b> typt"),
    ],
)
def test_text_is_what_a_reader_reads(html: str, words: str) -> None:
    assert text_of(html) == words


def test_a_plan_gets_texts_without_markup_and_links_from_its_own_page(make_project: MakeProject) -> None:
    materials = ["Een *grote* pan & <een> [boek](library:over-buren)"]
    found = data(make_project(cooking(materials=materials)))
    assert found["materials"] == ["Een grote pan & <een> boek"]
    assert found["href"] == "activiteiten/samen-koken.html"
    assert found["kit"] == ""
    assert (found["weeks"], found["minutes"]) == ([3, 3], [120, 150])


def test_a_step_stands_before_the_day_on_it_or_after_it(make_project: MakeProject) -> None:
    steps: list[dict[str, Any]] = [{"stage": stage, "title": stage, "text": "Doe dit."} for stage in STAGES]
    steps += [{"stage": "uitvoeren", "title": f"dag {day}", "text": "Doe dat.", "day": day} for day in (-3, 0, 14)]
    found = data(make_project(cooking(steps=steps)))
    assert [(step["title"], step["when"], step["day"]) for step in found["steps"]] == [
        ("voorbereiden", "before", None),
        ("werven", "before", None),
        ("uitvoeren", "day", None),
        ("verankeren", "after", None),
        ("dag -3", "before", -3),
        ("dag 0", "day", 0),
        ("dag 14", "after", 14),
    ]


def test_a_phase_tells_its_verdict_and_what_keeps_people_safe(make_project: MakeProject) -> None:
    safety = {"roles": [claim("Een *vaste* gastvrouw.")], "stop_rule": [claim("Stop.")], "aftercare": [claim("Bel.")]}
    phases = activity()["phases"] | {"bij-spanning": part("past-als", condition="Als het mag.", safety=safety)}
    found = data(make_project(cooking(phases=phases)))["phases"]
    assert list(found) == list(phases)
    assert found["bij-spanning"]["condition"] == "Als het mag."
    assert found["bij-spanning"]["roles"] == ["Een vaste gastvrouw."]
    assert found["bij-incidenten"] == {
        "verdict": "nu-niet",
        "label": "Nu niet",
        "reason": "Daarom.",
        "condition": "",
    }


def test_a_phase_tells_how_it_is_done_then_in_lines_without_markup(make_project: MakeProject) -> None:
    how = "Begin *klein*.\nVraag het [eerst](library:over-buren).\n\n- Geen bord\n- Geen oproep"
    phases = activity()["phases"] | {"bij-ongemak": part("past", how=how)}
    found = data(make_project(cooking(phases=phases)))["phases"]
    assert found["bij-ongemak"]["how"] == ["Begin klein. Vraag het eerst.", "Geen bord", "Geen oproep"]
    # What is not for now has no way to do it.
    assert "how" not in found["bij-incidenten"]


def test_in_another_language_an_activity_that_is_not_translated_says_so(make_project: MakeProject) -> None:
    project = make_project({"site.toml": 'name = "Klein"\nlanguages = ["nl", "en"]\n'})
    found = data(project, "en/my-plan/samen-koken.js")
    assert (found["lang"], found["dir"]) == ("nl", "ltr")
    assert found["href"] == "../activiteiten/samen-koken.html"
    assert found["phases"]["in-rust"]["label"] == "Fits"


def test_whom_to_invite_follows_from_phase_and_verdict_where_the_activity_does_not_say(
    make_project: MakeProject,
) -> None:
    safety = {"roles": [claim()], "stop_rule": [claim()], "aftercare": [claim()]}
    said = {"way": "niet", "text": "Vraag *niemand*.", "ours": "Het is te vroeg.", "review": True}
    phases = activity()["phases"] | {
        "bij-spanning": part("past", safety=safety),
        "bij-incidenten": part("past", safety=safety, invite=said),
        "bij-ongemak": part("nu-niet"),
    }
    invitation = {"heading": "Kook je mee?", "text": "Samen snijden en eten."}
    project = make_project(cooking(phases=phases, invitation=invitation))
    assert data(project)["kit"] == "activiteiten/uitnodiging/samen-koken.html"
    page = (project.output / "activiteiten/uitnodiging/samen-koken.html").read_text("utf-8")
    view = json.loads(page[page.index("<pre>") + 5 : page.index("</pre>")])
    ways = {row["phase"]["slug"]: row for row in view["ways"]}
    assert {phase: row["way"] for phase, row in ways.items()} == {
        "in-rust": "open",
        "bij-ongemak": "niet",
        "bij-spanning": "persoonlijk",
        "bij-incidenten": "niet",
    }
    assert ways["bij-incidenten"]["text"] == "Vraag <em>niemand</em>."
    assert ways["bij-incidenten"]["ours"] == "Het is te vroeg."
    # What we say of ourselves is marked as ours.
    assert all(row["ours"] for row in ways.values())


def test_an_activity_without_invitations_has_no_page_of_them(make_project: MakeProject) -> None:
    project = make_project()
    build(project)
    assert not (project.output / "activiteiten" / "uitnodiging").exists()
