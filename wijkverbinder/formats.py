"""Problems as others read them: a person at a terminal, a pull request on GitHub, other programs (JSON, SARIF)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from wijkverbinder import __version__
from wijkverbinder.excerpt import Excerpt, excerpt_of
from wijkverbinder.problem_texts import TEXTS
from wijkverbinder.problems import Problem, in_general

DESCRIPTIONS = "docs/problemen.md"
"""The page that describes every problem, from the folder of the project."""

WORDS: dict[str, dict[str, str]] = {
    "nl": {"error": "fout", "warning": "let op", "todo": "nog te doen", "more": "Uitleg"},
    "en": {"error": "error", "warning": "note", "todo": "to do", "more": "More"},
}
"""What is said around a problem's own words."""


class Told(NamedTuple):
    """A problem in the words of one language, with all that a reader needs to mend it."""

    problem: Problem
    kind: str
    """How much it matters, in a word."""
    sentence: str
    remedy: str
    excerpt: Excerpt | None
    description: str
    """Where the problem is described: an address, or a path in the project where that has none."""

    @property
    def place(self) -> str:
        """File, line and column, as editors and terminals know to open it."""
        at = self.problem.location
        return ":".join(str(part) for part in (at.path, at.line, at.column) if part)


class Telling(NamedTuple):
    """How problems of one project are told."""

    root: Path
    language: str
    repository: str = ""
    """The address of the sources, where the site has one."""

    def tell(self, problem: Problem) -> Told:
        """A problem in words."""
        return Told(
            problem,
            WORDS[self.language][problem.severity],
            problem.sentence(self.language),
            problem.remedy(self.language),
            excerpt_of(problem, self.root),
            f"{description_page(self.repository)}#{problem.code}",
        )


def description_page(repository: str) -> str:
    """Where all problems are described: on the host of the sources if there is one, else in the project's folder."""
    if not repository:
        return DESCRIPTIONS
    middle = "-/blob" if "gitlab" in urlsplit(repository).netloc else "blob"
    return f"{repository.rstrip('/').removesuffix('.git')}/{middle}/HEAD/{DESCRIPTIONS}"


def show_problem(problem: Problem, language: str) -> str:
    """A problem as one block: place, kind, what is wrong, what to do.

    >>> # content/activities/dialoog.md:12:3: fout: “dialog” is geen term … [unknown-term]
    """
    told = Telling(Path(), language).tell(problem.at(problem.location._replace(line=0)))
    place = ":".join(str(part) for part in problem.location[:3] if part)
    return f"{place}: {told.kind}: {told.sentence} [{problem.code}]\n    {told.remedy}"


def as_text(problems: Sequence[Problem], telling: Telling) -> str:
    """For a terminal: each problem with its line and what to do; what is still to be done in a draft in one line."""
    described: set[str] = set()
    blocks = []
    for told in map(telling.tell, problems):
        lines = [f"{told.place}: {told.kind}: {told.sentence} [{told.problem.code}]"]
        if not told.problem.todo:
            lines += [told.excerpt.in_columns()] if told.excerpt else []
            lines.append(f"    {told.remedy}")
            if told.problem.code not in described:
                described.add(told.problem.code)
                lines.append(f"    {WORDS[telling.language]['more']}: {told.description}")
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


_LEVELS = {"error": "error", "warning": "warning", "todo": "notice"}


def as_github(problems: Sequence[Problem], telling: Telling) -> str:
    """For GitHub Actions: a workflow command per problem, which comes as an annotation on its line."""
    return "\n".join(map(_annotation, map(telling.tell, problems)))


def _annotation(told: Told) -> str:
    at, code = told.problem.location, told.problem.code
    place = {"file": at.path, "line": at.line, "col": at.column, "title": f"{told.kind} [{code}]"}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value)
    message = f"{told.sentence}\n{told.remedy}\n{told.description}"
    return f"::{_LEVELS[told.problem.severity]} {shown}::{_data(message)}"


