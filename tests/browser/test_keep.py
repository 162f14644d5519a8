"""What a reader keeps is there on every page, from a host and from disk, in two browsers, and goes nowhere else."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import brotli
import pytest

from tests.browser.built import ROOT, Built
from tests.browser.conftest import PREFIX
from tests.browser.walking import follow
from wijkverbinder.assets import read_assets

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, Serve

BUDGET = 2_400
"""Bytes with Brotli of the script that every page loads."""
KEEP = "wijkverbinder.keep"
TEXTS = ["Koffie op straat", 'Zij: "kom je?"', "één – € – 😀", "مرحبا بالجيران", "\\ \n\t\u2028", "", "a" * 3000]


@pytest.fixture(params=["chromium", "firefox"])
def any_page(request: pytest.FixtureRequest) -> Page:
    """A page in either browser."""
    page: Page = request.getfixturevalue("page" if request.param == "chromium" else "firefox_page")
    return page


@pytest.fixture(params=["from disk", "served"])
def base(request: pytest.FixtureRequest, folder: Path, serve: Serve) -> str:
    """The address of the small site, from disk or in a sub-folder of a host."""
    return serve(folder, PREFIX) if request.param == "served" else folder.as_uri() + "/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of three pages in two folders, with every kind of link."""
    assets = read_assets(ROOT / "assets")
    (tmp_path / "keep.js").write_bytes(assets.files[assets.scripts["keep"]])
    links = {
        "two": "{up}sub/two.html",
        "section": "{up}sub/two.html#place",
        "query": "{up}sub/two.html?fase=in-rust#place",
        "home": "{up}index.html",
        "here": "#place",
        "mail": "mailto:wijk@example.org",
        "foreign": "https://elders.invalid/a.html",
        "file": "{up}plan.ics",
    }
    for path in ("index.html", "three.html", "sub/two.html"):
        up = "../" if "/" in path else ""
        row = "".join(f'<p><a id="{name}" href="{href.format(up=up)}">{name}</a>' for name, href in links.items())
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(
            f'<!doctype html><meta charset="utf-8"><title>{path}</title><link rel="icon" href="data:,">'
            f'<script src="{up}keep.js" defer></script><h1>{path}</h1>{row}<div class="high"></div>'
            '<h2 id="place">Plaats</h2><div><button data-keep-erase="Gewist.">Wis</button> <p role="status"></p>'
            f'</div><link rel="stylesheet" href="{up}high.css">',
            "utf-8",
        )
    (tmp_path / "high.css").write_text(".high { height: 3000px } :target { color: green }", "utf-8")
    return tmp_path


def get(page: Page, name: str) -> Any:
    return page.evaluate(f"name => {KEEP}.get(name) ?? null", name)


def put(page: Page, name: str, value: object) -> None:
    page.evaluate(f"([name, value]) => {KEEP}.set(name, value ?? undefined)", [name, value])


def click(page: Page, name: str, path: str) -> None:
    page.locator(f"#{name}").click()
    page.wait_for_function("path => document.title === path && window.wijkverbinder", arg=path)


