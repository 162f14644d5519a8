"""What others wrote and pages load: it is what they published, and goes out under its licence."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "assets" / "js" / "vendor"


def test_every_file_is_as_it_was_when_its_origin_was_written_down() -> None:
    named = {"vendor.toml"}
    for name, entry in tomllib.loads((VENDOR / "vendor.toml").read_text("utf-8")).items():
        data = (VENDOR / entry["file"]).read_bytes()
        assert (name, hashlib.sha256(data).hexdigest()) == (name, entry["sha256"])
        assert entry["version"].encode() in data[:200]
        assert entry["licence"]
        assert entry["from"]
        named.add(entry["file"])
    assert named == {path.name for path in VENDOR.iterdir()}


def test_what_was_not_changed_holds_the_very_bytes_that_were_published() -> None:
    kept = [
        entry
        for entry in tomllib.loads((VENDOR / "vendor.toml").read_text("utf-8")).values()
        if entry["made"] == "as it is"
    ]
    assert kept
    for entry in kept:
        _, _, body = (VENDOR / entry["file"]).read_bytes().partition(b"*/\n")
        digests = {hashlib.sha256(body).hexdigest(), hashlib.sha256(body.rstrip(b"\n")).hexdigest()}
        assert entry["published"] in digests


def test_the_licence_stands_on_top_of_every_file() -> None:
    for path in VENDOR.glob("*.js"):
        head = path.read_text("utf-8").partition("*/")[0]
        assert head.startswith("/*!")
        assert "copyright notice" in head.lower()
        assert "WITHOUT WARRANTY" in head or "AS IS" in head
