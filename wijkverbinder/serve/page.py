"""A finished page to the page that `serve` shows: with its own script, style, and a bar on a draft."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape

from wijkverbinder.serve.trial import Message, counted

PLACE = "/.serve/"
"""Where the files of `serve` itself are; no page of a site has an address like it."""

_HEAD, _BODY = re.compile(r"</head>"), re.compile(r"<body\b[^>]*>")

_SHELL = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<main class="serve-waiting">
<h1>{title}</h1>
<p>{text}</p>
</main>
</body>
</html>
"""


def dressed(
    html: str, path: str, build: int, words: Mapping[str, str], language: str, todo: Sequence[Message] | None = None
) -> str:
    """A page with what makes it live.

    Args:
        html: the page as it was made.
        path: its path in the output.
        build: the number of the build that it is of.
        words: what the script and the bar say.
        language: the language of those words.
        todo: of a draft, what is still to be done; None for a page that is no draft.
    """
    said = escape(json.dumps({name: words[name] for name in words if name.startswith("layer")}, ensure_ascii=False))
    head = (
        f'<link rel="stylesheet" href="{PLACE}serve.css">\n<script src="{PLACE}client.js" defer data-serve '
        f'data-page="{escape(path)}" data-build="{build}" data-language="{language}" data-words="{said}"></script>\n'
    )
    html = _HEAD.sub(lambda found: head + found.group(), html, count=1)
    if todo is None:
        return html
    bar = _bar(todo, words, language)
    return _BODY.sub(lambda found: f"{found.group()}\n{bar}", html, count=1)


def waiting(words: Mapping[str, str], language: str) -> str:
    """The page that stands in while no site could be made yet."""
    return _SHELL.format(language=language, title=escape(words["waiting"]), text=escape(words["waiting-text"]))


def _bar(todo: Sequence[Message], words: Mapping[str, str], language: str) -> str:
    head = f'<aside class="serve-draft" lang="{language}" dir="ltr" aria-label="{escape(words["draft"])}">'
    said = f"<p><strong>{escape(words['draft'])}</strong> {escape(words['draft-text'])}</p>"
    if not todo:
        return f"{head}{said}<p>{escape(words['draft-done'])}</p></aside>"
    items = "".join(
        f'<li value="{found["line"] or 1}">{escape(found["sentence"])} <span>{escape(found["remedy"])}</span></li>'
        for found in todo
    )
    summary = f"<summary>{escape(counted(words, 'draft-todo', todo))}</summary>"
    return f"{head}{said}<details>{summary}<ol>{items}</ol></details></aside>"
