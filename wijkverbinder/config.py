"""The settings of a site, from `site.toml`: read once, frozen, unknown names refused; knows not who uses them.

Each setting stands here once, with what it is for in Dutch and in English; the page docs/instellingen.md and the
messages about a wrong value are made from that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from wijkverbinder.i18n import LOCALES, broken_toml
from wijkverbinder.model import Location
from wijkverbinder.problems import Problem, problem, reason_of
from wijkverbinder.text import CONTROL, code_point, is_iso_date

_PROJECT = re.compile(r"[\w.-]+(?:/[\w.-]+)+")
_MAIL = re.compile(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,18}[0-9]")
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


_STRANGE = re.compile(r"""[\s;{}"<>\\^`|]""")
"""What stands in no address as it is, or would end it where we write it: in a header, a rule of a server, HTML."""

_FILE_NAME = re.compile(r"/[^/]+\.(?:x?html?|php|aspx?|jsp)", re.IGNORECASE)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_address(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    if not value:
        return True
    try:
        parts = urlsplit(value)
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without an end, a port that is no number or too large
        return False
    return whole and parts.scheme in {"http", "https"} and not parts.query and not _STRANGE.search(value)


def _is_base(value: Any) -> bool:
    """Whether other addresses may be written behind it: of a folder, and with nothing behind that."""
    return _is_address(value) and not {*"?#"} & {*value} and not _FILE_NAME.fullmatch(f"/{value.rpartition('/')[2]}")


def _is_contact(value: Any) -> bool:
    return isinstance(value, str) and (bool(_MAIL.fullmatch(value)) or _is_address(value))


def _are_languages(value: Any) -> bool:
    known = isinstance(value, list) and all(isinstance(code, str) and code in LOCALES for code in value)
    return known and value[:1] == ["nl"] and len(set(value)) == len(value)


SHAPES: dict[str, Callable[[Any], bool]] = {
    "text": _is_text,
    "name": lambda value: _is_text(value) and bool(value.strip()),
    "address": _is_address,
    "base": _is_base,
    "contact": _is_contact,
    "date": lambda value: isinstance(value, str) and (not value or is_iso_date(value)),
    "languages": _are_languages,
    "boolean": lambda value: isinstance(value, bool),
    "forge": lambda value: value in {"", "github", "gitlab"},
    "project": lambda value: _is_text(value) and (not value or bool(_PROJECT.fullmatch(value))),
    "mail": lambda value: isinstance(value, str) and (not value or bool(_MAIL.fullmatch(value))),
    "phone": lambda value: isinstance(value, str) and (not value or bool(_PHONE.fullmatch(value))),
    "color": lambda value: isinstance(value, str) and bool(_COLOR.fullmatch(value)),
    "texts": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    "section": lambda value: isinstance(value, dict),
}
"""What a value may look like, by name; `problem_texts.WORDS` says each in words, as ``setting-<name>``."""


def _setting(default: Any, shape: str, nl: str, en: str, example: str = "") -> Any:
    """A setting: what it is without a file, its shape, what it is for, and a value as an example."""
    return field(default=default, metadata={"shape": shape, "nl": nl, "en": en, "example": example})


@dataclass(frozen=True, slots=True)
class Security:
    """Where whoever finds a leak can go; becomes `.well-known/security.txt` (RFC 9116)."""

    contact: str = _setting(
        "",
        "contact",
        "E-mailadres of webadres voor wie een lek vindt. Zonder dit is er geen security.txt.",
        "E-mail address or web address for who finds a leak. Without it there is no security.txt.",
        "veiligheid@example.org",
    )
    expires: str = _setting(
        "",
        "date",
        "Tot wanneer dat klopt: hooguit een jaar vooruit. De bouw waarschuwt als de dag nadert.",
        "Until when that holds: a year ahead at most. The build warns when the day is near.",
        "2027-06-30",
    )
    policy: str = _setting(
        "",
        "address",
        "Webadres van je beleid voor wie een lek meldt.",
        "Web address of your policy for who reports a leak.",
        "https://example.org/lek-melden",
    )


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What only the host can say on the page about accessibility."""

    status: str = _setting(
        "",
        "text",
        "De status uit je eigen verklaring, in een paar woorden.",
        "The status out of your own statement, in a few words.",
        "Status B: voldoet gedeeltelijk",
    )
    statement: str = _setting(
        "",
        "address",
        "Webadres van je verklaring in het register.",
        "Web address of your statement in the register.",
        "https://www.toegankelijkheidsverklaring.nl/register/1",
    )
    contact: str = _setting(
        "",
        "contact",
        "Waar een lezer een drempel kan melden; zonder dit geldt `contact`.",
        "Where a reader can report a barrier; without it `contact` holds.",
        "toegankelijk@example.org",
    )
    examined: str = _setting(
        "",
        "date",
        "Dag van het laatste onderzoek door mensen.",
        "Day of the last examination by people.",
        "2026-11-01",
    )
    report: str = _setting(
        "",
        "address",
        "Webadres van het verslag van dat onderzoek.",
        "Web address of the report of that examination.",
        "https://example.org/onderzoek-toegankelijkheid",
    )
    planned: str = _setting(
        "",
        "text",
        "Wat je nog gaat verbeteren, en wanneer.",
        "What you will still improve, and when.",
        "In mei 2027 lezen wij alle pagina’s voor met een schermlezer.",
    )


@dataclass(frozen=True, slots=True)
class Privacy:
    """What only the host can say on the page about privacy."""

    controller: str = _setting(
        "",
        "text",
        "Wie verantwoordelijk is voor deze site: naam en adres.",
        "Who is responsible for this site: name and address.",
        "Gemeente Voorbeeld, Plein 1, Voorbeeld",
    )
    contact: str = _setting(
        "",
        "contact",
        "Waar een lezer met een vraag over privacy terechtkan.",
        "Where a reader can go with a question about privacy.",
        "privacy@example.org",
    )
    logs: str = _setting(
        "",
        "text",
        "Wat jouw webserver bijhoudt en hoe lang. De site zelf houdt niets bij.",
        "What your web server keeps, and for how long. The site itself keeps nothing.",
        "De webserver bewaart adressen van bezoekers zeven dagen, om aanvallen te zien.",
    )


EDITOR = "beheer/"
"""The folder of the site that the form in the browser stands in."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Where the form in the browser (`beheer/`) keeps what an editor writes; nothing of it is secret."""

    forge: str = _setting(
        "",
        "forge",
        "Waar de teksten staan: github of gitlab. Zonder dit is er geen formulier. Zie docs/formulier.md.",
        "Where the texts are kept: github or gitlab. Without it there is no form. See docs/formulier.md.",
        "github",
    )
    repository: str = _setting(
        "",
        "project",
        "Het project daar, als eigenaar/naam.",
        "The project there, as owner/name.",
        "gemeente/wijkverbinder",
    )
    branch: str = _setting(
        "main",
        "name",
        "De tak waar voorstellen naartoe gaan.",
        "The branch that proposals go to.",
    )
    server: str = _setting(
        "",
        "address",
        "Adres van je eigen GitLab of GitHub Enterprise. Zonder dit geldt gitlab.com of github.com.",
        "Address of your own GitLab or GitHub Enterprise. Without it gitlab.com or github.com holds.",
        "https://git.example.org",
    )
    app_id: str = _setting(
        "",
        "text",
        "Alleen GitLab: het nummer (Application ID) waarmee redacteuren inloggen. Zonder dit loggen zij in met een "
        "eigen toegangssleutel.",
        "GitLab only: the Application ID with which editors sign in. Without it they use a token of their own.",
        "0123456789abcdef",
    )
    login: str = _setting(
        "",
        "address",
        "Alleen GitHub: adres van de kleine dienst die het inloggen afhandelt. Zonder dit loggen redacteuren in met "
        "een eigen toegangssleutel.",
        "GitHub only: address of the small service that handles signing in. Without it editors use an access token "
        "of their own.",
        "https://inloggen.example.org",
    )


LOCAL = Editor(forge="local")
"""The form on the trial site of one machine; no settings file can ask for it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host may set."""

    name: str = _setting(
        "De Wijkverbinder",
        "name",
        "De naam, in de kop en in de titel van elke pagina.",
        "The name of the site, in the heading and in the title of each page.",
    )
    base_url: str = _setting(
        "",
        "base",
        "Het adres waarop de site komt te staan. Zonder adres zijn er geen sitemap.xml en geen plaatjes bij gedeelde "
        "links, en werkt 404.html alleen bovenaan een domein. Al het andere werkt overal.",
        "The address at which the site will stand. Without it there are no sitemap.xml and no pictures with shared "
        "links, and 404.html works only on top of a domain. All else works everywhere.",
        "https://wijk.example.org/kit/",
    )
    languages: tuple[str, ...] = _setting(
        ("nl",),
        "languages",
        "De talen waarin de site gemaakt wordt; de eerste is de taal van de originelen.",
        "The languages in which the site is made, the original one first.",
    )
    repository: str = _setting(
        "",
        "address",
        "Waar de bronnen staan, voor wie iets wil verbeteren. Zonder `contact` melden lezers hier ook een fout.",
        "The address at which the sources stand, for who wants to mend something. Without `contact` readers report a "
        "mistake here too.",
        "https://git.example.org/wijk/wijkverbinder",
    )
    contact: str = _setting(
        "",
        "contact",
        "Waar lezers een fout kunnen melden: een e-mailadres of een webadres.",
        "Where readers can report a mistake: an e-mail address or a web address.",
        "wijk@example.org",
    )
    organisation: str = _setting(
        "",
        "text",
        "Wie deze site aanbiedt; staat in de voet en in het colofon.",
        "Who offers this site; stands in the footer and in the colophon.",
        "Gemeente Voorbeeld",
    )
    offline: bool = _setting(
        True,
        "boolean",
        "Of de site na een eerste bezoek ook zonder internet werkt (op een host met https). Met false ruimt sw.js op "
        "wat lezers al hebben; laat dat bestand dus staan.",
        "Whether the site works without a network after a first visit (on a host with https). With false, sw.js "
        "throws away what readers have; so leave that file where it is.",
    )
    overlay: str = _setting(
        "",
        "text",
        "De map met jouw lokale laag: eigen teksten, kleuren en contacten over de kern heen. Uitleg: "
        "[overlay.md](overlay.md).",
        "The folder with your local layer: texts, colours and contacts of your own, over those of the core.",
        "overlays/voorbeeldstad",
    )
    security: Security = field(default_factory=Security)
    accessibility: Accessibility = field(default_factory=Accessibility)
    privacy: Privacy = field(default_factory=Privacy)
    editor: Editor = field(default_factory=Editor)

    @property
    def base_path(self) -> str:
        """The folder of the address, for the one page that needs it: ``/`` or ``/wijk/``."""
        path = urlsplit(self.base_url).path
        return path if path.endswith("/") else f"{path}/"


def read_table(file: Path, path: str) -> tuple[dict[str, Any] | None, dict[str, int], list[Problem]]:
    """A TOML file, and the line of each name in it; None, perhaps with a problem, where it can't be read.

    Args:
        file: the file.
        path: what messages call it.
    """
    text = ""
    try:
        text = file.read_text("utf-8-sig")
        return tomllib.loads(text), dict(lines_of(text)), []
    except (FileNotFoundError, NotADirectoryError):
        return None, {}, []
    except OSError as error:
        return None, {}, [problem("file-unreadable", Location(path), why=reason_of(error))]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, {}, [broken_toml(path, error, text)]


def read_settings(file: Path) -> tuple[Settings, list[Problem]]:
    """The settings of a site; without a file, all as they are by default."""
    path = file.name
    table, lines, broken = read_table(file, path)
    if table is None:
        return Settings(), broken
    problems = [*problems_in(Settings, table, "", path, lines)]
    settings = Settings() if problems else _filled(Settings, table)
    if settings.security.contact and not settings.security.expires:  # RFC 9116, section 2.5.5
        place = Location(path, lines.get("security.contact", 1))
        problems.append(problem("settings-needs", place, field="security.contact", needs="security.expires"))
    if settings.editor.forge and not settings.editor.repository:
        place = Location(path, lines.get("editor.forge", 1))
        problems.append(problem("settings-needs", place, field="editor.forge", needs="editor.repository"))
    return (Settings(), problems) if problems else (settings, [])


def overlay_named(file: Path) -> str:
    """The local layer that the settings name; nothing where they name none, or can't be read."""
    try:
        named = tomllib.loads(file.read_text("utf-8-sig")).get("overlay", "")
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):  # said by who reads all of them
        return ""
    return named if isinstance(named, str) else ""


