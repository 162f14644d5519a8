"""A View to bytes: Jinja for pages and XML; knows neither the site nor content."""

from __future__ import annotations

import re
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from wijkverbinder.i18n import Messages

if TYPE_CHECKING:
    from jinja2 import Environment


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
        self._environment = _environment(templates, cache)

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


_search_special = re.compile("[&<>\"']").search


def escaped(value: Any) -> str:
    """A value as it may stand in a page: HTML of ours as it is, all else with its special characters escaped.

    The same as `markupsafe.escape`, but for the Markup around it, which a page that is joined from pieces does
    not need: a page has some five hundred such pieces.
    """
    if type(value) is Markup or (type(value) is str and not _search_special(value)):
        fit: str = value
        return fit
    return escape(value)


def _environment(templates: Path, cache: Path | None) -> Environment:
    from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
    from jinja2.compiler import CodeGenerator, Frame
    from jinja2.nodes import Block, Call, Expr, Getattr

    class QuickCode(CodeGenerator):
        """Templates as Jinja makes them, but for what a page has thousands of.

        They escape with `escaped`, since most of what a page shows needs no escaping. They take a field from a
        dict without a call. They call macros and words straight: Jinja's way round looks whether a function wants
        the context, which none of ours does. And a block is joined where it stands, not handed up piece by piece.
        """

        def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
            if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
                super()._output_child_pre(node, frame, finalize)
            else:
                self.write(f"environment.escaped({finalize.src or ''}")

        def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - named by Jinja
            self.write(f"(_of[{node.attr!r}] if type(_of := ")
            self.visit(node.node, frame)
            self.write(f") is dict and {node.attr!r} in _of else environment.getattr(_of, {node.attr!r}))")

        def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
            self.visit(node.node, frame)
            code, aside = self.stream, StringIO()
            self.stream = aside
            self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
            self.stream = code
            # Jinja writes a comma before each argument, since its own call takes the function first.
            self.write(f"({aside.getvalue().removeprefix(', ')})")

        def visit_Block(self, node: Block, frame: Frame) -> None:  # noqa: N802
            is_plain = frame.toplevel and frame.buffer is None and not (node.scoped or node.required)
            if is_plain and not self.has_known_extends and not self.extends_so_far:
                self.writeline(f"yield ''.join(context.blocks[{node.name!r}][0](context))", node)
            else:
                super().visit_Block(node, frame)

    class FieldsFirst(Environment):
        """A dot names a field of the view; only what has no such field is asked for an attribute.

        Jinja asks in the other order, which is slower for dicts, and gives a method for a field called `items`.
        """

        code_generator_class = QuickCode
        escaped = staticmethod(escaped)

        def getattr(self, obj: Any, attribute: str) -> Any:
            if type(obj) is dict and attribute in obj:
                return obj[attribute]
            return super().getattr(obj, attribute)

    kept = None
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        kept = FileSystemBytecodeCache(str(cache))
    return FieldsFirst(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=kept,
    )
