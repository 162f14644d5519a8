"""A whole build: what it makes, what it leaves alone, and how it fails."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from tests.conftest import MakeProject
from tests.small import PNG, ROOT, activity, example, known, library, page, put, text, tree
from wijkverbinder import pipeline, read
from wijkverbinder.lock import locked
from wijkverbinder.model import Stamp
from wijkverbinder.pictures import PHOTO_LIMIT
from wijkverbinder.pipeline import Outcome, build, check
from wijkverbinder.project import Project
from wijkverbinder.publish import MANIFEST
from wijkverbinder.read import TEXT_LIMIT

OVER = "content/pages/over.md"
STATE = ".wijkverbinder/pictures/x"
COOKING = "content/activities/samen-koken.md"
EXAMPLE = "content/examples/soep.md"
SECURE = (
    'base_url = "https://wijk.example/"\n[security]\ncontact = "mailto:lek@wijk.example"\nexpires = "2027-06-30"\n'
)


def good(outcome: Outcome) -> Outcome:
    """The outcome, when nothing was wrong."""
    assert [(found.code, found.location.path, found.values) for found in outcome.report.in_order()] == []
    return outcome


def wrong(outcome: Outcome) -> list[tuple[str, str, int]]:
    """Code, file and line of every problem."""
    return [(found.code, found.location.path, found.location.line) for found in outcome.report.in_order()]


def codes(outcome: Outcome) -> list[str]:
    """The code of every problem."""
    return [found.code for found in outcome.report.in_order()]


def marks(folder: Path) -> dict[str, tuple[int, int]]:
    """By which it shows that a file was written: inode and time."""
    found = {path.relative_to(folder).as_posix(): path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (status.st_ino, status.st_mtime_ns) for path, status in found.items()}


def fresh(project: Project, aside: Path) -> dict[str, bytes]:
    """What a build from nothing makes of the same sources."""
    for name in ("content", "templates", "assets"):
        shutil.copytree(project.root / name, aside / name)
    shutil.copy(project.settings, aside / "site.toml")
    good(build(Project.at(aside)))
    return tree(aside / "site")


# What it makes.


@pytest.mark.parametrize("real_templates", [False, True], ids=["plain", "real"])
def test_a_small_site_is_built(make_project: MakeProject, real_templates: bool) -> None:
    project = make_project(real_templates=real_templates)
    outcome = good(build(project))
    made = {*tree(project.output)} - {MANIFEST}
    assert {"index.html", "over.html", "activiteiten/samen-koken.html", "voorbeelden/soep.html", "404.html"} <= made
    assert outcome.pages == sum(path.endswith(".html") for path in made)
    assert {*outcome.written} == made
    assert outcome.removed == []


def test_nothing_changed_writes_nothing(make_project: MakeProject) -> None:
    project = make_project()
    good(build(project))
    before, folders = marks(project.root), {path: path.stat().st_mtime_ns for path in project.output.rglob("*")}
    outcome = good(build(project))
    assert (outcome.written, outcome.removed) == ([], [])
    assert outcome.pages > 20
    assert marks(project.root) == before
    assert {path: path.stat().st_mtime_ns for path in project.output.rglob("*")} == folders


def test_one_sentence_changes_the_page_in_which_it_stands(make_project: MakeProject) -> None:
    project = make_project()
    good(build(project))
    before = marks(project.output)
    put(project.root, OVER, text(page(), "Een andere zin. [x](example:soep#begin)"))
    assert good(build(project)).written == [
        "data/pages.csv",
        "data/pages.json",
        "handboek.html",
        "over.html",
        "search/text-1.js",
        "sw.js",
    ]
    after = marks(project.output)
    assert {path for path in after if after[path] != before[path]} == {
        "data/pages.csv",
        "data/pages.json",
        "handboek.html",
        "over.html",
        "search/text-1.js",
        "sw.js",
    }


def test_a_title_changes_the_pages_that_show_it(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project()
    good(build(project))
    put(project.root, "content/examples/soep.md", text(example("Pap in de straat"), "## Het begin {#begin}"))
    written = good(build(project)).written
    assert {"voorbeelden/soep.html", "voorbeelden/index.html", "activiteiten/samen-koken.html"} <= {*written}
    assert not {"bibliotheek/index.html", "over.html", "404.html"} & {*written}
    assert tree(project.output) == fresh(project, tmp_path / "nieuw")


def test_a_file_that_was_touched_writes_nothing(make_project: MakeProject) -> None:
    project = make_project()
    good(build(project))
    before = marks(project.output)
    os.utime(project.root / OVER, (1, 1))
    assert good(build(project)).written == []
    assert marks(project.output) == before


def test_a_page_that_goes_is_removed(make_project: MakeProject) -> None:
    project = make_project()
    good(build(project))
    put(project.root, OVER, None)
    outcome = good(build(project))
    data = ["data/pages-parts.csv", "data/pages.csv", "data/pages.json", "data/pages.schema.json"]
    assert outcome.removed == [*data, "over.html"]
    assert not (project.output / "over.html").exists()


def test_an_entry_may_link_to_a_place_on_its_own_page(make_project: MakeProject) -> None:
    body = "## Kop {#kop}\n\nTerug naar [de kop](page:over#kop) of [zo](#kop)."
    project = make_project({OVER: text(page(), body)})
    good(build(project))
    assert b'href="over.html#kop"' in (project.output / "over.html").read_bytes()


def test_a_place_with_an_accent_can_be_linked_to(make_project: MakeProject) -> None:
    project = make_project({OVER: text(page(), "## Kop {#één}\n\n[a](#één) [b](page:over#één)")})
    good(build(project))


@pytest.mark.parametrize(("heading", "link"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_place_is_found_however_its_accent_was_written(
    make_project: MakeProject, heading: Literal["NFC", "NFD"], link: Literal["NFC", "NFD"]
) -> None:
    place, wanted = normalize(heading, "café"), normalize(link, "café")
    files = {
        EXAMPLE: text(example(), f"## Het begin {{#{place}}}\n\nEén pan."),
        OVER: text(page(), f"Zie [het begin](example:soep#{wanted})."),
    }
    project = make_project(files)
    good(build(project))
    assert "#caf%C3%A9" in (project.output / "over.html").read_text("utf-8")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["café.md", "café.png"])
def test_a_name_with_an_accent_is_refused_however_it_was_written(
    make_project: MakeProject, form: Literal["NFC", "NFD"], name: str
) -> None:
    path = normalize(form, f"content/pages/{name}")
    outcome = build(make_project({path: PNG if name.endswith("png") else text(page("Café"))}))
    assert [found[:2] for found in wrong(outcome)] == [("file-name", path)]
    assert dict(outcome.report.problems[0].values)["example"] == f"cafe.{name[-3:].lstrip('.')}"


def test_a_clock_that_was_set_back_hides_no_change(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project()
    good(build(project))
    file = project.root / OVER
    before = file.stat()
    put(project.root, OVER, file.read_bytes().replace(b"Zie ", b"Lees"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    put(project.root, EXAMPLE, text(example(), "Van vroeger.\n\n## Het begin {#begin}"))
    os.utime(project.root / EXAMPLE, (1, 1))
    for path in project.output.rglob("*.html"):
        os.utime(path, (2**31, 2**31))
    good(build(project))
    assert b"Lees" in (project.output / "over.html").read_bytes()
    assert tree(project.output) == fresh(project, tmp_path / "nieuw")


def test_of_two_builds_at_once_the_site_is_whole(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project()
    words = [sys.executable, "-m", "wijkverbinder", "build", "--source", str(project.root), "--language", "nl"]
    for _ in range(3):
        put(project.root, OVER, (project.root / OVER).read_text("utf-8") + "\nNog een zin.\n")
        both = [subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        said = [one.communicate()[1] for one in both]
        assert 0 in [one.returncode for one in both]
        assert all(one.returncode == 0 or "[build-busy]" in told for one, told in zip(both, said, strict=True))
    good(build(project))
    assert tree(project.output) == fresh(project, tmp_path / "nieuw")
    assert not [path.name for path in project.root.iterdir() if path.name.startswith(".site")]


def test_a_page_may_be_called_like_a_part_of_the_site(make_project: MakeProject) -> None:
    project = make_project({"content/pages/phases.md": text(page("Fasen van de maan", order=2))})
    good(build(project))
    assert b'<a href="fasen/index.html">' in (project.output / "index.html").read_bytes()
    assert (project.output / "phases.html").exists()


def test_pictures_are_published_beside_the_pages(make_project: MakeProject) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    facts = page(pictures=known("tafel.svg"))
    project = make_project({OVER: text(facts, "![Een tafel](tafel.svg)"), "content/pages/tafel.svg": drawing})
    good(build(project))
    (picture,) = (project.output / "assets").glob("tafel.*.svg")
    assert picture.read_bytes() == drawing
    assert f'src="assets/{picture.name}"' in (project.output / "over.html").read_text("utf-8")


def test_a_picture_that_other_code_let_through_is_looked_at_again(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'
    facts = page(pictures=known("tafel.svg"))
    project = make_project({OVER: text(facts, "![Een tafel](tafel.svg)"), "content/pages/tafel.svg": drawing})
    with monkeypatch.context() as before:
        before.setattr(read, "check_drawing", lambda _data: None)
        good(build(project))
    put(project.root, COOKING, text(activity(), "Anders."))
    assert codes(build(project)) == []
    monkeypatch.setattr(pipeline, "_generator_digest", lambda *_: "other code")
    put(project.root, COOKING, text(activity(), "Weer anders."))
    assert ("picture-active", "content/pages/tafel.svg", 0) in wrong(build(project))


def test_a_translation_gets_its_own_page_and_the_rest_falls_back(make_project: MakeProject) -> None:
    english = text({"title": "About", "summary": "All."}, "See [soup](example:soep) and [books](library:over-buren).")
    project = make_project(
        {"site.toml": 'languages = ["nl", "en"]\n', "content/pages/over.en.md": english}, real_templates=True
    )
    good(build(project))
    made = tree(project.output)
    assert b'lang="en"' in made["en/over.html"]
    assert b'href="../voorbeelden/soep.html"' in made["en/over.html"]
    assert "en/index.html" in made


# Same bytes everywhere.

BUILD = """
import sys
from pathlib import Path
from wijkverbinder import parallel
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project
parallel.LEAST = 1
parallel._can_fork = lambda: sys.argv[2] == "two"
sys.exit(build(Project.at(Path(sys.argv[1]))).failed)
"""


@pytest.mark.parametrize(
    ("environment", "processes"),
    [
        ({"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}, "one"),
        ({"PYTHONHASHSEED": "4711", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, "two"),
        ({"PYTHONHASHSEED": "random", "PYTHONUTF8": "1", "LC_ALL": "nl_NL.ISO-8859-1", "HOME": "/"}, "two"),
    ],
)
def test_the_same_bytes_come_out_under_any_seed_language_clock_folder_and_number_of_processes(
    make_project: MakeProject, environment: dict[str, str], processes: str
) -> None:
    project = make_project(real_templates=True)
    good(build(project))
    other = make_project(real_templates=True, folder=f"een map met spatiés {processes}")
    command = [sys.executable, "-X", "dev", "-c", BUILD, str(other.root), processes]
    done = subprocess.run(command, cwd=ROOT, check=False, env=os.environ | environment, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert tree(other.output) == tree(project.output)


# What is wrong comes all at once, and leaves the site as it was.

MISTAKES: dict[str, str | bytes] = {
    "content/activities/Hoofd Letter.md": "x",
    "content/activities/verdwaald.docx": "x",
    "content/library/stuk.md": "---\ntitle: [\n---\n",
    "content/library/latijn.md": "---\ntitle: café\n---\n".encode("latin-1"),
    "content/library/titel.md": text(library("Titel", year="oud")),
    COOKING: text(activity(related=["activity:nergens"]), "Een [link](library:weg#x)\nen [nog een](niet.md)."),
    "content/pages/index.md": text(page("Begin", order=2)),
    "site.toml": 'name = "x"\nkleur = "rood"\n',
}


def test_problems_of_all_stages_come_at_once(make_project: MakeProject) -> None:
    project = make_project()
    good(build(project))
    before = marks(project.root / "site") | marks(project.state)
    for path, data in MISTAKES.items():
        put(project.root, path, data)
    outcome = build(project)
    assert sorted(codes(outcome)) == sorted(
        [
            *("file-name", "file-document", "front-matter-broken", "not-utf8", "wrong-type", "reference-to-nothing"),
            *("reference-to-nothing", "link-address", "address-taken", "settings-unknown"),
        ]
    )
    assert outcome.failed
    assert (outcome.written, outcome.removed) == ([], [])
    after = marks(project.root / "site") | marks(project.state)
    assert {path: after[path] for path in before} == before
    assert {path for path in project.root.iterdir() if path.name.startswith(".site")} == set()


@pytest.mark.parametrize(
    "path",
    ["phases/in-rust.md", "activities/samen-koken.md", "library/over-buren.md", "examples/soep.md", "pages/over.md"],
)
@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        (lambda data: data.decode().encode("utf-16"), "not-utf8"),
        (lambda data: data + b"\0", "control-character"),
        (lambda data: data + b" " * TEXT_LIMIT, "file-too-big"),
        (lambda data: data + b"\n<<<<<<< HEAD\n", "conflict-marker"),
    ],
    ids=["utf-16", "nul", "big", "conflict"],
)
def test_a_file_that_cannot_be_read_is_told_alone_and_not_at_all_that_name_it(
    make_project: MakeProject, path: str, spoilt: Callable[[bytes], bytes], code: str
) -> None:
    translated = text({"title": "About", "summary": "What this is."}, "[a](activity:samen-koken)")
    project = make_project({"content/pages/over.en.md": translated})
    put(project.root, f"content/{path}", spoilt((project.content / path).read_bytes()))
    assert [found[:2] for found in wrong(check(project))] == [(code, f"content/{path}")]


@pytest.mark.parametrize(
    "data", [b"", PNG[:40], b"\x89PNG\r\n\x1a\n" + b"x" * PHOTO_LIMIT], ids=["empty", "half", "big"]
)
def test_a_picture_that_will_not_do_is_told_alone_and_not_at_the_text_that_shows_it(
    make_project: MakeProject, data: bytes
) -> None:
    shown = text(page(pictures=known("plein.png")), "![Een plein](plein.png)")
    outcome = check(make_project({OVER: shown, "content/pages/plein.png": data}))
    assert [found[1] for found in wrong(outcome)] == ["content/pages/plein.png"]


def test_a_check_finds_the_same_and_writes_nothing(make_project: MakeProject) -> None:
    project = make_project(MISTAKES)
    before = marks(project.root)
    found = wrong(check(project))
    assert marks(project.root) == before
    assert not project.state.exists()
    assert found == wrong(build(project))


def test_problems_stand_at_their_lines_whichever_stage_finds_them(make_project: MakeProject) -> None:
    body = "Eén.\n\nTwee [a](activity:nergens).\n[b](library:over-buren#geen-plaats)\n[c](example:soep#begin)"
    written = text(page(), body)
    outcome = build(make_project({OVER: written}))
    line = written.split("\n").index("Eén.") + 1
    assert wrong(outcome) == [("reference-to-nothing", OVER, line + 2)]
    other = build(make_project({OVER: written.replace(" [a](activity:nergens)", "")}, folder="ander"))
    assert wrong(other) == [("fragment-to-nothing", OVER, line + 3)]


def test_a_place_that_is_missing_is_told_at_the_link_that_wants_it(make_project: MakeProject) -> None:
    body = "[goed](example:soep#begin)\n\n[fout](library:over-buren#begin)"
    outcome = build(make_project({OVER: text(page(), body)}))
    assert wrong(outcome) == [
        ("fragment-to-nothing", OVER, text(page(), body).split("\n").index("[fout](library:over-buren#begin)") + 1)
    ]


def test_after_a_mistake_is_mended_all_is_as_a_new_build_makes_it(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project()
    good(build(project))
    put(project.root, COOKING, "---\n")
    assert build(project).failed
    put(project.root, COOKING, text(activity("Samen soep koken")))
    good(build(project))
    assert tree(project.output) == fresh(project, tmp_path / "nieuw")


@pytest.mark.parametrize("word", ["phase", "target-group", "matrix", "page"])
def test_a_missing_word_for_an_address_is_a_problem_and_no_crash(make_project: MakeProject, word: str) -> None:
    project = make_project()
    file = project.content / "messages" / "nl.toml"
    head, address, rest = file.read_text("utf-8").partition("[address]\n")
    lines = rest.split("\n")
    index = next(number for number, line in enumerate(lines) if line.startswith(f"{word} ="))
    file.write_text(head + address + "\n".join(lines[:index] + lines[index + 1 :]), "utf-8")
    assert codes(build(project)) == ["message-missing"]


def test_a_missing_file_of_words_is_a_problem_and_no_crash(make_project: MakeProject) -> None:
    project = make_project()
    put(project.root, "content/messages/nl.toml", None)
    assert codes(build(project)) == ["file-unreadable"]


def test_a_word_that_a_page_wants_and_does_not_get_is_told_at_its_file(make_project: MakeProject) -> None:
    project = make_project()
    file = project.content / "messages" / "nl.toml"
    file.write_text(file.read_text("utf-8").replace("{low} {unit}", "{laag} {unit}"), "utf-8")
    line = next(at for at, row in enumerate(file.read_text("utf-8").splitlines(), 1) if "{laag}" in row)
    outcome = build(project)
    assert wrong(outcome) == [("message-missing", "content/messages/nl.toml", line)]
    assert "noemt tussen { en } iets wat de pagina niet invult" in outcome.report.problems[0].sentence("nl")


def test_a_word_that_a_template_cannot_fill_in_is_told_once_at_its_file(make_project: MakeProject) -> None:
    project = make_project()
    base = project.templates / "base.html"
    base.write_text(base.read_text("utf-8") + "{{ t('extra.word', high=1) }}", "utf-8")
    file = project.content / "messages" / "nl.toml"
    lines = file.read_text("utf-8").count("\n")
    file.write_text(file.read_text("utf-8") + '\n[extra]\nword = "tot {hoog}"\n', "utf-8")
    assert wrong(build(project)) == [("message-missing", "content/messages/nl.toml", lines + 3)]


def test_a_word_that_no_language_has_is_told_once_with_what_was_meant(make_project: MakeProject) -> None:
    project = make_project()
    base = project.templates / "base.html"
    base.write_text(base.read_text("utf-8") + "{{ t('nav.glosary') }}", "utf-8")
    outcome = build(project)
    assert wrong(outcome) == [("message-missing", "content/messages/nl.toml", 0)]
    assert outcome.report.problems[0].suggestion == "nav.glossary"


def test_a_template_that_cannot_make_a_page_is_told(make_project: MakeProject) -> None:
    project = make_project({"templates/pages/home.html": "{{ page.bestaat_niet }}"})
    assert wrong(build(project)) == [("template-fault", "templates/pages/home.html", 1)]
    put(project.root, "templates/pages/home.html", "{% if %}")
    assert codes(build(project)) == ["template-fault"]


def test_a_template_that_can_make_no_page_is_told_once_and_nothing_else_is(make_project: MakeProject) -> None:
    project = make_project(real_templates=True)
    file = project.templates / "pages" / "activity.html"
    text = file.read_text("utf-8")
    file.write_text(text + "{{ {{", "utf-8")
    outcome = build(project)
    assert wrong(outcome) == [("template-fault", "templates/pages/activity.html", text.count("\n") + 1)]
    pages = sorted(route.path for route in outcome.plan.routes if route.view == "activity") if outcome.plan else []
    said = outcome.report.problems[0].sentence("nl")
    assert f"de pagina {pages[0]} en {len(pages) - 1} andere niet maken" in said


def test_a_fault_in_what_templates_share_is_told_once_where_it_stands(make_project: MakeProject) -> None:
    project = make_project()
    base = project.templates / "base.html"
    lines = base.read_text("utf-8").count("\n")
    base.write_text(base.read_text("utf-8") + "{{ page.bestaat_niet }}", "utf-8")
    assert wrong(build(project)) == [("template-fault", "templates/base.html", lines + 1)]


def test_a_link_of_a_template_that_leads_nowhere_is_told(make_project: MakeProject) -> None:
    base = make_project().templates.joinpath("base.html").read_text("utf-8")
    project = make_project(
        {"templates/base.html": base.replace("<pre>", '<a href="weg.html#x">x</a><pre>')}, folder="b"
    )
    assert {*codes(build(project))} == {"broken-link"}


# The output folder.


def test_a_page_changed_by_hand_is_restored_with_a_warning(make_project: MakeProject) -> None:
    project = make_project()
    good(build(project))
    before = tree(project.output)
    put(project.output, "index.html", "met de hand")
    (project.output / "over.html").unlink()
    outcome = build(project)
    assert wrong(outcome) == [("output-overwritten", "site/index.html", 0)]
    assert not outcome.failed
    assert tree(project.output) == before
    good(build(project))


@pytest.mark.parametrize("path", [".htaccess", MANIFEST, ".well-known/security.txt"])
def test_a_hidden_file_that_somebody_removed_comes_back(make_project: MakeProject, path: str) -> None:
    project = make_project({"site.toml": SECURE})
    good(build(project))
    before = tree(project.output)
    (project.output / path).unlink()
    outcome = build(project)
    good(outcome)
    assert outcome.written == ([] if path == MANIFEST else [path])
    assert tree(project.output) == before


def test_hidden_files_of_others_are_no_reason_to_build(make_project: MakeProject) -> None:
    project = make_project()
    good(build(project))
    put(project.output, ".DS_Store", "van de Finder")
    assert build(project).plan is None


@pytest.mark.parametrize("loses_state", [False, True])
@pytest.mark.parametrize("left", [None, b"", b"# Gemaakt", b"\xff\xfe\0"])
def test_whatever_becomes_of_the_list_of_ours_the_next_build_mends_it(
    make_project: MakeProject, left: bytes | None, loses_state: bool
) -> None:
    project = make_project()
    good(build(project))
    before = tree(project.output)
    put(project.output, MANIFEST, left)
    if loses_state:
        shutil.rmtree(project.state)
    assert good(build(project)).written == []
    assert tree(project.output) == before


def test_files_of_others_stay_and_are_named(make_project: MakeProject) -> None:
    project = make_project()
    good(build(project))
    put(project.output, "CNAME", "x.nl")
    put(project.root, OVER, text(page("Over ons")))
    outcome = build(project)
    assert wrong(outcome) == [("output-kept", "site/CNAME", 0)]
    assert not outcome.failed
    assert (project.output / "CNAME").read_text() == "x.nl"


def test_a_file_of_another_in_the_place_of_a_page_is_refused(make_project: MakeProject) -> None:
    project = make_project()
    put(project.output, "index.html", "van mij")
    put(project.output, "fasen", "ook van mij")
    assert wrong(build(project)) == [
        ("output-in-the-way", "site/fasen", 0),
        ("output-in-the-way", "site/index.html", 0),
    ]
    assert tree(project.output) == {"fasen": b"ook van mij", "index.html": b"van mij"}


@pytest.mark.parametrize(
    "where",
    [".", "..", "content", "content/uit", "templates", ".wijkverbinder", "assets/css", "overlays", ".git/hooks"],
)
def test_the_output_cannot_be_where_the_projects_own_files_are(make_project: MakeProject, where: str) -> None:
    project = make_project()
    before = marks(project.root.parent)
    outcome = build(Project.at(project.root, (project.root / where).resolve()))
    assert codes(outcome) == ["output-own-folder"]
    assert marks(project.root.parent) == before


def test_a_file_in_the_place_of_the_output_is_refused(make_project: MakeProject) -> None:
    project = make_project({"site": "mijn werk"})
    assert wrong(build(project)) == [("output-in-the-way", "site", 0)]
    assert project.output.read_text() == "mijn werk"


def test_a_project_that_is_not_there_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    for work in (build, check):
        assert codes(work(Project.at(tmp_path / "tikfout"))) == ["file-unreadable"]
    assert [*tmp_path.iterdir()] == []


def test_two_outputs_do_not_confuse_each_other(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project()
    elsewhere = Project.at(project.root, tmp_path / "elders")
    good(build(project))
    put(project.root, OVER, text(page("Over ons")))
    good(build(elsewhere))
    put(project.root, "content/pages/extra.md", text(page("Extra", order=2)))
    good(build(project))
    assert tree(project.output) == fresh(project, tmp_path / "nieuw")
    good(build(elsewhere))
    assert tree(project.output) == tree(elsewhere.output)


def test_a_second_build_at_once_says_so(make_project: MakeProject) -> None:
    project = make_project()
    with locked(project.state):
        assert codes(build(project)) == ["build-busy"]
    assert not project.output.exists()
    good(build(project))


def test_a_disk_that_refuses_is_told(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project()

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied", str(project.output))

    monkeypatch.setattr("wijkverbinder.pages.write_new", refuse)
    outcome = build(project)
    assert wrong(outcome) == [("output-not-writable", "site", 0)]
    assert "het mag niet van de computer" in outcome.report.in_order()[0].sentence("nl")
    monkeypatch.undo()
    good(build(project))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
@pytest.mark.parametrize(
    ("named", "place"),
    [("", "site"), ("assets/scripts/print.js", "site"), ("site/index.html", "site"), (STATE, ".wijkverbinder")],
)
def test_a_disk_that_is_full_or_cannot_be_written_is_never_told_of_what_is_read(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, number: int, named: str, place: str
) -> None:
    """Writing to an open file names none, and copying names the file that is read."""
    project = make_project()

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number), *([str(project.root / named)] if named else []))

    monkeypatch.setattr("wijkverbinder.pages.write_new", refuse)
    outcome = build(project)
    assert wrong(outcome) == [("output-not-writable", place, 0)]
    words = "er kan alleen gelezen worden" if number == errno.EROFS else "de schijf is vol"
    assert words in outcome.report.in_order()[0].sentence("nl")


def test_a_full_disk_while_checking_is_told_of_where_the_check_works(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("wijkverbinder.store.PackWriter.__init__", refuse)
    ((code, place, _),) = wrong(check(make_project()))
    assert code == "output-not-writable"
    assert Path(place).name.startswith("wijkverbinder-")


def test_a_list_of_addresses_that_cannot_be_read_is_no_folder_that_cannot_be_written(
    make_project: MakeProject,
) -> None:
    project = make_project()
    project.listed.mkdir()
    for work in (build, check):
        assert wrong(work(project)) == [("file-unreadable", "addresses.txt", 0)]


# The state.


@pytest.mark.parametrize(
    "how", ["away", "empty", "cut", "bit", "old", "packs away", "packs cut", "packs bit", "all away"]
)
def test_a_state_that_is_not_as_it_was_never_gives_a_wrong_site(
    make_project: MakeProject, tmp_path: Path, how: str
) -> None:
    project = make_project()
    good(build(project))
    inodes = marks(project.output)
    put(project.root, "content/library/over-buren.md", text(library(publisher="Een ander")))
    put(project.output, "over.html", "zodat die pagina opnieuw moet")
    if how == "all away":
        shutil.rmtree(project.state)
    elif how.startswith("packs"):
        for pack in (project.state / "packs").iterdir():
            spoil(pack, how.removeprefix("packs "))
    else:
        spoil(project.state / "state", how)
    outcome = build(project)
    assert {*codes(outcome)} <= {"output-overwritten"}
    assert tree(project.output) == fresh(project, tmp_path / "nieuw")
    assert marks(project.output)["index.html"] == inodes["index.html"]
    good(build(project))


def spoil(file: Path, how: str) -> None:
    """Damages a file of the state."""
    data = file.read_bytes()
    middle = len(data) // 2
    if how == "away":
        file.unlink()
    else:
        spoilt = {
            "empty": b"",
            "cut": data[:middle],
            "bit": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "old": b"wijkverbinder-state-0" + data[21:],
        }
        file.write_bytes(spoilt[how])


def test_a_file_that_came_during_a_build_is_no_trouble_for_the_next(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project()
    stamps = Project.stamps

    def slow(self: Project) -> dict[str, Stamp]:
        found = stamps(self)
        put(self.root, "content/pages/net-op-tijd.md", text(page("Net op tijd", order=3)))
        return found

    monkeypatch.setattr(Project, "stamps", slow)
    good(build(project))
    monkeypatch.undo()
    assert (project.output / "net-op-tijd.html").exists()
    put(project.root, OVER, text(page("Over ons")))
    good(build(project))


def test_an_error_of_our_own_leaves_nothing_behind(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project()
    monkeypatch.setattr(pipeline._Build, "_check", lambda *_arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build(project)
    assert not project.output.exists()
    assert {path.name for path in project.root.iterdir() if path.name.startswith(".")} == {".wijkverbinder"}


# Killed at any moment, for real.

KILLED = """
import json, os, shutil, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
sys.dont_write_bytecode = True  # each build finds what it finds in its own state, so that all take the same steps
from tests.small import put, tree
from wijkverbinder import publish
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project

