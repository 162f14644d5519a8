"""Publishing: readers see the old site or the new one, whole; what others put there stays."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.small import put, tree
from wijkverbinder import publish
from wijkverbinder.model import Stamp
from wijkverbinder.publish import (
    MANIFEST,
    Published,
    PublishError,
    changed_by_hand,
    collisions,
    list_ours,
    publish_artifacts,
    recover,
    staging_folder,
)
from wijkverbinder.read import digest_of

OLD = {"index.html": b"oud", "fasen/in-rust.html": b"rust", "weg.html": b"weg"}
NEW = {"index.html": b"nieuw", "fasen/in-rust.html": b"rust", "fasen/extra/diep.html": b"diep"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder in which the old site stands."""
    folder = tmp_path / "site"
    issue(folder, OLD)
    return folder


def issue(output: Path, files: dict[str, bytes], unchanged: tuple[str, ...] = ()) -> Published:
    """Publishes files; those that are unchanged are not made again."""
    for path, data in files.items():
        if path not in unchanged:
            put(staging_folder(output), path, data)
    fresh = [path for path in files if path not in unchanged]
    return publish_artifacts(output, fresh, unchanged, list_ours(output, fresh=fresh))


def shown(output: Path) -> dict[str, bytes]:
    """What readers see: all files but the manifest."""
    return {path: data for path, data in tree(output).items() if path != MANIFEST}


def beside(output: Path) -> list[str]:
    """What stands beside the output."""
    return sorted(path.name for path in output.parent.iterdir() if path != output)


def test_a_first_site_is_published(tmp_path: Path) -> None:
    done = issue(tmp_path / "nieuw" / "site", NEW)
    assert shown(tmp_path / "nieuw" / "site") == NEW
    assert done.written == sorted(NEW)
    assert (done.removed, done.kept) == ([], [])
    assert {*done.stamps} == {*NEW}


def test_the_new_site_takes_the_place_of_the_old(output: Path) -> None:
    done = issue(output, NEW)
    assert shown(output) == NEW
    assert done.written == ["fasen/extra/diep.html", "index.html"]
    assert done.removed == ["weg.html"]
    assert list_ours(output) == {*NEW}
    assert beside(output) == []


def test_a_file_that_stays_the_same_is_not_written_again(output: Path) -> None:
    before = {path: (output / path).stat() for path in OLD}
    issue(output, NEW, unchanged=("fasen/in-rust.html",))
    same = (output / "fasen/in-rust.html").stat()
    assert (same.st_ino, same.st_mtime_ns) == (
        before["fasen/in-rust.html"].st_ino,
        before["fasen/in-rust.html"].st_mtime_ns,
    )
    assert (output / "index.html").stat().st_ino != before["index.html"].st_ino


