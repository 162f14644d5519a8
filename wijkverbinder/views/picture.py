"""The picture of a page where it is shared: what stands in it, and where.

Everything is measured here, since a drawing breaks no lines by itself. A text that the font can't write is left out,
so that nobody gets boxes: the houses and doors say enough.
"""

from __future__ import annotations

from wijkverbinder.kinds import PICTURES
from wijkverbinder.model import Facts
from wijkverbinder.typeface import Typeface
from wijkverbinder.views.desk import Desk, View

_ROOM = 1072
"""The width for a title in pixels: that of the picture without its margins."""

_SIZES = ((76, 2), (62, 3), (48, 4))
"""Sizes of a title, each with the most lines that fit above the houses; the largest that fits is taken."""

_PLAIN = {
    "text": "#000",
    "wall": "#999",
    "roof": "#333",
    "soft": "#fff",
    "sky": "#fff",
    "edge": "#999",
    "enamel": "#000",
    "on-enamel": "#fff",
    "lamp": "#fff",
    "frame": "#000",
    "ink": "#000",
}
"""What stands in for a colour that a host wrote in another way than we read, such as with a function."""


def picture(facts: Facts, desk: Desk) -> View:
    """The title of a page, in the colour of its phase; an activity has its doors.

    The argument of the desk names the view of the page.
    """
    view = desk.argument
    face, tokens = desk.frame.typeface, dict(desk.frame.colors)
    title = facts.get("title") or desk.t(PICTURES[view])
    phases = desk.cards("phases")
    own = next((phase for phase in phases if phase["slug"] == facts.get("lead_phase")), None)
    color = facts.get("color") or (own["color"] if own else "")
    size, lines = _set(title, face)
    name = desk.frame.settings.name
    return {
        "family": face.family if face else "",
        "tokens": _PLAIN | tokens,
        "color": _paint(color, tokens),
        "line": tokens.get(f"{color}-line", "solid"),
        "icon": facts.get("icon") or (own["icon"] if own else "huizen-naast-elkaar"),
        "size": size,
        "lines": lines,
        "sign": {"text": name, "width": round(face.width(name, 32)) + 52} if face and face.covers(name) else None,
        "doors": [_door(phase, facts, desk) for phase in phases] if view == "activity" else [],
    }


def _set(title: str, face: Typeface | None) -> tuple[int, list[View]]:
    if face is None or not face.covers(title):
        return 0, []
    for size, most in _SIZES:
        lines = face.lines(title, size, _ROOM)
        if len(lines) <= most and max(face.width(line, size) for line in lines) <= _ROOM:
            break
    shown = lines[:most]
    if len(lines) > most:
        shown[-1] += "…"
    leading = round(size * 1.14)
    return size, [{"text": line, "y": 150 + leading * number} for number, line in enumerate(shown, 1)]


def _door(phase: View, facts: Facts, desk: Desk) -> View:
    verdict = facts["phases"][phase["slug"]]["verdict"]
    label, face = desk.label("verdict", verdict), desk.frame.typeface
    return {
        "verdict": verdict,
        "title": phase["title"],
        "label": label,
        "words": bool(face and face.covers(label + phase["title"])),
        "color": _paint(phase["color"], dict(desk.frame.colors)),
        "line": desk.frame.colors.get(f"{phase['color']}-line", "solid"),
    }


def _paint(color: str, tokens: View) -> View:
    """The four colours of a phase, or those of the site itself."""
    names = {"text": "enamel", "wall": "edge", "roof": "enamel", "soft": "sky"}
    if color:
        names = {"text": color, **{part: f"{color}-{part}" for part in ("wall", "roof", "soft")}}
    return {part: tokens.get(name, _PLAIN[part]) for part, name in names.items()}
