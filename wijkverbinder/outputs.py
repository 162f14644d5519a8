"""The table of outputs: per view the function that fills it, the template that shows it.

A new page or format is a row here, a view function and a template.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wijkverbinder.model import Facts
from wijkverbinder.views import (
    book,
    check,
    contract,
    edition,
    editor,
    entries,
    lists,
    local,
    machine,
    paper,
    plan,
    search,
    tables,
)
from wijkverbinder.views.desk import Desk, View
from wijkverbinder.views.picture import picture


class Output(NamedTuple):
    """How one kind of page is made."""

    view: Callable[[Facts, Desk], View]
    template: str = ""
    """The template that shows the view; without one the view gives its text itself, under `text`."""
    is_piece: bool = False
    """Whether it is made for another output, which is joined from such pieces, and not for a file of its own."""
    kept: bool | None = None
    """Whether the service worker keeps it, in the order of the rows; what says nothing is kept when it is a page."""

    @property
    def is_drawing(self) -> bool:
        """Whether its text is a drawing that goes out as pixels."""
        return self.template.endswith(".svg")

    @property
    def is_html(self) -> bool:
        """Whether a reader meets it as a page, so that it is checked as one."""
        return self.template.endswith(".html") and not self.is_piece

    @property
    def is_kept(self) -> bool:
        """Whether a reader without a network needs it: pages, and the data that their scripts load."""
        return self.is_html if self.kept is None else self.kept


OUTPUTS: dict[str, Output] = {
    "home": Output(lists.home, "pages/home.html"),
    "phases": Output(lists.phases, "pages/phases.html"),
    "phase": Output(entries.phase, "pages/phase.html"),
    "activities": Output(lists.activities, "pages/activities.html"),
    "activity": Output(entries.activity, "pages/activity.html"),
    "plan": Output(plan.plan, "pages/plan.html"),
    "plan-data": Output(plan.plan_data, kept=True),
    "invitation": Output(plan.invitation, "pages/invitation.html"),
    "matrix": Output(lists.matrix, "pages/matrix.html"),
    "examples": Output(lists.examples, "pages/examples.html"),
    "example": Output(entries.example, "pages/example.html"),
    "library-list": Output(lists.library_list, "pages/library-list.html"),
    "shelf": Output(lists.shelf, "pages/shelf.html"),
    "library": Output(entries.library, "pages/library.html"),
    "target-groups": Output(lists.target_groups, "pages/target-groups.html"),
    "target-group": Output(lists.target_group, "pages/target-group.html"),
    "term": Output(entries.term, "pages/term.html"),
    "glossary": Output(lists.glossary, "pages/glossary.html"),
    "page": Output(entries.text_page, "pages/page.html"),
    "check": Output(check.check_page, "pages/check.html"),
    "cards": Output(paper.cards, "pages/cards.html"),
    "card": Output(paper.card, "pieces/card.html", is_piece=True),
    "short": Output(paper.short, kept=True),
    "qr": Output(paper.qr, kept=True),
    "handbook": Output(book.handbook, "pages/handbook.html", kept=False),
    "book-phase": Output(book.book_phase, "pieces/book-phase.html", is_piece=True),
    "book-activity": Output(book.book_activity, "pieces/book-activity.html", is_piece=True),
    "book-page": Output(book.book_page, "pieces/book-page.html", is_piece=True),
    "book-example": Output(book.book_example, "pieces/book-example.html", is_piece=True),
    "book-group": Output(book.book_group, "pieces/book-group.html", is_piece=True),
    "book-term": Output(book.book_term, "pieces/book-term.html", is_piece=True),
    "book-source": Output(book.book_source, "pieces/book-source.html", is_piece=True),
    "offline": Output(lists.offline, "pages/offline.html"),
    "not-found": Output(lists.not_found, "pages/not-found.html", kept=False),
    "picture": Output(picture, "picture.svg"),
    "search": Output(search.search, "pages/search.html"),
    "search-data": Output(search.search_data, kept=True),
    "search-head": Output(search.search_head, is_piece=True),
    "search-text": Output(search.search_text, is_piece=True),
    "hidden": Output(local.hidden, "pages/hidden.html", kept=False),
    "moved": Output(lists.moved, "pages/moved.html", kept=False),
    "robots": Output(machine.robots, "robots.txt"),
    "security": Output(machine.security),
    "web-manifest": Output(machine.web_manifest),
    "hosting": Output(machine.hosting_file),
    "edition": Output(edition.edition, "pages/edition.html"),
    "feed": Output(edition.feed, "feed.xml"),
    "opensearch": Output(machine.opensearch, "opensearch.xml"),
    "sitemap": Output(machine.sitemap, "sitemap.xml"),
    "editor": Output(editor.editor, "pages/editor.html", kept=False),
    "editor-config": Output(editor.editor_config),
    "data-page": Output(lists.data_page, "pages/data-page.html"),
    "data": Output(machine.data),
    "data-entry": Output(machine.data_entry, is_piece=True),
    "data-schema": Output(contract.data_schema),
    "table": Output(tables.table),
    "table-row": Output(tables.table_row, is_piece=True),
    "parts-table": Output(tables.parts_table),
    "parts-rows": Output(tables.parts_rows, is_piece=True),
}