def test_nothing_is_kept_until_the_reader_does_something(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    click(any_page, "section", "sub/two.html")
    click(any_page, "home", "index.html")
    assert any_page.url == base + "index.html"
    assert any_page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert get(any_page, "plan") is None


def test_what_is_kept_goes_along_from_page_to_page(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", {"rij": [1, 2, {"naam": "één 'twee'"}], "leeg": None})
    click(any_page, "two", "sub/two.html")
    assert get(any_page, "plan") == {"rij": [1, 2, {"naam": "één 'twee'"}], "leeg": None}
    assert any_page.url == base + "sub/two.html"
    put(any_page, "check", "0123?")
    click(any_page, "home", "index.html")
    assert get(any_page, "check") == "0123?"
    put(any_page, "plan", "nieuw")
    click(any_page, "query", "sub/two.html")
    assert any_page.url == base + "sub/two.html?fase=in-rust#place"
    assert (get(any_page, "plan"), get(any_page, "check")) == ("nieuw", "0123?")


def test_it_is_still_there_when_a_page_is_loaded_again(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", [1])
    any_page.reload()
    assert get(any_page, "plan") == [1]


def test_a_link_to_a_place_comes_to_that_place(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", [1])
    click(any_page, "section", "sub/two.html")
    assert any_page.url == base + "sub/two.html#place"
    any_page.wait_for_function("document.querySelector(':target')?.id === 'place' && scrollY > 1000")
    assert get(any_page, "plan") == [1]
    any_page.locator("#here").focus()
    any_page.keyboard.press("Enter")
    assert any_page.url == base + "sub/two.html#place"


def test_a_link_to_a_place_on_the_page_itself_comes_to_that_place(any_page: Page, base: str) -> None:
    any_page.goto(base + "sub/two.html")
    put(any_page, "plan", [1])
    any_page.locator("#section").click()
    any_page.wait_for_function("document.querySelector(':target')?.id === 'place' && scrollY > 1000")
    assert any_page.url == base + "sub/two.html#place"
    assert get(any_page, "plan") == [1]


def test_by_keyboard_it_goes_along_too(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", [1])
    any_page.locator("#two").focus()
    any_page.keyboard.press("Enter")
    any_page.wait_for_function("document.title === 'sub/two.html' && window.wijkverbinder")
    assert get(any_page, "plan") == [1]


def test_back_finds_what_was_changed_since(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", ["een"])
    click(any_page, "two", "sub/two.html")
    put(any_page, "plan", ["een", "twee"])
    put(any_page, "los", 1)
    any_page.go_back()
    any_page.wait_for_function("document.title === 'index.html' && window.wijkverbinder")
    assert (get(any_page, "plan"), get(any_page, "los")) == (["een", "twee"], 1)
    put(any_page, "plan", ["drie"])
    any_page.go_forward()
    any_page.wait_for_function("document.title === 'sub/two.html' && window.wijkverbinder")
    assert get(any_page, "plan") == ["drie"]


def test_back_goes_to_the_page_before_with_one_step(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", [1])
    click(any_page, "section", "sub/two.html")
    any_page.go_back()
    any_page.wait_for_function("document.title === 'index.html'")
    assert any_page.url == base + "index.html"


def test_a_page_visited_long_ago_learns_what_is_newer_and_what_is_gone(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", "oud")
    put(any_page, "check", "oud")
    click(any_page, "two", "sub/two.html")
    for value in ("jong", "jonger"):
        put(any_page, "plan", value)
    put(any_page, "check", None)
    click(any_page, "home", "index.html")
    assert (get(any_page, "plan"), get(any_page, "check")) == ("jonger", None)


def test_erasing_leaves_nothing_and_says_so(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", "geheim")
    click(any_page, "two", "sub/two.html")
    any_page.get_by_role("button", name="Wis").click()
    assert any_page.get_by_role("status").inner_text() == "Gewist."
    assert get(any_page, "plan") is None
    left = any_page.evaluate("[JSON.stringify(localStorage), document.cookie, location.href]")
    assert "geheim" not in "".join(left)
    if base.startswith("http"):
        assert left[0] == "{}"
    click(any_page, "home", "index.html")
    assert get(any_page, "plan") is None
    assert "geheim" not in any_page.evaluate("JSON.stringify(localStorage)")
    put(any_page, "plan", "nieuw")
    click(any_page, "two", "sub/two.html")
    assert get(any_page, "plan") == "nieuw"


def test_a_link_that_leads_elsewhere_is_left_as_it_is(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", [1])
    for name in ("foreign", "mail", "here", "file"):
        before = any_page.locator(f"#{name}").get_attribute("href")
        any_page.locator(f"#{name}").focus()
        any_page.evaluate("document.addEventListener('click', (event) => event.preventDefault(), { once: true })")
        any_page.locator(f"#{name}").click()
        assert any_page.locator(f"#{name}").get_attribute("href") == before


def test_a_hosted_page_never_puts_it_in_an_address(page: Page, folder: Path, serve: Serve) -> None:
    page.goto(serve(folder, PREFIX) + "index.html")
    put(page, "plan", [1])
    page.locator("#two").focus()
    assert page.locator("#two").get_attribute("href") == "sub/two.html"


def test_only_firefox_from_disk_goes_on_with_long_addresses(page: Page, firefox_page: Page, folder: Path) -> None:
    for one, goes_on in ((page, False), (firefox_page, True)):
        one.goto((folder / "index.html").as_uri())
        put(one, "plan", [1])
        click(one, "two", "sub/two.html")
        one.locator("#home").focus()
        assert ("#keep=" in (one.locator("#home").get_attribute("href") or "")) is goes_on


def test_from_disk_in_firefox_it_goes_by_address_alone_where_cookies_are_refused(
    firefox_page: Page, folder: Path
) -> None:
    firefox_page.add_init_script(
        "Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => undefined })"
    )
    firefox_page.goto((folder / "index.html").as_uri())
    put(firefox_page, "plan", "een")
    click(firefox_page, "two", "sub/two.html")
    assert get(firefox_page, "plan") == "een"
    put(firefox_page, "plan", "twee")
    click(firefox_page, "home", "index.html")
    assert get(firefox_page, "plan") == "twee"
    firefox_page.get_by_role("button", name="Wis").click()
    click(firefox_page, "two", "sub/two.html")
    assert get(firefox_page, "plan") is None


def test_without_storage_it_goes_by_address(any_page: Page, base: str) -> None:
    any_page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('refused'); } });"
        "Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => undefined })"
    )
    asked: list[str] = []
    any_page.on("request", lambda one: asked.append(one.url))
    any_page.goto(base + "index.html")
    assert any_page.evaluate(f"{KEEP}.available()") is False
    put(any_page, "plan", "een")
    assert get(any_page, "plan") == "een"
    click(any_page, "query", "sub/two.html")
    assert get(any_page, "plan") == "een"
    assert any_page.url == base + "sub/two.html?fase=in-rust#place"
    click(any_page, "home", "index.html")
    assert get(any_page, "plan") == "een"


def test_a_host_gets_to_see_nothing_of_it(page: Page, folder: Path, serve: Serve) -> None:
    base = serve(folder, PREFIX)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('refused'); } })"
    )
    heads: list[str] = []
    page.on("request", lambda one: heads.append(f"{one.url.partition('#')[0]} {one.all_headers()}"))
    page.goto(base + "index.html")
    put(page, "plan", "g" * 50)
    click(page, "query", "sub/two.html")
    page.goto(page.evaluate(f"{KEEP}.share(['plan'])"))
    page.reload()
    assert len(heads) > 3
    assert not [head for head in heads if "keep=" in head or "share=" in head or "cookie" in head.lower()]


# What a stranger writes in an address.


def strange(page: Page, rows: dict[str, object]) -> str:
    """What stands behind # of an address that carries these rows, as a stranger may write it by hand."""
    for name, row in rows.items():
        put(page, name, row)
    packed: str = page.evaluate(f"names => {KEEP}.share(names).split('share=')[1]", [*rows])
    page.evaluate(f"{KEEP}.clear()")
    return f"keep={packed}"


STRANGE: list[dict[str, object]] = [
    {"": [1.79e308]},
    {"plan": [1e300, "vreemd"]},
    {"plan": [900_000_000, "vreemd"], "": [5]},
    {"plan": [7, "vreemd"], "nieuw": [7, "vreemd"]},
]


@pytest.mark.parametrize("rows", STRANGE)
def test_on_a_host_an_address_changes_nothing_that_is_kept(
    any_page: Page, folder: Path, serve: Serve, rows: dict[str, object]
) -> None:
    base = serve(folder, PREFIX)
    any_page.goto(base + "index.html")
    address = strange(any_page, rows)
    put(any_page, "plan", "van mij")
    any_page.goto(f"{base}three.html#place&{address}")  # opened
    any_page.wait_for_url(base + "three.html#place")
    assert (get(any_page, "plan"), get(any_page, "nieuw")) == ("van mij", None)
    any_page.evaluate("address => { location.hash = address; }", address)  # pasted in the same tab
    any_page.wait_for_function("location.hash === ''")
    put(any_page, "check", "ook van mij")
    click(any_page, "home", "index.html")
    assert [get(any_page, name) for name in ("plan", "check", "nieuw")] == ["van mij", "ook van mij", None]


def test_what_such_an_address_once_left_behind_no_longer_stops_anything(
    page: Page, folder: Path, serve: Serve
) -> None:
    base = serve(folder)
    page.goto(base + "index.html")
    page.evaluate("""localStorage.setItem("wijkverbinder", '{"by":"/index.html","is":{"":[1.79e308]}}')""")
    page.reload()
    put(page, "plan", "van mij")
    click(page, "two", "sub/two.html")
    assert get(page, "plan") == "van mij"


def test_without_storage_an_address_that_is_pasted_changes_nothing(page: Page, folder: Path, serve: Serve) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('refused'); } });"
    )
    page.goto(serve(folder, PREFIX) + "index.html")
    address = strange(page, {"plan": [900, "vreemd"]})
    put(page, "plan", "van mij")
    page.evaluate("address => { location.hash = address; }", address)
    page.wait_for_function("location.hash === ''")
    assert get(page, "plan") == "van mij"


