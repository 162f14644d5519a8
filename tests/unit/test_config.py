"""The settings of a site."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from dataclasses import Field, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.small import ROOT, put
from wijkverbinder.config import SHAPES, Security, Settings, read_settings, section_of
from wijkverbinder.i18n import LOCALES
from wijkverbinder.overlay import due
from wijkverbinder.problem_texts import WORDS


def wrong(tmp_path: Path, text: str) -> list[tuple[str, int]]:
    """Code and line of each problem; with any problem the settings are as by default."""
    put(tmp_path, "site.toml", text)
    settings, problems = read_settings(tmp_path / "site.toml")
    assert not problems or settings == Settings()
    return [(found.code, found.location.line) for found in problems]


def test_without_a_file_all_is_as_by_default(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "site.toml") == (Settings(), [])


def test_settings_are_read(tmp_path: Path) -> None:
    put(tmp_path, "site.toml", 'name = "Wijk"\nbase_url = "https://x.nl/kit"\nlanguages = ["nl", "en"]\n')
    settings, problems = read_settings(tmp_path / "site.toml")
    assert problems == []
    assert settings == Settings("Wijk", "https://x.nl/kit", ("nl", "en"))


def test_sections_are_read(tmp_path: Path) -> None:
    text = '[security]\ncontact = "a@b.nl"\nexpires = "2027-06-30"\n'
    put(tmp_path, "site.toml", text)
    settings, problems = read_settings(tmp_path / "site.toml")
    assert problems == []
    assert settings == Settings(security=Security("a@b.nl", "2027-06-30"))


def test_a_misspelt_setting_in_a_section_gets_a_suggestion(tmp_path: Path) -> None:
    put(tmp_path, "site.toml", '[security]\ncontct = "a@b.nl"\n')
    (found,) = read_settings(tmp_path / "site.toml")[1]
    assert found.remedy("nl") == "Bedoelde je “contact”?"


def every_setting(section: type, prefix: str = "") -> Iterator[tuple[str, Field[Any]]]:
    for item in fields(section):
        inner = section_of(item)
        if inner:
            yield from every_setting(inner, f"{prefix}{item.name}.")
        else:
            yield prefix + item.name, item


@pytest.mark.parametrize(("name", "item"), [*every_setting(Settings)])
def test_every_setting_is_explained_and_its_example_and_default_are_good(name: str, item: Field[Any]) -> None:
    about = item.metadata
    assert {about["nl"][-1], about["en"][-1]} == {"."}, name
    assert f"setting-{about['shape']}" in WORDS
    default = [*item.default] if isinstance(item.default, tuple) else item.default
    assert SHAPES[about["shape"]](default)
    if about["example"]:
        assert SHAPES[about["shape"]]([about["example"]] if isinstance(default, list) else about["example"])


def test_a_file_may_come_from_another_system(tmp_path: Path) -> None:
    put(tmp_path, "site.toml", b'\xef\xbb\xbfname = "Wijk"\r\nlanguages = ["nl"]\r\n')
    assert read_settings(tmp_path / "site.toml")[0].name == "Wijk"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('name = "x"\nnaam = "y"\n', ("settings-unknown", 2)),
        ("name = 5\n", ("settings-value", 1)),
        ('name = ""\n', ("settings-value", 1)),
        ('\nbase_url = "x.nl"\n', ("settings-value", 2)),
        ('base_url = "ftp://x.nl"\n', ("settings-value", 1)),
        ('base_url = "https://x.nl "\n', ("settings-value", 1)),
        ('base_url = "https://x.nl/?a=1"\n', ("settings-value", 1)),
        ('languages = "nl"\n', ("settings-value", 1)),
        ("languages = []\n", ("settings-value", 1)),
        ('languages = ["en", "nl"]\n', ("settings-value", 1)),
        ('languages = ["nl", "xx"]\n', ("settings-value", 1)),
        ('languages = ["nl", "nl"]\n', ("settings-value", 1)),
        ("languages = [[]]\n", ("settings-value", 1)),
        ('[name]\nx = "y"\n', ("settings-value", 1)),
        ('contact = "bel maar"\n', ("settings-value", 1)),
        ('security = "x"\n', ("settings-value", 1)),
        ('name = "x"\n\n[security]\ncontct = "a@b.nl"\n', ("settings-unknown", 4)),
        ('[security]\nexpires = "30 juni"\n', ("settings-value", 2)),
        ('[security]\nexpires = "2027-02-30"\n', ("settings-value", 2)),
        ('[security]\ncontact = "a@b.nl"\n', ("settings-needs", 2)),
        ('[editor]\nforge = "bitbucket"\n', ("settings-value", 2)),
        ('[editor]\nforge = "local"\n', ("settings-value", 2)),
        ('[editor]\nforge = "github"\n', ("settings-needs", 2)),
        ('[editor]\nforge = "github"\nrepository = "https://github.com/a/b"\n', ("settings-value", 3)),
        ('[editor]\nsecret = "x"\n', ("settings-unknown", 2)),
        ('[veiligheid]\ncontact = "a@b.nl"\n', ("settings-unknown", 1)),
    ],
)
def test_a_setting_that_cannot_be_is_told_with_its_line(tmp_path: Path, text: str, found: tuple[str, int]) -> None:
    assert wrong(tmp_path, text) == [found]


@pytest.mark.parametrize(
    "value",
    [
        "https://[::1/",
        "https://[x",
        "https://wijk.nl:70000/",
        "https://wijk.nl:poort/",
        "https://:80/",
        "https://wijk.nl/a b",
        "https://wijk.nl/;x",
        "https://wijk.nl/{x}",
        "https://wijk.nl/<x>",
        'https://wijk.nl/"',
        "https://wijk.nl/\n",
    ],
)
@pytest.mark.parametrize("name", ["base_url", "repository"])
def test_an_address_that_leads_nowhere_is_no_address(tmp_path: Path, name: str, value: str) -> None:
    assert wrong(tmp_path, f"{name} = {json.dumps(value)}\n") == [("settings-value", 1)]


@pytest.mark.parametrize(
    "value",
    [
        "https://wijk.nl/#x",
        "https://wijk.nl/#",
        "https://wijk.nl/?",
        "https://wijk.nl/kit/index.html",
        "https://wijk.nl/index.PHP",
    ],
)
def test_behind_the_address_of_the_site_stand_its_pages(tmp_path: Path, value: str) -> None:
    assert wrong(tmp_path, f'base_url = "{value}"\n') == [("settings-value", 1)]


@pytest.mark.parametrize(
    "value", ["https://wijk.nl:8080/kit/v1.2", "http://[::1]:8000/", "https://wijk.nl/mijn.map/"]
)
def test_the_address_of_a_site_may_have_a_port_and_dots(tmp_path: Path, value: str) -> None:
    assert wrong(tmp_path, f'base_url = "{value}"\n') == []


@pytest.mark.parametrize("name", ["report", "statement"])
def test_another_address_may_be_that_of_a_file(tmp_path: Path, name: str) -> None:
    assert wrong(tmp_path, f'[accessibility]\n{name} = "https://wijk.nl/verslag.html#deel-2"\n') == []


def test_settings_that_are_a_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "site.toml").mkdir()
    (found,) = read_settings(tmp_path / "site.toml")[1]
    assert (found.code, found.sentence("nl")) == (
        "file-unreadable",
        "Het bestand kan niet gelezen worden: het is een map.",
    )


def test_settings_that_may_not_be_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(file: Path, *_how: object) -> str:
        raise PermissionError(errno.EACCES, "", str(file))

    monkeypatch.setattr(Path, "read_text", forbidden)
    assert [found.code for found in read_settings(tmp_path / "site.toml")[1]] == ["file-unreadable"]


def test_a_sign_that_nobody_sees_is_told_with_its_line(tmp_path: Path) -> None:
    assert wrong(tmp_path, 'name = "x"\norganisation = "a\\u0000b"\n') == [("control-character", 2)]


@pytest.mark.parametrize("text", ['name = "x', "name: x\n", 'name = "x"\nname = "y"\n'])
def test_settings_that_cannot_be_read_are_told(tmp_path: Path, text: str) -> None:
    assert [code for code, _ in wrong(tmp_path, text)] == ["settings-broken"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("name = x\n", 1, "tussen rechte aanhalingstekens"),
        ("name = “Wijk”\n", 1, "tussen rechte aanhalingstekens"),
        ("\nname: x\n", 2, "hoort =, en dan de waarde"),
        ("Onze wijk\n", 1, "hoort =, en dan de waarde"),
        ('name = "x"\nname = "y"\n', 2, "staat er al"),
        ('name = "x"\nname = "y"', 2, "staat er al"),
        ("[privacy]\n[privacy]\n", 2, "staat er al"),
        ('name = "x\n', 1, "aanhalingsteken is niet gesloten"),
        ("\nname = 'x", 2, "aanhalingsteken is niet gesloten"),
        ('name = "x', 1, "aanhalingsteken is niet gesloten"),
        ('languages = ["nl" "en"]\n', 1, "ontbreekt een komma"),
        ('languages = ["nl"\n', 1, "haakje is niet gesloten"),
        ("[privacy\n", 1, "kopje is niet gesloten"),
        ('name = "x" y\n', 1, "achter de waarde staat nog iets"),
        ('name = "C:\\dir"\n', 1, "betekent iets anders"),
        ('näme = "x"\n', 1, "gewone letters"),
        ('= "x"\n', 1, "begint met een naam"),
        ("expires = 2027-02-30\n", 1, "deze dag bestaat niet"),
        ('name = "a\x01"\n', 1, "stuurteken"),
    ],
)
def test_what_toml_cannot_read_is_told_by_what_the_editor_did(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    put(tmp_path, "site.toml", text)
    (found,) = read_settings(tmp_path / "site.toml")[1]
    assert (found.code, found.location.line) == ("settings-broken", line)
    assert said in found.sentence("nl")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[security]\nexpires = 2027-06-30\n", 'Verwacht: hetzelfde tussen aanhalingstekens: "2027-06-30".'),
        ("name = 5\n", 'Verwacht: hetzelfde tussen aanhalingstekens: "5".'),
        ('offline = "true"\n', "Verwacht: true of false, zonder aanhalingstekens."),
        ('languages = ["nl", "de"]\n', f"({', '.join(LOCALES)})"),
    ],
)
def test_a_value_that_almost_fits_is_told_with_what_fits(tmp_path: Path, text: str, said: str) -> None:
    put(tmp_path, "site.toml", text)
    (found,) = read_settings(tmp_path / "site.toml")[1]
    assert said in found.remedy("nl")


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    assert len(wrong(tmp_path, 'name = 5\nbase_url = "x"\nlanguages = []\nonzin = 1\n')) == 4


@pytest.mark.parametrize(
    ("base_url", "path"),
    [
        ("", "/"),
        ("https://x.nl", "/"),
        ("https://x.nl/", "/"),
        ("https://x.nl/kit", "/kit/"),
        ("https://x.nl/a/b/", "/a/b/"),
    ],
)
def test_the_folder_of_the_address_begins_and_ends_with_a_slash(base_url: str, path: str) -> None:
    assert Settings(base_url=base_url).base_path == path


def test_our_own_settings_are_good() -> None:
    assert read_settings(ROOT / "site.toml")[1] == []


@pytest.mark.parametrize(
    ("today", "lines"), [("2027-05-30", []), ("2027-05-31", [3]), ("2027-06-30", [3]), ("2028-01-01", [3])]
)
def test_a_day_that_comes_near_is_told_with_its_line(tmp_path: Path, today: str, lines: list[int]) -> None:
    put(tmp_path, "site.toml", '[security]\ncontact = "a@b.nl"\nexpires = "2027-06-30"\n')
    found = due(tmp_path / "site.toml", date.fromisoformat(today))
    assert [(item.code, item.location.line) for item in found] == [("security-expires", line) for line in lines]
    assert not any(item.is_error for item in found)


def test_without_settings_nothing_is_due(tmp_path: Path) -> None:
    assert due(tmp_path / "site.toml", date(2027, 1, 1)) == []
