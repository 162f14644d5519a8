"""One walk over front matter along its outline: Markdown to HTML, terms and references looked at, rules applied.

The outline of a kind is compiled once into a tree of steps. A step takes the value as written and gives the
value as kept; what is wrong goes to the Walk. A value of the wrong type passes untouched, since pydantic
says that better: so all problems of a file come at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from wijkverbinder.kinds import FITS, FITS_IF, KINDS, NOT_NOW
from wijkverbinder.markdown import MARK, Document, plain, plain_line, render, unlinked
from wijkverbinder.meant import meant_address, meant_kind, meant_reference
from wijkverbinder.model import Facts, FieldPath, Location, Ref, Reference
from wijkverbinder.outlines import Outline
from wijkverbinder.problems import Problem, dotted, problem

Step = Callable[[Any, FieldPath, "Walk"], Any]

HIDDEN = object()
"""Stands for an item of a list that names an entry that is not shown here; the list goes on without it."""

_NAMED = ("term:", "reference:")
"""How the use of a text begins that names a term or an entry."""

_BLOCKS = re.compile(r"\n[ \t]*\n|^[ \t]*(?:[-*+]|1[.)])[ \t]", re.MULTILINE)
"""What begins a paragraph or a list, and has no place in a text of one line."""


@dataclass(slots=True)
class Walk:
    """What a walk over one file knows and gathers."""

    path: str
    ref: Ref
    terms: Mapping[str, tuple[str, ...]]
    """The allowed terms per taxonomy, the phases among them."""
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    rules: bool = True
    """Whether facts are held to the rules too; those of a translation are its original's."""
    hidden: Collection[Ref] = ()
    """Entries that are not shown here: a link to one is left out, and its words stay."""

    def hides(self, target: str) -> bool:
        """Whether a link leads to an entry that is not shown here."""
        return bool(self.hidden) and Ref.parse(target.partition("#")[0]) in self.hidden

    def meant(self, path: FieldPath) -> set[str]:
        """The fields of a mapping that an editor misspelt: one mistake, so they are not missing as well."""
        return {
            found.suggestion
            for found in self.problems
            if found.code == "unknown-field" and found.location.field[:-2] == path
        }

    def say(
        self,
        code: str,
        at: FieldPath,
        *,
        offset: int = 0,
        among: Iterable[str] = (),
        word: str = "",
        suggestion: str = "",
        **values: Any,
    ) -> None:
        """Notes a problem at a field, with what was meant where that is known or one of some names is near."""
        location = Location(self.path, field=at, offset=offset)
        self.problems.append(problem(code, location, among=among, word=word, suggestion=suggestion, **values))


def walk_facts(facts: Any, outline: Outline, walk: Walk) -> Any:
    """The facts as kept: text as HTML or escaped later, defaults filled in; problems go to `walk`."""
    return _step(outline)(facts, (), walk)


def walk_body(text: str, walk: Walk) -> str:
    """The text below the front matter, as marked HTML."""
    return _keep(render(text, "body"), ("body",), walk) if text else ""


