"""Codes of rows: inferred, parted over columns, beside codes of units."""

from __future__ import annotations

import pytest

from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read


def test_an_inferred_code_brings_the_lines_it_belongs_to() -> None:
    found = read(
        "表1 收支总表",
        "单位：万元",
        table(
            "收入|<|支出|<",
            "项目|预算数|项目|预算数",
            "一、财政拨款|5.00|一、公共安全支出|5.00",
            "||司法|5.00",
            "||行政运行|5.00",
        ),
    )
    assert facts(found.amounts[1:], "function_code", "code_origin", "row_path") == [
        ("204", "inferred", []),
        ("20406", "inferred", ["一、公共安全支出"]),
        ("2040601", "inferred", ["一、公共安全支出", "司法"]),
    ]


def test_codes_of_units_beside_those_of_the_classification_are_not_mixed_with_them() -> None:
    found = read(
        "表1-2",
        "部门支出总表",
        "单位：万元",
        table(
            "项目|<|<|<|<|合计|基本支出|项目支出",
            "科目编码|<|<|单位代码|单位名称（科目）|^|^|^",
            "类|款|项|^|^|^|^|^",
            "||||合计|10.00|6.00|4.00",
            "||||某市某局|10.00|6.00|4.00",
            "201|03|01|301001|行政运行|6.00|6.00|",
            "208|05|05|301001|机关事业单位基本养老保险缴费支出|4.00||4.00",
        ),
    )
    assert facts(
        [a for a in found.amounts if a.measure == "total"],
        "function_code",
        "row_label",
        "unit_name",
        "item",
    ) == [
        (None, "合计", None, "expenditure.total"),
        (None, "某市某局", "某市某局", "unit"),
        ("2010301", "行政运行", None, None),
        ("2080505", "机关事业单位基本养老保险缴费支出", None, None),
    ]


LINES_OF_A_CLASS = tuple(f"201{n:02}|第{n}项事务|1.00" for n in range(1, 21))


def test_codes_under_a_head_over_codes_and_names_are_read_though_their_column_says_the_total() -> (
    None
):
    # Guyuan 2026 p. 82-88: 项目 stands over both columns, and the total's label in the first.
    found = read(
        "表1 一般公共预算支出表",
        "单位：万元",
        table("项目|<|预算数", "合计||20.00", "201|一般公共服务支出|20.00", *LINES_OF_A_CLASS),
    )
    assert facts(found.amounts[:3], "function_code", "row_label") == [
        (None, "合计"),
        ("201", "一般公共服务支出"),
        ("20101", "第1项事务"),
    ]


def test_numbers_of_lines_under_a_head_over_two_columns_are_no_codes() -> None:
    # Three digits alone may number lines: a code of a 款 must be among them.
    found = read(
        "表1 一般公共预算支出表",
        "单位：万元",
        table(
            "项目|<|预算数",
            "合计||20.00",
            *(f"{200 + n}|第{n}项事务|1.00" for n in range(1, 21)),
        ),
    )
    assert {amount.code_origin for amount in found.amounts} == {None}


def test_a_three_digit_code_of_a_unit_is_no_class() -> None:
    found = read(
        "一般公共预算“三公”经费支出预算表",
        "单位：万元",
        table(
            "单位编码|单位名称|当年财政拨款预算安排|<|<",
            "^|^|合计|因公出国（境）费用|公务接待费",
            "301|某市某中心|5.00|1.00|4.00",
        ),
    )
    assert facts(found.amounts, "economic_code", "unit_name", "item", "measure") == [
        (None, "某市某中心", "three_public_total", "amount"),
        (None, "某市某中心", "overseas_travel", "amount"),
        (None, "某市某中心", "reception", "amount"),
    ]


def test_a_coded_row_under_another_name_than_its_codes_is_a_project() -> None:
    found = read(
        "一般公共预算项目支出预算表",
        "单位：万元",
        table(
            "科目编码|<|<|单位名称（科目）|金额",
            "类|款|项|^|^",
            "201|03|02|一般行政管理事务|4.00",
            "201|03|02|信息化运维项目|4.00",
        ),
    )
    assert facts(found.amounts, "function_code", "project_name") == [
        ("2010302", None),
        ("2010302", "信息化运维项目"),
    ]


def test_a_class_printed_without_its_code_in_a_table_of_economic_items_is_inferred() -> None:
    found = read(
        "一般公共预算基本支出预算表",
        "单位：万元",
        table(
            "科目编码|<|科目名称|合计|人员经费|公用经费",
            "类|款|^|^|^|^",
            "||工资福利支出|7.00|7.00|",
            "301|01|基本工资|7.00|7.00|",
        ),
    )
    assert facts(found.amounts[::2], "economic_code", "code_origin", "row_path") == [
        ("301", "inferred", []),
        ("30101", "printed", []),
    ]


@pytest.mark.parametrize(
    "codes",
    [
        ("208", "20805", "2080505"),
        ("208", "208.05", "208.05.05"),
        ("２０８", "208-05", "208-05-05"),
        ("208", "208 05", "208 05 05"),
    ],
)
def test_codes_parted_between_their_levels(codes: tuple[str, str, str]) -> None:
    rows = [
        f"{code}|{name}|1.00|1.00|"
        for code, name in zip(
            codes, ("社会保障和就业支出", "行政事业单位养老支出", "养老保险缴费"), strict=True
        )
    ]
    found = read(
        "部门支出总表", "单位：万元", table("科目编码|科目名称|合计|基本支出|项目支出", *rows)
    )
    assert facts(found.amounts[::2], "function_code", "row_label", "measure") == [
        ("208", "社会保障和就业支出", "total"),
        ("20805", "行政事业单位养老支出", "total"),
        ("2080505", "养老保险缴费", "total"),
    ]


