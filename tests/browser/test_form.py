"""The form in the browser, on a copy of our own content: what an editor changes, and no more, stands in the file."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Serve
from tests.browser.forge import API, Forge
from tests.conftest import MakeProject
from tests.serving import PATIENCE, Serving, serving
from tests.small import ROOT
from wijkverbinder.cli import main
from wijkverbinder.config import EDITOR, Editor
from wijkverbinder.hosting import HEADERS, editor_headers
from wijkverbinder.kinds import KINDS
from wijkverbinder.pipeline import build

MILLISECONDS = PATIENCE * 1000
DUTCH = {"locale": "nl-NL"}
ONE_OF_EACH = {
    "phase": "bij-incidenten",
    "activity": "dialoog",
    "example": "burendag",
    "library": "allport-1954",
    "page": "meten",
    "target-group": "jongeren",
    "term": "b1",
}
SUMMARY = "Nieuw: met een dubbele punt, “aanhaling” en # daarbij."


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own project, to write in."""
    folder = tmp_path_factory.mktemp("form") / "project"
    for name in ("content", "templates", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("site.toml", "addresses.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[Serving]:
    """Its trial site, with the form."""
    with serving(root, "--form") as running:
        yield running
        assert running.interrupt() == 0
        assert "Traceback" not in running.said


@pytest.fixture
def form(served: Serving, open_page: OpenPage) -> Page:
    """The form, as an editor opens it from the terminal."""
    return opened(served, open_page)


def opened(served: Serving, open_page: OpenPage) -> Page:
    """The form, once it has read all texts."""
    page = open_page(**DUTCH, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(MILLISECONDS)
    page.goto(served.wait_for(r"http://\S+\.serve/form\?key=\S+").group())
    expect(page.get_by_text("Activiteiten").first).to_be_visible(timeout=MILLISECONDS)
    return page


def open_text(page: Page, kind: str, slug: str) -> None:
    """Opens a text, or with ``new`` an empty one."""
    address, _, _ = page.url.partition("#")
    page.goto(f"{address}#/collections/{kind}/{'new' if slug == 'new' else f'entries/{slug}'}")
    expect(page.locator("section[data-key-path=draft]")).to_be_visible()


def field(page: Page, path: str) -> Locator:
    """A field by its place in the front matter; what is out of sight is not there until somebody gets near."""
    found = page.locator(f'section[data-key-path="{path}"]')
    page.mouse.move(600, 500)
    for _ in range(200):
        if found.count():
            break
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(50)
    found.scroll_into_view_if_needed()
    return found


def write(page: Page, path: str, value: str) -> None:
    field(page, path).locator("input:visible, textarea:visible").first.fill(value)


def unfold(page: Page, path: str, number: int = 0) -> None:
    """Shows what is in a group, or in one item of a list."""
    field(page, path).get_by_role("button", name="Uitvouwen").nth(number).click()


def save(page: Page, file: Path) -> None:
    """Saves, and waits until the file changed and the list is there again."""
    before = file.read_bytes() if file.exists() else None
    page.get_by_role("button", name="Opslaan", exact=True).click()
    for _ in range(int(PATIENCE * 20)):
        page.wait_for_timeout(50)
        if file.exists() and file.read_bytes() != before:
            page.wait_for_url(lambda address: not address.endswith(("/new", file.stem)))
            return
    raise AssertionError(f"{file.name} stayed as it was; the page says:\n{page.locator('body').inner_text()[:2000]}")


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    old, new = Counter(before.splitlines()), Counter(after.splitlines())
    return [*(old - new).elements()], [*(new - old).elements()]


def is_right(root: Path) -> bool:
    return main(["check", "--source", str(root), "--language", "nl"]) == 0


def test_a_changed_field_changes_one_line_of_the_file_for_every_kind(form: Page, root: Path) -> None:
    assert {*ONE_OF_EACH} == {*KINDS}
    for kind, slug in ONE_OF_EACH.items():
        file = root / "content" / KINDS[kind].folder / f"{slug}.md"
        before = file.read_text("utf-8")
        open_text(form, kind, slug)
        write(form, "summary", f"{SUMMARY} {kind}")
        save(form, file)
        went, came = changed(before, file.read_text("utf-8"))
        assert (kind, len(went)) == (kind, 1)
        assert came == [f'summary: "{SUMMARY} {kind}"']
    assert is_right(root)


def test_it_works_in_firefox_too(served: Serving, open_firefox_page: OpenPage, root: Path) -> None:
    page = opened(served, open_firefox_page)
    file = root / "content/glossary/nazorg.md"
    before = file.read_text("utf-8")
    open_text(page, "term", file.stem)
    write(page, "summary", SUMMARY)
    save(page, file)
    went, came = changed(before, file.read_text("utf-8"))
    assert len(went) == 1
    assert came == [f'summary: "{SUMMARY}"']


def test_what_lies_deep_in_a_text_is_changed_where_it_stands_and_nowhere_else(form: Page, root: Path) -> None:
    file = root / "content/activities/buurtkrant.md"
    before = file.read_text("utf-8")
    open_text(form, "activity", file.stem)
    unfold(form, "phases.in-rust")
    how = field(form, "phases.in-rust.how").locator("textarea")
    told = how.input_value()
    write(form, "phases.in-rust.how", f"{told}\n\nEen alinea erbij: met *nadruk*.")
    unfold(form, "phases.in-rust.tips")
    write(form, "phases.in-rust.tips.0.text", "Een andere tip.")
    save(form, file)
    went, came = changed(before, file.read_text("utf-8"))
    assert len(went) == 1
    assert [line.strip() for line in came] == ["", "Een alinea erbij: met *nadruk*.", "- text: Een andere tip."]
    assert is_right(root)


def test_a_term_and_a_reference_are_picked_by_their_names(form: Page, root: Path) -> None:
    file = root / "content/examples/buurtcamping.md"
    before = file.read_text("utf-8")
    open_text(form, "example", file.stem)
    field(form, "activities").get_by_role("combobox").click()
    form.get_by_role("option", name="Dialoog", exact=True).click()
    save(form, file)
    went, came = changed(before, file.read_text("utf-8"))
    assert len(went) == len(came) == 1
    assert came[0] == went[0].replace("]", ", activity:dialoog]")
    assert is_right(root)


def test_a_new_text_is_a_draft_in_a_file_with_the_name_of_its_title(form: Page, root: Path) -> None:
    file = root / "content/glossary/cafe-de-buurt.md"
    open_text(form, "term", "new")
    write(form, "title", "Café de buurt")
    write(form, "summary", "Een plek waar buren koffie drinken.")
    write(form, "ours", "Dat is onze uitleg.")
    save(form, file)
    today = datetime.now(tz=UTC).astimezone().date().isoformat()
    assert file.read_text("utf-8") == (
        "---\ndraft: true\ntitle: Café de buurt\nsummary: Een plek waar buren koffie drinken.\n"
        f'checked: "{today}"\nours: Dat is onze uitleg.\n---\n'
    )
    assert is_right(root)


def test_a_text_has_a_link_to_its_page_on_the_trial_site(form: Page, served: Serving) -> None:
    open_text(form, "activity", "dialoog")
    form.get_by_role("button", name="Inhoudsopties").click()
    with form.context.expect_page() as shown:
        form.get_by_role("menuitem", name="Bekijken op de live site").click()
    shown.value.wait_for_load_state()
    assert shown.value.url == f"{served.address}activiteiten/dialoog.html"


def test_a_text_that_somebody_else_changed_is_not_written_over(
    form: Page, root: Path, page_problems: list[str]
) -> None:
    file = root / "content/glossary/trede.md"
    open_text(form, "term", "trede")
    write(form, "summary", "Uit het formulier.")
    file.write_text(file.read_text("utf-8").replace("trede 0", "trede nul"), "utf-8")
    now = file.read_bytes()
    form.get_by_role("button", name="Opslaan", exact=True).click()
    expect(form.get_by_role("alert").or_(form.get_by_role("alertdialog")).first).to_be_visible()
    form.wait_for_timeout(1500)
    assert file.read_bytes() == now
    assert page_problems
    page_problems.clear()


def test_every_text_that_nobody_changed_comes_back_as_it_was(form: Page, served: Serving, root: Path) -> None:
    files = {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in root.glob("content/*/*.md")}
    assert len(files) > 290
    for kind, row in KINDS.items():  # and what `new` makes: full of remarks, and of fields to fill in
        template = ROOT / "docs/redactie/sjablonen" / f"{kind}.md"
        files[f"content/{row.folder}/sjabloon.md"] = template.read_text("utf-8")
    spoiled = form.evaluate(
        """async (files) => {
            const { fromFile, toFile } = await import("/beheer/matter.js");
            const { collections } = await (await fetch("/beheer/config.json")).json();
            const spoiled = {};
            for (const [path, text] of Object.entries(files)) {
                const { fields } = collections.find((one) => path.startsWith(`${one.folder}/`));
                const back = toFile(fromFile(text, fields), fields);
                if (back !== text) {
                    spoiled[path] = back;
                }
            }
            return spoiled;
        }""",
        files,
    )
    assert spoiled == {}
    assert served.process.poll() is None


REMARKED = """---
# Hoe het heet.
title: 'Café de buurt'   # zo noemen wij het
summary: Kort.

# Andere woorden.
forms:
- café
checked: 2026-11-22
sources: [library:b, library:a]
ours: Van ons.
---
Tekst.
"""


CHANGES: list[tuple[dict[str, object], str, str]] = [
    ({"summary": "Anders: zo."}, "summary: Kort.", 'summary: "Anders: zo."'),
    ({"title": "Theehuis"}, "'Café de buurt'   #", "'Theehuis' #"),
    ({"forms": ["café", "kroeg"]}, "- café\n", "- café\n- kroeg\n"),
    ({"forms": []}, "forms:\n- café\n", "forms: []\n"),
    ({"sources": ["library:b"]}, "[library:b, library:a]", "[library:b]"),
    ({"ours": ""}, "ours: Van ons.\n", ""),
    ({"ours": "Eén.\n\nTwee."}, "ours: Van ons.\n", "ours: |-\n  Eén.\n\n  Twee.\n"),
    ({"review": True}, "ours: Van ons.\n", "ours: Van ons.\nreview: true\n"),
    ({"draft": True}, "# Hoe het heet.\n", "draft: true\n# Hoe het heet.\n"),
    ({"checked": "2026-11-26"}, "2026-11-22", "2026-11-26"),
    ({"body": "Tekst.\n\nMeer."}, "Tekst.\n", "Tekst.\n\nMeer.\n"),
    ({"title": "yes"}, "'Café de buurt'   #", "'yes' #"),
]
"""What an editor changes, and what it makes of which words of the file."""


def test_one_change_leaves_all_else_as_somebody_wrote_it(form: Page) -> None:
    made = form.evaluate(
        """async ([text, changes]) => {
            const { fromFile, toFile } = await import("/beheer/matter.js");
            const { collections } = await (await fetch("/beheer/config.json")).json();
            const { fields } = collections.find((one) => one.name === "term");
            return changes.map((change) => toFile({ ...fromFile(text, fields), ...change }, fields));
        }""",
        [REMARKED, [change for change, _, _ in CHANGES]],
    )
    for (change, old, new), text in zip(CHANGES, made, strict=True):
        assert REMARKED.count(old) == 1, change
        assert text == REMARKED.replace(old, new), change


@pytest.mark.parametrize(("forge", "name"), [("github", "GitHub"), ("gitlab", "GitLab")])
def test_on_a_host_the_form_asks_who_you_are_and_asks_nobody_else_anything(
    make_project: MakeProject, serve: Serve, open_page: OpenPage, forge: str, name: str
) -> None:
    toml = f'[editor]\nforge = "{forge}"\nrepository = "gemeente/wijk"\n'
    project = make_project({"site.toml": toml}, real_templates=True)
    assert not build(project).failed
    sent = {**HEADERS, **editor_headers(Editor(forge=forge, repository="gemeente/wijk"))}
    sent.pop("Strict-Transport-Security")
    page = open_page(**DUTCH)
    page.goto(f"{serve(project.output, headers=sent)}index.html")
    page.get_by_role("link", name="Inloggen voor redacteuren").click()
    button = page.get_by_role("button", name=f"Inloggen met {name}").or_(page.get_by_role("button", name="token"))
    expect(button.first).to_be_visible(timeout=MILLISECONDS)
    assert page.url.partition("#")[0].endswith(f"{EDITOR}index.html")


def test_on_a_host_what_is_saved_becomes_a_pull_request_and_the_site_stays_as_it_was(
    make_project: MakeProject, serve: Serve, open_page: OpenPage, page_problems: list[str]
) -> None:
    editor = Editor(forge="github", repository="gemeente/wijk")
    project = make_project(
        {"site.toml": '[editor]\nforge = "github"\nrepository = "gemeente/wijk"\n'}, real_templates=True
    )
    assert not build(project).failed
    texts = {
        file.relative_to(project.root).as_posix(): file.read_text("utf-8")
        for file in sorted(project.content.glob("*/*.md"))
    }
    forge = Forge(texts)
    sent = {**HEADERS, **editor_headers(editor)}
    sent.pop("Strict-Transport-Security")
    page = open_page(**DUTCH, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(MILLISECONDS)
    page.context.route(f"{API}/**", forge.answer)
    page.goto(f"{serve(project.output, headers=sent)}{EDITOR}index.html")
    page.get_by_role("button", name="token").click()
    page.get_by_role("textbox").fill("een-sleutel")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_text("Activiteiten").first).to_be_visible(timeout=MILLISECONDS)
    open_text(page, "activity", "samen-koken")
    write(page, "summary", SUMMARY)
    page.get_by_role("button", name="Opslaan", exact=True).click()
    for _ in range(int(PATIENCE * 20)):
        page.wait_for_timeout(50)
        if forge.labels:
            break
    path = "content/activities/samen-koken.md"
    (branch,) = forge.branches
    (proposal,) = forge.pulls
    assert branch == proposal["head"] == "cms/activity/samen-koken"
    assert proposal["base"] == "main"
    assert changed(texts[path], forge.branches[branch][path]) == (
        [line for line in texts[path].splitlines() if line.startswith("summary: ")],
        [f'summary: "{SUMMARY}"'],
    )
    assert {name: text for name, text in forge.branches[branch].items() if name != path} == {
        name: text for name, text in texts.items() if name != path
    }
    assert forge.files == texts
    assert forge.messages == ["Activiteit bijgewerkt: samen-koken"]
    assert forge.tokens == {"token een-sleutel"}
    assert forge.unknown == []
    page_problems[:] = [problem for problem in page_problems if API not in problem]


def test_a_form_that_cannot_start_says_so(
    make_project: MakeProject, serve: Serve, open_page: OpenPage, page_problems: list[str]
) -> None:
    project = make_project({"site.toml": '[editor]\nforge = "github"\nrepository = "a/b"\n'}, real_templates=True)
    assert not build(project).failed
    (project.output / EDITOR / "config.json").unlink()
    page = open_page(**DUTCH)
    page.goto(f"{serve(project.output)}{EDITOR}index.html")
    expect(page.get_by_text("Het formulier kon niet starten.")).to_be_visible(timeout=MILLISECONDS)
    expect(page.get_by_role("link", name="Terug naar de site")).to_be_visible()
    page_problems.clear()


def test_the_form_holds_what_the_model_holds(root: Path, served: Serving) -> None:
    served.wait_for(r"form\?key=")
    made = root / ".wijkverbinder/serve/site" / EDITOR / "config.json"
    kinds = [collection["name"] for collection in json.loads(made.read_text("utf-8"))["collections"]]
    assert kinds == [*KINDS]
