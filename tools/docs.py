"""Writes the parts of the documentation that follow from the code and the content, so that they can't drift.

    python3 tools/docs.py            writes what changed
    python3 tools/docs.py --check    writes nothing; exit code 1 when something would change

These are docs/velden.md (every field of every kind), docs/instellingen.md (every setting), docs/problemen.md (every
problem), docs/componenten/index.html (every component), a template per kind in docs/redactie/sjablonen/, and the
counts in README.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if __name__ == "__main__":
    from wijkverbinder.bootstrap import ensure_environment

    ensure_environment(())

# ruff: noqa: E402 - the packages are only there once the environment is
from tools.components import PAGE, components_page
from tools.fields import CONTENT, check_example, choices, fields_page
from tools.schema import schema_files
from wijkverbinder.blanks import template
from wijkverbinder.config import Settings, section_of
from wijkverbinder.kinds import KINDS
from wijkverbinder.problem_texts import TEXTS, WORDS
from wijkverbinder.problems import in_general
from wijkverbinder.schemas import SCHEMAS

_COUNT = re.compile(r"(<!-- aantal:([a-z]+) -->)\d*(<!-- /aantal -->)")


def generated() -> dict[str, str]:
    """The text of every generated file, by path from the project's folder."""
    files = {
        "docs/velden.md": fields_page(_made_by("wijkverbinder/schemas.py en content/terms/")),
        "docs/instellingen.md": settings_page(_made_by("wijkverbinder/config.py")),
        PAGE: components_page(),
        "docs/problemen.md": problems_page(_made_by("wijkverbinder/problem_texts.py")),
    }
    files |= {f"docs/redactie/sjablonen/{kind}.md": template(kind, choices()) for kind in SCHEMAS}
    files |= {f"docs/schema/{name}": text for name, text in schema_files().items()}
    files["README.md"] = with_counts((ROOT / "README.md").read_text("utf-8"))
    return files


def stale() -> dict[str, str]:
    """The generated files that are not as they should be, with what they should hold."""
    return {path: text for path, text in generated().items() if _on_disk(ROOT / path) != text}


def _on_disk(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


def _made_by(source: str) -> str:
    return f"<!-- Gemaakt door tools/docs.py, uit {source}. Verander dit bestand niet met de hand. -->"


_PROBLEMS_INTRODUCTION = """\
# Alle meldingen

Klopt er iets niet, dan noemt `python3 build.py` het bestand, de regel, wat er mis is en wat je kunt doen.
Achter elke melding staat een code tussen rechte haken, zoals `[unknown-term]`.
Hier lees je wat elke code betekent. Waar … staat, noemt de melding zelf wat er in jouw bestand staat.

Een **fout** houdt de site tegen: wat al gepubliceerd was, blijft precies zoals het was.
Bij **let op** gaat het publiceren door.

*Every problem, in Dutch and in English. An error (fout) leaves the site as it was; a note (let op) does not.*"""


def problems_page(made_by: str) -> str:
    """Every problem: what it says in Dutch and in English, and what to do."""
    codes = "\n".join(f"- [{code}](#{code})" for code in TEXTS)
    parts = [made_by, _PROBLEMS_INTRODUCTION, codes]
    for code, text in TEXTS.items():
        kind = "Fout" if text.severity == "error" else "Let op"
        (what, do), (what_en, do_en) = ([*map(_plainly, in_general(code, name))] for name in ("nl", "en"))
        parts += [
            f"## {code}",
            f"**{kind}:** {what}\n<br>**Wat je doet:** {do}",
            f"*{what_en} {do_en}*",
        ]
    return "\n\n".join(parts) + "\n"


_SETTINGS_INTRODUCTION = """\
# Alle instellingen

De instellingen staan in `site.toml`, een gewoon tekstbestand. Elke regel mag weg: dan geldt de gewone waarde.
Zet er niets in dat geheim is, want de waarden komen op de site. Een instelling die wij niet kennen, is een fout.
Dan noemen wij de naam die er het meest op lijkt.

*Every setting, in Dutch and in English. They stand in `site.toml`; each may be left out. Keep no secrets there.*"""


def settings_page(made_by: str) -> str:
    """Every setting: what it is for in Dutch and in English, what it may be, and what it is without the file."""
    parts = [made_by, _SETTINGS_INTRODUCTION, *_settings_of(Settings, "##")]
    for item in fields(Settings):
        section = section_of(item)
        if section:
            parts += [f"## [{item.name}]", *_settings_of(section, "###")]
    return "\n\n".join(parts) + "\n"


def _settings_of(section: type[Any], heading: str) -> Iterator[str]:
    for item in fields(section):
        if section_of(item):
            continue
        about = item.metadata
        value = [*item.default] if isinstance(item.default, tuple) else item.default
        facts = [f"**Wat het mag zijn:** {WORDS['setting-' + about['shape']]['nl']}"]
        facts.append(f"**Gewone waarde:** {f'`{json.dumps(value)}`' if value != '' else 'niets'}")
        if about["example"]:
            example = [about["example"]] if isinstance(value, list) else about["example"]
            facts.append(f"**Voorbeeld:** `{item.name} = {json.dumps(example, ensure_ascii=False)}`")
        yield f"{heading} {item.name}"
        yield about["nl"]
        yield "\n<br>".join(facts)
        yield f"*{about['en']}*"


def _plainly(sentence: str) -> str:
    """A sentence with every sign that means something in Markdown as itself."""
    return re.sub(r"([\\`*_<\[\]])", r"\\\1", sentence)


def with_counts(text: str) -> str:
    """A text whose marked numbers say how many entries of a kind there are now.

    >>> with_counts("<!-- aantal:phase -->0<!-- /aantal --> fasen")
    '<!-- aantal:phase -->4<!-- /aantal --> fasen'
    """
    return _COUNT.sub(lambda found: f"{found[1]}{count_entries(found[2])}{found[3]}", text)


def count_entries(kind: str) -> int:
    """How many entries of a kind there are, translations not counted."""
    return sum("." not in file.stem for file in (CONTENT / KINDS[kind].folder).rglob("*.md"))


def main(arguments: Sequence[str]) -> int:
    """Runs the command.

    Returns:
        1 when `--check` finds something stale, or when a filled-in example is wrong; else 0.
    """
    parser = argparse.ArgumentParser(description="Renews the documentation that follows from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when something is stale")
    options = parser.parse_args(arguments)
    wrong = [found for kind in SCHEMAS for found in check_example(kind)]
    for found in wrong:
        print(f"{found.location.path}:{found.location.line}: {found.sentence('en')} {found.remedy('en')}")
    if wrong:
        return 1
    found_stale = stale()
    for path, text in found_stale.items():
        print(f"{path}: {'is stale' if options.check else 'renewed'}")
        if not options.check:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text, "utf-8", newline="\n")
    return 1 if options.check and found_stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