def test_the_form_of_projects_of_the_integrated_budget_system() -> None:
    found = read(
        "表10",
        "项目支出表",
        "单位：万元",
        table(
            "类型|项目名称|项目单位|合计|本年拨款|<|财政拨款结转结余|<|财政专户管理资金",
            "^|^|^|^|一般公共预算|政府性基金预算|一般公共预算|政府性基金预算|^",
            "合计|||10.00|8.00||1.00||1.00",
            "特定目标类|办公楼维修项目|某市某局服务中心|6.00|4.00||1.00||1.00",
            "其他运转类|信息化运维经费|某市某局|4.00|4.00||||",
        ),
    )
    assert [amount.measure for amount in found.amounts[:4]] == [
        "total",
        "current_year.general_public_budget",
        "carryover.general_public_budget",
        "special_account",
    ]
    rows = facts(
        [amount for amount in found.amounts if amount.measure == "total"],
        "row_label",
        "project_name",
        "unit_name",
        "item",
        "row_role",
    )
    assert rows == [
        ("合计", None, None, "expenditure.total", "total"),
        ("办公楼维修项目", "办公楼维修项目", "某市某局服务中心", "project", "item"),
        ("信息化运维经费", "信息化运维经费", "某市某局", "project", "item"),
    ]


def test_a_row_with_project_subject_and_economic_item_is_read_by_all_of_its_columns() -> None:
    found = read(
        "项目支出预算表",
        "单位：元",
        table(
            "项目分类|项目代码|项目名称|项目单位|功能科目编码|功能科目名称|经济科目编码|"
            "经济科目名称|合计|一般公共预算",
            "事业发展类|530100210000000000001|信息化建设项目|某市某局|2010302|一般行政管理事务|"
            "30227|委托业务费|6,000.00|6,000.00",
        ),
    )
    assert facts(
        found.amounts[:1],
        "row_label",
        "function_code",
        "economic_code",
        "project_name",
        "unit_name",
    ) == [("委托业务费", "2010302", "30227", "信息化建设项目", "某市某局")]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [
                "功能科目名称|总支出|基本支出|项目支出",
                "公共安全支出|6.00|6.00|",
                "司法|6.00|6.00|",
                "行政运行|6.00|6.00|",
            ],
            id="one column of names",
        ),
        pytest.param(
            ["类|款|项|总支出|基本支出|项目支出", "公共安全支出|司法|行政运行|6.00|6.00|"],
            id="three columns of names",
        ),
    ],
)
def test_a_table_that_prints_names_alone_gets_its_codes_inferred(lines: list[str]) -> None:
    found = read("部门支出总表", "单位：万元", table(*lines))
    last = found.amounts[-2]
    assert (last.function_code, last.code_origin, last.measure, last.row_path) == (
        "2040601",
        "inferred",
        "total",
        ["公共安全支出", "司法"],
    )


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("工资福利支出", "商品和服务支出", ["301", "30113", "302", "30215"]),
        # 住房公积金 of the government's classification is 50103, 工资福利支出 of it 50501
        ("机关工资福利支出", "对事业单位经常性补助", [None, None, None, None]),
    ],
)
def test_items_of_the_governments_economic_classification_get_no_code_of_the_departments(
    first: str, second: str, codes: list[str | None]
) -> None:
    found = read(
        "表6",
        "一般公共预算基本支出表",
        "单位：万元",
        table(
            "项目|预算数",
            f"{first}|30.00",
            "住房公积金|30.00",
            f"{second}|20.00",
            "会议费|20.00",
        ),
    )
    assert [amount.economic_code for amount in found.amounts] == codes


def test_codes_between_the_figures_of_a_list_are_of_its_rows() -> None:
    """A list of purchases prints economic codes between 单价 and 预算金额: no second table."""
    found = read(
        "政府采购预算表",
        "单位：元",
        table(
            "科目编码|<|采购项目|采购目录|规格型号|数量|单价|部门经济科目编码|<|"
            "政府经济科目编码|<|预算金额",
            "类|款|^|^|^|^|^|类|款|类|款|^",
            "||合计|||3|3000.00|||||9000.00",
            "206|03|网络维护|C0206运行维护服务|无|1|2000.00|302|27|502|05|2000.00",
            "206|03|更换电脑|A02010104台式计算机||2|3500.00|310|02|506|01|7000.00",
        ),
    )
    amounts = [amount for amount in found.amounts if amount.column_label == "预算金额"]
    assert [amount.row_label for amount in amounts] == [
        "合计",
        "C0206运行维护服务",
        "A02010104台式计算机",
    ]
    codes = ("function_code", "economic_code", "government_economic_code")
    assert facts(amounts, *codes)[1:] == [
        ("20603", "30227", "50205"),
        ("20603", "31002", "50601"),
    ]
    assert "规格型号" not in {amount.column_label for amount in found.amounts}


def test_a_head_that_remarks_makes_no_figure_of_nothing() -> None:
    found = read(
        "政府采购预算表",
        "单位：万元",
        table("采购项目|规格型号|数量|预算金额", "甲|无|1|2.00", "乙|/|2|3.00"),
    )
    assert {amount.column_label for amount in found.amounts} == {"数量", "预算金额"}


def test_codes_that_name_both_sides_are_two_blocks() -> None:
    found = read(
        "某表",
        "单位：万元",
        table("科目编码|金额|科目编码|金额", "30101|1.00|30201|2.00", "30102|3.00|30202|4.00"),
    )
    assert [(a.economic_code, a.amount_printed) for a in found.amounts] == [
        ("30101", "1.00"),
        ("30201", "2.00"),
        ("30102", "3.00"),
        ("30202", "4.00"),
    ]
