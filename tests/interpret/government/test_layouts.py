"""Ways in which governments lay out their tables, each in a small table of its own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.interpret.rows_model import Amount
from tests.interpret.grids import table
from tests.interpret.tables.builders import read

UNIT = "单位：万元"


def amounts(title: str, *rows: str, unit: str = UNIT) -> list[Amount]:
    return read(title, unit, table(*rows), scope="government").amounts


def test_levels_by_numbering_are_the_path_of_a_row() -> None:
    found = amounts(
        "2026年市本级一般公共预算收入预算表",
        "项目|2026年预算数",
        "一、税收收入|1,000",
        "（一）增值税|600",
        "1.改征增值税|200",
        "（二）契税|400",
        "二、非税收入|500",
    )
    assert [(a.row_label, a.row_path) for a in found] == [
        ("一、税收收入", []),
        ("（一）增值税", ["一、税收收入"]),
        ("1.改征增值税", ["一、税收收入", "（一）增值税"]),
        ("（二）契税", ["一、税收收入"]),
        ("二、非税收入", []),
    ]


def test_yi_yuan_beside_wan_yuan_in_one_book() -> None:
    debt = [
        "2025年政府债务限额和余额情况表",
        "单位：亿元",
        table("地区|限额|余额", "东城区|1.5|1.2", "西城区|2|1"),
    ]
    budget = ["2025年全市一般公共预算收入执行情况表", UNIT, table("项目|执行数", "税收收入|1,500")]
    found = read(pages=[debt, budget], scope="government").amounts
    money = {(a.row_label, a.measure): a.amount_yuan for a in found}
    assert money["东城区", "limit"] == Decimal(150_000_000)
    assert money["税收收入", "execution"] == Decimal(15_000_000)


def test_regions_in_columns_receive_what_the_own_level_pays() -> None:
    found = amounts(
        "2026年市对区县转移支付分项目分地区预算表",
        "项目|合计|东城区|西城区",
        "均衡性转移支付|30|10|20",
        "结算补助|5|2|3",
    )
    assert {(a.region_name, a.measure, a.coverage) for a in found} == {
        (None, "total", "own_level"),
        ("东城区", "amount", "own_level"),
        ("西城区", "amount", "own_level"),
    }
    assert {a.table_code for a in found} == {"transfers_by_item_and_region"}


def test_the_new_year_may_stand_left_of_the_old_one() -> None:
    found = amounts(
        "2026年全市一般公共预算收入草案表",
        "项目|2026年预算数|2025年执行数|2026年预算数比2025年执行数增长%",
        "税收收入|1,050|1,000|5.0",
        "非税收入|500|500|0",
    )
    assert [(a.measure, a.base_measure) for a in found if a.row_label == "税收收入"] == [
        ("budget", None),
        ("previous_year_execution", None),
        ("change_percent", "previous_year_execution"),
    ]


def test_one_row_of_figures_under_a_header_of_three() -> None:
    found = amounts(
        "2025年市本级法定债务执行情况表",
        "地区|年初余额|<|当年变动|<|年末余额|<",
        "^|一般债务|专项债务|还本|新增|一般债务|专项债务",
        "市本级|66.61|21.64|10.50|15.07|66.89|25.93",
    )
    assert [a.measure for a in found] == [
        "previous_balance.general",
        "previous_balance.special",
        "repaid",
        "issued",
        "balance.general",
        "balance.special",
    ]
    assert {a.coverage for a in found} == {"own_level"}


def test_codes_of_receipts_and_of_regions_are_kept() -> None:
    receipts = amounts(
        "2026年全市一般公共预算收入表",
        "科目编码|科目名称|2026年预算数",
        "101|税收收入|1,000",
        "10101|增值税|600",
        "10104|企业所得税|400",
    )
    assert [a.revenue_code for a in receipts] == ["101", "10101", "10104"]
    regions = amounts(
        "2026年转移支付分地区预算表",
        "地区编码|地区名称|2026年预算数",
        "410102|中原区|1,000",
        "410103|二七区|600",
    )
    assert [(a.region_code, a.region_name) for a in regions] == [
        ("410102", "中原区"),
        ("410103", "二七区"),
    ]


def test_a_short_list_headed_by_words_nobody_knows_has_a_header() -> None:
    found = amounts(
        "2025年政府债券使用情况表",
        "序号|项目名称|项目编号|项目领域|债券性质|发行金额|发行时间",
        "1|甲河大桥|P01|交通|一般债券|50,000|2025-05",
        "2|乙县医院|P02|卫生|专项债券|80,000|2025-06",
    )
    assert [(a.measure, a.column_label, a.amount_printed) for a in found] == [
        ("issued", "发行金额", "50,000"),
        ("issued", "发行金额", "80,000"),
    ]


def test_the_nearer_line_is_the_title_where_the_document_has_one_too() -> None:
    grid = table("项目|预算数|执行数", "税收收入|100|99", "非税收入|50|51")
    title = "2025年全市一般公共预算收入执行情况"
    found = read(
        "甲市2025年预算执行情况和2026年预算草案附表", title, UNIT, grid, scope="government"
    )
    assert [row.title_printed for row in found.tables] == [title]


def test_a_heading_that_names_no_budget_leaves_the_title_above_it() -> None:
    grid = table("项目|预算数|执行数", "税收收入|100|99", "非税收入|50|51")
    title = "2025年全市一般公共预算收入执行情况表"
    found = read(title, "财政部门编制", UNIT, grid, scope="government")
    assert [row.title_printed for row in found.tables] == [title]


def test_a_table_of_years_to_come_is_of_its_books_year() -> None:
    found = read(
        "2026—2028年市本级政府债务预算安排情况表",
        "单位：万元",
        table("项目|2026年到期本金|2027年到期本金", "一般债务|100|99", "专项债务|50|51"),
        scope="government",
    )
    assert {row.table_year for row in found.tables} == {2026}


def test_a_project_leads_its_row_whatever_kind_of_bond_pays_for_it() -> None:
    found = amounts(
        "2023年度地方政府债券使用情况表",
        "序号|项目名称|项目领域|项目主管部门|项目实施单位|债券性质|债券规模|发行时间",
        "1|老旧小区改造项目|市政|区住房局|城建公司|一般债券|9,000.00|2023年5月",
        "2|妇幼保健院项目|卫生|区卫生局|区医院|专项债券|1,200.00|2023年6月",
    )
    assert [a.row_label for a in found] == ["老旧小区改造项目", "妇幼保健院项目"]
    assert {a.table_code for a in found} == {"debt_bond_projects"}


def test_a_bare_sum_beside_basic_and_project_outlays_is_their_total() -> None:
    rows = ("部门名称|合计|基本支出|项目支出", "市财政局|300|200|100", "市教育局|500|100|400")
    found = amounts("2026年市级部门预算支出表", *rows)
    assert [a.measure for a in found][:3] == ["total", "basic", "project"]
    alone = amounts("2026年市级部门预算支出表", "部门名称|合计", "市财政局|300", "市教育局|500")
    assert {a.measure for a in alone} == {"budget"}


BONDS = (
    "项目名称|项目类型|总投资|发行债券金额|发行日期|利率|期限|累计使用|使用进度（%）|债券类型",
    "合计||29,961.28|7,000||||4,965.27|70.93%|",
    "排水系统改造工程|市政|19,961.28|3,000|2025/4/17|1.70%|10年|1,965.27|65.51%|一般债券",
    "河道整治工程|水利|10,000|4,000|2025年8月12日|1.93%|10年、20年|3,000|75%|专项债券",
)


def test_dates_and_terms_between_figures_are_facts_of_the_row_and_no_labels() -> None:
    """Dates of issue were the labels of what was used of each bond in one city's list, terms in
    another's.
    """
    found = read("2025年新增债券资金使用情况表", "单位：万元", table(*BONDS), scope="government")
    used = [(a.row_label, a.amount_printed) for a in found.amounts if a.column_label == "累计使用"]
    assert used == [
        ("合计", "4,965.27"),
        ("排水系统改造工程", "1,965.27"),
        ("河道整治工程", "3,000"),
    ]
    assert len({a.row_label for a in found.amounts}) == 3


@pytest.mark.parametrize("kind", ["类别", "类型", "项目类别"])
def test_words_that_name_rows_right_of_figures_begin_a_list_beside_them(kind: str) -> None:
    found = read(
        "2026年全市政府性基金预算收支表",
        "单位：万元",
        table(
            f"收入{kind}|预算数|支出{kind}|预算数",
            "土地出让收入|1,000|城乡社区支出|900",
            "污水处理费收入|200|债务付息支出|300",
        ),
        scope="government",
    )
    assert [(a.row_label, a.amount_printed) for a in found.amounts] == [
        ("土地出让收入", "1,000"),
        ("城乡社区支出", "900"),
        ("污水处理费收入", "200"),
        ("债务付息支出", "300"),
    ]


def columns_of(title: str, *rows: str) -> list[tuple[str, str]]:
    """Return each column's header and measure in the first row with figures."""
    found = read(title, "单位：万元", table(*rows), scope="government")
    first = found.amounts[0].row_no
    return [(a.column_label, a.measure) for a in found.amounts if a.row_no == first]


