"""What is made to be printed: cards with their codes."""

from __future__ import annotations

from markupsafe import Markup, escape

from wijkverbinder.codes import FOLDER, qr_code, short_code
from wijkverbinder.i18n import LOCALES
from wijkverbinder.kinds import NOT_NOW
from wijkverbinder.model import Facts
from wijkverbinder.urls import absolute
from wijkverbinder.views.chrome import page
from wijkverbinder.views.desk import Desk, View
from wijkverbinder.views.entries import minutes_shown, phase_tabs, span


def card(facts: Facts, desk: Desk) -> View:
    """The card of an activity: enough to choose it and to remember how it goes, and the way to the rest."""
    own = desk.own()
    phases = [
        {**phase, "verdict": verdict, "label": desk.label("verdict", verdict)}
        for phase in desk.cards("phases")
        for verdict in (own.facts["verdicts"][phase["slug"]],)
    ]
    top, code = desk.path.rpartition("/")[0], short_code(str(own.ref))
    base = f"{top}/{FOLDER}/{code}" if top else f"{FOLDER}/{code}"
    return {
        **desk.card(own),
        "phases": phases,
        "fits": " ".join(phase["slug"] for phase in phases if phase["verdict"] != NOT_NOW),
        "safe": [phase for phase in phases if phase["slug"] in own.facts["safe"]],
        "size": span(desk, "people", own.facts["group_size"]),
        "running": minutes_shown(desk, own.facts["running_minutes"]),
        "steps": [step["title"] for step in facts["steps"]],
        "code": code,
        "short": desk.href(f"{base}.html"),
        "qr": desk.href(f"{base}.svg") if desk.frame.settings.base_url else "",
    }


def cards(_facts: Facts, desk: Desk) -> View:
    """All cards; which of them go on paper is chosen on the page."""
    return page(
        desk,
        desk.t("cards.title"),
        desk.t("cards.description"),
        style="cards",
        scripts=["cards"],
        phases=phase_tabs(desk),
        # Each piece was rendered, and escaped, by a template of ours.
        cards=Markup("".join(desk.pieces)),  # noqa: S704
    )


def short(_facts: Facts, desk: Desk) -> View:
    """The page behind a short code: it leads on, by itself or by its link, on any host and from disk."""
    own = desk.own()
    href, title = escape(desk.href(own.path)), escape(own.facts["title"])
    site = escape(desk.frame.settings.name)
    foreign = desk.speaks(own.language)
    said_in = f' lang="{foreign["lang"]}" dir="{foreign["dir"]}"' if foreign["lang"] else ""
    code, direction = short_code(str(own.ref)), LOCALES[desk.language].direction
    text = (
        f'<!doctype html>\n<html lang="{desk.language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{code} – {title}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{code}: {title}, {site}">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={href}">\n<link rel="canonical" href="{href}">\n'
        f'</head>\n<body class="view-short">\n<main>\n<h1><a href="{href}"{said_in}>{title}</a></h1>\n</main>\n'
        "</body>\n</html>\n"
    )
    return {"text": text}


def qr(_facts: Facts, desk: Desk) -> View:
    """The address of an activity as a picture for a phone."""
    return {"text": qr_code(absolute(desk.frame.settings.base_url, desk.own().path))}
