"""One joined table to its figures: columns understood, rows read, each printed figure with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from budgetflow.interpret.blocks import Block, Column, find_blocks, find_columns, name_sides
from budgetflow.interpret.header_terms import header_term
from budgetflow.interpret.headers import column_paths, shares_row_with_total
from budgetflow.interpret.items import three_public_item
from budgetflow.interpret.joining import Segment
from budgetflow.interpret.measures import UNMAPPED, Frame, compose, settle
from budgetflow.interpret.money import Figure, parse_figure
from budgetflow.interpret.rowgrid import Row
from budgetflow.interpret.rows import RowMeaning, RowReader
from budgetflow.interpret.units import unit_in_brackets
from budgetflow.interpret.wording import squeeze
from budgetflow.readers.document import Cell

_HORIZONTAL_ITEMS = 2  # a header that names so many 三公 items has its items on top


@dataclass(slots=True)
class TableFigure:
    """One printed figure and what it means within its table."""

    row: RowMeaning
    column: Column
    side: str | None
    measure: str
    item: str | None
    label: str
    figure: Figure
    cell: Cell


def read_figures(segment: Segment, table_code: str, fiscal_year: int | None, publisher: str | None) -> list[TableFigure]:
    """Understand the columns of a joined table and give every figure in it, row by row, block by block."""
    paths = column_paths(segment.header, segment.columns)
    body = _body(segment)
    columns = find_columns(paths, [row for _, row in body])
    blocks = find_blocks(columns)
    name_sides(blocks, table_code)
    for block in blocks:
        _set_measures(block, Frame(table_code, fiscal_year), len(blocks) > 1)
    out: list[TableFigure] = []
    for block in blocks:
        reader = RowReader(block, table_code, publisher)
        for index, row in body:
            out.extend(_row_figures(reader.read(index, row), block, row, segment, table_code, fiscal_year))
    out.sort(key=lambda figure: (figure.row.index, figure.column.index))
    return out


def _body(segment: Segment) -> list[tuple[int, Row]]:
    """Give body rows with their place in the table; a header row that also holds the total's figures counts as one."""
    rows = [(len(segment.header) + place, row) for place, row in enumerate(segment.body)]
    for place, row in enumerate(segment.header):
        if shares_row_with_total(row):
            rows.insert(0, (place, [None, None, None, *row[3:]]))
    return rows


def _set_measures(block: Block, frame: Frame, several_blocks: bool) -> None:
    """Set the measure of each figure column, and its item where the table lies on its side."""
    items = [_header_item(column.path) for column in block.values]
    if frame.table_code in ("three_public_expenses", "other") and len({item for item in items if item}) >= _HORIZONTAL_ITEMS:
        has_more = any(item in ("meetings", "training") for item in items)
        for column, item in zip(block.values, items, strict=True):
            rest = [words for words in column.path if three_public_item(words) is None]
            column.item = item or _total_item(column.path, has_more)
            column.measure = compose(rest, frame) if rest and column.item else compose(column.path, frame) if column.item is None else ""
            column.measure = column.measure.removesuffix(".total") if column.measure != "total" else ""
        _settle_sideways(block.values)
        return
    for column, measure in zip(block.values, settle([compose(column.path, frame) for column in block.values], several_blocks), strict=True):
        column.measure = measure


def _header_item(path: list[str]) -> str | None:
    for words in reversed(path):
        item = three_public_item(words)
        if item:
            return item
    return None


def _total_item(path: list[str], has_more: bool) -> str | None:
    if path and any(header_term(words, None) == "total" for words in path):
        return "total" if has_more else "three_public_total"
    return None


def _settle_sideways(columns: list[Column]) -> None:
    kinds = {column.measure for column in columns if column.item}
    heads = {kind.split(".")[0] for kind in kinds}
    for column in columns:
        lone_version = (
            column.measure in ("budget", "final", "current_year") and len(heads & {"budget", "final", "current_year", "previous_year"}) == 1
        )
        if column.measure in ("", "total") or lone_version or (column.item and column.measure == UNMAPPED):
            column.measure = "amount"


def _row_figures(row: RowMeaning, block: Block, cells: Row, segment: Segment, table_code: str, fiscal_year: int | None) -> Iterator[TableFigure]:
    previous = None
    period = header_term(row.label, fiscal_year) if row.label and any(column.item for column in block.values) else None
    for column in block.values:
        cell = cells[column.index] if column.index < len(cells) else None
        if cell is None or cell is previous:
            continue
        previous = cell
        unit = next((found for words in reversed(column.path) if (found := unit_in_brackets(words))), None) or segment.caption.unit
        figure = parse_figure(cell.text, unit)
        if figure is None:
            continue
        if column.measure in ("change_percent", "quantity") and figure.state in ("value", "zero"):
            figure = replace(figure, state="quantity", yuan=None)
        measure = column.measure
        if period in ("current_year", "previous_year", "change", "change_percent"):
            measure = period if measure == "amount" else f"{period}.{measure}"
        sideways = column.item is not None and not row.codes.any()
        label = row.label
        if not label and not sideways and any(other.item for other in block.values):
            label = column.path[-1] if column.path else ""  # a column beside the 三公 ones (`机关运行经费预算数`) names its figure itself
        yield TableFigure(row, column, block.side, measure, column.item if sideways else row.item, label, figure, cell)


def column_label(column: Column) -> str:
    """Give the header path as printed, joined as the data contract has it."""
    return " / ".join(column.path)


def label_words(row: RowMeaning) -> str:
    """Give what tells a row from its neighbours, for stable keys."""
    return squeeze("/".join([*row.path, row.label]))
