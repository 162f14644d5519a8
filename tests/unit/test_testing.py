"""The commands that test and lint: what they run, what they refuse, and what they shout."""

from __future__ import annotations

import hashlib
import io
import shutil
import string
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from wijkverbinder import browsers, testing

CAN_SPELL = testing.can_spell
PROVIDE_CHECKER = testing.provide_checker


@pytest.fixture(autouse=True)
def dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are in Dutch, no browser is chosen by whoever runs these tests, and hunspell is there."""
    monkeypatch.setenv("WIJKVERBINDER_LANG", "nl")
    monkeypatch.setattr(testing, "can_spell", lambda: True)
    monkeypatch.setattr(testing, "provide_checker", lambda: "/lib/vnu.jar")
    for name in (*browsers.BROWSERS, "vnu"):
        monkeypatch.delenv(browsers.variable(name), raising=False)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been run; each of them ends well and says nothing."""
    noted: list[list[str]] = []

    def note(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        noted.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", note)
    return noted


def pretend_browsers(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let only these browsers be on this machine."""
    monkeypatch.setattr(testing, "find_browser", lambda name: f"/bin/{name}" if name in names else "")


def test_the_tests_run_on_two_workers_with_both_browsers(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend_browsers(monkeypatch, "chromium", "firefox")
    assert testing.run_tests(["-k", "fase", "tests/unit"]) == 0
    assert commands == [[sys.executable, "-m", "pytest", "-n", "2", "-k", "fase", "tests/unit"]]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("status", [0, 1, 5])
def test_the_exit_code_is_that_of_pytest(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_browsers(monkeypatch, "chromium", "firefox")
    monkeypatch.setattr(testing, "run_pytest", lambda *_: status)
    assert testing.run_tests([]) == status


def test_the_tests_hear_where_the_browsers_are() -> None:
    environ = testing.environment_for_tests({"chromium": "/bin/chromium"})
    assert environ["WIJKVERBINDER_CHROMIUM"] == "/bin/chromium"
    assert environ["PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD"] == "1"
    assert "WIJKVERBINDER_FIREFOX" not in environ


def test_without_a_browser_no_test_runs_and_one_sentence_says_what_to_do(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend_browsers(monkeypatch)
    monkeypatch.setattr(testing, "may_install", lambda: False)
    assert testing.run_tests([]) == 2
    assert commands == []
    said = capsys.readouterr().err
    assert "apt install chromium" in said
    assert "--without-browser" in said


def test_leaving_the_browser_tests_out_is_told_loudly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend_browsers(monkeypatch)
    ran: list[list[str]] = []

    def note(words: list[str], _: dict[str, str]) -> int:
        ran.append(words)
        return 0

    monkeypatch.setattr(testing, "run_pytest", note)
    monkeypatch.setattr(testing, "count_browser_tests", lambda *_: 37)
    assert testing.run_tests(["--without-browser", "-x"]) == 0
    assert ran == [["-n", "2", "-m", "not browser", "-x"]]
    assert "LET OP: 37 browsertests zijn WEGGELATEN" in capsys.readouterr().out


def test_the_browser_tests_are_really_counted() -> None:
    environ = testing.environment_for_tests({})
    assert testing.count_browser_tests(["tests/unit"], environ) == 0
    assert testing.count_browser_tests(["tests/browser/test_browsers.py"], environ) > 5


def test_a_missing_firefox_is_told_loudly(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend_browsers(monkeypatch, "chromium")
    monkeypatch.setattr(testing, "may_install", lambda: False)
    assert testing.run_tests([]) == 0
    assert len(commands) == 1
    assert "Firefox zijn WEGGELATEN" in capsys.readouterr().out


def test_root_on_debian_installs_only_what_lacks(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend_browsers(monkeypatch, "chromium")
    monkeypatch.setattr(testing, "may_install", lambda: True)
    testing.provide_browsers()
    apt = ["apt-get", "-q"]
    install = [*apt, "install", "--yes", "--no-install-recommends", "firefox-esr"]
    assert commands == [[*apt, "update"], install]
    assert "firefox" in capsys.readouterr().err


def test_root_on_debian_installs_hunspell_with_its_dutch(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(testing, "may_install", lambda: True)
    monkeypatch.setattr(testing, "can_spell", lambda: len(commands) > 1)
    assert testing.provide_spelling()
    apt = ["apt-get", "-q"]
    install = [*apt, "install", "--yes", "--no-install-recommends", "hunspell", "hunspell-nl"]
    assert commands == [[*apt, "update"], install]
    assert "hunspell" in capsys.readouterr().err
    assert testing.provide_spelling()
    assert len(commands) == 2


@pytest.mark.parametrize("arguments", [[], ["--without-browser"]])
def test_a_missing_hunspell_is_told_loudly_and_stops_no_other_test(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend_browsers(monkeypatch, "chromium", "firefox")
    monkeypatch.setattr(testing, "may_install", lambda: False)
    monkeypatch.setattr(testing, "can_spell", lambda: False)
    monkeypatch.setattr(testing, "run_pytest", lambda *_: 0)
    monkeypatch.setattr(testing, "count_browser_tests", lambda *_: 37)
    assert testing.run_tests(arguments) == 0
    said = capsys.readouterr().out
    assert "spelling is WEGGELATEN" in said
    assert "apt install hunspell hunspell-nl" in said


@pytest.mark.parametrize(
    ("path", "status", "speaks_dutch"), [("", 0, False), ("/bin/hunspell", 1, False), ("/x", 0, True)]
)
def test_hunspell_without_dutch_cannot_spell(
    path: str, status: int, speaks_dutch: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: path or None)
    done = subprocess.CompletedProcess(["hunspell"], status, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    assert CAN_SPELL() is speaks_dutch


def test_apt_get_is_only_heard_when_it_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for status in (0, 100):
        done = subprocess.CompletedProcess(["apt-get"], status, f"status {status}\n", "")
        monkeypatch.setattr(subprocess, "run", lambda *_, done=done, **__: done)
        testing.apt_get("update")
    assert capsys.readouterr().err == "status 100\n\n"


def test_the_users_own_browser_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIJKVERBINDER_CHROMIUM", sys.executable)
    assert browsers.find_browser("chromium") == sys.executable


def test_a_chosen_browser_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WIJKVERBINDER_CHROMIUM", "/weg/chromium")
    assert testing.run_tests([]) == 2
    assert capsys.readouterr().err == (
        "WIJKVERBINDER_CHROMIUM wijst naar /weg/chromium, maar daar is geen programma.\n"
    )


def test_a_browser_is_found_on_the_path_and_in_the_places_of_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "chrome met spatie"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "leeg"))
    monkeypatch.setenv("ProgramFilesHier", str(tmp_path))
    monkeypatch.setitem(browsers.BROWSERS, "chromium", ("chromium", "${ProgramFilesHier}/chrome met spatie"))
    assert browsers.find_browser("chromium") == str(program)
    monkeypatch.setitem(browsers.BROWSERS, "chromium", ("chromium",))
    assert browsers.find_browser("chromium") == ""


def test_the_lint_runs_every_check_and_fails_when_one_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def fail_on_format(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(" ".join(command[2:]))
        return subprocess.CompletedProcess(command, int("format" in command))

    monkeypatch.setattr(subprocess, "run", fail_on_format)
    assert testing.run_lint() == 1
    assert ran == ["ruff check", "ruff format --check", "mypy --strict"]
    assert "Niet in orde: ruff format --check." in capsys.readouterr().out


def test_the_lint_says_when_all_is_well(commands: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert testing.run_lint() == 0
    assert len(commands) == 3
    assert "in orde" in capsys.readouterr().out


@pytest.mark.parametrize("key", testing.WORDS["nl"])
def test_each_sentence_says_the_same_values_in_both_languages(key: str) -> None:
    assert testing.WORDS["nl"].keys() == testing.WORDS["en"].keys()
    fields = [
        {field for _, field, _, _ in string.Formatter().parse(testing.WORDS[language][key])}
        for language in ("nl", "en")
    ]
    assert fields[0] == fields[1]


@pytest.fixture
def java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Java and npm are here, nothing may be installed; gives the folder where the checker is kept."""
    monkeypatch.setattr(testing, "may_install", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "wijkverbinder"


def pack(folder: Path, jar: bytes) -> bytes:
    """A package as npm would give it, with this jar in it."""
    file = folder / "package.tgz"
    with tarfile.open(file, "w:gz") as archive:
        member = tarfile.TarInfo(testing.CHECKER_MEMBER)
        member.size = len(jar)
        archive.addfile(member, io.BytesIO(jar))
    return file.read_bytes()


def give(monkeypatch: pytest.MonkeyPatch, package: bytes) -> None:
    """Let npm give this package."""

    def npm(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        assert command[1:3] == ["pack", testing.CHECKER]
        (Path(command[-1]) / "vnu-jar.tgz").write_bytes(package)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", npm)


def test_the_checker_is_fetched_once_and_kept(java: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = pack(tmp_path, b"the checker")
    digests = {"package": hashlib.sha256(package).hexdigest(), "jar": hashlib.sha256(b"the checker").hexdigest()}
    monkeypatch.setattr(testing, "CHECKER_DIGESTS", digests)
    give(monkeypatch, package)
    jar = Path(PROVIDE_CHECKER())
    assert jar.read_bytes() == b"the checker"
    assert [path.name for path in java.iterdir()] == [jar.name]
    monkeypatch.setattr(testing, "fetch_checker", lambda _jar: pytest.fail("it was there"))
    assert Path(PROVIDE_CHECKER()) == jar


def test_another_package_than_we_know_is_not_unpacked(
    java: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, pack(tmp_path, b"something else"))
    assert not PROVIDE_CHECKER()
    assert not java.exists()


def test_a_jar_that_was_changed_is_not_used(java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(testing, "fetch_checker", lambda jar: (jar.parent.mkdir(), jar.write_bytes(b"other")))
    assert not PROVIDE_CHECKER()
    assert java.exists()


def test_without_java_there_is_no_checker(java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "" if name == "java" else f"/bin/{name}")
    assert not PROVIDE_CHECKER()
    assert not java.exists()


@pytest.mark.usefixtures("commands")
def test_a_missing_checker_is_told_loudly_and_the_tests_hear_of_one_that_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend_browsers(monkeypatch, "chromium", "firefox")
    monkeypatch.setattr(testing, "provide_checker", lambda: "")
    assert testing.run_tests([]) == 0
    assert "de test van de HTML is WEGGELATEN" in capsys.readouterr().out
    assert testing.environment_for_tests({"vnu": "/lib/vnu.jar"})["WIJKVERBINDER_VNU"] == "/lib/vnu.jar"
