"""The bootstrap on a machine of its own: a copy of build.py, tiny packages, real venvs and the real pip."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import signal
import socket
import string
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from wijkverbinder import bootstrap, environment
from wijkverbinder.arguments import parser_of
from wijkverbinder.bootstrap_words import WORDS

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("__init__.py", "bootstrap.py", "bootstrap_words.py", "environment.py")
CLI = """
import importlib.util
import sys

def main(argv):
    names = [name for name in ("steen", "toets") if importlib.util.find_spec(name)]
    print("heeft", *names, "kreeg", *argv, "in", sys.prefix)
    return 7 if "zeven" in argv else 0
"""
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX knows them")


def write_wheel(folder: Path, name: str) -> str:
    """Make a package of one empty module, and give its line for a lock."""
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


@dataclass(frozen=True)
class Project:
    """A copy of the project that needs ``steen`` to build and ``toets`` to test."""

    folder: Path
    environ: dict[str, str]

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    @property
    def lock(self) -> Path:
        return self.folder / "requirements.txt"

    def run(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run build.py with the Python outside, and with these variables on top of the others."""
        with self.start(*words, **environ) as process:
            output, errors = process.communicate(timeout=100)
        return subprocess.CompletedProcess(words, process.returncode, output, errors)

    def start(self, *words: str, **environ: str) -> subprocess.Popen[str]:
        """Start build.py and come back at once."""
        return subprocess.Popen(
            [bootstrap.base_python(), "build.py", *words],
            cwd=self.folder,
            env={**self.environ, **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def leftovers(self) -> set[str]:
        """Everything in the folder that build.py must not leave behind when it fails."""
        ours = {"build.py", "requirements.txt", "wijkverbinder"}
        return {path.name for path in self.folder.iterdir()} - ours


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy, in a folder with a space and a letter that is not English, on a machine with nothing."""
    folder = tmp_path / "mijn wijk é"
    package = folder / "wijkverbinder"
    package.mkdir(parents=True)
    shutil.copy(ROOT / "build.py", folder)
    for name in COPIED:
        shutil.copy(ROOT / "wijkverbinder" / name, package)
    (package / "cli.py").write_text(CLI, encoding="utf-8")
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    lock = [write_wheel(wheels, "steen"), f"{bootstrap.TEST_MARK}\n", write_wheel(wheels, "toets")]
    (folder / "requirements.txt").write_text("".join(lock), encoding="utf-8")
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
    environ = {name: os.environ[name] for name in kept if name in os.environ}
    environ |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    environ |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    return Project(folder, environ)


@pytest.fixture
def ready(project: Project) -> Project:
    """The same copy after its first run."""
    assert project.run().returncode == 0
    return project


def offline(port: int = 9) -> dict[str, str]:
    """The variables of a machine whose package index lies at a port of its own, where nobody answers."""
    index = f"http://127.0.0.1:{port}/simple"
    return {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": index, "PIP_RETRIES": "1"}


# --- what a user meets -----------------------------------------------------------------------------------


def test_the_first_run_prepares_and_then_does_the_work(project: Project) -> None:
    done = project.run("zeven", "met spatie")
    assert done.stdout == f"heeft steen kreeg zeven met spatie in {project.venv}\n"
    assert done.returncode == 7
    assert "voorbereiding" in done.stderr
    assert project.leftovers() == {".venv"}


def test_the_second_run_says_and_changes_nothing(ready: Project) -> None:
    before = (ready.venv / bootstrap.STAMP_NAME).stat()
    done = ready.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert (ready.venv / bootstrap.STAMP_NAME).stat().st_mtime_ns == before.st_mtime_ns


def test_it_needs_no_home_and_no_locale(project: Project) -> None:
    assert project.run(HOME="").returncode == 0


def test_from_inside_the_environment_it_goes_on_at_once(ready: Project) -> None:
    command = [bootstrap.venv_python(str(ready.venv)), "build.py", "zeven"]
    done = subprocess.run(command, cwd=ready.folder, env=ready.environ, check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (7, b"")


def test_options_of_python_itself_go_along(ready: Project) -> None:
    (ready.folder / "wijkverbinder" / "cli.py").write_text(
        "import sys\ndef main(argv): return sys.flags.optimize\n", encoding="utf-8"
    )
    command = [bootstrap.base_python(), "-OO", "build.py"]
    assert subprocess.run(command, cwd=ready.folder, env=ready.environ, check=False).returncode == 2


def test_the_test_command_adds_its_packages_to_the_same_environment(ready: Project) -> None:
    before = (ready.venv / "pyvenv.cfg").stat().st_mtime_ns
    assert ready.run("test").stdout.startswith("heeft steen toets kreeg test")
    assert (ready.venv / "pyvenv.cfg").stat().st_mtime_ns == before
    assert ready.run("test").stderr == ""
    assert ready.run().stderr == ""


def test_a_changed_lock_makes_the_environment_anew(ready: Project) -> None:
    (ready.venv / "oud").touch()
    ready.lock.write_text("# anders\n" + ready.lock.read_text(encoding="utf-8"), encoding="utf-8")
    assert ready.run().returncode == 0
    assert not (ready.venv / "oud").exists()


def test_a_changed_lock_of_the_tests_leaves_the_build_alone(ready: Project) -> None:
    ready.lock.write_text(ready.lock.read_text(encoding="utf-8") + "# anders\n", encoding="utf-8")
    assert ready.run().stderr == ""


def test_a_moved_folder_gets_an_environment_of_its_own(ready: Project, tmp_path: Path) -> None:
    moved = Project(ready.folder.rename(tmp_path / "verhuisd"), ready.environ)
    assert moved.run().stdout.endswith(f"in {moved.venv}\n")


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [("python .*", "python cpython-310 linux x86_64"), ("base .*", "base /weg/python3")],
)
def test_an_environment_of_another_python_is_made_anew(ready: Project, pattern: str, instead: str) -> None:
    stamp = ready.venv / bootstrap.STAMP_NAME
    stamp.write_text(re.sub(pattern, instead, stamp.read_text(encoding="utf-8")), encoding="utf-8")
    assert "voorbereiding" in ready.run().stderr
    assert ready.run().stderr == ""


def test_what_a_killed_run_left_is_cleared_away(project: Project) -> None:
    for name in (".venv", ".venv.old"):
        (project.folder / name / "bin").mkdir(parents=True)
        (project.folder / name / "bin" / "python").write_text("half", encoding="utf-8")
    (project.folder / ".venv.lock").touch()
    assert project.run().returncode == 0
    assert project.leftovers() == {".venv"}


def test_two_at_once_prepare_one_environment(project: Project) -> None:
    both = [project.start(), project.start()]
    errors = "".join(process.communicate(timeout=100)[1] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert errors.count("voorbereiding") == 1
    assert project.leftovers() == {".venv"}


def test_a_setting_of_where_pip_installs_is_not_for_us(project: Project, tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "elders")
    done = project.run(PIP_TARGET=elsewhere, PIP_USER="1", PYTHONPATH=elsewhere)
    assert done.stdout.startswith("heeft steen")


# --- what goes wrong -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("locale", "sentence"), [("", "geen verbinding"), ("en_GB.UTF-8", "no connection")])
def test_without_a_network_it_says_so_and_leaves_nothing(project: Project, locale: str, sentence: str) -> None:
    done = project.run(**offline(), LC_ALL=locale)
    assert done.returncode == 1
    assert sentence in done.stderr.splitlines()[-1]
    assert project.leftovers() == set()


def test_without_a_network_the_old_environment_comes_back(ready: Project) -> None:
    before = ready.lock.read_text(encoding="utf-8")
    ready.lock.write_text("# anders\n" + before, encoding="utf-8")
    assert ready.run(**offline()).returncode == 1
    assert ready.leftovers() == {".venv"}
    ready.lock.write_text(before, encoding="utf-8")
    assert ready.run().stderr == ""


def test_without_a_network_the_build_goes_on_after_a_failed_test(ready: Project) -> None:
    assert ready.run("test", **offline()).returncode == 1
    assert ready.run().stderr == ""


def test_an_index_that_knows_nothing_is_told_with_what_pip_said(project: Project, tmp_path: Path) -> None:
    done = project.run(PIP_FIND_LINKS=str(tmp_path))
    assert "niet gevonden" in done.stderr
    assert "steen==1.0" in done.stderr
    assert project.leftovers() == set()


def test_a_package_with_another_hash_is_refused(project: Project) -> None:
    text = project.lock.read_text(encoding="utf-8")
    project.lock.write_text(re.sub("sha256:.{8}", "sha256:00000000", text), encoding="utf-8")
    done = project.run()
    assert done.returncode == 1
    assert "niet het pakket dat in requirements.txt staat" in done.stderr
    assert project.leftovers() == set()


def test_a_missing_lock_is_named(project: Project) -> None:
    project.lock.unlink()
    assert f"{project.lock} ontbreekt" in project.run().stderr


@POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_stopped_half_way_it_leaves_nothing(project: Project, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        process = project.start(**offline(silent.getsockname()[1]))
        connection, _ = silent.accept()  # pip is at work, and waits for an answer that never comes
        process.send_signal(getattr(signal, name))
        _, errors = process.communicate(timeout=20)
        connection.settimeout(10)
        while connection.recv(4096):
            pass  # the end of the line: pip has stopped too
        connection.close()
    assert process.returncode == 130
    assert "Onderbroken" in errors
    assert project.leftovers() == set()


@POSIX
def test_killed_half_way_the_next_run_starts_again(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        process = project.start(**offline(silent.getsockname()[1]))
        silent.accept()[0].close()
        process.kill()
        process.communicate(timeout=20)
    assert project.run().returncode == 0
    assert project.leftovers() == {".venv"}


def test_an_environment_that_does_not_start_is_no_endless_loop(ready: Project) -> None:
    done = ready.run(**{bootstrap.HANDED_OVER: str(ready.venv)})
    assert done.returncode == 1
    assert "werkt niet" in done.stderr


# --- the user's own Python -------------------------------------------------------------------------------


def test_the_current_python_is_used_as_it_is(project: Project) -> None:
    project.lock.write_text(bootstrap.TEST_MARK + "\n", encoding="utf-8")
    done = project.run("zeven", WIJKVERBINDER_ENV="current")
    assert (done.returncode, done.stderr) == (7, "")
    assert project.leftovers() == set()


def test_what_the_current_python_lacks_is_named(project: Project) -> None:
    done = project.run("test", WIJKVERBINDER_ENV="current")
    assert done.returncode == 1
    assert "mist: steen, toets." in done.stderr


def test_another_word_for_the_environment_is_refused(project: Project) -> None:
    assert "'huidig'" in project.run(WIJKVERBINDER_ENV="huidig").stderr


# --- an old Python ---------------------------------------------------------------------------------------


def test_an_old_python_can_read_build_py() -> None:
    ast.parse((ROOT / "build.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(("locale", "sentence"), [("nl_NL", "is Python 3.11 of nieuwer"), ("en", "needs Python")])
def test_an_old_python_gets_one_sentence(project: Project, locale: str, sentence: str) -> None:
    script = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path('build.py', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=project.folder,
        env={**project.environ, "LANG": locale},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


# --- the parts -------------------------------------------------------------------------------------------


def test_a_ready_machine_imports_nothing_slow() -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import wijkverbinder.bootstrap;"
        "print(*sorted({'pathlib', 'subprocess', 'tempfile', 'typing', 're'} & set(sys.modules)))"
    )
    command = [sys.executable, "-I", "-S", "-c", script]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    assert done.stdout == "\n"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "nl"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "de_DE.UTF-8"}, "nl"),
        ({"LANG": "C.UTF-8"}, "nl"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "nl_NL", "LANG": "en_GB"}, "nl"),
        ({"LC_ALL": "en_US", "LC_MESSAGES": "nl_NL"}, "en"),
        ({"LC_ALL": "", "LANG": "en_US"}, "en"),
        ({"WIJKVERBINDER_LANG": "en", "LC_ALL": "nl_NL"}, "en"),
        ({"WIJKVERBINDER_LANG": "nl", "LC_ALL": "en_GB"}, "nl"),
    ],
)
def test_the_language_follows_the_variables(environ: dict[str, str], language: str) -> None:
    assert bootstrap.message_language(environ) == language


@pytest.mark.parametrize("key", WORDS["nl"])
def test_each_sentence_says_the_same_values_in_both_languages(key: str) -> None:
    assert WORDS["nl"].keys() == WORDS["en"].keys()
    dutch, english = (
        {field for _, field, _, _ in string.Formatter().parse(WORDS[language][key])} for language in ("nl", "en")
    )
    assert dutch == english


@pytest.mark.parametrize(
    ("argv", "parts"),
    [
        ([], ("build",)),
        (["check"], ("build",)),
        (["check", "test"], ("build",)),
        (["test", "-k", "x"], ("build", "test")),
        (["lint"], ("build", "test")),
        (["--language", "en", "lint"], ("build", "test")),
        (["--language=en", "--source", "check", "test", "tests/unit"], ("build", "test")),
        (["--source", "test"], ("build",)),
        (["--source", "lint", "check"], ("build",)),
        (["new", "page", "test"], ("build",)),
        (["-h", "test"], ("build", "test")),
        (["--language"], ("build",)),
    ],
)
def test_only_the_commands_that_test_need_the_test_part(argv: list[str], parts: tuple[str, ...]) -> None:
    assert bootstrap.needed_parts(argv) == parts


def test_each_option_that_may_stand_before_a_command_takes_a_value() -> None:
    """By that the command is found before there is anything that knows the options."""
    parser = parser_of("nl")
    options = [action.option_strings for action in parser._actions if action.option_strings]
    assert [option[0] for option in options] == ["-h", "--output", "--source", "--overlay", "--language"]
    for (option,) in options[1:]:
        for argv in ([option, "nl", "lint"], [f"{option}=nl", "lint"]):
            assert parser.parse_args(argv).command == bootstrap.command_in(argv) == "lint"


@POSIX
@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"XDG_CACHE_HOME": "/kas", "HOME": "/thuis"}, "/kas"),
        ({"XDG_CACHE_HOME": "kas", "HOME": "/thuis"}, "/thuis/.cache"),
        ({"HOME": "/thuis"}, "/thuis/.cache"),
        ({"HOME": ""}, ""),
    ],
)
def test_the_cache_folder_is_absolute_or_there_is_none(environ: dict[str, str], folder: str) -> None:
    assert bootstrap.cache_folder(environ).replace("Library/Caches", ".cache") == folder


def test_two_copies_never_share_a_cached_environment(tmp_path: Path) -> None:
    environ = {"XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    here, there = (list(bootstrap.venv_places(str(tmp_path / name), environ)) for name in ("hier", "daar"))
    assert here[0] == str(tmp_path / "hier" / ".venv")
    assert here[1].startswith(str(tmp_path / "wijkverbinder"))
    assert here[1] != there[1]


def test_where_the_project_cannot_be_written_the_cache_is_used(tmp_path: Path) -> None:
    blocked, cache = tmp_path / "bestand", tmp_path / "cache" / "venv"
    blocked.touch()  # a file, so that nothing can be made inside it, not even by root
    lock = {"build": "", "test": ""}
    place = environment.prepare_environment([str(blocked / ".venv"), str(cache)], lock, ["build"])
    assert place == str(cache)
    assert bootstrap.is_ready(place, lock, ["build"])


def test_where_nothing_can_be_written_the_places_are_named(tmp_path: Path) -> None:
    blocked = tmp_path / "bestand"
    blocked.touch()
    with pytest.raises(bootstrap.EnvironmentProblem, match="bestand"):
        environment.choose_place([str(blocked / ".venv"), str(blocked / "cache" / "venv")])


@pytest.mark.parametrize(
    ("output", "key"),
    [
        ("ERROR: [Errno 28] No space left on device", "full"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("Retrying after connection broken by 'ProxyError'\nERROR: No matching distribution", "offline"),
        ("ERROR: Could not find a version that satisfies x (from versions: none)", "nothing"),
        ("ERROR: Could not find a version that satisfies x (from versions: 0.9)", "no_wheel"),
        ("ERROR: No matching distribution found for steen==1.0", "no_wheel"),
        ("Segmentation fault", "pip_failed"),
        ("", "pip_failed"),
    ],
)
def test_what_pip_says_becomes_one_sentence(output: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIJKVERBINDER_LANG", "nl")
    with pytest.raises(bootstrap.EnvironmentProblem) as problem:
        environment.explain_pip(output)
    assert str(problem.value).startswith(WORDS["nl"][key].partition("{")[0])
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("pip", "ensurepip", "made"),
    [(True, False, "--without-pip"), (True, True, "--without-pip"), (False, True, "")],
)
def test_a_python_without_pip_or_without_its_own_copy_of_it_will_do(
    pip: bool, ensurepip: bool, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def note(command: list[str]) -> tuple[int, str]:
        commands.append(command)
        return 0, ""

    there = {"pip": pip, "ensurepip": ensurepip}
    monkeypatch.setattr(environment, "has_module", lambda _, name: there[name])
    monkeypatch.setattr(environment, "run", note)
    venv = tmp_path / ".venv"
    words = environment.create_venv(venv)
    assert commands[0][1:] == ["-m", "venv", *([made] if made else []), str(venv)]
    assert ("--python" in words) == pip


def test_a_python_with_neither_is_told_what_helps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "has_module", lambda *_: False)
    with pytest.raises(bootstrap.EnvironmentProblem, match="apt install python3-venv"):
        environment.create_venv(tmp_path / ".venv")


def test_who_waited_for_the_lock_holds_one_that_others_meet(tmp_path: Path) -> None:
    path = tmp_path / "slot"
    script = (
        f"import sys, time; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path; from wijkverbinder.environment import one_at_a_time\n"
        f"with one_at_a_time(Path({str(path)!r})): print('binnen', time.monotonic(), flush=True)"
    )
    with environment.one_at_a_time(path):
        other = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, encoding="utf-8")
        time.sleep(0.5)
        left = time.monotonic()
    output, _ = other.communicate(timeout=20)
    assert float(output.split()[1]) >= left
    assert not path.exists()
