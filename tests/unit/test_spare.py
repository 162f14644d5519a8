"""The former tree becomes the next: the site is the same as without it, and hardly a file gets a new name."""

from __future__ import annotations

import os
import random
import shutil
import stat
from pathlib import Path

import pytest

from tests.small import put, tree
from tests.unit.test_publish import NEW, Killed, calls_that_change_the_disk
from wijkverbinder import publish
from wijkverbinder.model import Stamp
from wijkverbinder.publish import MANIFEST, Published, list_ours, publish_artifacts, recover, staging_folder
from wijkverbinder.read import stamps_in
from wijkverbinder.spare import Spare

FILES = {"index.html": b"thuis", "fasen/in-rust.html": b"rust", ".well-known/security.txt": b"adres"}


class Place:
    """An output with its spare, published again and again."""

    def __init__(self, folder: Path) -> None:
        self.output, self.spare = folder / "site", Spare(folder / "state" / "spare")
        self.spare.folder.parent.mkdir(parents=True, exist_ok=True)
        self.files: dict[str, bytes] = {}
        self.stamps: dict[str, Stamp] = {}

    def issue(self, files: dict[str, bytes]) -> Published:
        """Publishes what differs from the last time; what is not in the output as it was left is made again."""
        there = stamps_in(self.output, [MANIFEST, *self.files])
        left = {path for path, stamp in self.stamps.items() if there.get(path) == stamp}
        same = {path for path in left if files.get(path) == self.files[path]}
        for path in files.keys() - same:
            put(staging_folder(self.output), path, files[path])
        done = publish_artifacts(
            self.output,
            files.keys() - same,
            same,
            list_ours(self.output, fresh=files.keys() - same),
            there,
            self.spare,
        )
        self.files, self.stamps = dict(files), done.stamps
        return done

    def shown(self) -> dict[str, bytes]:
        """What readers see."""
        return {path: data for path, data in tree(self.output).items() if path != MANIFEST}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A site that was published twice, so that there is a former tree."""
    made = Place(tmp_path)
    made.issue(FILES)
    made.issue(FILES | {"index.html": b"thuis 2"})
    return made


needs_exchange = pytest.mark.skipif(
    os.name == "nt", reason="Windows can't exchange two folders: no tree is kept there"
)


@needs_exchange
def test_a_file_that_stays_gets_no_new_name_and_keeps_its_stamp(place: Place) -> None:
    before = (place.output / "fasen/in-rust.html").stat()
    done = place.issue(FILES | {"index.html": b"thuis 3", "nieuw/diep.html": b"nieuw"})
    after = (place.output / "fasen/in-rust.html").stat()
    assert (after.st_ino, after.st_ctime_ns) == (before.st_ino, before.st_ctime_ns)
    assert place.shown() == FILES | {"index.html": b"thuis 3", "nieuw/diep.html": b"nieuw"}
    assert done.written == ["index.html", "nieuw/diep.html"]
    assert done.there == stamps_in(place.output, [MANIFEST, *FILES])
    assert set(done.stamps) == {*FILES, "nieuw/diep.html"}


@needs_exchange
def test_folders_keep_the_mode_that_somebody_chose_since(place: Place) -> None:
    place.output.chmod(0o700)
    (place.output / "fasen").chmod(0o2750)
    inode = (place.output / "fasen/in-rust.html").stat().st_ino
    place.issue(FILES | {"index.html": b"thuis 3"})
    assert (place.output / "fasen/in-rust.html").stat().st_ino == inode
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (place.output, place.output / "fasen")] == [
        0o700,
        0o2750,
    ]


@needs_exchange
def test_what_changed_last_time_is_not_forgotten(place: Place) -> None:
    place.issue(FILES | {"index.html": b"thuis 2", "fasen/in-rust.html": b"rust 2"})
    place.issue(FILES | {"index.html": b"thuis 2", "fasen/in-rust.html": b"rust 2", "c.html": b"c"})
    assert place.shown() == FILES | {"index.html": b"thuis 2", "fasen/in-rust.html": b"rust 2", "c.html": b"c"}


def test_a_tree_of_another_output_is_not_used(place: Place, tmp_path: Path) -> None:
    elsewhere = Place(tmp_path / "elders")
    elsewhere.issue(FILES)
    elsewhere.spare = place.spare
    elsewhere.issue(FILES | {"index.html": b"elders"})
    assert elsewhere.shown() == FILES | {"index.html": b"elders"}


@needs_exchange
def test_a_tree_without_its_list_is_not_trusted(place: Place) -> None:
    (place.spare.folder / "fasen/in-rust.html").unlink()
    place.spare.folder.with_name("spare.json").unlink()
    place.issue(FILES | {"index.html": b"thuis 3"})
    assert place.shown() == FILES | {"index.html": b"thuis 3"}


@pytest.mark.parametrize("damage", ["", "{", '{"output": 1}'])
def test_a_broken_list_is_as_none(place: Place, damage: str) -> None:
    place.spare.folder.with_name("spare.json").write_text(damage, "utf-8")
    place.issue(FILES | {"index.html": b"thuis 3"})
    assert place.shown() == FILES | {"index.html": b"thuis 3"}


def test_where_files_have_one_name_only_no_tree_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    made = Place(tmp_path)
    for number in range(3):
        made.issue(FILES | {"index.html": b"%d" % number})
        assert made.shown() == FILES | {"index.html": b"%d" % number}
    assert not made.spare.folder.exists()


@pytest.mark.parametrize("seed", range(12))
def test_any_row_of_changes_gives_what_a_new_tree_would(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    made, mine, quick = Place(tmp_path), {}, 0
    names = [f"{folder}{name}.html" for folder in ("", "a/", "a/b/") for name in "xyz"]
    files = dict.fromkeys(names[:4], b"")
    for turn in range(25):
        for name in chance.sample(names, 2):
            files[name] = b"%d" % turn
        if chance.random() < 0.15 and len(files) > 2:
            del files[chance.choice(sorted(files))]
        touched = chance.random()
        if touched < 0.1:  # someone puts a file there
            put(made.output, "van-mij.txt", f"{turn}")
            mine["van-mij.txt"] = b"%d" % turn
        elif touched < 0.2 and mine:  # and takes it away
            (made.output / mine.popitem()[0]).unlink()
        elif touched < 0.3 and made.files:  # or changes one of ours, in place or by another file
            path = made.output / chance.choice(sorted(made.files))
            data = path.read_bytes()
            if chance.random() < 0.5:
                path.unlink()
            path.write_bytes(chance.choice([data, b"van een ander"]))
        elif touched < 0.35 and made.files:
            (made.output / chance.choice(sorted(made.files))).unlink()
        kept = made.spare.folder.with_name("spare.json").exists()
        done = made.issue(files)
        assert made.shown() == files | mine
        assert done.there == stamps_in(made.output, [MANIFEST])
        assert (made.output / MANIFEST).read_text("utf-8").splitlines()[1:] == sorted(files)
        quick += kept and made.spare.folder.is_dir()
    assert quick > 1 or os.name == "nt"


@needs_exchange
@pytest.mark.parametrize("exchanges", [True, False])
def test_killed_at_any_moment_the_site_is_the_old_one_or_the_new_one(
    place: Place, tmp_path: Path, exchanges: bool
) -> None:
    old, new = place.shown(), FILES | NEW
    seen_old = seen_new = 0
    for step in range(200):
        copy = tmp_path / f"poging-{step}"
        shutil.copytree(place.output, copy / "site")
        shutil.copytree(place.spare.folder.parent, copy / "state")
        tried = Place(copy)
        listed = tried.spare.folder.with_name("spare.json")
        listed.write_text(listed.read_text("utf-8").replace(str(place.output), str(tried.output)), "utf-8")
        with pytest.MonkeyPatch.context() as patch:
            if not exchanges:
                patch.setattr(publish, "_exchange", lambda _one, _other: False)
            made = calls_that_change_the_disk(patch, step)
            try:
                for path, data in NEW.items():
                    put(staging_folder(tried.output), path, data)
                there = stamps_in(tried.output, [MANIFEST, *FILES])
                ours = list_ours(tried.output, fresh=NEW)
                publish_artifacts(tried.output, NEW, FILES.keys() - NEW.keys(), ours, there, tried.spare)
            except Killed:
                pass
            else:
                assert len(made) == step
                break
        seen = tried.shown() if tried.output.exists() else {}
        assert seen in (old, new) or (not exchanges and seen == {}), step
        seen_old += seen == old
        seen_new += seen == new
        recover(tried.output)
        assert tried.shown() in (old, new), step
        tried.issue(FILES | {"index.html": b"daarna"})
        assert tried.shown() == FILES | {"index.html": b"daarna"}
    assert seen_old > 5
    assert seen_new > 1
