"""Templates: nothing undefined, everything escaped, fields before methods."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from tests.small import put
from wijkverbinder.i18n import Messages, MissingWords
from wijkverbinder.render import Renderer, TemplateFault

WORDS = Messages("nl", {"hallo": "Dag {naam}", "mens.one": "mens", "mens.other": "mensen"})


def render(tmp_path: Path, template: str, cache: Path | None = None, /, **view: Any) -> str:
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
        "{{ page.a + 1 }}",
        "{{ weg }}",
    ],
)
def test_a_template_that_asks_for_what_is_not_there_says_where(tmp_path: Path, template: str) -> None:
    with pytest.raises(TemplateFault, match=r"\.html"):
        render(tmp_path, template, a="x")


def test_a_template_that_asks_for_words_that_are_not_there_says_which(tmp_path: Path) -> None:
    with pytest.raises(MissingWords) as raised:
        render(tmp_path, "{{ t('weg') }}")
    assert (raised.value.name, raised.value.there) == ("weg", False)


@pytest.mark.parametrize("data", [b"", b"x", b"j2\x00\x00\x00"])
def test_a_kept_template_that_is_damaged_is_made_again(tmp_path: Path, data: bytes) -> None:
    assert render(tmp_path, "{{ page.x }}", tmp_path / "kast", x=1) == "1"
    (kept,) = (tmp_path / "kast").iterdir()
    kept.write_bytes(data)
    assert render(tmp_path, "{{ page.x }}", tmp_path / "kast", x=2) == "2"


def test_a_kept_template_follows_its_source(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ page.x }}", tmp_path / "kast", x=1) == "1"
    assert render(tmp_path, "nu: {{ page.x }}", tmp_path / "kast", x=1) == "nu: 1"


@pytest.mark.parametrize(
    ("whose", "value"), [("wijkverbinder.render.quick._OURS", b"another"), ("jinja2.__version__", "another")]
)
def test_what_another_version_of_us_or_of_jinja_compiled_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whose: str, value: object
) -> None:
    cache, template = tmp_path / "kast", "{% macro a(x) %}[{{ x }}]{% endmacro %}{{ a(1) }}"
    assert render(tmp_path, template, cache) == "[1]"
    (kept,) = cache.iterdir()
    before = kept.read_bytes()
    monkeypatch.setattr(whose, value)
    assert render(tmp_path, template, cache) == "[1]"
    assert kept.read_bytes() != before


def test_projects_share_what_is_compiled(tmp_path: Path) -> None:
    cache = tmp_path / "kast"
    assert render(tmp_path / "een", "{{ page.x }}", cache, x=1) == "1"
    (kept,) = cache.iterdir()
    stamp = kept.stat().st_mtime_ns
    assert render(tmp_path / "twee", "{{ page.x }}", cache, x=2) == "2"
    assert [*cache.iterdir()] == [kept]
    assert kept.stat().st_mtime_ns == stamp


def test_a_template_that_cannot_be_kept_is_still_used(tmp_path: Path) -> None:
    put(tmp_path, "kast", "a file, where a folder should be")
    assert render(tmp_path, "{{ page.x }}", tmp_path / "kast", x=1) == "1"


MACROS = """\
{% macro a(x, y="<&>", z=x) %}[{{ x }} {{ y }} {{ z }}]{% endmacro %}
{% macro b(x) %}<b>{{ a(x, z=1) }}{{ caller() if caller else "" }}</b>{% endmacro %}
{% macro c() %}{{ varargs | join("-") }} {{ kwargs.n }}{% endmacro %}
{% macro d(n) %}{{ n }}{{ d(n - 1) if n }}{% endmacro %}
"""


@pytest.mark.parametrize(
    "use",
    [
        *("a(1)", "a('<', 2)", "a(1, 2, 3)", "a(z=1, x=2)", "a(1, z='&')", "c(1, 2, n=3)", "d(3)", "'<' ~ a(1)"),
        *(
            "a(1) | upper",
            "a(a(1))",
            "[a(1)] | map('length') | first",
            "a(page.html, page.text)",
            "page.none.x is defined",
        ),
    ],
)
def test_macros_give_what_those_of_jinja_give(tmp_path: Path, use: str) -> None:
    view: dict[str, Any] = {"html": Markup("<i>"), "text": "<i>", "none": {}}
    template = f"{MACROS}{{{{ {use} }}}}{{% call b(2) %}}<{{{{ a(3) }}}}>{{% endcall %}}"
    plain = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    assert render(tmp_path, template, **view) == plain.from_string(template).render(page=view, t=WORDS)


@pytest.mark.parametrize("use", ["a()", "a(1, 2, 3, 4)", "a(1, x=2)", "a(1, w=2)", "b(1).none"])
def test_a_macro_that_is_not_given_what_it_takes_says_so(tmp_path: Path, use: str) -> None:
    with pytest.raises(TemplateFault, match=r"a\.html"):
        render(tmp_path, f"{MACROS}{{{{ {use} }}}}")