def test_where_nothing_can_be_written_it_still_goes_by_address(any_page: Page, folder: Path, serve: Serve) -> None:
    any_page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    any_page.goto(serve(folder, PREFIX) + "index.html")
    put(any_page, "plan", "een")
    click(any_page, "two", "sub/two.html")
    assert get(any_page, "plan") == "een"


@pytest.mark.parametrize("revision", [1e300, 1e9, 0, -3, "x", None])
def test_a_revision_that_no_page_ever_wrote_is_not_believed(
    firefox_page: Page, folder: Path, revision: object
) -> None:
    firefox_page.goto((folder / "index.html").as_uri())
    address = strange(firefox_page, {"plan": [revision, "vreemd"]})
    firefox_page.goto((folder / "three.html").as_uri() + f"#{address}")
    firefox_page.wait_for_function("location.hash === ''")
    assert get(firefox_page, "plan") is None


@pytest.mark.parametrize("rows", [{"plan": [999_999_999, "vreemd"]}, {"": [999_999_999], "plan": [3, "vreemd"]}])
def test_behind_the_last_revision_a_reader_can_still_keep_things(
    firefox_page: Page, folder: Path, rows: dict[str, object]
) -> None:
    firefox_page.goto((folder / "index.html").as_uri())
    address = strange(firefox_page, rows)
    firefox_page.goto((folder / "three.html").as_uri() + f"#{address}")
    firefox_page.wait_for_function("location.hash === ''")
    for value in ("een", "twee"):
        put(firefox_page, "plan", value)
    click(firefox_page, "two", "sub/two.html")
    assert get(firefox_page, "plan") == "twee"
    firefox_page.reload()
    assert get(firefox_page, "plan") == "twee"


