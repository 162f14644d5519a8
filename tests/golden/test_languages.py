"""The full site in several languages: each whole, each page checked, and what is not translated says its language."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.golden.sites import FULL, MINIMAL, lay_out, lay_views, report, toml_text
from wijkverbinder import i18n
from wijkverbinder.i18n import LOCALES, Locale
from wijkverbinder.pipeline import build, check
from wijkverbinder.project import Project

DUTCH_TITLES = (
    *("Bij ongemak", "Bij spanning", "Bij incidenten", "Koffie op de stoep", "De stoep van de Lindestraat"),
    *("Een gids voor gesprekken", "Welke fase is het?", "stoep", "Kinderen"),
)
"""Titles of the full site that are not translated."""

UNTRANSLATED = {
    *(("phase", slug) for slug in ("bij-ongemak", "bij-spanning", "bij-incidenten")),
    ("activity", "koffie"),
    ("example", "de-stoep"),
    ("library", "een-gids"),
    ("check", "instrument"),
    ("term", "stoep"),
}
"""Entries of the full site that have no page in English."""


@pytest.fixture
def full(tmp_path: Path) -> Project:
    """The full site, built."""
    project = lay_out(tmp_path, FULL)
    assert not report(build(project))
    return project


def test_the_english_site_is_built_whole_beside_the_dutch_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = lay_views(lay_out(tmp_path, FULL), monkeypatch)
    shown = {
        language: {
            (r.view, "" if r.view in {"edition", "feed"} else r.argument)
            for r in laid.routes
            if r.language == language
        }
        for language in ("nl", "en")
    }
    assert shown["en"] < shown["nl"]
    only_dutch = {
        (view, "" if view in {"sitemap", "hosting"} else about) for view, about in shown["nl"] - shown["en"]
    }
    assert only_dutch > UNTRANSLATED
    assert {view for view, _ in only_dutch - UNTRANSLATED} == {
        *("not-found", "robots", "security", "sitemap", "hosting", "moved", "data-schema"),
        *("editor", "editor-config"),
    }


def test_every_page_says_its_language_and_direction(full: Project) -> None:
    for path, tree in pages(full.output):
        language = "en" if path.startswith("en/") else "nl"
        assert said_at_top(tree) == (language, "ltr"), path


def test_in_a_view_an_entry_that_falls_back_carries_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = lay_views(lay_out(tmp_path, FULL), monkeypatch)
    fallen = 0
    for path, view in laid.views.items():
        for card in cards_in(view):
            foreign = path.startswith("en/") and str(card["title"]) in DUTCH_TITLES
            assert card["lang"] == ("nl" if foreign else ""), f"{path}: {card['ref']}"
            assert card["dir"] == ("ltr" if foreign else ""), f"{path}: {card['ref']}"
            fallen += foreign
    assert fallen > 20


def test_on_a_page_a_title_that_falls_back_carries_its_language(full: Project) -> None:
    unmarked = [
        f"{path}: {said!r} in <{node.parent.tag if node.parent else ''}>"
        for path, tree in pages(full.output)
        if path.startswith("en/")
        for node, said in texts_of(tree)
        if said in DUTCH_TITLES and language_of(node) != "nl"
    ]
    assert not unmarked, "\n".join(unmarked)


def test_a_page_links_to_its_own_language_where_that_is_there(full: Project) -> None:
    translated = {"gesprek.html", "zomer-op-het-plein.html", "onderzoek.html", "rustig.html", "colofon.html"}
    for path, tree in pages(full.output):
        ends = {href.partition("#")[0].rpartition("/")[2] for href in hrefs_in_main(tree)}
        if path.startswith("en/"):
            assert not ends & translated, path
        else:
            assert not any(re.search(r"(^|/)en/", href) for href in hrefs_in_main(tree)), path


def test_two_made_up_languages_are_built_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long accented one, and one from right to left: nothing in the house may know which languages there are."""
    project = lay_out(tmp_path, FULL)
    for code, direction, plural, change in (
        ("xa", "ltr", i18n._one_or_other, accented),
        ("xb", "rtl", i18n._arabic, between_marks),
    ):
        monkeypatch.setitem(LOCALES, code, Locale(code, code, direction, plural))
        monkeypatch.setitem(i18n.MONTHS, code, i18n.MONTHS["nl"])
        add_language(project, code, change)
    settings = project.settings.read_text("utf-8").replace('"nl", "en"', '"nl", "en", "xa", "xb"')
    project.settings.write_text(settings, "utf-8")
    assert not report(build(project))
    count = Counter[str]()
    for path, tree in pages(project.output):
        language, direction = said_at_top(tree)
        count[language] += 1
        assert direction == LOCALES[language].direction, path
        if language in {"xa", "xb"}:
            assert_only_this_language(path, tree)
    assert count["xa"] == count["xb"] == count["en"] > 20


def test_a_site_with_english_first_is_refused(tmp_path: Path) -> None:
    project = lay_out(tmp_path, FULL)
    project.settings.write_text('languages = ["en", "nl"]\n', "utf-8")
    assert "[settings-value]" in report(check(project))


