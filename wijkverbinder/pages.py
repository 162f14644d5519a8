"""Routes to finished pages: lays each page's desk, has the view filled, the template rendered, the page looked at.

The key of a page is made of all that lies on its desk: the ground, the digests of the cards near it, its own
facts. Same key, same bytes; so a changed sentence makes one page again, a changed title those that show it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wijkverbinder import __version__
from wijkverbinder.assets import picture_path
from wijkverbinder.check import inspect_page
from wijkverbinder.glossary import make_glossary
from wijkverbinder.ground import Ground
from wijkverbinder.i18n import MissingWords
from wijkverbinder.link import Site
from wijkverbinder.memo import artifact_row, problem_row
from wijkverbinder.model import Artifact, Card, Facts, Location, Ref, Route
from wijkverbinder.problems import Problem, problem
from wijkverbinder.project import Project
from wijkverbinder.publish import staging_folder
from wijkverbinder.read import digest_of
from wijkverbinder.route import Plan
from wijkverbinder.store import Reader
from wijkverbinder.views.desk import Desk, Frame

if TYPE_CHECKING:
    from wijkverbinder.render import Renderer


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
        self.cards = _cards(site, plan)
        self.frames = {language: self._frame(language) for language in site.languages}
        self.pictures = {path: picture_path(path, picture.digest) for path, picture in sorted(site.pictures.items())}
        self.files = {**ground.assets.files}
        self.paths = frozenset([*(route.path for route in plan.routes), *self.files, *self.pictures.values()])
        frames = [(frame.places, frame.footer, frame.glossary) for frame in self.frames.values()]
        self._basis = digest_of(repr((generator, ground.digest, frames)).encode())

    def key(self, route: Route) -> str:
        """The digest of all that decides the bytes of a page."""
        near = [
            (relation, [self.cards[ref, route.language].digest for ref in refs])
            for relation, refs in route.near.items()
        ]
        own, pictures = self._own_key(route), self._pictures_of(route)
        parts = (self._basis, route.path, route.view, route.argument, own, near, pictures)
        return digest_of(repr(parts).encode())

    def make(self, todo: Sequence[tuple[Route, str]], _share: str) -> tuple[list[Any], list[Any]]:
        """Makes a share of the pages.

        Returns:
            rows for Artifact and for Problem, of what can cross from one process to another.
        """
        from wijkverbinder.render import Renderer

        renderer = Renderer(self.project.templates, self.project.state / "templates" if self.writes else None)
        problems: list[Problem] = []
        with closing(self.facts.fresh()) as facts:
            made = [self._make_page(route, key, facts, renderer, problems) for route, key in todo]
        rows = [artifact_row(artifact) for artifact in made if artifact]
        return rows, [problem_row(found) for found in problems]

    def _make_page(
        self, route: Route, key: str, facts: Reader, renderer: Renderer, problems: list[Problem]
    ) -> Artifact | None:
        from wijkverbinder.outputs import OUTPUTS
        from wijkverbinder.render import TemplateFault

        output = OUTPUTS[route.view]
        desk = self._desk(route)
        try:
            own: Facts = facts.get(self._own_key(route)) if route.subject else {}
            view = output.view(own, desk)
            text = renderer.render(output.template, view, desk.frame.messages)
        except TemplateFault as error:
            place = Location(self.project.shown(self.project.templates / output.template))
            problems.append(problem("template-fault", place, page=route.path, why=error))
            return None
        except MissingWords as error:
            place = Location(self.project.shown(self.project.content / "messages" / f"{route.language}.toml"))
            problems.append(problem("message-missing", place, value=error.args[0], language=route.language))
            return None
        ids: tuple[str, ...] = ()
        fragments: tuple[str, ...] = ()
        if route.subject:
            text = desk.frame.glossary.link(text, route.path)
        if output.is_html:
            base_path = self.ground.settings.base_path
            seen = inspect_page(route.path, text, self.paths, base_path)
            ids, fragments = seen.ids, seen.fragments
            problems += seen.problems
        data = text.encode("utf-8")
        self._write(route.path, data)
        return Artifact(route.path, key, digest_of(data), len(data), ids, fragments)

    def copy_files(self, made: Mapping[str, Artifact], untouched: Container[str]) -> Iterator[Artifact]:
        """Assets and pictures as artifacts; those that are not in the output as we left them are written."""
        sources: dict[str, bytes | Path] = dict(self.files)
        sources |= {target: self.project.content / path for path, target in self.pictures.items()}
        for path, source in sorted(sources.items()):
            known = made.get(path)
            if known and path in untouched:
                yield known
                continue
            data = source if isinstance(source, bytes) else source.read_bytes()
            self._write(path, data)
            # The name holds the digest of the bytes, so the name is key enough.
            yield Artifact(path, path, digest_of(data), len(data))

    def _write(self, path: str, data: bytes) -> None:
        if self.writes:
            target = staging_folder(self.project.output) / path
            try:
                target.write_bytes(data)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)

    def _own_key(self, route: Route) -> str:
        """The key of the facts that a page is about; empty for a page that is about no entry."""
        return self.site.entries[route.subject][route.language].key if route.subject else ""

    def _desk(self, route: Route) -> Desk:
        near = {relation: [self.cards[ref, route.language] for ref in refs] for relation, refs in route.near.items()}
        frame, pictures = self.frames[route.language], self._pictures_of(route)
        return Desk(frame, route.path, route.view, near, pictures, route.argument)

    def _pictures_of(self, route: Route) -> dict[str, str]:
        if not route.subject:
            return {}
        entry = self.site.entries[route.subject][route.language]
        folder = entry.path.rpartition("/")[0]
        return {
            reference.target: self.pictures[f"{folder}/{reference.target}"]
            for reference in entry.references
            if reference.relation == "picture"
        }

    def _frame(self, language: str) -> Frame:
        top = "" if language == self.site.languages[0] else f"{language}/"
        words = self.ground.messages[language].group("address")
        pages = [self.cards[ref, language] for ref in self.site.members("page")]
        places = {card.ref.slug: card.path for card in pages} | {
            "home": f"{top}index.html",
            "phases": f"{top}{words['phase']}/index.html",
            "activities": f"{top}{words['activity']}/index.html",
            "matrix": f"{top}{words['activity']}/{words['matrix']}.html",
            "examples": f"{top}{words['example']}/index.html",
            "library": f"{top}{words['library']}/index.html",
            "target-groups": f"{top}{words['target-group']}/index.html",
            "glossary": f"{top}{words['term']}/index.html",
        }
        for term in self.ground.vocabulary.terms("target-group"):
            places[f"target-group:{term}"] = f"{top}{words['target-group']}/{term}.html"
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
                *((str(card.facts["title"]), card.path, card.language) for card in pages),
            ),
            make_glossary(self.cards[ref, language] for ref in self.site.members("term")),
            __version__,
        )


def _cards(site: Site, plan: Plan) -> dict[tuple[Ref, str], Card]:
    """Every entry as a card, in every language of the site."""
    cards = {}
    for ref in site.entries:
        for language in site.languages:
            entry = site.get(ref, language)
            path = plan.path(ref, language, site.languages[0])
            facts = {name: fact for name, fact in entry.card.items() if name != "slug"}
            digest = digest_of(repr((tuple(ref), entry.language, path, facts)).encode())
            cards[ref, language] = Card(ref, entry.language, path, facts, digest)
    return cards
