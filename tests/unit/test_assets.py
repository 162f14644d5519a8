"""Styles, scripts and images: one stylesheet, names that change with the bytes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.small import ROOT, put
from wijkverbinder.assets import bundle_style, picture_path, read_assets


def lay(folder: Path, *, style: str = "a { color: red; }\n") -> None:
    """A few assets."""
    put(folder, "css/main.css", '@layer base;\n@import "base.css" layer(base);\n')
    put(folder, "css/base.css", style)
    put(folder, "css/print.css", "@media print { b { color: black; } }\n")
    put(folder, "css/views/plan.css", "/* A page alone. */\nb { color: red; }\n")
    put(folder, "js/filter.js", "(function () {})();\n")
    put(folder, "images/favicon.svg", "<svg/>")
    put(folder, "images/deur/open.svg", "<svg></svg>")


def test_every_asset_has_its_digest_in_its_name(tmp_path: Path) -> None:
    lay(tmp_path)
    assets = read_assets(tmp_path)
    assert {*assets.files} == {*assets.styles.values(), *assets.scripts.values(), *assets.images.values()}
    assert all(re.fullmatch(r"assets/[a-z-]+\.[0-9a-f]{8}\.(css|js|svg)", path) for path in assets.files)
    assert {*assets.styles} == {"main", "plan", "print"}
    assert {*assets.scripts} == {"filter"}
    assert {*assets.images} == {"favicon", "deur/open"}


def test_a_changed_style_changes_the_names_of_the_files_that_hold_it(tmp_path: Path) -> None:
    lay(tmp_path)
    before = read_assets(tmp_path)
    lay(tmp_path, style="a { color: blue; }\n")
    after = read_assets(tmp_path)
    assert before.styles["main"] != after.styles["main"]
    assert before.styles["plan"] != after.styles["plan"]
    assert before.styles["print"] == after.styles["print"]
    assert (before.scripts, before.images) == (after.scripts, after.images)


def test_imports_stand_in_their_layer_in_the_order_of_the_main_file(tmp_path: Path) -> None:
    lay(tmp_path)
    assert bundle_style(tmp_path / "css" / "main.css") == "@layer base;@layer base{a{color:red}}"


def test_line_ends_of_other_systems_give_the_same_style(tmp_path: Path) -> None:
    lay(tmp_path / "a")
    lay(tmp_path / "b")
    for file in (tmp_path / "b" / "css").rglob("*.css"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert bundle_style(tmp_path / "a" / "css" / "main.css") == bundle_style(tmp_path / "b" / "css" / "main.css")


def test_a_style_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    lay(tmp_path)
    (tmp_path / "css" / "base.css").unlink()
    with pytest.raises(FileNotFoundError):
        read_assets(tmp_path)


def test_a_picture_keeps_its_name_and_gets_its_digest() -> None:
    assert picture_path("activities/2026/tafel.jpg", "0123456789abcdef") == "assets/tafel.01234567.jpg"


def test_our_own_styles_leave_no_import_behind() -> None:
    assets = read_assets(ROOT / "assets")
    for path in assets.styles.values():
        assert b"@import" not in assets.files[path], path


def test_comments_and_needless_space_stay_behind(tmp_path: Path) -> None:
    put(tmp_path, "css/main.css", '/* Why\n   so. */\n@import "base.css" layer(base);\n')
    put(tmp_path, "css/base.css", "/* One. */\na > b {\n  color: red; /* two */\n\n  margin: 0;\n}\n")
    assert bundle_style(tmp_path / "css" / "main.css") == "@layer base{a>b{color:red;margin:0}}"


@pytest.mark.parametrize(
    "kept",
    [
        'a::before{content:" : ; { } , "}',
        "a :is(b,c) + e ~ f{color:red}",
        "a{width:calc(1px + 2 * var(--x) - 3px)}",
        "@media (min-width:1px) and (hover){a{color:red}}",
    ],
)
def test_space_that_means_something_stays(tmp_path: Path, kept: str) -> None:
    lay(tmp_path, style=kept)
    assert kept in bundle_style(tmp_path / "css" / "main.css")


def test_a_style_of_one_view_is_as_lean_as_the_shared_one(tmp_path: Path) -> None:
    lay(tmp_path)
    assets = read_assets(tmp_path)
    assert assets.files[assets.styles["plan"]].endswith(b"@layer base{a{color:red}}@layer pages{b{color:red}}")


def test_a_view_brings_along_the_components_that_it_shows(tmp_path: Path) -> None:
    lay(tmp_path)
    put(tmp_path, "css/components/door.css", "i { color: red; }\n")
    put(tmp_path, "css/views/plan.css", '@import "../components/door.css" layer(components);\n\nb { color: red; }\n')
    assets = read_assets(tmp_path)
    style = assets.files[assets.styles["plan"]]
    assert style.endswith(b"@layer components{i{color:red}}@layer pages{b{color:red}}")
    assert b"i{" not in assets.files[assets.styles["main"]]


def test_no_style_of_ours_holds_text_that_looks_like_a_comment() -> None:
    for file in sorted((ROOT / "assets" / "css").rglob("*.css")):
        texts = re.findall(r'"[^"\n]*"', re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL))
        assert not [text for text in texts if "/*" in text], file.name


def test_a_script_goes_out_without_its_comments_and_indents_and_a_vendored_one_as_it_is(tmp_path: Path) -> None:
    lay(tmp_path)
    text = '/* Why\n   so. */\n(() => {\n  // One.\n  const a = "// no";\n\n  /** Two. */\n  b(a); // three\n})();\n'
    put(tmp_path, "js/plan.js", text)
    put(tmp_path, "js/vendor/other.js", text)
    assets = read_assets(tmp_path)
    lean = b'(() => {\nconst a = "// no";\n\nb(a); // three\n})();\n'
    assert assets.files[assets.scripts["plan"]] == lean
    assert assets.files[assets.scripts["vendor/other"]] == text.encode()


def test_no_script_of_ours_holds_text_of_more_lines() -> None:
    for file in sorted((ROOT / "assets" / "js").glob("*.js")):
        for line in file.read_text("utf-8").splitlines():
            assert line.lstrip().startswith(("*", "/*", "//")) or line.count("`") % 2 == 0, f"{file.name}: {line}"


def test_every_value_that_a_style_asks_for_is_set_in_some_style() -> None:
    remarks = re.compile(r"/\*.*?\*/", re.DOTALL)
    files = sorted((ROOT / "assets" / "css").rglob("*.css"))
    styles = {file: remarks.sub("", file.read_text("utf-8")) for file in files}
    known = set(re.findall(r"(--[\w-]+)\s*:", "".join(styles.values())))
    asked = {(file.name, name) for file, text in styles.items() for name in re.findall(r"var\((--[\w-]+)\)", text)}
    assert not {(file, name) for file, name in asked if name not in known}


def test_no_style_asks_of_a_whole_page_what_is_in_it() -> None:
    """`html:has(…)` is asked again with each element that comes or goes: it cost the filter 4 ms a choice."""
    styles = [path for path in (ROOT / "assets" / "css").rglob("*.css") if path.name != "print.css"]
    wide = re.compile(r"(?:^|[\s,}])(?:html|:root|body|main)?:has\(", re.MULTILINE)
    assert [path.name for path in styles if wide.search(path.read_text("utf-8"))] == []
    assert wide.search("html:has(.news) {")
