"""A figure that cannot be an amount is a finding and holds its disclosure; it is never published as
money, and never ends a run.
"""

from __future__ import annotations

import pytest

from budgetflow.interpret.rows_model import IMPOSSIBLE_AMOUNT, Understanding
from budgetflow.jobs.document import read_and_understand
from budgetflow.jobs.steps.settle import settle
from budgetflow.lake.change_sets import prepare

PAGE = """<html><body><h1>某县财政局2025年部门预算公开</h1>
<p>部门收支总体情况表</p><p>编制部门：某县财政局　单位：万元</p>
<table><tr><td>项目</td><td>2025年预算</td><td>项目</td><td>2025年预算</td></tr>
<tr><td>一、一般公共预算</td><td>{figure}</td><td>201一般公共服务支出</td><td>{figure}</td></tr>
<tr><td>收入总计</td><td>{figure}</td><td>支出总计</td><td>{figure}</td></tr></table>
</body></html>"""


def read(figure: str) -> Understanding:
    page = PAGE.format(figure=figure).encode()
    return settle([read_and_understand(page, "a.html")])


@pytest.mark.parametrize(
    "figure", ["1843890662120", "10,000,000,000.01", "9" * 30, "-1843890662120"]
)
def test_more_than_the_state_spends_is_held(figure: str) -> None:
    rows = read(figure)
    assert {amount.amount_yuan for amount in rows.amounts} == {None}
    assert {amount.amount_printed for amount in rows.amounts} == {figure}
    assert [row.status for row in rows.disclosures] == ["quarantined"]
    assert [row.status for row in rows.documents] == ["quarantined"]
    assert IMPOSSIBLE_AMOUNT in {finding.check_id for finding in rows.findings}
    prepare(rows, "1")  # can be stored


@pytest.mark.parametrize("figure", ["1843890", "10,000,000,000.00", "0.01"])
def test_what_can_be_an_amount_is_not(figure: str) -> None:
    rows = read(figure)
    assert None not in {amount.amount_yuan for amount in rows.amounts}
    assert IMPOSSIBLE_AMOUNT not in {finding.check_id for finding in rows.findings}
    assert "quarantined" not in {row.status for row in rows.documents}
