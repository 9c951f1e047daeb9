"""What a grand total of a government's list holds: books put it together in several ways."""

from __future__ import annotations

import pytest

from tests.checks.rules.government.builders import book, broken


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


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("补助下级支出|300", "债务还本支出|100", "年终结余|100", "支出总计|1,500"), False),
        (("补助下级支出|300", "债务还本支出|100", "年终结余|100", "支出总计|1,800"), True),
        (("转移性支出|400", "补助下级支出|300", "债务还本支出|100", "支出总计|1,500"), False),
        (("转移性支出|400", "补助下级支出|400", "支出总计|1,800"), True),
        (("补助下级支出|300", "支出总计|1,000"), False),
    ],
    ids=["no group", "no choice closes", "beside the group", "counted once", "the year alone"],
)
def test_what_is_spent_in_all_holds_what_goes_elsewhere(
    rows: tuple[str, ...], *, told: bool
) -> None:
    own = ("201|一般公共服务支出|600", "205|教育支出|400", "|本年支出合计|1,000")
    title = "2026年市本级一般公共预算支出预算表"
    made = broken((title, ("科目编码|项目|2026年预算数", *own, *(f"|{row}" for row in rows))))
    assert ("G20" in made) == told


@pytest.mark.parametrize(
    ("transferred", "executed", "told"),
    [("500", "1,400", 0), ("500", "1,900", 1), ("", "1,900", 0)],
)
def test_each_column_of_a_grand_total_is_summed_by_itself(
    transferred: str, executed: str, told: int
) -> None:
    """A column that prints no transfers shows nothing of what its total holds."""
    rows = (
        "项目|2025年预算数|2025年执行数",
        "本年收入合计|1,000|900",
        f"转移性收入|500|{transferred}",
        f"收入总计|1,500|{executed}",
    )
    found = book(("2025年市本级一般公共预算收入执行情况表", rows))
    named = [one.message_zh for one in found if one.check_id == "G20"]
    assert ["执行数" in message for message in named] == [True] * told


@pytest.mark.parametrize(("debt", "told"), [("500", False), ("300", True)])
def test_the_rows_of_one_side_of_a_balance_are_no_part_of_the_other(
    debt: str, *, told: bool
) -> None:
    """The 200 transferred out would close the receipts of 1,000 and 300, and are none."""
    rows = (
        "收入项目|预算数|支出项目|预算数",
        "本年收入合计|1,000|本年支出合计|1,300",
        f"债务转贷收入|{debt}|调出资金|200",
        "收入总计|1,500|支出总计|1,500",
    )
    assert ("G20" in broken(("2026年市本级一般公共预算收支平衡表", rows))) == told


@pytest.mark.parametrize(("whole", "told"), [("1,500", False), ("1,900", True)])
def test_of_many_rows_those_beside_the_money_of_the_year_count(whole: str, *, told: bool) -> None:
    below = (f"（{number}）第{number}项收入|30" for number in "一二三四五六七八九十")
    last = (f"{number}.第{number}项收入|10" for number in range(1, 6))
    title = "2026年市本级一般公共预算收入预算表"
    rows = ("一、本年收入合计|1,000", "二、债务转贷收入|500", *below, *last, f"收入总计|{whole}")
    assert ("G20" in broken((title, ("项目|2026年预算数", *rows)))) == told
