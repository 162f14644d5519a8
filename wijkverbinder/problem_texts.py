"""The words of every problem, in Dutch and English: what is wrong, and what to do.

The code is stable: it stands in reports, in annotations and as an anchor on the page for editors
(docs/problemen.md, which a test compares with this table).
"""

from __future__ import annotations

from typing import Literal, NamedTuple


class ProblemText(NamedTuple):
    """What is wrong and what to do, per language; `{names}` are filled in from the problem's values."""

    what: dict[str, str]
    do: dict[str, str]
    severity: Literal["error", "warning"] = "error"


def _error(nl: str, do_nl: str, en: str, do_en: str) -> ProblemText:
    return ProblemText({"nl": nl, "en": en}, {"nl": do_nl, "en": do_en})


def _warning(nl: str, do_nl: str, en: str, do_en: str) -> ProblemText:
    return ProblemText({"nl": nl, "en": en}, {"nl": do_nl, "en": do_en}, "warning")


TEXTS: dict[str, ProblemText] = {
    # Files
    "unknown-file": _error(
        "“{value}” hoort niet in content/.",
        "Zet alleen teksten (.md), beelden (.jpg, .png, .webp, .svg) en termen in content/, of haal het bestand weg.",
        "“{value}” does not belong in content/.",
        "Keep only texts (.md), pictures (.jpg, .png, .webp, .svg) and terms in content/, or remove it.",
    ),
    "file-loose": _error(
        "“{value}” staat los in content/, en hoort in een van de mappen daarin.",
        "Zet het bestand in de map van zijn soort: {folders}.",
        "“{value}” lies loose in content/, and belongs in one of the folders in it.",
        "Put the file in the folder of its kind: {folders}.",
    ),
    "file-document": _error(
        "“{value}” is een document van een ander programma. Daar maakt de site geen pagina van.",
        'Maak een tekst met python3 build.py new {kind} "Titel", plak daar de woorden in, en bewaar het document '
        "buiten content/.",
        "“{value}” is a document of another program. The site makes no page of it.",
        'Make a text with python3 build.py new {kind} "Title", paste the words in it, and keep the document outside '
        "content/.",
    ),
    "picture-format": _error(
        "“{value}” is een soort beeld dat niet elke browser toont.",
        "Open het beeld, bewaar het als JPEG (met Exporteren of Opslaan als) en gebruik dat bestand: {example}. Goed "
        "zijn .jpg, .png, .webp, .svg, .gif en .avif.",
        "“{value}” is a kind of picture that not every browser shows.",
        "Open the picture, save it as JPEG (with Export or Save as) and use that file: {example}. Fine are .jpg, "
        ".png, .webp, .svg, .gif and .avif.",
    ),
    "unknown-folder": _error(
        "“{value}” is geen map die wij kennen.",
        "Zet het bestand in een van de mappen die er zijn.",
        "“{value}” is not a folder that we know.",
        "Put the file in one of the folders that exist.",
    ),
    "file-name": _error(
        "De bestandsnaam “{value}” kan geen adres worden.",
        "Gebruik kleine letters, cijfers en streepjes, bijvoorbeeld {example}.",
        "The file name “{value}” can't become an address.",
        "Use small letters, digits and hyphens, for instance {example}.",
    ),
    "name-reserved": _error(
        "Geen bestand kan “{value}” heten: Windows houdt die naam voor een apparaat.",
        "Kies een andere naam, bijvoorbeeld {example}.",
        "No file can be called “{value}”: Windows keeps that name for a device.",
        "Choose another name, for instance {example}.",
    ),
    "name-too-long": _error(
        "De naam “{value}” is {length} tekens lang; er passen er {limit}.",
        "Kies een kortere naam.",
        "The name “{value}” is {length} characters long; {limit} fit.",
        "Choose a shorter name.",
    ),
    "unknown-language": _error(
        "“{value}” in de bestandsnaam is geen taal waarin deze site vertaalt.",
        "Gebruik <naam>.md voor Nederlands en <naam>.<taal>.md voor een vertaling.",
        "“{value}” in the file name is not a language into which this site translates.",
        "Use <name>.md for Dutch and <name>.<language>.md for a translation.",
    ),
    "not-utf8": _error(
        "Het bestand is geen UTF-8-tekst (byte {position}).",
        "Sla het opnieuw op als “UTF-8”.",
        "The file is not UTF-8 text (byte {position}).",
        "Save it again as “UTF-8”.",
    ),
    "letters-garbled": _error(
        "“{value}” is verminkt: een programma las de letters verkeerd. Misschien staat er meer in dit bestand.",
        "Haal de tekst opnieuw uit het stuk waar hij vandaan komt, en sla hem op als “UTF-8”. Of typ het opnieuw.",
        "“{value}” is garbled: a program read the letters wrong. There may be more in this file.",
        "Take the text again from where it came, and save it as “UTF-8”. Or type it again.",
    ),
    "control-character": _error(
        "Er staat een onzichtbaar stuurteken in de tekst ({value}).",
        "Haal het teken weg; typ de regel zo nodig opnieuw.",
        "There is an invisible control character in the text ({value}).",
        "Remove the character; retype the line if need be.",
    ),
    "conflict-marker": _error(
        "Git kon twee versies van dit bestand niet samenvoegen: vanaf hier staan ze er allebei.",
        "Kies wat er moet staan, en haal de regels weg die beginnen met zeven keer <, = of >.",
        "Git could not merge two versions of this file: from here on it holds both.",
        "Choose what must stand there, and remove the lines that begin with seven times <, = or >.",
    ),
    "file-unreadable": _error(
        "Het bestand kan niet gelezen worden: {why}.",
        "Kijk of het bestand bestaat en of je het mag openen.",
        "The file can't be read: {why}.",
        "See whether the file exists and whether you may open it.",
    ),
    "link-outside": _error(
        "“{value}” is een koppeling (symlink) die naar buiten de map leidt. Wij lezen niet wat daar staat.",
        "Zet hier het bestand zelf neer, of haal de koppeling weg.",
        "“{value}” is a symbolic link that leads out of the folder. What lies there is not read.",
        "Put the file itself here, or remove the link.",
    ),
    "folder-missing": _error(
        "De map {value} ontbreekt.",
        "Kijk of je in de goede map staat, of noem de map van het project met --source. Zet de map anders terug.",
        "The folder {value} is missing.",
        "See whether you are in the right folder, or name the folder of the project with --source. Else put it back.",
    ),
    "file-too-big": _error(
        "De tekst is {size} kB groot; het meeste wat we lezen is {limit} kB.",
        "Verdeel de tekst over meer bestanden.",
        "The text is {size} kB; the most that we read is {limit} kB.",
        "Divide the text over more files.",
    ),
    "no-content": _error(
        "Er staat geen enkele tekst in {value}.",
        "Kijk of je in de goede map staat.",
        "There is not one text in {value}.",
        "See whether you are in the right folder.",
    ),
    "duplicate-slug": _error(
        "De naam “{value}” bestaat al: {other}.",
        "Geef een van de twee bestanden een andere naam.",
        "The name “{value}” exists already: {other}.",
        "Give one of the two files another name.",
    ),
    # Front matter
    "front-matter-missing": _error(
        "Het bestand begint niet met een regel “---”.",
        "Zet de gegevens bovenaan, tussen twee regels met alleen “---”.",
        "The file does not begin with a line “---”.",
        "Put the fields on top, between two lines that hold only “---”.",
    ),
    "front-matter-open": _error(
        "De gegevens bovenaan zijn niet afgesloten.",
        "Zet een regel met alleen “---” tussen de gegevens en de tekst.",
        "The fields on top are not closed.",
        "Put a line that holds only “---” between the fields and the text.",
    ),
    "front-matter-fence": _error(
        "De regel “{value}” bakent de gegevens niet af.",
        "Schrijf precies drie streepjes vooraan op de regel, en niets erachter: ---. Doet een programma er een lange "
        "streep van? Zet dat dan uit, of kopieer de regel uit een ander bestand.",
        "The line “{value}” does not mark off the fields.",
        "Write exactly three dashes at the start of the line, and nothing behind them: ---. Does a program make one "
        "long dash of them? Then switch that off, or copy the line from another file.",
    ),
    "file-empty": _error(
        "Het bestand is leeg.",
        "Haal het weg. Een bestand om in te vullen maakt python3 build.py new, of kopieer er een uit "
        "docs/redactie/sjablonen/.",
        "The file is empty.",
        "Remove it. python3 build.py new makes a file to fill in, or copy one from docs/redactie/sjablonen/.",
    ),
    "front-matter-shape": _error(
        "De gegevens bovenaan zijn geen lijst van velden.",
        "Schrijf elk veld als “naam: waarde”.",
        "The fields on top are not a list of fields.",
        "Write each field as “name: value”.",
    ),
    "front-matter-broken": _error(
        "De gegevens kunnen niet gelezen worden: {why}.",
        "Kijk naar inspringen, aanhalingstekens en haken. Zet een waarde met een dubbele punt tussen "
        "aanhalingstekens.",
        "The fields can't be read: {why}.",
        "Look at indents, quotes and brackets. Put a value that holds a colon between quotes.",
    ),
    "yaml-tag": _error(
        "“{value}” mag niet in de gegevens staan.",
        "Schrijf een gewone waarde.",
        "“{value}” may not stand in the fields.",
        "Write an ordinary value.",
    ),
    "yaml-alias": _error(
        "De gegevens verwijzen met * naar een ander deel van zichzelf.",
        "Schrijf de waarde op beide plaatsen voluit, of zet hem tussen aanhalingstekens.",
        "The fields point to another part of themselves with *.",
        "Write the value out in both places, or put it between quotes.",
    ),
    "yaml-deep": _error(
        "De gegevens zijn te diep genest.",
        "Kijk of het inspringen klopt.",
        "The fields are nested too deep.",
        "See whether the indents are right.",
    ),
    "duplicate-field": _error(
        "Het veld “{value}” staat er twee keer (eerder op regel {first}).",
        "Haal een van de twee weg.",
        "The field “{value}” stands there twice (earlier on line {first}).",
        "Remove one of the two.",
    ),
    "missing-field": _error(
        "Het veld “{value}” ontbreekt.",
        "Voeg het toe: {description}",
        "The field “{value}” is missing.",
        "Add it (in Dutch: {description})",
    ),
    "text-missing": _error(
        "Onder de gegevens staat nog geen tekst.",
        "Schrijf onder de tweede regel met --- {description}",
        "There is no text below the front matter yet.",
        "Write it below the second line of --- (in Dutch: {description})",
    ),
    "unknown-field": _error(
        "Het veld “{value}” bestaat niet.",
        "Haal het weg, of zet het op de goede plaats.",
        "There is no field “{value}”.",
        "Remove it, or put it in its right place.",
    ),
    "wrong-type": _error(
        "“{field}” moet {expected} zijn; er staat {value}.",
        "Schrijf {expected}: {how}.",
        "“{field}” must be {expected}; it is {value}.",
        "Write {expected}: {how}.",
    ),
    "empty-value": _error(
        "“{field}” is leeg.",
        "Vul het in, of haal het veld weg als het niet verplicht is.",
        "“{field}” is empty.",
        "Fill it in, or remove the field if it is not required.",
    ),
    "too-long": _error(
        "“{field}” is {length} tekens lang; er passen er {limit}.",
        "Maak de tekst korter.",
        "“{field}” is {length} characters long; {limit} fit.",
        "Shorten the text.",
    ),
    "too-few": _error(
        "“{field}” heeft er {length}; er zijn er minstens {limit} nodig.",
        "Vul de lijst aan.",
        "“{field}” has {length}; at least {limit} are needed.",
        "Add to the list.",
    ),
    "out-of-range": _error(
        "“{field}” is {value}; dat moet {limit} zijn.",
        "Verander het getal.",
        "“{field}” is {value}; it must be {limit}.",
        "Change the number.",
    ),
    "span-order": _error(
        "“{field}” loopt van {min} tot {max}.",
        "Zet het kleinste getal bij min en het grootste bij max.",
        "“{field}” goes from {min} to {max}.",
        "Put the smallest number at min and the largest at max.",
    ),
    "check-number": _error(
        "Er is geen waarneming met nummer {value}: de laatste is nummer {limit}.",
        "Verander het nummer, of zet de waarneming bij haar groep.",
        "There is no observation with number {value}: the last is number {limit}.",
        "Change the number, or add the observation to its group.",
    ),
    "check-count": _error(
        "Deze regel vraagt {value} waarnemingen, en noemt er maar {limit}: zij past dus nooit.",
        "Maak “count” kleiner, of noem meer waarnemingen.",
        "This rule asks for {value} observations, and names only {limit}: so it never fits.",
        "Make “count” smaller, or name more observations.",
    ),
    "bad-date": _error(
        "“{value}” is geen datum.",
        "Schrijf jaar-maand-dag, bijvoorbeeld 2026-11-22.",
        "“{value}” is not a date.",
        "Write year-month-day, for instance 2026-11-22.",
    ),
    "bad-address": _error(
        "“{value}” is geen webadres.",
        "Schrijf het hele adres, met https:// ervoor en zonder spaties.",
        "“{value}” is not a web address.",
        "Write the whole address, with https:// before it and without spaces.",
    ),
    "bad-alias": _error(
        "“{value}” kan geen vroeger adres van een pagina zijn.",
        "Schrijf het pad dat achter het adres van de site stond, zonder streep vooraan en met .html: "
        "activiteiten/oude-naam.html.",
        "“{value}” can't be an earlier address of a page.",
        "Write the path that stood behind the address of the site, without a slash in front and with .html: "
        "activiteiten/oude-naam.html.",
    ),
    "bad-pattern": _error(
        "{value} heeft niet de vorm die bij “{field}” hoort.",
        "Kijk naar een voorbeeld in een ander bestand.",
        "{value} has not the shape that belongs to “{field}”.",
        "Look at an example in another file.",
    ),
    # Terms and references
    "unknown-term": _error(
        "“{value}” is geen term van “{taxonomy}”.",
        "De termen staan in content/terms/{taxonomy}.yaml.",
        "“{value}” is not a term of “{taxonomy}”.",
        "The terms are in content/terms/{taxonomy}.yaml.",
    ),
    "bad-reference": _error(
        "“{value}” is geen verwijzing.",
        "Schrijf soort:naam, bijvoorbeeld {example}.",
        "“{value}” is not a reference.",
        "Write kind:name, for instance {example}.",
    ),
    "wrong-kind": _error(
        "“{value}” verwijst naar een ander soort dan hier past.",
        "Verwijs hier naar {expected}:….",
        "“{value}” points to another kind than fits here.",
        "Point to {expected}:… here.",
    ),
    "reference-to-nothing": _error(
        "“{value}” bestaat niet.",
        "Kijk of de naam gelijk is aan de bestandsnaam, zonder .md.",
        "“{value}” does not exist.",
        "See whether the name equals the file name, without .md.",
    ),
    "reference-to-draft": _error(
        "“{value}” is nog een concept, en staat dus niet op de site.",
        "Haal de verwijzing weg, of haal “draft: true” weg uit dat bestand als de tekst af is.",
        "“{value}” is still a draft, so it is not on the site.",
        "Remove the reference, or remove “draft: true” from that file when its text is done.",
    ),
    "fragment-to-nothing": _error(
        "De pagina {page} heeft geen plaats “#{value}”.",
        "Zet {{#{value}}} achter de kop waar de link naartoe moet.",
        "The page {page} has no place “#{value}”.",
        "Put {{#{value}}} behind the heading that the link should lead to.",
    ),
    "link-address": _error(
        "“{value}” is geen link die overal werkt.",
        "Schrijf soort:naam voor een eigen pagina (activity:dialoog), of een adres met https://.",
        "“{value}” is not a link that works everywhere.",
        "Write kind:name for a page of ours (activity:dialoog), or an address with https://.",
    ),
    "link-own-computer": _error(
        "“{value}” is een bestand op jouw computer. Lezers kunnen daar niet bij.",
        "Verwijs naar een adres met https://, of haal de link weg. Een beeld zet je naast de tekst.",
        "“{value}” is a file on your own computer. Readers can't get there.",
        "Link to an address with https://, or remove the link. A picture goes beside the text.",
    ),
    "link-mail": _error(
        "“{value}” is geen e-mailadres.",
        "Schrijf achter mailto: het hele adres: met één @, een punt daarachter, en zonder spaties.",
        "“{value}” is not an e-mail address.",
        "Write the whole address behind mailto: with one @, a dot behind that, and without spaces.",
    ),
    "markdown-typed-wrong": _error(
        "Van “{value}” wordt zo geen goede link of kop: lezers zien de tekens zelf, of een lege kop.",
        "Bedoelde je “{meant}”? Moeten de tekens er echt zo staan? Zet dan een \\ voor het eerste.",
        "“{value}” gives no proper link or heading: readers see the signs themselves, or an empty heading.",
        "Did you mean “{meant}”? Must the signs really stand there? Then put a \\ before the first.",
    ),
    "html-in-text": _error(
        "“{value}” is HTML. Dat werkt hier niet: lezers zien de tekens zelf.",
        "Schrijf **vet**, *schuin*, een lege regel voor een nieuwe alinea, of een lijst met streepjes. Moeten de "
        "tekens er echt staan? Zet ze dan tussen ` en `.",
        "“{value}” is HTML. That does not work here: readers see the signs themselves.",
        "Write **bold**, *slanted*, an empty line for a new paragraph, or a list with dashes. Must the signs be "
        "there? Then put them between ` and `.",
    ),
    "footnote-in-text": _error(
        "“{value}” is een voetnoot. Die zijn er hier niet: lezers zien de tekens zelf.",
        "Zet de uitleg in de zin zelf, of maak er een link van. Een bron noem je bij sources.",
        "“{value}” is a footnote. There are none here: readers see the signs themselves.",
        "Put the explanation in the sentence itself, or make it a link. Name a source under sources.",
    ),
    "mark-in-text": _error(
        "“{value}” is hier geen opmaak: lezers zien de tekens zelf.",
        "Schrijf **vet**, *schuin*, ## een kop of een lijst met streepjes. Moeten de tekens er echt staan? Zet ze "
        "dan tussen ` en `.",
        "“{value}” is no markup here: readers see the signs themselves.",
        "Write **bold**, *slanted*, ## a heading or a list with dashes. Must the signs be there? Then put them "
        "between ` and `.",
    ),
    "address-in-text": _error(
        "“{value}” staat los in de tekst: je kunt er niet op klikken, en wie luistert hoort elk teken.",
        "Schrijf [woorden die zeggen waar je komt]({address}). Moet het adres er staan? Schrijf dan <{address}>.",
        "“{value}” stands loose in the text: nobody can click it, and who listens hears every sign.",
        "Write [words that say where it leads]({address}). Must the address be there? Then write <{address}>.",
    ),
    "table-line": _error(
        "“{value}” is de eerste regel van een tabel, en daaronder ontbreekt de streep: lezers zien de tekens zelf.",
        "Zet eronder: {line}",
        "“{value}” is the first line of a table, and below it lack the dashes: readers see the signs themselves.",
        "Put below it: {line}",
    ),
    "wrong-folder": _error(
        "De velden zijn die van een ander soort ({meant}), en het bestand staat in de map {folder}/.",
        "Zet het bestand in content/{right}/. Is het toch een {kind}? Begin dan opnieuw, met python3 build.py "
        'new {kind} "Titel".',
        "The fields are those of another kind ({meant}), and the file lies in the folder {folder}/.",
        "Put the file in content/{right}/. Is it a {kind} after all? Then begin anew, with python3 build.py new "
        '{kind} "Title".',
    ),
    "heading-level": _error(
        "De tekst heeft een kop met één #; dat is de titel van de pagina.",
        "Gebruik ## voor een kop in de tekst.",
        "The text has a heading with one #; that is the title of the page.",
        "Use ## for a heading in the text.",
    ),
    "heading-jump": _error(
        "Na een kop met {above} staat een kop met {value}: daar valt een trap tussenuit.",
        "Gebruik één # meer dan bij de kop erboven, en niet meer.",
        "After a heading with {above} there is one with {value}: a level is missing between them.",
        "Use one # more than the heading above it, and no more.",
    ),
    "anchor-twice": _error(
        "De plaats “#{value}” staat er twee keer.",
        "Geef elke kop een eigen naam tussen {{# en }}.",
        "The place “#{value}” is there twice.",
        "Give each heading a name of its own between {{# and }}.",
    ),
    "anchor-taken": _error(
        "De kop met {{#{value}}} botst met de pagina zelf, die al een plaats “{value}” heeft.",
        "Kies voor deze kop een andere naam tussen {{# en }}, en verander de links die erheen gaan.",
        "The heading with {{#{value}}} clashes with the page itself, which has a place “{value}” already.",
        "Choose another name for this heading between {{# and }}, and change the links that lead there.",
    ),
    "markup-in-line": _error(
        "“{field}” is één regel, maar er staat een lege regel of een lijst in.",
        "Maak er één of twee zinnen van.",
        "“{field}” is one line, but it holds an empty line or a list.",
        "Make it one or two sentences.",
    ),
    # Rules
    "claim-without-source": _error(
        "Hier staat niet waar dit op steunt.",
        "Noem een bron (sources: [library:…]) of geef onze eigen redenering (ours: …).",
        "It is not said what this rests on.",
        "Name a source (sources: [library:…]) or give our own reasoning (ours: …).",
    ),
    "missing-verdict": _error(
        "Er is geen oordeel over de fase “{value}”.",
        "Voeg onder phases een deel “{value}” toe met verdict en reason.",
        "There is no verdict on the phase “{value}”.",
        "Add a part “{value}” under phases, with verdict and reason.",
    ),
    "unknown-phase": _error(
        "“{value}” is geen fase.",
        "De fasen staan in content/phases/.",
        "“{value}” is not a phase.",
        "The phases are in content/phases/.",
    ),
    "part-missing": _error(
        "De activiteit past in de fase “{phase}”, maar “{value}” ontbreekt.",
        "Schrijf voor deze fase een doel (goal), een werkwijze (how) en minstens één tip (tips).",
        "The activity fits the phase “{phase}”, but “{value}” is missing.",
        "Write a goal, a way of working (how) and at least one tip (tips) for this phase.",
    ),
    "part-unexpected": _error(
        "De activiteit past niet in de fase “{phase}”, maar er staat wel “{value}”.",
        "Haal het weg, of verander het oordeel (verdict).",
        "The activity does not fit the phase “{phase}”, but there is “{value}”.",
        "Remove it, or change the verdict.",
    ),
    "condition-missing": _error(
        "Het oordeel is “past, als…”, maar de voorwaarde (condition) ontbreekt in de fase “{phase}”.",
        "Schrijf op wanneer het past.",
        "The verdict is “fits, if…”, but the condition is missing in the phase “{phase}”.",
        "Write down when it fits.",
    ),
    "safety-missing": _error(
        "In de fase “{phase}” is een veiligheidsdeel verplicht (safety).",
        "Schrijf de rollen (roles), de stopregel (stop_rule) en de nazorg (aftercare) op.",
        "In the phase “{phase}” a safety part is required.",
        "Write down the roles, the stop rule (stop_rule) and the aftercare.",
    ),
    "lead-phase": _error(
        "De eerste fase “{value}” staat niet in de lijst phases.",
        "Zet haar er ook in.",
        "The lead phase “{value}” is not in the list phases.",
        "Put it in there too.",
    ),
    "twice-in-list": _error(
        "“{value}” staat meer dan één keer in “{field}”.",
        "Laat het één keer staan. Bedoelde je iets anders? Zet dat ervoor in de plaats.",
        "“{value}” stands more than once in “{field}”.",
        "Leave it there once. Did you mean something else? Then put that in its place.",
    ),
    "self-reference": _error(
        "“{value}” verwijst naar zichzelf.",
        "Haal de verwijzing weg.",
        "“{value}” refers to itself.",
        "Remove the reference.",
    ),
    "same-summary": _error(
        "Deze samenvatting staat ook in {other}.",
        "Schrijf een samenvatting die alleen bij deze pagina past.",
        "This summary also stands in {other}.",
        "Write a summary that fits this page alone.",
    ),
    "same-title": _error(
        "Deze titel staat ook in {other}.",
        "Kies een titel waaraan je de pagina herkent.",
        "This title also stands in {other}.",
        "Choose a title by which the page is known.",
    ),
    "draft-left-out": _warning(
        "Dit is een concept: het komt niet op de site. Nog in te vullen of te verbeteren: {count}.",
        "Bekijk het met python3 build.py serve. Haal de regel “draft: true” weg als het af is.",
        "This is a draft: it does not come on the site. Still to fill in or to mend: {count}.",
        "Look at it with python3 build.py serve. Remove the line “draft: true” when it is done.",
    ),
    # Translations
    "translation-without-original": _error(
        "Er is geen origineel {value}.",
        "Schrijf eerst de Nederlandse tekst, of kijk of de bestandsnaam klopt.",
        "There is no original {value}.",
        "Write the Dutch text first, or see whether the file name is right.",
    ),
    "not-translatable": _error(
        "“{value}” hoort bij het origineel en wordt niet vertaald.",
        "Haal het veld weg uit de vertaling; het geldt voor alle talen.",
        "“{value}” belongs to the original and is not translated.",
        "Remove the field from the translation; it holds for all languages.",
    ),
    "translation-missing": _warning(
        "De vertaling mist “{value}”, dat het origineel wel heeft. Zij staat nu niet op de site, het origineel wel.",
        "Vertaal dit veld ook.",
        "The translation lacks “{value}”, which the original has. It is not on the site now; the original is.",
        "Translate this field too.",
    ),
    "translation-length": _warning(
        "“{value}” heeft {length} delen; het origineel heeft er {expected}. De vertaling staat nu niet op de site, "
        "het origineel wel.",
        "Houd dezelfde delen in dezelfde volgorde.",
        "“{value}” has {length} parts; the original has {expected}. The translation is not on the site now; the "
        "original is.",
        "Keep the same parts in the same order.",
    ),
    "translation-extra": _warning(
        "De vertaling heeft “{value}”, en het origineel niet. Zij staat nu niet op de site, het origineel wel.",
        "Haal het weg, of zet het ook in het origineel.",
        "The translation has “{value}”, and the original does not. It is not on the site now; the original is.",
        "Take it away, or put it in the original too.",
    ),
    # Pictures
    "picture-address": _error(
        "“{value}” is geen afbeelding naast de tekst.",
        "Zet de afbeelding in dezelfde map en noem alleen de bestandsnaam.",
        "“{value}” is not a picture beside the text.",
        "Put the picture in the same folder and name the file only.",
    ),
    "picture-alt": _error(
        "De afbeelding “{value}” heeft geen omschrijving.",
        "Schrijf tussen de haken wat er te zien is: ![omschrijving]({value}).",
        "The picture “{value}” has no description.",
        "Write between the brackets what can be seen: ![description]({value}).",
    ),
    "picture-missing": _error(
        "De afbeelding “{value}” staat niet in deze map.",
        "Zet het bestand erbij, of kijk naar de naam.",
        "The picture “{value}” is not in this folder.",
        "Add the file, or look at its name.",
    ),
    "picture-too-big": _error(
        "De afbeelding is {size} kB; hooguit {limit} kB past.",
        "Maak de afbeelding kleiner (1.600 beeldpunten breed is genoeg).",
        "The picture is {size} kB; {limit} kB fits at most.",
        "Make the picture smaller (1,600 pixels wide is enough).",
    ),
    "picture-pixels": _error(
        "De afbeelding heeft {pixels} miljoen beeldpunten; hooguit {limit} miljoen past.",
        "Maak de afbeelding kleiner (1.600 beeldpunten breed is genoeg).",
        "The picture has {pixels} million pixels; {limit} million fit at most.",
        "Make the picture smaller (1,600 pixels wide is enough).",
    ),
    "picture-broken": _error(
        "De afbeelding is beschadigd: het bestand is niet heel.",
        "Haal de afbeelding opnieuw op waar zij vandaan komt, en zet die hier neer.",
        "The picture is damaged: the file is not whole.",
        "Get the picture again from where it came, and put that here.",
    ),
    "picture-moves": _error(
        "De afbeelding beweegt. Dat leidt af, en niet iedere lezer kan het stilzetten.",
        "Sla één beeld ervan op als JPEG of PNG.",
        "The picture moves. That distracts, and not every reader can stop it.",
        "Save one frame of it as JPEG or PNG.",
    ),
    "picture-place": _warning(
        "De camera schreef in de foto waar zij gemaakt is. Op de site staat dat niet, in dit bestand nog wel.",
        "Sla de foto opnieuw op zonder locatie, of maak er een schermafdruk van. Iedereen kan dit bestand opvragen.",
        "The camera wrote into the photo where it was taken. The site does not show that; this file still does.",
        "Save the photo again without its location, or take a screenshot of it. Anybody can ask for this file.",
    ),
    "picture-unexplained": _error(
        "Van de afbeelding “{value}” staat nergens van wie zij is en of wij haar mogen tonen.",
        "Zet bovenaan bij pictures: een regel met file: {value}, en daaronder source, licence en people.",
        "Nothing tells whose the picture “{value}” is, and whether we may show it.",
        "Write at the top, under pictures, a row with file: {value}, and below it source, licence and people.",
    ),
    "picture-unused": _error(
        "De afbeelding “{value}” staat bij pictures, maar nergens in de tekst.",
        "Zet haar in de tekst waar zij moet komen: ![omschrijving]({value}). Of haal haar weg bij pictures.",
        "The picture “{value}” is listed under pictures, but stands nowhere in the text.",
        "Put it in the text where it belongs: ![description]({value}). Or remove it under pictures.",
    ),
    "picture-consent": _error(
        "Op de afbeelding “{value}” is iemand te herkennen, en er staat niet wanneer die toestemming gaf.",
        "Vraag het, en zet de dag bij consent. Geen toestemming? Kies een ander beeld.",
        "Someone can be recognised in the picture “{value}”, and it does not say when they agreed.",
        "Ask, and write the day at consent. No consent? Choose another picture.",
    ),
    "picture-kind": _error(
        "Het bestand is geen {value}-afbeelding, al zegt de naam dat wel.",
        "Sla de afbeelding opnieuw op in het goede formaat.",
        "The file is not a {value} picture, though its name says so.",
        "Save the picture again in the right format.",
    ),
    "picture-active": _error(
        "In de tekening staat “{value}”. Dat kan iets uitvoeren, of verwijst naar iets buiten de tekening.",
        "Haal het weg, of bewaar de tekening opnieuw als gewone SVG.",
        "The drawing holds “{value}”. That may run something, or leads out of the drawing.",
        "Remove it, or save the drawing again as plain SVG.",
    ),
    # Settings, terms and words of the interface
    "settings-broken": _error(
        "De instellingen kunnen niet gelezen worden: {why}.",
        "Kijk naar aanhalingstekens en haken.",
        "The settings can't be read: {why}.",
        "Look at quotes and brackets.",
    ),
    "settings-unknown": _error(
        "De instelling “{value}” bestaat niet.",
        "Haal haar weg.",
        "There is no setting “{value}”.",
        "Remove it.",
    ),
    "settings-value": _error(
        "De instelling “{field}” kan niet {value} zijn.",
        "Verwacht: {expected}.",
        "The setting “{field}” can't be {value}.",
        "Expected: {expected}.",
    ),
    "settings-needs": _error(
        "Met “{field}” is ook “{needs}” nodig.",
        "Vul “{needs}” in, of haal “{field}” weg.",
        "With “{field}”, “{needs}” is needed too.",
        "Fill in “{needs}”, or remove “{field}”.",
    ),
    "made-wrong": _error(
        "Het programma maakt dit bestand zelf, en “{field}” klopt er niet meer in: {why}.",
        "Zet het bestand terug zoals het was, of herstel wat er staat.",
        "The program makes this file itself, and “{field}” is not right in it any more: {why}.",
        "Put the file back as it was, or mend what it says.",
    ),
    "security-expires": _warning(
        "Wat in security.txt staat, geldt tot en met {value}.",
        "Kijk of het adres nog klopt, en zet in site.toml bij `expires` een nieuwe dag, hooguit een jaar vooruit.",
        "What security.txt says holds up to and including {value}.",
        "See whether the address still holds, and set a new day at `expires` in site.toml, a year ahead at most.",
    ),
    "terms-broken": _error(
        "De termen kunnen niet gelezen worden: {why}.",
        "Schrijf elke term als “naam:” met daaronder per taal een label.",
        "The terms can't be read: {why}.",
        "Write each term as “name:” with a label per language below it.",
    ),
    "taxonomy-missing": _error(
        "Het bestand {value} ontbreekt.",
        "Zet het terug: elk veld met vaste termen heeft zo'n bestand.",
        "The file {value} is missing.",
        "Put it back: each field with fixed terms has such a file.",
    ),
    "term-label": _error(
        "De term “{value}” heeft geen label in het {language}.",
        "Voeg een label toe.",
        "The term “{value}” has no label in {language}.",
        "Add a label.",
    ),
    "message-missing": _error(
        "De tekst “{value}” {lacks} in {language}.",
        "Zet haar goed in content/messages/{language}.toml, met tussen {{ en }} alleen de namen die een andere taal "
        "daar ook heeft. Hoort zij er niet te zijn? Kijk dan naar het sjabloon dat erom vraagt.",
        "The text “{value}” {lacks} in {language}.",
        "Put it right in content/messages/{language}.toml, with between {{ and }} only the names that another "
        "language has there too. Should it not be there? Then look at the template that asks for it.",
    ),
    "message-unknown": _error(
        "De tekst “{value}” wordt nergens gebruikt.",
        "Haal haar weg, of kijk of de naam klopt.",
        "The text “{value}” is used nowhere.",
        "Remove it, or see whether its name is right.",
    ),
    # Pages
    "address-taken": _error(
        "Twee pagina's willen het adres {value}; de andere is {other}.",
        "Geef een van de twee een ander adres (slug).",
        "Two pages want the address {value}; the other is {other}.",
        "Give one of the two another address (slug).",
    ),
    "alias-taken": _error(
        "Op het vroegere adres {value} staat al iets anders: {other}.",
        "Haal het hier weg uit `aliases`, of geef de andere pagina een ander adres.",
        "At the earlier address {value} something else stands already: {other}.",
        "Remove it from `aliases` here, or give the other page another address.",
    ),
    "address-gone": _error(
        "Op {value} stond ooit een pagina, en nu niets meer. Wie dat adres bewaarde, loopt dood.",
        "Zet bij de pagina die ervoor in de plaats kwam, tussen de regels “---”: aliases: [{value}]. Het meest lijkt "
        "{near}. Kwam er niets voor in de plaats? Haal dan deze regel uit addresses.txt.",
        "At {value} there once was a page, and now there is nothing. Who kept that address is lost.",
        "Put this on the page that took its place, between the lines “---”: aliases: [{value}]. Most like it is "
        "{near}. Did nothing take its place? Then remove this line from addresses.txt.",
    ),
    "broken-link": _error(
        "De pagina {page} heeft een link naar {value}, en die bestaat niet.",
        "Herstel de link in de tekst of het sjabloon.",
        "The page {page} has a link to {value}, which does not exist.",
        "Mend the link in the text or the template.",
    ),
    "broken-fragment": _error(
        "De pagina {page} heeft een link naar de plaats {value}, en die bestaat niet.",
        "Herstel de link in de tekst of het sjabloon.",
        "The page {page} has a link to the place {value}, which does not exist.",
        "Mend the link in the text or the template.",
    ),
    "page-fault": _error(
        "De pagina {page} is niet goed: {value}.",
        "Herstel de tekst of het sjabloon.",
        "The page {page} is not right: {value}.",
        "Mend the text or the template.",
    ),
    "template-fault": _error(
        "Het sjabloon kan de pagina {page} niet maken. Jinja zegt: “{why}”.",
        "Herstel het sjabloon op of vlak boven deze regel.",
        "The template can't make the page {page}. Jinja says: “{why}”.",
        "Mend the template at this line or just above it.",
    ),
    # Styles
    "contrast-too-low": _error(
        "{mark} op {ground} is te zwak: {ratio}:1 in het {scheme} thema{where}, en {least}:1 is nodig.",
        "Maak een van de twee lichter of donkerder. Het dichtst bij wat er staat: {example}.",
        "{mark} on {ground} is too weak: {ratio}:1 in the {scheme} scheme{where}, and {least}:1 is needed.",
        "Make one of the two lighter or darker. Nearest to what it is: {example}.",
    ),
    "color-unreadable": _error(
        "{token} is geen kleur waarvan wij het contrast kunnen uitrekenen: {value}.",
        "Schrijf de kleur als #1b3c8c, of als var(--naam) van een andere kleur.",
        "{token} is not a colour of which we can tell the contrast: {value}.",
        "Write the colour as #1b3c8c, or as var(--name) of another colour.",
    ),
    # The local layer
    "overlay-missing": _error(
        "De lokale laag {value} is er niet: in die map staat geen overlay.toml.",
        "Kijk naar de naam van de map, of maak er een overlay.toml in (zie docs/overlay.md).",
        "There is no local layer {value}: that folder holds no overlay.toml.",
        "Look at the name of the folder, or make an overlay.toml in it (see docs/overlay.md).",
    ),
    "overlay-part": _error(
        "“{value}” hoort niet in een lokale laag: die bestaat uit teksten en gegevens.",
        "Zet teksten in add/, replace/, change/ of extend/. Sjablonen, stijlen en scripts kunnen niet; haal die weg.",
        "“{value}” does not belong in a local layer: that holds texts and data.",
        "Put texts in add/, replace/, change/ or extend/. Templates, styles and scripts can't be there; remove them.",
    ),
    "overlay-nothing": _error(
        "“{value}” staat niet (meer) in de kern.",
        "Verander de naam, of haal dit weg uit de lokale laag. Een tekst van jezelf hoort in add/.",
        "“{value}” is not in the core (any more).",
        "Change the name, or remove this from the local layer. A text of your own belongs in add/.",
    ),
    "overlay-there": _error(
        "De kern heeft zelf al “{value}”.",
        "Kies een andere bestandsnaam. Wil je die van de kern vervangen? Zet het bestand dan in replace/.",
        "The core has “{value}” already.",
        "Choose another file name. Do you want to replace that of the core? Then put the file in replace/.",
    ),
    "overlay-field": _error(
        "{entry} heeft in de kern geen veld “{value}” (meer).",
        "Haal het veld hier weg, of zet de hele tekst in replace/.",
        "{entry} has no field “{value}” in the core (any more).",
        "Remove the field here, or put the whole text in replace/.",
    ),
    "overlay-phase": _error(
        "{value} heeft geen deel per fase om aan te vullen.",
        "Zet je tekst onder de tweede regel “---”; “phases” is er alleen bij activiteiten.",
        "{value} has no part per phase to add to.",
        "Put your text below the second line “---”; only activities have “phases”.",
    ),
    "overlay-hide-phase": _error(
        "Een fase ({value}) kan niet verborgen worden: elke activiteit heeft er een deel voor.",
        "Haal deze regel weg.",
        "A phase ({value}) can't be hidden: every activity has a part for it.",
        "Remove this line.",
    ),
    "overlay-translation": _warning(
        "{value} is hier aangepast, maar de vertaling ({language}) niet. Lezers zien daarom ook daar het Nederlands.",
        "Zet de vertaling van jouw tekst erbij: {example}.",
        "{value} was changed here, but its translation ({language}) was not. So readers see the Dutch there too.",
        "Add the translation of your text: {example}.",
    ),
    "reference-to-hidden": _error(
        "“{value}” is verborgen in overlay.toml.",
        "Haal de verwijzing weg, of laat “{value}” toch zien.",
        "“{value}” is hidden in overlay.toml.",
        "Remove the reference, or show “{value}” after all.",
    ),
    # Publishing
    "output-own-folder": _error(
        "In {value} staan bestanden van het project zelf; de site komt daar niet tussen. Er is niets veranderd.",
        "Noem bij --output een andere map, of laat --output weg: dan komt de site in site/.",
        "In {value} are files of the project itself; the site does not go between them. Nothing has changed.",
        "Name another folder at --output, or leave --output out: then the site goes into site/.",
    ),
    "output-in-the-way": _error(
        "Dit bestand is niet van ons en staat op de plaats van een pagina.",
        "Verplaats of hernoem het, en bouw opnieuw.",
        "This file is not ours and stands in the place of a page.",
        "Move or rename it, and build again.",
    ),
    "output-of-others": _error(
        "Hier staan {count} bestanden die niet van ons zijn op de plaats van een pagina, waaronder {some}.",
        "Staat hier een oude site, haal die dan weg. Neem anders een andere map met --output. Bouw daarna opnieuw.",
        "There are {count} files here that are not ours in the place of a page, among them {some}.",
        "If an old site stands here, take it away. Else take another folder with --output. Then build again.",
    ),
    "output-not-writable": _error(
        "De map kan niet geschreven worden: {why}.",
        "Kijk of je er mag schrijven en of er ruimte is.",
        "The folder can't be written: {why}.",
        "See whether you may write there and whether there is room.",
    ),
    "output-mounted": _error(
        "Op deze map is een schijf of een andere map aangekoppeld: zij kan niet in één keer vervangen worden.",
        "Neem een map daarbinnen: --output {example}.",
        "A disk or another folder is mounted here: it can't be replaced in one step.",
        "Take a folder inside it: --output {example}.",
    ),
    "output-kept": _warning(
        "Dit bestand is niet van ons; het blijft staan.",
        "Haal het zelf weg als het oud is.",
        "This file is not ours; it stays.",
        "Remove it yourself if it is old.",
    ),
    "output-overwritten": _warning(
        "Dit bestand was met de hand veranderd; de bouw heeft het hersteld.",
        "Verander de bron in content/ of templates/, niet de pagina.",
        "This file was changed by hand; the build has restored it.",
        "Change the source in content/ or templates/, not the page.",
    ),
    "build-busy": _error(
        "Er loopt al een bouw in deze map.",
        "Wacht tot die klaar is.",
        "Another build is running in this folder.",
        "Wait until it is done.",
    ),
}

