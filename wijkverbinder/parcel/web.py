"""A built site to a folder for a web server of one's own: pages, their squeezed twins, and a file per server."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from wijkverbinder import hosting
from wijkverbinder.project import Project
from wijkverbinder.publish import list_ours

LEAST = 1000
"""Bytes below which squeezing a file spares a reader nothing: it fits in one packet as it is."""

SQUEEZED = frozenset(("css", "csv", "html", "ico", "ics", "js", "json", "svg", "txt", "webmanifest", "xml"))
"""Endings of files that become smaller; pictures and fonts are squeezed already."""

NOBODY = "wijk.example.org"
"""The host that the files name while the settings name none; RFC 2606 keeps it free for examples."""


def make_web_folder(project: Project, folder: Path) -> Path:
    """Lays out what goes to a server.

    Args:
        project: a project whose site is built.
        folder: where it goes; what stood there is replaced.

    Returns:
        the folder, with `site/`, `nginx.conf`, `Caddyfile`, and `Containerfile` with its `container.conf` in it.

    Raises:
        OSError: something can't be read or written.
    """
    import brotli

    settings = project.read_settings()
    host = urlsplit(settings.base_url).netloc or NOBODY
    aside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    for path in sorted(list_ours(project.output)):
        data = (project.output / path).read_bytes()
        target = aside / "site" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        if path.rpartition(".")[2] in SQUEEZED and len(data) >= LEAST:
            target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
            target.with_name(f"{target.name}.br").write_bytes(brotli.compress(data, quality=11))
    known = project.output / "_redirects"
    redirects = hosting.read_redirects(known.read_text("utf-8"), settings.base_path) if known.exists() else {}
    editor = hosting.editor_headers(settings.editor)
    (aside / "nginx.conf").write_text(hosting.nginx(host, settings.base_path, redirects, editor), "utf-8")
    (aside / "Caddyfile").write_text(hosting.caddy(host, settings.base_path, redirects, editor), "utf-8")
    container = hosting.nginx_in_container(settings.base_path, redirects, editor)
    (aside / "container.conf").write_text(container, "utf-8")
    (aside / "Containerfile").write_text(hosting.containerfile(settings.base_path), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)
    return folder
