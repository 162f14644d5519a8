"""A real nginx with the file that we made: every header, https, what is not there, squeezed answers, ranges."""

from __future__ import annotations

import gzip
import http.client
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from wijkverbinder.config import Editor
from wijkverbinder.hosting import FOREVER, FRESH, HEADERS, editor_headers, nginx
from wijkverbinder.testing import find_nginx

BASE = "/kit/"
PAGE = b"<!doctype html><title>Begin</title>" + b"Hallo buren. " * 200
STYLE = "assets/style.01234567.css"
FILES = {
    "index.html": PAGE,
    "404.html": b"<!doctype html><title>Niet gevonden</title>",
    "fasen/index.html": b"<!doctype html><title>Fasen</title>",
    "fasen/in-rust.html": b"<!doctype html><title>In rust</title>",
    STYLE: b"a { color: red; }",
    "data/phases.json": b"{}",
    "beheer/index.html": b"<!doctype html><title>Formulier</title>",
    "over/beheer/index.html": b"<!doctype html><title>Over beheer</title>",
}
FORM = editor_headers(Editor(forge="github", repository="gemeente/wijk"))
MOVED = {"oud/rust.html": "fasen/in-rust.html"}


@dataclass(frozen=True)
class Host:
    """A server on this machine, with its two ports."""

    plain: int
    secure: int

    def ask(self, path: str, *, secure: bool = True, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by their small names, and body."""
        trust = ssl.create_default_context()
        trust.check_hostname = False
        trust.verify_mode = ssl.CERT_NONE  # a certificate of this test alone
        connection = (
            http.client.HTTPSConnection("127.0.0.1", self.secure, timeout=10, context=trust)
            if secure
            else http.client.HTTPConnection("127.0.0.1", self.plain, timeout=10)
        )
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": "wijk.example", **sent})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Our file in a real nginx; only what no test can have is put in other places: ports, certificate, root."""
    program = find_nginx()
    if not program:
        pytest.skip("no nginx here: `python3 build.py test` says what to do")
    folder = tmp_path_factory.mktemp("nginx")
    web = folder / "www" / BASE.strip("/")
    for path, data in FILES.items():
        (web / path).parent.mkdir(parents=True, exist_ok=True)
        (web / path).write_bytes(data)
    (web / "index.html.gz").write_bytes(gzip.compress(PAGE, mtime=0))
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=wijk.example", "-days", "1"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    found = Host(free_port(), free_port())
    text = nginx("wijk.example", BASE, MOVED, FORM)
    for ours, here in {
        "listen 80;": f"listen 127.0.0.1:{found.plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{found.secure} ssl",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "/etc/letsencrypt/live/wijk.example/fullchain.pem": str(folder / "cert.pem"),
        "/etc/letsencrypt/live/wijk.example/privkey.pem": str(folder / "key.pem"),
        "/var/www/wijk.example": str(folder / "www"),
    }.items():
        assert ours in text, ours
        text = text.replace(ours, here)
    (folder / "site.conf").write_text(text, "utf-8")
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; include /etc/nginx/mime.types; include {folder}/site.conf; }}\n",
        "utf-8",
    )
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, encoding="utf-8", timeout=30, check=False)
    assert checked.returncode == 0, checked.stderr
    server = subprocess.Popen(command)
    try:
        _wait(found.secure)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int) -> None:
    for _ in range(100):
        with socket.socket() as asked:
            if not asked.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    pytest.fail("nginx does not answer")


@pytest.mark.parametrize(
    "path", ["", "fasen/in-rust.html", STYLE, "data/phases.json", "nergens.html", "oud/rust.html"]
)
def test_every_answer_carries_every_header(host: Host, path: str) -> None:
    _, headers, _ = host.ask(BASE + path)
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS
    assert "nginx/" not in headers["server"]


@pytest.mark.parametrize(("path", "kept"), [("", FRESH), ("fasen/in-rust.html", FRESH), (STYLE, FOREVER)])
def test_only_what_never_changes_is_kept_for_long(host: Host, path: str, kept: str) -> None:
    assert host.ask(BASE + path)[1]["cache-control"] == kept


def test_who_comes_without_https_goes_to_https(host: Host) -> None:
    status, headers, _ = host.ask(BASE + "fasen/in-rust.html?x=1", secure=False)
    assert (status, headers["location"]) == (301, "https://wijk.example/kit/fasen/in-rust.html?x=1")


def test_what_is_not_there_gets_the_page_of_the_site(host: Host) -> None:
    status, headers, body = host.ask(BASE + "diep/in/nergens.html")
    assert (status, body) == (404, FILES["404.html"])
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_an_earlier_address_leads_to_the_later_one(host: Host) -> None:
    status, headers, _ = host.ask(BASE + "oud/rust.html")
    assert status == 301
    assert headers["location"].endswith("/kit/fasen/in-rust.html")


def test_a_folder_shows_its_index(host: Host) -> None:
    assert host.ask(BASE)[2] == PAGE
    assert host.ask(BASE + "fasen")[0] == 301
    assert host.ask(BASE + "fasen/")[2] == FILES["fasen/index.html"]


def test_who_can_unpack_gets_the_file_that_lies_squeezed(host: Host) -> None:
    _, headers, body = host.ask(BASE + "index.html", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert len(body) < len(PAGE) / 4
    assert "content-encoding" not in host.ask(BASE + "index.html")[1]


def test_a_part_of_a_file_can_be_asked_for(host: Host) -> None:
    status, headers, body = host.ask(BASE + STYLE, Range="bytes=2-4")
    assert (status, body, headers["content-range"]) == (206, b"{ c", f"bytes 2-4/{len(FILES[STYLE])}")


def test_a_page_that_is_still_so_is_not_sent_again(host: Host) -> None:
    tag = host.ask(BASE + "fasen/in-rust.html")[1]["etag"]
    assert host.ask(BASE + "fasen/in-rust.html", If_None_Match=tag)[0] == 304


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        (STYLE, "text/css; charset=utf-8"),
        ("data/phases.json", "application/json; charset=utf-8"),
    ],
)
def test_a_file_says_what_it_is(host: Host, path: str, kind: str) -> None:
    assert host.ask(BASE + path)[1]["content-type"] == kind


def test_the_form_has_headers_of_its_own_and_no_other_page_has_them(host: Host) -> None:
    status, headers, _ = host.ask(f"{BASE}beheer/index.html")
    assert status == 200
    for name, value in {**HEADERS, **FORM}.items():
        assert headers[name.lower()] == value
    for path in ("index.html", "over/beheer/index.html", "beheer"):
        _, headers, _ = host.ask(f"{BASE}{path}")
        assert {name: headers[name.lower()] for name in FORM} == {name: HEADERS[name] for name in FORM}, path