def test_a_file_that_was_made_again_with_the_same_bytes_is_not_written_either(output: Path) -> None:
    before = (output / "index.html").stat()
    done = issue(output, OLD)
    assert (done.written, done.removed) == ([], [])
    after = (output / "index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert beside(output) == []


def test_the_manifest_changes_only_when_a_page_comes_or_goes(output: Path) -> None:
    before = (output / MANIFEST).stat().st_ino
    issue(output, {**OLD, "index.html": b"anders"})
    assert (output / MANIFEST).stat().st_ino == before
    issue(output, NEW)
    assert (output / MANIFEST).stat().st_ino != before


# What others put there.


def test_files_of_others_stay_and_are_named(output: Path) -> None:
    others = {"CNAME": b"x.nl", "fasen/notitie.txt": b"van mij", ".htaccess": b"x", ".git/config": b"y"}
    for path, data in others.items():
        put(output, path, data)
    inode = (output / "CNAME").stat().st_ino
    done = issue(output, NEW)
    assert done.kept == sorted(others, key=lambda path: ("/" in path, path))
    assert shown(output) == NEW | others
    assert (output / "CNAME").stat().st_ino == inode
    assert not list_ours(output) & {*others}


def test_folders_of_others_stay_when_they_are_empty(output: Path) -> None:
    (output / ".git" / "refs" / "tags").mkdir(parents=True)
    (output / "uploads").mkdir()
    issue(output, NEW)
    assert (output / ".git" / "refs" / "tags").is_dir()
    assert (output / "uploads").is_dir()
    assert not (output / "fasen" / "weg").exists()


def test_our_own_folders_go_when_they_are_empty(output: Path) -> None:
    issue(output, {"index.html": b"alleen"})
    assert not (output / "fasen").exists()


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights there")
def test_links_of_others_stay_links(output: Path, tmp_path: Path) -> None:
    put(tmp_path, "elders/a.txt", "a")
    for name, target in {"map": "../elders", "bestand": "index.html", "nergens": "weg"}.items():
        (output / name).symlink_to(target)
    done = issue(output, NEW)
    assert sorted(done.kept) == ["bestand", "map", "nergens"]
    assert all((output / name).is_symlink() for name in done.kept)
    assert (output / "map" / "a.txt").read_text() == "a"
    assert (tmp_path / "elders" / "a.txt").exists()


def codes(output: Path, *wanted: str) -> list[tuple[str, str]]:
    """What stands in the way."""
    found = collisions(output, wanted, list_ours(output, fresh=wanted), "site")
    return [(one.code, one.location.path) for one in found]


def test_a_file_of_another_in_the_place_of_a_page_is_refused(output: Path) -> None:
    put(output, "nieuw.html", "van mij")
    assert codes(output, "index.html", "nieuw.html", "verder.html") == [("output-in-the-way", "site/nieuw.html")]


def test_a_file_of_another_in_the_place_of_a_folder_is_refused(output: Path) -> None:
    put(output, "activiteiten", "mijn notities")
    put(output, "fasen/extra", "ook")
    assert codes(output, "activiteiten/a.html", "fasen/extra/b.html", "c.html") == [
        ("output-in-the-way", "site/activiteiten"),
        ("output-in-the-way", "site/fasen/extra"),
    ]


def test_a_folder_of_another_in_the_place_of_a_page_is_refused(output: Path) -> None:
    (output / "nieuw.html").mkdir()
    assert codes(output, "nieuw.html") == [("output-in-the-way", "site/nieuw.html")]


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights there")
def test_a_link_to_nothing_in_the_place_of_a_page_is_refused(output: Path) -> None:
    (output / "nieuw.html").symlink_to("nergens")
    assert codes(output, "nieuw.html") == [("output-in-the-way", "site/nieuw.html")]


def test_a_file_in_the_place_of_the_whole_output_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "site", "mijn werk")
    assert codes(tmp_path / "site", "index.html") == [("output-in-the-way", "site")]


def test_our_own_files_and_an_empty_place_are_not_in_the_way(output: Path, tmp_path: Path) -> None:
    assert codes(output, *OLD, *NEW) == []
    assert codes(tmp_path / "nergens", *NEW) == []


def rights(output: Path) -> dict[str, tuple[int, int]]:
    """Mode and group of every folder."""
    folders = {path: path.stat() for path in [output, *output.rglob("*")] if path.is_dir()}
    return {
        path.relative_to(output).as_posix(): (stat.S_IMODE(found.st_mode), found.st_gid)
        for path, found in folders.items()
    }


@pytest.mark.skipif(os.name == "nt", reason="folders have no mode there")
@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("mode", [0o700, 0o2770, 0o750])
def test_folders_keep_the_mode_that_somebody_chose(
    output: Path, monkeypatch: pytest.MonkeyPatch, mode: int, exchange: bool
) -> None:
    output.chmod(mode)
    (output / "fasen").chmod(0o711)
    if not exchange:
        monkeypatch.setattr(publish, "_exchange", lambda _one, _other: False)
    issue(output, NEW | {"nieuw/diep/a.html": b"a"})
    modes = {path: found[0] for path, found in rights(output).items()}
    assert modes == {".": mode, "fasen": 0o711, "fasen/extra": 0o711, "nieuw": mode, "nieuw/diep": mode}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives a folder to any group")
def test_folders_keep_their_owner_and_group(output: Path) -> None:
    os.chown(output, 12, 34)
    output.chmod(0o2775)
    issue(output, NEW)
    found = output.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (12, 34, 0o2775)


# The list of ours, lost or damaged.


def broken_lists() -> dict[str, Callable[[bytes], bytes]]:
    """What may become of the list when the power fails or a disk does."""
    return {
        "empty": lambda _whole: b"",
        "cut": lambda whole: whole[:-9],
        "cut between lines": lambda whole: whole[: whole.rindex(b"\n", 0, -1) + 1],
        "zeros": lambda whole: bytes(len(whole)),
        "noise": lambda whole: b"\xff\xfe" + whole[::-1],
    }


@pytest.mark.parametrize("damage", broken_lists())
def test_a_list_of_ours_that_is_damaged_is_mended(output: Path, damage: str) -> None:
    manifest = output / MANIFEST
    whole = manifest.read_bytes()
    manifest.write_bytes(broken_lists()[damage](whole))
    put(output, "CNAME", "x.nl")
    done = publish_artifacts(output, [], OLD, list_ours(output, OLD))
    assert manifest.read_bytes() == whole
    assert (done.written, done.removed, done.kept) == ([], [], ["CNAME"])
    assert {*done.stamps} == {*OLD}


