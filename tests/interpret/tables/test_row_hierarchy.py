"""What a row stands under, and whose it is: units, projects, sections and parts, in tables as they
are printed.
"""

from __future__ import annotations

import pytest

from budgetflow.interpret.rows_model import Amount
from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read


def paths(amounts: list[Amount]) -> list[tuple[object, ...]]:
    return [(amount.row_label, amount.row_path) for amount in amounts]


def test_rows_below_a_unit_stand_under_that_unit_and_no_other() -> None:
    found = read(
        "表11 部门预算基本支出预算表",
        "单位：万元",
        table(
            "支出项目类别（资金使用单位）|总计|财政拨款",
            "合计|10.00|10.00",
            "某市某局（本级）|6.00|6.00",
            "工资福利支出|4.00|4.00",
            "商品和服务支出|2.00|2.00",
            "某市某局服务中心|4.00|4.00",
            "工资福利支出|4.00|4.00",
        ),
    )
    assert paths(found.amounts[::2]) == [
        ("合计", []),
        ("某市某局（本级）", []),
        ("工资福利支出", ["某市某局（本级）"]),
        ("商品和服务支出", ["某市某局（本级）"]),
        ("某市某局服务中心", []),
        ("工资福利支出", ["某市某局服务中心"]),
    ]
    assert facts(found.amounts[::2], "unit_name", "item")[1:3] == [
        ("某市某局（本级）", "unit"),
        (None, None),
    ]


def test_a_department_and_its_own_office_under_one_name_are_whole_and_part() -> None:
    found = read(
        "公开02表",
        "收入总表",
        "单位：万元",
        table(
            "部门代码|部门名称|合计|本年收入",
            "|合计|9.00|9.00",
            "085|某市某局|9.00|9.00",
            "085001|某市某局|5.00|5.00",
            "085002|某市某局服务中心|4.00|4.00",
        ),
    )
    assert paths(found.amounts[::2]) == [
        ("合计", []),
        ("某市某局", []),
        ("某市某局", ["某市某局"]),
        ("某市某局服务中心", ["某市某局"]),
    ]


def test_coded_rows_of_several_units_stand_under_their_unit_and_their_codes() -> None:
    found = read(
        "表3 支出总表",
        "单位：万元",
        table(
            "预算单位|科目编码|科目名称|支出总计|基本支出|项目支出",
            "某市某局（本级）|||5.00|4.00|1.00",
            "|208|社会保障和就业支出|5.00|4.00|1.00",
            "|20805|行政事业单位养老支出|5.00|4.00|1.00",
            "某市某局服务中心|||3.00|3.00|0.00",
            "|208|社会保障和就业支出|3.00|3.00|0.00",
        ),
    )
    assert paths(found.amounts[::3]) == [
        ("某市某局（本级）", []),
        ("社会保障和就业支出", ["某市某局（本级）"]),
        ("行政事业单位养老支出", ["某市某局（本级）", "社会保障和就业支出"]),
        ("某市某局服务中心", []),
        ("社会保障和就业支出", ["某市某局服务中心"]),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "部门预算支出经济分类科目",
        "部门支出经济分类科目",
        "部门预算支出经济科目名称",
        "政府预算支出经济分类科目",
    ],
)
def test_a_classification_of_the_department_budget_is_no_unit(head: str) -> None:
    found = read(
        "表6 一般公共预算基本支出表",
        "单位：万元",
        table(
            f"{head}|合计|人员经费|公用经费",
            "合计|3.00|2.00|1.00",
            "[301]工资福利支出|2.00|2.00|",
            "30201-办公费|1.00||1.00",
        ),
    )
    assert {(amount.economic_code, amount.unit_name) for amount in found.amounts} == {
        (None, None),
        ("301", None),
        ("30201", None),
    }


def test_a_project_is_named_by_its_name_and_not_by_its_kind() -> None:
    found = read(
        "公开表11",
        "项目支出预算情况表",
        "单位：万元",
        table(
            "项目名称|项目类别|合计|财政拨款",
            "合计||8.00|8.00",
            "公车统管费用|其他运转类|5.00|5.00",
            "困难群众救助补助资金-救助中心|特定目标类|3.00|3.00",
        ),
    )
    assert facts(found.amounts[::2], "row_label", "project_name", "unit_name", "item") == [
        ("合计", None, None, "expenditure.total"),
        ("公车统管费用", "公车统管费用", None, "project"),
        ("困难群众救助补助资金-救助中心", "困难群众救助补助资金-救助中心", None, "project"),
    ]
    assert [amount.row_path for amount in found.amounts] == [[]] * 6


