"""The columns of a joined table understood: kinds, blocks, sides, measures; the reading of the
header whose sums close.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from budgetflow.interpret.tables.columns.blocks import Block, Column, find_columns
from budgetflow.interpret.tables.columns.side_by_side import find_blocks
from budgetflow.interpret.tables.columns.sides import name_sides
from budgetflow.interpret.tables.columns.sum_score import Closing, closing
from budgetflow.interpret.tables.headers.measures import (
    FUNDS,
    UNMAPPED,
    Frame,
    compose,
    settle,
)
from budgetflow.interpret.tables.headers.paths import Reading, header_readings, shifted
from budgetflow.interpret.tables.headers.rows import shares_row_with_total
from budgetflow.interpret.tables.headers.terms import header_term, names_both_versions
from budgetflow.interpret.tables.segments.continuation import Segment
from budgetflow.interpret.text.grid_rows import Row, text_at
from budgetflow.interpret.text.items import three_public_item
from budgetflow.interpret.text.money import is_figure, parse_number

_HORIZONTAL_ITEMS = 2  # a header that names so many 三公 items has its items on top
# Beside these a column of 一般公共预算 is one of several, whatever the table's title says.
_OTHER_FUNDS = frozenset(
    {
        "government_fund",
        "state_capital",
        "special_account",
        "unit_funds",
        "business_revenue",
        "other_funds",
        "other_revenue",
    }
)
_VERSIONS = {"budget", "final", "current_year", "previous_year"}


@dataclass(slots=True)
class Layout:
    """A table's columns under the reading that was chosen."""

    blocks: list[Block]
    body: list[tuple[int, Row]]
    """Body rows with their place in the table, from 0."""
    reading: Reading
    rejected: Reading | None = None
    """The reading that lost, where two competed."""
    notes: list[int] = field(default_factory=list)
    """Columns of words that belong to no block: goals, kinds of procurement, remarks."""
    relayered: tuple[Closing, Closing] | None = None
    """Sums of the rows layered by their names, and by where they stand, where the latter was
    taken.
    """


def understand_layout(segment: Segment, frame: Frame) -> Layout:
    """Understand the columns of a joined table; where the header can be read in more than one way,
    the sums decide.
    """
    body = _body(segment)
    readings = header_readings(segment.header, segment.columns)
    blocks = _blocks(readings[0], body, frame)
    readings.extend(_shifts(readings[0], blocks, body))
    # Nearly every header has one reading; sums are formed only where two compete.
    if len(readings) == 1:
        return Layout(blocks, body, readings[0], notes=_notes(blocks, segment.columns))
    tried = [(reading, _blocks(reading, body, frame)) for reading in readings]
    scores = [_closing(candidate, body) for _, candidate in tried]

    def merit(place: int) -> tuple[Decimal, int, int]:
        # The share before the count: a wrong reading may form more sums. A draw keeps the first.
        score = scores[place]
        return score.share, score.held, -place

    best = max(range(len(tried)), key=merit)
    other = 0 if best else 1
    return Layout(
        tried[best][1],
        body,
        tried[best][0],
        tried[other][0],
        _notes(tried[best][1], segment.columns),
    )


def _notes(blocks: list[Block], columns: int) -> list[int]:
    """Return the columns that belong to no block."""
    taken: set[int] = set()
    for block in blocks:
        taken.update(column.index for column in [*block.labels, *block.values])
    return [column for column in range(columns) if column not in taken]


def _body(segment: Segment) -> list[tuple[int, Row]]:
    """Return body rows with their place in the table; a header row that also holds the total's
    figures counts as one.
    """
    # By identity: a cell of the header that reaches down into the body is the same object there.
    above = {id(cell) for row in segment.header for cell in row if cell is not None}
    rows = []
    for place, row in enumerate(segment.body, start=len(segment.header)):
        rows.append((place, _own_cells(row, above)))
    for place, row in enumerate(segment.header):
        if shares_row_with_total(row):
            # The first three cells are 类, 款 and 项, heads beside the total's figures.
            rows.insert(0, (place, [None, None, None, *row[3:]]))
    return rows


def _own_cells(row: Row, above: set[int]) -> Row:
    """Take out of a body row the cells of the header that reach down into it (`类 款 项` beside the
    total).
    """
    return [None if cell is not None and id(cell) in above else cell for cell in row]


def _blocks(reading: Reading, body: list[tuple[int, Row]], frame: Frame) -> list[Block]:
    rows = [row for _, row in body]
    columns = find_columns(reading.paths, rows)
    blocks = find_blocks(columns)
    name_sides(blocks, frame.table_code)
    several = len(blocks) > 1
    for block in blocks:
        _set_measures(block, frame, several)
    return blocks


