"""Lays small sites out in a folder of their own, and compares what comes of them with what was pinned.

A site is made of layers: the repository's templates, styles, terms and words, then a folder of tests/golden,
then perhaps a folder with a mistake in it. What a layer may hold is told in tests/golden/README.md.
"""

from __future__ import annotations

import difflib
import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wijkverbinder import __version__, parallel, pipeline, route
from wijkverbinder.formats import show_problem
from wijkverbinder.model import Facts, Route
from wijkverbinder.outputs import OUTPUTS, Output
from wijkverbinder.pipeline import Outcome
from wijkverbinder.problems import Problem
from wijkverbinder.project import Project
from wijkverbinder.route import Plan
from wijkverbinder.views.desk import Desk, View

GOLDEN = Path(__file__).resolve().parent
ROOT = GOLDEN.parents[1]
MINIMAL, FULL = GOLDEN / "minimal", GOLDEN / "full"
LAYER = ("content", "templates", "assets", "overlays", "site.toml", "addresses.txt", "editions.toml")
"""What of a layer goes into the site as it is."""
FRAME = (
    "cite",
    "edition",
    "edition_day",
    "feed_link",
    "footer",
    "home",
    "images",
    "manifest",
    "navigation",
    "opensearch",
    "plan",
    "organisation",
    "print_style",
    "report",
    "repository",
    "running",
    "scripts",
    "site_name",
    "styles",
    "version",
    "worker",
)
"""What stands around every page."""
REAL_WORDS = ("address", "param")
"""Groups of words that stand in addresses, so that they are pinned as they are."""


def lay_out(target: Path, *layers: Path) -> Project:
    """A project of the repository's own templates, styles, terms and words, with layers over it."""
    for name in ("templates", "assets", "content/terms", "content/messages"):
        shutil.copytree(ROOT / name, target / name, dirs_exist_ok=True)
    for layer in layers:
        add_layer(target, layer)
    return Project.at(target)


def add_layer(target: Path, layer: Path) -> None:
    """Puts the files of a layer into a project: whole files, changes, what is removed, what is made large."""
    for name in LAYER:
        if (layer / name).is_dir():
            shutil.copytree(layer / name, target / name, dirs_exist_ok=True)
        elif (layer / name).exists():
            shutil.copy(layer / name, target / name)
    if (layer / "change.diff").exists():
        for path, changes in read_changes((layer / "change.diff").read_text("utf-8")):
            text = (target / path).read_text("utf-8")
            for before, after in changes:
                assert text.count(before) == 1, (
                    f"{layer.name}/change.diff: {path} does not hold exactly once:\n{before}"
                )
                text = text.replace(before, after)
            (target / path).write_text(text, "utf-8", newline="\n")
    for path in lines_of(layer / "removed.txt"):
        (target / path).unlink()
    for line in lines_of(layer / "padded.txt"):
        path, _, size = line.rpartition(" ")
        with (target / path).open("ab") as file:
            file.write(b" " * (int(size) - file.tell()))


def lines_of(file: Path) -> list[str]:
    """The lines of a file; none where it does not exist."""
    return file.read_text("utf-8").splitlines() if file.exists() else []


