"""The tokens of the design to what can't be told apart well enough; knows no other styles and no pages.

What stands on what is one table, `PAIRS`. The rule is WCAG 2.2: success criteria 1.4.3 (text) and 1.4.11 (what is not
text), https://www.w3.org/TR/WCAG22/.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from wijkverbinder.model import Location
from wijkverbinder.problems import Problem, problem

TEXT, MARK = 4.5, 3.0
"""The least contrast of text of any size, and of what a reader must see to use or understand the page. WCAG lets
large text do with 3; we do not, since a reader's own size may be smaller than ours."""

Color = tuple[int, int, int]
"""Red, green and blue, 0 to 255 (sRGB)."""


class Pair(NamedTuple):
    """What stands on what, as names of tokens, and how much contrast that needs."""

    mark: str
    ground: str
    least: float


GROUNDS = ("paper", "sky", "p-soft")
"""What lies behind text: the page, the band on top, a part about one phase."""

PAIRS: tuple[Pair, ...] = (
    # `p`: names of phases, and the line of their ground.
    *(Pair(mark, ground, TEXT) for mark in ("ink", "muted", "link", "visited", "p") for ground in GROUNDS),
    Pair("ink", "mark", TEXT),  # a word that was looked for
    Pair("on-enamel", "enamel", TEXT),  # the sign, the house numbers
    Pair("paper", "link", TEXT),  # a button with its colours turned round
    *(Pair("focus", ground, MARK) for ground in GROUNDS),
    *(Pair("edge", ground, MARK) for ground in ("paper", "sky")),  # around what can be filled in
    *(Pair("leaf", ground, MARK) for ground in ("paper", "p-soft")),  # the door of a verdict
    Pair("lamp", "leaf", MARK),  # the light in a door that is open
)
"""What stands on what, on any page.

Not here: houses and panes, which are ornament (the words beside them say the same), the plate behind a number, the
thin lines between the items of a list. A new use of a token is a row here; a test looks whether what the styles use
for text and behind it has one.
"""


class Token(NamedTuple):
    """The value of a token as it stands in the file."""

    value: str
    line: int


Scope = tuple[str, bool]
"""Where a token is set: its selector, and whether it is for dark screens."""

