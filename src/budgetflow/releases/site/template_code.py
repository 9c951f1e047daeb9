"""How templates are compiled: their fixed words written out, and what is filled in escaped with as
little around it as can be. A catalogue has millions of such places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context
from markupsafe import Markup, escape

# What `escape` writes otherwise than it is.
_TO_ESCAPE = re.compile("[&<>\"']").search
# The words of a page in both languages: `{{ t("中文", "English") }}`.
WORDS = "t"
# Filters that give markup, which needs no second look.
SAYS_MARKUP = frozenset(
    ("said", "status", "json", "gloss", "table", "topic", "measure", "place"),
)


@lru_cache(maxsize=16_384, typed=True)
def both(zh: object, en: object) -> Markup:
    """Return a text in both languages; the style sheet shows the one that is chosen.

    Kept, since a page asks for some hundred of them and most are asked for again. `typed` tells
    text from markup, which are equal but not escaped alike.
    """
    return Markup(f'<span lang="zh">{shown(zh)}</span><span lang="en">{shown(en)}</span>')  # noqa: S704  (escaped)


def shown(value: object) -> str:
    """Return a value as it stands in a page: escaped, unless it is markup already.

    Most texts hold nothing to escape, and making markup of each first (`markupsafe.escape` does)
    took a tenth of a page's time.
    """
    if type(value) is str:
        return escape(value) if _TO_ESCAPE(value) else value
    if isinstance(value, Markup):
        return value
    return escape(value)


class FixedWords(Extension):
    """Writes `{{ t("中文", "English") }}` and `{{ root }}` out while a template is compiled.

    Most of what a page says never changes, and to ask for it anew took a third of a page's time.
    """

    _CALL = re.compile(r'\{\{ t\("([^"{}]*)", "([^"{}]*)"\) \}\}')

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source of a template with its fixed words in both languages."""
        placed = source.replace("{{ root }}", str(self.environment.globals["root"]))
        return self._CALL.sub(lambda call: both(call[1], call[2]), placed)


class _Straight(CodeGenerator):
    """Compiles templates to straight code: a dot is an attribute and brackets an item, as in
    Python, values go through `shown`, and what a block says is gathered in a list.

    Jinja2 asks of every dot whether it means an item, of every name whether it is there, of every
    call whether the function wants the context, and hands each piece of a page through three
    generators: together that took longer than all the rest of a page.
    """

    def write_commons(self) -> None:
        """Write what stands above each function."""
        super().write_commons()
        # A name that nobody gave is a StrictUndefined here, which raises wherever it is used.
        self.writeline("resolve = context.resolve")
        self.writeline("shown, both = environment.shown, environment.both")

    def enter_frame(self, frame: Frame) -> None:
        """Begin a function: what a block says is yielded once, at its end."""
        super().enter_frame(frame)
        if frame.block_frame or frame.rootlevel:
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """End a function."""
        if frame.block_frame or frame.rootlevel:
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        self.write("(" if _is_markup(node) else "shown(")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802  (a visitor's name)
        """Write a name, bare where it was asked for when its function began."""
        ref = frame.symbols.ref(node.name)
        load = frame.symbols.find_load(ref)
        if node.ctx == "load" and load is not None and load[0] == VAR_LOAD_RESOLVE:
            self.write(ref)
        else:
            super().visit_Name(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  (as above)
        """Write an attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802  (as above)
        """Write an item or a slice."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802  (as above)
        """Write the call of a function."""
        if isinstance(node.node, nodes.Name) and node.node.name == WORDS:
            self.write("both")
        else:
            self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        if node.dyn_args is not None:
            self.write("*")
            self.visit(node.dyn_args, frame)
        self.write(")")


def _is_markup(node: nodes.Expr) -> bool:
    """Check whether an expression is markup whatever it is of: words in both languages."""
    if isinstance(node, nodes.Filter):
        return node.name in SAYS_MARKUP
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name == WORDS
    )


class PageEnvironment(Environment):
    """The Jinja2 environment of the catalogue's pages: all are HTML, so all is escaped."""

    code_generator_class = _Straight
    both = staticmethod(both)
    shown = staticmethod(shown)

    def __init__(self, **options: Any) -> None:
        """Take Jinja2's own options."""
        super().__init__(**options)
        self._templates: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template, compiled once: its file is not looked at again."""
        assert isinstance(name, str)
        found = self._templates.get(name)
        if found is None:
            found = self._templates[name] = super().get_template(name, parent, globals)
        return found

    def page(self, name: str, values: Mapping[str, Any]) -> str:
        """Return a page from its template.

        A context of our own, since Jinja2 copies all that is global once a page and once a macro's
        file in it.
        """
        template = self.get_template(name)
        context = Context(self, {**self.globals, **values}, name, template.blocks)
        return "".join(template.root_render_func(context))
