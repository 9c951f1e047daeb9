"""How templates are compiled: their fixed words written out, and what is filled in escaped with as
little around it as can be. A catalogue has millions of such places.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator
from jinja2.ext import Extension
from markupsafe import Markup, escape

# What `escape` writes otherwise than it is.
_TO_ESCAPE = re.compile("[&<>\"']").search
# The words of a page in both languages: `{{ t("中文", "English") }}`.
WORDS = "t"


@lru_cache(maxsize=16_384, typed=True)
def both(zh: object, en: object) -> Markup:
    """Return a text in both languages; the style sheet shows the one that is chosen.

    Kept, since a page asks for some hundred of them and most are asked for again. `typed` tells
    text from markup, which are equal but not escaped alike.
    """
    return Markup(f'<span lang="zh">{escape(zh)}</span><span lang="en">{escape(en)}</span>')  # noqa: S704  (escaped)


def shown(value: object) -> str:
    """Return a value as it stands in a page: escaped, unless it is markup already.

    Most texts hold nothing to escape, and making markup of each first (`markupsafe.escape` does)
    took a tenth of a page's time.
    """
    if isinstance(value, Markup) or (type(value) is str and not _TO_ESCAPE(value)):
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
    """Compiles templates so that values go through `shown`, and words straight through `both`: what
    Jinja2 does around every call of a function takes longer than `both` itself.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        self.write("environment.shown(")

    def visit_Call(self, node: nodes.Call, frame: Any, forward_caller: bool = False) -> None:  # noqa: N802  (a visitor's name)
        """Write the call of a function."""
        if not isinstance(node.node, nodes.Name) or node.node.name != WORDS:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("environment.both(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        if node.dyn_args is not None:
            self.write("*")
            self.visit(node.dyn_args, frame)
        self.write(")")


class PageEnvironment(Environment):
    """The Jinja2 environment of the catalogue's pages: all are HTML, so all is escaped."""

    code_generator_class = _Straight
    both = staticmethod(both)
    shown = staticmethod(shown)