def lay_settings(settings: Settings, table: Mapping[str, Any]) -> Settings:
    """The settings with those of a table, which has been looked at, in their place: a section field by field."""
    return cast("Settings", _replaced(settings, table))


def _replaced(settings: Any, table: Mapping[str, Any]) -> Any:
    values = {}
    for item in fields(settings):
        if item.name in table:
            value = table[item.name]
            inner = section_of(item)
            whole = tuple(value) if isinstance(value, list) else value
            values[item.name] = _replaced(getattr(settings, item.name), value) if inner else whole
    return replace(settings, **values)


def section_of(item: Field[Any]) -> type[Any] | None:
    """The section that a field of the settings is; None for a plain setting."""
    made: Any = item.default_factory
    return made if isinstance(made, type) and is_dataclass(made) else None


def problems_in(
    section: type[Any], table: Mapping[str, Any], prefix: str, path: str, lines: Mapping[str, int]
) -> Iterator[Problem]:
    """What a table has that a section of settings knows nothing of, or that is not of its shape.

    Args:
        section: the dataclass of the section.
        table: what was read.
        prefix: what stands before its names in the file, with a dot behind it.
        path: the file, as messages name it.
        lines: the line of each name in the file.
    """
    known = {item.name: item for item in fields(section)}
    for name, value in table.items():
        full = f"{prefix}{name}"
        place = Location(path, lines.get(full, 1))
        if name not in known:
            yield problem("settings-unknown", place, word=name, among=known, value=full)
            continue
        inner = section_of(known[name])
        if inner and isinstance(value, dict):
            yield from problems_in(inner, value, f"{full}.", path, lines)
        elif inner or not SHAPES[known[name].metadata["shape"]](value):
            shape = "section" if inner else known[name].metadata["shape"]
            shown = "@fields" if isinstance(value, dict) else f"“{value}”"
            yield problem("settings-value", place, field=full, value=shown, expected=_expected(shape, value))
        elif found := CONTROL.search(" ".join(value if isinstance(value, list) else [str(value)])):
            yield problem("control-character", place, value=code_point(found.group()))


def _expected(shape: str, value: Any) -> str:
    """What a setting of a shape must be; where only its quotes lack, the value with them."""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    quotes_lack = not isinstance(value, str | list | dict) and SHAPES[shape](written)
    return f'@setting-quotes "{written}"' if quotes_lack else f"@setting-{shape}"


def _filled(section: type[Any], table: Mapping[str, Any]) -> Any:
    values = {}
    for item in fields(section):
        if item.name in table:
            inner, value = section_of(item), table[item.name]
            values[item.name] = _filled(inner, value) if inner else tuple(value) if isinstance(value, list) else value
    return section(**values)


def lines_of(text: str) -> Iterator[tuple[str, int]]:
    """The line of each setting and section, as ``security.contact``; good enough for files like ours."""
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        start = line.strip()
        if start.startswith("["):
            section = start.strip("[] ") + "."
            yield section[:-1], number
        elif "=" in line and not start.startswith("#"):
            yield section + line.partition("=")[0].strip(), number
