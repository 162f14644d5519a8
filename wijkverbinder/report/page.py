"""A report as one page by itself: everything in it, no script, nothing asked of anywhere, to mail or to keep."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape

from wijkverbinder.report.blocks import Block, Heading, as_html

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{digest}'">
<title>{title} – {name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<style>{style}</style>
</head>
<body class="report">
<header class="wrap">
<p class="report-name">{name}</p>
<h1>{title}</h1>
{street}
</header>
<main class="wrap">
{contents}{body}
</main>
</body>
</html>
"""

_HOUSE = (
    '<g class="phase-{color}" transform="translate({x})"><path class="{line}" d="M0 47h64"/>'
    '<path class="wall" d="M18 46V22L32 6l14 16v24z"/><path class="roof" d="M15 24 32 4l17 20"/>'
    '<path class="glass" d="M24 24h7v8h-7zm10 0h7v8h-7z"/></g>'
)

_PHASES = (("groen", "solid"), ("geel", "dotted"), ("roze", "double"), ("rood", "dashed"))
"""The colours of the phases, in order, each with the line of its ground."""


def report_page(
    title: str, blocks: Iterable[Block], words: Mapping[str, str], language: str, name: str, style: str
) -> str:
    """A whole page of HTML.

    Args:
        title: what stands above the report.
        blocks: what it says.
        words: the words `none` and `contents` of the reader's language.
        language: that language.
        name: what the site is called.
        style: the style sheet, which goes into the page; nothing else can style it.
    """
    blocks = [*blocks]
    style = style.replace("</", "<\\/")
    return _PAGE.format(
        language=language,
        digest=b64encode(sha256(style.encode("utf-8")).digest()).decode(),
        title=escape(title),
        name=escape(name),
        style=style,
        street=_street(),
        contents=_contents([block.text for block in blocks if isinstance(block, Heading)], words["contents"]),
        body="\n".join(as_html(blocks, words)),
    )


def _contents(headings: list[str], label: str) -> str:
    if not headings:
        return ""
    items = "".join(f'<li><a href="#part-{at}">{escape(text)}</a></li>' for at, text in enumerate(headings, 1))
    return f'<nav class="report-contents" aria-label="{escape(label)}"><ul>{items}</ul></nav>\n'


def _street() -> str:
    """A house per phase on its own line of ground: an ornament."""
    houses = (_HOUSE.format(color=color, line=line, x=64 * at) for at, (color, line) in enumerate(_PHASES))
    return f'<svg class="report-street" viewBox="0 0 256 52" aria-hidden="true">{"".join(houses)}</svg>'
