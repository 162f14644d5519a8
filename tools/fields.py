"""The models of the front matter as an editor reads them: what each field takes, in plain Dutch, with an example.

Fields, limits and descriptions come from `schemas`, terms from content/terms/, examples from the filled-in files
in docs/redactie/voorbeelden/, which are checked as strictly as content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from wijkverbinder import schemas
from wijkverbinder.config import read_settings
from wijkverbinder.kinds import KINDS
from wijkverbinder.matter import parse_matter
from wijkverbinder.model import Ref, Source
from wijkverbinder.problems import Problem
from wijkverbinder.read import read_text
from wijkverbinder.shapes import BODY_HINTS, KIND_NAMES, Choices, Shape, limit_words, shape_of_field
from wijkverbinder.translation import OWN
from wijkverbinder.validate import validate_source
from wijkverbinder.vocabulary import Vocabulary, read_vocabulary

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
EXAMPLES = ROOT / "docs" / "redactie" / "voorbeelden"

GROUP_NAMES = {
    "CheckElse": "Laatste geval van de vragenlijst",
    "CheckNote": "Opmerking bij de vragenlijst",
    "CheckRule": "Regel van de vragenlijst",
    "Claim": "Uitspraak",
    "ContentPicture": "Beeld",
    "Evidence": "Bewijs",
    "ExampleEvidence": "Bewijs bij een voorbeeld",
    "Inclusion": "Meedoen",
    "Invitation": "Uitnodiging",
    "Invite": "Hoe je uitnodigt",
    "Link": "Link",
    "Need": "Behoefte",
    "Observation": "Waarneming",
    "ObservationGroup": "Groep waarnemingen",
    "PhaseCheck": "Vragenlijst",
    "PhaseContact": "Contact in een fase",
    "PhasePart": "Deel per fase",
    "Reading": "Lezing",
    "Safety": "Veiligheid",
    "Situation": "Situatie",
    "Span": "Van en tot",
    "Step": "Stap",
    "Tips": "Tips",
}
"""What a group of fields is called; a new model needs a name here."""


def groups_of(model: type[schemas.Strict]) -> Iterator[type[schemas.Strict]]:
    """The groups that a model's fields hold, and those that these hold, each in order of use."""
    for name in model.model_fields:
        inner = shape_of_field(model, name).group
        if inner:
            yield inner
            yield from groups_of(inner)


# What the content folder knows.


@cache
def vocabulary() -> Vocabulary:
    """The terms of this site."""
    settings, _ = read_settings(ROOT / "site.toml")
    return read_vocabulary(CONTENT / "terms", settings.languages)[0]


@cache
def phases() -> Mapping[str, bool]:
    """The phases in order, and whether activities must have a safety part there."""
    found = {file.stem: parse_matter(read_text(file)).facts for file in (CONTENT / "phases").glob("*.md")}
    facts = {slug: matter for slug, matter in found.items() if "." not in slug}
    in_order = sorted(facts, key=lambda slug: (facts[slug]["order"], slug))
    return {slug: bool(facts[slug].get("safety_first")) for slug in in_order}


@cache
def choices() -> Choices:
    """What an editor may choose from on this site."""
    return Choices({name: vocabulary().terms(name) for name in vocabulary().taxonomies}, phases())


# The filled-in examples.


def check_example(kind: str) -> list[Problem]:
    """What is wrong with the filled-in example of a kind; references to entries are not looked up."""
    file = EXAMPLES / f"{kind}.md"
    terms = {name: vocabulary().terms(name) for name in vocabulary().taxonomies} | {"phase": tuple(phases())}
    source = Source(Ref(kind, file.stem), "nl", f"docs/redactie/voorbeelden/{file.name}", "")
    return list(validate_source(source, read_text(file), "", terms).problems)


@cache
def example_values() -> Mapping[tuple[str, str], Any]:
    """The first value of each field of each model in the filled-in examples."""
    found: dict[tuple[str, str], Any] = {}
    for kind, model in schemas.SCHEMAS.items():
        _gather(parse_matter(read_text(EXAMPLES / f"{kind}.md")).facts, model, found)
    return found


def _gather(facts: Any, model: type[schemas.Strict], found: dict[tuple[str, str], Any]) -> None:
    for name, value in facts.items():
        found.setdefault((_home(model, name), name), value)
        shape = shape_of_field(model, name)
        if shape.group:
            for inner in _groups_in(value, shape):
                _gather(inner, shape.group, found)


def _home(model: type[schemas.Strict], name: str) -> str:
    """The name of the model that defines a field: what every kind has needs to be shown once."""
    return next(part.__name__ for part in reversed(model.__mro__) if name in getattr(part, "model_fields", {}))


def _groups_in(value: Any, shape: Shape) -> list[Any]:
    if shape.name == "list":
        return list(value)
    return list(value.values()) if shape.name == "map" else [value]


def example_of(model: type[schemas.Strict], name: str) -> str:
    """An example of a field for the table: its value in the filled-in example, or nothing for a group.

    Raises:
        LookupError: when no example shows the field.
    """
    shape, home = shape_of_field(model, name), _home(model, name)
    if (home, name) not in example_values():
        raise LookupError(f"no file in docs/redactie/voorbeelden/ shows the field {name} of {home}")
    value = example_values()[home, name]
    if shape.group and shape.group is not schemas.Span:
        return ""
    # One item shows how a list of sentences is written; what follows would only make the table wide.
    single = value[:1] if shape.inner and shape.inner.name in {"text", "line"} else value
    return f"`{_as_yaml(single)}`"


