"""The form on this machine: who may read and write texts, which, and that no one else's change is written over."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import MakeProject
from tests.serving import Serving, serving
from tests.small import activity, put, text
from wijkverbinder.project import Project
from wijkverbinder.serve.writing import FILES, Writing

TEXT = "content/activities/samen-koken.md"


def writing(root: Path) -> Writing:
    return Writing(root / "content", "/beheer/index.html")


@pytest.mark.parametrize(
    "path",
    [
        "content/activities/../../site.toml",
        "content/activities/..",
        "content/../content/activities/samen-koken.md",
        "/content/activities/samen-koken.md",
        "content/messages/nl.md",
        "content/terms/cost.md",
        "content/activities/diep/samen-koken.md",
        "content/activities/samen-koken.toml",
        "content/activities/nul.md",
        f"content/activities/{'a' * 201}.md",
        "content/activities/.verborgen.md",
        "content/activities/samen-koken.en.md",
        "content/activities/Samen koken.md",
        "content/activities/a\0b.md",
        "templates/base.html",
        "site.toml",
        "",
    ],
)
def test_nothing_but_a_text_of_a_kind_may_be_written(tmp_path: Path, path: str) -> None:
    put(tmp_path, TEXT, "x")
    assert writing(tmp_path).file_of(path) is None


def test_a_text_may_be_written_and_a_new_one_too(tmp_path: Path) -> None:
    put(tmp_path, TEXT, "x")
    for path in (TEXT, "content/glossary/nieuw.md"):
        assert writing(tmp_path).file_of(path) == tmp_path / path


def test_a_link_that_leads_out_of_the_texts_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "elders/geheim.md", "x")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/activities").mkdir()
    (tmp_path / TEXT).symlink_to(tmp_path / "elders/geheim.md")
    (tmp_path / "content/pages").symlink_to(tmp_path / "elders")
    assert writing(tmp_path).file_of(TEXT) is None
    assert writing(tmp_path).file_of("content/pages/geheim.md") is None
    assert [*writing(tmp_path).texts()] == []


def test_every_run_has_a_key_of_its_own(tmp_path: Path) -> None:
    one, other = writing(tmp_path), writing(tmp_path)
    assert one.key != other.key
    assert len(one.key) >= 32
    assert one.key in one.door


class Browser:
    """Asks as a browser would, with the cookie that it was given."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.cookie = ""

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str | None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by their small names, and body; a header that is None is not sent."""
        usual: dict[str, str | None] = {"Cookie": self.cookie or None, "Host": self.host}
        if body is not None:
            usual |= {"Content-Type": "text/markdown", "Origin": f"http://{self.host}"}
        sent = usual | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host, timeout=20)
        data = body.encode() if body is not None else None
        connection.request(method, path, data, {name: value for name, value in sent.items() if value is not None})
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, read

    def enter(self, door: str) -> None:
        """Goes in at the door, and keeps the cookie."""
        status, headers, _ = self.ask(door)
        assert status == 302
        assert headers["location"] == "/beheer/index.html"
        assert "HttpOnly" in headers["set-cookie"]
        assert "SameSite=Strict" in headers["set-cookie"]
        self.cookie = headers["set-cookie"].partition(";")[0]

    def texts(self) -> dict[str, dict[str, Any]]:
        """All texts by their path."""
        status, _, body = self.ask(FILES)
        assert status == 200
        return {row["path"]: row for row in json.loads(body)}


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project(real_templates=True)


@pytest.fixture
def served(project: Project) -> Iterator[Serving]:
    with serving(project.root, "--form") as running:
        yield running
        assert running.interrupt() == 0
        assert "Traceback" not in running.said


@pytest.fixture
def browser(served: Serving) -> Browser:
    return Browser(served.address)


def door(served: Serving) -> str:
    return served.wait_for(r"http://[^/]+(/\.serve/form\?key=\S+)").group(1)


def test_without_the_key_nobody_reads_or_writes(project: Project, browser: Browser) -> None:
    before = (project.root / TEXT).read_bytes()
    assert browser.ask("/.serve/form?key=geraden")[0] == 403
    assert browser.ask("/.serve/form")[0] == 403
    assert browser.ask(FILES)[0] == 403
    assert browser.ask(f"{FILES}/{TEXT}", "PUT", "weg")[0] == 403
    assert browser.ask(f"{FILES}/{TEXT}", "DELETE")[0] == 403
    assert (project.root / TEXT).read_bytes() == before


def test_who_has_the_key_writes_a_text_and_only_over_what_was_read(
    project: Project, served: Serving, browser: Browser
) -> None:
    browser.enter(door(served))
    rows = browser.texts()
    assert rows[TEXT]["text"] == (project.root / TEXT).read_text("utf-8")
    assert not any("/terms/" in path or "/messages/" in path for path in rows)
    fresh = text(activity(summary="Een nieuwe samenvatting."))
    status, headers, _ = browser.ask(f"{FILES}/{TEXT}", "PUT", fresh, If_Match=rows[TEXT]["mark"])
    assert status == 204
    assert (project.root / TEXT).read_text("utf-8") == fresh
    put(project.root, TEXT, "iemand anders")
    assert browser.ask(f"{FILES}/{TEXT}", "PUT", "x", If_Match=headers["etag"])[0] == 412
    assert browser.ask(f"{FILES}/{TEXT}", "PUT", "x", If_None_Match="*")[0] == 412
    assert browser.ask(f"{FILES}/{TEXT}", "DELETE", If_Match=headers["etag"])[0] == 412
    assert (project.root / TEXT).read_text("utf-8") == "iemand anders"
    new = "content/glossary/nieuw-woord.md"
    assert browser.ask(f"{FILES}/{new}", "PUT", "nieuw", If_None_Match="*")[0] == 204
    assert (project.root / new).read_text("utf-8") == "nieuw"
    mark = browser.texts()[new]["mark"]
    assert browser.ask(f"{FILES}/{new}", "DELETE", If_Match=mark)[0] == 204
    assert not (project.root / new).exists()
    assert not [*(project.root / "content/glossary").glob(".*")]


def test_a_page_of_somebody_else_gets_nowhere_with_the_cookie(
    project: Project, served: Serving, browser: Browser
) -> None:
    browser.enter(door(served))
    mark = browser.texts()[TEXT]["mark"]
    before = (project.root / TEXT).read_bytes()
    port = browser.host.partition(":")[2]
    strange = [
        {"Origin": "https://elders.example"},
        {"Origin": "null"},
        {"Host": f"elders.example:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ]
    for headers in strange:
        assert browser.ask(f"{FILES}/{TEXT}", "PUT", "weg", If_Match=mark, **headers)[0] == 403, headers
        assert browser.ask(FILES, **headers)[0] == 403, headers
    assert browser.ask(f"{FILES}/{TEXT}", "PUT", "weg", If_Match=mark, Content_Type="text/plain")[0] == 415
    assert browser.ask(f"{FILES}/content/..%2f..%2fsite.toml", "PUT", "weg", If_None_Match="*")[0] == 403
    assert browser.ask(f"{FILES}/site.toml", "PUT", "weg", If_None_Match="*")[0] == 403
    assert (project.root / TEXT).read_bytes() == before


def test_without_the_option_there_is_no_form_and_no_door(project: Project) -> None:
    with serving(project.root) as running:
        browser = Browser(running.address)
        assert browser.ask("/beheer/index.html")[0] == 404
        assert browser.ask(FILES)[0] == 404
        assert browser.ask("/.serve/form?key=x")[0] == 404
        assert running.interrupt() == 0
