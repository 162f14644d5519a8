"""Takes the pictures of the screens in the README and docs/redactie: ``python3 tools/screens.py``.

They show a made-up activity on the trial site of a copy of this project, in the browser of the tests. ``--check``
only looks whether the pictures that the docs show are those that this makes; how they look differs per machine.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.serving import Serving, serving  # noqa: E402 - the folder of the project must be known first
from wijkverbinder import EDITION  # noqa: E402
from wijkverbinder.browsers import find_browser  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

PICTURES = ROOT / "docs" / "beeld"
DOCS = ROOT / "docs" / "redactie"
SCREEN: ViewportSize = {"width": 960, "height": 620}
DRAFT = "content/activities/samen-zingen.md"


def home(page: Page, served: Serving, _project: Path) -> None:
    """Where a reader begins."""
    page.set_viewport_size({"width": 1200, "height": 660})
    page.goto(f"{served.address}index.html")


def draft(page: Page, served: Serving, _project: Path) -> None:
    """A draft on the trial site, with what is still to be done above it."""
    page.goto(f"{served.address}activiteiten/samen-zingen.html")
    page.locator("h1").wait_for()


def mistake(page: Page, served: Serving, project: Path) -> None:
    """A mistake as a layer over the page."""
    file = project / "content" / "pages" / "over.md"
    page.goto(f"{served.address}over.html")
    file.write_text(file.read_text("utf-8").replace("title:", "titel:", 1), "utf-8", newline="\n")
    page.get_by_role("alertdialog").wait_for()


def report(page: Page, _served: Serving, project: Path) -> None:
    """The report as a page."""
    from wijkverbinder.cli import main as command

    file = project / "rapport.html"
    command(["--source", str(project), "report", "--html", str(file), "--today", EDITION])
    page.goto(file.as_uri())


def form(page: Page, served: Serving, _project: Path) -> None:
    """A text in the form."""
    page.set_viewport_size({"width": 1200, "height": 720})
    page.goto(served.wait_for(r"http://\S+\.serve/form\?key=\S+").group())
    page.get_by_text("Activiteiten").first.wait_for()
    start, _, _ = page.url.partition("#")
    page.goto(f"{start}#/collections/activity/entries/dialoog")
    page.locator('section[data-key-path="summary"]').wait_for()


SCREENS: dict[str, Callable[[Page, Serving, Path], None]] = {
    "site.webp": home,
    "proefsite-concept.webp": draft,
    "rapport.webp": report,
    "formulier.webp": form,
    "proefsite-fout.webp": mistake,
}
"""Each picture, with what leads to it."""


@contextmanager
def project() -> Iterator[Path]:
    """A copy of this project with a draft in it."""
    from wijkverbinder.cli import main as command

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "wijkverbinder"
        copy.mkdir()
        for name in ("content", "templates", "assets"):
            shutil.copytree(ROOT / name, copy / name)
        for name in ("site.toml", "addresses.txt"):
            shutil.copy(ROOT / name, copy / name)
        command(["--source", str(copy), "new", "activity", "Samen zingen"])
        file = copy / DRAFT
        said = "Elke maand zingen buren samen, ook wie dat nog nooit deed."
        file.write_text(re.sub(r"(?m)^summary:.*$", f"summary: {said}", file.read_text("utf-8"), count=1), "utf-8")
        yield copy


def take() -> dict[str, bytes]:
    """Every picture by its name, as WebP."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    taken = {}
    with project() as copy, serving(copy, "--form") as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser("chromium"), args=["--no-sandbox"])
        for name, lead in SCREENS.items():
            page = browser.new_page(viewport=SCREEN, locale="nl-NL", color_scheme="light", reduced_motion="reduce")
            lead(page, running, copy)
            file = io.BytesIO()
            Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(file, "WEBP", quality=70, method=6)
            taken[name] = file.getvalue()
            page.close()
        browser.close()
        running.interrupt()
    return taken


def shown() -> set[str]:
    """The pictures of screens that the README and the docs for editors show."""
    texts = "".join(
        file.read_text("utf-8")
        for file in sorted([ROOT / "README.md", *DOCS.glob("*.md"), *DOCS.parent.glob("*.md")])
    )
    return set(re.findall(r"!\[[^\]]{20,}\]\((?:\.\./|docs/)?beeld/([^)]+)\)", texts))


def main(arguments: list[str]) -> int:
    """Takes the pictures, or with ``--check`` tells whether the docs show each of them, with words beside it."""
    if "--check" in arguments:
        return int(shown() != set(SCREENS) or any(not (PICTURES / name).is_file() for name in SCREENS))
    for name, data in take().items():
        (PICTURES / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
