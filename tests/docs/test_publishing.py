"""How to publish, and how to cite: the commands exist, the files that are named are there, versions agree."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import yaml

from wijkverbinder import EDITION, __version__
from wijkverbinder.arguments import parser_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/publiceren.md").read_text("utf-8")


def test_every_command_of_ours_exists_with_its_options() -> None:
    lines = re.findall(r"python3 build\.py[^`\n]*", PAGE)
    assert len(lines) >= 6
    for line in lines:
        _, rest = parser_of("nl").parse_known_args(shlex.split(line)[2:])
        assert not rest, line


def test_every_file_that_it_leads_to_is_there() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", PAGE) if "://" not in target]
    assert len(targets) >= 4
    for target in targets:
        assert (ROOT / "docs" / target).resolve().exists(), target


def test_pages_never_arrive_before_what_they_need_and_nothing_is_removed_before_that() -> None:
    for tool in ("rsync", "rclone"):
        ways = [block for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) if f"{tool} " in block]
        first, second, third = ways[-1].strip().split("\n")
        assert "*.html" in first
        assert "sw.js" in first
        assert "delete" not in first + second
        assert "exclude" not in second
        assert "--delete-after" in third


def test_the_version_is_the_same_wherever_it_stands() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert cited["version"] == packed["version"] == __version__
    assert cited["date-released"] == EDITION
    assert cited["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= {*cited}


def test_the_file_for_catalogues_of_public_software_says_what_is_so() -> None:
    """After https://yml.publiccode.tools/schema.core.html: what must be there, and what we know elsewhere."""
    said = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    settings = tomllib.loads((ROOT / "site.toml").read_text("utf-8"))
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"name", "url", "platforms", "developmentStatus", "softwareType", "legal", "maintenance"} <= {*said}
    assert said["publiccodeYmlVersion"].startswith("0.")
    assert (said["softwareVersion"], said["releaseDate"]) == (__version__, EDITION)
    assert said["legal"]["license"] in packed["license"]
    assert said["dependsOn"]["open"][0]["versionMin"] == packed["requires-python"].removeprefix(">=")
    assert said["localisation"]["availableLanguages"] == settings["languages"]
    assert said["url"] == (settings["repository"] or "https://git.example.org/wijk/wijkverbinder")
    assert said["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert said["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert said["maintenance"]["contacts"][0]["name"]
    for words in said["description"].values():
        assert 0 < len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in words["features"])
