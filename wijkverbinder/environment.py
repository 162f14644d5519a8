"""Turns the lock into a virtual environment with those packages in it: the slow half of ``bootstrap``.

It knows venv, pip and the file system, and must not know the rest of the package. Whatever happens, what is
left is the environment as it was, or a whole new one: an old one is moved aside first and comes back when
making the new one fails, and the stamp is written last. pip keeps its own settings: index, proxy and
certificates come from its files and PIP_ variables.
"""

from __future__ import annotations

import compileall
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from wijkverbinder.bootstrap import (
    STAMP_NAME,
    EnvironmentProblem,
    base_python,
    is_ready,
    runs_in,
    say,
    stamp_lines,
    venv_python,
    write_stamp,
)

if sys.platform == "win32":
    import msvcrt
    import time
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Where people let pip put packages is for their own work; a PYTHONPATH would hide what the environment lacks.
NOT_OURS = ("PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PIP_ROOT", "PIP_TARGET", "PIP_USER", "PYTHONPATH")

# What pip writes when something goes wrong, and the sentence that tells it; the first that fits is used.
PIP_SIGNS = {
    "hashes": ("DO NOT MATCH THE HASHES",),
    "full": ("No space left on device", "Disk quota exceeded"),
    "certificate": ("CERTIFICATE_VERIFY_FAILED", "SSLError"),
    "offline": ("connection broken by", "ConnectionError", "Timeout", "ProxyError"),
    "nothing": ("(from versions: none)",),
    "no_wheel": ("No matching distribution", "Could not find a version"),
}


class NothingInstalled(EnvironmentProblem):
    """pip stopped before it put the first package in its place."""


def prepare_environment(places: Sequence[str], lock: Mapping[str, str], parts: Sequence[str]) -> str:
    """Make an environment, or add the part that it lacks.

    Args:
        places: the folders that may hold it, the best first.
        lock: the parts of the lock.
        parts: the parts that have to be in it.

    Returns:
        The folder of the environment, which is ready.

    Raises:
        EnvironmentProblem: when that fails; nothing half made is left.
        KeyboardInterrupt: when the user, or the system, stops it; nothing half made is left then either.
    """
    begun = (place for place in places if is_ready(place, lock, ["build"]))
    venv = Path(next(begun, None) or choose_place(places))
    with signals_as_interrupt(), one_at_a_time(venv.with_name(venv.name + ".lock")):
        # While we waited, another build.py may have done it all.
        if is_ready(str(venv), lock, parts):
            pass
        elif is_ready(str(venv), lock, ["build"]):
            add_parts(venv, lock, parts)
        else:
            make_environment(venv, lock, parts)
    return str(venv)


def choose_place(places: Sequence[str]) -> str:
    """Choose the folder in which an environment will be made: the first that can be.

    Raises:
        EnvironmentProblem: when none of them can.
    """
    for place in places:
        if is_writable(Path(place).parent):
            return place
    raise EnvironmentProblem("read_only", places=", ".join(str(Path(place).parent) for place in places))


