"""What a page holds, before any format: headings, paragraphs and tables, each figure with the truth
it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Truth:
    """One figure that a reader must find."""

    table_code: str
    key: str
    """Function code, economic code, or the row label as printed."""
    measure: str
    amount_yuan: Decimal
    side: str | None = None


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One cell of a table's header with its spans."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row; `truths` are the figures in it."""

    cells: tuple[str, ...]
    truths: tuple[Truth, ...] = ()
    bold: bool = False


# The headers of a column, outermost first.
Path = tuple[str, ...]
# Header path of every column, and the rows.
Table = tuple[list[Path], list[Row]]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as it will be printed, free of format."""

    table_code: str
    number: str
    title: str
    maker: str
    """The 编制部门 line."""
    unit: str
    columns: tuple[tuple[str, ...], ...]
    """Header path of every column, outermost first."""
    rows: tuple[Row, ...]
    widths: tuple[float, ...] = ()
    """Relative widths; empty: even."""
    note: str = ""
    """The sentence under an empty table."""
    number_row: tuple[str, ...] = ()

    def header(self) -> list[list[HeaderCell]]:
        """Return the header as rows of cells with spans: equal neighbours are merged, short paths
        reach down.
        """
        depth = max(len(path) for path in self.columns)
        rows: list[list[HeaderCell]] = [[] for _ in range(depth)]
        for level in range(depth):
            column = 0
            while column < len(self.columns):
                path = self.columns[column]
                end = column + 1
                # A short path reached down from the level above.
                if level >= len(path):
                    column = end
                    continue
                last = level == len(path) - 1
                while (
                    not last
                    and end < len(self.columns)
                    and self.columns[end][: level + 1] == path[: level + 1]
                ):
                    end += 1
                rows[level].append(
                    HeaderCell(
                        level, column, path[level], depth - level if last else 1, end - column
                    )
                )
                column = end
        return rows

    def header_lines(self) -> list[list[str]]:
        """Return the header as full rows of text, merged cells blank after their first."""
        header = self.header()
        lines = [[""] * len(self.columns) for _ in header]
        for row in header:
            for cell in row:
                lines[cell.row][cell.column] = cell.text
        if self.number_row:
            lines.append(list(self.number_row))
        return lines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of prose."""

    text: str


Block = Heading | Paragraph | PrintedTable


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A whole document in reading order."""

    title: str
    blocks: tuple[Block, ...] = field(default=())

    def tables(self) -> list[PrintedTable]:
        """Return the tables in printed order."""
        return [block for block in self.blocks if isinstance(block, PrintedTable)]

    def truths(self) -> list[Truth]:
        """Return every figure that stands in a table."""
        found: list[Truth] = []
        for table in self.tables():
            for row in table.rows:
                found.extend(row.truths)
        return found

    def only(self, kind: type[Block] | tuple[type[Block], ...]) -> PrintedDocument:
        """Return the document with blocks of one kind, for publishers who print text and tables in
        two files.
        """
        return replace(
            self, blocks=tuple(block for block in self.blocks if isinstance(block, kind))
        )


def truths_of(
    table_code: str, key: str, figures: Iterable[tuple[str, Decimal]], side: str | None = None
) -> tuple[Truth, ...]:
    """Return the truths of one row from its measures and yuan; a figure of zero is not printed as
    a number in every layout, so a reader need not find it.
    """
    # A dash or a blank stands for zero in most layouts.
    printed = [(measure, yuan) for measure, yuan in figures if yuan]
    return tuple(Truth(table_code, key, measure, yuan, side) for measure, yuan in printed)


def with_mistake(table: PrintedTable, row: int, column: int, printed: str) -> PrintedTable:
    """Print another figure in one cell (row and column from 0): a publisher's mistake that a check
    must find.
    """
    cells = list(table.rows[row].cells)
    cells[column] = printed
    rows = list(table.rows)
    # The truth stays: what the reader must find is what a correct page would print.
    rows[row] = replace(rows[row], cells=tuple(cells))
    return replace(table, rows=tuple(rows))


def numbers_under(columns: Iterable[tuple[str, ...]], label_columns: int) -> tuple[str, ...]:
    """Return the ※ 1 2 3 row that some places print under the header."""
    labels: list[str] = []
    for number, _ in enumerate(columns):
        # Columns of labels are not counted.
        is_label = number < label_columns
        labels.append("※" if is_label else str(number - label_columns + 1))
    return tuple(labels)