def test_three_expenses_beside_each_other_hold_what_their_table_does() -> None:
    head = (
        "单位|合计|因公出国（境）费|公务用车购置及运行费|<|公务接待费",
        "^|^|^|公务用车购置费|公务用车运行费|^",
    )
    rows = (*head, "市教育局|50.5|0.5|10|20|20")
    found = columns_of("2026年市本级“三公”经费预算表", *rows)
    assert {measure for _, measure in found} == {"budget"}
    whole = read("2026年市本级“三公”经费预算表", "单位：万元", table(*rows), scope="government")
    assert [amount.item for amount in whole.amounts][1:] == [
        "overseas_travel",
        "vehicle_purchase",
        "vehicle_operation",
        "reception",
    ]


def test_versions_over_the_three_expenses_say_what_they_hold() -> None:
    head = (
        "单位|2025年预算数|<|2026年预算数|<",
        "^|公务接待费|因公出国（境）费|公务接待费|因公出国（境）费",
    )
    found = columns_of("2026年市本级“三公”经费预算表", *head, "市教育局|2|3|4|5")
    before, now = "previous_year_budget", "budget"
    assert [measure for _, measure in found] == [before, before, now, now]


def test_parts_of_basic_outlays_are_named_and_their_sum_is_the_total() -> None:
    head = ("部门名称|合计|基本支出|<|<|项目支出", "^|^|小计|人员经费|公用经费|^")
    found = columns_of("2026年市级部门预算支出汇总表", *head, "市教育局|500|300|250|50|200")
    assert [measure for _, measure in found] == [
        "total",
        "basic",
        "basic.personnel",
        "basic.operating",
        "project",
    ]


def test_kinds_of_debt_beside_a_new_limit_are_of_it() -> None:
    rows = ("地区|新增债务限额合计|一般债务|专项债务", "市本级|1,800|600|1,200")
    found = columns_of("2025年市级新增政府债务限额分配表", *rows)
    assert [measure for _, measure in found] == [
        "new_limit",
        "new_limit.general",
        "new_limit.special",
    ]


def test_what_a_bond_brings_for_a_project_was_issued() -> None:
    rows = ("项目名称|总投资|债券额度", "河道整治工程|9,000|1,200", "农村公路工程|5,000|800")
    found = columns_of("2025年地方政府新增债券使用情况表", *rows)
    assert [measure for _, measure in found] == ["amount", "issued"]