def _as_yaml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_in_flow(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_as_yaml(item)}' for name, item in value.items())}}}"
    return " ".join(str(value).split())


def _in_flow(value: Any) -> str:
    """A value inside brackets: there a comma needs quotes around it."""
    said = _as_yaml(value)
    return f'"{said}"' if isinstance(value, str) and "," in said else said


# docs/velden.md

_INTRODUCTION = """\
# Alle velden

Elk bestand in `content/` begint met gegevens tussen twee regels `---`. Dit zijn alle velden die daar mogen staan.
Een ander veld wordt geweigerd, en een verplicht veld dat ontbreekt ook.
`python3 build.py check` noemt dan het bestand en de regel.

**Vertalen**: bij “ja” hoort het veld ook in een [vertaling](redactie/vertalen.md).
De rest staat alleen in het Nederlandse bestand."""


def fields_page(made_by: str) -> str:
    """Every field of every kind, as tables."""
    groups = dict.fromkeys(group for model in schemas.SCHEMAS.values() for group in groups_of(model))
    kinds = ", ".join(_to_heading(kind_heading(kind)) for kind in schemas.SCHEMAS)
    names = ", ".join(_to_heading(GROUP_NAMES[group.__name__]) for group in groups)
    parts = [made_by, _INTRODUCTION, f"Soorten: {kinds}.", f"Groepen, die op meer plaatsen terugkomen: {names}."]
    for kind, model in schemas.SCHEMAS.items():
        folder = KINDS[kind].folder
        places = f"Map: [content/{folder}/](../content/{folder}/). Leeg: [sjabloon](redactie/sjablonen/{kind}.md). "
        places += f"Ingevuld: [voorbeeld](redactie/voorbeelden/{kind}.md)."
        body = f"Onder de gegevens komt de tekst zelf: {BODY_HINTS[kind]}"
        parts += [f"## {kind_heading(kind)}", places, body, _table(model)]
    parts += ["# Groepen", "Een groep is een veld met velden erin, twee spaties verder naar rechts."]
    for group in groups:
        parts += [f"## {GROUP_NAMES[group.__name__]}", _table(group)]
    return "\n\n".join(parts) + "\n"


def kind_heading(kind: str) -> str:
    """The heading above a kind's fields."""
    return f"{KIND_NAMES[kind].partition(' ')[2].capitalize()} ({kind})"


def _to_heading(heading: str) -> str:
    return f"[{heading}](#{_anchor(heading)})"


def _anchor(heading: str) -> str:
    """The anchor that forges give a heading; ours hold letters, spaces and brackets only."""
    return heading.lower().replace("(", "").replace(")", "").replace(" ", "-")


def _table(model: type[schemas.Strict]) -> str:
    rows = [
        "| veld | verplicht | vertalen | wat erin staat | soort waarde | voorbeeld |",
        "|---|---|---|---|---|---|",
    ]
    for name, info in model.model_fields.items():
        shape = shape_of_field(model, name)
        own = name in OWN and issubclass(model, schemas.Content)
        translated = "mag" if own else _yes(shape.is_text)
        cells = [f"`{name}`", _yes(info.is_required()), translated, info.description or "", in_words(shape)]
        rows.append("| " + " | ".join([*cells, example_of(model, name)]) + " |")
    return "\n".join(rows)


def _yes(yes: bool) -> str:
    return "ja" if yes else "nee"


def in_words(shape: Shape) -> str:
    """What kind of value a field takes."""
    limits = ", ".join(limit_words(shape))
    return WORDS[shape.name](shape) + (f", {limits}" if limits else "")


def _terms(shape: Shape) -> str:
    if shape.of == "phase":
        return "[content/phases/](../content/phases/)"
    return f"[{shape.of}.yaml](../content/terms/{shape.of}.yaml)"


def _entries(shape: Shape) -> str:
    return f"`{shape.of}:naam`, zie [content/{KINDS[shape.of].folder}/](../content/{KINDS[shape.of].folder}/)"


def _list_words(shape: Shape) -> str:
    inner = shape.inner
    if inner is None or inner.model:
        return f"lijst van groepen {_to_heading(GROUP_NAMES[inner.model.__name__])}" if inner and inner.model else ""
    special = {"term": lambda: f"termen uit {_terms(inner)}", "reference": lambda: f"verwijzingen {_entries(inner)}"}
    return special[inner.name]() if inner.name in special else f"lijst, telkens {in_words(inner)}"


def _map_words(shape: Shape) -> str:
    return f"voor elke fase een {in_words(shape.inner)}" if shape.inner else ""


WORDS: dict[str, Callable[[Shape], str]] = {
    "text": lambda _shape: "tekst zonder opmaak",
    "line": lambda _shape: "één of twee zinnen; *cursief*, **vet** en links mogen",
    "prose": lambda _shape: "alinea’s en lijsten (Markdown)",
    "date": lambda _shape: "datum: jaar-maand-dag",
    "address": lambda _shape: "webadres met https://",
    "path": lambda _shape: "pad van een pagina, zoals `activiteiten/oude-naam.html`",
    "number": lambda _shape: "geheel getal",
    "boolean": lambda _shape: "`true` of `false`",
    "pattern": lambda _shape: "tekst in een vaste vorm",
    "term": lambda shape: f"term uit {_terms(shape)}",
    "reference": lambda shape: f"verwijzing {_entries(shape)}",
    "group": lambda shape: f"groep {_to_heading(GROUP_NAMES[shape.model.__name__])}" if shape.model else "",
    "list": _list_words,
    "map": _map_words,
}
"""What each shape is called in the tables."""