def test_another_tab_hears_of_a_change(open_page: OpenPage, folder: Path, serve: Serve) -> None:
    one = open_page()
    base = serve(folder)
    one.goto(base + "index.html")
    other = one.context.new_page()
    other.goto(base + "three.html")
    other.evaluate(f"window.heard = []; {KEEP}.on((name) => window.heard.push(name))")
    put(one, "plan", [1])
    other.wait_for_function("window.heard.join() === 'plan'")
    assert get(other, "plan") == [1]
    put(other, "check", 2)
    one.wait_for_function(f"{KEEP}.get('check') === 2")
    assert get(one, "plan") == [1]
    one.evaluate(f"{KEEP}.clear()")
    other.wait_for_function(f"{KEEP}.get('plan') === undefined")
    put(other, "los", 1)
    one.wait_for_function(f"{KEEP}.get('los') === 1")
    assert (get(one, "plan"), get(one, "check")) == (None, None)


def test_a_listener_hears_each_change_once_and_no_change_not_at_all(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.evaluate(f"window.heard = []; {KEEP}.on((name) => window.heard.push(name))")
    for value in ([1], [1], [2], None, None):
        put(page, "plan", value)
    assert page.evaluate("window.heard") == ["plan", "plan", "plan"]


def test_what_was_got_can_be_changed_without_changing_what_is_kept(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.evaluate(f"const value = [1]; {KEEP}.set('plan', value); value.push(2); {KEEP}.get('plan').push(3)")
    assert get(page, "plan") == [1]


# Sharing.


def test_a_shared_address_shows_what_it_holds_and_keeps_nothing(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", {"naam": "één"})
    put(any_page, "check", "van mij")
    address = any_page.evaluate(f"{KEEP}.share(['plan', 'niets'], 'sub/two.html#place')")
    assert address.startswith(base + "sub/two.html#place&share=")
    any_page.evaluate(f"{KEEP}.clear()")
    any_page.goto(address)
    assert (get(any_page, "plan"), get(any_page, "check")) == ({"naam": "één"}, None)
    assert "één" not in any_page.evaluate("JSON.stringify(localStorage)")
    any_page.reload()
    assert get(any_page, "plan") == {"naam": "één"}
    any_page.evaluate(f"{KEEP}.set('plan', {KEEP}.get('plan'))")  # the reader makes it their own
    click(any_page, "home", "index.html")
    assert get(any_page, "plan") == {"naam": "één"}


def test_a_shared_address_does_not_overwrite_what_the_reader_has(any_page: Page, base: str) -> None:
    any_page.goto(base + "index.html")
    put(any_page, "plan", "van de ander")
    address = any_page.evaluate(f"{KEEP}.share(['plan'])")
    put(any_page, "plan", "van mij")
    any_page.evaluate(f"window.heard = []; {KEEP}.on((name) => window.heard.push(name))")
    any_page.evaluate("address => { location.href = address; }", address)  # pasted in the same tab
    any_page.wait_for_function(f"{KEEP}.shared('plan') === 'van de ander'")
    assert get(any_page, "plan") == "van mij"
    assert any_page.evaluate("window.heard") == ["plan"]
    any_page.reload()
    assert any_page.evaluate(f"[{KEEP}.get('plan'), {KEEP}.shared('plan')]") == ["van mij", "van de ander"]


@pytest.mark.parametrize(
    "fragment", ["keep=", "share=", "keep=AAAA", "share=__--", "keep=zzzzzzzzzzzzzzzz", "share=*"]
)
def test_a_broken_address_holds_nothing_and_breaks_nothing(page: Page, folder: Path, fragment: str) -> None:
    page.goto((folder / "index.html").as_uri() + "#" + fragment)
    put(page, "plan", 1)
    assert get(page, "plan") == 1


def test_names_that_mean_something_to_a_script_are_just_names(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    for name in ("__proto__", "constructor", "toString"):
        assert get(page, name) is None
        put(page, name, [name])
        assert get(page, name) == [name]
    assert page.evaluate("({}).polluted === undefined && Object.keys({}).length === 0")


def test_any_text_comes_out_of_an_address_as_it_went_in(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    chance = random.Random(14)
    signs = [chr(code) for code in (*range(32, 127), 0xE9, 0x20AC, 0x0639, 0x1F600, 10, 0)]
    texts = TEXTS + [
        "".join(chance.choices(signs[: chance.randint(1, 101)], k=chance.randint(0, 900))) for _ in range(300)
    ]
    wrong = page.evaluate(
        f"""async texts => {{
          const wrong = [];
          for (const text of texts) {{
            {KEEP}.set("t", {{ text }});
            const shared = {KEEP}.share(["t"]);
            {KEEP}.set("t", undefined);
            if (!/^[\\w-]+$/.test(shared.split("share=")[1])) wrong.push(["signs", text]);
            const heard = new Promise((done) => addEventListener("hashchange", done, {{ once: true }}));
            location.href = shared;
            await heard;
            if (({KEEP}.get("t") || {{}}).text !== text) wrong.push(["text", text]);
          }}
          return wrong;
        }}""",
        texts,
    )
    assert wrong == []


def test_a_plan_and_answers_fit_in_an_address(page: Page, folder: Path, site: Built) -> None:
    page.goto((folder / "index.html").as_uri())
    slugs = list(site.activities)
    plan = [
        {
            "slug": slug,
            "date": f"2027-0{1 + at % 9}-12",
            "time": "19:30",
            "roles": ["opbouwwerker", "bewoner", "gastvrouw"],
            "note": f"Sleutel halen bij de beheerder; koffie voor {at + 20}. {site.activities[slug]['summary']}",
        }
        for at, slug in enumerate(slugs[:20])
    ]
    sheets = [
        {"place": "Plein bij de school", "groups": "jongeren en ouderen", "answers": "0123?" * 5} for _ in range(4)
    ]
    put(page, "plan", plan)
    put(page, "check", sheets)
    size = len(page.evaluate(f"{KEEP}.share(['plan', 'check'], 'index.html').split('#')[1]"))
    print(f"\n{size} letters for {len(str(plan)) + len(str(sheets))}")
    assert size <= 6000


def test_a_long_plan_is_there_after_back_from_disk(firefox_page: Page, folder: Path) -> None:
    chance = random.Random(3)
    long = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz ", k=7000))
    firefox_page.goto((folder / "index.html").as_uri())
    put(firefox_page, "plan", "kort")
    click(firefox_page, "two", "sub/two.html")
    put(firefox_page, "plan", long)
    firefox_page.go_back()
    firefox_page.wait_for_function(f"window.wijkverbinder && {KEEP}.get('plan') !== 'kort'")
    assert get(firefox_page, "plan") == long
    put(firefox_page, "plan", "weer kort")
    firefox_page.go_forward()
    firefox_page.wait_for_function(f"window.wijkverbinder && {KEEP}.get('plan') === 'weer kort'")


# On every page of the real site.


def test_every_page_carries_it_along_and_the_script_is_light(site: Built) -> None:
    names = set()
    for path in site.pages:
        found = re.findall(r'<script src="([^"]*?)" defer', (site.folder / path).read_text("utf-8"))
        assert re.search(r"/?keep\.[0-9a-f]+\.js$", found[0]), path
        names.add(found[0].rpartition("/")[2])
    assert len(names) == 1
    data = (site.folder / "assets" / names.pop()).read_bytes()
    assert len(brotli.compress(data)) <= BUDGET


def test_it_goes_along_through_the_site_from_disk_in_firefox(firefox_page: Page, site: Built) -> None:
    firefox_page.goto(site.disk("index.html"))
    put(firefox_page, "plan", [1])
    for name in ("phases", "activities", "library"):
        nav = firefox_page.get_by_role("navigation").get_by_role("link", name=site.messages["nav"][name], exact=True)
        follow(nav.first)
        firefox_page.wait_for_function(f"window.wijkverbinder && !location.hash && {KEEP}.get('plan')")
    follow(firefox_page.locator("[data-filter-list] a").first)
    firefox_page.wait_for_function("document.body.className.startsWith('view-library') && window.wijkverbinder")
    assert get(firefox_page, "plan") == [1]