def assert_only_this_language(path: str, tree: LexborHTMLParser) -> None:
    """Words of the interface that were left in Dutch show on a page by having no mark of the made-up language."""
    title = tree.css_first("h1")
    assert title is not None
    if "/k/" in path:
        return  # what leads on from a short code says the title of its page, and nothing else
    leads_on = tree.css_first("meta[http-equiv=refresh]")
    nav = [node.text(strip=True) for node in ([title] if leads_on else tree.css("header nav a"))]
    assert nav
    assert all("⟦" in words for words in nav), f"{path}: {nav}"


def accented(text: str) -> str:
    """A longer word with accents: ``⟦Ráád één één⟧``."""
    return f"⟦{text.translate(str.maketrans('aeiouAEIOU', 'áéíóúÁÉÍÓÚ'))} één één⟧"


def between_marks(text: str) -> str:
    """A word that a browser shows from right to left."""
    return f"⟦\u202e{text}\u202c⟧"


def add_language(project: Project, code: str, change: Callable[[str], str]) -> None:
    """The words of the interface and the terms in a made-up language, and the English texts under its name."""
    words = tomllib.loads((project.content / "messages" / "nl.toml").read_text("utf-8"))
    english = tomllib.loads((project.content / "messages" / "en.toml").read_text("utf-8"))
    changed = {
        group: english[group] if group in {"address", "param"} else changed_words(texts, change)
        for group, texts in words.items()
    }
    (project.content / "messages" / f"{code}.toml").write_text(toml_text(changed), "utf-8")
    for file in (project.content / "terms").glob("*.yaml"):
        terms = yaml.safe_load(file.read_text("utf-8"))
        labelled = {term: labels | {code: change(labels["nl"])} for term, labels in terms.items()}
        file.write_text(yaml.safe_dump(labelled, allow_unicode=True, sort_keys=False), "utf-8")
    for file in project.content.rglob("*.en.md"):
        text = file.read_text("utf-8").replace("aliases: [en/", f"aliases: [{code}/")
        file.with_name(file.name.replace(".en.", f".{code}.")).write_text(text, "utf-8")


def changed_words(value: Any, change: Callable[[str], str]) -> Any:
    """Every text changed, but for what the site fills in."""
    if isinstance(value, dict):
        return {name: changed_words(inner, change) for name, inner in value.items()}
    parts = re.split(r"(\{[a-z]+\})", value)
    return "".join(part if part.startswith("{") or not part.strip() else change(part) for part in parts)


def cards_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every entry that a view shows."""
    if isinstance(value, dict):
        if "ref" in value and "href" in value:
            yield value
        for inner in value.values():
            yield from cards_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cards_in(inner)


def pages(output: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Every page, read by a real parser."""
    for file in sorted(output.rglob("*.html")):
        yield file.relative_to(output).as_posix(), LexborHTMLParser(file.read_text("utf-8"))


def said_at_top(tree: LexborHTMLParser) -> tuple[str, str]:
    """The language and direction of a page."""
    html = tree.css_first("html")
    assert html is not None
    return str(html.attributes["lang"]), str(html.attributes["dir"])


def texts_of(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """Every piece of text in the body, without the space around it."""
    assert tree.body is not None
    for node in tree.body.traverse(include_text=True):
        if node.tag == "-text" and (said := (node.text_content or "").strip()):
            yield node, said


def language_of(node: LexborNode) -> str:
    """The language that the nearest element around a text says."""
    current = node.parent
    while current is not None:
        if current.attributes.get("lang"):
            return str(current.attributes["lang"])
        current = current.parent
    return ""


def hrefs_in_main(tree: LexborHTMLParser) -> list[str]:
    """The links in the content of a page, other sites left out."""
    hrefs = [str(node.attributes["href"]) for node in tree.css("main a[href]")]
    return [href for href in hrefs if "://" not in href]


def test_a_page_leads_to_itself_in_each_other_language_or_to_where_that_begins(full: Project) -> None:
    """The name of a language is in that language, for who reads no other."""
    led: dict[str, str] = {}
    for path, tree in pages(full.output):
        links = tree.css("nav.tongues a")
        leads_on = bool(tree.css("body:is(.view-moved, .view-short, .view-hidden)"))
        assert len(links) == (0 if leads_on or path.startswith("beheer/") else 1), path
        for link in links:
            language = link.attributes["hreflang"]
            assert (link.attributes["lang"], link.text()) == (language, LOCALES[str(language)].name)
            led[path] = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.attributes["href"] or ""))
    assert led["index.html"] == "en/index.html"
    assert led["activiteiten/gesprek.html"] == "en/activities/talk.html"
    assert led["en/activities/talk.html"] == "activiteiten/gesprek.html"
    assert led["fasen/bij-ongemak.html"] == "en/index.html"  # which nobody translated
    assert led.pop("404.html") == "/proef/en/index.html"  # which a host shows at any address
    for path, other in led.items():
        assert led[other] == path or other == "en/index.html", path


def test_a_site_in_one_language_offers_no_other(tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    assert not report(build(project))
    assert not [path for path, tree in pages(project.output) if tree.css("nav.tongues")]
