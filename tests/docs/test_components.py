"""Every component that the templates use has named examples, and there is no component that nobody uses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tools.components import FOLDER, PAGE, ROOT

TEMPLATES = ROOT / "templates"
MACRO = re.compile(r"{% macro (\w+)\(")
IMPORT = re.compile(r'{% from "components/([\w-]+)\.html" import ([^%]+) %}')


def used(files: list[Path]) -> set[tuple[str, str]]:
    """The components that templates take from a file, with the file."""
    return {
        (file, name.strip())
        for path in files
        for file, names in IMPORT.findall(path.read_text("utf-8"))
        for name in names.split(",")
    }


def test_every_component_in_use_has_an_example() -> None:
    shown = {
        (file.stem, name)
        for file in FOLDER.glob("*.toml")
        for example in tomllib.loads(file.read_text("utf-8"))["example"]
        for name in re.findall(r"\bc\.(\w+)\(", example["use"])
    }
    assert used([*TEMPLATES.rglob("*.html")]) - shown == set()


def test_no_component_is_left_that_nothing_uses() -> None:
    in_use = used([*TEMPLATES.rglob("*.html")])
    for file in sorted((TEMPLATES / "components").glob("*.html")):
        text = file.read_text("utf-8")
        for name in MACRO.findall(text):
            assert (file.stem, name) in in_use or text.count(f"{name}(") > 1, f"{file.name}: {name}"


def test_names_are_unique_and_every_style_of_a_component_is_shown() -> None:
    text = (ROOT / PAGE).read_text("utf-8")
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    style = (FOLDER / "style.css").read_text("utf-8")
    components = {path.name for path in (ROOT / "assets" / "css" / "components").glob("*.css")}
    assert components - set(re.findall(r"components/([\w-]+\.css)", style)) == {"frame.css"}  # main.css has it
