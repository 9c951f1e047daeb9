"""What is left at the end of a year is no money brought into it."""

from __future__ import annotations

import pytest

from tests.interpret.statements.builders import said


@pytest.mark.parametrize(
    ("sentence", "carried_forward"),
    [
        ("2026年度年末结转和结余20.00万元，较上年增加5.00万元。", True),
        ("年末结余20.00万元。", True),
        ("上年结转20.00万元。", False),
        ("年初结转和结余20.00万元。", False),
    ],
)
def test_year_end_balances_are_carried_forward(sentence: str, *, carried_forward: bool) -> None:
    topics = {one.topic for one in said(sentence, "结转结余情况")}
    assert ("expenditure.carried_forward" in topics) is carried_forward


@pytest.mark.parametrize(
    ("printed", "fund"),
    [
        ("一般公共预算", "general_public_budget"),
        ("政府性基金预算", "government_fund"),
        ("国有资本经营预算", "state_capital"),
    ],
)
def test_what_is_left_of_one_fund_is_not_what_it_spent(printed: str, fund: str) -> None:
    (left,) = said(f"年末{printed}财政拨款结转和结余3.20万元。")
    assert left.topic == f"{fund}.carried_forward"
    (spent,) = said(f"2026年{printed}财政拨款支出3.20万元。")
    assert spent.topic == f"{fund}.total"
