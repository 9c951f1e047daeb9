"""Tables as they were printed, put together again from the amounts: rows, columns and, on two-sided
tables, both sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from budgetflow.releases.site.labels import code_words

# What the tables of one page weigh at most, so that it stays under 200 kB with its contents,
# findings and headings.
PAGE_BYTES = 140_000
_A_GRID, _A_LINE, _A_CELL, _A_FIGURE = 1_500, 50, 20, 100
# What the markup around a table, a line's label, a cell and a figure in it weighs, in bytes.
_A_GLOSS = 30

# What is read of an amount to show it.
AMOUNT_COLUMNS = (
    *(
        "disclosure_id",
        "amount_id",
        "table_id",
        "document_id",
        "row_no",
        "column_no",
        "side",
        "row_label",
        "row_path",
        "row_role",
    ),
    *(
        "function_code",
        "economic_code",
        "government_economic_code",
        "project_name",
        "unit_name",
        "column_label",
    ),
    "measure",
    *("amount_printed", "value_state", "page", "x0", "top", "x1", "bottom", "locator"),
)

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
    gloss: str = ""
    """English for its code, empty where there is none."""
    figures: dict[int, Figure] = field(default_factory=dict)
    """By column number."""


@dataclass(slots=True)
class Side:
    """The columns of one side of a table, with their printed headings."""

    name: str | None
    columns: dict[int, str] = field(default_factory=dict)
    measures: dict[int, str] = field(default_factory=dict)
    """What each column was mapped to."""
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
    weight: int = 0
    """About what it weighs as HTML, in bytes."""
    continued: bool = False


def grids_of(tables: list[dict[str, Any]], amounts: Iterable[dict[str, Any]]) -> list[Grid]:
    """Return the tables of one disclosure, in printed order; tables without figures too, so that
    what is empty is seen. A table too long for a page of the catalogue comes in parts.
    """
    return [part for grid in whole_grids(tables, amounts) for part in _parts(grid)]


def whole_grids(tables: list[dict[str, Any]], amounts: Iterable[dict[str, Any]]) -> list[Grid]:
    """Return the tables of one disclosure, in printed order, each in one piece."""
    by_table: dict[str, list[dict[str, Any]]] = {}
    for amount in amounts:
        by_table.setdefault(amount["table_id"], []).append(amount)
    ordered = sorted(
        tables, key=lambda table: (table["document_id"], table["table_no"], table["table_id"])
    )
    return [
        _grid(number, table, by_table.get(table["table_id"], []))
        for number, table in enumerate(ordered, start=1)
    ]


def paged(grids: list[Grid], before: int = 0) -> list[list[Grid]]:
    """Put grids on pages, in order, as many to a page as it may weigh; `before` is what stands
    above the tables of the first page, in bytes.
    """
    pages: list[list[Grid]] = [[]]
    held = before
    for grid in grids:
        # An empty page takes any table: one that weighs too much for a page has one to itself.
        if held and held + grid.weight > PAGE_BYTES:
            pages.append([])
            held = 0
        pages[-1].append(grid)
        held += grid.weight
    return pages


def _grid(number: int, table: dict[str, Any], amounts: list[dict[str, Any]]) -> Grid:
    sides: dict[str | None, Side] = {}
    figures = []
    for amount in sorted(
        amounts, key=lambda row: (row["row_no"], row["column_no"], row["amount_id"])
    ):
        side = sides.setdefault(amount["side"], Side(amount["side"]))
        side.columns.setdefault(amount["column_no"], amount["column_label"])
        side.measures.setdefault(amount["column_no"], amount["measure"])
        line = side.lines.get(amount["row_no"])
        if line is None:
            line = side.lines[amount["row_no"]] = _line(amount)
            side.has_codes |= bool(line.code)
        figure = _figure(number, amount)
        # A column that a line prints twice shows its first figure; the data have both.
        line.figures.setdefault(amount["column_no"], figure)
        figures.append(figure)
    # Left to right as printed, whatever the sides are named.
    ordered = sorted(sides.values(), key=lambda side: min(side.columns))
    for side in ordered:
        side.columns = dict(sorted(side.columns.items()))
    rows = sorted({row for side in ordered for row in side.lines})
    return Grid(number, table, ordered, rows, figures)


def _parts(grid: Grid) -> list[Grid]:
    """Part a grid that weighs more than a page."""
    parts: list[Grid] = []
    rows: list[int] = []
    held: list[Figure] = []
    weight = _A_GRID
    for row in grid.rows:
        of_row = _weight(grid, row)
        if rows and weight + of_row > PAGE_BYTES:
            parts.append(Grid(grid.number, grid.table, grid.sides, rows, held, weight, bool(parts)))
            rows = []
            held = []
            weight = _A_GRID
        rows.append(row)
        held += [
            figure
            for side in grid.sides
            if row in side.lines
            for figure in side.lines[row].figures.values()
        ]
        weight += of_row
    if parts:
        last = Grid(grid.number, grid.table, grid.sides, rows, held, weight, continued=True)
        return [*parts, last]
    grid.weight = weight
    return [grid]


def _weight(grid: Grid, row: int) -> int:
    """Return about what a row weighs as HTML, in bytes."""
    weight = 0
    for side in grid.sides:
        line = side.lines.get(row)
        weight += _A_CELL * (2 + len(side.columns))
        if line is not None:
            weight += (
                _A_LINE
                + 3 * len(line.label)
                + (_A_GLOSS + len(line.gloss) if line.gloss else 0)
                + sum(_A_FIGURE + len(f.printed) for f in line.figures.values())
            )
    return weight


def _line(amount: dict[str, Any]) -> Line:
    code = next((amount[name] for name in _CODES if amount[name]), "") or ""
    label = amount["row_label"] or amount["project_name"] or amount["unit_name"] or ""
    depth = min(len(amount["row_path"] or ()), 5)
    return Line(label, code, depth, amount["row_role"], code_words(code, label))


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
