"""Codes of a body row: in columns of their own, or before the name in a label's cell."""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.interpret.tables.columns.blocks import Block, Column, head_of, names_bodies
from budgetflow.interpret.tables.rows.entities import numbers_a_unit
from budgetflow.interpret.text.codes import (
    CodeColumns,
    Codes,
    bare_code,
    code_kind,
    own_digits,
    split_code,
)
from budgetflow.interpret.text.grid_rows import Row, text_at
from budgetflow.interpret.text.normalise import tidy


class RowCodes:
    """Reads the codes of a block's rows from the top; blank code cells repeat those above."""

    def __init__(self, block: Block, rows: Sequence[Row] = ()) -> None:
        """Find the runs of neighbouring code columns; `rows` are all rows of the table."""
        self.block = block
        self.runs = [CodeColumns(tuple(run), _lengths(rows, run)) for run in _runs(block.labels)]

    def read(self, row: Row) -> tuple[Codes, list[tuple[Column, str, str]]]:
        """Return the row's codes, and for each label column its text as printed and without the
        code.
        """
        codes = Codes()
        names: list[tuple[Column, str, str]] = []
        in_runs = {index for run in self.runs for index in run.columns}
        previous = None
        for column in self.block.labels:
            cell = row[column.index] if column.index < len(row) else None
            # A cell merged over several label columns is one label, of the first of them.
            if cell is None or cell is previous:
                continue
            previous = cell
            text = cell.text
            if column.index in in_runs and (bare_code(text) or not text.strip()):
                continue
            names.append((column, *self._name(column, text, row, codes)))
        for run in self.runs:
            _read_run(run, row, codes, names)
        return codes, names

    def _name(self, column: Column, text: str, row: Row, codes: Codes) -> tuple[str, str]:
        """Return a label as printed and without its code, which is put to the row's codes."""
        code, name = split_code(text)
        if code and code_kind(code) and not numbers_a_unit(column, code, name):
            codes.put(code)
        elif self.runs and column.kind == "label":
            digits, rest = own_digits(text)
            longer = self._extend(row, digits) if digits else None
            if longer:
                codes.put(longer)
                return tidy(rest), rest
        return tidy(text), name

    def _extend(self, row: Row, digits: str) -> str | None:
        """Complete a code whose last digits slipped into the name's cell, from this row's code
        cells.
        """
        run = self.runs[-1]
        # Read for what it remembers: the levels of this row are those the digits stand below.
        run.read(_code_parts(row, run), "")
        return run.extend(digits)


def _runs(labels: Sequence[Column]) -> list[list[int]]:
    """Return the places of code columns that stand side by side; one that numbers bodies begins
    a run of its own, for the codes left of it are of something else, and so does another 类: the
    economic classifications of departments and of the government stand beside each other.
    """
    runs: list[list[int]] = []
    joins = False
    for column in labels:
        if column.kind != "code":
            joins = False
            continue
        # Columns of 类, 款, 项 stand side by side; words between two columns part their codes.
        begins = _heads_bodies(column) or _heads_classes(column)
        if joins and not begins and column.index == runs[-1][-1] + 1:
            runs[-1].append(column.index)
        else:
            runs.append([column.index])
        joins = True
    return runs


def _read_run(
    run: CodeColumns, row: Row, codes: Codes, names: list[tuple[Column, str, str]]
) -> None:
    """Put the code that a run of columns prints in a row to its codes."""
    last = run.columns[-1]
    following = next((name for column, _, name in names if column.index > last), "")
    parts = _code_parts(row, run)
    code = run.read(parts, following)
    if code is None:
        if any(parts):
            codes.other = "".join(parts)  # of receipts (`101`), which no outlay's code is
        return
    # A class in its column beside the item's whole code before the name says the same again.
    known = (codes.function or "", codes.economic or "")
    if not any(longer.startswith(code) for longer in known):
        codes.put(code)


def _lengths(rows: Sequence[Row], run: list[int]) -> frozenset[int]:
    """Return how many digits the codes in some columns have."""
    lengths = set()
    for row in rows:
        for column in run:
            code = bare_code(text_at(row, column))
            if code:
                lengths.add(len(code))
    return frozenset(lengths)


def _heads_bodies(column: Column) -> bool:
    return names_bodies(head_of(column))


def _heads_classes(column: Column) -> bool:
    return head_of(column) == "类"


def _code_parts(row: Row, run: CodeColumns) -> list[str]:
    """Return the digits in the code columns of a row, left to right; a merged cell counts where it
    begins.
    """
    parts: list[str] = []
    previous = None
    for index in run.columns:
        cell = row[index] if index < len(row) else None
        digits = None
        if cell is not None and cell is not previous:
            digits = bare_code(cell.text)
        parts.append(digits or "")
        previous = cell
    return parts