def test_what_has_the_bytes_that_we_would_write_is_ours(output: Path) -> None:
    (output / MANIFEST).unlink()
    put(output, "CNAME", "x.nl")
    for path, data in OLD.items():
        put(staging_folder(output), path, data)
    assert codes(output, *OLD) == []
    done = publish_artifacts(output, OLD, (), list_ours(output, fresh=OLD))
    assert (done.written, done.kept) == ([], ["CNAME"])
    assert list_ours(output) == {*OLD}


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights there")
def test_a_link_of_another_is_not_ours_whatever_it_leads_to(output: Path) -> None:
    (output / "b.html").symlink_to("index.html")
    put(staging_folder(output), "b.html", OLD["index.html"])
    assert codes(output, *OLD, "b.html") == [("output-in-the-way", "site/b.html")]


def test_many_files_in_the_way_are_told_in_one_sentence(output: Path) -> None:
    for number in range(11):
        put(output, f"blad-{number:02}.html", "van een ander")
    ours = list_ours(output)
    found = collisions(output, [f"blad-{number:02}.html" for number in range(11)], ours, "site")
    assert [one.code for one in found] == ["output-of-others"]
    assert "11 bestanden" in found[0].sentence("nl")
    assert "blad-00.html, blad-01.html, blad-02.html." in found[0].sentence("nl")
    assert len(collisions(output, [f"blad-{number:02}.html" for number in range(10)], ours, "site")) == 10


# Changed by hand.


def kept(output: Path, files: dict[str, bytes]) -> tuple[dict[str, Stamp], dict[str, str]]:
    """Stamps and digests as the last build left them."""
    stamps = issue(output, files).stamps
    return stamps, {path: digest_of(data) for path, data in files.items()}


def test_a_page_that_was_changed_by_hand_is_found(output: Path) -> None:
    stamps, digests = kept(output, OLD)
    assert changed_by_hand(output, stamps, digests) == []
    put(output, "index.html", "met de hand")
    (output / "weg.html").unlink()
    assert changed_by_hand(output, stamps, digests) == ["index.html"]


def test_a_page_that_was_only_touched_was_not_changed(output: Path) -> None:
    stamps, digests = kept(output, OLD)
    os.utime(output / "index.html", (1, 1))
    assert changed_by_hand(output, stamps, digests) == []


def test_what_a_killed_build_published_was_not_changed_by_hand(output: Path) -> None:
    stamps, digests = kept(output, OLD)
    issue(output, NEW)
    now = {path: digest_of(data) for path, data in NEW.items()}
    assert changed_by_hand(output, stamps, digests, now) == []


def test_a_page_that_became_a_folder_is_no_reason_to_fall_over(output: Path) -> None:
    stamps, digests = kept(output, OLD)
    (output / "index.html").unlink()
    (output / "index.html").mkdir()
    assert changed_by_hand(output, stamps, digests) == []
    assert codes(output, *NEW) == [("output-in-the-way", "site/index.html")]


# Disks and systems that can do less.


def refuse(number: int) -> Callable[..., Any]:
    """A system call that the disk does not know."""

    def call(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.EXDEV, errno.EMLINK])
