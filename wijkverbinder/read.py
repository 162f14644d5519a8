"""Folders on disk to Sources and Pictures: knows file names and layers, no schema, no Markdown, no address.

What was read before is not read again while its stamp (size, times, inode) is the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from wijkverbinder.i18n import LOCALES
from wijkverbinder.kinds import FOLDERS
from wijkverbinder.misnamed import DOCUMENTS, FORMATS, ending, meant_folder, meant_name, unfit_name
from wijkverbinder.model import Location, Look, Picture, Ref, Source, Stamp
from wijkverbinder.pictures import DRAWING_LIMIT, DRAWN, KINDS, PHOTO_LIMIT, Unfit, is_what_it_says, look_at
from wijkverbinder.problems import Problem, problem, reason_of
from wijkverbinder.svg import check_drawing
from wijkverbinder.text import CONTROL, SLUG, code_point, conflict_lines, garbled, slugify

TEXT_LIMIT = 256 * 1024
"""Bytes of the largest text that is read: some fifty thousand words, ten times the longest page we have."""

DATA_FOLDERS = ("terms", "messages")
"""Folders of content/ that hold no entries; `config` and `i18n` read them."""

OUTSIDE = Stamp(-2, 0, 0, 0)
"""The stamp of a link that leads out of where files may lie: what it leads to is not looked at."""

_GONE = Stamp(-1, 0, 0, 0)
"""The stamp of what is listed in a folder, but not there."""

_IGNORED = re.compile(r"\..*|Thumbs\.db|desktop\.ini|__pycache__|.*~|~\$.*", re.I)
"""Files that systems and editors leave behind; nobody put them there on purpose."""


@dataclass(slots=True)
class Reading:
    """What was found in the content folder."""

    sources: list[Source] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """Where a text lies, as messages name it, when that is not in the content folder: added by a local layer."""
    hidden: frozenset[Ref] = frozenset()
    """What a local layer does not show."""
    unfit: list[Source] = field(default_factory=list)
    """Texts that are there and can't be read, which is told at them: who names one names something that is there."""
    unfit_pictures: list[Picture] = field(default_factory=list)
    """Pictures that are there and will not do, which is told at them."""