_PIECE = re.compile(r"--([a-z0-9-]+)\s*:\s*([^;{}]+)[;}]|([^;{}]*)\{|\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_NAME = re.compile(r"var\(--([a-z0-9-]+)\)")


def check_contrast(style: str, path: str, local: Collection[int] = ()) -> Iterator[Problem]:
    """Every pair of tokens that can't be told apart well enough, in both schemes and in each phase.

    Args:
        style: the tokens, as CSS.
        path: where they stand, for who must mend them.
        local: the lines of tokens that a host gave a value of its own: of two colours, that one is to be mended.
    """
    scopes = read_tokens(style)
    names = list(dict.fromkeys(name for pair in PAIRS for name in pair[:2]))
    phases = list(dict.fromkeys(selector for selector, _ in scopes if selector != ":root"))
    done: set[tuple[Token, ...]] = set()
    for dark in (False, True):
        weak: set[str] = set()
        for selector in (":root", *phases):
            tokens = _tokens_of(scopes, selector, dark=dark)
            colors = {name: _resolved(tokens, name) for name in names}
            for name in names:
                token = tokens.get(name, Token("", 1))
                if colors[name] is None and (token,) not in done:
                    done.add((token,))
                    value = token.value or "@nothing"
                    yield problem("color-unreadable", Location(path, token.line), token=f"--{name}", value=value)
            for pair in PAIRS:
                mark, ground = colors[pair.mark], colors[pair.ground]
                used = (_origin(tokens, pair.mark), _origin(tokens, pair.ground))
                if mark is None or ground is None or used in done:  # inherited: said where it was set
                    continue
                done.add(used)
                if contrast(mark, ground) < pair.least:
                    own = {token for scheme in (False, True) for token in scopes.get((selector, scheme), {}).values()}
                    # What is weak everywhere is to be mended itself; else what this phase alone has.
                    by_ground = pair.mark not in weak and used[0] not in own and used[1] in own
                    by_ground |= used[0].line not in local and used[1].line in local
                    weak |= {pair.mark} if selector == ":root" else set()
                    at = Location(path, used[by_ground].line)
                    where = f" ({selector})" if selector != ":root" else ""
                    yield _too_low(pair, mark, ground, at, where, dark=dark, by_ground=by_ground)


def recolored(
    style: str, colors: Mapping[str, Mapping[str, str]]
) -> tuple[str, dict[int, tuple[str, str]], dict[str, list[str]]]:
    """Tokens with other values, each on its own line, so that all else stands where it stood.

    Args:
        style: the tokens, as CSS.
        colors: per scheme (``light``, ``dark``) values by the name of a token; others than those of colours are left.

    Returns:
        the tokens, per line that changed the scheme and name, and per scheme the names that can be changed.
    """
    lines = style.split("\n")
    scopes = read_tokens(style)
    changed: dict[int, tuple[str, str]] = {}
    names: dict[str, list[str]] = {}
    for scheme in ("light", "dark"):
        tokens = scopes.get((":root", scheme == "dark"), {})
        names[scheme] = [name for name, token in tokens.items() if _HEX.fullmatch(token.value)]
        for name, value in colors.get(scheme, {}).items():
            if name in names[scheme]:
                line = tokens[name].line
                lines[line - 1] = re.sub(rf"(--{re.escape(name)}\s*:\s*)[^;}}]+", rf"\g<1>{value}", lines[line - 1])
                changed[line] = (scheme, name)
    return "\n".join(lines), changed, names


def _too_low(
    pair: Pair, mark: Color, ground: Color, at: Location, where: str, *, dark: bool, by_ground: bool
) -> Problem:
    name, color, other = (pair.ground, ground, mark) if by_ground else (pair.mark, mark, ground)
    return problem(
        "contrast-too-low",
        at,
        mark=f"--{pair.mark} ({_hex(mark)})",
        ground=f"--{pair.ground} ({_hex(ground)})",
        scheme="@scheme-dark" if dark else "@scheme-light",
        where=where,
        ratio=f"{int(contrast(mark, ground) * 100) / 100:.2f}",  # cut off: 4.499 is not 4.50
        least=f"{pair.least:g}",
        example=f"--{name}: {_hex(nearest_enough(color, other, pair.least))}",
    )


def read_tokens(style: str) -> dict[Scope, dict[str, Token]]:
    """The tokens of a style per selector and scheme; what holds under other conditions (print) is left out.

    Args:
        style: CSS with custom properties in plain rules, at the top or in a `@media` for the dark scheme.
    """
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), style)
    scopes: dict[Scope, dict[str, Token]] = {}
    open_rules: list[str] = []
    line, at = 1, 0
    for found in _PIECE.finditer(text):
        name, value, prelude = found.groups()
        start = found.start(1) if name else found.start()
        line, at = line + text.count("\n", at, start), start
        if prelude is not None:
            open_rules.append(prelude.strip())
            continue
        conditions = [rule for rule in open_rules if rule.startswith("@")]
        dark = [rule for rule in conditions if "prefers-color-scheme: dark" in rule]
        if name and open_rules and conditions == dark:
            for selector in open_rules[-1].split(","):
                scopes.setdefault((selector.strip(), bool(dark)), {})[name] = Token(value.strip(), line)
        if found.group().endswith("}"):
            del open_rules[-1:]
    return scopes


def _tokens_of(scopes: Mapping[Scope, Mapping[str, Token]], selector: str, *, dark: bool) -> dict[str, Token]:
    """What holds for a selector: what it inherits from the root, then its own; the dark scheme over the light."""
    tokens: dict[str, Token] = {}
    for where in dict.fromkeys((":root", selector)):
        for scheme in (False, True)[: 1 + dark]:
            tokens |= scopes.get((where, scheme), {})
    return tokens


def _origin(tokens: Mapping[str, Token], name: str, depth: int = 8) -> Token:
    """The token that holds the colour itself, behind the names that lead to it."""
    token = tokens.get(name, Token("", 1))
    leads = _NAME.fullmatch(token.value)
    return _origin(tokens, leads.group(1), depth - 1) if leads and depth else token


def _resolved(tokens: Mapping[str, Token], name: str) -> Color | None:
    value = _origin(tokens, name).value
    return color_of(value) if _HEX.fullmatch(value) else None


def color_of(value: str) -> Color:
    """``#1b3c8c`` or ``#13c`` as a colour."""
    digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def _hex(color: Color) -> str:
    return f"#{bytes(color).hex()}"


def contrast(one: Color, other: Color) -> float:
    """How far two colours stand apart, from 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    """How light a colour is, from 0 to 1: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (_linear(part / 255) for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def nearest_enough(mark: Color, ground: Color, least: float) -> Color:
    """The colour nearest to `mark`, on its way to black or to white, that stands apart from `ground` well enough.

    There is one as long as `least` is no more than 4.58: the worst ground stands that far from black and from white.
    """
    for step in range(257):
        for pole in (0, 255):
            red, green, blue = (round(part + (pole - part) * step / 256) for part in mark)
            if contrast((red, green, blue), ground) >= least:
                return red, green, blue
    raise ValueError(f"nothing stands {least} from {ground}")
