"""An address, a reference or a day that can't be to the one that was probably meant; knows no entries."""

from __future__ import annotations

import re
from urllib.parse import unquote

from wijkverbinder.i18n import MONTHS
from wijkverbinder.kinds import FOLDERS, KINDS
from wijkverbinder.misnamed import DOCUMENTS, meant_folder
from wijkverbinder.text import SLUG, is_iso_date, nearest, slugify

MAIL = re.compile(r"[^@\s/:;,<>]+@[^@\s/:;,<>]+\.[^@\s/:;,<>.]{2,}")
"""What an e-mail address looks like."""

_WITH_MAIL = re.compile(rf"(?:[a-z-]{{2,8}}:[\s/]*)?({MAIL.pattern})", re.I)
_WEB = re.compile(r"(?:([a-z]{2,7})(?:[:;]/{0,3}|/{2,3}))?((?:[\w-]+\.)+([a-z]{2,24})(?:[:/?#].*)?)", re.I)
_FILE = re.compile(r"(?:\.{0,2}/)*(?:content/)?(?:([a-z-]+)/)?(?:[^/]+/)*([^/#]+?)\.(md|html)(#.*)?", re.I)
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()-]{7,16}[0-9]")
_ON_THIS_COMPUTER = re.compile(r"(?:file:|[a-z]:[\\/]|\\\\)", re.I)

_DAY = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2}|[a-z]+)\.?[-/. ]+(\d{4})|(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", re.I)
_MONTHS = {
    name[:3].lower(): number for names in MONTHS.values() for number, name in enumerate(names.split("|"), 1)
} | {"mrt": 3}
"""The number of a month by the letters with which it begins, in every language, and as the Dutch shorten it."""


def is_on_this_computer(target: str) -> bool:
    """Whether a link leads to a file on the computer of who wrote it."""
    return bool(_ON_THIS_COMPUTER.match(unquote(target)))


def meant_address(target: str, kind: str) -> str:
    r"""The address of a link that was probably meant; nothing where we can't tell.

    >>> meant_address("htps://krant.example/a", "page"), meant_address("jan@wijk.example", "page")
    ('https://krant.example/a', 'mailto:jan@wijk.example')
    >>> meant_address("..\\examples\\de-stoep.md", "page"), meant_address("koffie.md#stappen", "activity")
    ('example:de-stoep', 'activity:koffie#stappen')
    >>> meant_address("../voorbeelden/de-stoep.html", "page")
    'example:de-stoep'

    Args:
        target: as written.
        kind: of the text that it stands in, whose files lie in one folder.
    """
    text = unquote(target).replace("\\", "/").strip()
    if found := _WITH_MAIL.fullmatch(text):
        return f"mailto:{found[1]}"
    if found := _FILE.fullmatch(text):
        folder = FOLDERS.get(meant_folder(found[1] or ""))
        slug = slugify(found[2])
        is_known = slug and (folder or found[3].lower() == "md")  # which page of ours `index.html` is can't be told
        return f"{folder.name if folder else kind}:{slug}{found[4] or ''}" if is_known else ""
    found = _WEB.fullmatch(text)
    if found and found[3].lower() not in DOCUMENTS and (not found[1] or nearest(found[1], ("https", "http"))):
        return f"https://{found[2]}"
    return "tel:" + re.sub(r"[ ()-]+", "-", text).strip("-") if _PHONE.fullmatch(text) else ""


def meant_kind(target: str) -> str:
    """A reference with its kind spelt right, as ``activity:dialoog``; nothing where none is near.

    Compared by the kind alone: the name behind it would make any two look alike.
    """
    kind, _, name = target.partition(":")
    folder = FOLDERS.get(kind.lower())
    meant = folder.name if folder else nearest(kind, KINDS)
    return f"{meant}:{name.strip()}" if meant and name.strip() else ""


def meant_reference(value: str, kind: str) -> str:
    """The reference to an entry of a kind that was probably meant, by its path, its file or its title.

    >>> meant_reference("content/library/een-onderzoek.md", "library"), meant_reference("Samen eten", "activity")
    ('library:een-onderzoek', 'activity:samen-eten')
    """
    name = value.rpartition("/")[2].rpartition(":")[2].removesuffix(".md").strip()
    return f"{kind}:{name if SLUG.fullmatch(name) else slugify(name)}"


def meant_day(value: str) -> str:
    """The day that was probably meant, as ``2026-11-22``; nothing where we can't tell, or it does not exist."""
    found = _DAY.fullmatch(value.strip("\u201c\u201d\u201e\u2018\u2019\"' \u00a0"))
    if not found:
        return ""
    day, month, year = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    if not month.isdigit():
        month = str(_MONTHS.get(month[:3].lower(), 0))
    meant = f"{year}-{int(month):02}-{int(day):02}"
    return meant if is_iso_date(meant) else ""
