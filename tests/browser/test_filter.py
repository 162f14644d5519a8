"""The filter of each list, most of all of the activities: it gives what Python gives, however a reader comes to it.

Checkboxes are clicked in the page itself, a few hundred choices in one go, so that every pair of values is
tried through the same path that a reader's click takes.
"""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.built import Built, Choice, key, keys
from tests.browser.conftest import PREFIX
from tests.browser.walking import follow
from wijkverbinder.facets import FACETS, ORDERS
from wijkverbinder.kinds import FITS_IF

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage, Serve

NARROW = {"width": 360, "height": 640}
OPENERS = ["open_page", "open_firefox_page"]
FEW = 6
"""How many choices of a kind are tried where one would do, and all would take long."""

# Both take what to ask of the filter, and give for each what the page then shows. A browser allows only so many new
# addresses in a row, and here the address is not what is looked at. Of a long list the page shows the first part at
# once and the rest a moment later, so they wait until as many are there as the status line says.
_SHOWN = """
  const shown = () => Array.from(document.querySelectorAll("[data-filter-list] > li"))
    .filter((item) => !item.hidden)
    .map((item) => item.querySelector("a").getAttribute("href").replace(/^.*\\/|\\.html.*$/g, "")).sort();
  const settled = async () => {
    const told = parseInt(document.querySelector("[data-filter-status]").textContent, 10) || 0;
    const there = () => document.querySelectorAll("[data-filter-list] > li:not([hidden])").length;
    for (let turn = 0; turn < 100 && there() !== told; turn += 1) await new Promise((go) => setTimeout(go));
  };
  history.pushState = history.replaceState = () => {};
"""
CHOOSE = f"""async (choices) => {{
  {_SHOWN}
  const inputs = new Map(Array.from(document.querySelectorAll("[data-facet] input"), (input) =>
    [`${{input.closest("[data-facet]").dataset.facet}}:${{input.value}}`, input]));
  const outputs = Array.from(inputs, ([name, input]) => [name, input.closest("label").querySelector("data")]);
  const click = (wanted) => inputs.forEach((input, name) => {{
    if (input.checked !== wanted.includes(name)) input.click();
  }});
  const seen = [];
  for (const wanted of choices) {{
    click(wanted);
    await settled();
    const counts = Object.fromEntries(outputs.map(([name, output]) => [name, Number(output.textContent)]));
    seen.push({{ shown: shown(), counts }});
  }}
  click([]);
  delete history.pushState;
  delete history.replaceState;
  return seen;
}}"""
TYPE = f"""async (texts) => {{
  {_SHOWN}
  const search = document.querySelector("[data-filter] input[type=search]");
  const type = (text) => {{
    search.value = text;
    search.dispatchEvent(new Event("input", {{ bubbles: true }}));
  }};
  const seen = [];
  for (const text of texts) {{
    type(text);
    await settled();
    seen.push(shown());
  }}
  type("");
  delete history.pushState;
  delete history.replaceState;
  return seen;
}}"""


def list_path(site: Built, kind: str = "activity") -> str:
    return f"{site.messages['address'][kind]}/index.html"


@pytest.fixture
def activities(page: Page, site: Built) -> Page:
    """The activity list, opened from disk on a wide screen."""
    page.goto(site.disk(list_path(site)))
    return page


def shown(page: Page) -> list[str]:
    """The slugs of the activities that a reader sees now."""
    found: list[str] = page.evaluate("""() => Array.from(document.querySelectorAll("[data-filter-list] > li"))
      .filter((item) => item.checkVisibility())
      .map((item) => item.querySelector("a").getAttribute("href").replace(/^.*\\/|\\.html.*$/g, "")).sort()""")
    return found


def checkbox(page: Page, site: Built, facet: str, value: str) -> Locator:
    """The box of a value; its facet is folded open, as a reader would do."""
    box = page.locator(f'[data-facet="{facet}"] input[value="{value}"]')
    fold = page.locator(f'[data-facet="{facet}"]')
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    expect(box).to_have_attribute("name", site.messages["param"][facet])
    return box