def is_writable(folder: Path) -> bool:
    """Find out by trying whether files can be made in a folder, which is made itself when it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def make_environment(venv: Path, lock: Mapping[str, str], parts: Sequence[str]) -> None:
    """Make an environment from nothing, in the place of the one that may be there.

    Raises:
        EnvironmentProblem: when that fails; the one that was there is back.
    """
    tell("prepare", venv=venv)
    old = venv.with_name(venv.name + ".old")
    try:
        remove(old)
        if os.path.lexists(venv):
            venv.rename(old)
    except OSError as error:
        raise EnvironmentProblem("stuck", venv=venv, reason=error.strerror) from error
    try:
        pip = create_venv(venv)
        install_parts(pip, venv, lock, parts)
        compile_package()
        write_stamp(str(venv), stamp_lines(str(venv), lock, parts))
    except BaseException:
        remove(venv)
        if os.path.lexists(old):
            old.rename(venv)
        raise
    remove(old)


def add_parts(venv: Path, lock: Mapping[str, str], parts: Sequence[str]) -> None:
    """Add to an environment the parts of the lock that it does not have yet.

    Raises:
        EnvironmentProblem: when that fails; the environment is as it was, or gone when pip stopped half-way.
    """
    tell("prepare", venv=venv)
    lacking = [part for part in parts if not is_ready(str(venv), lock, [part])]
    stamp = venv / STAMP_NAME
    before = stamp.read_bytes()
    try:
        # Without its stamp the environment counts as half made, even if we are killed on the next line.
        stamp.unlink()
        install_parts(pip_for(venv), venv, lock, lacking)
        write_stamp(str(venv), stamp_lines(str(venv), lock, parts))
    except NothingInstalled:
        stamp.write_bytes(before)
        raise
    except BaseException:
        remove(venv)
        raise


def compile_package() -> None:
    """Compile our own modules, as pip does with those that it installs.

    Python does that itself at a first start, unless it is told not to write; then every start would pay for it.
    Where the folder cannot be written, nothing happens.
    """
    compileall.compile_dir(str(Path(__file__).parent), quiet=2)


def create_venv(venv: Path) -> list[str]:
    """Make an empty virtual environment.

    Debian ships Python without what venv needs to put pip in it; with a pip outside, it need not be in there.

    Returns:
        The words that start a pip which installs into it.

    Raises:
        EnvironmentProblem: when this Python cannot make one.
    """
    base, pip = base_python(), outside_pip(venv)
    if not pip and not has_module(base, "ensurepip"):
        raise EnvironmentProblem("no_pip", python=base)
    status, output = run([base, "-m", "venv", *(["--without-pip"] if pip else []), str(venv)])
    if status:
        reason = output.strip() or f"venv: {status}"
        raise EnvironmentProblem("stuck", venv=venv, reason=reason.splitlines()[-1])
    return pip or [venv_python(str(venv)), "-m", "pip"]


def outside_pip(venv: Path) -> list[str]:
    """Give the words that start a pip outside an environment, for installing into it; none without a pip."""
    pythons = [base_python(), *([] if runs_in(str(venv)) else [sys.executable])]
    found = next((python for python in pythons if has_module(python, "pip")), None)
    return [found, "-m", "pip", "--python", venv_python(str(venv))] if found else []


def pip_for(venv: Path) -> list[str]:
    """Give the words that start a pip which installs into an environment that exists.

    Raises:
        EnvironmentProblem: when there is none.
    """
    python = venv_python(str(venv))
    if has_module(python, "pip"):
        return [python, "-m", "pip"]
    pip = outside_pip(venv)
    if not pip:
        raise NothingInstalled("no_pip", python=base_python())
    return pip


def has_module(python: str, name: str) -> bool:
    """Tell whether a Python has a module, without importing it."""
    question = f"import importlib.util as u; raise SystemExit(u.find_spec({name!r}) is None)"
    return run([python, "-c", question])[0] == 0


def install_parts(pip: Sequence[str], venv: Path, lock: Mapping[str, str], parts: Sequence[str]) -> None:
    """Install parts of the lock: those very files, as their hashes tell, and nothing else.

    Args:
        pip: the words that start pip for this environment.
        venv: the environment's folder.
        lock: the parts of the lock.
        parts: the parts to install.

    Raises:
        EnvironmentProblem: when pip fails; the sentence tells why, in so far as pip's words do.
    """
    wanted = venv / "wijkverbinder-wanted.txt"
    wanted.write_text("\n".join(lock[part] for part in parts), encoding="utf-8")
    exact = ["--require-hashes", "--only-binary=:all:", "--no-deps", "-r", str(wanted)]
    manner = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-user"]
    status, output = run([*pip, "install", *manner, *exact])
    if status:
        explain_pip(output)
    wanted.unlink()


def explain_pip(output: str) -> NoReturn:
    """Turn what pip wrote into one sentence, followed by the line in which pip itself gives up.

    Raises:
        EnvironmentProblem: always.
    """
    found = (key for key, signs in PIP_SIGNS.items() if any(sign in output for sign in signs))
    key = next(found, "pip_failed")
    kind = EnvironmentProblem if key in ("full", "pip_failed") else NothingInstalled
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["pip"]
    said = next((line for line in lines if line.startswith("ERROR")), lines[-1])
    raise kind(key, python=base_python(), pip=said)


def run(command: Sequence[str]) -> tuple[int, str]:
    """Run a program to its end, and when we are stopped stop it and all that it started.

    Returns:
        Its exit code and all that it wrote.
    """
    environ = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    # pip's own five attempts keep somebody without a network waiting for minutes.
    environ.setdefault("PIP_RETRIES", "2")
    process = subprocess.Popen(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # so that we can stop it with all that it started; Windows ignores this
    )
    try:
        output, _ = process.communicate()
    except BaseException:
        stop(process)
        raise
    return process.returncode, output


def stop(process: subprocess.Popen[str]) -> None:
    """End a process and, where the system knows groups, all that it started."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def signals_as_interrupt() -> Iterator[None]:
    """Let a polite request to end (a closed terminal, a system going down) tidy up as Control-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Let one process at a time go on; the others wait.

    The system itself lets go of the lock when a process ends, however it ends.

    Args:
        path: the file that is the lock; it is there only while somebody holds it.

    Raises:
        EnvironmentProblem: when the file cannot be made.
    """
    while True:
        try:
            file = path.open("a")
        except OSError as error:
            raise EnvironmentProblem("stuck", venv=path.parent, reason=error.strerror) from error
        with file:
            take_lock(file.fileno())
            # Who had the lock before us removed the file: then whoever comes next would not meet our lock.
            if path.exists() and os.path.samestat(path.stat(), os.fstat(file.fileno())):
                try:
                    yield
                finally:
                    if os.name != "nt":
                        path.unlink(missing_ok=True)
                break
    if os.name == "nt":  # which removes no open files; and when another waits, the file is open
        with suppress(OSError):
            path.unlink()


def take_lock(file: int) -> None:
    """Take the lock of an open file, waiting for it when need be.

    A file system without locks (some network drives) is let be: two at once is rare there.
    """
    if sys.platform == "win32":
        while True:
            try:
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
                return
            except OSError:
                time.sleep(0.2)
    else:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)


def remove(path: Path) -> None:
    """Remove a folder with all that is in it, or whatever else has that name."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def tell(key: str, **values: object) -> None:
    """Show a sentence on standard error, where no letter of any alphabet can fail to be written."""
    print(say(key, **values), file=sys.stderr, flush=True)
