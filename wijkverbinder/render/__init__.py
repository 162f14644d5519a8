"""A View to bytes: Jinja for pages and XML; knows neither the site nor content."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from wijkverbinder.i18n import Messages


class TemplateFault(Exception):
    """A template can't make a page; its sentence says where and why."""


class Renderer:
    """The templates of a site, ready to be filled in.

    A template gets `page` (the view), `t` (words of the interface) and nothing else; what is undefined is an
    error, and everything that is not marked as HTML is escaped.
    """

    def __init__(self, templates: Path, cache: Path | None) -> None:
        """Loads nothing yet.

        Args:
            templates: the folder that holds `base.html`, `pages/` and `components/`.
            cache: where compiled templates may be kept between builds; None keeps none.
        """
        from wijkverbinder.render.quick import make_environment

        self._environment = make_environment(templates, cache)

    def render(self, template: str, view: dict[str, Any], messages: Messages) -> str:
        """One page.

        Raises:
            TemplateFault: when the template is wrong or asks for what the view does not have.
        """
        from jinja2 import TemplateError

        try:
            return self._environment.get_template(template).render(page=view, t=messages)
        except (TemplateError, KeyError, TypeError) as error:
            name = getattr(error, "name", None) or template
            line = getattr(error, "lineno", None)
            place = f"{name}:{line}" if line else name
            raise TemplateFault(f"{place}: {type(error).__name__}: {error}") from error

    def render_text(self, source: str, given: dict[str, Any], messages: Messages) -> str:
        """A template that stands in no file, as the examples of the components are.

        Raises:
            TemplateError: it is wrong, or asks for what it is not given.
        """
        return self._environment.from_string(source).render(given, t=messages)

    def warm(self) -> None:
        """Compiles every template into the cache; one that can't be compiled is said when it is used."""
        from jinja2 import TemplateError

        for name in self._environment.list_templates():
            with suppress(TemplateError):
                self._environment.get_template(name)
