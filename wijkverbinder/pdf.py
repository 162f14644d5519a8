"""The handbook of a built site to a tagged PDF, printed by the Chromium of this machine.

Chromium prints twice: where each place of the book falls is only known when it has been printed; then the contents
get their page numbers. The same site and browser give the same bytes on every day.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from pathlib import Path

from wijkverbinder import EDITION, __version__
from wijkverbinder.devtools import BrowserFailed, open_page
from wijkverbinder.i18n import read_messages
from wijkverbinder.project import Project
from wijkverbinder.route import fixed_places
from wijkverbinder.store import keep_whole

TRIES = 4
"""Printings after which the numbers must be right: filling them in moves nothing, since room was left for them."""

PRINTING = {
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
    "preferCSSPageSize": True,
    "printBackground": True,
    "transferMode": "ReturnAsStream",
}
"""https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-printToPDF"""

FILL_IN = """(pages) => document.querySelectorAll("[data-leaf]").forEach((leaf) => {
  leaf.textContent = pages[leaf.dataset.leaf] || "";
})"""

_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")
_NODE = re.compile(rb"\(node\d{8}\)")
_DESTS = re.compile(rb"/Dests (\d+) 0 R")
_DEST = re.compile(rb"/([^\s/\[\]<>()]+) \[(\d+) 0 R /XYZ")
_TREE = re.compile(rb"\n(\d+) 0 obj\n<</Type /Pages\n/Count \d+\n/Kids \[([\d R]+)\](\n/Parent)?")


def make_pdfs(project: Project, folder: Path, browser: str) -> list[Path]:
    """Prints the handbook, in every language of the site.

    Args:
        project: a project whose site is built.
        folder: where the PDFs go.
        browser: the program of a Chromium, Chrome or Edge.

    Returns:
        the files that were written.

    Raises:
        BrowserFailed: the browser did not start, or did not print.
        OSError: something can't be read or written.
    """
    made = []
    for language, page in book_pages(project).items():
        data = print_book(browser, page.as_uri())
        path = folder / f"wijkverbinder-{__version__}-{page.stem}-{language}.pdf"
        keep_whole(path, data)
        made.append(path)
    return made


def book_pages(project: Project) -> dict[str, Path]:
    """The page of the handbook in each language of the site, the original first; none where there is none."""
    languages = project.read_settings().languages
    messages = read_messages(project.content / "messages", languages)[0]
    pages = {
        language: project.output / fixed_places(language, languages[0], words.group("address"))["handbook"]
        for language, words in messages.items()
    }
    return {language: page for language, page in pages.items() if page.is_file()}


def print_book(browser: str, address: str) -> bytes:
    """A page as a PDF, with the number of its page behind each line of its contents.

    Args:
        browser: the program.
        address: of the page; in it an element with `data-leaf` waits for the number of the page on which the place
            with that id stands.

    Raises:
        BrowserFailed: the browser did not start, or did not print.
    """
    return asyncio.run(_print(browser, address))


def steady(pdf: bytes) -> bytes:
    """A PDF without what differs from one printing to the next, byte for byte as long.

    It says that it was made on the day of the edition. And the names by which its tables know their headings are the
    numbers of nodes in the browser: these are counted anew, in their own order, by which they are found.
    """
    day = EDITION.replace("-", "").encode()
    pdf = _DATE.sub(rb"/\1 (D:" + day + rb"000000+00'00')", pdf)
    names = {name: b"(node%08d)" % number for number, name in enumerate(sorted({*_NODE.findall(pdf)}), 1)}
    return _NODE.sub(lambda found: names[found[0]], pdf)


def pages_of_places(pdf: bytes) -> dict[str, int]:
    """On which page each named place of a PDF stands, counted from one.

    It reads no PDF but those that Chromium writes, whose objects lie open; see PDF 1.7, 7.7.3 and 12.3.2.3.

    Raises:
        BrowserFailed: this is not how Chromium wrote until now.
    """
    trees = {number: kids.split(b" 0 R") for number, kids, _ in _TREE.findall(pdf)}
    top = [number for number, _, parent in _TREE.findall(pdf) if not parent]
    dests = _DESTS.search(pdf)
    if len(top) != 1 or not dests:
        raise BrowserFailed("the pages of the PDF can't be counted")

    def leaves(number: bytes) -> list[bytes]:
        kids = (kid.strip() for kid in trees[number] if kid.strip())
        return [leaf for kid in kids for leaf in (leaves(kid) if kid in trees else [kid])]

    numbers = {leaf: number for number, leaf in enumerate(leaves(top[0]), 1)}
    start = pdf.index(b"\n%s 0 obj\n" % dests.group(1))
    table = pdf[start : pdf.index(b"endobj", start)]
    return {name.decode("ascii"): numbers[page] for name, page in _DEST.findall(table)}


async def _print(browser: str, address: str) -> bytes:
    filled: Mapping[str, int] = {}
    async with open_page(browser) as talk:
        await talk.go(address)
        for _ in range(TRIES):
            pdf = await talk.read((await talk.ask("Page.printToPDF", **PRINTING))["stream"])
            pages = pages_of_places(pdf)
            if pages == filled:
                return steady(pdf)
            filled = pages
            await talk.run(f"({FILL_IN})({json.dumps(pages)})")
    raise BrowserFailed("the numbers of the pages do not come to rest")
