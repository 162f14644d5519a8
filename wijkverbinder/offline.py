"""The service worker of a finished site: our text, with the digest of every file that it may keep in front of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from wijkverbinder.model import Artifact

WORKER = "sw.js"
"""At the top of the site, since a worker sees to its own folder and what lies below."""

NEARBY = 20_000_000
"""Bytes that are kept beforehand, in the order in which readers need them; what comes after is kept when it is read.

An old phone has little room, and a browser that runs short throws away a whole site at once.
"""

DIGITS = 12
"""Hexadecimal digits of a digest in the worker: 48 bits tell versions of one file apart."""


def make_worker(
    text: str, artifacts: Mapping[str, Artifact], core: Iterable[str], rest: Iterable[str], without: Mapping[str, str]
) -> str:
    """The worker that keeps a site.

    Args:
        text: its code, that reads `SITE`.
        artifacts: every finished file by its path.
        core: paths without which no page is whole; kept before the worker starts.
        rest: the other paths, in the order in which readers need them.
        without: per top folder of a language the page that says that there is no network.
    """
    core = list(dict.fromkeys(core))
    order = list(dict.fromkeys([*core, *rest]))
    site = {
        "core": len(core),
        "nearby": _within(NEARBY, [artifacts[path].size for path in order]),
        "without": dict(without),
        "files": {path: artifacts[path].digest[:DIGITS] for path in order},
    }
    total = sum(artifacts[path].size for path in order)
    said = f"/* {len(order)} files, {total / 1_000_000:.1f} MB */"
    return f"{said}\nconst SITE = {json.dumps(site, ensure_ascii=True, separators=(',', ':'))};\n{text}"


def _within(limit: int, sizes: Sequence[int]) -> int:
    """How many of these, from the first, stay within a limit together."""
    total = 0
    for count, size in enumerate(sizes):
        total += size
        if total > limit:
            return count
    return len(sizes)
