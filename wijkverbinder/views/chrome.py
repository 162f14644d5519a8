"""What stands around the content of every HTML page: title, navigation, breadcrumbs, languages, assets."""

from __future__ import annotations

from collections.abc import Sequence

from wijkverbinder.config import EDITOR
from wijkverbinder.feedback import report_href
from wijkverbinder.i18n import LOCALES
from wijkverbinder.kinds import PICTURES, SHARED_PICTURES
from wijkverbinder.offline import WORKER
from wijkverbinder.route import UNLISTED
from wijkverbinder.urls import absolute, picture_beside
from wijkverbinder.views.desk import Desk, View
from wijkverbinder.views.linked import linked_data

NAVIGATION = ("phases", "activities", "matrix", "examples", "library", "target-groups", "plan")
"""The main navigation, in order; each name has a place in the Frame and words under `nav.`."""

SAVES = ("plan-model", "plan-save")
"""The scripts of a page from which an activity can be kept in the plan."""


UNSHARED = frozenset({"plan", "check", "not-found"})
"""Views whose address is not offered to share: what a reader filled in goes along only with a button that says so,
and an address at which nothing is found is of use to nobody."""


def page(
    desk: Desk,
    title: str,
    description: str,
    *,
    trail: Sequence[tuple[str, str]] = (),
    style: str = "",
    scripts: Sequence[str] = (),
    color: str = "",
    **content: object,
) -> View:
    """The view of an HTML page.

    Args:
        desk: what lies ready.
        title: its one h1.
        description: a sentence for search engines and previews.
        trail: breadcrumbs as label and href, without this page.
        style: name of the style in `assets/css/views/` that this page needs, beside what all share.
        scripts: names of the behaviours that this page uses, beside `share`, `offline` and `keep`: every page
            carries along what a reader keeps, since from disk a browser may give each page a storage of its own.
        color: the term of the phase's colour, where the page belongs to one.
        content: what this page alone has. `about` is what `linked` says that it is about.
    """
    frame = desk.frame
    shares = desk.view not in UNSHARED
    behaviours = (
        "keep",
        *scripts,
        *(("share",) if shares else ()),
        *(("offline",) if frame.settings.offline else ()),
    )
    about = content.pop("about", None)
    here = "home" if desk.view == "home" else ""
    return {
        **content,
        "title": title,
        # With its section, since an activity and a study may well have one title.
        "head_title": title if here else " – ".join([title, *(label for label, _ in trail), frame.settings.name]),
        "description": description,
        "running": " · ".join(filter(None, [f"{frame.settings.name} {frame.version}", title, desk.public()])),
        "view": desk.view,
        "color": color,
        "lang": desk.language,
        "dir": LOCALES[desk.language].direction,
        "site_name": frame.settings.name,
        "home": desk.place("home"),
        "search": desk.place("search"),
        "plan": desk.place("plan"),
        "public": desk.public(),
        "print_style": desk.href(frame.styles["print"]),
        "styles": [desk.href(frame.styles[style or "main"])],
        "shares": shares,
        "scripts": [desk.href(frame.scripts[name]) for name in behaviours],
        "worker": desk.href(WORKER) if frame.settings.offline else "",
        "manifest": desk.place("web-manifest"),
        "images": {name: desk.href(path) for name, path in frame.images.items()},
        "translated": desk.language != frame.settings.languages[0],
        "tongues": [
            {"label": LOCALES[language].name, "lang": language, "href": desk.href(path)}
            for language, path in desk.versions.items()
        ],
        "trail": [{"label": label, "href": href} for label, href in trail],
        "navigation": [
            {
                "label": desk.t(f"nav.{name}"),
                "href": desk.place(name),
                "current": frame.places[name] == desk.path,
            }
            for name in NAVIGATION
        ],
        "footer": [
            {"label": label, "href": desk.href(path), "current": path == desk.path, **desk.speaks(language)}
            for label, path, language in frame.footer
        ],
        "repository": frame.settings.repository,
        "editor": desk.href(f"{EDITOR}index.html") if frame.settings.editor.forge else "",
        "organisation": frame.settings.organisation,
        "report": _report(desk, title),
        "picture": _picture(desk),
        "linked": linked_data(desk, title, description, trail, _day(content.get("checked")), about),
        "opensearch": desk.place("opensearch") if frame.settings.base_url and desk.view in {"home", "search"} else "",
        "version": frame.version,
        "edition": desk.place("edition"),
        "edition_day": desk.date(frame.edition)["shown"],
        "cite": _cite(desk, title),
        "feed_link": desk.place("feed") if frame.settings.base_url and desk.view in {"home", "edition"} else "",
        **_of_host(desk),
    }


def _day(checked: object) -> str:
    """The day of a date as views have it."""
    return str(checked["iso"]) if isinstance(checked, dict) else ""


def _of_host(desk: Desk) -> View:
    """What a local layer brings to every page: its logo, and whose site it is; nothing where there is none."""
    overlay, logo = desk.frame.overlay, desk.frame.logo
    if not overlay:
        return {}
    made_with = {"made_with": desk.t("local.site")}
    return made_with | ({"logo": desk.href(logo)} if logo else {})


def _report(desk: Desk, title: str) -> str:
    """Where a reader tells what is wrong on this page, with the page and its version filled in."""
    # What was not found has no address of its own; the reader knows which one it was.
    where = "" if desk.view == "not-found" else desk.public() or desk.path
    text = desk.t("report.text", where=where, version=desk.frame.version)
    return report_href(desk.frame.settings, desk.t("report.subject", title=title), text)


_PASSING = {"not-found", *UNLISTED} - {"handbook"}
"""The views that nobody cites or shares: only a way to another page, or an answer that passes."""


def _cite(desk: Desk, title: str) -> str:
    """How to name this page in a text; nothing for pages that nobody keeps, and for the whole on the first page."""
    frame = desk.frame
    if desk.view in _PASSING:
        return ""
    values = {"name": frame.settings.name, "version": frame.version, "date": desk.date(frame.edition)["shown"]}
    said = desk.t("cite.whole", **values) if desk.view == "home" else desk.t("cite.page", title=title, **values)
    return f"{said} {desk.public()}".strip()


def _picture(desk: Desk) -> str:
    """The public address of the picture that stands for this page; nothing where the site has no address."""
    base = desk.frame.settings.base_url
    if not base or desk.view in _PASSING:
        return ""
    shared = desk.frame.places[SHARED_PICTURES.get(desk.view, "home")]
    path = desk.path if desk.view in PICTURES else shared
    return absolute(base, picture_beside(path))
