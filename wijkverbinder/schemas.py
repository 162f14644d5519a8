"""The shape of each kind's front matter, as pydantic models: the single source for checks, docs and forms.

Each field carries a Dutch description for editors; what a text, a term or a reference is, stands in its
type, so that one walk over the model (`fields`) can treat every kind alike. Which terms and entries exist
is not known here.
"""

# No `from __future__ import annotations` here: pydantic would evaluate every annotation from its text, which
# makes this module three times as slow to load.

from collections.abc import Iterable
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from wijkverbinder.outlines import Outline, is_page_path, is_written_as_read
from wijkverbinder.text import LONGEST_NAME, is_iso_date


@dataclass(frozen=True)
class Markdown:
    """Marks a text field that holds Markdown: one line (`inline`) or paragraphs and lists (`block`)."""

    mode: Literal["inline", "block"]


@dataclass(frozen=True)
class Plain:
    """Marks a text field without markup."""


@dataclass(frozen=True)
class Term:
    """Marks a field whose value is a term of a taxonomy in `content/terms/`, or a phase."""

    taxonomy: str

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """Names the taxonomy in the JSON Schema, for who knows its terms."""
        return {**handler(core), "x-taxonomy": self.taxonomy}


@dataclass(frozen=True)
class Reference:
    """Marks a field that names another entry, as ``kind:slug``."""

    kind: str

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """Names the kind in the JSON Schema."""
        return {**handler(core), "x-kind": self.kind}


def _iso_date(value: str) -> str:
    if not is_iso_date(value):
        raise PydanticCustomError("bad_date", "not a date")
    return value


_URL: TypeAdapter[HttpUrl] = TypeAdapter(HttpUrl)


def _web_address(value: str) -> str:
    try:
        _URL.validate_python(value)
        is_right = is_written_as_read(value)
    except ValueError:
        is_right = False
    if not is_right:
        raise PydanticCustomError("bad_address", "not a web address")
    return value


def _earlier_address(value: str) -> str:
    if not is_page_path(value):
        raise PydanticCustomError("bad_alias", "not the path of a page")
    return value


