"""Rows under the header of a performance table: one row an indicator, its levels carried down."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.targets.columns import Field, is_no_indicator, split_levels
from budgetflow.interpret.targets.cut_levels import CutLevels
from budgetflow.interpret.targets.grid_signs import Row, cell_text
from budgetflow.interpret.targets.level_words import mend_levels
from budgetflow.interpret.targets.subjects import Subjects
from budgetflow.interpret.targets.units import unit_in_name
from budgetflow.interpret.targets.values import read_target
from budgetflow.interpret.text.money import parse_figure, parse_number
from budgetflow.readers.document import Cell, Document

_LEVEL_WORD = re.compile(r"(?:产出|效益|满意|成本|履职|管理)")
_ALL_POINTS = Decimal(100)
# Rows with a number under 备注 from which these are weights.
_FEWEST_REMARKS = 2


def _number(text: str | None) -> Decimal | None:
    """Read a weight: `10`, `3.5`, `10分`, `10%`."""
    if text:
        return parse_number(re.sub(r"[分%％]$", "", text))
    return None


def _is_title(row: PerformanceTarget, after: PerformanceTarget) -> bool:
    """Check whether a row has no indicator where the next one of the same project has."""
    if row.indicator is not None or after.indicator is None:
        return False
    return row.subject == after.subject and row.goal == after.goal


def _is_weight(weight: Decimal | None) -> bool:
    """Check whether a number can be a weight: points of a hundred."""
    return weight is not None and 0 <= weight <= _ALL_POINTS


class IndicatorRows:
    """Reads the rows under a header into `out`, in printed order."""

    def __init__(self, document: Document, identity: Identity, subjects: Subjects) -> None:
        """Take whose rows they are; `subjects` holds the projects that the forms name."""
        self.out: list[PerformanceTarget] = []
        self.columns: dict[int, Field] | None = None
        """What the columns hold, by the header above; None before any."""
        self.levels: dict[str, str | None] = {}
        self.unit = "万元"
        """The unit of money that the form names."""
        self.table_id = ""
        self.first = False
        """Whether the next row is the first on its page."""
        self.rows_of_grid = 0
        """Rows of the grid that is read."""
        self._cut_levels = CutLevels()
        self.whole = False
        """Whether the title above the table says that its goals are those of whole bodies."""
        self._body: str | None = None
        self._remarks: list[list[tuple[PerformanceTarget, str]]] = []
        self._document = document
        self._identity = identity
        self._subjects = subjects

    def head(self, columns: dict[int, Field]) -> None:
        """Take what the columns hold from the header just read."""
        self.columns = columns
        self.levels = {}
        fields = columns.values()
        # Where weights have a column of their own, numbers under 备注 are something else.
        if "remark" in fields and "weight" not in fields:
            self._remarks.append([])

    def leave(self) -> None:
        """End the table: the next rows have another header."""
        self.columns = None
        self.levels = {}
        self._body = None
        self._cut_levels.clear()

    def finish(self) -> None:
        """Take the numbers under 备注 as weights where all remarks under a header are such, and
        leave out the line that only names a project and its goal above its indicators; mend the
        words of levels.
        """
        self._leave_out_titles()
        mend_levels(self.out)
        for remarks in self._remarks:
            weights = [_number(text) for _, text in remarks]
            if len(remarks) < _FEWEST_REMARKS or not all(map(_is_weight, weights)):
                continue
            for (row, _), weight in zip(remarks, weights, strict=True):
                row.weight = weight

    def _leave_out_titles(self) -> None:
        """Leave out rows without an indicator where the next row of the same project has one."""
        kept = []
        for row, after in pairwise(self.out):
            if not _is_title(row, after):
                kept.append(row)
        # The last row has none behind it that could make it a title.
        self.out = kept + self.out[-1:]

    def yuan(self, text: str) -> Decimal | None:
        """Return an amount of money in yuan, by the unit behind it or else the form's; None for
        what is no number.
        """
        figure = parse_figure(text, self.unit)
        if figure is None:
            return None
        return figure.yuan

    def read(self, row: Row) -> None:
        """Read one row under the header: an indicator, the rest of one, or a project with its
        goal.
        """
        values, place = self._values(row)
        if place is None:
            return
        if "weight" in (self.columns or {}).values() and _number(values.get("weight")) is None:
            values, place = self._realigned(row) or (values, place)
        # Only the first that is printed: 合计 stands where the row begins.
        named = (values.get(field) for field in ("level1", "level2", "indicator", "subject"))
        if is_no_indicator(next(filter(None, named), "")):
            return
        if self._is_rest(values):
            self._complete(values)
            return
        began = self._carry(values, row)
        if "indicator" in values or (began and "goal" in values):
            self._add(values, place)

    def _values(self, row: Row) -> tuple[dict[Field, str], Cell | None]:
        """Return the texts of a row by what the header says of their columns, and the first cell
        that holds one.
        """
        values: dict[Field, str] = {}
        place: Cell | None = None
        for column, said in (self.columns or {}).items():
            cell = row[column] if column < len(row) else None
            text = cell_text(cell)
            if text and said not in values:
                values[said] = text
                place = place or cell
        return values, place

    def _realigned(self, row: Row) -> tuple[dict[Field, str], Cell] | None:
        """Move a row that lost its blank first cells (in text renditions) to where its weight is a
        number again.
        """
        for shift in (1, 2):
            if any(cell_text(cell) for cell in row[-shift:]):
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
        """Check whether a row holds only what a page break cut off the row before it."""
        if not self.out or "weight" in values:
            return False
        # A row that begins a level or a project is none's rest.
        begins = {"level1", "level2", "subject"} & values.keys()
        if begins:
            return False
        if "indicator" not in values:
            return "target" in values and "goal" not in values
        # A form without targets has nothing but indicators in its rows.
        has_targets = "target" in (self.columns or {}).values()
        return has_targets and "target" not in values

    def _complete(self, values: dict[Field, str]) -> None:
        """Put the cut-off words to the indicator before them."""
        last = self.out[-1]
        if "indicator" in values:
            last.indicator = (last.indicator or "") + values["indicator"]
        if "target" in values:
            last.target_printed = (last.target_printed or "") + values["target"]
            target = read_target(last.target_printed)
            if target is not None:
                last.operator = target.operator
                last.target = target.number
                last.target_unit = target.unit

    def _carry(self, values: dict[Field, str], row: Row) -> bool:
        """Carry project, goal, money and levels down over blank cells; say whether a new project
        began.
        """
        fields = self.columns or {}
        places = [column for column, said in fields.items() if said == "subject"]
        cell = row[places[0]] if places and places[0] < len(row) else None
        body = values.get("body")
        if not places and self.whole and body and body != self._body:
            self._body = body
            self._subjects.next_body()
        with_money = "budget" in fields.values()
        began = self._subjects.carry(values, cell, first=self.first, with_money=with_money)
        if began:
            self.levels = {}
        if "budget" in values:
            subject = self._subjects.current
            subject.budget = self.yuan(values["budget"])
            subject.fiscal = self.yuan(values.get("budget_fiscal", ""))
            subject.other = self.yuan(values.get("budget_other", ""))
        if self.first:
            self._cut_levels.fill(values, self.out)
        self.first = False
        self._cut_levels.note(fields, row, len(self.out), self.rows_of_grid)
        self._take_levels(values)
        return began

    def _take_levels(self, values: dict[Field, str]) -> None:
        """Take the levels a row prints; another first level opens no second one yet."""
        if "level1" in values:
            # The same word printed again overleaf leaves the second level as it is.
            if values["level1"] != self.levels.get("level1"):
                self.levels["level2"] = None
            self.levels["level1"] = values["level1"]
        if "level2" in values:
            self.levels["level2"] = values["level2"]

    def _add(self, values: dict[Field, str], place: Cell) -> None:
        if is_no_indicator(values.get("indicator", "")) and values.get("indicator"):
            return
        sign = values.get("operator", "")
        if "level1" not in (self.columns or {}).values() and _LEVEL_WORD.match(sign):
            self.levels["level1"] = values.pop("operator")  # 指标类型 may mean the level
        one, two, indicator = split_levels(values.get("indicator", ""))
        if one:
            self.levels = {"level1": one, "level2": two}
        printed = values.get("target")
        target = read_target(printed or "", values.get("operator"), values.get("target_unit"))
        operator = number = unit = None
        if target is not None:
            operator = target.operator
            number = target.number
            unit = target.unit
        if unit is None and number is not None:
            unit = unit_in_name(indicator)
        row = PerformanceTarget(
            target_id="",
            disclosure_id=self._identity.disclosure_id,
            table_id=self.table_id,
            subject=None,
            goal=None,
            budget_yuan=None,
            budget_fiscal_yuan=None,
            budget_other_yuan=None,
            level1=self.levels.get("level1"),
            level2=self.levels.get("level2"),
            indicator=indicator or None,
            operator=operator,
            target=number,
            target_unit=unit,
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
        if "remark" in values and self._remarks:
            self._remarks[-1].append((row, values["remark"]))
