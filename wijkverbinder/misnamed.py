"""The name of a file that can't be used: why, and what its editor meant with it; knows no disk."""

from __future__ import annotations

from wijkverbinder.i18n import LOCALES
from wijkverbinder.kinds import FOLDERS, KINDS
from wijkverbinder.model import Location
from wijkverbinder.problems import Problem, problem
from wijkverbinder.text import LONGEST_NAME, long_name, nearest, reserved_name, slugify

_TEXTS = {"md", "markdown", "mdown", "mdwn", "mkd", "txt", "text", "yml", "yaml"}
"""How a file is called that holds a text in letters alone; Windows adds `.txt` where nobody sees it."""

DOCUMENTS = frozenset(
    "doc docx dot dotx odt ott rtf pages wpd pdf epub html htm xls xlsx ods csv ppt pptx odp key".split()
)
"""How documents end of programs that write with more than letters."""

FORMATS = frozenset("heic heif tif tiff bmp psd raw dng cr2 cr3 nef arw jp2 jxl xcf ai eps svgz ico".split())
"""How pictures end that a camera or a program keeps, and that not every browser shows."""

_CALLED = {
    "fasen": "phases",
    "activiteiten": "activities",
    "voorbeelden": "examples",
    "bibliotheek": "library",
    "bronnen": "library",
    "paginas": "pages",
    "doelgroepen": "target-groups",
    "begrippen": "glossary",
}
"""What editors call a folder of the content, and readers see in addresses, to what it is called."""

_SAME = {"jfif": "jpg", "jpe": "jpg", "jpg_large": "jpg"}
"""Endings of a picture that only need another name."""


def ending(name: str) -> str:
    """What a name ends in, in small letters and without its dot; nothing where it has no dot.

    >>> ending("Foto.HEIC")
    'heic'
    """
    return name.lower().rpartition(".")[2] if "." in name else ""


def unfit_name(at: Location, path: str) -> Problem | None:
    """What is wrong with names that are written as they should be, and that some systems can't have.

    Args:
        at: where the names are chosen.
        path: the names, with a slash between folders.
    """
    if reserved := reserved_name(path):
        return problem("name-reserved", at, value=reserved, example=f"over-{reserved}")
    if long := long_name(path):
        return problem("name-too-long", at, value=f"{long[:40]}…", length=len(long), limit=LONGEST_NAME)
    return None


def meant_folder(name: str) -> str:
    """The folder of the content that was probably meant; nothing where we can't tell.

    >>> meant_folder("Bibliotheek"), meant_folder("activity")
    ('library', 'activities')
    """
    called = slugify(name)
    if called in KINDS:
        return KINDS[called].folder
    return _CALLED.get(called) or nearest(called, FOLDERS) or ""


def meant_name(name: str, original: str) -> str:
    """The name under which a text or a picture could be used; nothing where we can't tell.

    >>> meant_name("Samen eten.en.md.txt", "nl")
    'samen-eten.en.md'

    Args:
        name: the file's name.
        original: the language whose texts have no language in their name.
    """
    stem, *endings = name.lower().split(".")
    slug = slugify(stem)
    if not slug:
        return ""
    if len(endings) == 1 and endings[0] in _SAME:
        return f"{slug}.{_SAME[endings[0]]}"
    if not {*endings} <= _TEXTS | LOCALES.keys():
        return ""
    languages = [one for one in endings if one in LOCALES and one != original]
    return "" if len(languages) > 1 else ".".join([slug, *languages, "md"])
