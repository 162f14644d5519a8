"""The browsers of this machine: which there are, and where; knows not what they are wanted for.

Environment variables:
    WIJKVERBINDER_CHROMIUM, WIJKVERBINDER_FIREFOX: the browser to use.
"""

from __future__ import annotations

import os
import shutil
import sys

BROWSERS = {
    "chromium": (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "microsoft-edge",
        "msedge",
        "chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
        r"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
    ),
    "firefox": (
        "firefox-esr",
        "firefox",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"%ProgramFiles%\Mozilla Firefox\firefox.exe",
        r"%ProgramFiles(x86)%\Mozilla Firefox\firefox.exe",
    ),
}
"""Every browser that we can use, with the names that it has on a PATH and the places where systems put it."""

CALM = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""A Chromium that is left to itself calls home, looks for updates, and asks questions at its first start."""


class NoSuchBrowser(Exception):
    """The user's variable names a program that is not there."""

    def __init__(self, variable: str, path: str) -> None:
        super().__init__(f"{variable}: {path}")
        self.variable, self.path = variable, path


def variable(name: str) -> str:
    """The environment variable that names a browser."""
    return f"WIJKVERBINDER_{name.upper()}"


def find_browser(name: str) -> str:
    """Finds a browser on this machine.

    Args:
        name: `chromium` or `firefox`.

    Returns:
        the path of its program, or an empty text when it is not here.

    Raises:
        NoSuchBrowser: the user's variable names a program that is not there.
    """
    chosen = os.environ.get(variable(name))
    if chosen:
        path = shutil.which(chosen)
        if not path:
            raise NoSuchBrowser(variable(name), chosen)
        return path
    places = (shutil.which(os.path.expandvars(place)) for place in BROWSERS[name])
    return next((place for place in places if place), "")


def calm_options() -> list[str]:
    """The words for a Chromium that does as it is told, and no more."""
    # Chromium refuses to run as root inside its own sandbox.
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return [*CALM, *(["--no-sandbox"] if is_root else [])]
