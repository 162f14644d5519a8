"""One build at a time in a folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.small import ROOT
from wijkverbinder.lock import Busy, locked


def test_a_folder_is_locked_once_and_free_again_afterwards(tmp_path: Path) -> None:
    with locked(tmp_path / "staat"):
        with pytest.raises(Busy), locked(tmp_path / "staat"):
            pass
        with locked(tmp_path / "ander"):
            pass
    with locked(tmp_path / "staat"):
        pass


def test_the_lock_of_a_process_that_dies_is_gone_with_it(tmp_path: Path) -> None:
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom wijkverbinder.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n    os._exit(9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == 9
    with locked(tmp_path):
        pass
