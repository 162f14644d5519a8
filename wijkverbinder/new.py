"""The command `new`: a title to a file that is ready to fill in, or an entry to its translation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wijkverbinder.blanks import new_entry, new_translation
from wijkverbinder.formats import Telling, as_text
from wijkverbinder.i18n import LOCALES
from wijkverbinder.kinds import KINDS
from wijkverbinder.matter import MatterError, parse_matter
from wijkverbinder.model import Location
from wijkverbinder.overlay import read_overlay
from wijkverbinder.problems import Problem, in_language, problem, reason_of
from wijkverbinder.project import Project
from wijkverbinder.read import OUTSIDE, read_text, walk_files
from wijkverbinder.shapes import KIND_NAMES, Choices
from wijkverbinder.text import LONGEST_NAME, SLUG, nearest, reserved_name, slugify
from wijkverbinder.vocabulary import read_vocabulary

DUTCH = {
    "activiteit": "activity",
    "voorbeeld": "example",
    "praktijkvoorbeeld": "example",
    "bron": "library",
    "bibliotheek": "library",
    "pagina": "page",
    "begrip": "term",
    "doelgroep": "target-group",
    "fase": "phase",
}
"""What an editor may call a kind as well."""

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "unknown-kind": "“{kind}” is geen soort.",
        "meant": "Bedoelde je “{word}”?",
        "kinds": "De soorten zijn: {kinds}.",
        "no-slug": "Van “{title}” is geen bestandsnaam te maken. Gebruik letters of cijfers in de titel.",
        "too-long": "De titel is te lang voor een bestandsnaam. Kies een kortere, van hooguit {limit} tekens.",
        "reserved": "Geen bestand kan “{name}” heten: zo heet in Windows een apparaat. Kies een andere titel.",
        "unwritable": "{path} kan niet gemaakt worden: {why}. Kijk of je daar mag schrijven en of er ruimte is.",
        "exists": "Dat bestand is er al: {path}. Open dat, of kies een andere titel.",
        "no-group": "“{slug}” is geen doelgroep. De doelgroepen staan in content/terms/target-group.yaml. Zonder "
        "tekst zijn nog: {choices}.",
        "no-group-left": "Elke doelgroep heeft al een tekst. Een nieuwe zet je eerst in "
        "content/terms/target-group.yaml.",
        "no-original": "Er is geen {kind} “{title}” om te vertalen.",
        "unknown-language": "“{lang}” is geen taal die het programma kent: {choices}.",
        "off": "De taal {lang} staat nog niet aan. Zet in {file}: languages = [{languages}]",
        "original-language": "{lang} is de taal van de originelen. Laat --lang weg.",
        "made": "Gemaakt: {path}",
        "next": "En nu:\n"
        "  1. Open {path} in je tekstverwerker en vul het in. Bij elk veld staat wat erin hoort.\n"
        "  2. python3 build.py serve   toont het terwijl je schrijft, als concept.\n"
        "  3. python3 build.py check   noemt wat er nog in te vullen is.\n"
        "  4. Klaar? Haal de regel “draft: true” weg. Pas dan komt het op de site.",
    },
    "en": {
        "unknown-kind": "“{kind}” is not a kind.",
        "meant": "Did you mean “{word}”?",
        "kinds": "The kinds are: {kinds}.",
        "no-slug": "No file name can be made of “{title}”. Use letters or digits in the title.",
        "too-long": "The title is too long for a file name. Choose a shorter one, of {limit} characters at most.",
        "reserved": "No file can be called “{name}”: Windows keeps that name for a device. Choose another title.",
        "unwritable": "{path} can't be made: {why}. See whether you may write there and whether there is room.",
        "exists": "That file is there already: {path}. Open it, or choose another title.",
        "no-group": "“{slug}” is not a target group. They are in content/terms/target-group.yaml. Without a text so "
        "far: {choices}.",
        "no-group-left": "Every target group has a text. A new one goes into content/terms/target-group.yaml first.",
        "no-original": "There is no {kind} “{title}” to translate.",
        "unknown-language": "“{lang}” is not a language that the program knows: {choices}.",
        "off": "The language {lang} is not switched on yet. Write in {file}: languages = [{languages}]",
        "original-language": "{lang} is the language of the originals. Leave --lang out.",
        "made": "Made: {path}",
        "next": "And now:\n"
        "  1. Open {path} in your editor and fill it in. Each field tells what belongs there.\n"
        "  2. python3 build.py serve   shows it while you write, as a draft.\n"
        "  3. python3 build.py check   tells what is still to fill in.\n"
        "  4. Done? Remove the line “draft: true”. Only then does it come on the site.",
    },
}
"""What the command says."""


class Refused(Exception):
    """Nothing was made; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class _Wish:
    project: Project
    kind: str
    title: str
    words: dict[str, str]

    @property
    def folder(self) -> Path:
        return self.project.content / KINDS[self.kind].folder

    def files(self) -> dict[str, Path]:
        """Every text of the kind by its slug, wherever in the folder it stands."""
        found = {}
        for path, stamp in walk_files(self.folder, home=self.project.content):
            stem = path.rpartition("/")[2].removesuffix(".md")
            if path.endswith(".md") and SLUG.fullmatch(stem) and stamp != OUTSIDE:
                found[stem] = self.folder / path
        return found