def label_of(box: Locator) -> Locator:
    return box.locator("xpath=ancestor::label")


def choose(page: Page, site: Built, choice: Choice) -> None:
    for facet, value in choice:
        checkbox(page, site, facet, value).check()


def checked(page: Page) -> set[str]:
    """The values that are chosen now."""
    boxes = page.locator("[data-facet] input:checked")
    found: list[str] = boxes.evaluate_all(
        "boxes => boxes.map((box) => `${box.closest('[data-facet]').dataset.facet}:${box.value}`)"
    )
    return set(found)


def address(page: Page) -> str:
    """What stands in the address bar; Playwright hears of a change a moment later."""
    here: str = page.evaluate("location.href")
    return here


def status(page: Page) -> Locator:
    return page.get_by_role("status").locator("[data-filter-status]")


def told(site: Built, count: int) -> str:
    return site.says("filter-activity.status", shown=count, total=len(site.activities))


def search(page: Page) -> Locator:
    return page.locator("[data-filter]").get_by_role("searchbox")


def fruitful(site: Built, *, several: bool = True) -> Choice:
    """A choice in two facets (and twice in the first) that some activities answer, and not all."""
    phase, group = site.values_of("phase"), site.values_of("target-group")
    for one, other in combinations(phase, 2) if several else ((value, None) for value in phase):
        for third in group:
            choice = [("phase", value) for value in (one, other) if value] + [("target-group", third)]
            if 0 < len(site.chosen(choice)) < len(site.chosen(choice[:-1])) < len(site.activities):
                return choice
    pytest.fail("the content has no such choice")


def barren(site: Built) -> Choice:
    """A choice in three facets that nothing answers, but letting go of any one of them would help."""
    facets = ("phase", "target-group", "contact-form", "cost", "duration", "activity-type")
    for names in combinations(facets, 3):
        for choice in _choices(site, names):
            rests = [[part for part in choice if part != left] for left in choice]
            if not site.chosen(choice) and all(site.chosen(rest) for rest in rests):
                return choice
    pytest.fail("the content has no such choice")


def _choices(site: Built, facets: tuple[str, ...]) -> list[Choice]:
    choices: list[list[tuple[str, str]]] = [[]]
    for facet in facets:
        choices = [[*choice, (facet, value)] for choice in choices for value in site.values_of(facet)]
    return list(choices)


# What the filter gives.


@pytest.mark.parametrize("kind", FACETS)
def test_every_value_that_an_entry_has_can_be_chosen(page: Page, site: Built, kind: str) -> None:
    page.goto(site.disk(list_path(site, kind)))
    offered: dict[str, Any] = page.evaluate(CHOOSE, [[]])[0]["counts"]
    assert sorted(offered) == sorted(key(*value) for value in site.values_in(kind))


@pytest.mark.parametrize("kind", FACETS)
def test_every_pair_of_values_gives_the_same_entries_as_python(page: Page, site: Built, kind: str) -> None:
    page.goto(site.disk(list_path(site, kind)))
    pairs = [*combinations(site.values_in(kind), 2)]
    seen = page.evaluate(CHOOSE, keys(pairs))
    wrong = [pair for pair, answer in zip(pairs, seen, strict=True) if answer["shown"] != site.chosen(pair, kind)]
    assert len(pairs) > 800
    assert wrong == []


@pytest.mark.parametrize("kind", FACETS)
def test_the_count_of_a_value_follows_the_other_facets(page: Page, site: Built, kind: str) -> None:
    page.goto(site.disk(list_path(site, kind)))
    chance, values = random.Random(4), site.values_in(kind)
    choices: list[Choice] = [[], *([value] for value in values)]
    choices += [chance.sample(values, size) for size in (2, 2, 3, 4, 6) for _ in range(20)]
    seen = page.evaluate(CHOOSE, keys(choices))
    for choice, answer in zip(choices, seen, strict=True):
        assert (choice, answer["counts"]) == (choice, site.counts(choice, kind))


