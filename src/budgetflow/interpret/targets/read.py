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
from collections.abc import Iterable, Sequence
from decimal import Decimal

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.keys import KeyMaker
from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.tables.segments.target_forms import PerformanceTable
from budgetflow.interpret.targets.columns import Field, form_field, header_fields, split_levels
from budgetflow.interpret.targets.headers import Heads
from budgetflow.interpret.targets.subjects import DEPARTMENT, Subjects
from budgetflow.interpret.targets.values import read_target
from budgetflow.interpret.text.money import parse_number, to_yuan
from budgetflow.interpret.text.normalise import squeeze, tidy
from budgetflow.interpret.text.privacy import is_personal_label
from budgetflow.readers.document import Cell, Document, Table, TextLine

_SIGNS = re.compile(r"[一二三]级指标|绩效指标|指标值|指标名称")
_MARKUP = re.compile(r"</?[a-z]+/?>", re.IGNORECASE)
_LEVEL = re.compile(r"(?:产出|效益|满意度|成本|管理|履职)\S{0,6}指标")
_SIGN = re.compile(r"[≥≤＝=><]|定性")
_MONEY_UNIT = re.compile(r"(?:亿|百?万|千)?元")
_SLACK = 30.0
"""Points by which the edges of one table may differ from page to page."""

Row = list[Cell | None]


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


def _text(cell: Cell | None) -> str:
    return tidy(_MARKUP.sub("", cell.text)) if cell else ""


def _distinct(row: Row) -> list[tuple[int, Cell]]:
    """Give the cells of a row, each once, with the column it starts in."""
    out: list[tuple[int, Cell]] = []
    for column, cell in enumerate(row):
        if cell is not None and (not out or out[-1][1] is not cell):
            out.append((column, cell))
    return out


def _holds_indicators(cells: Iterable[Cell]) -> bool:
    """Say whether cells hold levels of indicators and signs of targets, which rows of a form and
    other tables never do.
    """
    texts = [squeeze(cell.text) for cell in cells]
    return any(_LEVEL.match(text) for text in texts) and any(_SIGN.match(text) for text in texts)


def _is_side_label(cell: Cell | None, row: list[tuple[int, Cell]]) -> bool:
    """Say whether a cell names the block it stands beside, over rows above and below this one; such
    a cell heads no column.
    """
    number = max(one.row for _, one in row)
    return cell is not None and cell.row < number < cell.row + cell.row_span - 1


def _number(text: str | None) -> Decimal | None:
    """Read a weight: `10`, `3.5`, `10分`, `10%`."""
    return parse_number(re.sub(r"[分%％]$", "", text)) if text else None


