"""Changes and shares said in turn, behind the amounts they belong to (分别)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.interpret.statements.rules import Rule
from tests.interpret.statements.builders import said


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("收入预算100万元，支出预算90万元，分别比上年减少5万元、6万元。", [-50000, -60000]),
        ("基本支出80万元，项目支出20万元，较上年分别减少3万元和增加2万元。", [-30000, 20000]),
        ("基本支出80万元、项目支出20万元，分别增加3万元，2万元用于维修。", [None, 30000]),
        # One change alone is said of both sides, as before.
        ("收入100万元，支出100万元，分别增加10万元，增长11.11%。", [100000, 100000]),
        # As many changes as amounts, or the words do not say whose they are.
        ("基本支出80万元，分别减少3万元、2万元。", [-30000]),
    ],
)
def test_changes_in_money(text: str, changes: list[int | None]) -> None:
    found = [statement.change_yuan for statement in said(text)]
    assert found == [None if change is None else Decimal(change) for change in changes]


@pytest.mark.parametrize(
    ("text", "percents"),
    [
        ("工资福利支出50万元、商品和服务支出20万元，同比分别增长5%、下降3%。", ["5", "-3"]),
        ("公务接待费1万元，会议费2万元，较上年分别下降10%、20%。", ["-10", "-20"]),
        (
            "公务接待费1万元，会议费2万元，培训费3万元，较上年分别下降10%、增长5%和持平。",
            ["-10", "5", None],
        ),
        (
            "收入总计100万元，支出总计90万元，与上年相比分别增加10万元、5万元，增长11.11%、5.88%。",
            ["11.11", "5.88"],
        ),
    ],
)
def test_changes_in_percent(text: str, percents: list[str | None]) -> None:
    found = said(text)
    told = [None if one is None else Decimal(one) for one in percents]
    assert [statement.change_percent for statement in found] == told
    assert all(Rule.IN_TURN in statement.rules for statement in found)


@pytest.mark.parametrize(
    "text",
    [
        "基本支出80万元、项目支出20万元，分别占80%、20%。",
        "基本支出80万元，项目支出20万元，分别占总支出的80%和20%。",
    ],
)
def test_shares(text: str) -> None:
    assert [statement.share_percent for statement in said(text)] == [Decimal(80), Decimal(20)]


def test_from_what_to_what_it_went() -> None:
    for words in ("从2025年的300万元降至250万元", "由上年300万元压减到250万元"):
        (found,) = said(f"项目支出{words}，降幅16.67%。")
        assert (found.subject_printed, found.amount_yuan) == ("项目支出", Decimal(2_500_000))
        assert found.change_percent == Decimal("-16.67")