def test_a_count_is_what_choosing_that_value_gives(activities: Page, site: Built) -> None:
    for facet, value in random.Random(2).sample(site.values, FEW):
        box = checkbox(activities, site, facet, value)
        count = int(label_of(box).locator("data").inner_text())
        box.check()
        assert len(shown(activities)) == count
        box.uncheck()


def test_a_thousand_activities_are_filtered_as_python_does(page: Page, large_site: Built) -> None:
    page.goto(large_site.disk(list_path(large_site)))
    chance = random.Random(6)
    choices: list[Choice] = [chance.sample(large_site.values, size) for size in (1, 2, 2, 3, 4) for _ in range(FEW)]
    seen = page.evaluate(CHOOSE, keys(choices))
    for choice, answer in zip(choices, seen, strict=True):
        assert answer["shown"] == large_site.chosen(choice)
    for choice, answer in [*zip(choices, seen, strict=True)][::5]:
        assert answer["counts"] == large_site.counts(choice)
    assert page.evaluate(TYPE, ["ACTIVITEIT 99"]) == [large_site.found("activiteit 99")]
    expect(status(page)).to_have_text(told(large_site, 1000))


# Words.


def test_words_find_what_python_finds(activities: Page, site: Built) -> None:
    texts = [card["title"] for card in site.activities.values()]
    words = sorted({word for text in texts for word in text.split() if len(word) > 2})
    pairs = [f"{one} {other}" for one, other in combinations(words[::4], 2)]
    queries = [*words, *(word.upper() for word in words), *(word[:3] for word in words), *pairs, "  ", "zzzz"]
    for query, found in zip(queries, activities.evaluate(TYPE, queries), strict=True):
        assert (query, found) == (query, site.found(query))


@pytest.mark.parametrize(
    ("typed", "written"), [("taalcafe", "taalcafé"), ("TAALCAFÉ", "taalcafé"), ("een", "één"), ("ÉÉN tafel", "één")]
)
def test_accents_and_capitals_make_no_difference(activities: Page, site: Built, typed: str, written: str) -> None:
    holders = [
        slug for slug, card in site.activities.items() if written in f"{card['title']} {card['summary']}".lower()
    ]
    assert holders, "no activity has this word any more; choose another"
    search(activities).press_sequentially(typed)
    assert shown(activities) == site.found(typed)
    assert set(shown(activities)) & set(holders)


def test_words_and_values_go_together(activities: Page, site: Built) -> None:
    facet, value = site.values[-1]
    choose(activities, site, [(facet, value)])
    search(activities).fill("samen")
    assert shown(activities) == sorted(set(site.chosen([(facet, value)])) & set(site.found("samen")))
    count = label_of(checkbox(activities, site, facet, value)).locator("data")
    assert int(count.inner_text()) == len(shown(activities))


# The address.


def test_the_choice_stands_in_the_address(activities: Page, site: Built) -> None:
    choice = fruitful(site)
    choose(activities, site, choice)
    search(activities).fill("één buur")
    here = urlsplit(address(activities))
    assert here.path.endswith("/index.html")
    assert parse_qsl(here.query) == [*parse_qsl(site.query(choice)), (site.messages["param"]["search"], "één buur")]
    search(activities).fill("")
    for facet, value in choice:
        checkbox(activities, site, facet, value).uncheck()
    assert address(activities) == site.disk(list_path(site))


