"""What other programs take from a site: data and its schema, tables, the map of pages, how to search."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser

from tests.golden.sites import FULL, MINIMAL, lay_out, report
from wijkverbinder import EDITION, __version__, schemas
from wijkverbinder.kinds import KINDS
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project
from wijkverbinder.shapes import Shape, shape_of_field
from wijkverbinder.views import tables
from wijkverbinder.views.tables import BETWEEN, LEFT_OUT

BASE = "https://wijk.example/proef/"
FOLDERS = [kind.folder for kind in KINDS.values()]
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full site, built; it fills every field, in two languages."""
    project: Project = lay_out(tmp_path_factory.mktemp("full"), FULL)
    assert not report(build(project))
    return project.output


def data(site: Path, folder: str, top: str = "") -> dict[str, Any]:
    """The JSON of a kind."""
    found: dict[str, Any] = json.loads((site / top / "data" / f"{folder}.json").read_text("utf-8"))
    return found


def rows(site: Path, name: str) -> list[dict[str, str]]:
    """A table, by the names of its columns."""
    text = (site / "data" / name).read_bytes().decode("utf-8-sig")
    return [*csv.DictReader(io.StringIO(text, newline=""), strict=True)]


def schema(site: Path, folder: str) -> dict[str, Any]:
    """The schema of a kind's data."""
    found: dict[str, Any] = json.loads((site / "data" / f"{folder}.schema.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("top", ["", "en/"], ids=["nl", "en"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_data_is_what_its_schema_says(site: Path, folder: str, top: str) -> None:
    Draft202012Validator.check_schema(schema(site, folder))
    found = data(site, folder, top)
    named = (site / top / "data" / found["$schema"]).resolve()
    assert named == (site / "data" / f"{folder}.schema.json").resolve()
    assert [*Draft202012Validator(json.loads(named.read_text("utf-8"))).iter_errors(found)] == []
    assert (found["version"], found["edition"]) == (__version__, EDITION)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_schema_refuses_what_is_no_data_of_ours(site: Path, folder: str) -> None:
    validator = Draft202012Validator(schema(site, folder))
    right = data(site, folder)
    first, *rest = right["entries"]
    for wrong in (
        first | {"onbekend": 1},
        {name: value for name, value in first.items() if name != "title"},
        first | {"ref": "boek:x"},
        first | {"checked": "gisteren"},
    ):
        assert not validator.is_valid(right | {"entries": [wrong, *rest]}), wrong
    assert not validator.is_valid(right | {"kind": "iets anders"})


def test_a_term_that_does_not_exist_is_no_data(site: Path) -> None:
    right = data(site, "activities")
    entry = right["entries"][0] | {"type": "bestaat-niet"}
    assert not Draft202012Validator(schema(site, "activities")).is_valid(right | {"entries": [entry]})


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_is_in_its_tables(site: Path, kind: str) -> None:
    folder, entries = KINDS[kind].folder, data(site, KINDS[kind].folder)["entries"]
    table = rows(site, f"{folder}.csv")
    assert [row["ref"] for row in table] == [entry["ref"] for entry in entries]
    parts = rows(site, f"{folder}-parts.csv") if KINDS[kind].has_parts else []
    for entry, row in zip(entries, table, strict=True):
        own = [part for part in parts if part["ref"] == entry["ref"]]
        wide, long = {*leaves(entry, kind)}, {*leaves_of_parts(entry, kind)}
        assert {(name, row[name]) for name, _ in wide} == wide
        found = {
            (f"{part['list']}.{part['number']}.{name}", value)
            for part in own
            for name, value in part.items()
            if name not in {"ref", "text_language", "list", "number"}
        }
        assert found >= long
        assert {name for name, value in found if value} == {name for name, value in long if value}


def leaves(entry: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Every field outside lists of parts, by its path, as a cell should show it."""
    for path, value in walked(entry, schemas.SCHEMAS[kind]):
        if not any(step.isdecimal() for step in path):
            yield ".".join(path), value


def leaves_of_parts(entry: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Every field of the parts, by its path, as a cell should show it."""
    for path, value in walked(entry, schemas.SCHEMAS[kind]):
        if any(step.isdecimal() for step in path):
            yield ".".join(path), value


def walked(value: Any, model: type[schemas.Strict]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every field in the data of a model, by the models alone."""
    for name in model.model_fields:
        if name not in LEFT_OUT and value is not None:
            yield from _below(name, value[name], shape_of_field(model, name))


def _below(name: str, value: Any, shape: Shape) -> Iterator[tuple[tuple[str, ...], str]]:
    if value is None:
        return
    if shape.model:
        inner: Any = walked(value, shape.model)
    elif shape.name in {"list", "map"} and shape.inner and shape.inner.model:
        keyed = value.items() if shape.name == "map" else ((str(at), part) for at, part in enumerate(value, 1))
        model = shape.inner.model
        inner = (((key, *path), found) for key, part in keyed for path, found in walked(part, model))
    else:
        inner = [((), shown(value))]
    yield from (((name, *path), found) for path, found in inner)


def shown(value: Any) -> str:
    """A value of the JSON as a cell."""
    if isinstance(value, list):
        return BETWEEN.join(map(shown, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str) or not re.search(r"[<&]", value):
        return str(value)
    blocks = re.sub(r"</(p|h2|h3|h4|li|tr|blockquote|pre)>|<br>", "\n", value) if "\n" in value else value
    words = LexborHTMLParser(f"<body>{blocks}").body
    return "\n".join(filter(None, (line.strip() for line in (words.text() if words else "").split("\n"))))


def test_a_table_opens_as_utf8_and_has_as_many_cells_in_each_row(site: Path) -> None:
    for file in sorted((site / "data").glob("*.csv")):
        raw = file.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        lines = [*csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)]
        assert {len(line) for line in lines} == {len(lines[0])}, file.name
        assert len({*lines[0]}) == len(lines[0]), file.name


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+31 6 of zo", "- een streep", "@SOM(A1)", "＝1+1"])
def test_a_spreadsheet_finds_no_formula_in_a_table(text: str, tmp_path: Path) -> None:
    project = lay_out(tmp_path, MINIMAL)
    file = project.content / "pages/over.md"
    title = json.dumps(text, ensure_ascii=False)
    file.write_text(
        re.sub(r"^title: .*", lambda _found: f"title: {title}", file.read_text("utf-8"), flags=re.M), "utf-8"
    )
    assert not report(build(project))
    (row,) = rows(project.output, "pages.csv")
    assert row["title"] == f"'{text}"
    assert data(project.output, "pages")["entries"][0]["title"] == text


@pytest.mark.parametrize("text", ["-1", "+2.5", "-3,5", "gewoon", "", "a=b"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert tables._no_formulas([text]) == [text]


def test_the_page_about_data_leads_to_every_file_of_it(site: Path) -> None:
    for top, name in (("", "gegevens.html"), ("en", "data.html")):
        page = LexborHTMLParser((site / top / name).read_text("utf-8"))
        hrefs = {str(node.attributes["href"]) for node in page.css("main a")}
        assert {f"data/{file.name}" for file in (site / top / "data").iterdir()} <= hrefs


def test_the_sitemap_names_every_version_of_a_page(site: Path) -> None:
    tree = ET.parse(site / "sitemap.xml")
    found = {
        url.findtext("m:loc", "", MAP): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", MAP)
        }
        for url in tree.getroot().findall("m:url", MAP)
    }
    talk = {"nl": f"{BASE}activiteiten/gesprek.html", "en": f"{BASE}en/activities/talk.html"}
    assert found[talk["nl"]] == found[talk["en"]] == talk
    assert found[BASE] == {"nl": BASE, "en": f"{BASE}en/"}
    shelf = {"nl": f"{BASE}bibliotheek/gids/", "en": f"{BASE}en/library/gids/"}
    assert found[shelf["nl"]] == shelf
    assert found[f"{BASE}voorbeelden/de-stoep.html"] == {}
    for address, versions in found.items():
        assert all(found[other] == versions for other in versions.values()), address
    assert f"{BASE}404.html" not in found


@pytest.mark.parametrize(("top", "page"), [("", "zoeken.html"), ("en/", "en/search.html")])
def test_a_browser_can_add_the_search_of_the_site(site: Path, top: str, page: str) -> None:
    tree = ET.parse(site / top / "opensearch.xml").getroot()
    assert tree.find("o:Url", SEARCH).attrib["template"] == f"{BASE}{page}?q={{searchTerms}}"  # type: ignore[union-attr]
    assert 0 < len(tree.findtext("o:ShortName", "", SEARCH)) <= 16
    home = LexborHTMLParser((site / top / "index.html").read_text("utf-8"))
    (link,) = home.css("link[rel=search]")
    assert link.attributes["href"] == "opensearch.xml"
    field = LexborHTMLParser((site / page).read_text("utf-8")).css_first("main input[type=search]")
    assert field
    assert field.attributes["name"] == "q"


def linked(site: Path, path: str) -> dict[str, Any]:
    """The block of data of a page."""
    (node,) = LexborHTMLParser((site / path).read_text("utf-8")).css('script[type="application/ld+json"]')
    found: dict[str, Any] = json.loads(node.text())
    return found


def test_every_page_that_can_be_found_says_what_it_is(site: Path) -> None:
    tree = ET.parse(site / "sitemap.xml")
    for address in (url.findtext("m:loc", "", MAP) for url in tree.getroot().findall("m:url", MAP)):
        path = address.removeprefix(BASE)
        found = linked(site, f"{path}index.html" if path.endswith("/") or not path else path)
        assert (found["@context"], found["@type"], found["url"]) == ("https://schema.org", "WebPage", address)
        assert found["license"].startswith("https://creativecommons.org/licenses/by/")
        assert {"name", "description", "inLanguage", "isPartOf"} <= {*found}
        for step in found.get("breadcrumb", {}).get("itemListElement", ()):
            assert step["item"].startswith(BASE)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("activiteiten/gesprek.html", "HowTo"),
        ("voorbeelden/zomer-op-het-plein.html", "Article"),
        ("bibliotheek/een-gids.html", "Guide"),
        ("begrippen/stoep.html", "DefinedTerm"),
        ("gegevens.html", "Dataset"),
        ("index.html", "WebSite"),
    ],
)
def test_a_page_says_what_it_is_about(site: Path, path: str, kind: str) -> None:
    about = linked(site, path)["mainEntity"]
    assert about["@type"] == kind
    if kind == "Dataset":
        for file in about["distribution"]:
            assert (site / file["contentUrl"].removeprefix(BASE)).is_file()


def test_a_site_without_an_address_says_nothing_that_needs_one(tmp_path: Path) -> None:
    project = lay_out(tmp_path, FULL)
    (project.root / "site.toml").write_text('languages = ["nl", "en"]\n', "utf-8")
    assert not report(build(project))
    assert not [*project.output.rglob("opensearch.xml"), *project.output.rglob("sitemap.xml")]
    assert all("ld+json" not in file.read_text("utf-8") for file in project.output.rglob("*.html"))


def test_words_that_could_end_the_block_stay_in_it(tmp_path: Path) -> None:
    project = lay_out(tmp_path, FULL)
    file = project.content / "pages" / "over.md"
    title = "Over </script> & <!-- buren"
    text = re.sub(r"(?m)^title: .*$", f'title: "{title}"', file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    build(project)
    path = next(
        path for path in project.output.glob("*.html") if "<h1>Over &lt;/script&gt;" in path.read_text("utf-8")
    )
    assert linked(project.output, path.name)["name"] == title


ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(site: Path, top: str = "") -> ET.Element:
    """The feed of a language."""
    return ET.parse(site / top / "feed.xml").getroot()


@pytest.mark.parametrize("top", ["", "en/"])
def test_a_feed_has_all_that_atom_asks(site: Path, top: str) -> None:
    root = feed(site, top)
    assert root.tag == f"{{{ATOM['a']}}}feed"
    assert root.findtext("a:id", "", ATOM) == f"{BASE}{top}feed.xml"
    assert root.find("a:link[@rel='self']", ATOM).attrib["href"] == f"{BASE}{top}feed.xml"  # type: ignore[union-attr]
    assert root.findtext("a:author/a:name", "", ATOM) == "Stichting Proefwijk"
    entries = root.findall("a:entry", ATOM)
    ids = [entry.findtext("a:id", "", ATOM) for entry in entries]
    assert len(ids) == len({*ids}) > 2
    days = [entry.findtext("a:updated", "", ATOM) for entry in entries]
    assert days == sorted(days, reverse=True)
    assert root.findtext("a:updated", "", ATOM) == days[0] == "2026-11-20T00:00:00Z"
    for entry in entries:
        assert entry.findtext("a:title", "", ATOM)
        address = entry.find("a:link", ATOM).attrib["href"]  # type: ignore[union-attr]
        path, _, fragment = address.removeprefix(BASE).partition("#")
        page = LexborHTMLParser((site / path).read_text("utf-8"))
        assert not fragment or page.css(f"[id='{fragment}']")


def test_a_feed_tells_of_pages_after_the_first_edition_in_their_language(site: Path) -> None:
    def told(top: str) -> list[str]:
        return [entry.findtext("a:title", "", ATOM) for entry in feed(site, top).findall("a:entry", ATOM)]

    dutch, english = told(""), told("en")
    assert "Nieuw: Koffie op de stoep" in dutch
    assert "Veranderd: stoep" in dutch
    assert sum("Gesprek" in title for title in dutch) == 0  # of the first edition
    assert [title for title in english if ": " in title] == ["New: A talk at the table"]
    assert not any("verdwenen" in title for title in dutch)


def test_the_page_about_the_edition_tells_what_came_changed_and_went(site: Path) -> None:
    page = LexborHTMLParser((site / "uitgave.html").read_text("utf-8"))
    text = page.css_first("main").text()  # type: ignore[union-attr]
    assert all(word in text for word in ("Koffie op de stoep", "Een oud voorbeeld", "Stichting Proefwijk"))
    assert "An old example" not in text
    assert "verdwenen" not in text
    assert [node.text() for node in page.css("main h2")][1:] == [
        "Versie 0.2.0, 20 november 2026",
        "Versie 0.1.0, 1 oktober 2026",
    ]
    links = {node.attributes["href"] for node in page.css("main section a")}
    assert {"activiteiten/koffie-op-de-stoep.html", "activiteiten/index.html"} <= links


def test_every_page_that_is_kept_says_how_to_cite_it(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = LexborHTMLParser(file.read_text("utf-8"))
        if not page.css_first("footer"):
            continue  # leads on to another
        said = [node.text() for node in page.css("footer details p")]
        path = file.relative_to(site).as_posix()
        link = page.css_first("footer p > a[href$='uitgave.html'], footer p > a[href$='edition.html']")
        assert link, path
        assert __version__ in link.text()
        if path in {"404.html", "geen-internet.html", "en/no-internet.html"}:
            assert not said
            continue
        address = f"{BASE}{path.removesuffix('index.html') if path.endswith('index.html') else path}"
        (cited,) = said
        assert cited.endswith(f" {address}"), path
        assert __version__ in cited
