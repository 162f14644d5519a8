"""The same command as build.py, for who has prepared the environment: ``python -m wijkverbinder``."""

from __future__ import annotations

import sys

from wijkverbinder.cli import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
