"""Artifacts to a folder that readers see whole: the old site or the new one, never something between.

The new tree is made beside the old one; files that stay the same are linked, not copied, so they keep their
times; then the two trees change places in one step. What someone else put in the folder goes along.
What the bytes mean is not known here.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from wijkverbinder.model import Location, Stamp
from wijkverbinder.problems import Problem, problem, reason_of
from wijkverbinder.read import digest_of, stamp_of, stamps_in
from wijkverbinder.spare import Spare

MANIFEST = ".wijkverbinder"
"""Lists the files in the output that are ours; it changes only when a page comes or goes."""

TOLD_ONE_BY_ONE = 10
"""Files in our way that are still told one by one."""

_HEADER = "# Gemaakt door De Wijkverbinder. Deze bestanden worden bij elke bouw vervangen.\n"


class PublishError(Exception):
    """The folder can't be written; the site in it is as it was."""

    def __init__(self, error: OSError) -> None:
        super().__init__(reason_of(error))
        self.error = error


@dataclass(slots=True)
class Published:
    """What publishing did to the folder."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    """Of each file of ours."""
    there: dict[str, Stamp] = field(default_factory=dict)
    """Of each file that is there now: ours, our list of them, and other people's but for hidden ones."""


def _led_to(output: Path) -> Path:
    """The folder itself, where the output is a link to it: what is beside the link may lie on another disk."""
    # Not `Path.resolve`, which stops at a link that leads to itself.
    return Path(os.path.realpath(output))


def staging_folder(output: Path) -> Path:
    """Where the new tree is made: beside the output, so that it can be moved and not copied."""
    output = _led_to(output)
    return output.with_name(f".{output.name}.new")


def write_new(path: str, data: bytes) -> None:
    """Writes a file whole, and its folder where that is not there.

    A build makes thousands, and a file object of Python takes twice as long.
    """
    how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        file = os.open(path, how, 0o666)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, how, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)


def _former_folder(output: Path) -> Path:
    output = _led_to(output)
    return output.with_name(f".{output.name}.old")


def recover(output: Path) -> None:
    """Puts things right after a build that was killed: the output back if it was away, leftovers gone."""
    output = _led_to(output)
    former = _former_folder(output)
    if former.is_dir():
        if not output.exists():
            former.rename(output)
        else:
            shutil.rmtree(former, ignore_errors=True)
    shutil.rmtree(staging_folder(output), ignore_errors=True)


def list_ours(output: Path, untouched: Iterable[str] = (), fresh: Iterable[str] = ()) -> frozenset[str]:
    """The paths in the output that an earlier build made.

    The list of them in the folder may be gone or damaged, as after a failure of the power. So that is not all that
    tells whose a file is.

    Args:
        output: the folder.
        untouched: paths that lie there as our last build left them.
        fresh: paths whose new bytes lie in the staging folder: who has the same bytes there has a file of ours.
    """
    try:
        listed = (output / MANIFEST).read_text("utf-8", "replace")
    except OSError:
        listed = ""
    lines = listed.splitlines()
    if not listed.endswith("\n"):  # cut short, perhaps in the midst of a path
        lines = lines[:-1]
    ours = {line for line in lines if line and not line.startswith("#")}.union(untouched)
    staging = staging_folder(output)
    same = (path for path in set(fresh) - ours if _same_bytes(output / path, staging / path))
    return frozenset(ours.union(path for path in same if not (output / path).is_symlink()))


_Walked = Sequence[tuple[str, list[str], list[str]]]
"""Each folder of the output as a prefix for the names in it (empty for the first), its folders, its files."""


def _find_foreign(output: Path, walked: _Walked, ours: frozenset[str]) -> Iterator[str]:
    """The files in the output that no build of ours made, hidden ones too, and links to folders."""
    for folder, inner, names in walked:
        links = [name for name in inner if Path(output, folder, name).is_symlink()]
        for name in sorted([*names, *links]):
            path = folder + name
            if path != MANIFEST and path not in ours:
                yield path


