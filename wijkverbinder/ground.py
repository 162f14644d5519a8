"""What all pages stand on: settings, terms, words, templates' digest, assets; read once at the start of a build."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from wijkverbinder.assets import Assets, fingerprinted, read_assets, read_colors, read_form
from wijkverbinder.checks import Checked, read_checks
from wijkverbinder.config import EDITOR, LOCAL, Editor, Settings
from wijkverbinder.editions import Brought, read_editions
from wijkverbinder.i18n import Messages, read_messages
from wijkverbinder.kinds import KINDS
from wijkverbinder.model import Location, Stamp
from wijkverbinder.outlines import Outline
from wijkverbinder.overlay import LOGOS, Overlay, read_overlay
from wijkverbinder.pictures import Unfit
from wijkverbinder.problems import Problem, problem, reason_of
from wijkverbinder.project import OURS, Project, pinned
from wijkverbinder.read import NotText, digest_of, lies_in, looked_at, read_own, walk_files
from wijkverbinder.store import Store
from wijkverbinder.typeface import Typeface
from wijkverbinder.vocabulary import Vocabulary, read_vocabulary

ADDRESSES = (*KINDS, "matrix", "data", "offline", "search", "plan", "invitation", "cards", "edition", "handbook")
"""The words under `address.` that name folders and files of the site: without them nothing has a place."""


LOGO_LIMIT = 20 * 1024
"""Bytes of the largest logo: every page shows it, also on an old phone."""


class Tokens(NamedTuple):
    """The tokens of the design, with the colours of the local layer in the place of ours."""

    text: str
    places: Mapping[int, Location] = {}
    """Where a line was changed from."""


class Ground(NamedTuple):
    """Settings, terms, words, assets, and one digest over all of it and the templates."""

    settings: Settings
    vocabulary: Vocabulary
    messages: Mapping[str, Messages]
    assets: Assets
    digest: str
    unusable: bool
    """Whether something is so wrong here that content can't be looked at."""
    outlines: Mapping[str, Outline] = {}
    """What the facts of each kind are; known once entries are looked at."""
    editions: tuple[Brought, ...] = ()
    """What each edition brought, the newest first; decides only the pages that tell of it."""
    checks: tuple[Checked, ...] = ()
    """What the last automatic check of the pages saw."""
    colors: Mapping[str, str] = {}
    """The colours of the light scheme, for pictures; empty where the site has no public address, so no pictures."""
    font: Path | None = None
    """The file of the letter of pictures."""
    drawer: str = ""
    """What draws them, with its version."""
    typeface: Typeface | None = None
    overlay: Overlay = Overlay()
    """The local layer, but for its texts."""
    logo: str = ""
    """The output path of its logo, if it has one."""
    tokens: Tokens | None = None
    """The tokens, where a local layer changes them."""


def recall_ground(
    project: Project, store: Store, inputs: Mapping[str, Stamp], generator: str
) -> tuple[Ground, list[Problem]]:
    """The same as `read_ground`, out of the store where no file that it reads has changed: most saves are of texts.

    Args:
        project: the project.
        store: where the ground is kept; one with problems is not.
        inputs: the stamp of each file that decides the output.
        generator: the digest of our own code.
    """
    entries = tuple(f"content/{kind.folder}/" for kind in KINDS.values())
    others = (*entries, OURS)
    told = sorted((path, tuple(stamp)) for path, stamp in inputs.items() if not path.startswith(others))
    where = (str(project.root), str(project.overlay), project.trial, project.form)
    key = digest_of(repr((generator, where, told)).encode())
    if kept := store.load_part("ground").get(key):
        return pickle.loads(kept), []  # noqa: S301 - written by us; the store's checksum shows that it is whole
    ground, problems = read_ground(project)
    if not problems:
        store.save_part("ground", {key: pickle.dumps(ground)})
    return ground, problems


def read_ground(project: Project) -> tuple[Ground, list[Problem]]:
    """Reads everything that is not an entry."""
    settings, overlay, problems = read_overlay(project.settings, project.overlay, project.layer)
    if project.trial:  # a browser that keeps pages would show the text of before
        settings = replace(settings, offline=False, editor=LOCAL if project.form else Editor())
    vocabulary, found = read_vocabulary(project.content / "terms", settings.languages)
    problems += found
    messages, found = read_messages(project.content / "messages", settings.languages)
    problems += found
    editions, found = read_editions(project.editions)
    problems += found
    checks, found = read_checks(project.checks)
    problems += found
    tokens, found = _recolored(project, overlay)
    problems += found
    assets, found = _assets(project, settings, overlay, tokens)
    problems += found
    logo, data, found = _logo(project, overlay)
    problems += found
    if logo:
        assets = assets.with_file(logo, data)
    templates, found = _templates(project)
    problems += found
    colors, font, typeface, drawer = _for_pictures(project, tokens) if settings.base_url else ({}, None, None, "")
    words = repr(
        (
            colors,
            digest_of(font.read_bytes()) if font else "",
            settings,
            checks,
            vocabulary.taxonomies,
            [sorted(m.words.items()) for m in messages.values()],
            sorted(assets.files),
            *([overlay.told(), logo] if overlay else []),
        )
    )
    digest = digest_of(words.encode() + b"\0".join(templates))
    missing = [
        problem(
            "message-missing",
            Location(f"messages/{language}.toml"),
            value=f"address.{name}",
            language=language,
            lacks="@words-absent",
        )
        for language, said in messages.items()
        for name in ADDRESSES
        if said.words and f"address.{name}" not in said.words
    ]
    problems += missing
    unusable = bool(missing) or not all(said.words for said in messages.values())
    shown = (editions, checks, colors, font, drawer, typeface)
    ground = Ground(settings, vocabulary, messages, assets, digest, unusable, {}, *shown)
    return ground._replace(overlay=overlay, logo=logo, tokens=tokens), problems


