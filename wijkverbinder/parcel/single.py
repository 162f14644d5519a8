"""A built project to the toolkit as one file per language, on disk."""

from __future__ import annotations

from pathlib import Path

from wijkverbinder import __version__
from wijkverbinder.assets import bundle_style, script_text, shared_style
from wijkverbinder.ground import read_ground
from wijkverbinder.i18n import Messages
from wijkverbinder.parcel.one import HERE, Words, one_file
from wijkverbinder.project import Project
from wijkverbinder.publish import list_ours
from wijkverbinder.read import walk_files
from wijkverbinder.store import keep_whole


def make_one_files(project: Project, folder: Path) -> list[Path]:
    """Writes the site as it was built last as one file in each of its languages.

    Args:
        project: a project whose site is built.
        folder: where the files go.

    Returns:
        the files that were written.

    Raises:
        OSError: something can't be read or written.
    """
    ground, _ = read_ground(project)
    settings, tokens = ground.settings, ground.tokens.text if ground.tokens else None
    site = {path: (project.output / path).read_bytes() for path in sorted(list_ours(project.output))}
    css = project.assets / "css"
    views = [bundle_style(css / "views" / path, own_layer="pages") for path, _ in walk_files(css / "views")]
    styles = [shared_style(css, tokens, local=bool(ground.overlay)), *views, bundle_style(css / "print.css", "print")]
    scripts = {
        "filter": script_text(project.assets / "js" / "filter.js"),
        "one": script_text(HERE / "one.js"),
    }
    made = []
    for language in settings.languages:
        ending = "" if language == settings.languages[0] else f"-{language}"
        path = folder / f"wijkverbinder-{__version__}{ending}.html"
        text = one_file(site, language, _words(ground.messages[language]), styles, scripts, settings.base_url)
        keep_whole(path, text.encode())
        made.append(path)
    return made


def _words(t: Messages) -> Words:
    return Words(
        contents=t("site.on-page"),
        search=t("search.title"),
        label=t("search.label"),
        go=t("search.go"),
        found=t.group("search.found"),
        none=t("search.none", query="{query}"),
    )
