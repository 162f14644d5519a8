"""A built site to a WARC file, as web archives keep sites: every file as the answer to a question for its address.

After ISO 28500 (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/). The same site gives
the same bytes: days are that of the edition, the name of a record follows from what is in it, and nothing is
squeezed, since two machines squeeze differently.
"""

from __future__ import annotations

import hashlib
import io
import mimetypes
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wijkverbinder import EDITION, __version__
from wijkverbinder.hosting import KINDS_OF_FILES
from wijkverbinder.project import Project
from wijkverbinder.publish import list_ours
from wijkverbinder.store import keep_whole
from wijkverbinder.urls import absolute

if TYPE_CHECKING:
    from warcio.warcwriter import WARCWriter

FORMAT = "WARC/1.1"

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    **KINDS_OF_FILES,
}
"""The type of a file by its ending: a table, since what a machine knows by itself differs."""

FOR_SERVERS = frozenset({"_headers", "_redirects", ".htaccess", "web.config"})
"""What a server reads and sends to nobody."""


class NoAddress(Exception):
    """The site has no address, so nothing of it can be named in an archive."""


def make_warc(project: Project, folder: Path) -> Path:
    """Writes the site as it was built last as a WARC file.

    Args:
        project: a project whose site is built.
        folder: where the file goes.

    Raises:
        NoAddress: the settings name no address.
        OSError: something can't be read or written.
    """
    settings = project.read_settings()
    if not settings.base_url:
        raise NoAddress
    site = {path: (project.output / path).read_bytes() for path in sorted(list_ours(project.output))}
    data = warc_of(site, settings.base_url, settings.name)
    path = folder / f"wijkverbinder-{__version__}.warc"
    keep_whole(path, data)
    return path


def warc_of(site: dict[str, bytes], base_url: str, name: str) -> bytes:
    """The bytes of the archive.

    Args:
        site: the files of the site.
        base_url: its address.
        name: what it is called.
    """
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version=FORMAT)
    about = {
        "software": f"De Wijkverbinder {__version__}",
        "format": "WARC file version 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": name,
        "description": base_url,
    }
    info = writer.create_warcinfo_record(f"wijkverbinder-{__version__}.warc", about)
    _fix(info.rec_headers, f"info {base_url} {__version__}")
    writer.write_record(info)
    for path, data in sorted(site.items()):
        if path not in FOR_SERVERS:
            _put(writer, absolute(base_url, path), kind_of(path), data)
    return out.getvalue()


def kind_of(path: str) -> str:
    """The media type of a file.

    >>> kind_of("index.html"), kind_of("assets/site.0123456789.js"), kind_of("x.onbekend")
    ('text/html; charset=utf-8', 'text/javascript; charset=utf-8', 'application/octet-stream')
    """
    ending = f".{path.rpartition('.')[2]}"
    known = KINDS.get(ending)
    return known or mimetypes.types_map.get(ending, "application/octet-stream")


def _put(writer: WARCWriter, address: str, kind: str, data: bytes) -> None:
    from warcio.statusandheaders import StatusAndHeaders

    headers = StatusAndHeaders(
        "200 OK", [("Content-Type", kind), ("Content-Length", str(len(data)))], protocol="HTTP/1.1"
    )
    record = writer.create_warc_record(
        address, "response", payload=io.BytesIO(data), length=len(data), http_headers=headers
    )
    _fix(record.rec_headers, f"{address} {hashlib.sha256(data).hexdigest()}")
    writer.write_record(record)


def _fix(headers: Any, seed: str) -> None:
    """The day of the edition, and a name that follows from what is in the record."""
    headers.replace_header("WARC-Date", f"{EDITION}T00:00:00Z")
    headers.replace_header("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}>")