def _assets(
    project: Project, settings: Settings, overlay: Overlay, tokens: Tokens | None
) -> tuple[Assets, list[Problem]]:
    """The files that pages load; none where one of them can't be read, and that is told."""
    try:
        text = tokens.text if tokens else None
        assets = read_assets(project.assets, steady=project.trial, tokens=text, local=bool(overlay))
        if settings.editor.forge:
            form = read_form(project.assets / "editor", local=settings.editor == LOCAL)
            assets = assets._replace(files={**assets.files, **{f"{EDITOR}{path}": form[path] for path in form}})
    except OSError as error:
        at = Location(project.shown(project.root / (error.filename or project.assets)))
        return Assets({}, {}, {}, {}, {}), [problem("file-unreadable", at, why=reason_of(error))]
    except NotText as error:
        return Assets({}, {}, {}, {}, {}), [_not_text(project, error)]
    return assets, []


def _not_text(project: Project, error: NotText) -> Problem:
    return problem("not-utf8", Location(project.shown(error.file)), position=error.position)


def _templates(project: Project) -> tuple[list[bytes], list[Problem]]:
    """The name and bytes of each template, and which of them Jinja will not be able to read."""
    found, problems = [], []
    for path, _ in walk_files(project.templates):
        file = project.templates / path
        data = file.read_bytes()
        found.append(path.encode() + b"\0" + data)
        try:
            data.decode()
        except UnicodeDecodeError as error:
            problems.append(_not_text(project, NotText(file, error.start)))
    return found, problems


def _recolored(project: Project, overlay: Overlay) -> tuple[Tokens | None, list[Problem]]:
    """The tokens with the colours of the local layer; a colour that they do not have is a problem."""
    if not any(overlay.colors.values()):
        return None, []
    from wijkverbinder.contrast import recolored

    values = {
        scheme: {name: hue.value for name, hue in section.items()} for scheme, section in overlay.colors.items()
    }
    try:
        text, changed, names = recolored(read_own(project.assets / "css" / "tokens.css"), values)
    except NotText as error:
        return None, [_not_text(project, error)]
    wrong = [(scheme, name) for scheme, section in values.items() for name in section if name not in names[scheme]]
    problems = []
    for scheme, name in wrong:
        full = f"colors.{scheme}.{name}"
        problems.append(problem("settings-unknown", overlay.at(full), word=name, among=names[scheme], value=full))
    places = {line: overlay.at(f"colors.{scheme}.{name}") for line, (scheme, name) in changed.items()}
    return Tokens(text, places), problems


def _logo(project: Project, overlay: Overlay) -> tuple[str, bytes, list[Problem]]:
    """The output path of the logo and its bytes, or what is wrong with it."""
    if not overlay.logo or project.overlay is None:
        return "", b"", []
    name, place = overlay.logo, overlay.at("logo")
    extension = name.rpartition(".")[2]
    file = project.overlay / name
    try:
        data = file.read_bytes() if lies_in(file, project.overlay) else None
    except OSError:
        data = None
    if data is None:
        beside = [path for path, _ in walk_files(project.overlay) if path.endswith(LOGOS)]
        return "", b"", [problem("picture-missing", place, word=name, among=beside, value=name)]
    if len(data) > LOGO_LIMIT:
        size, limit = -(-len(data) // 1024), LOGO_LIMIT // 1024
        return "", b"", [problem("picture-too-big", place, size=size, limit=limit)]
    if f".{extension}" not in LOGOS:
        return "", b"", [problem("picture-kind", place, value="SVG / PNG")]
    try:
        looked_at(data, extension)
    except Unfit as unfit:
        return "", b"", [problem(unfit.code, place, **unfit.values)]
    return fingerprinted(f"logo.{extension}", digest_of(data)), data, []


def _for_pictures(
    project: Project, recolored: Tokens | None
) -> tuple[dict[str, str], Path | None, Typeface | None, str]:
    """The colours and the letter of pictures, and what draws; a host may put its own font in the place of ours."""
    tokens, text = project.assets / "css" / "tokens.css", ""
    with suppress(NotText):  # said where the styles are read
        text = recolored.text if recolored else read_own(tokens) if tokens.exists() else ""
    colors = read_colors(text)
    font = next(iter(sorted((project.assets / "fonts").glob("*.ttf"))), None)
    return colors, font, Typeface(font.read_bytes()) if font else None, pinned("resvg-py")
