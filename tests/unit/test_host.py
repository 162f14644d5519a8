"""What a host fills in, as readers and machines find it."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import MakeProject
from tests.small import Files, page, text
from wijkverbinder.pipeline import build

SETTINGS = """\
base_url = "https://wijk.example/kit"
organisation = "Stichting <Voorbeeld>"

[security]
contact = "veiligheid@wijk.example"
expires = "2027-06-30"

[privacy]
controller = "Stichting Voorbeeld"
contact = "privacy@wijk.example"

[accessibility]
statement = "https://wijk.example/verklaring"
examined = "2026-11-01"
"""
PAGES: Files = {
    "content/pages/privacy.md": text(page(title="Privacy", summary="Wat wij bewaren.")),
    "content/pages/toegankelijkheid.md": text(page(title="Toegankelijkheid", summary="Voor wie het werkt.")),
}


def facts(make_project: MakeProject, settings: str, name: str) -> dict[str, tuple[str, str]]:
    """The rows that the host filled in on a page: by label the value and where it leads."""
    project = make_project({**PAGES, "site.toml": settings}, real_templates=True)
    assert not build(project).failed
    tree = LexborHTMLParser((project.output / name).read_text("utf-8"))
    labels = [node.text() for node in tree.css("#aanbieder + dl dt")]
    values = [node.text() for node in tree.css("#aanbieder + dl dd")]
    hrefs = {node.text(): node.attributes["href"] or "" for node in tree.css("#aanbieder + dl a")}
    return {label: (value, hrefs.get(value, "")) for label, value in zip(labels, values, strict=True)}


def test_the_page_about_privacy_says_what_the_host_filled_in(make_project: MakeProject) -> None:
    assert facts(make_project, SETTINGS, "privacy.html") == {
        "Verantwoordelijk": ("Stichting Voorbeeld", ""),
        "Vragen over privacy": ("privacy@wijk.example", "mailto:privacy@wijk.example"),
    }


def test_the_page_about_accessibility_says_what_the_host_filled_in(make_project: MakeProject) -> None:
    assert facts(make_project, SETTINGS, "toegankelijkheid.html") == {
        "Verklaring": ("https://wijk.example/verklaring", "https://wijk.example/verklaring"),
        "Laatste onderzoek door mensen": ("1 november 2026", ""),
    }


@pytest.mark.parametrize("name", ["privacy.html", "toegankelijkheid.html"])
def test_where_nothing_is_filled_in_nothing_is_said(make_project: MakeProject, name: str) -> None:
    assert facts(make_project, 'name = "Wijk"\n', name) == {}


def test_every_page_says_who_offers_the_site(make_project: MakeProject) -> None:
    project = make_project({"site.toml": SETTINGS}, real_templates=True)
    assert not build(project).failed
    assert "door Stichting &lt;Voorbeeld&gt;." in (project.output / "index.html").read_text("utf-8")


def test_security_txt_says_what_rfc_9116_asks(make_project: MakeProject) -> None:
    project = make_project({"site.toml": SETTINGS})
    assert not build(project).failed
    assert (project.output / ".well-known" / "security.txt").read_text("utf-8").splitlines() == [
        "Contact: mailto:veiligheid@wijk.example",
        "Expires: 2027-06-30T00:00:00Z",
        "Preferred-Languages: nl, en",
        "Canonical: https://wijk.example/kit/.well-known/security.txt",
    ]
    (project.content / "pages" / "over.md").touch()
    assert build(project).written == []


def test_without_a_contact_for_leaks_there_is_no_security_txt(make_project: MakeProject) -> None:
    project = make_project()
    assert not build(project).failed
    assert not (project.output / ".well-known").exists()
