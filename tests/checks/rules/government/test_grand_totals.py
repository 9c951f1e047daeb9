"""What a grand total of a government's list holds: books put it together in several ways."""

from __future__ import annotations

import pytest

from tests.checks.rules.government.builders import broken


@pytest.mark.parametrize(
    "rows",
    [
        ("转移性收入|500", "上级补助收入|400", "上年结余收入|100", "收入总计|1,500"),
        ("转移性收入|400", "上级补助收入|400", "上年结余收入|100", "收入总计|1,500"),
        ("上级补助收入|400", "债务转贷收入|100", "收入总计|1,500"),
        ("地方债券收入|60", "其他资金|40", "捐赠|20", "收入总计|1,100"),
        ("转移性收入|500", "收入总计|1,000"),
    ],
    ids=["inside", "beside", "no group", "rows nobody knows", "a list of the year alone"],
)
def test_a_grand_total_holds_what_a_book_puts_in_it(rows: tuple[str, ...]) -> None:
    own = ("一、税收收入|700", "二、非税收入|300", "本年收入合计|1,000")
    title = "2026年市本级一般公共预算收入预算表"
    assert "G20" not in broken((title, ("项目|2026年预算数", *own, *rows)))


def test_the_group_of_transfers_is_counted_once() -> None:
    rows = ("本年收入合计|1,000", "转移性收入|500", "上级补助收入|500", "收入总计|2,000")
    title = "2026年市本级一般公共预算收入预算表"
    assert "G20" in broken((title, ("项目|2026年预算数", *rows)))


def test_a_total_below_more_rows_than_can_be_chosen_from_is_not_compared() -> None:
    rows = (f"第{number}项收入|{number}" for number in range(1, 15))
    title = "2026年市本级一般公共预算收入预算表"
    own = ("本年收入合计|1,000", "转移性收入|500")
    assert "G20" not in broken((title, ("项目|2026年预算数", *own, *rows, "收入总计|9,000")))
