"""What one table of a government's book says of another, and of a year's beginning and end."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.checks.run import run_checks
from budgetflow.interpret.rows_model import Statement
from tests.checks.rules.government.builders import book, broken, checked

BALANCE = (
    "收入|预算数|支出|预算数",
    "本年收入合计|900|本年支出合计|700",
    "上级补助收入|300|补助下级支出|500",
    "收入总计|1,200|支出总计|1,200",
)
OF_BALANCE = "2026年市本级一般公共预算收支平衡表"


@pytest.mark.parametrize(("total", "told"), [("500", False), ("510", True)])
def test_transfers_by_region_are_what_the_balance_pays_below(total: str, *, told: bool) -> None:
    regions = ("地区|2026年预算数", f"合计|{total}", "东城区|300", "西城区|200")
    paid = ("2026年市对区县税收返还和转移支付分地区预算表", regions)
    assert ("G21" in broken((OF_BALANCE, BALANCE), paid)) == told


def test_general_and_special_transfers_in_a_table_each_are_added_up() -> None:
    tables = [
        (
            f"2026年市对区县{kind}转移支付分项目预算表",
            ("项目|2026年预算数", f"合计|{total}", f"补助|{total}"),
        )
        for kind, total in (("一般性", "320"), ("专项", "180"))
    ]
    assert "G21" not in broken((OF_BALANCE, BALANCE), *tables)
    assert "G21" in broken((OF_BALANCE, BALANCE), tables[0])


def test_transfers_of_another_year_are_not_compared() -> None:
    regions = ("地区|2025年执行数", "合计|510", "东城区|300", "西城区|210")
    paid = ("2025年市对区县税收返还和转移支付分地区执行情况表", regions)
    assert "G21" not in broken((OF_BALANCE, BALANCE), paid)


@pytest.mark.parametrize(("total", "told"), [("700", False), ("710", True)])
def test_all_spending_by_economic_class_is_all_spending(total: str, *, told: bool) -> None:
    economic = (
        "科目名称|合计|基本支出|项目支出",
        "一、机关工资福利支出|400|400|",
        "二、机关资本性支出|300||300",
        f"支出合计|{total}|400|{int(total) - 400}",
    )
    title = "2026年市本级一般公共预算支出表（按经济分类）"
    assert ("G22" in broken((OF_BALANCE, BALANCE), (title, economic))) == told


DEBT = (
    "项目|本地区|本级",
    "一、2024年末地方政府专项债务余额|1,000|400",
    "二、2025年地方政府专项债务发行额|300|100",
    "三、2025年地方政府专项债务还本额|200|50",
)
OF_DEBT = "青岚市2025年地方政府专项债务余额情况表"


@pytest.mark.parametrize(
    ("end", "told"),
    [("1,100|450", 0), ("1,400|450", 1), ("1,400|600", 2), ("1,100|", 0), ("1,150|450", 0)],
    ids=["closes", "one column", "both", "a blank", "as notes explain"],
)
def test_debt_at_the_end_is_what_was_there_and_came_and_went(end: str, told: int) -> None:
    found = book((OF_DEBT, (*DEBT, f"四、2025年末地方政府专项债务余额|{end}")))
    assert sum(one.check_id == "G23" for one in found) == told


def test_debt_in_a_table_that_prints_no_repayment_is_not_compared() -> None:
    rows = (*DEBT[:3], "四、2025年末地方政府专项债务余额|9,000|9,000")
    assert "G23" not in broken((OF_DEBT, rows))


LIMITS = (
    "项目|本地区|本级",
    "一、2025年地方政府债务限额|1,000|400",
    "二、提前下达2026年新增地方政府债务限额|200|100",
)
OF_LIMITS = "青岚市2026年地方政府债务限额提前下达情况表"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("附：2026年地方政府债务限额|1,200|500",), False),
        (("附：2026年地方政府债务限额|1,200|550",), True),
        (("三、收回限额|0|50", "附：2026年地方政府债务限额|1,200|450"), False),
    ],
    ids=["closes", "does not", "some withdrawn"],
)
def test_next_years_limit_is_this_years_and_the_new_one(
    rows: tuple[str, ...], *, told: bool
) -> None:
    assert ("G24" in broken((OF_LIMITS, (*LIMITS, *rows)))) == told


FUNDS = (
    "项目|合计|失业保险基金",
    "一、上年结余|800|300",
    "二、本年收入|500|100",
    "三、本年支出|450|80",
    "四、本年收支结余|50|20",
)
OF_FUNDS = "2026年全市社会保险基金预算收支总表"


@pytest.mark.parametrize(("end", "told"), [("850|320", False), ("850|330", True)])
def test_what_a_fund_has_left_in_all(end: str, *, told: bool) -> None:
    assert ("G25" in broken((OF_FUNDS, (*FUNDS, f"五、年末滚存结余|{end}")))) == told


def test_a_table_of_funds_without_what_was_brought_forward_is_not_compared() -> None:
    rows = (FUNDS[0], *FUNDS[2:], "五、年末滚存结余|900|400")
    assert "G25" not in broken((OF_FUNDS, rows))


def test_what_breaks_them_accuses_nobody() -> None:
    transfers = ("地区|2026年预算数", "合计|510", "东城区|300", "西城区|210")
    economic = (
        "科目名称|合计|基本支出|项目支出",
        "一、机关工资福利支出|710|710|",
        "支出合计|710|710|",
    )
    found = book(
        (OF_BALANCE, BALANCE),
        ("2026年市对区县税收返还和转移支付分地区预算表", transfers),
        ("2026年市本级一般公共预算支出表（按经济分类）", economic),
        (OF_DEBT, (*DEBT, "四、2025年末地方政府专项债务余额|1,400|600")),
        (OF_LIMITS, (*LIMITS, "附：2026年地方政府债务限额|1,200|550")),
        (OF_FUNDS, (*FUNDS, "五、年末滚存结余|850|330")),
    )
    told = {(one.check_id, one.verdict) for one in found if one.check_id > "G20"}
    assert told == {(f"G{number}", "open") for number in range(21, 26)}


def said(yuan: str, coverage: str | None = "whole_region", year: int = 2025) -> set[str]:
    """Return the checks that find a difference between a report's sentence and a table of 万元."""
    rows = checked(
        (
            "2025年全市一般公共预算收入执行情况表",
            (
                "项目|预算数|执行数",
                "税收收入|1,500,000|1,400,000",
                "本年收入合计|2,000,000|1,926,812",
            ),
        )
    )
    rows.findings.clear()
    rows.check_results.clear()
    rows.statements.append(
        Statement(
            statement_id="s1",
            disclosure_id="d1",
            document_id=rows.documents[0].document_id,
            section=None,
            topic="revenue.general_public_budget",
            function_code=None,
            subject_printed="全市一般公共预算收入",
            amount_yuan=Decimal(yuan),
            share_percent=None,
            change_yuan=None,
            change_percent=None,
            direction="none",
            reason=None,
            quantity=None,
            quantity_unit=None,
            text="全市一般公共预算收入完成",
            amount_printed=str(Decimal(yuan) / 100_000_000),
            unit_printed="亿元",
            statement_year=year,
            coverage=coverage,
        )
    )
    run_checks(rows, ())
    return {one.check_id for one in rows.findings if one.verdict != "rounding"}


def test_what_a_report_says_in_yi_yuan_is_the_tables_figure() -> None:
    assert "G26" not in said("19268000000")
    assert "G26" in said("19286000000")


@pytest.mark.parametrize(
    "sentence",
    [
        {"yuan": "19286000000", "coverage": "own_level"},
        {"yuan": "19286000000", "coverage": None},
        {"yuan": "19286000000", "year": 2024},
        {"yuan": "91200000000"},
    ],
    ids=["another level", "no level", "another year", "something else"],
)
def test_a_sentence_of_something_else_is_not_compared(sentence: dict[str, object]) -> None:
    assert "G26" not in said(**sentence)  # type: ignore[arg-type]
