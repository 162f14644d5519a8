"""A picture as an editor has it to what a page needs: sizes and formats, without anything that the camera wrote.

Pillow is loaded where a picture is looked at for the first time, or made. The same Pillow gives the same bytes, and
the lock pins which one that is. What a name says must be so; what is broken, moves by itself, or would fill the
memory of this machine when it unfolds, is refused before it is decoded in full.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from wijkverbinder.model import Look

if TYPE_CHECKING:
    from PIL.Image import Image

DRAWN = "svg"
"""What needs no sizes: it is published as it is."""

DRAWING_LIMIT = 400 * 1024
"""Bytes of the largest drawing: more would make an old phone wait."""

PHOTO_LIMIT = 12 * 1024 * 1024
"""Bytes of the largest photo, from which smaller ones are made: what phones give fits, and git stays quick."""

MOST_PIXELS = 50_000_000
"""Pixels of the largest photo: what the largest phones give. Decoded it takes 150 MB."""

WIDTHS = (480, 960, 1600)
"""Widths in pixels that are made: a phone, a column of text, and the same on a screen with two pixels for one."""

FALLBACK = 960
"""The width for a browser that knows no WebP, which is an old one."""

SIZES = "(min-width: 46rem) 42.5rem, 92vw"
"""How wide a picture stands on a page: `--measure` of the style (40rem of 17 pixels each), or all of a phone."""

RECIPE = "1"
"""Another recipe gives other bytes; so it is part of what a made picture is remembered by."""

_STARTS: dict[str, tuple[tuple[int, bytes], ...]] = {
    "png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "jpg": ((0, b"\xff\xd8\xff"),),
    "jpeg": ((0, b"\xff\xd8\xff"),),
    "gif": ((0, b"GIF8"),),
    "webp": ((0, b"RIFF"), (8, b"WEBP")),
    "avif": ((4, b"ftypavif"),),
}
"""First bytes per file type, from the formats' specifications."""

_READERS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}
"""The one reader of Pillow that is asked; no other looks at a file."""

KINDS = (*_READERS, DRAWN)
"""What a name of a picture may end in."""

_ORIENTATION, _GPS = 0x0112, 0x8825
_LATITUDE = 2
"""Tags of Exif 3.0: how the camera was held, and where it was."""


class Unfit(Exception):
    """A picture that will not do: the code of a problem, and the values of its sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Made(NamedTuple):
    """One file that is made of a picture."""

    width: int
    extension: str


class Shown(NamedTuple):
    """A picture as pages may show it, by output paths."""

    path: str
    """The file that every browser can show."""
    width: int = 0
    height: int = 0
    lighter: tuple[tuple[str, int], ...] = ()
    """Paths in a lighter format with their widths, the narrowest first."""

    @property
    def paths(self) -> Iterator[str]:
        """Every file."""
        yield self.path
        yield from (path for path, _ in self.lighter)


def is_what_it_says(data: bytes, extension: str) -> bool:
    """Whether a photo begins as its name says that it does."""
    return all(data.startswith(start, at) for at, start in _STARTS[extension])


def look_at(data: bytes, extension: str) -> Look:
    """Looks at a photo, without keeping it.

    Args:
        data: the whole file, which begins as its name says.
        extension: what its name ends in.

    Raises:
        Unfit: it has too many pixels, is broken, or moves.
    """
    from PIL import Image
    from PIL.Image import open as decode

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit of ours is lower
            decode(io.BytesIO(data), formats=(_READERS[extension],)).verify()  # of a PNG: each part, to its end
            image = decode(io.BytesIO(data), formats=(_READERS[extension],))
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise Unfit("picture-pixels", pixels=_millions(width * height), limit=_millions(MOST_PIXELS))
        if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:  # MPO: a photo with a smaller one beside it
            raise Unfit("picture-moves")
        see_through = image.has_transparency_data
        exif = image.getexif()
        place = _LATITUDE in exif.get_ifd(_GPS)
        turned = exif.get(_ORIENTATION, 1) in {5, 6, 7, 8}
        image.draft("RGB", (width // 8, height // 8))  # of a JPEG: every byte is read, few pixels are made
        image.load()
    except Image.DecompressionBombError:
        raise Unfit("picture-pixels", pixels=f"> {_millions(MOST_PIXELS)}", limit=_millions(MOST_PIXELS)) from None
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise Unfit("picture-broken") from error
    return Look(height if turned else width, width if turned else height, see_through, place)


def _millions(pixels: int) -> str:
    return str(-(-pixels // 1_000_000))


def files_of(look: Look) -> list[Made]:
    """What is made of a photo: first the file for every browser, then the lighter ones, the narrowest first."""
    widths = sorted({min(width, look.width) for width in WIDTHS})
    return [
        Made(min(FALLBACK, look.width), "png" if look.see_through else "jpg"),
        *(Made(width, "webp") for width in widths),
    ]


def make(data: bytes, extension: str, made: Made) -> bytes:
    """One file made of a photo: turned upright, in the colours of the web, with nothing in it but what is seen.

    Args:
        data: the photo, which was looked at before.
        extension: what its name ends in.
        made: which file.
    """
    from PIL import Image, ImageOps
    from PIL.Image import open as decode

    image: Image.Image
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image = decode(io.BytesIO(data), formats=(_READERS[extension],))
    image = ImageOps.exif_transpose(image)
    image = _in_web_colors(image, "RGBA" if image.has_transparency_data else "RGB")
    height = max(1, round(image.height * made.width / image.width))
    if made.width < image.width:
        image = image.resize((made.width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    # A fresh one: of what stood beside the pixels (place, names, remarks, a small copy) nothing goes along.
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    out = io.BytesIO()
    if made.extension == "webp":
        clean.save(out, "WEBP", quality=78, method=6)
    elif made.extension == "png":
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, "JPEG", quality=80, optimize=True, progressive=True)
    return out.getvalue()


def _in_web_colors(image: Image, mode: str) -> Image:
    """The picture in sRGB: what a phone keeps in wider colours would look dull without its profile."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            wanted = "RGB" if image.mode in {"CMYK", "L"} else image.mode
            turned = ImageCms.profileToProfile(image, source, target, outputMode=wanted)
            image = turned if turned is not None else image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that can't be read says nothing
    return image.convert(mode)
