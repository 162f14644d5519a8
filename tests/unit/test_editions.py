"""What each edition brought: worked out from the texts of the one before, and kept in two files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.small import page, put, text
from wijkverbinder import EDITION, __version__
from wijkverbinder.cli import main
from wijkverbinder.editions import (
    Brought,
    Text,
    editions_text,
    next_edition,
    read_editions,
    read_texts,
    texts_text,
)
from wijkverbinder.model import Ref
from wijkverbinder.pipeline import build

ROOT = Path(__file__).resolve().parents[2]
OVER = "content/pages/over.md"
ONE = {"page:over": Text("1", "Over ons"), "term:stoep": Text("1", "stoep")}


def test_the_first_edition_brings_all_that_there_is() -> None:
    (first,) = next_edition((), {}, ONE, "0.1.0", "2026-10-01")
    assert first == Brought("0.1.0", "2026-10-01", ("page:over", "term:stoep"))


def test_an_edition_brings_what_differs_from_the_one_before() -> None:
    first = next_edition((), {}, ONE, "0.1.0", "2026-10-01")
    now = {"page:over": Text("2", "Over ons"), "page:nieuw": Text("1", "Nieuw")}
    newest, before = next_edition(first, ONE, now, "0.2.0", "2026-11-01")
    assert newest == Brought("0.2.0", "2026-11-01", ("page:nieuw",), ("page:over",), (("term:stoep", "stoep"),))
    assert (before,) == first


def test_an_edition_that_is_made_again_keeps_what_it_brought() -> None:
    first = next_edition((), {}, ONE, "0.1.0", "2026-10-01")
    new = Text("1", "Nieuw")
    once = ONE | {"page:nieuw": new, "page:over": Text("2", "Over ons")}
    made = next_edition(first, ONE, once, "0.2.0", "2026-11-01")
    mended = once | {"page:nieuw": Text("2", "Nieuw")}
    again = next_edition(made, once, mended, "0.2.0", "2026-11-02")
    assert again[0] == Brought("0.2.0", "2026-11-02", ("page:nieuw",), ("page:over",))
    assert again[1:] == first
    assert next_edition(again, mended, mended, "0.2.0", "2026-11-02") == again


def test_what_came_and_went_in_one_edition_is_not_told() -> None:
    first = next_edition((), {}, ONE, "0.1.0", "2026-10-01")
    once = ONE | {"page:nieuw": Text("1", "Nieuw")}
    made = next_edition(first, ONE, once, "0.2.0", "2026-11-01")
    assert next_edition(made, once, ONE, "0.2.0", "2026-11-01")[0] == Brought("0.2.0", "2026-11-01")


def test_what_went_and_came_back_in_one_edition_has_changed() -> None:
    first = next_edition((), {}, ONE, "0.1.0", "2026-10-01")
    without = {"page:over": ONE["page:over"]}
    made = next_edition(first, ONE, without, "0.2.0", "2026-11-01")
    assert made[0].gone == (("term:stoep", "stoep"),)
    again = next_edition(made, without, ONE, "0.2.0", "2026-11-01")
    assert again[0] == Brought("0.2.0", "2026-11-01", (), ("term:stoep",))


def test_both_files_are_read_as_they_were_written(tmp_path: Path) -> None:
    editions = (Brought("0.2.0", "2026-11-01", ("a:b",), ("c:d.en",), (("e:f", 'Met "tekens" é'),)),)
    texts = {"a:b": Text("1" * 32, "Een titel met spaties"), "c:d.en": Text("2" * 32, "x")}
    (tmp_path / "e.toml").write_text(editions_text(editions), "utf-8")
    (tmp_path / "e.txt").write_text(texts_text(texts), "utf-8")
    assert read_editions(tmp_path / "e.toml") == (editions, [])
    assert read_texts(tmp_path / "e.txt") == texts
    assert read_editions(tmp_path / "niets.toml") == ((), [])
    assert read_texts(tmp_path / "niets.txt") == {}


NOTED = '[[edition]]\nversion = "1"\ndate = "2026-11-01"\nadded = ["activity:a"]\nchanged = []\ngone = []\n'


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        ("[[edition]\n", "settings-broken", 1),
        ("edition = 1\n", "made-wrong", 1),
        ("[edition]\n", "made-wrong", 1),
        ("# niets\n", "made-wrong", 0),
        (NOTED + NOTED.replace('version = "1"\n', ""), "made-wrong", 7),
        (NOTED + NOTED.replace('"2026-11-01"', '"gisteren"'), "made-wrong", 9),
        (NOTED.replace('["activity:a"]', '"a"'), "made-wrong", 4),
        (NOTED.replace('["activity:a"]', "[1]"), "made-wrong", 4),
        (NOTED.replace("gone = []", 'gone = ["a"]'), "made-wrong", 6),
        (NOTED.replace("gone = []", "gone = [1]"), "made-wrong", 6),
    ],
)
def test_a_file_that_was_changed_by_hand_stops_the_build_and_is_named(
    make_project: MakeProject, written: str, code: str, line: int
) -> None:
    (found,) = build(make_project({"editions.toml": written})).report.problems
    assert (found.code, found.location.path, found.location.line) == (code, "editions.toml", line)
    assert "Error" not in found.sentence("nl")


def test_the_command_notes_an_edition_and_says_when_there_is_more(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project({"content/pages/half.md": text(page("Half") | {"draft": True})})
    words = ["edition", "--source", str(project.root), "--language", "nl"]
    assert main([*words, "--check"]) == 1
    assert not project.editions.exists()
    assert main(words) == 0
    (noted,), _ = read_editions(project.editions)
    assert (noted.version, noted.date) == (__version__, EDITION)
    assert "page:over" in noted.added
    assert "page:half" not in noted.added
    assert main([*words, "--check"]) == 0
    put(project.root, OVER, text(page(), "Een andere zin. [x](example:soep#begin)"))
    capsys.readouterr()
    assert main([*words, "--check"]) == 1
    assert "python3 build.py edition" in capsys.readouterr().out


def test_line_ends_of_another_system_are_no_change(make_project: MakeProject) -> None:
    project = make_project()
    words = ["edition", "--source", str(project.root), "--language", "nl"]
    assert main(words) == 0
    file = project.root / OVER
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert main([*words, "--check"]) == 0


def test_the_command_notes_nothing_while_a_file_is_refused(make_project: MakeProject) -> None:
    project = make_project({"content/pages/Fout Naam.md": text(page("Fout"))})
    assert main(["edition", "--source", str(project.root), "--language", "nl"]) == 1
    assert not project.editions.exists()


def test_our_own_history_ends_with_this_edition_and_adds_up() -> None:
    editions, problems = read_editions(ROOT / "editions.toml")
    assert not problems
    assert (editions[0].version, editions[0].date) == (__version__, EDITION)
    assert [one.date for one in editions] == sorted((one.date for one in editions), reverse=True)
    there: set[str] = set()
    for one in reversed(editions):
        assert not there & {*one.added}
        assert there >= {*one.changed, *(name for name, _ in one.gone)}
        there = (there | {*one.added}) - {name for name, _ in one.gone}
    assert there == read_texts(ROOT / "editions.txt").keys()
    assert all(Ref.parse(name) for name in there)
