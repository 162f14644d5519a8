"""The Site to a table of Routes, one per output file, before anything is made; knows not what is on a page.

The same table answers “what is the address of X?”, so an address can't be anything but what was routed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from wijkverbinder.codes import FOLDER, short_code
from wijkverbinder.config import EDITOR, Settings
from wijkverbinder.editions import Brought
from wijkverbinder.i18n import Messages
from wijkverbinder.kinds import KINDS, PICTURES
from wijkverbinder.ladder import LADDER_PAGE, one_rung_higher
from wijkverbinder.link import Site
from wijkverbinder.misnamed import unfit_name
from wijkverbinder.model import Entry, Location, Near, Ref, Route
from wijkverbinder.problems import Problem, problem
from wijkverbinder.urls import below, picture_beside, relative

UNLISTED = frozenset({"offline", "moved", "short", "qr", "editor", "handbook", "hidden"})
"""Views of pages that nobody should find by searching: of these the handbook says what other pages say better."""

LEADING_ON = frozenset({"moved", "short", "hidden"})
"""Views of pages that stand in the place of another."""

NOT_IN_BOOK = frozenset({"privacy", "toegankelijkheid"})
"""Pages about the site as a site, which say nothing on paper."""

PER_ARGUMENT = frozenset({"shelf", "target-group"})
"""Views of pages of which there are many, though they are about no entry (or need not be)."""

MOST_IN_BOOK = 200
"""Activities up to which there is a handbook; ours: a thicker one is no help, and each edit joins it anew."""

SEARCH_PART = 64
"""Entries per file of text that search loads; an activity, the longest of ours, takes some 3 kB of it as sent."""

FEW = 40
"""Texts of one kind that the page about an edition still names one by one."""

PARTS = "-parts.csv"
"""How the name ends of the table that holds the parts of a kind's lists."""

Addresses = Mapping[tuple[Ref, str], str]
"""The output path of each entry in each language in which it has a page."""


class Plan(NamedTuple):
    """What the site will contain."""

    routes: tuple[Route, ...]
    addresses: Addresses
    original: str
    """The language of the originals."""
    versions: Mapping[str, Mapping[str, str]] = {}
    """By the path of a page that there is in more languages, its path in each of them."""

    def path(self, ref: Ref, language: str) -> str:
        """Where an entry stands in a language, or its original where that language has no page of it."""
        return _path(self.addresses, ref, language, self.original)

    @property
    def redirects(self) -> dict[str, str]:
        """The path that takes the place of an earlier one, by that earlier one."""
        return _redirects(self.routes, self.addresses, self.original)


def _path(addresses: Addresses, ref: Ref, language: str, original: str) -> str:
    return addresses.get((ref, language)) or addresses[ref, original]


