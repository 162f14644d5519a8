"""What all tests share: a small project in a folder of its own, and how long Hypothesis may look.

In a run that must be the same every time (CI is set) Hypothesis draws the same examples each time; on a
developer's machine it draws new ones, and keeps those that failed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

from tests.small import Files, lay_project
from wijkverbinder.project import Project

# A test's first example pays for imports, and a busy machine is no fault of the code.
_CALM = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("here", deadline=None, suppress_health_check=_CALM)
settings.register_profile("ci", deadline=None, suppress_health_check=_CALM, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


class MakeProject(Protocol):
    """Lays a small project in a folder of this test."""

    def __call__(
        self, files: Files | None = None, *, folder: str = "project", real_templates: bool = False
    ) -> Project:
        """Lays it.

        Args:
            files: what differs from the small content, by path in the project; None takes a file away.
            folder: its name in the folder of this test.
            real_templates: whether the pages look as they do on the real site.
        """


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Small projects, each in its own folder."""

    def make(files: Files | None = None, *, folder: str = "project", real_templates: bool = False) -> Project:
        return lay_project(tmp_path / folder, files, real_templates=real_templates)

    return make
