"""What people take along: a whole copy that can be held against its list, and the step to a newer one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from wijkverbinder.parcel import (
    ABOUT,
    SUMS,
    Edition,
    Files,
    NoParcel,
    as_zip,
    from_zip,
    sums_of,
    update_of,
    whole_copy,
)

OLD = Edition("De Proefwijk", "1.0.0", "2026-01-31")
NEW = Edition("De Proefwijk", "1.1.0", "2026-06-30")
LICENCES = {"LICENTIE-CODE.txt": b"EUPL", "LICENTIE-TEKSTEN.txt": b"CC BY"}
BEFORE: Files = {
    "index.html": b"<h1>Begin</h1>",
    "fasen/in-rust.html": b"<h1>In <b>rust</b></h1>",
    "oud/weg.html": b"<h1>Weg &amp; klaar</h1>",
    "assets/style.1.css": b"a{}",
}
AFTER: Files = {
    "index.html": b"<h1>Begin</h1><p>Nieuw",
    "fasen/in-rust.html": b"<h1>In <b>rust</b></h1>",
    "nieuw/erbij.html": "<h1>Erbij: één</h1>".encode(),
    "assets/style.2.css": b"b{}",
}


def lay(folder: Path, files: Files) -> Path:
    """Files on disk, as who unpacks a zip has them."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def run(script: Path, *words: str, language: str = "nl_NL.UTF-8") -> tuple[int, str]:
    """The exit code of a script that stands alone, and all that it said."""
    environ = {"PATH": os.environ["PATH"], "LANG": language, "PYTHONDONTWRITEBYTECODE": "1"}
    command = (
        [sys.executable, "-I", str(script), *words]
        if script.name == "verify.py"
        else [sys.executable, str(script), *words]
    )
    done = subprocess.run(command, env=environ, capture_output=True, check=False, encoding="utf-8", timeout=60)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def old() -> dict[str, bytes]:
    """The copy that people have."""
    return whole_copy(BEFORE, LICENCES, OLD)


@pytest.fixture
def new() -> dict[str, bytes]:
    """The copy that they want."""
    return whole_copy(AFTER, LICENCES, NEW)


@pytest.fixture
def pack(tmp_path: Path, old: dict[str, bytes], new: dict[str, bytes]) -> Path:
    """The unpacked step from the one to the other."""
    return lay(tmp_path / "pakket", update_of(old, new, NEW))


def test_a_copy_is_whole_and_says_which_edition_it_is(tmp_path: Path, old: dict[str, bytes]) -> None:
    folder = lay(tmp_path / "kopie", old)
    code, said = run(folder / "verify.py")
    assert code == 0
    assert f"Compleet en ongewijzigd: {len(old) - 1} bestanden." in said
    assert "De Proefwijk 1.0.0, uitgave van 2026-01-31, " in said


def test_the_system_s_own_tool_reads_the_list_too(tmp_path: Path, old: dict[str, bytes]) -> None:
    if not shutil.which("sha256sum"):
        pytest.skip("no sha256sum on this system")
    folder = lay(tmp_path / "kopie", old)
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=folder, check=True, timeout=60)


@pytest.mark.parametrize(
    "path", ["site/index.html", "site/assets/style.1.css", "verify.py", "versie.json", "begin.html"]
)
def test_one_altered_byte_is_found_and_named(tmp_path: Path, old: dict[str, bytes], path: str) -> None:
    folder = lay(tmp_path / "kopie", old)
    lay(tmp_path / "gaaf", {"verify.py": old["verify.py"]})
    data = bytearray(old[path])
    data[-1] ^= 1
    (folder / path).write_bytes(data)
    code, said = run(tmp_path / "gaaf" / "verify.py", str(folder))
    assert code == 1
    assert f"veranderd: {path}" in said.splitlines()


def test_a_missing_file_is_named_and_one_of_another_is_only_told(tmp_path: Path, old: dict[str, bytes]) -> None:
    folder = lay(tmp_path / "kopie", old)
    lay(folder, {"site/foto.jpg": b"x"})
    code, said = run(folder / "verify.py", language="en_GB.UTF-8")
    assert code == 0
    assert "not part of it: site/foto.jpg" in said
    (folder / "site" / "index.html").unlink()
    code, said = run(folder / "verify.py")
    assert code == 1
    assert "ontbreekt: site/index.html" in said