def plan_routes(
    site: Site,
    messages: Mapping[str, Messages],
    target_groups: Sequence[str],
    settings: Settings,
    rungs: Sequence[str] = (),
    editions: Sequence[Brought] = (),
    aside: Sequence[Entry] = (),
) -> tuple[Plan, list[Problem]]:
    """Lists every output file.

    Args:
        site: the graph.
        messages: per language the words of the interface, the folder names of addresses among them.
        target_groups: the terms that get a page of their own.
        settings: without a public address there are no sitemap.xml and no pictures to share, without a contact
            no security.txt.
        rungs: the terms of the ladder, the lowest first.
        editions: what each edition brought, the newest first.
        aside: what is not shown. At the addresses of an entry that a local layer hides stands that it is not here;
            those of a translation that lags lead to its original.

    Returns:
        the plan, and a problem for each address that two pages want.
    """
    addresses: dict[tuple[Ref, str], str] = {}
    routes: list[Route] = []
    higher = (
        one_rung_higher({ref: site.original(ref).card for ref in site.members("activity")}, rungs) if rungs else {}
    )
    for language in site.languages:
        here = site.in_order_of(language)
        words = messages[language].group("address")
        top, places = top_folder(language, site.languages[0]), fixed_places(language, site.languages[0], words)
        near = {ref: _near(here, ref) for ref in here.entries}
        for kind, members in here.order.items():
            folder = f"{words[kind]}/" if words[kind] else ""
            for ref in members:
                if language in here.entries[ref]:
                    slug = here.entries[ref][language].card.get("slug", ref.slug)
                    addresses[(ref, language)] = f"{top}{folder}{slug}.html"
        routes += _entry_routes(here, language, addresses, near, higher)
        routes += _moved_routes(here, language)
        routes += _lagging_routes(here, [entry for entry in aside if "lagging" in entry.card], language, top, words)
        routes += _hidden_routes([entry for entry in aside if "lagging" not in entry.card], language, top, words)
        routes += _list_routes(here, language, places)
        routes += _card_routes(here, language, top, places["cards"], with_qr=bool(settings.base_url))
        if len(here.members("activity")) <= MOST_IN_BOOK:
            routes.append(_book_route(here, language, places["handbook"], near))
        data = [*_data_routes(here, language, top, near)]
        routes += _shelf_routes(here, language, f"{top}{words['library']}/")
        routes += [*data, _data_page(here, language, places["data"], data)]
        routes += _search_routes(here, language, top, places["search"])
        routes += _edition_routes(here, language, places, editions, with_feed=bool(settings.base_url))
        if settings.base_url:
            routes.append(Route(places["opensearch"], language, "opensearch"))
        routes += _organise_routes(here, addresses, near, language, (places["plan"], words["invitation"]))
        routes += _group_routes(here, language, f"{top}{words['target-group']}/", target_groups, near, addresses)
    redirects = _redirects(routes, addresses, site.languages[0])
    pictures = [*_picture_routes(site, routes)] if settings.base_url else []
    routes += [*pictures, *_site_routes(site, routes, settings, redirects)]
    problems = [*_collisions(routes, site), *_unfit_slugs(site), *_unknown_groups(site, target_groups)]
    return Plan(tuple(routes), addresses, site.languages[0], _versions(routes)), problems


def _redirects(routes: Iterable[Route], addresses: Addresses, original: str) -> dict[str, str]:
    moved = [(route, ref) for route in routes if route.view == "moved" for ref in route.near["moved-to"]]
    return {route.path: _path(addresses, ref, route.language, original) for route, ref in moved}


def _entry_routes(
    site: Site,
    language: str,
    addresses: Addresses,
    near: Mapping[Ref, Near],
    higher: Mapping[Ref, Sequence[Ref]],
) -> Iterator[Route]:
    for kind, members in site.order.items():
        for ref in members:
            path = addresses.get((ref, language))
            # Every target group has a page, also one about which nothing is written yet: see `_group_routes`.
            if path and kind != "target-group":
                view = "check" if _is_check(site, ref) else kind
                shown = {**near[ref], "higher": higher[ref]} if ref in higher else near[ref]
                yield Route(path, language, view, ref, shown, ref.slug)


def _organise_routes(
    site: Site, addresses: Addresses, near: Mapping[Ref, Near], language: str, paths: tuple[str, str]
) -> Iterator[Route]:
    """The plan, what it must know of each activity, and the invitations of each activity that has them.

    What the plan knows lies in a file per activity, by the slug that is the same in every language: so a plan
    that was made in one language opens in another, and a plan loads only what is in it.
    """
    phases = {"phases": site.members("phase")}
    plan, folder = paths
    yield Route(plan, language, "plan", near=phases)
    for ref in site.members("activity"):
        yield Route(f"{plan.removesuffix('.html')}/{ref.slug}.js", language, "plan-data", ref, phases, ref.slug)
        path = addresses.get((ref, language))
        if path and site.original(ref).card.get("invites"):
            yield Route(below(path, folder), language, "invitation", ref, near[ref], ref.slug)


def _moved_routes(site: Site, language: str) -> Iterator[Route]:
    """A page at each earlier address of an entry, which leads to where it stands now."""
    for members in site.order.values():
        for ref in members:
            entry = site.entries[ref].get(language)
            for alias in entry.card.get("aliases", ()) if entry else ():
                yield Route(alias, language, "moved", near={"moved-to": (ref,)}, argument=str(ref))


def _lagging_routes(
    site: Site, lagging: Sequence[Entry], language: str, top: str, words: Mapping[str, str]
) -> Iterator[Route]:
    """A page at each address of a translation that is not shown, which leads to its original."""
    for entry in lagging:
        if entry.language == language and entry.ref in site.entries:
            for path in _paths_of(entry, top, words, invites=bool(site.original(entry.ref).card.get("invites"))):
                yield Route(path, language, "moved", near={"moved-to": (entry.ref,)}, argument=str(entry.ref))


