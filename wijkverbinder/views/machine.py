"""Outputs for machines: robots.txt and sitemap.xml."""

from __future__ import annotations

from wijkverbinder.model import Facts
from wijkverbinder.urls import absolute
from wijkverbinder.views.desk import Desk, View


def robots(_facts: Facts, desk: Desk) -> View:
    """Everyone may read everything; the sitemap is named where there is one."""
    base = desk.frame.settings.base_url
    return {"sitemap": absolute(base, "sitemap.xml") if base else ""}


def sitemap(_facts: Facts, desk: Desk) -> View:
    """The public address of every page, in order of path; the 404 page is not one to find."""
    base = desk.frame.settings.base_url
    paths = sorted(path for path in desk.argument.split("\n") if path.endswith(".html") and path != "404.html")
    return {"urls": [absolute(base, path) for path in paths]}
