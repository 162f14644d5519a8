"""requirements.txt and pyproject.toml say the same, and the lock can be used by everyone's own pip."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from wijkverbinder import __version__
from wijkverbinder.bootstrap import read_lock

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = {"build": PROJECT["project"]["dependencies"], "test": PROJECT["dependency-groups"]["test"]}
LOCK = read_lock(str(ROOT))


def pins(text: str) -> dict[str, str]:
    """Read a part of the lock: the version of each package."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def numbers(version: str) -> tuple[int, ...]:
    """Read ``4.3`` as (4, 3)."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def fits(version: str, bounds: str) -> bool:
    """Tell whether a version lies within bounds such as ``>=4.3,<5``."""
    tests = {
        ">=": lambda found, asked: found >= asked,
        "==": lambda found, asked: found == asked,
        "<": lambda found, asked: found < asked,
    }
    asked = re.findall(r"(>=|==|<)([\d.]+)", bounds)
    return all(tests[sign](numbers(version), numbers(bound)) for sign, bound in asked)


@pytest.mark.parametrize("part", ["build", "test"])
def test_every_package_that_is_asked_for_is_pinned_within_its_bounds(part: str) -> None:
    for line in WANTED[part]:
        name, bounds = re.match(r"([a-z0-9-]+)(.*)", line).groups()  # type: ignore[union-attr]
        assert fits(pins(LOCK[part])[name], bounds), line


def test_the_two_parts_hold_different_packages() -> None:
    assert not pins(LOCK["build"]).keys() & pins(LOCK["test"]).keys()


@pytest.mark.parametrize("part", ["build", "test"])
def test_every_pin_has_hashes(part: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", LOCK[part], flags=re.MULTILINE)[1:]
    assert len(blocks) >= len(WANTED[part])
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_lock_names_no_address() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, flags=re.MULTILINE)


def test_the_version_stands_in_two_places_that_agree() -> None:
    assert PROJECT["project"]["version"] == __version__


def test_the_tool_that_writes_the_lock_explains_itself() -> None:
    command = [sys.executable, "tools/lock.py", "--help"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert "--upgrade" in done.stdout
