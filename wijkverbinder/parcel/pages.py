"""The few pages of words that go along in a parcel, in plain Dutch with a line of English; knows no site."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape

_TITLE = re.compile(rb"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def start_page(name: str) -> str:
    """The page on top of a copy: it leads to the site, also for who follows no refresh."""
    return f"""\
<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=site/index.html">
<title>{escape(name)}</title>
<p><a href="site/index.html">{escape(name)}</a></p>
</html>
"""


def readme(name: str, version: str, date: str) -> str:
    """What somebody must know who unpacks a copy."""
    return f"""\
{name}, versie {version} ({date})

OPENEN
Dubbelklik op begin.html. De hele site staat in de map "site" en werkt zonder internet, ook vanaf een USB-stick.
Pak eerst het hele zip-bestand uit: vanuit het zip-bestand zelf werken de links niet.

DOORGEVEN
Kopieer de hele map. Alles hoort bij elkaar.

OP EEN WEBSERVER ZETTEN
Zet de inhoud van de map "site" op je server, bovenaan een adres of in een map. Een programma of database is niet
nodig.

NAKIJKEN OF ALLES ER IS
Heb je Python? Draai dan:  python3 verify.py
Zonder Python, met Linux:  sha256sum -c SHA256SUMS
Op een Mac:  shasum -a 256 -c SHA256SUMS
Je hoort of er iets ontbreekt of veranderd is, welke uitgave dit is en hoe oud zij is.

BIJWERKEN
Vraag wie je deze kopie gaf om het bijwerkpakket naar de nieuwste uitgave. Daarin staat hoe het gaat.

OVERNEMEN
De teksten mag je gebruiken en veranderen als je zegt waar ze vandaan komen (CC BY 4.0, zie LICENTIE-TEKSTEN.txt).
Voor de code geldt EUPL-1.2 (zie LICENTIE-CODE.txt). Dit is geen officiële uitgave van KIS of van een gemeente.

In English: open begin.html. The whole site lies in the folder "site" and works without internet. python3 verify.py
tells whether this copy is complete and unaltered.
"""


def news_page(
    name: str,
    before: str,
    after: str,
    changed: Sequence[str],
    gone: Sequence[str],
    old: Mapping[str, bytes],
    new: Mapping[str, bytes],
) -> str:
    """What an update changes for who reads the site, and how to apply it.

    Args:
        name: the name of the site.
        before: the version that people have.
        after: the version that this brings.
        changed: paths of files that are new or changed.
        gone: paths of files that go.
        old: the files that people have.
        new: the files that they get.
    """
    pages = [path for path in changed if _is_page(path)]
    fresh = [path for path in pages if path not in old]
    lists = [
        ("Nieuwe pagina’s", [_titled(new[path], path) for path in fresh]),
        ("Veranderde pagina’s", [_titled(new[path], path) for path in pages if path in old]),
        ("Pagina’s die weg zijn", [_titled(old[path], path) for path in gone if _is_page(path)]),
    ]
    between = "</li>\n<li>"
    shown = "".join(
        f"<h2>{heading} ({len(titles)})</h2>\n<ul>\n<li>{between.join(titles)}</li>\n</ul>\n"
        for heading, titles in lists
        if titles
    )
    return f"""\
<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(name)}: wat er verandert</title>
<h1>Wat er voor jou verandert</h1>
<p>Dit pakket brengt {escape(name)} van versie {escape(before)} naar versie {escape(after)}.</p>
<h2>Zo werk je bij</h2>
<ol>
<li>Pak dit zip-bestand uit, naast de map van je kopie.</li>
<li>Draai in de uitgepakte map: <code>python3 update.py MAP</code>. MAP is de map van je kopie.</li>
<li>Wordt het afgebroken? Draai het nog eens. Het gaat verder waar het was.</li>
</ol>
<p>Heeft iemand iets in je kopie veranderd, of is het een andere uitgave? Dan zegt het programma dat, en verandert het
niets.</p>
{shown or "<p>Alleen bestanden die je niet ziet, zijn veranderd.</p>"}</html>
"""


def _is_page(path: str) -> bool:
    return path.startswith("site/") and path.endswith(".html")


def _titled(data: bytes, path: str) -> str:
    """The heading of a page, or its path where it has none."""
    found = _TITLE.search(data)
    title = unescape(_TAG.sub("", found.group(1).decode())).strip() if found else path
    return escape(" ".join(title.split()), quote=False)