def stamp_of(status: os.stat_result) -> Stamp:
    """What the file system says of a file, in a form that can be kept and compared."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def walk_files(folder: Path, prefix: str = "", *, home: Path | None = None) -> Iterator[tuple[str, Stamp]]:
    """All files below a folder with their stamps, as paths with forward slashes, in a fixed order.

    Files that systems leave behind (names with a dot in front, Thumbs.db) are passed over; what is missing or
    no folder holds no files. Symbolic links are followed, but never into a folder that holds them (a loop).

    Args:
        folder: the folder.
        prefix: what stands before each path.
        home: the folder that no link may lead out of, where there is one: such a link has the stamp `OUTSIDE`, and
            a folder outside it holds no files.
    """
    found: list[tuple[str, Stamp]] = []
    if home is None or lies_in(folder, home):
        _walk_into(os.fspath(folder), prefix, found, home)
    return iter(found)


def stamps_in(folder: Path, known: Iterable[str]) -> dict[str, Stamp]:
    """The stamps of the files in a folder of which somebody else may have some too, by path.

    Args:
        folder: the folder.
        known: paths in it that are looked for, though `walk_files` passes over them; what is not there has no stamp.
    """
    found = dict(walk_files(folder))
    for path in known:
        if path not in found:
            with contextlib.suppress(OSError):
                found[path] = stamp_of((folder / path).stat())
    return found


def lies_in(path: str | Path, folder: str | Path) -> bool:
    """Whether a path leads to something in a folder, or to the folder itself, through whatever links."""
    # Not `Path.resolve`, which stops at a link that leads to itself.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _walk_into(folder: str, prefix: str, found: list[tuple[str, Stamp]], home: Path | None) -> None:
    """Paths are text here, and a list takes them: each build walks over thousands of files, some twice."""
    try:
        with os.scandir(folder) as inside:
            entries = sorted(inside, key=attrgetter("name"))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        name = entry.name
        # Most names need no more than a look at their first and last sign.
        if (name[0] in "._TtDd~" or name[-1] == "~") and _IGNORED.fullmatch(name):
            continue
        if home and entry.is_symlink() and not lies_in(entry.path, home):
            found.append((prefix + name, OUTSIDE))
        elif _is_folder(entry):
            if not (entry.is_symlink() and lies_in(folder, entry.path)):
                _walk_into(entry.path, f"{prefix}{name}/", found, home)
        else:
            try:
                found.append((prefix + name, stamp_of(entry.stat())))
            except OSError:  # a link to nothing or to itself, or removed this very moment: read says so
                found.append((prefix + name, _GONE))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def digest_of(data: bytes) -> str:
    """The digest that stands for these bytes in state and file names: the first 32 hexadecimal digits of SHA-256.

    A browser can work out SHA-256 too, and so see whether a file is of the version that it knows.
    """
    return hashlib.sha256(data).hexdigest()[:32]


def read_sources(
    content: Path,
    languages: Sequence[str],
    known: Mapping[str, tuple[Stamp, str]] | None = None,
    looked: Mapping[str, Look] | None = None,
    *,
    may_be_empty: bool = False,
    home: Path | None = None,
) -> Reading:
    """Looks at every file of the content folder.

    Args:
        content: the folder that holds `phases/`, `activities/` and so on.
        languages: the languages of the site, the original one first.
        known: per path the stamp and digest of an earlier build, which spares reading the file.
        looked: per digest of a picture what was seen then, which spares decoding it.
        may_be_empty: whether it is no problem that there is nothing in it.
        home: the folder that no link may lead out of, if that is not this folder itself.

    Returns:
        sources and pictures in a fixed order, and a problem for each file that can be neither; also who those are
        of which that much is known.
    """
    reading, known, looked = Reading(), known or {}, looked or {}
    for path, stamp in walk_files(content, home=home or content):
        folder, _, name = path.partition("/")
        if folder in DATA_FOLDERS:
            continue
        reading.stamps[path] = stamp
        if stamp == OUTSIDE:
            reading.problems.append(problem("link-outside", Location(path), value=path.rpartition("/")[2]))
        elif not name and path.endswith(".md"):
            # It needs a folder, and which one is not for us to guess.
            reading.problems.append(problem("file-loose", Location(path), value=path, folders=", ".join(FOLDERS)))
        elif name and folder not in FOLDERS:
            meant = meant_folder(folder)
            reading.problems.append(
                problem("unknown-folder", Location(path), among=FOLDERS, suggestion=meant, value=folder)
            )
        elif name.endswith(".md"):
            _read_text(content, path, stamp, languages, known, reading)
        elif name.rpartition(".")[2].lower() in KINDS:
            _read_picture(content, path, stamp, known, looked, reading)
        else:
            reading.problems.append(_useless(path, languages[0]))
    if not reading.sources and not reading.problems and not may_be_empty:
        reading.problems.append(problem("no-content", Location("content"), value=content.name))
    return reading


def _useless(path: str, original: str) -> Problem:
    """What is said of a file that is neither text nor picture: what to make of it, or what it should be called."""
    folder, _, name = path.rpartition("/")
    kind = FOLDERS.get(folder.partition("/")[0])
    at, end = Location(path), ending(name)
    if end in DOCUMENTS:
        return problem("file-document", at, value=name, kind=kind.name if kind else "activity")
    if end in FORMATS:
        return problem("picture-format", at, value=name, example=f"{slugify(name[: -len(end)]) or 'foto'}.jpg")
    found = problem("unknown-file", at, value=name)
    return found._replace(suggestion=meant_name(name, original)) if end else found


class NotText(Exception):
    """A file of ours is not UTF-8; says which, and at which byte that shows."""

    def __init__(self, file: Path, position: int) -> None:
        super().__init__(f"{file}: {position}")
        self.file, self.position = file, position


def read_own(file: Path) -> str:
    """A style, script or template.

    Raises:
        NotText: it is not UTF-8, as when an editor saved it as UTF-16.
    """
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise NotText(file, error.start) from None


def read_text(path: Path) -> str:
    """A source's text: UTF-8 without byte order mark, with the line ends of Unix, and each accent in its letter.

    Some programs, on macOS above all, write é as an e and an accent. That looks the same, and would be another word.

    Raises:
        OSError, UnicodeDecodeError: `read_sources` has refused such files before.
    """
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _read_text(
    content: Path,
    path: str,
    stamp: Stamp,
    languages: Sequence[str],
    known: Mapping[str, tuple[Stamp, str]],
    reading: Reading,
) -> None:
    identity = _identity(path, languages, reading.problems)
    if identity is None:
        return
    before = known.get(path)
    digest = before[1] if before and before[0] == stamp else _text_digest(content / path, path, reading.problems)
    (reading.sources if digest else reading.unfit).append(Source(*identity, path, digest))


def _identity(path: str, languages: Sequence[str], problems: list[Problem]) -> tuple[Ref, str] | None:
    folder, _, rest = path.partition("/")
    name = rest.rpartition("/")[2].removesuffix(".md")
    slug, dot, language = name.partition(".")
    if not SLUG.fullmatch(slug):
        example = f"{slugify(slug) or 'samen-eten'}.md"
        problems.append(problem("file-name", Location(path), value=f"{name}.md", example=example))
        return None
    if misnamed := unfit_name(Location(path), path):
        problems.append(misnamed)
        return None
    if dot and (language not in languages or language == languages[0]):
        if _is_off(language, languages):  # a host may do without; those texts wait until it wants them
            return None
        among = languages[1:]
        found = problem("unknown-language", Location(path), word=language, among=among, value=language)
        # `dialoog.nl.md` and `dialoog.md.md` name no other language: they are the original, with a word too many.
        meant = meant_name(f"{name}.md", languages[0])
        problems.append(found._replace(suggestion=meant) if meant == f"{slug}.md" else found)
        return None
    return Ref(FOLDERS[folder].name, slug), language or languages[0]


def _is_off(language: str, languages: Sequence[str]) -> bool:
    """Whether it is a language that we know, and that this site does without."""
    return language in LOCALES and language not in languages


def _text_digest(file: Path, path: str, problems: list[Problem]) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        problems.append(problem("file-unreadable", Location(path), why=reason_of(error)))
        return ""
    if len(data) > TEXT_LIMIT:
        size, limit = len(data) // 1024, TEXT_LIMIT // 1024
        problems.append(problem("file-too-big", Location(path), size=size, limit=limit))
        return ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Location(path, data.count(b"\n", 0, error.start) + 1)
        problems.append(problem("not-utf8", place, position=error.start))
        return ""
    if found := CONTROL.search(text):
        place = Location(path, text.count("\n", 0, found.start()) + 1)
        problems.append(problem("control-character", place, value=code_point(found.group())))
        return ""
    if misread := garbled(text):
        start, word, meant = misread
        place = Location(path, text.count("\n", 0, start) + 1)
        problems.append(problem("letters-garbled", place, suggestion=meant, value=word))
        return ""
    if lines := conflict_lines(text):
        problems.extend(problem("conflict-marker", Location(path, line)) for line in lines)
        return ""
    return digest_of(data)


def _read_picture(
    content: Path,
    path: str,
    stamp: Stamp,
    known: Mapping[str, tuple[Stamp, str]],
    looked: Mapping[str, Look],
    reading: Reading,
) -> None:
    before = known.get(path)
    if before and before[0] == stamp and before[1] in looked:
        reading.pictures.append(Picture(path, before[1], stamp.size, looked[before[1]]))
    elif picture := _new_picture(content, path, stamp.size, reading.problems):
        reading.pictures.append(picture)
    else:
        reading.unfit_pictures.append(Picture(path, "", stamp.size))
        return
    if reading.pictures[-1].look.tells_place:
        reading.problems.append(problem("picture-place", Location(path)))


def _new_picture(content: Path, path: str, size: int, problems: list[Problem]) -> Picture | None:
    name = path.rpartition("/")[2]
    extension = name.rpartition(".")[2].lower()
    limit = DRAWING_LIMIT if extension == DRAWN else PHOTO_LIMIT
    if not SLUG.fullmatch(name.partition(".")[0]) or name != name.lower():
        example = f"{slugify(name.rpartition('.')[0])}.{extension}"
        problems.append(problem("file-name", Location(path), value=name, example=example))
        return None
    if misnamed := unfit_name(Location(path), path):
        problems.append(misnamed)
        return None
    if size > limit:
        problems.append(problem("picture-too-big", Location(path), size=-(-size // 1024), limit=limit // 1024))
        return None
    try:
        data = (content / path).read_bytes()
    except OSError as error:
        problems.append(problem("file-unreadable", Location(path), why=reason_of(error)))
        return None
    try:
        return Picture(path, digest_of(data), len(data), looked_at(data, extension))
    except Unfit as unfit:
        problems.append(Problem(unfit.code, Location(path), tuple(unfit.values.items())))
        return None


def looked_at(data: bytes, extension: str) -> Look:
    """What there is to see of a picture.

    Args:
        data: the whole file.
        extension: what its name ends in, one of `pictures.KINDS`.

    Raises:
        Unfit: it is not what its name says, or will not do.
    """
    if extension == DRAWN:
        check_drawing(data)
        return Look()
    if not is_what_it_says(data, extension):
        raise Unfit("picture-kind", value=extension.upper())
    return look_at(data, extension)
