"""A file to fill in per kind of content: every field, with its hint where it stands for the first time.

What must be filled in stands ready; what may be left out stands there empty or switched off (``#review: true``).
"""

from __future__ import annotations

import textwrap

from tools.fields import BODY_HINTS, KIND_NAMES, Shape, allowed, limit_words, phases, shape_of_field
from wijkverbinder import schemas
from wijkverbinder.kinds import KINDS

ALWAYS_SHOWN = {("PhasePart", "how"), ("PhasePart", "tips")}
"""Fields that are not required, but that most files have."""

_ABOUT = (
    "Geef die kopie een naam met kleine letters en streepjes, zoals samen-wandelen.md.",
    "Schrijf achter elke dubbele punt. Wat niet verplicht is, mag je leeg laten of weghalen.",
    "Staat er |- achter de dubbele punt, schrijf dan op de regels eronder, twee spaties verder naar rechts.",
    "Een regel als #review: true staat uit: haal het # weg om hem te gebruiken.",
    "Regels met een # en een spatie zijn uitleg. Ze mogen blijven staan, want de site toont ze niet.",
    "Alle velden met voorbeelden: docs/velden.md. (Gemaakt door tools/docs.py.)",
)

Told = set[tuple[str, str]]
"""The fields, by model and name, whose hints stand higher up in the file."""


def template(kind: str) -> str:
    """The empty file of a kind."""
    place = f"Sjabloon voor {KIND_NAMES[kind]}. Zet een kopie in content/{KINDS[kind].folder}/."
    lines = [line for sentence in (place, *_ABOUT) for line in _hint(sentence, "")]
    lines += _field_lines(schemas.SCHEMAS[kind], "", set())
    lines += ["", *_hint(f"Onder de volgende streepjes komt de tekst zelf: {BODY_HINTS[kind]}", "")]
    return "\n".join(["---", *lines, "---", ""])


def _field_lines(model: type[schemas.Strict], indent: str, told: Told, *, tense: bool | None = None) -> list[str]:
    """The lines of a model's fields.

    Args:
        model: the model.
        indent: spaces before each line.
        told: the fields whose hints stand higher up; those shown here are added.
        tense: whether a safety part is required here; None where that question does not arise.
    """
    lines: list[str] = []
    for name in model.model_fields:
        shape, key = shape_of_field(model, name), (model.__name__, name)
        if name == "safety" and tense is False:
            continue
        hints = [] if key in told else _field_hints(model, name, shape, indent)
        shown = _is_shown(model, name, shape) or (name == "safety" and tense)
        if not (shown or hints):
            continue
        told.add(key)
        # What is switched off tells its own fields again there where it is used.
        value = _value_lines(name, shape, indent, told if shown else set(told))
        if not shown:
            value = [f"{indent}#{line.removeprefix(indent)}" for line in value]
        lines += [*([""] if not indent else []), *hints, *value]
    return lines


def _is_shown(model: type[schemas.Strict], name: str, shape: Shape) -> bool:
    """Whether a field stands ready, and not switched off: it is required, usual, or may stay empty."""
    if model.model_fields[name].is_required() or (model.__name__, name) in ALWAYS_SHOWN:
        return True
    if shape.name == "list" and shape.inner:
        return shape.inner.name in {"term", "reference"}
    return shape.name not in {"map", "group", "boolean", "prose"} and name != "slug"


def _field_hints(model: type[schemas.Strict], name: str, shape: Shape, indent: str) -> list[str]:
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
    return hints + (_hint(f"Kies uit: {', '.join(allowed(shape))}.", indent) if allowed(shape) else [])


def _value_lines(name: str, shape: Shape, indent: str, told: Told) -> list[str]:
    deeper = indent + "  "
    if shape.name == "map" and shape.inner and shape.inner.model:
        lines = [f"{indent}{name}:"]
        for phase, tense in phases().items():
            lines += [f"{deeper}{phase}:", *_field_lines(shape.inner.model, deeper + "  ", told, tense=tense)]
        return lines
    if shape.name == "group" and shape.model:
        return [f"{indent}{name}:", *_field_lines(shape.model, deeper, told)]
    if shape.name == "list" and shape.inner:
        return _list_lines(name, shape, shape.inner, indent, told)
    value = {"prose": " |-", "boolean": " true"}.get(shape.name, "")
    return [f"{indent}{name}:{value}"]


def _list_lines(name: str, shape: Shape, inner: Shape, indent: str, told: Told) -> list[str]:
    if inner.name in {"term", "reference"}:
        return [f"{indent}{name}: []"]
    deeper = indent + "  "
    lines = [f"{indent}{name}:"]
    for _ in range(max(1, shape.limits.get("min_length", 1))):
        item = _field_lines(inner.model, deeper + "  ", told) if inner.model else [deeper + "  "]
        # The dash goes before the first field itself, below its hint.
        at = next(index for index, line in enumerate(item) if not line.strip().startswith("#"))
        item[at] = f"{deeper}- {item[at].strip()}".rstrip()
        lines += item
    return lines


def _hint(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, 110, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ")
