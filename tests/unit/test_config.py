"""The settings of a site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ROOT, put
from wijkverbinder.config import Settings, read_settings


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
        ('base_url = "https://x.nl/?a=1"\n', ("settings-value", 1)),
        ('languages = "nl"\n', ("settings-value", 1)),
        ("languages = []\n", ("settings-value", 1)),
        ('languages = ["en", "nl"]\n', ("settings-value", 1)),
        ('languages = ["nl", "xx"]\n', ("settings-value", 1)),
        ('languages = ["nl", "nl"]\n', ("settings-value", 1)),
        ("languages = [[]]\n", ("settings-value", 1)),
        ('[name]\nx = "y"\n', ("settings-value", 1)),
    ],
)
def test_a_setting_that_cannot_be_is_told_with_its_line(tmp_path: Path, text: str, found: tuple[str, int]) -> None:
    assert wrong(tmp_path, text) == [found]


@pytest.mark.parametrize("text", ['name = "x', "name: x\n", 'name = "x"\nname = "y"\n'])
def test_settings_that_cannot_be_read_are_told(tmp_path: Path, text: str) -> None:
    assert [code for code, _ in wrong(tmp_path, text)] == ["settings-broken"]


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
