"""The figures of one disclosure, arranged so that a check can ask for them by what they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from budgetflow.checks.model.evidence import ZERO, Figure
from budgetflow.checks.model.printed_places import is_cut, printed_step
from budgetflow.interpret.rows_model import (
    Amount,
    DisclosureRow,
    DocumentRow,
    PerformanceTarget,
    Project,
    Statement,
    TableRow,
    Understanding,
)

# A row's own value: the total of several columns, the only column, or the version that the table
# is about.
# In this order: a final account that prints 年初预算 beside 决算数 is about the latter.
VALUE_MEASURES = ("total", "amount", "final", "budget", "current_year")
MONEY_STATES = {"value", "zero", "dash"}


@dataclass(slots=True)
class Row:
    """One row of one table (or of one block, where blocks stand side by side) with its figures by
    measure.
    """

    number: int
    block: int
    cells: dict[str, Amount]
    first: Amount
    code: str | None = field(init=False)
    """Its function or economic code."""
    label: str = field(init=False)
    """Its label, empty where it has none."""
    name: str = field(init=False)
    """How a message calls it."""

    def __post_init__(self) -> None:
        """Take code and label from the first cell: each check through the row asks for them."""
        cell = self.first
        self.code = cell.function_code or cell.economic_code or cell.government_economic_code
        self.label = cell.row_label or ""
        self.name = f"{self.code} {self.label}".strip() if self.code else self.label or "合计"


@dataclass
class TableView:
    """One table with figures in it: rows in reading order, block by block. No slots: what checks
    ask for again and again is kept.
    """

    table: TableRow
    rows: list[Row] = field(default_factory=list)
    step: Decimal = ZERO
    """Worth of the last printed place of the table's figures, in yuan."""

    _figures: dict[int, Figure] = field(default_factory=dict)
    """Figures already made, by the identity of their cell: every check through a cell asks for the
    same one.
    """

    def figure(self, cell: Amount | None) -> Figure | None:
        """Return a cell as a figure; a dash or zero is 0; None for no cell."""
        if cell is None:
            return None
        # Made once a cell, by its identity: every check that looks at the table asks for it.
        made = self._figures.get(id(cell))
        if made is None and cell.value_state in MONEY_STATES:
            made = Figure(cell.amount_yuan or ZERO, self._step_of(cell), amount=cell)
            self._figures[id(cell)] = made
        return made

    def _step_of(self, cell: Amount) -> Decimal:
        """Return the worth in yuan of the last place that rounding may have moved in a cell: the
        table's, or the cell's own where that is coarser and was cut; 0 for nothing.
        """
        if not cell.amount_yuan:
            return ZERO
        own = printed_step(cell)
        if own > self.step and is_cut(cell):
            return own
        return self.step

    def part(self, row: Row, measure: str) -> Figure:
        """Return a row's figure of a measure; for a blank, nothing, with its place."""
        printed = self.figure(row.cells.get(measure))
        if printed is not None:
            return printed
        place = self.place(row, measure)
        return Figure(ZERO, ZERO, blank=place)

    def place(self, row: Row, measure: str) -> str:
        """Return the name of a cell: its identifier, or that of the blank in a row."""
        cell = row.cells.get(measure)
        return cell.amount_id if cell else f"blank {row.first.amount_id} {measure}"

    def value(self, row: Row | None, *measures: str) -> Figure | None:
        """Return the row's figure in the first of the measures that it has; without measures, its
        own value.
        """
        if row is None:
            return None
        for measure in measures or VALUE_MEASURES:
            found = self.figure(row.cells.get(measure))
            if found:
                return found
        return None

    def has(self, measure: str) -> bool:
        """True where any row has a figure of that measure."""
        return measure in self.measures

    @cached_property
    def measures(self) -> set[str]:
        """All measures with a figure."""
        return {measure for row in self.rows for measure in row.cells}

    @cached_property
    def total(self) -> Row | None:
        """The row of the grand total: the only one, or the one outside every unit's own; None where
        that is unclear.

        A row that neither a label nor any money tells from a blank one is no total (rows of zeros
        that fill up a form).
        """
        totals = [
            row
            for row in self.rows
            if row.first.row_role == "total"
            and (row.label or any(c.amount_yuan for c in row.cells.values()))
        ]
        if not totals and len(self.rows) == 1 and self.rows[0].first.item == "unit":
            return self.rows[0]  # a table of one line, that of the unit (Shenzhen prints no 合计)
        # Units' own totals stand beneath their name; the department's stands outside every name.
        outer = [row for row in totals if not row.first.row_path and not row.first.unit_name]
        outer = outer or totals
        return outer[0] if _all_alike(outer) else None

    def item(self, *names: str, side: str | None = None) -> Row | None:
        """Return the only row of one of these canonical items, tried in order; a row printed twice
        with the same figures is one.
        """
        for name in names:
            found = [
                row
                for row in self._by_item.get(name, ())
                if side is None or row.first.side in (side, None)
            ]
            # Bodies print a carried line twice (once on each page of a table); with other figures
            # it would be two lines, of which neither is the one meant.
            if _all_alike(found):
                return found[0]
        return None

    @cached_property
    def _by_item(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            item = row.first.item
            if item:
                found[item].append(row)
        return found

    @cached_property
    def by_code(self) -> dict[str, Row]:
        """The rows by code, those whose code stands once only.

        A row with a function and an economic code, or with a project, is a part of its function
        code's money only.
        """
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            # A table of projects repeats a function's code in each of its projects: none of them is
            # the function's whole.
            whole = (
                not (row.first.function_code and row.first.economic_code)
                and not row.first.project_name
            )
            if row.code and whole:
                found[row.code].append(row)
        return {code: rows[0] for code, rows in found.items() if len(rows) == 1}


def _all_alike(rows: list[Row]) -> bool:
    """Check whether there is one row, or one printed several times with the same figures."""
    return len(rows) == 1 or len({_values(row) for row in rows}) == 1


def _values(row: Row) -> tuple[tuple[str, Decimal], ...]:
    """Return a row's figures by measure, to tell rows with the same ones."""
    return tuple(sorted((m, cell.amount_yuan or ZERO) for m, cell in row.cells.items()))


_RowOf = TypeVar("_RowOf", DocumentRow, TableRow, Statement, Project, PerformanceTarget, Amount)


def _belonging(rows: Iterable[_RowOf], disclosure_id: str) -> list[_RowOf]:
    return [row for row in rows if row.disclosure_id == disclosure_id]


class Figures:
    """Everything one disclosure says in figures."""

    def __init__(
        self, disclosure: DisclosureRow, rows: Understanding, past: Past | None = None
    ) -> None:
        """Arrange the rows that belong to the disclosure; `past` knows other disclosures of the
        same publisher.
        """
        own = disclosure.disclosure_id
        self.disclosure = disclosure
        self.past = past
        self.documents: list[DocumentRow] = _belonging(rows.documents, own)
        self.tables: list[TableRow] = _belonging(rows.tables, own)
        self.statements: list[Statement] = _belonging(rows.statements, own)
        self.projects: list[Project] = _belonging(rows.projects, own)
        self.targets: list[PerformanceTarget] = _belonging(rows.performance_targets, own)
        self.amounts: list[Amount] = _belonging(rows.amounts, own)
        views = _views(self.tables, self.amounts)
        self.views: list[TableView] = [view for view in views if view.rows]
        self._by_code: dict[str, list[TableView]] = defaultdict(list)
        for view in self.views:
            self._by_code[view.table.table_code].append(view)

    @cached_property
    def columns(self) -> dict[str, dict[str, set[int]]]:
        """The columns of each table that hold a measure, by table_id and measure."""
        found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for amount in self.amounts:
            found[amount.table_id][amount.measure].add(amount.column_no)
        return found

    @cached_property
    def values(self) -> list[Decimal]:
        """Every value that a cell has, in yuan and in order."""
        return sorted({a.amount_yuan for a in self.amounts if a.amount_yuan is not None})

    @cached_property
    def placed(self) -> dict[str, tuple[TableView, Row]]:
        """The table and row in which each cell stands, by the cell's identifier."""
        return {
            cell.amount_id: (view, row)
            for view in self.views
            for row in view.rows
            for cell in row.cells.values()
        }

    def all(self, *codes: str) -> Iterator[TableView]:
        """Return every table with figures of these codes."""
        for code in codes:
            yield from self._by_code.get(code, ())

    def one(self, *codes: str) -> TableView | None:
        """Return the only table of the first code that has any; None where there are several (whose
        they are is unclear).
        """
        for code in codes:
            found = self._by_code.get(code, [])
            if found:
                # Two revenue tables are those of two units, or a copy: a sum over one of them would
                # be held against the other's total.
                return found[0] if len(found) == 1 else None
        return None

    def said(self, *topics: str) -> list[Statement]:
        """Return the statements of these topics, in reading order."""
        if len(topics) == 1:
            return self._by_topic.get(topics[0], [])
        return [statement for statement in self.statements if statement.topic in topics]

    @cached_property
    def _by_topic(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            found[statement.topic].append(statement)
        return found


class Past:
    """Other disclosures, found by whose and of when they are."""

    def __init__(self, disclosures: Iterable[Understanding]) -> None:
        """Take the rows of each disclosure apart (`copies.by_disclosure`); nothing is arranged
        before it is asked for.
        """
        self._rows: dict[_Whose, list[tuple[DisclosureRow, Understanding]]] = defaultdict(list)
        self._arranged: dict[str, Figures] = {}
        for rows in disclosures:
            for row in rows.disclosures:
                known = self._rows[row.publisher, row.scope, row.stage, row.fiscal_year]
                known.append((row, rows))

    def find(self, like: DisclosureRow, stage: str, fiscal_year: int) -> Figures | None:
        """Return the same publisher's disclosure of a stage and a year, in the same scope; None
        where it is not known.

        Two places have a 教育局 each: of two publishers of one name the one of the same region is
        meant, and none where the regions do not tell.
        """
        named = self._rows.get((like.publisher, like.scope, stage, fiscal_year), [])
        near = [found for found in named if _same_region(like, found[0])]
        if len(near) > 1:
            near = [found for found in near if found[0].region_code == like.region_code]
        if not near or near[0][0] is like or len({row.region_code for row, _ in near}) > 1:
            return None
        row, rows = near[0]
        if row.disclosure_id not in self._arranged:
            self._arranged[row.disclosure_id] = Figures(row, rows)
        return self._arranged[row.disclosure_id]


# Publisher, scope, stage and fiscal year of a disclosure.
_Whose = tuple[str | None, str | None, str | None, int | None]


def _same_region(one: DisclosureRow, other: DisclosureRow) -> bool:
    """Check whether the regions of two disclosures may be one: the same, or one not known."""
    return None in (one.region_code, other.region_code) or one.region_code == other.region_code


def _views(tables: list[TableRow], amounts: list[Amount]) -> Iterator[TableView]:
    by_table: dict[str, list[Amount]] = defaultdict(list)
    for amount in amounts:
        by_table[amount.table_id].append(amount)
    for table in sorted(tables, key=lambda t: (t.document_id, t.table_no)):
        cells = by_table.get(table.table_id, [])
        yield TableView(table, _rows(cells), _step(cells))


def _rows(cells: list[Amount]) -> list[Row]:
    """Group cells into rows; blocks side by side are read one after the other, as they are
    meant.
    """
    groups: dict[tuple[object, ...], Row] = {}
    for cell in sorted(cells, key=lambda c: (c.row_no, c.column_no)):
        # The side is part of the key: an 收支总表 has an income and an expenditure line of one
        # label on one row.
        key = (
            cell.row_no,
            cell.side,
            cell.row_label,
            cell.function_code,
            cell.economic_code,
            cell.government_economic_code,
            cell.item,
        )
        row = groups.get(key)
        if row is None:
            groups[key] = Row(cell.row_no, cell.column_no, {cell.measure: cell}, cell)
        else:
            # The first of two cells of one measure stands: the second is a repetition to the right
            # (a page's two blocks), and the checks ask for one.
            row.cells.setdefault(cell.measure, cell)
    rows = list(groups.values())
    starts = _block_starts(rows)
    for row in rows:
        row.block = sum(start <= row.block for start in starts)
    return sorted(rows, key=lambda r: (r.block, r.number))


def _block_starts(rows: list[Row]) -> list[int]:
    """Return the first columns of the second, third, ... block, told by rows that hold several
    labelled groups.
    """
    by_number: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_number[row.number].append(row)
    starts: dict[int, int] = {}
    for groups in by_number.values():
        for place, row in enumerate(sorted(groups, key=lambda r: r.block)[1:]):
            # The leftmost start over all rows: a row whose first cells are blank begins its block
            # later.
            starts[place] = min(starts.get(place, row.block), row.block)
    return sorted(starts.values())


def _step(cells: list[Amount]) -> Decimal:
    """Return the worth of the last printed place: the finest of the table's figures, since zeros at
    the end may be cut.
    """
    # Zeros have no places worth asking: `0` and `0.00` stand in one column of most forms.
    steps = [printed_step(cell) for cell in cells if cell.value_state == "value"]
    return min(steps, default=Decimal(1))