def _paths_of(entry: Entry, top: str, words: Mapping[str, str], *, invites: bool) -> list[str]:
    """The addresses that the pages of an entry would have, or once had."""
    kind, slug = entry.ref
    if kind == "target-group" and "slug" not in entry.card:  # its page is there, with a text or without
        return [*entry.card.get("aliases", ())]
    folder = f"{words[kind]}/" if words[kind] else ""
    path = f"{top}{folder}{entry.card.get('slug', slug)}.html"
    return [path, *entry.card.get("aliases", ()), *([below(path, words["invitation"])] if invites else [])]


def _hidden_routes(hidden: Sequence[Entry], language: str, top: str, words: Mapping[str, str]) -> Iterator[Route]:
    """A page at each address of an entry that is not shown here, so that nobody who kept it is lost.

    A target group has its page all the same, without a text.
    """
    for entry in hidden:
        kind = entry.ref.kind
        if entry.language != language or kind == "target-group" or "title" not in entry.card:
            continue
        paths = _paths_of(entry, top, words, invites=bool(entry.card.get("invites")))
        if kind == "activity":
            paths.append(f"{top}{FOLDER}/{short_code(str(entry.ref))}.html")
        for each in paths:
            yield Route(each, language, "hidden", argument=f"{kind}\n{entry.card['title']}")


def _near(site: Site, ref: Ref) -> Near:
    """What the page of an entry may show of others: whom it names, who names it, and the phases."""
    near = dict(site.forward[ref])
    near["phases"] = site.members("phase")
    near |= {f"from-{kind}": refs for kind, refs in site.backward[ref].items()}
    if ref.kind == "phase" or _is_check(site, ref) or ref == ("page", LADDER_PAGE):
        near["activities"] = site.members("activity")
    return near


def _is_check(site: Site, ref: Ref) -> bool:
    """Whether a page holds the phase check, which is more than text."""
    return ref.kind == "page" and bool(site.original(ref).card.get("check"))


def fixed_places(language: str, original: str, words: Mapping[str, str]) -> dict[str, str]:
    """The output path of each page that every site has, by the name under which views and the navigation know it.

    Args:
        language: the language of the pages.
        original: the language whose pages stand on top; the others have a folder each.
        words: the words under `address` in that language.
    """
    top = top_folder(language, original)
    return {
        "home": f"{top}index.html",
        "phases": f"{top}{words['phase']}/index.html",
        "activities": f"{top}{words['activity']}/index.html",
        "matrix": f"{top}{words['activity']}/{words['matrix']}.html",
        "glossary": f"{top}{words['term']}/index.html",
        "plan": f"{top}{words['plan']}.html",
        "examples": f"{top}{words['example']}/index.html",
        "library": f"{top}{words['library']}/index.html",
        "target-groups": f"{top}{words['target-group']}/index.html",
        "data": f"{top}{words['data']}.html",
        "cards": f"{top}{words['cards']}.html",
        "handbook": f"{top}{words['handbook']}.html",
        "offline": f"{top}{words['offline']}.html",
        "web-manifest": f"{top}site.webmanifest",
        "opensearch": f"{top}opensearch.xml",
        "edition": f"{top}{words['edition']}.html",
        "feed": f"{top}feed.xml",
        "search": f"{top}{words['search']}.html",
    }


def top_folder(language: str, original: str) -> str:
    """The folder in which all pages of a language stand; nothing for the original one."""
    return "" if language == original else f"{language}/"


def _list_routes(site: Site, language: str, places: Mapping[str, str]) -> Iterator[Route]:
    phases = site.members("phase")
    activities = {"activities": site.members("activity"), "phases": phases}
    yield Route(places["home"], language, "home", near={"phases": phases})
    yield Route(places["phases"], language, "phases", near={"phases": phases})
    yield Route(places["activities"], language, "activities", near=activities)
    yield Route(places["matrix"], language, "matrix", near=activities)
    for place, view, relation, kind in (
        ("glossary", "glossary", "terms", "term"),
        ("examples", "examples", "examples", "example"),
        ("library", "library-list", "library", "library"),
    ):
        near = {relation: site.members(kind), "phases": phases, "activities": _named(site, kind)}
        yield Route(places[place], language, view, near={name: refs for name, refs in near.items() if refs})
    yield Route(places["offline"], language, "offline", near={"phases": phases})
    yield Route(places["web-manifest"], language, "web-manifest")


