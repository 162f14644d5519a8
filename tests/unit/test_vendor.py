"""What others wrote and pages load: it is what they published, and goes out under its licence."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "assets" / "js" / "vendor"
FORM = ROOT / "assets" / "editor" / "vendor"


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


def test_every_file_of_the_form_is_as_it_was_when_its_origin_was_written_down() -> None:
    named = {"vendor.toml"}
    for name, entry in tomllib.loads((FORM / "vendor.toml").read_text("utf-8")).items():
        data = (FORM / entry["file"]).read_bytes()
        assert (name, hashlib.sha256(data).hexdigest()) == (name, entry["sha256"])
        assert entry["licence"]
        assert entry["version"] in entry["from"]
        assert re.fullmatch("[0-9a-f]{64}", entry["published"])
        named.add(entry["file"])
    assert named == {path.relative_to(FORM).as_posix() for path in FORM.rglob("*") if path.is_file()}


def test_what_the_form_is_made_of_has_its_licence_and_asks_nothing_of_strangers() -> None:
    for path in FORM.glob("*.js"):
        text = path.read_text("utf-8")
        head = text.partition("*/")[0]
        assert head.startswith("/*!")
        assert "copyright notice" in head.lower()
        assert "AS IS" in head
        assert "jsdelivr" not in text
        assert "fonts.googleapis" not in text
        assert "new Function(" not in text, "it would need a policy that lets texts run as code"
    for font in FORM.glob("assets/*.woff2"):
        assert (font.parent / f"{font.name.partition('-latin')[0]}.LICENSE.txt").is_file()


def test_the_form_finds_its_own_version_where_it_looks_for_a_newer_one() -> None:
    version = json.loads((FORM / "package.json").read_text("utf-8"))["version"]
    text = (FORM / "sveltia-cms.js").read_text("utf-8")
    assert text.startswith(f"/*! @sveltia/cms {version}\n")
    for stranger in ("unpkg.com/@sveltia/cms", "githubstatus.com/api", "hostedstatus.com"):
        assert stranger not in text