@pytest.mark.parametrize("served", [False, True], ids=["from disk", "served"])
@pytest.mark.parametrize("opener", OPENERS)
def test_a_shared_address_opens_the_same_list(
    site: Built, opener: str, served: bool, serve: Serve, request: pytest.FixtureRequest
) -> None:
    open_page: OpenPage = request.getfixturevalue(opener)
    start = serve(site.folder, PREFIX) + list_path(site) if served else site.disk(list_path(site))
    choice = fruitful(site)
    page = open_page()
    page.goto(start)
    choose(page, site, choice)
    search(page).fill("e")
    before, shared = shown(page), address(page)
    assert before

    other = open_page()
    other.goto(shared)
    assert checked(other) == {key(*value) for value in choice}
    assert search(other).input_value() == "e"
    assert shown(other) == before == sorted(set(site.chosen(choice)) & set(site.found("e")))
    expect(status(other)).to_have_text(told(site, len(before)))
    for facet, _ in choice:
        expect(other.locator(f'[data-facet="{facet}"]')).to_have_attribute("open", "")
    other.reload()
    assert shown(other) == before


@pytest.mark.parametrize("opener", OPENERS)
def test_back_and_forward_walk_through_the_choices(site: Built, opener: str, request: pytest.FixtureRequest) -> None:
    open_page: OpenPage = request.getfixturevalue(opener)
    page = open_page()
    page.goto(site.disk(list_path(site)))
    choice = fruitful(site)
    for value in choice:
        choose(page, site, [value])
    for length in (2, 1, 0):
        page.go_back()
        assert (checked(page), shown(page)) == (
            {key(*part) for part in choice[:length]},
            site.chosen(choice[:length]),
        )
    for length in (1, 2, 3):
        page.go_forward()
        assert (checked(page), shown(page)) == (
            {key(*part) for part in choice[:length]},
            site.chosen(choice[:length]),
        )


def test_back_from_an_activity_finds_the_list_as_it_was_left(activities: Page, site: Built) -> None:
    choice = fruitful(site)
    choose(activities, site, choice)
    follow(activities.locator("[data-filter-list] > li:visible a").first)
    expect(activities.locator("body.view-activity")).to_be_visible()
    activities.go_back()
    assert shown(activities) == site.chosen(choice)
    assert checked(activities) == {key(*value) for value in choice}


def test_what_the_address_says_that_does_not_exist_is_passed_over(activities: Page, site: Built) -> None:
    phase = site.messages["param"]["phase"]
    strange = f"{site.disk(list_path(site))}?{phase}=bestaat-niet&onzin=1&{phase}=%3Cb%3E&{phase}"
    activities.goto(strange)
    assert shown(activities) == sorted(site.activities)
    value = site.values_of("phase")[0]
    activities.goto(f"{strange}&{phase}={value}")
    assert shown(activities) == site.chosen([("phase", value)])


def test_within_two_hours_can_be_asked(activities: Page, site: Built) -> None:
    choose(activities, site, [("duration", "tot-1-uur"), ("duration", "1-tot-2-uur")])
    spans = {slug: card["running_minutes"] for slug, card in site.activities.items()}
    within = sorted(slug for slug, span in spans.items() if (span.get("max") or span["min"]) <= 120)
    assert 0 < len(within) < len(spans)
    assert shown(activities) == within


def test_an_address_with_a_value_that_became_two_chooses_both(activities: Page, site: Built) -> None:
    activities.goto(f"{site.disk(list_path(site))}?{site.says('param.duration')}=tot-3-uur")
    both = [("duration", "1-tot-2-uur"), ("duration", "2-tot-3-uur")]
    assert checked(activities) == {key(*value) for value in both}
    assert shown(activities) == site.chosen(both)


# Order, groups, and chance.


def sequence(page: Page) -> list[str]:
    """The slugs of the entries that a reader sees now, from top to bottom."""
    found: list[str] = page.evaluate("""() => Array.from(document.querySelectorAll("[data-filter-list] > li"))
      .filter((item) => item.checkVisibility())
      .map((item) => item.querySelector("a").getAttribute("href").replace(/^.*\\/|\\.html.*$/g, ""))""")
    return found


def order(page: Page) -> Locator:
    return page.locator("[data-filter-order]")


