"""The links to other sites in the content, visited politely, to those that an editor should look at.

Off unless it is asked for: it is the one thing here that reaches the network. One visit at a time per host, with a
pause; a few hosts beside each other; only public addresses, also behind a redirect; nothing is read of a page but its
answer.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote, urljoin, urlsplit

from wijkverbinder.report.texts import Page, Place

HOSTS = 4
"""Hosts that are visited beside each other."""

REDIRECTS = 5
"""Redirects that are followed."""

_LINK = re.compile(r"https?://(?:[^\s()<>\[\]\"'`|\\]|\([^\s()<>\"'`]*\))+", re.IGNORECASE)
_TAIL = ".,;:!?*_”’…"
"""What ends a sentence, and no address."""

_ASK_AGAIN = {400, 403, 404, 405, 406, 410, 500, 501, 503}
"""Answers to HEAD that some servers give where GET is well."""
_MOVED = {301, 308}
_REDIRECTS = {*_MOVED, 302, 303, 307}
_GONE = {404, 410}
_REFUSED = {401, 402, 403, 405, 406, 407, 418, 429, 451, 999}
"""Answers of servers that don't serve programs: a person must look."""


@dataclass(frozen=True, slots=True)
class Visited:
    """What became of a visit that an editor should know of."""

    url: str
    what: str
    """`gone`, `moved`, `refused`, `fault` (the server's), `unreachable`, or `private` (not visited)."""
    detail: str
    """The number of the answer, the address it moved to, or why there was no answer."""
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Manners:
    """How links are visited."""

    agent: str
    """Who we say we are."""
    wait: Callable[[float], object]
    """Waits so many seconds."""
    pause: float = 1.0
    """Seconds between two visits to one host."""
    timeout: float = 10.0
    """Seconds until an answer."""
    private: bool = False
    """Whether addresses of one's own machine or network may be visited: for the tests alone."""


def links_of(pages: Iterable[Page]) -> dict[str, tuple[Place, ...]]:
    """Every address of another site in the content, with where it stands; what stands behind # is left out."""
    found: dict[str, list[Place]] = defaultdict(list)
    for page in pages:
        for number, line in enumerate(page.text.split("\n"), 1):
            for match in _LINK.finditer(line):
                found[match.group().rstrip(_TAIL).partition("#")[0]].append(Place(page.path, number))
    return {url: tuple(dict.fromkeys(places)) for url, places in sorted(found.items())}


def visit_links(links: Mapping[str, tuple[Place, ...]], manners: Manners) -> list[Visited]:
    """Visits every link once.

    Args:
        links: from `links_of`.
        manners: how.

    Returns:
        what an editor should look at, in the order of the files; what was well is not in it.
    """
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in links:
        hosts[_host(url)].append(url)
    with ThreadPoolExecutor(HOSTS) as pool:
        answers = [
            answer for group in pool.map(partial(_visit_host, manners=manners), hosts.values()) for answer in group
        ]
    found = [replace(answer, places=links[answer.url]) for answer in answers if answer]
    return sorted(found, key=lambda one: (one.places, one.url))


def _host(url: str) -> str:
    """Whose an address is; nobody's where it can't be read, which the visit will tell."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _visit_host(urls: Sequence[str], manners: Manners) -> list[Visited | None]:
    answers = []
    for number, url in enumerate(urls):
        if number:
            manners.wait(manners.pause)
        answers.append(_visit(url, manners))
    return answers


def _visit(url: str, manners: Manners) -> Visited | None:
    """What there is to say of one link; None when it is well."""
    at, moved_for_good = url, True
    for _ in range(REDIRECTS + 1):
        try:
            status, target = _answer(at, manners)
        except _Private:
            return Visited(url, "private", _host(at), ())
        except ssl.SSLError as error:
            return Visited(url, "unreachable", error.reason or "TLS", ())
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Visited(url, "unreachable", _why(error), ())
        if not target:
            break
        moved_for_good = moved_for_good and status in _MOVED
        at = target
    else:
        return Visited(url, "unreachable", f"> {REDIRECTS} ×", ())
    if 200 <= status < 300:
        return Visited(url, "moved", at, ()) if at != url and moved_for_good else None
    kind = "gone" if status in _GONE else "refused" if status in _REFUSED else "fault"
    return Visited(url, kind, str(status), ())


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "timeout"
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__


class _Private(Exception):
    """An address that is nobody's but this machine's or network's."""


def _answer(url: str, manners: Manners) -> tuple[int, str]:
    """The number of an answer, and the address that it sends us to, if any.

    It is asked with HEAD, and with GET where the answer may differ.
    """
    status, target = _ask("HEAD", url, manners)
    if status in _ASK_AGAIN:
        manners.wait(manners.pause)
        status, target = _ask("GET", url, manners)
    return status, target


def _ask(method: str, url: str, manners: Manners) -> tuple[int, str]:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{parts.scheme}:")
    secure = parts.scheme == "https"
    host = parts.hostname.encode("idna").decode("ascii")
    port = parts.port or (443 if secure else 80)
    # Connected to the very address that was looked at: a name can't be of another machine the next time.
    reached = _connect(host, port, manners)
    connection = http.client.HTTPConnection(host, port, timeout=manners.timeout)
    connection.sock = ssl.create_default_context().wrap_socket(reached, server_hostname=host) if secure else reached
    try:
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
            f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
        )
        standard = port == (443 if secure else 80)
        headers = {"Host": host if standard else f"{host}:{port}", "User-Agent": manners.agent, "Accept": "*/*"}
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        target = response.getheader("Location") if response.status in _REDIRECTS else None
        # What a server calls an address may be none: joined here, that is no other fault than a broken answer.
        return response.status, urljoin(url, target) if target else ""
    finally:
        connection.close()


def _connect(host: str, port: int, manners: Manners) -> socket.socket:
    found = [row[4] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    addresses = [str(address[0]) for address in found]
    if not manners.private and not all(ipaddress.ip_address(one.partition("%")[0]).is_global for one in addresses):
        raise _Private(host)
    last: OSError | None = None
    for address in dict.fromkeys(addresses):
        try:
            return socket.create_connection((address, port), timeout=manners.timeout)
        except OSError as error:
            last = error
    raise last or OSError(host)