def read_changes(text: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A change.diff as file, and per hunk the lines before and after.

    The lines of a hunk are found by what they say: there are no line numbers that could go wrong.
    """
    for part in re.split(r"^--- ", text, flags=re.MULTILINE)[1:]:
        path, _, rest = part.partition("\n")
        hunks = [hunk.strip("\n").split("\n") for hunk in re.split(r"^@@.*$", rest, flags=re.MULTILINE)]
        yield path.strip(), [(side(hunk, "-"), side(hunk, "+")) for hunk in hunks if hunk != [""]]


def side(hunk: list[str], sign: str) -> str:
    """The lines of a hunk as they are before (``-``) or after (``+``)."""
    return "".join(f"{line[1:]}\n" for line in hunk if line[:1] in {sign, " ", ""})


def with_keys_for_words(project: Project) -> None:
    """Every word of the interface becomes its own name and values, so that rewording breaks no pinned view."""
    for file in (project.content / "messages").glob("*.toml"):
        table = tomllib.loads(file.read_text("utf-8"))
        keyed = {name: text if name in REAL_WORDS else _keyed(text, name) for name, text in table.items()}
        file.write_text(toml_text(keyed), "utf-8")


def _keyed(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {inner: _keyed(text, f"{name}.{inner}") for inner, text in value.items()}
    return " ".join([f"‹{name}›", *re.findall(r"\{[a-z]+\}", str(value))])


def toml_text(table: Mapping[str, Any]) -> str:
    """A table of texts and tables of texts as TOML."""
    return "".join(f"{json.dumps(name)} = {_inline(value)}\n" for name, value in table.items())


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {_inline(inner)}" for name, inner in value.items()) + "}"
    return json.dumps(str(value), ensure_ascii=False)


def report(outcome: Outcome, language: str = "nl") -> str:
    """All problems as an editor meets them."""
    return "".join(f"{show_problem(found, language)}\n" for found in outcome.report.in_order())


@dataclass(frozen=True)
class Laid:
    """What a site will hold: its routes, and the view of every page."""

    routes: tuple[Route, ...]
    views: dict[str, View]


def lay_views(project: Project, monkeypatch: pytest.MonkeyPatch) -> Laid:
    """Checks a project, and notes on the way what every page is to show."""
    views: dict[str, View] = {}
    plans: list[Plan] = []

    def noting(output: Output) -> Output:
        def view(facts: Facts, desk: Desk) -> View:
            views[desk.path] = output.view(facts, desk)
            return views[desk.path]

        return output._replace(view=view)

    plan_routes = route.plan_routes

    def noting_plan(*arguments: Any) -> tuple[Plan, list[Problem]]:
        plan, problems = plan_routes(*arguments)
        plans.append(plan)
        return plan, problems

    with monkeypatch.context() as patch:
        patch.setattr(parallel, "LEAST", 10**9)  # what a second process notes would be lost
        for name, output in OUTPUTS.items():
            patch.setitem(OUTPUTS, name, noting(output))
        patch.setattr(route, "plan_routes", noting_plan)
        assert not report(pipeline.check(project))
    return Laid(plans[0].routes, views)


def plan_as_text(routes: tuple[Route, ...]) -> str:
    """The table of routes, a line each: path, language, view, and whom it shows."""
    lines = [(route.path, route.language, route.view, str(route.subject or route.argument)) for route in routes]
    rows = [(path, language, view, subject.replace("\n", " ")) for path, language, view, subject in lines]
    short = [(*row[:3], "…" if len(row[3]) > 60 else row[3]) for row in rows]
    wide = [max(len(row[column]) for row in short) for column in range(3)]
    return "".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:3], wide, strict=True)), row[3]]).rstrip() + "\n"
        for row in short
    )


def view_as_text(view: Mapping[str, Any]) -> str:
    """A view as JSON to read.

    Left out are fingerprints of files and the version, which change often; what stands around every page is
    pinned for home alone; an entry that is shown again stands as its name; and a language is named where it is
    not that of the page.
    """
    kept = {name: value for name, value in view.items() if view["view"] == "home" or name not in FRAME}
    text = json.dumps(_shorter(kept, set()), ensure_ascii=False, indent=1, sort_keys=True)
    return (
        re.sub(r"\.[0-9a-f]{8}\.", ".<digest>.", text)
        .replace(f'"{__version__}"', '"<version>"')
        .replace(f" {__version__} ", " <version> ")
        + "\n"
    )


def _shorter(value: Any, seen: set[str]) -> Any:
    if isinstance(value, list):
        return [_shorter(item, seen) for item in value]
    if not isinstance(value, Mapping):
        return value
    whole = json.dumps(value, sort_keys=True)
    if "ref" in value and whole in seen:
        return f"= {value['ref']}"
    seen.add(whole)
    here = [name for name in sorted(value) if not (name in {"lang", "dir"} and value[name] == "")]
    return {name: _shorter(value[name], seen) for name in here}


def hold(made: str, pinned: Path, *, renew: bool) -> None:
    """Compares with the pinned file; renews it when that was asked for."""
    if renew:
        pinned.parent.mkdir(parents=True, exist_ok=True)
        pinned.write_text(made, "utf-8", newline="\n")
        return
    expected = pinned.read_text("utf-8") if pinned.exists() else ""
    if made == expected:
        return
    shown = pinned.relative_to(GOLDEN).as_posix()
    lines = difflib.unified_diff(expected.splitlines(), made.splitlines(), f"{shown} (pinned)", "now", lineterm="")
    pytest.fail(
        "\n".join([*lines, "", "Is this what you meant? tests/golden/README.md tells how to renew."]), pytrace=False
    )


def snapshot(folder: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """Every file and folder below a folder with its inode, times and bytes: equal means that nobody touched it."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_ino,
            path.stat().st_mtime_ns,
            path.stat().st_ctime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in [folder, *sorted(folder.rglob("*"))]
    }
