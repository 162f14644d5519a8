"""Turns ``build.py test`` and ``build.py lint`` into runs of pytest, ruff and mypy, with what they need.

It knows the Dutch of hunspell, the Nu Html Checker, apt-get, and the words for
those tools; it must not know what is tested. A test that cannot run is never left out in silence: without a browser
there is a sentence that says what to install, and who leaves the browser tests out knowingly reads at the end how
many they were.

Environment variables:
    WIJKVERBINDER_VNU: the jar of the Nu Html Checker to use; also for the tests.
    XDG_CACHE_HOME: the folder in which that jar is kept once it was fetched; else ~/.cache.
    WIJKVERBINDER_CHROMIUM, WIJKVERBINDER_FIREFOX: the browser to use. The tests get the same names.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from wijkverbinder.bootstrap import message_language
from wijkverbinder.browsers import BROWSERS, NoSuchBrowser, find_browser, variable

ROOT = Path(__file__).resolve().parent.parent
WITHOUT_BROWSER = "--without-browser"
WORKERS = 2
LINE = "=" * 100

# A page without a single font has no widths to test, and a small Debian has none.
DEBIAN_PACKAGES = {
    "chromium": ("chromium", "fonts-dejavu-core", "poppler-utils"),
    "firefox": ("firefox-esr",),
    "hunspell": ("hunspell", "hunspell-nl"),
    "nginx": ("nginx-light", "openssl"),
    "java": ("default-jre-headless",),
}
# Reads words, one a line, and holds them to the Dutch of the Netherlands.
SPELLER = ("hunspell", "-d", "nl_NL", "-i", "utf-8")

# The Nu Html Checker, which stands behind validator.w3.org, as its makers give it to npm; with its SHA-256.
CHECKER = "vnu-jar@26.9.27"
CHECKER_MEMBER = "package/build/dist/vnu.jar"
CHECKER_DIGESTS = {
    "package": "5970d3ffca91a627cf0965e5d91bb2e4242307c29292998de0b419d6a901b2b7",
    "jar": "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47",
}

WORDS = {
    "nl": {
        "installing": "De tests hebben meer nodig; apt-get installeert: {names} ...",
        "no_browser": "De tests hebben Chromium, Chrome of Edge nodig, en die is hier niet gevonden. "
        "Installeer er een (Debian: sudo apt install chromium firefox-esr), of wijs hem met "
        "WIJKVERBINDER_CHROMIUM. "
        "Met `build.py test {flag}` laat u de browsertests bewust weg.",
        "not_there": "{name} wijst naar {path}, maar daar is geen programma.",
        "left_out": "LET OP: {count} browsertests zijn WEGGELATEN ({flag}). "
        "Of de site in een browser werkt is niet getest.",
        "no_firefox": "LET OP: de tests in Firefox zijn WEGGELATEN: Firefox is hier niet gevonden "
        "(Debian: sudo apt install firefox-esr).",
        "no_spelling": "LET OP: de test van de spelling is WEGGELATEN: hunspell met een woordenlijst nl_NL is hier "
        "niet gevonden (Debian: sudo apt install hunspell hunspell-nl).",
        "no_nginx": "LET OP: de tests met een echte webserver zijn WEGGELATEN: nginx is hier niet gevonden "
        "(Debian: sudo apt install nginx-light).",
        "fetching": "De tests hebben de Nu Html Checker nodig; npm haalt hem op (30 MB, één keer) ...",
        "no_checker": "LET OP: de test van de HTML is WEGGELATEN: de Nu Html Checker is hier niet. Hij heeft Java "
        "nodig (Debian: sudo apt install default-jre-headless) en npm om hem op te halen. Of wijs vnu.jar met "
        "WIJKVERBINDER_VNU.",
        "lint_good": "Opmaak, regels en typen zijn in orde.",
        "lint_bad": "Niet in orde: {names}.",
    },
    "en": {
        "installing": "The tests need more; apt-get installs: {names} ...",
        "no_browser": "The tests need Chromium, Chrome or Edge, and none was found here. Install one "
        "(Debian: sudo apt install chromium firefox-esr), or name it with WIJKVERBINDER_CHROMIUM. "
        "`build.py test {flag}` leaves the browser tests out knowingly.",
        "not_there": "{name} names {path}, but there is no program there.",
        "left_out": "NOTE: {count} browser tests were LEFT OUT ({flag}). "
        "Whether the site works in a browser was not tested.",
        "no_firefox": "NOTE: the tests in Firefox were LEFT OUT: Firefox was not found here "
        "(Debian: sudo apt install firefox-esr).",
        "no_spelling": "NOTE: the test of the spelling was LEFT OUT: hunspell with a dictionary nl_NL was not found "
        "here (Debian: sudo apt install hunspell hunspell-nl).",
        "no_nginx": "NOTE: the tests with a real web server were LEFT OUT: nginx was not found here "
        "(Debian: sudo apt install nginx-light).",
        "fetching": "The tests need the Nu Html Checker; npm fetches it (30 MB, once) ...",
        "no_checker": "NOTE: the test of the HTML was LEFT OUT: the Nu Html Checker is not here. It needs Java "
        "(Debian: sudo apt install default-jre-headless), and npm to fetch it. Or name vnu.jar with "
        "WIJKVERBINDER_VNU.",
        "lint_good": "Format, rules and types are in order.",
        "lint_bad": "Not in order: {names}.",
    },
}


class MissingBrowser(Exception):
    """There is no browser to test with; the text is the sentence for the user."""


def say(key: str, **values: object) -> str:
    """Give the sentence called ``key`` in the user's language, with its values filled in."""
    return WORDS[message_language(os.environ)][key].format(**values)


