"""What a page is, in the words of schema.org, for search engines and other programs; only where it has an address.

It stands at the end of a page, so that a reader waits for nothing of it, as a block of data: no
Content-Security-Policy refuses that, and no browser runs it
(https://html.spec.whatwg.org/multipage/scripting.html#data-block).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from wijkverbinder.model import Facts
from wijkverbinder.urls import absolute, resolve
from wijkverbinder.views.desk import Desk, View

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of our texts; LICENSE-CONTENT holds it."""

WORKS = {
    "instrument": "CreativeWork",
    "onderzoek": "ScholarlyArticle",
    "gids": "Guide",
    "wet-of-beleid": "CreativeWork",
    "gegevens": "Dataset",
    "film": "VideoObject",
    "artikel": "Article",
}
"""The type of a work, by the kind of library item; a kind that a host adds is a CreativeWork."""


MEDIA_TYPES = {"json": "application/json", "csv": "text/csv"}
"""Of the files of data, by the ending of their names."""


def linked_data(
    desk: Desk, title: str, description: str, trail: Sequence[tuple[str, str]], checked: str, about: object
) -> str:
    """The block of data of a page; nothing where the site has no address, since then nothing in it has a name.

    Args:
        desk: what lies ready.
        title: the heading of the page.
        description: a sentence about it.
        trail: breadcrumbs as label and href, without this page.
        checked: the day on which its facts were last looked at, if it is about facts.
        about: what the page is about, where that is more than the page itself.
    """
    base = desk.frame.settings.base_url
    if not base:
        return ""
    site = {"@type": "WebSite", "name": desk.frame.settings.name, "url": absolute(base, desk.frame.places["home"])}
    data: View = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": title,
        "description": description,
        "url": desk.public(),
        "inLanguage": desk.language,
        "license": LICENCE,
        "isPartOf": site,
    }
    if checked:
        data["dateModified"] = checked
    if trail:
        data["breadcrumb"] = {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": label, "item": _absolute(desk, href)}
                for number, (label, href) in enumerate(trail, 1)
            ],
        }
    if about:
        data["mainEntity"] = about
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # What could end the block, or start a remark in it, is written so that it can't.
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704


def _absolute(desk: Desk, href: str) -> str:
    found = resolve(desk.path, href)
    return absolute(desk.frame.settings.base_url, found[0]) if found else href


def activity(facts: Facts) -> View:
    """An activity as something that one can do, step by step."""
    # A step may be text there, and so weighs least; how to do it stands on the page.
    return {"@type": "HowTo", "name": facts["title"], "step": [step["title"] for step in facts["steps"]]}


def example(facts: Facts, country: str) -> View:
    """A practice example as a story of ours about a place."""
    place = {"@type": "Place", "name": f"{facts['place']}, {country}"}
    return {"@type": "Article", "headline": facts["title"], "contentLocation": place}


def library(facts: Facts, address: str) -> View:
    """A library item as the work of others that it is."""
    work: dict[str, Any] = {"@type": WORKS.get(facts["kind"], "CreativeWork"), "name": facts["title"]}
    work["author"] = [{"@type": "Person", "name": name} for name in facts["authors"]]
    work["publisher"] = {"@type": "Organization", "name": facts["publisher"]}
    work["inLanguage"] = facts["language"]
    work["datePublished"] = facts["year"] and str(facts["year"])
    work["isbn"] = facts["isbn"]
    work["sameAs"] = address
    return {name: value for name, value in work.items() if value}


def term(facts: Facts, desk: Desk) -> View:
    """A word of the glossary, with what it means."""
    glossary = {
        "@type": "DefinedTermSet",
        "url": absolute(desk.frame.settings.base_url, desk.frame.places["glossary"]),
    }
    return {
        "@type": "DefinedTerm",
        "name": facts["title"],
        "description": facts["summary"],
        "inDefinedTermSet": glossary,
    }


def data_set(desk: Desk, hrefs: Sequence[str]) -> View:
    """The whole content as data that can be had.

    Args:
        desk: what lies ready.
        hrefs: the files of data, as the page reaches them.
    """
    return {
        "@type": "Dataset",
        "name": desk.frame.settings.name,
        "description": desk.t("data.description"),
        "version": desk.frame.version,
        "dateModified": desk.frame.edition,
        "license": LICENCE,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": _absolute(desk, href), "encodingFormat": MEDIA_TYPES[ending]}
            for href in hrefs
            if (ending := href.rpartition(".")[2]) and not href.endswith(".schema.json")
        ],
    }


def site(desk: Desk) -> View:
    """The whole site, as something that can be searched in."""
    search = absolute(desk.frame.settings.base_url, desk.frame.places["search"])
    return {
        "@type": "WebSite",
        "name": desk.frame.settings.name,
        "url": desk.public(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?{desk.t('param.query')}={{words}}"},
            "query-input": "required name=words",
        },
    }