@pytest.mark.parametrize(("kind", "name"), [(kind, how.name) for kind, hows in ORDERS.items() for how in hows])
def test_a_list_can_be_put_in_every_order(page: Page, site: Built, kind: str, name: str) -> None:
    page.goto(site.disk(list_path(site, kind)))
    first = ORDERS[kind][0].name
    assert sequence(page) == site.in_order(kind, first)
    order(page).focus()
    order(page).select_option(site.says(f"param.{name}"))
    assert sequence(page) == site.in_order(kind, name)
    expect(order(page)).to_be_focused()
    whole = len(site.cards(kind))
    line = site.says(f"filter-{kind}.status", shown=whole, total=whole)
    told = "" if name == first else f", {site.says(f'order-told.{name}')}"
    expect(status(page)).to_have_text(line + told)
    query = "" if name == first else f"?{site.says('param.order')}={site.says(f'param.{name}')}"
    assert address(page) == site.disk(list_path(site, kind)) + query
    page.reload()
    assert sequence(page) == site.in_order(kind, name)
    order(page).select_option(index=0)
    assert sequence(page) == site.in_order(kind, first)
    if name != first:
        page.go_back()
        assert sequence(page) == site.in_order(kind, name)


def test_order_and_choice_go_together(activities: Page, site: Built) -> None:
    choice = fruitful(site)
    order(activities).select_option(site.says("param.duration"))
    choose(activities, site, choice)
    assert sequence(activities) == [
        slug for slug in site.in_order("activity", "duration") if slug in site.chosen(choice)
    ]
    assert parse_qsl(urlsplit(address(activities)).query) == [
        *parse_qsl(site.query(choice)),
        (site.says("param.order"), site.says("param.duration")),
    ]


def in_phase(site: Built, phase: str, order: str = "title") -> list[str]:
    """What fits in a phase, as the list shows it there: on a condition comes last."""
    fits = site.chosen([("phase", phase)])
    slugs = [slug for slug in site.in_order("activity", order) if slug in fits]
    return sorted(slugs, key=lambda slug: site.activities[slug]["verdicts"][phase] == FITS_IF)


def verdict_lines(page: Page) -> list[str]:
    return page.locator("[data-filter-list] > li:visible .verdicts > :first-child").all_text_contents()


def test_with_one_phase_what_fits_comes_before_what_fits_on_a_condition(activities: Page, site: Built) -> None:
    before = sequence(activities)
    plain = verdict_lines(activities)
    for phase in site.values_of("phase"):
        title = site.entries("phases")[phase]["title"]
        choose(activities, site, [("phase", phase)])
        assert sequence(activities) == in_phase(site, phase)
        assert all(title in line for line in verdict_lines(activities))  # the card begins with what is asked
        expect(checkbox(activities, site, "phase", phase)).to_be_focused()
        order(activities).select_option(site.says("param.duration"))
        assert sequence(activities) == in_phase(site, phase, "duration")
        order(activities).select_option(index=0)
        checkbox(activities, site, "phase", phase).uncheck()
        assert sequence(activities) == before
        assert verdict_lines(activities) == plain
    both = [("phase", phase) for phase in site.values_of("phase")[-2:]]
    choose(activities, site, both)
    assert sequence(activities) == [slug for slug in before if slug in site.chosen(both)]


def test_who_is_in_the_list_stays_there_when_it_is_put_in_another_order(activities: Page, site: Built) -> None:
    choose(activities, site, [("phase", site.values_of("phase")[-1])])
    link = activities.locator("[data-filter-list] > li:visible a").last
    name = link.inner_text()
    link.focus()
    activities.go_back()
    assert sequence(activities) == site.in_order("activity", "title")
    assert activities.evaluate("document.activeElement.textContent") == name


def test_a_thousand_activities_stand_by_verdict_soon(page: Page, large_site: Built) -> None:
    page.goto(large_site.disk(list_path(large_site)))
    phase = large_site.values_of("phase")[-1]
    took: float = page.locator(f'[data-facet="phase"] input[value="{phase}"]').evaluate(
        "box => { const since = performance.now(); box.click(); return performance.now() - since; }"
    )
    assert took < 500  # the machine of a test may be busy; by itself it is some tens
    expect(page.locator("[data-filter-list] > li:visible")).to_have_count(len(in_phase(large_site, phase)))
    assert sequence(page) == in_phase(large_site, phase)


