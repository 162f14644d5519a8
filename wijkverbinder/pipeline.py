"""The order of the stages; the details of a stage are its own.

    read → validate → link → route → view → render → check → publish

After a stage that found errors nothing more is made, but reading, validating and linking look at everything
first, so that an editor gets every problem at once.
"""

from __future__ import annotations

import errno
import gc
import os
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote

from wijkverbinder.layers import file_of, read_all
from wijkverbinder.memo import Memo, notes_of, nothing_to_do
from wijkverbinder.model import Artifact, Entry, Location, Ref, Route, Source, Stamp
from wijkverbinder.overlay import OVERLAY
from wijkverbinder.problems import Problem, Report, problem, reason_of
from wijkverbinder.project import LAYER, Project, by_ours, digest_of_code, strays
from wijkverbinder.read import NotText, Reading, lies_in, read_own, read_text, stamp_of, stamps_in
from wijkverbinder.store import Slot, Store, StoreDamaged
from wijkverbinder.text import nearest

if TYPE_CHECKING:  # what a build with nothing to do never loads
    from wijkverbinder.catalog import Catalog
    from wijkverbinder.ground import Ground
    from wijkverbinder.link import Site
    from wijkverbinder.pages import PageMaker, Todo
    from wijkverbinder.route import Plan

FOLLOWING = ("link", "route", "addresses", "pages", "outputs", "render.quick", "check", "publish", "spare")
"""The modules that the stages after validate load."""

ONCE = frozenset({"output-overwritten"})
"""What happened while publishing, and so is told when it does; all else is told as long as it holds."""

OWN_FOLDERS = ("overlays", "wijkverbinder", "tools", "tests", "changelog.d", ".git", ".github", ".venv")
"""Folders of a project in which no site belongs either, though no page is made of them."""

Progress = Callable[[str, int], None]
"""Told at the start of each stage: its name and how many items it has."""


@dataclass(slots=True)
class Outcome:
    """What a build or a check came to."""

    report: Report = field(default_factory=Report)
    pages: int = 0
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """The path of every page that a reader may keep the address of; none where there was nothing to do."""
    drafts: dict[str, str] = field(default_factory=dict)
    """On a trial site, the page of each draft by its path, with the file that it was made of."""
    reading: Reading | None = None
    """The files of all texts; None where there was nothing to do."""
    site: Site | None = None
    """All entries, as far as they were linked; None where there was nothing to do."""
    plan: Plan | None = None
    """What the site contains; None where there was nothing to do."""

    @property
    def failed(self) -> bool:
        """Whether the site was not published (or, for a check, could not be)."""
        return self.report.failed


def build(project: Project, progress: Progress = lambda _stage, _count: None) -> Outcome:
    """Builds the site and publishes it, or reports why not and leaves it as it was."""
    from wijkverbinder.lock import Busy, locked
    from wijkverbinder.publish import recover

    if _overlaps(project):
        shown = project.shown(project.output)
        return _failed("output-own-folder", Location(shown), value=shown)
    if lacking := _lacking(project):
        return lacking
    try:
        with locked(project.state):
            recover(project.output)
            store = Store(project.state)
            try:
                return _Build(project, progress, store, writes=True).run()
            except StoreDamaged:
                store.forget()
                return _Build(project, progress, store, writes=True).run()
    except Busy:
        return _failed("build-busy", Location(project.shown(project.state)))
    except OSError as error:
        return _stopped(project, error)


