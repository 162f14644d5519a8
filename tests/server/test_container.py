"""The site in a container, as far as can be seen without one: a real nginx that is nobody, and the file itself."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server.test_nginx import FILES, MOVED, PAGE, STYLE, _wait, free_port
from wijkverbinder.hosting import (
    BASE_IMAGE,
    FOREVER,
    FRESH,
    HEADERS,
    IN_CONTAINER,
    containerfile,
    nginx_in_container,
)
from wijkverbinder.testing import find_nginx

BASE = "/kit/"
NOBODY = 65_534


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Our file in a real nginx, as the image starts it: nobody special, and only one folder that it may write."""
    program = find_nginx()
    if not program:
        pytest.skip("no nginx here: `python3 build.py test` says what to do")
    folder = Path("/tmp") / f"wijkverbinder-container-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    web = folder / "www" / BASE.strip("/")
    for path, data in FILES.items():
        (web / path).parent.mkdir(parents=True, exist_ok=True)
        (web / path).write_bytes(data)
    (web / "index.html.gz").write_bytes(gzip.compress(PAGE, mtime=0))
    found = free_port()
    text = nginx_in_container(BASE, MOVED)
    for ours, here in {"listen 8080;": f"listen 127.0.0.1:{found};", IN_CONTAINER: str(folder / "www")}.items():
        assert ours in text, ours
        text = text.replace(ours, here)
    (folder / "default.conf").write_text(text, "utf-8")
    tmp = folder / "tmp"
    tmp.mkdir()
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    (folder / "nginx.conf").write_text(
        f"worker_processes 1; pid {tmp}/nginx.pid; error_log {tmp}/error.log;\nevents {{}}\n"
        f"http {{ {' '.join(f'{kind}_temp_path {tmp}/{kind};' for kind in kinds)}\n"
        f"include /etc/nginx/mime.types; include {folder}/default.conf; }}\n",
        "utf-8",
    )
    as_root = os.geteuid() == 0
    if as_root:
        os.chown(tmp, NOBODY, NOBODY)
    who: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if as_root else {}
    command = [program, "-p", str(tmp), "-e", str(tmp / "error.log"), "-c", str(folder / "nginx.conf")]
    server = subprocess.Popen([*command, "-g", "daemon off;"], **who)
    try:
        _wait(found)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=20)
        written = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_uid == NOBODY]
        outside = [path for path in written if as_root and not path.is_relative_to(tmp)]
        shutil.rmtree(folder, ignore_errors=True)
        assert not outside


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by their small names, and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Host": "wijk.example", **sent})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.mark.parametrize("path", ["", "fasen/in-rust.html", STYLE, "nergens.html", "oud/rust.html"])
def test_every_answer_carries_every_header(port: int, path: str) -> None:
    _, headers, _ = ask(port, BASE + path)
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS
    assert headers["cache-control"] == (FOREVER if path == STYLE else FRESH)


def test_it_shows_pages_folders_and_what_is_not_there(port: int) -> None:
    assert ask(port, BASE)[2] == PAGE
    status, headers, body = ask(port, BASE + "diep/nergens.html")
    assert (status, body) == (404, FILES["404.html"])
    status, headers, _ = ask(port, BASE + "fasen")
    assert (status, headers["location"]) == (301, "/kit/fasen/")
    assert ask(port, BASE + "oud/rust.html")[1]["location"] == "/kit/fasen/in-rust.html"
    assert ask(port, BASE, Accept_Encoding="gzip")[1]["content-encoding"] == "gzip"


def test_who_came_without_https_to_what_stands_in_front_goes_to_https(port: int) -> None:
    status, headers, _ = ask(port, f"{BASE}fasen/?x=1", X_Forwarded_Proto="http")
    assert (status, headers["location"]) == (301, "https://wijk.example/kit/fasen/?x=1")
    assert ask(port, BASE, X_Forwarded_Proto="https")[0] == 200


INSTRUCTION = re.compile(r"^(FROM|COPY|USER|EXPOSE|ENTRYPOINT|CMD) (.+)$")


@pytest.mark.parametrize(("base_path", "folder"), [("/", IN_CONTAINER), ("/kit/", f"{IN_CONTAINER}/kit")])
def test_the_file_for_an_image_says_what_goes_in_and_who_runs_it(base_path: str, folder: str) -> None:
    lines = [line for line in containerfile(base_path).splitlines() if line and line[0] != "#"]
    told: dict[str, list[str]] = {}
    for line in lines:
        found = INSTRUCTION.fullmatch(line)
        assert found, line
        told.setdefault(found.group(1), []).append(found.group(2))
    assert lines[0] == f"FROM {BASE_IMAGE}"
    assert re.fullmatch(r"[a-z0-9./-]+:\d[\w.-]*", BASE_IMAGE), "a version, never latest"
    assert told["COPY"] == ["container.conf /etc/nginx/conf.d/default.conf", f"site {folder}"]
    assert told["USER"][-1] not in {"0", "root"}
    assert told["EXPOSE"] == ["8080"]
    assert "listen 8080;" in nginx_in_container(base_path, {})
