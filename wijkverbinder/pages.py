"""Routes to finished pages: lays each page's desk, has the view filled, the template rendered, the page looked at.

The key of a page is made of all that lies on its desk: the ground, the digests of the cards near it, its own
facts. Same key, same bytes; so a changed sentence makes one page again, a changed title those that show it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from wijkverbinder import EDITION, __version__
from wijkverbinder.check import Inspection, inspect_page
from wijkverbinder.config import lines_of
from wijkverbinder.gallery import Gallery
from wijkverbinder.glossary import make_glossary
from wijkverbinder.ground import Ground
from wijkverbinder.i18n import MissingWords
from wijkverbinder.link import Site
from wijkverbinder.memo import problem_row
from wijkverbinder.model import Artifact, Card, Facts, Location, Picture, Ref, Route
from wijkverbinder.offline import WORKER, make_worker
from wijkverbinder.pictures import Shown
from wijkverbinder.problems import Problem, problem
from wijkverbinder.project import Project
from wijkverbinder.publish import staging_folder, write_new
from wijkverbinder.read import digest_of
from wijkverbinder.route import Plan, fixed_places, top_folder
from wijkverbinder.store import Reader
from wijkverbinder.text import short_title
from wijkverbinder.views.desk import Desk, Frame

if TYPE_CHECKING:
    from wijkverbinder.render import Renderer


Todo = tuple[Route, str, Sequence[str]]
"""What is to be made: a route, its key, and for one that is joined the texts of its pieces."""


class PageMaker:
    """Makes the pages of one build."""

    def __init__(
        self,
        project: Project,
        ground: Ground,
        site: Site,
        plan: Plan,
        facts: Reader,
        generator: str,
        *,
        writes: bool,
    ) -> None:
        """Prepares the cards and frames that pages share; makes nothing yet."""
        self.project, self.ground, self.site, self.plan = project, ground, site, plan
        self.facts, self.writes = facts, writes
        self.cards = _cards(site, plan, ground)
        self.frames = {language: self._frame(language) for language in site.languages}
        self.gallery = Gallery(project, _used_pictures(site), writes=writes)
        self.files = {**ground.assets.files}
        self.paths = frozenset([*(route.path for route in plan.routes), *self.files, *self.gallery.files])
        frames = [(frame.places, frame.footer, frame.glossary) for frame in self.frames.values()]
        self._staging = staging_folder(project.output)
        self._digests = {
            language: {ref: self.cards[ref, language].digest for ref in site.entries} for language in site.languages
        }
        self._known: dict[tuple[int, Ref | None, str], str] = {}
        self._basis = digest_of(repr((generator, ground.digest, frames)).encode())

    def keys(self, route: Route) -> tuple[str, list[str]]:
        """The digest of all that decides the bytes of an output, and the keys of the pieces it is joined from."""
        versions = repr(self.plan.versions.get(route.path, ""))
        own = (self._basis, route.path, route.view, route.argument, versions, self._lying(route))
        pieces = self._piece_keys(route) if route.parts else []
        return digest_of("\0".join((*own, *pieces)).encode()), pieces

    def _piece_keys(self, route: Route) -> list[str]:
        """The key of each piece of an output.

        There are thousands, so they are put together from digests that are there already, and are none themselves.
        """
        lying = self._lying
        starts = {view: digest_of(f"{self._basis}\0{route.path}\0{view}".encode()) for view in _views_of(route)}
        return [f"{starts[part.view]}{lying(part)}{part.argument}" for part in route.parts]

    def _lying(self, route: Route) -> str:
        """The digest of what lies on a desk: the facts, the card and the pictures of the subject, the cards near it.

        It is the same for a page and for the pieces of the same entry that have the same cards near.
        """
        at = (id(route.near) if route.near else 0, route.subject, route.language)
        known = self._known.get(at)
        if known is None:
            card = self.cards[route.subject, route.language].digest if route.subject else ""
            parts = [self._own_key(route), card, *map(repr, self._pictures_of(route).items())]
            digests = self._digests[route.language]
            for relation, refs in route.near.items():
                parts += ("", relation, *map(digests.__getitem__, refs))
            known = self._known[at] = digest_of("\0".join(parts).encode())
        return known

    def make(self, todo: Iterable[Sequence[Todo]], _share: str) -> tuple[list[Any], dict[str, str], list[Any]]:
        """Makes a share of the pages and pieces.

        Args:
            todo: routes with their keys, those about one entry together, so that its facts are read once; of one
                that is joined, all pieces must be there.

        Returns:
            rows for Artifact, the text of each piece by its key, and rows for Problem: what can cross from one
            process to another.
        """
        from wijkverbinder.outputs import OUTPUTS
        from wijkverbinder.render import Renderer

        renderer = Renderer(self.project.templates, self.project.compiled)
        problems: list[Problem] = []
        rows: list[Any] = []
        made: dict[str, str] = {}
        with closing(self.facts.fresh()) as facts:
            for about in todo:
                subject = about[0][0].subject
                own: dict[str, Facts] = {}
                for route, key, pieces in about:
                    if subject and route.language not in own:
                        own[route.language] = facts.get(self._own_key(route))
                    text = self._text(route, pieces, own.get(route.language, {}), renderer, problems)
                    if text is None:
                        continue
                    if OUTPUTS[route.view].is_piece:
                        made[key] = text
                    else:
                        rows.append(tuple(self._finish(route, key, text, problems)))
        return rows, made, [problem_row(found) for found in problems]

    def _text(
        self, route: Route, pieces: Sequence[str], facts: Facts, renderer: Renderer, problems: list[Problem]
    ) -> str | None:
        """The text of a page or piece; None, with a problem, when it can't be made."""
        from wijkverbinder.outputs import OUTPUTS
        from wijkverbinder.render import TemplateFault

        output = OUTPUTS[route.view]
        desk = self._desk(route, pieces)
        try:
            view = output.view(facts, desk)
            return renderer.render(output.template, view, desk.frame.messages) if output.template else view["text"]
        except TemplateFault as error:
            place = Location(self.project.shown(self.project.templates / error.template), error.line)
            problems.append(problem("template-fault", place, page=route.path, why=error.why))
            return None
        except MissingWords as error:
            place = Location(self.project.shown(self.project.content / "messages" / f"{route.language}.toml"))
            lacks = "@words-unfit" if error.there else "@words-absent"
            problems.append(problem("message-missing", place, value=error.name, language=route.language, lacks=lacks))
            return None

    def _in_the_text(self, route: Route, seen: Inspection) -> Iterator[Problem]:
        """What is wrong on a page, told of the text that it is about where that can be the cause.

        A text brings headings and their ids, and nothing else that the look at a page may refuse.
        """
        entry = self.site.get(route.subject, route.language) if route.subject else None
        for found in seen.problems:
            value = dict(found.values)["value"]
            if not entry or found.code != "page-fault" or not value.startswith(("id=", "<h")):
                yield found
            elif anchor := next((name for name in entry.anchors if value.startswith(f'id="{name}" ')), None):
                yield problem("anchor-taken", Location(entry.path), value=anchor)
            else:
                yield found.at(Location(entry.path))

    def told(self, found: Iterable[Problem]) -> Iterator[Problem]:
        """What was wrong while pages were made, each cause once: one template or one word makes hundreds of pages."""
        found = [*found]
        # The handbook repeats the texts, and with them two places of one name.
        taken = [f'{dict(one.values)["value"]}" ×' for one in found if one.code == "anchor-taken"]
        faults: dict[tuple[str, int], list[Problem]] = {}
        lacking: dict[str, dict[str, Problem]] = {}
        for one in found:
            values = dict(one.values)
            if one.code == "template-fault":
                faults.setdefault((one.location.path, one.location.line), []).append(one)
            elif one.code == "message-missing":
                lacking.setdefault(values["value"], {})[values["language"]] = one
            elif one.code != "page-fault" or not any(end in values["value"] for end in taken):
                yield one
        for same in faults.values():
            yield _told_for_all(same)
        for name, told in lacking.items():
            yield from self._told_of_words(name, told)

    def _told_of_words(self, name: str, told: Mapping[str, Problem]) -> Iterator[Problem]:
        """Words that pages lacked in some languages: what no language has is told of the original, at no line."""
        if not any(name in messages.words for messages in self.ground.messages.values()):
            first = told[next(language for language in self.site.languages if language in told)]
            known = self.ground.messages[self.site.languages[0]].words
            yield problem(first.code, first.location, word=name, among=known, **dict(first.values))
            return
        stem = name.rpartition(".")[0]
        for found in told.values():
            file = self.project.file(found.location.path)
            lines = dict(lines_of(file.read_text("utf-8-sig"))) if file.exists() else {}
            yield found.at(found.location._replace(line=lines.get(name) or lines.get(stem, 0)))

    def _finish(self, route: Route, key: str, text: str, problems: list[Problem]) -> Artifact:
        """A made page, looked at and written."""
        from wijkverbinder.outputs import OUTPUTS

        if OUTPUTS[route.view].is_drawing:
            return self._finish_drawing(route, key, text)
        ids = fragments = ""
        # On the page of an entry only: a card on a door has no links.
        if route.subject and route.view == route.subject.kind:
            text = self.frames[route.language].glossary.link(text, route.path)
        if OUTPUTS[route.view].is_html:
            base_path = self.ground.settings.base_path
            seen = inspect_page(route.path, text, self.paths, base_path)
            ids, fragments = "\n".join(seen.ids), "\n".join(seen.fragments)
            problems += self._in_the_text(route, seen)
        data = text.encode("utf-8")
        self._write(route.path, data)
        return Artifact(route.path, key, digest_of(data), len(data), ids, fragments)

    def _finish_drawing(self, route: Route, key: str, text: str) -> Artifact:
        """A made drawing, as pixels. Who only checks needs none."""
        from wijkverbinder.drawing import draw

        data = text.encode("utf-8")
        if self.writes:
            kept = self.project.state / "pictures" / digest_of(route.path.encode())
            data = draw(text, self.ground.font, kept, self.ground.drawer)
            self._write(route.path, data)
        return Artifact(route.path, key, digest_of(data), len(data))

    def copy_files(self, made: Mapping[str, Artifact], untouched: Container[str]) -> Iterator[Artifact]:
        """Assets and pictures as artifacts; those that are not in the output as we left them are written."""
        sources: dict[str, bytes | Callable[[], bytes]] = {**self.files, **self.gallery.files}
        for path, source in sorted(sources.items()):
            known = made.get(path)
            # A name in assets/ holds the digest of its bytes, and is key enough; on trial and elsewhere it is not.
            named = path.startswith("assets/") and not self.project.trial
            key = path if named or not isinstance(source, bytes) else digest_of(source)
            if known and known.key == key and path in untouched:
                yield known
                continue
            data = source if isinstance(source, bytes) else source()
            self._write(path, data)
            yield Artifact(path, key, digest_of(data), len(data))
        self.gallery.tidy()

    def seal(self, artifacts: Mapping[str, Artifact]) -> Artifact:
        """The service worker: it names every other file by its digest, and so it is made last, and always."""
        workers, original = self.ground.assets.workers, self.site.languages[0]
        if self.ground.settings.offline:
            without = {top_folder(name, original): frame.places["offline"] for name, frame in self.frames.items()}
            rest = {top_folder(name, original): self._kept(name) for name in self.frames}
            text = make_worker(workers["offline"], artifacts, self._core(), rest, sorted(self.gallery.files), without)
        else:
            text = workers["farewell"]
        data = text.encode("utf-8")
        self._write(WORKER, data)
        digest = digest_of(data)
        return Artifact(WORKER, digest, digest, len(data))

    def _core(self) -> Iterator[str]:
        """What every page needs, and where a reader begins."""
        assets = self.ground.assets
        yield from [*assets.styles.values(), *assets.scripts.values(), *assets.images.values()]
        for frame in self.frames.values():
            yield from (frame.places[name] for name in ("home", "offline"))

    def _kept(self, language: str) -> list[str]:
        """The pages in a language that are kept and what their scripts load, in the order of the kinds of output."""
        from wijkverbinder.outputs import OUTPUTS

        order = {name: place for place, (name, output) in enumerate(OUTPUTS.items()) if output.is_kept}
        routes = [route for route in self.plan.routes if route.view in order and route.language == language]
        return [route.path for route in sorted(routes, key=lambda route: (order[route.view], route.path))]

    def _write(self, path: str, data: bytes) -> None:
        if self.writes:
            write_new(f"{self._staging}/{path}", data)

    def _own_key(self, route: Route) -> str:
        """The key of the facts that a page is about; empty for a page that is about no entry."""
        return self.site.get(route.subject, route.language).key if route.subject else ""

    def _desk(self, route: Route, pieces: Sequence[str]) -> Desk:
        near = {relation: [self.cards[ref, route.language] for ref in refs] for relation, refs in route.near.items()}
        frame, pictures = self.frames[route.language], self._pictures_of(route)
        subject = self.cards[route.subject, route.language] if route.subject else None
        versions = self._versions_of(route)
        return Desk(frame, route.path, route.view, near, pictures, route.argument, subject, pieces, versions)

    def _versions_of(self, route: Route) -> dict[str, str]:
        """The path of this page in each other language of the site; of one that lacks it, where that begins."""
        there = self.plan.versions.get(route.path, {})
        return {
            language: there.get(language, frame.places["home"])
            for language, frame in self.frames.items()
            if language != route.language
        }

    def _pictures_of(self, route: Route) -> dict[str, Shown]:
        if not route.subject:
            return {}
        entry = self.site.get(route.subject, route.language)
        folder = entry.path.rpartition("/")[0]
        return {target: self.gallery.shown[f"{folder}/{target}"] for target in entry.references.targets("picture")}

    def _frame(self, language: str) -> Frame:
        original, words = self.site.languages[0], self.ground.messages[language].group("address")
        pages = [self.cards[ref, language] for ref in self.site.members("page")]
        places = {card.ref.slug: card.path for card in pages} | fixed_places(language, original, words)
        if not any(route.view == "handbook" for route in self.plan.routes):
            del places["handbook"]
        top = top_folder(language, original)
        for term in self.ground.vocabulary.terms("target-group"):
            written = self.plan.addresses.get((Ref("target-group", term), language))
            places[f"target-group:{term}"] = written or f"{top}{words['target-group']}/{term}.html"
        for term in self.ground.vocabulary.terms("library-kind"):
            places[f"shelf:{term}"] = f"{top}{words['library']}/{term}/index.html"
        return Frame(
            self.ground.settings,
            language,
            self.ground.messages[language],
            self.ground.vocabulary,
            self.ground.assets.styles,
            self.ground.assets.scripts,
            self.ground.assets.images,
            places,
            (
                (self.ground.messages[language]("nav.glossary"), places["glossary"], language),
                *((short_title(card.facts["title"]), card.path, card.language) for card in pages),
                (self.ground.messages[language]("nav.data"), places["data"], language),
            ),
            make_glossary(self.cards[ref, language] for ref in self.site.members("term")),
            __version__,
            EDITION,
            self.ground.outlines,
            self.ground.checks,
            self.ground.colors,
            self.ground.typeface,
            self.ground.overlay,
            self.ground.logo,
        )


