"""What was made before, kept on disk between builds and safe to delete; knows not what it keeps.

Two things are kept: a small state that is read whole at every start, and packs of blobs by key, of which
only what is needed is read. A state is written aside and moved into place, and the packs it names are never
changed, so a build that is killed leaves the earlier state as it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import sys
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO, NamedTuple

_FORMAT = b"wijkverbinder-state-6 " + sys.version.encode("ascii", "replace")[:64].ljust(64) + b"\n"
"""What a kept file begins with: `marshal` may differ between versions of Python."""

_HEAD = Struct(">QL")
"""What stands before each part of it: how many bytes it has, and their checksum."""


class StoreDamaged(Exception):
    """A pack is not as we wrote it: the whole store must be thrown away."""


class Slot(NamedTuple):
    """Where a blob lies, and the checksum by which it is known."""

    pack: str
    offset: int
    length: int
    checksum: int


class PackWriter:
    """Writes blobs into a new pack; each process of a build has its own."""

    def __init__(self, folder: Path, name: str) -> None:
        """Creates the pack; an unfinished one of the same name is overwritten."""
        folder.mkdir(parents=True, exist_ok=True)
        self.name = name
        self.slots: dict[str, Slot] = {}
        self._file: BinaryIO = (folder / name).open("wb")
        self._at = 0

    def put(self, key: str, value: Any) -> None:
        """Keeps a value (of what `marshal` can hold) under a key."""
        blob = marshal.dumps(value)
        self._file.write(blob)
        self.slots[key] = Slot(self.name, self._at, len(blob), zlib.crc32(blob))
        self._at += len(blob)

    def close(self) -> dict[str, Slot]:
        """Ends the pack and tells where everything lies."""
        self._file.close()
        return self.slots


class Reader:
    """Reads values out of packs, by key.

    A forked process shares the positions of files that are open; so each reader opens its own, on first use.
    """

    def __init__(self, packs: Path, slots: Mapping[str, Slot]) -> None:
        """Opens nothing yet."""
        self._packs, self._slots = packs, slots
        self._files: dict[str, BinaryIO] = {}

    def get(self, key: str) -> Any:
        """The value that was put under a key.

        Raises:
            StoreDamaged: it is not there, or not as it was.
        """
        slot = self._slots[key]
        try:
            file = self._files.get(slot.pack)
            if file is None:
                file = self._files[slot.pack] = (self._packs / slot.pack).open("rb")
            file.seek(slot.offset)
            blob = file.read(slot.length)
        except OSError as error:
            self.close()
            raise StoreDamaged from error
        if zlib.crc32(blob) != slot.checksum:
            self.close()
            raise StoreDamaged
        return marshal.loads(blob)  # noqa: S302 - written by us

    def fresh(self) -> Reader:
        """The same reader with no file open."""
        return Reader(self._packs, self._slots)

    def close(self) -> None:
        """Closes the packs."""
        for file in self._files.values():
            file.close()
        self._files.clear()


class Store:
    """The kept state of one project."""

    def __init__(self, folder: Path) -> None:
        """Opens nothing yet: a build that has nothing to do reads only the state."""
        self.folder = folder
        self.packs = folder / "packs"

    def load(self) -> dict[str, Any]:
        """The state of the last build; empty when there is none, or when it can't be trusted."""
        return _read_whole(self.folder / "state")

    def save(self, state: dict[str, Any], slots: Iterable[Slot]) -> None:
        """Keeps a state, and drops the packs that none of its slots name."""
        _write_whole(self.folder / "state", state)
        named = {slot.pack for slot in slots}
        for pack in self.packs.glob("*") if self.packs.is_dir() else ():
            if pack.name not in named:
                pack.unlink(missing_ok=True)

    def load_part(self, name: str) -> dict[str, Any]:
        """Something small that is kept by itself; empty when there is none, or when it can't be trusted."""
        return _read_whole(self.folder / name)

    def save_part(self, name: str, value: dict[str, Any]) -> None:
        """Keeps something small by itself."""
        _write_whole(self.folder / name, value)

    def load_pieces(self, path: str) -> dict[str, str]:
        """The pieces that an output was last joined from, by their keys; empty when they can't be trusted."""
        pieces: dict[str, str] = {}
        for part in _read_parts(self._pieces_file(path)):
            pieces |= part
        return pieces

    def save_pieces(self, path: str, pieces: dict[str, str], before: Mapping[str, str]) -> None:
        """Keeps the pieces of an output: what is new is added, until half of what is kept is no longer wanted.

        Args:
            path: of the output.
            pieces: what it is joined from now, by their keys.
            before: what `load_pieces` gave.
        """
        file = self._pieces_file(path)
        new = {key: text for key, text in pieces.items() if key not in before}
        if before and len(before) + len(new) <= 2 * len(pieces):
            _add_part(file, new)
        else:
            _write_whole(file, pieces)

    def drop_pieces(self, but: Iterable[str]) -> None:
        """Throws away the pieces of outputs that are no more.

        Args:
            but: the paths of the outputs that are joined from pieces now.
        """
        named = {self._pieces_file(path).name for path in but}
        for file in (self.folder / "pieces").glob("*"):
            if file.name not in named:
                file.unlink(missing_ok=True)

    def _pieces_file(self, path: str) -> Path:
        return self.folder / "pieces" / hashlib.blake2b(path.encode(), digest_size=16).hexdigest()

    def forget(self) -> None:
        """Throws the state away."""
        (self.folder / "state").unlink(missing_ok=True)

    def reader(self, slots: Mapping[str, Slot]) -> Reader:
        """A reader of values by key."""
        return Reader(self.packs, slots)


