"""How a sheet shows its cells, which the value library does not tell: number formats, hidden rows
and columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from budgetflow.readers.spreadsheet.conditional import Effect, Rule

# Formats that say nothing of how a number looks.
GENERAL = ("general", "@", "", "g/通用格式")
# Points by which one level of indentation moves a text in.
POINTS_OF_A_LEVEL = 10.0
# Rows a sheet can have.
MOST_ROWS = 1_048_576
# Columns a sheet can have.
MOST_COLUMNS = 16_384

# An area that holds every cell a sheet can have.
WHOLE_SHEET = (0, 0, 1 << 30, 1 << 30)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a workbook shows inside another document: one sheet (from 0) and an area of it."""

    sheet: int = 0
    area: tuple[int, int, int, int] | None = None
    """First row, first column, last row, last column."""


@dataclass(slots=True)
class SheetLook:
    """The look of one sheet; rows and columns count from 0."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    """Number format by row and column; cells of general format are not in it."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    zeros_hidden: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column of areas that show no zeros."""
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    """Cells with a formula whose result the file does not hold, or holds without having
    computed it.
    """
    empty_results: set[tuple[int, int]] = field(default_factory=set)
    """Cells with a formula that was computed to an empty text, or not at all."""

    colours: dict[tuple[int, int], Effect] = field(default_factory=dict)
    """Letters and fills of cells that have their own: colours, and whether they are crossed out
    (shown, and shown not to hold).
    """
    runs: dict[tuple[int, int], list[tuple[str, str | None]]] = field(default_factory=dict)
    """Texts whose parts differ in look: the parts not crossed out, with their letters' colour."""
    rules: list[Rule] = field(default_factory=list)
    """Conditional rules."""
    plain_paper: bool = True
    """False where something else than the cells' fills may lie behind the letters."""
    undecided: set[tuple[int, int]] = field(default_factory=set)
    """Figures of which a rule that we cannot decide says how they print."""
    drawn: list[tuple[int, str]] = field(default_factory=list)
    """Lines of text boxes, each with the row its box begins in."""
    page_header: str = ""
    """The text printed above every page, as stored."""
    indents: dict[tuple[int, int], float] = field(default_factory=dict)
    """Points that texts stand in, by row and column; those that do not are not in it."""

    def hide_columns(self, first: int, last: int) -> None:
        """Note a range of hidden columns."""
        columns = range(max(0, first), min(last, MOST_COLUMNS) + 1)
        self.hidden_columns.update(columns)

    def hide_outside(self, area: tuple[int, int, int, int]) -> None:
        """Hide every row and column outside an area (first row and column, last row and column)."""
        first_row, first_column, last_row, last_column = area
        rows_below = range(last_row + 1, MOST_ROWS)
        columns_right = range(last_column + 1, MOST_COLUMNS)
        self.hidden_rows.update(range(first_row), rows_below)
        self.hidden_columns.update(range(first_column), columns_right)

    def hides_zero(self, row: int, column: int) -> bool:
        """Return whether a zero in a cell is not shown."""
        return any(
            first_row <= row <= last_row and first_column <= column <= last_column
            for first_row, first_column, last_row, last_column in self.zeros_hidden
        )
