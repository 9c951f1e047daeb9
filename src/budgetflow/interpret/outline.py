"""What a line without a code stands under: by its numbering (`一、` `（一）` `1.`), by `其中：`, else under the numbered line above."""

from __future__ import annotations

import re

from budgetflow.interpret.items import summary_item, three_public_item
from budgetflow.interpret.wording import OF_WHICH, numbering_depth, squeeze

_HEADS = ("carryover", "current_year", "carried_forward", "total")
_FUNDS = frozenset(f"revenue.{name}" for name in ("general_public_budget", "government_fund", "state_capital", "special_account", "unit_funds"))
_SUM = re.compile(r"(?:合计|小计|总计)$")


class Outline:
    """The open lines above, deepest last, as a reader of the page keeps them in mind."""

    def __init__(self) -> None:
        """Start at the top of a block."""
        self._open: list[tuple[int, str]] = []
        self.in_of_which = False

    def place(self, label: str, is_total: bool, side: str | None) -> list[str]:
        """Give the labels above a line, outermost first, and remember the line for those below it."""
        plain = squeeze(label)
        if is_total or not plain:
            self._open.clear()
            self.in_of_which = False
            return []
        depth = self._depth(plain, side)
        while self._open and self._open[-1][0] >= depth:
            self._open.pop()
        above = [words for _, words in self._open]
        if not _SUM.search(plain):
            self._open.append((depth, label))
        return above

    def _depth(self, plain: str, side: str | None) -> int:
        """Give how deep a line stands: tens for numbered lines, between them for lines that hang on one above."""
        begins = bool(OF_WHICH.match(plain))
        level = numbering_depth(OF_WHICH.sub("", plain))
        if level is not None:
            self.in_of_which = begins or (self.in_of_which and bool(self._open) and self._open[-1][0] == level * 10 + 5)
            return level * 10 + (5 if self.in_of_which else 0)
        last = self._open[-1][0] if self._open else 0
        if begins:
            deeper = last if self.in_of_which else last + 1
            self.in_of_which = True
            return deeper
        item = _item(plain, side)
        if not self._open or _is_head(item) or (self.in_of_which and last < 10 and _is_beside(item, _item(squeeze(self._open[0][1]), side))):
            self.in_of_which = False
            return 0
        if self.in_of_which:
            return last
        if last == 0:
            above = _item(squeeze(self._open[-1][1]), side)
            return 0 if item and above and not _is_head(above) else 2
        return last if last % 10 else last + 2


def _item(plain: str, side: str | None) -> str | None:
    return (summary_item(plain, side) if side else None) or three_public_item(plain)


def _is_head(item: str | None) -> bool:
    return item is not None and "." in item and item.split(".", 1)[1] in _HEADS


def _is_beside(item: str | None, other: str | None) -> bool:
    """Tell whether two lines are funds of one rank, so that neither is a part of the other."""
    return item is not None and other is not None and item != other and {item, other} <= _FUNDS
