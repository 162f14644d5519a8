"""What each field of the front matter is called in the form in the browser; knows names, no shapes.

The form is for who writes the Dutch originals, so its words are Dutch, like the descriptions in `schemas`.
"""

from __future__ import annotations

from collections.abc import Mapping

_LABELS: Mapping[str, str] = {
    "access": "Toegang",
    "activities": "Activiteiten",
    "advice": "Advies",
    "aftercare": "Nazorg",
    "after": "Tekst onder het antwoord",
    "aliases": "Vroegere adressen",
    "authors": "Schrijvers",
    "back_to_contact": "Terug naar contact",
    "body": "Tekst",
    "check": "Vragenlijst",
    "checked": "Nagekeken op",
    "childcare": "Kinderopvang",
    "choosing": "Kop boven het antwoord",
    "color": "Kleur",
    "condition": "Voorwaarde",
    "confidence": "Zekerheid",
    "contact": "Vorm van contact",
    "cost": "Kosten",
    "count": "Hoeveel",
    "country": "Land",
    "day": "Dag",
    "description": "Beschrijving",
    "difficulty": "Moeilijkheid",
    "doi": "DOI",
    "draft": "Concept",
    "evidence": "Bewijs",
    "extent": "Omvang",
    "fails": "Wat niet werkt",
    "first": "Eerst doen",
    "food": "Eten en drinken",
    "forms": "Vormen",
    "goal": "Doel",
    "grade": "Sterkte",
    "group_size": "Groepsgrootte",
    "groups": "Groepen",
    "heading": "Kop",
    "helped": "Wat hielp",
    "helps": "Wat helpt",
    "how": "Zo doe je het",
    "icon": "Tekening",
    "inclusion": "Iedereen doet mee",
    "interpreter": "Tolk",
    "invitation": "Uitnodiging",
    "invite": "Uitnodigen",
    "isbn": "ISBN",
    "kind": "Soort",
    "language": "Taal",
    "lead_phase": "Belangrijkste fase",
    "least": "Vanaf score",
    "level": "Hoe nodig",
    "limits": "Grenzen",
    "links": "Links",
    "looking": "Kop boven de waarnemingen",
    "materials": "Materialen",
    "max": "Hoogstens",
    "measure": "Meten",
    "min": "Minstens",
    "not_yet": "Nog niet doen",
    "notes": "Opmerkingen",
    "now": "De situatie nu",
    "observations": "Waarnemingen",
    "order": "Volgorde",
    "organisation": "Organisatie",
    "organising": "Bij het organiseren",
    "otherwise": "Anders",
    "ours": "Onze redenering",
    "partners": "Met wie",
    "period": "Periode",
    "phase": "Fase",
    "phases": "Fasen",
    "pitfalls": "Waar je op let",
    "place": "Plaats",
    "prayer_and_holidays": "Gebedstijden en feestdagen",
    "preparation_weeks": "Voorbereiding in weken",
    "publisher": "Uitgever",
    "quote": "Uitspraak",
    "reach": "Bereiken",
    "reason": "Reden",
    "related": "Verwante activiteiten",
    "reverse": "Andersom",
    "review": "Nog te toetsen",
    "rhythm": "Ritme",
    "roles": "Rollen",
    "rules": "Regels",
    "rung": "Trede",
    "rung_note": "Uitleg bij de trede",
    "running": "Bij het uitvoeren",
    "running_minutes": "Duur in minuten",
    "safety": "Veiligheid",
    "safety_first": "Veiligheid verplicht",
    "scale": "Schaal",
    "seen": "Gezien",
    "signals": "Signalen",
    "slug": "Adres",
    "sources": "Bronnen",
    "stage": "Deel van het werk",
    "steps": "Stappen",
    "stop_rule": "Stopregel",
    "summary": "Samenvatting",
    "target_groups": "Doelgroepen",
    "text": "Tekst",
    "tips": "Tips",
    "title": "Titel",
    "toward": "Naar een rustiger fase",
    "type": "Soort",
    "unknown": "Naam van “weet ik niet”",
    "url": "Webadres",
    "use": "Waar het voor is",
    "verdict": "Oordeel",
    "wanted": "De gewenste situatie",
    "watch": "Waar je op let",
    "way": "Manier",
    "works": "Wat werkt",
    "year": "Jaar",
    "consent": "Toestemming op",
    "file": "Bestand",
    "licence": "Licentie",
    "people": "Mensen te herkennen",
    "pictures": "Beelden",
    "source": "Van wie",
}
"""The label of a field by its name."""

_OTHERWISE: Mapping[tuple[str, str], str] = {
    ("PhaseCheck", "how"): "Hoe je het invult",
    ("PhaseCheck", "order"): "Hoe je de regel leest",
    ("Reading", "ours"): "Onze lezing",
    ("GlossaryTerm", "forms"): "Andere vormen",
    ("Phase", "forms"): "Zoekwoorden",
    ("LibraryItem", "access"): "Gratis of betaald",
    ("Phase", "contact"): "Contact",
}
"""The label of a field that is called otherwise in one model, by the model and its name."""

COLLECTIONS: Mapping[str, tuple[str, str]] = {
    "phase": ("Fasen", "Fase"),
    "activity": ("Activiteiten", "Activiteit"),
    "example": ("Praktijkvoorbeelden", "Praktijkvoorbeeld"),
    "library": ("Bibliotheek", "Stuk in de bibliotheek"),
    "page": ("Pagina’s over de site", "Pagina"),
    "target-group": ("Doelgroepen", "Doelgroep"),
    "term": ("Begrippen", "Begrip"),
}
"""What the texts of a kind are called, all of them and one."""


def label_of(model: str, field: str) -> str:
    """What a field is called.

    Args:
        model: the name of the model that it stands in.
        field: its name.

    Raises:
        KeyError: for a field that has no label yet; a test looks whether there are any.
    """
    return _OTHERWISE.get((model, field)) or _LABELS[field]
