"""Writes requirements.txt: every package the project leans on, at one version, with hashes, for every system.

    python3 tools/lock.py              keeps the versions that still fit what pyproject.toml asks
    python3 tools/lock.py --upgrade    takes the newest version that fits of everything

The file has two parts in one: what the build needs, then the line ``# --- test ---`` and what the tests and
the lint need on top. It names no addresses: where packages come from is for each machine's own pip to know.

This needs uv, on the PATH or as a package of this Python; only whoever changes a dependency needs it.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from wijkverbinder.bootstrap import TEST_MARK  # noqa: E402 - only known once the folder above is on the path

LOCK = ROOT / "requirements.txt"
HEADER = """\
# Every package this project leans on, for every system. Written by tools/lock.py: do not edit by hand.
# First what the build needs; below the line "{mark}" what the tests and the lint need on top.
"""


def uv_command() -> list[str]:
    """Give the words that start uv on this machine.

    Raises:
        SystemExit: when there is no uv.
    """
    found = shutil.which("uv")
    if found:
        return [found]
    if importlib.util.find_spec("uv"):
        return [sys.executable, "-m", "uv"]
    raise SystemExit("uv is needed to write the lock: python3 -m pip install uv")


def compile_lock(target: Path, *options: str) -> str:
    """Let uv resolve pyproject.toml for all systems.

    Args:
        target: the file uv writes; versions it already holds are kept where they still fit.
        options: further words for uv, such as a group to add.

    Returns:
        The text of the lock.

    Raises:
        SystemExit: when uv finds no set of versions; uv itself has said why.
    """
    for_all = ["--universal", "--python-version=3.11", "--generate-hashes"]
    plain = ["--quiet", "--no-annotate", "--no-header", f"--output-file={target}"]
    command = [*uv_command(), "pip", "compile", "pyproject.toml", *for_all, *plain, *options]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SystemExit("The lock was not changed.")
    return target.read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """Cut a lock into one block per package: its line and the lines of its hashes.

    Lines that hold an address, and remarks, are left behind.
    """
    found: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#") or "://" in line:
            continue
        if line.startswith(" "):
            found[-1] += line + "\n"
        elif not line.startswith("-"):
            found.append(line + "\n")
    return found


def join_parts(build: list[str], whole: list[str]) -> str:
    """Put the two parts in one text; the second holds what the whole has and the build has not."""
    test = [block for block in whole if block not in build]
    mark = f"{TEST_MARK}\n"
    return "".join([HEADER.format(mark=TEST_MARK), *build, mark, *test])


def main(arguments: list[str]) -> int:
    """Write the lock anew.

    Args:
        arguments: nothing, or ``--upgrade``.

    Returns:
        The exit code: 0, or 2 when the arguments make no sense.
    """
    if arguments not in ([], ["--upgrade"]):
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        everything, build = Path(folder, "whole.txt"), Path(folder, "build.txt")
        if LOCK.exists():
            everything.write_text("".join(blocks(LOCK.read_text(encoding="utf-8"))), encoding="utf-8")
        whole = blocks(compile_lock(everything, "--group=test", *arguments))
        # The build part takes its versions from the whole, so the two can never ask for different ones.
        small = blocks(compile_lock(build, f"--constraints={everything}"))
    LOCK.write_text(join_parts(small, whole), encoding="utf-8", newline="\n")
    print(f"{LOCK.name}: {len(small)} packages to build, {len(whole)} with the tests")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
