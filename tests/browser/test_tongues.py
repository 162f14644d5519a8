"""The toolkit in three languages: who changes language stays on the page, and Arabic runs from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.built import ROOT, Built, build_real
from tests.browser.test_axe import NARROW, WIDE, violations
from tests.browser.test_room import OVERFLOW, ZOOMED
from tests.browser.walking import follow
from wijkverbinder.i18n import LOCALES, read_messages

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

DUTCH, ENGLISH, ARABIC = "nl", "en", "ar"
WORDS, _ = read_messages(ROOT / "content" / "messages", (DUTCH, ENGLISH, ARABIC))
DIALOGUE = {
    DUTCH: "activiteiten/dialoog.html",
    ENGLISH: "en/activities/dialogue.html",
    ARABIC: "ar/activities/dialogue.html",
}
PAGES = [
    "home",
    "phase",
    "activities",
    "activity",
    "matrix",
    "check",
    "plan",
    "search",
    "library-list",
    "cards",
    "term",
]
"""Kinds of pages that between them have all that turns round from right to left."""


@pytest.fixture(scope="module")
def tongues(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site in all its languages."""
    return build_real(tmp_path_factory.mktemp("tongues"), languages=(DUTCH, ENGLISH, ARABIC))


@pytest.fixture
def reach_in(tongues: Built) -> Callable[[str, str], str]:
    """Gives the address, from disk, of the longest page of a kind in a language."""

    def address(language: str, kind: str) -> str:
        paths = [path for path, view in tongues.pages.items() if view == kind and path.startswith(f"{language}/")]
        return tongues.disk(max(paths, key=lambda path: (tongues.folder / path).stat().st_size))

    return address


def test_who_changes_language_stays_on_the_page(page: Page, tongues: Built) -> None:
    page.goto(tongues.disk(DIALOGUE[DUTCH]))
    for language in (ENGLISH, ARABIC, DUTCH):
        follow(page.get_by_role("link", name=LOCALES[language].name, exact=True))
        assert page.url == tongues.disk(DIALOGUE[language])
        expect(page.locator("html")).to_have_attribute("dir", LOCALES[language].direction)


RUNS = """element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf("+31");
    if (at < 0) continue;
    const left = (from) => {
      const range = document.createRange();
      range.setStart(node, at + from);
      range.setEnd(node, at + from + 1);
      return range.getBoundingClientRect().left;
    };
    return left(0) < left(1) && left(1) < left(5);
  }
  return null;
}"""
"""Whether a telephone number in an element stands from left to right."""


def test_a_telephone_number_keeps_its_direction_on_arabic_pages(page: Page, tongues: Built) -> None:
    phone = "+31 6 12 34"
    page.goto(tongues.disk("ar/my-plan.html"))
    item = {"id": "ab12", "slug": "dialoog", "place": phone, "contact": phone, "note": phone}
    page.evaluate("plan => wijkverbinder.keep.set('plan', plan)", {"roles": [phone], "items": [item]})
    expect(page.locator(".sheet")).to_have_count(1)
    for name in ("[data-edit=place]", "[data-edit=contact]", "[data-edit=note]", "[data-role]"):
        assert page.locator(name).evaluate("field => getComputedStyle(field).direction") == "ltr"
    page.locator("details").evaluate_all("folds => folds.forEach((fold) => (fold.open = true))")
    for place in (".sheet-facts", "[data-part=note] p", ".task-list:last-child h3"):
        assert page.locator(place).evaluate(RUNS), place
    page.goto(tongues.disk("ar/activities/invitation/dialogue.html"))
    for name in ("place", "contact"):
        expect(page.locator(f"[name={name}]")).to_have_value(phone)
        assert page.locator(f"[name={name}]").evaluate("field => getComputedStyle(field).direction") == "ltr"
    assert page.locator(".kit-poster [data-invite=contact]").evaluate(RUNS)


def test_paper_offers_no_other_language(page: Page, tongues: Built) -> None:
    page.goto(tongues.disk(DIALOGUE[ENGLISH]))
    expect(page.locator("nav.tongues")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("nav.tongues")).to_be_hidden()


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_in_arabic_scrolls_sideways(
    open_page: OpenPage, reach_in: Callable[[str, str], str], kind: str
) -> None:
    page = open_page(viewport=ZOOMED)
    page.goto(reach_in(ARABIC, kind))
    assert page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize(("language", "viewport"), [(ENGLISH, WIDE), (ARABIC, NARROW)])
@pytest.mark.parametrize("kind", ["home", "phase", "activities", "activity", "check", "plan", "search"])
def test_axe_finds_nothing_in_other_languages(
    open_page: OpenPage, reach_in: Callable[[str, str], str], language: str, viewport: dict[str, int], kind: str
) -> None:
    page = open_page(viewport=viewport, reduced_motion="reduce")
    page.goto(reach_in(language, kind))
    assert violations(page) == []