def _told_for_all(faults: Sequence[Problem]) -> Problem:
    """One fault of a template as all pages met it: told of the first, with the number of the others."""
    first = min(faults, key=lambda found: found.values)
    values = dict(first.values)
    others = len({dict(found.values)["page"] for found in faults}) - 1
    if others:
        values["page"] += f" @and {others} @other-pages"
    return problem(first.code, first.location, **values)


def _views_of(route: Route) -> set[str]:
    """The views of the pieces of an output."""
    return {part.view for part in route.parts}


def _used_pictures(site: Site) -> list[Picture]:
    """The pictures that stand in a text, in order; what only lies in a folder is not published."""
    entries = (entry for texts in site.entries.values() for entry in texts.values())
    used = {
        f"{entry.path.rpartition('/')[0]}/{target}"
        for entry in entries
        for target in entry.references.targets("picture")
    }
    return [site.pictures[path] for path in sorted(used)]


def _cards(site: Site, plan: Plan, ground: Ground) -> dict[tuple[Ref, str], Card]:
    """Every entry as a card, in every language of the site; on a trial site a draft says that it is one."""
    cards = {}
    for ref in site.entries:
        for language in site.languages:
            entry = site.get(ref, language)
            path = plan.path(ref, language)
            facts = {name: fact for name, fact in entry.card.items() if name not in {"slug", "aliases", "draft"}}
            if "draft" in entry.card:
                facts["title"] = ground.messages[language]("draft.title", title=facts["title"])
            digest = digest_of(repr((tuple(ref), entry.language, path, facts)).encode())
            cards[ref, language] = Card(ref, entry.language, path, facts, digest)
    return cards
