"""The real content: whole, honest about what it rests on, and shown in the same sets everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
import yaml

from tests.site.conftest import ROOT, RealSite
from wijkverbinder.facets import FACETS, matches
from wijkverbinder.kinds import FITS, FITS_IF, KINDS, VERDICTS
from wijkverbinder.vocabulary import TAXONOMIES

PHASES = ("in-rust", "bij-ongemak", "bij-spanning", "bij-incidenten")
TENSE = PHASES[2:]
FOLDERS_OF = {"activity": "activiteiten", "example": "voorbeelden", "library": "bibliotheek"}
"""Where the lists with a filter stand."""


def labels(taxonomy: str) -> dict[str, dict[str, str]]:
    """The terms of a taxonomy with their labels, read without our own code."""
    found: dict[str, dict[str, str]] = yaml.safe_load((ROOT / f"content/terms/{taxonomy}.yaml").read_text("utf-8"))
    return found


def terms(taxonomy: str) -> list[str]:
    """The terms of a taxonomy."""
    return list(labels(taxonomy))


def test_there_are_four_phases_in_their_colours(site: RealSite) -> None:
    in_order = sorted(site.facts["phase"].items(), key=lambda row: row[1]["order"])
    assert [slug for slug, _ in in_order] == list(PHASES)
    assert [facts["color"] for _, facts in in_order] == ["groen", "geel", "roze", "rood"]
    assert {slug for slug, facts in in_order if facts.get("safety_first")} == set(TENSE)


def test_there_is_enough_to_choose_from(site: RealSite) -> None:
    assert len(site.facts["activity"]) >= 8
    assert {facts["type"] for facts in site.facts["activity"].values()} == set(terms("activity-type"))
    assert len(site.facts["example"]) >= 12
    leading = Counter(facts["lead_phase"] for facts in site.facts["example"].values())
    assert all(leading[phase] >= 2 for phase in PHASES), leading
    assert len(site.facts["library"]) >= 15


def test_every_activity_has_a_verdict_for_every_phase_with_its_reason_and_source(site: RealSite) -> None:
    for slug, facts in site.facts["activity"].items():
        assert set(facts["phases"]) == set(PHASES), slug
        for phase, part in facts["phases"].items():
            assert part["verdict"] in VERDICTS, f"{slug}, {phase}"
            assert len(part["reason"]) > 20, f"{slug}, {phase}"
            assert part.get("sources") or part.get("ours"), f"{slug}, {phase}"


def test_every_activity_invites_a_neighbour_and_says_how_where_it_is_tense(site: RealSite) -> None:
    for slug, facts in site.facts["activity"].items():
        assert facts.get("invitation"), slug
        # Nobody is invited as one of a group.
        assert not re.search(r"(?i)nieuwkomer|statushouder|allochto|autochto|migrant", str(facts["invitation"])), slug
        for phase in TENSE:
            if facts["phases"][phase]["verdict"] in {FITS, FITS_IF}:
                assert facts["phases"][phase].get("invite"), f"{slug}, {phase}"


def test_where_people_meet_while_it_is_tense_it_says_whom_to_call(site: RealSite) -> None:
    for slug, facts in site.facts["activity"].items():
        for phase in TENSE:
            part = facts["phases"][phase]
            if part["verdict"] in {FITS, FITS_IF} and "direct" in facts["contact"]:
                assert "112" in str(part["safety"]), f"{slug}, {phase}"


def test_where_an_activity_fits_it_has_a_part_of_its_own(site: RealSite) -> None:
    for slug, facts in site.facts["activity"].items():
        fitting = {phase: part for phase, part in facts["phases"].items() if part["verdict"] in {FITS, FITS_IF}}
        for phase, part in fitting.items():
            assert part["goal"], f"{slug}, {phase}"
            assert part["how"], f"{slug}, {phase}"
            assert part["tips"], f"{slug}, {phase}"
            assert bool(part.get("condition")) >= (part["verdict"] == FITS_IF), f"{slug}, {phase}"
            if phase in TENSE:
                assert all(part["safety"][name] for name in ("roles", "stop_rule", "aftercare")), f"{slug}, {phase}"
        for one, other in combinations(fitting, 2):
            assert fitting[one]["how"] != fitting[other]["how"], f"{slug}: {one} and {other} say the same"


def test_every_claim_rests_on_a_source_or_on_our_own_reasoning(site: RealSite) -> None:
    for kind in ("phase", "activity"):
        for slug, facts in site.facts[kind].items():
            for claim in claims_in(facts):
                assert claim.get("sources") or claim.get("ours"), f"{kind}:{slug}: {claim['text']}"
                assert len(claim.get("sources", [])) == len(set(claim.get("sources", []))), f"{kind}:{slug}"


def test_every_source_is_in_the_library(site: RealSite) -> None:
    for kind in ("phase", "activity"):
        for slug, facts in site.facts[kind].items():
            for source in sources_in(facts):
                assert source.removeprefix("library:") in site.facts["library"], f"{kind}:{slug}: {source}"


def test_an_example_leads_in_a_phase_that_it_lists_and_links_to_what_was_seen(site: RealSite) -> None:
    for slug, facts in site.facts["example"].items():
        assert facts["lead_phase"] in facts["phases"], slug
        assert facts["links"], slug
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", link["seen"]) for link in facts["links"]), slug
        assert all(ref.removeprefix("activity:") in site.facts["activity"] for ref in facts["activities"]), slug


@pytest.mark.parametrize("phase", PHASES)
def test_the_page_of_a_phase_shows_the_set_that_the_filter_gives(site: RealSite, phase: str) -> None:
    shown = {
        verdict: links_to(site, f"fasen/{phase}.html", f".fits-{verdict} a", "activiteiten/")
        for verdict in VERDICTS
    }
    assert shown[FITS] | shown[FITS_IF] == chosen(site, {"phase": [phase]})
    assert set.union(*shown.values()) == set(site.cards)
    for verdict, slugs in shown.items():
        assert slugs == {slug for slug, card in site.cards.items() if card["verdicts"][phase] == verdict}


def test_the_page_of_a_target_group_shows_the_set_that_the_filter_gives(site: RealSite) -> None:
    for group in terms("target-group"):
        page = f"doelgroepen/{group}.html"
        assert links_to(site, page, ".entries a", "activiteiten/") == chosen(site, {"target-group": [group]}), group
        assert links_to(site, page, ".entries a", "voorbeelden/") == {
            slug for slug, facts in site.facts["example"].items() if group in facts["target_groups"]
        }, group


@pytest.mark.parametrize("kind", FACETS)
def test_a_list_holds_every_entry_with_the_values_of_its_facets(site: RealSite, kind: str) -> None:
    tree = site.pages[f"{FOLDERS_OF[kind]}/index.html"]
    values = [
        f"{panel.attributes['data-facet']}:{box.attributes['value']}"
        for panel in tree.css("[data-facet]")
        for box in panel.css("input")
    ]
    shown = {}
    for item in tree.css("[data-filter-list] > li"):
        link = item.css_first("a")
        assert link is not None
        numbers = map(int, str(item.attributes["data-facets"]).split())
        shown[str(link.attributes["href"]).removesuffix(".html")] = {values[number] for number in numbers}
    facts = site.cards if kind == "activity" else site.facts[kind]
    cards = {slug: facts[slug] if kind == "activity" else KINDS[kind].card(facts[slug]) for slug in facts}
    expected = {
        slug: {f"{facet.name}:{value}" for facet in FACETS[kind] for value in facet.values(card)}
        for slug, card in cards.items()
    }
    assert shown == expected
    assert set.union(*expected.values()) == set(values)


def test_the_matrix_shows_every_verdict_and_leads_to_its_part(site: RealSite) -> None:
    tree = site.pages["activiteiten/overzicht-per-fase.html"]
    cells = {str(node.attributes["href"]): node.text(strip=True) for node in tree.css("td a")}
    assert len(cells) == len(site.cards) * len(PHASES)
    for slug, card in site.cards.items():
        for phase, verdict in card["verdicts"].items():
            assert cells[f"{slug}.html?fase={phase}#{phase}"] == labels("verdict")[verdict]["nl"]


def test_references_are_seen_from_both_sides(site: RealSite) -> None:
    for slug, facts in site.facts["example"].items():
        for ref in facts["activities"]:
            activity = ref.removeprefix("activity:")
            assert activity in links_to(site, f"voorbeelden/{slug}.html", "main a", "activiteiten/")
            assert slug in links_to(site, f"activiteiten/{activity}.html", "main a", "voorbeelden/")
    for slug, facts in site.facts["activity"].items():
        for source in set(sources_in(facts)):
            item = source.removeprefix("library:")
            assert item in links_to(site, f"activiteiten/{slug}.html", "main a", "bibliotheek/")
            assert slug in links_to(site, f"bibliotheek/{item}.html", "main a", "activiteiten/")


@pytest.mark.parametrize("taxonomy", TAXONOMIES)
def test_every_term_has_a_label_of_its_own_in_both_languages(taxonomy: str) -> None:
    labelled = labels(taxonomy)
    for language in ("nl", "en"):
        named = [texts[language] for texts in labelled.values()]
        assert all(named)
        assert len(named) == len(set(named)), f"{taxonomy}: two terms with one label"


def test_what_is_escaped_stays_escaped(site: RealSite) -> None:
    """A sign that means something in HTML reaches the reader as the sign that the editor typed."""
    for slug, facts in {**site.facts["library"], **site.facts["example"]}.items():
        folder = "bibliotheek" if slug in site.facts["library"] else "voorbeelden"
        tree = site.pages[f"{folder}/{slug}.html"]
        heading = tree.css_first("h1")
        assert heading is not None
        assert plain(heading.text(strip=True)) == plain(facts["title"]), slug


def chosen(site: RealSite, choice: dict[str, list[str]]) -> set[str]:
    """The activities that a choice in the filter leaves."""
    return {slug for slug, card in site.cards.items() if matches("activity", card, choice)}


def links_to(site: RealSite, path: str, selector: str, folder: str) -> set[str]:
    """The entries of a folder to which a page links, within what a selector finds."""
    hrefs = (str(node.attributes.get("href", "")) for node in site.pages[path].css(selector))
    own = path.startswith(folder)
    found = set()
    for href in hrefs:
        name = href.partition("#")[0].partition("?")[0]
        inside = name.removeprefix(f"../{folder}") if name.startswith(f"../{folder}") else (name if own else "")
        if inside.endswith(".html") and "/" not in inside and inside not in {"index.html", "overzicht-per-fase.html"}:
            found.add(inside.removesuffix(".html"))
    return found


def claims_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every claim in the fields of an entry: what has a text and may have sources."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, list) and name not in {"steps", "materials", "sources"}:
                yield from (item for item in inner if isinstance(item, dict) and "text" in item)
            yield from claims_in(inner)


def sources_in(value: Any) -> Iterator[str]:
    """Every source in the fields of an entry."""
    if isinstance(value, dict):
        yield from value.get("sources", [])
        for inner in value.values():
            yield from sources_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sources_in(inner)


def plain(text: str) -> str:
    """A text without the difference between straight and typographic signs, and without needless space."""
    return " ".join(re.sub(r"[“”„\"]", '"', re.sub(r"[‘’']", "'", text)).split())
