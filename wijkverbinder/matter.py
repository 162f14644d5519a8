"""Text of a content file to front matter, body, and the place of every value; knows no schema.

python-frontmatter splits, PyYAML's C parser reads; what is ours is the strictness that an editor needs:
`yes` stays a word, `1:30` is not ninety, nothing is dropped in silence, and every key and value has a line.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from wijkverbinder.model import FieldPath
from wijkverbinder.text import CONTROL, code_point

Place = tuple[int, int]
"""Line and column, both from one."""

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LIKE_A_FENCE = re.compile(r"^[ \t]*(?:[-\u2010-\u2015]{2,}|[\u2013-\u2015])[ \t]*$", re.MULTILINE)
"""A line that was probably meant as one: too many dashes or too few, or a dash that a program made longer."""

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_SIGNS = frozenset("-+0123456789")
"""What a number begins with."""

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_PLAIN, _QUOTED = "plain", "quoted"
_OWN_TAGS = {_PLAIN, _QUOTED, "map", "seq"}
_DEEPEST = 20
"""Levels of nesting that front matter may have; no schema of ours needs half of them."""

_MANY = 1000
"""Brackets and dashes from which nesting is measured before the tree is made: the C parser composes by
calling itself, and a hundred thousand brackets end the whole process."""

_FAULTS = (
    ("mapping values are not allowed", "@yaml-colon"),
    ("unknown escape", "@yaml-escape"),
    ("decimal number", "@yaml-escape"),
    ("quoted scalar", "@yaml-quote"),
    ("expected ',' or", "@yaml-bracket"),
    ("flow", "@yaml-bracket"),
    ("alias", "@yaml-sign"),
    ("anchor", "@yaml-sign"),
    ("cannot start any token", "@yaml-sign"),
    ("could not find expected ':'", "@yaml-name"),
    ("sequence entries", "@yaml-dash"),
    ("comment or line break", "@yaml-bar"),
    ("node content", "@yaml-sign"),
    ("directive", "@yaml-sign"),
    (" tag", "@yaml-sign"),
    ("document start", "@yaml-start"),
    ("block", "@yaml-indent"),
    ("", "@yaml-unreadable"),
)
"""What the YAML parser says, by a part of its sentence, in words for editors; the first that fits counts."""

_WHERE_IT_BEGAN = {"@yaml-quote", "@yaml-bracket", "@yaml-name"}
"""What is told where it began; the parser gave up somewhere behind that."""

_HARD_SPACES = "\u00a0\u202f"
"""Spaces at which a line may not break; they come along with a text that was pasted, and indent nothing."""

_BULLETS = "\u2022\u25aa\u25cf\u25e6\u00b7\u2013\u2014*"
"""Signs before an item of a list that come along from a word processor."""

_CURLY = re.compile(r":\s+[\u201c\u201d\u201e\u2018\u2019].*: ")
"""A value in quotes that are no quotes to YAML, with a colon in it."""

_HASH_BEHIND = re.compile(r"[ \t]*#(?=[^\s#])")
_NAME = re.compile(r"\s*(?:- +)*[\w-]+")
_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*[\w-]+:[^\s/]")
_CLOSED = re.compile(r"""\s*(?:- +)*(?:[\w-]+:\s+)?(?:".*"|'.*'|\[.*\]|\{.*\})\s*""")
"""A line up to where a value in quotes or brackets is done."""


_SLIPS = (
    (re.compile(rf"\s*(?:- +)*[\w-]+(:)[{_HARD_SPACES}]"), "@yaml-hard-colon"),
    (re.compile(rf"\s*([{_BULLETS}])\s"), "@yaml-bullet"),
    (re.compile(r"\s*(-)[^\s-]"), "@yaml-dash-space"),
)
"""What an editor can do wrong at the start of a line, and the sign at which that shows."""

_AT_LINES = {"@yaml-colon", "@yaml-name", "@yaml-indent", "@yaml-sign"}
"""What the parser may say of a line that begins so, or of the one below it."""


def _slip(line: str) -> tuple[str, int] | None:
    """What is wrong at the start of a line, and in which column, from zero."""
    found = ((why, sign.match(line)) for sign, why in _SLIPS)
    return next(((why, match.start(1)) for why, match in found if match), None)


class MatterError(Exception):
    """The file has no front matter that can be read at all.

    Not a ValueError: python-frontmatter would swallow that and take the whole file for text.
    """

    def __init__(self, code: str, line: int, column: int = 1, **values: str) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.values = code, line, column, values


_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast as the one in Python, which stands in where PyYAML was built without it."""


