"""Tables as other places lay them out: right ones accuse nobody, and one wrong figure is found."""

from __future__ import annotations

import pytest

from budgetflow.jobs.document import read_and_understand
from budgetflow.jobs.steps.settle import settle
from tests.checks.builders import Book, Cells
from tests.checks.example_disclosures import budget, coded, total

MEANS = """
<p>{title}部门：甲县某局 单位：万元</p><table border=1>
<tr><td>项目</td><td>行次</td><td>预算数</td><td>决算数</td><td>项目</td><td>行次</td>
<td>决算数</td></tr>
<tr><td>一、“三公”经费支出</td><td>1</td><td>—</td><td>—</td><td>四、机关运行经费</td><td>9</td>
<td>30.00</td></tr>
<tr><td>（一）支出合计</td><td>2</td><td>8.00</td><td>7.00</td><td>五、国有资产占用情况</td>
<td>10</td><td>—</td></tr>
<tr><td>1.因公出国（境）费</td><td>3</td><td></td><td></td><td>（一）车辆数合计（辆）</td>
<td>11</td><td>6</td></tr>
<tr><td>2.公务用车购置及运行维护费</td><td>4</td><td>5.00</td><td>5.00</td>
<td>1.副部（省）级及以上领导用车</td><td>12</td><td>0</td></tr>
<tr><td>（1）公务用车购置费</td><td>5</td><td></td><td></td><td>2.机要通信用车</td><td>13</td>
<td>1</td></tr>
<tr><td>（2）公务用车运行维护费</td><td>6</td><td>5.00</td><td>5.00</td><td>3.执法执勤用车</td>
<td>14</td><td>5</td></tr>
<tr><td>3.公务接待费</td><td>7</td><td>3.00</td><td>{reception}</td><td></td><td></td><td></td></tr>
</table><p>2025年度“三公”经费支出决算7.00万元，其中：公务接待费支出2.00万元。</p>"""
TITLE = "甲县某局2025年度部门决算</p><p>“三公”经费、机关运行经费情况表</p><p>"
CHANGES = """<p>甲县某局2026年部门预算</p><p>{no}一般公共预算支出表</p><p>单位：万元</p>
<table border=1><tr><td colspan=2>科目</td><td rowspan=2>2025年预算数</td>
<td colspan=3>2026年预算数</td><td rowspan=2>增减额</td></tr>
<tr><td>编码</td><td>名称</td><td>小计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td>合计</td><td></td><td>90.00</td><td>100.00</td><td>60.00</td><td>40.00</td>
<td>10.00</td></tr>
<tr><td>205</td><td>教育支出</td><td>50.00</td><td>60.00</td><td>30.00</td><td>30.00</td>
<td>10.00</td></tr>
<tr><td>208</td><td>社会保障和就业支出</td><td>40.00</td><td>40.00</td><td>{basic}</td>
<td>10.00</td><td>0.00</td></tr></table>"""


def found(html: str) -> list[tuple[str, str]]:
    """Return check and message of what is found in a page, differences of rounding apart."""
    rows = settle([read_and_understand(html.encode(), "a.html")])
    telling = [f for f in rows.findings if f.verdict != "rounding" and f.difference is not None]
    return [(finding.check_id, finding.message_zh) for finding in telling]


@pytest.mark.parametrize(("reception", "told"), [("2.00", False), ("9.00", True)])
def test_three_public_beside_counts_of_cars_are_summed(reception: str, *, told: bool) -> None:
    made = found(MEANS.format(title=TITLE, reception=reception))
    assert any("“三公”合计" in message for _, message in made) == told
    assert any("文中" in message for _, message in made) == told


@pytest.mark.parametrize(("basic", "told"), [("30.00", False), ("33.00", True)])
def test_this_year_beside_last_year_is_the_whole_of_its_row(basic: str, *, told: bool) -> None:
    made = found(CHANGES.format(no="表5 ", basic=basic))
    assert any("行：2026年预算数 / 小计 ＝ 基本支出＋项目支出" in m for _, m in made) == told


def test_projects_are_compared_with_the_table_that_has_a_column_of_them() -> None:
    by_source = """<p>支出预算分来源表</p><p>单位：万元</p><table border=1>
<tr><td>编码</td><td>名称</td><td>总计</td><td>一般公共预算</td><td>单位资金</td></tr>
<tr><td>合计</td><td></td><td>120.00</td><td>100.00</td><td>20.00</td></tr>
<tr><td>205</td><td>教育支出</td><td>120.00</td><td>100.00</td><td>20.00</td></tr></table>"""
    by_kind = """<p>支出预算总表</p><p>单位：万元</p><table border=1>
<tr><td>编码</td><td>名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td>合计</td><td></td><td>120.00</td><td>60.00</td><td>{whole}</td></tr>
<tr><td>205</td><td>教育支出</td><td>120.00</td><td>60.00</td><td>{whole}</td></tr></table>"""
    projects = """<p>项目支出预算表</p><p>单位：万元</p><table border=1>
<tr><td>单位名称</td><td>项目名称</td><td>合计</td></tr>
<tr><td>合计</td><td></td><td>60.00</td></tr>
<tr><td>甲县某局</td><td>校舍维修</td><td>60.00</td></tr></table>"""
    general = CHANGES.format(no="表5 ", basic="30.00")
    for whole, told in (("60.00", False), ("50.00", True)):
        made = found(general + by_source + by_kind.format(whole=whole) + projects)
        assert any("支出表项目支出合计" in message for _, message in made) == told


