"""The commands: arguments in, words and an exit code out; all work is done elsewhere."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from wijkverbinder.problems import Problem
from wijkverbinder.project import Project

ROOT = Path(__file__).resolve().parent.parent

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "about": "Bouwt de site van De Wijkverbinder uit content/.",
        "build": "bouwt site/ (dit gebeurt ook zonder opdracht)",
        "check": "kijkt alles na en schrijft niets",
        "test": "voert alle tests uit, ook in de browser",
        "lint": "kijkt de code na (ruff, mypy)",
        "report": "meet de inhoud: taal, dekking, bronnen, data",
        "json": "als JSON, voor andere programma's",
        "strict": "eindigt met 1 als een grens overschreden is",
        "today": "dag waartegen de data gehouden worden, als 2026-11-22 (standaard: vandaag)",
        "bench": "meet tijd en geheugen met 100, 1.000 en 10.000 activiteiten",
        "package": "maakt een zip van de site om mee te nemen",
        "since": "maakt ook een pakket dat een eerdere uitgave bijwerkt: haar zip of versie",
        "to": "map voor de pakketten (standaard: dist/)",
        "no-parcel": "“{why}” is geen kopie die wij maakten. Noem het zip-bestand van een eerdere uitgave.",
        "packed": "{path}: {size} kB",
        "unwritable": "Schrijven lukt niet: {why}",
        "output": "map voor de site (standaard: site/)",
        "source": "map van het project (standaard: de map van build.py)",
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
        "built": "{pages} pagina's in {seconds} s: {written} bestanden geschreven, {removed} weggehaald. → {output}",
        "same": "{pages} pagina's in {seconds} s: niets veranderd. → {output}",
        "unexpected": "Er ging iets mis in het programma zelf: {why}\n"
        "Dat is niet jouw fout. Meld het, met wat er staat in {log}.",
        "error": "fout",
        "warning": "let op",
        "interrupted": "Afgebroken. De site is zoals hij was.",
    },
    "en": {
        "about": "Builds the site of De Wijkverbinder out of content/.",
        "build": "builds site/ (also without a command)",
        "check": "checks everything and writes nothing",
        "test": "runs all tests, those in the browser too",
        "lint": "checks the code (ruff, mypy)",
        "report": "measures the content: language, coverage, sources, dates",
        "json": "as JSON, for other programs",
        "strict": "ends with 1 when a limit is broken",
        "today": "day to hold the dates against, as 2026-11-22 (default: today)",
        "bench": "measures time and memory with 100, 1,000 and 10,000 activities",
        "package": "makes a zip of the site to take along",
        "since": "also makes a pack that brings an earlier edition up to date: its zip or version",
        "to": "folder for the packages (default: dist/)",
        "no-parcel": "“{why}” is no copy that we made. Name the zip of an earlier edition.",
        "packed": "{path}: {size} kB",
        "unwritable": "Can't write: {why}",
        "output": "folder for the site (default: site/)",
        "source": "folder of the project (default: the folder of build.py)",
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
        "built": "{pages} pages in {seconds} s: {written} files written, {removed} removed. → {output}",
        "same": "{pages} pages in {seconds} s: nothing changed. → {output}",
        "unexpected": "Something went wrong in the program itself: {why}\n"
        "That is not your fault. Report it, with what stands in {log}.",
        "error": "error",
        "warning": "note",
        "interrupted": "Stopped. The site is as it was.",
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
    options, rest = _parser(language).parse_known_args(list(arguments))
    if rest and options.command != "test":
        _parser(language).error(f"{' '.join(rest)}?")
    try:
        return COMMANDS[options.command or "build"](options, rest, language)
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


def show_problem(problem: Problem, language: str) -> str:
    """A problem as one block: place, kind, what is wrong, what to do.

    >>> # content/activities/dialoog.md:12:3: fout: “dialog” is geen term … [unknown-term]
    """
    at = problem.location
    place = ":".join(str(part) for part in (at.path, at.line, at.column) if part)
    kind = WORDS[language]["error" if problem.is_error else "warning"]
    return f"{place}: {kind}: {problem.sentence(language)} [{problem.code}]\n    {problem.remedy(language)}"


def _build(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.config import due
    from wijkverbinder.pipeline import build

    words, start = WORDS[language], time.perf_counter()
    project = _project(options)
    outcome = build(project, _progress(words))
    outcome.report.add(due(project.settings, _today()))
    _show_problems(outcome.report.in_order(), language)
    seconds = f"{time.perf_counter() - start:.2f}"
    if outcome.failed:
        _say_failed(words, outcome.report.in_order(), "")
        return 1
    shown = project.shown(project.output)
    name = "built" if outcome.written or outcome.removed else "same"
    values = {"written": len(outcome.written), "removed": len(outcome.removed)}
    print(words[name].format(pages=outcome.pages, seconds=seconds, output=f"{shown}/index.html", **values))
    return 0


def _check(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.pipeline import check

    words, start = WORDS[language], time.perf_counter()
    outcome = check(_project(options), _progress(words))
    _show_problems(outcome.report.in_order(), language)
    if outcome.failed:
        _say_failed(words, outcome.report.in_order(), "check-")
        return 1
    print(words["checked"].format(pages=outcome.pages, seconds=f"{time.perf_counter() - start:.2f}"))
    return 0


def _package(options: argparse.Namespace, rest: list[str], language: str) -> int:
    from wijkverbinder.parcel import NoParcel
    from wijkverbinder.parcel.make import make_parcels

    if _build(options, rest, language):
        return 1
    words, project = WORDS[language], _project(options)
    try:
        made = make_parcels(project, Path(options.to or project.root / "dist").absolute(), options.since or "")
    except NoParcel as error:
        print(words["no-parcel"].format(why=error), file=sys.stderr)
        return 2
    except OSError as error:
        print(words["unwritable"].format(why=error), file=sys.stderr)
        return 1
    for path in made:
        print(words["packed"].format(path=project.shown(path), size=-(-path.stat().st_size // 1000)))
    return 0


def _report(options: argparse.Namespace, _rest: list[str], language: str) -> int:
    from wijkverbinder.report import make_report
    from wijkverbinder.report.show import as_json, in_words

    report = make_report(_project(options), options.today or _today())
    print(as_json(report) if options.json else in_words(report, language))
    return 1 if options.strict and report.broken_limits else 0


def _test(_options: argparse.Namespace, rest: list[str], _language: str) -> int:
    from wijkverbinder.testing import run_tests

    return run_tests(rest)


def _lint(_options: argparse.Namespace, _rest: list[str], _language: str) -> int:
    from wijkverbinder.testing import run_lint

    return run_lint()


def _bench(options: argparse.Namespace, _rest: list[str], _language: str) -> int:
    from wijkverbinder.bench import run_bench

    return run_bench(ROOT, options.counts or [100, 1_000, 10_000])


COMMANDS: dict[str, Callable[[argparse.Namespace, list[str], str], int]] = {
    "build": _build,
    "check": _check,
    "package": _package,
    "report": _report,
    "test": _test,
    "lint": _lint,
    "bench": _bench,
}
"""Every command by name."""


def _parser(language: str) -> argparse.ArgumentParser:
    words = WORDS[language]
    parser = argparse.ArgumentParser(prog="build.py", description=words["about"])
    _add_shared(parser, words)
    commands = parser.add_subparsers(dest="command", metavar="|".join(COMMANDS))
    for name in COMMANDS:
        command = commands.add_parser(name, help=words[name], description=words[name].capitalize() + ".")
        if name in {"build", "check", "package", "report"}:
            _add_shared(command, words, default=argparse.SUPPRESS)
        if name == "report":
            command.add_argument("--json", action="store_true", help=words["json"])
            command.add_argument("--strict", action="store_true", help=words["strict"])
            command.add_argument("--today", metavar="DAG", type=_day, help=words["today"])
        if name == "package":
            command.add_argument("--since", metavar="ZIP", help=words["since"])
            command.add_argument("--to", metavar="MAP", help=words["to"])
        if name == "bench":
            command.add_argument("counts", nargs="*", type=int, help=words["counts"])
        if name == "test":
            command.epilog = f"… : {words['rest']}"
    return parser


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}? (2026-11-22)") from None


def _add_shared(parser: argparse.ArgumentParser, words: dict[str, str], default: str | None = None) -> None:
    parser.add_argument("--output", metavar="MAP", default=default, help=words["output"])
    parser.add_argument("--source", metavar="MAP", default=default or str(ROOT), help=words["source"])
    parser.add_argument("--language", choices=("nl", "en"), default=default, help=words["language"])


def _project(options: argparse.Namespace) -> Project:
    output = Path(options.output).absolute() if options.output else None
    return Project.at(Path(options.source).absolute(), output)


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


def _show_problems(problems: Sequence[Problem], language: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
    for problem in problems:
        print(show_problem(problem, language), file=sys.stderr)


def _say_failed(words: dict[str, str], problems: Sequence[Problem], prefix: str) -> None:
    errors = sum(problem.is_error for problem in problems)
    name = f"{prefix}one-error" if errors == 1 else f"{prefix}errors"
    print(words[name].format(errors=errors), file=sys.stderr)


def _unexpected(error: Exception, root: Path, language: str) -> int:
    import traceback

    log = Project.at(root).state / "fout.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), "utf-8")
        shown = str(log)
    except OSError:
        shown = "-"
        traceback.print_exception(error)
    why = f"{type(error).__name__}: {error}"
    print(WORDS[language]["unexpected"].format(why=why, log=shown), file=sys.stderr)
    return 1