def run_tests(arguments: list[str]) -> int:
    """Run the tests.

    Args:
        arguments: the words after ``build.py test``. ``--without-browser`` leaves the browser tests out; all
            others are for pytest, such as a folder or ``-k phase``.

    Returns:
        The exit code: pytest's, or 2 when there is no browser.
    """
    with_browser = WITHOUT_BROWSER not in arguments
    words = [word for word in arguments if word != WITHOUT_BROWSER]
    try:
        browsers = provide_browsers() if with_browser else {}
    except MissingBrowser as problem:
        print(problem, file=sys.stderr)
        return 2
    with_spelling = provide_spelling()
    with_nginx = provide_nginx()
    checker = provide_checker()
    environ = environment_for_tests({**browsers, "vnu": checker} if checker else browsers)
    choice = [] if with_browser else ["-m", "not browser"]
    status = run_pytest(["-n", str(WORKERS), *choice, *words], environ)
    if not with_browser:
        warn("left_out", count=count_browser_tests(words, environ), flag=WITHOUT_BROWSER)
    elif "firefox" not in browsers:
        warn("no_firefox")
    if not with_spelling:
        warn("no_spelling")
    if not checker:
        warn("no_checker")
    if not with_nginx:
        warn("no_nginx")
    return status


def run_lint() -> int:
    """Check the form, the rules and the types of all code; every check runs, also after one that fails.

    Returns:
        The exit code: 0 when all is in order, else 1.
    """
    checks = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy", "--strict"])
    bad = []
    for check in checks:
        print("$", *check, flush=True)
        if subprocess.run([sys.executable, "-m", *check], cwd=ROOT, check=False).returncode:
            bad.append(" ".join(check))
    print(say("lint_bad", names=", ".join(bad)) if bad else say("lint_good"), flush=True)
    return 1 if bad else 0


def run_pytest(words: list[str], environ: dict[str, str]) -> int:
    """Run pytest in the project's folder and give its exit code."""
    command = [sys.executable, "-m", "pytest", *words]
    return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode


def count_browser_tests(words: list[str], environ: dict[str, str]) -> int:
    """Count the browser tests among the tests that were asked for, without running one.

    Args:
        words: the words for pytest that choose the tests.
        environ: the environment variables for pytest.
    """
    listing = ["--collect-only", "-qq", "--no-header", "-m", "browser", "-n", "0"]
    command = [sys.executable, "-m", "pytest", *words, *listing]
    found = subprocess.run(
        command, cwd=ROOT, env=environ, check=False, capture_output=True, encoding="utf-8", errors="replace"
    )
    return sum(count_in_line(line) for line in found.stdout.splitlines())


def count_in_line(line: str) -> int:
    """Read ``tests/browser/test_filter.py: 12`` as 12, and any other line as 0."""
    path, _, number = line.rpartition(": ")
    return int(number) if path.endswith(".py") and number.isdecimal() else 0


def warn(key: str, **values: object) -> None:
    """Show a sentence that nobody can overlook, as the last thing of all."""
    print(f"\n{LINE}\n{say(key, **values)}\n{LINE}", flush=True)


