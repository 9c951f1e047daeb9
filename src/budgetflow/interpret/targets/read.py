"""Performance tables (绩效目标表) to rows of `performance_targets`: one row an indicator, with its
project, goal and budget.

A table is a form (project, money, goal) above a grid of indicators, and many stand one behind the
other, so that rows are read in
order: a form's label starts or completes a subject, a header row says what the columns hold, each
further row is an indicator.
Levels are carried down over merged and blank cells; a row cut in two by a page break is put
together again. Names of project
leaders and contacts stand in these forms and are never read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.keys import KeyMaker
from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.tables.segments.target_forms import PerformanceTable
from budgetflow.interpret.targets.columns import Field, form_field, header_fields
from budgetflow.interpret.targets.grid_signs import (
    Row,
    cell_text,
    distinct_cells,
    holds_indicators,
    is_form,
    is_side_label,
    lists_goals,
)
from budgetflow.interpret.targets.headers import Heads
from budgetflow.interpret.targets.indicators import IndicatorRows
from budgetflow.interpret.targets.subjects import DEPARTMENT, Subjects
from budgetflow.interpret.text.normalise import squeeze, tidy
from budgetflow.interpret.text.privacy import is_personal_label
from budgetflow.readers.document import Cell, Document, Table, TextLine

_SIGNS = re.compile(r"[一二三]级指标|绩效指标|指标值|指标名称")
_MONEY_UNIT = re.compile(r"(?:亿|百?万|千)?元")
_SLACK = 30.0
"""Points by which the edges of one table may differ from page to page."""


def read_targets(
    document: Document, identity: Identity, performance: Sequence[PerformanceTable] = ()
) -> list[PerformanceTarget]:
    """Give the indicators of a document's performance tables, in printed order.

    `performance` links rows to the tables they stand in (`table_id`).
    """
    reader = _Reader(document, identity, performance)
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Table):
                reader.table(block)
            elif isinstance(block, TextLine):
                reader.line(block.text)
    return reader.finish()


class _Reader:
    def __init__(
        self, document: Document, identity: Identity, performance: Sequence[PerformanceTable]
    ) -> None:
        self._keys = KeyMaker()
        self._table_ids = {
            id(cell): table.table_id
            for table in performance
            for row in table.rows
            for cell in row
            if cell is not None
        }
        self._subjects = Subjects()
        self._rows = IndicatorRows(document, identity, self._subjects)
        self._spans: dict[Field, tuple[float, float]] = {}
        self._label: str | None = None
        self._heads = Heads()
        self._open = False
        self._last: Table | None = None

    def finish(self) -> list[PerformanceTarget]:
        """Give the rows with what their forms say, and with their keys, which need the names that
        came late.
        """
        self._subjects.finish()
        for row in self._rows.out:
            row.target_id = self._keys.make(
                row.disclosure_id,
                row.subject,
                row.level1,
                row.level2,
                row.indicator,
                row.target_printed,
                row.weight,
            )
        return self._rows.out

    def line(self, text: str) -> None:
        """Heed a line between tables: a title of its own ends what the table before had open."""
        label, _, name = tidy(text).partition(" ")
        if name and form_field(label) == "subject":
            self._answer(
                "subject", name.strip()
            )  # the form's first row, cut off its grid by a page break
            self._open = True
        elif len(text) < 60 and re.search(r"表\d|表$|单位[:：]|绩效.*情况", squeeze(text)):
            self._open = False

    def table(self, table: Table) -> None:
        """Read one grid; one that shows no sign of indicators is read only as the rest of the one
        before.
        """
        rows: list[Row] = table.grid()
        words = "".join(cell.text for cell in table.cells)
        signs = (
            _SIGNS.search(words.replace("\n", "").replace(" ", ""))
            or is_form(rows)
            or lists_goals(rows)
        )
        more = self._rows.columns is not None and holds_indicators(table.cells)
        if not signs and not more and not self._goes_on(table):
            self._open = False
            return
        self._rows.table_id = next(
            (self._table_ids[id(cell)] for cell in table.cells if id(cell) in self._table_ids),
            self._rows.table_id,
        )
        if self._rows.columns is not None and (self._open or more):
            self._rows.columns = self._by_place(table) or self._rows.columns
        self._label, self._rows.first = None, self._open or more
        for row in rows:
            self._row(row)
        self._open, self._last = True, table

    def _by_place(self, table: Table) -> dict[int, Field] | None:
        """Find the columns again on the next page by where the header's cells stood; a page may
        have one grid column more or less.
        """
        if not self._spans or not table.column_edges:
            return None
        middles = [
            (a + b) / 2 for a, b in zip(table.column_edges, table.column_edges[1:], strict=False)
        ]
        return {
            column: name
            for column, x in enumerate(middles)
            for name, (x0, x1) in self._spans.items()
            if x0 <= x <= x1
        }

    def _goes_on(self, table: Table) -> bool:
        """Say whether a grid without headers is the rest of an open table on the page before: as
        wide, in the same place.
        """
        last = self._last
        if (
            not self._open
            or self._rows.columns is None
            or last is None
            or abs(table.columns - last.columns) > 2
        ):
            return False
        if (
            table.page is not None
            and last.page is not None
            and not 0 <= table.page - last.page <= 1
        ):
            return False
        if table.box is None or last.box is None:
            return True
        return abs(table.box.x0 - last.box.x0) < _SLACK and abs(table.box.x1 - last.box.x1) < _SLACK

    def _row(self, row: Row) -> None:
        cells = distinct_cells(row)
        if not any(cell_text(cell) for _, cell in cells):
            return
        starts = {column for column, _ in cells}
        columns = header_fields(
            [
                cell_text(cell) if column in starts and not is_side_label(cell, cells) else None
                for column, cell in enumerate(row)
            ]
        )
        if columns is not None:
            self._rows.columns = columns
            self._rows.levels = {}
            boxes = {name: row[column] for column, name in columns.items()}
            self._spans = {
                name: (cell.box.x0, cell.box.x1)
                for name, cell in boxes.items()
                if cell is not None and cell.box is not None
            }
            return
        if len(cells) == 1 and cells[0][1].column_span > len(row) * 0.6 > 1:
            self._whole_width(cell_text(cells[0][1]))
            return
        indicator = self._rows.columns is not None and holds_indicators(cell for _, cell in cells)
        if not indicator and (
            self._below_labels(cells) or self._form(cells) or self._is_rest_of_name(cells)
        ):
            return
        if self._rows.columns is not None:
            self._rows.read(row)

    def _is_rest_of_name(self, cells: list[tuple[int, Cell]]) -> bool:
        """Take the end of a project's name that a page break parted from its beginning."""
        texts = [cell_text(cell) for _, cell in cells if cell_text(cell)]
        subject = self._subjects.current
        if (
            not self._rows.first
            or self._rows.columns is not None
            or len(texts) != 1
            or subject.name.text is None
            or subject.rows
        ):
            return False
        subject.name.text += texts[0]
        self._rows.first = False
        return True

    def _whole_width(self, text: str) -> None:
        """Read a row of one cell: a goal under its label, or a title inside the grid, which ends
        what stood above it.
        """
        if self._label is not None:
            self._answer(self._label, text)
            self._label = None
        elif (asked := form_field(text)) is not None:
            self._label = asked
        elif re.search(r"表$", text):
            self._rows.columns, self._rows.levels = None, {}
            self._subjects.start(None)

    def _form(self, cells: list[tuple[int, Cell]]) -> bool:
        """Read a row of labels and values; say whether it was one."""
        found = answered = False
        label: str | None = None
        open_labels: list[tuple[int, str]] = []
        number = max(cell.row for _, cell in cells)
        for column, cell in cells:
            text = cell_text(cell)
            if cell.row < number and (form_field(text) or "").startswith("budget"):
                found, label = True, None  # answered in the row it began in
                continue
            if is_personal_label(text):
                label, found = "form", True
                continue
            asked = form_field(text) if text and label != "subject" else None
            if asked is not None:
                label, found = asked, True
                open_labels.append((column, asked))
                unit = _MONEY_UNIT.search(text)
                self._rows.unit = (
                    unit.group() if unit and re.search(r"[(（].*元", text) else self._rows.unit
                )
            elif label is not None and text:
                self._answer(label, text)
                answered = (
                    answered or not label.startswith("budget") or self._rows.yuan(text) is not None
                )
                label = None
            elif self._rows.columns is not None and not found and text:
                return False
        if answered:
            self._heads.clear()
        elif found:
            self._heads.note(open_labels)
        return found

    def _below_labels(self, cells: list[tuple[int, Cell]]) -> bool:
        """Read a row whose cells answer labels above them; say whether it was one."""
        number = max(cell.row for _, cell in cells)
        own = [(column, cell) for column, cell in cells if cell.row == number]
        if any(form_field(cell_text(cell)) for _, cell in own):
            return False
        answers = list(self._heads.answers(own))
        for label, text in answers:
            self._answer(label, text)
        return bool(answers)

    def _answer(self, label: str, text: str) -> None:
        """File a form's value."""
        if label in ("subject", "body"):
            self._subjects.start(DEPARTMENT if label == "body" else text)
            self._rows.columns, self._rows.levels = None, {}
        elif label in ("goal", "whole_goal"):
            self._subjects.goal_of_form(text, whole=label == "whole_goal")
        elif label.startswith("budget") and (amount := self._rows.yuan(text)) is not None:
            self._subjects.money_of_form(label, amount)
