"""Photos: what is refused, what is made of them, what of the camera stays behind, and that nothing is made twice."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from tests.conftest import MakeProject
from tests.small import PNG, ROOT, Files, drawn_png, known, lay_project, page, phase, photo, put, text, tree
from wijkverbinder import pictures
from wijkverbinder.gallery import Gallery
from wijkverbinder.model import Look, Picture
from wijkverbinder.pictures import MOST_PIXELS, Made, Unfit, files_of, look_at, make
from wijkverbinder.pipeline import build, check
from wijkverbinder.project import Project

OVER = "content/pages/over.md"


def opened(data: bytes) -> Image.Image:
    image: Image.Image = Image.open(io.BytesIO(data))
    image.load()
    return image


def exif(**tags: Any) -> Image.Exif:
    """What a camera writes: where it was, how it was held, whose it is."""
    found = Image.Exif()
    found[0x013B] = "Jan de Vries"
    found[0x0112] = tags.get("turned", 1)
    if tags.get("place"):
        found._ifds[0x8825] = {1: "N", 2: (52.0, 5.0, 30.0), 3: "E", 4: (5.0, 7.0, 12.0)}
    return found


def told(data: bytes, extension: str) -> str:
    try:
        look_at(data, extension)
    except Unfit as unfit:
        return unfit.code
    return ""


def test_a_photo_is_measured_as_it_is_shown() -> None:
    assert look_at(photo(size=(40, 30)), "jpg") == Look(40, 30)
    assert look_at(photo(size=(40, 30), exif=exif(turned=6)), "jpg") == Look(30, 40)
    assert look_at(photo("PNG"), "png") == Look(12, 8)


def test_what_the_camera_wrote_of_the_place_is_noticed() -> None:
    assert look_at(photo(exif=exif(place=True)), "jpg").tells_place
    assert not look_at(photo(exif=exif()), "jpg").tells_place


@pytest.mark.parametrize("cut", [20, 200, 600])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_photo_that_is_cut_off_is_broken(form: str, cut: int) -> None:
    whole = photo(form, (300, 200))
    extension = {"JPEG": "jpg"}.get(form, form.lower())
    assert told(whole, extension) == ""
    assert told(whole[: max(40, len(whole) - cut)], extension) == "picture-broken"


def test_bytes_that_changed_on_the_way_are_broken() -> None:
    whole = bytearray(drawn_png(60, 60))
    whole[len(whole) // 2] ^= 0xFF
    assert told(bytes(whole), "png") == "picture-broken"


def test_a_photo_that_unfolds_to_more_than_memory_holds_is_refused_before_it_does() -> None:
    """A head that says 60,000 by 60,000 pixels, and nothing behind it."""
    small = drawn_png()
    for side, said in ((8_000, "64"), (60_000, "> 50")):
        size = side.to_bytes(4, "big")
        bomb = small[:16] + size + size + small[24:]
        crc = struct.pack(">L", zlib.crc32(bomb[12:29]))
        bomb = bomb[:29] + crc + bomb[33:]
        with pytest.raises(Unfit) as unfit:
            look_at(bomb, "png")
        assert (unfit.value.code, unfit.value.values["pixels"]) == ("picture-pixels", said)
    assert MOST_PIXELS < Image.MAX_IMAGE_PIXELS  # type: ignore[operator]


@pytest.mark.parametrize(("form", "extension"), [("GIF", "gif"), ("WEBP", "webp"), ("PNG", "png")])
def test_what_moves_is_refused(form: str, extension: str) -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100)
    assert told(out.getvalue(), extension) == "picture-moves"


def test_a_photo_with_a_second_one_beside_it_does_not_move() -> None:
    """Phones write one, for a screen that shows more depth."""
    out = io.BytesIO()
    opened(photo()).save(out, "MPO", save_all=True, append_images=[opened(photo(size=(6, 4)))])
    assert told(out.getvalue(), "jpg") == ""


def test_sizes_are_made_up_to_that_of_the_photo_and_never_larger() -> None:
    assert files_of(Look(4000, 3000)) == [
        *(Made(960, "jpg"), Made(480, "webp"), Made(960, "webp"), Made(1600, "webp")),
    ]
    assert files_of(Look(700, 500, see_through=True)) == [Made(700, "png"), Made(480, "webp"), Made(700, "webp")]
    assert files_of(Look(300, 200)) == [Made(300, "jpg"), Made(300, "webp")]


@pytest.mark.parametrize("made", [Made(60, "webp"), Made(60, "jpg"), Made(60, "png")])
def test_nothing_of_the_camera_goes_along(made: Made) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    written = exif(place=True, turned=6)
    remarks: dict[str, Any] = {"comment": b"van Jan", "xmp": b"<x>Jan</x>"}
    whole = photo(size=(120, 80), exif=written, icc_profile=profile, **remarks)
    assert b"Jan" in whole
    data = make(whole, "jpg", made)
    image = opened(data)
    assert image.size == (60, 90)  # upright
    assert not image.getexif()
    assert not {"exif", "icc_profile", "comment", "xmp", "XML:com.adobe.xmp"} & image.info.keys()
    for sign in (b"Jan", b"Exif", b"ICC", b"http://ns.adobe"):
        assert sign not in data


def test_colours_of_a_wider_kind_are_turned_into_those_of_the_web() -> None:
    """A profile in which red and green have changed places: who drops it shows other colours."""
    profile = ImageCms.createProfile("sRGB")
    raw = bytearray(ImageCms.ImageCmsProfile(profile).tobytes())
    red, green = raw.index(b"rXYZ"), raw.index(b"gXYZ")
    raw[red : red + 4], raw[green : green + 4] = b"gXYZ", b"rXYZ"
    out = io.BytesIO()
    Image.new("RGB", (40, 40), (255, 0, 0)).save(out, "PNG", icc_profile=bytes(raw))
    shown = opened(make(out.getvalue(), "png", Made(40, "png"))).getpixel((5, 5))
    assert isinstance(shown, tuple)
    assert shown[1] > 200
    assert shown[0] < 60


def test_a_profile_that_can_not_be_read_is_passed_over() -> None:
    data = make(photo(icc_profile=b"geen profiel"), "jpg", Made(12, "jpg"))
    assert opened(data).size == (12, 8)


def test_what_one_sees_through_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (600, 300), (10, 20, 30, 0)).save(out, "PNG")
    look = look_at(out.getvalue(), "png")
    assert look == Look(600, 300, see_through=True)
    for made in files_of(look):
        assert opened(make(out.getvalue(), "png", made)).convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]


def test_the_same_photo_gives_the_same_bytes() -> None:
    whole = photo(size=(700, 500), exif=exif(turned=3))
    for made in files_of(look_at(whole, "jpg")):
        assert make(whole, "jpg", made) == make(whole, "jpg", made)


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """A page with a photo that is larger than what is made of it."""
    facts = page(pictures=known("tafel.jpg", source="Foto <Anna>"))
    files: Files = {
        OVER: text(facts, "![Een “lange” tafel](tafel.jpg)"),
        "content/pages/tafel.jpg": photo(size=(1200, 900), exif=exif(place=True)),
    }
    return make_project(files, real_templates=True)


def test_a_page_offers_the_sizes_and_says_whose_picture_it_is(project: Project) -> None:
    outcome = build(project)
    assert [found.code for found in outcome.report.problems] == ["picture-place"]  # a warning; the site shows it not
    html = (project.output / "over.html").read_text("utf-8")
    (shown,) = re.findall(r"<picture>.*?</small>", html)
    name = r"assets/tafel-(\d+)\.[0-9a-f]{8}\."
    assert re.fullmatch(
        rf'<picture><source type="image/webp" srcset="{name}webp 480w, {name}webp 960w, {name}webp 1200w" '
        r'sizes="\(min-width: 46rem\) 42\.5rem, 92vw">'
        rf'<img src="{name}jpg" alt="Een “lange” tafel" loading="lazy" width="960" height="720" decoding="async">'
        r"</picture><br><small>Beeld: Foto &lt;Anna&gt; \(CC BY 4.0\)</small>",
        shown,
    )
    made = sorted((project.output / "assets").glob("tafel*"))
    assert [opened(file.read_bytes()).size for file in made] == [(1200, 900), (480, 360), (960, 720), (960, 720)]
    assert not any(b"Jan" in file.read_bytes() for file in made)
    # Every file that the page names is there, and nothing else was published of it.
    assert {f"assets/{file.name}" for file in made} == set(re.findall(r"assets/tafel[^ \"]+", shown))


def test_a_photo_is_made_once_and_remembered_by_what_it_is(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build(project)
    first = tree(project.output)
    monkeypatch.setattr("wijkverbinder.gallery.make", lambda *_: pytest.fail("made again"))
    put(project.root, OVER, (project.root / OVER).read_text("utf-8") + "\nEn meer.\n")
    assert not build(project).failed
    # Also where the output went, and under another name.
    (project.root / "content/pages/tafel.jpg").rename(project.root / "content/pages/bank.jpg")
    put(project.root, OVER, (project.root / OVER).read_text("utf-8").replace("tafel.jpg", "bank.jpg"))
    assert not build(Project(project.root, project.root / "elders", project.state)).failed
    again = tree(project.root / "elders")
    made = {path: data for path, data in first.items() if path.startswith("assets/tafel-")}
    assert {path.replace("tafel-", "bank-"): data for path, data in made.items()}.items() <= again.items()


def test_what_was_kept_of_a_photo_and_spoilt_is_made_again(project: Project) -> None:
    build(project)
    first = tree(project.output)
    for file in project.photos.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    for path in first:
        if path.startswith("assets/tafel"):
            put(project.output, path, None)
    assert not build(project).failed
    assert tree(project.output) == first


def test_what_was_made_of_a_photo_that_is_gone_is_forgotten(project: Project) -> None:
    build(project)
    assert len([*project.photos.iterdir()]) == 4
    put(project.root, OVER, text(page(), "Zonder."))
    put(project.root, "content/pages/tafel.jpg", None)
    assert not build(project).failed
    assert [*project.photos.iterdir()] == []
    assert not [*(project.output / "assets").glob("tafel*")]


def test_a_photo_that_stands_in_no_text_is_not_published(make_project: MakeProject) -> None:
    """It may lie there before the people on it were asked."""
    project = make_project({"content/pages/vergeten.png": PNG})
    assert not build(project).failed
    assert not [*project.output.rglob("*vergeten*")]


def test_who_only_checks_makes_nothing_and_sees_what_is_broken(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wijkverbinder.gallery.make", lambda *_: pytest.fail("made"))
    assert not check(project).failed
    put(project.root, "content/pages/tafel.jpg", photo(size=(1200, 900))[:-300])
    assert "picture-broken" in {found.code for found in check(project).report.problems}


def test_the_warning_stays_while_the_photo_does(project: Project) -> None:
    build(project)
    put(project.root, OVER, (project.root / OVER).read_text("utf-8") + "\nEn meer.\n")
    assert [found.code for found in build(project).report.problems] == ["picture-place"]


def test_without_a_picture_pillow_is_never_loaded(tmp_path: Path) -> None:
    lay_project(tmp_path / "project")
    script = (
        "import sys; from pathlib import Path; from wijkverbinder.project import Project; "
        "from wijkverbinder.pipeline import build; build(Project.at(Path(sys.argv[1]))); "
        "assert not [name for name in sys.modules if name.split('.')[0] == 'PIL']"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "project")]
    subprocess.run(command, check=True, cwd=ROOT)


def test_names_of_what_is_made_change_with_the_recipe(
    monkeypatch: pytest.MonkeyPatch, make_project: MakeProject
) -> None:
    project = make_project()
    picture = Picture("pages/a.jpg", "d" * 32, 9, Look(700, 500))

    def names() -> Iterator[str]:
        yield from Gallery(project, [picture], writes=False).files

    before = {*names()}
    monkeypatch.setattr("wijkverbinder.gallery.RECIPE", f"{pictures.RECIPE}+")
    assert not before & {*names()}


@pytest.mark.parametrize(
    ("facts", "body", "codes"),
    [
        (page(), "![x](a.png)", ["picture-unexplained"]),
        (page(pictures=known("a.png")), "Niets.", ["picture-unused"]),
        (page(pictures=known("b.png")), "![x](a.png)", ["picture-unexplained"]),
        (page(pictures=known("a.png", people=True)), "![x](a.png)", ["picture-consent"]),
        (page(pictures=known("a.png", people=True, consent="2026-05-01")), "![x](a.png)", []),
        (page(pictures=known("a.png", licence="cc-zero")), "![x](a.png)", ["unknown-term"]),
        (page(pictures=[{"file": "a.png", "licence": "cc0", "people": False}]), "![x](a.png)", ["missing-field"]),
    ],
)
def test_what_must_be_known_of_a_picture(
    make_project: MakeProject, facts: dict[str, Any], body: str, codes: list[str]
) -> None:
    project = make_project({OVER: text(facts, body), "content/pages/a.png": PNG})
    assert [found.code for found in check(project).report.in_order()] == codes


def test_a_picture_in_a_field_is_known_as_one_in_the_text_is(make_project: MakeProject) -> None:
    situation = {"quote": "Ik ken ze niet.", "description": "Zo is het.\n\n![Een straat](straat.png)"}
    files: Files = {
        "content/phases/in-rust.md": text(phase(now=situation, pictures=known("straat.png"))),
        "content/phases/straat.png": PNG,
    }
    project = make_project(files, real_templates=True)
    assert not build(project).failed
    assert "<small>Beeld: De buurt (CC BY 4.0)</small>" in (project.output / "fasen/in-rust.html").read_text("utf-8")


def test_a_translation_shows_the_picture_with_its_own_words_and_the_facts_of_the_original(
    project: Project,
) -> None:
    put(project.root, "site.toml", 'languages = ["nl", "en"]\n')
    english = text({"title": "About", "summary": "All about it."}, "![A long table](tafel.jpg)")
    put(project.root, "content/pages/over.en.md", english)
    assert not build(project).failed
    html = (project.output / "en/over.html").read_text("utf-8")
    assert 'alt="A long table"' in html
    assert 'src="../assets/tafel-960.' in html
    assert 'srcset="../assets/tafel-480.' in html
    assert ", ../assets/tafel-960." in html
    assert "<small>Picture: Foto &lt;Anna&gt; (CC BY 4.0)</small>" in html
