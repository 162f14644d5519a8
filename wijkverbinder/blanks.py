"""A file to fill in: a new entry with every field and its hint, or a translation with the original beside it.

What must be filled in stands ready; what may be left out stands there empty or switched off (``#review: true``).
What is made here is a draft, and is complete as YAML, so that a file that is half filled in never stops a build.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wijkverbinder import schemas
from wijkverbinder.kinds import KINDS
from wijkverbinder.shapes import BODY_HINTS, KIND_NAMES, Choices, Shape, limit_words, shape_of_field

ALWAYS_SHOWN = {("PhasePart", "how"), ("PhasePart", "tips")}
"""Fields that are not required, but that most files have."""

_COPY = "Geef die kopie een naam met kleine letters en streepjes, zoals samen-wandelen.md."

_ABOUT = (
    "Schrijf achter elke dubbele punt. Wat niet verplicht is, mag je leeg laten of weghalen.",
    "Staat er |- achter de dubbele punt, schrijf dan op de regels eronder, twee spaties verder naar rechts.",
    "Een regel als #review: true staat uit: haal het # weg om hem te gebruiken.",
    "Regels met een # en een spatie zijn uitleg. Ze mogen blijven staan, want de site toont ze niet.",
)

_PLAIN = re.compile(r"[^\W_][^:#\"\\\n]*(?<!\s)")
"""A text that YAML reads as it stands; `_scalar` looks whether it is a number or a word like `true` too."""


@dataclass(slots=True)
class _Form:
    """One file in the making."""

    choices: Choices
    told: set[tuple[str, str]] = field(default_factory=set)
    """The fields, by model and name, whose hints stand higher up in the file."""


def template(kind: str, choices: Choices) -> str:
    """The empty file of a kind, to copy."""
    place = f"Sjabloon voor {KIND_NAMES[kind]}. Zet een kopie in content/{KINDS[kind].folder}/."
    fields = "Alle velden met voorbeelden: docs/velden.md. (Gemaakt door tools/docs.py.)"
    return _blank(kind, choices, (place, _COPY, *_ABOUT, fields), {})


def new_entry(kind: str, choices: Choices, values: Mapping[str, str]) -> str:
    """The file of a new entry, with what is known of it filled in.

    Args:
        kind: a kind of content.
        choices: the terms and phases of the site.
        values: what top fields hold, such as the title.
    """
    about = f"Dit wordt {KIND_NAMES[kind]}. Zij staat nog niet op de site: zie draft, hieronder."
    return _blank(kind, choices, (about, *_ABOUT, "Alle velden met voorbeelden: docs/velden.md."), values)


def new_translation(kind: str, original: Mapping[str, Any], body: str, path: str, language: str) -> str:
    """The file of a new translation: only what is translated, with the original text above each field.

    Args:
        kind: a kind of content.
        original: the front matter of the original.
        body: the text of the original.
        path: where the original stands, for who wants to look.
        language: the code of the new language.
    """
    about = (
        f"Vertaling ({language}) van {path}. Boven elk veld staat de Nederlandse tekst.",
        "Schrijf de vertaling achter de dubbele punt, of onder |- en dan twee spaties verder naar rechts.",
        "Wat hier niet staat (fasen, getallen, bronnen, datums) geldt voor alle talen, en hoort er niet in.",
    )
    lines = [line for sentence in about for line in _hint(sentence, "")]
    lines += ["", *_hint("Haal deze regel weg als de vertaling af is.", ""), "draft: true"]
    lines += ["", *_hint("Adres in die taal. (Niet verplicht.)", ""), "#slug:"]
    lines += _translated_lines(schemas.SCHEMAS[kind], original, "")
    if body:
        lines += ["", *_hint("Onder de volgende streepjes komt de vertaling van deze tekst:", ""), "#"]
        lines += [line for part in body.splitlines() for line in _hint(part, "") or ["#"]]
    return "\n".join(["---", *lines, "---", ""])


def _translated_lines(model: type[schemas.Strict], original: Mapping[str, Any], indent: str) -> list[str]:
    lines: list[str] = []
    for name in model.model_fields:
        shape, value = shape_of_field(model, name), original.get(name)
        if shape.is_text and value not in (None, "", [], {}):
            lines += [*([""] if not indent else []), *_translated_value(name, shape, value, indent)]
    return lines


def _translated_value(name: str, shape: Shape, value: Any, indent: str) -> list[str]:
    deeper = indent + "  "
    if shape.name == "map" and shape.inner and shape.inner.model and isinstance(value, dict):
        lines = [f"{indent}{name}:"]
        for key, part in value.items():
            inner = _translated_lines(shape.inner.model, part if isinstance(part, dict) else {}, deeper + "  ")
            lines += [f"{deeper}{key}:", *inner] if inner else []
        return lines
    if shape.name == "group" and shape.model and isinstance(value, dict):
        return [f"{indent}{name}:", *_translated_lines(shape.model, value, deeper)]
    if shape.name == "list" and shape.inner and isinstance(value, list):
        lines = [f"{indent}{name}:"]
        for part in value:
            if shape.inner.model:
                item = _translated_lines(shape.inner.model, part if isinstance(part, dict) else {}, deeper + "  ")
                lines += _with_dash(item, deeper)
            else:
                lines += [*_hint(str(part), deeper), f"{deeper}-"]
        return lines
    said = [line for part in str(value).splitlines() for line in _hint(part, indent)]
    return [*said, f"{indent}{name}:{' |-' if shape.name == 'prose' else ''}"]


def _blank(kind: str, choices: Choices, about: tuple[str, ...], values: Mapping[str, str]) -> str:
    lines = [line for sentence in about for line in _hint(sentence, "")]
    lines += _field_lines(schemas.SCHEMAS[kind], "", _Form(choices), values=values)
    lines += ["", *_hint(f"Onder de volgende streepjes komt de tekst zelf: {BODY_HINTS[kind]}", "")]
    return "\n".join(["---", *lines, "---", ""])


def _scalar(value: str) -> str:
    """A text as YAML reads it back: as it is where that is safe, else between quotes."""
    odd = re.fullmatch(r"[-+]?[0-9]+|true|false|null", value)
    return value if _PLAIN.fullmatch(value) and not odd else json.dumps(value, ensure_ascii=False)


def _field_lines(
    model: type[schemas.Strict],
    indent: str,
    form: _Form,
    *,
    tense: bool | None = None,
    values: Mapping[str, str] | None = None,
) -> list[str]:
    """The lines of a model's fields.

    Args:
        model: the model.
        indent: spaces before each line.
        form: the file in the making; what is told here is added to what it told.
        tense: whether a safety part is required here; None where that question does not arise.
        values: what a field holds already.
    """
    lines: list[str] = []
    for name in model.model_fields:
        shape, key = shape_of_field(model, name), (model.__name__, name)
        if name == "safety" and tense is False:
            continue
        hints = [] if key in form.told else _field_hints(model, name, shape, indent, form.choices)
        shown = _is_shown(model, name, shape) or (name == "safety" and tense)
        if not (shown or hints):
            continue
        form.told.add(key)
        if values and name in values:
            lines += [*([""] if not indent else []), *hints, f"{indent}{name}: {_scalar(values[name])}"]
            continue
        # What is switched off tells its own fields again there where it is used.
        value = _value_lines(name, shape, indent, form if shown else _Form(form.choices, set(form.told)))
        if not shown:
            value = [f"{indent}#{line.removeprefix(indent)}" for line in value]
        lines += [*([""] if not indent else []), *hints, *value]
    return lines


def _is_shown(model: type[schemas.Strict], name: str, shape: Shape) -> bool:
    """Whether a field stands ready, and not switched off: it is required, usual, or may stay empty."""
    if model.model_fields[name].is_required() or (model.__name__, name) in ALWAYS_SHOWN or name == "draft":
        return True
    if shape.name == "list" and shape.inner:
        return shape.inner.name in {"term", "reference"}
    return shape.name not in {"map", "group", "boolean", "prose"} and name != "slug"


def _field_hints(model: type[schemas.Strict], name: str, shape: Shape, indent: str, choices: Choices) -> list[str]:
    info = model.model_fields[name]
    words = ["Verplicht" if info.is_required() else "Niet verplicht", *limit_words(shape)]
    inner = shape.inner or shape
    if inner.name == "reference":
        words.append(f"schrijf {inner.of}:naam, met de naam van een bestand in content/{KINDS[inner.of].folder}/")
    if shape.name == "list" and inner.name in {"term", "reference"}:
        words.append("tussen de haken, met komma’s")
    if inner.name == "date":
        words.append("jaar-maand-dag")
    hints = _hint(f"{info.description} ({'; '.join(words)}.)", indent)
    allowed = choices.allowed(shape)
    return hints + (_hint(f"Kies uit: {', '.join(allowed)}.", indent) if allowed else [])


def _value_lines(name: str, shape: Shape, indent: str, form: _Form) -> list[str]:
    deeper = indent + "  "
    if shape.name == "map" and shape.inner and shape.inner.model:
        lines = [f"{indent}{name}:"]
        for phase, tense in form.choices.phases.items():
            lines += [f"{deeper}{phase}:", *_field_lines(shape.inner.model, deeper + "  ", form, tense=tense)]
        return lines
    if shape.name == "group" and shape.model:
        return [f"{indent}{name}:", *_field_lines(shape.model, deeper, form)]
    if shape.name == "list" and shape.inner:
        return _list_lines(name, shape, shape.inner, indent, form)
    value = {"prose": " |-", "boolean": " true"}.get(shape.name, "")
    return [f"{indent}{name}:{value}"]


def _list_lines(name: str, shape: Shape, inner: Shape, indent: str, form: _Form) -> list[str]:
    if inner.name in {"term", "reference"}:
        return [f"{indent}{name}: []"]
    deeper = indent + "  "
    lines = [f"{indent}{name}:"]
    for _ in range(max(1, shape.limits.get("min_length", 1))):
        item = _field_lines(inner.model, deeper + "  ", form) if inner.model else [deeper + "  "]
        lines += _with_dash(item, deeper)
    return lines


def _with_dash(item: list[str], indent: str) -> list[str]:
    """The lines of one item of a list: the dash goes before its first field, below the hint of that."""
    at = next((index for index, line in enumerate(item) if not line.strip().startswith("#")), None)
    if at is None:
        return [f"{indent}-"]
    return [*item[:at], f"{indent}- {item[at].strip()}".rstrip(), *item[at + 1 :]]


def _hint(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, 110, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ")
