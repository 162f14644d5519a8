"""What all pages stand on: settings, terms, words, templates' digest, assets; read once at the start of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from wijkverbinder.assets import Assets, read_assets, read_colors, read_form
from wijkverbinder.config import EDITOR, LOCAL, Editor, Settings, read_settings
from wijkverbinder.editions import Brought, read_editions
from wijkverbinder.i18n import Messages, read_messages
from wijkverbinder.kinds import KINDS
from wijkverbinder.model import Location
from wijkverbinder.outlines import Outline
from wijkverbinder.problems import Problem, problem
from wijkverbinder.project import Project
from wijkverbinder.read import digest_of, walk_files
from wijkverbinder.typeface import Typeface
from wijkverbinder.vocabulary import Vocabulary, read_vocabulary

ADDRESSES = (*KINDS, "matrix", "data", "offline", "search", "plan", "invitation", "cards", "edition", "handbook")
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
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    """What the facts of each kind are; known once entries are looked at."""
    editions: tuple[Brought, ...] = ()
    """What each edition brought, the newest first; decides only the pages that tell of it."""
    colors: Mapping[str, str] = field(default_factory=dict)
    """The colours of the light scheme, for pictures; empty where the site has no public address, so no pictures."""
    font: Path | None = None
    """The file of the letter of pictures."""
    typeface: Typeface | None = None


def read_ground(project: Project) -> tuple[Ground, list[Problem]]:
    """Reads everything that is not an entry."""
    settings, problems = read_settings(project.settings)
    if project.trial:  # a browser that keeps pages would show the text of before
        settings = replace(settings, offline=False, editor=LOCAL if project.form else Editor())
    vocabulary, found = read_vocabulary(project.content / "terms", settings.languages)
    problems += found
    messages, found = read_messages(project.content / "messages", settings.languages)
    problems += found
    editions, found = read_editions(project.editions)
    problems += found
    try:
        assets = read_assets(project.assets, steady=project.trial)
        if settings.editor.forge:
            form = read_form(project.assets / "editor", local=settings.editor == LOCAL)
            assets = replace(assets, files={**assets.files, **{f"{EDITOR}{path}": form[path] for path in form}})
    except OSError as error:
        assets = Assets({}, {}, {}, {}, {})
        at = error.filename or project.assets
        problems.append(problem("file-unreadable", Location(project.shown(project.root / at)), why=error.strerror))
    templates = [
        path.encode() + b"\0" + (project.templates / path).read_bytes() for path, _ in walk_files(project.templates)
    ]
    colors, font, typeface = _for_pictures(project) if settings.base_url else ({}, None, None)
    words = repr(
        (
            colors,
            digest_of(font.read_bytes()) if font else "",
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
    return Ground(
        settings, vocabulary, messages, assets, digest, unusable, {}, editions, colors, font, typeface
    ), problems


def _for_pictures(project: Project) -> tuple[dict[str, str], Path | None, Typeface | None]:
    """The colours and the letter of pictures; a host may put its own font in the place of ours, or none."""
    tokens = project.assets / "css" / "tokens.css"
    colors = read_colors(tokens.read_text("utf-8")) if tokens.exists() else {}
    font = next(iter(sorted((project.assets / "fonts").glob("*.ttf"))), None)
    return colors, font, Typeface(font.read_bytes()) if font else None
