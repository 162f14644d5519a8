"""The texts of a local layer to their place among those of the core: added, replaced, changed, extended, hidden.

After this stage nobody asks where a text lies: a text that was added has a path as if it stood in the content folder,
and one that takes part in an entry of the core is noted at its source. What names an entry that the core does not
have (any more) is a problem at its own file. Knows no schema, no Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from wijkverbinder.kinds import KINDS
from wijkverbinder.model import Laid, Location, Look, Picture, Ref, Source, Stamp, overrules
from wijkverbinder.overlay import CONTACTS, LOGOS, OVERLAY, Overlay
from wijkverbinder.problems import Problem, problem
from wijkverbinder.project import LAYER, Project
from wijkverbinder.read import Reading, read_sources, walk_files

PARTS = {"add": "added", "replace": "replaced", "change": "changed", "extend": "extended"}
"""The folders of a local layer, with what becomes of an entry by a text in them."""

BESIDE = (OVERLAY, CONTACTS, "addresses.txt", "README.md")
"""Files that may stand on top of a local layer, beside its logo."""

NEVER = ("assets", "content", "messages", "templates", "terms")
"""Folders of the core that a local layer does not have."""

Known = Callable[[str], Mapping[str, tuple[Stamp, str]]]
"""By a folder, as messages name it: the stamp and digest of each file in it at an earlier build."""


def read_all(
    project: Project,
    overlay: Overlay,
    languages: Sequence[str],
    known: Known,
    looked: Mapping[str, Look] | None = None,
) -> Reading:
    """Every text and picture of a project, with its local layer over them where it has one.

    Args:
        project: where everything lies.
        overlay: what the layer says of itself.
        languages: the languages of the site, the original one first.
        known: what an earlier build knew, by the folder among the inputs.
        looked: what it saw of each picture, by its digest.
    """
    core = read_sources(project.content, languages, known("content"), looked)
    if not overlay or project.overlay is None:
        return core
    return lay_layer(core, overlay, project.overlay, languages, lambda folder: known(f"{LAYER}{folder}"), looked)


def file_of(project: Project, reading: Reading, path: str) -> Path:
    """Where a text lies: in the content folder, or in the local layer, by its path among texts or as messages say."""
    named = reading.files.get(path, path)
    in_layer = named != path or (project.layer and path.startswith(f"{project.layer}/"))
    return project.file(named) if in_layer else project.content / path


def lay_layer(
    core: Reading,
    overlay: Overlay,
    folder: Path,
    languages: Sequence[str],
    known: Known,
    looked: Mapping[str, Look] | None = None,
) -> Reading:
    """The core with a local layer over it.

    Args:
        core: what was found in the content folder.
        overlay: what the layer says of itself.
        folder: where it lies.
        languages: the languages of the site, the original one first.
        known: what an earlier build knew of the layer's files.
        looked: what it saw of each picture, by its digest.

    Returns:
        all sources and pictures in a fixed order, and the problems of the core with those of the layer.
    """
    laying = _Laying(core, overlay, languages)
    laying.problems += _strange_files(overlay, folder)
    for part, how in PARTS.items():
        before = known(f"{overlay.path}/{part}")
        found = read_sources(folder / part, languages, before, looked, may_be_empty=True, home=folder)
        prefix = f"{overlay.path}/{part}/"
        laying.problems += [one.at(one.location._replace(path=prefix + one.location.path)) for one in found.problems]
        for source in found.sources:
            laying.take(how, source, prefix + source.path)
        for picture in found.pictures:
            laying.take_picture(how, picture, prefix + picture.path)
        laying.unfit_pictures += found.unfit_pictures
        if how == "added":
            laying.unfit += found.unfit
    laying.hide(overlay)
    laying.look_at_contacts(overlay)
    return laying.finish(core)


class _Laying:
    """The core's sources and pictures, while the layer's are laid among them."""

    def __init__(self, core: Reading, overlay: Overlay, languages: Sequence[str]) -> None:
        self.overlay, self.original = overlay, languages[0]
        self.sources = {(source.ref, source.language): source for source in core.sources}
        self.twins = [source for source in core.sources if self.sources[source.ref, source.language] is not source]
        self.pictures = {picture.path: picture for picture in core.pictures}
        self.unfit, self.unfit_pictures = [*core.unfit], [*core.unfit_pictures]
        self.unread = {(source.ref, source.language) for source in core.unfit}
        self.of_core = {*self.sources, *self.unread}
        self.files: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.hidden: set[Ref] = set()

    def take(self, how: str, source: Source, path: str) -> None:
        """One text of the layer."""
        key = (source.ref, source.language)
        laid = Laid(how, path, source.digest, source.language)
        in_core = (source.ref, self.original) in self.of_core
        if how == "added":
            if in_core:
                self._say("overlay-there", path, value=source.ref)
                return
            own = source._replace(laid=(laid,))
            if self.sources.setdefault(key, own) is not own:
                self.twins.append(own)
            self.files[source.path] = path
        elif not in_core:
            self._say("overlay-nothing", path, word=source.ref.slug, among=self._slugs(source.ref), value=source.ref)
        elif key in self.unread:
            return  # what is laid on it can wait until it can be read
        elif key in self.of_core:
            self.sources[key] = self.sources[key]._replace(laid=(*self.sources[key].laid, laid))
        elif how == "replaced":  # the core has no such translation, so this is one more
            self.sources[key] = source._replace(laid=(laid._replace(how="added"),))
            self.files[source.path] = path
        else:
            self._say("overlay-nothing", path, value=f"{source.ref} ({source.language})")

    def take_picture(self, how: str, picture: Picture, path: str) -> None:
        """One picture of the layer: it stands beside the texts of its folder, wherever those are."""
        if picture.path in self.pictures and how != "replaced":
            self._say("overlay-there", path, value=picture.path.rpartition("/")[2])
            return
        self.pictures[picture.path] = picture._replace(file=path)

    def hide(self, overlay: Overlay) -> None:
        """Notes what is not to be shown."""
        for ref, line in overlay.hide.items():
            place = Location(f"{overlay.path}/{OVERLAY}", line)
            if ref.kind == "phase":
                self.problems.append(problem("overlay-hide-phase", place, value=ref))
            elif (ref, self.original) in self.of_core:
                self.hidden.add(ref)
            else:
                among = self._slugs(ref) if ref.kind in KINDS else [f"{kind}:{ref.slug}" for kind in KINDS]
                word = ref.slug if ref.kind in KINDS else str(ref)
                found = problem("overlay-nothing", place, word=word, among=among, value=ref)
                self.problems.append(_with_kind(found, ref))

    def look_at_contacts(self, overlay: Overlay) -> None:
        """Whether every phase that a contact names is there."""
        there = [*self.sources, *((source.ref, source.language) for source in self.unfit)]
        phases = [ref.slug for ref, language in there if ref.kind == "phase" and language == self.original]
        for contact in overlay.contacts:
            for phase, line in contact.phases.items():
                if phase not in phases:
                    place = Location(f"{overlay.path}/{CONTACTS}", line)
                    said = problem("unknown-phase", place, word=phase, among=phases, value=phase, taxonomy="phase")
                    self.problems.append(said)

    def finish(self, core: Reading) -> Reading:
        """Everything; a translation of what is no longer said is told, and left out where it is checked."""
        sources = sorted([*self.sources.values(), *self.twins], key=lambda source: source.path)
        for source in sources:
            below = self._original_of(source)
            if source.language != self.original and overrules(below, source.laid):
                self._leave_out(source, next(laid for laid in below if laid.how in {"replaced", "changed"}))
        return Reading(
            self._with_extensions(sources),
            [picture for _, picture in sorted(self.pictures.items())],
            [*core.problems, *self.problems],
            core.stamps,
            self.files,
            frozenset(self.hidden),
            self.unfit,
            self.unfit_pictures,
        )

    def _original_of(self, source: Source) -> tuple[Laid, ...]:
        original = self.sources.get((source.ref, self.original))
        return original.laid if original else ()

    def _leave_out(self, source: Source, laid: Laid) -> None:
        """A translation of the core's words, where a local text says something else: better none than a wrong one."""
        stem = laid.path.removesuffix(".md")
        place = {"language": source.language, "example": f"{stem}.{source.language}.md"}
        self._say("overlay-translation", laid.path, value=source.ref, **place)

    def _with_extensions(self, sources: Iterable[Source]) -> list[Source]:
        """A translation shows what was added to its original, where that is not translated itself."""
        whole = []
        for source in sources:
            laid = source.laid
            if source.language != self.original and all(one.how != "extended" for one in laid):
                laid += tuple(one for one in self._original_of(source) if one.how == "extended")
            whole.append(source if laid is source.laid else source._replace(laid=laid))
        return whole

    def _slugs(self, ref: Ref) -> list[str]:
        return sorted(other.slug for other, _ in self.of_core if other.kind == ref.kind)

    def _say(self, code: str, path: str, word: str = "", among: Iterable[str] = (), **values: Any) -> None:
        self.problems.append(problem(code, Location(path), word=word, among=among, **values))


def _with_kind(found: Problem, ref: Ref) -> Problem:
    """The name that was meant, as it must be written."""
    whole = ref.kind in KINDS and found.suggestion
    return found._replace(suggestion=f"{ref.kind}:{found.suggestion}") if whole else found


def _strange_files(overlay: Overlay, folder: Path) -> Iterator[Problem]:
    """Files that have no place in a local layer: it is data, and never templates, styles or scripts."""
    told: set[str] = set()
    for path, _ in walk_files(folder, home=folder):
        top, slash, _ = path.partition("/")
        if (slash and top in PARTS) or (not slash and top in {*BESIDE, overlay.logo}) or top in told:
            continue
        if not slash and not overlay.is_whole and top.endswith(LOGOS):  # it may well be the logo
            continue
        told.add(top)
        # A template that we would call “replace” would only mislead.
        among = () if top in NEVER else PARTS if slash else BESIDE
        yield problem("overlay-part", Location(f"{overlay.path}/{path}"), word=top, among=among, value=top)
