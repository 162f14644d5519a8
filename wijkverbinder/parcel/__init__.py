"""The finished site to files that people take along: a whole copy, or what changed since an earlier one.

A parcel holds the bytes of the site as they were published, and what goes with them: a page to start with, a readme,
the licences, a list of digests and `verify.py`, which holds the copy against that list. The same site gives the same
bytes on every machine: names are in order, times are that of the edition, and nothing is squeezed, since two machines
squeeze differently. What is on a page is not known here.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wijkverbinder.parcel.pages import news_page, readme, start_page

SUMS, ABOUT = "SHA256SUMS", "versie.json"
HERE = Path(__file__).resolve().parent

_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,40}")
"""What a version looks like: it goes into the names of files."""

_UNOPENED = (OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error)
"""What is raised over a zip that is damaged, has a password, is squeezed in an unknown way, or holds no text where
text should be."""

Files = Mapping[str, bytes]
"""Bytes by path, with forward slashes."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition a parcel holds."""

    name: str
    version: str
    date: str

    @property
    def stem(self) -> str:
        """The name of its folder and file."""
        return f"wijkverbinder-{self.version}"


class NoParcel(Exception):
    """What should be an earlier parcel is none; the sentence says why."""


def whole_copy(site: Files, licences: Files, edition: Edition) -> dict[str, bytes]:
    """Everything that goes into a whole copy.

    Args:
        site: the published site.
        licences: the licences, by file name.
        edition: which edition it is.
    """
    about = {"name": edition.name, "version": edition.version, "date": edition.date, "files": len(site)}
    files = {f"site/{path}": data for path, data in site.items()}
    files |= {
        "begin.html": start_page(edition.name).encode(),
        "LEESMIJ.txt": readme(edition.name, edition.version, edition.date).encode(),
        ABOUT: (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode(),
        "verify.py": (HERE / "verify.py").read_bytes().replace(b"\r\n", b"\n"),
        **licences,
    }
    return files | {SUMS: sums_of(files).encode()}


def update_of(old: Files, new: Files, edition: Edition) -> dict[str, bytes]:
    """What brings one whole copy to another: the files that differ, both lists, and the program that does it.

    Args:
        old: the copy that people have.
        new: the copy that they want.
        edition: the newer edition.
    """
    before, after = read_sums(old[SUMS].decode()), read_sums(new[SUMS].decode())
    changed = sorted(path for path, digest in after.items() if before.get(path) != digest)
    gone = sorted(before.keys() - after.keys())
    return {
        **{f"bestanden/{path}": new[path] for path in changed},
        "nieuw.html": news_page(edition.name, version_of(old), edition.version, changed, gone, old, new).encode(),
        "van-SHA256SUMS": old[SUMS],
        "naar-SHA256SUMS": new[SUMS],
        **{name: (HERE / name).read_bytes().replace(b"\r\n", b"\n") for name in ("update.py", "verify.py")},
    }


def version_of(copy: Files) -> str:
    """Which version a whole copy is."""
    return str(json.loads(copy[ABOUT])["version"])


def sums_of(files: Files) -> str:
    """A list as ``sha256sum`` writes it, in order of path."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))


def read_sums(text: str) -> dict[str, str]:
    """The digest of each file that a list names, by its path."""
    return {path: digest for digest, _, path in (line.partition("  ") for line in text.splitlines() if line)}


def as_zip(files: Files, folder: str, date: str) -> bytes:
    """Files as a zip, all in one folder.

    Args:
        files: what goes in.
        folder: the folder that they lie in.
        date: the day that every file says it is of, as ``2026-11-26``.
    """
    year, month, day = (int(part) for part in date.split("-"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{path}", (year, month, day, 0, 0, 0))
            entry.create_system = 3  # as on Unix, whatever made it
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def from_zip(file: Path) -> dict[str, bytes]:
    """The files of a whole copy, out of its zip.

    Raises:
        NoParcel: it is no zip, no copy of ours, or not as it was made.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            inside = ((name.partition("/")[2], name) for name in archive.namelist() if not name.endswith("/"))
            files = {path: archive.read(name) for path, name in inside if path}
        wrong = next(_faults(files), "")
    except _UNOPENED as error:
        raise NoParcel(f"{file.name}: {error}") from error
    if wrong:
        raise NoParcel(f"{file.name}: {wrong}")
    return files


def _faults(files: Files) -> Iterator[str]:
    """Where files are no whole copy of ours, or would lead somebody out of its folder."""
    if SUMS not in files or ABOUT not in files:
        yield f"{SUMS}?"
        return
    for path in files:
        if {"", ".", ".."} & {*path.split("/")} or "\\" in path:
            yield path
    for path, digest in read_sums(files[SUMS].decode()).items():
        if path not in files or hashlib.sha256(files[path]).hexdigest() != digest:
            yield path
    about = json.loads(files[ABOUT])
    if not (isinstance(about, dict) and _VERSION.fullmatch(str(about.get("version", "")))):
        yield ABOUT
