"""A project and a git revision to what changed between them; the earlier content is built aside, by the code of now.

Of the revision only data is taken: content, local layers, settings, the list of addresses, what editions brought and
what a check saw. Templates, styles, words of the interface and the generator are those of the working folder. So a
proposal of a stranger can be looked at without running anything of it, and nothing in the working folder is touched.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from wijkverbinder.git import changed_since, commit_of, commits_ahead, files_at, lay_files
from wijkverbinder.pipeline import build
from wijkverbinder.project import Project
from wijkverbinder.read import Reading, digest_of, walk_files
from wijkverbinder.report import make_report
from wijkverbinder.report.change import Change, State, compare, to_weigh

OVERLAYS = "overlays"
"""The folder for local layers; one that lies elsewhere is no part of a revision."""

DATA = ("content", OVERLAYS, "site.toml", "addresses.txt", "editions.toml", "accessibility.toml")
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
        earlier = _laid(project, commit, Path(aside) / "before" / "project")
        later = project._replace(output=Path(aside) / "after" / "site", state=Path(aside) / "after" / "state")
        before, after = _state(earlier, today), _state(later, today)
        weights = [
            {weight.path: (weight.first, weight.all) for weight in weigh_site(one.output, paths)}
            for one, paths in zip((earlier, later), to_weigh(before, after), strict=True)
        ]
        layers = {f"{one.layer}/" for one in (earlier, later) if one.layer}
        others = [path for path in changed_since(project.root, commit) if not _is_compared(path, layers)]
        who = (name, commit, commits_ahead(project.root, commit))
    return compare(before, after, (weights[0], weights[1]), others, who)


def _is_compared(path: str, layers: Iterable[str]) -> bool:
    """Whether a file was taken from the revision, and is part of one of the sites.

    Args:
        path: the file, from the project.
        layers: the local layers of both sites, with a slash behind them.
    """
    top = path.partition("/")[0]
    in_use = top != OVERLAYS or path.startswith(tuple(layers))
    return top in DATA and in_use and not path.startswith(WORDS_OF_NOW)


def _laid(project: Project, commit: str, root: Path) -> Project:
    """The project as it was, as far as it is data, with the rest as it is; laid in a folder of its own."""
    root.mkdir(parents=True)
    files = files_at(project.root, commit, DATA)
    lay_files(((path, data) for path, data in files if not path.startswith(WORDS_OF_NOW)), root)
    for folder in (project.templates, project.assets, project.content / "messages"):
        if folder.is_dir():
            shutil.copytree(folder, root / folder.relative_to(project.root))
    way = _way_in(project, project.overlay)
    if project.overlay and way and way.parts and way.parts[0] not in DATA:
        shutil.copytree(project.overlay, root / way, dirs_exist_ok=True)
    return _with_layer(Project.at(root), project)


def _with_layer(earlier: Project, project: Project) -> Project:
    """The earlier project with the local layer that it had, or with the one that was asked for.

    Of a layer outside the project there is only the one of now, whatever folder the earlier settings name.
    """
    if project.asked is None:
        is_own = earlier.overlay is None or _way_in(earlier, earlier.overlay)
        return earlier if is_own else earlier._replace(overlay=project.overlay)
    way = _way_in(project, project.overlay)
    folder = earlier.root / way if way else project.overlay
    return earlier._replace(overlay=folder if folder and folder.is_dir() else None, asked=project.asked)


def _way_in(project: Project, folder: Path | None) -> Path | None:
    """The way from a project's folder to one that lies in there; None for one that lies elsewhere."""
    if folder is None or not folder.resolve().is_relative_to(project.root.resolve()):
        return None
    return folder.resolve().relative_to(project.root.resolve())


def _state(project: Project, today: datetime.date) -> State:
    outcome = build(project)
    made = {} if outcome.failed else _digests(project.output)
    size = sum(stamp.size for _, stamp in walk_files(project.output)) if made else 0
    folders = {"content": project.content} | ({project.layer: project.overlay} if project.overlay else {})
    texts = {f"{name}/{path}": one for name, folder in folders.items() for path, one in _digests(folder).items()}
    ours = {path: digest for path, digest in texts.items() if not path.startswith(WORDS_OF_NOW)}
    return State(outcome, make_report(project, today), ours, _made_of(outcome.reading or Reading()), made, size)


def _made_of(reading: Reading) -> dict[str, tuple[str, ...]]:
    """The files of each text, by its path in the content folder; what stands in the place of another file first."""
    made_of = {}
    for source in reading.sources:
        whole = [laid.path for laid in source.laid if laid.how == "replaced"]
        own = reading.files.get(source.path, f"content/{source.path}")
        made_of[source.path] = tuple(dict.fromkeys((*whole, own, *(laid.path for laid in source.laid))))
    return made_of


def _digests(folder: Path) -> dict[str, str]:
    return {path: digest_of((folder / path).read_bytes()) for path, _ in walk_files(folder)}