def _shelf_routes(site: Site, language: str, folder: str) -> Iterator[Route]:
    """A page for each kind of library item that there is."""
    shelves: dict[str, list[Ref]] = {}
    for ref in site.members("library"):
        shelves.setdefault(str(site.original(ref).card["kind"]), []).append(ref)
    for kind, refs in sorted(shelves.items()):
        near = {"library": tuple(refs), "phases": site.members("phase")}
        yield Route(f"{folder}{kind}/index.html", language, "shelf", near=near, argument=kind)


def _card_routes(site: Site, language: str, top: str, path: str, *, with_qr: bool) -> Iterator[Route]:
    """The cards, and behind each short code a page that leads on; a code of two is an address that two want."""
    activities, phases = site.members("activity"), {"phases": site.members("phase")}
    parts = tuple(Route(path, language, "card", ref, phases, ref.slug) for ref in activities)
    yield Route(path, language, "cards", near=phases, parts=parts)
    for ref in activities:
        code = f"{top}{FOLDER}/{short_code(str(ref))}"
        yield Route(f"{code}.html", language, "short", ref, argument=ref.slug)
        if with_qr:
            yield Route(f"{code}.svg", language, "qr", ref, argument=ref.slug)


def _book_route(site: Site, language: str, path: str, near: Mapping[Ref, Near]) -> Route:
    """The handbook: a chapter per relation, in the order in which a book is read."""
    pages = [ref for ref in site.members("page") if ref.slug not in NOT_IN_BOOK]
    chapters = {
        "check": ("book-page", tuple(ref for ref in pages if _is_check(site, ref))),
        "phases": ("book-phase", site.members("phase")),
        "activities": ("book-activity", site.members("activity")),
        "pages": ("book-page", tuple(ref for ref in pages if not _is_check(site, ref))),
        "groups": ("book-group", site.members("target-group")),
        "examples": ("book-example", site.members("example")),
        "terms": ("book-term", site.members("term")),
        "sources": ("book-source", site.members("library")),
    }
    parts = [
        Route(path, language, view, ref, near[ref], ref.slug) for view, refs in chapters.values() for ref in refs
    ]
    shown = {name: refs for name, (_, refs) in chapters.items() if refs}
    return Route(path, language, "handbook", near=shown, parts=tuple(parts))


def _data_routes(site: Site, language: str, top: str, near: Mapping[Ref, Near]) -> Iterator[Route]:
    """The content as data: per kind a file as JSON and as tables, and once, for all languages, what it may hold.

    These addresses are for programs, so but for the folder of a language they are the same in all of them.
    """
    phases = {"phases": site.members("phase")}
    for kind in KINDS.values():
        refs = site.members(kind.name)
        files = [("data", "data-entry", ".json"), ("table", "table-row", ".csv")]
        files += [("parts-table", "parts-rows", PARTS)] if kind.has_parts else []
        for view, piece, ending in files if refs else ():
            path = f"{top}data/{kind.folder}{ending}"
            parts = tuple(Route(path, language, piece, ref, near[ref], ref.slug) for ref in refs)
            yield Route(path, language, view, near=phases, argument=kind.name, parts=parts)
        if refs and not top:
            yield Route(schema_path(kind.name), language, "data-schema", near=phases, argument=kind.name)


def _data_page(site: Site, language: str, path: str, data: Sequence[Route]) -> Route:
    """The page that tells which files of data there are: of each its kind, what it is, its href, how many entries."""
    files = "\n".join(
        f"{route.argument} {route.view} {relative(path, route.path)} {len(route.parts)}"
        for route in data
        if route.view != "data-schema"
    )
    return Route(path, language, "data-page", near={"phases": site.members("phase")}, argument=files)


def schema_path(kind: str) -> str:
    """The output path of the JSON Schema of a kind's data.

    >>> schema_path("activity")
    'data/activities.schema.json'
    """
    return f"data/{KINDS[kind].folder}.schema.json"


