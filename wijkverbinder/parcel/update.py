"""Brings a copy of De Wijkverbinder up to a newer edition, out of the small pack in which this file lies.

    python3 update.py FOLDER

It stands alone: it needs Python 3.8 or newer, and verify.py beside it. Before it writes anything it looks whether
FOLDER is the edition that this pack was made for. A file of the old edition becomes one of the new, each in one step;
who breaks it off can run it again. Exit code: 0 when the folder is the new edition, 1 when it is not the right one or
can't be written, 2 when the arguments are wrong.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from verify import SUMS, compare, read_sums, sha256, spoken  # type: ignore[import-not-found] # beside it in a pack

HERE = Path(__file__).resolve().parent
OLD, NEW, FILES = "van-SHA256SUMS", "naar-SHA256SUMS", "bestanden"
UNFINISHED = ".bijwerken"

WORDS = {
    "nl": {
        "usage": "Zo gebruik je dit: python3 update.py MAP\nMAP is de map van je kopie, waar SHA256SUMS in ligt.",
        "damaged": "Dit pakket is zelf niet heel: {path}. Haal het opnieuw op.",
        "wrong": "Dit pakket hoort niet bij deze kopie. Er is niets veranderd.",
        "differs": "anders dan in de uitgave waarvoor dit pakket is: {path}",
        "more": "… en nog {count}",
        "unwritable": "Schrijven lukt niet: {why}. "
        "Maak het in orde en draai dit nog eens; het gaat verder waar het was.",
        "same": "Deze kopie was al bijgewerkt. Er is niets veranderd.",
        "done": "Bijgewerkt: {written} bestanden geschreven, {removed} weggehaald. De kopie is compleet.",
        "extra": "Let op: {path} is niet van ons en is gebleven.",
    },
    "en": {
        "usage": "Use it like this: python3 update.py FOLDER\nFOLDER is that of your copy, in which SHA256SUMS lies.",
        "damaged": "This pack is itself not whole: {path}. Fetch it again.",
        "wrong": "This pack is not for this copy. Nothing has changed.",
        "differs": "not as in the edition for which this pack is: {path}",
        "more": "… and {count} more",
        "unwritable": "Can't write: {why}. Put it right and run this again; it goes on from where it was.",
        "same": "This copy was up to date already. Nothing has changed.",
        "done": "Brought up to date: {written} files written, {removed} removed. The copy is complete.",
        "extra": "Note: {path} is not ours and has stayed.",
    },
}


def digest_of(file: Path) -> str:
    """Give the digest of a file, or nothing where there is no file."""
    return str(sha256(file)) if file.is_file() else ""


def strangers(folder: Path, old: dict[str, str], new: dict[str, str]) -> list[str]:
    """List the files of a copy that are neither as the old edition had them nor as the new one has them.

    Between the two lies whatever a broken-off run has left, and that is good.
    """
    found = []
    for path in sorted({*old, *new}):
        allowed = {old.get(path, ""), new.get(path, "")}
        if digest_of(folder / path) not in allowed:
            found.append(path)
    sums = digest_of(folder / SUMS)
    if sums not in {sha256(HERE / OLD), sha256(HERE / NEW)}:
        found.append(SUMS)
    return found


def put(source: Path, target: Path) -> None:
    """Make one file the new one, in one step: whoever looks sees the old one or the new one, whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(target.name + UNFINISHED)
    shutil.copyfile(source, aside)
    aside.replace(target)


def bring_up_to_date(folder: Path, old: dict[str, str], new: dict[str, str]) -> tuple[int, int]:
    """Write what is new or changed, remove what is gone, and last of all the list.

    Returns:
        how many files were written, and how many removed.
    """
    for left in folder.rglob("*" + UNFINISHED):
        left.unlink()
    written = removed = 0
    # Pages come last, so that none asks for a style or script that is not there yet.
    for path in sorted(new, key=lambda path: (path.endswith(".html"), path)):
        if digest_of(folder / path) != new[path]:
            put(HERE / FILES / path, folder / path)
            written += 1
    for path in sorted(old.keys() - new.keys()):
        if (folder / path).is_file():
            (folder / path).unlink()
            removed += 1
    for place, inner, names in os.walk(folder, topdown=False):
        if Path(place) != folder and not inner and not names:
            Path(place).rmdir()
    put(HERE / NEW, folder / SUMS)
    return written, removed


def main(arguments: list[str]) -> int:
    """Run the command and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    words = WORDS[spoken()]
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(words["usage"])
        return 2
    folder = Path(arguments[0]).resolve()
    old, new = read_sums(HERE / OLD), read_sums(HERE / NEW)
    needed = {path for path in new if old.get(path) != new[path]}
    damaged = [path for path in sorted(needed) if digest_of(HERE / FILES / path) != new[path]]
    if damaged:
        print(words["damaged"].format(path=damaged[0]))
        return 1
    wrong = strangers(folder, old, new)
    if wrong:
        print(words["wrong"], *(words["differs"].format(path=path) for path in wrong[:10]), sep="\n")
        if len(wrong) > 10:
            print(words["more"].format(count=len(wrong) - 10))
        return 1
    try:
        written, removed = bring_up_to_date(folder, old, new)
    except OSError as error:
        print(words["unwritable"].format(why=error))
        return 1
    for _, path in compare(folder, new):
        print(words["extra"].format(path=path))
    print(words["done"].format(written=written, removed=removed) if written or removed else words["same"])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
