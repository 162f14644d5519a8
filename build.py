"""The command of De Wijkverbinder: prepares its own environment, then hands over to the package.

    python3 build.py            builds site/
    python3 build.py test       runs every test
    python3 build.py --help     tells the rest

This file holds no logic and nothing that Python 3.6 cannot read: only so does somebody with an old Python
get a sentence instead of a syntax error.
"""

import os
import sys

OLD_PYTHON = {
    "nl": "Hiervoor is Python 3.11 of nieuwer nodig; dit is Python {}.",
    "en": "This needs Python 3.11 or newer; this is Python {}.",
}


def old_python_sentence() -> str:
    """Say that this Python is too old, in English when the machine speaks English, else in Dutch."""
    names = ("WIJKVERBINDER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    spoken = next((os.environ[name] for name in names if os.environ.get(name)), "nl")
    language = "en" if spoken.lower().startswith("en") else "nl"
    return OLD_PYTHON[language].format(sys.version.split()[0])


# The guard matters: on macOS and Windows a helper process reads this file again, and must not build as well.
if __name__ == "__main__":
    if sys.version_info < (3, 11):
        raise SystemExit(old_python_sentence())

    from wijkverbinder.bootstrap import ensure_environment

    ensure_environment(sys.argv[1:])

    from wijkverbinder.cli import main

    raise SystemExit(main(sys.argv[1:]))