def _edition_routes(
    site: Site, language: str, places: Mapping[str, str], editions: Sequence[Brought], *, with_feed: bool
) -> Iterator[Route]:
    """The page about this edition and those before it, and the feed of the same.

    What an edition brought that is not in this language, or no longer on the site, is not told. Of a kind of which
    it brought many only the number is.
    """
    ending = "" if language == site.languages[0] else f".{language}"
    near: dict[str, tuple[Ref, ...]] = {"phases": site.members("phase")}
    told = []
    for at, brought in enumerate(editions):
        row: dict[str, object] = {"version": brought.version, "date": brought.date}
        for name, names in (("added", brought.added), ("changed", brought.changed)):
            refs = [*_texts_in(site, names, language, ending)]
            counts = Counter(ref.kind for ref in refs)
            # All that there was at first is no news either.
            most = FEW if at < len(editions) - 1 else 0
            few = tuple(ref for kind in KINDS for ref in refs if ref.kind == kind and counts[kind] <= most)
            if few:
                near[f"{name}-{at}"] = few
            row[name] = counts
        row["gone"] = [
            title for name, title in brought.gone if name.endswith(ending) and "." not in name.removesuffix(ending)
        ]
        told.append(row)
    argument = json.dumps(told, ensure_ascii=False)
    yield Route(places["edition"], language, "edition", near=near, argument=argument)
    if with_feed:
        yield Route(places["feed"], language, "feed", near=near, argument=argument)


def _texts_in(site: Site, names: Sequence[str], language: str, ending: str) -> Iterator[Ref]:
    for name in names:
        ref = Ref.parse(name.removesuffix(ending)) if name.endswith(ending) else None
        if ref and language in site.entries.get(ref, ()):
            yield ref


def _search_routes(site: Site, language: str, top: str, page: str) -> Iterator[Route]:
    """The search page and its data: what is found first of all entries in one file, their texts in parts."""
    refs = [ref for kind in KINDS for ref in site.members(kind)]
    chunks = [refs[at : at + SEARCH_PART] for at in range(0, len(refs), SEARCH_PART)]
    files = [("heads", refs), *((f"text-{number}", chunk) for number, chunk in enumerate(chunks, 1))]
    data = []
    for name, members in files:
        path, view = f"{top}search/{name}.js", "search-head" if name == "heads" else "search-text"
        parts = tuple(Route(path, language, view, ref, argument=ref.slug) for ref in members)
        data.append(Route(path, language, "search-data", argument=name, parts=parts))
    yield from data
    hrefs = "\n".join(relative(page, route.path) for route in data)
    yield Route(page, language, "search", near={"phases": site.members("phase")}, argument=hrefs)


def _named(site: Site, kind: str) -> tuple[Ref, ...]:
    """The activities that entries of a kind name as theirs, in the order of lists."""
    named = {ref for member in site.members(kind) for ref in site.refs(member, "activities")}
    return tuple(ref for ref in site.members("activity") if ref in named)


def _group_routes(
    site: Site,
    language: str,
    folder: str,
    groups: Sequence[str],
    near_by_ref: Mapping[Ref, Near],
    addresses: Addresses,
) -> Iterator[Route]:
    meant: dict[tuple[str, str], list[Ref]] = {}
    for kind in ("activity", "example"):
        for ref in site.members(kind):
            for group in dict.fromkeys(site.original(ref).card["target_groups"]):
                meant.setdefault((kind, group), []).append(ref)
    yield Route(f"{folder}index.html", language, "target-groups", near={"phases": site.members("phase")})
    for group in groups:
        ref = Ref("target-group", group)
        written = language in site.entries.get(ref, {})
        near = dict(near_by_ref[ref]) if written else {}
        near["activities"] = tuple(meant.get(("activity", group), ()))
        near["examples"] = tuple(meant.get(("example", group), ()))
        near["phases"] = site.members("phase")
        path, subject = addresses.get((ref, language), f"{folder}{group}.html"), ref if written else None
        yield Route(path, language, "target-group", subject, near, group)


def _picture_routes(site: Site, routes: Sequence[Route]) -> Iterator[Route]:
    """The pictures of pages where they are shared, which needs whole addresses.

    Not all pages have one of their own.
    """
    near = {"phases": site.members("phase")}
    for route in routes:
        if route.view in PICTURES:
            yield Route(picture_beside(route.path), route.language, "picture", route.subject, near, route.view)


