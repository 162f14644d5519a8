"""De Wijkverbinder: turns a folder of Markdown into a toolkit for contact between neighbours."""

__version__ = "0.3.0"

EDITION = "2026-11-27"
"""The day of this edition; CHANGELOG.md tells what came with it."""