WORDS: dict[str, dict[str, str]] = {
    "text": {"nl": "tekst", "en": "text"},
    "number": {"nl": "een geheel getal", "en": "a whole number"},
    "list": {"nl": "een lijst", "en": "a list"},
    "fields": {"nl": "een groep velden", "en": "a group of fields"},
    "boolean": {"nl": "true of false", "en": "true or false"},
    "how-quotes": {"nl": "tussen aanhalingstekens, als", "en": "between quotes, like"},
    "how-sentence": {
        "nl": "zet een zin met een dubbele punt tussen aanhalingstekens, als",
        "en": "put a sentence with a colon between quotes, like",
    },
    "how-reference": {
        "nl": "zonder spatie achter de dubbele punt, als",
        "en": "without a space behind the colon, like",
    },
    "how-one": {"nl": "één tekst, zonder haken of streepjes", "en": "one text, without brackets or dashes"},
    "how-group": {
        "nl": "hier horen geen velden; zet de hele waarde tussen aanhalingstekens",
        "en": "no fields belong here; put the whole value between quotes",
    },
    "how-digits": {"nl": "alleen cijfers, zonder aanhalingstekens", "en": "digits alone, without quotes"},
    "how-boolean": {"nl": "zonder aanhalingstekens", "en": "without quotes"},
    "how-row": {"nl": "tussen haken, als", "en": "between brackets, like"},
    "how-dashes": {
        "nl": "elk punt op een eigen regel, met een streepje en een spatie ervoor",
        "en": "each item on a line of its own, with a dash and a space before it",
    },
    "how-fields": {
        "nl": "elk op een eigen regel eronder, met spaties ervoor, als “naam: waarde”",
        "en": "each on a line of its own below it, with spaces before it, like “name: value”",
    },
    "nothing": {"nl": "niets", "en": "nothing"},
    "at-least": {"nl": "minstens", "en": "at least"},
    "at-most": {"nl": "hooguit", "en": "at most"},
    "title-mark": {"nl": "# (de titel)", "en": "# (the title)"},
    "and": {"nl": "en", "en": "and"},
    "other-pages": {"nl": "andere", "en": "others"},
    "words-absent": {"nl": "ontbreekt", "en": "is missing"},
    "words-unfit": {
        "nl": "noemt tussen { en } iets wat de pagina niet invult,",
        "en": "names something between { and } that the page does not fill in,",
    },
    "absent": {"nl": "het bestaat niet", "en": "it does not exist"},
    "forbidden": {"nl": "het mag niet van de computer", "en": "the computer does not allow it"},
    "a-folder": {"nl": "het is een map", "en": "it is a folder"},
    "not-a-folder": {"nl": "het is geen map", "en": "it is not a folder"},
    "name-too-long": {"nl": "de naam is te lang", "en": "the name is too long"},
    "no-folder": {"nl": "een deel van het pad is geen map", "en": "part of the path is no folder"},
    "read-only": {"nl": "er kan alleen gelezen worden", "en": "it can only be read"},
    "disk-full": {"nl": "de schijf is vol", "en": "the disk is full"},
    "yaml-colon": {
        "nl": "er staat een dubbele punt in een waarde zonder aanhalingstekens",
        "en": "a value without quotes holds a colon",
    },
    "yaml-indent": {
        "nl": "hier klopt het inspringen niet, of erboven is een aanhalingsteken niet gesloten",
        "en": "the indent is wrong here, or a quote above it is not closed",
    },
    "yaml-quote": {"nl": "het aanhalingsteken is niet gesloten", "en": "the quote is not closed"},
    "yaml-bracket": {"nl": "het haakje is niet gesloten", "en": "the bracket is not closed"},
    "yaml-sign": {
        "nl": "een waarde zonder aanhalingstekens begint met een teken dat iets anders betekent",
        "en": "a value without quotes begins with a sign that means something else",
    },
    "yaml-tab": {"nl": "er staat een tab waar spaties horen", "en": "there is a tab where spaces belong"},
    "yaml-name": {
        "nl": "achter de naam van het veld ontbreekt een dubbele punt",
        "en": "the colon behind the name of the field is missing",
    },
    "yaml-escape": {
        "nl": "een \\ tussen dubbele aanhalingstekens betekent iets anders; gebruik enkele aanhalingstekens",
        "en": "a \\ between double quotes means something else; use single quotes",
    },
    "yaml-space": {
        "nl": "achter de dubbele punt van het veld ontbreekt een spatie",
        "en": "the space behind the colon of the field is missing",
    },
    "yaml-behind": {
        "nl": "er staat nog tekst achter een aanhalingsteken of haakje dat sluit; zet de hele waarde tussen dubbele "
        "aanhalingstekens",
        "en": "there is text behind a quote or bracket that closes; put the whole value between double quotes",
    },
    "yaml-deeper": {
        "nl": "de regel begint met te veel spaties, of hoort met de regel erboven tussen aanhalingstekens",
        "en": "the line begins with too many spaces, or belongs between quotes together with the line above",
    },
    "yaml-hard-space": {
        "nl": "de regel begint met een vaste spatie, die niet inspringt; typ er gewone spaties voor in de plaats",
        "en": "the line begins with a no-break space, which indents nothing; type ordinary spaces in its place",
    },
    "yaml-hard-colon": {
        "nl": "achter de dubbele punt van het veld staat een vaste spatie; typ er een gewone voor in de plaats",
        "en": "behind the colon of the field is a no-break space; type an ordinary space in its place",
    },
    "yaml-bullet": {
        "nl": "een punt van een lijst begint met een gewoon streepje en een spatie, niet met een ander teken",
        "en": "an item of a list begins with a plain dash and a space, not with another sign",
    },
    "yaml-dash-space": {
        "nl": "achter het streepje van de lijst ontbreekt een spatie",
        "en": "the space behind the dash of the list is missing",
    },
    "yaml-curly": {
        "nl": 'de aanhalingstekens om deze waarde zijn krom; alleen rechte (") houden haar bij elkaar',
        "en": 'the quotes around this value are curly; only straight ones (") hold it together',
    },
    "yaml-hash": {
        "nl": "wat achter deze # staat, leest het programma niet; zet de hele waarde tussen aanhalingstekens",
        "en": "the program does not read what stands behind this #; put the whole value between quotes",
    },
    "yaml-dash": {
        "nl": "een lijst met streepjes begint op een nieuwe regel onder de naam van het veld",
        "en": "a list with dashes begins on a new line below the name of the field",
    },
    "yaml-bar": {
        "nl": "achter | of > mag op dezelfde regel niets meer staan",
        "en": "behind | or > nothing more may stand on the same line",
    },
    "yaml-start": {
        "nl": "deze regel is geen veld, of springt anders in dan het eerste veld",
        "en": "this line is no field, or is indented in another way than the first field",
    },
    "yaml-unreadable": {
        "nl": "hier staat iets dat geen “naam: waarde” is",
        "en": "there is something here that is no “name: value”",
    },
    "toml-value": {
        "nl": 'hier hoort tekst tussen rechte aanhalingstekens ("), of true of false',
        "en": 'text between straight quotes (") belongs here, or true or false',
    },
    "toml-equals": {
        "nl": "achter een naam van gewone letters, zonder spaties, hoort =, en dan de waarde",
        "en": "behind a name of plain letters, without spaces, belongs =, and then the value",
    },
    "toml-heading": {
        "nl": "het kopje is niet gesloten met evenveel haken als waarmee het begint",
        "en": "the heading is not closed with as many brackets as it begins with",
    },
    "toml-behind": {
        "nl": "achter de waarde staat nog iets; zet de hele waarde tussen aanhalingstekens",
        "en": "there is something behind the value; put the whole value between quotes",
    },
    "toml-twice": {
        "nl": "deze naam of dit kopje staat er al; haal een van de twee weg",
        "en": "this name or heading is there already; remove one of the two",
    },
    "toml-bracket": {
        "nl": "een haakje is niet gesloten, of er ontbreekt een komma tussen twee waarden",
        "en": "a bracket is not closed, or a comma is missing between two values",
    },
    "toml-date": {
        "nl": 'deze dag bestaat niet; schrijf een dag tussen aanhalingstekens, als "2026-11-22"',
        "en": 'this day does not exist; write a day between quotes, like "2026-11-22"',
    },
    "toml-sign": {
        "nl": "er staat een onzichtbaar stuurteken; typ de regel opnieuw",
        "en": "there is an invisible control character; retype the line",
    },
    "toml-name": {
        "nl": "een regel begint met een naam uit gewone letters, cijfers en streepjes, of met een [kopje]",
        "en": "a line begins with a name of plain letters, digits and hyphens, or with a [heading]",
    },
    "toml-unreadable": {
        "nl": 'hier staat iets dat geen naam = "waarde" is',
        "en": 'there is something here that is no name = "value"',
    },
    "made-absent": {"nl": "het ontbreekt", "en": "it is missing"},
    "made-text": {"nl": "hier hoort tekst tussen aanhalingstekens", "en": "text between quotes belongs here"},
    "made-day": {
        "nl": 'hier hoort een dag tussen aanhalingstekens, als "2026-11-22"',
        "en": 'a day between quotes belongs here, like "2026-11-22"',
    },
    "made-number": {
        "nl": "hier hoort een geheel getal van 0 of meer, zonder aanhalingstekens",
        "en": "a whole number of 0 or more belongs here, without quotes",
    },
    "made-names": {
        "nl": 'hier hoort een lijst van teksten tussen haken, als ["activity:dialoog"]',
        "en": 'a list of texts between brackets belongs here, like ["activity:dialoog"]',
    },
    "made-pairs": {
        "nl": 'hier hoort een lijst van een naam met een titel, als [["activity:dialoog", "Dialoog"]]',
        "en": 'a list of a name with a title belongs here, like [["activity:dialoog", "Dialoog"]]',
    },
    "made-group": {
        "nl": "hier hoort een kopje tussen haken, met regels eronder",
        "en": "a heading between brackets belongs here, with lines below it",
    },
    "made-groups": {
        "nl": "hier horen kopjes tussen dubbele haken, als [[edition]]",
        "en": "headings between double brackets belong here, like [[edition]]",
    },
    "setting-quotes": {"nl": "hetzelfde tussen aanhalingstekens:", "en": "the same between quotes:"},
    "setting-text": {"nl": "tekst", "en": "text"},
    "setting-name": {"nl": "tekst die niet leeg is", "en": "text that is not empty"},
    "setting-address": {
        "nl": "een webadres met https:// (zonder spaties, vraagteken of leestekens als ; en <) of niets",
        "en": "a web address with https:// (without spaces, a question mark or signs like ; and <) or nothing",
    },
    "setting-base": {
        "nl": "het webadres van een map, als https://wijk.nl/kit/ (zonder spaties, #, ? of bestandsnaam), of niets",
        "en": "the address of a folder, like https://wijk.nl/kit/ (without spaces, #, ? or a file name), or nothing",
    },
    "setting-contact": {
        "nl": "een e-mailadres, een webadres met https:// of niets",
        "en": "an e-mail address, a web address with https:// or nothing",
    },
    "setting-date": {
        "nl": 'een dag tussen aanhalingstekens, als "2026-11-22", of niets',
        "en": 'a day between quotes, like "2026-11-22", or nothing',
    },
    "setting-languages": {
        "nl": "een lijst van talen die het programma kent (nl, en, ar), met nl voorop",
        "en": "a list of languages that the program knows (nl, en, ar), nl first",
    },
    "setting-boolean": {
        "nl": "true of false, zonder aanhalingstekens",
        "en": "true or false, without quotes",
    },
    "setting-forge": {"nl": "github, gitlab of niets", "en": "github, gitlab or nothing"},
    "setting-project": {
        "nl": "eigenaar/naam, zonder webadres ervoor",
        "en": "owner/name, without a web address before it",
    },
    "setting-mail": {"nl": "een e-mailadres of niets", "en": "an e-mail address or nothing"},
    "setting-phone": {
        "nl": "een telefoonnummer: cijfers, spaties en streepjes",
        "en": "a phone number: digits, spaces and hyphens",
    },
    "setting-color": {"nl": "een kleur als #1b3c8c", "en": "a colour like #1b3c8c"},
    "setting-texts": {"nl": "een lijst van teksten tussen aanhalingstekens", "en": "a list of texts between quotes"},
    "setting-section": {"nl": "een kopje met instellingen eronder", "en": "a section with settings in it"},
    "scheme-light": {"nl": "lichte", "en": "light"},
    "scheme-dark": {"nl": "donkere", "en": "dark"},
    "reached-by": {"nl": "phone, mail of url", "en": "phone, mail or url"},
}
"""Words that a value of a problem may name as ``@word``: they are said in the language of the reader."""
