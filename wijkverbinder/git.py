"""What git remembers of a folder: which commit a name means, its files as bytes; reads only, and checks nothing out.

No hook, filter or attribute of the repository is run: files are taken as they are kept. Symbolic links and
submodules are passed over, so that nothing leads out of the folder in which files are laid.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from wijkverbinder.text import nearest

_NAMES = ("refs/heads", "refs/tags", "refs/remotes")


class GitFault(Exception):
    """Git can't tell what was asked.

    Attributes:
        code: `no-git` (not installed), `no-repository`, `no-revision`, or `git-failed`.
        value: the name that was asked for, or what git said.
        near: the name that was probably meant, if there is one.
        shallow: whether the clone lacks its history, so that the commit may exist elsewhere.
    """

    def __init__(self, code: str, value: str = "", near: str = "", *, shallow: bool = False) -> None:
        super().__init__(f"{code}: {value}")
        self.code, self.value, self.near, self.shallow = code, value, near, shallow


def commit_of(folder: Path, name: str) -> str:
    """The commit that a name means.

    Args:
        folder: a folder in the repository.
        name: a branch, a tag, a commit, or what git understands beside those (`HEAD^1`, `main~3`).

    Raises:
        GitFault: git is not there, the folder is in no repository, or nothing has that name.
    """
    try:
        _git(folder, "rev-parse", "--git-dir")
    except GitFault as fault:
        raise fault if fault.code == "no-git" else GitFault("no-repository", fault.value) from None
    try:
        # A path would be taken for a name by itself; an option too.
        said = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except GitFault as fault:
        if fault.code != "git-failed":
            raise
        shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
        raise GitFault("no-revision", name, _near(folder, name), shallow=shallow) from None
    return said.decode().strip()


def files_at(folder: Path, commit: str, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each file of a commit below these names, by its path from the folder.

    Args:
        folder: a folder in the repository.
        commit: from `commit_of`.
        names: files and folders in that folder; what the commit does not have is left out.

    Raises:
        GitFault: git can't read its own objects.
    """
    listed = _git(folder, "ls-tree", "-r", "-z", commit, "--", *names).decode("utf-8", "surrogateescape")
    blobs: list[tuple[str, str]] = []
    for row in filter(None, listed.split("\0")):
        facts, _, path = row.partition("\t")
        mode, _, digest = facts.split(" ")
        if mode in {"100644", "100755"} and _stays_inside(path):
            blobs.append((path, digest))
    if not blobs:
        return
    asked = "".join(f"{digest}\n" for _, digest in blobs).encode()
    answer, at = _git(folder, "cat-file", "--batch", asked=asked), 0
    for path, _ in blobs:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split(b" ")[2])
        yield path, answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def lay_files(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Writes files below a folder, which they can't leave."""
    for path, data in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def changed_since(folder: Path, commit: str) -> list[str]:
    """The path, from the folder, of each file in it that is not as it was in a commit, also before it is committed.

    Raises:
        GitFault: git can't compare.
    """
    changed = _git(folder, "diff", "--name-only", "-z", "--relative", "--no-ext-diff", "--no-textconv", commit, "--")
    new = _git(folder, "ls-files", "-z", "--others", "--exclude-standard")
    return sorted({path for path in (changed + new).decode("utf-8", "surrogateescape").split("\0") if path})


def commits_ahead(folder: Path, commit: str) -> int:
    """How many commits led to this one that the working folder does not have.

    Raises:
        GitFault: git can't count them.
    """
    return int(_git(folder, "rev-list", "--count", f"HEAD..{commit}"))


def _stays_inside(path: str) -> bool:
    parts = path.split("/")
    return not ({"", ".", "..", ".git"} & {*parts}) and "\\" not in path and ":" not in path


def _near(folder: Path, name: str) -> str:
    refs = _git(folder, "for-each-ref", "--format=%(refname:short)", *_NAMES).decode("utf-8", "replace").split()
    # A branch that is only known from elsewhere is named with the place: origin/main.
    known = {ref.rpartition("/")[2]: ref for ref in refs} | {ref: ref for ref in refs}
    return known.get(name) or known.get(nearest(name, known) or "", "")


def _git(folder: Path, *arguments: str, asked: bytes = b"") -> bytes:
    settings = ("-c", "core.quotepath=off", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.devnull)
    try:
        done = subprocess.run(
            ["git", "--no-pager", "--no-optional-locks", *settings, *arguments],
            cwd=folder,
            input=asked,
            capture_output=True,
            check=False,
        )
    except OSError:
        raise GitFault("no-git") from None
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip()
    raise GitFault("git-failed", said or " ".join(arguments[:1]))
