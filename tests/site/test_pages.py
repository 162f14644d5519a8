"""What every page of the real site is held to, by a reader of our own and not by the patterns of the build."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.site.conftest import RealSite, language_of
from wijkverbinder.check import inspect_page

BOOKS = {"handboek.html", "en/handbook.html", "ar/handbook.html"}
"""The pages that are there to be printed whole."""
LISTS = {"activiteiten/index.html", "en/activities/index.html", "ar/activities/index.html"}
LONG, USUAL = 110, 70
"""The most that a list of all activities and any other page may weigh, in kB of HTML before compression. On the slow
phone connection for which we measure (400 kbit/s) 70 kB takes, compressed to a quarter, a third of a second."""
TWO_BYTES = 1.3
"""How much more that may be in Arabic, whose letters take two bytes and squeeze better."""

NOT_INLINE = ("style", "onclick", "onload", "onerror", "onchange", "oninput", "onsubmit", "onfocus", "onblur")


def test_the_real_content_builds_without_a_word(site: RealSite) -> None:
    assert not site.report
    assert len(site.html) > 200


@pytest.mark.parametrize(
    "base",
    ["file:///media/usb/site/", "https://wijk.example/", "https://host.example/een/map/diep/"],
    ids=["from-disk", "at-the-root", "in-a-sub-folder"],
)
def test_every_link_and_fragment_leads_to_what_is_there(site: RealSite, base: str) -> None:
    ids = {path: set(ids_of(tree)) for path, tree in site.pages.items()}
    broken = []
    for path, href in links(site):
        if path == "404.html" and base != "https://wijk.example/":
            continue  # it is shown at any depth, so without a public address it can only work at the root
        target, fragment = urldefrag(urljoin(base + path, href))
        if not target.startswith(base):
            if target.startswith(("https://", "http://", "mailto:", "tel:")) and "://" in href + "://":
                continue
            broken.append(f"{path}: {href} leaves the site")
            continue
        file = unquote(target.removeprefix(base).partition("?")[0])
        if file not in site.files:
            broken.append(f"{path}: {href} leads to {file}, which is not there")
        elif fragment and unquote(fragment) not in ids.get(file, ()):
            broken.append(f"{path}: {href} leads to a place that is not on {file}")
    assert not broken, "\n".join(broken[:50])


def test_links_within_the_site_are_relative_and_end_in_a_file_name(site: RealSite) -> None:
    for path, href in links(site):
        if "://" in href or href.startswith(("#", "mailto:", "tel:")) or path == "404.html":
            continue
        address = href.partition("#")[0].partition("?")[0]
        assert not address.startswith("/"), f"{path}: {href}"
        assert "." in address.rpartition("/")[2], f"{path}: {href}"


def test_who_is_in_danger_finds_the_number_above_all_else(site: RealSite) -> None:
    found: Counter[str] = Counter()
    for path, tree in site.pages.items():
        if not tree.css_matches("body.view-phase"):
            continue
        numbers = [node.attributes["href"] for node in tree.css("main header a")]
        assert numbers == (["tel:112"] if tree.css_matches(".safety") else []), path
        found[language_of(path)] += len(numbers)
    assert set(found.values()) == {2}


def test_links_to_other_sites_say_so_and_open_no_window(site: RealSite) -> None:
    for path, tree in site.pages.items():
        for node in tree.css('main a[href^="http"]'):
            assert "external" in str(node.attributes.get("rel", "")), f"{path}: {node.attributes['href']}"
            assert "target" not in node.attributes, f"{path}: {node.attributes['href']}"


def test_every_file_of_the_site_is_used_by_a_page(site: RealSite) -> None:
    # What servers and programs look for at a place of their own.
    reached = {"index.html", "404.html", "robots.txt", "sitemap.xml", "sw.js", "site.webmanifest"}
    reached |= {"_headers", "_redirects", ".htaccess", "web.config"}
    manifests = {path for path in site.files if path.rpartition("/")[2] == "site.webmanifest"}
    for path in manifests:
        manifest = json.loads((site.output / path).read_text("utf-8"))
        reached |= {path, *(led_to(path, icon["src"]) for icon in manifest["icons"])}
    for path, href in links(site):
        if path != "404.html" and "://" not in href:
            reached.add(led_to(path, href))
    for path, tree in site.pages.items():
        # The plan loads what it must know of an activity by the activity's name.
        for plan in tree.css("[data-plan][data-source]"):
            source = str(plan.attributes["data-source"])
            reached |= {led_to(path, source.format(slug=slug)) for slug in site.facts["activity"]}
        # What search loads stands in data attributes of its page, and is asked for when someone searches.
        for root in tree.css("[data-search][data-load]"):
            hrefs = [href for name in ("data-load", "data-texts") for href in str(root.attributes[name]).split()]
            reached |= {led_to(path, href) for href in hrefs}
        # Behind the code of a card stands a page that only the card names; at an earlier address one that leads on.
        reached |= {path} if re.match(r"(\w\w/)?k/", path) or tree.css("body.view-moved") else set()
    unused = {path.partition(".")[0] for path in site.files - reached}
    assert unused <= {"assets/vendor-english-stemmer"}  # for a site that is Dutch alone
    assert bool(unused) == (not any(path.startswith("en/") for path in site.files))


def test_every_page_has_one_h1_and_headings_that_skip_no_level(site: RealSite) -> None:
    for path, tree in site.pages.items():
        levels = [int(str(node.tag)[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), f"{path}: {levels}"


def test_every_page_says_its_language_title_and_description(site: RealSite) -> None:
    for path, tree in site.pages.items():
        html = tree.css_first("html")
        assert html is not None
        assert html.attributes.get("lang") == language_of(path), path
        assert text_at(tree, "title"), path
        if tree.css("body.view-moved"):  # what only leads to a page is not found, and not described
            continue
        described = tree.css_first('meta[name="description"]')
        assert described is not None, path
        assert 20 <= len(str(described.attributes["content"])) <= 330, path


def test_no_two_pages_share_a_title_or_a_description(site: RealSite) -> None:
    # What a local layer hides says so at each of its addresses.
    pages = [(path, tree) for path, tree in site.pages.items() if 'class="view-hidden' not in site.html[path]]
    titles = Counter((language_of(path), text_at(tree, "title")) for path, tree in pages)
    assert not [title for title, count in titles.items() if count > 1]
    descriptions = Counter(
        (language_of(path), str(node.attributes["content"]))
        for path, tree in pages
        if (node := tree.css_first('meta[name="description"]')) is not None
    )
    assert not [said for said, count in descriptions.items() if count > 1]


def test_ids_are_unique_and_labels_lead_to_them(site: RealSite) -> None:
    for path, tree in site.pages.items():
        ids = Counter(ids_of(tree))
        assert not [name for name, count in ids.items() if count > 1], path
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for node in tree.css(f"[{attribute}]"):
                assert set(str(node.attributes[attribute]).split()) <= ids.keys(), f"{path}: {node.html}"


def test_no_page_holds_script_or_style_of_its_own(site: RealSite) -> None:
    for path, tree in site.pages.items():
        assert not tree.css("style"), path
        assert all(node.attributes.get("src") for node in tree.css("script")), path
        for node in tree.css("*"):
            wrong = [name for name in node.attributes if name in NOT_INLINE or name.startswith("on")]
            assert not wrong, f"{path}: {wrong}"


def test_no_page_asks_for_anything_outside_the_site(site: RealSite) -> None:
    for path, tree in site.pages.items():
        for node in tree.css("[src], link[href], [srcset], [poster], [action], object, embed, iframe, form[action]"):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            assert node.attributes.get("rel") == "canonical" or "//" not in address, f"{path}: {node.html}"


def test_every_picture_has_a_description(site: RealSite) -> None:
    for path, tree in site.pages.items():
        for node in tree.css("img"):
            assert "alt" in node.attributes, f"{path}: {node.html}"


def test_nothing_is_left_of_what_a_template_should_have_filled(site: RealSite) -> None:
    for path, tree in site.pages.items():
        assert tree.body is not None
        for sign in ("\0", "\1", "{%", "%}", "Undefined", "None,", "[object"):
            assert sign not in site.html[path], f"{path}: {sign!r}"
        text = tree.body.text()
        for sign in ("&amp;", "&lt;", "&#", "](", "**"):
            assert sign not in text, f"{path}: {sign!r}"
        assert not re.search(r"\b(library|activity|example|phase|term|page|target-group):\w", text), path


def test_what_the_build_sees_on_a_page_is_what_a_parser_sees(site: RealSite) -> None:
    for path, tree in site.pages.items():
        seen = inspect_page(path, site.html[path], site.files)
        assert not seen.problems, path
        assert sorted(seen.ids) == sorted(ids_of(tree)), path
        found = set()
        for href in hrefs_of(tree):
            if "#" in href and "://" not in href:
                target, fragment = urldefrag(urljoin("http://x/" + path, href))
                found.add(f"{target.removeprefix('http://x/').partition('?')[0]}#{fragment}")
        assert set(seen.fragments) == found, path


def test_no_page_is_too_heavy(site: RealSite) -> None:
    sizes = {path: len(html.encode("utf-8")) / 1024 for path, html in site.html.items()}

    def limit(path: str) -> float:
        return (LONG if path in LISTS else USUAL) * (TWO_BYTES if language_of(path) == "ar" else 1)

    heavy = {path: size for path, size in sizes.items() if size > limit(path) and path not in BOOKS}
    table = "\n".join(f"{size:7.1f} kB  {path}" for path, size in sorted(sizes.items(), key=lambda row: -row[1])[:20])
    assert not heavy, f"too heavy: {sorted(heavy)}\n{table}"


def test_what_pages_load_is_small(site: RealSite) -> None:
    sizes = {path: (site.output / path).stat().st_size / 1024 for path in site.files if path.startswith("assets/")}
    table = "\n".join(f"{size:7.1f} kB  {path}" for path, size in sorted(sizes.items()))
    assert max(size for path, size in sizes.items() if path.endswith(".css")) < 20, table  # a page loads one
    searched = sum(size for path, size in sizes.items() if path.startswith(("assets/search-index", "assets/vendor-")))
    assert searched < 60, table  # only who searches loads these
    for path, tree in site.pages.items():
        scripts = {str(node.attributes["src"]).rpartition("/")[2] for node in tree.css("script[src]")}
        assert sum(sizes[f"assets/{name}"] for name in scripts) < 50, f"{path}\n{table}"


def links(site: RealSite) -> Iterator[tuple[str, str]]:
    """Every address on every page, as written."""
    for path, tree in site.pages.items():
        for href in hrefs_of(tree):
            yield path, href


def led_to(path: str, href: str) -> str:
    """The path to which an address on a page leads."""
    return urljoin("http://x/" + path, urldefrag(href).url).removeprefix("http://x/")


def hrefs_of(tree: LexborHTMLParser) -> Iterator[str]:
    """Every address on a page."""
    for node in tree.css("[href], [src]"):
        yield str(node.attributes.get("href") or node.attributes.get("src") or "")


def ids_of(tree: LexborHTMLParser) -> list[str]:
    """Every id on a page."""
    return [str(node.attributes["id"]) for node in tree.css("[id]")]


def text_at(tree: LexborHTMLParser, selector: str) -> str:
    """The text of the first element that a selector finds."""
    node = tree.css_first(selector)
    return node.text(strip=True) if node is not None else ""