def _walk(output: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    cut = len(str(output)) + 1
    for folder, inner, names in os.walk(output):
        inside = folder[cut:].replace(os.sep, "/")
        yield (f"{inside}/" if inside else ""), inner, names


def _empty_folders(walked: _Walked) -> Iterator[str]:
    """Folders in the output that hold nothing. We make none; others may need theirs, as git does."""
    for folder, inner, names in walked:
        if folder and not inner and not names:
            yield folder.rstrip("/")


def _folders_of(paths: Iterable[str]) -> set[str]:
    """The folders in which these paths lie, and those above them; empty for the first."""
    folders = {path.rpartition("/")[0] for path in paths}
    return folders.union(str(above) for folder in folders for above in PurePosixPath(folder).parents) - {"."} | {""}


def collisions(
    output: Path, wanted: Iterable[str], ours: Collection[str], shown: str, files: Container[str] = ()
) -> list[Problem]:
    """Files of someone else that stand where a page of ours must go.

    Args:
        output: the folder.
        wanted: the paths that the site needs.
        ours: what `list_ours` gives.
        shown: how the folder is called in messages.
        files: paths in the output that are known to be files.

    Returns:
        a problem for each, or one for all where there are many: then it is the folder that is not what was meant.
    """
    if os.path.lexists(output) and not output.is_dir():
        return [problem("output-in-the-way", Location(shown))]
    wanted = set(wanted)
    taken = {path for path in wanted.difference(ours) if os.path.lexists(output / path)}
    taken |= {path for path in wanted.intersection(ours) if path not in files and os.path.isdir(f"{output}/{path}")}
    folders = _folders_of(wanted).difference(ours)
    taken |= {path for path in folders if os.path.lexists(output / path) and not (output / path).is_dir()}
    if len(taken) > TOLD_ONE_BY_ONE:
        some = ", ".join(sorted(taken)[:3])
        return [problem("output-of-others", Location(shown), count=len(taken), some=some)]
    return [problem("output-in-the-way", Location(f"{shown}/{path}")) for path in sorted(taken)]


def publish_artifacts(
    output: Path,
    fresh: Iterable[str],
    unchanged: Iterable[str],
    ours: frozenset[str],
    there: Mapping[str, Stamp] | None = None,
    spare: Spare | None = None,
) -> Published:
    """Makes the output hold exactly these files, and what others put there.

    Args:
        output: the folder that readers see.
        fresh: paths whose new bytes lie in the staging folder.
        unchanged: paths that stay as they are in the output.
        ours: what `list_ours` gives.
        there: the stamps of all files in the output but other people's hidden ones, where they are known.
        spare: keeps the former tree, for less work the next time; without it every tree is made anew.

    Returns:
        what was written (only what differs from what was there), removed and kept, and the stamps of our files.

    Raises:
        PublishError: nothing has changed in the output then.
    """
    output = _led_to(output)
    staging, result = staging_folder(output), Published()
    same: set[str] = set()
    try:
        staging.mkdir(parents=True, exist_ok=True)
        for path in sorted(fresh):
            if path in ours and _same_bytes(output / path, staging / path):
                (staging / path).unlink()
                same.add(path)
            else:
                result.written.append(path)
        stay = sorted({*unchanged, *same})
        paths = sorted([*result.written, *stay])
        result.removed = sorted(path for path in ours.difference(paths) if (output / path).exists())
        walked = [*_walk(output)]
        result.kept = list(_find_foreign(output, walked, ours))
        empty = list(_empty_folders(walked))
        only_files = output.is_dir() and not (result.removed or result.kept or empty)
        touched: Collection[str] | None = None
        if not (result.written or result.removed) and _is_listed(output, paths):
            shutil.rmtree(staging)
            touched = ()
        elif spare and there is not None and only_files:
            touched = _renew(spare, output, result.written, same, paths, walked)
        if touched is None:
            if spare:
                spare.distrust()
            former = _make_anew(output, stay, result.kept, empty, paths, walked)
            if former and spare and only_files and _shares_files(former, output, stay):
                spare.keep(former, output, result.written)
            elif former:
                shutil.rmtree(former, ignore_errors=True)
        result.there = _stamps(output, there, touched, paths)
        result.stamps = {path: result.there[path] for path in paths}
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise PublishError(error) from error
    return result


def _make_anew(
    output: Path,
    stay: Iterable[str],
    kept: Sequence[str],
    empty: Sequence[str],
    paths: list[str],
    walked: _Walked,
) -> Path | None:
    """Makes the staging folder whole, and publishes it.

    Args:
        output: the folder that readers see.
        stay: paths of ours that stay as they are.
        kept: paths of others.
        empty: folders that hold nothing.
        paths: all paths of ours.
        walked: what the output holds.

    Returns:
        where the former tree lies; None when there was none.
    """
    staging = staging_folder(output)
    for path in (*stay, *kept):
        _carry(f"{output}/{path}", f"{staging}/{path}")
    for path in empty:
        (staging / path).mkdir(parents=True, exist_ok=True)
    _write_manifest(output, staging, paths)
    folders = _folders_of([*paths, *kept, *(f"{path}/" for path in empty)])
    _take_over_rights(output, staging, folders, walked)
    return _change_places(staging, output)


def _take_over_rights(output: Path, tree: Path, folders: Iterable[str], walked: _Walked) -> None:
    """Gives folders of a new tree the mode, group and owner that somebody chose for those that they replace.

    A folder that is new gets those of the one in which it was made. What the system does not let us give, stays as
    it is made.
    """
    there = {folder.rstrip("/") for folder, _, _ in walked}
    for folder in sorted(folders) if there else ():
        like = folder
        while like not in there:
            like = like.rpartition("/")[0]
        with contextlib.suppress(OSError):
            _take_over(f"{output}/{like}", f"{tree}/{folder}")


def _take_over(old: str, new: str) -> None:
    was, now = os.stat(old), os.stat(new)
    if (was.st_mode, was.st_uid, was.st_gid) == (now.st_mode, now.st_uid, now.st_gid):
        return
    if hasattr(os, "chown"):
        # Only root may give a folder to someone else; a group of one's own anybody may.
        for owner in (was.st_uid, -1):
            with contextlib.suppress(OSError):
                os.chown(new, owner, was.st_gid)
                break
    # After the owner, since a change of that takes the bit away that gives new files the group of the folder.
    shutil.copystat(old, new)
    os.utime(new)


def _shares_files(former: Path, output: Path, stay: Sequence[str]) -> bool:
    """Whether the disk gives files a second name and folders exchange places: else a former tree is of no use."""
    return former == staging_folder(output) and bool(stay) and os.stat(f"{output}/{stay[0]}").st_nlink > 1


def _renew(
    spare: Spare,
    output: Path,
    written: Sequence[str],
    same: Collection[str],
    paths: list[str],
    walked: _Walked,
) -> set[str] | None:
    """Makes the former tree the new one, and publishes it, where that can be done.

    Args:
        spare: the former tree.
        output: the folder that readers see.
        written: paths whose new bytes lie in the staging folder.
        same: paths that someone put other files at, though with the same bytes.
        paths: all that the output must hold.
        walked: what the output holds now.

    Returns:
        the paths whose stamp may have changed in the output; None, with nothing published, when it can't be done.
    """
    staging, new = staging_folder(output), set(written)
    differs = spare.take(output)
    if differs is None:
        return None
    try:
        for path in differs.union(same) - new:
            spare.put(path, output / path)
        for path in written:
            spare.put(path, staging / path)
        (spare.folder / MANIFEST).unlink(missing_ok=True)
        _write_manifest(output, spare.folder, paths)
        _take_over_rights(output, spare.folder, _folders_of(paths), walked)
    except OSError:
        return None
    if not _exchange(spare.folder, output):
        return None
    # From here on the new site is there, whatever happens.
    shutil.rmtree(staging, ignore_errors=True)
    with contextlib.suppress(OSError):
        spare.keep(spare.folder, output, written)
    return new.union(differs, same)


def _stamps(
    output: Path, there: Mapping[str, Stamp] | None, touched: Collection[str] | None, ours: Iterable[str]
) -> dict[str, Stamp]:
    """Of all files in the output, but for other people's hidden ones.

    Args:
        output: the folder.
        there: what they were before, where that is known.
        touched: the paths whose stamp may be another now, where only some may.
        ours: the paths of our files, hidden ones too.
    """
    if there is None or touched is None:
        return stamps_in(output, [*ours, MANIFEST])
    return {**there, **{path: stamp_of(os.stat(f"{output}/{path}")) for path in (*touched, MANIFEST)}}


def _manifest(paths: Iterable[str]) -> str:
    return _HEADER + "".join(f"{path}\n" for path in paths)


def _is_listed(output: Path, paths: Iterable[str]) -> bool:
    """Whether the list of ours in the output names these paths, and is whole."""
    try:
        return (output / MANIFEST).read_bytes() == _manifest(paths).encode()
    except OSError:
        return False


def _write_manifest(output: Path, staging: Path, paths: list[str]) -> None:
    if _is_listed(output, paths):
        _carry(f"{output}/{MANIFEST}", f"{staging}/{MANIFEST}")
    else:
        (staging / MANIFEST).write_text(_manifest(paths), "utf-8", newline="\n")


def _carry(source: str, target: str) -> None:
    """The same file in the new tree: a second name for it where the disk can do that, else a copy.

    Paths are text here: there are thousands, and a Path takes longer to make than a link.
    """
    with contextlib.suppress(OSError, NotImplementedError):
        os.link(source, target, follow_symlinks=False)
        return
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)


