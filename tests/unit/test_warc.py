"""The copy for a web archive: valid, whole, and the same bytes each time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from tests.conftest import MakeProject
from tests.unit.test_parcel_make import LICENCES, package
from wijkverbinder import EDITION, __version__
from wijkverbinder.parcel.warc import FOR_SERVERS, kind_of
from wijkverbinder.publish import MANIFEST

BASE = "https://wijk.example/kit/"
SETTINGS = {"site.toml": f'name = "Kleine site"\nbase_url = "{BASE}"\n'}
NAME = f"wijkverbinder-{__version__}.warc"


@pytest.fixture
def made(make_project: MakeProject) -> Path:
    """The archive of a small site."""
    project = make_project({**LICENCES, **SETTINGS})
    assert package(project, "--warc") == 0
    return project.root / "dist" / NAME


def test_it_is_valid(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Options:
        verbose = True
        inputs = (str(made),)

    checker = Checker(Options())
    checker.process_all()
    said = capsys.readouterr().out
    assert not checker.exit_value, said
    assert said.count("digest pass") >= 10


def test_every_file_of_the_site_is_in_it_at_its_address(made: Path) -> None:
    site = made.parent.parent / "site"
    found = {}
    with made.open("rb") as stream:
        info, *rest = [
            (record.rec_type, record.rec_headers, record.http_headers, record.content_stream().read())
            for record in ArchiveIterator(stream)
        ]
    assert info[0] == "warcinfo"
    for kind, headers, http, data in rest:
        assert kind == "response"
        assert headers.get_header("WARC-Date") == f"{EDITION}T00:00:00Z"
        assert http.get_statuscode() == "200"
        found[headers.get_header("WARC-Target-URI")] = http.get_header("Content-Type"), data
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    wanted = {path: data for path, data in files.items() if path not in FOR_SERVERS}
    assert len(found) == len(wanted)
    for path, data in wanted.items():
        address = BASE + (path.removesuffix("index.html") if path.endswith("index.html") else path)
        assert found[address] == (kind_of(path), data), path
    assert not any(kind == "application/octet-stream" for kind, _ in found.values())


def test_no_two_records_have_one_name(made: Path) -> None:
    with made.open("rb") as stream:
        names = [record.rec_headers.get_header("WARC-Record-ID") for record in ArchiveIterator(stream)]
    assert len({*names}) == len(names) > 10


def test_two_archives_made_elsewhere_and_later_are_equal(made: Path, make_project: MakeProject) -> None:
    other = make_project({**LICENCES, **SETTINGS}, folder="heel/ergens anders é")
    for file in other.root.rglob("*"):
        os.utime(file, (1, 1))
    assert package(other, "--warc") == 0
    assert (other.root / "dist" / NAME).read_bytes() == made.read_bytes()


def test_a_site_without_an_address_is_told_that_an_archive_needs_one(
    make_project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(LICENCES)
    assert package(project, "--warc") == 2
    assert "base_url" in capsys.readouterr().err
