"""Turns the Python that starts build.py into one that has our packages: at once, or else after installing.

It knows the lock, the stamp and the standard library, and must not know the rest of the package, which may
need what is not there yet. The packages lie in a virtual environment: ``.venv`` beside build.py (that folder
is ours, and remade without asking), or, where the project's folder cannot be written, in the user's own
folder for caches. A stamp in the environment, written last, tells that it is whole; when the stamp is right,
nothing is started, installed or imported to find that out. ``environment`` does the installing.

Environment variables:
    WIJKVERBINDER_ENV: ``current`` uses the Python that runs build.py as it is, and installs nothing.
    WIJKVERBINDER_LANG: the language of the sentences, ``nl`` or ``en``; else the locale decides, else Dutch.
"""

from __future__ import annotations

import hashlib
import os
import sys

# Importing typing, pathlib or subprocess would take longer than all that is done here on a ready machine.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import NoReturn

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCK_NAME = "requirements.txt"
STAMP_NAME = "wijkverbinder-stamp.txt"
TEST_MARK = "# --- test ---"
TEST_COMMANDS = ("test", "lint")

# Tells the Python of an environment that it was started for it, so that it never starts itself for ever.
HANDED_OVER = "WIJKVERBINDER_HANDED_OVER"


class EnvironmentProblem(Exception):
    """The environment cannot be made or used; the text is the sentence for the user."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(say(key, **values))


def message_language(environ: Mapping[str, str]) -> str:
    """Choose the language of the sentences.

    Args:
        environ: the environment variables. WIJKVERBINDER_LANG counts first, then the locale in POSIX's order.

    Returns:
        ``en`` when the first of them that is set says English, else ``nl``.
    """
    for name in ("WIJKVERBINDER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "en" if environ[name].lower().startswith("en") else "nl"
    return "nl"


def say(key: str, **values: object) -> str:
    """Give the sentence called ``key`` in the user's language, with its values filled in."""
    from wijkverbinder.bootstrap_words import WORDS

    return WORDS[message_language(os.environ)][key].format(**values)


def command_in(argv: Sequence[str]) -> str:
    """Find the command among the words after build.py, without what knows its options.

    Args:
        argv: those words. Each option that may stand before the command takes a value, but for the one that asks
            for help: a test looks.

    Returns:
        The command, or nothing where there is none.
    """
    words = iter(argv)
    for word in words:
        if not word.startswith("-"):
            return word
        if "=" not in word and word not in ("-h", "--help"):
            next(words, None)
    return ""


def needed_parts(argv: Sequence[str]) -> tuple[str, ...]:
    """Tell which parts of the lock a command needs.

    Args:
        argv: the words after build.py.

    Returns:
        ``("build", "test")`` for the commands that test or lint, else ``("build",)``.
    """
    return ("build", "test") if command_in(argv) in TEST_COMMANDS else ("build",)


def read_lock(root: str) -> dict[str, str]:
    """Read the lock and cut it in its two parts.

    Args:
        root: the project's folder.

    Returns:
        The text of the parts ``build`` and ``test``.

    Raises:
        EnvironmentProblem: when the file is not there or is no text.
    """
    path = os.path.join(root, LOCK_NAME)
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem("no_lock", path=path) from error
    # The mark counts as a line of its own only: the remark above the lock names it too.
    build, _, test = text.partition(f"\n{TEST_MARK}\n")
    return {"build": build, "test": test}


def stamp_lines(venv: str, lock: Mapping[str, str], parts: Sequence[str]) -> list[str]:
    """Say what the stamp of a good environment holds.

    An environment works for one version of Python, on one kind of machine, in the folder where it was made.

    Args:
        venv: the environment's folder.
        lock: the parts of the lock.
        parts: the parts that are in the environment, or have to be.

    Returns:
        A line for the Python, one for the folder, and one for each part with the digest of its text.
    """
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    python = f"python {sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')} {sys.platform} {machine}"
    digests = [f"{part} {hashlib.sha256(lock[part].encode()).hexdigest()}" for part in parts]
    return [python, f"folder {os.path.realpath(venv)!r}", *digests]


def read_stamp(venv: str) -> list[str]:
    """Give the lines of an environment's stamp: none when it has no stamp, or when its Python is gone."""
    try:
        with open(os.path.join(venv, STAMP_NAME), encoding="utf-8") as file:
            *lines, base = file.read().splitlines()
    except (OSError, ValueError):
        return []
    # On Windows the Python in the environment is only a starter of the one that it was made from.
    there = os.path.exists(base.removeprefix("base ")) and os.path.exists(venv_python(venv))
    return lines if there else []


def write_stamp(venv: str, lines: Sequence[str]) -> None:
    """Write an environment's stamp in one move, so that half a stamp is never found."""
    path = os.path.join(venv, STAMP_NAME)
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write("\n".join([*lines, f"base {base_python()}", ""]))
    os.replace(path + ".new", path)


def is_ready(venv: str, lock: Mapping[str, str], parts: Sequence[str]) -> bool:
    """Tell whether an environment holds these parts of the lock, for this Python, in this folder."""
    return set(stamp_lines(venv, lock, parts)) <= set(read_stamp(venv))


