"""The service worker of a finished site: our text, with the digest of every file that it may keep in front of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import accumulate

from wijkverbinder.model import Artifact

WORKER = "sw.js"
"""At the top of the site, since a worker sees to its own folder and what lies below."""

NEARBY = 20_000_000
"""Bytes of one language that are kept beforehand, in the order of need; what comes after is kept when it is read.

An old phone has little room, and a browser that runs short throws away a whole site at once.
"""

DIGITS = 12
"""Hexadecimal digits of a digest in the worker: 48 bits tell versions of one file apart."""


def make_worker(
    text: str,
    artifacts: Mapping[str, Artifact],
    core: Iterable[str],
    rest: Mapping[str, Iterable[str]],
    shared: Iterable[str],
    without: Mapping[str, str],
) -> str:
    """The worker that keeps a site.

    Args:
        text: its code, that reads `SITE`.
        artifacts: every finished file by its path.
        core: paths without which no page is whole; kept before the worker starts.
        rest: the other paths per top folder of a language, in the order in which readers need them. Who reads in one
            language gets no other.
        shared: paths that pages of every language show; kept after those pages.
        without: per top folder of a language the page that says that there is no network.
    """
    order = dict.fromkeys(core)
    needed = len(order)
    order |= dict.fromkeys(shared)
    pictures = [*order][needed:]
    nearby: dict[str, list[int]] = {}
    most = 0
    for top, wanted in rest.items():
        pages = [path for path in dict.fromkeys(wanted) if path not in order]
        sums = [*accumulate(artifacts[path].size for path in (*[*order][:needed], *pages, *pictures))]
        fitting = max(0, sum(size <= NEARBY for size in sums) - needed)
        most = max(most, *sums)
        start, count = len(order), min(fitting, len(pages))
        nearby[top] = [start, start + count, needed + fitting - count]
        order |= dict.fromkeys(pages)
    site = {
        "core": needed,
        "nearby": nearby,
        "without": dict(without),
        "files": {path: artifacts[path].digest[:DIGITS] for path in order},
    }
    total = sum(artifacts[path].size for path in order)
    said = f"/* {len(order)} files, {total / 1_000_000:.1f} MB; in one language at most {most / 1_000_000:.1f} MB */"
    return f"{said}\nconst SITE = {json.dumps(site, ensure_ascii=True, separators=(',', ':'))};\n{text}"