@pytest.mark.parametrize(
    ("language", "typed", "count"), [(ENGLISH, "dialogue", None), (ARABIC, "حوار", None), (ARABIC, "كلمة لا توجد", 0)]
)
def test_the_filter_speaks_the_language_of_its_page(
    page: Page, reach_in: Callable[[str, str], str], language: str, typed: str, count: int | None
) -> None:
    says = WORDS[language]
    page.goto(reach_in(language, "activities"))
    page.get_by_role("searchbox").fill(typed)
    shown = page.locator("[data-filter-list] > li:visible")
    if count == 0:
        expect(page.locator("[data-filter-status]")).to_contain_text(says("filter-activity.none"))
        expect(shown).to_have_count(0)
        return
    expect(shown).not_to_have_count(21)
    told = says("filter-activity.status", count=shown.count(), shown=shown.count(), total=21)
    expect(page.locator("[data-filter-status]")).to_contain_text(told)


@pytest.mark.parametrize(("language", "typed"), [(ENGLISH, "mediator"), (ARABIC, "الوساطة")])
def test_search_finds_words_of_its_own_language(
    page: Page, reach_in: Callable[[str, str], str], language: str, typed: str
) -> None:
    page.goto(reach_in(language, "search"))
    page.locator("main").get_by_role("searchbox").fill(typed)
    first = page.locator("[data-search-results] a").first
    expect(first).to_be_visible()
    assert f"/{language}/" in (first.evaluate("link => link.href") or "")


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        (ENGLISH, "violence in the street, stabbing, riots, threatened"),
        (ARABIC, "عنف في الشارع, العنف, طعن, إطلاق النار, التهديد"),
    ],
)
def test_search_leads_from_violence_to_its_phase_in_each_language(
    page: Page, reach_in: Callable[[str, str], str], language: str, typed: str
) -> None:
    page.goto(reach_in(language, "search"))
    for text in typed.split(", "):
        page.locator("main").get_by_role("searchbox").fill(text)
        page.wait_for_timeout(250)
        first = page.locator("[data-search-results] a").first
        expect(first).to_have_attribute("href", "phases/incidents.html")


def test_a_plan_that_was_made_in_english_is_there_in_arabic(page: Page, tongues: Built) -> None:
    page.goto(tongues.disk(DIALOGUE[ENGLISH]))
    page.get_by_role("button", name=WORDS[ENGLISH]("plan.save")).click()
    follow(page.get_by_role("link", name=LOCALES[ARABIC].name, exact=True))
    follow(page.get_by_role("link", name=WORDS[ARABIC]("nav.plan"), exact=True).first)
    expect(page.get_by_text("حوار", exact=True).first).to_be_visible()


def test_roles_that_nobody_renamed_follow_the_language_of_the_page(page: Page, tongues: Built) -> None:
    plan = {"id": "planplan", "items": [{"id": "ab12", "slug": "dialoog"}]}
    page.goto(tongues.disk("mijn-plan.html"))
    page.evaluate("plan => wijkverbinder.keep.set('plan', plan)", plan)
    roles = page.locator("[data-plan-roles] input")
    expect(roles).to_have_count(2)
    # A change stores the plan, its roles included.
    page.locator("[data-edit=place]").fill("De Brug")
    page.get_by_role("button", name=WORDS[DUTCH]("plan.add-role")).click()
    page.keyboard.type("Tolk")
    for language in (ARABIC, ENGLISH, DUTCH):
        follow(page.get_by_role("link", name=LOCALES[language].name, exact=True))
        says = WORDS[language]
        expect(roles).to_have_count(3)
        names = [role.input_value() for role in roles.all()]
        assert names == [says("plan.role-lead"), says("plan.role-day"), "Tolk"]
        page.locator("[data-edit=place]").fill(language)


def test_what_runs_both_ways_keeps_its_order(page: Page, tongues: Built) -> None:
    row = {"id": "ab12", "slug": "jongeren-samen", "phase": "bij-incidenten", "date": "2027-01-15", "time": "19:30"}
    row |= {"place": "Buurthuis De Brug", "contact": "06-12345678"}
    page.goto(tongues.disk("ar/my-plan.html"))
    page.evaluate("plan => wijkverbinder.keep.set('plan', plan)", {"id": "planplan", "items": [row]})
    facts = page.locator(".sheet-facts")
    expect(facts).to_contain_text("\u2068Buurthuis De Brug\u2069")
    parts = facts.inner_text().split(" · ")
    assert len(parts) == 4
    assert all(part.startswith("\u2068") and part.endswith("\u2069") for part in parts)
    assert "\u20686\u2060–\u206015 " in parts[-1]
    with page.expect_download() as waiting:
        page.get_by_role("button", name=WORDS[ARABIC]("plan.calendar")).click()
    text = waiting.value.path().read_bytes().decode().replace("\r\n ", "")
    assert f"\u2068{WORDS[ARABIC]('plan-words.calendar-contact')}\u2069 \u206806-12345678\u2069" in text
    # What runs one way needs no signs that nobody sees.
    page.goto(tongues.disk("mijn-plan.html"))
    expect(facts).to_contain_text("Buurthuis De Brug")
    assert "\u2068" not in facts.inner_text()