def test_a_thousand_activities_come_in_order(page: Page, large_site: Built) -> None:
    page.goto(large_site.disk(list_path(large_site)))
    order(page).select_option(large_site.says("param.rung"))
    assert sequence(page) == large_site.in_order("activity", "rung")


@pytest.mark.parametrize(("kind", "facet"), [("example", "target-group"), ("library", "activity")])
def test_a_group_with_nothing_in_it_goes_away(page: Page, site: Built, kind: str, facet: str) -> None:
    page.goto(site.disk(list_path(site, kind)))
    rare = min(site.values_of(facet, kind), key=lambda value: len(site.chosen([(facet, value)], kind)))
    checkbox(page, site, facet, rare).check()
    groups = page.locator("[data-filter-group]").all()
    seen = [group.is_visible() for group in groups]
    assert seen == [group.locator("[data-filter-list] > li:visible").count() > 0 for group in groups]
    assert not all(seen)
    heading = page.locator("[data-filter-group] h3:visible")
    first = page.locator("[data-filter-group] h3").first.text_content()
    order(page).select_option(site.says("param.title"))
    expect(page.locator("[data-filter-group]:visible")).to_have_count(1)
    expect(heading).to_have_text(order(page).locator("option:checked").text_content() or "")
    order(page).select_option(index=0)
    assert page.locator("[data-filter-group] h3").first.text_content() == first


def test_chance_picks_only_from_what_fits_the_phase(activities: Page, site: Built) -> None:
    phase = site.values_of("phase")[-1]
    choose(activities, site, [("phase", phase)])
    fits = site.chosen([("phase", phase)])
    button = activities.get_by_role("button", name=site.says("filter.pick"))
    button.click()
    link = activities.get_by_role("status").get_by_role("link")
    again = activities.get_by_role("button", name=site.says("filter.again"))
    seen: list[str] = []
    for _ in range(60):
        href = link.get_attribute("href") or ""
        assert href.endswith(f".html#{phase}")  # the part for that phase
        seen.append(href.rpartition("/")[2].partition(".html")[0])
        expect(again).to_be_focused()
        again.click()
    assert set(seen) <= set(fits)
    assert len(set(seen)) > len(fits) / 2
    assert all(one != other for one, other in pairwise(seen))
    link.click()
    expect(activities.locator("body.view-activity")).to_be_visible()


def test_what_chance_picked_goes_away_when_the_choice_changes(activities: Page, site: Built) -> None:
    activities.get_by_role("button", name=site.says("filter.pick")).click()
    expect(activities.get_by_role("status").get_by_role("link")).to_be_visible()
    choose(activities, site, [("phase", site.values_of("phase")[0])])
    expect(activities.get_by_role("status").get_by_role("link")).to_have_count(0)
    search(activities).fill("zzzz")
    expect(activities.get_by_role("button", name=site.says("filter.pick"))).to_be_hidden()


def test_from_one_phase_the_list_leads_to_the_part_for_that_phase(activities: Page, site: Built) -> None:
    phases = site.values_of("phase")
    choose(activities, site, [("phase", phases[0])])
    follow(activities.locator("[data-filter-list] > li:visible a").first)
    assert urlsplit(activities.url).fragment == phases[0]
    activities.go_back()
    choose(activities, site, [("phase", phases[1])])
    follow(activities.locator("[data-filter-list] > li:visible a").first)
    assert urlsplit(activities.url).fragment == ""