class _Reader:
    def __init__(
        self, document: Document, identity: Identity, performance: Sequence[PerformanceTable]
    ) -> None:
        self.out: list[PerformanceTarget] = []
        self._document = document
        self._identity = identity
        self._keys = KeyMaker()
        self._table_ids = {
            id(cell): table.table_id
            for table in performance
            for row in table.rows
            for cell in row
            if cell is not None
        }
        self._table_id = ""
        self._subjects = Subjects()
        self._unit = "万元"
        self._columns: dict[int, Field] | None = None
        self._spans: dict[Field, tuple[float, float]] = {}
        self._label: str | None = None
        self._levels: dict[str, str | None] = {}
        self._heads = Heads()
        self._open = False
        self._last: Table | None = None
        self._first = False
        """Whether the next body row is the first on its page."""

    def finish(self) -> list[PerformanceTarget]:
        """Give the rows with what their forms say, and with their keys, which need the names that
        came late.
        """
        self._subjects.finish()
        for row in self.out:
            row.target_id = self._keys.make(
                row.disclosure_id,
                row.subject,
                row.level1,
                row.level2,
                row.indicator,
                row.target_printed,
                row.weight,
            )
        return self.out

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
            or self._is_form(rows)
            or self._lists_goals(rows)
        )
        more = self._columns is not None and _holds_indicators(table.cells)
        if not signs and not more and not self._goes_on(table):
            self._open = False
            return
        self._table_id = next(
            (self._table_ids[id(cell)] for cell in table.cells if id(cell) in self._table_ids),
            self._table_id,
        )
        if self._columns is not None and (self._open or more):
            self._columns = self._by_place(table) or self._columns
        self._label, self._first = None, self._open or more
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

    @staticmethod
    def _is_form(rows: list[Row]) -> bool:
        """Say whether a grid is a project's form whose indicators only follow on the next page."""
        words = "".join(_text(cell) for row in rows for _, cell in _distinct(row))
        for row in rows[:2]:
            first = [_text(cell) for _, cell in _distinct(row) if _text(cell)]
            if first and form_field(first[0]) == "subject" and len(first) <= 4:
                return len(rows) <= 2 or re.search(r"资金|财政拨款", words) is not None
        return False

    @staticmethod
    def _lists_goals(rows: list[Row]) -> bool:
        """Say whether a grid lists projects with their money and goals in words, without
        indicators.
        """
        return any(header_fields([_text(cell) for _, cell in _distinct(row)]) for row in rows[:2])

    def _goes_on(self, table: Table) -> bool:
        """Say whether a grid without headers is the rest of an open table on the page before: as
        wide, in the same place.
        """
        last = self._last
        if (
            not self._open
            or self._columns is None
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
        cells = _distinct(row)
        if not any(_text(cell) for _, cell in cells):
            return
        starts = {column for column, _ in cells}
        columns = header_fields(
            [
                _text(cell) if column in starts and not _is_side_label(cell, cells) else None
                for column, cell in enumerate(row)
            ]
        )
        if columns is not None:
            self._columns = columns
            self._levels = {}
            boxes = {name: row[column] for column, name in columns.items()}
            self._spans = {
                name: (cell.box.x0, cell.box.x1)
                for name, cell in boxes.items()
                if cell is not None and cell.box is not None
            }
            return
        if len(cells) == 1 and cells[0][1].column_span > len(row) * 0.6 > 1:
            self._whole_width(_text(cells[0][1]))
            return
        indicator = self._columns is not None and _holds_indicators(cell for _, cell in cells)
        if not indicator and (
            self._below_labels(cells) or self._form(cells) or self._is_rest_of_name(cells)
        ):
            return
        if self._columns is not None:
            self._body(row)

    def _is_rest_of_name(self, cells: list[tuple[int, Cell]]) -> bool:
        """Take the end of a project's name that a page break parted from its beginning."""
        texts = [_text(cell) for _, cell in cells if _text(cell)]
        subject = self._subjects.current
        if (
            not self._first
            or self._columns is not None
            or len(texts) != 1
            or subject.name.text is None
            or subject.rows
        ):
            return False
        subject.name.text += texts[0]
        self._first = False
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
            self._columns, self._levels = None, {}
            self._subjects.start(None)

    def _form(self, cells: list[tuple[int, Cell]]) -> bool:
        """Read a row of labels and values; say whether it was one."""
        found = answered = False
        label: str | None = None
        open_labels: list[tuple[int, str]] = []
        number = max(cell.row for _, cell in cells)
        for column, cell in cells:
            text = _text(cell)
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
                self._unit = unit.group() if unit and re.search(r"[(（].*元", text) else self._unit
            elif label is not None and text:
                self._answer(label, text)
                answered = (
                    answered or not label.startswith("budget") or self._yuan(text) is not None
                )
                label = None
            elif self._columns is not None and not found and text:
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
        if any(form_field(_text(cell)) for _, cell in own):
            return False
        answers = list(self._heads.answers(own))
        for label, text in answers:
            self._answer(label, text)
        return bool(answers)

    def _answer(self, label: str, text: str) -> None:
        """File a form's value."""
        if label in ("subject", "body"):
            self._subjects.start(DEPARTMENT if label == "body" else text)
            self._columns, self._levels = None, {}
        elif label in ("goal", "whole_goal"):
            self._subjects.goal_of_form(text, whole=label == "whole_goal")
        elif label.startswith("budget") and (amount := self._yuan(text)) is not None:
            self._subjects.money_of_form(label, amount)

    def _yuan(self, text: str) -> Decimal | None:
        number = parse_number(re.sub(r"(?:亿|百?万|千)?元$", "", text))
        return None if number is None else to_yuan(number, self._unit)

    def _body(self, row: Row) -> None:
        """Read one row under the header: an indicator, the rest of one, or a project with its
        goal.
        """
        values, place = self._values(row)
        if place is None:
            return
        if "weight" in (self._columns or {}).values() and _number(values.get("weight")) is None:
            values, place = self._realigned(row) or (values, place)
        if self._is_rest(values):
            self._complete(values)
            return
        began = self._carry(values, row)
        if "indicator" in values or (began and "goal" in values):
            self._add(values, place)

    def _values(self, row: Row) -> tuple[dict[Field, str], Cell | None]:
        """Give the texts of a row by what the header says of their columns, and the first cell that
        holds one.
        """
        values: dict[Field, str] = {}
        place: Cell | None = None
        for column, said in (self._columns or {}).items():
            cell = row[column] if column < len(row) else None
            text = _text(cell)
            if text and said not in values:
                values[said] = text
                place = place or cell
        return values, place

    def _realigned(self, row: Row) -> tuple[dict[Field, str], Cell] | None:
        """Move a row that lost its blank first cells (in text renditions) to where its weight is a
        number again.
        """
        for shift in (1, 2):
            if any(_text(cell) for cell in row[-shift:]):
                return None
            values, place = self._values([*[None] * shift, *row[:-shift]])
            if place is None or _number(values.get("weight")) is None:
                continue
            if "indicator" not in values and (
                name := values.pop("level2", None) or values.pop("level1", None)
            ):
                values["indicator"] = name
            return values, place
        return None

    def _is_rest(self, values: dict[Field, str]) -> bool:
        """Say whether a row holds only what a page break cut off the row before it."""
        if not self.out or "weight" in values:
            return False
        if "indicator" not in values:
            return (
                "target" in values and not {"level1", "level2", "subject", "goal"} & values.keys()
            )
        return (
            "target" not in values
            and "target" in (self._columns or {}).values()
            and not {"level1", "level2", "subject"} & values.keys()
        )

    def _complete(self, values: dict[Field, str]) -> None:
        """Put the cut-off words to the indicator before them."""
        last = self.out[-1]
        if "indicator" in values:
            last.indicator = (last.indicator or "") + values["indicator"]
        if "target" in values:
            last.target_printed = (last.target_printed or "") + values["target"]
            target = read_target(last.target_printed)
            if target is not None:
                last.operator, last.target, last.target_unit = (
                    target.operator,
                    target.number,
                    target.unit,
                )

    def _carry(self, values: dict[Field, str], row: Row) -> bool:
        """Carry project, goal, money and levels down over blank cells; say whether a new project
        began.
        """
        column = next(
            (column for column, said in (self._columns or {}).items() if said == "subject"), None
        )
        cell = row[column] if column is not None and column < len(row) else None
        began = self._subjects.carry(
            values, cell, first=self._first, with_money="budget" in (self._columns or {}).values()
        )
        if began:
            self._levels = {}
        if "budget" in values:
            subject = self._subjects.current
            subject.budget = self._yuan(values["budget"])
            subject.fiscal = self._yuan(values.get("budget_fiscal", ""))
            subject.other = self._yuan(values.get("budget_other", ""))
        self._first = False
        if "level1" in values:
            if values["level1"] != self._levels.get("level1"):
                self._levels["level2"] = None
            self._levels["level1"] = values["level1"]
        if "level2" in values:
            self._levels["level2"] = values["level2"]
        return began

    def _add(self, values: dict[Field, str], place: Cell) -> None:
        one, two, indicator = split_levels(values.get("indicator", ""))
        if one:
            self._levels = {"level1": one, "level2": two}
        printed = values.get("target")
        target = (
            read_target(printed, values.get("operator"), values.get("target_unit"))
            if printed
            else None
        )
        row = PerformanceTarget(
            target_id="",
            disclosure_id=self._identity.disclosure_id,
            table_id=self._table_id,
            subject=None,
            goal=None,
            budget_yuan=None,
            budget_fiscal_yuan=None,
            budget_other_yuan=None,
            level1=self._levels.get("level1"),
            level2=self._levels.get("level2"),
            indicator=indicator or None,
            operator=target.operator if target else None,
            target=target.number if target else None,
            target_unit=target.unit if target else None,
            target_printed=printed,
            basis=values.get("basis"),
            previous_value=values.get("previous_value"),
            weight=_number(values.get("weight")),
            scoring_rule=values.get("scoring_rule"),
            evidence=values.get("evidence"),
            page=place.page,
            locator=place.locator,
            document_id=self._document.document_id,
        )
        self._subjects.add(row)
        self.out.append(row)