base, after, exchange = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[4] == "exchange"
old, new = tree(base / "site"), tree(after / "site")
PAGES = ("content/pages/over.md", "content/pages/extra.md")

def deadly_build(project, last):
    made = []

    def deadly(name, real):
        def call(*arguments, **options):
            if len(made) == last:
                os._exit(9)
            made.append(name)
            return real(*arguments, **options)
        return call

    if not exchange:
        publish._exchange = lambda _one, _other: False
    for name in ("link", "rename", "mkdir", "rmdir", "unlink", "replace", "open"):
        setattr(os, name, deadly(name, getattr(os, name)))
    publish._exchange = deadly("exchange", publish._exchange)
    Path.write_bytes = deadly("write", Path.write_bytes)
    failed = build(project).failed
    (base / "made.json").write_text(json.dumps(made))
    os._exit(failed)

def attempt(step):
    place = Path(sys.argv[1] + f"-{step}")
    shutil.copytree(base, place, symlinks=True)
    for path in PAGES:
        put(place, path, (after / path).read_bytes())
    project = Project.at(place)
    child = os.fork()
    if child == 0:
        deadly_build(project, step)
    os.waitpid(child, 0)
    now = tree(place / "site") if (place / "site").exists() else {}
    name = "old" if now == old else "new" if now == new else "away" if not now else "BETWEEN"
    problems = [found.code for found in build(project).report.in_order()]
    left = [path.name for path in place.iterdir() if path.name.startswith(".site")]
    if name == "BETWEEN" or problems or left or tree(place / "site") != new:
        sys.exit(f"step {step}: {name}, then {problems}, left {left}")
    shutil.rmtree(place)
    return name

