"""What a view works with: the words, the terms and the entries near its page, with hrefs from that page.

A view can reach nothing else. So the digests of what lies on its desk decide whether its page is made again,
and nothing needs to be recorded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from wijkverbinder.checks import Checked
from wijkverbinder.config import Settings
from wijkverbinder.facets import RANGES
from wijkverbinder.glossary import Glossary
from wijkverbinder.i18n import LOCALES, Messages, show_date
from wijkverbinder.markdown import MARK, OPEN, resolve
from wijkverbinder.model import Card, Facts, Ref
from wijkverbinder.outlines import Outline
from wijkverbinder.overlay import Overlay
from wijkverbinder.pictures import SIZES, Shown
from wijkverbinder.typeface import Typeface
from wijkverbinder.urls import absolute, relative
from wijkverbinder.vocabulary import Vocabulary

_PICTURE_OPEN = f'<img src="{OPEN}'
_PICTURE = re.compile(rf'{_PICTURE_OPEN}([^{OPEN}]+){OPEN}"([^>]*)>')
"""A picture as our Markdown leaves it, its address still open."""

_ENTRIES = {"phase": "phases", "activity": "activities"}
"""Kinds whose entries are terms too, with the relation that brings them to a page."""

View = dict[str, Any]
"""All that a template may use: what JSON can hold, with HTML marked as such."""


as_markup = str.__new__
"""Makes Markup of text that is no HTML object itself, which Markup's own constructor would first look into."""


class Frame(NamedTuple):
    """What all pages of a language share."""

    settings: Settings
    language: str
    messages: Messages
    vocabulary: Vocabulary
    styles: Mapping[str, str]
    scripts: Mapping[str, str]
    images: Mapping[str, str]
    places: Mapping[str, str]
    """Output path of each page that the navigation names: home, phases, activities, …"""
    footer: tuple[tuple[str, str, str], ...]
    """Title, output path and language of the glossary and of each page about the toolkit itself."""
    glossary: Glossary
    """The words that are linked where a page first uses them."""
    version: str
    edition: str = ""
    """The day of this edition."""
    outlines: Mapping[str, Outline] = {}
    """What the facts of each kind are."""
    checks: tuple[Checked, ...] = ()
    """What the last automatic check of the pages saw."""
    colors: Mapping[str, str] = {}
    """The colours of the light scheme by their name, for pictures; empty where the site has none."""
    typeface: Typeface | None = None
    """The letter of pictures."""
    overlay: Overlay = Overlay()
    """The local layer, but for its texts."""
    logo: str = ""
    """The output path of its logo, if it has one."""


