"""The command `serve` in a browser: a saved file shows at once, a style without a flash, a mistake as a layer."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_axe import violations
from tests.conftest import MakeProject
from tests.serving import PATIENCE, Serving, serving
from tests.small import activity, page, put, text
from wijkverbinder.project import Project

MILLISECONDS = PATIENCE * 1000
OVER = "content/pages/over.md"

expect.set_options(timeout=MILLISECONDS)


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """A small project as it really looks, with a draft in it."""
    draft = text({"draft": True, **activity("Samen zingen", summary=None)})
    return make_project({"content/activities/zingen.md": draft}, real_templates=True)


@pytest.fixture
def served(project: Project) -> Iterator[Serving]:
    """Its trial site, until the test ends."""
    with serving(project.root) as running:
        yield running
        assert running.interrupt() == 0
        assert "Traceback" not in running.said


@pytest.fixture
def view(served: Serving, open_page: OpenPage, page_problems: list[str]) -> Iterator[Page]:
    """A page of the trial site; that the line to it breaks at the end is no fault."""
    opened = open_page()
    opened.goto(f"{served.address}over.html")
    opened.evaluate("window.stayed = true")
    yield opened
    opened.close()
    page_problems[:] = [problem for problem in page_problems if "WebSocket" not in problem]


def stayed(view: Page) -> bool:
    """Whether it is still the same page, and was not loaded again."""
    return bool(view.evaluate("window.stayed === true"))


def test_a_saved_text_shows_and_so_does_the_next_one_right_after_it(project: Project, view: Page) -> None:
    for number in range(4):
        put(project.root, OVER, text(page(), f"Dit is zin {number}."))
        expect(view.get_by_text(f"Dit is zin {number}.")).to_be_visible()
    assert not stayed(view)


def test_a_page_that_did_not_change_is_left_alone(project: Project, served: Serving, view: Page) -> None:
    put(project.root, "content/activities/samen-koken.md", text(activity(), "Iets anders."))
    served.wait_for("Bijgewerkt")
    view.wait_for_timeout(300)
    assert stayed(view)


def test_a_style_takes_the_place_of_its_former_self_and_the_page_stays(project: Project, view: Page) -> None:
    file = project.root / "assets/css/base.css"
    main = view.locator("h1")
    written = file.read_text("utf-8")
    for width in ("7px", "9px"):
        file.write_text(f"{written}\nh1 {{ border-block-start: {width} solid green; }}\n", "utf-8")
        expect(main).to_have_css("border-top-width", width)
    assert stayed(view)
    expect(view.locator('link[href*="style.css"]')).to_have_count(1)


def test_a_mistake_is_a_layer_in_the_words_of_the_terminal_until_it_is_mended(
    project: Project, served: Serving, view: Page
) -> None:
    put(project.root, OVER, text(page(titel="Andere")))
    layer = view.get_by_role("alertdialog", name="1 fout")
    expect(layer).to_be_visible()
    for said in ("content/pages/over.md:6:1", "Het veld “titel” bestaat niet.", "Bedoelde je “title”?"):
        expect(layer).to_contain_text(said)
        assert said in served.wait_for(r"(?s).*docs/problemen\.md#unknown-field").group()
    expect(layer.locator("mark")).to_have_text("titel")
    expect(layer.get_by_role("heading")).to_be_focused()
    assert violations(view) == []
    assert stayed(view)
    expect(view.get_by_role("heading", name="Over deze site", include_hidden=True)).to_have_count(1)
    put(project.root, OVER, text(page("Alles goed")))
    expect(view.get_by_role("heading", name="Alles goed")).to_be_visible()
    expect(layer).to_have_count(0)


def test_a_layer_can_be_put_away_and_taken_back_with_the_keyboard(project: Project, view: Page) -> None:
    put(project.root, OVER, text(page(order="veel")))
    layer = view.get_by_role("alertdialog")
    expect(layer).to_be_visible()
    view.keyboard.press("Escape")
    expect(layer).to_have_count(0)
    button = view.get_by_role("button", name="1 fout tonen")
    button.focus()
    view.keyboard.press("Enter")
    expect(layer).to_be_visible()
    layer.get_by_role("button", name="Sluiten").click()
    expect(button).to_be_visible()
    put(project.root, OVER, text(page()))
    expect(button).to_have_count(0)


def test_who_opens_a_page_later_sees_the_layer_as_well(project: Project, served: Serving, view: Page) -> None:
    put(project.root, OVER, text(page(order="veel", titel="x")))
    served.wait_for("2 fouten")
    view.goto(f"{served.address}index.html")
    expect(view.get_by_role("alertdialog", name="2 fouten")).to_be_visible()


def test_a_draft_is_marked_on_its_page_and_in_lists(project: Project, served: Serving, view: Page) -> None:
    view.goto(f"{served.address}activiteiten/index.html")
    expect(view.get_by_role("link", name="Samen zingen (concept)").first).to_be_visible()
    view.goto(f"{served.address}activiteiten/zingen.html")
    bar = view.get_by_role("complementary", name="Concept")
    expect(bar).to_contain_text("Nog 1 ding")
    bar.locator("summary").click()
    expect(bar).to_contain_text("Het veld “summary” ontbreekt.")
    assert violations(view) == []
    put(project.root, "content/activities/zingen.md", text({"draft": True, **activity("Samen zingen")}))
    expect(bar).to_contain_text("Er ontbreekt niets meer.")
    put(project.root, "content/activities/zingen.md", text(activity("Samen zingen")))
    expect(bar).to_have_count(0)
    expect(view.get_by_role("heading", level=1)).to_have_text("Samen zingen")


def test_a_page_is_live_again_after_the_command_was_started_again(
    project: Project, open_page: OpenPage, page_problems: list[str]
) -> None:
    view = open_page()
    heard: list[str | bytes] = []

    def hear(frame: str | bytes) -> None:
        heard.append(frame)

    view.on("websocket", lambda line: line.on("framereceived", hear))
    with serving(project.root) as first:
        address = first.address
        view.goto(f"{address}over.html")
        while not heard:  # until then the page is not live, and there is nothing to lose
            view.wait_for_timeout(20)
        first.wait_for("Stop met")
        assert first.interrupt() == 0
    put(project.root, OVER, text(page("Na de pauze")))
    port = address.rstrip("/").rpartition(":")[2]
    with serving(project.root, "--port", port) as second:
        expect(view.get_by_role("heading", name="Na de pauze")).to_be_visible()
        assert second.interrupt() == 0
    view.close()
    page_problems.clear()


def test_how_long_it_takes_from_save_to_page(
    project: Project, view: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    times = []
    for number in range(5):
        written = time.perf_counter()
        put(project.root, OVER, text(page(), f"Gemeten zin {number}."))
        expect(view.get_by_text(f"Gemeten zin {number}.")).to_be_visible()
        times.append(time.perf_counter() - written)
    with capsys.disabled():
        print(f"\nserve, klein: {sorted(round(one * 1000) for one in times)} ms van opslaan tot zichtbaar")
    assert min(times) < 5