def _site_routes(
    site: Site, routes: Sequence[Route], settings: Settings, redirects: Mapping[str, str]
) -> Iterator[Route]:
    language = site.languages[0]
    yield Route("404.html", language, "not-found", near={"phases": site.members("phase")})
    yield Route("robots.txt", language, "robots")
    moved = "\n".join(f"{old} {new}" for old, new in sorted(redirects.items()))
    for path in ("_headers", ".htaccess", "web.config", *(("_redirects",) if redirects else ())):
        yield Route(path, language, "hosting", argument=moved)
    if settings.editor.forge:
        yield Route(f"{EDITOR}index.html", language, "editor")
        yield Route(f"{EDITOR}config.json", language, "editor-config", near={"phases": site.members("phase")})
    if settings.security.contact:
        yield Route(".well-known/security.txt", language, "security")
    if settings.base_url:
        yield Route("sitemap.xml", language, "sitemap", argument=_found_pages(routes))


def _found_pages(routes: Iterable[Route]) -> str:
    """Every page that may be found by searching, a line each: its path in every language that has it."""
    found = [route for route in routes if route.view not in {*UNLISTED, "not-found"}]
    return "\n".join(
        " ".join(f"{language}={path}" for language, path in paths.items()) for paths in _in_languages(found)
    )


def _versions(routes: Iterable[Route]) -> dict[str, Mapping[str, str]]:
    shown = [route for route in routes if route.view not in LEADING_ON]
    return {path: paths for paths in _in_languages(shown) if len(paths) > 1 for path in paths.values()}


def _in_languages(routes: Iterable[Route]) -> Iterable[Mapping[str, str]]:
    """The path of each page in every language that has it."""
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for route in routes:
        if route.path.endswith(".html"):
            # What a list or the data page is about differs per language, and there is one of each.
            about = route.argument if route.view in PER_ARGUMENT else str(route.subject)
            groups.setdefault((route.view, about), {})[route.language] = route.path
    return groups.values()


def _unfit_slugs(site: Site) -> Iterator[Problem]:
    """Texts that chose an address which some systems can't have as the name of a file."""
    for texts in site.entries.values():
        for entry in texts.values():
            unfit = unfit_name(Location(entry.path, field=("slug",)), entry.card.get("slug") or "")
            if unfit:
                yield unfit


def _unknown_groups(site: Site, groups: Sequence[str]) -> Iterator[Problem]:
    """Texts about a group that is no term: they would get no page, and nobody would know."""
    for ref in site.members("target-group"):
        if ref.slug not in groups:
            place = Location(site.original(ref).path)
            yield problem("unknown-term", place, word=ref.slug, among=groups, value=ref.slug, taxonomy="target-group")


def _collisions(routes: Sequence[Route], site: Site) -> list[Problem]:
    first: dict[str, Route] = {}
    problems = []
    for route in routes:
        # Two names that differ in capitals alone are one file on Windows and macOS.
        other = first.setdefault(route.path.casefold(), route)
        # Invitations clash where their activities do, and that is told there.
        if other is route or route.view == "invitation":
            continue
        if "moved" in {route.view, other.view}:
            owner, alias = (other, route) if route.view == "moved" else (route, other)
            problems.append(_alias_taken(alias, owner, site))
        else:
            owner, loser = sorted((other, route), key=lambda one: _ease_of_moving(one, site))
            place = Location(_file(loser, site), field=("slug",) if loser.subject else ())
            problems.append(problem("address-taken", place, value=route.path, other=_file(owner, site)))
    return problems


def _ease_of_moving(route: Route, site: Site) -> int:
    """How easily a page goes elsewhere: not at all where it has no text, best where its text chose the address."""
    if route.subject is None:
        return 0
    return 2 if "slug" in site.get(route.subject, route.language).card else 1


def _alias_taken(alias: Route, owner: Route, site: Site) -> Problem:
    entry = site.get(alias.near["moved-to"][0], alias.language)
    field = ("aliases", [*entry.card["aliases"]].index(alias.path))
    return problem("alias-taken", Location(entry.path, field=field), value=alias.path, other=_file(owner, site))


def _file(route: Route, site: Site) -> str:
    ref = route.near["moved-to"][0] if route.view == "moved" else route.subject
    return site.get(ref, route.language).path if ref else route.view