assert attempt(-1) == "new"
made = json.loads((base / "made.json").read_text())
# Every step would take a minute: each step around a move of whole trees or of the state, and some of the rest.
moves = [step for step, name in enumerate(made) if name in ("exchange", "rename", "replace")]
steps = {*range(0, len(made), 40), *moves, *(step + 1 for step in moves if step + 1 < len(made))}
print(*sorted({attempt(step) for step in sorted(steps)}))
"""


@pytest.mark.timeout(300)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a process of its own")
@pytest.mark.parametrize(("how", "states"), [("exchange", "new old"), ("rename", "away new old")])
def test_a_killed_build_leaves_the_old_site_or_the_new_one_and_the_next_build_puts_all_right(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, how: str, states: str
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = make_project(folder="voor")
    good(build(before))
    after = make_project(
        {OVER: text(page("Over ons"), "Anders."), "content/pages/extra.md": text(page("Extra", order=2))}, folder="na"
    )
    good(build(after))
    command = [sys.executable, "-c", KILLED, str(before.root), str(after.root), str(ROOT), how]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == states


def test_what_was_told_of_the_site_is_told_as_long_as_nothing_changes(make_project: MakeProject) -> None:
    """A warning that is gone at the second build would look as if somebody mended it."""
    project = make_project({"content/pages/half.md": text({"draft": True, "title": "Half"})})
    first, second = ([*build(project).report.in_order()] for _ in range(2))
    assert "draft-left-out" in {found.code for found in first}
    assert first == second
    (project.content / "pages" / "half.md").unlink()
    assert [*build(project).report.in_order()] == []
    assert [*build(project).report.in_order()] == []


def test_that_a_page_was_put_back_is_told_once(make_project: MakeProject) -> None:
    project = make_project()
    build(project)
    put(project.output, "index.html", "door iemand veranderd")
    codes = [[found.code for found in build(project).report.in_order()] for _ in range(2)]
    assert codes == [["output-overwritten"], []]


@pytest.mark.parametrize(("path", "name"), [(COOKING, "stappen"), (COOKING, "in-rust"), (EXAMPLE, "wat-hielp")])
def test_an_id_of_a_heading_that_the_page_has_itself_is_told_at_its_line(
    make_project: MakeProject, path: str, name: str
) -> None:
    project = make_project(real_templates=True)
    file = project.root / path
    body = f"\nTekst.\n\n## Kop {{#{name}}}\n"
    file.write_text(file.read_text("utf-8") + body, "utf-8")
    lines = file.read_text("utf-8").count("\n")
    assert wrong(build(project)) == [("anchor-taken", path, lines)]


@pytest.mark.parametrize("name", ["voorbeeldstat", "Voorbeeldstad", "overlays/voorbeeldstat"])
@pytest.mark.parametrize("place", ["asked", "settings"])
def test_a_local_layer_that_was_mistyped_is_named_where_it_would_lie(
    make_project: MakeProject, name: str, place: str
) -> None:
    project = make_project({"overlays/voorbeeldstad/overlay.toml": 'name = "Stad"\n'})
    lines = project.settings.read_text("utf-8").splitlines()
    if place == "settings":
        put(project.root, "site.toml", "\n".join([f'overlay = "{name}"', *lines, ""]))
    elif "overlay" not in project.settings.read_text("utf-8"):
        put(project.root, "site.toml", "\n".join(['overlay = "voorbeeldstad"', *lines, ""]))
    outcome = check(Project.at(project.root, overlay=None if place == "settings" else name))
    full = f"overlays/{name.removeprefix('overlays/')}"
    where = ("site.toml", 1) if place == "settings" else (f"{full}/overlay.toml", 0)
    assert wrong(outcome) == [("overlay-missing", *where)]
    found = outcome.report.problems[0]
    assert (dict(found.values)["value"], found.suggestion) == (full, "voorbeeldstad")