def _data(text: str) -> str:
    """A message as a workflow command takes it; `%` goes first, since it begins what the others become."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(problems: Sequence[Problem], telling: Telling) -> str:
    """A report on code quality as GitLab reads it, which shows each on its line in a merge request.

    The fields are those of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
    """
    rows = []
    for told in map(telling.tell, problems):
        at, values = told.problem.location, told.problem.values
        who = repr((told.problem.code, at.path, at.field, at.line if not at.field else 0, values))
        rows.append(
            {
                "description": f"{told.sentence} {told.remedy}",
                "check_name": told.problem.code,
                # By this GitLab knows a problem again; a text that grew above it changes no field.
                "fingerprint": hashlib.sha256(who.encode("utf-8")).hexdigest(),
                "severity": {"error": "major", "warning": "minor", "todo": "info"}[told.problem.severity],
                "location": {"path": at.path, "lines": {"begin": at.line or 1}},
            }
        )
    return _dumped(rows)


def as_data(told: Told) -> dict[str, Any]:
    """A problem as JSON can hold it; the keys stay (docs/schema/problems.json)."""
    at, excerpt = told.problem.location, told.excerpt
    return {
        "code": told.problem.code,
        "severity": told.problem.severity,
        "path": at.path,
        "line": at.line or None,
        "column": at.column or None,
        "sentence": told.sentence,
        "remedy": told.remedy,
        "suggestion": told.problem.suggestion or None,
        "choices": list(told.problem.choices),
        "description": told.description,
        "excerpt": {"before": excerpt.before, "marked": excerpt.marked, "after": excerpt.after} if excerpt else None,
    }


def as_json(problems: Sequence[Problem], telling: Telling) -> str:
    """For other programs."""
    found = [as_data(told) for told in map(telling.tell, problems)]
    counts = {
        severity: sum(one["severity"] == severity for one in found) for severity in ("error", "warning", "todo")
    }
    return _dumped({"version": 1, "language": telling.language, "counts": counts, "problems": found})


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what `as_json` gives."""
    text = {"type": "string"}
    number = {"type": ["integer", "null"], "minimum": 1}
    severity = {"enum": ["error", "warning", "todo"]}
    excerpt = _object({"before": text, "marked": text, "after": text})
    problem = {
        "code": {"enum": [*TEXTS]},
        "severity": severity,
        "path": text,
        "line": number,
        "column": number,
        "sentence": text,
        "remedy": text,
        "suggestion": {"type": ["string", "null"]},
        "choices": {"type": "array", "items": text},
        "description": text,
        "excerpt": {"anyOf": [{"type": "null"}, excerpt]},
    }
    count = {"type": "integer", "minimum": 0}
    whole = _object(
        {
            "version": {"const": 1},
            "language": {"enum": ["nl", "en"]},
            "counts": _object({"error": count, "warning": count, "todo": count}),
            "problems": {"type": "array", "items": _object(problem)},
        }
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Meldingen van build.py"} | whole


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [*properties],
        "properties": properties,
    }


_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(problems: Sequence[Problem], telling: Telling) -> str:
    """For forges and editors that read SARIF 2.1.0 (OASIS standard): one run, with a rule per kind of problem."""
    codes = list(dict.fromkeys(problem.code for problem in problems))
    driver: dict[str, Any] = {
        "name": "De Wijkverbinder",
        "semanticVersion": __version__,
        "rules": [_rule(code, telling) for code in codes],
    }
    if telling.repository:
        driver["informationUri"] = telling.repository
    run = {
        "tool": {"driver": driver},
        "language": telling.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The folder of the project."}}},
        "results": [_result(told, codes) for told in map(telling.tell, problems)],
    }
    return _dumped({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _rule(code: str, telling: Telling) -> dict[str, Any]:
    what, do = in_general(code, telling.language)
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": what},
        "help": {"text": do},
        "defaultConfiguration": {"level": TEXTS[code].severity},
    }
    if telling.repository:
        rule["helpUri"] = f"{description_page(telling.repository)}#{code}"
    return rule


def _result(told: Told, codes: Sequence[str]) -> dict[str, Any]:
    at, code = told.problem.location, told.problem.code
    level = {"todo": "note"}.get(told.problem.severity, told.problem.severity)
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(at.path), "uriBaseId": "ROOT"}}
    if at.line:
        place["region"] = {"startLine": at.line}
        if at.column:
            place["region"]["startColumn"] = at.column
        if told.excerpt:
            excerpt = told.excerpt
            place["region"]["snippet"] = {"text": f"{excerpt.before}{excerpt.marked}{excerpt.after}"}
    return {
        "ruleId": code,
        "ruleIndex": codes.index(code),
        "level": level,
        "message": {"text": f"{told.sentence} {told.remedy}"},
        "locations": [{"physicalLocation": place}],
    }


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[Problem], Telling], str]] = {
    "text": as_text,
    "github": as_github,
    "gitlab": as_gitlab,
    "json": as_json,
    "sarif": as_sarif,
}
"""Every form by the name that `--format` takes."""


def shown(problems: Iterable[Problem], *, drafts: bool) -> Iterator[Problem]:
    """The problems that a command tells: what is still to be done in drafts last, and only where one asks for it."""
    found = sorted(problems, key=lambda problem: problem.todo)
    return (problem for problem in found if drafts or not problem.todo)
