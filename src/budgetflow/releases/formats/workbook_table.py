"""One table of a disclosure on one sheet: headings over headings as printed, figures as numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from budgetflow.releases.formats.xlsx import (
    BOLD,
    HEADING,
    MONEY,
    TYPEFACE,
    places,
    print_on_landscape,
    put_text,
    width_of,
)
from budgetflow.releases.site import grids

# The colour of a cell that a finding rests on.
FOUND = PatternFill("solid", fgColor="FFE9A8")
_LINE = Side(style="thin", color="B7C3CF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
# Between the levels of a printed heading in `column_label`.
_LEVEL_SIGN = " / "
# The first row of headings: title and unit stand above.
_FIRST = 3
_TOTAL = ("total", "subtotal")


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the sheet."""

    side: int
    path: tuple[str, ...]
    """Its headings, outermost first."""
    number: int | None = None
    """The printed column whose figures it holds."""
    kind: str = "figure"
    """`label`, `code` or `figure`."""


def write_table(
    sheet: Any,
    disclosure: Mapping[str, Any],
    grid: grids.Grid,
    values: Mapping[str, Any],
    found: Collection[str],
) -> dict[str, str]:
    """Write a table to an empty sheet; return the cell of each figure by its amount_id.

    `values` are amounts in yuan by amount_id, `found` those that a finding rests on.
    """
    columns = list(_columns(grid))
    depth = max(len(column.path) for column in columns)
    first = _FIRST + depth
    _head(sheet, disclosure, grid, len(columns))
    _headings(sheet, columns, depth)
    cells: dict[str, str] = {}
    for number, row in enumerate(grid.rows, start=first):
        for place, column in enumerate(columns, start=1):
            line = grid.sides[column.side].lines.get(row)
            cell = sheet.cell(number, place)
            cell.border = _BOX
            figure = _write(cell, column, line, values)
            if figure is not None:
                cells[figure.amount_id] = cell.coordinate
                if figure.amount_id in found:
                    cell.fill = FOUND
    _set_widths(sheet, columns, first)
    _set_height(sheet, len(columns))
    labels = sum(column.kind != "figure" for column in columns if column.side == 0)
    sheet.freeze_panes = f"{get_column_letter(labels + 1)}{first}"
    print_on_landscape(sheet, f"{_FIRST}:{first - 1}")
    return cells


def _columns(grid: grids.Grid) -> Iterator[_Column]:
    for number, side in enumerate(grid.sides):
        yield _Column(number, ("项目",), kind="label")
        if side.has_codes:
            yield _Column(number, ("科目编码",), kind="code")
        for printed, label in side.columns.items():
            yield _Column(number, tuple(label.split(_LEVEL_SIGN)), printed)


def _head(sheet: Any, disclosure: Mapping[str, Any], grid: grids.Grid, width: int) -> None:
    title = grid.table["title_printed"] or grid.table["table_code"]
    put_text(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(name=TYPEFACE, bold=True, size=14)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[1].height = 28
    unit = grid.table["unit_printed"] or "没有印出"
    body = f"{disclosure['publisher'] or ''} {disclosure['fiscal_year'] or ''} 年"
    put_text(sheet.cell(2, 1), f"{body}　　单位：元（印出的单位：{unit}）")
    for row in (1, 2):
        if width > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _headings(sheet: Any, columns: list[_Column], depth: int) -> None:
    """Write the headings, one row a level: a heading spans the columns below it."""
    for level in range(depth):
        sheet.row_dimensions[_FIRST + level].height = 30
        place = 0
        while place < len(columns):
            end = place + 1
            path = columns[place].path
            while end < len(columns) and _under_one(columns[place], columns[end], level):
                end += 1
            if level < len(path):
                # A heading without others below it reaches down to the figures.
                last = depth - 1 if level == len(path) - 1 else level
                _heading(sheet, path[level], (level, last), (place, end - 1))
            place = end


def _under_one(one: _Column, other: _Column, level: int) -> bool:
    """Check whether two columns have one heading at a level, with others below it."""
    return (
        one.side == other.side
        and level < min(len(one.path), len(other.path)) - 1
        and one.path[: level + 1] == other.path[: level + 1]
    )


def _heading(sheet: Any, text: str, rows: tuple[int, int], places: tuple[int, int]) -> None:
    top, bottom = (_FIRST + level for level in rows)
    left, right = (place + 1 for place in places)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            sheet.cell(row, column).border = _BOX
            sheet.cell(row, column).fill = HEADING
    cell = sheet.cell(top, left)
    put_text(cell, text)
    cell.font = BOLD
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)


def _write(
    cell: Any, column: _Column, line: grids.Line | None, values: Mapping[str, Any]
) -> grids.Figure | None:
    """Write one cell of a row; return the figure in it, None where it holds none."""
    if line is None:
        return None
    if line.role in _TOTAL:
        cell.font = BOLD
    if column.kind == "label":
        put_text(cell, line.label)
        cell.alignment = Alignment(
            indent=line.depth + (column.side > 0), vertical="center", wrap_text=True
        )
    elif column.kind == "code":
        put_text(cell, line.code)
        cell.alignment = Alignment(horizontal="left", vertical="center")
    figure = line.figures.get(column.number) if column.number is not None else None
    if figure is None:
        return None
    value = values.get(figure.amount_id)
    if value is None:
        put_text(cell, figure.printed)
    else:
        cell.value = value
        cell.number_format = MONEY
    cell.alignment = Alignment(horizontal="right", vertical="center")
    return figure


def _set_widths(sheet: Any, columns: list[_Column], first: int) -> None:
    """Set each column as wide as its figures or labels, headings as they wrap."""
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        texts = [_shown(cell.value) for cell in sheet[letter][first - 1 :]]
        least, most = {"label": (22, 44), "code": (10, 14)}.get(column.kind, (14, 26))
        sheet.column_dimensions[letter].width = width_of(texts, least, most)


def _set_height(sheet: Any, width: int) -> None:
    """Set the line of body and unit as high as it wraps over the columns there are."""
    room = sum(sheet.column_dimensions[get_column_letter(n)].width for n in range(1, width + 1))
    lines = -(-places(sheet.cell(2, 1).value) // max(int(room) - 2, 1))
    sheet.row_dimensions[2].height = 16 * lines
    sheet.cell(2, 1).alignment = Alignment(vertical="center", wrap_text=True)


def _shown(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:,}"
