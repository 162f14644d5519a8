"""The option that renews what the golden tests have pinned."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """``python3 build.py test tests/golden --renew-golden`` writes the pinned files anew."""
    parser.addoption("--renew-golden", action="store_true", help="write the pinned files of tests/golden anew")


@pytest.fixture
def renew(pytestconfig: pytest.Config) -> bool:
    """Whether pinned files are to be written anew; the option is only there when this folder was asked for."""
    return bool(pytestconfig.getoption("--renew-golden", default=False))
