"""The commands: arguments in, words and an exit code out; all work is done elsewhere."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from wijkverbinder import __version__
from wijkverbinder.problems import Problem
from wijkverbinder.project import PACKAGE, Project

if TYPE_CHECKING:  # what a build with nothing to do never loads
    from wijkverbinder.pipeline import Outcome
    from wijkverbinder.report.blocks import Block
    from wijkverbinder.report.online import Manners

ROOT = Path(__file__).resolve().parent.parent

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "about": "Bouwt de site van De Wijkverbinder uit content/.",
        "build": "bouwt site/ (dit gebeurt ook zonder opdracht)",
        "check": "kijkt alles na en schrijft niets",
        "serve": "toont een proefsite in je browser, die na elke keer opslaan vanzelf ververst",
        "new": "maakt een nieuw bestand om in te vullen",
        "kind": "soort: activity, example, library, page, term, target-group of phase",
        "title-of": "de titel, tussen aanhalingstekens",
        "lang": "maakt een vertaling van wat er al is, bijvoorbeeld --lang en",
        "port": "poort op deze computer (standaard: 8000)",
        "no-open": "opent geen browser",
        "form": "met het formulier in de browser, dat in content/ schrijft",
        "format": "vorm van de meldingen: text, github, gitlab, json of sarif",
        "bench-serve": "meet de tijd van opslaan tot de nieuwe pagina in serve",
        "bench-browser": "meet de tijd van een keuze in het filter tot de browser haar toont",
        "test": "voert alle tests uit, ook in de browser",
        "lint": "kijkt de code na (ruff, mypy)",
        "report": "meet de inhoud: taal, dekking, bronnen, data",
        "json": "als JSON, voor andere programma's",
        "html": "als een pagina op zichzelf, in dit bestand",
        "page-made": "Gemaakt: {path}",
        "online": "bezoekt ook de links naar andere sites, rustig aan (dit gebruikt het internet)",
        "markdown": "als Markdown, voor een samenvatting of een reactie",
        "against": "zegt wat er op de site verandert tegenover een tak, label of commit van git, bijvoorbeeld main",
        "translations": "legt vast hoe vertaling en origineel er nu uitzien, en noemt wat achterloopt",
        "agreed": "een vertaling die je nakeek: ze klopt zoals ze is",
        "lags": "{path}:{line}: {field}: loopt achter op {original}. Daar staat nu: {text}",
        "less": "(hier is tekst weggehaald)",
        "marked": "{count} vertalingen vastgelegd in {file}.",
        "marked-same": "{count} vertalingen; in {file} is niets veranderd.",
        "no-translation": "{path} is geen vertaling.{near}",
        "meant": " Bedoelde je {}?",
        "strict": "eindigt met 1 als een grens overschreden is",
        "today": "dag waartegen de data gehouden worden, als 2026-11-22 (standaard: vandaag)",
        "weigh": "weegt elke pagina van de gebouwde site, in bytes",
        "bench": "meet tijd en geheugen met 100, 1.000 en 10.000 activiteiten",
        "addresses": "zet de adressen van nieuwe pagina's in addresses.txt, zodat geen ervan ooit doodloopt",
        "addresses-check": "schrijft niets, en eindigt met 1 als er adressen ontbreken",
        "listed": "Alle {all} adressen staan in {file}.",
        "to-list": "{count} adressen ontbreken nog in {file}. Draai `python3 build.py addresses`.",
        "now-listed": "{count} adressen erbij in {file}; het zijn er nu {all}.",
        "edition": "schrijft op wat deze uitgave bracht: welke teksten nieuw, veranderd of weg zijn",
        "edition-check": "schrijft niets, en eindigt met 1 als er iets op te schrijven is",
        "noted": "Uitgave {version} van {date}: {added} nieuw, {changed} veranderd, {gone} weg. Het staat in {file}.",
        "to-note": "Sinds de laatste keer is er iets veranderd. Draai `python3 build.py edition`.",
        "package": "maakt een zip van de site om mee te nemen",
        "since": "maakt ook een pakket dat een eerdere uitgave bijwerkt: haar zip of versie",
        "web": "maakt ook een map voor een eigen webserver: met kleinere tweelingen, en wat nginx, Caddy "
        "of een container nodig heeft",
        "web-made": "{path}/",
        "one-file": "maakt ook de hele gereedschapskist als één .html-bestand, om te mailen",
        "warc": "maakt ook een WARC-bestand voor een webarchief (de site heeft er een adres voor nodig)",
        "no-address": "Een webarchief bewaart adressen. Zet in site.toml bij `base_url` het adres van de site.",
        "to": "map voor de pakketten (standaard: dist/)",
        "pdf": "maakt een pdf van het handboek, met een Chromium, Chrome of Edge op deze computer",
        "no-browser": "Voor de pdf is Chromium, Chrome of Edge nodig, en die is hier niet gevonden. "
        "Installeer er een, of wijs hem aan met WIJKVERBINDER_CHROMIUM. "
        "Print je liever zelf? Open dan {page} in je browser.",
        "no-book": "Van meer dan {most} activiteiten maken we geen handboek: zo dik leest niemand het.",
        "not-there": "{name} wijst naar {path}, maar daar is geen programma.",
        "not-printed": "De browser gaf geen pdf: {why}",
        "no-parcel": "“{why}” is geen kopie die wij maakten. Noem het zip-bestand van een eerdere uitgave.",
        "packed": "{path}: {size} kB",
        "unwritable": "Schrijven lukt niet: {why}",
        "unreadable": "Lezen lukt niet: {path}: {why}. Zet het bestand daar neer, of kijk of je het mag lezen.",
        "output": "map voor de site (standaard: site/)",
        "source": "map van het project (standaard: de map van build.py)",
        "overlay": "map van de lokale laag; zonder: die uit site.toml, met '': geen",
        "counts": "aantallen activiteiten",
        "rest": "gaat door naar pytest",
        "language": "taal van de meldingen: nl of en",
        "read": "lezen",
        "validate": "nakijken",
        "link": "verbinden",
        "render": "pagina's maken",
        "publish": "publiceren",
        "errors": "{errors} fouten gevonden. De site is niet veranderd.",
        "one-error": "1 fout gevonden. De site is niet veranderd.",
        "check-errors": "{errors} fouten gevonden.",
        "check-one-error": "1 fout gevonden.",
        "checked": "Alles klopt: {pages} pagina's nagekeken in {seconds} s.",
        "drafts": "{count} concepten tellen niet mee.",
        "drafts-one": "1 concept telt niet mee.",
        "built": "{pages} pagina's in {seconds} s: {written} bestanden geschreven, {removed} weggehaald. → {output}",
        "same": "{pages} pagina's in {seconds} s: niets veranderd. → {output}",
        "no-site": "In {folder} staat geen site. Bouw haar eerst met `python3 build.py`.",
        "weigh-head": "html+css|alles|pagina",
        "light": "{pages} pagina's, elk binnen {first} bytes HTML en stijl en {all} bytes in totaal (met Brotli).",
        "too-heavy": "{heavy} van {pages} pagina's zijn te zwaar (!): meer dan {first} bytes HTML en stijl, "
        "of meer dan {all} bytes in totaal (met Brotli).",
        "unexpected": "Er ging iets mis in het programma zelf: {why}\n"
        "Dat is niet jouw fout. Meld het, met wat er staat in {log}.",
        "interrupted": "Afgebroken. De site is zoals hij was.",
        "no-command": "“{value}” is geen opdracht.",
        "no-choice": "“{value}” kan niet bij {option}. Kies uit: {choices}.",
        "no-number": "“{value}” is geen geheel getal.",
        "no-port": "“{value}” is geen poort. Neem een getal van 0 tot en met 65535.",
        "no-day": "“{value}” is geen dag. Schrijf hem als 2026-11-22: jaar, maand, dag.",
        "no-folder": "{path} is geen map, of is er niet. Kijk naar wat er achter --source staat.",
        "no-such-folder": "de map {path} is er niet",
        "lacking": "Er ontbreekt nog iets achter deze opdracht: {value}.",
        "lacks-value": "Achter {option} ontbreekt een waarde.",
        "takes-none": "Achter {option} hoort geen waarde, maar er staat “{value}”.",
        "not-both": "{option} en {other} gaan niet samen. Laat er een weg.",
        "unclear": "{option} is niet genoeg: dat kan {choices} zijn.",
        "not-here": "“{value}” hoort niet bij deze opdracht ({command}).",
        "needs-quotes": 'Zet de titel tussen aanhalingstekens: python3 build.py new {kind} "{title}"',
        "ask-help": "Wat er kan: python3 {program} --help",
    },
    "en": {
        "about": "Builds the site of De Wijkverbinder out of content/.",
        "build": "builds site/ (also without a command)",
        "check": "checks everything and writes nothing",
        "serve": "shows a trial site in your browser, which is new after each time that you save",
        "new": "makes a new file to fill in",
        "kind": "kind: activity, example, library, page, term, target-group or phase",
        "title-of": "the title, between quotes",
        "lang": "makes a translation of what is there already, for instance --lang en",
        "port": "port on this computer (default: 8000)",
        "no-open": "opens no browser",
        "form": "with the form in the browser, which writes in content/",
        "format": "form of the messages: text, github, gitlab, json or sarif",
        "bench-serve": "measures the time from a save to the new page in serve",
        "bench-browser": "measures the time from a choice in the filter until the browser shows it",
        "test": "runs all tests, those in the browser too",
        "lint": "checks the code (ruff, mypy)",
        "report": "measures the content: language, coverage, sources, dates",
        "json": "as JSON, for other programs",
        "html": "as a page by itself, in this file",
        "page-made": "Made: {path}",
        "online": "also visits the links to other sites, politely (this uses the internet)",
        "markdown": "as Markdown, for a summary or a comment",
        "against": "tells what changes on the site against a branch, tag or commit of git, for instance main",
        "translations": "records how translation and original look now, and tells what lags",
        "agreed": "a translation that you looked at: it is right as it is",
        "lags": "{path}:{line}: {field}: lags behind {original}. That says now: {text}",
        "less": "(text was taken away here)",
        "marked": "{count} translations recorded in {file}.",
        "marked-same": "{count} translations; nothing changed in {file}.",
        "no-translation": "{path} is no translation.{near}",
        "meant": " Did you mean {}?",
        "strict": "ends with 1 when a limit is broken",
        "today": "day to hold the dates against, as 2026-11-22 (default: today)",
        "weigh": "weighs every page of the built site, in bytes",
        "bench": "measures time and memory with 100, 1,000 and 10,000 activities",
        "addresses": "puts the addresses of new pages in addresses.txt, so that none of them ever leads nowhere",
        "addresses-check": "writes nothing, and ends with 1 when addresses are missing",
        "listed": "All {all} addresses stand in {file}.",
        "to-list": "{count} addresses are still missing in {file}. Run `python3 build.py addresses`.",
        "now-listed": "{count} addresses added to {file}; there are {all} now.",
        "edition": "notes what this edition brought: which texts are new, changed or gone",
        "edition-check": "writes nothing, and ends with 1 when there is something to note",
        "noted": "Edition {version} of {date}: {added} new, {changed} changed, {gone} gone. It stands in {file}.",
        "to-note": "Something has changed since the last time. Run `python3 build.py edition`.",
        "package": "makes a zip of the site to take along",
        "since": "also makes a pack that brings an earlier edition up to date: its zip or version",
        "web": "also makes a folder for a web server of your own: with smaller twins, and what nginx, Caddy or a "
        "container needs",
        "web-made": "{path}/",
        "one-file": "also makes the whole toolkit as one .html file, to mail",
        "warc": "also makes a WARC file for a web archive (for which the site needs an address)",
        "no-address": "A web archive keeps addresses. Set the address of the site at `base_url` in site.toml.",
        "to": "folder for the packages (default: dist/)",
        "pdf": "makes a PDF of the handbook, with a Chromium, Chrome or Edge on this computer",
        "no-book": "Of more than {most} activities we make no handbook: nobody reads one that thick.",
        "no-browser": "The PDF needs Chromium, Chrome or Edge, and none was found here. Install one, or name it with "
        "WIJKVERBINDER_CHROMIUM. Rather print it yourself? Then open {page} in your browser.",
        "not-there": "{name} names {path}, but there is no program there.",
        "not-printed": "The browser gave no PDF: {why}",
        "no-parcel": "“{why}” is no copy that we made. Name the zip of an earlier edition.",
        "packed": "{path}: {size} kB",
        "unwritable": "Can't write: {why}",
        "unreadable": "Can't read: {path}: {why}. Put the file there, or see whether you may read it.",
        "output": "folder for the site (default: site/)",
        "source": "folder of the project (default: the folder of build.py)",
        "overlay": "folder of the local layer; without: the one in site.toml, with '': none",
        "counts": "numbers of activities",
        "rest": "is passed on to pytest",
        "language": "language of the messages: nl or en",
        "read": "reading",
        "validate": "checking",
        "link": "linking",
        "render": "making pages",
        "publish": "publishing",
        "errors": "{errors} errors found. The site has not changed.",
        "one-error": "1 error found. The site has not changed.",
        "check-errors": "{errors} errors found.",
        "check-one-error": "1 error found.",
        "checked": "All is well: {pages} pages checked in {seconds} s.",
        "drafts": "{count} drafts do not count.",
        "drafts-one": "1 draft does not count.",
        "built": "{pages} pages in {seconds} s: {written} files written, {removed} removed. → {output}",
        "same": "{pages} pages in {seconds} s: nothing changed. → {output}",
        "no-site": "There is no site in {folder}. Build it first with `python3 build.py`.",
        "weigh-head": "html+css|all|page",
        "light": "{pages} pages, each within {first} bytes of HTML and styles and {all} bytes in all (with Brotli).",
        "too-heavy": "{heavy} of {pages} pages are too heavy (!): more than {first} bytes of HTML and styles, "
        "or more than {all} bytes in all (with Brotli).",
        "unexpected": "Something went wrong in the program itself: {why}\n"
        "That is not your fault. Report it, with what stands in {log}.",
        "interrupted": "Stopped. The site is as it was.",
        "no-command": "“{value}” is no command.",
        "no-choice": "“{value}” can't be given to {option}. Choose from: {choices}.",
        "no-number": "“{value}” is no whole number.",
        "no-port": "“{value}” is no port. Take a number from 0 to 65535.",
        "no-day": "“{value}” is no day. Write it as 2026-11-22: year, month, day.",
        "no-folder": "{path} is no folder, or is not there. Look at what stands behind --source.",
        "no-such-folder": "there is no folder {path}",
        "lacking": "Something is still missing behind this command: {value}.",
        "lacks-value": "A value is missing behind {option}.",
        "takes-none": "{option} takes no value, but “{value}” stands behind it.",
        "not-both": "{option} and {other} don't go together. Leave one out.",
        "unclear": "{option} is not enough: that can be {choices}.",
        "not-here": "“{value}” does not belong to this command ({command}).",
        "needs-quotes": 'Put the title between quotes: python3 build.py new {kind} "{title}"',
        "ask-help": "What there is: python3 {program} --help",
    },
}
"""What the commands say themselves; the words of problems are in `problem_texts`."""


def main(arguments: Sequence[str]) -> int:
    """Runs a command.

    Args:
        arguments: what stood behind `build.py`.

    Returns:
        0 when it did what was asked (for a build: the site was published), 1 when content has problems or a
        test fails, 2 when the arguments are wrong, 130 after Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    language = spoken_language(arguments)
    parser = _parser(language, [name for name in COMMANDS if name in arguments])
    options, rest = parser.parse_known_args(list(arguments))
    command = options.command or "build"
    unused = [
        f"--{name}" for name, takers in SHARED.items() if getattr(options, name) is not None and command not in takers
    ]
    if unused or (rest and command != "test"):
        parser.refuse_rest(command, unused or rest, options)
    options.source = options.source or str(ROOT)
    try:
        return COMMANDS[command](options, rest, language)
    except _NoFolder as error:
        print(WORDS[language]["no-folder"].format(path=error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\n{WORDS[language]['interrupted']}", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001 - the last stop: an editor never meets a traceback
        return _unexpected(error, Path(options.source), language)


def spoken_language(arguments: Sequence[str] = ()) -> str:
    """The language of the messages: asked for, else that of the machine if it is English, else Dutch."""
    for before, value in zip(("", *arguments), arguments, strict=False):
        if value.startswith("--language="):
            return "en" if value.endswith("=en") else "nl"
        if before == "--language":
            return "en" if value == "en" else "nl"
    names = ("WIJKVERBINDER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    spoken = next((os.environ[name] for name in names if os.environ.get(name)), "nl")
    return "en" if spoken.lower().startswith("en") else "nl"


class _NoFolder(Exception):
    """The folder that was named as that of the project is not there."""


_SAID: tuple[tuple[str, str], ...] = (
    (
        "no-command",
        r"argument build\|\S*: invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.*)\)",
    ),
    (
        "no-choice",
        r"argument (?P<option>\S+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.*)\)",
    ),
    ("no-number", r"argument \S+: invalid int value: '?(?P<value>.*?)'?"),
    ("no-port", r"argument \S+: invalid _port value: '?(?P<value>.*?)'?"),
    ("no-day", r"argument \S+: invalid _day value: '?(?P<value>.*?)'?"),
    ("lacking", r"the following arguments are required: (?P<value>.*)"),
    ("lacks-value", r"argument (?P<option>\S+): expected one argument"),
    ("takes-none", r"argument (?P<option>\S+): ignored explicit argument '?(?P<value>.*?)'?"),
    ("not-both", r"argument (?P<option>\S+): not allowed with argument (?P<other>\S+)"),
    ("unclear", r"ambiguous option: (?P<option>\S+) could match (?P<choices>.*)"),
)
"""What argparse says of arguments that it can't take, by the name of our sentence for it.

They are compiled where they are needed, not at each start.
"""


class _Parser(argparse.ArgumentParser):
    """Says in the language of the messages what is wrong with the arguments, and what was probably meant."""

    def __init__(self, *, words: dict[str, str], **given: Any) -> None:
        super().__init__(**given)
        self.words = words
        self.commands: dict[str, _Parser] = {}

    def error(self, message: str) -> NoReturn:
        """Ends with two; argparse tells of every mistake through this."""
        for name, pattern in _SAID:
            if found := re.fullmatch(pattern, message):
                values = found.groupdict()
                choices = [choice.strip("'") for choice in values.get("choices", "").split(", ")]
                values["choices"] = ", ".join(choices)
                self.refuse(self.words[name].format(**values), values.get("value", ""), choices)
        self.refuse(message)

    def refuse(self, said: str, word: str = "", names: Iterable[str] = ()) -> NoReturn:
        """Ends with two.

        Args:
            said: what is wrong.
            word: what stood there, if something else was meant.
            names: what could have been meant.
        """
        from wijkverbinder.text import nearest

        near = nearest(word, names) if word else None
        meant = self.words["meant"].format(near) if near else ""
        self.exit(2, f"{said}{meant}\n{self.words['ask-help'].format(program=self.prog)}\n")

    def refuse_rest(self, command: str, rest: Sequence[str], options: argparse.Namespace) -> NoReturn:
        """Ends with two, for words behind a command that it has no use for."""
        if command == "new" and not rest[0].startswith("-"):
            title = " ".join([options.title, *rest])
            self.refuse(self.words["needs-quotes"].format(kind=options.kind, title=title))
        meant = self.commands.get(command, self)
        names = re.findall(r"--[a-z][a-z-]*", meant.format_usage()) if rest[0].startswith("-") else []
        word = rest[0].partition("=")[0]
        said = self.words["not-here"].format(value=" ".join(rest), command=command)
        meant.refuse(said, word, [name for name in names if name != word])


def _build(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.overlay import due
    from wijkverbinder.pipeline import build

    words, start = WORDS[language], time.perf_counter()
    project = _project(options)
    gc.disable()
    try:
        outcome = build(project, _progress(words))
    finally:
        gc.freeze()  # the process ends soon, and gives all back at once: nobody need walk it before
        gc.enable()
    outcome.report.add(due(project.settings, _today(), project.overlay, project.layer))
    _tell(outcome, project, options, language, drafts=False)
    seconds = f"{time.perf_counter() - start:.2f}"
    if outcome.failed:
        _say_failed(words, outcome.report.in_order(), "")
        return 1
    folder = project.shown(project.output)
    name = "built" if outcome.written or outcome.removed else "same"
    values = {"written": len(outcome.written), "removed": len(outcome.removed)}
    said = words[name].format(pages=outcome.pages, seconds=seconds, output=f"{folder}/index.html", **values)
    print(said, file=_beside(options))
    return 0


def _check(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.pipeline import check

    words, start = WORDS[language], time.perf_counter()
    project = _project(options)
    outcome = check(project, _progress(words))
    _tell(outcome, project, options, language, drafts=True)
    if outcome.failed:
        _say_failed(words, outcome.report.in_order(), "check-")
        return 1
    said = words["checked"].format(pages=outcome.pages, seconds=f"{time.perf_counter() - start:.2f}")
    if drafts := sum(found.code == "draft-left-out" for found in outcome.report.problems):
        said += " " + words["drafts-one" if drafts == 1 else "drafts"].format(count=drafts)
    print(said, file=_beside(options))
    return 0


def _addresses(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.addresses import listed_text, read_listed
    from wijkverbinder.pipeline import check

    words, project = WORDS[language], _project(options)
    outcome = check(project, _progress(words))
    _tell(outcome, project, options, language, drafts=False)
    if outcome.failed:
        _say_failed(words, outcome.report.in_order(), "check-")
        return 1
    try:
        # With a local layer its own pages stand in its own list: the core's is that of every host.
        listed = read_listed(project.listed_here)
        known = listed.keys() | read_listed(project.listed).keys()
        new = [path for path in outcome.addresses if path not in known]
        if new and not options.check:
            project.listed_here.write_text(listed_text([*listed, *new]), "utf-8", newline="\n")
    except OSError as error:
        _say_refused(error, language)
        return 1
    more = [f"+ … {len(new) - 20}"] if len(new) > 20 else []
    print("".join(f"{line}\n" for line in [*(f"+ {path}" for path in new[:20]), *more]), end="")
    name = "listed" if not new else "to-list" if options.check else "now-listed"
    values = {"count": len(new), "all": len({*listed, *new}), "file": project.shown(project.listed_here)}
    print(words[name].format(**values))
    return 1 if new and options.check else 0


def _edition(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder import EDITION, __version__, editions
    from wijkverbinder.read import read_sources

    words, project = WORDS[language], _project(options)
    languages = project.read_settings().languages
    reading = read_sources(project.content, languages)
    noted, problems = editions.read_editions(project.editions)
    if reading.problems or problems:
        return _check(options, _rest, language) or 1
    try:
        before = editions.read_texts(project.edition_texts)
        now = editions.texts_of(reading, project.content, languages[0])
        made = editions.next_edition(noted, before, now, __version__, EDITION)
        texts = {project.editions: editions.editions_text(made), project.edition_texts: editions.texts_text(now)}
        stale = [file for file, text in texts.items() if not file.exists() or file.read_text("utf-8") != text]
        for file in stale if not options.check else ():
            file.write_text(texts[file], "utf-8", newline="\n")
    except OSError as error:
        _say_refused(error, language)
        return 1
    brought = made[0]
    values = {name: len(getattr(brought, name)) for name in ("added", "changed", "gone")}
    name = "to-note" if stale and options.check else "noted"
    shown = project.shown(project.editions)
    print(words[name].format(version=brought.version, date=brought.date, file=shown, **values))
    return 1 if stale and options.check else 0


def _package(options: argparse.Namespace, rest: list[str], language: str) -> int:
    from wijkverbinder.parcel import NoParcel
    from wijkverbinder.parcel.make import make_parcels
    from wijkverbinder.parcel.single import make_one_files
    from wijkverbinder.parcel.warc import NoAddress, make_warc
    from wijkverbinder.parcel.web import make_web_folder

    if _build(options, rest, language):
        return 1
    words, project = WORDS[language], _project(options)
    folder = Path(options.to or project.root / "dist").absolute()
    try:
        made = make_parcels(project, folder, options.since or "")
        made += make_one_files(project, folder) if options.one_file else []
        made += [make_warc(project, folder)] if options.warc else []
        if options.web:
            print(words["web-made"].format(path=project.shown(make_web_folder(project, folder / "web"))))
    except NoAddress:
        print(words["no-address"], file=sys.stderr)
        return 2
    except NoParcel as error:
        print(words["no-parcel"].format(why=error), file=sys.stderr)
        return 2
    except OSError as error:
        _say_refused(error, language)
        return 1
    for path in made:
        print(words["packed"].format(path=project.shown(path), size=-(-path.stat().st_size // 1000)))
    return 0


def _pdf(options: argparse.Namespace, rest: list[str], language: str) -> int:
    from wijkverbinder.browsers import NoSuchBrowser, find_browser
    from wijkverbinder.devtools import BrowserFailed
    from wijkverbinder.pdf import book_pages, make_pdfs
    from wijkverbinder.route import MOST_IN_BOOK

    if _build(options, rest, language):
        return 1
    words, project = WORDS[language], _project(options)
    books = [*book_pages(project).values()]
    if not books:
        print(words["no-book"].format(most=MOST_IN_BOOK), file=sys.stderr)
        return 2
    try:
        browser = find_browser("chromium")
    except NoSuchBrowser as error:
        print(words["not-there"].format(name=error.variable, path=error.path), file=sys.stderr)
        return 2
    if not browser:
        print(words["no-browser"].format(page=project.shown(books[0])), file=sys.stderr)
        return 2
    try:
        made = make_pdfs(project, Path(options.to or project.root / "dist").absolute(), browser)
    except BrowserFailed as error:
        print(words["not-printed"].format(why=error), file=sys.stderr)
        return 1
    except OSError as error:
        _say_refused(error, language)
        return 1
    for path in made:
        print(words["packed"].format(path=project.shown(path), size=-(-path.stat().st_size // 1000)))
    return 0


def _report(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.report import make_report
    from wijkverbinder.report.show import as_json, blocks_of, in_markdown, in_words, title_of

    if options.against:
        return _report_against(options, language)
    project = _project(options)
    report = make_report(project, options.today or _today(), _manners(project) if options.online else None)
    if options.html:
        return _write_page(
            Path(options.html), title_of(report, language), blocks_of(report, language), project, language
        )
    show = in_markdown if options.markdown else in_words
    print(as_json(report) if options.json else show(report, language))
    return 1 if options.strict and report.broken_limits else 0


def _manners(project: Project) -> Manners:
    """How links to other sites are visited: who visits says who it is, and where it can be found."""
    from wijkverbinder.report.online import Manners

    settings = project.read_settings()
    home = settings.base_url or settings.repository
    return Manners(f"Wijkverbinder/{__version__} (link check{f'; +{home}' if home else ''})", time.sleep)


def _write_page(file: Path, title: str, blocks: list[Block], project: Project, language: str) -> int:
    """Writes a report as a page by itself."""
    from wijkverbinder.assets import bundle_style
    from wijkverbinder.report.page import report_page
    from wijkverbinder.report.show import WORDS as REPORT_WORDS

    name = project.read_settings().name
    styles = (project.assets / "css" / "main.css", PACKAGE / "report" / "page.css")
    style = "".join(map(bundle_style, styles))
    try:
        text = report_page(title, blocks, REPORT_WORDS[language], language, name, style)
        file.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        _say_refused(error, language)
        return 1
    print(WORDS[language]["page-made"].format(path=file), file=sys.stderr)
    return 0


def _report_against(options: argparse.Namespace, language: str) -> int:
    from wijkverbinder.formats import Telling
    from wijkverbinder.git import GitFault
    from wijkverbinder.report import show_change
    from wijkverbinder.report.against import report_against

    project = _project(options)
    try:
        change = report_against(project, options.against, options.today or _today())
    except GitFault as fault:
        said = show_change.git_fault_in_words(
            fault.code, fault.value, fault.near, shallow=fault.shallow, language=language
        )
        print(said, file=sys.stderr)
        return 2
    if options.html:
        title, blocks = show_change.WORDS[language]["title"], show_change.change_blocks(change, language)
        return _write_page(Path(options.html), title, blocks, project, language)
    if options.json:
        print(show_change.change_as_json(change, Telling(project.root, language)))
    else:
        show = show_change.change_in_markdown if options.markdown else show_change.change_in_words
        print(show(change, language))
    return 1 if options.strict and (not change.built or change.limits > change.limits_before) else 0


def _translations(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.report import marks_of, translated_pages
    from wijkverbinder.report.lagging import marks_text, measure_translations, read_marks, renewed
    from wijkverbinder.text import nearest

    words, project = WORDS[language], _project(options)
    pairs, marks = translated_pages(project), read_marks(marks_of(project))
    paths = {translation.path for _, translation in pairs}
    agreed = {project.shown(Path(name).absolute()) for name in options.files}
    for name in sorted(agreed - paths):
        near = nearest(name, paths)
        print(
            words["no-translation"].format(path=name, near=words["meant"].format(near) if near else ""),
            file=sys.stderr,
        )
    if agreed - paths:
        return 2
    new = renewed(pairs, marks, agreed)
    for one in measure_translations(pairs, new).lagging:
        said = one.text or words["less"]
        print(words["lags"].format(path=one.path, line=one.line, field=one.field, text=said, original=one.original))
    if new != marks:
        try:
            project.marks.write_text(marks_text(new), "utf-8", newline="\n")
        except OSError as error:
            _say_refused(error, language)
            return 1
    name = "marked" if new != marks else "marked-same"
    print(words[name].format(count=len(paths), file=project.shown(project.marks)))
    return 0


def _serve(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.serve import run_serve

    opener = None if options.no_open or not _has_screen() else _open_browser
    project = Project.on_trial(_root(options), options.overlay, form=options.form)
    return run_serve(project, language, options.port, _progress(WORDS[language]), opener)


def _has_screen() -> bool:
    """Whether a browser could open beside the terminal; where there is none, one would open inside it."""
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _open_browser(address: str) -> None:
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _new(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.new import run_new

    today = _today().isoformat()
    return run_new(_project(options), options.kind, options.title, options.lang, today, language)


def _test(_options: argparse.Namespace, rest: list[str], _language: str) -> int:
    from wijkverbinder.testing import run_tests

    return run_tests(rest)


def _lint(_options: argparse.Namespace, _rest: list[str], _language: str) -> int:
    from wijkverbinder.testing import run_lint

    return run_lint()


def _weigh(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.weigh import ALL, FIRST, table, weigh_site

    words, project = WORDS[language], _project(options)
    weights = weigh_site(project.output)
    if not weights:
        print(words["no-site"].format(folder=project.shown(project.output)), file=sys.stderr)
        return 1
    print(table(weights, words["weigh-head"].split("|")))
    heavy = sum(weight.too_heavy for weight in weights)
    values = {"pages": len(weights), "heavy": heavy, "first": FIRST, "all": ALL}
    print(words["too-heavy" if heavy else "light"].format(**values))
    return 1 if heavy else 0


def _bench(options: argparse.Namespace, _rest: list[str], _language: str) -> int:
    from wijkverbinder.bench import run_bench, run_browser_bench, run_serve_bench

    if options.browser:
        from wijkverbinder.browsers import find_browser

        return run_browser_bench(ROOT, options.counts or [100, 1_000], find_browser("chromium"))
    if options.serve:
        return run_serve_bench(ROOT, options.counts or [100, 1_000])
    return run_bench(ROOT, options.counts or [100, 1_000, 10_000])


COMMANDS: dict[str, Callable[[argparse.Namespace, list[str], str], int]] = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "new": _new,
    "addresses": _addresses,
    "edition": _edition,
    "package": _package,
    "pdf": _pdf,
    "report": _report,
    "translations": _translations,
    "test": _test,
    "lint": _lint,
    "weigh": _weigh,
    "bench": _bench,
}
"""Every command by name."""

TOOLS = frozenset({"test", "lint", "bench"})
"""The commands about our own code, which look at no project."""

SHARED: dict[str, frozenset[str]] = {
    "output": frozenset({"build", "package", "pdf", "weigh"}),
    "source": frozenset(COMMANDS) - TOOLS,
    "overlay": frozenset(COMMANDS) - TOOLS - {"weigh"},
    "language": frozenset(COMMANDS),
}
"""The options that may also stand before a command, and the commands that do something with them."""


def _parser(language: str, names: Sequence[str] = ()) -> _Parser:
    """What understands the arguments.

    Args:
        language: of its help.
        names: the commands that may be meant, all where none is given: to make them all ready takes as long as it
            takes a build with nothing to do to look at the site.
    """
    words = WORDS[language]
    parser = _Parser(prog="build.py", description=words["about"], words=words)
    _add_shared(parser, words, [*SHARED])
    parser.set_defaults(format="text")
    commands = parser.add_subparsers(dest="command", metavar="|".join(COMMANDS))
    for name in names or COMMANDS:
        description = words[name].capitalize() + "."
        command = commands.add_parser(name, help=words[name], description=description, words=words)
        parser.commands[name] = command
        if name in ADDED:
            ADDED[name](command, words)
        taken = [option for option, takers in SHARED.items() if name in takers and name not in TOOLS]
        _add_shared(command, words, taken, default=argparse.SUPPRESS)
    return parser


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()


FORMS = ("text", "github", "gitlab", "json", "sarif")
"""The names in `formats.FORMATS`, which a build without problems never loads; a test compares the two."""

FOR_PEOPLE = frozenset({"text", "github"})
"""Those in which nothing is said where nothing is wrong; the others are a whole file all the same."""


def _add_format(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--format", choices=FORMS, default="text", help=words["format"])


def _add_serve(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--port", type=_port, default=8000, help=words["port"])
    command.add_argument("--no-open", action="store_true", help=words["no-open"])
    command.add_argument("--form", action="store_true", help=words["form"])


def _add_new(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("kind", metavar="SOORT", help=words["kind"])
    command.add_argument("title", metavar="TITEL", help=words["title-of"])
    command.add_argument("--lang", metavar="TAAL", default="", help=words["lang"])


def _add_addresses(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--check", action="store_true", help=words["addresses-check"])
    _add_format(command, words)


def _add_edition(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--check", action="store_true", help=words["edition-check"])
    _add_format(command, words)


def _add_package(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--since", metavar="ZIP", help=words["since"])
    command.add_argument("--web", action="store_true", help=words["web"])
    command.add_argument("--one-file", action="store_true", help=words["one-file"])
    command.add_argument("--warc", action="store_true", help=words["warc"])
    command.add_argument("--to", metavar="MAP", help=words["to"])


def _add_pdf(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--to", metavar="MAP", help=words["to"])


def _add_report(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=words["json"])
    form.add_argument("--markdown", action="store_true", help=words["markdown"])
    form.add_argument("--html", metavar="BESTAND", default="", help=words["html"])
    command.add_argument("--online", action="store_true", help=words["online"])
    command.add_argument("--against", metavar="REVISIE", default="", help=words["against"])
    command.add_argument("--strict", action="store_true", help=words["strict"])
    command.add_argument("--today", metavar="DAG", type=_day, help=words["today"])


def _add_translations(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("files", nargs="*", metavar="BESTAND", help=words["agreed"])


def _add_bench(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("counts", nargs="*", type=int, help=words["counts"])
    command.add_argument("--serve", action="store_true", help=words["bench-serve"])
    command.add_argument("--browser", action="store_true", help=words["bench-browser"])


def _add_test(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.epilog = f"… : {words['rest']}"


ADDED: dict[str, Callable[[argparse.ArgumentParser, dict[str, str]], None]] = {
    "build": _add_format,
    "check": _add_format,
    "serve": _add_serve,
    "new": _add_new,
    "addresses": _add_addresses,
    "edition": _add_edition,
    "package": _add_package,
    "pdf": _add_pdf,
    "report": _add_report,
    "translations": _add_translations,
    "bench": _add_bench,
    "test": _add_test,
}
"""The arguments of each command that has some of its own."""


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise ValueError(text)
    return int(text)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _add_shared(
    parser: argparse.ArgumentParser, words: dict[str, str], names: Sequence[str], default: str | None = None
) -> None:
    """Options of `SHARED`; before the command their value is None where they are not given."""
    for name in names:
        if name == "language":
            parser.add_argument("--language", choices=("nl", "en"), default=default, help=words[name])
        else:
            parser.add_argument(f"--{name}", metavar="MAP", default=default, help=words[name])


def _project(options: argparse.Namespace) -> Project:
    output = Path(options.output).absolute() if options.output else None
    return Project.at(_root(options), output, options.overlay)


def _root(options: argparse.Namespace) -> Path:
    """The folder of the project.

    Raises:
        _NoFolder: it is not there.
    """
    root = Path(options.source).absolute()
    if not root.is_dir():
        raise _NoFolder(root.as_posix())
    return root


def _say_refused(error: OSError, language: str) -> None:
    """Says why a file can't be written, or read on the way to that, with its name."""
    from wijkverbinder.problems import in_language, reason_of

    words, why = WORDS[language], reason_of(error)
    file = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    # To write in a folder that is there, nothing need be there yet.
    lacks = why == "@absent" and Path(file).parent.is_dir()
    if file and (lacks or (Path(file).is_file() and not os.access(file, os.R_OK))):
        print(words["unreadable"].format(path=file, why=in_language(why, language)), file=sys.stderr)
        return
    if why == "@absent" and file:
        said = words["no-such-folder"].format(path=Path(file).parent)
    else:
        said = f"{file}: " * bool(file) + in_language(why, language)
    print(words["unwritable"].format(why=said), file=sys.stderr)


def _progress(words: dict[str, str]) -> Callable[[str, int], None]:
    """Tells a person at a terminal which stage runs; says nothing to a file or a pipe."""
    if not sys.stderr.isatty():
        return lambda _stage, _count: None

    def show(stage: str, count: int) -> None:
        sys.stderr.write(
            f"\r\033[K{words.get(stage, words['check'])} ({count})…" if stage != "publish" else "\r\033[K"
        )
        sys.stderr.flush()

    return show


def _tell(outcome: Outcome, project: Project, options: argparse.Namespace, language: str, *, drafts: bool) -> None:
    """The problems in the form that was asked for: words beside the output, all else as the output itself."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
    if not outcome.report.problems and options.format in FOR_PEOPLE:
        return
    from wijkverbinder.formats import FORMATS, Telling, shown

    problems = [*shown(outcome.report.in_order(), drafts=drafts)]
    if options.format not in FOR_PEOPLE or problems:
        telling = Telling(project.root, language, project.read_settings().repository)
        said = FORMATS[options.format](problems, telling)
        print(said, file=sys.stderr if options.format == "text" else sys.stdout)


def _beside(options: argparse.Namespace) -> TextIO:
    """Where a command says what it did: not in the midst of an output that a program reads."""
    return sys.stdout if options.format == "text" else sys.stderr


def _say_failed(words: dict[str, str], problems: Sequence[Problem], prefix: str) -> None:
    errors = sum(problem.is_error for problem in problems)
    name = f"{prefix}one-error" if errors == 1 else f"{prefix}errors"
    print(words[name].format(errors=errors), file=sys.stderr)


def _unexpected(error: Exception, root: Path, language: str) -> int:
    import tempfile
    import traceback

    shown = "-"
    # Where the project lets nobody write, or is none, the folder of the system for such files does.
    for folder in (Project.at(root).state, Path(tempfile.gettempdir())):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "fout.log").write_text("".join(traceback.format_exception(error)), "utf-8")
            shown = str(folder / "fout.log")
            break
    why = f"{type(error).__name__}: {error}"
    print(WORDS[language]["unexpected"].format(why=why, log=shown), file=sys.stderr)
    return 1
