"""Tells whether a copy of De Wijkverbinder is complete and unaltered, which edition it is, and how old.

    python3 verify.py            looks at the folder in which this file lies
    python3 verify.py FOLDER     looks at another

It stands alone: it needs Python 3.8 or newer and nothing else, and changes nothing. Exit code: 0 when all is well, 1
when a file is missing or altered, 2 when there is nothing to look at.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import sys
from pathlib import Path

SUMS = "SHA256SUMS"
ABOUT = "versie.json"

WORDS = {
    "nl": {
        "no-sums": "Hier ligt geen {sums}: {folder}\nZet verify.py in de map van de kopie, of noem die map erachter.",
        "missing": "ontbreekt: {path}",
        "altered": "veranderd: {path}",
        "unreadable": "niet te lezen: {path}",
        "extra": "hoort er niet bij: {path}",
        "bad": "Deze kopie is niet in orde: {count} van de {total} bestanden.",
        "extras": "Let op: {count} bestanden horen niet bij deze kopie. Wat er wel bij hoort, is in orde.",
        "good": "Compleet en ongewijzigd: {total} bestanden.",
        "edition": "{name} {version}, uitgave van {date}, {days} dagen oud.",
        "print": "Vingerafdruk van deze kopie (vergelijk die met wat de aanbieder noemt):\n{digest}",
    },
    "en": {
        "no-sums": "There is no {sums} here: {folder}\nPut verify.py in the folder of the copy, or name that folder.",
        "missing": "missing: {path}",
        "altered": "altered: {path}",
        "unreadable": "can't be read: {path}",
        "extra": "not part of it: {path}",
        "bad": "This copy is not in order: {count} of {total} files.",
        "extras": "Note: {count} files are no part of this copy. What is part of it, is in order.",
        "good": "Complete and unaltered: {total} files.",
        "edition": "{name} {version}, edition of {date}, {days} days old.",
        "print": "Fingerprint of this copy (compare it with what the host says):\n{digest}",
    },
}


def sha256(file: Path) -> str:
    """Give the SHA-256 of a file as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with file.open("rb") as data:
        for block in iter(lambda: data.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def read_sums(file: Path) -> dict[str, str]:
    """Read a list as ``sha256sum`` writes it: the digest of each file, by its path."""
    rows = (line.partition("  ") for line in file.read_text("utf-8").splitlines() if line)
    return {path: digest for digest, _, path in rows}


def compare(folder: Path, sums: dict[str, str]) -> list[tuple[str, str]]:
    """Hold a folder against a list.

    Returns:
        pairs of what is wrong (missing, altered, unreadable, extra) and the path.
    """
    found: list[tuple[str, str]] = []
    for path, digest in sorted(sums.items()):
        file = folder / path
        try:
            if not file.is_file():
                found.append(("missing", path))
            elif sha256(file) != digest:
                found.append(("altered", path))
        except OSError:
            found.append(("unreadable", path))
    known = {*sums, SUMS}
    for place, _, names in os.walk(folder):
        for name in names:
            path = (Path(place) / name).relative_to(folder).as_posix()
            if path not in known and "__pycache__" not in path:
                found.append(("extra", path))
    return sorted(found)


def spoken() -> str:
    """Give the language of the machine: English when it says so, else Dutch."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    language = next((os.environ[name] for name in names if os.environ.get(name)), "nl")
    return "en" if language.lower().startswith("en") else "nl"


def edition(folder: Path, words: dict[str, str], today: datetime.date) -> str:
    """Say which edition a folder holds and how old it is; nothing where it does not say."""
    try:
        about = json.loads((folder / ABOUT).read_text("utf-8"))
        days = (today - datetime.date.fromisoformat(about["date"])).days
        return words["edition"].format(name=about["name"], version=about["version"], date=about["date"], days=days)
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def main(arguments: list[str]) -> int:
    """Run the command and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    words = WORDS[spoken()]
    folder = Path(arguments[0] if arguments else Path(__file__).parent).resolve()
    if not (folder / SUMS).is_file():
        print(words["no-sums"].format(sums=SUMS, folder=folder))
        return 2
    sums = read_sums(folder / SUMS)
    found = compare(folder, sums)
    for what, path in found:
        print(words[what].format(path=path))
    bad = [path for what, path in found if what != "extra"]
    if bad:
        print(words["bad"].format(count=len(bad), total=len(sums)))
    elif found:
        print(words["extras"].format(count=len(found)))
    else:
        print(words["good"].format(total=len(sums)))
    about = edition(folder, words, datetime.datetime.now().astimezone().date())
    print(*([about] if about else []), words["print"].format(digest=sha256(folder / SUMS)), sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