def environment_for_tests(tools: dict[str, str]) -> dict[str, str]:
    """Give the environment variables for pytest: where the tools are, and that Playwright fetches no browser.

    Args:
        tools: the path of each browser that is there, and of the HTML checker.
    """
    found = {variable(name): path for name, path in tools.items()}
    return {**os.environ, "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1", **found}


def provide_browsers() -> dict[str, str]:
    """Find the browsers, and install those that lack where we may.

    Returns:
        The path of each browser that is there. Chromium always is; Firefox may lack.

    Raises:
        MissingBrowser: when there is no Chromium, or a variable names a browser that is not there.
    """
    try:
        missing = [name for name in BROWSERS if not find_browser(name)]
    except NoSuchBrowser as problem:
        raise MissingBrowser(say("not_there", name=problem.variable, path=problem.path)) from problem
    if missing and may_install():
        install(missing)
    found = {name: find_browser(name) for name in BROWSERS}
    if not found["chromium"]:
        raise MissingBrowser(say("no_browser", flag=WITHOUT_BROWSER))
    return {name: path for name, path in found.items() if path}


def provide_spelling() -> bool:
    """Install hunspell with its Dutch where it lacks and we may; tell whether it is there in the end."""
    if not can_spell() and may_install():
        install(["hunspell"])
    return can_spell()


def can_spell() -> bool:
    """Tell whether hunspell is here, and knows Dutch."""
    if not shutil.which(SPELLER[0]):
        return False
    command = [*SPELLER, "-l"]
    done = subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    return done.returncode == 0


def provide_nginx() -> bool:
    """Install nginx where it lacks and we may, without starting it; tell whether it is there in the end."""
    if not find_nginx() and may_install():
        install(["nginx"])
    return bool(find_nginx())


def find_nginx() -> str:
    """Give the path of nginx, which Debian puts where only root looks; an empty text when it is not here."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin") or ""


def provide_checker() -> str:
    """Find the Nu Html Checker and a Java to run it, and fetch what lacks where we may.

    Returns:
        The path of its jar, or an empty text when it can't be run here.
    """
    if not shutil.which("java") and may_install():
        install(["java"])
    if not shutil.which("java"):
        return ""
    chosen = os.environ.get(variable("vnu"))
    if chosen:
        return chosen if Path(chosen).is_file() else ""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wijkverbinder"
    jar = cache / f"{CHECKER.replace('@', '-')}.jar"
    if not is_ours(jar) and shutil.which("npm"):
        fetch_checker(jar)
    return str(jar) if is_ours(jar) else ""


def is_ours(jar: Path) -> bool:
    """Tell whether a file is the checker that we know, byte for byte."""
    return jar.is_file() and hashlib.sha256(jar.read_bytes()).hexdigest() == CHECKER_DIGESTS["jar"]


def fetch_checker(jar: Path) -> None:
    """Let npm fetch the checker; what does not have the digest that we know is not unpacked.

    Args:
        jar: where its jar is to be kept.
    """
    print(say("fetching"), file=sys.stderr, flush=True)
    with TemporaryDirectory(prefix="wijkverbinder-") as aside:
        command = [shutil.which("npm") or "npm", "pack", CHECKER, "--silent", "--pack-destination", aside]
        subprocess.run(command, cwd=aside, check=False, capture_output=True, stdin=subprocess.DEVNULL)
        for package in Path(aside).glob("*.tgz"):
            data = package.read_bytes()
            if hashlib.sha256(data).hexdigest() != CHECKER_DIGESTS["package"]:
                continue
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                member = archive.extractfile(CHECKER_MEMBER)
                if member:
                    jar.parent.mkdir(parents=True, exist_ok=True)
                    unfinished = jar.with_suffix(f".{os.getpid()}")
                    unfinished.write_bytes(member.read())
                    unfinished.replace(jar)


def may_install() -> bool:
    """Tell whether we can install packages here: as root, on Debian or a system made from it."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def install(names: list[str]) -> None:
    """Install programs with apt-get; one that fails does not stop the next.

    Args:
        names: the browsers to install, hunspell or nginx.
    """
    print(say("installing", names=", ".join(names)), file=sys.stderr, flush=True)
    apt_get("update")
    for name in names:
        apt_get("install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES[name])


def apt_get(*words: str) -> None:
    """Run apt-get without questions; what it says is only shown when it fails."""
    # At run level 1 Debian starts no service that it installs.
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    done = subprocess.run(
        ["apt-get", "-q", *words],
        env=environ,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr, flush=True)
