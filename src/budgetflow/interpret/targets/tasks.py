"""The tasks of a whole body with their money (任务名称, 主要内容, 预算金额): the line 金额合计, or
the sum of all tasks, is the body's budget.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from budgetflow.interpret.targets.grid_signs import cell_text
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.readers.document import Cell

Part = Literal["budget", "fiscal", "other"]
_TASK = re.compile(
    r"^(?:年度|重点|主要)*(?:任务|工作|活动|职能|职责|支出事项)(?:[(].*[)])?(?:名称|内容)$|"
    r"^(?:主要|具体|任务|工作)内容$|^(?:重点|主要)?任务$"
)
_MONEY = re.compile(r"^(?:年度|当年|本年|申请|其中:?)*(?:预算|资金|金额|总额|经费|财政)")
# In order: 其他财政资金 and 非财政资金 hold 财政 too, and every one of them holds 资金.
_PARTS: tuple[tuple[re.Pattern[str], Part], ...] = (
    (re.compile(r"其他|自筹|单位资金|非财政|事业收入"), "other"),
    (re.compile(r"财政"), "fiscal"),
    (re.compile(r"总额|合计|小计|总计|金额|预算|资金"), "budget"),
)
_WHOLE = re.compile(r"^(?:金额|资金|预算|任务)*(?:合计|总计|总额)[:：]?$")


class TaskMoney:
    """Reads the rows of tasks, one after the other."""

    def __init__(self, yuan: Callable[[str], Decimal | None]) -> None:
        """`yuan` reads an amount in the form's unit of money."""
        self.open = False
        """Whether the rows being read are tasks."""
        self.money: dict[Part, Decimal] = {}
        """The body's money so far: of the line of all tasks, else the sum of the tasks read."""
        self._yuan = yuan
        self._columns: dict[int, Part] = {}
        self._whole = False

    def begins(self, cells: list[tuple[int, Cell]]) -> bool:
        """Check whether a row heads a list of tasks with their money, and begin to read them."""
        texts = [(column, squeeze(cell_text(cell))) for column, cell in cells]
        money = [(column, text) for column, text in texts if _MONEY.match(text)]
        names_tasks = any(_TASK.match(text) for _, text in texts)
        if not money or not names_tasks:
            return False
        # A header printed again overleaf goes on with the list: its sum is not begun anew.
        if not self.open:
            self.money = {}
            self._whole = False
        self.open = True
        self._columns = _parts(money)
        return True

    def read(self, cells: list[tuple[int, Cell]]) -> bool:
        """Read a row under the header; False where it is no task's, which ends the list."""
        number = max(cell.row for _, cell in cells)
        own = []
        for column, cell in cells:
            text = cell_text(cell)
            # An amount merged over several tasks is counted once, in the row where it begins.
            if cell.row == number and text:
                own.append((column, text))
        found = self._money_of(own)
        if not found:
            return self._second_heads(own)
        if "budget" not in found:
            found["budget"] = sum(found.values(), Decimal(0))
        if any(_WHOLE.match(squeeze(text)) for _, text in own):
            self.money = found
            self._whole = True
        # Behind 金额合计 nothing is added: some forms print it above the tasks, most below.
        elif not self._whole:
            for part, amount in found.items():
                self.money[part] = self.money.get(part, Decimal(0)) + amount
        return True

    def _money_of(self, texts: list[tuple[int, str]]) -> dict[Part, Decimal]:
        """Return the amounts of a row, in yuan, by the kind of money its column holds."""
        found: dict[Part, Decimal] = {}
        for column, text in texts:
            part = self._columns.get(column)
            if part is None:
                continue
            amount = self._yuan(text)
            if amount is not None:
                found[part] = amount
        return found

    def _second_heads(self, texts: list[tuple[int, str]]) -> bool:
        """Take a row as a second line of heads; what is none ends the list of tasks."""
        heads = _parts([(column, squeeze(text)) for column, text in texts])
        if heads and len(heads) == len(texts):
            self._columns = heads
            return True
        self.open = False
        return False


def _parts(heads: list[tuple[int, str]]) -> dict[int, Part]:
    """Return which money each head names, by column; the first of a kind counts."""
    out: dict[int, Part] = {}
    for column, text in heads:
        part = next((part for pattern, part in _PARTS if pattern.search(text)), None)
        if part is not None and part not in out.values():
            out[column] = part
    return out
