"""Codes of a body row: in columns of their own, or before the name in a label's cell."""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.interpret.tables.columns.blocks import Block, Column, names_bodies
from budgetflow.interpret.tables.headers.terms import clean_header
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
        self.runs: list[CodeColumns] = []
        run: list[int] = []
        for column in self.block.labels:
            if (
                column.kind == "code"
                and not _heads_bodies(column)
                and (not run or column.index == run[-1] + 1)
            ):
                run.append(column.index)
                continue
            if run:
                self.runs.append(CodeColumns(tuple(run), _lengths(rows, run)))
            run = [column.index] if column.kind == "code" else []
        if run:
            self.runs.append(CodeColumns(tuple(run), _lengths(rows, run)))

    def read(self, row: Row) -> tuple[Codes, list[tuple[Column, str, str]]]:
        """Return the row's codes, and for each label column its text as printed and without the
        code.
        """
        codes = Codes()
        names: list[tuple[Column, str, str]] = []
        in_runs = {index: run for run in self.runs for index in run.columns}
        previous = None
        for column in self.block.labels:
            cell = row[column.index] if column.index < len(row) else None
            if cell is None or cell is previous:
                continue
            previous = cell
            if column.index in in_runs and (bare_code(cell.text) or not cell.text.strip()):
                continue
            code, name = split_code(cell.text)
            shown = tidy(cell.text)
            if code and code_kind(code) and not numbers_a_unit(column, code, name):
                codes.put(code)
            elif self.runs and column.kind == "label":
                digits, rest = own_digits(cell.text)
                longer = self._extend(row, digits) if digits else None
                if longer:
                    codes.put(longer)
                    name, shown = rest, tidy(rest)
            names.append((column, shown, name))
        for run in self.runs:
            following = next(
                (name for column, _, name in names if column.index > run.columns[-1]), ""
            )
            parts = _code_parts(row, run)
            code = run.read(parts, following)
            if code is None and any(parts):
                codes.other = "".join(parts)  # of receipts (`101`), which no outlay's code is
            if (
                code
                and not (codes.function and codes.function.startswith(code))
                and not (codes.economic and codes.economic.startswith(code))
            ):
                codes.put(code)
        return codes, names

    def _extend(self, row: Row, digits: str) -> str | None:
        """Complete a code whose last digits slipped into the name's cell, from this row's code
        cells.
        """
        run = self.runs[-1]
        run.read(_code_parts(row, run), "")
        return run.extend(digits)


def _lengths(rows: Sequence[Row], run: list[int]) -> frozenset[int]:
    """Return how many digits the codes in some columns have."""
    codes = (bare_code(text_at(row, column)) for row in rows for column in run)
    return frozenset(len(code) for code in codes if code)


def _heads_bodies(column: Column) -> bool:
    return bool(column.path) and names_bodies(clean_header(column.path[-1]))


def _code_parts(row: Row, run: CodeColumns) -> list[str]:
    """Return the digits in the code columns of a row, left to right; a merged cell counts where it
    begins.
    """
    parts: list[str] = []
    previous = None
    for index in run.columns:
        cell = row[index] if index < len(row) else None
        parts.append("" if cell is None or cell is previous else bare_code(cell.text) or "")
        previous = cell
    return parts
