"""What is printed as an amount and cannot be one: figures run into one, figures of several rows,
figures whose format cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetflow.interpret.rows_model import (
    CUT_FIGURE,
    IMPOSSIBLE_AMOUNT,
    SEVERAL_FIGURES,
    UNDECIDED_FIGURE,
    Amount,
)
from budgetflow.interpret.text.money import is_impossible, is_several, parse_number


@dataclass(frozen=True, slots=True)
class Doubt:
    """One finding about amounts of a table."""

    check: str
    message_zh: str
    message_en: str
    amount_ids: list[str]
    page: int | None
    holds: bool
    """Whether the disclosure is held back for it."""


def doubts_of(amounts: Sequence[Amount]) -> Iterator[Doubt]:
    """Report figures that are more than any budget, and cells that hold figures of several rows;
    one such cell may hold a remark, two of a table are a misreading. A reader gives a figure that
    prints in one of two ways, and one whose digits run off the page, the confidence 0.
    """
    # One is enough: no paper prints more money than the state spends, whatever its unit.
    for amount in amounts:
        number = parse_number(amount.amount_printed)
        if number is not None and is_impossible(number, amount.unit_printed):
            printed = f"{amount.amount_printed} {amount.unit_printed}"
            yield Doubt(
                IMPOSSIBLE_AMOUNT,
                f"{printed} 超过全国财政支出总额，应为误读（相邻两数连在一起）",
                f"{printed} is more than the whole state spends: misread, two figures run into one",
                [amount.amount_id],
                amount.page,
                holds=True,
            )
    # A reader that finds no ruling between rows leaves their figures in one cell.
    crowded = [amount for amount in amounts if is_several(amount.amount_printed)]
    if crowded:
        printed = crowded[0].amount_printed
        yield Doubt(
            SEVERAL_FIGURES,
            f"{len(crowded)} 个单元格内有几行数字（如 {printed}），行间无线，未能分行",
            f"{len(crowded)} cells hold figures of several rows (such as {printed}); no ruling "
            f"parts them",
            [amount.amount_id for amount in crowded],
            crowded[0].page,
            holds=len(crowded) > 1,
        )
    # Readers say by the confidence 0 that the digits may be others; only sheets have a cell's name.
    undecided = [amount for amount in amounts if amount.confidence == 0]
    if undecided and undecided[0].locator is None:
        yield _cut(undecided)
    elif undecided:
        first = undecided[0]
        yield Doubt(
            UNDECIDED_FIGURE,
            f"{len(undecided)} 格（首格 {first.locator}）的数字格式无法判定，"
            f"显示的数字可能小若干倍",
            f"{len(undecided)} cells (the first {first.locator}): which number format holds "
            f"cannot be decided, so the figures may print many times smaller; save the file as "
            f"PDF and read that",
            [amount.amount_id for amount in undecided],
            first.page,
            holds=True,
        )


def _cut(amounts: Sequence[Amount]) -> Doubt:
    """Return the doubt about figures whose digits run off a page, which has no cells of a sheet."""
    first = amounts[0]
    return Doubt(
        CUT_FIGURE,
        f"{len(amounts)} 个数字（如 {first.amount_printed}）超出页面边缘，只显示了一部分",
        f"{len(amounts)} figures (such as {first.amount_printed}) run off the edge of the page: "
        f"only a part of their digits is shown; ask the publisher for the whole page",
        [amount.amount_id for amount in amounts],
        first.page,
        holds=True,
    )
