"""Holds what preparing the environment says to people, in Dutch and in English; it knows nothing else."""

WORDS = {
    "nl": {
        "prepare": "Eenmalige voorbereiding: pakketten installeren in {venv} (een minuut of minder) ...",
        "no_lock": "Het bestand {path} ontbreekt of is onleesbaar; haal de map van het project opnieuw op.",
        "no_pip": "Deze Python ({python}) heeft geen pip en kan er geen maken. "
        "Op Debian en Ubuntu helpt: sudo apt install python3-venv",
        "stuck": "De map {venv} kon niet (opnieuw) worden gemaakt: {reason}. "
        "Sluit programma's die haar gebruiken, of verwijder haar, en probeer het opnieuw.",
        "read_only": "Er is geen plek voor de pakketten: {places} kan niet worden beschreven. "
        "Zet de map van het project waar u mag schrijven.",
        "offline": "De pakketten konden niet worden opgehaald: er is geen verbinding met de pakketbron. "
        "Controleer het internet (of de proxy) en probeer het opnieuw.",
        "nothing": "De pakketten zijn niet gevonden: er is geen verbinding met de pakketbron, "
        "of zij kent ze niet. Controleer het internet (of de proxy) en probeer het opnieuw. ({pip})",
        "certificate": "De pakketten konden niet worden opgehaald: het certificaat van de pakketbron, "
        "of van de proxy ervoor, wordt niet vertrouwd. Wijs pip het juiste certificaat met PIP_CERT.",
        "hashes": "Een opgehaald pakket is niet het pakket dat in requirements.txt staat; "
        "er is niets geïnstalleerd. ({pip})",
        "no_wheel": "De pakketbron heeft niet alles voor dit systeem en deze Python ({python}). ({pip})",
        "full": "De schijf is vol; de pakketten hebben ongeveer 300 MB nodig.",
        "pip_failed": "Het installeren van de pakketten is mislukt. ({pip})",
        "interrupted": "Onderbroken; er is niets half gemaakt achtergebleven.",
        "loop": "De Python in {venv} werkt niet. Verwijder die map en probeer het opnieuw; "
        "is PYTHONHOME ingesteld, haal dat dan weg.",
        "bad_choice": "WIJKVERBINDER_ENV is {value!r}, maar alleen 'current' (of niets) heeft betekenis.",
        "missing": "WIJKVERBINDER_ENV=current, maar deze Python ({python}) mist: {names}.",
    },
    "en": {
        "prepare": "Preparing once: installing packages in {venv} (a minute or less) ...",
        "no_lock": "The file {path} is missing or cannot be read; get the project's folder again.",
        "no_pip": "This Python ({python}) has no pip and cannot make one. "
        "On Debian and Ubuntu this helps: sudo apt install python3-venv",
        "stuck": "The folder {venv} could not be made (anew): {reason}. "
        "Close the programs that use it, or remove it, and try again.",
        "read_only": "There is no place for the packages: {places} cannot be written. "
        "Put the project's folder where you may write.",
        "offline": "The packages could not be fetched: there is no connection with the package index. "
        "Check the internet (or the proxy) and try again.",
        "nothing": "The packages were not found: there is no connection with the package index, "
        "or it does not know them. Check the internet (or the proxy) and try again. ({pip})",
        "certificate": "The packages could not be fetched: the certificate of the package index, "
        "or of the proxy before it, is not trusted. Show pip the right certificate with PIP_CERT.",
        "hashes": "A fetched package is not the one that requirements.txt names; nothing was installed. ({pip})",
        "no_wheel": "The package index lacks something for this system and this Python ({python}). ({pip})",
        "full": "The disk is full; the packages need about 300 MB.",
        "pip_failed": "Installing the packages failed. ({pip})",
        "interrupted": "Interrupted; nothing half made was left behind.",
        "loop": "The Python in {venv} does not work. Remove that folder and try again; "
        "if PYTHONHOME is set, unset it.",
        "bad_choice": "WIJKVERBINDER_ENV is {value!r}, but only 'current' (or nothing) means something.",
        "missing": "WIJKVERBINDER_ENV=current, but this Python ({python}) lacks: {names}.",
    },
}
