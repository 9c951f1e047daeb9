"""What a government's tables need not agree on: another version, other money, unprinted rows."""

from __future__ import annotations

import pytest

from tests.checks.rules.government.builders import book, broken

EXECUTION = "2025年全市一般公共预算收入执行情况表"
DRAFT = "2026年全市一般公共预算收入草案表"
BALANCE = "2025年全市一般公共预算收支平衡表"


def revenue(*rows: str, title: str = EXECUTION, head: str) -> tuple[str, tuple[str, ...]]:
    return title, (head, *rows)


def test_a_budget_of_the_year_before_is_held_against_the_same_version_of_it() -> None:
    """A lone 预算数 beside what was carried out may be the budget in force at the year's end."""
    draft = revenue(
        "一、税收收入|700|720",
        "二、非税收入|300|310",
        title=DRAFT,
        head="项目|2025年预算数|2026年预算数",
    )
    alone = revenue(
        "一、税收收入|900|700", "二、非税收入|300|290", head="项目|2025年预算数|2025年执行数"
    )
    told = revenue(
        "一、税收收入|900|800|700",
        "二、非税收入|300|300|290",
        head="项目|2025年年初预算数|2025年调整预算数|2025年执行数",
    )
    assert "G15" not in broken(alone, draft)
    assert "G15" in broken(told, draft)


LIST = "2026年市本级一般公共预算支出表"
DETAIL = "2026年市本级一般公共预算支出明细表"
CODED_HEAD = "科目编码|科目名称|2026年预算数"
DETAILED = (
    CODED_HEAD,
    *(
        row
        for code, name, money in (
            ("201", "一般公共服务支出", 500),
            ("204", "公共安全支出", 400),
            ("205", "教育支出", 800),
            ("206", "科学技术支出", 300),
            ("210", "卫生健康支出", 200),
        )
        for row in (f"{code}|{name}|{money}", f"{code}99|其他{name}|{money}")
    ),
)


@pytest.mark.parametrize(
    ("money", "found"),
    [((510, 400, 800, 300, 200), 1), ((510, 430, 870, 390, 200), 0)],
    ids=["one class differs", "most classes differ: other money"],
)
def test_classes_are_compared_where_two_tables_count_the_same_money(
    money: tuple[int, ...], found: int
) -> None:
    names = ("一般公共服务", "公共安全", "教育", "科学技术", "卫生健康")
    rows = tuple(f"{name}支出|{value}" for name, value in zip(names, money, strict=True))
    findings = book((LIST, ("项目|2026年预算数", *rows)), (DETAIL, DETAILED))
    assert len([one for one in findings if one.check_id == "G15"]) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("收入总计|800|1,000|支出总计|750|900", "|||年终结余||100"), False),
        (("收入总计|800|1,000|支出总计|800|900", "|||年终结余|0|120"), True),
        (("上年结余|100|300|结转下年|50|200", "收入总计|800|1,000|支出总计|750|1,000"), True),
        (("上年结余|100|300||", "收入总计|800|1,000|支出总计|800|900"), False),
        (
            ("税收收入|500|600||", "非税收入|300|400||", "收入总计|800|1,000|支出总计|2,000|2,500"),
            False,
        ),
    ],
    ids=[
        "what is left of a budget is not printed",
        "what is left does not close",
        "a budget with more receipts than outlays",
        "no row for what is left of the year",
        "receipts are the year's own alone",
    ],
)
def test_totals_that_need_not_be_equal(rows: tuple[str, ...], found: bool) -> None:
    head = "收入项目|2025年预算数|2025年执行数|支出项目|2025年预算数|2025年执行数"
    assert ("G09" in broken((BALANCE, (head, *rows)))) is found
