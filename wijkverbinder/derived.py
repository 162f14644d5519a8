"""Where is kept what follows from our code and templates alone: beside the modules that Python compiled.

So no project works it out anew, and neither does a build that begins without any state.
"""

from __future__ import annotations

import os
import sys
from importlib.util import cache_from_source
from pathlib import Path


def derived_at(otherwise: Path) -> Path:
    """The folder for it, there or not.

    Whoever keeps something there does without when it can't be kept: other builds may do so at the same time.

    Args:
        otherwise: the folder for what is kept of a project, which serves where Python may not keep what it compiles.
    """
    beside = Path(cache_from_source(__file__)).parent
    return beside / "derived" if not sys.dont_write_bytecode and os.access(beside, os.W_OK) else otherwise
