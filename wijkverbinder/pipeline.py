"""The order of the stages, and the two memo tables that spare work; the details of a stage are its own.

    read → validate → link → route → view → render → check → publish

Memo one: the digest of a source (and of what its checks depend on) to its Entry and facts. Memo two: the
digest of all that lies on the desk of a page to its Artifact. Neither is recorded by hand: what a stage is
given is what its key is made of.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from wijkverbinder import __version__
from wijkverbinder.model import (
    Artifact,
    Entry,
    Facts,
    Location,
    Picture,
    Ref,
    Reference,
    Route,
    Source,
    Stamp,
)
from wijkverbinder.problems import Problem, Report, problem
from wijkverbinder.project import PACKAGE, Project
from wijkverbinder.read import Reading, digest_of, read_sources, read_text, walk_files
from wijkverbinder.store import PackWriter, Slot, Store

Progress = Callable[[str, int], None]
"""Told at the start of each stage: its name and how many items it has."""


@dataclass(slots=True)
class Outcome:
    """What a build or a check came to."""

    report: Report = field(default_factory=Report)
    pages: int = 0
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    up_to_date: bool = False

    @property
    def failed(self) -> bool:
        """Whether the site was not published."""
        return self.report.failed


def build(project: Project, progress: Progress = lambda _stage, _count: None) -> Outcome:
    """Builds the site and publishes it, or reports why not and leaves it as it was."""
    from wijkverbinder.lock import Busy, locked
    from wijkverbinder.publish import recover

    try:
        with locked(project.state):
            recover(project.output)
            return _Build(project, progress, Store(project.state), writes=True).run()
    except Busy:
        return _failed("build-busy", Location(project.shown(project.state)))
    except OSError as error:
        at = project.shown(Path(error.filename)) if error.filename else project.shown(project.root)
        return _failed("output-not-writable", Location(at), why=error.strerror or str(error))


def check(project: Project, progress: Progress = lambda _stage, _count: None) -> Outcome:
    """Goes through all stages but the last, and writes nothing into the project."""
    with TemporaryDirectory(prefix="wijkverbinder-") as aside:
        return _Build(project, progress, Store(Path(aside)), writes=False).run()


def _failed(code: str, location: Location, **values: str) -> Outcome:
    outcome = Outcome()
    outcome.report.add([problem(code, location, **values)])
    return outcome


@dataclass(slots=True)
class _Memo:
    """What the last build left."""

    inputs: dict[str, Stamp]
    outputs: dict[str, Stamp]
    digests: dict[str, str]
    entries: dict[str, tuple[Entry, Slot]]
    artifacts: dict[str, Artifact]
    generator: str

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> _Memo:
        return cls(
            {path: Stamp(*stamp) for path, stamp in state.get("inputs", {}).items()},
            {path: Stamp(*stamp) for path, stamp in state.get("outputs", {}).items()},
            state.get("digests", {}),
            {key: (_entry(head), Slot(*slot)) for key, (head, slot) in state.get("entries", {}).items()},
            {path: Artifact(*made) for path, made in state.get("artifacts", {}).items()},
            state.get("generator", ""),
        )


class _Build:
    """One run through the stages."""

    def __init__(self, project: Project, progress: Progress, store: Store, *, writes: bool) -> None:
        self.project, self.progress, self.store, self.writes = project, progress, store, writes
        self.outcome = Outcome()
        self.report = self.outcome.report

    def run(self) -> Outcome:
        inputs = self.project.stamps()
        state = self.store.load()
        if self.writes and self._nothing_to_do(inputs, state):
            self.outcome.pages = state["pages"]
            self.outcome.up_to_date = True
            return self.outcome
        # Walking all that is alive, again and again, would free nothing before the build is done.
        gc.disable()
        try:
            self._stages(inputs, _Memo.of(state))
        finally:
            gc.enable()
            self.store.close()
        return self.outcome

    def _nothing_to_do(self, inputs: Mapping[str, Stamp], state: Mapping[str, Any]) -> bool:
        return bool(state) and inputs == state["inputs"] and self.project.output_stamps() == state["visible"]

    def _stages(self, inputs: dict[str, Stamp], memo: _Memo) -> None:
        from wijkverbinder.ground import read_ground

        ground, problems = read_ground(self.project)
        self._report_in_content(problems)
        generator = self._generator(inputs, memo)
        known = {
            path.removeprefix("content/"): (stamp, memo.digests[path])
            for path, stamp in memo.inputs.items()
            if path in memo.digests
        }
        self.progress("read", len(inputs))
        reading = read_sources(self.project.content, ground.settings.languages, known)
        self._report_in_content(reading.problems)
        if ground.unusable:
            return
        entries, slots, broken = self._validate(reading, ground, memo, generator)

        from wijkverbinder.link import link_entries
        from wijkverbinder.route import plan_routes

        self.progress("link", len(entries))
        site, problems = link_entries(entries, reading.pictures, ground.settings.languages, broken)
        self._report_in_content(problems)
        groups = ground.vocabulary.terms("target-group")
        plan, problems = plan_routes(site, ground.messages, groups, ground.settings.base_url)
        self._report_in_content(problems)
        if self.report.failed:
            self._settle()
            return

        from wijkverbinder.pages import PageMaker

        maker = PageMaker(self.project, ground, site, plan, slots, self.store, generator, writes=self.writes)
        artifacts, fresh = self._make(maker, memo)
        from wijkverbinder.check import check_fragments

        self.progress("check", len(artifacts))
        self._report_on_pages(check_fragments(artifacts.values()), plan.routes, site)
        self.outcome.pages = sum(path.endswith(".html") for path in artifacts)
        if self.report.failed or not self.writes:
            self._settle()
            return
        self._publish(inputs, memo, generator, reading, entries, slots, artifacts, fresh)
        self._settle()

    def _generator(self, inputs: Mapping[str, Stamp], memo: _Memo) -> str:
        """The digest of our own code: what other code made is not trusted."""
        ours = {path: stamp for path, stamp in inputs.items() if path.startswith("package/")}
        if memo.generator and ours == {p: s for p, s in memo.inputs.items() if p.startswith("package/")}:
            return memo.generator
        parts = [PACKAGE.joinpath(path).read_bytes() for path, _ in walk_files(PACKAGE) if path.endswith(".py")]
        return digest_of(__version__.encode() + b"\0".join(parts))

    def _validate(
        self, reading: Reading, ground: Any, memo: _Memo, generator: str
    ) -> tuple[list[Entry], dict[str, Slot], list[Entry]]:
        """Every source as an entry; what was checked before is taken from the memo."""
        from wijkverbinder.parallel import in_two

        phases = tuple(
            sorted(
                source.ref.slug
                for source in reading.sources
                if source.ref.kind == "phase" and source.language == ground.settings.languages[0]
            )
        )
        terms = {name: ground.vocabulary.terms(name) for name in ground.vocabulary.taxonomies} | {"phase": phases}
        basis = digest_of(repr((generator, sorted(terms.items()))).encode())
        originals = {
            source.ref: source for source in reading.sources if source.language == ground.settings.languages[0]
        }
        keyed = [(source, _source_key(basis, source, originals.get(source.ref))) for source in reading.sources]
        todo = [(source, key) for source, key in keyed if key not in memo.entries]
        entries = [memo.entries[key][0] for _, key in keyed if key in memo.entries]
        slots = {key: memo.entries[key][1] for _, key in keyed if key in memo.entries}
        broken: list[Entry] = []
        self.progress("validate", len(todo))
        work = _Validation(self.project.content, self.store.packs, basis, terms, originals)
        for heads, found, problems in in_two(work, todo) if todo else ():
            made = [_entry(head) for head in heads]
            entries += [entry for entry in made if entry.key in found]
            broken += [entry for entry in made if entry.key not in found]
            slots |= {key: Slot(*slot) for key, slot in found.items()}
            self._report_in_content(_problem(row) for row in problems)
        return entries, slots, broken

    def _make(self, maker: Any, memo: _Memo) -> tuple[dict[str, Artifact], set[str]]:
        """Every output file as an artifact; what lies in the output as the last build left it stays there."""
        from wijkverbinder.parallel import in_two

        now = self.project.output_stamps() if self.writes else {}
        keyed = [(route, maker.key(route)) for route in maker.plan.routes]
        artifacts: dict[str, Artifact] = {}
        todo: list[tuple[Route, str]] = []
        for route, key in keyed:
            made = memo.artifacts.get(route.path)
            untouched = made and made.key == key and now.get(route.path) == memo.outputs.get(route.path)
            if made and untouched and route.path in now:
                artifacts[route.path] = made
            else:
                todo.append((route, key))
        self.progress("render", len(todo))
        self.store.close()
        fresh = set()
        for rows, problems in in_two(maker.make, todo) if todo else ():
            for row in rows:
                artifact = Artifact(*row)
                artifacts[artifact.path] = artifact
                fresh.add(artifact.path)
            self.report.add(_problem(row) for row in problems)
        for artifact in maker.copy_files(memo.artifacts, memo.outputs, now):
            artifacts[artifact.path] = artifact
            if artifact.path not in memo.artifacts or now.get(artifact.path) != memo.outputs.get(artifact.path):
                fresh.add(artifact.path)
        return artifacts, fresh

    def _publish(
        self,
        inputs: dict[str, Stamp],
        memo: _Memo,
        generator: str,
        reading: Reading,
        entries: Sequence[Entry],
        slots: Mapping[str, Slot],
        artifacts: Mapping[str, Artifact],
        fresh: set[str],
    ) -> None:
        from wijkverbinder import publish

        output, shown = self.project.output, self.project.shown(self.project.output)
        self.progress("publish", len(fresh))
        self.report.add(publish.collisions(output, artifacts, shown))
        if self.report.failed:
            publish.recover(output)
            return
        mended = publish.changed_by_hand(output, memo.outputs, {p: a.digest for p, a in memo.artifacts.items()})
        try:
            done = publish.publish_artifacts(output, fresh, artifacts.keys() - fresh)
        except publish.PublishError as error:
            self.report.add([problem("output-not-writable", Location(shown), why=error)])
            return
        self.outcome.written, self.outcome.removed = done.written, done.removed
        self.report.add(problem("output-kept", Location(f"{shown}/{path}")) for path in done.kept)
        self.report.add(problem("output-overwritten", Location(f"{shown}/{path}")) for path in mended)
        digests = {f"content/{item.path}": item.digest for item in [*reading.sources, *reading.pictures]}
        state = {
            "inputs": {path: tuple(stamp) for path, stamp in inputs.items()},
            "outputs": {path: tuple(stamp) for path, stamp in done.stamps.items()},
            "visible": {path: tuple(stamp) for path, stamp in self.project.output_stamps().items()},
            "digests": digests,
            "entries": {entry.key: (_head(entry), tuple(slots[entry.key])) for entry in entries},
            "artifacts": {path: _row(artifact) for path, artifact in artifacts.items()},
            "generator": generator,
            "pages": self.outcome.pages,
        }
        self.store.save(state, slots.values())

    def _settle(self) -> None:
        """Leaves nothing of an unfinished tree behind."""
        if self.writes:
            from wijkverbinder.publish import staging_folder

            if staging_folder(self.project.output).exists():
                import shutil

                shutil.rmtree(staging_folder(self.project.output), ignore_errors=True)

    def _report_in_content(self, problems: Iterable[Problem]) -> None:
        """Problems in files of the content folder, with their line and a path that an editor can open."""
        for found in problems:
            placed = self._located(found)
            path = placed.location.path
            in_content = (self.project.content / path).exists() or not (self.project.root / path).exists()
            shown = self.project.shown(self.project.content / path) if in_content else path
            self.report.add([placed.at(placed.location._replace(path=shown))])

    def _located(self, found: Problem) -> Problem:
        """A problem that names a field, with its line: the file is read again, which only a mistake costs."""
        from wijkverbinder.matter import MatterError, parse_matter
        from wijkverbinder.validate import located

        if found.location.line or not found.location.path.endswith(".md"):
            return found
        try:
            return located([found], parse_matter(read_text(self.project.content / found.location.path)))[0]
        except (MatterError, OSError, UnicodeDecodeError):
            return found

    def _report_on_pages(self, problems: Iterable[Problem], routes: Iterable[Route], site: Any) -> None:
        """What is wrong on a finished page, told at the text that says it where one does."""
        by_path = {route.path: route for route in routes}
        for found in problems:
            route = by_path[found.location.path]
            target = dict(found.values)["value"]
            fragment = target.partition("#")[2]
            references = (
                (site.get(route.subject, route.language), reference)
                for reference in (site.get(route.subject, route.language).references if route.subject else ())
                if reference.fragment == fragment
            )
            entry, reference = next(references, (None, None))
            if entry and reference:
                place = Location(entry.path, field=reference.field, offset=reference.offset)
                page = target.partition("#")[0]
                self._report_in_content([problem("fragment-to-nothing", place, value=fragment, page=page)])
            else:
                self.report.add([found])


@dataclass(frozen=True, slots=True)
class _Validation:
    """The validation of a share of the sources; only heads and problems cross to the other process."""

    content: Path
    packs: Path
    basis: str
    terms: Mapping[str, tuple[str, ...]]
    originals: Mapping[Ref, Source]

    def __call__(self, todo: Sequence[tuple[Source, str]], share: str) -> tuple[Any, Any, Any]:
        from wijkverbinder.validate import validate_source

        heads, problems = [], []
        # The name holds what is in it, so that a pack that an earlier state names is never written over.
        name = digest_of("".join(key for _, key in todo).encode()) + share
        pack = PackWriter(self.packs, name)
        for source, key in todo:
            original = self.originals.get(source.ref)
            other = original if original is not None and original is not source else None
            text = read_text(self.content / other.path) if other else None
            checked = validate_source(source, read_text(self.content / source.path), key, self.terms, text)
            problems += [_problem_row(found) for found in checked.problems]
            heads.append(_head(checked.entry))
            if not checked.problems:
                pack.put(key, checked.facts)
        return heads, {key: tuple(slot) for key, slot in pack.close().items()}, problems


def _source_key(basis: str, source: Source, original: Source | None) -> str:
    """What decides an entry: the checks, the file's name and bytes, and for a translation its original."""
    other = original.digest if original is not None and original is not source else ""
    return digest_of("\0".join((basis, source.path, source.digest, other)).encode())


# Frozen values as plain ones, for `marshal`, and back.


def _head(entry: Entry) -> tuple[Any, ...]:
    references = [tuple(reference) for reference in entry.references]
    return (
        *(tuple(entry.ref), entry.language, entry.path, entry.key, entry.card),
        *(references, entry.anchors, entry.layer),
    )


def _entry(head: Sequence[Any]) -> Entry:
    ref, language, path, key, card, references, anchors, layer = head
    rows = tuple(Reference(*row) for row in references)
    return Entry(Ref(*ref), language, path, key, card, rows, anchors, layer)


def _row(artifact: Artifact) -> tuple[Any, ...]:
    return artifact.path, artifact.key, artifact.digest, artifact.size, artifact.ids, artifact.fragments


def _problem_row(found: Problem) -> tuple[Any, ...]:
    return found.code, tuple(found.location), found.values, found.suggestion, found.choices


def _problem(row: Sequence[Any]) -> Problem:
    code, location, values, suggestion, choices = row
    return Problem(code, Location(*location), values, suggestion, choices)


__all__ = ["Facts", "Outcome", "Picture", "build", "check"]
