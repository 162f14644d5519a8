"""Jinja's templates as code that makes pages quickly, and where that code is kept; knows no page.

A page has some hundreds of fields and macros. What stands here does for them what Jinja does, without what only other
sites than ours would need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import Block, Call, Expr, Getattr
from jinja2.utils import missing
from markupsafe import Markup, escape

_OURS = sha256(Path(__file__).read_bytes()).digest()
"""What compiles the templates: what another version of it made is not used."""

_search_special = re.compile("[&<>\"']").search


def escaped(value: Any) -> str:
    """A value as it may stand in a page: HTML of ours as it is, all else with its special characters escaped.

    The same as `markupsafe.escape`, but for the Markup around it, which a page that is joined from pieces does
    not need: a page has some five hundred such pieces.
    """
    kind = type(value)
    if kind is Markup or (kind is str and not _search_special(value)):
        fit: str = value
        return fit
    return str(value) if kind is int else escape(value)


def macro(function: Callable[..., str], name: str, arguments: Sequence[str]) -> Callable[..., Markup]:
    """A macro as a plain function, for one that takes what it names and nothing else.

    Args:
        function: what Jinja made of it, which takes `missing` for what it is not given.
        name: what it is called in the template.
        arguments: the names of what it takes, in order.

    Returns:
        what gives the macro's HTML.
    """
    function.__defaults__ = (missing,) * len(arguments)
    function.__qualname__ = name

    def called(*given: Any, **named: Any) -> Markup:
        if named:
            given += tuple([named.pop(argument, missing) for argument in arguments[len(given) :]])
            if named:
                raise TypeError(f"{name}() takes no argument {next(iter(named))!r}")
        return str.__new__(Markup, function(*given))

    return called


class _Code(CodeGenerator):
    """Templates as Jinja makes them, but for what a page has thousands of.

    They escape with `escaped`, since most of what a page shows needs no escaping. They take a field from a
    dict without a call. They call macros and words straight: Jinja's way round looks whether a function wants
    the context, which none of ours does. A macro is a function, and no object that sorts its arguments first.
    And a block is joined where it stands, not handed up piece by piece.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"environment.escaped({finalize.src or ''}")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        is_plain = not (macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs)
        if is_plain and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            name, names = getattr(macro_ref.node, "name", "caller"), [one.name for one in macro_ref.node.args]
            self.write(f"environment.macro(macro, {name!r}, {names!r})")
        else:
            super().macro_def(macro_ref, frame)

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


class _Environment(Environment):
    """A dot names a field of the view; only what has no such field is asked for an attribute.

    Jinja asks in the other order, which is slower for dicts, and gives a method for a field called `items`.
    """

    code_generator_class = _Code
    escaped = staticmethod(escaped)
    macro = staticmethod(macro)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            if attribute in obj:
                return obj[attribute]
            if not hasattr(dict, attribute):
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


class _Compiled(FileSystemBytecodeCache):
    """Templates as Python in a folder, for all projects together.

    A template is kept by its name alone, as long as its text, this module and Jinja are what they were.
    """

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - see above
        return super().get_cache_key(name)

    def get_source_checksum(self, source: str) -> str:
        return sha256(b"\0".join((_OURS, jinja2.__version__.encode(), source.encode()))).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # then it is compiled, as where nothing is kept
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def make_environment(templates: Path, cache: Path | None) -> Environment:
    """Jinja as our templates expect it: what is undefined is an error, what is not marked as HTML is escaped.

    Args:
        templates: the folder of the templates.
        cache: where they may be kept as Python, if anywhere.
    """
    if cache is not None:
        with suppress(OSError):
            cache.mkdir(parents=True, exist_ok=True)
    return _Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_Compiled(str(cache)) if cache else None,
    )
