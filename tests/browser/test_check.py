"""The phase check: it gives the answer of the rule, with reasons, and stays with the reader and nobody else."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.built import ROOT, Built
from tests.browser.conftest import PREFIX
from tests.browser.test_axe import violations
from tests.browser.walking import follow
from wijkverbinder.kinds import FITS, FITS_IF
from wijkverbinder.phasecheck import evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Serve

PATH = "instrument.html"
SHEETS = 4_000
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def rule(site: Built) -> dict[str, Any]:
    """The check as its file tells it, with what a reader of the file fills in."""
    check: dict[str, Any] = site.entries("pages")["instrument"]["check"]
    for group in check["groups"]:
        for one in group["observations"]:
            one.setdefault("reverse", False)
    return check


@pytest.fixture
def check(page: Page, site: Built) -> Page:
    """The page with the check, from disk."""
    page.goto(site.disk(PATH))
    return page


def said(site: Built, name: str, **values: object) -> str:
    return str(site.messages["check"][name]).format(**values)


def title(site: Built, phase: str) -> str:
    return str(site.entries("phases")[phase]["title"])


def fill_in(page: Page, scores: Mapping[int, object]) -> None:
    """Fill in scores with everything shown."""
    page.locator("[data-check-mode=all]").click()
    for number, score in scores.items():
        page.locator(f'input[name=s{number}][value="{score}"]').check()


def sheet(scores: Mapping[int, object]) -> dict[int, object]:
    """A sheet of a calm street that is filled in wholly, with some other scores."""
    return {**dict.fromkeys(range(1, 25), 0), **scores}


def answer(page: Page) -> str:
    return page.locator("[data-check-answer]").inner_text()


def observations(rule: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for group in rule["groups"] for one in group["observations"]]


def test_script_and_python_give_the_same_answer_on_thousands_of_sheets(check: Page, rule: dict[str, Any]) -> None:
    chance = random.Random(24)
    count = len(observations(rule))
    sheets: list[list[int | None]] = []
    for _ in range(SHEETS):
        weights = [chance.random() ** 3 + 0.01 for _ in range(5)]
        sheets.append(chance.choices([0, 1, 2, 3, None], weights, k=count))
    expected = [evaluate(rule, sheet) for sheet in sheets]
    found: list[dict[str, Any]] = check.evaluate(
        """sheets => {
          const check = JSON.parse(document.querySelector("[data-check]").dataset.check);
          return sheets.map((sheet) => wijkverbinder.evaluatePhase(check, sheet));
        }""",
        sheets,
    )
    for sheet, one, other in zip(sheets, expected, found, strict=True):
        assert (one.phase, one.rule, [*one.reasons], [*one.unknown], one.possible, [*one.ask], [*one.notes]) == (
            *(other[name] for name in ("phase", "rule", "reasons", "unknown", "possible", "ask", "notes")),
        ), sheet
    assert {one.phase for one in expected} == set(rule["otherwise"]["phase"].split()) | {
        one["phase"] for one in rule["rules"]
    }
    assert {at for one in expected for at in one.notes} == set(range(len(rule["notes"])))


def test_before_anything_is_filled_in_there_is_no_answer(check: Page, site: Built) -> None:
    assert answer(check) == said(site, "nothing-yet")
    assert check.locator("[data-check-case][data-fits]").count() == 0
    assert check.evaluate("localStorage.length") == 0
    assert check.url == site.disk(PATH)


@pytest.mark.parametrize(
    ("scores", "phase", "reasons"),
    [
        ({19: 1, 9: 3, 10: 3}, "bij-incidenten", [19]),
        ({9: 2, 17: 3, 6: 2}, "bij-spanning", [9, 17]),
        ({6: 2, 8: 2, 9: 2}, "bij-ongemak", [6, 8, 9]),
        ({6: 2, 1: 0, 24: 0}, "in-rust", []),
    ],
)
def test_the_answer_stands_with_its_reasons_and_what_fits(
    check: Page, site: Built, rule: dict[str, Any], scores: dict[int, object], phase: str, reasons: list[int]
) -> None:
    fill_in(check, sheet(scores))
    assert answer(check) == said(site, "answer", phase=title(site, phase))
    case = check.locator("[data-check-case][data-fits]")
    expect(case).to_have_attribute("data-check-case", phase)
    shown = case.locator("[data-check-why] li").all_inner_texts()
    assert [line.partition(". ")[0] for line in shown] == [str(number) for number in reasons]
    for line, number in zip(shown, reasons, strict=True):
        assert observations(rule)[number - 1]["text"].replace("'", "’") in line
        assert rule["scale"][int(str(scores[number]))] in line
    linked: list[str] = case.locator("details[open] li a").evaluate_all(
        "links => links.map((link) => link.pathname.replace(/.*\\/|\\.html$/g, '')).sort()"
    )
    cards = site.activities.items()
    assert linked == sorted(slug for slug, card in cards if card["verdicts"][phase] in {FITS, FITS_IF})


@pytest.mark.parametrize("phase", ["bij-incidenten", "in-rust"])
def test_what_fits_stands_before_what_fits_on_a_condition_and_both_are_counted(
    check: Page, site: Built, phase: str
) -> None:
    fill_in(check, sheet({18: 1} if phase == "bij-incidenten" else {}))
    fitting = check.locator("[data-check-case][data-fits] .fitting")
    expected = {
        verdict: sorted(slug for slug, card in site.activities.items() if card["verdicts"][phase] == verdict)
        for verdict in (FITS, FITS_IF)
    }
    found: dict[str, list[str]] = fitting.evaluate(
        """one => Object.fromEntries(Array.from(one.querySelectorAll("h4"), (head) => {
          let list = head.nextElementSibling;
          while (list.localName !== "ul") list = list.nextElementSibling;
          return [head.textContent, Array.from(list.querySelectorAll("a"),
            (link) => link.pathname.replace(/.*\\/|\\.html$/g, "")).sort()];
        }))"""
    )
    labels = dict(zip((FITS, FITS_IF), ("Past", "Past, als…"), strict=True))
    assert [*found.items()] == [(labels[verdict], slugs) for verdict, slugs in expected.items() if slugs]
    fits, conditional = map(len, expected.values())
    expect(fitting.locator("summary")).to_have_text(said(site, "activities", fits=fits, conditional=conditional))


def test_an_incident_leads_to_police_and_municipality_first(check: Page) -> None:
    fill_in(check, {18: 1})
    advice = check.locator("[data-check-case][data-fits] .advice").inner_text()
    assert advice.startswith("Eerst de politie en de gemeente.")
    assert "nog te toetsen" in check.locator("[data-check-case][data-fits]").inner_text()


@pytest.mark.parametrize(
    ("scores", "asked", "phase"),
    [
        # Four observations of a calm street; the rest nobody has looked at.
        (dict.fromkeys(range(1, 5), 3), [18, 19, 20], "bij-incidenten"),
        # All is calm, but of violence nobody knows.
        (sheet({18: "?", 19: "?", 20: "?"}), [18, 19, 20], "bij-incidenten"),
        # Tension is sure, an incident may be.
        (sheet({9: 2, 10: 3, 20: "?"}), [20], "bij-incidenten"),
        (sheet({9: 2, 12: "?", 14: "?"}), [12, 14], "bij-spanning"),
        (sheet({6: 2, 8: "?"}), [8], "bij-ongemak"),
    ],
)
def test_while_a_graver_phase_is_possible_there_is_no_answer(
    check: Page, site: Built, scores: dict[int, object], asked: list[int], phase: str
) -> None:
    plain = check.locator("[data-check-found]").evaluate("one => getComputedStyle(one).backgroundColor")
    fill_in(check, scores)
    numbers = ", ".join(map(str, asked))
    assert answer(check) == said(site, "undecided", numbers=numbers, phase=title(site, phase))
    assert check.locator("[data-check-found]").evaluate("one => getComputedStyle(one).backgroundColor") == plain
    expect(check.locator("[data-check-picture] svg")).to_have_count(0)
    expect(check.locator("[data-check-case][data-fits]")).to_have_count(0)
    expect(check.locator("[data-check-case] details[open]")).to_have_count(0)
    advised = check.locator("[data-check-case]").filter(has=check.locator(".advice:visible"))
    assert advised.evaluate_all("cases => cases.map((one) => one.dataset.checkCase)") == [phase]
    reasons = check.locator("[data-check-why]").all_inner_texts()
    for word in ("fits", "else-fits"):
        assert not any(said(site, word) in text for text in reasons)


def test_the_rule_in_words_says_to_take_the_gravest_until_more_is_known(rule: dict[str, Any]) -> None:
    assert "ga tot die tijd uit van die fase" in rule["order"]
    assert "kies dan de zwaarste tot je meer weet" in rule["limits"]


def test_what_nobody_knows_becomes_a_task(check: Page, site: Built) -> None:
    known = dict.fromkeys(range(1, 25), 3) | dict.fromkeys(range(5, 23), 0)
    fill_in(check, {**known, 18: "?", 7: "?"})
    tasks = check.locator("[data-check-tasks] li")
    assert [text.partition(".")[0] for text in tasks.all_inner_texts()] == ["7", "18"]
    fill_in(check, {18: 0, 7: 0})
    expect(check.locator("[data-check-tasks]")).to_be_hidden()
    assert answer(check) == said(site, "answer", phase=title(site, "in-rust"))


def test_it_is_filled_in_by_keyboard_alone_group_by_group(check: Page, site: Built, rule: dict[str, Any]) -> None:
    keyboard = check.keyboard
    check.locator("#check-place").focus()
    keyboard.type("het plein")
    groups = rule["groups"]
    number = 0
    for at, group in enumerate(groups):
        heading = check.locator(f"#groep-{at + 1}")
        expect(heading).to_be_visible()
        expect(check.locator("[data-check-group]:visible")).to_have_count(1)
        progress = said(site, "progress", number=at + 1, total=len(groups))
        assert check.locator("[data-check-progress]").inner_text().startswith(progress)
        for _ in group["observations"]:
            number += 1
            tab_to(check, f"input[name=s{number}]")
            keyboard.press("Space")  # 0
            if number in {5, 6}:
                keyboard.press("ArrowRight")
                keyboard.press("ArrowRight")  # 2
        if at < len(groups) - 1:
            tab_to(check, "[data-check-next]")
            keyboard.press("Enter")
            expect(check.locator(f"#groep-{at + 2}")).to_be_focused()
    assert answer(check) == said(site, "answer", phase=title(site, "bij-ongemak"))
    filled = said(site, "filled", filled=number, total=number)
    assert filled in check.locator("[data-check-progress]").inner_text()
    tab_to(check, "[data-check-pace] a")
    keyboard.press("Enter")
    expect(check.locator("#regel")).to_be_in_viewport()
    tab_to(check, "[data-check-case][data-fits] details a")
    keyboard.press("Enter")
    expect(check.locator("body.view-activity")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never comes to {selector}")


@pytest.mark.parametrize("served", [False, True], ids=["from disk", "served"])
@pytest.mark.parametrize("name", ["page", "firefox_page"])
def test_answers_go_along_and_come_back(
    site: Built, name: str, served: bool, serve: Serve, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(name)
    base = serve(site.folder, PREFIX) if served else site.folder.as_uri() + "/"
    page.goto(base + PATH)
    page.fill("#check-groups", "jongeren & ouderen")
    fill_in(page, {9: 2, 10: 2, 18: 0, 19: 0, 20: 0})
    follow(page.locator("[data-check-case][data-fits] > p a"))
    expect(page.locator("body.view-phase")).to_be_visible()
    follow(page.locator(f'footer a[href$="{PATH}"]').first)
    expect(page.locator("body.view-check")).to_be_visible()
    expect(page.locator("#check-groups")).to_have_value("jongeren & ouderen")
    assert answer(page) == said(site, "answer", phase=title(site, "bij-spanning"))
    page.locator("[data-check-mode=all]").click()
    page.locator('input[name=s19][value="2"]').check()
    page.reload()
    assert answer(page) == said(site, "answer", phase=title(site, "bij-incidenten"))
    page.go_back()
    expect(page.locator("body.view-phase")).to_be_visible()
    page.go_back()
    expect(page.locator("body.view-check")).to_be_visible()
    expect(page.locator("[data-check-answer]")).to_have_text(
        said(site, "answer", phase=title(site, "bij-incidenten"))
    )
    expect(page.locator("[data-check-received]")).to_be_hidden()


def test_a_team_shares_sheets_by_address_and_sees_where_they_differ(
    open_page: OpenPage, site: Built, serve: Serve, rule: dict[str, Any]
) -> None:
    base = serve(site.folder, PREFIX)
    addresses = []
    for by, scores in (("jongerenwerk", {9: 2, 10: 3, 22: 1}), ("bewoner", {9: 0, 10: 3})):
        scores |= {18: 0, 19: 0, 20: 0}
        page = open_page()
        page.goto(base + PATH)
        page.fill("#check-by", by)
        fill_in(page, scores)
        addresses.append(page.locator("[data-check-address]").input_value())
        assert page.url == addresses[-1]
    page.evaluate("address => { location.href = address; }", addresses[0])  # the second opens what the first sent
    page.locator("[data-check-receive]").click()
    assert page.locator("[data-check-sheets] option").count() == 2
    differences = page.locator("[data-check-compare] > ul > li")
    expect(differences).to_have_count(1)
    text = differences.first.inner_text()
    assert observations(rule)[8]["text"] in text
    assert "jongerenwerk" in text
    assert rule["scale"][2] in text
    page.locator("[data-check-sheets]").select_option("1")
    assert answer(page) == said(site, "answer", phase=title(site, "bij-spanning"))
    expect(page.locator("#check-by")).to_have_value("jongerenwerk")
    # Who has nothing yet sees what was sent, and nothing is stored.
    other = open_page()
    other.goto(addresses[0])
    assert answer(other) == said(site, "answer", phase=title(site, "bij-spanning"))
    assert other.evaluate("localStorage.length") == 0


def test_sheets_are_added_and_erased(check: Page, site: Built) -> None:
    check.fill("#check-place", "plein")
    fill_in(check, {19: 1})
    check.locator("[data-check-new]").click()
    expect(check.locator("#check-place")).to_have_value("plein")
    assert answer(check) == said(site, "nothing-yet")
    fill_in(check, {9: 2, 10: 2})
    check.locator("[data-check-remove]").click()
    assert answer(check) == said(site, "answer", phase=title(site, "bij-incidenten"))
    # It takes the plan too, so it stands apart, says so, and asks for a second press.
    check.evaluate("wijkverbinder.keep.set('plan', { items: [{ slug: 'dialoog' }] })")
    expect(check.locator("[data-keep-erase]")).to_be_hidden()
    check.locator(".wipe summary").press("Enter")
    expect(check.locator(".wipe")).to_contain_text("ook je plan")
    assert check.evaluate("Boolean(wijkverbinder.keep.get('plan'))")
    check.locator("[data-keep-erase]").press("Enter")
    expect(check.locator(".wipe [role=status]")).to_have_text(said(site, "erased"))
    assert check.evaluate("wijkverbinder.keep.get('plan') === undefined")
    assert answer(check) == said(site, "nothing-yet")
    expect(check.locator("#check-place")).to_have_value("")
    assert "share=" not in check.url
    check.reload()
    assert answer(check) == said(site, "nothing-yet")


@pytest.mark.parametrize(
    "value",
    [
        "tekst",
        7,
        [],
        {"sheets": "x"},
        {"sheets": [{"answers": "<b>"}, None, {}]},
        {"at": 9, "sheets": [{"answers": 1}]},
    ],
)
def test_nonsense_in_an_address_is_passed_over(check: Page, site: Built, value: object) -> None:
    check.evaluate("value => wijkverbinder.keep.set('check', value)", value)
    check.reload()
    assert answer(check) == said(site, "nothing-yet")
    fill_in(check, {19: 1})
    assert answer(check) == said(site, "answer", phase=title(site, "bij-incidenten"))


def test_without_the_store_the_form_still_answers(page: Page, site: Built, page_problems: list[str]) -> None:
    page.route("**/keep.*.js", lambda route: route.abort())
    page.goto(site.disk(PATH))
    fill_in(page, {19: 1})
    assert answer(page) == said(site, "answer", phase=title(site, "bij-incidenten"))
    page_problems.clear()  # the browser writes the missing script to the console


def test_without_script_it_is_a_form_on_paper_with_the_rule_in_words(
    open_page: OpenPage, site: Built, rule: dict[str, Any]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site.disk(PATH))
    expect(page.get_by_role("radio")).to_have_count(5 * len(observations(rule)))
    expect(page.get_by_role("radio").last).to_be_visible()
    for name in ("desk", "pace", "along", "found"):
        expect(page.locator(f"[data-check-{name}]")).to_be_hidden()
    for case in (*rule["rules"], rule["otherwise"]):
        expect(page.locator(".case p", has_text=case["text"])).to_be_visible()


def test_on_paper_all_groups_stand_and_nothing_that_only_works_on_a_screen(check: Page, rule: dict[str, Any]) -> None:
    fill_in(check, {19: 1, 18: "?"})
    check.locator("[data-check-mode=one]").click()
    check.emulate_media(media="print")
    expect(check.locator("[data-check-group]:visible")).to_have_count(len(rule["groups"]))
    for name in ("desk", "pace", "along", "modes"):
        expect(check.locator(f"[data-check-{name}]")).to_be_hidden()
    expect(check.locator("[data-check-tasks] li")).to_be_visible()
    ends: list[list[float]] = check.locator("[data-check-seen]").evaluate_all(
        "rows => rows.map((row) => { const box = row.getBoundingClientRect(); return [box.top, box.bottom]; })"
    )
    for one, other in pairwise(ends):
        assert one[1] <= other[0] + 1


def test_at_320_pixels_nothing_sticks_out_in_any_state(open_page: OpenPage, site: Built) -> None:
    page = open_page(viewport=NARROW)
    page.goto(site.disk(PATH))
    page.fill("#check-groups", "langewoordenzonderspatieindenaamvaneenbewonerscommissie")
    fill_in(page, {9: 2, 10: 3, 18: "?"})
    page.locator("[data-check-new]").click()
    fill_in(page, {9: 0})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(open_page: OpenPage, site: Built, scheme: str) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto(site.disk(PATH))
    assert violations(page) == []
    page.fill("#check-place", "plein")
    fill_in(page, {9: 2, 10: 3, 18: "?", 22: 1})
    page.locator("[data-check-new]").click()
    fill_in(page, {9: 0, 19: 1})
    assert violations(page) == []
    page.locator("[data-check-mode=one]").click()
    page.locator("[data-check-next]").click()
    page.locator("[data-check-copy]").click()
    assert violations(page) == []


def test_every_anchor_of_the_old_page_is_still_there(check: Page) -> None:
    for anchor in ("vragenlijst", "regel"):
        expect(check.locator(f"h2#{anchor}")).to_be_visible()
    assert "nog niet getest" in (ROOT / "content" / "pages" / "instrument.md").read_text("utf-8")


def test_who_only_wants_the_questionnaire_is_there_in_one_step(check: Page, site: Built) -> None:
    link = check.get_by_role("main").get_by_role("link", name=said(site, "jump"))
    box = link.bounding_box()
    assert box
    assert box["y"] < 400
    link.click()
    expect(check.locator("#vragenlijst")).to_be_in_viewport()
    assert check.evaluate("location.hash") == "#vragenlijst"


def test_a_tab_takes_in_what_another_filled_in_and_spares_the_field_in_which_somebody_types(
    page: Page, site: Built, serve: Serve
) -> None:
    address = serve(site.folder, PREFIX) + PATH
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(address)
    fill_in(page, {6: 2})
    expect(other.locator('input[name=s6][value="2"]')).to_be_checked()
    place = other.locator("[data-check-field=place]")
    place.press_sequentially("Kerk")
    fill_in(page, {9: 3})
    page.locator("[data-check-field=by]").fill("Samira")
    expect(other.locator('input[name=s9][value="3"]')).to_be_checked()
    expect(other.locator("[data-check-field=by]")).to_have_value("Samira")
    place.press_sequentially("straat")
    expect(place).to_have_value("Kerkstraat")
    expect(page.locator("[data-check-field=place]")).to_have_value("Kerkstraat")
    expect(page.locator('input[name=s9][value="3"]')).to_be_checked()
    # Another sheet that is chosen elsewhere is none to type on in.
    page.locator("[data-check-new]").click()
    expect(other.locator("[data-check-sheets] option")).to_have_count(2)
    place.press_sequentially(" 1")
    expect(page.locator("[data-check-sheets] option")).to_have_count(2)
    expect(page.locator("[data-check-sheets] option").first).to_contain_text("Kerkstraat 1")
    expect(page.locator("[data-check-sheets] option").last).not_to_contain_text("Kerkstraat 1")


def test_a_number_of_a_sheet_that_is_none_stops_nothing(check: Page, site: Built, rule: dict[str, Any]) -> None:
    answers = "3" * len(observations(rule))
    for at in ("length", -1, 1.5, "0", 7):
        kept = {"at": at, "sheets": [{"id": "ab12", "turn": 1, "answers": answers}]}
        check.evaluate("kept => wijkverbinder.keep.set('check', kept)", kept)
        check.goto(site.disk("index.html"))
        check.goto(site.disk(PATH))
        assert answer(check) != said(site, "nothing-yet")
        assert check.locator("[data-check-sheets]").input_value() == "0"
