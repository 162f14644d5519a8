"""Where everything of a project lies, and the stamps of all that decides its output."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from wijkverbinder.config import Settings, overlay_named
from wijkverbinder.derived import derived_at
from wijkverbinder.model import Stamp
from wijkverbinder.overlay import read_overlay
from wijkverbinder.read import OUTSIDE, digest_of, stamp_of, walk_files

PACKAGE = Path(__file__).resolve().parent
LOCK = PACKAGE.parent / "requirements.txt"
"""Pins what the package leans on: another parser may give other pages."""

OURS = "package/"
"""What stands before the names of files of our own code, among the stamps."""

LAYER = "layer:"
"""What stands before the names of files of a local layer, among the stamps: two layers are never taken for one."""


class Project(NamedTuple):
    """The folders of one project."""

    root: Path
    output: Path
    state: Path
    trial: bool = False
    """Whether its output is only for who writes: with drafts in it, and names of files that stay the same."""
    overlay: Path | None = None
    """The folder of the local layer, if the site has one."""

    form: bool = False
    """Whether that output has the form in the browser, which writes in the folders of this project."""
    asked: str | None = None
    """The local layer that was asked for, empty for none at all; None where the settings say which."""

    @classmethod
    def at(cls, root: Path, output: Path | None = None, overlay: str | None = None) -> Project:
        """The project in a folder.

        Args:
            root: the folder.
            output: where the site goes, if not in `site/`.
            overlay: the local layer, by its folder or by its name in `overlays/`; the one that the settings name
                when it is None, and none at all when it is empty.
        """
        layer = _overlay_of(root, overlay)
        return cls(root, output or root / "site", root / ".wijkverbinder", overlay=layer, asked=overlay)

    @classmethod
    def on_trial(cls, root: Path, overlay: str | None = None, *, form: bool = False) -> Project:
        """The project with a trial site of its own, aside from what is published; with the form in it or not."""
        aside = root / ".wijkverbinder" / "serve"
        layer = _overlay_of(root, overlay)
        return cls(root, aside / "site", aside / "state", trial=True, overlay=layer, form=form, asked=overlay)

    def renewed(self) -> Project:
        """The same project with the local layer that its settings name by now, unless one was asked for."""
        return self if self.asked is not None else self._replace(overlay=_overlay_of(self.root, None))

    def read_settings(self) -> Settings:
        """The settings that hold: those of the site, with those of its local layer over them."""
        return read_overlay(self.settings, self.overlay, self.layer)[0]

    @property
    def content(self) -> Path:
        """The texts, terms and words of the interface."""
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """The templates."""
        return self.root / "templates"

    @property
    def assets(self) -> Path:
        """Styles, scripts and images."""
        return self.root / "assets"

    @property
    def compiled(self) -> Path:
        """The templates as Python, kept between builds."""
        return derived_at(self.state) / "templates"

    @property
    def photos(self) -> Path:
        """What was made of photos, kept between builds."""
        return self.state / "photos"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.root / "site.toml"

    @property
    def listed(self) -> Path:
        """The list of the addresses at which pages were once published."""
        return self.root / "addresses.txt"

    @property
    def marks(self) -> Path:
        """The list of what translations and originals looked like when they agreed."""
        return self.root / "translations.txt"

    @property
    def editions(self) -> Path:
        """What each edition brought."""
        return self.root / "editions.toml"

    @property
    def checks(self) -> Path:
        """What the last automatic check of the pages saw."""
        return self.root / "accessibility.toml"

    @property
    def edition_texts(self) -> Path:
        """The texts of the last edition, to hold the next one against."""
        return self.root / "editions.txt"

    @property
    def layer(self) -> str:
        """The folder of the local layer as messages name it; nothing where there is none."""
        return self.shown(self.overlay) if self.overlay else ""

    @property
    def listed_here(self) -> Path:
        """The list of addresses that a build may add to: with a local layer, its own."""
        return self.overlay / "addresses.txt" if self.overlay else self.listed

    def file(self, path: str) -> Path:
        """Where a file lies that messages name so: in the project, or elsewhere by its whole path."""
        return self.root / path

    def shown(self, path: Path) -> str:
        """A path as messages name it: from the project's folder where it lies in there."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    @property
    def folders(self) -> dict[str, Path]:
        """The folders of which every file decides the output, by what they are called among the stamps."""
        layer = {f"{LAYER}{self.layer}": self.overlay} if self.overlay else {}
        return {"content": self.content, "templates": self.templates, "assets": self.assets, **layer}

    @property
    def singles(self) -> dict[str, Path]:
        """The files beside those folders that decide it too, by their name among the stamps."""
        return {file.name: file for file in (self.settings, self.listed, self.editions, self.checks)}

    def stamps(self) -> dict[str, Stamp]:
        """The stamp of every file that decides the output, our own code among them."""
        folders = {**self.folders, OURS[:-1]: PACKAGE}
        files = {**self.singles, f"{OURS}{LOCK.name}": LOCK}
        found = {
            f"{name}/{path}": stamp
            for name, folder in folders.items()
            # How our own code lies on this machine is for who installed it to say.
            for path, stamp in walk_files(folder, home=None if folder == PACKAGE else folder)
        }
        return found | {name: stamp_of(file.stat()) for name, file in files.items() if file.exists()}


def strays(stamps: Mapping[str, Stamp]) -> list[str]:
    """The links among them that lead out of their folder, as messages name them."""
    return [path.removeprefix(LAYER) for path, stamp in stamps.items() if stamp == OUTSIDE]


def digest_of_code() -> str:
    """The digest of our own code and its lock, on which hangs what may be kept of what it made."""
    sources = [PACKAGE / path for path, _ in walk_files(PACKAGE) if path.endswith(".py")]
    return digest_of(b"\0".join(path.read_bytes() for path in [*sources, LOCK] if path.exists()))


def pinned(package: str) -> str:
    """A package with the version that the lock asks for, as ``pillow==13.0.0``; empty where there is no lock.

    What is kept of what a package made goes by it: to ask the package itself would load it.
    """
    found = (
        re.search(rf"^{re.escape(package)}==\S+", LOCK.read_text("utf-8"), re.MULTILINE) if LOCK.exists() else None
    )
    return found.group() if found else ""


def by_ours(stamps: Mapping[str, Stamp]) -> tuple[dict[str, Stamp], dict[str, Stamp]]:
    """The stamps of our own code, and those of all else."""
    ours: dict[str, Stamp] = {}
    others: dict[str, Stamp] = {}
    for path, stamp in stamps.items():
        (ours if path.startswith(OURS) else others)[path] = stamp
    return ours, others


def _overlay_of(root: Path, named: str | None) -> Path | None:
    """The folder of a local layer, by what it was called; whether it holds one is looked at when it is read."""
    name = overlay_named(root / "site.toml") if named is None else named
    if not name:
        return None
    # Who types a name stands in some folder; the settings lie in that of the project.
    here = [] if named is None else [Path(name).absolute()]
    places = [*here, root / name, root / "overlays" / name]
    # A name alone that is nowhere was probably meant to be one of those that lie together.
    is_name = Path(name).name == name and (root / "overlays").is_dir()
    return next((place for place in places if place.is_dir()), places[-1] if is_name else root / name)