def test_an_apostrophe_may_be_typed_in_either_way_or_left_out(page: Page, site: Built) -> None:
    # Before the scripts of the page read it: no text in the list has one now.
    page.add_init_script(
        "document.addEventListener('readystatechange', () => {"
        "  const text = document.querySelector('[data-filter-list] [data-filter-text]');"
        "  if (document.readyState === 'interactive') text.append(' Foto’s');"
        "})"
    )
    page.goto(site.disk(list_path(site)))
    for text in ("foto’s", "foto's", "fotos", "fóto'S"):
        search(page).fill(text)
        assert len(shown(page)) == 1, text


def test_without_storage_what_is_kept_goes_along_from_a_list(page: Page, site: Built, serve: Serve) -> None:
    refused = "Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('refused'); } })"
    page.add_init_script(refused)
    phase = site.values_of("phase")[0]
    list_address = serve(site.folder, PREFIX) + list_path(site)
    for press in ("list", "chance"):
        page.goto(list_address)
        page.evaluate("wijkverbinder.keep.set('plan', { items: [{ slug: 'dialoog' }] })")
        choose(page, site, [("phase", phase)])
        if press == "list":
            link = page.locator("[data-filter-list] > li:visible a").first
        else:
            page.get_by_role("button", name=site.says("filter.pick")).click()
            link = page.get_by_role("status").get_by_role("link")
        follow(link)
        page.wait_for_function("place => location.hash === `#${place}`", arg=phase)
        assert page.evaluate("wijkverbinder.keep.get('plan').items[0].slug") == "dialoog", press


# Clearing, and no results.


def test_one_button_clears_everything(activities: Page, site: Built) -> None:
    clear = activities.get_by_role("button", name=site.says("filter.clear"))
    expect(clear).to_be_hidden()
    choose(activities, site, fruitful(site))
    search(activities).fill("samen")
    clear.click()
    assert checked(activities) == set()
    assert search(activities).input_value() == ""
    assert shown(activities) == sorted(site.activities)
    assert address(activities) == site.disk(list_path(site))
    expect(status(activities)).to_have_text(told(site, len(site.activities)))
    expect(clear).to_be_hidden()
    expect(activities.locator("[data-filter] :focus")).to_be_visible()  # the focus is not lost with the button


def test_a_chosen_value_can_be_let_go_above_the_list(activities: Page, site: Built) -> None:
    choice = fruitful(site)
    choose(activities, site, choice)
    chips = activities.get_by_role("list", name=site.says("filter.chosen")).get_by_role("button")
    expect(chips).to_have_count(len(choice))
    for left in range(len(choice) - 1, -1, -1):
        chips.first.click()
        assert shown(activities) == site.chosen(choice[len(choice) - left :])
        expect(activities.locator("[data-filter] :focus")).to_be_visible()


def test_no_results_say_which_facet_to_loosen_and_do_it(activities: Page, site: Built) -> None:
    choice = barren(site)
    choose(activities, site, choice)
    assert shown(activities) == []
    expect(status(activities)).to_have_text(f"{site.says('filter-activity.none')} {site.says('filter.loosen')}")
    rests = {facet: [part for part in choice if part[0] != facet] for facet, _ in choice}
    wanted = sorted(
        (len(site.chosen(rest)), f"{site.says('filter.without', facet=site.messages['facet'][facet])}: ", facet)
        for facet, rest in rests.items()
    )
    ways = activities.get_by_role("status").get_by_role("button")
    expect(ways).to_have_count(len(choice))
    told_ways = ways.all_inner_texts()
    gives = [f"{text}{site.says('filter-activity.would-give', shown=count)}" for count, text, _ in wanted]
    assert sorted(told_ways) == sorted(gives)
    assert (
        told_ways[0] in [text for text in gives if text.startswith(wanted[-1][1])] or wanted[-1][0] == wanted[-2][0]
    )

    facet = next(facet for _, text, facet in wanted if told_ways[1].startswith(text))
    ways.nth(1).click()
    assert shown(activities) == site.chosen(rests[facet])
    assert key(*next(part for part in choice if part[0] == facet)) not in checked(activities)
    assert activities.get_by_role("status").get_by_role("button").count() == 0
    expect(activities.locator("[data-filter] :focus")).to_be_visible()


