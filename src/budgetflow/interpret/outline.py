"""What a line without a code stands under: by its numbering (`一、` `（一）` `1.`), by `其中：`, else under the numbered line above."""

from __future__ import annotations

from budgetflow.interpret.items import summary_item
from budgetflow.interpret.wording import OF_WHICH, numbering_depth, squeeze

_HEADS = ("carryover", "current_year", "carried_forward", "total")


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
        if self.in_of_which and self._open:
            return last
        item = summary_item(plain, side) if side else None
        if not self._open or (item and item.split(".", 1)[1] in _HEADS):
            self.in_of_which = False
            return 0
        return last if last % 10 else last + 2