@pytest.mark.parametrize("measure", ["basic", "project"])
def test_a_total_that_lacks_a_cell_accuses_nobody(measure: str) -> None:
    book = budget()
    kept = []
    for cell in book.rows.amounts:
        is_total = cell.table_code == "expenditure" and cell.row_role == "total"
        if not (is_total and cell.measure == measure):
            kept.append(cell)
    assert len(kept) < len(book.rows.amounts)
    book.rows.amounts[:] = kept
    found = book.check().findings("B08")
    assert {f.verdict for f in found if "basic" in f.message_en or "project" in f.message_en} == {
        "open"
    }


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"previous_year": "80.00"}, True),
        ({"total": "120.00", "carryover": "20.00"}, False),
        ({"carryover": "20.00"}, False),
        ({"total": "120.00", "current_year.basic": "70.00", "current_year.project": "50.00"}, True),
    ],
    ids=["last year beside it", "a total of both", "carried over beside it", "parts named so"],
)
def test_this_year_is_no_whole_of_what_holds_money_carried_over(
    columns: Cells, *, told: bool
) -> None:
    """Beside money carried over, basic and project expenditure are parts of both together."""
    cells = {"current_year": "100.00", "basic": "70.00", "project": "50.00", **columns}
    book = Book()
    rows = (coded("205", "教育支出", **cells), total(None, None, "合计", **cells))
    book.table("general_budget_expenditure", "一般公共预算支出表", rows)
    messages = [finding.message_en for finding in book.check().findings()]
    assert any("current_year = " in message for message in messages) == told


@pytest.mark.parametrize(("second", "told"), [("0.00", True), ("4.00", False)])
def test_three_public_of_several_units_in_one_list_are_not_mixed(
    second: str, *, told: bool
) -> None:
    """Whose parts are whose is unclear; rows without money are those of one unit's heading."""
    book = Book()
    lines = (
        ("three_public_total", "合计", "8.00"),
        ("vehicles", "公务用车购置及运行费", "5.00"),
        ("reception", "公务接待费", "1.00"),
        ("three_public_total", "合计", second),
        ("overseas_travel", "因公出国（境）费", second),
    )
    rows = [(None, None, item, "item", label, {"amount": money}) for item, label, money in lines]
    book.table("three_public_expenses", "“三公”经费支出表", rows)
    messages = [finding.message_zh for finding in book.check().findings()]
    assert any("“三公”合计" in message for message in messages) == told


@pytest.mark.parametrize(
    ("version", "told"), [("", True), (".initial_budget", False), (".adjusted_budget", False)]
)
def test_a_budget_of_another_time_is_not_compared_with_the_table(
    version: str, *, told: bool
) -> None:
    book = budget()
    book.say(f"function{version}", function_code="2080506", amount="33.33", section="具体情况")
    messages = [finding.message_zh for finding in book.check().findings()]
    assert any("文中 2080506" in message for message in messages) == told


ITEMS = """<p>甲市某局2026年部门预算</p><p>支出总表</p><p>单位：万元</p><table border=1>
<tr><td>功能分类科目</td><td>政府预算经济分类</td><td>部门预算经济分类</td><td>合计</td>
<td>基本支出</td><td>项目支出</td></tr>
<tr><td>2240101-行政运行</td><td>50205-委托业务费</td><td>30226-劳务费</td><td>20.00</td>
<td>20.00</td><td></td></tr>
<tr><td>2240101-行政运行</td><td>50205-委托业务费</td><td>30227-委托业务费</td><td>{fee}</td>
<td>{fee}</td><td></td></tr>
<tr><td>2240109-应急管理</td><td>50201-办公经费</td><td>30202-印刷费</td><td>55.00</td><td></td>
<td>55.00</td></tr>
<tr><td colspan=3>合计</td><td>95.00</td><td>40.00</td><td>55.00</td></tr></table>"""


@pytest.mark.parametrize(("fee", "told"), [("20.00", False), ("21.00", True)])
def test_items_of_one_function_that_cost_the_same_do_not_repeat_each_other(
    fee: str, *, told: bool
) -> None:
    made = found(ITEMS.format(fee=fee))
    assert any("“合计”" in message for _, message in made) == told