def test_where_there_is_no_copy_there_is_a_sentence(tmp_path: Path, old: dict[str, bytes]) -> None:
    lay(tmp_path / "los", {"verify.py": old["verify.py"]})
    assert run(tmp_path / "los" / "verify.py")[0] == 2


def test_the_same_files_give_the_same_zip_in_any_order(old: dict[str, bytes]) -> None:
    one = as_zip(old, OLD.stem, OLD.date)
    assert one == as_zip(dict(reversed(old.items())), OLD.stem, OLD.date)


def test_a_zip_unpacks_into_one_folder_with_a_page_to_start_with(tmp_path: Path, old: dict[str, bytes]) -> None:
    (tmp_path / "kopie.zip").write_bytes(as_zip(old, OLD.stem, OLD.date))
    with zipfile.ZipFile(tmp_path / "kopie.zip") as archive:
        archive.extractall(tmp_path)
    assert tree(tmp_path / OLD.stem) == old
    assert b'href="site/index.html"' in old["begin.html"]
    assert from_zip(tmp_path / "kopie.zip") == old


def test_a_copy_that_was_squeezed_again_with_something_beside_it_is_still_one(
    tmp_path: Path, old: dict[str, bytes]
) -> None:
    with zipfile.ZipFile(tmp_path / "kopie.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(".DS_Store", b"x")
        archive.mkdir("kopie/site")
        for path, data in old.items():
            archive.writestr(f"kopie/{path}", data)
    assert from_zip(tmp_path / "kopie.zip") == old


@pytest.mark.parametrize("harm", ["geen zip", "geen lijst", "een bit"])
def test_a_zip_that_is_no_copy_of_ours_is_refused(tmp_path: Path, old: dict[str, bytes], harm: str) -> None:
    data = as_zip({"a.txt": b"a"} if harm == "geen lijst" else old, OLD.stem, OLD.date)
    if harm == "een bit":
        data = data.replace(b"<h1>Begin</h1>", b"<h1>begin</h1>")
    (tmp_path / "x.zip").write_bytes(b"hallo" if harm == "geen zip" else data)
    with pytest.raises(NoParcel):
        from_zip(tmp_path / "x.zip")


def _changed(old: Files, path: str, data: bytes) -> Files:
    """A copy with another file in it, and a list that says so."""
    files = {name: kept for name, kept in old.items() if name != SUMS} | {path: data}
    return files | {SUMS: sums_of(files).encode()}


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (ABOUT, b'{"version": "x/../../uit"}'),
        (ABOUT, b'{"version": ""}'),
        (ABOUT, b'{"version": "' + b"1" * 41 + b'"}'),
        (ABOUT, b'{"version": ["1.0"]}'),
        (ABOUT, b'{"name": "Wijk"}'),
        (ABOUT, b'["1.0"]'),
        (ABOUT, b"geen gegevens"),
        (ABOUT, b"\xff"),
        ("../uit.html", b"buiten de map"),
        ("/uit.html", b"buiten de map"),
        ("site/..\\uit.html", b"buiten de map"),
    ],
)
def test_a_zip_that_says_what_no_copy_of_ours_says_is_refused(
    tmp_path: Path, old: dict[str, bytes], path: str, data: bytes
) -> None:
    (tmp_path / "x.zip").write_bytes(as_zip(_changed(old, path, data), OLD.stem, OLD.date))
    with pytest.raises(NoParcel):
        from_zip(tmp_path / "x.zip")


@pytest.mark.parametrize(
    ("at", "value"), [(6, 0x01), (8, 99)], ids=["with a password", "squeezed in a way that nobody knows"]
)
def test_a_zip_that_can_not_be_opened_is_refused(tmp_path: Path, old: dict[str, bytes], at: int, value: int) -> None:
    data = bytearray(as_zip(old, OLD.stem, OLD.date))
    # The head of each file stands before it, and once more in the list at the end, two bytes further on.
    for sign, offset in ((b"PK\3\4", at), (b"PK\1\2", at + 2)):
        for found in re.finditer(re.escape(sign), bytes(data)):
            data[found.start() + offset] = value
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(NoParcel):
        from_zip(tmp_path / "x.zip")


def test_a_list_that_is_no_text_is_refused(tmp_path: Path, old: dict[str, bytes]) -> None:
    (tmp_path / "x.zip").write_bytes(as_zip(old | {SUMS: b"\xff"}, OLD.stem, OLD.date))
    with pytest.raises(NoParcel):
        from_zip(tmp_path / "x.zip")


