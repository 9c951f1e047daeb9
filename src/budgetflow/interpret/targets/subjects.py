"""Whose indicators they are: the project or body, its goal and its money, carried down and over
page breaks.

A merged cell that a page break cuts prints its name on one side only, often on the second; so that
indicators may wait for the
name of their project, and several goals (one a subordinate unit) may share one name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.targets.columns import Field
from budgetflow.interpret.text.privacy import scrub
from budgetflow.readers.document import Cell

# `subject` of the goals of the whole body.
DEPARTMENT = "department"


@dataclass(slots=True)
class Name:
    """A project's name, perhaps not read yet; shared by all blocks that stand under it."""

    text: str | None = None


@dataclass(slots=True)
class Subject:
    """One goal with its money and the indicators under it."""

    name: Name = field(default_factory=Name)
    goal: str | None = None
    budget: Decimal | None = None
    fiscal: Decimal | None = None
    other: Decimal | None = None
    long_goal: str | None = None
    """Goal of the project's whole period (实施期目标), where the year has none of its own."""
    whole_period: Decimal | None = None
    """Money of the whole period, where the year's is not printed."""
    rows: list[PerformanceTarget] = field(default_factory=list)

    @property
    def is_fresh_project(self) -> bool:
        """Check whether a project was named, and no indicator stands under it yet."""
        return self.name.text not in (None, DEPARTMENT) and not self.rows


class Subjects:
    """The subjects of a document's performance tables, in the order they are met."""

    def __init__(self) -> None:
        """Start with a subject that nothing is known of."""
        self.current = Subject()
        self._with_rows: list[Subject] = []
        self._cell: Cell | None = None
        self._goal_read: str | None = None
        """The goal as the last row printed it, perhaps only the rest of one that a page break
        cut."""

    def start(self, name: str | None, goal: str | None = None) -> None:
        """Begin a subject; None where its name is still to come, or is not printed."""
        self.current = Subject(Name(name), goal)

    def next_body(self) -> None:
        """Begin the goals of the next body, unless they were begun and hold no indicator yet."""
        fresh = self.current.name.text == DEPARTMENT and not self.current.rows
        if not fresh:
            self.start(DEPARTMENT)

    def add(self, row: PerformanceTarget) -> None:
        """Put an indicator under the current subject."""
        rows = self.current.rows
        if not rows:
            self._with_rows.append(self.current)
        rows.append(row)

    def goal_of_form(self, label: str, text: str, *, more: bool = False) -> None:
        """Take a goal from a form: `goal`, `whole_goal` (of the whole body) or `long_goal`; `more`
        where it goes on with the goal just taken.
        """
        is_begun = self.current.name.text == DEPARTMENT or self.current.is_fresh_project
        # A form that named its project keeps it, though some of them ask for 整体目标 of a project.
        if label == "whole_goal" and not is_begun:
            self.start(DEPARTMENT)
        if self.current.rows and not more:
            self.start(None)  # the next project's form, whose name was not printed
        if label == "long_goal":
            before = self.current.long_goal or ""
            self.current.long_goal = before + text if more else text
        else:
            before = self.current.goal or ""
            self.current.goal = before + text if more else text

    def money_of_form(self, label: str, amount: Decimal) -> None:
        """Take an amount from a form; what several levels of government give is added up."""
        if label == "budget_period":
            self.current.whole_period = amount
        elif label == "budget":
            self.current.budget = amount
        elif label == "budget_fiscal":
            self.current.fiscal = amount
        elif label == "budget_level":
            # 上级安排, 本级安排 and 补助区县 stand one below the other and are all fiscal money.
            self.current.fiscal = (self.current.fiscal or Decimal(0)) + amount
        else:
            self.current.other = amount

    def carry(
        self,
        values: Mapping[Field, str],
        cell: Cell | None,
        *,
        first: bool,
        with_money: bool = False,
    ) -> bool:
        """Read the subject's columns of one row; say whether a new project began.

        `cell` is the row's cell in the column of names (None where the table has no such column),
        `first` whether the row is the
        first on a page that goes on with a table, `with_money` whether the table has a column of
        amounts, which every project fills.
        """
        new_cell = cell is not None and cell is not self._cell
        self._cell = cell
        name = values.get("subject")
        goal = values.get("goal")
        has_money = "budget" in values
        has_amount = self.current.budget is not None
        if name:
            # Every project has an amount: a first row without one is the rest of a name.
            cut_off = first and with_money and not has_money and has_amount
            if self._is_new_name(name, first=first, cut_off=cut_off):
                self.start(name, goal)
                return True
        elif not first and new_cell and _is_blank_block(cell):
            self.start(None, goal)
            return True
        if goal and goal not in (self.current.goal, self._goal_read):
            self._goal(goal, rest=first and not (has_amount and has_money))
        return False

    def _is_new_name(self, name: str, *, first: bool, cut_off: bool) -> bool:
        """Check whether a name is another one than the current; else take what it adds to it.

        `first` is as in `carry`; `cut_off` where a page break may have cut off the name's last
        line.
        """
        known = self.current.name
        # A cell cut by a page break often prints its words in the part overleaf.
        if known.text is None and self.current.rows and first:
            known.text = name
            return False
        if name == known.text:
            return False
        if known.text and cut_off:
            known.text += name
            return False
        return True

    def _goal(self, goal: str, *, rest: bool) -> None:
        """Go on with a goal that a page break cut, or begin the next one under the same name."""
        self._goal_read = goal
        if rest:
            self.current.goal = (self.current.goal or "") + goal
        elif self.current.rows:
            # The name itself is shared: where it comes late, all its goals get it.
            self.current = Subject(self.current.name, goal)
        else:
            self.current.goal = goal

    def finish(self) -> None:
        """Write on every indicator what was learnt of its subject, names and numbers of people
        hidden.
        """
        for subject in self._with_rows:
            words = subject.goal or subject.long_goal
            goal = scrub(words) if words else None
            if subject.budget is None:
                budget = subject.whole_period
            else:
                budget = subject.budget
            for row in subject.rows:
                row.subject, row.goal = subject.name.text, goal
                row.budget_yuan, row.budget_fiscal_yuan, row.budget_other_yuan = (
                    budget,
                    subject.fiscal,
                    subject.other,
                )


def _is_blank_block(cell: Cell | None) -> bool:
    """Check whether a cell of no words spans several printed rows: a project without a name."""
    if cell is None or cell.row_span <= 1:
        return False
    # Without a box (Word, sheets) nothing cuts cells, and a blank one belongs to the project above.
    return cell.box is not None
