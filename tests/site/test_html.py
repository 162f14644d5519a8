"""The HTML of every page, by the checker of the W3C: of the real site, with and without the example of a
local layer, and of the small one that fills every field."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.golden.sites import FULL, MINIMAL, lay_out
from tests.site.conftest import OVERLAY, ROOT, RealSite
from wijkverbinder.browsers import variable
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project
from wijkverbinder.testing import say


@pytest.fixture
def checker() -> str:
    """The jar of the checker; where it is not, `build.py test` says so loudly as well."""
    jar = os.environ.get(variable("vnu"))
    if not jar:
        pytest.skip(say("no_checker"))
    return jar


def messages(jar: str, *folders: Path) -> list[str]:
    """What the checker has to say of all pages in folders, warnings too."""
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"]
    command = ["java", "-Xmx1g", "-jar", jar, *options, *map(str, folders)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=600)
    return [
        f"{message.get('url', '')}:{message.get('lastLine', '')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
        # Whom “self” is of a page that comes from disk, the checker cannot know; test_policy asks browsers.
        if not message["message"].startswith("Resource violates Content Security Policy")
    ]


@pytest.mark.timeout(900)
def test_the_checker_has_nothing_to_say_of_any_page(checker: str, site: RealSite, tmp_path: Path) -> None:
    folders = [site.output]
    for layer in (MINIMAL, FULL):
        project = lay_out(tmp_path / layer.name, layer)
        assert not build(project).failed
        folders.append(project.output)
    local = Project(ROOT, tmp_path / "local" / "site", tmp_path / "local" / "state", overlay=OVERLAY)
    assert not build(local).failed
    folders.append(local.output)
    assert all(any(folder.rglob("*.html")) for folder in folders)
    told = messages(checker, *folders)
    assert not told, "\n".join(told[:50])


def test_the_checker_sees_a_mistake_on_any_page_of_a_folder(checker: str, tmp_path: Path) -> None:
    page = '<!doctype html>\n<html lang="nl"><head><title>Straat</title></head><body>{}</body></html>\n'
    (tmp_path / "diep").mkdir()
    (tmp_path / "index.html").write_text(page.format("<p>Goed.</p>"), "utf-8")
    (tmp_path / "diep" / "fout.html").write_text(page.format("<p>Fout.</div>"), "utf-8")
    told = messages(checker, tmp_path)
    assert told
    assert all("fout.html" in line for line in told)