def explain_pictures(facts: Facts, walk: Walk) -> None:
    """Every picture in a text is one of which the fields say whose it is, and the other way round.

    Args:
        facts: the fields as written; of a translation laid over its original.
        walk: has been through all texts, and takes the problems.
    """
    rows = facts.get("pictures")
    told = [row.get("file") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    shown = {reference.target: reference for reference in walk.references if reference.relation == "picture"}
    undescribed = {dict(found.values).get("value") for found in walk.problems if found.code == "picture-alt"}
    unused = [name for name in told if isinstance(name, str) and name not in {*shown, *undescribed}]
    meant: set[str] = set()
    for target, at in shown.items():
        if target not in told:
            walk.say("picture-unexplained", at.field, offset=at.offset, among=unused, word=target, value=target)
            meant.add(guess := walk.problems[-1].suggestion)
            if guess:  # a name that was misspelt is one mistake, not one that is missing as well
                walk.references.remove(at)
    if walk.rules:
        for index, name in enumerate(told):
            if name in unused and name not in meant:
                walk.say("picture-unused", ("pictures", index, "file"), value=name)


def _keep(document: Document, path: FieldPath, walk: Walk) -> str:
    for fault in document.faults:
        values = dict(fault.values)
        meant = meant_address(values["value"], walk.ref.kind) if fault.code == "link-address" else ""
        walk.say(fault.code, path, offset=fault.offset, suggestion=meant, **values)
    html = document.html
    for link in document.links:
        if walk.hides(link.target):
            html = unlinked(html, link.target)
        else:
            _note_link(link.target, path, link.offset, walk, "picture" if link.picture else "text")
    for anchor in set(walk.anchors) & set(document.anchors):
        walk.say("anchor-twice", path, value=anchor)
    walk.anchors.extend(document.anchors)
    return MARK + html


def _note_link(target: str, path: FieldPath, offset: int, walk: Walk, relation: str) -> None:
    name, _, fragment = target.partition("#")
    kind = name.partition(":")[0]
    if relation == "text" and name and kind not in KINDS:
        address = meant_address(target, walk.ref.kind)
        if address.startswith(("https:", "mailto:")):
            walk.say("link-address", path, offset=offset, suggestion=address, value=target)
        else:
            meant, example = meant_kind(target), f"{walk.ref.kind}:{name.partition(':')[2]}"
            walk.say("bad-reference", path, offset=offset, suggestion=meant, value=target, example=example)
        return
    walk.references.append(Reference(relation, name or str(walk.ref), fragment, path, offset))


@cache
def _step(outline: Outline) -> Step:
    """The step for a outline; what is neither text, term, reference, list nor model stays as it is."""
    match outline:
        case ("model", name, fields):
            return _model_step(name, fields)
        case ("list", ("text", str(use), *_) as inner, _) if use.startswith(_NAMED):
            return _names_step(_step(inner))
        case ("list", inner, _):
            return _list_step(_step(inner))
        case ("map", inner):
            return _map_step(_step(inner))
        case ("text", str(use), *_):
            return _text_step(use)
    return _same


def _text_step(use: str) -> Step:
    kind, _, name = use.partition(":")
    if kind in {"term", "reference"}:
        return _term_step(name) if kind == "term" else _reference_step(name)
    return {"inline": _inline_step, "block": _block_step, "plain": _plain_step}.get(use, _same)


def _model_step(name: str, fields: Sequence[tuple[Any, ...]]) -> Step:
    steps = {field: (_step(inner), default) for field, inner, _, _, default in fields}
    rule = RULES.get(name)

    def step(value: Any, path: FieldPath, walk: Walk) -> Any:
        if not isinstance(value, dict):
            return value
        kept = {}
        for key, (inner, default) in steps.items():
            given = value.get(key)
            if given is None:
                kept[key] = list(default) if isinstance(default, tuple) else default
            else:
                kept[key] = given if inner is _same else inner(given, (*path, key), walk)
        if rule and walk.rules:
            rule(value, path, walk)
        return kept

    return step


def _same(value: Any, _path: FieldPath, _walk: Walk) -> Any:
    return value


def _list_step(inner: Step) -> Step:
    def step(value: Any, path: FieldPath, walk: Walk) -> Any:
        if not isinstance(value, list):
            return value
        found = [inner(item, (*path, index), walk) for index, item in enumerate(value)]
        return [item for item in found if item is not HIDDEN] if walk.hidden else found

    return step


def _names_step(inner: Step) -> Step:
    """A list of names, in which each stands once: who copies a line forgets to change it."""
    listed = _list_step(inner)

    def step(value: Any, path: FieldPath, walk: Walk) -> Any:
        names = value if isinstance(value, list) else []
        if len(names) > 1:
            texts = [name for name in names if isinstance(name, str)]
            for index, name in enumerate(names) if len({*texts}) < len(texts) else ():
                if isinstance(name, str) and name in names[:index]:
                    walk.say("twice-in-list", (*path, index), value=name, field=dotted(path))
        return listed(value, path, walk)

    return step


def _map_step(inner: Step) -> Step:
    def step(value: Any, path: FieldPath, walk: Walk) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: inner(item, (*path, key), walk) for key, item in value.items()}

    return step


def _plain_step(value: Any, _path: FieldPath, _walk: Walk) -> Any:
    return plain(value) if isinstance(value, str) else value


def _inline_step(value: Any, path: FieldPath, walk: Walk) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if _BLOCKS.search(text) if "\n" in text else _BLOCKS.match(text):
        walk.say("markup-in-line", path, field=dotted(path))
    line = plain_line(text)
    return _keep(render(text, "inline"), path, walk) if line is None else MARK + line


def _block_step(value: Any, path: FieldPath, walk: Walk) -> Any:
    return _keep(render(value, "block"), path, walk) if isinstance(value, str) else value


def _term_step(taxonomy: str) -> Step:
    def step(value: Any, path: FieldPath, walk: Walk) -> Any:
        allowed = walk.terms[taxonomy]
        if isinstance(value, str) and not allowed and taxonomy != "phase":
            return value  # what is wrong with the terms themselves is said at their file
        if isinstance(value, str) and value not in allowed:
            code = "unknown-phase" if taxonomy == "phase" else "unknown-term"
            walk.say(code, path, word=value, among=allowed, value=value, taxonomy=taxonomy)
        elif isinstance(value, str) and taxonomy == "phase":
            walk.references.append(Reference(_relation(path), f"phase:{value}", "", path))
        return value

    return step


def _reference_step(kind: str) -> Step:
    def step(value: Any, path: FieldPath, walk: Walk) -> Any:
        if not isinstance(value, str):
            return value
        ref = Ref.parse(value)
        if ref is None:
            walk.say("bad-reference", path, value=value, example=meant_reference(value, kind))
        elif ref.kind not in KINDS:
            walk.say("bad-reference", path, suggestion=meant_reference(value, kind), value=value, example=kind)
        elif ref.kind != kind:
            walk.say("wrong-kind", path, value=value, expected=kind)
        elif ref == walk.ref:
            walk.say("self-reference", path, value=value)
        elif ref in walk.hidden and isinstance(path[-1], int):
            return HIDDEN
        else:
            walk.references.append(Reference(_relation(path), value, "", path))
        return value

    return step


