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
from itertools import pairwise

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.keys import KeyMaker
from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.tables.segments.target_forms import PerformanceTable
from budgetflow.interpret.targets.captions import TargetCaption, read_target_caption
from budgetflow.interpret.targets.columns import (
    Field,
    form_field,
    header_fields,
    is_sum_of_points,
    labelled_name,
)
from budgetflow.interpret.targets.forms import Forms
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
from budgetflow.interpret.targets.indicators import IndicatorRows
from budgetflow.interpret.targets.subjects import DEPARTMENT, Subjects
from budgetflow.interpret.targets.upper_headers import upper_headers, year_columns
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.unit_line import find_unit
from budgetflow.readers.document import Cell, Document, Table

_SIGNS = re.compile(r"[一二三]级指标|绩效指标|指标值|指标名称")
# Characters of the longest line that may stand between a table and its title.
_LONGEST_LINE = 60
# Points by which the edges of one table may differ from page to page.
_SLACK = 30.0


def read_targets(
    document: Document, identity: Identity, performance: Sequence[PerformanceTable] = ()
) -> list[PerformanceTarget]:
    """Return the indicators of a document's performance tables, in printed order.

    `performance` says of which table a grid is a part (`table_id`).
    """
    tables = {}
    # Backwards: where two tables were made of one grid, the first keeps it.
    for one in reversed(performance):
        for place in one.grids:
            tables[place] = one.table_id
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
        self._open = False
        self._last: Table | None = None
        self._publisher = identity.publisher
        self._caption: TargetCaption | None = None
        self._next_caption: TargetCaption | None = None
        self._next_unit: str | None = None
        self._forms = Forms(self._subjects, self._rows)

    def finish(self) -> list[PerformanceTarget]:
        """Return the rows with what their forms say, and with their keys, which need the names that
        came late.
        """
        self._subjects.finish()
        self._rows.finish()
        for row in self._rows.out:
            # No page or place: a paper set anew keeps the keys of its targets.
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
            # The form's first row, cut off its grid by a page break.
            self._forms.answer("subject", name)
            self._open = True
            self._next_caption = None
        elif len(text) < 60 and re.search(r"表\d|表$|单位[:：]|绩效.*情况", squeeze(text)):
            self._open = False

    def table(self, table: Table, table_id: str | None) -> None:
        """Read one grid; one that shows no sign of indicators is read only as the rest of the one
        before. `table_id` is the table that the grid is a part of, where it is one of goals.
        """
        rows: list[Row] = table.grid()
        caption = self._next_caption
        unit = self._next_unit
        signs = _is_of_goals(table, rows, titled=caption is not None)
        self._next_caption = self._next_unit = None
        if signs and caption is not None:
            self._begin(caption, unit)
        more = self._rows.columns is not None and holds_indicators(table.cells)
        if not signs and not more and not self._goes_on(table):
            self._open = False
            return
        self._rows.table_id = table_id or self._rows.table_id
        # The columns by their places: the next page's grid may be narrower or wider by a column.
        if self._rows.columns is not None and (self._open or more):
            self._rows.columns = self._by_place(table) or self._rows.columns
        self._label, self._rows.first = None, self._open or more
        self._rows.rows_of_grid = len(rows)
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
        # Nearly all of these forms print 万元; one in 元 says so above it.
        self._rows.unit = unit or "万元"
        self._forms.tasks.open = False
        self._subjects.start(DEPARTMENT if caption.whole else caption.name)

    def _by_place(self, table: Table) -> dict[int, Field] | None:
        """Find the columns again on the next page by where the header's cells stood; a page may
        have one grid column more or less.
        """
        if not self._spans or not table.column_edges:
            return None
        fields: dict[int, Field] = {}
        for column, (left, right) in enumerate(pairwise(table.column_edges)):
            # The middle: edges of one column move by some points from page to page.
            middle = (left + right) / 2
            for name, (x0, x1) in self._spans.items():
                if x0 <= middle <= x1:
                    fields[column] = name
        return fields

    def _goes_on(self, table: Table) -> bool:
        """Check whether a grid without headers is the rest of an open table on the page before: as
        wide, in the same place.
        """
        last = self._last
        if not self._open or self._rows.columns is None or last is None:
            return False
        if abs(table.columns - last.columns) > 2:
            return False
        if table.page is not None and last.page is not None:
            follows = table.page - last.page in (0, 1)
            if not follows:
                return False
        if table.box is None or last.box is None:
            return True
        same_left = abs(table.box.x0 - last.box.x0) < _SLACK
        return same_left and abs(table.box.x1 - last.box.x1) < _SLACK

    def _row(self, row: Row) -> None:
        cells = distinct_cells(row)
        if not any(cell_text(cell) for _, cell in cells):
            return
        columns = header_fields(_header_texts(row, cells))
        if columns is not None:
            self._head(columns, row)
            return
        # Six tenths of the width: a title or goal beside the blank end of a merged label.
        if len(cells) == 1 and cells[0][1].column_span > len(row) * 0.6 > 1:
            self._whole_width(cells[0][1])
            return
        if self._subjects.current.rows and is_sum_of_points(cell_text(cells[0][1])):
            return  # the points of the indicators above (合计 100), no money of the form
        years = year_columns(cells, self._rows.columns)
        if years is not None:
            self._rows.columns = years
            return
        under_header = self._rows.columns is not None
        indicator = under_header and holds_indicators(cell for _, cell in cells)
        if not indicator and self._is_of_form(cells):
            return
        if under_header:
            self._rows.read(row)

    def _head(self, columns: dict[int, Field], row: Row) -> None:
        """Take a row as the header of indicators, with the places of its cells on the page."""
        self._rows.head(columns)
        self._forms.end()
        self._spans = {}
        for column, name in columns.items():
            cell = row[column]
            if cell is not None and cell.box is not None:
                self._spans[name] = (cell.box.x0, cell.box.x1)

    def _is_of_form(self, cells: list[tuple[int, Cell]]) -> bool:
        """Read a row of the form around the indicators; False where it is none."""
        # Tasks first: 合计 in their list is the sum of tasks, and a label of money in the form.
        return (
            self._forms.task(cells)
            or self._forms.below_labels(cells)
            or self._forms.labels_and_values(cells)
            or self._forms.rest_of_name(cells)
        )

    def _whole_width(self, cell: Cell) -> None:
        """Read a row of one cell: a goal under its label, or a title inside the grid, which ends
        what stood above it.
        """
        text = cell_text(cell)
        if self._label is not None:
            self._forms.answer(self._label, text)
            self._label = None
        elif name := labelled_name(cell.text):
            self._forms.answer("subject", name)
        elif (asked := form_field(text)) is not None:
            self._label = asked
        elif (caption := read_target_caption(text, self._publisher)) is not None:
            self._begin(caption, find_unit(text))
        elif re.search(r"表$", text):
            self._rows.leave()
            self._subjects.start(None)


def _is_of_goals(table: Table, rows: list[Row], *, titled: bool) -> bool:
    """Check whether a grid shows signs of goals; under a title of goals their names are enough."""
    texts = "".join(cell.text for cell in table.cells)
    words = texts.replace("\n", "").replace(" ", "")
    if _SIGNS.search(words) or is_form(rows) or lists_goals(rows):
        return True
    return titled and names_goals(rows)


def _header_texts(row: Row, cells: list[tuple[int, Cell]]) -> list[str | None]:
    """Return the texts of a row for `header_fields`: None where a merged cell goes on, and for the
    label of a block at its side.
    """
    texts: list[str | None] = [None] * len(row)
    for column, cell in cells:
        if not is_side_label(cell, cells):
            texts[column] = cell_text(cell)
    return texts
