"""Pictures of pages where they are shared: what stands in them, and the same bytes for the same drawing."""

from __future__ import annotations

import errno
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import MakeProject
from tests.small import ROOT, put
from wijkverbinder.assets import read_colors
from wijkverbinder.drawing import draw
from wijkverbinder.i18n import Messages, read_messages
from wijkverbinder.kinds import KINDS, PICTURES, SHARED_PICTURES
from wijkverbinder.outputs import OUTPUTS
from wijkverbinder.pipeline import build
from wijkverbinder.render import Renderer
from wijkverbinder.store import keep_made
from wijkverbinder.typeface import Typeface
from wijkverbinder.views import picture

FONT = next((ROOT / "assets" / "fonts").glob("*.ttf"))
FACE = Typeface(FONT.read_bytes())
COLORS = read_colors((ROOT / "assets" / "css" / "tokens.css").read_text("utf-8"))
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path fill="#{}" d="M0 0h8v8H0z"/></svg>'


def view(
    title: str, face: Typeface | None = FACE, color: str = "roze", name: str = "De Wijkverbinder"
) -> dict[str, Any]:
    size, lines = picture._set(title, face)
    fits = bool(face and face.covers(name))
    return {
        "family": face.family if face else "",
        "tokens": picture._PLAIN | COLORS,
        "color": picture._paint(color, COLORS),
        "line": "double",
        "icon": "huizen-afgewend",
        "size": size,
        "lines": lines,
        "sign": {"text": name, "width": 300} if fits else None,
        "doors": [],
    }


def drawn(shown: dict[str, Any]) -> Image.Image:
    svg = Renderer(ROOT / "templates", None).render("picture.svg", shown, Messages("nl", {}))
    return Image.open(io.BytesIO(draw(svg, FONT, None))).convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many dark pixels there are in a part of a picture."""
    return sum(image.crop(box).convert("L").histogram()[:60])


def test_the_picture_has_the_size_that_pages_say_and_the_color_of_the_phase() -> None:
    image = drawn(view("Bij spanning"))
    assert image.size == (1200, 630)
    soft = tuple(int(COLORS["roze-soft"][at : at + 2], 16) for at in (1, 3, 5))
    assert image.getpixel((5, 5)) == soft


def test_the_title_stands_in_it_and_one_that_can_not_be_written_is_left_out() -> None:
    title = (60, 140, 1140, 350)
    assert ink(drawn(view("Bij spanning")), title) > 2000
    assert ink(drawn(view("حوار في الحي")), title) == 0


@pytest.mark.parametrize(
    ("title", "size", "count"),
    [
        ("Dialoog", 76, 1),
        ("Samenwerken aan een gemeenschappelijk doel", 76, 2),
        ("Luisteren naar elkaars ervaringen en verhalen, in een kring van buren uit de straat", 62, 3),
        ("Een heel lange titel " * 20, 48, 4),
    ],
)
def test_a_title_is_as_large_as_fits(title: str, size: int, count: int) -> None:
    got, lines = picture._set(title, FACE)
    assert (got, len(lines)) == (size, count)
    assert all(FACE.width(line["text"], size) <= 1072 + size for line in lines)
    assert [line["y"] for line in lines] == sorted(line["y"] for line in lines)
    assert lines[-1]["y"] <= 370
    assert (" ".join(line["text"] for line in lines) == title) == (count < 4)


def test_a_color_that_is_written_otherwise_has_a_stand_in() -> None:
    assert picture._paint("groen", {"groen": "#123456"}) == {
        "text": "#123456",
        "wall": "#999",
        "roof": "#333",
        "soft": "#fff",
    }


def test_the_light_scheme_is_read_and_not_the_dark_one() -> None:
    text = """:root {
  --a-b: #FFF;
  --c: red;
}
.phase-x {
  --p: #111111;
  --p-roof: var(--p);
  --p-line: dotted;
}
@media (prefers-color-scheme: dark) {
  :root {
    --a-b: #000000;
  }
}"""
    assert read_colors(text) == {"a-b": "#FFF", "x": "#111111", "x-roof": "#111111", "x-line": "dotted"}
    for color in ("groen", "geel", "roze", "rood"):
        assert {color, f"{color}-wall", f"{color}-roof", f"{color}-soft"} <= COLORS.keys()
    lines = [COLORS.get(f"{color}-line", "solid") for color in ("groen", "geel", "roze", "rood")]
    assert lines == ["solid", "dotted", "double", "dashed"]


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert draw(SQUARE.format("abc"), FONT, None) == draw(SQUARE.format("abc"), FONT, None)
    assert draw(SQUARE.format("abc"), FONT, None) != draw(SQUARE.format("abd"), FONT, None)


def test_what_was_drawn_last_is_remembered_and_what_is_broken_is_drawn_again(tmp_path: Path) -> None:
    kept = tmp_path / "pictures" / "een"
    first = draw(SQUARE.format("abc"), None, kept)
    head = kept.read_bytes().partition(b" ")[0]
    keep_made(kept, b"onthouden", head.decode())
    assert draw(SQUARE.format("abc"), None, kept) == b"onthouden"
    assert draw(SQUARE.format("abd"), None, kept) not in (first, b"onthouden")
    kept.write_bytes(b"stuk")
    assert draw(SQUARE.format("abc"), None, kept) == first
    assert draw(SQUARE.format("abc"), FONT, kept) == first
    assert not kept.read_bytes().startswith(head)


def test_a_picture_that_was_cut_off_or_spoilt_is_drawn_again(tmp_path: Path) -> None:
    """A disk that was full leaves half a file; one that fails, other bytes."""
    kept = tmp_path / "een"
    first = draw(SQUARE.format("abc"), None, kept)
    whole = kept.read_bytes()
    for spoilt in (whole[:-9], whole[:40], whole[:-1] + b"?", whole.partition(b"\n")[0] + b"\n", b""):
        kept.write_bytes(spoilt)
        assert draw(SQUARE.format("abc"), None, kept) == first
        assert kept.read_bytes() == whole


def test_a_picture_that_cannot_be_kept_whole_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "een"

    def full(file: Path, data: bytes) -> int:
        with file.open("wb") as out:
            out.write(data[:40])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        draw(SQUARE.format("abc"), None, kept)
    assert not kept.exists()


def test_a_picture_that_another_version_drew_is_drawn_again(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade a site is as one built from nothing."""
    project = make_project({"site.toml": 'base_url = "https://wijk.example/"\n'})
    for version in ("1.0", "2.0"):
        put(tmp_path, "lock.txt", f"pillow==1.0 \\\nresvg-py=={version} \\\n")
        monkeypatch.setattr("wijkverbinder.project.LOCK", tmp_path / "lock.txt")
        monkeypatch.setattr("resvg_py.svg_to_bytes", lambda drawn=version, **_: f"drawn by {drawn}".encode())
        assert not build(project).failed
        assert (project.output / "index.png").read_bytes() == f"drawn by {version}".encode()


def test_what_has_a_picture_is_a_view_that_has_a_title() -> None:
    views = {name for name, output in OUTPUTS.items() if output.is_html}
    assert PICTURES.keys() | SHARED_PICTURES.keys() <= views
    assert not PICTURES.keys() & SHARED_PICTURES.keys()
    words, _ = read_messages(ROOT / "content" / "messages", ("nl", "en"))
    for name, title in PICTURES.items():
        assert title in words["nl"].words if title else name in KINDS
