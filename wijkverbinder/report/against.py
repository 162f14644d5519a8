"""A project and a git revision to what changed between them; the earlier content is built aside, by the code of now.

Of the revision only data is taken: content, settings, and the list of addresses. Templates, styles, words of the
interface and the generator are those of the working folder. So a proposal of a stranger can be looked at without
running anything of it, and nothing in the working folder is touched.
"""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from wijkverbinder.git import changed_since, commit_of, commits_ahead, files_at, lay_files
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project
from wijkverbinder.read import digest_of, walk_files
from wijkverbinder.report import make_report
from wijkverbinder.report.change import Change, State, compare, to_weigh

DATA = ("content", "overlays", "site.toml", "addresses.txt")
"""What a revision is asked for."""

WORDS_OF_NOW = "content/messages/"
"""The words of the interface belong to the templates, so to the generator."""


def report_against(project: Project, name: str, today: datetime.date) -> Change:
    """Compares the content of now with that of a revision.

    Args:
        project: where everything lies, in a git repository.
        name: the revision: a branch, a tag, a commit, `HEAD^1`.
        today: the day against which facts are old.

    Raises:
        GitFault: git is missing, or the revision is.
    """
    from wijkverbinder.weigh import weigh_site

    commit = commit_of(project.root, name)
    with TemporaryDirectory(prefix="wijkverbinder-") as aside:
        earlier = Project.at(Path(aside) / "before" / "project")
        _lay(project, commit, earlier.root)
        later = Project(project.root, Path(aside) / "after" / "site", Path(aside) / "after" / "state")
        before, after = _state(earlier, today), _state(later, today)
        weights = [
            {weight.path: (weight.first, weight.all) for weight in weigh_site(one.output, paths)}
            for one, paths in zip((earlier, later), to_weigh(before, after), strict=True)
        ]
        others = [path for path in changed_since(project.root, commit) if not _is_compared(path)]
        who = (name, commit, commits_ahead(project.root, commit))
    return compare(before, after, (weights[0], weights[1]), others, who)


def _is_compared(path: str) -> bool:
    inside = path in DATA or path.startswith(tuple(f"{name}/" for name in DATA))
    return inside and not path.startswith(WORDS_OF_NOW)


def _lay(project: Project, commit: str, root: Path) -> None:
    """The project as it was, as far as it is data, with the rest as it is."""
    root.mkdir(parents=True)
    files = files_at(project.root, commit, DATA)
    lay_files(((path, data) for path, data in files if not path.startswith(WORDS_OF_NOW)), root)
    for folder in (project.templates, project.assets, project.content / "messages"):
        if folder.is_dir():
            shutil.copytree(folder, root / folder.relative_to(project.root))


def _state(project: Project, today: datetime.date) -> State:
    outcome = build(project)
    made = {} if outcome.failed else _digests(project.output)
    size = sum(stamp.size for _, stamp in walk_files(project.output)) if made else 0
    texts = {f"content/{path}": digest for path, digest in _digests(project.content).items()}
    ours = {path: digest for path, digest in texts.items() if not path.startswith(WORDS_OF_NOW)}
    return State(outcome, make_report(project, today), ours, made, size)


def _digests(folder: Path) -> dict[str, str]:
    return {path: digest_of((folder / path).read_bytes()) for path, _ in walk_files(folder)}