class Desk(NamedTuple):
    """What lies ready to make one page."""

    frame: Frame
    path: str
    view: str
    near: Mapping[str, Sequence[Card]]
    pictures: Mapping[str, Shown]
    """The pictures in the texts of this entry, by the name that its editor gives them."""
    argument: str = ""
    subject: Card | None = None
    """The entry that this is about, with the path of its own page."""
    pieces: Sequence[str] = ()
    """What this output is joined from, in order."""
    versions: Mapping[str, str] = {}
    """The path of this page in each other language of the site."""

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.frame.language

    def t(self, name: str, /, **values: object) -> str:
        """Words of the interface."""
        return self.frame.messages(name, **values)

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row, with between them what this language puts there."""
        return self.t("punctuation.comma").join(words)

    def label(self, taxonomy: str, term: str) -> str:
        """What a term is called on this page; an entry that is one is called by its title."""
        if taxonomy in _ENTRIES:
            return str(next(card.facts["title"] for card in self.near[_ENTRIES[taxonomy]] if card.ref.slug == term))
        if taxonomy in RANGES:
            return self.t(f"{taxonomy}.{term}")
        return self.frame.vocabulary.label(taxonomy, term, self.language)

    def terms(self, taxonomy: str) -> tuple[str, ...]:
        """The terms of a taxonomy in order."""
        if taxonomy in _ENTRIES:
            return tuple(card.ref.slug for card in self.near.get(_ENTRIES[taxonomy], ()))
        if taxonomy in RANGES:
            return RANGES[taxonomy]
        return self.frame.vocabulary.terms(taxonomy)

    def term(self, taxonomy: str, term: str) -> View:
        """A term as templates use it."""
        entries = self.near[_ENTRIES[taxonomy]] if taxonomy in _ENTRIES else ()
        language = next((card.language for card in entries if card.ref.slug == term), self.language)
        return {"slug": term, "label": self.label(taxonomy, term), **self.speaks(language)}

    def speaks(self, language: str) -> View:
        """What a text says of its language; nothing where that is the page's own."""
        if language == self.frame.language:
            return {"lang": "", "dir": ""}
        return {"lang": language, "dir": LOCALES[language].direction}

    def href(self, path: str) -> str:
        """How this page reaches an output path.

        The page for what was not found is shown at any depth, so it alone writes whole paths.
        """
        if self.path == "404.html":
            return self.frame.settings.base_path + relative("", path)
        return relative(self.path, path)

    def place(self, name: str) -> str:
        """The href of a page that the navigation names."""
        return self.href(self.frame.places[name])

    def at_phase(self, href: str, phase: str) -> str:
        """An href of an activity that leads to its part for a phase, which a script then puts first.

        The fragment does for who runs no scripts; the query stays when the reader goes on within the page.
        """
        return f"{href}?{self.t('param.phase')}={phase}#{phase}"

    def public(self) -> str:
        """The public address of this page, or nothing where the site has none."""
        base = self.frame.settings.base_url
        return absolute(base, self.path) if base else ""

    def date(self, iso: str) -> View:
        """A date for machines and for people."""
        return {"iso": iso, "shown": show_date(iso, self.language)}

    def cards(self, relation: str) -> list[View]:
        """The entries of a relation, as links with their facts."""
        return [self.card(card) for card in self.near.get(relation, ())]

    def card(self, card: Card) -> View:
        """An entry as this page shows it."""
        kind, slug = card.ref
        shown = {
            **card.facts,
            "ref": f"{kind}:{slug}",
            "slug": slug,
            "href": self.href(card.path),
            "lang": "",
            "dir": "",
        }
        if "local" in shown:
            shown["local"] = self.mark()
        return shown if card.language == self.frame.language else shown | self.speaks(card.language)

    def mark(self) -> str:
        """How readers are told that something is local."""
        return self.t("local.mark", name=self.frame.overlay.name)

    def _with_pictures(self, text: str, rows: Mapping[str, Facts]) -> str:
        """A text in which each picture is as this page shows it; its address is still open.

        Args:
            text: HTML of our Markdown.
            rows: what is known of each picture, by its name.
        """
        if not (self.pictures and _PICTURE_OPEN in text):
            return text
        return _PICTURE.sub(lambda found: self._picture(found[1], found[2], rows), text)

    def _picture(self, name: str, rest: str, rows: Mapping[str, Facts]) -> str:
        """A picture in a text: in the lightest form that the reader's browser takes, with whose it is below it."""
        shown, row = self.pictures[name], rows.get(name)
        image = f'<img src="{OPEN}{name}{OPEN}"{rest}>'
        if shown.width:
            size = f' width="{shown.width}" height="{shown.height}" decoding="async"'
            files = ", ".join(f"{self.href(path)} {width}w" for path, width in shown.lighter)
            lighter = f'<source type="image/webp" srcset="{files}" sizes="{SIZES}">'
            image = f"<picture>{lighter}{image[:-1]}{size}></picture>"
        if row is None:  # of a draft, in which it is still to be written
            return image
        licence = self.label("licence", row["licence"])
        return f"{image}<br><small>{escape(self.t('picture.credit', source=row['source'], licence=licence))}</small>"

    def own(self) -> Card:
        """The entry that this page or piece is about.

        Raises:
            LookupError: it is about none.
        """
        if self.subject is None:
            raise LookupError(self.path)
        return self.subject

    def by_ref(self) -> dict[Ref, Card]:
        """Every entry near this page, by its identity."""
        return {card.ref: card for cards in self.near.values() for card in cards}

    def opened(self, facts: Facts, *, show_sources: bool = True, write: Callable[[str], str] | None = None) -> Facts:
        """Facts as a template may use them.

        Texts are HTML whose links lead from this page; everything else is as it was.

        Args:
            facts: the facts of an entry.
            show_sources: whether each list of sources becomes one of the cards of those library items.
            write: a text with its links open to the HTML that stands there; by default with links from this page.
        """
        # An entry may link to a place on its own page by its own name, and is not near itself.
        own = {str(self.subject.ref): self.subject.path} if self.subject else {}
        targets = own | {str(ref): card.path for ref, card in self.by_ref().items()}
        sources = {str(card.ref): self.card(card) for card in self.near.get("sources", ())}

        def href(target: str) -> str:
            name, hash_sign, fragment = target.partition("#")
            if name in self.pictures:
                return self.href(self.pictures[name].path)
            return self.href(targets[name]) + hash_sign + fragment

        written = write or (lambda text: resolve(text, href))
        rows = {row["file"]: row for row in facts.get("pictures", ())}

        def open_text(text: str) -> str:
            if text[:1] != MARK:
                return text
            text = self._with_pictures(text, rows)
            # What carries the mark was made by our Markdown, which lets no HTML of an author through.
            return as_markup(Markup, written(text[1:]))

        def open_fields(fields: Facts) -> Facts:
            opened: Facts = {}
            for name, value in fields.items():
                kind = type(value)
                if kind is str:
                    opened[name] = open_text(value)
                elif name == "sources" and show_sources:
                    opened[name] = [sources[ref] for ref in value]
                else:
                    opened[name] = open_list(value) if kind is list else open_fields(value) if kind is dict else value
            return opened

        def open_list(values: list[Any]) -> list[Any]:
            return [
                open_text(value)
                if (kind := type(value)) is str
                else open_fields(value)
                if kind is dict
                else open_list(value)
                if kind is list
                else value
                for value in values
            ]

        return open_fields(facts)
