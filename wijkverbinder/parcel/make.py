"""A built project to parcels on disk: the whole copy, and the step from an earlier one."""

from __future__ import annotations

from pathlib import Path

from wijkverbinder import EDITION, __version__
from wijkverbinder.parcel import Edition, Files, NoParcel, as_zip, from_zip, update_of, version_of, whole_copy
from wijkverbinder.project import Project
from wijkverbinder.publish import list_ours
from wijkverbinder.store import keep_whole

LICENCES = {"LICENTIE-CODE.txt": "LICENSE", "LICENTIE-TEKSTEN.txt": "LICENSE-CONTENT"}
"""What the licences are called in a parcel, and where they stand in the project."""


def make_parcels(project: Project, folder: Path, since: str = "") -> list[Path]:
    """Writes the zip of the site as it was built last, and where asked the zip that brings an earlier one to it.

    Args:
        project: a project whose site is built.
        folder: where the zips go.
        since: the zip of an earlier copy, or its version when that zip lies in `folder`.

    Returns:
        the files that were written.

    Raises:
        NoParcel: `since` names nothing that we made.
        OSError: something can't be read or written.
    """
    edition = Edition(project.read_settings().name, __version__, EDITION)
    licences = {name: (project.root / file).read_bytes() for name, file in LICENCES.items()}
    copy = whole_copy(_site(project), licences, edition)
    # Read first: an earlier zip of the same version would be written over.
    old = from_zip(_earlier(since, folder)) if since else None
    made = [_write(folder, edition.stem, copy, edition)]
    if old is not None:
        update = update_of(old, copy, edition)
        stem = f"{edition.stem}-bijwerken-vanaf-{version_of(old)}"
        made.append(_write(folder, stem, update, edition))
    return made


def _site(project: Project) -> Files:
    return {path: (project.output / path).read_bytes() for path in sorted(list_ours(project.output))}


def _earlier(since: str, folder: Path) -> Path:
    choices = (Path(since), folder / f"wijkverbinder-{since}.zip")
    found = next((path for path in choices if path.is_file()), None)
    if found is None:
        raise NoParcel(since)
    return found


def _write(folder: Path, stem: str, files: Files, edition: Edition) -> Path:
    path = folder / f"{stem}.zip"
    keep_whole(path, as_zip(files, stem, edition.date))
    return path
