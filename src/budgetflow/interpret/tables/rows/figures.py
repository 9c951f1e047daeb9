"""One joined table to its figures: rows read block by block, each printed figure with what it
means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from budgetflow.interpret.tables.columns.blocks import Block, Column
from budgetflow.interpret.tables.columns.layout import Layout
from budgetflow.interpret.tables.headers.measures import Frame
from budgetflow.interpret.tables.rows.layers import find_layers, sums_of
from budgetflow.interpret.tables.rows.meaning import Layer, RowMeaning
from budgetflow.interpret.tables.rows.nested_sums import layers_by_sums
from budgetflow.interpret.tables.rows.own_body import count_own_rows_as_whole
from budgetflow.interpret.tables.rows.periods import periods_of_rows
from budgetflow.interpret.tables.rows.read import RowReader, side_of_table, total_item
from budgetflow.interpret.text.grid_rows import Row, text_at
from budgetflow.interpret.text.items import BESIDE_THREE_PUBLIC, is_counted
from budgetflow.interpret.text.money import Figure, parse_figure
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.unit_line import unit_in_brackets
from budgetflow.readers.document import Cell

# Lists of projects, whose groups the sums may tell where neither names nor places do.
_OF_PROJECTS = frozenset({"project_expenditure", "general_budget_project_expenditure"})
_NO_MONEY = frozenset({"change_percent", "quantity"})
# Tables that may list units and projects without codes.
_LISTS = frozenset(
    {
        "project_expenditure",
        "general_budget_project_expenditure",
        "government_procurement",
        "commissioned_services",
        "carryover",
        "expenditure",
        "revenue",
        "other",
    }
)
# Reads all rows of a block with the layers of some, by their places in the table.
Reading = Callable[[Mapping[int, Layer]], list[RowMeaning]]


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


def read_figures(
    layout: Layout, frame: Frame, unit: str | None, publisher: str | None
) -> list[TableFigure]:
    """Return every figure of a table whose columns are understood, row by row; `unit` is the one
    its unit line names.
    """
    out: list[TableFigure] = []
    seen: set[int] = set()
    # Labels whose figure stands in the next block: their cells are not merged.
    waiting: dict[tuple[int, str | None], RowMeaning] = {}
    for block in layout.blocks:
        meanings = _read_rows(layout, block, frame.table_code, publisher)
        periods = _periods(meanings, block, frame)
        for (index, row), own in zip(layout.body, meanings, strict=True):
            meaning = own
            if _is_nameless(meaning):
                meaning = waiting.pop((index, block.side), meaning)
            figures = list(_row_figures(meaning, block, row, unit, periods.get(meaning.label)))
            if block.labels and _is_nameless(meaning):
                states = {figure.figure.state for figure in figures}
                if states <= {"dash"}:
                    continue  # dashes that fill a side which has ended
                if states <= {"dash", "zero"} and _named_elsewhere(row, layout.blocks, block):
                    # Zeros that fill it: a total would not stand beside a line of the other side.
                    meaning.role, meaning.item = "item", None
            if meaning.label and not figures:
                waiting[index, block.side] = meaning
            for figure in figures:
                # A merged cell is one figure, told with the first row it stands in.
                if id(figure.cell) not in seen:
                    seen.add(id(figure.cell))
                    out.append(figure)
    out.sort(key=lambda figure: (figure.row.index, figure.column.index))
    _count_own_rows(out, frame.table_code, publisher)
    return out


def _count_own_rows(figures: list[TableFigure], table_code: str, publisher: str | None) -> None:
    """Count rows of the publisher as the table's total where it lists nobody else."""
    # By identity: two rows may print the same words.
    rows = {id(figure.row): figure.row for figure in figures}
    item = total_item(side_of_table(table_code))
    count_own_rows_as_whole(list(rows.values()), publisher, item)
    for figure in figures:
        if figure.row.role == "total" and figure.item == "unit":
            figure.item = item


def _is_nameless(row: RowMeaning) -> bool:
    if row.label:
        return False
    return not row.codes.any()


def _read_rows(
    layout: Layout, block: Block, table_code: str, publisher: str | None
) -> list[RowMeaning]:
    """Read a block's rows by their names and, in a list, by where they stand; take what closes more
    sums, and note on the layout where two ways competed.
    """
    rows = [row for _, row in layout.body]

    def read(layers: Mapping[int, Layer]) -> list[RowMeaning]:
        # A reader for each reading, since it remembers the rows above.
        reader = RowReader(block, table_code, publisher, layers, rows)
        return [reader.read(index, row) for index, row in layout.body]

    by_names = read({})
    if block.side is not None or table_code not in _LISTS:
        return by_names
    best = _read_by_place(layout, block, by_names, read)
    if table_code not in _OF_PROJECTS:
        return best
    layers = layers_by_sums(layout.body, best, block)
    # Without layers the rows would only be read by their names once more.
    if not layers:
        return best
    by_sums = read(layers)
    before = sums_of(layout.body, best, block)
    after = sums_of(layout.body, by_sums, block)
    if after.balance > before.balance:
        return by_sums
    return best