def _shifts(reading: Reading, blocks: list[Block], body: list[tuple[int, Row]]) -> list[Reading]:
    """Return the readings in which a figure column without a header takes the header of a column
    without a figure.
    """
    values = [column for block in blocks for column in block.values]
    filled = {
        column.index
        for column in values
        if any(is_figure(text_at(row, column.index)) for _, row in body)
    }
    headless = [column.index for column in values if column.index in filled and not column.path]
    idle = [
        column.index
        for column in values
        if column.index not in filled and column.path and column.measure != UNMAPPED
    ]
    return [
        shifted(reading.paths, gap, min(idle, key=lambda place: abs(place - gap)))
        for gap in headless[:1]
        if idle
    ]


def _closing(blocks: list[Block], body: list[tuple[int, Row]]) -> Closing:
    held = formed = 0
    for block in blocks:
        rows = []
        for _, row in body:
            numbers: dict[str, Decimal] = {}
            for column in block.values:
                number = parse_number(text_at(row, column.index))
                if number is not None:
                    numbers[column.measure] = number
            rows.append(numbers)
        result = closing(rows, [column.measure for column in block.values])
        held = held + result.held
        formed = formed + result.formed
    return Closing(held, formed)


def _set_measures(block: Block, frame: Frame, several_blocks: bool) -> None:
    """Set the measure of each figure column, and its item where the table lies on its side."""
    items = [_header_item(column.path) for column in block.values]
    heads = [words for column in block.values for words in column.path]
    frame = replace(frame, versions=names_both_versions(heads, frame.fiscal_year))
    if (
        frame.table_code in ("three_public_expenses", "other")
        and len({item for item in items if item}) >= _HORIZONTAL_ITEMS
    ):
        _set_sideways(block.values, items, frame)
        return
    measures = [compose(column.path, frame) for column in block.values]
    # A total beside a column of the title's own fund and one of others: the title names but one.
    if "" in measures and "total" in measures and not _OTHER_FUNDS.isdisjoint(measures):
        measures = [compose(column.path, replace(frame, all_funds=True)) for column in block.values]
    for column, measure in zip(block.values, settle(measures, several_blocks), strict=True):
        column.measure = measure


def _header_item(path: list[str]) -> str | None:
    return next((item for words in reversed(path) if (item := three_public_item(words))), None)


def _set_sideways(columns: list[Column], items: list[str | None], frame: Frame) -> None:
    """Set items from the header and measures from what else the header says (year, fund, budget or
    final).
    """
    has_more = any(item in ("meetings", "training") for item in items)
    for column, item in zip(columns, items, strict=True):
        is_total = any(header_term(words, None) == "total" for words in column.path)
        column.item = item
        if item is None and is_total:
            column.item = "total" if has_more else "three_public_total"
        column.measure = _measure_beside_item(column, frame)
    # As in `settle`: an adjusted budget without the first one beside it is the budget.
    if "budget" not in {column.measure for column in columns}:
        _rename(columns, {"adjusted_budget"}, "budget")
    # What all columns say alike tells none of them apart.
    said = {column.measure for column in columns if column.item} - {UNMAPPED}
    _rename(columns, _said_of_all(columns, said), "amount")
    for column in columns:
        if column.measure == "" or (column.item and column.measure == UNMAPPED):
            column.measure = "amount"


def _measure_beside_item(column: Column, frame: Frame) -> str:
    """Return the measure of what a column's header says besides its item; empty where that is
    nothing, or only that it is a total.
    """
    rest = column.path
    if column.item:
        rest = [words for words in column.path if three_public_item(words) is None]
    measure = compose(rest, frame) if rest else ""
    if measure == "total":
        return ""
    return measure.removesuffix(".total")


def _said_of_all(columns: list[Column], said: set[str]) -> set[str]:
    """Return the measures that tell no columns apart: the only version of the budget that stands
    over any column (last year's always says something), and a fund that stands over all items.
    """
    heads = {column.measure.split(".")[0] for column in columns}
    versions = heads & _VERSIONS
    alike: set[str] = set()
    if len(versions) == 1:
        alike |= _VERSIONS - {"previous_year"}
    if len(said) == 1:
        alike |= {*FUNDS, "appropriation"}
    return alike


def _rename(columns: list[Column], measures: set[str], name: str) -> None:
    for column in columns:
        if column.measure in measures:
            column.measure = name