def test_lines_of_a_list_are_siblings_and_their_left_labels_their_ancestors() -> None:
    found = read(
        "财政拨款政府购买服务明细表",
        "单位：万元",
        table(
            "一级|二级|三级|预算金额",
            "01-公共服务|0103-就业|就业指导服务|1.00",
            "01-公共服务|0115-信息|宣传服务|2.00",
            "02-辅助服务|0201-法律|咨询服务|3.00",
        ),
    )
    assert paths(found.amounts) == [
        ("就业指导服务", ["01-公共服务", "0103-就业"]),
        ("宣传服务", ["01-公共服务", "0115-信息"]),
        ("咨询服务", ["02-辅助服务", "0201-法律"]),
    ]


def test_goods_hang_on_their_project_and_that_on_its_class() -> None:
    found = read(
        "公开表十二",
        "政府采购预算表",
        "单位：万元",
        table(
            "采购品目大类|专项名称|采购物品名称|总计",
            "合计|||9.00",
            "货物|||6.00",
            "|办公设备购置费||6.00",
            "||台式计算机|6.00",
            "服务|||3.00",
            "|物业管理费||3.00",
        ),
    )
    assert paths(found.amounts) == [
        ("合计", []),
        ("货物", []),
        ("办公设备购置费", ["货物"]),
        ("台式计算机", ["货物", "办公设备购置费"]),
        ("服务", []),
        ("物业管理费", ["服务"]),
    ]


def test_parts_without_numbers_are_told_by_what_they_name() -> None:
    found = read(
        "财政拨款“三公”经费支出表",
        "单位：万元",
        table(
            "项目|预算数",
            "“三公”经费|6.00",
            "因公出国（境）费|1.00",
            "公务用车购置及运行维护费|3.00",
            "公务用车购置费|1.00",
            "公务用车运行维护费|2.00",
            "公务接待费|2.00",
        ),
    )
    assert [len(amount.row_path) for amount in found.amounts] == [0, 1, 1, 2, 2, 1]
    assert found.amounts[4].row_path == ["“三公”经费", "公务用车购置及运行维护费"]


def test_a_section_of_the_year_is_above_its_numbered_classes_and_a_carry_over_above_its_parts() -> (
    None
):
    found = read(
        "公开04表",
        "财政拨款收支总表",
        "单位：万元",
        table(
            "收入|<|支出|<",
            "项目|预算数|项目|预算数",
            "一、本年收入|5.00|一、本年支出|6.00",
            "（一）一般公共预算拨款|5.00|（四）公共安全支出|6.00",
            "上年结转结余|1.00||",
            "一、一般公共预算拨款|0.40||",
            "二、政府性基金预算拨款|0.60||",
            "收入总计|6.00|支出总计|6.00",
        ),
    )
    by_label = {amount.row_label: amount.row_path for amount in found.amounts}
    assert by_label["（一）一般公共预算拨款"] == ["一、本年收入"]
    assert by_label["（四）公共安全支出"] == ["一、本年支出"]
    assert by_label["二、政府性基金预算拨款"] == ["上年结转结余"]
    assert by_label["收入总计"] == []


def test_a_unit_printed_once_for_several_rows_holds_for_all_of_them() -> None:
    found = read(
        "财政拨款“三公”经费支出表",
        "单位：万元",
        table(
            "预算单位|年度|总计|因公出国（境）费|公务接待费",
            "某市某局（本级）|2025年|3.00|1.00|2.00",
            "|2026年|5.00|2.00|3.00",
            "某市某局服务中心|2025年|1.00||1.00",
        ),
    )
    assert facts(
        [amount for amount in found.amounts if amount.column_no == 3],
        "unit_name",
        "measure",
        "row_path",
    ) == [
        ("某市某局（本级）", "previous_year", ["某市某局（本级）"]),
        ("某市某局（本级）", "current_year", ["某市某局（本级）"]),
        ("某市某局服务中心", "previous_year", ["某市某局服务中心"]),
    ]
