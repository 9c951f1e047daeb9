"""The columns of a joined table understood: kinds, blocks, sides, measures; the reading of the header whose sums close."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from budgetflow.interpret.arithmetic import Closing, closing
from budgetflow.interpret.blocks import Block, Column, find_blocks, find_columns, name_sides
from budgetflow.interpret.header_terms import clean_header, header_term
from budgetflow.interpret.headers import shares_row_with_total
from budgetflow.interpret.items import three_public_item
from budgetflow.interpret.joining import Segment
from budgetflow.interpret.measures import UNMAPPED, Frame, compose, settle
from budgetflow.interpret.money import looks_like_money, parse_number
from budgetflow.interpret.paths import Reading, header_readings, shifted
from budgetflow.interpret.rowgrid import Row, text_at

_HORIZONTAL_ITEMS = 2  # a header that names so many 三公 items has its items on top
_ALL_OF_THE_TABLE = {"appropriation", "general_public_budget"}
_YEARS_REVENUE = re.compile(r"^(?:本年|当年)(?:预算|决算)?收入")
_YEARS_EXPENDITURE = re.compile(r"^(?:本年|当年)(?:预算|决算)?支出")
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


def understand_layout(segment: Segment, frame: Frame) -> Layout:
    """Understand the columns of a joined table; where the header can be read in more than one way, the sums decide."""
    body = _body(segment)
    readings = header_readings(segment.header, segment.columns)
    blocks = _blocks(readings[0], body, frame)
    readings.extend(_shifts(readings[0], blocks, body))
    if len(readings) == 1:
        return Layout(blocks, body, readings[0])
    tried = [(reading, _blocks(reading, body, frame)) for reading in readings]
    scores = [_closing(candidate, body) for _, candidate in tried]
    best = max(range(len(tried)), key=lambda place: (scores[place].share, scores[place].held, -place))
    other = 0 if best else 1
    return Layout(tried[best][1], body, tried[best][0], tried[other][0])


def _body(segment: Segment) -> list[tuple[int, Row]]:
    """Give body rows with their place in the table; a header row that also holds the total's figures counts as one."""
    rows = [(len(segment.header) + place, row) for place, row in enumerate(segment.body)]
    for place, row in enumerate(segment.header):
        if shares_row_with_total(row):
            rows.insert(0, (place, [None, None, None, *row[3:]]))
    return rows


def _blocks(reading: Reading, body: list[tuple[int, Row]], frame: Frame) -> list[Block]:
    columns = find_columns(reading.paths, [row for _, row in body])
    blocks = find_blocks(columns)
    name_sides(blocks, frame.table_code)
    for block in blocks:
        _set_measures(block, frame, len(blocks) > 1)
    return blocks


def _shifts(reading: Reading, blocks: list[Block], body: list[tuple[int, Row]]) -> list[Reading]:
    """Give the readings in which a figure column without a header takes the header of a column without a figure."""
    values = [column for block in blocks for column in block.values]
    filled = {column.index for column in values if any(looks_like_money(text_at(row, column.index)) for _, row in body)}
    headless = [column.index for column in values if column.index in filled and not column.path]
    idle = [column.index for column in values if column.index not in filled and column.path and column.measure != UNMAPPED]
    return [shifted(reading.paths, gap, min(idle, key=lambda place: abs(place - gap))) for gap in headless[:1] if idle]


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
        held, formed = held + result.held, formed + result.formed
    return Closing(held, formed)


def _set_measures(block: Block, frame: Frame, several_blocks: bool) -> None:
    """Set the measure of each figure column, and its item where the table lies on its side."""
    items = [_header_item(column.path) for column in block.values]
    if frame.table_code in ("three_public_expenses", "other") and len({item for item in items if item}) >= _HORIZONTAL_ITEMS:
        _set_sideways(block.values, items, frame)
        return
    paths = _own_side([column.path for column in block.values])
    for column, measure in zip(block.values, settle([compose(path, frame) for path in paths], several_blocks), strict=True):
        column.measure = measure


def _own_side(paths: list[list[str]]) -> list[list[str]]:
    """Let 本年支出 be the table's own total where 本年收入 stands beside it in one row, as accounts of a fund print them."""
    if not all(any(pattern.match(clean_header(words)) for path in paths for words in path) for pattern in (_YEARS_REVENUE, _YEARS_EXPENDITURE)):
        return paths
    return [[words for words in path if not _YEARS_EXPENDITURE.match(clean_header(words))] or ["合计"] for path in paths]


def _header_item(path: list[str]) -> str | None:
    return next((item for words in reversed(path) if (item := three_public_item(words))), None)


def _set_sideways(columns: list[Column], items: list[str | None], frame: Frame) -> None:
    """Set items from the header and measures from what else the header says (year, fund, budget or final)."""
    has_more = any(item in ("meetings", "training") for item in items)
    for column, item in zip(columns, items, strict=True):
        is_total = any(header_term(words, None) == "total" for words in column.path)
        column.item = item or (("total" if has_more else "three_public_total") if is_total else None)
        rest = [words for words in column.path if three_public_item(words) is None] if column.item else column.path
        measure = compose(rest, frame) if rest else ""
        column.measure = "" if measure == "total" else measure.removesuffix(".total")
    if len({column.measure for column in columns if column.item}) == 1:
        for column in columns:  # words above all items alike say what the table is about
            column.measure = "" if column.item and column.measure in _ALL_OF_THE_TABLE else column.measure
    versions = {column.measure.split(".")[0] for column in columns} & _VERSIONS
    for column in columns:
        lone_version = column.measure in _VERSIONS - {"previous_year"} and len(versions) == 1
        if column.measure == "" or lone_version or (column.item and column.measure == UNMAPPED):
            column.measure = "amount"