class _Loader(_FAST):  # type: ignore[misc]
    """Composes nodes and leaves every scalar a word; `_value` decides what it means."""

    def resolve(self, kind: type[Node], _value: str, implicit: Any) -> str:
        if kind is ScalarNode:
            return _PLAIN if implicit[0] else _QUOTED
        return "map" if kind is MappingNode else "seq"

    # Resolving by path is not used; these are asked at every node, and a built-in answers without a call in Python.
    descend_resolver = staticmethod(operator.is_)
    ascend_resolver = staticmethod(tuple)


class _Handler(YAMLHandler):
    """Splits strictly and keeps the node tree, so that places can be asked for later."""

    def __init__(self, first_line: int) -> None:
        super().__init__()
        self.first_line = first_line
        self.body_line = first_line
        self.root: Node | None = None
        self.has_duplicates = False
        self._text = ""
        self._odd = self._hard = self._hash = False
        self._seen: set[int] = set()
        self._anchored: Node | None = None

    def split(self, text: str) -> tuple[str, str]:
        opening = _FENCE.match(text)
        if not opening:
            if not text.strip():
                raise MatterError("file-empty", self.first_line)
            raise self._as_fence_error("front-matter-missing", _LIKE_A_FENCE.match(text), text)
        closing = _FENCE.search(text, opening.end() + 1)
        if not closing:
            raise self._as_fence_error("front-matter-open", _LIKE_A_FENCE.search(text, opening.end() + 1), text)
        self.body_line = self.first_line + text.count("\n", 0, closing.end()) + 1
        return text[opening.end() + 1 : closing.start()], text[closing.end() :]

    def _as_fence_error(self, code: str, meant: re.Match[str] | None, text: str) -> MatterError:
        """That a fence is missing, at the line that was probably meant as one."""
        if not meant:
            return MatterError(code, self.first_line)
        line = self.first_line + text.count("\n", 0, meant.start())
        return MatterError("front-matter-fence", line, value=meant.group().strip(" \t"))

    def load(self, fm: str, **_options: object) -> dict[str, Any]:
        self._text = fm
        # Only an escape can spell out a character that may not stand in a file, only & and ! begin what is no text.
        self._odd = any(sign in fm for sign in "\\&!") or bool(CONTROL.search(fm))
        self._hard = any(space in fm for space in _HARD_SPACES)
        self._hash = " #" in fm
        try:
            if sum(map(fm.count, "[{-?")) > _MANY:
                self._measure(fm)
            self.root = yaml.compose(fm, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            raise self._as_matter_error(error) from None
        except yaml.YAMLError:
            raise MatterError("front-matter-broken", self.first_line, why="@yaml-unreadable") from None
        if self.root is None:
            return {}
        if not isinstance(self.root, MappingNode):
            raise MatterError("front-matter-shape", self.first_line + 1)
        facts = self._mapping(self.root, 1)
        if self._anchored:  # YAML would drop that word: `title: &Co` has no text left
            raise MatterError("yaml-tag", *self.place(self._anchored.start_mark), value=self._word_at(self._anchored))
        return facts

    def _measure(self, fm: str) -> None:
        depth = 0
        for event in yaml.parse(fm, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                mark: Any = event.start_mark
                raise MatterError("yaml-deep", *self.place(mark))

    def _as_matter_error(self, error: yaml.MarkedYAMLError) -> MatterError:
        why = " ".join(part for part in (error.context, error.problem) if part)
        found = next(word for sign, word in _FAULTS if sign in why)
        began = error.context_mark if found in _WHERE_IT_BEGAN else None
        mark = began or error.problem_mark or error.context_mark
        if not mark:
            return MatterError("front-matter-broken", self.first_line, why=found)
        found, line, column = self._cause(found, mark)
        return MatterError("front-matter-broken", line + self.first_line + 1, column + 1, why=found)

    def _cause(self, found: str, mark: yaml.Mark) -> tuple[str, int, int]:
        """What an editor did, where the parser tells what came of it; with its line and column, from zero."""
        above, _, before = self._text[: mark.index].rpartition("\n")
        above, behind = above.rpartition("\n")[2], self._text[mark.index :].partition("\n")[0]
        here = before + behind
        indent = here[: len(here) - len(here.lstrip())]
        if any(space in indent for space in _HARD_SPACES):
            return "@yaml-hard-space", mark.line, 0
        if behind[:1] == "\t":
            return "@yaml-tab", mark.line, mark.column
        # What was meant as an item of a list is often only missed at the line below it.
        for text, line in ((here, mark.line), (above, mark.line - 1)):
            if found in _AT_LINES and (slip := _slip(text)):
                return slip[0], line, slip[1]
        return self._cause_here(found, mark, above, before, here)

    def _cause_here(self, found: str, mark: yaml.Mark, above: str, before: str, here: str) -> tuple[str, int, int]:
        """The same, where the line at which the parser stopped holds the cause, or the field above it."""
        if found == "@yaml-colon" and _NAME.fullmatch(before):
            if before[:1].isspace():
                return "@yaml-deeper", mark.line, len(before) - len(before.lstrip())
            return "@yaml-space" if _WITHOUT_SPACE.match(above) else "@yaml-name", mark.line - 1, 0
        if found == "@yaml-colon" and _CURLY.search(here):
            found = "@yaml-curly"
        elif found == "@yaml-name" and _WITHOUT_SPACE.match(here):
            found = "@yaml-space"
        elif found == "@yaml-indent" and _CLOSED.fullmatch(before):
            found = "@yaml-behind"
        return found, mark.line, mark.column

    def place(self, mark: yaml.Mark) -> Place:
        """A mark of the YAML parser as a place in the file."""
        return mark.line + self.first_line + 1, mark.column + 1

    def _mapping(self, node: MappingNode, depth: int) -> dict[str, Any]:
        found = {}
        for key, value in node.value:
            if type(key) is not ScalarNode or key.tag not in _OWN_TAGS:
                raise MatterError("yaml-tag", *self.place(key.start_mark), value=self._word_at(key))
            if self._hard:
                self._refuse_hard_space(key)
            found[self._word(key) if self._odd else key.value] = self._value(value, depth)
        self.has_duplicates |= len(found) != len(node.value)
        return found

    def _word(self, node: Node) -> str:
        """A scalar's text; YAML can spell out characters that may not stand in a file."""
        text: str = node.value
        if found := CONTROL.search(text):
            value = code_point(found.group())
            raise MatterError("control-character", *self.place(node.start_mark), value=value)
        if self._text.startswith(("&", "!"), node.start_mark.index):
            self._anchored = self._anchored or node
        return text

    def _word_at(self, node: Node) -> str:
        return self._text[node.start_mark.index :].split(maxsplit=1)[0]

    def _value(self, node: Node, above: int) -> Any:
        """What a node means; `above` is how many collections it lies in."""
        if self._odd:
            self._refuse_signs(node)
        if above > _DEEPEST:
            raise MatterError("yaml-deep", *self.place(node.start_mark))
        if isinstance(node, MappingNode):
            return self._mapping(node, above + 1)
        if isinstance(node, SequenceNode):
            return [self._value(item, above + 1) for item in node.value]
        if self._hard:
            self._refuse_hard_space(node)
        text: str = self._word(node) if self._odd else node.value
        if node.tag == _QUOTED:
            return text
        if self._hash and _HASH_BEHIND.match(self._text, node.end_mark.index):
            # A remark begins with a space behind its #; this was meant as text, and YAML would drop it.
            raise MatterError("front-matter-broken", *self.place(node.end_mark), why="@yaml-hash")
        if text in _WORDS:
            return _WORDS[text]
        return int(text) if text[:1] in _SIGNS and len(text) < 16 and _INTEGER.fullmatch(text) else text

    def _refuse_hard_space(self, node: Node) -> None:
        """A line that was meant to be indented, and for YAML begins with a letter."""
        start = node.start_mark.index
        before = self._text[:start].rpartition("\n")[2]
        if self._text[start : start + 1] in {*_HARD_SPACES} and not before.strip(" "):
            raise MatterError("front-matter-broken", *self.place(node.start_mark), why="@yaml-hard-space")

    def _refuse_signs(self, node: Node) -> None:
        """Tags and aliases, which need a sign that makes a text odd."""
        if node.tag not in _OWN_TAGS:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            raise MatterError("yaml-tag", *self.place(node.start_mark), value=tag)
        if id(node) in self._seen:
            raise MatterError("yaml-alias", *self.place(node.start_mark))
        self._seen.add(id(node))


@dataclass(slots=True)
class Matter:
    """Front matter and body of one file."""

    facts: dict[str, Any]
    body: str
    body_line: int
    handler: _Handler = field(repr=False)

    def places(self) -> dict[FieldPath, Place]:
        """Where each value stands, by field path; keys are found under ``(*path, "#key")``."""
        places: dict[FieldPath, Place] = {("body",): (self.body_line, 1)}
        if self.handler.root is not None:
            places.update(_walk(self.handler.root, (), self.handler))
        return places

    def is_block(self, path: FieldPath) -> bool:
        """Whether a value is a block (`|` or `>`), whose text begins on the line below its start."""
        node = self.handler.root
        for part in path:
            if isinstance(node, SequenceNode) and isinstance(part, int):
                node = node.value[part]
            elif isinstance(node, MappingNode):
                node = next((value for key, value in node.value if key.value == part), None)
        return isinstance(node, ScalarNode) and node.style in {"|", ">"}

    def duplicates(self) -> Iterator[tuple[FieldPath, Place, Place]]:
        """Keys that stand twice in one mapping: path, this place, the first place."""
        if self.handler.has_duplicates and self.handler.root is not None:
            yield from _duplicates(self.handler.root, (), self.handler)


def parse_matter(text: str) -> Matter:
    """Splits and reads one content file.

    Args:
        text: the whole file, decoded, with the line ends of Unix.

    Returns:
        plain data (dict, list, str, int, bool, None) and the body with its first line's number.

    Raises:
        MatterError: when there is no front matter, it does not end, or it is not YAML of our kind.
    """
    lead = len(text) - len(text.lstrip())
    handler = _Handler(1 + text.count("\n", 0, lead))
    facts, body = frontmatter.parse(text, handler=handler)
    # Where there is none, it is missed at the line below which it must come.
    below = _blank_lines(text[lead:].split("\n"), handler) if body else -1
    return Matter(facts, body, handler.body_line + below, handler)


def _blank_lines(lines: list[str], handler: _Handler) -> int:
    """Empty lines between the closing fence and the body: python-frontmatter strips them."""
    skipped = 0
    for line in lines[handler.body_line - handler.first_line :]:
        if line.strip():
            break
        skipped += 1
    return skipped


def _walk(node: Node, path: FieldPath, handler: _Handler) -> Iterator[tuple[FieldPath, Place]]:
    yield path, handler.place(node.start_mark)
    if isinstance(node, MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            yield (*inner, "#key"), handler.place(key.start_mark)
            yield from _walk(value, inner, handler)
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, (*path, index), handler)


def _duplicates(node: Node, path: FieldPath, handler: _Handler) -> Iterator[tuple[FieldPath, Place, Place]]:
    if isinstance(node, MappingNode):
        first: dict[str, Place] = {}
        for key, value in node.value:
            name, place = str(key.value), handler.place(key.start_mark)
            if name in first:
                yield (*path, name), place, first[name]
            first.setdefault(name, place)
            yield from _duplicates(value, (*path, name), handler)
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from _duplicates(value, (*path, index), handler)