def _read_by_place(
    layout: Layout, block: Block, by_names: list[RowMeaning], read: Reading
) -> list[RowMeaning]:
    """Return a list's rows by where they stand if that closes more sums, else by their names."""
    labels = [column.index for column in block.labels]
    texts = [*labels, *layout.notes]
    layers = find_layers(layout.body, by_names, texts)
    if not layers:
        return by_names
    by_place = read(layers)
    if _outline_of(by_place) == _outline_of(by_names):
        return by_names
    names = sums_of(layout.body, by_names, block)
    place = sums_of(layout.body, by_place, block)
    # Words win a draw: an indent may be the typist's, a name is the publisher's.
    if place.balance < names.balance or not place.held:
        return by_names
    if names.held and place.balance > names.balance:  # names that close no sum compete with nothing
        layout.relayered = (names, place)
    return by_place


def _outline_of(rows: list[RowMeaning]) -> list[tuple[list[str], str]]:
    """Return what two readings of the same rows can differ in: what rows stand under, and as
    what.
    """
    return [(row.path, row.kind) for row in rows]


def _row_figures(
    row: RowMeaning, block: Block, cells: Row, unit: str | None, period: str | None
) -> Iterator[TableFigure]:
    """Return the figures of one row of a block, with what row and column say of each; `period` is
    what the row's label names of a table on its side.
    """
    sideways = _lies_on_its_side(block) and not row.codes.any()
    counted = any(map(is_counted, [row.label, *row.path]))
    for column in block.values:
        cell = cells[column.index] if column.index < len(cells) else None
        if cell is None:
            continue
        figure = parse_figure(cell.text, _column_unit(column) or unit)
        if figure is None:
            continue
        measure = _measure_in(period if sideways else None, column.measure)
        if counted or not _NO_MONEY.isdisjoint(measure.split(".")):
            figure = _as_quantity(figure)
        label = row.label
        item = row.item
        if sideways:
            item = column.item or item
            label = label or _own_label(column)
        yield TableFigure(row, column, row.side, measure, item, label, figure, cell)


def _lies_on_its_side(block: Block) -> bool:
    """Check whether items head the columns of a block."""
    return any(column.item for column in block.values)


def _periods(rows: list[RowMeaning], block: Block, frame: Frame) -> dict[str, str]:
    """Return the periods that rows of a table on its side name, by their labels; else none."""
    if not _lies_on_its_side(block):
        return {}
    return periods_of_rows((row.label for row in rows if not row.codes.any()), frame)


def _as_quantity(figure: Figure) -> Figure:
    """Return a figure that counts people, things or percents, and no money."""
    if figure.state in ("value", "zero"):
        return replace(figure, state="quantity", yuan=None)
    return figure


def _measure_in(period: str | None, measure: str) -> str:
    """Return the measure of a column in a row of a table on its side, whose label may name the
    period (上年, 本年).
    """
    if period is None:
        return measure
    if measure == "amount":
        return period
    return f"{period}.{measure}"


def _own_label(column: Column) -> str:
    """Return the name that a column beside the 三公 ones (`机关运行经费预算数`) gives its figure;
    empty for any other column.
    """
    if column.path and column.item in (None, *BESIDE_THREE_PUBLIC):
        return column.path[-1]
    return ""


def _named_elsewhere(row: Row, blocks: list[Block], but: Block) -> bool:
    return any(
        text_at(row, column.index)
        for block in blocks
        if block is not but
        for column in block.labels
    )


def _column_unit(column: Column) -> str | None:
    return next(
        (found for words in reversed(column.path) if (found := unit_in_brackets(words))), None
    )


def column_label(column: Column) -> str:
    """Return the header path as printed, joined as the data contract has it."""
    return " / ".join(column.path)


def label_words(row: RowMeaning) -> str:
    """Return what tells a row from its neighbours, for stable keys."""
    words = [*row.path, row.label]
    return squeeze("/".join(words))


def code_by_content(code: str, figures: list[TableFigure]) -> str:
    """Correct a title that does not say by which classification its table is: 一般公共预算支出 by
    economic item is another table.

    With project columns it is the table of all expenditure by economic item, else the one of basic
    expenditure.
    """
    coded = [figure for figure in figures if figure.row.code_origin == "printed"]
    if code != "general_budget_expenditure" or not coded:
        return code
    # One code of the functional classification is enough: the title says what it holds.
    if any(figure.row.codes.function for figure in coded):
        return code
    measures = {part for figure in coded for part in figure.measure.split(".")}
    words = "".join(word for figure in coded for word in figure.column.path)
    of_projects = "project" in measures or "项目" in words
    is_basic = not of_projects and ("人员经费" in words or "公用经费" in words)
    if is_basic:
        return "general_budget_basic_expenditure"
    return "general_budget_economic_expenditure"
