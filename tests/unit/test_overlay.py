"""What a local layer says of itself: read from two files of settings, with a place for every mistake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.small import put
from wijkverbinder.config import Settings
from wijkverbinder.model import Ref
from wijkverbinder.overlay import Overlay, due, read_overlay
from wijkverbinder.problems import Problem

SHOWN = "overlays/x"


def read(tmp_path: Path, text: str, contacts: str = "", site: str = "") -> tuple[Settings, Overlay, list[Problem]]:
    put(tmp_path, "site.toml", site)
    put(tmp_path, f"{SHOWN}/overlay.toml", text)
    if contacts:
        put(tmp_path, f"{SHOWN}/contacts.toml", contacts)
    return read_overlay(tmp_path / "site.toml", tmp_path / SHOWN, SHOWN)


def told(problems: list[Problem]) -> list[tuple[str, str, int]]:
    """Code, file and line of each problem."""
    return [(found.code, found.location.path.removeprefix(f"{SHOWN}/"), found.location.line) for found in problems]


def test_without_a_layer_the_settings_are_those_of_the_site(tmp_path: Path) -> None:
    put(tmp_path, "site.toml", 'name = "Wijk"\n')
    settings, overlay, problems = read_overlay(tmp_path / "site.toml", None, "")
    assert (settings.name, bool(overlay), problems) == ("Wijk", False, [])


def test_its_settings_are_laid_over_those_of_the_site_field_by_field(tmp_path: Path) -> None:
    site = 'name = "Wijk"\norganisation = "Wij"\n[privacy]\nlogs = "Zeven dagen."\ncontact = "a@b.nl"\n'
    text = (
        'name = "X"\n[settings]\nname = "Wijk X"\nlanguages = ["nl", "en"]\n[settings.privacy]\ncontact = "x@b.nl"\n'
    )
    settings, overlay, problems = read(tmp_path, text, site=site)
    assert not problems
    assert (settings.name, settings.organisation, settings.languages) == ("Wijk X", "Wij", ("nl", "en"))
    assert (settings.privacy.logs, settings.privacy.contact) == ("Zeven dagen.", "x@b.nl")
    assert (overlay.name, overlay.path) == ("X", SHOWN)


def test_what_it_hides_has_the_line_of_its_own(tmp_path: Path) -> None:
    text = 'name = "X"\nhide = [\n  "activity:a",\n  \'page:b\',\n]\n'
    _, overlay, problems = read(tmp_path, text)
    assert not problems
    assert overlay.hide == {Ref("activity", "a"): 3, Ref("page", "b"): 4}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("settings-needs", "overlay.toml", 1)),
        ('name = ""\n', ("settings-value", "overlay.toml", 1)),
        ('name = "X"\nhides = []\n', ("settings-unknown", "overlay.toml", 2)),
        ('name = "X"\nhide = "activity:a"\n', ("settings-value", "overlay.toml", 2)),
        ('name = "X"\nhide = ["a"]\n', ("bad-reference", "overlay.toml", 2)),
        ('name = "X"\n[settings]\nnaam = "Y"\n', ("settings-unknown", "overlay.toml", 3)),
        ('name = "X"\n[settings]\noverlay = "y"\n', ("settings-unknown", "overlay.toml", 3)),
        ('name = "X"\n[settings.security]\ncontact = "a@b.nl"\n', ("settings-needs", "overlay.toml", 3)),
        ('name = "X"\n[colors.light]\nlink = "rood"\n', ("settings-value", "overlay.toml", 3)),
        ('name = "X"\n[colors]\nlight = "rood"\n', ("settings-value", "overlay.toml", 3)),
        ('name = "X\n', ("settings-broken", "overlay.toml", 1)),
    ],
)
def test_a_mistake_is_told_at_its_line(tmp_path: Path, text: str, expected: tuple[str, str, int]) -> None:
    assert told(read(tmp_path, text)[2]) == [expected]


GOOD = '[[contact]]\nname = "Wijkteam"\nphases = ["in-rust"]\nmail = "a@b.nl"\n'


def test_a_contact_has_its_words_in_each_language(tmp_path: Path) -> None:
    english = '[contact.en]\nname = "Neighbourhood team"\n'
    _, overlay, problems = read(tmp_path, 'name = "X"\n', f'{GOOD}hours = "altijd"\n{english}\n{GOOD}')
    assert not problems
    first, second = overlay.contacts
    assert first.said["en"] == {"name": "Neighbourhood team", "text": "", "hours": "altijd"}
    assert [*first.said] == ["", "en"]
    assert [*second.said] == [""]
    assert second.phases == {"in-rust": 11}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD.replace("mail", "maill"), ("settings-unknown", "contacts.toml", 4)),
        (GOOD.replace("a@b.nl", "a b"), ("settings-value", "contacts.toml", 4)),
        (f'{GOOD}text = "a\\u0000b"\n', ("control-character", "contacts.toml", 5)),
        (f'{GOOD}url = "https://[x"\n', ("settings-value", "contacts.toml", 5)),
        (f'{GOOD}phone = "bel maar"\n', ("settings-value", "contacts.toml", 5)),
        (f'{GOOD}[contact.en]\nmail = "x@b.nl"\n', ("settings-unknown", "contacts.toml", 6)),
        (GOOD.replace('name = "Wijkteam"\n', ""), ("settings-needs", "contacts.toml", 1)),
        (GOOD.replace('mail = "a@b.nl"\n', ""), ("settings-needs", "contacts.toml", 1)),
        (GOOD.replace('phases = ["in-rust"]\n', ""), ("settings-needs", "contacts.toml", 1)),
        (
            f"{GOOD}\n\n{GOOD}".replace("mail", "maill", 2).replace("maill", "mail", 1),
            ("settings-unknown", "contacts.toml", 10),
        ),
        ('[contact]\nname = "Wijkteam"\n', ("settings-value", "contacts.toml", 1)),
        ('[contacts]\nname = "Wijkteam"\n', ("settings-unknown", "contacts.toml", 1)),
    ],
)
def test_a_mistake_in_a_contact_is_told_at_its_line(
    tmp_path: Path, text: str, expected: tuple[str, str, int]
) -> None:
    assert told(read(tmp_path, 'name = "X"\n', text)[2]) == [expected]


def test_a_layer_that_is_not_there_is_told_where_it_was_named(tmp_path: Path) -> None:
    put(tmp_path, "site.toml", f'name = "Wijk"\noverlay = "{SHOWN}"\n')
    put(tmp_path, "overlays/xy/overlay.toml", 'name = "Y"\n')
    _, overlay, (found,) = read_overlay(tmp_path / "site.toml", tmp_path / SHOWN, SHOWN)
    assert (found.code, found.location.path, found.location.line) == ("overlay-missing", "site.toml", 2)
    assert found.suggestion == "xy"
    assert overlay.path == SHOWN


def test_a_layer_whose_file_is_a_folder_says_so(tmp_path: Path) -> None:
    put(tmp_path, f"{SHOWN}/overlay.toml/x.txt", "")
    _, _, problems = read_overlay(tmp_path / "site.toml", tmp_path / SHOWN, SHOWN)
    assert told(problems) == [("file-unreadable", "overlay.toml", 0)]


def test_a_layer_that_is_not_there_is_told_beside_settings_that_are_no_text(tmp_path: Path) -> None:
    put(tmp_path, "site.toml", 'name = "Wijk"\n'.encode("utf-16"))
    _, _, problems = read_overlay(tmp_path / "site.toml", tmp_path / SHOWN, SHOWN)
    assert [found.code for found in problems] == ["not-utf8", "overlay-missing"]


def test_a_day_that_is_near_is_told_at_the_file_that_sets_it(tmp_path: Path) -> None:
    site = 'name = "Wijk"\n[security]\ncontact = "a@b.nl"\nexpires = "2027-01-01"\n'
    read(tmp_path, 'name = "X"\n', site=site)
    (found,) = due(tmp_path / "site.toml", date(2026, 12, 31), tmp_path / SHOWN, SHOWN)
    assert (found.location.path, found.location.line) == ("site.toml", 4)
    read(tmp_path, 'name = "X"\n[settings.security]\nexpires = "2026-12-31"\n', site=site)
    (found,) = due(tmp_path / "site.toml", date(2026, 12, 31), tmp_path / SHOWN, SHOWN)
    assert (found.location.path, found.location.line) == (f"{SHOWN}/overlay.toml", 3)
