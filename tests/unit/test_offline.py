"""The worker that keeps a hosted site."""

from __future__ import annotations

import json

import pytest

from wijkverbinder import offline
from wijkverbinder.model import Artifact
from wijkverbinder.read import digest_of


def artifacts(**sizes: int) -> dict[str, Artifact]:
    """Finished files of so many bytes."""
    return {path: Artifact(path, "", digest_of(path.encode()), size) for path, size in sizes.items()}


def site_of(worker: str) -> dict[str, object]:
    """What the worker knows of the site."""
    line = worker.splitlines()[1]
    found: dict[str, object] = json.loads(line.removeprefix("const SITE = ").removesuffix(";"))
    return found


def test_every_file_stands_in_it_once_in_the_order_in_which_it_is_kept() -> None:
    made = artifacts(a=1, b=2, c=3, sitemap=4)
    worker = offline.make_worker("code", made, ["b"], {"": ["a", "b", "c"]}, [], {"": "a"})
    site = site_of(worker)
    assert list(site["files"]) == ["b", "a", "c"]  # type: ignore[call-overload]
    assert site["files"] == {path: digest_of(path.encode())[: offline.DIGITS] for path in "bac"}
    assert (site["core"], site["nearby"], site["without"]) == (1, {"": [1, 3, 1]}, {"": "a"})
    assert worker.endswith("\ncode")
    assert "3 files, 0.0 MB" in worker


def test_what_no_longer_fits_on_an_old_phone_is_kept_only_when_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "NEARBY", 10)
    site = site_of(offline.make_worker("", artifacts(a=4, b=6, c=1), ["a"], {"": ["b", "c"]}, [], {}))
    assert site["nearby"] == {"": [1, 2, 1]}
    assert list(site["files"]) == ["a", "b", "c"]  # type: ignore[call-overload]


def test_each_language_is_a_row_of_its_own_and_all_share_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    made = artifacts(style=2, nl=1, nl2=1, en=3, photo=4, film=8)
    rest = {"": ["nl", "nl2"], "en/": ["en"]}
    worker = offline.make_worker("", made, ["style"], rest, ["photo", "film"], {})
    site = site_of(worker)
    assert list(site["files"]) == ["style", "photo", "film", "nl", "nl2", "en"]  # type: ignore[call-overload]
    assert site["nearby"] == {"": [3, 5, 3], "en/": [5, 6, 3]}
    monkeypatch.setattr(offline, "NEARBY", 8)
    site = site_of(offline.make_worker("", made, ["style"], rest, ["photo", "film"], {}))
    assert site["nearby"] == {"": [3, 5, 2], "en/": [5, 6, 1]}


def test_a_changed_byte_changes_the_worker() -> None:
    before = offline.make_worker("", {"a": Artifact("a", "", digest_of(b"1"), 1)}, ["a"], {}, [], {})
    after = offline.make_worker("", {"a": Artifact("a", "", digest_of(b"2"), 1)}, ["a"], {}, [], {})
    assert before != after
