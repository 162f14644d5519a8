"""A local layer in whole builds: which text says what, in which language, and where a mistake in it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.small import ROOT, Files, activity, example, group, library, page, phase, put, term, text, tree
from wijkverbinder.cli import main
from wijkverbinder.parcel.single import make_one_files
from wijkverbinder.pipeline import Session, build, check
from wijkverbinder.problems import Problem
from wijkverbinder.project import Project

LAYER = "overlays/x"
NAME = 'name = "Ergens"\n'
CONTACT = '[[contact]]\nname = "Wijkteam"\nphases = ["in-rust"]\nphone = "000"\n'
PART = '---\nchecked: "2026-11-22"\n---\n'


def lay(make_project: MakeProject, files: Files, *, real_templates: bool = False, toml: str = NAME) -> Project:
    """The small project with a local layer; files are named from the layer, or from the project with `/` in front."""
    laid = {path.removeprefix("/") if path[0] == "/" else f"{LAYER}/{path}": data for path, data in files.items()}
    made = make_project({f"{LAYER}/overlay.toml": toml, **laid}, real_templates=real_templates)
    return Project.at(made.root, overlay=LAYER)


def good(project: Project) -> None:
    assert [*build(project).report.in_order()] == []


def told(project: Project) -> list[tuple[str, str, int]]:
    """Code, file and line of each problem."""
    return [_told(found) for found in check(project).report.in_order()]


def _told(found: Problem) -> tuple[str, str, int]:
    return found.code, found.location.path.removeprefix(f"{LAYER}/"), found.location.line


def shown(project: Project, path: str) -> str:
    return (project.output / path).read_text("utf-8")


def test_a_link_to_what_is_hidden_goes_and_its_words_stay(make_project: MakeProject) -> None:
    project = lay(make_project, {}, toml=f'{NAME}hide = ["library:over-buren", "example:soep"]\n')
    good(project)
    cooking = shown(project, "activiteiten/samen-koken.html")
    assert "Lees ook over buren." in cooking
    assert "library:over-buren" not in cooking
    assert "Zie het begin." in shown(project, "over.html")
    assert "niet zien op deze site" in shown(project, "voorbeelden/soep.html")


def test_a_claim_goes_on_without_a_source_that_is_hidden(make_project: MakeProject) -> None:
    good(lay(make_project, {}, toml=f'{NAME}hide = ["activity:samen-wandelen", "library:over-buren"]\n'))


def test_every_address_of_what_is_hidden_says_so(make_project: MakeProject) -> None:
    hidden = activity(
        "Samen wandelen", aliases=["oud/wandelen.html"], invitation={"heading": "Kom", "text": "Loop mee."}
    )
    files = {"/content/activities/samen-wandelen.md": text(hidden)}
    toml = f'{NAME}hide = ["activity:samen-wandelen"]\n'
    project = lay(make_project, files, real_templates=True, toml=toml)
    core = Project.at(project.root, project.root / "kern", overlay="")
    good(core)
    assert main(["addresses", "--source", str(core.root), "--overlay", ""]) == 0
    good(project)
    listed = core.listed.read_text("utf-8").splitlines()
    # An earlier address is in the list from the edition in which the page still stood there.
    for path, is_listed in (
        ("activiteiten/samen-wandelen.html", True),
        ("oud/wandelen.html", False),
        ("activiteiten/uitnodiging/samen-wandelen.html", True),
    ):
        assert (path in listed) is is_listed
        assert "niet zien op deze site" in shown(project, path)


def test_addresses_of_a_layer_stand_in_a_list_of_its_own(make_project: MakeProject) -> None:
    project = lay(make_project, {"add/activities/zwemmen.md": text(activity("Samen zwemmen"))})
    arguments = ["addresses", "--source", str(project.root), "--overlay"]
    assert main([*arguments, ""]) == 0
    core = project.listed.read_bytes()
    assert main([*arguments, "x"]) == 0
    assert project.listed.read_bytes() == core
    own = [line for line in project.listed_here.read_text("utf-8").splitlines() if line[0] != "#"]
    assert own[0] == "activiteiten/zwemmen.html"
    assert all(line.startswith(("activiteiten/zwemmen", "k/")) for line in own)
    (project.overlay or Path()).joinpath("add/activities/zwemmen.md").unlink()
    assert {(code, path) for code, path, _ in told(project)} == {("address-gone", "addresses.txt")}


def test_the_settings_name_a_layer_and_the_command_line_another_or_none(
    make_project: MakeProject, tmp_path: Path
) -> None:
    root = lay(make_project, {"/overlays/y/overlay.toml": 'name = "Y"\n'}).root
    put(root, "site.toml", 'name = "Wijk"\noverlay = "x"\n')
    assert Project.at(root).layer == LAYER
    assert Project.at(root, overlay="y").layer == "overlays/y"
    assert Project.at(root, overlay="overlays/y").layer == "overlays/y"
    assert Project.at(root, overlay="").overlay is None
    put(tmp_path, "elders/overlay.toml", 'name = "Elders"\n')
    outside = Project.at(root, overlay=str(tmp_path / "elders"))
    assert outside.layer == (tmp_path / "elders").as_posix()
    put(tmp_path, "elders/extend/pages/over.md", f"{PART}Van buiten.\n")
    good(outside)
    assert "Van buiten." in shown(outside, "over.html")
    put(tmp_path, "elders/extend/pages/over.md", f"{PART}[x](page:weg)\n")
    (found,) = check(outside).report.in_order()
    assert found.location[:2] == ((tmp_path / "elders/extend/pages/over.md").as_posix(), 4)


def test_the_trial_site_has_the_layer_too(make_project: MakeProject) -> None:
    root = lay(make_project, {"extend/pages/over.md": f"{PART}Van hier.\n"}).root
    trial = Project.on_trial(root, "x")
    with Session(trial) as session:
        assert not session.build().failed
        assert "Van hier." in shown(trial, "over.html")
        put(root, f"{LAYER}/extend/pages/over.md", f"{PART}Van daar.\n")
        assert "over.html" in session.build().written
        assert "Van daar." in shown(trial, "over.html")


ENGLISH = {
    "/site.toml": 'name = "Wijk"\nlanguages = ["nl", "en"]\n',
    "/content/pages/over.en.md": text({"title": "About", "summary": "All about this."}, "English."),
}


def test_what_was_added_is_shown_in_a_translation_too_in_its_own_language(make_project: MakeProject) -> None:
    project = lay(make_project, {**ENGLISH, "extend/pages/over.md": f"{PART}Van hier.\n"}, real_templates=True)
    good(project)
    english = shown(project, "en/over.html")
    assert "English." in english
    assert '<div class="prose" lang="nl" dir="ltr"><p>Van hier.</p>' in english


def test_a_translation_of_what_was_added_takes_its_place(make_project: MakeProject) -> None:
    files = {
        **ENGLISH,
        "extend/pages/over.md": f"{PART}Van hier.\n",
        "extend/pages/over.en.md": f"{PART}From here.\n",
    }
    project = lay(make_project, files, real_templates=True)
    good(project)
    assert "From here." in shown(project, "en/over.html")
    assert "Van hier." not in shown(project, "en/over.html")
    assert "Van hier." in shown(project, "over.html")


def test_a_translation_of_words_that_changed_is_left_out_and_that_is_told(make_project: MakeProject) -> None:
    project = lay(
        make_project, {**ENGLISH, "change/pages/over.md": "---\nsummary: Anders.\n---\n"}, real_templates=True
    )
    assert told(project) == [("overlay-translation", "change/pages/over.md", 0)]
    build(project)
    assert 'url=../over.html"' in shown(project, "en/over.html")  # who kept that address finds the words of here
    put(project.root, f"{LAYER}/change/pages/over.en.md", "---\nsummary: Other.\n---\n")
    good(project)
    assert "Other." in shown(project, "en/over.html")
    assert "English." in shown(project, "en/over.html")


def test_a_text_in_the_place_of_another_keeps_its_addresses(make_project: MakeProject) -> None:
    core = text(page(slug="wij", aliases=["oud.html"]), "Van de kern.")
    mine = text(page("Over ons", summary="Over ons alleen."), "Van ons.")
    project = lay(make_project, {"/content/pages/over.md": core, "replace/pages/over.md": mine}, real_templates=True)
    good(project)
    assert "Van ons." in shown(project, "wij.html")
    assert "wij.html" in shown(project, "oud.html")


def test_each_field_that_an_entry_has_can_be_changed(make_project: MakeProject) -> None:
    entries = {
        "activities/samen-koken.md": activity(),
        "examples/soep.md": example(),
        "library/over-buren.md": library(),
        "pages/over.md": page(),
        "phases/in-rust.md": phase(),
        "target-groups/ouderen.md": group(),
        "glossary/bindingsladder.md": term(),
    }
    files: Files = {"/templates/pages/moved.html": (ROOT / "templates/pages/moved.html").read_text("utf-8")}
    for path, facts in entries.items():
        kind = path.partition("/")[0]
        where = {"slug": "eerst"} if kind != "target-groups" else {}  # whose address is that of the term
        whole = text(facts | where | {"aliases": [f"oud/{kind}.html"], "draft": False}, "## Het begin {#begin}")
        files = {**files, f"/content/{path}": whole, f"change/{path}": whole}
    good(lay(make_project, files))


def test_a_text_that_only_moves_is_not_marked_as_local(make_project: MakeProject) -> None:
    core = text(page(slug="wij", aliases=["oud.html"]))
    change = text({"slug": "ons", "aliases": ["oud.html", "wij.html"]})
    project = lay(make_project, {"/content/pages/over.md": core, "change/pages/over.md": change}, real_templates=True)
    good(project)
    assert "local-mark" not in shown(project, "ons.html")
    assert "ons.html" in shown(project, "oud.html")
    assert "ons.html" in shown(project, "wij.html")


def test_pictures_stand_beside_the_texts_of_the_layer(make_project: MakeProject) -> None:
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    files: Files = {"extend/pages/over.md": f"{PART}![Een plein](plein.svg)\n", "extend/pages/plein.svg": drawn}
    project = lay(make_project, files)
    good(project)
    assert drawn in tree(project.output).values()
    put(project.root, f"{LAYER}/extend/pages/plein.svg", drawn + b"<!-- x -->")
    good(project)
    assert drawn not in tree(project.output).values()
    put(project.root, "content/pages/plein.svg", drawn)
    assert told(project) == [("overlay-there", "extend/pages/plein.svg", 0)]


MISTAKES = [
    ("add/activities/zwemmen.md", text(activity("Zwemmen"), "[x](activity:weg)"), "reference-to-nothing"),
    ("add/activities/zwemmen.md", "geen gegevens", "front-matter-missing"),
    ("add/activities/Zwemmen.md", text(activity("Zwemmen")), "file-name"),
    ("add/zwemmen/a.md", text(activity("Zwemmen")), "unknown-folder"),
    ("replace/pages/over.md", "geen gegevens", "front-matter-missing"),
    ("replace/pages/over.md", text(page(sumary="x")), "unknown-field"),
    ("change/pages/over.md", "---\ntitle: [a]\n---\n", "wrong-type"),
    ("change/pages/over.md", "---\ntitle: a\ntitle: b\n---\n", "duplicate-field"),
    ("change/pages/over.md", "---\ntitle: a: b\n---\n", "front-matter-broken"),
    ("change/pages/over.md", "---\nsummary: Wat er staat in over buren.\n---\n", "same-summary"),
    ("change/activities/samen-koken.md", "---\ncost: duur\n---\n", "unknown-term"),
    ("extend/pages/over.md", f"{PART}# Kop\n", "heading-level"),
    ("extend/pages/over.md", f"{PART}![x](weg.png)\n", "picture-missing"),
    ("extend/pages/over.md", "---\n---\nTekst.\n", "missing-field"),
    ("extend/activities/samen-koken.md", f"{PART[:-4]}phases: {{in-rus: Ja.}}\n---\n", "unknown-phase"),
    ("nieuw.js", "alert(1)", "overlay-part"),
    ("styles/a.css", "p {}", "overlay-part"),
]


@pytest.mark.parametrize(("path", "written", "code"), MISTAKES)
def test_a_mistake_in_the_layer_is_told_at_its_own_file(
    make_project: MakeProject, path: str, written: str, code: str
) -> None:
    assert [found[:2] for found in told(lay(make_project, {path: written}))] == [(code, path)]


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"/content/pages/over.md": b"\xff", "extend/pages/over.md": PART}, "content/pages/over.md"),
        ({"/content/pages/over.md": b"\xff", "replace/pages/over.md": text(page())}, "content/pages/over.md"),
        (
            {"/content/phases/in-rust.md": b"\xff", "contacts.toml": CONTACT},
            "content/phases/in-rust.md",
        ),
        (
            {
                "add/activities/zwemmen.md": b"\xff",
                "extend/pages/over.md": f"{PART}[x](activity:zwemmen)\n![x](plein.png)\n",
            },
            "add/activities/zwemmen.md",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_alone(make_project: MakeProject, files: Files, place: str) -> None:
    picture = {"extend/pages/plein.png": b"\x89PNG"} if "plein" in str(files) else {}
    found = told(lay(make_project, {**files, **picture}))
    assert [one[1] for one in found] == [place, *picture]


def test_a_place_that_is_not_on_the_page_is_told_at_the_file_that_leads_to_it(make_project: MakeProject) -> None:
    project = lay(make_project, {"extend/pages/over.md": f"{PART}\nZie [x](#weg).\n"}, real_templates=True)
    assert told(project) == [("fragment-to-nothing", "extend/pages/over.md", 5)]


def test_the_toolkit_as_one_file_has_the_colors_and_the_marks_of_the_layer(
    make_project: MakeProject, tmp_path: Path
) -> None:
    toml = f'{NAME}[colors.light]\nenamel = "#17542f"\n[settings]\nname = "Wijk van hier"\n'
    project = lay(make_project, {"extend/pages/over.md": f"{PART}Van hier.\n"}, real_templates=True, toml=toml)
    good(project)
    (one,) = make_one_files(project, tmp_path)
    text = one.read_text("utf-8")
    assert "--enamel:#17542f" in text
    assert ".local-mark{" in text
    assert "Wijk van hier" in text


def test_nothing_of_a_layer_becomes_html_of_its_own(make_project: MakeProject) -> None:
    nasty = '<img src=x onerror="y"> <script>z</script>'
    files = {
        # Elements of HTML are a mistake in a text, so these are none that HTML knows.
        "extend/pages/over.md": f"{PART}{nasty.replace('img', 'x-img').replace('script', 'x-script')}\n",
        "contacts.toml": f"[[contact]]\nname = '{nasty}'\nphases = ['in-rust']\nphone = '000'\n",
    }
    project = lay(make_project, files, real_templates=True)
    good(project)
    for path in ("over.html", "fasen/in-rust.html"):
        for element in ("<img src=x", "<x-img", "<script>z", "<x-script"):
            assert element not in shown(project, path)


def test_contacts_stand_where_they_are_needed(make_project: MakeProject) -> None:
    safe = {name: [{"text": "Bel.", "ours": "Zo is het."}] for name in ("roles", "stop_rule", "aftercare")}
    facts = activity("Samen waken")
    facts["phases"]["bij-spanning"] = facts["phases"]["in-rust"] | {"safety": safe}
    contacts = '[[contact]]\nname = "Wijkteam"\nphases = ["bij-spanning"]\nphone = "+31 (0)0 00"\n'
    files = {"/content/activities/samen-waken.md": text(facts), "contacts.toml": contacts}
    project = lay(make_project, files, real_templates=True)
    good(project)
    assert '<a href="tel:+310000" dir="ltr">' in shown(project, "fasen/bij-spanning.html")
    assert shown(project, "activiteiten/samen-waken.html").count('<a href="tel:+310000">') == 1
    for path in ("fasen/in-rust.html", "activiteiten/samen-koken.html"):
        assert "tel:" not in shown(project, path)


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ('name = “Ergens”\nlogo = "beeld.svg"\n', "settings-broken"),
        (f'{NAME}logo = "beeld.svg"\nenamel = "green"\n', "settings-unknown"),
        (f'{NAME}logos = "beeld.svg"\n', "settings-unknown"),
        (f'{NAME}logo = "beeld.svg"\n[colors.light]\nlink = "groen"\n', "settings-value"),
    ],
)
def test_a_mistake_in_its_own_file_is_not_laid_on_the_logo(make_project: MakeProject, toml: str, code: str) -> None:
    project = lay(make_project, {"beeld.svg": "<svg/>", "vreemd.txt": "x"}, toml=toml)
    assert {(found, file) for found, file, _ in told(project)} == {
        (code, "overlay.toml"),
        ("overlay-part", "vreemd.txt"),
    }