def test_a_word_that_finds_nothing_can_be_let_go(activities: Page, site: Built) -> None:
    phase = site.values_of("phase")[0]
    choose(activities, site, [("phase", phase)])
    search(activities).fill("zzzz")
    name = site.says("filter.without", facet=site.says("filter.search-name"))
    activities.get_by_role("status").get_by_role("button", name=name).click()
    assert search(activities).input_value() == ""
    assert shown(activities) == site.chosen([("phase", phase)])


# How it is told, and by which hands.


def test_the_status_line_says_what_changed(activities: Page, site: Built) -> None:
    line = status(activities)
    expect(line).to_have_text(told(site, len(site.activities)))
    line.evaluate("""line => {
      window.told = [];
      const region = line.closest("[role=status]");
      new MutationObserver(() => window.told.push(line.textContent))
        .observe(region, { childList: true, characterData: true, subtree: true });
    }""")
    choice = fruitful(site)
    choose(activities, site, choice)
    expect(line).to_have_text(told(site, len(site.chosen(choice))))
    heard: list[str] = activities.evaluate("window.told")
    assert heard[-1] == told(site, len(site.chosen(choice)))
    assert activities.locator("[data-filter] [role=status]").count() == 1


def test_it_works_by_keyboard_alone(activities: Page, site: Built) -> None:
    keyboard = activities.keyboard
    choice = fruitful(site, several=False)
    tab_to(activities, "[data-filter] input[type=search]")
    keyboard.type("e")
    assert shown(activities) == site.found("e")
    for facet, value in choice:
        if activities.locator(f'[data-facet="{facet}"]').get_attribute("open") is None:
            tab_to(activities, f'[data-facet="{facet}"] summary')
            keyboard.press("Enter")
        tab_to(activities, f'[data-facet="{facet}"] input[value="{value}"]')
        keyboard.press("Space")
    wanted = sorted(set(site.chosen(choice)) & set(site.found("e")))
    assert shown(activities) == wanted
    tab_to(activities, "[data-filter-chosen] button")
    keyboard.press("Enter")
    assert shown(activities) != wanted
    assert activities.evaluate("document.activeElement.closest('[data-filter]') !== null")
    for _ in range(200):  # back up to the button that clears
        if activities.evaluate("document.activeElement.matches('[data-filter-clear]')"):
            break
        keyboard.press("Shift+Tab")
    keyboard.press("Space")
    assert shown(activities) == sorted(site.activities)
    tab_to(activities, "[data-filter-list] a")
    keyboard.press("Enter")
    expect(activities.locator("body.view-activity")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is where it should come."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never comes to {selector}")


def test_on_a_small_screen_it_folds_open_and_away(open_page: OpenPage, site: Built) -> None:
    page = open_page(viewport=NARROW, has_touch=True)
    page.goto(site.disk(list_path(site)))
    choice = fruitful(site)
    expect(search(page)).to_be_hidden()
    page.locator("[data-filter-panel] > summary").tap()
    expect(search(page)).to_be_visible()
    choose(page, site, choice)
    assert shown(page) == site.chosen(choice)
    count = len(site.chosen(choice))
    page.get_by_role("button", name=site.says("filter-activity.show", shown=count)).tap()
    expect(search(page)).to_be_hidden()
    expect(page.locator("[data-filter] h2")).to_be_focused()
    expect(page.locator("[data-filter] h2")).to_be_in_viewport()
    assert address(page).endswith(site.query(choice))


@pytest.mark.parametrize(("width", "is_open"), [(1280, True), (360, False)])
def test_the_panel_stands_open_only_where_there_is_room(
    open_page: OpenPage, site: Built, width: int, is_open: bool
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(site.disk(list_path(site)))
    expect(search(page)).to_be_visible(visible=is_open)
    page.set_viewport_size({"width": 1640 - width, "height": 800})
    if width == 360:
        expect(search(page)).to_be_visible()
