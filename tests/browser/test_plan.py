"""The plan: what follows from it is right, it can be made by keyboard alone, and it goes wherever its reader goes.

The pure functions are asked in a page, as a behaviour asks them; what they should give is worked out here again,
or read from the content.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.built import Built
from tests.browser.conftest import PREFIX
from tests.browser.test_axe import NARROW, WIDE, violations
from tests.browser.test_room import LOST, OVERFLOW, SMALL, SPACING
from tests.browser.walking import click_at_rest, follow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Download, Page, Route

    from tests.browser.conftest import OpenPage, Serve

PLAN = "mijn-plan.html"
TENSE, CALM = "bij-spanning", "in-rust"
DATE, TIME = "2027-01-15", "19:30"
SAID: dict[str, Any] = {
    "maker": "-//De Wijkverbinder//Mijn plan//NL",
    "notNow": "Doe dit nu niet:",
    "condition": "Alleen als:",
    "phase": "Kies eerst de fase.",
    "unknown": "Geen oordeel.",
    "notNowMark": "NU NIET – {activity}",
    "care": "Nazorg",
    "stop": "Wanneer je stopt:",
    "contact": "Vragen:",
    "how": "{phase}: zo doe je het",
    "howFirst": "Zegt dit iets anders dan een stap? Dan geldt dit.",
    "phases": {TENSE: "Bij spanning", CALM: "In rust", "bij-incidenten": "Bij incidenten"},
}
WITH_PLAN = """async (values) => {
  const model = window.wijkverbinder.plan;
  const plan = model.clean(values.plan, values.roles || ["Trekker", "Begeleider"]);
  const activities = {};
  for (const item of plan.items) {
    activities[item.slug] = await new Promise((done) => model.load(item.slug, "mijn-plan/{slug}.js", done));
  }
  return (__DO__)(model, plan, activities, values);
}"""


@pytest.fixture
def plan_page(page: Page, site: Built) -> Page:
    """The page of the plan, empty, from disk in Chromium."""
    page.goto(site.disk(PLAN))
    return page


def ask(page: Page, what: str, **values: Any) -> Any:
    """What a function over the model, a plan and its activities gives."""
    return page.evaluate(WITH_PLAN.replace("__DO__", what), values)


def item(slug: str = "dialoog", phase: str = TENSE, **more: Any) -> dict[str, Any]:
    """An activity as it stands in a plan."""
    return {"id": "ab12", "slug": slug, "phase": phase, "date": DATE, "time": TIME} | more


# Times and dates


@pytest.mark.parametrize(
    ("time", "minutes", "expected", "days"),
    [
        ("19:30", 180, "22:30", 0),
        ("22:30", 180, "01:30", 1),
        ("00:15", -60, "23:15", -1),
        ("00:00", 1440, "00:00", 1),
        ("09:05", 0, "09:05", 0),
    ],
)
def test_minutes_are_added_around_the_clock(
    plan_page: Page, time: str, minutes: int, expected: str, days: int
) -> None:
    asked = f"(model) => [model.addMinutes('{time}', {minutes}), model.daysLater('{time}', {minutes})]"
    assert ask(plan_page, asked) == [expected, days]


def test_days_are_added_through_months_leap_years_and_the_change_of_the_clock(plan_page: Page) -> None:
    starts = ["2024-02-28", "2027-03-27", "2027-10-30", "2026-12-31", "2028-02-29", "2027-01-15"]
    steps = [-365, -42, -1, 0, 1, 2, 31, 365]
    found = ask(
        plan_page,
        "(model, plan, known, { starts, steps }) =>"
        "starts.map((day) => steps.map((step) => model.addDays(day, step)))",
        starts=starts,
        steps=steps,
    )
    assert found == [
        [(datetime.date.fromisoformat(day) + datetime.timedelta(step)).isoformat() for step in steps]
        for day in starts
    ]


def test_a_run_sheet_counts_back_over_the_preparation_and_forward_over_the_day(plan_page: Page, site: Built) -> None:
    facts = site.entries("activities")["dialoog"]
    found = ask(
        plan_page, "(model, plan, known) => model.sheet(plan.items[0], known.dialoog)", plan={"items": [item()]}
    )
    weeks, minutes = facts["preparation_weeks"]["max"], facts["running_minutes"]["max"]
    before = [step for step in facts["steps"] if step["stage"] in {"voorbereiden", "werven"}]
    day = datetime.date.fromisoformat(DATE)
    back = [round(weeks * 7 * (len(before) - place) / len(before) + 1e-9) for place in range(len(before))]
    assert [row["title"] for row in found["before"]] == [step["title"] for step in before]
    assert [row["date"] for row in found["before"]] == [(day - datetime.timedelta(days)).isoformat() for days in back]
    assert found["setUp"]["time"] == "18:30"
    assert found["setUp"]["materials"] == facts["materials"]
    assert [row["time"] for row in found["day"]] == ["19:30", "20:30", "21:30"]
    assert (found["start"], found["end"], found["later"], minutes) == ("19:30", "22:30", 0, 180)
    # The step says after how many days it comes; aftercare comes first, and says itself when.
    assert found["after"][-1]["date"] == (day + datetime.timedelta(42)).isoformat()
    care = facts["phases"][TENSE]["safety"]["aftercare"]
    assert [row["text"] for row in found["after"][:-1]] == [claim["text"] for claim in care]
    assert {row["date"] for row in found["after"][:-1]} == {""}
    assert found["stop"] == [claim["text"] for claim in facts["phases"][TENSE]["safety"]["stop_rule"]]


def test_every_step_of_every_activity_is_in_its_run_sheet_once(plan_page: Page, site: Built) -> None:
    for slug, facts in site.entries("activities").items():
        for phase in facts["phases"]:
            plan = {"items": [item(slug, phase)]}
            found = ask(plan_page, f"(model, plan, known) => model.sheet(plan.items[0], known['{slug}'])", plan=plan)
            rows = [*found["before"], *found["day"], *found["after"]]
            titles = Counter(row["title"].replace("’", "'") for row in rows if row["title"])
            assert titles == Counter(step["title"].replace("’", "'") for step in facts["steps"])
            dates = [row["date"] for row in found["before"]]
            assert dates == sorted(dates)
            assert all(date < DATE for date in dates)
            dated = [row["date"] for row in found["after"] if row["key"][0] != "k"]
            assert dated == sorted(dated)
            assert found["after"][: len(found["care"])] == found["care"]
            times = [row["time"] for row in found["day"]]
            assert all(int(time[3:]) % 5 == 0 for time in times)
            assert len(set(times)) == len(times)
            safe = facts["phases"][phase].get("safety")
            assert len(found["duties"]) == (len(safe["roles"]) if safe else 0)


def test_without_a_date_the_order_still_stands(plan_page: Page) -> None:
    plan = {"items": [item(date="", time="")]}
    found = ask(plan_page, "(model, plan, known) => model.sheet(plan.items[0], known.dialoog)", plan=plan)
    assert {row["date"] for row in [*found["before"], *found["after"]]} == {""}
    assert [row["days"] for row in found["before"]] == sorted(row["days"] for row in found["before"])
    assert {row["time"] for row in found["day"]} == {""}
    assert found["end"] == ""


# What comes in, and what is said of it


def test_whatever_comes_in_an_address_becomes_a_plan_or_falls_away(plan_page: Page) -> None:
    bad: list[Any] = [
        None,
        "plan",
        7,
        [],
        {"items": "x"},
        {"items": [None, 3, [], {"slug": "../../x"}, {"slug": "Dialoog"}, {"slug": "a" * 200}, {"slug": "<b>"}]},
        {"roles": {"a": 1}, "items": {}},
        {"id": "__proto__", "at": -4, "items": [{"slug": "constructor!"}]},
    ]
    found = ask(
        plan_page, "(model, plan, known, { bad }) => bad.map((one) => model.clean(one, ['Trekker']))", bad=bad
    )
    for plan in found:
        assert plan["items"] == []
        assert plan["roles"] == ["Trekker"]
        assert re.fullmatch("[a-z0-9]{6,20}", plan["id"])
        assert plan["at"] == 0
    row = item(
        date="2027-02-30", time="24:00", place=5, note="x" * 9000, who={"t0": 1, "r0": 1.5, "x y": 1, "k1": -1}
    )
    many = [row | {"phase": "<i>"}] + [item("samen-eten", CALM)] * 90
    clean = ask(plan_page, "(model, plan) => plan", plan={"roles": ["a" * 500] * 50, "items": many})
    first = clean["items"][0]
    assert (first["date"], first["time"], first["place"], first["phase"]) == ("", "", "", "")
    assert len(first["note"]) == 2000
    assert first["who"] == {"t0": 1, "k1": -1}
    assert (len(clean["items"]), len(clean["roles"]), len(clean["roles"][0])) == (40, 12, 60)
    assert len({one["id"] for one in clean["items"]}) == 40


def test_what_is_kept_is_the_plan_again(plan_page: Page) -> None:
    plan = {
        "id": "planplan",
        "roles": ["A", "B"],
        "items": [item(note="Één\n“ja”", who={"t1": 1}), item("samen-eten")],
    }
    kept, again = ask(
        plan_page,
        "(model, plan) => { const kept = model.kept(plan, 1.8e12); return [kept, model.clean(kept)]; }",
        plan=plan,
    )
    assert "" not in kept["items"][1].values()
    assert again["at"] == kept["at"] == 1_800_000_000_000 // 60_000
    assert again["items"][0]["note"] == "Één\n“ja”"
    assert again["items"][0]["who"] == {"t1": 1}


def test_an_activity_is_added_once_and_one_that_waits_gets_its_phase(plan_page: Page) -> None:
    adding = """(model, plan, known, { rows }) =>
      rows.reduce((all, row) => model.add(all, ...row), plan).items.map((one) => [one.slug, one.phase])"""
    rows = [
        ["dialoog", ""],
        ["dialoog", TENSE],
        ["dialoog", TENSE],
        ["dialoog", ""],
        ["dialoog", CALM],
        ["maatjes", ""],
    ]
    assert ask(plan_page, adding, rows=rows) == [["dialoog", TENSE], ["dialoog", CALM], ["maatjes", ""]]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (item(phase=CALM), []),
        (item(phase=""), ["phase"]),
        (item(phase="elders"), ["unknown"]),
        (item(phase="bij-incidenten"), ["not-now"]),
        (item(), ["condition", "safety"]),
        (item(phase=CALM, date=""), ["date"]),
        (item(phase=CALM, date="2026-11-25"), ["past"]),
        (item(phase=CALM, date="2026-11-26"), ["short"]),
        (item(phase=CALM, date="2026-12-16"), ["short"]),
        (item(phase=CALM, date="2026-12-17"), []),
        (item(who=dict.fromkeys(["r0", "r1", "r2", "k0", "k1", "k2"], 0)), ["condition"]),
    ],
)
def test_what_does_not_fit_is_said(plan_page: Page, row: dict[str, Any], expected: list[str]) -> None:
    asked = """(model, plan, known) =>
      model.warnings(plan, plan.items[0], known.dialoog, "2026-11-26").map((one) => one.code)"""
    assert ask(plan_page, asked, plan={"items": [row]}) == expected


def test_every_task_is_in_the_list_of_one_role(plan_page: Page) -> None:
    plan = {"items": [item(who={"t0": 1, "r0": 0}), item("samen-eten", CALM, id="cd34", date="")]}
    asked = """(model, plan, known) => [
      model.tasks(plan, known).map((group) => [group.role, group.tasks.map((task) => `${task.item.id} ${task.key}`)]),
      plan.items.flatMap((one) =>
        model.tasksOf(plan, one, known[one.slug]).map((task) => `${one.id} ${task.key}`))]"""
    groups, every = ask(plan_page, asked, plan=plan)
    listed = [name for _, names in groups for name in names]
    assert Counter(listed) == Counter(every)
    assert set(Counter(listed).values()) == {1}
    by_role = dict(groups)
    assert "ab12 r0" in by_role[0]
    assert "ab12 t0" in by_role[1]
    # What keeps people safe is never taken as divided.
    assert {name.split()[1][0] for name in by_role[-1]} == {"r", "k"}


def test_a_role_that_goes_leaves_its_tasks_to_be_divided(plan_page: Page) -> None:
    plan = {"roles": ["A", "B", "C"], "items": [item(who={"t0": 0, "t1": 1, "t2": 2})]}
    found = ask(plan_page, "(model, plan) => model.removeRole(plan, 1)", plan=plan)
    assert found["roles"] == ["A", "C"]
    assert found["items"][0]["who"] == {"t0": 0, "t1": -1, "t2": 1}


# The calendar file


def content_lines(data: str) -> list[str]:
    """The unfolded lines of a calendar file (RFC 5545, 3.1), after a look at how they are folded."""
    assert data.endswith("\r\n")
    assert "\n" not in data.replace("\r\n", "")
    assert "\r" not in data.replace("\r\n", "")
    for line in data.split("\r\n"):
        assert len(line.encode()) <= 75
    return data.replace("\r\n ", "").split("\r\n")[:-1]


def value_of_text(value: str) -> str:
    """A TEXT value (3.3.11) as it was meant; raises where something is not escaped."""
    assert re.fullmatch(r"(?:[^\x00-\x08\x0b-\x1f\x7f\n\\;,]|\\[\\;,nN])*", value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found.group(1) in "nN" else found.group(1), value)


NAME = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^\";:,]+)*):(.*)")


def parse_calendar(data: str) -> tuple[dict[str, str], list[dict[str, tuple[str, str]]]]:
    """The properties of a calendar and of its events; raises where the file is not as RFC 5545 wants it."""
    calendar: dict[str, str] = {}
    events: list[dict[str, tuple[str, str]]] = []
    open_parts: list[str] = []
    for line in content_lines(data):
        found = NAME.fullmatch(line)
        assert found, line
        name, parameters, value = found.groups()
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                assert open_parts == ["VCALENDAR", "VEVENT"]
                events.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts == ["VCALENDAR", "VEVENT"]:
            assert name not in events[-1], name
            events[-1][name] = (parameters, value)
        elif open_parts == ["VCALENDAR"]:
            assert name not in calendar
            calendar[name] = value
    assert not open_parts
    return calendar, events


def calendar_of(page: Page, plan: dict[str, Any]) -> str:
    """The calendar file of a plan."""
    text: str = ask(page, "(model, plan, known, { said }) => model.calendar(plan, known, said)", plan=plan, said=SAID)
    return text


def test_the_calendar_of_every_activity_in_every_phase_is_valid(plan_page: Page, site: Built) -> None:
    for slug, facts in site.entries("activities").items():
        rows = [item(slug, phase, id=f"i{number}") for number, phase in enumerate(facts["phases"])]
        calendar, events = parse_calendar(calendar_of(plan_page, {"at": 30_000_000, "items": rows}))
        assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", SAID["maker"])
        assert len({event["UID"] for event in events}) == len(events)
        for event in events:
            assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= event.keys()
            assert event["DTSTAMP"] == ("", "20270115T080000Z")
            for name in {"SUMMARY", "DESCRIPTION", "LOCATION"} & event.keys():
                assert value_of_text(event[name][1])
            start, end = event["DTSTART"], event["DTEND"]
            assert start[0] == end[0]
            assert start[0] in {";VALUE=DATE", ";TZID=Europe/Amsterdam"}
            shape = "%Y%m%d" if "DATE" in start[0] else "%Y%m%dT%H%M%S"
            assert datetime.datetime.strptime(start[1], shape) < datetime.datetime.strptime(end[1], shape)  # noqa: DTZ007
            # What only has to be done some day leaves that day free.
            assert (event.get("TRANSP", ("", ""))[1] == "TRANSPARENT") == ("DATE" in start[0])


def test_the_calendar_names_its_time_zone_with_its_rules(plan_page: Page) -> None:
    lines = content_lines(calendar_of(plan_page, {"items": [item()]}))
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert "TZID:Europe/Amsterdam" in zone
    assert zone.count("TZOFFSETTO:+0200") == zone.count("TZOFFSETTO:+0100") == 1
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in zone
    assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in zone
    assert lines.index("END:VTIMEZONE") < lines.index("BEGIN:VEVENT")


def test_what_a_reader_types_comes_out_of_the_calendar_as_it_was(plan_page: Page) -> None:
    place = "Zaal 2; “De Brug”, hoek \\ Kade"
    note = "BEGIN:VEVENT\nregel, één; twee\r\n" + "😀é" * 60
    plan = {"items": [item(place=place, note=note + "\x07", contact="06 – bel: Sam")]}
    _, events = parse_calendar(calendar_of(plan_page, plan))
    day = next(event for event in events if event["UID"][1].endswith("-d@wijkverbinder"))
    assert value_of_text(day["LOCATION"][1]) == place
    assert value_of_text(day["DESCRIPTION"][1]).endswith(note.replace("\r\n", "\n"))


def test_the_same_plan_gives_the_same_file_and_events_keep_their_names(plan_page: Page) -> None:
    plan: dict[str, Any] = {"id": "planplan", "at": 30_000_000}
    plan["items"] = [item(), item("samen-eten", CALM, id="cd34")]
    one = calendar_of(plan_page, plan)
    assert calendar_of(plan_page, plan) == one
    names = {event["UID"] for event in parse_calendar(one)[1]}
    moved = plan | {"at": 30_000_999, "items": [plan["items"][1], plan["items"][0] | {"date": "2027-02-01"}]}
    other = calendar_of(plan_page, moved)
    assert {event["UID"] for event in parse_calendar(other)[1]} == names
    assert min(event["DTSTAMP"] for event in parse_calendar(other)[1]) > ("", "20270115T080000Z")


def test_an_activity_after_midnight_ends_the_next_day(plan_page: Page) -> None:
    _, events = parse_calendar(calendar_of(plan_page, {"items": [item(time="22:30")]}))
    assert events[0]["DTSTART"][1] == "20270115T223000"
    assert events[0]["DTEND"][1] == "20270116T013000"


def test_an_activity_without_a_date_is_not_in_the_calendar(plan_page: Page) -> None:
    assert parse_calendar(calendar_of(plan_page, {"items": [item(date="")]}))[1] == []


# By keyboard alone, from both places


@pytest.fixture(params=["from disk", "served"])
def base(request: pytest.FixtureRequest, site: Built, serve: Serve) -> str:
    """The address of the real site, from disk or in a sub-folder of a host."""
    return serve(site.folder, PREFIX) if request.param == "served" else site.folder.as_uri() + "/"


def press_on(page: Page, role: Any, name: str | re.Pattern[str]) -> None:
    """Goes to something with Tab alone, and presses Enter."""
    target = page.get_by_role(role, name=name).first
    for _ in range(400):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"Tab does not lead to {name}")


def field(page: Page, name: str, number: int = 0) -> Any:
    """A field of an item of the plan."""
    return page.locator(f"[data-plan-items] > li:nth-child({number + 1}) [data-edit={name}]")


def titles(page: Page) -> list[str]:
    """The activities of the plan on the page, in order."""
    found: list[str] = page.locator("[data-plan-items] h3").all_inner_texts()
    return found


def test_a_plan_is_made_by_keyboard_alone_on_a_small_screen(open_page: OpenPage, base: str, site: Built) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    says = site.says
    page.goto(f"{base}activiteiten/dialoog.html#{TENSE}")
    press_on(page, "button", re.compile(says("plan.save")))
    # What was pressed is gone; the focus is on what came in its place.
    expect(page.get_by_role("link", name=re.compile(says("plan.saved")))).to_be_focused()
    page.goto(f"{base}fasen/{CALM}.html")
    press_on(page, "button", re.compile(f"{says('plan.save')}.*Buurtfeest"))
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile(says("plan.title")))
    expect(page.locator("[data-plan-items] > li")).to_have_count(2)
    assert titles(page) == ["Dialoog", "Buurtfeest"]
    assert field(page, "phase").input_value() == TENSE
    assert field(page, "phase", 1).input_value() == CALM

    press_on(page, "button", says("plan-words.down-label", name="Dialoog"))
    assert titles(page) == ["Buurtfeest", "Dialoog"]
    status = page.locator("[data-plan-status]")
    expect(status).to_have_text(says("plan-words.moved", activity="Dialoog", place=2, total=2))
    # At the end the way down is closed, so the focus is on the way up.
    expect(page.get_by_role("button", name=says("plan-words.up-label", name="Dialoog"))).to_be_focused()
    page.keyboard.press("Enter")
    assert titles(page) == ["Dialoog", "Buurtfeest"]


def test_a_warning_after_a_choice_says_which_activity_it_is_about(page: Page, base: str, site: Built) -> None:
    page.goto(f"{base}{PLAN}")
    fill(page, [item(), item("buurtfeest", CALM, id="cd34")])
    field(page, "phase", 1).select_option(TENSE)
    told = f"Buurtfeest: {site.says('plan-words.warn-not-now')}"
    expect(page.locator("[data-plan-status]")).to_contain_text(told)


def test_a_plan_is_taken_along_and_erased_by_keyboard_alone(
    open_page: OpenPage, base: str, site: Built, tmp_path: Any
) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    says = site.says
    page.goto(f"{base}{PLAN}")
    fill(page, [item(date="", time=""), item("buurtfeest", CALM, id="cd34", date="")])
    status = page.locator("[data-plan-status]")
    field(page, "date").fill(DATE)
    field(page, "time").fill(TIME)
    field(page, "place").fill("Buurthuis De Brug")
    sheet = page.locator(".sheet").first
    expect(sheet.locator(".safety")).to_be_visible()
    expect(sheet.locator("[data-part=day]")).to_contain_text("22:30")
    who = sheet.locator("[data-duties] select").first
    who.focus()
    who.select_option("0")
    expect(sheet.locator("[data-duties] select").first).to_be_focused()

    with page.expect_download() as waiting:
        press_on(page, "button", says("plan.calendar"))
    download: Download = waiting.value
    assert download.suggested_filename == "mijn-plan.ics"
    download.save_as(tmp_path / "plan.ics")
    text = (tmp_path / "plan.ics").read_bytes().decode()
    assert [event["SUMMARY"][1] for event in parse_calendar(text)[1]].count("Dialoog") == 1

    page.reload()
    assert field(page, "place").input_value() == "Buurthuis De Brug"
    press_on(page, "button", says("plan-words.remove-label", name="Buurtfeest"))
    expect(page.locator("[data-plan-items] > li")).to_have_count(1)
    expect(page.locator("[data-plan-undo]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-plan-items] > li")).to_have_count(2)
    press_on(page, "button", says("plan.erase"))
    expect(page.locator("[data-plan-empty]")).to_be_visible()
    expect(status).to_have_text(says("plan-words.erased"))
    assert page.evaluate("wijkverbinder.keep.get('plan') === undefined")
    page.reload()
    expect(page.locator("[data-plan-empty]")).to_be_visible()
    expect(page.locator("[data-plan-filled]")).to_be_hidden()


def test_a_filtered_list_keeps_for_the_phase_that_it_is_filtered_by(page: Page, site: Built) -> None:
    page.goto(f"{site.disk('activiteiten/index.html')}?{site.messages['param']['phase']}={CALM}")
    click_at_rest(page.locator("[data-plan-save=maatjes] button"))
    follow(page.locator("[data-plan-save=maatjes] a"))
    assert field(page, "phase").input_value() == CALM


def test_a_role_is_added_named_and_taken_away(plan_page: Page, site: Built) -> None:
    fill(plan_page, [item()])
    plan_page.get_by_role("button", name=site.says("plan.add-role")).click()
    expect(plan_page.locator("[data-plan-roles] input").last).to_be_focused()
    plan_page.keyboard.type("Tolk")
    options = plan_page.locator(".row-who select").first.locator("option")
    expect(options.last).to_have_text("Tolk")
    plan_page.locator(".row-who select").first.select_option(label="Tolk")
    expect(plan_page.locator(".task-list h3", has_text="Tolk")).to_be_visible()
    plan_page.locator("[data-plan-roles] [data-remove]").last.click()
    expect(plan_page.locator(".task-list h3", has_text="Tolk")).to_have_count(0)
    plan_page.locator("[data-plan-undo]").click()
    expect(plan_page.locator(".task-list h3", has_text="Tolk")).to_be_visible()


@pytest.mark.parametrize("opener", ["open_page", "open_firefox_page"])
def test_the_plan_goes_along_from_page_to_page(base: str, opener: str, request: pytest.FixtureRequest) -> None:
    open_one: OpenPage = request.getfixturevalue(opener)
    page = open_one(viewport={"width": 1280, "height": 800})
    page.goto(f"{base}fasen/{CALM}.html")
    page.locator("[data-plan-save=buurtfeest] button").click()
    follow(page.get_by_role("main").get_by_role("link", name="Buurtfeest", exact=True).first)
    expect(page.locator("body.view-activity")).to_be_visible()
    expect(page.locator("[data-plan-save] a").first).to_be_visible()
    follow(page.get_by_role("navigation").get_by_role("link", name="Activiteiten", exact=True).first)
    expect(page.locator("body.view-activities")).to_be_visible()
    click_at_rest(page.locator("[data-plan-save=samen-eten] button"))
    follow(page.locator("[data-plan-save=samen-eten] a"))
    expect(page.locator("[data-plan-items] > li")).to_have_count(2)
    field(page, "place").fill("Het plein")
    follow(page.locator("[data-kit] a").first)
    expect(page.locator("body.view-invitation")).to_be_visible()
    expect(page.locator(".kit-poster [data-invite=place]")).to_have_text("Het plein")
    page.locator("[data-invite-form] [name=time]").fill("15:00")
    follow(page.get_by_role("link", name="Mijn plan", exact=True))
    expect(page.locator("[data-plan-items] > li")).to_have_count(2)
    expect(field(page, "time")).to_have_value("15:00")


def fill(page: Page, items: list[dict[str, Any]], **more: Any) -> None:
    """Keeps a plan, and shows it."""
    page.evaluate("plan => wijkverbinder.keep.set('plan', plan)", {"id": "planplan", "at": 1, "items": items} | more)
    expect(page.locator("[data-plan-items] > li")).to_have_count(len(items))


@pytest.mark.parametrize("opener", ["open_page", "open_firefox_page"])
def test_an_address_holds_the_plan(base: str, site: Built, opener: str, request: pytest.FixtureRequest) -> None:
    open_one: OpenPage = request.getfixturevalue(opener)
    one, other = open_one(), open_one()
    one.goto(f"{base}{PLAN}")
    fill(one, [item(note="Neem “stoelen” mee & 10 €"), item("samen-eten", CALM, id="cd34")])
    mail = one.locator("[data-plan-mail]").get_attribute("href")
    assert mail
    assert mail.startswith("mailto:?subject=")
    address = one.locator("#adres").input_value()
    assert address.startswith(f"{base}{PLAN}#")
    other.goto(address)
    expect(other.locator("[data-plan-items] > li")).to_have_count(2)
    expect(field(other, "note")).to_have_value("Neem “stoelen” mee & 10 €")
    expect(other.locator("[data-plan-status]")).to_have_text(site.says("plan-words.borrowed"))
    # Whoever has a plan already keeps it, until they say otherwise.
    third = open_one()
    third.goto(f"{base}{PLAN}")
    fill(third, [item("maatjes", CALM)], id="mijnplan")
    third.goto("about:blank")
    third.goto(address)
    expect(third.locator("[data-plan-items] > li")).to_have_count(1)
    expect(third.locator("[data-plan-offer]")).to_contain_text("2")
    third.locator("[data-plan-decline]").click()
    expect(third.locator("[data-plan-offer]")).to_be_hidden()
    third.goto("about:blank")
    third.goto(address)
    third.locator("[data-plan-accept]").click()
    expect(third.locator("[data-plan-items] > li")).to_have_count(2)
    # Their own comes back, and with it the offer.
    expect(third.locator("[data-plan-undo]")).to_be_focused()
    third.locator("[data-plan-undo]").press("Enter")
    expect(third.locator("[data-plan-items] > li")).to_have_count(1)
    assert third.evaluate("wijkverbinder.keep.get('plan').id") == "mijnplan"
    expect(third.locator("[data-plan-offer]")).to_be_visible()
    third.locator("[data-plan-accept]").click()
    expect(third.locator("[data-plan-items] > li")).to_have_count(2)
    third.locator("[data-plan-erase]").click()
    third.reload()
    expect(third.locator("[data-plan-empty]")).to_be_visible()


def test_the_address_is_copied_or_else_shown(open_page: OpenPage, site: Built, serve: Serve) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(serve(site.folder, PREFIX) + PLAN)
    fill(page, [item()])
    page.locator("[data-plan-copy]").click()
    expect(page.locator("[data-plan-status]")).to_have_text(site.says("plan-words.copied"))
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#adres").input_value()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.locator("[data-plan-copy]").click()
    expect(page.locator("#adres")).to_be_focused()


def test_an_activity_that_is_not_on_the_site_can_be_taken_away(
    plan_page: Page, site: Built, page_problems: list[str]
) -> None:
    fill(plan_page, [item("bestaat-niet"), item("dialoog", id="cd34")])
    expect(plan_page.locator(".warning-missing")).to_have_text(site.says("plan-words.missing", name="bestaat-niet"))
    expect(plan_page.locator(".sheet")).to_have_count(1)
    plan_page.get_by_role("button", name=site.says("plan-words.remove-label", name="bestaat-niet")).click()
    assert titles(plan_page) == ["Dialoog"]
    page_problems.clear()  # the browser tells that there is no such file


def test_a_date_that_can_not_be_is_none(plan_page: Page, site: Built) -> None:
    fill(plan_page, [item()])
    for date in ("22026-05-04", "0026-05-04", "2200-01-01"):
        field(plan_page, "date").fill(date)
        expect(plan_page.locator(".sheet-facts")).to_contain_text(site.says("plan-words.no-date"))
        assert plan_page.evaluate("'date' in wijkverbinder.keep.get('plan').items[0]") is False
    field(plan_page, "date").fill("2199-12-31")
    expect(plan_page.locator(".sheet-facts")).not_to_contain_text(site.says("plan-words.no-date"))
    dates = ["1995-12-31", "1996-01-01", "2199-12-31", "2200-01-01", "2027-02-29"]
    clean = "(dates) => dates.map((date) => wijkverbinder.plan.clean({ items: [{ slug: 'a', date }] }).items[0].date)"
    assert plan_page.evaluate(clean, dates) == ["", "1996-01-01", "2199-12-31", "", ""]


def test_names_that_every_object_has_are_names_as_any_other(
    plan_page: Page, site: Built, page_problems: list[str]
) -> None:
    fill(plan_page, [item("constructor"), item("dialoog", "constructor", id="cd34")])
    expect(plan_page.locator(".warning-missing")).to_have_text(site.says("plan-words.missing", name="constructor"))
    expect(plan_page.locator("[data-plan-items] .warning-unknown")).to_have_count(1)
    assert titles(plan_page) == ["constructor", "Dialoog"]
    page_problems.clear()  # the browser tells that there is no such file


def test_what_a_host_lacks_is_told_apart_from_what_can_not_be_asked(
    page: Page, site: Built, serve: Serve, page_problems: list[str]
) -> None:
    page.goto(serve(site.folder, PREFIX) + PLAN)
    page.route("**/mijn-plan/dialoog.js", lambda route: route.abort())
    fill(page, [item("bestaat-niet"), item("dialoog", id="cd34")])
    expect(page.locator(".warning-missing")).to_have_text(site.says("plan-words.missing", name="bestaat-niet"))
    expect(page.locator(".warning-unread")).to_have_text(site.says("plan-words.unread", name="dialoog"))
    # What could not be asked is asked again, and meanwhile the page goes on.
    page.unroute("**/mijn-plan/dialoog.js")
    waiting: list[Route] = []
    page.route("**/mijn-plan/dialoog.js", lambda route: waiting.extend([route]))
    page.get_by_role("button", name=site.says("plan-words.remove-label", name="bestaat-niet")).click()
    expect(page.locator("[data-plan-items] > li")).to_have_count(1)
    expect(page.locator("[data-plan-items] h3")).to_have_text("dialoog")
    waiting[0].continue_()
    expect(page.locator("[data-plan-items] h3")).to_have_text("Dialoog")
    expect(page.locator(".warning-unread")).to_have_count(0)
    page_problems.clear()  # the browser tells what it could not get


def test_how_it_is_done_in_the_phase_stands_above_the_steps_on_paper_and_in_the_calendar(
    plan_page: Page, site: Built
) -> None:
    row = item("jongeren-samen", "bij-incidenten")
    fill(plan_page, [row])
    said = "Breng groepen die botsten niet bij elkaar."
    assert said in site.entries("activities")["jongeren-samen"]["phases"]["bij-incidenten"]["how"]
    plan_page.emulate_media(media="print")
    how, before = plan_page.locator(".sheet [data-part=how]"), plan_page.locator(".sheet [data-part=before]")
    expect(how).to_contain_text(said)
    expect(how.locator("h4")).to_have_text("Bij incidenten: zo doe je het")
    expect(how).to_contain_text(site.says("plan-words.how-first"))
    assert how.bounding_box()["y"] < before.bounding_box()["y"]  # type: ignore[index]
    _, events = parse_calendar(calendar_of(plan_page, {"items": [row]}))
    steps = [event for event in events if re.search(r"-[dt]\d*@", event["UID"][1])]
    assert len(steps) > 3
    for event in steps:
        text = value_of_text(event["DESCRIPTION"][1])
        assert "Bij incidenten: zo doe je het.\n" in text
        assert said in text
        assert SAID["howFirst"] in text


def test_without_a_phase_nothing_is_told_of_how_it_is_done_in_it(plan_page: Page) -> None:
    fill(plan_page, [item(phase="")])
    expect(plan_page.locator(".sheet [data-part=how]")).to_be_hidden()


def test_what_is_not_for_now_leads_to_nothing_on_the_page_or_on_paper(plan_page: Page, site: Built) -> None:
    row = item("buurtfeest", TENSE, place="Het plein", note="Vraag Sam.", who={"t0": 1})
    fill(plan_page, [row, item("samen-eten", CALM, id="cd34")])
    reason = site.entries("activities")["buurtfeest"]["phases"][TENSE]["reason"][:40]
    for place in ("[data-plan-items] .warning-not-now", ".sheet .warning-not-now"):
        expect(plan_page.locator(place)).to_contain_text(site.says("plan-words.warn-not-now"))
        expect(plan_page.locator(place)).to_contain_text(reason)
    plan_page.emulate_media(media="print")
    sheet = plan_page.locator(".sheet").first
    expect(sheet).to_contain_text(site.says("plan-words.not-now-sheet"))
    expect(sheet.locator(".rows:visible")).to_have_count(0)
    expect(plan_page.locator(".task-list", has_text="Buurtfeest")).to_have_count(0)
    # What its reader typed is still there, also when the phase changes.
    expect(sheet).to_contain_text("Vraag Sam.")
    expect(sheet).to_contain_text("Het plein")
    plan_page.emulate_media(media="screen")
    field(plan_page, "phase").select_option(CALM)
    expect(plan_page.locator(".sheet").first.locator("[data-part=before] select").first).to_have_value("1")
    expect(plan_page.locator(".sheet [data-field=barred]").first).to_be_hidden()


def test_what_is_not_for_now_is_marked_in_the_calendar_under_the_names_it_had(plan_page: Page, site: Built) -> None:
    row = item("buurtfeest", TENSE, note="Vraag Sam.", contact="06", who={"t0": 1})
    _, events = parse_calendar(calendar_of(plan_page, {"id": "planplan", "items": [row]}))
    _, before = parse_calendar(calendar_of(plan_page, {"id": "planplan", "items": [row | {"phase": CALM}]}))
    # A calendar keeps what is no longer in a newer file, so nothing that stood there goes on standing there unmarked.
    assert {event["UID"] for event in before} <= {event["UID"] for event in events}
    reason = f"{SAID['notNow']} {site.entries('activities')['buurtfeest']['phases'][TENSE]['reason']}"
    for event in events:
        assert event["SUMMARY"][1].startswith("NU NIET – Buurtfeest")
        assert "Begeleider" not in event["SUMMARY"][1]
        said = value_of_text(event["DESCRIPTION"][1])
        day = event["UID"][1].endswith("-d@wijkverbinder")
        assert said == (f"{reason}\n\nVragen: 06\n\nVraag Sam." if day else reason)


@pytest.mark.parametrize(("phase", "code", "word"), [("", "phase", "phase"), ("elders", "unknown", "unknown")])
def test_a_plan_without_a_phase_says_so_on_paper_and_in_the_calendar(
    plan_page: Page, site: Built, phase: str, code: str, word: str
) -> None:
    fill(plan_page, [item(phase=phase)])
    plan_page.emulate_media(media="print")
    expect(plan_page.locator(f".sheet .warning-{code}")).to_be_visible()
    expect(plan_page.locator(".sheet .warning-phase, .sheet .warning-unknown")).to_have_text(
        site.says(f"plan-words.warn-{code}")
    )
    expect(plan_page.locator(".task-list li").first).to_contain_text(site.says("plan-words.no-phase"))
    _, events = parse_calendar(calendar_of(plan_page, {"items": [item(phase=phase)]}))
    assert len(events) > 3
    assert all(value_of_text(event["DESCRIPTION"][1]).startswith(SAID[word]) for event in events)


def test_aftercare_says_itself_when_it_comes(plan_page: Page, site: Built) -> None:
    fill(plan_page, [item(who={"k0": 1})])
    care = [claim["text"] for claim in site.entries("activities")["dialoog"]["phases"][TENSE]["safety"]["aftercare"]]
    after = plan_page.locator(".sheet [data-part=after] li")
    assert after.locator("[data-field=when]").all_inner_texts()[: len(care)] == ["Nazorg"] * len(care)
    mine = plan_page.locator(".task-list", has_text="Begeleider").locator("li", has_text=care[0])
    expect(mine.locator("[data-field=when]")).to_have_text("Nazorg")
    _, events = parse_calendar(calendar_of(plan_page, {"items": [item(who={"k0": 1})]}))
    said = "\n".join(["Nazorg:", f"- {care[0]} (Begeleider)", *(f"- {text}" for text in care[1:])])
    assert said in value_of_text(events[0]["DESCRIPTION"][1])
    assert not any(re.search(r"-k\d+@", event["UID"][1]) for event in events)


# Every state


STATES: dict[str, list[dict[str, Any]]] = {
    "calm": [item("samen-eten", CALM), item("maatjes", CALM, id="cd34", date="")],
    "tense": [item(), item("buurtbemiddeling", "bij-incidenten", id="cd34", note="Let op.")],
    "warned": [item("buurtfeest", TENSE, date="2020-01-01"), item("samen-eten", "", id="cd34", date="", time="")],
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("scheme", "viewport"), [("light", NARROW), ("dark", WIDE)], ids=["small", "wide-dark"])
def test_a_filled_plan_has_no_violations_and_room(
    open_page: OpenPage, site: Built, state: str, scheme: str, viewport: dict[str, int]
) -> None:
    page = open_page(color_scheme=scheme, viewport=viewport, reduced_motion="reduce")
    page.goto(site.disk(PLAN))
    fill(page, STATES[state])
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(SMALL) == []
    page.add_style_tag(content=SPACING)
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(LOST) == []


@pytest.mark.parametrize("state", STATES)
def test_a_plan_prints_without_its_form(plan_page: Page, state: str) -> None:
    fill(plan_page, STATES[state])
    plan_page.emulate_media(media="print")
    expect(plan_page.locator(".plan-edit").first).to_be_hidden()
    expect(plan_page.locator("[data-plan-erase]")).to_be_hidden()
    for sheet in plan_page.locator(".sheet").all():
        barred = sheet.locator(".warning-not-now").count()
        expect(sheet.locator(".warning-not-now" if barred else ".rows:visible > li:visible").last).to_be_visible()
    expect(plan_page.locator(".task-list li").last).to_be_visible()


def test_without_a_script_there_is_a_form_to_print(open_page: OpenPage, site: Built) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site.disk(PLAN))
    expect(page.locator(".without-script")).to_be_visible()
    expect(page.locator("[data-plan-paper] tbody")).to_have_count(3)
    expect(page.get_by_role("button")).to_have_count(0)
    page.goto(site.disk("activiteiten/dialoog.html"))
    expect(page.locator("[data-plan-save] button")).to_be_hidden()
    expect(page.locator("[data-plan-save] a").last).to_be_visible()


# The invitations


def kits(site: Built) -> Iterator[str]:
    """The paths of all invitations."""
    return (path for path, view in site.pages.items() if view == "invitation")


def test_every_activity_of_ours_has_an_invitation(site: Built) -> None:
    assert len([*kits(site)]) == len(site.activities)


def test_every_card_and_poster_fits_its_paper(page: Page, site: Built) -> None:
    measure = """() => {
      const mm = (element) => {
        const { width, height } = element.getBoundingClientRect();
        return [width, height].map((size) => Math.round(size / 96 * 25.4));
      };
      const sheets = Array.from(document.querySelectorAll(".kit-card, .kit-poster"));
      return { sizes: sheets.map(mm), full: sheets.filter((one) => one.scrollHeight > one.clientHeight + 1 ||
        one.lastElementChild.getBoundingClientRect().bottom > one.getBoundingClientRect().bottom + 1 ||
        one.querySelector(".houses").getBoundingClientRect().height < 40).length };
    }"""
    for path in kits(site):
        page.goto(site.disk(path))
        page.locator("[data-invite-form] [name=place]").fill("Wijkcentrum De Ontmoeting, Marie Curiestraat 112")
        page.locator("[data-invite-form] [name=contact]").fill("06 12 34 56 78, of loop binnen bij het wijkteam")
        page.locator("[data-invite-form] [name=date]").fill(DATE)
        page.emulate_media(media="print")
        found = page.evaluate(measure)
        page.emulate_media(media="screen")
        assert (path, found) == (path, {"sizes": [[105, 148]] * 4 + [[210, 296]], "full": 0})


@pytest.mark.parametrize(("kind", "pages"), [("cards", 1), ("poster", 1)])
def test_one_sheet_is_printed_at_a_time(page: Page, site: Built, kind: str, pages: int) -> None:
    page.add_init_script("window.print = () => { window.printed = document.body.dataset.print; }")
    page.goto(site.disk("activiteiten/uitnodiging/dialoog.html"))
    page.locator(f"[data-invite-print={kind}]").click()
    assert page.evaluate("window.printed") == kind
    data = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == pages


def test_a_sheet_goes_up_to_the_edges_of_its_paper(page: Page, site: Built, serve: Serve) -> None:
    page.goto(serve(site.folder, PREFIX) + "activiteiten/uitnodiging/dialoog.html")
    # The margins that all pages have on paper stand in the last layer: what a sheet says must hold there too.
    found = page.evaluate("""() => {
      const rows = [];
      const walk = (rules) => Array.from(rules).forEach((rule) => {
        if (rule instanceof CSSPageRule) {
          rows.push([rule.selectorText, rule.style.marginTop, rule.style.getPropertyPriority("margin-top")]);
        } else if (rule.cssRules) walk(rule.cssRules);
      });
      Array.from(document.styleSheets).forEach((sheet) => walk(sheet.cssRules));
      return rows;
    }""")
    assert ["sheet", "0px", "important"] in found


def test_what_is_filled_in_stands_on_card_poster_and_in_the_message(
    open_page: OpenPage, site: Built, base: str
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"] if base.startswith("http") else [])
    page.goto(f"{base}activiteiten/uitnodiging/dialoog.html")
    page.locator("[name=place]").fill("De Brug <b>2</b>")
    page.locator("[name=date]").fill(DATE)
    page.locator("[name=time]").fill(TIME)
    for spot in (".kit-poster", ".kit-message"):
        expect(page.locator(f"{spot} [data-invite=place]")).to_have_text("De Brug <b>2</b>")
        expect(page.locator(f"{spot} [data-invite=moment]")).to_have_text("vrijdag 15 januari, 19:30")
    if base.startswith("http"):
        page.locator("[data-invite-copy]").click()
        expect(page.locator("[data-invite-status]")).to_have_text(site.says("invitation.copied"))
        text: str = page.evaluate("navigator.clipboard.readText()")
        assert "De Brug <b>2</b>" in text
        # A line that nobody filled in is not sent.
        assert site.says("invitation.contact") not in text
    # Nothing was in the plan, so nothing is kept.
    assert page.evaluate("wijkverbinder.keep.get('plan') === undefined")


def test_half_a_date_on_an_invitation_can_be_finished(page: Page, site: Built) -> None:
    page.goto(site.disk(PLAN))
    fill(page, [item()])
    page.goto(site.disk("activiteiten/uitnodiging/dialoog.html"))
    date = page.locator("[name=date]")
    expect(date).to_have_value(DATE)
    date.focus()
    page.keyboard.press("Backspace")
    assert page.evaluate("'date' in wijkverbinder.keep.get('plan').items[0]") is False
    page.keyboard.type("02")
    value = date.input_value()
    assert value in {"2027-02-15", "2027-01-02"}  # what comes first is up to the browser
    assert page.evaluate("wijkverbinder.keep.get('plan').items[0].date") == value
    date.fill("22026-05-04")
    expect(page.locator(".kit-poster [data-invite=moment]")).to_have_text(TIME)
    assert page.evaluate("'date' in wijkverbinder.keep.get('plan').items[0]") is False


def test_in_a_tense_phase_the_kit_warns_before_it_prints(page: Page, site: Built) -> None:
    page.goto(site.disk(PLAN))
    fill(page, [item("samen-eten", TENSE)])
    follow(page.locator("[data-kit] a"))
    invite = site.entries("activities")["samen-eten"]["phases"][TENSE]["invite"]["text"]
    expect(page.locator("[data-invite-caution]")).to_contain_text(invite)
    assert violations(page) == []
    page.goto(site.disk(PLAN))
    page.locator("[data-edit=phase]").select_option(CALM)
    follow(page.locator("[data-kit] a"))
    expect(page.locator("[data-invite-caution]")).to_be_hidden()


@pytest.mark.parametrize(
    ("phases", "closed"),
    [
        ([CALM], []),
        ([TENSE], ["poster"]),
        (["bij-incidenten"], ["cards", "poster", "copy"]),
        # The strictest holds, whichever comes first.
        ([CALM, "bij-incidenten"], ["cards", "poster", "copy"]),
    ],
)
def test_what_the_phase_forbids_can_not_be_printed_or_copied_and_says_why(
    page: Page, site: Built, phases: list[str], closed: list[str]
) -> None:
    page.add_init_script(
        "window.printed = []; window.print = () => window.printed.push(document.body.dataset.print);"
    )
    page.goto(site.disk(PLAN))
    fill(page, [item("jongeren-samen", phase, id=f"ab{at}") for at, phase in enumerate(phases)])
    follow(page.locator("[data-kit] a").first)
    caution, status = page.locator("[data-invite-caution]"), page.locator("[data-invite-status]")
    buttons = {
        "cards": page.locator("[data-invite-print=cards]"),
        "poster": page.locator("[data-invite-print=poster]"),
        "copy": page.locator("[data-invite-copy]"),
    }
    for name, button in buttons.items():
        if name in closed:
            expect(button).to_have_attribute("aria-disabled", "true")
            expect(button).to_have_accessible_description(caution.inner_text())
            button.press("Enter")
            expect(status).to_have_text(caution.inner_text())
            # It is read before what it forbids.
            first = "element => document.querySelector('[data-invite-caution]').compareDocumentPosition(element)"
            assert button.evaluate(first) & 4  # Node.DOCUMENT_POSITION_FOLLOWING
        else:
            expect(button).not_to_have_attribute("aria-disabled", "true")
            if name != "copy":
                button.press("Enter")
    assert page.evaluate("window.printed") == [name for name in ("cards", "poster") if name not in closed]
    page.evaluate("delete document.body.dataset.print")
    page.emulate_media(media="print")
    for name in ("cards", "poster"):
        expect(page.locator(f"section[data-kit={name}]")).to_be_visible(visible=name not in closed)
    page.emulate_media(media="screen")
    assert violations(page) == []


@pytest.mark.parametrize("path", [PLAN, "activiteiten/uitnodiging/dialoog.html"])
def test_paper_of_a_plan_or_a_kit_does_not_end_with_what_is_said_of_the_site(
    page: Page, site: Built, path: str
) -> None:
    page.goto(site.disk(path))
    page.emulate_media(media="print")
    expect(page.locator(".bottom")).to_be_hidden()


def test_the_table_on_paper_fits_a_small_screen_with_large_letters(open_page: OpenPage, site: Built) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(site.disk(PLAN))
    page.add_style_tag(content=":root { font-size: 200%; }")
    assert page.evaluate(OVERFLOW) == []


def test_a_number_on_the_door_card_stays_in_one_piece(open_page: OpenPage, site: Built) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(site.disk("activiteiten/uitnodiging/dialoog.html"))
    page.locator("[name=contact]").fill("06-12345678, sam@wijkteam-ontmoeting.example")
    lines = """element => {
      const range = document.createRange();
      range.setStart(element.firstChild, 0);
      range.setEnd(element.firstChild, 11);
      return new Set(Array.from(range.getClientRects(), (box) => box.top)).size;
    }"""
    for kit in (".kit-card", ".kit-poster"):
        assert page.locator(f"{kit} [data-invite=contact]").first.evaluate(lines) == 1


def test_what_a_plan_loads_is_light(site: Built) -> None:
    """The data of an activity is read by readers on old phones; of forty activities too."""
    files = sorted((site.folder / "mijn-plan").glob("*.js"))
    assert len(files) == len(site.activities)
    for file in files:
        assert file.stat().st_size < 8_000, file.name
        text = file.read_text("utf-8")
        data = json.loads(text.removeprefix("wijkverbinder.plan.take(").removesuffix(");\n"))
        assert data["slug"] == file.stem
        assert "<" not in json.dumps(data)
        assert (site.folder / data["href"]).is_file()
        assert (site.folder / data["kit"]).is_file()
