"""What all pages stand on: settings, terms, words, templates' digest, assets; read once at the start of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wijkverbinder.assets import Assets, read_assets
from wijkverbinder.config import Settings, read_settings
from wijkverbinder.i18n import Messages, read_messages
from wijkverbinder.kinds import KINDS
from wijkverbinder.model import Location
from wijkverbinder.problems import Problem, problem
from wijkverbinder.project import Project
from wijkverbinder.read import digest_of, walk_files
from wijkverbinder.vocabulary import Vocabulary, read_vocabulary

ADDRESSES = (*KINDS, "matrix", "data", "offline", "cards")
"""The words under `address.` that name folders and files of the site: without them nothing has a place."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Settings, terms, words, assets, and one digest over all of it and the templates."""

    settings: Settings
    vocabulary: Vocabulary
    messages: Mapping[str, Messages]
    assets: Assets
    digest: str
    unusable: bool
    """Whether something is so wrong here that content can't be looked at."""


def read_ground(project: Project) -> tuple[Ground, list[Problem]]:
    """Reads everything that is not an entry."""
    settings, problems = read_settings(project.settings)
    if project.trial:  # a browser that keeps pages would show the text of before
        settings = replace(settings, offline=False)
    vocabulary, found = read_vocabulary(project.content / "terms", settings.languages)
    problems += found
    messages, found = read_messages(project.content / "messages", settings.languages)
    problems += found
    try:
        assets = read_assets(project.assets, steady=project.trial)
    except OSError as error:
        assets = Assets({}, {}, {}, {}, {})
        at = error.filename or project.assets
        problems.append(problem("file-unreadable", Location(project.shown(project.root / at)), why=error.strerror))
    templates = [
        path.encode() + b"\0" + (project.templates / path).read_bytes() for path, _ in walk_files(project.templates)
    ]
    words = repr(
        (
            settings,
            vocabulary.taxonomies,
            [sorted(m.words.items()) for m in messages.values()],
            sorted(assets.files),
        )
    )
    digest = digest_of(words.encode() + b"\0".join(templates))
    missing = [
        problem("message-missing", Location(f"messages/{language}.toml"), value=f"address.{name}", language=language)
        for language, said in messages.items()
        for name in ADDRESSES
        if said.words and f"address.{name}" not in said.words
    ]
    problems += missing
    unusable = bool(missing) or not all(said.words for said in messages.values())
    return Ground(settings, vocabulary, messages, assets, digest, unusable), problems
