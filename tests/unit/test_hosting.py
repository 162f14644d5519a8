"""The files for web servers: what each says, and that all say the same."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from xml.etree import ElementTree

import brotli
import pytest

from tests.conftest import MakeProject
from tests.small import ROOT, Files
from wijkverbinder.assets import read_assets
from wijkverbinder.cli import main
from wijkverbinder.config import EDITOR, Editor
from wijkverbinder.hosting import (
    FINGERPRINT,
    FOREVER,
    HEADERS,
    POLICY,
    Redirects,
    caddy,
    editor_headers,
    htaccess,
    nginx,
    static_headers,
    static_redirects,
    web_config,
)
from wijkverbinder.pipeline import build

MOVED = {"oud/a.html": "nieuw/a.html"}
FORM = editor_headers(Editor(forge="gitlab", repository="groep/wijk", server="https://git.example"))
FILES: dict[str, Callable[[str, Redirects], str]] = {
    "_headers": lambda _base, _moved: static_headers(),
    ".htaccess": htaccess,
    "web.config": web_config,
    "nginx.conf": lambda base, moved: nginx("wijk.example", base, moved),
    "Caddyfile": lambda base, moved: caddy("wijk.example", base, moved),
}


@pytest.mark.parametrize("name", FILES)
def test_every_server_is_told_every_header(name: str) -> None:
    text = FILES[name]("/kit/", MOVED).replace("&#x27;", "'").replace("&quot;", '"')
    for header, value in HEADERS.items():
        assert re.search(rf"{header}\W+(value=)?\W*{re.escape(value)}", text), header


@pytest.mark.parametrize("name", FILES)
def test_every_server_keeps_for_long_what_never_changes(name: str) -> None:
    assert FOREVER in FILES[name]("/", {})


@pytest.mark.parametrize("name", [name for name in FILES if name != "_headers"])
def test_every_server_shows_our_page_for_what_is_not_there_and_knows_what_moved(name: str) -> None:
    text = FILES[name]("/kit/", MOVED)
    assert "/kit/404.html" in text
    assert "oud/a.html" in text
    assert "/kit/nieuw/a.html" in text


def test_static_hosts_know_what_moved() -> None:
    assert static_redirects("/kit/", MOVED).splitlines()[1:] == ["/kit/oud/a.html /kit/nieuw/a.html 301"]


def test_the_file_for_iis_is_xml_in_which_no_name_stands_twice() -> None:
    tree = ElementTree.fromstring(web_config("/kit/", MOVED))
    for headers in tree.iter("customHeaders"):
        names = [item.get("name") for item in headers if item.tag == "add"]
        assert len(names) == len({*names})


def test_braces_and_quotes_are_in_pairs() -> None:
    for name in ("nginx.conf", "Caddyfile"):
        text = FILES[name]("/kit/", MOVED)
        bare = re.sub(r'"[^"\n]*"|^\s*#.*$', "", text, flags=re.MULTILINE)
        assert bare.count("{") == bare.count("}") > 3, name
        assert text.count('"') % 2 == 0, name


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    assert POLICY["default-src"] == "'none'"
    assert {*POLICY.values()} == {"'none'", "'self'"}
    assert {"base-uri", "form-action", "frame-ancestors"} <= POLICY.keys()


WITH_FORM: dict[str, str] = {
    "_headers": static_headers(FORM),
    ".htaccess": htaccess("/kit/", MOVED, FORM),
    "web.config": web_config("/kit/", MOVED, FORM),
    "nginx.conf": nginx("wijk.example", "/kit/", MOVED, FORM),
    "Caddyfile": caddy("wijk.example", "/kit/", MOVED, FORM),
}


def test_the_form_may_ask_the_service_that_keeps_its_texts_and_runs_no_script_of_others() -> None:
    policy = FORM["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "connect-src 'self' blob: data: https://git.example;" in policy
    assert "default-src 'none';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "*" not in policy


@pytest.mark.parametrize("name", WITH_FORM)
def test_the_headers_of_the_form_hold_for_its_folder_alone(name: str) -> None:
    text = WITH_FORM[name].replace("&#x27;", "'").replace("&quot;", '"')
    for header, value in FORM.items():
        assert text.count(value) == 1, header
        assert HEADERS[header] in text, header
    assert EDITOR.rstrip("/") in text
    assert EDITOR.rstrip("/") not in FILES[name]("/kit/", MOVED)


def test_the_file_for_iis_is_still_xml_with_a_form() -> None:
    tree = ElementTree.fromstring(WITH_FORM["web.config"])
    places = [place.get("path") for place in tree.iter("location")]
    assert "beheer" in places


def test_every_asset_of_ours_is_known_by_its_fingerprint() -> None:
    paths = read_assets(ROOT / "assets").files
    assert paths
    assert all(re.search(FINGERPRINT, path) for path in paths)


@pytest.mark.parametrize("name", ["_headers", ".htaccess", "web.config"])
def test_a_build_puts_the_file_where_its_server_looks(make_project: MakeProject, name: str) -> None:
    project = make_project({"site.toml": 'base_url = "https://wijk.example/kit"\n'})
    assert not build(project).failed
    assert (project.output / name).read_text("utf-8") == FILES[name]("/kit/", {})


def test_a_folder_for_a_server_holds_the_site_with_squeezed_twins(make_project: MakeProject) -> None:
    files: Files = {
        "LICENSE": b"EUPL",
        "LICENSE-CONTENT": b"CC BY",
        "site.toml": 'base_url = "https://wijk.example/kit"\n',
    }
    project = make_project(files, real_templates=True)
    assert main(["package", "--web", "--source", str(project.root), "--language", "nl"]) == 0
    web = project.root / "dist" / "web"
    page = (project.output / "index.html").read_bytes()
    assert (web / "site" / "index.html").read_bytes() == page
    assert gzip.decompress((web / "site" / "index.html.gz").read_bytes()) == page
    assert brotli.decompress((web / "site" / "index.html.br").read_bytes()) == page
    assert not (web / "site" / "robots.txt.gz").exists()
    assert "server_name wijk.example;" in (web / "nginx.conf").read_text("utf-8")
    assert "/var/www/wijk.example/kit/" in (web / "Caddyfile").read_text("utf-8")
