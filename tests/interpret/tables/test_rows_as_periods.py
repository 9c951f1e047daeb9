"""Tables on their side whose rows say of which year or version their figures are."""

from __future__ import annotations

import pytest

from budgetflow.interpret.tables.headers.measures import Frame
from budgetflow.interpret.tables.rows.periods import periods_of_rows
from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read

_HEAD = (
    "项目|“三公”经费小计|因公出国（境）费用|公务用车购置及运行维护费|公务接待费",
    "栏次|1|2|3|4",
)


@pytest.mark.parametrize(
    ("labels", "periods"),
    [
        # Shaanxi's final accounts: the row of the budget once was the total of the disclosure.
        (["预算数", "决算数"], ["budget", "final"]),
        (["年初预算数", "全年预算数", "决算数"], ["budget", "adjusted_budget", "final"]),
        (["2026年预算数", "2026年决算数"], ["budget", "final"]),
        (
            ["上年数", "本年数", "增减额", "增减率"],
            ["previous_year", "current_year", "change", "change_percent"],
        ),
        (["2025年预算", "2026年预算"], ["previous_year", "current_year"]),
        (["2025年决算数", "2026年预算数"], ["previous_year", "current_year"]),
        (["2024年", "2025年", "2026年"], ["year_2024", "previous_year", "current_year"]),
        # The only version names nothing.
        (["预算数"], []),
        (["2026年预算数"], []),
        (["某局", "合计"], []),
    ],
)
def test_labels_of_rows_name_periods(labels: list[str], periods: list[str]) -> None:
    found = periods_of_rows(labels, Frame("three_public_expenses", 2026))
    assert list(found.values()) == periods


def test_budget_and_final_account_in_rows_are_told_apart() -> None:
    found = read(
        "财政拨款“三公”经费支出决算表",
        "单位：万元",
        table(*_HEAD, "预算数|593.46|0.00|591.60|1.86", "决算数|587.55|0.00|587.44|0.11"),
    )
    assert facts(found.amounts, "item", "measure", "amount_printed")[::4] == [
        ("three_public_total", "budget", "593.46"),
        ("three_public_total", "final", "587.55"),
    ]
    assert {amount.measure for amount in found.amounts} == {"budget", "final"}


def test_one_row_of_the_budget_is_the_amount() -> None:
    found = read(
        "财政拨款“三公”经费支出预算表",
        "单位：万元",
        table(*_HEAD, "预算数|593.46|0.00|591.60|1.86"),
    )
    assert {amount.measure for amount in found.amounts} == {"amount"}


def test_units_in_rows_name_no_period() -> None:
    found = read(
        "财政拨款“三公”经费支出预算表",
        "单位：万元",
        table(*_HEAD, "合计|9.00|0.00|8.00|1.00", "某局机关|9.00|0.00|8.00|1.00"),
    )
    assert {amount.measure for amount in found.amounts} == {"amount"}
