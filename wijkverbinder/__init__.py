"""De Wijkverbinder: turns a folder of Markdown into a toolkit for contact between neighbours."""

__version__ = "0.1.0"
