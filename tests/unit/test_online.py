"""Links to other sites: found with their lines, visited politely, on a server of this machine alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from tests.conftest import MakeProject
from tests.small import example, page, text
from wijkverbinder.matter import parse_matter
from wijkverbinder.model import Ref
from wijkverbinder.report import make_report, online
from wijkverbinder.report.online import Manners, links_of, visit_links
from wijkverbinder.report.show import in_words
from wijkverbinder.report.texts import Page, Place, make_page

AGENT = "Wijkverbinder/1 (test)"
HERE = (Place("content/pages/over.md", 9),)


class Site:
    """A server on loopback that notes how it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.busy = self.busiest = 0
        lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                with lock:
                    site.asked.append((self.command, self.path))
                    site.agents.add(self.headers["User-Agent"])
                    site.busy += 1
                    site.busiest = max(site.busiest, site.busy)
                time.sleep(0.01)  # whoever asks at the same time is here too
                with lock:
                    site.busy -= 1
                path = self.path.partition("?")[0]
                status = 405 if path == "/no-head" and self.command == "HEAD" else 200
                status = int(path[1:4]) if path[1:4].isdecimal() else status
                if path != "/silent":
                    self.send_response(status)
                    if status in {201, 301, 302}:
                        self.send_header("Location", unquote(path[4:]) or "/")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                self.close_connection = True

            do_HEAD = do_GET = answer  # noqa: N815 - named by http.server

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that stops by itself."""
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()
    made.thread.join(10)


class Waits:
    """Waits that take no time, and are counted."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def visit(site: Site, *paths: str, private: bool = True) -> dict[str, tuple[str, str]]:
    links = {f"{site.address}{path}": HERE for path in paths}
    manners = Manners(AGENT, Waits(), timeout=5.0, private=private)
    return {one.url.removeprefix(site.address): (one.what, one.detail) for one in visit_links(links, manners)}


def made_page(body: str, path: str = "content/pages/over.md") -> Page:
    whole = text(page(), body)
    return make_page(Ref("page", "over"), "nl", path, whole, parse_matter(whole))


def test_a_link_is_found_with_every_line_that_it_stands_on() -> None:
    body = (
        "Zie [dit](https://a.nl/x_(y)?q=1&r=2#deel), <https://b.nl/>, en https://a.nl/x_(y)?q=1&r=2.\n"
        "Ook [over](page:over), mailto:x@a.nl en “https://c.nl/é”."
    )
    assert links_of([made_page(body)]) == {
        "https://a.nl/x_(y)?q=1&r=2": (Place("content/pages/over.md", 8),),
        "https://b.nl/": (Place("content/pages/over.md", 8),),
        "https://c.nl/é": (Place("content/pages/over.md", 9),),
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/well", None),
        ("/no-head", None),
        ("/302/well", None),
        ("/301/well", ("moved", "{site}/well")),
        ("/301/302/well", None),
        ("/404", ("gone", "404")),
        ("/301/410", ("gone", "410")),
        ("/403", ("refused", "403")),
        ("/429", ("refused", "429")),
        ("/500", ("fault", "500")),
        ("/301/301/301/301/301/301/301/well", ("unreachable", "> 5 ×")),
    ],
)
def test_what_a_link_answers_is_told_in_kinds(site: Site, path: str, expected: tuple[str, str] | None) -> None:
    found = visit(site, path).get(path)
    told = (expected[0], expected[1].format(site=site.address)) if expected else None
    assert found == told


def test_a_redirect_to_what_is_no_site_is_not_followed(site: Site) -> None:
    assert visit(site, "/302file:///etc/passwd") == {"/302file:///etc/passwd": ("unreachable", "file:")}


@pytest.mark.parametrize("target", ["https://[bad", "//["])
def test_a_redirect_to_what_is_no_address_is_told_and_stops_nothing(site: Site, target: str) -> None:
    found = visit(site, f"/302{target}", "/404")
    assert found[f"/302{target}"][0] == "unreachable"
    assert found["/404"] == ("gone", "404")


def test_a_link_with_a_name_that_cannot_be_is_told_and_stops_nothing(site: Site) -> None:
    links = {"https://a\u2100b.nl/": HERE, f"{site.address}/404": HERE}
    found = visit_links(links, Manners(AGENT, Waits(), private=True))
    assert [one.what for one in found] == ["gone", "unreachable"]


def test_an_answer_that_is_no_redirect_leads_nowhere(site: Site) -> None:
    assert visit(site, "/201https://[bad") == {}


def test_a_server_that_does_not_like_head_is_asked_again_with_get(site: Site) -> None:
    visit(site, "/no-head", "/404", "/well")
    assert site.asked == [
        *(("HEAD", "/no-head"), ("GET", "/no-head")),
        *(("HEAD", "/404"), ("GET", "/404")),
        ("HEAD", "/well"),
    ]


def test_a_host_is_visited_by_one_at_a_time_with_a_pause_and_hears_who_we_are(site: Site) -> None:
    waits = Waits()
    links = {f"{site.address}/{number}x": HERE for number in range(6)}
    assert visit_links(links, Manners(AGENT, waits, pause=2.5, private=True)) == []
    assert site.busiest == 1
    assert waits.seconds == [2.5] * 5
    assert site.agents == {AGENT}


def test_who_does_not_answer_is_left_after_the_timeout(site: Site) -> None:
    found = visit(site, "/silent")
    assert found["/silent"][0] == "unreachable"
    links = {"http://127.0.0.1:9/": HERE}
    (refused,) = visit_links(links, Manners(AGENT, Waits(), private=True, timeout=2.0))
    assert refused.what == "unreachable"
    assert refused.detail


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
    ],
)
def test_addresses_of_ones_own_machine_and_network_are_never_visited(site: Site, url: str) -> None:
    address = url.format(port=site.server.server_address[1])
    (found,) = visit_links({address: HERE}, Manners(AGENT, Waits()))
    assert found.what in {"private", "unreachable"}
    assert site.asked == []


def test_a_redirect_to_ones_own_network_is_not_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = online._connect

    def only_there(host: str, port: int, manners: Manners) -> object:
        if host == "127.0.0.1":
            return connect(host, port, Manners(AGENT, Waits(), private=True))
        return connect(host, port, manners)

    monkeypatch.setattr(online, "_connect", only_there)
    path = f"/302http://localhost:{site.server.server_address[1]}/well"
    assert visit(site, path, private=False)[path] == ("private", "localhost")
    assert ("HEAD", "/well") not in site.asked


def test_the_report_visits_only_when_asked_and_names_file_and_line(make_project: MakeProject, site: Site) -> None:
    links = [{"title": "Het verslag", "url": f"{site.address}/404", "seen": "2026-11-22"}]
    project = make_project(
        {"content/examples/soep.md": text(example(links=links), "## Het begin {#begin}\n\nEén pan.")}
    )
    today = date(2026, 11, 22)
    assert make_report(project, today).online is None
    assert site.asked == []
    report = make_report(project, today, Manners(AGENT, Waits(), private=True))
    assert report.online is not None
    (found,) = (one for one in report.online if one.url.startswith(site.address))
    (place,) = found.places
    row = (project.root / place.path).read_text("utf-8").splitlines()[place.line - 1]
    assert f"{site.address}/404" in row
    for language in ("nl", "en"):
        assert f"    {place}: {site.address}/404 (404)" in in_words(report, language)
