"""Performance tables (绩效目标表) to rows of `performance_targets`: one row an indicator, with its
project, goal and budget.

A table is a form (project, money, goal) above a grid of indicators, and many stand one behind the
other, so that rows are read in order: a form's label starts or completes a subject, a header row
says what the columns hold, each further row is an indicator. Levels are carried down over merged
and blank cells; a row cut in two by a page break is put together again. Names of project leaders
and contacts stand in these forms and are never read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.keys import KeyMaker
from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.tables.segments.target_forms import PerformanceTable
from budgetflow.interpret.targets.captions import TargetCaption, read_target_caption
from budgetflow.interpret.targets.columns import (
    Field,
    form_field,
    header_fields,
    is_sub_label,
    labelled_name,
)
from budgetflow.interpret.targets.grid_signs import (
    Row,
    cell_text,
    distinct_cells,
    holds_indicators,
    is_form,
    is_side_label,
    lists_goals,
    names_goals,
)
from budgetflow.interpret.targets.headers import Heads
from budgetflow.interpret.targets.indicators import IndicatorRows
from budgetflow.interpret.targets.subjects import DEPARTMENT, Subjects
from budgetflow.interpret.targets.tasks import TaskMoney
from budgetflow.interpret.targets.upper_headers import upper_headers
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.privacy import is_personal_label
from budgetflow.interpret.text.unit_line import find_unit, unit_in_brackets
from budgetflow.readers.document import Cell, Document, Table

_SIGNS = re.compile(r"[一二三]级指标|绩效指标|指标值|指标名称")
_MONEY_UNIT = re.compile(r"(?:亿|百?万|千)?元")
_GOALS = ("goal", "whole_goal", "long_goal")
_LONGEST_LINE = 60
"""Characters of the longest line that may stand between a table and its title."""
_FEWEST_CELLS = 4
"""Cells of a row of indicators beside the name of its block."""
_SLACK = 30.0
"""Points by which the edges of one table may differ from page to page."""


def read_targets(
    document: Document, identity: Identity, performance: Sequence[PerformanceTable] = ()
) -> list[PerformanceTarget]:
    """Give the indicators of a document's performance tables, in printed order.

    `performance` says of which table a grid is a part (`table_id`).
    """
    tables = {place: one.table_id for one in reversed(performance) for place in one.grids}
    reader = _Reader(document, identity)
    for place, block in document.placed_blocks():
        if isinstance(block, Table):
            reader.table(block, tables.get(place))
        else:
            reader.line(block.text)
    return reader.finish()


class _Reader:
    def __init__(self, document: Document, identity: Identity) -> None:
        self._keys = KeyMaker()
        self._subjects = Subjects()
        self._rows = IndicatorRows(document, identity, self._subjects)
        self._spans: dict[Field, tuple[float, float]] = {}
        self._label: str | None = None
        self._heads = Heads()
        self._open = False
        self._last: Table | None = None
        self._publisher = identity.publisher
        self._caption: TargetCaption | None = None
        self._next_caption: TargetCaption | None = None
        self._next_unit: str | None = None
        self._tasks = TaskMoney(self._rows.yuan)
        self._answered: str | None = None

    def finish(self) -> list[PerformanceTarget]:
        """Give the rows with what their forms say, and with their keys, which need the names that
        came late.
        """
        self._subjects.finish()
        self._rows.finish()
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
        caption = read_target_caption(text, self._publisher)
        if caption is not None:
            self._next_caption = caption
        elif len(text) > _LONGEST_LINE:
            self._next_caption = self._next_unit = None  # running text between title and table
        if self._next_caption is not None:
            self._next_unit = find_unit(text) or self._next_unit
        if name := labelled_name(text):
            self._answer("subject", name)  # the form's first row, cut off its grid by a page break
            self._open, self._next_caption = True, None
        elif len(text) < 60 and re.search(r"表\d|表$|单位[:：]|绩效.*情况", squeeze(text)):
            self._open = False

    def table(self, table: Table, table_id: str | None) -> None:
        """Read one grid; one that shows no sign of indicators is read only as the rest of the one
        before. `table_id` is the table that the grid is a part of, where it is one of goals.
        """
        rows: list[Row] = table.grid()
        words = "".join(cell.text for cell in table.cells)
        signs = (
            _SIGNS.search(words.replace("\n", "").replace(" ", ""))
            or is_form(rows)
            or lists_goals(rows)
            or (self._next_caption is not None and names_goals(rows))
        )
        caption, unit = self._next_caption, self._next_unit
        self._next_caption = self._next_unit = None
        if signs and caption is not None:
            self._begin(caption, unit)
        more = self._rows.columns is not None and holds_indicators(table.cells)
        if not signs and not more and not self._goes_on(table):
            self._open = False
            return
        self._rows.table_id = table_id or self._rows.table_id
        if self._rows.columns is not None and (self._open or more):
            self._rows.columns = self._by_place(table) or self._rows.columns
        self._label, self._rows.first = None, self._open or more
        upper = upper_headers(rows)
        for number, row in enumerate(rows):
            if number not in upper:
                self._row(row)
        self._open, self._last = True, table

    def _begin(self, caption: TargetCaption, unit: str | None) -> None:
        """Begin the table under a title; one with the title of the table before goes on with it."""
        before, self._caption = self._caption, caption
        if before is not None and before.words == caption.words:
            return
        self._rows.leave()
        self._rows.whole = caption.whole
        self._rows.unit = unit or "万元"
        self._tasks.open = False
        self._subjects.start(DEPARTMENT if caption.whole else caption.name)

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
            self._rows.head(columns)
            self._tasks.open, self._answered = False, None
            boxes = {name: row[column] for column, name in columns.items()}
            self._spans = {
                name: (cell.box.x0, cell.box.x1)
                for name, cell in boxes.items()
                if cell is not None and cell.box is not None
            }
            return
        if len(cells) == 1 and cells[0][1].column_span > len(row) * 0.6 > 1:
            self._whole_width(cells[0][1])
            return
        indicator = self._rows.columns is not None and holds_indicators(cell for _, cell in cells)
        if not indicator and (
            self._is_task(cells)
            or self._below_labels(cells)
            or self._form(cells)
            or self._is_rest_of_name(cells)
        ):
            return
        if self._rows.columns is not None:
            self._rows.read(row)

    def _is_task(self, cells: list[tuple[int, Cell]]) -> bool:
        """Read a row of the list of tasks, whose sum is the body's budget; say whether it was
        one.
        """
        subject = self._subjects.current
        if self._tasks.begins(cells):
            self._heads.clear()
            for _, cell in cells:
                self._rows.unit = unit_in_brackets(cell.text) or self._rows.unit
            return True
        if not self._tasks.open or not self._tasks.read(cells):
            return False
        money = self._tasks.money
        subject.budget = money.get("budget")
        subject.fiscal, subject.other = money.get("fiscal"), money.get("other")
        return True

    def _is_rest_of_name(self, cells: list[tuple[int, Cell]]) -> bool:
        """Take the end of a project's name, or of its goal, that a page break parted from its
        beginning.
        """
        texts = [cell_text(cell) for _, cell in cells if cell_text(cell)]
        subject = self._subjects.current
        if (
            not self._rows.first
            or self._rows.columns is not None
            or len(texts) != 1
            or subject.rows
        ):
            return False
        if self._answered in _GOALS:
            subject_goal = self._answered
            self._subjects.goal_of_form(subject_goal, texts[0], more=True)
        elif self._answered == "subject" and subject.name.text is not None:
            subject.name.text += texts[0]
            self._rows.first = False
        else:
            return False
        return True

    def _whole_width(self, cell: Cell) -> None:
        """Read a row of one cell: a goal under its label, or a title inside the grid, which ends
        what stood above it.
        """
        text = cell_text(cell)
        if self._label is not None:
            self._answer(self._label, text)
            self._label = None
        elif name := labelled_name(cell.text):
            self._answer("subject", name)
        elif (asked := form_field(text)) is not None:
            self._label = asked
        elif (caption := read_target_caption(text, self._publisher)) is not None:
            self._begin(caption, find_unit(text))
        elif re.search(r"表$", text):
            self._rows.leave()
            self._subjects.start(None)

    def _form(self, cells: list[tuple[int, Cell]]) -> bool:
        """Read a row of labels and values; say whether it was one."""
        found = answered = False
        label: str | None = None
        open_labels: list[tuple[int, str]] = []
        number = max(cell.row for _, cell in cells)
        labelled_above = False
        if self._is_beside_indicators(cells):
            return False
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
                labelled_above = cell.row < number
                open_labels.append((column, asked))
                unit = _MONEY_UNIT.search(text)
                self._rows.unit = (
                    unit.group() if unit and re.search(r"[(（].*元", text) else self._rows.unit
                )
            elif label in _GOALS and is_sub_label(text):
                label = "form"
            elif label is not None and text:
                self._answer(label, text, more=labelled_above)
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

    def _is_beside_indicators(self, cells: list[tuple[int, Cell]]) -> bool:
        """Check whether a row under a header only begins with the name of its block
        (整体绩效目标, over all rows of the page): a goal has one answer, an indicator more cells.
        """
        texts = [cell_text(cell) for _, cell in cells if cell_text(cell)]
        return (
            self._rows.columns is not None
            and len(texts) >= _FEWEST_CELLS
            and form_field(texts[0]) in _GOALS
            and not any(form_field(text) for text in texts[1:])
        )

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

    def _answer(self, label: str, text: str, *, more: bool = False) -> None:
        """File a form's value; `more` where its label stands beside the row above, too."""
        if label == "subject":
            self._subjects.start(text)
            self._rows.leave()
        elif label == "body":
            self._name_body()
        elif label in _GOALS:
            self._subjects.goal_of_form(label, text, more=more and self._answered == label)
        elif label.startswith("budget") and (amount := self._rows.yuan(text)) is not None:
            self._subjects.money_of_form(label, amount)
        if label != "form":
            self._answered = label

    def _name_body(self) -> None:
        """Begin the goals of the whole body, where a form names it and no project."""
        subject = self._subjects.current
        named = subject.name.text not in (None, DEPARTMENT) and not subject.rows
        if named:
            return
        fresh = subject.name.text == DEPARTMENT and not subject.rows
        if not fresh:
            self._subjects.start(DEPARTMENT)
        self._rows.leave()
