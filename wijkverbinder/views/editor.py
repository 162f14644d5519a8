"""The form in the browser: the page that it stands on, and its configuration."""

from __future__ import annotations

import json

from wijkverbinder.hosting import meta_policy
from wijkverbinder.i18n import LOCALES
from wijkverbinder.kinds import KINDS
from wijkverbinder.model import Facts
from wijkverbinder.views.desk import Desk, View


def editor(_facts: Facts, desk: Desk) -> View:
    """The page that holds the form; it has nothing around it, since the form fills the window."""
    settings = desk.frame.settings
    return {
        "lang": desk.language,
        "dir": LOCALES[desk.language].direction,
        "title": desk.t("editor.title"),
        "head_title": f"{desk.t('editor.title')} – {settings.name}",
        "home": desk.place("home"),
        "favicon": desk.href(desk.frame.images["favicon"]),
        "policy": meta_policy(settings.editor),
    }


def editor_config(_facts: Facts, desk: Desk) -> View:
    """What the form asks, made from the models and the terms of this site."""
    from wijkverbinder.forms import configuration

    settings, vocabulary = desk.frame.settings, desk.frame.vocabulary
    terms = {
        taxonomy: [(term, desk.label(taxonomy, term)) for term in vocabulary.terms(taxonomy)]
        for taxonomy in vocabulary.taxonomies
    }
    terms["phase"] = [(term, desk.label("phase", term)) for term in desk.terms("phase")]
    folders = {kind: desk.t(f"address.{kind}") for kind in KINDS}
    made = configuration(settings.editor, terms, folders)
    return {"text": json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"}
