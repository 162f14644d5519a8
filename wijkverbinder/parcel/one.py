"""The pages of a built site to one file: to mail, to open anywhere; what a page means is not known here.

Every page becomes an article, a link between two pages a fragment, and an id is that of its page and its own. Styles
and scripts stand inside, which is allowed by their digests alone: the file brings a policy of its own. Without a
script all pages stand below each other, behind a table of contents.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from wijkverbinder.urls import absolute, resolve

HERE = Path(__file__).resolve().parent

VIEWS = (
    *(
        "home",
        "phases",
        "phase",
        "activities",
        "activity",
        "matrix",
        "examples",
        "example",
        "library-list",
        "library",
    ),
    *("target-groups", "target-group", "glossary", "term", "page", "check", "edition"),
)
"""The kinds of pages that go in, in this order. Left out is what needs a script of its own or files beside it (the
plan, invitations, cards, data), and what only makes sense on a site."""

STAND_IN = {"shelf": "library-list"}
"""Kinds of pages whose links lead to another kind: the list of all pieces can be narrowed to one kind."""

SEARCH = "zoeken"
"""The id of the part to search in."""

_VIEW = re.compile(r'<body class="view-([a-z-]+)([^"]*)"')
_LANGUAGE = re.compile(r'<html lang="([^"]*)" dir="([^"]*)"')
_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_HEADER = re.compile(r"<header\b.*?</header>", re.DOTALL)
_FOOTER = re.compile(r"<footer\b.*?</footer>", re.DOTALL)
_SKIP = re.compile(r'<a class="skip".*?</a>')
_HREF = re.compile(r' href="([^"]*)"')
_ITEM = re.compile(r'<li><a [^>]*?href="([^"]*)"[^>]*>(?:(?!</li>).)*</a></li>\n?', re.DOTALL)
_ID = re.compile(r' (id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"')
_SOURCE = re.compile(r' src="([^"]*)"')
_CHOICE = re.compile(r"<source [^>]*>")
"""A lighter form of a picture: in one file there is room for one form alone, which every browser shows."""
_TAG = re.compile(r"<[^>]+>")
_KINDS = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


@dataclass(frozen=True, slots=True)
class Words:
    """What the file says itself, in one language."""

    contents: str
    search: str
    label: str
    go: str
    found: Mapping[str, str]
    """Per plural form."""
    none: str


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    id: str
    view: str
    classes: str
    main: str
    title: str


def one_file(
    site: Mapping[str, bytes],
    language: str,
    words: Words,
    styles: Sequence[str],
    scripts: Mapping[str, str],
    base: str,
) -> str:
    """The toolkit in one language as one file.

    Args:
        site: the published site.
        language: the language of the pages.
        words: what the file says itself.
        styles: the style of every page that may be in it, and that for paper last.
        scripts: the behaviour of the file (`one`) and of its lists (`filter`).
        base: the address of the site, where it has one: there lead links to pages that are not in the file.
    """
    htmls = {path: data.decode() for path, data in site.items() if path.endswith(".html")}
    pages = [*_pages(htmls, language)]
    targets = _targets(htmls, pages, language)
    home = pages[0]
    articles = [_article(page, targets, site, base) for page in pages]
    around = htmls[home.path]
    found_direction = _LANGUAGE.search(around)
    direction = found_direction.group(2) if found_direction else "ltr"
    header, footer = (
        _led(_first(pattern, around), home.path, "", targets, site, base) for pattern in (_HEADER, _FOOTER)
    )
    *screen, paper = styles
    style = "\n".join((*screen, f"@media print{{{paper}}}", (HERE / "one.css").read_text("utf-8")))
    # The list's behaviour is a function of what it may reach, so that each list has an address of its own.
    script = f"const narrow=function(document,location,history){{{scripts['filter']}}};\n{scripts['one']}"
    site_name = _plain(_first(re.compile(r'<a class="sign"[^>]*>(.*?)</a>'), around, 1))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digest(script)}",
            f"style-src {_digest(style)}",
            "img-src data:",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )
    return f"""\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{escape(site_name)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>{style}</style>
</head>
<body class="view-home one" data-name="{escape(site_name)}">
{_first(_SKIP, around)}
{header}
<main id="inhoud" tabindex="-1">
{_contents(pages, words)}
{_search(words)}
{"".join(articles)}</main>
{footer}
<script>{script}</script>
</body>
</html>
"""


def _pages(htmls: Mapping[str, str], language: str) -> Iterator[_Page]:
    """The pages that go in, in order."""
    found = []
    for path, html in htmls.items():
        view, lang = _VIEW.search(html), _LANGUAGE.search(html)
        if view and lang and lang.group(1) == language and view.group(1) in VIEWS:
            main, title = _first(_MAIN, html, 1), _first(_TITLE, html, 1)
            page = _Page(path, _id_of(path), view.group(1), view.group(2).strip(), main, _plain(title))
            found.append((VIEWS.index(page.view), path, page))
    yield from (page for *_, page in sorted(found))


def _targets(htmls: Mapping[str, str], pages: Sequence[_Page], language: str) -> dict[str, str]:
    """The id of the article to which a link to a path leads."""
    targets = {page.path: page.id for page in pages}
    by_view = {page.view: page.id for page in reversed(pages)}
    for path, html in htmls.items():
        view, lang = _VIEW.search(html), _LANGUAGE.search(html)
        if view and lang and lang.group(1) == language and view.group(1) in STAND_IN:
            targets[path] = by_view[STAND_IN[view.group(1)]]
        elif view and lang and lang.group(1) == language and view.group(1) == "search":
            targets[path] = SEARCH
    return targets


def _article(
    page: _Page,
    targets: Mapping[str, str],
    site: Mapping[str, bytes],
    base: str,
) -> str:
    main = _led(page.main, page.path, page.id, targets, site, base)
    classes = f"view-{page.view} {page.classes}".strip()
    return f'<article id="{page.id}" class="{classes}">\n{main.strip()}\n</article>\n'


def _led(html: str, path: str, prefix: str, targets: Mapping[str, str], site: Mapping[str, bytes], base: str) -> str:
    """A part of a page with its links, ids and pictures as they are in the one file.

    A link to a page that is not in it leads to the site, where that has an address, and else nowhere: an item of a
    list that is no more than such a link goes.
    """

    def led(href: str) -> str | None:
        if href.startswith("#"):
            return f"#{_own_id(prefix, href[1:])}"
        found = resolve(path, unescape(href))
        if found is None:
            return href
        target, fragment = found
        if target in targets:
            return f"#{_own_id(targets[target], escape(fragment)) if fragment else targets[target]}"
        return escape(absolute(base, target)) if base else None

    def item(found: re.Match[str]) -> str:
        return "" if led(found.group(1)) is None else found.group()

    def link(found: re.Match[str]) -> str:
        href = led(found.group(1))
        return "" if href is None else f' href="{href}"'

    def ids(found: re.Match[str]) -> str:
        names = " ".join(_own_id(prefix, name) for name in found.group(2).split())
        return f' {found.group(1)}="{names}"'

    def source(found: re.Match[str]) -> str:
        target = resolve(path, found.group(1))
        if target is None or target[0] not in site:
            return found.group()
        kind = _KINDS.get(target[0].rpartition(".")[2], "application/octet-stream")
        return f' src="data:{kind};base64,{b64encode(site[target[0]]).decode()}"'

    html = _ID.sub(ids, _HREF.sub(link, _ITEM.sub(item, html)))
    return _SOURCE.sub(source, _CHOICE.sub("", html))


def _own_id(prefix: str, name: str) -> str:
    return f"{prefix}--{name}" if prefix else name


def _id_of(path: str) -> str:
    """The id of a page: its path in words.

    >>> _id_of("activiteiten/dialoog.html"), _id_of("fasen/index.html"), _id_of("index.html")
    ('activiteiten-dialoog', 'fasen', 'begin')
    """
    name = path.removesuffix(".html").removesuffix("index").strip("/").replace("/", "-")
    return name or "begin"


def _contents(pages: Sequence[_Page], words: Words) -> str:
    rows = "".join(f'<li><a href="#{page.id}">{escape(page.title)}</a></li>\n' for page in pages)
    return f'<nav id="alles" class="wrap" aria-label="{escape(words.contents)}">\n<ol>\n{rows}</ol>\n</nav>'


def _search(words: Words) -> str:
    """The part to search in, which only its script shows."""
    texts = {**{f"found-{form}": text for form, text in words.found.items()}, "none": words.none}
    said = " ".join(f'data-{name}="{escape(text)}"' for name, text in texts.items())
    return f"""\
<article id="{SEARCH}" class="view-search" hidden {said}>
<div class="wrap">
<h1>{escape(words.search)}</h1>
<form class="seek" role="search">
<label for="vind">{escape(words.label)}</label>
<p><input id="vind" type="search" autocomplete="off" enterkeyhint="search"><button>{escape(words.go)}</button></p>
</form>
<p role="status"></p>
<ol class="links"></ol>
</div>
</article>"""


def _digest(text: str) -> str:
    """How a policy names what it allows: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _first(pattern: re.Pattern[str], html: str, group: int = 0) -> str:
    found = pattern.search(html)
    return found.group(group) if found else ""


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())
