"""The table of floors in docs/architecture.md is what the code does: imports go downward, few touch the disk."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wijkverbinder"

STAGES = {"read", "validate", "link", "route", "check", "publish", "render", "assets"}
LENT = {"read": {"walk_files", "stamps_in", "stamp_of", "digest_of", "read_text", "read_own"}, "link": {"Site"}}
"""What stages take from another: the tools for files that `read` lends, and one type."""

DISK = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "rename", "unlink", "rmtree", "rmdir"),
    *("glob", "rglob", "iterdir", "scandir", "walk", "stat", "lstat", "exists", "lexists", "is_dir", "is_file"),
    *("copy", "copy2", "copytree", "move", "touch", "resolve", "symlink_to", "link", "replace"),
}
"""Names of functions that reach the disk, when they are called on a path, on os or on shutil."""

NOT_THE_DISK = {
    ("replace", 2),  # of a text
    ("replace", 1),  # of a dataclass
    ("copy", 0),
    ("resolve", 2),  # our own, of links
}

NEEDS_NOTHING = {"bootstrap_words", "bootstrap", "environment", "parcel.verify", "parcel.update"}
"""What stands beside the floors runs before anything is installed, or where nothing of ours is."""


@cache
def floors() -> dict[str, tuple[int, ...]]:
    """The modules of the table, each with its place: floor, and order on it."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    section = text.partition("\n## Floors\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?:(\d)|(beside))[^|]*\|(.*)\|$", section, re.MULTILINE)
    return {
        name: (int(floor or -1), order)
        for floor, _, names in rows
        for order, name in enumerate(re.findall(r"`([a-z0-9_.]+)`", names))
    }


@cache
def modules() -> dict[str, Path]:
    """Every module of the package, by its name without the package's."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name or "__init__"] = file
    return found


def imports(name: str) -> Iterator[tuple[str, str]]:
    """The modules of ours that a module imports anywhere in it, with the name that it takes."""
    for node in ast.walk(ast.parse(modules()[name].read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == PACKAGE.name:
            inner = (node.module or "").partition(".")[2]
            for alias in node.names:
                whole = f"{inner}.{alias.name}" if inner else alias.name
                yield (whole, "") if whole in modules() else (inner or "__init__", alias.name)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports are written from the top"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                assert not alias.name.startswith(PACKAGE.name), f"{name}: write from wijkverbinder… import …"


def test_the_table_names_every_module_once() -> None:
    assert sorted(floors()) == sorted(modules())


def test_a_module_imports_only_what_stands_before_it() -> None:
    wrong = []
    for name, (floor, order) in floors().items():
        for other, _ in imports(name):
            other_floor, other_order = floors()[other]
            beside = -1 in {floor, other_floor}
            if not beside and (other_floor, other_order) >= (floor, order):
                wrong.append(f"{name} imports {other}")
    assert not wrong


def test_what_runs_before_anything_is_installed_needs_nothing_of_the_floors() -> None:
    assert {name for name, (floor, _) in floors().items() if floor == -1} == NEEDS_NOTHING
    for name in NEEDS_NOTHING:
        assert {other for other, _ in imports(name)} <= NEEDS_NOTHING | {"__init__"}, name
        tree = ast.parse(modules()[name].read_text("utf-8"))
        names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        outside = {found.split(".")[0] for found in names} - sys.stdlib_module_names - {PACKAGE.name}
        assert outside <= {"pip", "verify"}, name
    borrowers = {name for name in modules() for other, _ in imports(name) if other in NEEDS_NOTHING} - NEEDS_NOTHING
    assert borrowers <= {"testing", "cli"}


def test_no_stage_imports_a_stage() -> None:
    wrong = [
        f"{name} takes {taken or other} from {other}"
        for name in STAGES
        for other, taken in imports(name)
        if other in STAGES and taken not in LENT.get(other, set())
    ]
    assert not wrong


def test_views_know_no_template_and_render_knows_no_content() -> None:
    for name in modules():
        outside = {found.split(".")[0] for found in packages_of(name)}
        if name.startswith("views"):
            assert outside <= {"markupsafe"}, name
        elif "jinja2" in outside:
            assert name in {"render", "render.quick"}
    assert {other for other, _ in imports("render")} <= {"i18n", "render.quick"}


def test_only_these_modules_touch_the_disk() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    told = re.search(r"^Few touch the disk:(.*?)\n\n", text, re.MULTILINE | re.DOTALL)
    assert told, "docs/architecture.md no longer says who touches the disk"
    allowed = set(re.findall(r"`([a-z0-9_.]+)`", told.group(1)))
    below_commands = {name for name, (floor, _) in floors().items() if floor in range(5)}
    touching = {name for name in below_commands if calls_to_disk(name)}
    assert touching == allowed & below_commands
    assert allowed <= below_commands


def test_below_the_commands_nobody_asks_for_the_time_the_environment_or_a_terminal() -> None:
    for name, (floor, _) in floors().items():
        if floor in range(5):
            source = modules()[name].read_text("utf-8")
            for sign in ("os.environ", "getenv", "import time", "datetime.now", "date.today", "print(", "isatty"):
                assert sign not in source, f"{name}: {sign}"


def packages_of(name: str) -> Iterator[str]:
    """Every package that a module imports, not for its types alone."""
    for node in ast.walk(ast.parse(modules()[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] not in sys.stdlib_module_names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            top = node.module.split(".")[0]
            if top not in sys.stdlib_module_names and top != PACKAGE.name:
                yield node.module


def calls_to_disk(name: str) -> set[str]:
    """The calls of a module that reach the disk."""
    found = set()
    for node in ast.walk(ast.parse(modules()[name].read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"open", "TemporaryDirectory"}
        ):
            found.add(node.func.id)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called, count = node.func.attr, len(node.args) + len(node.keywords)
            on_text = (called, count) in NOT_THE_DISK and not of_module(node.func.value, {"os", "shutil"})
            if (called in DISK or called == "open") and not on_text:
                found.add(called)
    return found


def of_module(node: ast.expr, names: set[str]) -> bool:
    """Whether an expression is one of these modules."""
    return isinstance(node, ast.Name) and node.id in names