def venv_python(venv: str) -> str:
    """Give the path of the Python in an environment."""
    inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(venv, *inside)


def base_python() -> str:
    """Give the path of the Python that this one was made from: itself, outside any environment."""
    return getattr(sys, "_base_executable", "") or sys.executable


def cache_folder(environ: Mapping[str, str]) -> str:
    """Give the user's own folder for what can be made again.

    Args:
        environ: the environment variables.

    Returns:
        Its absolute path, or an empty text when this user has none, such as a service without a home.
    """
    if os.name == "nt":
        choices = [environ.get("LOCALAPPDATA", "")]
    else:
        usual = ("Library", "Caches") if sys.platform == "darwin" else (".cache",)
        # An unset HOME is looked up in the list of users; an empty one would end in the root of the disk.
        home = environ.get("HOME", os.path.expanduser("~"))
        choices = [environ.get("XDG_CACHE_HOME", ""), os.path.join(home, *usual)]
    return next((choice for choice in choices if os.path.isabs(choice)), "")


def venv_places(root: str, environ: Mapping[str, str]) -> Iterator[str]:
    """List the folders that may hold the environment, the best first.

    Args:
        root: the project's folder.
        environ: the environment variables.
    """
    yield os.path.join(root, ".venv")
    cache = cache_folder(environ)
    if cache:
        # Two copies of the project never share an environment: each may have its own lock.
        key = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
        yield os.path.join(cache, "wijkverbinder", key, "venv")


def missing_packages(lock: Mapping[str, str], parts: Sequence[str]) -> list[str]:
    """Name the packages of the lock that this Python does not have, whatever their version.

    Packages that the lock asks for on some systems only are not looked for.
    """
    from importlib import metadata

    missing = []
    for line in "\n".join(lock[part] for part in parts).splitlines():
        name = line.partition("==")[0].strip()
        if not name or line[0] in " #" or ";" in line:
            continue
        try:
            metadata.distribution(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    return missing


def wants_current(environ: Mapping[str, str]) -> bool:
    """Tell whether the user asks to use the Python that runs, as it is.

    Raises:
        EnvironmentProblem: when WIJKVERBINDER_ENV holds a word that means nothing.
    """
    choice = environ.get("WIJKVERBINDER_ENV", "")
    if choice not in ("", "current"):
        raise EnvironmentProblem("bad_choice", value=choice)
    return choice == "current"


def runs_in(venv: str) -> bool:
    """Tell whether this Python is the one of that environment."""
    return os.path.realpath(sys.prefix) == os.path.realpath(venv)


def hand_over(venv: str) -> NoReturn:
    """Start the same command again with the Python of an environment; its exit code becomes ours.

    Args:
        venv: the environment's folder, which is ready.

    Raises:
        EnvironmentProblem: when that Python does not start, or was already started for this.
        SystemExit: on Windows, where a program cannot turn into another one.
    """
    if os.environ.get(HANDED_OVER) == venv:
        raise EnvironmentProblem("loop", venv=venv)
    python = venv_python(venv)
    # The options of Python itself (-X utf8, -W error) stand before the script in orig_argv, and go along.
    command = [python, *sys.orig_argv[1:]]
    environ = {**os.environ, HANDED_OVER: venv}
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        if os.name == "nt":
            raise SystemExit(wait_for(command, environ))
        os.execve(python, command, environ)  # noqa: S606 - no shell is wanted here
    except OSError as error:
        raise EnvironmentProblem("loop", venv=venv) from error


def wait_for(command: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a command to its end and give its exit code.

    Control-C reaches the command too: it decides how to end, and we wait for that.
    """
    import subprocess

    with subprocess.Popen(command, env=environ) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def use_environment(argv: Sequence[str]) -> None:
    """Do what ensure_environment promises, with a problem as an exception."""
    lock, parts = read_lock(ROOT), needed_parts(argv)
    if wants_current(os.environ):
        missing = missing_packages(lock, parts)
        if missing:
            raise EnvironmentProblem("missing", python=sys.executable, names=", ".join(missing))
        return
    places = list(venv_places(ROOT, os.environ))
    ready = next((venv for venv in places if is_ready(venv, lock, parts)), None)
    if ready and runs_in(ready):
        os.environ.pop(HANDED_OVER, None)
        return
    if not ready:
        from wijkverbinder.environment import prepare_environment

        ready = prepare_environment(places, lock, parts)
    hand_over(ready)


def ensure_environment(argv: Sequence[str]) -> None:
    """Come back only in a Python that has every package the command needs.

    When this Python is not the one of the project's environment, the process turns into that one (on Windows:
    waits for it), with the same words and the same exit code. When there is none yet, it is made first.

    Args:
        argv: the words after build.py.

    Raises:
        SystemExit: with one sentence for the user when that cannot be done.
    """
    try:
        use_environment(argv)
    except EnvironmentProblem as problem:
        raise SystemExit(str(problem)) from None
    except KeyboardInterrupt:
        print(say("interrupted"), file=sys.stderr)
        raise SystemExit(130) from None