def test_an_update_gives_exactly_the_newer_copy(
    tmp_path: Path, pack: Path, new: dict[str, bytes], old: dict[str, bytes]
) -> None:
    folder = lay(tmp_path / "kopie", old)
    code, said = run(pack / "update.py", str(folder))
    assert (code, tree(folder)) == (0, new)
    assert not (folder / "site" / "oud").exists()
    assert "2 weggehaald" in said
    assert run(folder / "verify.py")[0] == 0


def test_an_update_holds_only_what_differs(pack: Path) -> None:
    sent = {path.removeprefix("bestanden/site/") for path in tree(pack) if path.startswith("bestanden/site/")}
    assert sent == {"index.html", "nieuw/erbij.html", "assets/style.2.css"}


def test_the_page_of_an_update_names_pages_by_their_titles(pack: Path) -> None:
    page = (pack / "nieuw.html").read_text("utf-8")
    assert "van versie 1.0.0 naar versie 1.1.0" in page
    for line in (
        "<h2>Nieuwe pagina’s (1)</h2>\n<ul>\n<li>Erbij: één</li>",
        "<li>Weg &amp; klaar</li>",
        "<li>Begin</li>",
    ):
        assert line in page


def test_an_update_run_twice_changes_nothing_the_second_time(
    tmp_path: Path, pack: Path, old: dict[str, bytes]
) -> None:
    folder = lay(tmp_path / "kopie", old)
    assert run(pack / "update.py", str(folder))[0] == 0
    before = tree(folder)
    code, said = run(pack / "update.py", str(folder))
    assert (code, tree(folder)) == (0, before)
    assert "al bijgewerkt" in said


@pytest.mark.parametrize("done", range(1, 7))
def test_an_update_that_was_broken_off_can_be_run_again(
    tmp_path: Path, pack: Path, old: dict[str, bytes], new: dict[str, bytes], done: int
) -> None:
    folder = lay(tmp_path / "kopie", old)
    steps = [path for path in sorted({*old, *new}) if old.get(path) != new.get(path) and path != SUMS]
    for path in steps[:done]:
        if path in new:
            lay(folder, {path: new[path]})
        else:
            (folder / path).unlink()
    lay(folder, {"site/index.html.bijwerken": b"half"})
    assert run(pack / "update.py", str(folder))[0] == 0
    assert tree(folder) == new


def test_another_copy_is_refused_and_stays_as_it_was(tmp_path: Path, pack: Path, old: dict[str, bytes]) -> None:
    folder = lay(tmp_path / "kopie", old)
    (folder / "site" / "fasen" / "in-rust.html").write_bytes(b"door iemand veranderd")
    before = tree(folder)
    code, said = run(pack / "update.py", str(folder))
    assert (code, tree(folder)) == (1, before)
    assert "site/fasen/in-rust.html" in said
    shutil.rmtree(folder)
    other = lay(tmp_path / "kopie", whole_copy({"index.html": b"iets anders"}, LICENCES, OLD))
    before = tree(other)
    assert (run(pack / "update.py", str(other))[0], tree(other)) == (1, before)


def test_what_someone_else_put_in_a_copy_stays(tmp_path: Path, pack: Path, old: dict[str, bytes]) -> None:
    folder = lay(lay(tmp_path / "kopie", old), {"site/eigen.html": b"van de wijk"})
    code, said = run(pack / "update.py", str(folder))
    assert code == 0
    assert "site/eigen.html is niet van ons" in said
    assert (folder / "site" / "eigen.html").read_bytes() == b"van de wijk"


def test_a_damaged_pack_changes_nothing(tmp_path: Path, pack: Path, old: dict[str, bytes]) -> None:
    folder = lay(tmp_path / "kopie", old)
    (pack / "bestanden" / "site" / "index.html").write_bytes(b"stuk")
    assert (run(pack / "update.py", str(folder))[0], tree(folder)) == (1, old)


@pytest.mark.parametrize("words", [(), ("nergens",), ("a", "b")])
def test_without_a_folder_there_is_a_sentence(pack: Path, words: tuple[str, ...]) -> None:
    code, said = run(pack / "update.py", *words)
    assert code == 2
    assert "python3 update.py MAP" in said