def _relation(path: FieldPath) -> str:
    """The name of the field that holds a reference, without its place in a list."""
    return next(str(part) for part in reversed(path) if isinstance(part, str))


# Rules: what a model can't say about one field alone. Each takes the fields as written.


def _is_nothing(value: Any) -> bool:
    """Whether nobody filled it in: spaces alone are nothing too."""
    return value is None or (isinstance(value, str) and not value.strip())


def _rests_on_something(value: dict[str, Any], path: FieldPath, walk: Walk) -> None:
    if any(name in value and _is_nothing(value[name]) for name in ("text", "verdict", "summary")):
        return  # nothing is said yet, which is one mistake
    if not (value.get("sources") or value.get("ours") or walk.meant(path) & {"sources", "ours"}):
        walk.say("claim-without-source", path)


def _span_in_order(value: dict[str, Any], path: FieldPath, walk: Walk) -> None:
    low, high = value.get("min"), value.get("max")
    if isinstance(low, int) and isinstance(high, int) and high < low:
        walk.say("span-order", path, field=dotted(path), min=low, max=high)


def _part_matches_verdict(value: dict[str, Any], path: FieldPath, walk: Walk) -> None:
    _rests_on_something(value, path, walk)
    verdict, phase, meant = value.get("verdict"), path[-1], walk.meant(path)
    if verdict in {FITS, FITS_IF}:
        for name in ("goal", "how", "tips"):
            if not value.get(name) and name not in meant:
                walk.say("part-missing", path, phase=phase, value=name)
        if verdict == FITS_IF and not value.get("condition") and "condition" not in meant:
            walk.say("condition-missing", path, phase=phase)
    elif verdict == NOT_NOW:
        for name in ("condition", "goal", "how", "invite", "tips", "safety"):
            if value.get(name):
                walk.say("part-unexpected", (*path, name), phase=phase, value=name)


def _verdict_per_phase(value: dict[str, Any], path: FieldPath, walk: Walk) -> None:
    phases = value.get("phases")
    if not isinstance(phases, dict):
        return
    known = walk.terms["phase"]
    unknown = [name for name in phases if name not in known]
    for name in unknown:
        walk.say("unknown-phase", (*path, "phases", name, "#key"), word=name, among=known, value=name)
    guessed = {found.suggestion for found in walk.problems if found.code == "unknown-phase"}
    for name in known:
        if name not in phases and name not in guessed:
            walk.say("missing-verdict", (*path, "phases"), value=name)


def _lead_is_listed(value: dict[str, Any], path: FieldPath, walk: Walk) -> None:
    lead, phases = value.get("lead_phase"), value.get("phases")
    if isinstance(lead, str) and isinstance(phases, list) and lead not in phases:
        walk.say("lead-phase", (*path, "lead_phase"), value=lead)


def _parts_of_phases(value: dict[str, Any], path: FieldPath, walk: Walk) -> None:
    """Only an activity has a part for each phase, to which something can be added."""
    phases = value.get("phases")
    if not isinstance(phases, dict):
        return
    known = walk.terms["phase"]
    for name in phases:
        if walk.ref.kind != "activity":
            walk.say("overlay-phase", (*path, "phases"), value=walk.ref)
            return
        if name not in known:
            walk.say("unknown-phase", (*path, "phases", name, "#key"), word=name, among=known, value=name)


def _people_agreed(value: dict[str, Any], path: FieldPath, walk: Walk) -> None:
    if value.get("people") is True and not value.get("consent") and "consent" not in walk.meant(path):
        walk.say("picture-consent", path, value=value.get("file", ""))


def _numbers_are_there(value: dict[str, Any], path: FieldPath, walk: Walk) -> None:
    """The rules of a phase check name observations by number, and can be met by those."""
    groups = value.get("groups")
    if not isinstance(groups, list):
        return
    there = sum(len(group.get("observations") or ()) for group in groups if isinstance(group, dict))
    for part in ("rules", "notes"):
        for index, rule in enumerate(value.get(part) or ()):
            numbers = rule.get("observations") if isinstance(rule, dict) else None
            if not isinstance(numbers, list):
                continue
            for number in numbers:
                if isinstance(number, int) and not 1 <= number <= there:
                    walk.say("check-number", (*path, part, index, "observations"), value=number, limit=there)
            count = rule.get("count")
            if isinstance(count, int) and count > len(numbers):
                walk.say("check-count", (*path, part, index, "count"), value=count, limit=len(numbers))


RULES: dict[str, Callable[[dict[str, Any], FieldPath, Walk], None]] = {
    "ContentPicture": _people_agreed,
    "Claim": _rests_on_something,
    "Invite": _rests_on_something,
    "GlossaryTerm": _rests_on_something,
    "Span": _span_in_order,
    "PhasePart": _part_matches_verdict,
    "Activity": _verdict_per_phase,
    "Example": _lead_is_listed,
    "PhaseCheck": _numbers_are_there,
    "LocalPart": _parts_of_phases,
}
"""The rule of each model that has one, by its name."""