def test_a_disk_without_hard_links_will_do(output: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    put(output, "diep/in/een/map.txt", "van mij")
    times = {path: (output / path).stat().st_mtime_ns for path in OLD}
    monkeypatch.setattr(os, "link", refuse(number))
    done = issue(output, NEW, unchanged=("fasen/in-rust.html",))
    assert shown(output) == NEW | {"diep/in/een/map.txt": b"van mij"}
    assert done.kept == ["diep/in/een/map.txt"]
    assert (output / "fasen/in-rust.html").stat().st_mtime_ns == times["fasen/in-rust.html"]


def test_a_system_that_knows_no_links_will_do(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: object, **_options: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(os, "link", unknown)
    issue(output, NEW, unchanged=("fasen/in-rust.html",))
    assert shown(output) == NEW


def test_a_system_that_cannot_exchange_folders_will_do(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_exchange", lambda _one, _other: False)
    issue(output, NEW)
    assert shown(output) == NEW
    assert beside(output) == []


def test_an_exchange_that_goes_wrong_halfway_puts_the_old_site_back(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return rename(self, target)

    monkeypatch.setattr(publish, "_exchange", lambda _one, _other: False)
    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(PublishError):
        issue(output, NEW)
    assert shown(output) == OLD
    assert beside(output) == []


def test_a_disk_that_is_full_leaves_the_old_site(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(output, "van-mij.txt", "x")
    monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    monkeypatch.setattr(shutil, "copy2", refuse(errno.ENOSPC))
    with pytest.raises(PublishError):
        issue(output, NEW, unchanged=("fasen/in-rust.html",))
    assert shown(output) == OLD | {"van-mij.txt": b"x"}
    assert beside(output) == []


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights there")
def test_an_output_that_is_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "echt").mkdir()
    (tmp_path / "site").symlink_to("echt")
    issue(tmp_path / "site", OLD)
    issue(tmp_path / "site", NEW)
    assert (tmp_path / "site").is_symlink()
    assert shown(tmp_path / "echt") == NEW


@pytest.fixture
def another_disk() -> Iterator[Path]:
    """A folder on another disk than that of the tests: memory, which nearly every Linux has."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        pytest.skip("there is one disk")
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def test_an_output_that_is_a_link_may_lead_to_another_disk(tmp_path: Path, another_disk: Path) -> None:
    (tmp_path / "site").symlink_to(another_disk / "echt")
    for files in (OLD, NEW):
        issue(tmp_path / "site", files)
        assert shown(another_disk / "echt") == files
        assert beside(tmp_path / "site") == beside(another_disk / "echt") == []


# Killed at any moment.


class Killed(BaseException):
    """Stands for kill -9: nothing of ours catches it."""


def calls_that_change_the_disk(monkeypatch: pytest.MonkeyPatch, dies_at: int) -> list[str]:
    """Counts the calls that change the disk, and dies right before one of them."""
    made: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if len(made) == dies_at:
                raise Killed
            made.append(name)
            return real(*arguments, **options)

        return call

    for owner, name in (
        (os, "link"),
        (os, "rename"),
        (os, "mkdir"),
        (os, "rmdir"),
        (os, "unlink"),
        (os, "replace"),
        (publish, "_exchange"),
        (Path, "write_text"),
    ):
        monkeypatch.setattr(owner, name, counted(name, getattr(owner, name)))
    return made


def moments(
    output: Path, tmp_path: Path, *, exchange: bool
) -> Iterator[tuple[int, dict[str, bytes], dict[str, bytes]]]:
    """Kills a build before each of its steps: what readers see then, and after the next build began."""
    for step in range(200):
        place = tmp_path / f"poging-{step}" / "site"
        shutil.copytree(output, place)
        for path, data in NEW.items():
            put(staging_folder(place), path, data)
        with pytest.MonkeyPatch.context() as patch:
            if not exchange:
                patch.setattr(publish, "_exchange", lambda _one, _other: False)
            made = calls_that_change_the_disk(patch, step)
            try:
                publish_artifacts(place, NEW, (), list_ours(place, fresh=NEW))
            except Killed:
                pass
            else:
                assert len(made) == step
                return
        seen = shown(place) if place.exists() else {}
        recover(place)
        yield step, seen, shown(place)
        assert beside(place) == []


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights there")
def test_where_a_link_leads_to_a_build_that_was_killed_between_two_renames_is_put_right(tmp_path: Path) -> None:
    folder, link = tmp_path / "elders" / "echt", tmp_path / "site"
    issue(folder, OLD)
    link.symlink_to(folder)
    put(staging_folder(link), "index.html", "half")
    folder.rename(folder.with_name(".echt.old"))
    recover(link)
    assert shown(link) == OLD
    assert beside(link) == ["elders"]
    assert beside(folder) == []


def test_a_killed_build_leaves_the_old_site_or_the_new_one(output: Path, tmp_path: Path) -> None:
    put(output, "van-mij.txt", "x")
    old, new = shown(output), NEW | {"van-mij.txt": b"x"}
    steps = 0
    for step, seen, recovered in moments(output, tmp_path, exchange=True):
        assert seen in (old, new), step
        assert recovered == seen, step
        steps = step
    assert steps > 8


def test_where_folders_cannot_be_exchanged_the_next_build_puts_it_right(output: Path, tmp_path: Path) -> None:
    old = shown(output)
    away = 0
    for step, seen, recovered in moments(output, tmp_path, exchange=False):
        assert seen in (old, NEW, {}), step
        assert recovered in (old, NEW), step
        away += seen == {}
    assert away == 1  # only between the two renames


def test_recover_has_nothing_to_do_on_a_quiet_folder(output: Path) -> None:
    recover(output)
    assert shown(output) == OLD
