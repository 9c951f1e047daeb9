"""How plain the code reads is measured as benchmarks/plain_code.py says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from benchmarks.plain_code import (
    LEAST_COMMENTS,
    MOST_CONDITIONALS,
    MOST_NODES_A_LINE,
    OURS,
    ROOT,
    Measured,
    comments_of,
    is_nested,
    measure,
    measure_tree,
)

PLAIN = """def total(rows):
    amount = 0
    for row in rows:
        amount += row
    return amount"""
PACKED = "def total(rows): return sum(row if row else 0 for row in rows if row is not None and row)"


def function_of(source: str) -> ast.FunctionDef:
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    return function


@pytest.mark.parametrize(
    ("body", "branches"),
    [
        ("return 1", 1),
        ("if a:\n        return 1", 2),
        ("return 1 if a else 2", 2),
        ("return a and b or c", 3),
        ("return a and b and c", 3),
        ("return [x for x in a if x if x > 1]", 4),
        ("while a:\n        pass", 2),
        ("try:\n        pass\n    except ValueError:\n        pass", 2),
        ("match a:\n        case 1:\n            pass\n        case 2:\n            pass", 3),
    ],
)
def test_branches_count_what_linters_leave_out(body: str, branches: int) -> None:
    assert measure(function_of(f"def f(a, b, c):\n    {body}"), "f.py").branches == branches


def test_packed_lines_are_denser_than_plain_ones() -> None:
    plain = measure(function_of(PLAIN), "plain.py")
    packed = measure(function_of(PACKED), "packed.py")
    assert plain.lines == 4
    assert packed.lines == 1
    assert plain.density < 10 < packed.density


def test_a_docstring_is_neither_node_nor_line() -> None:
    bare = measure(function_of("def f():\n    return 1"), "f.py")
    told = measure(
        function_of('def f():\n    """Return one.\n\n    No more.\n    """\n    return 1'), "f.py"
    )
    assert (bare.nodes, bare.lines) == (told.nodes, told.lines)
    assert told.docstring.startswith("Return")


@pytest.mark.parametrize(
    ("source", "nested"),
    [
        ("1 if a else 2", False),
        ("1 if a else (2 if b else 3)", True),
        ("1 if (b if c else d) else 2", True),
        ("(1 if a else 2) + (3 if b else 4)", False),
    ],
)
def test_nested_conditional_expressions(source: str, nested: bool) -> None:
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.IfExp)]
    assert any(is_nested(node) for node in found) == nested


def test_comments_for_tools_and_strings_are_no_comments() -> None:
    source = (
        "#!/usr/bin/env python\n"
        "# why: sites write it so\n"
        "a = 1  # points\n"
        "b = '# no comment'\n"
        "c = 2  # noqa: S608\n"
        "d = 3  # type: ignore[misc]\n"
        "#\n"
    )
    assert comments_of(source) == 2


def test_a_tree_is_the_sum_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(PLAIN + "\n", encoding="utf-8")
    (tmp_path / "two.py").write_text(PACKED + "\n# a comment\n", encoding="utf-8")
    measured = Measured("both")
    for path in sorted(tmp_path.iterdir()):
        measured.add(path, path.name)
    assert (measured.files, measured.lines, measured.conditionals) == (2, 7, 1)
    assert [function.place for function in measured.functions] == [
        "one.py:1 total",
        "two.py:1 total",
    ]
    assert measured.comments == 1


@pytest.fixture(scope="module")
def our_code() -> Measured:
    return measure_tree("budgetflow", [ROOT / top for top in OURS], ROOT)


def test_no_function_has_more_branches_than_a_reader_can_hold(our_code: Measured) -> None:
    assert [function.place for function in our_code.branchy] == []


def test_choices_are_written_as_ifs(our_code: Measured) -> None:
    assert our_code.nested == []
    per_thousand = 1000 * our_code.conditionals / our_code.lines
    assert per_thousand <= MOST_CONDITIONALS


def test_lines_hold_no_more_than_one_thing(our_code: Measured) -> None:
    assert our_code.density <= MOST_NODES_A_LINE


def test_comments_say_why(our_code: Measured) -> None:
    assert our_code.comments >= LEAST_COMMENTS * our_code.lines