# Spaces alone are nothing: the length counts without those around the text.
_FILLED = StringConstraints(strip_whitespace=True, min_length=1)
Text = Annotated[str, _FILLED, Plain()]
Line = Annotated[str, _FILLED, Markdown("inline")]
Prose = Annotated[str, _FILLED, Markdown("block")]
Date = Annotated[str, AfterValidator(_iso_date)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Alias = Annotated[str, AfterValidator(_earlier_address)]
PhaseTerm = Annotated[str, Term("phase")]
ActivityRef = Annotated[str, Reference("activity")]
LibraryRef = Annotated[str, Reference("library")]


class Strict(BaseModel):
    """The base of all models: unknown fields and silent conversions are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Span(Strict):
    """From … to …, both included."""

    min: int = Field(ge=0, description="Kleinste waarde, een geheel getal.")
    max: int | None = Field(
        None, ge=0, description="Grootste waarde; weglaten als er geen bovengrens is.", examples=[8]
    )


class Claim(Strict):
    """Something that we say, with what it rests on: a source, our own reasoning, or both."""

    text: Line = Field(description="De uitspraak of tip, in één of twee korte zinnen.")
    sources: list[LibraryRef] = Field(
        default=[], description="Waar het op steunt: items uit de bibliotheek.", examples=[["library:slug"]]
    )
    ours: Line | None = Field(
        None,
        description="Onze eigen redenering, als (een deel van) de uitspraak van ons is en niet van een bron.",
    )
    review: bool = Field(
        False,
        description="true als een vakpersoon dit nog moet toetsen; de pagina toont dan “nog te toetsen”.",
    )


class Situation(Strict):
    """How it is now, or how we want it to be."""

    quote: Text = Field(description="Wat je een bewoner kunt horen zeggen, in onze woorden.")
    description: Prose = Field(description="Beschrijving in twee tot vier zinnen.")


class PhaseContact(Strict):
    """The contact that fits a phase."""

    forms: list[Annotated[str, Term("contact-form")]] = Field(
        description="Vormen van contact die passen; een lege lijst betekent: nu geen contact tussen de groepen."
    )
    text: Prose = Field(description="Uitleg: welk contact past nu, en waarom.")


class Safety(Strict):
    """What must be settled before the first step, where it is tense."""

    roles: list[Claim] = Field(min_length=1, description="Wie doet wat: wie leidt, wie grijpt in, wie vangt op.")
    stop_rule: list[Claim] = Field(min_length=1, description="Wanneer je stopt of niet begint.")
    aftercare: list[Claim] = Field(min_length=1, description="Wat je daarna doet voor wie erbij was.")


class Invite(Claim):
    """How people are invited in a phase: everyone, in person only, or nobody now."""

    way: Annotated[str, Term("invite")] = Field(description="Nodig je iedereen uit, alleen persoonlijk, of niemand?")


class Invitation(Strict):
    """What a neighbour reads on a door card, a poster and in a message: why it is nice to come."""

    heading: Text = Field(max_length=60, description="De kop van kaart en poster: een vraag of groet aan een buur.")
    text: Text = Field(
        max_length=240,
        description="Twee of drie korte zinnen voor een buur: wat je er doet en waarom het fijn is. Niet voor wie.",
    )


class ContentPicture(Strict):
    """What must be known of a picture before it may be shown."""

    file: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*[.](jpg|jpeg|png|webp|gif|avif|svg)$")] = Field(
        description="De naam van het bestand, dat in dezelfde map staat als de tekst."
    )
    source: Annotated[str, _FILLED] = Field(
        max_length=120,
        description="Wie het beeld maakte, of waar het vandaan komt. Zo staat het eronder.",
    )
    licence: Annotated[str, Term("licence")] = Field(description="Onder welke voorwaarden wij het mogen tonen.")
    people: bool = Field(description="true als er iemand op te herkennen is, ook van opzij of op de achtergrond.")
    consent: Date | None = Field(
        None,
        description="Dag waarop ieder die te herkennen is toestemming gaf; verplicht bij people: true. Bewaar zelf "
        "van wie, en hoe. Bij kinderen geven de ouders toestemming.",
    )


class Content(Strict):
    """What every kind of entry may have."""

    draft: bool = Field(
        False,
        description="true zolang de tekst nog niet af is: zij staat dan alleen in de proefsite van serve, nooit op "
        "de echte site. Haal de regel weg als de tekst af is.",
    )
    slug: Annotated[str, Field(max_length=LONGEST_NAME, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] | None = Field(
        None, description="Ander adres dan de bestandsnaam; in een vertaling het adres in die taal."
    )
    aliases: list[Alias] = Field(
        [],
        description="Adressen waarop deze pagina vroeger stond. Wie daar komt, gaat vanzelf naar deze pagina. In een "
        "vertaling: de vroegere adressen in die taal.",
        examples=[["activiteiten/oude-naam.html"]],
    )
    pictures: list[ContentPicture] = Field(
        [],
        description="Elk beeld dat in de tekst staat: van wie het is, en of wij het mogen tonen.",
    )


class Phase(Content):
    """One of the four situations of a neighbourhood."""

    title: Text = Field(description="Naam van de fase, bijvoorbeeld “In rust”.")
    order: int = Field(ge=1, le=9, description="Plaats in de reeks, van rustig (1) naar onrustig.")
    color: Annotated[str, Term("color")] = Field(description="Kleur van de fase.")
    icon: Annotated[str, Term("icon")] = Field(description="Tekening bij de fase.")
    heading: Text = Field(description="De kop van de pagina: wat je in deze fase doet.")
    summary: Text = Field(max_length=200, description="Eén zin voor lijsten en zoekmachines.")
    forms: list[Text] = Field(
        default=[], description="Woorden waarmee mensen zoeken als ze deze fase bedoelen, zoals “steekpartij”."
    )
    checked: Date = Field(description="Dag waarop de feiten het laatst zijn nagekeken.", examples=["2026-11-22"])
    safety_first: bool = Field(
        False, description="true als activiteiten in deze fase een veiligheidsdeel moeten hebben."
    )
    now: Situation = Field(description="De situatie nu.")
    wanted: Situation = Field(description="De gewenste situatie.")
    signals: list[Claim] = Field(min_length=1, description="Waaraan je de fase herkent.")
    first: list[Claim] = Field(min_length=1, description="Wat je eerst doet, in volgorde.")
    not_yet: list[Claim] = Field(min_length=1, description="Wat je nu nog niet doet.")
    partners: list[Claim] = Field(min_length=1, description="Met wie je het doet.")
    contact: PhaseContact = Field(description="Welk contact past.")
    toward: list[Claim] = Field(default=[], description="Hoe je van hier naar een rustiger fase komt, of die houdt.")
    back_to_contact: list[Claim] = Field(
        default=[], description="Toets voordat groepen elkaar weer ontmoeten (alleen na incidenten)."
    )
    safety: Safety | None = Field(None, description="Veiligheid: rollen, stopregel en nazorg in deze fase.")


class PhasePart(Strict):
    """What an activity is in one phase: whether it fits, and if so how it differs there."""

    verdict: Annotated[str, Term("verdict")] = Field(description="Past het in deze fase?")
    reason: Line = Field(description="Waarom, in één of twee zinnen.")
    sources: list[LibraryRef] = Field(default=[], description="Waar het oordeel op steunt.")
    ours: Line | None = Field(None, description="Onze redenering, als het oordeel (deels) van ons is.")
    condition: Line | None = Field(None, description="De voorwaarde; verplicht bij “past, als…”.")
    goal: Line | None = Field(None, description="Doel in deze fase; verplicht als de activiteit past.")
    how: Prose | None = Field(None, description="Hoe je het in deze fase doet; verplicht als de activiteit past.")
    invite: Invite | None = Field(
        None, description="Hoe je in deze fase uitnodigt; vul het in waar het gespannen is en de activiteit past."
    )
    tips: list[Claim] = Field(default=[], description="Tips voor deze fase; minstens één als de activiteit past.")
    safety: Safety | None = Field(
        None, description="Veiligheid; verplicht waar de activiteit past en de fase daarom vraagt."
    )


class Tips(Strict):
    """Tips, apart for organising and for carrying out."""

    organising: list[Claim] = Field(min_length=1, description="Bij het organiseren.")
    running: list[Claim] = Field(min_length=1, description="Bij het uitvoeren.")


class Step(Strict):
    """One step of an activity."""

    stage: Annotated[str, Term("stage")] = Field(description="Bij welk deel van het werk de stap hoort.")
    day: int | None = Field(
        None,
        ge=-365,
        le=730,
        description="Hoeveel dagen na de (eerste) keer de stap komt: 14 is twee weken erna, -7 een week ervoor. "
        "Zonder dit getal rekent het plan de dag zelf uit.",
        examples=[14],
    )
    title: Text = Field(description="De stap in een paar woorden.")
    text: Line = Field(description="Wat je doet, zo dat iemand het morgen kan doen.")


class Need(Strict):
    """One inclusion need: how much it matters here, and what to do."""

    level: Annotated[str, Term("need")] = Field(description="Hoe nodig het is bij deze activiteit.")
    text: Line = Field(description="Wat je regelt of vraagt.")


class Inclusion(Strict):
    """What everyone needs to be able to take part."""

    access: Need = Field(description="Toegang: gebouw, route, prikkels.")
    interpreter: Need = Field(description="Tolk of taalmaatje.")
    food: Need = Field(description="Eten en drinken.")
    prayer_and_holidays: Need = Field(description="Gebedstijden en feestdagen.")
    childcare: Need = Field(description="Kinderopvang.")
    cost: Need = Field(description="Kosten voor de deelnemer.")


class Evidence(Strict):
    """How strong the evidence for an activity is."""

    grade: Annotated[str, Term("evidence")] = Field(description="Sterkte van het bewijs.")
    text: Line = Field(description="Waarop dat oordeel steunt, en wat we niet weten.")
    sources: list[LibraryRef] = Field(default=[], description="De bronnen van dat bewijs.")


class Activity(Content):
    """Something that you can organise, with a part of its own for each phase."""

    title: Text = Field(max_length=80, description="Naam van de activiteit.")
    summary: Text = Field(max_length=200, description="Eén of twee zinnen voor lijsten: wat het is, voor wie.")
    type: Annotated[str, Term("activity-type")] = Field(description="Soort activiteit.")
    checked: Date = Field(description="Dag waarop de feiten het laatst zijn nagekeken.", examples=["2026-11-22"])
    contact: list[Annotated[str, Term("contact-form")]] = Field(min_length=1, description="Vorm van contact.")
    rung: Annotated[str, Term("rung")] = Field(description="Trede van de bindingsladder.")
    rung_note: Claim | None = Field(None, description="Uitleg bij de trede, als die een schatting is.")
    target_groups: list[Annotated[str, Term("target-group")]] = Field(min_length=1, description="Voor wie.")
    group_size: Span = Field(description="Aantal deelnemers.", examples=[{"min": 5, "max": 8}])
    preparation_weeks: Span = Field(description="Voorbereiding, in weken.", examples=[{"min": 3, "max": 6}])
    running_minutes: Span = Field(description="Duur van één keer, in minuten.", examples=[{"min": 120, "max": 180}])
    rhythm: Annotated[str, Term("rhythm")] = Field(description="Eén keer, een reeks of doorlopend.")
    difficulty: Annotated[str, Term("difficulty")] = Field(description="Hoe moeilijk het is voor de begeleider.")
    cost: Annotated[str, Term("cost")] = Field(description="Kosten voor de organisator.")
    materials: list[Line] = Field(default=[], description="Wat je nodig hebt.")
    invitation: Invitation | None = Field(
        None, description="Teksten voor de uitnodigingskit; zonder deze teksten heeft de activiteit geen kit."
    )
    phases: dict[str, PhasePart] = Field(description="Een oordeel voor elke fase, met een eigen deel waar het past.")
    works: Tips = Field(description="Wat werkt.")
    fails: Tips = Field(description="Wat niet werkt.")
    steps: list[Step] = Field(min_length=3, description="De stappen, in volgorde.")
    inclusion: Inclusion = Field(description="Wat nodig is zodat iedereen mee kan doen.")
    measure: list[Claim] = Field(min_length=1, description="Waaraan je ziet of het werkte.")
    evidence: Evidence = Field(description="Hoe sterk het bewijs is.")
    related: list[ActivityRef] = Field(default=[], description="Verwante activiteiten.")


class Reading(Strict):
    """Something that the description of an example says, or our own reading of it."""

    text: Line = Field(description="Wat hielp, of waar je op moet letten.")
    ours: bool = Field(False, description="true als het onze lezing is en niet die van de bron.")


class ExampleEvidence(Strict):
    """Who says that an example worked."""

    kind: Annotated[str, Term("example-evidence")] = Field(description="Wie het resultaat heeft gemeten.")
    text: Line = Field(description="Wat er bekend is over het resultaat, eerlijk en kort.")


class Link(Strict):
    """A web page, with the day on which we saw it (or a stored copy of it)."""

    title: Text = Field(description="Wat de pagina is.")
    url: WebAddress = Field(description="Het adres, met https:// of http://.", examples=["https://example.org/"])
    seen: Date = Field(description="Dag waarop wij de pagina (of een bewaarde kopie) zagen.")


class Example(Content):
    """A practice example: what others did."""

    title: Text = Field(max_length=80, description="Naam van het voorbeeld.")
    summary: Text = Field(max_length=200, description="Eén of twee zinnen: wat het was, waar, voor wie.")
    place: Text = Field(description="Plaats of gebied.")
    country: Annotated[str, Term("country")] = Field(description="Land.")
    period: Text = Field(description="Wanneer, zo precies als bekend.")
    organisation: Text = Field(description="Wie het organiseerde.")
    lead_phase: PhaseTerm = Field(description="De fase waarin dit voorbeeld het meest leert.")
    phases: list[PhaseTerm] = Field(min_length=1, description="Alle fasen waarin het past, ook de eerste.")
    activities: list[ActivityRef] = Field(min_length=1, description="De activiteiten waarvan dit een voorbeeld is.")
    target_groups: list[Annotated[str, Term("target-group")]] = Field(min_length=1, description="Voor wie.")
    helped: list[Reading] = Field(min_length=1, description="Wat hielp.")
    pitfalls: list[Reading] = Field(min_length=1, description="Waar je op moet letten.")
    evidence: ExampleEvidence = Field(description="Wat er bekend is over het resultaat.")
    links: list[Link] = Field(min_length=1, description="Waar je meer leest.")
    confidence: Annotated[str, Term("confidence")] = Field(description="Hoe zeker wij van de feiten zijn.")
    checked: Date = Field(description="Dag waarop de feiten het laatst zijn nagekeken.")


class LibraryItem(Content):
    """A publication, tool, law or data set that the toolkit leans on."""

    title: Text = Field(description="Titel, in de taal van het stuk zelf.")
    authors: list[Text] = Field(default=[], description="Schrijvers, als “Achternaam, V.”.")
    year: int | None = Field(None, ge=1900, le=2100, description="Jaar van uitgave; weglaten als het niet bekend is.")
    publisher: Text = Field(description="Uitgever, tijdschrift of website.")
    kind: Annotated[str, Term("library-kind")] = Field(description="Soort.")
    summary: Text = Field(max_length=320, description="Twee zinnen van ons: wat staat erin, waarvoor gebruik je het.")
    language: Annotated[str, Term("language")] = Field(description="Taal van het stuk.")
    access: Annotated[str, Term("access")] = Field(description="Gratis of betaald.")
    phases: list[PhaseTerm] = Field(default=[], description="Fasen waarbij het helpt.")
    activities: list[ActivityRef] = Field(default=[], description="Activiteiten waarbij het helpt.")
    url: WebAddress | None = Field(None, description="Webadres.")
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = Field(
        None, description="DOI, zonder https://doi.org/ ervoor.", examples=["10.1002/ejsp.504"]
    )
    isbn: Annotated[str, Field(pattern=r"^[0-9Xx-]{10,17}$")] | None = Field(None, description="ISBN.")
    extent: Text | None = Field(None, description="Aantal pagina's, of deel en bladzijden van een tijdschrift.")
    seen: Annotated[str, Term("seen")] = Field(description="Hoeveel wij ervan zagen.")
    checked: Date = Field(description="Dag waarop wij het zagen.")


class Observation(Strict):
    """Something that one can see between two groups at a place, to be rated from 0 to 3."""

    text: Text = Field(description="De waarneming, als één zin over wat je kunt zien of horen.")
    reverse: bool = Field(
        False, description="true als juist een lage score het signaal is; de pagina zet er een ster bij."
    )
    phases: list[PhaseTerm] = Field(default=[], description="De fasen waarvan dit een signaal is.")
    use: Text | None = Field(
        None, description="Waar de waarneming anders voor is, als zij van geen enkele fase een signaal is."
    )


class ObservationGroup(Strict):
    """Observations that belong together: what the form shows at once."""

    title: Text = Field(max_length=40, description="Waar deze waarnemingen over gaan, in een paar woorden.")
    observations: list[Observation] = Field(
        min_length=1, description="De waarnemingen; hun nummer is hun plaats in alle groepen samen."
    )


class CheckRule(Strict):
    """When a phase fits: enough of some observations give a strong enough signal."""

    phase: PhaseTerm = Field(description="De fase die past als aan de regel is voldaan.")
    observations: list[int] = Field(
        min_length=1, description="De nummers van de waarnemingen die meetellen.", examples=[[18, 19, 20]]
    )
    least: int = Field(
        ge=1, le=3, description="Vanaf welke score een waarneming meetelt; bij een ster telt de score andersom."
    )
    count: int = Field(ge=1, le=99, description="Hoeveel van deze waarnemingen mee moeten tellen.")
    text: Line = Field(description="De regel in woorden.")
    advice: Line = Field(description="Wat je doet als deze regel past.")
    review: bool = Field(False, description="true als een vakpersoon deze regel nog moet toetsen.")


class CheckElse(Strict):
    """The phase that is left when no rule fits."""

    phase: PhaseTerm = Field(description="De fase als geen enkele regel past.")
    text: Line = Field(description="Dit laatste geval in woorden.")
    advice: Line = Field(description="Wat je dan doet.")


class CheckNote(Strict):
    """What an observation says that does not decide on the phase."""

    observations: list[int] = Field(
        min_length=1, description="De nummers van de waarnemingen die meetellen.", examples=[[21]]
    )
    least: int = Field(ge=1, le=3, description="Vanaf welke score; bij een ster telt de score andersom.")
    text: Line = Field(description="Wat je dan doet of weet.")


class PhaseCheck(Strict):
    """The observations and the rule by which a team finds the phase of a situation."""

    scale: list[Text] = Field(
        min_length=4, description="Wat 0, 1, 2 en 3 betekenen, in die volgorde; precies vier teksten."
    )
    unknown: Text = Field(description="Hoe “weet ik niet” heet.")
    looking: Text = Field(description="De kop boven de waarnemingen.")
    how: Prose = Field(description="Hoe je de waarnemingen invult, boven de eerste groep.")
    groups: list[ObservationGroup] = Field(min_length=1, description="De groepen waarnemingen, in volgorde.")
    choosing: Text = Field(description="De kop boven de regel en het antwoord.")
    order: Prose = Field(description="Hoe je de regel leest.")
    rules: list[CheckRule] = Field(
        min_length=1, description="De regels, de zwaarste fase eerst; de eerste die past, geldt."
    )
    otherwise: CheckElse = Field(description="De fase als geen enkele regel past.")
    notes: list[CheckNote] = Field(default=[], description="Wat andere waarnemingen zeggen.")
    limits: Prose = Field(description="Wat de uitkomst niet is: van wie de grenzen zijn en of zij getest zijn.")
    after: Prose = Field(description="De tekst onder het antwoord, met ## voor koppen.")


class Page(Content):
    """A page of text about the toolkit itself."""

    title: Text = Field(max_length=80, description="Titel van de pagina.")
    summary: Text = Field(max_length=200, description="Eén zin voor zoekmachines.")
    order: int = Field(ge=1, le=99, description="Plaats in de voet van de site.")
    checked: Date = Field(description="Dag waarop de tekst het laatst is nagekeken.")
    check: PhaseCheck | None = Field(
        None, description="De vragenlijst waarmee een team de fase bepaalt; één pagina heeft die."
    )


class TargetGroup(Content):
    """A group whom you want to reach: never who “the problem” is. Its slug is a term of `target-group`."""

    title: Text = Field(max_length=80, description="Naam van de doelgroep.")
    summary: Text = Field(max_length=200, description="Eén of twee zinnen: wie je wilt bereiken, en wat telt.")
    checked: Date = Field(description="Dag waarop de feiten het laatst zijn nagekeken.")
    reach: list[Claim] = Field(min_length=1, description="Waar je mensen vindt en hoe je ze uitnodigt.")
    helps: list[Claim] = Field(min_length=1, description="Wat helpt.")
    watch: list[Claim] = Field(min_length=1, description="Waar je op let.")


class GlossaryTerm(Content):
    """A word that a volunteer may not know; the first time that it stands on a page, it is linked."""

    title: Text = Field(max_length=60, description="Het begrip, zoals het midden in een zin staat.")
    summary: Text = Field(max_length=200, description="Wat het betekent, in één of twee zinnen.")
    forms: list[Text] = Field(default=[], description="Andere vormen waarin het in de teksten staat.")
    checked: Date = Field(description="Dag waarop de omschrijving het laatst is nagekeken.")
    sources: list[LibraryRef] = Field(default=[], description="Waar de omschrijving op steunt.")
    ours: Line | None = Field(None, description="Onze redenering, als de omschrijving (deels) van ons is.")
    review: bool = Field(False, description="true als een vakpersoon dit nog moet toetsen.")


SCHEMAS: dict[str, type[Strict]] = {
    "phase": Phase,
    "activity": Activity,
    "example": Example,
    "library": LibraryItem,
    "page": Page,
    "target-group": TargetGroup,
    "term": GlossaryTerm,
}


class LocalPart(Strict):
    """What a local layer adds to an entry; its text stands below the front matter."""

    title: Text | None = Field(
        None,
        max_length=80,
        description="De kop van het lokale deel; zonder kop heet het “In …”, met de naam van de laag.",
    )
    checked: Date = Field(description="Dag waarop de feiten het laatst zijn nagekeken.")
    phases: dict[str, Prose] | None = Field(
        None, description="Wat er bij een activiteit in het deel van een fase bij komt, per fase."
    )


MODELS: dict[str, type[Strict]] = {**SCHEMAS, "local": LocalPart}
"""Every shape that front matter can have: of each kind, and of what a local layer adds."""


def describe(model: type[Strict]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model, with the descriptions for editors."""
    return model.model_json_schema()


def outline_of(annotation: Any, marks: Iterable[Any] = ()) -> Outline:
    """The outline of a type: a model, or what a field of one may be.

    Args:
        annotation: the type.
        marks: what it was annotated with, in the order of writing.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    marks = [inner for mark in marks for inner in (mark.metadata if isinstance(mark, FieldInfo) else (mark,))]
    if origin is Annotated:
        return outline_of(arguments[0], (*arguments[1:], *marks))
    if origin in {Union, UnionType}:
        return outline_of(next(part for part in arguments if part is not NoneType), marks)
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return (
            "model",
            annotation.__name__,
            tuple(_field_outline(*field) for field in annotation.model_fields.items()),
        )
    limits = {name: value for mark in marks for name, value in _limits(mark).items()}
    if origin in {list, dict}:
        inner = outline_of(arguments[-1])
        return ("list", inner, limits.pop("min_length", 0)) if origin is list else ("map", inner)
    if annotation is str:
        least, most, pattern = (limits.pop(name, None) for name in ("min_length", "max_length", "pattern"))
        return "text", limits.pop("use", ""), least, most, pattern, not limits
    if annotation is int:
        return "number", limits.pop("ge", None), limits.pop("le", None)
    return ("flag",) if annotation is bool else ("unknown",)


def _field_outline(name: str, info: FieldInfo) -> tuple[Any, ...]:
    default = None if info.is_required() else info.get_default()
    may_be_empty = NoneType in get_args(info.annotation)
    kept = tuple(default) if isinstance(default, list) else default
    return name, outline_of(info.annotation, info.metadata), info.is_required(), may_be_empty, kept


def _limits(mark: Any) -> dict[str, Any]:
    """What a mark asks of a value, by name; under its own type's name where we don't know it."""
    match mark:
        case Markdown(mode=mode):
            return {"use": mode}
        case Plain():
            return {"use": "plain"}
        case Term(taxonomy=taxonomy):
            return {"use": f"term:{taxonomy}"}
        case Reference(kind=kind):
            return {"use": f"reference:{kind}"}
        case AfterValidator(func=func) if func in _USES:
            return {"use": _USES[func]}
    known = {name: getattr(mark, name, None) for name in ("min_length", "max_length", "pattern", "ge", "le")}
    return {name: value for name, value in known.items() if value is not None} or {type(mark).__name__: mark}


_USES: dict[Any, str] = {_iso_date: "date", _web_address: "address", _earlier_address: "path"}

OUTLINES: dict[str, Outline] = {kind: outline_of(model) for kind, model in SCHEMAS.items()}
"""The outline of each kind."""

MODEL_OUTLINES: dict[str, Outline] = OUTLINES | {"local": outline_of(LocalPart)}
"""The outline of each shape in MODELS."""
