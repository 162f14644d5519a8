"""The components of the site on one page, each with its named examples: docs/componenten/index.html.

An example is data (docs/componenten/NAME.toml) and the line of a template that shows it. The page that comes of them
is the documentation; as a generated file it is the test of the templates, and the browser tests read it too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from wijkverbinder.i18n import Messages, read_messages
from wijkverbinder.render import Renderer
from wijkverbinder.views.desk import as_markup

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "componenten"
PAGE = "docs/componenten/index.html"

_INTRODUCTION = """\
Hiervan zijn de pagina’s gemaakt. Elk onderdeel staat in <code>templates/components/</code>, met zijn stijl in
<code>assets/css/</code>. Deze pagina gebruikt die stijl zelf: verander je een kleur, dan zie je het hier. Een
voorbeeld komt uit <code>docs/componenten/</code>; <code>python3 tools/docs.py</code> maakt de pagina opnieuw."""


def components_page() -> str:
    """The page.

    Raises:
        ValueError: an example can't be made; it says which, and why.
    """
    renderer = Renderer(ROOT / "templates", None)
    messages = read_messages(ROOT / "content" / "messages", ("nl",))[0]["nl"]
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    listed = "\n".join(
        f'<li><a href="#over-{name}">{escape(about["title"])}</a></li>' for name, about in files.items()
    )
    parts = [_HEAD.format(introduction=_INTRODUCTION, listed=listed)]
    for name, about in files.items():
        parts += _component(name, about, renderer, messages)
    return "\n".join((*parts, "</main>", "</body>", "</html>", ""))


def _component(name: str, about: dict[str, Any], renderer: Renderer, messages: Messages) -> Iterator[str]:
    yield f'<section>\n<h2 id="over-{name}">{escape(about["title"])}</h2>\n<p>{escape(about["text"])}</p>'
    for example in about["example"]:
        yield f'<h3 id="over-{name}-{example["name"]}">{escape(example["title"])}</h3>'
        if "text" in example:
            yield f"<p>{escape(example['text'])}</p>"
        start = f'{{% import "components/{name}.html" as c %}}'
        given = _texts(about.get("shared", {}) | example.get("given", {}))
        try:
            made = renderer.render_text(start + example["use"], given, messages)
        except Exception as error:
            raise ValueError(f"docs/componenten/{name}.toml: {example['name']}: {error}") from error
        yield f'<div class="shown">\n{made.strip()}\n</div>'
        yield f'<details><summary>Zo gebruik je het</summary><pre class="used"><code>{escape(start)}\n'
        yield f"{escape(example['use'])}</code></pre></details>"
    yield "</section>"


def _texts(value: Any) -> Any:
    """Texts as a view has them: those of an entry are HTML already."""
    if isinstance(value, dict):
        return {name: as_markup(Markup, inner) if name == "text" else _texts(inner) for name, inner in value.items()}
    return [_texts(inner) for inner in value] if isinstance(value, list) else value


_HEAD = """\
<!doctype html>
<!-- Gemaakt door tools/docs.py, uit docs/componenten/ en templates/. Verander dit bestand niet met de hand. -->
<html lang="nl" dir="ltr">
<head>
<meta charset="utf-8">
<title>Onderdelen van De Wijkverbinder</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="style.css">
</head>
<body>
<main class="wrap" id="inhoud">
<h1>Onderdelen</h1>
<p class="lede">{introduction}</p>
<nav aria-label="Onderdelen">
<ul>
{listed}
</ul>
</nav>"""