def _same_bytes(old: Path, new: Path) -> bool:
    try:
        return old.stat().st_size == new.stat().st_size and digest_of(old.read_bytes()) == digest_of(new.read_bytes())
    except OSError:
        return False


def _change_places(staging: Path, output: Path) -> Path | None:
    """The new tree becomes the output.

    Linux and macOS can exchange two folders in one step. Elsewhere two renames follow each other; a build
    killed between them is put right by `recover`, at the start of the next.

    Returns:
        where the old tree lies now; None when there was none.
    """
    if not output.exists():
        output.parent.mkdir(parents=True, exist_ok=True)
        staging.rename(output)
        return None
    if _exchange(staging, output):
        return staging
    former = _former_folder(output)
    output.rename(former)
    try:
        staging.rename(output)
    except OSError:
        former.rename(output)
        raise
    return former


_AT_FDCWD_LINUX, _EXCHANGE = -100, 2
"""From linux/fcntl.h and linux/fs.h (RENAME_EXCHANGE); RENAME_SWAP of macOS has the same value."""


def _exchange(one: Path, other: Path) -> bool:
    """Whether the system exchanged two folders in one step."""
    names = os.fsencode(one), os.fsencode(other)
    system: str = sys.platform
    with contextlib.suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        if system == "linux":
            return bool(library.renameat2(_AT_FDCWD_LINUX, names[0], _AT_FDCWD_LINUX, names[1], _EXCHANGE) == 0)
        if system == "darwin":
            return bool(library.renamex_np(names[0], names[1], _EXCHANGE) == 0)
    return False


_REFUSED_TO_MOUNTS = (errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS)
"""What the system says to who would exchange a mount point, or make a tree beside it."""


def is_mount(output: Path, error: OSError) -> bool:
    """Whether an output could not be written since another disk or folder is mounted there.

    Asked after it failed: what looks like a mount point (a subvolume) can sometimes be exchanged all the same.
    """
    if error.errno not in _REFUSED_TO_MOUNTS or not os.access(output, os.W_OK):
        return False
    # A folder of the same disk that is mounted there does not show; nothing else is ever busy.
    return error.errno == errno.EBUSY or os.path.ismount(_led_to(output))


def changed_by_hand(output: Path, stamps: Mapping[str, Stamp], *digests: Mapping[str, str]) -> list[str]:
    """Files of ours in the output whose bytes no build of ours made, though they are there.

    Args:
        output: the folder.
        stamps: as the last build left its files.
        digests: per path what we made: in the last build, and in this one (an earlier try at it may have been
            killed after it published).
    """
    found = []
    for path, stamp in stamps.items():
        with contextlib.suppress(OSError):
            file = output / path
            if stamp_of(file.stat()) != stamp:
                now = digest_of(file.read_bytes())
                if all(known.get(path) != now for known in digests):
                    found.append(path)
    return found
