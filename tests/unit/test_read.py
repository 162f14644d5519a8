"""Files on disk: what is a text, what is a picture, and what is neither."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.small import PNG, photo, put
from wijkverbinder.model import Look, Ref, Stamp
from wijkverbinder.pictures import DRAWING_LIMIT, PHOTO_LIMIT
from wijkverbinder.problems import Problem
from wijkverbinder.read import OUTSIDE, TEXT_LIMIT, digest_of, read_sources, read_text, stamp_of, walk_files
from wijkverbinder.text import LONGEST_NAME

LANGUAGES = ("nl", "en")
LINKS = pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="the disk knows no links")


def codes(problems: list[Problem]) -> list[tuple[str, str, int]]:
    """What is wrong, and where."""
    return [(found.code, found.location.path, found.location.line) for found in problems]


def fault(tmp_path: Path, path: str, data: str | bytes) -> tuple[str, str, int]:
    """The one thing that is wrong with one file."""
    put(tmp_path, path, data)
    reading = read_sources(tmp_path, LANGUAGES)
    assert not reading.sources
    assert not reading.pictures
    (found,) = codes(reading.problems)
    return found


def test_a_name_says_kind_slug_and_language(tmp_path: Path) -> None:
    put(tmp_path, "activities/dialoog.md", "a")
    put(tmp_path, "activities/dialoog.en.md", "b")
    put(tmp_path, "activities/2026/samen-eten.md", "c")
    put(tmp_path, "library/x1.md", "d")
    reading = read_sources(tmp_path, LANGUAGES)
    assert [(source.ref, source.language, source.path) for source in reading.sources] == [
        (Ref("activity", "samen-eten"), "nl", "activities/2026/samen-eten.md"),
        (Ref("activity", "dialoog"), "en", "activities/dialoog.en.md"),
        (Ref("activity", "dialoog"), "nl", "activities/dialoog.md"),
        (Ref("library", "x1"), "nl", "library/x1.md"),
    ]
    assert reading.sources[0].digest == digest_of(b"c")
    assert not reading.problems


@pytest.mark.parametrize("name", ["Dialoog.md", "samen eten.md", "é.md", "-a.md", "a_b.md", ".md", "a--b.md"])
def test_a_name_that_cannot_be_an_address_is_told(tmp_path: Path, name: str) -> None:
    path = f"activities/{name}"
    if name.startswith("."):
        put(tmp_path, path, "x")
        assert codes(read_sources(tmp_path, LANGUAGES).problems) == [("no-content", "content", 0)]
    else:
        assert fault(tmp_path, path, "x") == ("file-name", path, 0)


@pytest.mark.skipif(os.name == "nt", reason="there no such file can be made")
@pytest.mark.parametrize(
    "path", ["con.md", "nul.en.md", "com1.png", "aux.foto.svg", "lpt9/dialoog.md", "Prn/foto.png"]
)
def test_a_name_that_windows_keeps_for_itself_is_told(tmp_path: Path, path: str) -> None:
    assert fault(tmp_path, f"activities/{path}", PNG) == ("name-reserved", f"activities/{path}", 0)


@pytest.mark.parametrize("name", ["contact.md", "com10.md", "auxiliair.md", "con-1.md", "com.md", "nullijn.en.md"])
def test_a_name_that_only_begins_so_is_fine(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"activities/{name}", "x")
    assert not read_sources(tmp_path, LANGUAGES).problems


@pytest.mark.parametrize("ending", [".md", ".en.md", ".png"])
def test_a_name_to_which_nothing_can_be_added_is_told(tmp_path: Path, ending: str) -> None:
    path = f"activities/{'a' * (LONGEST_NAME + 1)}{ending}"
    assert fault(tmp_path, path, PNG) == ("name-too-long", path, 0)
    put(tmp_path, path, None)
    put(tmp_path, f"activities/{'a' * LONGEST_NAME}{ending}", PNG if ending == ".png" else "x")
    assert "name-too-long" not in [found.code for found in read_sources(tmp_path, LANGUAGES).problems]


@pytest.mark.parametrize(
    "name", ["dialoog.fr.md", "dialoog.nl.md", "dialoog.en.en.md", "dialoog..md", "dialoog.EN.md"]
)
def test_a_language_that_the_site_does_not_have_is_told(tmp_path: Path, name: str) -> None:
    found = fault(tmp_path, f"activities/{name}", "x")
    assert found in {("unknown-language", f"activities/{name}", 0), ("file-name", f"activities/{name}", 0)}


def test_what_is_none_of_ours_is_told(tmp_path: Path) -> None:
    for path in ("verdwaald.md", "activiteiten/a.md", "activities/a.docx", "activities/a.md"):
        put(tmp_path, path, "x")
    reading = read_sources(tmp_path, LANGUAGES)
    assert codes(reading.problems) == [
        ("unknown-folder", "activiteiten/a.md", 0),
        ("file-document", "activities/a.docx", 0),
        ("file-loose", "verdwaald.md", 0),
    ]
    assert reading.problems[0].suggestion == "activities"


@pytest.mark.parametrize(
    ("name", "code", "meant"),
    [
        ("nieuw.md.txt", "unknown-file", "nieuw.md"),
        ("nieuw.MD", "unknown-file", "nieuw.md"),
        ("Mijn idee.markdown", "unknown-file", "mijn-idee.md"),
        ("nieuw.yml", "unknown-file", "nieuw.md"),
        ("nieuw.en.txt", "unknown-file", "nieuw.en.md"),
        ("nieuw.md.en", "unknown-file", "nieuw.en.md"),
        ("foto.jfif", "unknown-file", "foto.jpg"),
        ("nieuw.md.bak", "unknown-file", ""),
        ("nieuw", "unknown-file", ""),
        ("\N{PARTY POPPER}.txt", "unknown-file", ""),
        ("nieuw.nl.md", "unknown-language", "nieuw.md"),
        ("nieuw.md.md", "unknown-language", "nieuw.md"),
        ("nieuw.fr.md", "unknown-language", ""),
        ("nieuw.DOCX", "file-document", ""),
        ("nieuw.pdf", "file-document", ""),
        ("foto.heic", "picture-format", ""),
        ("Foto 1.TIFF", "picture-format", ""),
    ],
)
def test_a_file_with_another_name_says_what_it_should_be(tmp_path: Path, name: str, code: str, meant: str) -> None:
    put(tmp_path, f"activities/{name}", "x")
    (found,) = read_sources(tmp_path, LANGUAGES).problems
    assert (found.code, found.suggestion) == (code, meant)
    assert "None" not in found.sentence("nl") + found.remedy("nl")


@pytest.mark.parametrize(
    "name", [".DS_Store", "Thumbs.db", "desktop.ini", "a.md~", ".a.md.swp", "__pycache__/x.md", "~$a.docx"]
)
def test_what_systems_leave_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    put(tmp_path, "activities/a.md", "x")
    put(tmp_path, f"activities/{name}", "x")
    reading = read_sources(tmp_path, LANGUAGES)
    assert len(reading.sources) == 1
    assert not reading.problems


def test_terms_and_words_are_left_to_others(tmp_path: Path) -> None:
    put(tmp_path, "terms/x.yaml", "x")
    put(tmp_path, "messages/nl.toml", "x")
    assert codes(read_sources(tmp_path, LANGUAGES).problems) == [("no-content", "content", 0)]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert codes(read_sources(tmp_path / "weg", LANGUAGES).problems) == [("no-content", "content", 0)]


@pytest.mark.parametrize("data", [b"a\nb\n\xff", "één\ntwee\n".encode("utf-16"), "a\nb\ncafé".encode("latin-1")])
def test_a_text_that_is_not_utf8_is_told_with_its_line(tmp_path: Path, data: bytes) -> None:
    code, _, line = fault(tmp_path, "activities/a.md", data)
    assert code == "not-utf8"
    assert line == data.count(b"\n", 0, data.find(b"\xff" if b"\xff" in data else b"\xe9")) + 1


@pytest.mark.parametrize("word", ["\0", "\x01", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\ufffe"])
def test_a_control_character_is_told_with_its_line(tmp_path: Path, word: str) -> None:
    assert fault(tmp_path, "activities/a.md", f"a\nb\nc{word}d\n") == ("control-character", "activities/a.md", 3)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n<<<<<<< HEAD\n=======\n>>>>>>> main\n", [2, 7]),
        ("a\r\n<<<<<<<\r\nb\r\n", [2]),
        ("a\nb\n>>>>>>> main", [3]),
        ("a\n>>>>>>>", [2]),
        ("a\n<<<<<<<b\n<<<<<< c\n >>>>>>> d\n<<<<<<<< e\n=======\n", []),
    ],
)
def test_what_git_could_not_merge_is_told_at_its_line(tmp_path: Path, text: str, lines: list[int]) -> None:
    put(tmp_path, "activities/a.md", text.encode())
    reading = read_sources(tmp_path, LANGUAGES)
    assert codes(reading.problems) == [("conflict-marker", "activities/a.md", line) for line in lines]
    assert bool(reading.sources) is not bool(lines)


def test_a_text_that_is_too_big_is_told(tmp_path: Path) -> None:
    assert fault(tmp_path, "activities/a.md", "x" * (TEXT_LIMIT + 1))[0] == "file-too-big"


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa\r\nb\r\n", b"a\rb\r", b"a\nb\n"])
def test_marks_and_line_ends_of_other_systems_are_read_alike(tmp_path: Path, data: bytes) -> None:
    put(tmp_path, "activities/a.md", data)
    assert not read_sources(tmp_path, LANGUAGES).problems
    assert read_text(tmp_path / "activities/a.md") == "a\nb\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", PNG),
        ("a.jpg", photo("JPEG")),
        ("a.jpeg", photo("JPEG")),
        ("a.webp", photo("WEBP")),
        ("a.gif", photo("GIF")),
        ("a.avif", photo("AVIF")),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
)
def test_a_picture_is_what_its_name_says(tmp_path: Path, name: str, data: bytes) -> None:
    put(tmp_path, "activities/a.md", "x")
    put(tmp_path, f"activities/{name}", data)
    reading = read_sources(tmp_path, LANGUAGES)
    assert [(picture.path, picture.size) for picture in reading.pictures] == [(f"activities/{name}", len(data))]
    assert not reading.problems
    assert reading.pictures[0].look[:2] == ((0, 0) if name == "a.svg" else (12, 8))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", b"\xff\xd8\xff", "picture-kind"),
        ("a.webp", b"RIFF\0\0\0\0WAVE", "picture-kind"),
        ("a.svg", b"<html>", "picture-kind"),
        ("a.svg", b"<svg><script>x</script></svg>", "picture-active"),
        ("b.svg", b'<svg onload="x()"></svg>', "picture-active"),
        ("b.svg", b"<svg>", "picture-broken"),
        ("a.png", b"", "picture-kind"),
        ("a.png", PNG + b"\0" * PHOTO_LIMIT, "picture-too-big"),
        ("a.svg", b"<svg/>" + b" " * DRAWING_LIMIT, "picture-too-big"),
        ("a.png", PNG[:-20], "picture-broken"),
        ("a.jpg", photo("JPEG")[:-40], "picture-broken"),
        ("a.webp", photo("WEBP")[:-20], "picture-broken"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "picture-broken"),
        ("A.png", PNG, "file-name"),
        ("a.PNG", PNG, "file-name"),
        ("een foto.png", PNG, "file-name"),
    ],
)
def test_a_picture_that_will_not_do_is_told(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    assert fault(tmp_path, f"activities/{name}", data)[0] == code


@LINKS
@pytest.mark.parametrize("name", ["a.md", "a.png"])
@pytest.mark.parametrize("target", ["nergens", "{name}"], ids=["nowhere", "itself"])
def test_a_link_to_nothing_is_told_and_stops_nothing_else(tmp_path: Path, name: str, target: str) -> None:
    put(tmp_path, "activities/b.md", "x")
    (tmp_path / "activities" / name).symlink_to(target.format(name=name))
    reading = read_sources(tmp_path, LANGUAGES)
    assert codes(reading.problems) == [("file-unreadable", f"activities/{name}", 0)]
    assert len(reading.sources) == 1


@LINKS
def test_a_link_to_a_folder_is_followed_but_never_in_a_circle(tmp_path: Path) -> None:
    put(tmp_path, "elders/a.md", "x")
    put(tmp_path, "content/activities/b.md", "x")
    (tmp_path / "content/activities/er-bij").symlink_to(tmp_path / "elders")
    (tmp_path / "content/activities/rond").symlink_to(tmp_path / "content")
    assert [path for path, _ in walk_files(tmp_path / "content")] == ["activities/b.md", "activities/er-bij/a.md"]


@LINKS
def test_a_link_that_leads_out_of_its_home_is_marked_and_nobody_looks_behind_it(tmp_path: Path) -> None:
    put(tmp_path, "elders/a.md", "x")
    put(tmp_path, "content/activities/b.md", "x")
    home, folder = tmp_path / "content", tmp_path / "content/activities"
    for name, target in (("c.md", "../../elders/a.md"), ("d", tmp_path / "elders"), ("e.md", "/nergens/e.md")):
        (folder / name).symlink_to(target)
    (folder / "f.md").symlink_to("b.md")
    (folder / "g").symlink_to("../pages")
    put(tmp_path, "content/pages/h.md", "x")
    found = dict(walk_files(home, home=home))
    assert sorted(found) == [
        *(f"activities/{name}" for name in ("b.md", "c.md", "d", "e.md", "f.md", "g/h.md")),
        "pages/h.md",
    ]
    assert sorted(path for path, stamp in found.items() if stamp == OUTSIDE) == [
        "activities/c.md",
        "activities/d",
        "activities/e.md",
    ]
    # A part of it may have the same home; a folder that is a link itself is where it leads to.
    assert dict(walk_files(folder, "activities/", home=home)) == {
        path: stamp for path, stamp in found.items() if path.startswith("activities/")
    }
    (tmp_path / "hier").symlink_to("content")
    assert dict(walk_files(tmp_path / "hier", home=tmp_path / "hier")) == found
    (home / "elders").symlink_to(tmp_path / "elders")
    assert not dict(walk_files(home / "elders", home=home))


@LINKS
@pytest.mark.parametrize("name", ["geheim.md", "geheim.svg", "map"])
@pytest.mark.parametrize("known", [False, True])
def test_what_a_link_leads_to_outside_is_never_read(tmp_path: Path, name: str, known: bool) -> None:
    put(tmp_path, f"elders/{name}" if "." in name else "elders/map/a.md", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    put(tmp_path, "content/activities/b.md", "x")
    path = f"activities/{name}"
    (tmp_path / "content" / path).symlink_to(tmp_path / "elders" / name)
    before = {path: (OUTSIDE, "van-toen")} if known else None
    reading = read_sources(tmp_path / "content", LANGUAGES, before, {"van-toen": Look()})
    assert codes(reading.problems) == [("link-outside", path, 0)]
    assert [source.path for source in reading.sources] == ["activities/b.md"]
    assert not reading.pictures


def test_what_was_read_before_is_not_read_again_while_its_stamp_is_the_same(tmp_path: Path) -> None:
    for path, data in (("activities/a.md", b"a"), ("activities/b.png", PNG)):
        put(tmp_path, path, data)
    stamps = dict(walk_files(tmp_path))
    known = {path: (stamp, "van-toen") for path, stamp in stamps.items()}
    looked = {"van-toen": Look(1, 2)}
    reading = read_sources(tmp_path, LANGUAGES, known, looked)
    assert [reading.sources[0].digest, reading.pictures[0].digest] == ["van-toen", "van-toen"]
    assert reading.pictures[0].look == Look(1, 2)
    assert read_sources(tmp_path, LANGUAGES, known).pictures[0].look == Look(12, 8)  # its size was never kept
    known = {path: (stamp._replace(modified=1), "van-toen") for path, stamp in stamps.items()}
    reading = read_sources(tmp_path, LANGUAGES, known, looked)
    assert [reading.sources[0].digest, reading.pictures[0].digest] == [digest_of(b"a"), digest_of(PNG)]
    assert reading.pictures[0].look == Look(12, 8)


def test_a_stamp_changes_with_the_file(tmp_path: Path) -> None:
    put(tmp_path, "a", "x")
    before = stamp_of((tmp_path / "a").stat())
    assert stamp_of((tmp_path / "a").stat()) == before
    put(tmp_path, "a", "xy")
    assert stamp_of((tmp_path / "a").stat()) != before
    assert isinstance(before, Stamp)


def test_files_come_in_one_order_on_every_disk(tmp_path: Path) -> None:
    for name in ("b/a.md", "a.md", "b.md", "a/z.md"):
        put(tmp_path, name, "x")
    assert [path for path, _ in walk_files(tmp_path)] == ["a/z.md", "a.md", "b/a.md", "b.md"]
