"""The ground of a build is read once, and again when a file that it is read from has changed."""

from __future__ import annotations

import pytest

from tests.conftest import MakeProject
from tests.small import PNG, Files
from wijkverbinder import ground
from wijkverbinder.ground import Ground, recall_ground
from wijkverbinder.model import Stamp
from wijkverbinder.pipeline import check
from wijkverbinder.problems import Problem
from wijkverbinder.project import Project
from wijkverbinder.store import Store


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Project]:
    """Each project whose ground was read."""
    seen: list[Project] = []
    really = ground.read_ground

    def read(project: Project) -> tuple[Ground, list[Problem]]:
        seen.append(project)
        return really(project)

    monkeypatch.setattr(ground, "read_ground", read)
    return seen


def recall(project: Project, generator: str = "code") -> tuple[Ground, list[Problem]]:
    """As a build does."""
    return recall_ground(project, Store(project.state), project.stamps(), generator)


def test_it_is_the_same_from_the_store(make_project: MakeProject, reads: list[Project]) -> None:
    project = make_project(real_templates=True)
    first, second = recall(project), recall(project)
    assert first == second
    assert len(reads) == 1


@pytest.mark.parametrize(
    "path", ["content/terms/rung.yaml", "content/messages/nl.toml", "templates/base.html", "assets/css/base.css"]
)
def test_a_changed_file_of_its_own_is_read_again(make_project: MakeProject, reads: list[Project], path: str) -> None:
    project = make_project(real_templates=True)
    before, _ = recall(project)
    with (project.root / path).open("a", encoding="utf-8", newline="\n") as file:
        file.write("\n/* x */ .x {}\n" if path.endswith(".css") else "\n")
    after, _ = recall(project)
    assert len(reads) == 2
    # A line at the end of terms or words says nothing.
    assert (after.digest == before.digest) == path.startswith("content/")


def test_a_changed_entry_asks_for_nothing(make_project: MakeProject, reads: list[Project]) -> None:
    project = make_project()
    recall(project)
    (project.content / "pages" / "over.md").write_text("---\ntitle: x\n---\n", "utf-8")
    recall(project)
    assert len(reads) == 1


def test_other_code_reads_it_again(make_project: MakeProject, reads: list[Project]) -> None:
    project = make_project()
    recall(project)
    recall(project, "other code")
    assert len(reads) == 2


def test_a_trial_site_has_its_own(make_project: MakeProject, reads: list[Project]) -> None:
    project = make_project()
    recall(project)
    found, _ = recall(project._replace(trial=True))
    assert len(reads) == 2
    assert not found.settings.offline


def test_problems_are_told_each_time(make_project: MakeProject, reads: list[Project]) -> None:
    project = make_project({"site.toml": "naam = 3\n"})
    first, second = recall(project), recall(project)
    assert first[1] == second[1] != []
    assert len(reads) == 2


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', []),
        ("logo.png", PNG, []),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', ["picture-active"]),
        ("logo.svg", b"<html/>", ["picture-kind"]),
        ("logo.png", PNG[:-20], ["picture-broken"]),
        ("logo.jpg", PNG, ["picture-kind"]),
    ],
)
def test_a_logo_is_looked_at_as_any_picture_is(
    make_project: MakeProject, name: str, data: bytes, told: list[str]
) -> None:
    sheet = f'name = "Ergens"\nlogo = "{name}"\n'
    root = make_project({"overlays/x/overlay.toml": sheet, f"overlays/x/{name}": data}).root
    found, problems = ground.read_ground(Project.at(root, overlay="x"))
    places = [(one.code, one.location.path, one.location.line) for one in problems]
    assert places == [(code, "overlays/x/overlay.toml", 2) for code in told]
    assert bool(found.logo) is not bool(told)


@pytest.mark.parametrize("name", ["../logo.svg", "../../logo.svg", "add/../../logo.svg"])
def test_a_logo_lies_in_the_local_layer(make_project: MakeProject, name: str) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    sheet = f'name = "Ergens"\nlogo = "{name}"\n'
    files: Files = {"overlays/x/overlay.toml": sheet, "overlays/logo.svg": drawing, "logo.svg": drawing}
    root = make_project({**files, "overlays/x/add/pages/a.svg": drawing}).root
    found, problems = ground.read_ground(Project.at(root, overlay="x"))
    assert [one.code for one in problems] == ["picture-missing"]
    assert not found.logo


def test_a_logo_that_is_a_link_to_itself_is_missing(make_project: MakeProject) -> None:
    root = make_project({"overlays/x/overlay.toml": 'name = "Ergens"\nlogo = "logo.svg"\n'}).root
    (root / "overlays/x/logo.svg").symlink_to("logo.svg")
    _, problems = ground.read_ground(Project.at(root, overlay="x"))
    assert [one.code for one in problems] == ["picture-missing"]


def test_a_store_with_one_wrong_bit_is_not_trusted(make_project: MakeProject, reads: list[Project]) -> None:
    project = make_project()
    before, _ = recall(project)
    file = project.state / "ground"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    after, _ = recall(project)
    assert before == after
    assert len(reads) == 2


def test_a_stamp_decides_and_not_the_order_of_files(make_project: MakeProject, reads: list[Project]) -> None:
    project = make_project()
    stamps = project.stamps()
    recall_ground(project, Store(project.state), stamps, "code")
    recall_ground(project, Store(project.state), dict(reversed(stamps.items())), "code")
    assert len(reads) == 1
    size, *rest = stamps["site.toml"]
    other = stamps | {"site.toml": Stamp(size + 1, *rest)}
    recall_ground(project, Store(project.state), other, "code")
    assert len(reads) == 2


@pytest.mark.parametrize(
    "path", ["templates/base.html", "assets/css/tokens.css", "assets/css/main.css", "assets/worker/offline.js"]
)
@pytest.mark.parametrize("layer", ["", "x"])
def test_a_file_that_was_saved_as_utf_16_is_told_at_its_place(
    make_project: MakeProject, path: str, layer: str
) -> None:
    toml = 'name = "X"\n[colors.light]\nlink = "#003366"\n'
    made = make_project(
        {"site.toml": 'base_url = "https://x.nl/"\n', "overlays/x/overlay.toml": toml}, real_templates=True
    )
    (made.root / path).write_text("/* tekst */", "utf-16")
    found = check(Project.at(made.root, overlay=layer)).report.in_order()
    assert [(one.code, one.location.path) for one in found] == [("not-utf8", path)]
