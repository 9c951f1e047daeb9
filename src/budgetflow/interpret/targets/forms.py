"""The form above a grid of indicators: whose goals they are, the money and the goal.

A label is answered in the cell beside it, in the row below it, or in the rows that its cell spans;
a list of tasks gives the money of the body by its sum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from budgetflow.interpret.targets.columns import form_field, is_sub_label, labelled_money
from budgetflow.interpret.targets.grid_signs import cell_text
from budgetflow.interpret.targets.headers import Heads
from budgetflow.interpret.targets.indicators import IndicatorRows
from budgetflow.interpret.targets.subjects import Subjects
from budgetflow.interpret.targets.tasks import TaskMoney
from budgetflow.interpret.text.normalise import MONEY_UNITS
from budgetflow.interpret.text.privacy import is_personal_label
from budgetflow.interpret.text.unit_line import unit_in_brackets
from budgetflow.readers.document import Cell

_MONEY_UNIT = re.compile("|".join(MONEY_UNITS))
_UNIT_IN_BRACKETS = re.compile(r"[(（].*元")
_MONEY_WORDS = re.compile(r"资金|预算|金额|经费|投入|收支|收入|支出|总额")
_GOALS = ("goal", "whole_goal", "long_goal")
# Cells of a row of indicators beside the name of its block.
_FEWEST_CELLS = 4


def _unit_of_money(cells: list[tuple[int, Cell]]) -> str | None:
    """Return the unit that the first cell of a row names for the money beside it, whatever the cell
    calls that money (预算情况（元）).
    """
    text = cell_text(cells[0][1])
    if _MONEY_WORDS.search(text):
        return unit_in_brackets(text)
    return None


@dataclass(slots=True)
class _Pairs:
    """What was read of a row of labels and values so far."""

    number: int
    """The row's own: cells that began above reach down into it."""
    label: str | None = None
    """The label that waits for its value."""
    found: bool = False
    answered: bool = False
    labelled_above: bool = False
    open_labels: list[tuple[int, str]] = field(default_factory=list)

    def take(self, label: str | None) -> None:
        """Take a label; None where it is answered already."""
        self.label = label
        self.found = True


class Forms:
    """Reads the rows of forms, one after the other, and files what they say."""

    def __init__(self, subjects: Subjects, rows: IndicatorRows) -> None:
        """Take the subjects to file under, and the indicators, which end where a form begins."""
        self._subjects = subjects
        self._rows = rows
        self._heads = Heads()
        self.tasks = TaskMoney(rows.yuan)
        self._answered: str | None = None

    def end(self) -> None:
        """End the form: a header of indicators stands below it."""
        self.tasks.open = False
        self._answered = None

    def task(self, cells: list[tuple[int, Cell]]) -> bool:
        """Read a row of the list of tasks, whose sum is the body's budget; say whether it was
        one.
        """
        subject = self._subjects.current
        if self.tasks.begins(cells):
            self._heads.clear()
            for _, cell in cells:
                self._rows.unit = unit_in_brackets(cell.text) or self._rows.unit
            return True
        if not self.tasks.open or not self.tasks.read(cells):
            return False
        money = self.tasks.money
        subject.budget = money.get("budget")
        subject.fiscal, subject.other = money.get("fiscal"), money.get("other")
        return True

    def below_labels(self, cells: list[tuple[int, Cell]]) -> bool:
        """Read a row whose cells answer labels above them; say whether it was one."""
        number = max(cell.row for _, cell in cells)
        own = [(column, cell) for column, cell in cells if cell.row == number]
        # A row with labels of its own answers those.
        if any(form_field(cell_text(cell)) for _, cell in own):
            return False
        answers = list(self._heads.answers(own))
        for label, text in answers:
            self.answer(label, text)
        return bool(answers)

    def labels_and_values(self, cells: list[tuple[int, Cell]]) -> bool:
        """Read a row of labels and values; say whether it was one."""
        if self._is_beside_indicators(cells):
            return False
        self._rows.unit = _unit_of_money(cells) or self._rows.unit
        pairs = _Pairs(number=max(cell.row for _, cell in cells))
        for column, cell in cells:
            if not self._label_or_value(pairs, column, cell):
                return False
        if pairs.answered:
            self._heads.clear()
        elif pairs.found:
            self._heads.note(pairs.open_labels)
        return pairs.found

    def _label_or_value(self, pairs: _Pairs, column: int, cell: Cell) -> bool:
        """Read one cell of a row of labels and values; False where the row is none."""
        text = cell_text(cell)
        above = cell.row < pairs.number
        if above and (form_field(text) or "").startswith("budget"):
            pairs.take(None)  # answered in the row it began in
            return True
        if is_personal_label(text):
            pairs.take("form")
            return True
        money = labelled_money(text)
        if money is not None:
            self.answer(*money)
            pairs.take(None)
            pairs.answered = True
            return True
        asked = None
        # Behind 项目名称 any text is the name, also one that is a label elsewhere (项目资金).
        if text and pairs.label != "subject":
            asked = form_field(text)
        if asked is not None:
            pairs.take(asked)
            pairs.labelled_above = above
            pairs.open_labels.append((column, asked))
            self._take_unit(text)
            return True
        return self._value(pairs, text)

    def _value(self, pairs: _Pairs, text: str) -> bool:
        """Read a text that is no label as the answer to the label before it; False where there is
        none and the row begins with a text, so that it is no row of labels and values.
        """
        label = pairs.label
        if label in _GOALS and is_sub_label(text):
            pairs.label = "form"
        elif label is not None and text:
            self.answer(label, text, more=pairs.labelled_above)
            if not label.startswith("budget") or self._rows.yuan(text) is not None:
                pairs.answered = True
            pairs.label = None
        elif text and not pairs.found:
            return self._rows.columns is None
        return True

    def _take_unit(self, label: str) -> None:
        """Take the unit of money that a label names in brackets (`年度资金总额（万元）`)."""
        unit = _MONEY_UNIT.search(label)
        # Outside brackets 元 may be of other words (单元).
        if unit and _UNIT_IN_BRACKETS.search(label):
            self._rows.unit = unit.group()

    def _is_beside_indicators(self, cells: list[tuple[int, Cell]]) -> bool:
        """Check whether a row under a header only begins with the name of its block
        (整体绩效目标, over all rows of the page): a goal has one answer, an indicator more cells.
        """
        if self._rows.columns is None:
            return False
        texts = [cell_text(cell) for _, cell in cells if cell_text(cell)]
        if len(texts) < _FEWEST_CELLS or form_field(texts[0]) not in _GOALS:
            return False
        return not any(form_field(text) for text in texts[1:])

    def rest_of_name(self, cells: list[tuple[int, Cell]]) -> bool:
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

    def answer(self, label: str, text: str, *, more: bool = False) -> None:
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
        if self._subjects.current.is_fresh_project:
            return  # the body is only who carries it out
        self._subjects.next_body()
        self._rows.leave()