def keep_whole(file: Path, data: bytes) -> None:
    """Writes a file under another name until it is whole: who is stopped leaves no half one to be believed.

    Raises:
        OSError: it can't be written; what was there is as it was.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise


def keep_made(file: Path, data: bytes, made_of: str) -> None:
    """Keeps what took long to make, so that `recall_made` knows it again.

    Args:
        file: where.
        data: what was made.
        made_of: what decides it, in one line.
    """
    keep_whole(file, _head(data, made_of) + data)


def recall_made(file: Path, made_of: str) -> bytes | None:
    """What was kept of something that was made; None where it was made of something else, or is not whole any more.

    A disk that was full or failed may have spoilt it, and what is kept here is published as it is.
    """
    try:
        head, _, data = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if head + b"\n" == _head(data, made_of) else None


def _head(data: bytes, made_of: str) -> bytes:
    return f"{made_of} {hashlib.blake2b(data, digest_size=16).hexdigest()}\n".encode()


def _read_whole(file: Path) -> dict[str, Any]:
    """What `_write_whole` kept in a file; empty when it is not there, or not as it was written."""
    parts = _read_parts(file)
    return parts[0] if parts else {}


def _read_parts(file: Path) -> list[dict[str, Any]]:
    """What was kept in a file at first and what was added since; nothing when any of it is not as it was written."""
    try:
        data = memoryview(file.read_bytes())
    except OSError:
        return []
    at, parts = len(_FORMAT), []
    if data[:at] != _FORMAT:
        return []
    while at < len(data):
        if len(data) < at + _HEAD.size:
            return []
        size, checksum = _HEAD.unpack_from(data, at)
        start, at = at + _HEAD.size, at + _HEAD.size + size
        if len(data) < at or zlib.crc32(data[start:at]) != checksum:
            return []
        part = marshal.loads(data[start:at])  # noqa: S302 - written by us; the checksum shows that it is whole
        if not isinstance(part, dict):
            return []
        parts.append(part)
    return parts


def _write_whole(file: Path, value: dict[str, Any]) -> None:
    """Keeps a dict in a file, which is the old one or the new one at any moment."""
    keep_whole(file, _FORMAT + _part(value))


def _add_part(file: Path, value: dict[str, Any]) -> None:
    """Adds a dict to a file. Who is killed in the midst leaves one that is not trusted."""
    with file.open("ab") as target:
        target.write(_part(value))


def _part(value: dict[str, Any]) -> bytes:
    blob = marshal.dumps(value)
    return _HEAD.pack(len(blob), zlib.crc32(blob)) + blob