def run_new(project: Project, kind: str, title: str, lang: str, today: str, language: str) -> int:
    """Makes the file and says what to do next.

    Args:
        project: where everything lies.
        kind: a kind of content, also by its Dutch name.
        title: the title of the new entry, or of the one to translate (its slug will do too).
        lang: the language of a translation; empty for a new entry.
        today: the day, for the field that says when facts were checked.
        language: the language of what is said.

    Returns:
        0 when the file was made, 1 when not.
    """
    words = WORDS[language]
    try:
        wish = _Wish(project, _kind(kind, words), title, words)
        file, text = _translation(wish, lang) if lang else _entry(wish, today)
    except Refused as refused:
        print(refused)
        return 1
    path = project.shown(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except OSError as error:
        print(words["unwritable"].format(path=path, why=in_language(reason_of(error), language)))
        return 1
    print(words["made"].format(path=path))
    print(words["next"].format(path=path))
    return 0


def _kind(written: str, words: dict[str, str]) -> str:
    name = DUTCH.get(written.casefold(), written.casefold())
    if name in KINDS:
        return name
    meant = nearest(written, [*KINDS, *DUTCH])
    said = [words["unknown-kind"].format(kind=written)]
    said += [words["meant"].format(word=meant)] if meant else []
    kinds = ", ".join(f"{kind} ({KIND_NAMES[kind]})" for kind in KINDS)
    raise Refused(" ".join([*said, words["kinds"].format(kinds=kinds)]))


def _entry(wish: _Wish, today: str) -> tuple[Path, str]:
    slug, words = slugify(wish.title), wish.words
    if not slug:
        raise Refused(words["no-slug"].format(title=wish.title))
    if len(slug) > LONGEST_NAME:
        raise Refused(words["too-long"].format(limit=LONGEST_NAME))
    if reserved_name(slug):
        raise Refused(words["reserved"].format(name=slug))
    files = wish.files()
    if slug in files:
        raise Refused(words["exists"].format(path=wish.project.shown(files[slug])))
    languages = wish.project.read_settings().languages
    vocabulary, _ = read_vocabulary(wish.project.content / "terms", languages)
    groups = vocabulary.terms("target-group")
    if wish.kind == "target-group" and slug not in groups:
        left = ", ".join(term for term in groups if term not in files)
        name = "no-group" if left else "no-group-left"
        raise Refused(words[name].format(slug=slug, choices=left))
    choices = Choices({name: vocabulary.terms(name) for name in vocabulary.taxonomies}, _phases(wish.project))
    text = new_entry(wish.kind, choices, {"title": wish.title, "checked": today})
    return wish.folder / f"{slug}.md", text


def _phases(project: Project) -> dict[str, bool]:
    """The phases in their order, and whether activities must have a safety part there."""
    found = {}
    for slug, file in _Wish(project, "phase", "", {}).files().items():
        try:
            facts = parse_matter(read_text(file)).facts
        except (MatterError, OSError, UnicodeDecodeError):
            facts = {}
        if facts.get("draft") is not True:
            order = facts.get("order")
            found[slug] = (order if isinstance(order, int) else 99, bool(facts.get("safety_first")))
    return {slug: found[slug][1] for slug in sorted(found, key=lambda slug: (found[slug][0], slug))}


def _translation(wish: _Wish, lang: str) -> tuple[Path, str]:
    words, project = wish.words, wish.project
    settings, overlay, _ = read_overlay(project.settings, project.overlay, project.layer)
    if lang not in LOCALES:
        raise Refused(words["unknown-language"].format(lang=lang, choices=", ".join(LOCALES)))
    if lang == settings.languages[0]:
        raise Refused(words["original-language"].format(lang=lang))
    if lang not in settings.languages:
        languages = ", ".join(f'"{code}"' for code in (*settings.languages, lang))
        name = "settings.languages"
        decides = overlay.at(name).path if name in overlay.lines else project.settings.name
        raise Refused(words["off"].format(lang=lang, file=decides, languages=languages))
    file = _original(wish)
    target = file.with_name(f"{file.stem}.{lang}.md")
    if target.exists():
        raise Refused(words["exists"].format(path=project.shown(target)))
    path = project.shown(file)
    try:
        text = read_text(file)
        matter = parse_matter(text)
    except MatterError as error:
        found = problem(error.code, Location(path, error.line, error.column), **error.values)
        raise Refused(_told(found, wish)) from None
    except UnicodeDecodeError as error:
        raise Refused(_told(problem("not-utf8", Location(path), position=error.start), wish)) from None
    except OSError as error:
        raise Refused(_told(problem("file-unreadable", Location(path), why=reason_of(error)), wish)) from None
    return target, new_translation(wish.kind, matter.facts, matter.body, path, lang)


def _told(found: Problem, wish: _Wish) -> str:
    """What is wrong with the original, as the other commands say it."""
    return as_text([found], Telling(wish.project.root, "nl" if wish.words is WORDS["nl"] else "en"))


def _original(wish: _Wish) -> Path:
    """The file of an entry, by its slug or its title."""
    files = wish.files()
    for slug in (wish.title, wish.title.removesuffix(".md"), slugify(wish.title)):
        if slug in files:
            return files[slug]
    titles = {}
    for slug, file in files.items():
        try:
            titles[str(parse_matter(read_text(file)).facts.get("title", "")).casefold()] = slug
        except (MatterError, OSError, UnicodeDecodeError):
            continue
    if wish.title.casefold() in titles:
        return files[titles[wish.title.casefold()]]
    said = wish.words["no-original"].format(kind=wish.kind, title=wish.title)
    meant = nearest(slugify(wish.title), files) or titles.get(nearest(wish.title, titles) or "")
    raise Refused(f"{said} {wish.words['meant'].format(word=meant)}" if meant else said)