class Session:
    """One project built again and again, as `serve` does: what a build leaves stays in memory until the end.

    Between two builds nothing is read that did not change. Our own code is taken to be that of the start; which local
    layer there is follows the settings.

    Raises:
        Busy: on entering, when another process builds here.
        OSError: on entering, when the state can't be written.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.store = Store(project.state)
        self.memo: Memo | None = None
        self.slots: Mapping[str, Slot] = {}
        self.seen: Mapping[str, Stamp] = {}
        """Stamp of each file that the last build looked at, whatever it came to."""
        self.last = Outcome()
        self._locked = ExitStack()

    def __enter__(self) -> Self:
        from wijkverbinder.lock import locked
        from wijkverbinder.publish import recover

        self._locked.enter_context(locked(self.project.state))
        recover(self.project.output)
        return self

    def __exit__(self, *_error: object) -> None:
        """What was remembered goes to disk, so that the next session begins where this one ended."""
        with self._locked:
            if self.memo:
                self.store.save(self.memo.state(), self.slots.values())

    def build(self, progress: Progress = lambda _stage, _count: None) -> Outcome:
        """Builds what changed, or reports why not and leaves the site as it was."""
        self._follow_settings()
        if lacking := _lacking(self.project):
            self.last = lacking
            return self.last
        try:
            self.last = _Build(self.project, progress, self.store, writes=True, session=self).run()
        except StoreDamaged:
            self.store.forget()
            self.memo = Memo()
            self.last = _Build(self.project, progress, self.store, writes=True, session=self).run()
        except OSError as error:
            self.last = _stopped(self.project, error)
        return self.last

    def _follow_settings(self) -> None:
        """Takes the local layer that the settings name, where those are others than the last build found."""
        file = self.project.settings
        if self.seen.get(file.name) != (stamp_of(file.stat()) if file.exists() else None):
            self.project = self.project.renewed()

    def is_behind(self) -> bool:
        """Whether a file of the project is another than the last build found it."""
        return self.seen != by_ours(self.project.stamps())[1]


def check(project: Project, progress: Progress = lambda _stage, _count: None) -> Outcome:
    """Goes through all stages but the last, and writes nothing into the project."""
    if lacking := _lacking(project):
        return lacking
    try:
        with TemporaryDirectory(prefix="wijkverbinder-") as aside:
            project = project._replace(state=Path(aside))
            return _Build(project, progress, Store(project.state), writes=False).run()
    except OSError as error:
        return _stopped(project, error, writes=False)


def _lacking(project: Project) -> Outcome | None:
    """What is said of a folder that is no project, no whole one, or lies elsewhere, before anything is made in it.

    Else there would be a problem for each file that should lie in it.
    """
    if not project.root.is_dir():
        why = "@not-a-folder" if project.root.exists() else "@absent"
        return _failed("file-unreadable", Location(project.shown(project.root)), why=why)
    content = project.content
    needed = (content, content / "terms", content / "messages", project.templates, project.assets)
    missing = [folder for folder in needed if not folder.is_dir() and folder.parent.is_dir()]
    found = [problem("folder-missing", Location(project.shown(one)), value=one.name) for one in missing]
    if not lies_in(content, project.root):
        found = [_stray(project.shown(content))]
    outcome = Outcome()
    outcome.report.add(found)
    return outcome if found else None


def _stray(path: str) -> Problem:
    """That a link leads out of the folder whose files we read; what it leads to stays unread."""
    return problem("link-outside", Location(path), value=path.rpartition("/")[2])


def _overlaps(project: Project) -> bool:
    """Whether the output would take in, or lie among, the project's own files."""
    sources = (*project.folders.values(), project.state, *(project.root / name for name in OWN_FOLDERS))
    return lies_in(project.root, project.output) or any(lies_in(project.output, folder) for folder in sources)


def _mounted(project: Project) -> Problem:
    """That something is mounted where the site must go: that can't be replaced as a whole, a folder in it can."""
    shown = project.shown(project.output)
    return problem("output-mounted", Location(shown), example=f"{shown}/site")


