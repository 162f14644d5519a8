"""A View to bytes: Jinja for pages and XML; knows neither the site nor content."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from wijkverbinder.i18n import Messages, MissingWords


class TemplateFault(Exception):
    """A template can't make a page; its sentence says where and why."""

    def __init__(self, template: str, line: int, why: str) -> None:
        """Takes the template where it went wrong, the line in it (0 where that is not known), and why."""
        super().__init__(f"{template}:{line}: {why}" if line else f"{template}: {why}")
        self.template, self.line, self.why = template, line, why


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
            MissingWords: when it asks for words that are not there, or that it can't fill in.
        """
        from jinja2 import TemplateError

        try:
            return self._environment.get_template(template).render(page=view, t=messages)
        except MissingWords:
            raise
        except (TemplateError, KeyError, TypeError) as error:
            name, line = self._place_of(error) or (template, 0)
            raise TemplateFault(name, line, f"{type(error).__name__}: {error}") from error

    def _place_of(self, error: Exception) -> tuple[str, int] | None:
        """The template in which it went wrong, and the line: what was used may stand in another than the page's."""
        from traceback import walk_tb

        from jinja2 import TemplateSyntaxError

        if isinstance(error, TemplateSyntaxError) and error.name:
            return error.name, error.lineno
        names = self._environment.list_templates()
        for frame, line in reversed([*walk_tb(error.__traceback__)]):
            # What is kept as Python says where it lay when it was compiled, which may be in another project.
            file = Path(frame.f_code.co_filename).as_posix()
            if ends := [name for name in names if file.endswith(f"/{name}")]:
                return max(ends, key=len), line
        return None

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
