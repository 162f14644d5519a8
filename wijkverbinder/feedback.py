"""A page to the address at which a reader tells what is wrong on it: a prepared mail or issue, no server of ours.

Knows settings and addresses, no pages.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from wijkverbinder.config import Settings

_PREPARED = {
    "github": ("/issues/new", "title", "body"),
    "gitlab": ("/-/issues/new", "issue[title]", "issue[description]"),
    "forgejo": ("/issues/new", "title", "body"),
}
"""Per kind of host the page for a new issue and the names of its two fields.

GitHub: docs.github.com, “Creating an issue from a URL query”. GitLab: docs.gitlab.com, “Using a URL with prefilled
values”. Forgejo and Gitea read the fields that GitHub has (`routers/web/repo/issue_new.go`: title, body).
"""

_KNOWN = {
    "github": "github",
    "gitlab": "gitlab",
    "codeberg": "forgejo",
    "forgejo": "forgejo",
    "gitea": "forgejo",
}
"""The kind of host, by a word in its name."""


def is_mail(contact: str) -> bool:
    """Whether a contact is an e-mail address; else it is a web address."""
    return "@" in contact and "/" not in contact


def report_href(settings: Settings, subject: str, text: str) -> str:
    """Where “something is wrong here” leads; nothing when the host gave no address.

    A mail is what most readers can send, so a mail address comes before the repository. A web address as contact is
    a form of the host's own, of which we don't know the fields. The same holds for a repository on a host that we
    don't know: it is opened as it is.

    Args:
        settings: of the site.
        subject: a line that names the page.
        text: what is filled in for the reader, in lines.
    """
    contact, repository = settings.contact, settings.repository.rstrip("/").removesuffix(".git")
    if is_mail(contact):
        # Lines of a mail end in CR LF, and a space is %20 there (RFC 6068, sections 2 and 5).
        lines = text.replace("\n", "\r\n")
        return f"mailto:{quote(contact, safe='@')}?subject={_part(subject)}&body={_part(lines)}"
    if contact or not repository:
        return contact
    host = urlsplit(repository).hostname or ""
    kind = next((kind for word, kind in _KNOWN.items() if word in host), "")
    if not kind:
        return repository
    page, title, body = _PREPARED[kind]
    return f"{repository}{page}?{_part(title)}={_part(subject)}&{_part(body)}={_part(text)}"


def _part(text: str) -> str:
    # A colon, a slash and a question mark may stand as they are (RFC 3986, section 3.4).
    return quote(text, safe=":/?")
