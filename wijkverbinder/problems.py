"""What can be wrong with content, as values: code, place, words in the editor's language.

A Problem names its code and the values of its sentence; `problem_texts` holds the sentences. How a Problem
is shown (terminal, annotations, a page) is not known here.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from wijkverbinder.model import FieldPath, Location
from wijkverbinder.problem_texts import TEXTS, WORDS
from wijkverbinder.text import code_point, nearest

LANGUAGES = ("nl", "en")

_REFUSALS = {
    errno.ENOENT: "@absent",
    errno.EACCES: "@forbidden",
    errno.EPERM: "@forbidden",
    errno.EISDIR: "@a-folder",
    errno.ENOTDIR: "@no-folder",
    errno.EROFS: "@read-only",
    errno.ENOSPC: "@disk-full",
    errno.EDQUOT: "@disk-full",
    errno.ENAMETOOLONG: "@name-too-long",
}
"""What the system says when it does not let us at a file, in our words; what is rare stays in the system's."""


class Problem(NamedTuple):
    """One thing that an editor can mend.

    `values` fill the sentence of `code`; `suggestion` is the name that was probably meant.
    """

    code: str
    location: Location
    values: tuple[tuple[str, str], ...] = ()
    suggestion: str = ""
    choices: tuple[str, ...] = ()
    todo: bool = False
    """Whether it stands in a draft: something still to be done, that nobody else is bothered by."""

    @property
    def severity(self) -> Literal["error", "warning", "todo"]:
        """How much it matters: the site can't be published with it, it is good to know, or it is still to be done."""
        return "todo" if self.todo else TEXTS[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether the site can't be published with it."""
        return self.severity == "error"

    def at(self, location: Location) -> Problem:
        """The same problem at a place that is now known better."""
        return self._replace(location=location)

    def in_draft(self) -> Problem:
        """The same problem, in a draft."""
        return self._replace(todo=True)

    def sentence(self, language: str) -> str:
        """What is wrong, with the value in it, in `language` (``nl`` or ``en``)."""
        return TEXTS[self.code].what[language].format(**self._words(language))

    def remedy(self, language: str) -> str:
        """What to do about it: the name that was probably meant, else the choices, else the general advice."""
        if self.suggestion:
            return {"nl": "Bedoelde je “{}”?", "en": "Did you mean “{}”?"}[language].format(self.suggestion)
        if self.choices:
            words = {"nl": "Kies uit: {}.", "en": "Choose from: {}."}[language]
            return words.format(", ".join(self.choices))
        return TEXTS[self.code].do[language].format(**self._words(language))

    def _words(self, language: str) -> dict[str, str]:
        return {name: in_language(visible(value), language) for name, value in self.values}


def in_language(value: str, language: str) -> str:
    """A value of a problem with each ``@word`` in it said in `language`."""
    words = (WORDS[word[1:]][language] if word[1:] in WORDS and word[0] == "@" else word for word in value.split(" "))
    return " ".join(words) if "@" in value else value


def reason_of(error: OSError) -> str:
    """Why the system did not let us at a file: a value for the `why` of a problem."""
    return _REFUSALS.get(error.errno or 0) or error.strerror or str(error)


def problem(
    code: str,
    location: Location,
    *,
    among: Iterable[str] | None = None,
    word: str = "",
    suggestion: str = "",
    **values: object,
) -> Problem:
    """A Problem with a did-you-mean where one is near.

    Args:
        code: a key of `problem_texts.TEXTS`.
        location: where the editor must look.
        among: the names that would have been right, for the suggestion or the list of choices.
        word: what stood there instead of one of them.
        suggestion: what was probably meant, where that is known better than by what is near.
        values: what the sentence of the code needs.
    """
    names = tuple(among or ())
    suggestion = suggestion or (nearest(word, names) if word else "") or ""
    choices = () if suggestion or len(names) > 30 else names
    shown = tuple((name, str(value)) for name, value in values.items())
    return Problem(code, location, shown, suggestion, choices)


_UNSEEN = re.compile("[\\u00a0\\u00ad\\u200b-\\u200f\\u202f\\u2010\\u2011\\u2060\\ufeff]")
"""Signs that come along with a text that was pasted, and that nobody tells from none, a space or a hyphen."""


def visible(text: str) -> str:
    """A text in which nobody can overlook a sign: ``een-‹U+00AD›onderzoek``."""
    return text if text.isascii() else _UNSEEN.sub(lambda found: f"‹{code_point(found.group())}›", text)


class _Blanks(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        return "…"


def in_general(code: str, language: str) -> tuple[str, str]:
    """What a kind of problem says and what to do, with a sign where a problem of that kind has its own values."""
    text = TEXTS[code]
    return text.what[language].format_map(_Blanks()), text.do[language].format_map(_Blanks())


@dataclass(slots=True)
class Report:
    """The problems of a build, gathered over the stages."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, found: Iterable[Problem]) -> None:
        """Takes problems in, in any order."""
        self.problems.extend(found)

    @property
    def failed(self) -> bool:
        """Whether anything found keeps the site from being published."""
        return any(found.is_error for found in self.problems)

    def in_order(self) -> list[Problem]:
        """All problems once, by file, line and column."""
        return sorted(set(self.problems), key=lambda found: (*found.location[:3], found.code, found.values))


def dotted(path: FieldPath) -> str:
    """A field path as an editor reads it: list items count from one, ``phases.in-rust.tips[1]``."""
    out = ""
    for part in path:
        out += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if out else part)
    return out
