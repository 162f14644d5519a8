"""Addresses: one table of all output files, one writer per path."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.small import ROOT
from tests.unit.test_link import entry
from wijkverbinder.config import Editor, Security, Settings
from wijkverbinder.i18n import read_messages
from wijkverbinder.kinds import PICTURES
from wijkverbinder.link import link_entries
from wijkverbinder.model import Entry, Ref
from wijkverbinder.outputs import OUTPUTS
from wijkverbinder.problems import Problem
from wijkverbinder.route import Plan, plan_routes

MESSAGES, _ = read_messages(ROOT / "content" / "messages", ("nl", "en"))
PHASE = entry("phase:in-rust", title="In rust")


def plan(
    *entries: Entry,
    languages: tuple[str, ...] = ("nl",),
    settings: Settings | None = None,
    hidden: Sequence[Entry] = (),
) -> tuple[Plan, list[Problem]]:
    """The plan for some entries."""
    site, _ = link_entries([PHASE, *entries], [], languages)
    return plan_routes(site, MESSAGES, ("ouderen",), settings or Settings(), aside=hidden)


def activity(name: str, **card: Any) -> Entry:
    """An activity as far as addresses ask for it."""
    return entry(f"activity:{name}", **({"target_groups": ["ouderen"]} | card))


def test_every_page_has_a_readable_address() -> None:
    found, problems = plan(activity("dialoog"), entry("library:boek", kind="gids"), entry("page:over"))
    assert problems == []
    assert [route.path for route in found.routes] == [
        "fasen/in-rust.html",
        "activiteiten/dialoog.html",
        "bibliotheek/boek.html",
        "over.html",
        "index.html",
        "fasen/index.html",
        "activiteiten/index.html",
        "activiteiten/overzicht-per-fase.html",
        "begrippen/index.html",
        "voorbeelden/index.html",
        "bibliotheek/index.html",
        "geen-internet.html",
        "site.webmanifest",
        "kaarten.html",
        "k/HRX74M.html",
        "handboek.html",
        "bibliotheek/gids/index.html",
        "data/phases.json",
        "data/phases.csv",
        "data/phases-parts.csv",
        "data/phases.schema.json",
        "data/activities.json",
        "data/activities.csv",
        "data/activities-parts.csv",
        "data/activities.schema.json",
        "data/library.json",
        "data/library.csv",
        "data/library.schema.json",
        "data/pages.json",
        "data/pages.csv",
        "data/pages-parts.csv",
        "data/pages.schema.json",
        "gegevens.html",
        "search/heads.js",
        "search/text-1.js",
        "zoeken.html",
        "uitgave.html",
        "mijn-plan.html",
        "mijn-plan/dialoog.js",
        "doelgroepen/index.html",
        "doelgroepen/ouderen.html",
        "404.html",
        "robots.txt",
        "_headers",
        ".htaccess",
        "web.config",
    ]


def test_every_view_of_the_plan_is_in_the_table_of_outputs_and_the_other_way_round() -> None:
    everything = (
        activity("a", invites=True, aliases=["oud.html"]),
        entry("example:b", target_groups=[]),
        entry("library:c", kind="gids"),
        entry("page:d"),
        entry("page:check", check=True),
        entry("term:e"),
        entry("target-group:ouderen"),
    )
    found, _ = plan(
        *everything,
        settings=Settings(
            base_url="https://x.nl",
            security=Security("a@b.nl", "2027-01-01"),
            editor=Editor(forge="github", repository="a/b"),
        ),
        hidden=[activity("h", title="Verborgen")],
    )
    assert {part.view for route in found.routes for part in (route, *route.parts)} == {*OUTPUTS}


def test_the_page_with_the_phase_check_may_show_all_activities_and_no_other_page_may() -> None:
    found, _ = plan(activity("a"), entry("page:d"), entry("page:check", check=True))
    near = {route.argument: route.near for route in found.routes if route.view in {"page", "check"}}
    assert near["check"]["activities"] == (Ref("activity", "a"),)
    assert "activities" not in near["d"]


def test_an_address_of_its_own_takes_the_place_of_the_file_name() -> None:
    found, _ = plan(activity("dialoog", slug="gesprek"))
    assert found.path(Ref("activity", "dialoog"), "nl") == "activiteiten/gesprek.html"


def test_another_language_has_its_own_folder_and_its_own_words() -> None:
    english = entry("activity:dialoog", language="en", slug="dialogue")
    found, problems = plan(activity("dialoog"), activity("eten"), english, languages=("nl", "en"))
    assert problems == []
    ref = Ref("activity", "dialoog")
    folder = MESSAGES["en"].group("address")["activity"]
    assert found.path(ref, "en") == f"en/{folder}/dialogue.html"
    assert found.path(ref, "nl") == "activiteiten/dialoog.html"
    # What is not translated is shown in its own language, at its own address.
    assert found.path(Ref("activity", "eten"), "en") == "activiteiten/eten.html"
    assert f"en/{folder}/index.html" in {route.path for route in found.routes}


def test_an_activity_with_invitations_has_a_page_of_them_beside_its_own() -> None:
    english = entry("activity:dialoog", language="en", slug="dialogue")
    found, _ = plan(activity("dialoog", invites=True), activity("eten"), english, languages=("nl", "en"))
    assert [route.path for route in found.routes if route.view == "invitation"] == [
        "activiteiten/uitnodiging/dialoog.html",
        "en/activities/invitation/dialogue.html",
    ]


def test_what_a_plan_must_know_lies_at_one_name_in_every_language_translated_or_not() -> None:
    english = entry("activity:dialoog", language="en", slug="dialogue")
    found, _ = plan(activity("dialoog"), activity("eten"), english, languages=("nl", "en"))
    assert [route.path for route in found.routes if route.view == "plan-data"] == [
        "mijn-plan/dialoog.js",
        "mijn-plan/eten.js",
        "en/my-plan/dialoog.js",
        "en/my-plan/eten.js",
    ]


def test_two_activities_on_one_address_are_told_once_also_where_both_have_invitations() -> None:
    _, problems = plan(activity("dialoog", invites=True), activity("ander", slug="dialoog", invites=True))
    assert [found.code for found in problems] == ["address-taken"]


@pytest.mark.parametrize("slug", ["dialoog", "aanbod", "index", "overzicht-per-fase"])
def test_two_pages_on_one_address_are_told_at_the_one_that_can_change(slug: str) -> None:
    _, problems = plan(activity("dialoog"), activity("aanbod"), activity("ander", slug=slug))
    (found,) = problems
    assert (found.code, found.location.path) == ("address-taken", "activities/ander.md")
    assert dict(found.values)["value"] == f"activiteiten/{slug}.html"
    assert not dict(found.values)["other"].endswith("ander.md")


def test_of_two_that_both_chose_one_address_either_may_give_way() -> None:
    _, problems = plan(activity("dialoog", slug="gesprek"), activity("ander", slug="gesprek"))
    (found,) = problems
    assert {found.location.path, dict(found.values)["other"]} == {"activities/ander.md", "activities/dialoog.md"}


def test_a_page_cannot_take_the_place_of_the_home_page() -> None:
    assert [found.code for found in plan(entry("page:index"))[1]] == ["address-taken"]
    assert [found.code for found in plan(entry("page:404"))[1]] == ["address-taken"]


def test_an_earlier_address_leads_to_the_page_in_its_own_language() -> None:
    english = entry("activity:dialoog", language="en", aliases=["en/activities/talk.html"])
    found, problems = plan(activity("dialoog", aliases=["gesprek.html"]), english, languages=("nl", "en"))
    assert not problems
    assert found.redirects == {
        "gesprek.html": "activiteiten/dialoog.html",
        "en/activities/talk.html": "en/activities/dialoog.html",
    }


@pytest.mark.parametrize("taken", ["activiteiten/eten.html", "index.html", "elders.html", "Elders.html"])
def test_an_earlier_address_that_is_in_use_is_told_where_it_is_written(taken: str) -> None:
    aliases = {"aliases": ["gesprek.html", taken]}
    _, problems = plan(activity("dialoog", **aliases), activity("eten", aliases=["elders.html"]))
    (found,) = problems
    at = found.location
    assert found.code == "alias-taken"
    # Of two that both moved, either may give way.
    assert (at.path, at.field) in {("activities/dialoog.md", ("aliases", 1)), ("activities/eten.md", ("aliases", 0))}


def test_earlier_addresses_stand_in_no_sitemap() -> None:
    found, _ = plan(activity("dialoog", aliases=["gesprek.html"]), settings=Settings(base_url="https://x.nl"))
    (sitemap,) = (route for route in found.routes if route.path == "sitemap.xml")
    assert "nl=gesprek.html" not in sitemap.argument.split("\n")


def test_without_a_public_address_there_is_no_sitemap() -> None:
    assert "sitemap.xml" not in {route.path for route in plan()[0].routes}
    found, _ = plan(settings=Settings(base_url="https://x.nl/kit"))
    (sitemap,) = (route for route in found.routes if route.path == "sitemap.xml")
    pages = {route.path for route in found.routes if route.path.endswith(".html")}
    listed = {name.partition("=")[2] for line in sitemap.argument.split("\n") for name in line.split(" ")}
    assert listed - {"404.html"} == pages - {"404.html", "geen-internet.html", "handboek.html"}


def test_with_a_public_address_every_page_that_may_be_shared_has_a_picture() -> None:
    entries = activity("a"), entry("library:b", kind="gids"), entry("term:c"), entry("page:d")
    found, _ = plan(*entries, settings=Settings(base_url="https://x.nl/kit"))
    pages = {route.path for route in found.routes if route.view in PICTURES}
    pictures = {route.path for route in found.routes if route.view == "picture"}
    assert pictures == {path.replace(".html", ".png") for path in pages}
    assert {"index.png", "activiteiten/a.png", "d.png", "bibliotheek/index.png"} <= pictures
    assert not [route for route in plan(*entries)[0].routes if route.view == "picture"]


def test_the_page_of_an_activity_may_show_what_stands_one_rung_higher() -> None:
    fits = {"verdicts": {"in-rust": "past"}}
    entries = activity("a", rung="ontmoeten", **fits), activity("b", rung="samen-doen", **fits)
    site, _ = link_entries([PHASE, *entries], [], ("nl",))
    found, _ = plan_routes(site, MESSAGES, ("ouderen",), Settings(), ("ontmoeten", "samen-doen"))
    near = {route.subject.slug: route.near for route in found.routes if route.view == "activity" and route.subject}
    assert near["a"]["higher"] == (Ref("activity", "b"),)
    assert near["b"]["higher"] == ()


def test_a_page_may_show_whom_it_names_and_who_names_it() -> None:
    found, _ = plan(activity("a"), entry("library:c", "activity:a", kind="gids"))
    own = [route for route in found.routes if route.subject and route.view == route.subject.kind]
    near = {str(route.subject): route.near for route in own}
    assert near["activity:a"]["from-library"] == (Ref("library", "c"),)
    assert near["library:c"]["text"] == (Ref("activity", "a"),)
    assert near["phase:in-rust"]["activities"] == (Ref("activity", "a"),)
    assert all("phases" in shown for shown in near.values())


def test_what_is_written_about_a_group_stands_on_the_page_of_the_group() -> None:
    found, problems = plan(entry("target-group:ouderen"))
    assert problems == []
    assert [(route.path, route.subject) for route in found.routes if route.view == "target-group"] == [
        ("doelgroepen/ouderen.html", Ref("target-group", "ouderen"))
    ]


def test_a_text_about_a_group_that_is_no_term_is_told() -> None:
    (found,) = plan(entry("target-group:oudern"))[1]
    assert (found.code, found.suggestion) == ("unknown-term", "ouderen")


def test_a_target_group_shows_those_who_are_for_it() -> None:
    found, _ = plan(activity("a"), activity("b", target_groups=["jongeren"]))
    (route,) = (route for route in found.routes if route.view == "target-group")
    assert route.near["activities"] == (Ref("activity", "a"),)


def test_each_kind_of_library_item_has_a_shelf_of_its_own() -> None:
    found, problems = plan(
        entry("library:b", kind="gids"), entry("library:a", kind="onderzoek"), entry("library:c", kind="gids")
    )
    assert problems == []
    shelves = [route for route in found.routes if route.view == "shelf"]
    assert [(route.path, route.argument) for route in shelves] == [
        ("bibliotheek/gids/index.html", "gids"),
        ("bibliotheek/onderzoek/index.html", "onderzoek"),
    ]
    assert shelves[0].near["library"] == (Ref("library", "b"), Ref("library", "c"))


def test_an_item_may_be_called_as_its_shelf() -> None:
    assert plan(entry("library:gids", kind="gids"))[1] == []


def test_two_activities_with_one_short_code_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wijkverbinder.route.short_code", lambda _ref: "22MQV4")
    _, problems = plan(activity("dialoog"), activity("eten"))
    assert [(found.code, dict(found.values)["value"]) for found in problems] == [("address-taken", "k/22MQV4.html")]


def test_the_addresses_of_a_translation_that_lags_lead_to_its_original() -> None:
    english = {"language": "en", "path": "activities/dialoog.en.md"}
    lagging = [
        entry("activity:dialoog", lagging=True, slug="dialogue", aliases=("en/talk.html",), **english),
        entry("activity:weg", lagging=True, language="en", path="activities/weg.en.md"),
    ]
    found, problems = plan(activity("dialoog", invites=True), languages=("nl", "en"), hidden=lagging)
    assert problems == []
    assert found.redirects == dict.fromkeys(
        ("en/activities/dialogue.html", "en/talk.html", "en/activities/invitation/dialogue.html"),
        "activiteiten/dialoog.html",
    )


def test_a_target_group_stands_at_its_address_in_that_language() -> None:
    english = entry("target-group:ouderen", slug="older-people", language="en", path="target-groups/ouderen.en.md")
    found, problems = plan(entry("target-group:ouderen"), english, languages=("nl", "en"))
    assert problems == []
    shown = {route.path: route.subject for route in found.routes if route.view == "target-group"}
    ref = Ref("target-group", "ouderen")
    assert shown == {"doelgroepen/ouderen.html": ref, "en/target-groups/older-people.html": ref}


def test_a_target_group_whose_translation_lags_has_one_page_at_each_address() -> None:
    lagging = entry("target-group:ouderen", lagging=True, language="en", path="target-groups/ouderen.en.md")
    for told in (lagging, lagging._replace(card={"lagging": True, "slug": "older-people"})):
        found, problems = plan(entry("target-group:ouderen"), languages=("nl", "en"), hidden=[told])
        assert problems == []
        paths = [route.path for route in found.routes if route.view in {"target-group", "moved"}]
        assert "en/target-groups/ouderen.html" in paths
        assert ("en/target-groups/older-people.html" in paths) == ("slug" in told.card)