_ONLY_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""What the system says only to who writes, though it may name no file, or the one that was being copied."""


def _stopped(project: Project, error: OSError, *, writes: bool = True) -> Outcome:
    """The system would not let us read or write a file.

    Args:
        project: what was built.
        error: what the system said.
        writes: whether a site was to be published; who only checks writes nothing but state.
    """
    named = isinstance(error.filename, str | bytes)
    at = Path(os.fsdecode(error.filename)) if named else project.root
    if error.errno in _ONLY_WRITING:
        folder = project.output if writes and not at.is_relative_to(project.state) else project.state
        return _failed("output-not-writable", Location(project.shown(folder)), why=reason_of(error))
    read = (*project.folders.values(), *project.singles.values())
    is_read = at == project.root or any(at.is_relative_to(folder) for folder in read)
    if writes and not is_read:
        from wijkverbinder.publish import is_mount

        if is_mount(project.output, error):
            return _failed_by(_mounted(project))
    code = "file-unreadable" if is_read else "output-not-writable"
    return _failed(code, Location(project.shown(at)), why=reason_of(error))


def _failed(code: str, location: Location, **values: str) -> Outcome:
    return _failed_by(problem(code, location, **values))


def _failed_by(found: Problem) -> Outcome:
    outcome = Outcome()
    outcome.report.add([found])
    return outcome


class _Build:
    """One run through the stages."""

    def __init__(
        self, project: Project, progress: Progress, store: Store, *, writes: bool, session: Session | None = None
    ) -> None:
        self.project, self.progress, self.store, self.writes = project, progress, store, writes
        self.session = session
        self.outcome = Outcome()
        self.there: Mapping[str, Stamp] = {}
        """Stamp of each file in the output, as this build found it."""
        self.report = self.outcome.report
        self.reading = Reading()
        self.drafts: frozenset[str] = frozenset()
        """The paths of files that are not to be published yet: what is wrong in them is still to be done."""

    def run(self) -> Outcome:
        inputs = self.project.stamps()
        if self.session:
            self.session.seen = by_ours(inputs)[1]
        if astray := strays(inputs):
            self.report.add(_stray(path) for path in astray)
            return self.outcome
        if self.session:
            memo = self._remembered(inputs, self.session)
            self._look_at_output(memo.visible)
            return self._with_care(inputs, memo)
        state = self.store.load()
        self._look_at_output(state.get("visible", ()))
        if self.writes and nothing_to_do(state, inputs, self.there):
            self.outcome.pages = state["pages"]
            self.report.add(notes_of(state))
            return self.outcome
        return self._with_care(inputs, Memo.of(state, str(self.project.output)))

    def _look_at_output(self, known: Iterable[str]) -> None:
        if self.writes:
            self.there = stamps_in(self.project.output, known)

    def _remembered(self, inputs: dict[str, Stamp], session: Session) -> Memo:
        """What the last build of a session left; our code is what it was when the session began."""
        if session.memo is None:
            return Memo.of(self.store.load(), str(self.project.output))
        for path in by_ours(inputs)[0]:
            del inputs[path]
        inputs |= by_ours(session.memo.inputs)[0]
        return session.memo

    def _with_care(self, inputs: dict[str, Stamp], memo: Memo) -> Outcome:
        # Walking all that is alive, again and again, would free nothing before the build is done.
        from wijkverbinder.parallel import aside

        collects = gc.isenabled()
        gc.disable()
        try:
            with aside(None if self.project.compiled.is_dir() else self._warm) as warmed:
                self._stages(inputs, memo, warmed)
        finally:
            if collects:
                gc.enable()
            self._tidy()
        return self.outcome

    def _warm(self) -> None:
        """Compiles the templates, while the first process still reads and checks."""
        from wijkverbinder.render import Renderer

        Renderer(self.project.templates, self.project.compiled).warm()

    def _stages(self, inputs: dict[str, Stamp], memo: Memo, warmed: Callable[[], None]) -> None:
        from wijkverbinder.ground import recall_ground

        generator = _generator_digest(inputs, memo)
        ground, problems = recall_ground(self.project, self.store, inputs, generator)
        self._report_in_content(problems)
        self._look_at_colors(inputs, memo, generator, ground)
        # What other code saw in a file is not taken over: it may have let through what ours does not.
        seen = memo if memo.generator == generator else Memo()
        reading = self.reading = self.outcome.reading = self._read(inputs, seen, ground)
        if ground.unusable:
            return
        catalog = self._validate(reading, ground, memo, generator)
        maker = self._plan(reading, ground, catalog, generator)
        if maker is None:
            return
        warmed()
        artifacts, fresh = self._make(maker, memo)
        self._check(artifacts, maker, memo)
        leading_on = maker.plan.redirects
        self.outcome.pages = sum(path.endswith(".html") and path not in leading_on for path in artifacts)
        if self.writes and not self.report.failed:
            worker = maker.seal(artifacts)
            artifacts[worker.path] = worker
            fresh.add(worker.path)
            self._publish(inputs, memo, reading, catalog, artifacts, fresh, generator)

    def _look_at_colors(self, inputs: Mapping[str, Stamp], memo: Memo, generator: str, ground: Ground) -> None:
        """Whether the tokens stand apart; those that were published once did."""
        names = ("assets/css/tokens.css", f"{LAYER}{self.project.layer}/{OVERLAY}")
        before, now = ([stamps.get(name) for name in names] for stamps in (memo.inputs, inputs))
        if now[0] is None or (now, generator) == (before, memo.generator):
            return
        from wijkverbinder.contrast import check_contrast

        tokens = self.project.assets / "css" / "tokens.css"
        local = ground.tokens.places if ground.tokens else {}
        try:
            text = ground.tokens.text if ground.tokens else read_own(tokens)
        except NotText:  # said where the styles are read
            return
        for found in check_contrast(text, self.project.shown(tokens), local):
            self.report.add([found.at(local.get(found.location.line, found.location))])

    def _read(self, inputs: Mapping[str, Stamp], memo: Memo, ground: Ground) -> Reading:
        self.progress("read", len(inputs))

        def known(folder: str) -> dict[str, tuple[Stamp, str]]:
            # A file that came after the stamps were taken has a digest and no stamp.
            return {
                path.removeprefix(f"{folder}/"): (memo.inputs[path], digest)
                for path, digest in memo.digests.items()
                if path.startswith(f"{folder}/") and path in memo.inputs
            }

        reading = read_all(self.project, ground.overlay, ground.settings.languages, known, memo.looks)
        self._report_in_content(reading.problems, of_files=True)
        return reading

    def _validate(self, reading: Reading, ground: Ground, memo: Memo, generator: str) -> Catalog:
        from wijkverbinder.catalog import make_catalog, plan_checking

        self.progress("validate", len(reading.sources))
        trial = self.project.trial
        checking = plan_checking(reading, ground, self._file, self.store, generator, drafts=trial)
        catalog = make_catalog(reading, memo, checking, None if self.session else _load_what_follows)
        self.drafts = frozenset(entry.path for entry in catalog.drafts())
        self._report_in_content(catalog.problems)
        return catalog

    def _plan(self, reading: Reading, ground: Ground, catalog: Catalog, generator: str) -> PageMaker | None:
        from wijkverbinder.link import link_entries
        from wijkverbinder.pages import PageMaker
        from wijkverbinder.route import plan_routes

        self.progress("link", len(catalog.entries))
        drafts = catalog.drafts()
        hidden = [entry for entry in drafts if not self.project.trial or entry.ref.kind == "phase"]
        elsewhere = [entry for entry in (*catalog.entries, *catalog.broken) if entry.ref in reading.hidden]
        aside = {id(entry) for entry in (*hidden, *elsewhere)}
        hidden = [entry for entry in hidden if entry.ref not in reading.hidden]
        unread = [Entry(one.ref, one.language, one.path, "", {}) for one in reading.unfit]
        site, problems = link_entries(
            [entry for entry in catalog.entries if id(entry) not in aside],
            [*reading.pictures, *reading.unfit_pictures],
            ground.settings.languages,
            [*(entry for entry in catalog.broken if id(entry) not in aside), *hidden, *unread],
            {entry.ref for entry in hidden if entry.language == ground.settings.languages[0]},
            reading.hidden,
        )
        self._report_in_content(problems)
        self._name_drafts(hidden)
        groups, rungs = ground.vocabulary.terms("target-group"), ground.vocabulary.terms("rung")
        known = (ground.settings, rungs, ground.editions, [*elsewhere, *catalog.lagging()])
        plan, problems = plan_routes(site, ground.messages, groups, *known)
        self._report_in_content(problems)
        self.outcome.site, self.outcome.plan = site, plan
        self._hold_to_listed(site, plan)
        if self.report.failed:
            return None
        self.outcome.drafts = {
            plan.addresses[entry.ref, entry.language]: self._shown(entry.path)
            for entry in drafts
            if (entry.ref, entry.language) in plan.addresses
        }
        facts = self.store.reader(catalog.slots)
        ground = ground._replace(outlines=catalog.outlines)
        return PageMaker(self.project, ground, site, plan, facts, generator, writes=self.writes)

    def _hold_to_listed(self, site: Site, plan: Plan) -> None:
        """Every address that once held a page still leads somewhere.

        Not asked of a site on trial, or while texts are wrong: an address of theirs is only missing for now.
        """
        from wijkverbinder.addresses import gone, page_addresses, read_listed

        self.outcome.addresses = page_addresses(plan)
        if not (self.project.trial or self.report.failed):
            for file in dict.fromkeys((self.project.listed, self.project.listed_here)):
                self.report.add(gone(read_listed(file), self.project.shown(file), site, plan))

    def _name_drafts(self, hidden: Iterable[Entry]) -> None:
        """Says of each draft that it stays out, and how much is still to be done in it."""
        todo = Counter(found.location.path for found in set(self.report.problems) if found.todo)
        for path in sorted({self._shown(entry.path) for entry in hidden}):
            self.report.add([problem("draft-left-out", Location(path), count=todo[path] or "@nothing")])

    def _make(self, maker: PageMaker, memo: Memo) -> tuple[dict[str, Artifact], set[str]]:
        """Every output file as an artifact, and the paths of those whose bytes are not in the output yet.

        Memo two: what was made from the same key, and lies in the output as it was left, stays there.
        """
        from wijkverbinder.memo import problem_of
        from wijkverbinder.parallel import in_two

        untouched = {path for path, stamp in memo.outputs.items() if self.there.get(path) == stamp}
        artifacts: dict[str, Artifact] = {}
        todo: list[Todo] = []
        joins: list[tuple[Route, str, list[str]]] = []
        texts: dict[str, str] = {}
        kept: dict[str, Mapping[str, str]] = {}
        for route in maker.plan.routes:
            made, (key, pieces) = memo.artifacts.get(route.path), maker.keys(route)
            if made and made.key == key and route.path in untouched:
                artifacts[route.path] = made
            elif route.parts:
                joins.append((route, key, pieces))
                kept[route.path] = self.store.load_pieces(route.path)
                texts |= kept[route.path]
                parts = zip(route.parts, pieces, strict=True)
                todo += [(part, piece, ()) for part, piece in parts if piece not in texts]
            else:
                todo.append((route, key, ()))
        self.progress("render", len(todo) + len(joins))
        fresh: set[str] = set()
        wrong: list[Problem] = []

        def take(rows: Sequence[Any], pieces: Mapping[str, str], problems: Sequence[Any]) -> None:
            made_now = [Artifact(*row) for row in rows]
            artifacts.update({artifact.path: artifact for artifact in made_now})
            fresh.update(artifact.path for artifact in made_now)
            texts.update(pieces)
            wrong.extend(problem_of(row) for row in problems)

        for share in in_two(maker.make, _by_subject(todo), len(todo)):
            take(*share)
        # Joined from what is there now; a piece that could not be made has said so.
        whole = [join for join in joins if texts.keys() >= {*join[2]}]
        joined = [[(route, key, [texts[piece] for piece in pieces])] for route, key, pieces in whole]
        for share in in_two(maker.make, joined, sum(len(pieces) for _, _, pieces in whole)):
            take(*share)
        self._report_made(maker.told(wrong))
        for route, _, pieces in whole:
            self.store.save_pieces(route.path, {piece: texts[piece] for piece in pieces}, kept[route.path])
        self.store.drop_pieces(route.path for route in maker.plan.routes if route.parts)
        for artifact in maker.copy_files(memo.artifacts, untouched):
            artifacts[artifact.path] = artifact
            if memo.artifacts.get(artifact.path) is not artifact:
                fresh.add(artifact.path)
        return artifacts, fresh

    def _check(self, artifacts: Mapping[str, Artifact], maker: PageMaker, memo: Memo) -> None:
        from wijkverbinder.check import check_fragments

        self.progress("check", len(artifacts))
        routes = {route.path: route for route in maker.plan.routes}
        before = memo.artifacts
        changed = {path for path in {*artifacts, *before} if artifacts.get(path) is not before.get(path)}
        for found in check_fragments(artifacts.values(), changed):
            page = dict(found.values)["value"].partition("#")[0]
            if page in routes and page not in artifacts:
                continue  # it could not be made, which was said
            places = artifacts[page].ids.split("\n") if page in artifacts else ()
            said = _said_in_content(found, routes[found.location.path], maker.site, maker.plan, places)
            if said:
                self._report_in_content([said])
            else:
                self.report.add([found])

    def _publish(
        self,
        inputs: dict[str, Stamp],
        memo: Memo,
        reading: Reading,
        catalog: Catalog,
        artifacts: dict[str, Artifact],
        fresh: set[str],
        generator: str,
    ) -> None:
        from wijkverbinder import publish
        from wijkverbinder.spare import Spare

        output, shown = self.project.output, self.project.shown(self.project.output)
        self.progress("publish", len(fresh))
        touched = {path: stamp for path, stamp in memo.outputs.items() if self.there.get(path) != stamp}
        ours = publish.list_ours(output, memo.outputs.keys() - touched.keys(), fresh)
        self.report.add(publish.collisions(output, artifacts, ours, shown, self.there))
        if self.report.failed:
            return
        before, after = (
            {path: artifact.digest for path, artifact in made.items()} for made in (memo.artifacts, artifacts)
        )
        mended = [] if self.project.trial else publish.changed_by_hand(output, touched, before, after)
        try:
            spare = Spare(self.project.state / "spare")
            done = publish.publish_artifacts(output, fresh, artifacts.keys() - fresh, ours, self.there, spare)
        except publish.PublishError as error:
            if publish.is_mount(output, error.error):
                self.report.add([_mounted(self.project)])
            else:
                self.report.add([problem("output-not-writable", Location(shown), why=error)])
            return
        self.outcome.written, self.outcome.removed = done.written, done.removed
        self.report.add(problem("output-kept", Location(f"{shown}/{path}")) for path in done.kept)
        self.report.add(problem("output-overwritten", Location(f"{shown}/{path}")) for path in mended)
        left = Memo(
            inputs,
            done.stamps,
            done.there,
            _digests(reading),
            {
                entry.key: (entry, catalog.slots[entry.key])
                for entry in catalog.entries
                if entry.key not in catalog.unfinished
            },
            artifacts,
            generator,
            self.outcome.pages,
            str(output),
            {picture.digest: picture.look for picture in reading.pictures},
            tuple(note for note in self.report.problems if note.code not in ONCE),
        )
        if self.session:
            self.session.memo, self.session.slots = left, catalog.slots
        else:
            self.store.save(left.state(), catalog.slots.values())

    def _tidy(self) -> None:
        """Leaves nothing of an unfinished tree behind."""
        if self.writes:
            from wijkverbinder.publish import staging_folder

            shutil.rmtree(staging_folder(self.project.output), ignore_errors=True)

    def _report_in_content(self, problems: Iterable[Problem], *, of_files: bool = False) -> None:
        """Problems in files of the content folder, with their line and a path that an editor can open.

        Args:
            problems: what was found.
            of_files: whether they are about files as a whole, such as a name, which no line of a file holds.
        """
        for found in problems:
            placed = found if of_files and not found.location.field else self._located(found)
            path = placed.location.path
            placed = placed.at(placed.location._replace(path=self._shown(path)))
            self.report.add([placed.in_draft() if path in self.drafts else placed])

    def _report_made(self, problems: Iterable[Problem]) -> None:
        """Problems met while pages were made, in a text or elsewhere."""
        for found in problems:
            if found.location.path.endswith(".md"):
                self._report_in_content([self._at_heading(found)])
            else:
                self.report.add([found])

    def _file(self, path: str) -> Path:
        return file_of(self.project, self.reading, path)

    def _shown(self, path: str) -> str:
        """A path in the content folder, or of what lies beside it, as an editor can open it, there or not."""
        if path in self.reading.files:
            return self.reading.files[path]
        if self.project.layer and path.startswith(f"{self.project.layer}/"):
            return path
        top = path.partition("/")[0]
        in_content = (self.project.content / top).exists() or not (self.project.root / top).exists()
        return self.project.shown(self.project.content / path) if in_content else path

    def _located(self, found: Problem) -> Problem:
        """A problem that names a field, with its line: the file is read again, which only a mistake costs."""
        from wijkverbinder.layering import located
        from wijkverbinder.matter import MatterError, parse_matter

        if found.location.line or not found.location.path.endswith(".md"):
            return found
        at = found.location
        source = next((one for one in self.reading.sources if one.laid and one.path == at.path), None)
        try:
            if source:
                return self._located_in_layers(found, source)
            return located([found], parse_matter(read_text(self._file(at.path))))[0]
        except (MatterError, OSError, UnicodeDecodeError):
            return found

    def _at_heading(self, found: Problem) -> Problem:
        """A problem with the id of a heading, at its line: the file is read again, which only a mistake costs."""
        if found.code != "anchor-taken":
            return found
        mark = f"{{#{dict(found.values)['value']}}}"
        lines = read_text(self._file(found.location.path)).splitlines()
        line = next((at for at, text in enumerate(lines, 1) if text.startswith("#") and mark in text), 0)
        return found.at(found.location._replace(line=line))

    def _located_in_layers(self, found: Problem, source: Source) -> Problem:
        """A problem in an entry that a local layer takes part in, in the text that says its field."""
        from wijkverbinder.layering import LOCAL, lay_texts, layers_of, located

        at = found.location
        layers = layers_of(source.laid, lambda path: read_text(self._file(path)))
        laying = lay_texts(source.path, read_text(self._file(source.path)), layers, source.ref)
        if at.field[:1] == (LOCAL,) and laying.extension:
            layer, matter = laying.extension
            return located([found.at(at._replace(path=layer.path, field=at.field[1:]))], matter)[0]
        return laying.located([found])[0]


def _load_what_follows() -> None:
    """Loads what the stages after validate need, which a process that begins takes as long for as for one text."""
    for name in ("jinja2", *(f"wijkverbinder.{name}" for name in FOLLOWING)):
        import_module(name)


def _digests(reading: Reading) -> dict[str, str]:
    """The digest of each text and picture, by its name among the inputs."""
    digests = {
        f"content/{source.path}": source.digest for source in reading.sources if source.path not in reading.files
    }
    digests |= {f"{LAYER}{laid.path}": laid.digest for source in reading.sources for laid in source.laid}
    return digests | {
        f"{LAYER}{picture.file}" if picture.file else f"content/{picture.path}": picture.digest
        for picture in reading.pictures
    }


def _by_subject(todo: Iterable[Todo]) -> list[list[Todo]]:
    """What is to be made, each entry's pages and pieces together; what is about no entry stands alone."""
    groups: dict[Ref | str, list[Todo]] = {}
    for one in todo:
        route = one[0]
        groups.setdefault(route.subject or f"{route.path} {route.argument}", []).append(one)
    return list(groups.values())


def _generator_digest(inputs: Mapping[str, Stamp], memo: Memo) -> str:
    """The digest of our own code: what other code made is not trusted."""
    if memo.generator and by_ours(inputs)[0] == by_ours(memo.inputs)[0]:
        return memo.generator
    return digest_of_code()


def _said_in_content(found: Problem, route: Route, site: Site, plan: Plan, places: Collection[str]) -> Problem | None:
    """A link that leads nowhere, told at the text that holds it; None when a template holds it.

    Args:
        found: the link, as it was found on the page.
        route: of the page that holds it.
        site: all entries.
        plan: of all pages.
        places: the ids of the page that it leads to.
    """
    if route.subject is None:
        return None
    page, _, fragment = dict(found.values)["value"].partition("#")
    entry = site.get(route.subject, route.language)
    for reference in entry.references:
        target = Ref.parse(reference.target)
        leads = target and target in site.entries and plan.path(target, route.language) == page
        if leads and unquote(reference.fragment) == fragment:
            place = Location(entry.path, field=reference.field, offset=reference.offset)
            meant = nearest(fragment, places, cutoff=0.75)
            said = problem("fragment-to-nothing", place, value=fragment, page=page)
            return said._replace(suggestion=f"#{meant}") if meant else said
    return None
