"""Labels of a form whose answers stand below them, not beside them: 财政拨款 over its amount,
年度目标 over its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from budgetflow.interpret.text.money import parse_number
from budgetflow.readers.document import Cell

_MONEY = frozenset({"budget", "budget_fiscal", "budget_level", "budget_other"})
_WORDS = frozenset({"goal", "whole_goal", "long_goal"})
_ANSWERED_BELOW = _MONEY | _WORDS


class Heads:
    """The labels without an answer of the rows just read, by column."""

    def __init__(self) -> None:
        """Start without labels."""
        self._labels: dict[int, str] = {}

    def note(self, labels: Iterable[tuple[int, str]]) -> None:
        """Remember labels that had no answer in their own row; the upper of two stands (财政拨款
        over 合计).
        """
        for column, label in labels:
            if label in _ANSWERED_BELOW:
                self._labels.setdefault(column, label)

    def clear(self) -> None:
        """Forget the labels: a row was read that answers itself."""
        self._labels = {}

    def answers(self, cells: Iterable[tuple[int, Cell]]) -> Iterator[tuple[str, str]]:
        """Return label and answer of each cell that stands right below a label, and forget the
        labels where there was one.

        Money answers a label of money alone; a long text answers a goal.
        """
        found = []
        for column, cell in cells:
            label = self._labels.get(column)
            text = cell.text.strip()
            if label is None or not text:
                continue
            is_number = parse_number(text) is not None
            if is_number == (label in _MONEY):
                found.append((label, text))
        # One row answers all of them: in the row below it stand figures of something else.
        if found:
            self.clear()
        yield from found
