"""Templates: nothing undefined, everything escaped, fields before methods."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from tests.small import put
from wijkverbinder.i18n import Messages
from wijkverbinder.render import Renderer, TemplateFault

WORDS = Messages("nl", {"hallo": "Dag {naam}", "mens.one": "mens", "mens.other": "mensen"})


def render(tmp_path: Path, template: str, cache: Path | None = None, **view: Any) -> str:
    """One page from one template."""
    put(tmp_path, "templates/a.html", template)
    return Renderer(tmp_path / "templates", cache).render("a.html", view, WORDS)


def test_a_page_is_filled_in_and_words_are_at_hand(tmp_path: Path) -> None:
    assert (
        render(tmp_path, "{{ page.x }} {{ t('hallo', naam='buur') }} {{ t('mens', count=2) }}\n", x=1)
        == "1 Dag buur mensen\n"
    )


def test_text_is_escaped_and_our_own_html_is_not(tmp_path: Path) -> None:
    shown = render(tmp_path, '<p title="{{ page.a }}">{{ page.b }}</p>', a="\"'<&", b=Markup("<b>"))
    assert shown == '<p title="&#34;&#39;&lt;&amp;"><b></p>'


@pytest.mark.parametrize("name", ["items", "keys", "values", "get", "pop", "update"])
def test_a_field_may_be_called_like_a_method(tmp_path: Path, name: str) -> None:
    view: dict[str, Any] = {name: "veld"}
    assert render(tmp_path, f"{{{{ page.{name} }}}}", **view) == "veld"


@pytest.mark.parametrize(
    "template",
    [
        "{{ page.weg }}",
        "{{ page.a.b }}",
        "{% if %}",
        "{% include 'weg.html' %}",
        "{{ t('weg') }}",
        "{{ page.a + 1 }}",
        "{{ weg }}",
    ],
)
def test_a_template_that_asks_for_what_is_not_there_says_where(tmp_path: Path, template: str) -> None:
    with pytest.raises(TemplateFault, match=r"\.html"):
        render(tmp_path, template, a="x")


@pytest.mark.parametrize("data", [b"", b"x", b"j2\x00\x00\x00"])
def test_a_kept_template_that_is_damaged_is_made_again(tmp_path: Path, data: bytes) -> None:
    assert render(tmp_path, "{{ page.x }}", tmp_path / "kast", x=1) == "1"
    (kept,) = (tmp_path / "kast").iterdir()
    kept.write_bytes(data)
    assert render(tmp_path, "{{ page.x }}", tmp_path / "kast", x=2) == "2"


def test_a_kept_template_follows_its_source(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ page.x }}", tmp_path / "kast", x=1) == "1"
    assert render(tmp_path, "nu: {{ page.x }}", tmp_path / "kast", x=1) == "nu: 1"
