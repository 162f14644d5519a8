"""Search: it finds what a reader means, says what it found, and works from disk as it does from a host."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import snowballstemmer  # type: ignore[import-untyped]
from playwright.sync_api import expect

from tests.browser.built import ROOT, Built
from tests.browser.conftest import PREFIX
from tests.browser.walking import follow
from wijkverbinder.codes import short_code

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage, Serve

OPENERS = ["open_page", "open_firefox_page"]
SOON = 120_000
"""Milliseconds that a busy machine may take to read all texts."""


def search_page(site: Built) -> str:
    return f"{site.messages['address']['search']}.html"


def ready(page: Page) -> None:
    """Wait until all texts are read."""
    page.wait_for_selector("[data-search][data-ready]", state="attached", timeout=SOON)


def ask(page: Page, text: str) -> None:
    """Type a query, and wait until it is answered."""
    field(page).fill(text)
    page.wait_for_timeout(250)


def field(page: Page) -> Locator:
    return page.locator("[data-search]").get_by_role("searchbox")


def status(page: Page) -> str:
    return page.locator("[data-search-status]").inner_text()


def found(page: Page) -> list[tuple[str, list[str]]]:
    """Per group its heading and the paths of what it holds, as shown."""
    groups: list[tuple[str, list[str]]] = page.evaluate("""() =>
      Array.from(document.querySelectorAll("[data-search-results] section"), (group) => [
        group.querySelector("h2").textContent,
        Array.from(group.querySelectorAll("a"), (link) => link.getAttribute("href")),
      ])""")
    return [(heading, paths) for heading, paths in groups]


def paths(page: Page) -> list[str]:
    return [path for _, group in found(page) for path in group]


@pytest.fixture
def searching(page: Page, site: Built) -> Page:
    """The search page from disk, with all texts read."""
    page.goto(site.disk(search_page(site)) + "?q=buurt")
    ready(page)
    return page


def test_nothing_is_loaded_before_someone_searches(page: Page, site: Built) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.disk(search_page(site)))
    page.wait_for_timeout(200)
    assert not any("/search/" in url or "minisearch" in url for url in asked)
    field(page).focus()
    ready(page)
    assert sum("/search/" in url for url in asked) == len([*(site.folder / "search").iterdir()])


def test_another_form_of_a_word_finds_the_same(searching: Page) -> None:
    for one, other in (("fietsen", "fiets"), ("gesprek", "gesprekken"), ("omgangsregel", "omgangsregels")):
        ask(searching, one)
        first = set(paths(searching))
        ask(searching, other)
        assert first & set(paths(searching))
        assert searching.locator("mark").count() > 0


@pytest.mark.parametrize(
    ("typo", "word"), [("dailoog", "dialoog"), ("fiesten", "fietsen"), ("burenhlup", "burenhulp")]
)
def test_a_typo_finds_what_was_meant_and_says_so(searching: Page, typo: str, word: str) -> None:
    ask(searching, word)
    meant = set(paths(searching))
    ask(searching, typo)
    assert meant <= set(paths(searching)) or len(meant & set(paths(searching))) > 2
    assert word in status(searching)
    assert f"“{typo}”" in status(searching)


@pytest.mark.parametrize(
    ("typed", "slug"), [("taalcafe", "taalmaatjes"), ("TAALCAFÉ", "taalmaatjes"), ("buurtfe", "buurtfeest")]
)
def test_accents_capitals_and_the_beginning_of_a_word_are_enough(searching: Page, typed: str, slug: str) -> None:
    ask(searching, typed)
    assert f"activiteiten/{slug}.html" in paths(searching)


def test_a_part_of_a_compound_finds_it(searching: Page) -> None:
    ask(searching, "feest")
    assert "activiteiten/buurtfeest.html" in paths(searching)


def test_the_name_of_a_page_gives_that_page_first(searching: Page, site: Built) -> None:
    for folder, kind in (("phases", "phase"), ("activities", "activity"), ("target-groups", "target-group")):
        for slug, facts in site.entries(folder).items():
            ask(searching, facts["title"])
            groups = [group for heading, group in found(searching) if heading != site.says("search.meaning")]
            assert groups[0][0] == f"{site.messages['address'][kind]}/{slug}.html", facts["title"]


def test_a_word_of_the_glossary_gives_its_meaning_on_top(searching: Page, site: Built) -> None:
    terms = site.entries("glossary")
    for slug, facts in [*terms.items()][:12]:
        ask(searching, facts["title"])
        heading, links = found(searching)[0]
        assert heading == site.says("search.meaning")
        assert links == [f"{site.messages['address']['term']}/{slug}.html"]
        assert facts["summary"].split()[0] in searching.locator(".meaning").inner_text()


def test_what_was_looked_for_is_marked_in_titles_and_texts(searching: Page) -> None:
    ask(searching, "gesprekken")
    marked = {text.lower() for text in searching.locator("mark").all_inner_texts()}
    assert "gesprek" in marked
    assert "gesprekken" in marked
    assert searching.locator("h3 mark").count() > 0
    assert searching.locator("p mark").count() > 0
    assert not {"de", "een", "het"} & marked


def test_a_word_within_a_longer_one_counts_where_what_stands_before_it_is_a_word(searching: Page) -> None:
    ask(searching, "eten")
    marked = {text.lower() for text in searching.locator("mark").all_inner_texts()}
    assert "eten" in marked
    assert not {"weten", "meten"} & marked
    ask(searching, "feest")
    marked = {text.lower() for text in searching.locator("mark").all_inner_texts()}
    assert "buurtfeest" in marked


def test_words_together_must_all_be_there_and_else_it_says_so(searching: Page, site: Built) -> None:
    ask(searching, "jongeren")
    many = len(paths(searching))
    ask(searching, "jongeren overlast")
    assert 0 < len(paths(searching)) <= many
    ask(searching, "dialoog zzzzqqxx")
    assert status(searching) == site.says("search.loose")
    assert "activiteiten/dialoog.html" in paths(searching)


def test_nothing_found_leaves_ways_on(searching: Page, site: Built) -> None:
    ask(searching, "zzzzqqxx")
    assert paths(searching) == []
    assert status(searching) == site.says("search.none", query="zzzzqqxx")
    follow(searching.locator("main").get_by_role("link", name=site.says("nav.activities")))
    expect(searching.locator("body.view-activities")).to_be_visible()


@pytest.mark.parametrize(
    ("phase", "typed"),
    [
        (
            "bij-incidenten",
            (
                "geweld, geweld op straat, steekpartij, steekpartijen, schieten, vechtpartij, rellen, explosie, "
                "vuurwerk, bedreigd, dreiging, ernstige overlast, ruzie en geweld, steekpartj"
            ),
        ),
        ("bij-spanning", "ruzie, ruzie met de buren, haten, protesten"),
        ("bij-ongemak", "overlast, klachten"),
        ("in-rust", "rustig"),
    ],
)
def test_a_word_for_what_happens_leads_to_its_phase_first(searching: Page, phase: str, typed: str) -> None:
    for text in typed.split(", "):
        ask(searching, text)
        assert paths(searching)[0] == f"fasen/{phase}.html", text
        assert searching.locator("[data-search-results] section").first.get_attribute("data-kind") == "phase"


def test_a_word_that_only_looks_like_one_for_a_phase_does_not(searching: Page) -> None:
    ask(searching, "varen")  # one stem with “gevaar”
    assert not paths(searching)[0].startswith("fasen/")


def test_small_words_bring_nothing_that_the_others_do_not(searching: Page) -> None:
    ask(searching, "vuurwerk")
    meant = paths(searching)
    ask(searching, "het vuurwerk op de straathoek")
    assert paths(searching)[0] == meant[0]
    ask(searching, "wat is vuurwerk")
    assert paths(searching) == meant
    ask(searching, "op de")  # who types nothing else gets what there is
    assert paths(searching)


def test_who_finds_nothing_is_led_to_the_page_about_violence(searching: Page, site: Built) -> None:
    danger = searching.locator("[data-search-danger]")
    expect(danger).to_be_hidden()
    ask(searching, "zzzzqqxx")
    expect(danger).to_contain_text(site.says("search.danger"))
    follow(danger.get_by_role("link", name=site.entries("phases")["bij-incidenten"]["title"]))
    expect(searching.locator("body.view-phase")).to_be_visible()


def test_what_it_says_while_it_reads_is_whole_sentences(page: Page, site: Built) -> None:
    page.route("**/search/text-*.js", lambda _route: None)  # the texts never come
    page.goto(site.disk(search_page(site)) + "?q=dialoog")
    text = page.locator("[data-search-status]")
    expect(text).to_contain_text(site.says("search.reading"), timeout=SOON)
    assert f". {site.says('search.reading')}" in text.inner_text()


def test_all_of_a_group_are_a_button_away(searching: Page) -> None:
    ask(searching, "buurt")
    group = searching.locator('[data-kind="library"]')
    expect(group.locator("li")).to_have_count(5)
    button = group.get_by_role("button")
    total = int(re.sub(r"\D", "", button.inner_text()))
    button.click()
    expect(group.locator("li")).to_have_count(total)
    expect(group.locator("li").nth(5).get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("served", [False, True], ids=["from disk", "served"])
def test_a_shared_address_gives_the_same(
    site: Built, opener: str, served: bool, serve: Serve, request: pytest.FixtureRequest
) -> None:
    open_page: OpenPage = request.getfixturevalue(opener)
    start = serve(site.folder, PREFIX) + search_page(site) if served else site.disk(search_page(site))
    page = open_page()
    page.goto(start)
    field(page).click()
    ready(page)
    field(page).press_sequentially("één buur")
    page.wait_for_timeout(400)
    here: str = page.evaluate("location.href")
    assert parse_qsl(urlsplit(here).query) == [("q", "één buur")]
    before = found(page)
    assert before
    other = open_page()
    other.goto(here)
    ready(other)
    assert found(other) == before
    follow(other.locator("[data-search-results] a").first)
    expect(other.locator("[data-search]")).to_have_count(0)
    other.go_back()
    ready(other)
    assert found(other) == before


@pytest.mark.parametrize("opener", OPENERS)
def test_the_field_on_the_first_page_leads_to_what_is_found(
    site: Built, opener: str, request: pytest.FixtureRequest
) -> None:
    open_page: OpenPage = request.getfixturevalue(opener)
    page = open_page()
    page.goto(site.disk("index.html"))
    page.get_by_role("main").get_by_role("searchbox").fill("dialoog")
    page.get_by_role("main").get_by_role("searchbox").press("Enter")
    ready(page)
    assert field(page).input_value() == "dialoog"
    assert paths(page)[0] == "activiteiten/dialoog.html"


def test_search_the_filter_and_the_one_file_fold_words_alike(page: Page) -> None:
    files = ("assets/js/search-index.js", "assets/js/filter.js", "wijkverbinder/parcel/one.js")
    found = [re.findall(r"(?ms)^  function fold\(.*?^  \}", (ROOT / path).read_text("utf-8")) for path in files]
    assert [len(one) for one in found] == [1, 1, 1]
    words = {
        "Foto’s": "fotos",
        "foto's": "fotos",
        "CAFÉ": "cafe",
        "co\u00f6rdineren": "coordineren",
        "\u0133s": "ijs",
        "don't": "dont",
        "Don’ts and do’s": "donts and dos",
        "\ufb01ne": "fine",
        # Alef with hamza, teh marbuta, tatweel and vowels; alef maksura; alef wasla.
        "\u0623\u064f\u0633\u0640\u0631\u064e\u0629": "\u0627\u0633\u0631\u0647",
        "\u0645\u0633\u062a\u0634\u0641\u0649": "\u0645\u0633\u062a\u0634\u0641\u064a",
        "\u0671\u0644\u062d\u064a": "\u0627\u0644\u062d\u064a",
    }
    for (source,) in found:
        assert page.evaluate(f"words => {{ {source} return words.map(fold); }}", [*words]) == [*words.values()]


@pytest.mark.parametrize("signs", ['""', "!?", "…", "🏠"])
def test_signs_alone_mean_no_word(searching: Page, site: Built, signs: str) -> None:
    ask(searching, signs)
    assert paths(searching) == []
    assert status(searching) == site.says("search.none", query=signs)


def test_back_walks_through_the_searches(searching: Page) -> None:
    for text in ("dialoog", "buurtfeest"):
        field(searching).fill("")
        field(searching).press_sequentially(text)
        field(searching).press("Enter")
        searching.wait_for_timeout(200)
    searching.go_back()
    assert field(searching).input_value() == "dialoog"
    assert paths(searching)[0] == "activiteiten/dialoog.html"
    searching.go_back()
    assert field(searching).input_value() == "buurt"


def test_it_works_by_keyboard_alone(page: Page, site: Built) -> None:
    page.goto(site.disk(search_page(site)))
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-search] input')"):
            break
    page.keyboard.type("dialoog")
    ready(page)
    page.wait_for_timeout(200)
    page.keyboard.press("ArrowDown")
    first: str = page.evaluate("document.activeElement.getAttribute('href')")
    assert first == paths(page)[0]
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.matches('[data-search] input')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("Escape")
    assert field(page).input_value() == ""
    assert page.evaluate("document.activeElement.matches('[data-search] input')")
    assert paths(page) == []
    page.keyboard.type("dialoog")
    page.wait_for_timeout(250)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("body.view-activity")).to_be_visible()


def test_what_is_typed_is_never_markup(searching: Page) -> None:
    ask(searching, "<img src=x onerror=alert(1)> dialoog")
    assert searching.locator("[data-search] img").count() == 0
    assert "activiteiten/dialoog.html" in paths(searching)


def test_data_that_does_not_come_is_told(page: Page, site: Built, page_problems: list[str]) -> None:
    page.route("**/search/heads.js", lambda route: route.abort())
    page.goto(site.disk(search_page(site)) + "?q=dialoog")
    expect(page.locator("[data-search-status]")).to_have_text(site.says("search.failed"))
    page_problems.clear()


def test_the_stemmer_of_the_page_gives_what_the_one_in_python_gives(searching: Page, site: Built) -> None:
    text = " ".join(path.read_text("utf-8") for path in (site.folder / "search").iterdir())
    words = sorted(set(re.findall(r"[a-z]{2,}", text.lower())))
    assert len(words) > 5000
    stemmed: list[str] = searching.evaluate(
        "words => { const stemmer = new DutchStemmer(); return words.map((word) => stemmer.stemWord(word)); }", words
    )
    python = snowballstemmer.stemmer("dutch")
    assert stemmed == [python.stemWord(word) for word in words]


def test_words_are_folded_as_readers_type_them(searching: Page) -> None:
    rows = {
        "één": "een",
        "IJS": "ijs",
        "ĳs": "ijs",
        "foto’s": "fotos",
        "أمل": "امل",
        "مُحَمَّد": "محمد",
        "مدرسة": "مدرسه",
        "ٱلعربية": "العربيه",
    }
    folded: list[str] = searching.evaluate("words => words.map(wijkzoek.fold)", [*rows])
    assert dict(zip(rows, folded, strict=True)) == rows


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("fiets", "fiets", 0), ("feits", "fiets", 1), ("fits", "fiets", 1), ("fiesten", "feesten", 1), ("abc", "", 3)],
)
def test_the_distance_between_words_counts_a_swap_as_one(searching: Page, one: str, other: str, far: int) -> None:
    assert searching.evaluate("([one, other]) => wijkzoek.distance(one, other)", [one, other]) == far


def test_every_entry_can_be_found(searching: Page, site: Built) -> None:
    seen: dict[str, Any] = searching.evaluate("""() => {
      const calls = [];
      return new Promise((done) => {
        const script = document.createElement("script");
        const head = wijkzoek.head;
        wijkzoek.head = (kind, href) => calls.push(href);
        script.src = "search/heads.js";
        script.onload = () => { wijkzoek.head = head; done(calls); };
        document.head.append(script);
      });
    }""")
    kinds = {"phase", "activity", "example", "library", "page", "term"}
    pages = {path for path, kind in site.pages.items() if kind in kinds}
    assert pages <= set(seen)
    assert set(seen) <= set(site.pages)
    assert len(seen) == len(set(seen))


def test_a_thousand_activities_can_be_searched(page: Page, large_site: Built) -> None:
    page.goto(large_site.disk(search_page(large_site)) + "?q=activiteit+999")
    page.wait_for_selector("[data-search-results] a", timeout=SOON)
    assert paths(page)[0] == "activiteiten/activiteit-999.html"


def test_the_code_of_a_card_leads_to_its_activity(open_page: OpenPage, site: Built) -> None:
    page = open_page()
    page.goto(site.disk(search_page(site)))
    field(page).focus()
    ready(page)
    for slug in ("dialoog", "samen-eten"):
        code = short_code(f"activity:{slug}")
        for typed in (code, code.lower(), f" {code} "):
            ask(page, typed)
            assert paths(page)[0] == f"activiteiten/{slug}.html", typed
