"""The command `serve`: builds a trial site, shows it in the browser, and shows it anew after each saved file.

The trial site lies aside; `site/` stays what `build` made of it. Building happens beside the server, in a thread of
its own, and what it came to goes to every open page.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from wijkverbinder.config import EDITOR, Settings
from wijkverbinder.formats import Telling, as_text, shown
from wijkverbinder.lock import Busy
from wijkverbinder.pipeline import Outcome, Progress, Session
from wijkverbinder.project import Project
from wijkverbinder.serve.trial import Trial, counted

if TYPE_CHECKING:
    from wijkverbinder.serve.writing import Writing

PORT = 8000

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "ready": "De proefsite staat op {address} (alleen op deze computer). Stop met Ctrl-C.",
        "form": "Het formulier staat op {address} en schrijft in content/. Deel dat adres met niemand.",
        "taken": "Poort {port} is bezet; daarom is het nu {free}.",
        "no-port": "Poort {port} en de poorten daarna zijn bezet. Kies een andere met --port.",
        "busy": "Er draait al een proefsite van deze map. Stop die eerst met Ctrl-C.",
        "looked": "Nagekeken in {seconds} s.",
        "built": "Bijgewerkt: {count} bestanden.",
        "built-one": "Bijgewerkt: 1 bestand.",
        "same": "Er verandert niets op de site.",
        "mended": "Alles klopt weer.",
        "failed": "{count} fouten. De proefsite blijft zoals zij was; verbeter ze en sla op.",
        "failed-one": "1 fout. De proefsite blijft zoals zij was; verbeter hem en sla op.",
        "drafts": "Concepten, alleen hier te zien:",
        "todo": "nog {count} dingen te doen",
        "todo-one": "nog 1 ding te doen",
        "stopped": "Gestopt.",
        "draft": "Concept",
        "draft-text": "Deze pagina staat alleen hier, niet op de echte site.",
        "draft-done": "Er ontbreekt niets meer. Haal de regel “draft: true” weg, en zij komt op de site.",
        "draft-todo": "Nog {count} dingen in te vullen of te verbeteren (met de regel in het bestand)",
        "draft-todo-one": "Nog 1 ding in te vullen of te verbeteren (met de regel in het bestand)",
        "waiting": "De site kan nog niet gemaakt worden",
        "waiting-text": "Verbeter eerst wat er niet klopt. Daarna komt de site hier vanzelf.",
        "layer-title": "{count} fouten",
        "layer-title-one": "1 fout",
        "layer-text": "De pagina hieronder is zoals zij was. Verbeter het bestand en sla op: dan gaat dit weg.",
        "layer-more": "Uitleg:",
        "layer-close": "Sluiten",
        "layer-show": "{count} fouten tonen",
        "layer-show-one": "1 fout tonen",
    },
    "en": {
        "ready": "The trial site is at {address} (on this computer only). Stop with Ctrl-C.",
        "form": "The form is at {address} and writes in content/. Share that address with nobody.",
        "taken": "Port {port} is taken; so it is {free} now.",
        "no-port": "Port {port} and those after it are taken. Choose another with --port.",
        "busy": "A trial site of this folder is running already. Stop that first with Ctrl-C.",
        "looked": "Checked in {seconds} s.",
        "built": "Updated: {count} files.",
        "built-one": "Updated: 1 file.",
        "same": "Nothing changes on the site.",
        "mended": "All is well again.",
        "failed": "{count} errors. The trial site stays as it was; mend them and save.",
        "failed-one": "1 error. The trial site stays as it was; mend it and save.",
        "drafts": "Drafts, to be seen here only:",
        "todo": "{count} things still to do",
        "todo-one": "1 thing still to do",
        "stopped": "Stopped.",
        "draft": "Draft",
        "draft-text": "This page is only here, not on the real site.",
        "draft-done": "Nothing is missing any more. Remove the line “draft: true”, and it comes on the site.",
        "draft-todo": "{count} things still to fill in or to mend (with the line in the file)",
        "draft-todo-one": "1 thing still to fill in or to mend (with the line in the file)",
        "waiting": "The site can't be made yet",
        "waiting-text": "Mend what is wrong first. Then the site comes here by itself.",
        "layer-title": "{count} errors",
        "layer-title-one": "1 error",
        "layer-text": "The page below is as it was. Mend the file and save it: then this goes away by itself.",
        "layer-more": "More:",
        "layer-close": "Close",
        "layer-show": "Show {count} errors",
        "layer-show-one": "Show 1 error",
    },
}
"""What the command and its pages say."""


def run_serve(
    project: Project, language: str, port: int, progress: Progress, open_page: Callable[[str], None] | None = None
) -> int:
    """Shows the trial site of a project until somebody stops it.

    Args:
        project: the project, on trial.
        language: the language of what is said: ``nl`` or ``en``.
        port: the port that is wanted, on this machine alone; when it is taken, the next free one.
        progress: told what the first build does.
        open_page: opens the site for who is at the machine.

    Returns:
        0 when it was stopped, 1 when it could not start.
    """
    from wijkverbinder.serve.server import open_port

    words = WORDS[language]
    try:
        sockets, free = open_port(port)
    except OSError:
        print(words["no-port"].format(port=port), flush=True)
        return 1
    try:
        with Session(project) as session:
            address = f"http://127.0.0.1:{free}/"
            serving = _Serving(project, session, language, address)
            serving.take(session.build(progress))
            if free != port and port:
                print(words["taken"].format(port=port, free=free), flush=True)
            print(words["ready"].format(address=address), flush=True)
            first = address
            if serving.writing:
                first = address + serving.writing.door.lstrip("/")
                print(words["form"].format(address=first), flush=True)
            serving.tell_drafts()
            with suppress(KeyboardInterrupt):
                asyncio.run(serving.run(sockets, lambda: open_page(first) if open_page else None))
    except Busy:
        print(words["busy"], flush=True)
        return 1
    except KeyboardInterrupt:
        pass
    finally:
        for one in sockets:
            one.close()
    print(f"\n{words['stopped']}", flush=True)
    return 0


class _Serving:
    """One run of the command."""

    def __init__(self, project: Project, session: Session, language: str, address: str) -> None:
        self.project, self.session, self.language = project, session, language
        self.address = address
        self.words = WORDS[language]
        self.settings = self._settings()
        self.writing = self._writing() if project.form else None
        # Numbers go on after a new start, so that a page that stayed open knows whether it is of before.
        self.trial = Trial(build=int(time.time()))

    def _writing(self) -> Writing:
        from wijkverbinder.serve.writing import Writing

        return Writing(self.project.content, f"{self.settings.base_path}{EDITOR}index.html")

    def _settings(self) -> Settings:
        return self.session.project.read_settings()

    async def run(self, sockets: list, ready: Callable[[], None]) -> None:  # type: ignore[type-arg]
        """Serves until the task is cancelled, which is what Ctrl-C does."""
        from tornado.httpserver import HTTPServer

        from wijkverbinder.serve.server import Shown, make_application, tell_all
        from wijkverbinder.serve.watching import Watching

        for name in ("tornado.access", "tornado.application", "tornado.general", "livereload"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        loop = asyncio.get_running_loop()
        over: asyncio.Future[None] = loop.create_future()
        with suppress(NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(signal.SIGTERM, _end, over)

        def changed() -> None:
            start = time.perf_counter()
            try:
                outcome = self.session.build()
            except Exception as error:  # noqa: BLE001 - said by who started us, and not lost in a thread
                loop.call_soon_threadsafe(_end, over, error)
                return
            if not loop.is_closed():
                loop.call_soon_threadsafe(show, outcome, time.perf_counter() - start)

        def show(outcome: Outcome, seconds: float) -> None:
            self.take(outcome, seconds)
            tell_all()

        site = Shown(self.project.output, lambda: self.settings.base_path, self.trial, self.words, self.language)
        server = HTTPServer(make_application(site, self.writing))
        server.add_sockets(sockets)
        watching = Watching(lambda: self.session.project, changed, self.session.is_behind)
        watching.start()
        ready()
        try:
            await over
        finally:
            server.stop()
            watching.stop()

    def take(self, outcome: Outcome, seconds: float | None = None) -> None:
        """Takes in what a build came to, and says it."""
        self.settings = self._settings()
        telling = Telling(self.project.root, self.language, self.settings.repository)
        failed_before, drafts_before = self.trial.failed, self.trial.drafts
        self.trial.take(outcome, telling)
        problems = [*shown(outcome.report.in_order(), drafts=False)]
        if seconds is not None:
            print(self.words["looked"].format(seconds=f"{seconds:.2f}"), flush=True)
        if problems:
            print(as_text(problems, telling), flush=True)
        if outcome.failed:
            print(counted(self.words, "failed", self.trial.problems), flush=True)
            return
        if failed_before:
            print(self.words["mended"], flush=True)
        files = [*outcome.written, *outcome.removed]
        if seconds is not None:
            print(counted(self.words, "built", files) if files else self.words["same"], flush=True)
        if seconds is not None and self.trial.drafts != drafts_before:
            self.tell_drafts()

    def tell_drafts(self) -> None:
        """Says where each draft can be seen, and how much is still to be done in it."""
        if self.trial.drafts:
            print(self.words["drafts"], flush=True)
        for page, source in sorted(self.session.last.drafts.items()):
            todo = self.trial.drafts[page]
            more = f": {counted(self.words, 'todo', todo)}" if todo else ""
            print(f"  {self.address}{page}  ({source}{more})", flush=True)


def _end(over: asyncio.Future[None], error: Exception | None = None) -> None:
    """Ends the run: as it should, or with what went wrong in the program itself."""
    if over.done():
        return
    if error:
        over.set_exception(error)
    else:
        over.set_result(None)
