"""A small project to test with: a few entries of each kind, the real terms and words, plain or real templates.

The plain templates show the whole view of a page as data, so two builds that are equal here are equal in
everything that a template could ask for.
"""

from __future__ import annotations

import copy
import io
import shutil
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from wijkverbinder.outputs import OUTPUTS
from wijkverbinder.project import Project

ROOT = Path(__file__).resolve().parents[1]

Files = Mapping[str, str | bytes | None]
"""What a file holds by its path in the project; None takes a file away."""

Facts = dict[str, Any]


def drawn_png(width: int = 12, height: int = 8) -> bytes:
    """A whole picture, drawn by hand (PNG, third edition): a slope of colours, the same bytes everywhere."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    across = [x * 255 // width for x in range(width)]
    down = [y * 255 // height for y in range(height)]
    rows = b"".join(b"\0" + b"".join(bytes((x, y, 128)) for x in across) for y in down)
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


PNG = drawn_png()
"""A small picture."""


def photo(form: str = "JPEG", size: tuple[int, int] = (12, 8), **options: Any) -> bytes:
    """A picture as Pillow writes it.

    Args:
        form: `JPEG`, `PNG`, `WEBP`, `GIF` or `AVIF`.
        size: in pixels.
        options: what else is written: `exif`, `icc_profile`, …
    """
    from PIL import Image

    out = io.BytesIO()
    slope = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (slope, slope.rotate(180), Image.new("L", size, 90)))
    image.save(out, form, **options)
    return out.getvalue()


def known(*files: str, **changes: Any) -> list[Facts]:
    """What must be known of pictures that stand in a text."""
    return [{"file": name, "source": "De buurt", "licence": "cc-by", "people": False} | changes for name in files]


PHASES: dict[str, tuple[str, str, str]] = {
    "in-rust": ("In rust", "groen", "huizen-naast-elkaar"),
    "bij-ongemak": ("Bij ongemak", "geel", "huizen-op-afstand"),
    "bij-spanning": ("Bij spanning", "roze", "huizen-afgewend"),
    "bij-incidenten": ("Bij incidenten", "rood", "huizen-gescheiden"),
}
TENSE = ("bij-spanning", "bij-incidenten")

_PIECE = "<pre>{{ page|tojson(1) }}</pre>\n"
_BASE = """<!doctype html>
<html lang="{{ page.lang }}" dir="{{ page.dir }}">
<head>
<title>{{ page.head_title }}</title>
{% for href in page.styles %}
<link rel="stylesheet" href="{{ href }}">
{% endfor %}
</head>
<body>
<main>
<h1>{{ page.title }}</h1>
<p>{{ t("site.home") }}: <a href="{{ page.home }}">{{ page.site_name }}</a></p>
{% for item in page.navigation + page.footer %}
<a href="{{ item.href }}">{{ item.label }}</a>
{% endfor %}
{% for name in ("activity", "example", "item", "phase") if page[name] is mapping %}
{{ page[name].body }}
{% endfor %}
{% if page.body is defined %}
{{ page.body }}
{% endif %}
<pre>{{ page|tojson(1) }}</pre>
</main>
</body>
</html>
"""
_ROBOTS = "User-agent: *\n{% if page.sitemap %}Sitemap: {{ page.sitemap }}\n{% endif %}"
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="6"><title>{{ page|tojson }}</title>'
    '<path fill="{{ page.color.text }}" d="M0 0h{{ page.lines | length }}v6"/></svg>'
)
_SITEMAP = "{% for row in page.urls %}{{ row.url }}\n{% endfor %}"


class _Plain(yaml.SafeDumper):
    """Writes a value that stands in two places twice: no file of ours may use an alias."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def text(facts: Facts, body: str | None = None) -> str:
    """A content file.

    Args:
        facts: its front matter.
        body: the text below it; without one, a sentence where its kind asks for text.
    """
    if body is None:
        body = "Zo gaat het." if _asks_for_text(facts) else ""
    matter = yaml.dump(facts, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{matter}---\n" + (f"\n{body}\n" if body else "")


def _asks_for_text(facts: Facts) -> bool:
    return bool({"type", "rung", "lead_phase"} & facts.keys()) or ("order" in facts and "color" not in facts)


def claim(words: str = "Vraag het eerst aan de buren.", **rest: Any) -> Facts:
    """A claim that rests on our own reasoning."""
    return {"text": words, "ours": "Dat is onze ervaring."} | rest


def phase(slug: str = "in-rust", **changes: Any) -> Facts:
    """A phase."""
    title, color, icon = PHASES[slug]
    facts: Facts = {
        "title": title,
        "order": [*PHASES].index(slug) + 1,
        "color": color,
        "icon": icon,
        "heading": f"Wat je doet {title.lower()}",
        "summary": f"Zo is het {title.lower()} in een buurt.",
        "checked": "2026-11-22",
        "safety_first": slug in TENSE,
        "now": {"quote": "Ik ken ze niet.", "description": "Mensen wonen naast elkaar."},
        "wanted": {"quote": "Ik ken ze nu.", "description": "Mensen kennen elkaar."},
        "signals": [claim("Er is weinig contact.")],
        "first": [claim("Ga langs de deuren.")],
        "not_yet": [claim("Maak er geen thema van.")],
        "partners": [claim("Bewoners die veel mensen kennen.")],
        "contact": {"forms": ["direct"], "text": "Samen iets doen."},
    }
    return _changed(facts, changes)


def part(verdict: str = "past", **changes: Any) -> Facts:
    """What an activity is in one phase."""
    facts: Facts = {"verdict": verdict, "reason": "Daarom.", "ours": "Dat denken wij."}
    if verdict != "nu-niet":
        facts |= {"goal": "Elkaar leren kennen.", "how": "Rustig aan.", "tips": [claim()]}
    return _changed(facts, changes)


def activity(title: str = "Samen koken", **changes: Any) -> Facts:
    """An activity that fits in calm, and not where it is tense."""
    verdicts = {"in-rust": "past", "bij-ongemak": "past", "bij-spanning": "nu-niet", "bij-incidenten": "nu-niet"}
    facts: Facts = {
        "title": title,
        "summary": f"Over {str(title).lower()} met de buren.",
        "type": "dialoog",
        "checked": "2026-11-22",
        "contact": ["direct"],
        "rung": "leren-kennen",
        "target_groups": ["alle-bewoners"],
        "group_size": {"min": 5, "max": 8},
        "preparation_weeks": {"min": 3},
        "running_minutes": {"min": 120, "max": 150},
        "rhythm": "reeks",
        "difficulty": "moeilijk",
        "cost": "laag",
        "phases": {slug: part(verdict) for slug, verdict in verdicts.items()},
        "works": _tips(),
        "fails": _tips(),
        "steps": [{"stage": "voorbereiden", "title": f"Stap {number}", "text": "Doe dit."} for number in range(1, 4)],
        "inclusion": {
            name: {"level": _need(), "text": "Vraag ernaar."}
            for name in ("access", "interpreter", "food", "prayer_and_holidays", "childcare", "cost")
        },
        "measure": [claim("Vraag het na afloop.")],
        "evidence": {"grade": _first("evidence"), "text": "Weinig onderzoek."},
    }
    return _changed(facts, changes)


def example(title: str = "Soep in de straat", **changes: Any) -> Facts:
    """A practice example."""
    facts: Facts = {
        "title": title,
        "summary": f"Het verhaal van {title.lower()}.",
        "place": "Utrecht",
        "country": "nederland",
        "period": "Sinds 2019",
        "organisation": "Bewoners",
        "lead_phase": "in-rust",
        "phases": ["in-rust"],
        "activities": ["activity:samen-koken"],
        "target_groups": ["alle-bewoners"],
        "helped": [{"text": "Een pan soep."}],
        "pitfalls": [{"text": "Het regent wel eens.", "ours": True}],
        "evidence": {"kind": "geen", "text": "Niemand heeft het gemeten."},
        "links": [{"title": "Het verslag", "url": "https://example.org/soep", "seen": "2026-11-22"}],
        "confidence": "gezien",
        "checked": "2026-11-22",
    }
    return _changed(facts, changes)


def library(title: str = "Over buren", **changes: Any) -> Facts:
    """A library item."""
    facts: Facts = {
        "title": title,
        "authors": ["Jansen, A."],
        "year": 2020,
        "publisher": "Uitgeverij De Straat",
        "kind": "onderzoek",
        "summary": f"Wat er staat in {title.lower()}.",
        "language": "nl",
        "access": "gratis",
        "phases": ["in-rust"],
        "activities": ["activity:samen-koken"],
        "seen": "samenvatting",
        "checked": "2026-11-22",
    }
    return _changed(facts, changes)


def page(title: str = "Over deze site", **changes: Any) -> Facts:
    """A page about the toolkit itself."""
    facts: Facts = {"title": title, "summary": f"Alles {title.lower()}.", "order": 1, "checked": "2026-11-22"}
    return _changed(facts, changes)


def group(title: str = "Ouderen", **changes: Any) -> Facts:
    """What is written about a target group."""
    facts: Facts = {
        "title": title,
        "summary": f"Hoe je {title.lower()} bereikt.",
        "checked": "2026-11-22",
        "reach": [claim("Bel aan.")],
        "helps": [claim("Koffie.")],
        "watch": [claim("Praat niet over mensen heen.")],
    }
    return _changed(facts, changes)


def term(title: str = "bindingsladder", **changes: Any) -> Facts:
    """A word of the glossary."""
    facts: Facts = {
        "title": title,
        "summary": f"Wat {title} betekent.",
        "forms": [f"{title}s"],
        "checked": "2026-11-22",
        "ours": "Onze woorden.",
    }
    return _changed(facts, changes)


def small_content() -> dict[str, str]:
    """Four phases, two activities, an example, a library item and a page, with links between them."""
    sourced = [claim("Zet de tafel buiten.", sources=["library:over-buren"])]
    cooking = activity(works={"organising": sourced, "running": sourced}, related=["activity:samen-wandelen"])
    return {
        **{f"content/phases/{slug}.md": text(phase(slug)) for slug in PHASES},
        "content/activities/samen-koken.md": text(cooking, "Lees ook [over buren](library:over-buren)."),
        "content/activities/samen-wandelen.md": text(activity("Samen wandelen", target_groups=["ouderen"])),
        "content/examples/soep.md": text(example(), "Elke maandag.\n\n## Het begin {#begin}\n\nEén pan."),
        "content/library/over-buren.md": text(library()),
        "content/pages/over.md": text(page(), "Zie [het begin](example:soep#begin). "),
    }


def lay_project(root: Path, files: Files | None = None, *, real_templates: bool = False) -> Project:
    """Lays a small project in a folder.

    Args:
        root: the folder, made where it is not there.
        files: what differs from the small content, by path in the project; None takes a file away.
        real_templates: whether the pages look as they do on the real site.
    """
    for name in ("terms", "messages"):
        shutil.copytree(ROOT / "content" / name, root / "content" / name)
    if real_templates:
        shutil.copytree(ROOT / "templates", root / "templates")
        shutil.copytree(ROOT / "assets", root / "assets")
    plain = {} if real_templates else _plain_looks()
    for path, data in ({"site.toml": 'name = "Kleine site"\n'} | plain | small_content() | dict(files or {})).items():
        put(root, path, data)
    return Project.at(root)


def put(root: Path, path: str, data: str | bytes | None) -> None:
    """Writes one file, or takes it away."""
    target = root / path
    if data is None:
        target.unlink()
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


_TOKENS = (ROOT / "assets" / "css" / "tokens.css").read_text("utf-8")
"""Ours: a build looks at their contrast."""


def _plain_looks() -> dict[str, str]:
    looks = {
        f"templates/{output.template}": _PIECE if output.is_piece else '{% extends "base.html" %}\n'
        for output in OUTPUTS.values()
        if output.template
    }
    # Views ask for styles and behaviours by name: all are there, with nothing in them.
    for folder, text in (("css/views", "p {\n  margin: 0;\n}\n"), ("js", "(function () {})();\n")):
        files = (path for path in (ROOT / "assets" / folder).rglob("*") if path.suffix in {".css", ".js"})
        looks |= {path.relative_to(ROOT).as_posix(): text for path in files}
    return looks | {
        "templates/base.html": _BASE,
        "templates/robots.txt": _ROBOTS,
        "templates/sitemap.xml": _SITEMAP,
        "templates/feed.xml": "{{ page|tojson(1) }}\n",
        "templates/opensearch.xml": "{{ page.template }}\n",
        "templates/picture.svg": _PICTURE,
        "assets/css/main.css": '@import "tokens.css" layer(tokens);\n',
        "assets/css/print.css": "b {\n  color: black;\n}\n",
        "assets/css/local.css": "i {\n  margin: 0;\n}\n",
        "assets/css/tokens.css": f"{_TOKENS}\n.rust {{\n  color: green;\n}}\n",
        "assets/worker/offline.js": "/* SITE */\n",
        "assets/worker/farewell.js": "/* none */\n",
    }


def _changed(facts: Facts, changes: Facts) -> Facts:
    """The facts with other values; None takes a field away."""
    return copy.deepcopy({name: value for name, value in (facts | changes).items() if value is not None})


def _tips() -> Facts:
    return {"organising": [claim()], "running": [claim("Begin op tijd.")]}


def _first(taxonomy: str) -> str:
    terms = yaml.safe_load((ROOT / "content" / "terms" / f"{taxonomy}.yaml").read_text("utf-8"))
    return str(next(iter(terms)))


def _need() -> str:
    return _first("need")
