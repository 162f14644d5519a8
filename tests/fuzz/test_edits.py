"""Any row of edits: after each, the site is what a build from nothing makes, and only what differs was written."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.small import PNG, activity, claim, group, lay_project, library, page, put, term, text, tree
from tests.small import example as practice
from wijkverbinder.kinds import FOLDERS
from wijkverbinder.pipeline import Outcome, build
from wijkverbinder.project import Project
from wijkverbinder.publish import MANIFEST

Edit = Callable[[Project, int], None]
WARNINGS = {"output-kept", "output-overwritten"}
MORE = {
    "content/target-groups/ouderen.md": text(group(reach=[claim("Zie [over buren](library:over-buren).")])),
    "content/glossary/gangmaker.md": text(term("buren", forms=["tafel", "gangmakers"])),
}
"""The kinds that the small content lacks; words of the glossary change other pages."""


def texts(project: Project) -> list[Path]:
    """The content files that an edit may choose from: not the phases, without which nothing is left."""
    return [path for path in sorted(project.content.rglob("*.md")) if path.parent.name != "phases"]


def chosen(project: Project, number: int) -> Path:
    """One of the content files."""
    files = texts(project)
    return files[number % len(files)]


def replace_line(path: Path, start: str, line: str) -> None:
    """Another value for a field on one line."""
    lines = path.read_text("utf-8").split("\n")
    changed = [line if old.startswith(start) else old for old in lines]
    path.write_text("\n".join(changed), "utf-8")


def sentence(project: Project, number: int) -> None:
    with chosen(project, number).open("a", encoding="utf-8") as file:
        file.write(f"\nZin {number}.\n")


def title(project: Project, number: int) -> None:
    path = project.content / "phases" / "in-rust.md" if number % 5 == 0 else chosen(project, number)
    replace_line(path, "title:", f"title: Titel {number}")


def summary(project: Project, number: int) -> None:
    replace_line(chosen(project, number), "summary:", f"summary: Samenvatting {number}.")


def link_to(project: Project, number: int) -> None:
    other = chosen(project, number // 7)
    kind = FOLDERS[other.relative_to(project.content).parts[0]].name
    with chosen(project, number).open("a", encoding="utf-8") as file:
        file.write(f"\n[naar]({kind}:{other.name.partition('.')[0]})\n")


def broken_link(project: Project, number: int) -> None:
    with chosen(project, number).open("a", encoding="utf-8") as file:
        file.write("\n[naar](activity:bestaat-niet)\n")


def add(project: Project, number: int) -> None:
    name = f"nieuw-{number}"
    kinds = [
        ("activities", activity),
        ("examples", practice),
        ("library", library),
        ("pages", page),
        ("glossary", term),
    ]
    folder, facts = kinds[number % 5]
    put(project.root, f"content/{folder}/{name}.md", text(facts(f"Nieuw {number}"), f"Tekst {number}."))


def remove(project: Project, number: int) -> None:
    if len(texts(project)) > 2:
        chosen(project, number).unlink()


def rename(project: Project, number: int) -> None:
    path = chosen(project, number)
    path.rename(path.with_name(f"anders-{number}.md"))


def rename_and_keep_the_address(project: Project, number: int) -> None:
    path = project.content / "pages" / "over.md"
    if number % 2:
        path = project.content / "activities" / "samen-wandelen.md"
    if path.exists():
        slug = path.stem
        replace_line(path, "title:", f"slug: {slug}\ntitle: Blijft op zijn adres")
        path.rename(path.with_name(f"verhuisd-{number}.md"))
        cooking = project.content / "activities" / "samen-koken.md"
        with suppress(FileNotFoundError):
            words = cooking.read_text("utf-8")
            cooking.write_text(words.replace("activity:samen-wandelen", f"activity:verhuisd-{number}"), "utf-8")


def move_to_a_folder(project: Project, number: int) -> None:
    path = chosen(project, number)
    target = path.parent / "map" / path.name
    target.parent.mkdir(exist_ok=True)
    path.rename(target)


def label(project: Project, number: int) -> None:
    name = ("cost", "target-group", "verdict", "library-kind")[number % 4]
    path = project.content / "terms" / f"{name}.yaml"
    lines = path.read_text("utf-8").split("\n")
    where = next(index for index, line in enumerate(lines) if line.startswith("  nl:"))
    lines[where] = f"  nl: Label {number}"
    path.write_text("\n".join(lines), "utf-8")


def order_of_terms(project: Project, _number: int) -> None:
    path = project.content / "terms" / "rung.yaml"
    lines = [line for line in path.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    starts = [index for index, line in enumerate(lines) if not line.startswith(" ")]
    first, rest = lines[: starts[1]], lines[starts[1] :]
    path.write_text("\n".join([*rest, *first, ""]), "utf-8")


def template(project: Project, number: int) -> None:
    path = project.templates / ("base.html", "pages/home.html", "robots.txt")[number % 3]
    mark = f"# {number}\n" if path.suffix == ".txt" else f"{{% block b{number} %}}{{% endblock %}}\n"
    path.write_text(path.read_text("utf-8") + mark, "utf-8")


def words(project: Project, number: int) -> None:
    path = project.content / "messages" / "nl.toml"
    lines = path.read_text("utf-8").split("\n")
    path.write_text("\n".join(f'home = "Begin {number}"' if line.startswith("home =") else line for line in lines))


def style(project: Project, number: int) -> None:
    put(project.root, "assets/css/tokens.css", f":root {{ --rust: {number}; }}\n")


def setting(project: Project, number: int) -> None:
    lines = [
        'name = "Anders"\n',
        'base_url = "https://x.nl/kit/"\n',
        'languages = ["nl", "en"]\n',
        "",
        'contact = "a@b.nl"\n',
    ]
    put(project.root, "site.toml", lines[number % len(lines)])


def translation(project: Project, number: int) -> None:
    put(project.root, "site.toml", 'languages = ["nl", "en"]\n')
    written = text({"title": f"About {number}", "summary": "All about it."}, "[soup](example:soep)")
    put(project.root, "content/pages/over.en.md", written)


def picture(project: Project, number: int) -> None:
    path = chosen(project, number)
    put(path.parent, f"beeld-{number}.png", PNG + bytes([number % 256]))
    if number % 2:
        name, written = f"beeld-{number}.png", path.read_text("utf-8")
        row = f"pictures:\n- file: {name}\n  source: De buurt\n  licence: cc0\n  people: false\n"
        if name not in written:
            rows = row.removeprefix("pictures:\n") if "\npictures:\n" in written else row
            opening = "---\npictures:\n" if "\npictures:\n" in written else "---\n"
            put(path.parent, path.name, written.replace(opening, opening + rows, 1) + f"\n![Een tafel]({name})\n")


def other_bytes_in_a_picture(project: Project, number: int) -> None:
    for path in sorted(project.content.rglob("*.png"))[:1]:
        path.write_bytes(PNG + number.to_bytes(4, "big"))


def touch(project: Project, number: int) -> None:
    os.utime(chosen(project, number), (number, number))


def by_hand(project: Project, number: int) -> None:
    pages = sorted(project.output.rglob("*.html"))
    if pages:
        target = pages[number % len(pages)]
        if number % 2:
            target.unlink()
        else:
            target.write_text("met de hand")


def of_another(project: Project, number: int) -> None:
    if project.output.exists():
        put(project.output, f"van-mij/{number}.txt", "van mij")


def nothing(_project: Project, _number: int) -> None:
    pass


EDITS: tuple[Edit, ...] = (
    *(sentence, title, summary, link_to, broken_link, add, remove, rename, rename_and_keep_the_address),
    *(move_to_a_folder, label, order_of_terms, template, words, style, setting, translation, picture),
    *(other_bytes_in_a_picture, touch, by_hand, of_another, nothing),
)


def marks(folder: Path) -> dict[str, tuple[int, int]]:
    """By which it shows that a file was written: inode and time."""
    found = {path.relative_to(folder).as_posix(): path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (status.st_ino, status.st_mtime_ns) for path, status in found.items()}


def errors(outcome: Outcome) -> list[tuple[str, str, int]]:
    """What kept the site from being published."""
    found = outcome.report.in_order()
    return [(one.code, one.location.path, one.location.line) for one in found if one.code not in WARNINGS]


def from_nothing(project: Project, folder: Path) -> tuple[Outcome, dict[str, bytes]]:
    """What a build from nothing makes of the same sources."""
    for name in ("content", "templates", "assets"):
        shutil.copytree(project.root / name, folder / name)
    shutil.copy(project.settings, folder / "site.toml")
    other = Project.at(folder)
    return build(other), tree(other.output)


def check_edit(project: Project, aside: Path) -> None:
    """Builds after an edit, and holds what came of it to a build from nothing."""
    before, old = marks(project.output), tree(project.output)
    outcome = build(project)
    wanted, new = from_nothing(project, aside)
    assert errors(outcome) == errors(wanted)
    after, now = marks(project.output), tree(project.output)
    if outcome.failed:
        assert after == before
        return
    assert {path: data for path, data in now.items() if not path.startswith("van-mij/")} == new
    rewritten = {path for path in after.keys() & before.keys() if after[path] != before[path]}
    assert rewritten == {path for path in after.keys() & before.keys() if now[path] != old[path]}
    assert {*outcome.written} == (rewritten | (after.keys() - before.keys())) - {MANIFEST}
    assert build(project).written == []


def check_edits(edits: list[tuple[Edit, int]]) -> None:
    """A row of edits on a small site."""
    with tempfile.TemporaryDirectory() as folder:
        project = lay_project(Path(folder) / "project", MORE)
        assert not build(project).failed
        for step, (edit, number) in enumerate(edits):
            if texts(project):
                edit(project, number)
                check_edit(project, Path(folder) / f"nieuw-{step}")


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: str(edit.__name__))
def test_one_edit_gives_what_a_build_from_nothing_gives(edit: Edit) -> None:
    check_edits([(edit, 3)])


@pytest.mark.timeout(300)
@settings(max_examples=10)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 60)), min_size=2, max_size=3))
@example([(rename_and_keep_the_address, 1), (sentence, 0)])
@example([(broken_link, 0), (title, 5), (remove, 0)])
@example([(by_hand, 2), (of_another, 1), (by_hand, 3)])
@example([(translation, 1), (title, 3), (setting, 0), (setting, 2)])
@example([(picture, 1), (other_bytes_in_a_picture, 5), (move_to_a_folder, 0)])
def test_after_any_row_of_edits_the_site_is_what_a_build_from_nothing_makes(edits: list[tuple[Edit, int]]) -> None:
    check_edits(edits)
