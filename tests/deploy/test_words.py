"""Docstrings begin with a verb of English documentation, and the words that nobody understands at
first reading stay out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.plain_code import UNUSED_VERBS, is_nested

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("src", "flows", "benchmarks", "docs", "deploy")
BANNED = ("on its knees", "and its kin", "known ground", "courtroom")
"""Metaphors that docstrings had: a newcomer has to guess what they stand for."""
PLAIN_FOLDERS = ("src/budgetflow", "flows")
"""Folders without a conditional expression inside another one."""


def docstrings(source: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the line of each docstring, its text, and whether it is a function's."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text:
                line = getattr(node, "lineno", 1)
                yield line, text, not isinstance(node, ast.Module | ast.ClassDef)


def faults_of(source: str) -> list[str]:
    """Return what is wrong with the docstrings of a module, with their lines."""
    faults = []
    for line, text, of_function in docstrings(source):
        first = text.split()[0].rstrip(".,:;")
        if of_function and first in UNUSED_VERBS:
            faults.append(f"{line}: begins with {first}; write Return, Check, Parse, Build, Write")
        plain = " ".join(text.split()).lower()
        faults.extend(f"{line}: {words!r} is a metaphor" for words in BANNED if words in plain)
    return faults


def nested_in(source: str) -> list[int]:
    """Return the lines of conditional expressions that hold another one."""
    expressions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.IfExp))
    return [node.lineno for node in expressions if is_nested(node)]


@pytest.mark.parametrize("top", TOPS)
def test_docstrings_begin_with_the_verbs_of_the_house(top: str) -> None:
    faults = []
    for path in sorted((ROOT / top).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        faults += [f"{name}:{fault}" for fault in faults_of(path.read_text("utf-8"))]
    assert faults == []


@pytest.mark.parametrize("folder", PLAIN_FOLDERS)
def test_no_conditional_expression_stands_in_another(folder: str) -> None:
    nested = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        nested += [f"{name}:{line}" for line in nested_in(path.read_text("utf-8"))]
    assert nested == []


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ('def f():\n    """Return a row."""', 0),
        ('def f():\n    """Give a row."""', 1),
        ('def f():\n    """Tell whether it is a row."""', 1),
        ('class Row:\n    """Give and take, as a row does."""', 0),
        ('"""The machine is on its\nknees."""', 1),
        ('def f():\n    """Checks and its kin."""', 1),
    ],
)
def test_other_words_are_found(source: str, faults: int) -> None:
    assert len(faults_of(source)) == faults


def test_nested_conditional_expressions_are_found() -> None:
    assert nested_in("a = 1 if b else 2") == []
    assert nested_in("a = 1 if b else 2 if c else 3") == [1]
