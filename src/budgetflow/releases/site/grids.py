"""Tables as they were printed, put together again from the amounts: rows, columns and, on two-sided tables, both sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

FIGURES_A_PAGE = 1200
"""Figures that one page of the catalogue shows at most, so that it stays under 200 kB."""

AMOUNT_COLUMNS = (
    *("disclosure_id", "amount_id", "table_id", "document_id", "row_no", "column_no", "side", "row_label", "row_path", "row_role"),
    *("function_code", "economic_code", "government_economic_code", "project_name", "unit_name", "column_label"),
    *("amount_printed", "value_state", "page", "x0", "top", "x1", "bottom", "locator"),
)
"""What is read of an amount to show it."""

_CODES = ("function_code", "economic_code", "government_economic_code")


@dataclass(slots=True)
class Figure:
    """One printed figure."""

    anchor: str
    """Its name within the disclosure's pages: table, row and column."""
    amount_id: str
    printed: str
    state: str
    document_id: str
    page: int | None
    box: tuple[float, float, float, float] | None
    locator: str | None
    label: str
    column: str


@dataclass(slots=True)
class Line:
    """One side of one printed row."""

    label: str
    code: str
    depth: int
    role: str
    figures: dict[int, Figure] = field(default_factory=dict)
    """By column number."""


@dataclass(slots=True)
class Side:
    """The columns of one side of a table, with their printed headings."""

    name: str | None
    columns: dict[int, str] = field(default_factory=dict)
    lines: dict[int, Line] = field(default_factory=dict)
    """By row number."""
    has_codes: bool = False


@dataclass(slots=True)
class Grid:
    """One table, or a part of one that is too long for a page."""

    number: int
    """Of the disclosure's tables, from 1."""
    table: dict[str, Any]
    """Its row of `tables`."""
    sides: list[Side]
    rows: list[int]
    figures: list[Figure]
    continued: bool = False


def grids_of(tables: list[dict[str, Any]], amounts: Iterable[dict[str, Any]]) -> list[Grid]:
    """Give the tables of one disclosure, in printed order; tables without figures too, so that what is empty is seen."""
    by_table: dict[str, list[dict[str, Any]]] = {}
    for amount in amounts:
        by_table.setdefault(amount["table_id"], []).append(amount)
    ordered = sorted(tables, key=lambda table: (table["document_id"], table["table_no"], table["table_id"]))
    out: list[Grid] = []
    for number, table in enumerate(ordered, start=1):
        out += _parts(_grid(number, table, by_table.get(table["table_id"], [])))
    return out


def paged(grids: list[Grid]) -> list[list[Grid]]:
    """Put grids on pages, in order, so many figures to a page."""
    pages: list[list[Grid]] = [[]]
    held = 0
    for grid in grids:
        if held and held + len(grid.figures) > FIGURES_A_PAGE:
            pages.append([])
            held = 0
        pages[-1].append(grid)
        held += len(grid.figures)
    return pages


def _grid(number: int, table: dict[str, Any], amounts: list[dict[str, Any]]) -> Grid:
    sides: dict[str | None, Side] = {}
    figures = []
    for amount in sorted(amounts, key=lambda row: (row["row_no"], row["column_no"], row["amount_id"])):
        side = sides.setdefault(amount["side"], Side(amount["side"]))
        side.columns.setdefault(amount["column_no"], amount["column_label"])
        line = side.lines.get(amount["row_no"])
        if line is None:
            line = side.lines[amount["row_no"]] = _line(amount)
            side.has_codes |= bool(line.code)
        figure = _figure(number, amount)
        line.figures.setdefault(amount["column_no"], figure)
        figures.append(figure)
    ordered = sorted(sides.values(), key=lambda side: min(side.columns))
    for side in ordered:
        side.columns = dict(sorted(side.columns.items()))
    rows = sorted({row for side in ordered for row in side.lines})
    return Grid(number, table, ordered, rows, figures)


def _parts(grid: Grid) -> list[Grid]:
    """Part a grid with more figures than a page shows."""
    if len(grid.figures) <= FIGURES_A_PAGE:
        return [grid]
    parts: list[Grid] = []
    rows: list[int] = []
    held: list[Figure] = []
    for row in grid.rows:
        figures = [figure for side in grid.sides if row in side.lines for figure in side.lines[row].figures.values()]
        if rows and len(held) + len(figures) > FIGURES_A_PAGE:
            parts.append(Grid(grid.number, grid.table, grid.sides, rows, held, bool(parts)))
            rows, held = [], []
        rows.append(row)
        held += figures
    return [*parts, Grid(grid.number, grid.table, grid.sides, rows, held, bool(parts))]


def _line(amount: dict[str, Any]) -> Line:
    code = next((amount[name] for name in _CODES if amount[name]), "") or ""
    label = amount["row_label"] or amount["project_name"] or amount["unit_name"] or ""
    return Line(label, code, min(len(amount["row_path"] or ()), 5), amount["row_role"])


def _figure(number: int, amount: dict[str, Any]) -> Figure:
    sides = (amount["x0"], amount["top"], amount["x1"], amount["bottom"])
    return Figure(
        anchor=f"t{number}r{amount['row_no']}c{amount['column_no']}",
        amount_id=amount["amount_id"],
        printed=amount["amount_printed"],
        state=amount["value_state"],
        document_id=amount["document_id"],
        page=amount["page"],
        box=None if None in sides else sides,
        locator=amount["locator"],
        label=amount["row_label"] or "",
        column=amount["column_label"],
    )
