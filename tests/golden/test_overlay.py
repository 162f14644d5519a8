"""A small site with a local layer that adds, replaces, changes, extends and hides: its plan and views, pinned."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.golden.sites import (
    GOLDEN,
    MINIMAL,
    hold,
    lay_out,
    lay_views,
    plan_as_text,
    report,
    snapshot,
    view_as_text,
    with_keys_for_words,
)
from tests.small import tree
from wijkverbinder.hosting import FINGERPRINT
from wijkverbinder.pipeline import build, check
from wijkverbinder.project import Project

OVERLAY = GOLDEN / "overlay"
LAYER = "overlays/proef"


def laid(target: Path) -> Project:
    """The minimal site with the local layer over it."""
    return lay_out(target, MINIMAL, OVERLAY)


def data(project: Project, kind: str) -> dict[str, Any]:
    """The entries of a kind as programs get them, by who they are."""
    entries = json.loads((project.output / "data" / f"{kind}.json").read_text("utf-8"))["entries"]
    return {entry["ref"]: entry for entry in entries}


def test_the_plan_is_as_pinned(renew: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = lay_views(laid(tmp_path), monkeypatch)
    hold(plan_as_text(found.routes), OVERLAY / "expected" / "plan.txt", renew=renew)


def test_the_views_are_as_pinned(renew: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = laid(tmp_path)
    with_keys_for_words(project)
    views = lay_views(project, monkeypatch).views
    for path in ("activiteiten/koffie.html", "fasen/in-rust.html", "over.html", "voorbeelden/de-stoep.html"):
        name = path.removesuffix(".html").replace("/", "--")
        hold(view_as_text(views[path]), OVERLAY / "expected" / "views" / f"{name}.json", renew=renew)


def test_what_is_local_is_marked_in_the_data(tmp_path: Path) -> None:
    project = laid(tmp_path)
    assert not report(build(project))
    activities, pages = data(project, "activities"), data(project, "pages")
    assert activities["activity:thee"]["local"] == {"name": "Proefstad", "layers": ["added"]}
    assert pages["page:over"]["local"] == {"name": "Proefstad", "layers": ["replaced"]}
    changed = activities["activity:koffie"]["local"]
    assert changed["layers"] == ["changed", "extended"]
    assert changed["fields"] == ["cost", "phases.in-rust.reason", "summary", "works.running"]
    assert changed["body"] == "<p>Het wijkteam van Proefstad schenkt mee.</p>"
    assert data(project, "phases")["phase:in-rust"]["local"]["contacts"][0]["phone"] == "000 000 00 01"
    assert "local" not in data(project, "library")["library:een-onderzoek"]


def test_a_server_knows_each_file_that_never_changes_the_logo_too(tmp_path: Path) -> None:
    project = laid(tmp_path)
    assert not report(build(project))
    names = [path.name for path in (project.output / "assets").rglob("*.*")]
    assert any(name.startswith("logo.") for name in names)
    assert [name for name in names if not re.search(FINGERPRINT, name)] == []


def test_what_is_hidden_is_nowhere_but_at_its_own_address(tmp_path: Path) -> None:
    project = laid(tmp_path)
    assert not report(build(project))
    own = "voorbeelden/de-stoep.html"
    naming = [path for path, text in tree(project.output).items() if b"Lindestraat" in text]
    assert naming == [own]
    page = (project.output / own).read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert "Proefstad laat “De stoep van de Lindestraat” niet zien" in page
    # A target group has its page all the same: activities are meant for it.
    assert "Stap langs" not in (project.output / "doelgroepen" / "ouderen.html").read_text("utf-8")


def test_without_the_layer_the_site_is_that_of_the_core_to_the_byte(tmp_path: Path) -> None:
    core, other = lay_out(tmp_path / "core", MINIMAL), laid(tmp_path / "other")
    shutil.copy(core.root / "site.toml", other.root) if core.settings.exists() else other.settings.unlink()
    plain = Project.at(other.root)
    assert plain.overlay is None
    assert not report(build(core)) + report(build(plain))
    assert tree(core.output) == tree(plain.output)


def test_another_layer_leaves_nothing_of_the_one_before(tmp_path: Path) -> None:
    """Built one after the other in the same folder, each is as if it had been built alone."""
    project, fresh = laid(tmp_path / "one"), laid(tmp_path / "two")
    second = project.root / "overlays" / "tweede"
    shutil.copytree(project.root / LAYER, second)
    (second / "extend" / "activities" / "koffie.md").unlink()
    (second / "logo.svg").unlink()
    (second / "overlay.toml").write_text('name = "Tweestad"\n', "utf-8")
    shutil.copytree(second, fresh.root / "overlays" / "tweede")
    for name in ("proef", "tweede", "", "proef"):
        now = Project.at(project.root, overlay=name and f"overlays/{name}")
        alone = Project.at(fresh.root, overlay=name and f"overlays/{name}")
        shutil.rmtree(alone.state, ignore_errors=True)
        shutil.rmtree(alone.output, ignore_errors=True)
        assert not report(build(now)) + report(build(alone)), name
        assert tree(now.output) == tree(alone.output), name


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("change/activities/koffie.md", "ook thee", "ook melk"),
        ("extend/activities/koffie.md", "schenkt mee", "schenkt altijd mee"),
        ("extend/phases/in-rust.md", "meestal", "bijna altijd"),
        ("replace/pages/over.md", "**Proefstad**", "*Proefstad*"),
        ("add/activities/thee.md", "Thee op de stoep", "Thee in de tuin"),
        ("overlay.toml", '"example:de-stoep", ', ""),
        ("overlay.toml", 'name = "Proefstad"', 'name = "Proefdorp"'),
        ("overlay.toml", "#1f5d3a", "#17542f"),
        ("contacts.toml", "Denkt mee.", "Helpt je."),
        ("logo.svg", "M0 0", "M1 0"),
    ],
)
def test_after_an_edit_in_the_layer_the_site_is_as_one_built_from_nothing(
    path: str, before: str, after: str, tmp_path: Path
) -> None:
    project, fresh = laid(tmp_path / "one"), laid(tmp_path / "two")
    assert not report(build(project))
    for each in (project, fresh):
        file = each.root / LAYER / path
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), "utf-8")
    assert not report(build(project)) + report(build(fresh))
    assert tree(project.output) == tree(fresh.output)
    assert build(project).written == []


def test_a_newer_core_needs_no_change_in_the_layer(tmp_path: Path) -> None:
    """The core renames, rewrites and adds; what the layer says stays said, and what the core now says is there."""
    project = laid(tmp_path)
    assert not report(build(project))
    before = snapshot(project.root / LAYER)
    coffee = project.content / "activities" / "koffie.md"
    text = coffee.read_text("utf-8")
    newer = {
        "title: Koffie op de stoep": "title: Koffie in de straat\nslug: koffie-drinken\n"
        "aliases: [activiteiten/koffie.html]",
        "summary: Buren drinken": "summary: Alle buren drinken",
        "Zet een tafel op de stoep.": "Zet twee tafels op de stoep.",
        "difficulty: makkelijk": "difficulty: gemiddeld",
    }
    for old, new in newer.items():
        assert old in text
        text = text.replace(old, new)
    coffee.write_text(text, "utf-8")
    about = project.content / "pages" / "over.md"
    about.write_text(
        about.read_text("utf-8").replace(
            "title: Over deze site", "title: Over ons\nslug: over-ons\naliases: [over.html]"
        ),
        "utf-8",
    )
    added = text.replace("Koffie in de straat", "Soep op de stoep").replace(
        "Alle buren drinken koffie", "Buren eten soep"
    )
    added = re.sub(r"slug: .*\n|aliases: .*\n", "", added)
    (project.content / "activities" / "soep.md").write_text(added, "utf-8")
    assert not report(build(project))
    assert snapshot(project.root / LAYER) == before
    activities = data(project, "activities")
    coffee_now = activities["activity:koffie"]
    assert coffee_now["title"] == "Koffie in de straat"
    assert coffee_now["summary"] == "Buren drinken koffie op straat, en in Proefstad ook thee."
    assert (coffee_now["cost"], coffee_now["difficulty"]) == ("gratis", "gemiddeld")
    assert "twee tafels" in coffee_now["phases"]["in-rust"]["how"]
    assert "activity:soep" in activities
    for path in ("activiteiten/koffie.html", "over.html"):  # who kept the address of before is led on
        assert "http-equiv" in (project.output / path).read_text("utf-8")
    assert "Over Proefstad" in (project.output / "over-ons.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("gone", "code", "place"),
    [
        ("activities/koffie.md", "overlay-nothing", "change/activities/koffie.md"),
        ("examples/de-stoep.md", "overlay-nothing", "overlay.toml"),
        ("pages/over.md", "overlay-nothing", "replace/pages/over.md"),
    ],
)
def test_what_no_longer_fits_a_newer_core_is_told_with_its_place(
    gone: str, code: str, place: str, tmp_path: Path
) -> None:
    project = laid(tmp_path)
    (project.content / gone).unlink()
    said = report(check(project))
    # What is wrong with a file as a whole has no line.
    line = r":\d+" if place.endswith(".toml") else ""
    assert re.search(rf"^{LAYER}/{re.escape(place)}{line}: .*\[{code}\]$", said, re.MULTILINE), said


def test_a_field_that_a_newer_core_no_longer_has_is_told_at_its_line(tmp_path: Path) -> None:
    project = laid(tmp_path)
    change = project.root / LAYER / "change" / "activities" / "koffie.md"
    change.write_text(
        change.read_text("utf-8").replace("cost: gratis\n", "cost: gratis\nmaterials: [Een pot thee]\n"), "utf-8"
    )
    said = report(check(project))
    assert said.startswith(
        f"{LAYER}/change/activities/koffie.md:4:1: fout: activity:koffie heeft in de kern geen veld “materials”"
    )
