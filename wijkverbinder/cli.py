"""The commands: arguments in, words and an exit code out; all work is done elsewhere."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from wijkverbinder import __version__
from wijkverbinder.arguments import FOR_PEOPLE, understand
from wijkverbinder.command_words import WORDS, spoken_language
from wijkverbinder.problems import Problem
from wijkverbinder.project import PACKAGE, Project

if TYPE_CHECKING:  # what a build with nothing to do never loads
    from wijkverbinder.pipeline import Outcome
    from wijkverbinder.report.blocks import Block
    from wijkverbinder.report.online import Manners

ROOT = Path(__file__).resolve().parent.parent


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
    options, rest = understand(arguments, language)
    options.source = options.source or str(ROOT)
    try:
        return COMMANDS[options.command](options, rest, language)
    except _NoFolder as error:
        print(WORDS[language]["no-folder"].format(path=error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\n{WORDS[language]['interrupted']}", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001 - the last stop: an editor never meets a traceback
        return _unexpected(error, Path(options.source), language)


class _NoFolder(Exception):
    """The folder that was named as that of the project is not there."""


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
    _say_made(made, project, words)
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
    _say_made(made, project, words)
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


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()


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


def _say_made(files: Iterable[Path], project: Project, words: dict[str, str]) -> None:
    for path in files:
        print(words["packed"].format(path=project.shown(path), size=-(-path.stat().st_size // 1000)))


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
