"""Outputs for machines: robots.txt, sitemap.xml, the content as data, the web app manifest."""

from __future__ import annotations

import json
from collections.abc import Callable
from operator import itemgetter

from wijkverbinder import hosting
from wijkverbinder.i18n import LOCALES
from wijkverbinder.markdown import MARK, OPEN
from wijkverbinder.model import Facts
from wijkverbinder.route import schema_path
from wijkverbinder.urls import absolute
from wijkverbinder.views.desk import Desk, View
from wijkverbinder.views.local import local_data


def robots(_facts: Facts, desk: Desk) -> View:
    """Everyone may read everything; the sitemap is named where there is one."""
    base = desk.frame.settings.base_url
    return {"sitemap": absolute(base, "sitemap.xml") if base else ""}


def security(_facts: Facts, desk: Desk) -> View:
    """Where to report a leak, in the form of RFC 9116."""
    settings = desk.frame.settings
    said = settings.security
    contact = said.contact if "://" in said.contact else f"mailto:{said.contact}"
    rows = [
        ("Contact", contact),
        ("Expires", said.expires and f"{said.expires}T00:00:00Z"),
        ("Policy", said.policy),
        ("Preferred-Languages", ", ".join(dict.fromkeys([*settings.languages, "en"]))),
        ("Canonical", settings.base_url and absolute(settings.base_url, desk.path)),
    ]
    return {"text": "".join(f"{name}: {value}\n" for name, value in rows if value)}


def hosting_file(_facts: Facts, desk: Desk) -> View:
    """What a web server must be told, in the file where that server looks for it."""
    base = desk.frame.settings.base_path
    editor = hosting.editor_headers(desk.frame.settings.editor)
    redirects = dict(line.split(" ") for line in desk.argument.split("\n") if line)
    texts: dict[str, Callable[[], str]] = {
        "_headers": lambda: hosting.static_headers(editor),
        "_redirects": lambda: hosting.static_redirects(base, redirects),
        ".htaccess": lambda: hosting.htaccess(base, redirects, editor),
        "web.config": lambda: hosting.web_config(base, redirects, editor),
    }
    return {"text": texts[desk.path]()}


def sitemap(_facts: Facts, desk: Desk) -> View:
    """The public address of every page, in order of path, with those of the same page in other languages.

    After https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap: each version
    names all of them, itself too.
    """
    base = desk.frame.settings.base_url
    found = []
    for line in desk.argument.split("\n"):
        paths = dict(name.split("=") for name in line.split(" "))
        versions = [{"language": language, "url": absolute(base, path)} for language, path in paths.items()]
        found += [
            (path, {"url": absolute(base, path), "versions": versions[1:] and versions}) for path in paths.values()
        ]
    return {"urls": [row for _, row in sorted(found, key=itemgetter(0))]}


def opensearch(_facts: Facts, desk: Desk) -> View:
    """How a browser can search here from its own bar: https://github.com/dewitt/opensearch."""
    settings = desk.frame.settings
    page = absolute(settings.base_url, desk.frame.places["search"])
    return {
        "name": settings.name[:16],  # as long as the field may be
        "long_name": settings.name[:48],
        "description": desk.t("search.description"),
        "language": desk.language,
        "icon": absolute(settings.base_url, desk.frame.images["favicon"]) if "favicon" in desk.frame.images else "",
        "template": f"{page}?{desk.t('param.query')}={{searchTerms}}",
    }


def data_entry(facts: Facts, desk: Desk) -> View:
    """One entry as data, on a line of its own: who it is, where its page is, and its facts with texts as HTML."""
    own = desk.own()
    facts = local_data(facts, desk) if desk.frame.overlay else facts
    row = {"ref": str(own.ref), "text_language": own.language, "page": desk.href(own.path)}
    text = _as_json(row | facts)
    if _OPEN in text:
        text = _as_json(row | desk.opened(facts, show_sources=False))
    # Where no link is open there is no more to do to a text than to take its mark off.
    return {"text": text.replace(_MARKED, '"')}


def _as_json(value: Facts) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_OPEN, _MARKED = json.dumps(OPEN)[1:-1], json.dumps(MARK)[:-1]


def data(_facts: Facts, desk: Desk) -> View:
    """All entries of a kind as JSON."""
    head = {
        "$schema": desk.href(schema_path(desk.argument)),
        "name": desk.frame.settings.name,
        "version": desk.frame.version,
        "edition": desk.frame.edition,
        "kind": desk.argument,
    }
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    entries = ",\n".join(desk.pieces)
    return {"text": f'{opening}, "language": "{desk.language}", "entries": [\n{entries}\n]}}\n'}


def web_manifest(_facts: Facts, desk: Desk) -> View:
    """What a phone asks before it puts the site on a home screen: https://www.w3.org/TR/appmanifest/.

    It opens with a button to go back, since the site has none of its own.
    """
    icons = {int(name.removeprefix("icon-")): path for name, path in desk.frame.images.items() if name[:5] == "icon-"}
    manifest = {
        "name": desk.frame.settings.name,
        "short_name": desk.frame.settings.name,
        "description": desk.t("home.description"),
        "lang": desk.language,
        "dir": LOCALES[desk.language].direction,
        "start_url": desk.place("home"),
        "scope": desk.href("."),
        "display": "minimal-ui",
        "icons": [
            {"src": desk.href(path), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
            for size, path in sorted(icons.items())
        ],
    }
    return {"text": json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"}
