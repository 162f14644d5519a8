"""Where “something is wrong here” leads: a prepared mail or issue that says which page it is about."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from wijkverbinder.config import Settings
from wijkverbinder.feedback import is_mail, report_href

SUBJECT = "Klopt niet: Eten & drinken? 100% “één”"
TEXT = "Pagina: Eten & drinken\nAdres: https://wijk.example/a.html#b\n\n+ en ="


def href(contact: str = "", repository: str = "") -> str:
    return report_href(Settings(contact=contact, repository=repository), SUBJECT, TEXT)


def test_with_nothing_set_there_is_nothing_to_offer() -> None:
    assert href() == ""


def test_a_mail_has_its_subject_and_lines_filled_in() -> None:
    parts = urlsplit(href(contact="buurt+kit@wijk.example", repository="https://github.com/wijk/kit"))
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "buurt+kit@wijk.example")
    # A plus is a plus in a mail, and no space: so nothing may rely on it, in the address neither.
    assert "+" not in parts.query + parts.path
    fields = dict(field.split("=", 1) for field in parts.query.split("&"))
    assert {name: unquote(value) for name, value in fields.items()} == {
        "subject": SUBJECT,
        "body": TEXT.replace("\n", "\r\n"),
    }


@pytest.mark.parametrize(
    ("repository", "page", "title", "body"),
    [
        ("https://github.com/wijk/kit", "https://github.com/wijk/kit/issues/new", "title", "body"),
        ("https://github.com/wijk/kit.git", "https://github.com/wijk/kit/issues/new", "title", "body"),
        ("https://codeberg.org/wijk/kit/", "https://codeberg.org/wijk/kit/issues/new", "title", "body"),
        ("https://forgejo.stad.nl/wijk/kit", "https://forgejo.stad.nl/wijk/kit/issues/new", "title", "body"),
        ("https://gitea.stad.nl/git/wijk/kit", "https://gitea.stad.nl/git/wijk/kit/issues/new", "title", "body"),
        (
            "https://gitlab.com/wijk/groep/kit",
            "https://gitlab.com/wijk/groep/kit/-/issues/new",
            "issue[title]",
            "issue[description]",
        ),
        (
            "https://gitlab.stad.nl/kit",
            "https://gitlab.stad.nl/kit/-/issues/new",
            "issue[title]",
            "issue[description]",
        ),
    ],
)
def test_an_issue_is_prepared_as_its_host_reads_it(repository: str, page: str, title: str, body: str) -> None:
    address, _, query = href(repository=repository).partition("?")
    assert address == page
    assert parse_qs(query, strict_parsing=True) == {title: [SUBJECT], body: [TEXT]}


def test_a_host_or_form_that_we_do_not_know_is_opened_as_it_is() -> None:
    assert href(repository="https://git.stad.nl/wijk/kit") == "https://git.stad.nl/wijk/kit"
    assert href(contact="https://stad.nl/meld?form=3") == "https://stad.nl/meld?form=3"


@pytest.mark.parametrize(
    ("contact", "mail"), [("a@b.nl", True), ("https://a@b.nl/", False), ("https://b.nl/x", False), ("", False)]
)
def test_a_mail_address_is_told_from_a_web_address(contact: str, mail: bool) -> None:
    assert is_mail(contact) is mail


def test_what_is_made_may_stand_in_an_attribute() -> None:
    for settings in ({"contact": "a@b.nl"}, {"repository": "https://gitlab.com/a/b"}):
        assert not set(href(**settings)) & set(" <>\"'\n[]")
