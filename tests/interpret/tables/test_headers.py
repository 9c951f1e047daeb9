"""Header words to measures: paths as printed in real disclosures, and what they mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.interpret.tables.columns.sum_score import closing
from budgetflow.interpret.tables.headers.measures import Frame, compose, settle
from budgetflow.interpret.tables.headers.rows import header_height, is_column_numbers
from budgetflow.interpret.tables.headers.terms import header_term
from budgetflow.interpret.text.items import three_public_item
from tests.interpret.grids import table


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("财政拨款（补助）小计", "appropriation"),
        ("一般公共\n预算拨款\n收入", "general_public_budget"),
        ("上级一般公共预算安排的转移支付", "general_transfer"),
        ("政府性基\n金预算拨\n款收入", "government_fund"),
        ("国有资本经营预算资金", "state_capital"),
        ("财政专户（教育收费）", "special_account"),
        ("单位资金", "unit_funds"),
        ("事业单位\n经营支出", "business_operations"),
        ("事业收入", "business_revenue"),
        ("事业收入（不含教育收费）", "business_revenue"),
        ("对附属单位补助支出", "subsidies_to_subordinates"),
        ("附属单位上缴收入", "subordinate_remittances"),
        ("上缴上级支出", "remitted_to_superior"),
        ("上年结余、结转", "carryover"),
        ("财政拨款 结转", "appropriation_carryover"),
        ("非财政拨款结转结余", "other_carryover"),
        ("结转下年资金", "carried_forward"),
        ("单位预留机动经费", "reserve"),
        ("资本性支出（基本建设）", "capital_construction"),
        ("对企业补助（基本建设）", "enterprise_capital"),
        ("对社会保障基金补助", "social_security_fund_subsidies"),
        ("总支出", "total"),
        ("年初结转和结余", "opening_balance"),
        ("年末财政拨款结转和结余", "closing_balance"),
        ("全年预算数", "adjusted_budget"),
        ("年初预算数", "budget"),
        ("专项业务经费支出", "project"),
        ("机关资本性支出（二）", "capital_construction"),
        ("机关资本性支出（一）", "capital_other"),
        ("对企业资本性支出", "enterprise_capital"),
        ("对事业单位经常性补助", "institution_subsidies"),
        ("对事业单位资本性补助", "institution_capital"),
        ("债务还本支出", "debt_repayment"),
        ("日常公用支出", "operating"),
        ("人员支出", "personnel"),
        ("扣除基建项目后预算数", "excluding_capital_construction"),
        ("2026年预算数", "current_year"),
        ("2025年", "previous_year"),
        ("增减变化金额", "change"),
        ("增减比例（%）", "change_percent"),
        ("预算数（万元）", "budget"),
        ("支出预算", "-"),
        ("无人知晓的一列", None),
    ],
)
def test_words_of_one_header_cell(words: str, term: str | None) -> None:
    assert header_term(words, 2026) == term


@pytest.mark.parametrize(
    ("code", "path", "measure"),
    [
        ("revenue", ["财政拨款", "小计"], "appropriation"),
        ("revenue", ["财政拨款", "一般公共预算"], "general_public_budget"),
        ("revenue", ["本年收入", "小计"], "current_year"),
        ("revenue", ["上年结转结余", "一般公共预算资金"], "carryover.general_public_budget"),
        ("revenue", ["财政专户拨款收入", "教育收费"], "special_account.education_fees"),
        ("revenue", ["其他资金收入", "其他收入"], "other_revenue"),
        ("revenue", ["单位资金", "上级补助收入"], "superior_subsidies"),
        ("expenditure", ["支出预算", "合计"], "total"),
        ("expenditure", ["2026年政府采购项目", "小计"], "government_procurement"),
        (
            "expenditure",
            ["2026年政府采购项目", "其中：预留给中小企业的项目资金规模"],
            "government_procurement.small_and_medium",
        ),
        ("general_budget_expenditure", ["一般公共预算支出", "基本支出", "小计"], "basic"),
        ("general_budget_expenditure", ["基本支出", "人员经费"], "basic.personnel"),
        (
            "general_budget_expenditure",
            ["项目支出", "扣除基建项目后预算数"],
            "project.excluding_capital_construction",
        ),
        ("general_budget_basic_expenditure", ["一般公共预算基本支出", "人员经费"], "personnel"),
        ("general_budget_basic_expenditure", ["基本支出预算", "小计"], "total"),
        ("general_budget_project_expenditure", ["项目支出 合计"], ""),
        (
            "general_budget_project_expenditure",
            ["项目支出", "商品和服务支出"],
            "goods_and_services",
        ),
        ("carryover", ["财政拨款", "基本支出", "人员经费"], "appropriation.personnel"),
        ("carryover", ["非财政拨款", "项目支出"], "other.project"),
        (
            "project_expenditure",
            ["2026年预算", "财政拨款", "一般公共预算拨款"],
            "current_year.general_public_budget",
        ),
        ("expenditure", ["财政拨款", "无人知晓的一列"], "unmapped"),
    ],
)
def test_paths_of_header_cells(code: str, path: list[str], measure: str) -> None:
    assert compose(path, Frame(code, 2026)) == measure


def test_columns_of_one_table_are_told_apart_together() -> None:
    assert settle(["current_year.total", "current_year.general_public_budget", "carryover"])[
        1:
    ] == ["general_public_budget", "carryover"]
    assert (
        settle(
            [
                "total",
                "current_year",
                "current_year.general_public_budget",
                "carryover.general_public_budget",
            ]
        )[2]
        == "current_year.general_public_budget"
    )
    assert settle(["total"]) == ["amount"]
    assert settle(["total"], several_blocks=True) == ["amount"]
    assert settle(["budget", "budget.basic.personnel", "budget.project"]) == [
        "total",
        "basic.personnel",
        "project",
    ]
    assert settle(["budget", "final"]) == ["budget", "final"]


@pytest.mark.parametrize(
    ("lines", "height"),
    [
        (["项目|预算数", "一、教育支出|"], 1),
        (["收入|<|支出|<", "项目|预算数|项目|预算数", "一、财政拨款|5.00||"], 2),
        (["科目|<|支出|<", "类|款|合计|项目支出", "※|※|1|2", "205|01|1.00|1.00"], 3),
        (["205|教育支出|1.00"], 0),
        (["|合计|1.00"], 0),
        (["二、外交支出||三、国防支出|"], 0),
        (["一、政府采购情况|<|<", "项目|行次|采购预算", "货物|1|5.00"], 2),
        (["一、本年收入|<|<", "财政拨款|5.00|"], 0),
        (
            [
                "“三公”经费支出内容|合计|资金来源|<",
                "^|^|一般公共预算|政府性基金",
                "因公出国（境）费|||",
            ],
            2,
        ),
        # Groups without merged cells, as a text or a CSV has them: blank, or repeated.
        (["地区|限|||余||", "|甲|乙|丙|甲|乙|丙", "全县|3|1|2|3|1|2", "东镇|3|1|2|3|1|2"], 2),
        (["地区|限|限|余|余", "地区|甲|乙|甲|乙", "全县|3|1|2|3", "东镇|3|1|2|3"], 2),
        (["地区|限|余", "|31|12", "全县|3|1", "东镇|3|1"], 1),
        (["地区|限|余", "全县|甲|乙", "东镇|3|1", "西镇|3|1"], 0),
    ],
)
def test_how_many_rows_are_header(lines: list[str], height: int) -> None:
    assert header_height(list(table(*lines).grid())) == height


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("栏次|1|2|3=2/1|4|5=2/4-1", True),
        ("|1|2|3=2/1×100%|4|5=(2-4)/4", True),
        ("次|①|②|③=②/①|④|⑤", True),
        ("小计|1|2|4|5|7", False),
        ("※|※|1|2|3", True),
        ("栏次|1|2|3=1+2", True),
        ("类|款|项|※|1|2", True),
        ("类|款|项", False),
        ("1|教育|3.00", False),
        ("合计|1|5", False),
    ],
)
def test_rows_that_only_number_the_columns(line: str, numbers: bool) -> None:
    assert is_column_numbers(table(line).grid()[0]) is numbers


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("公务用车购置及运行维护费", "vehicles"),
        ("其中：（1）公务用车购置费", "vehicle_purchase"),
        ("2.公务用车运行维护费", "vehicle_operation"),
        ("购置费", "vehicle_purchase"),
        ("因公出国（境）费用", "overseas_travel"),
        ("公务接待费", "reception"),
        ("会议费", "meetings"),
        ("“三公”经费合计", "three_public_total"),
        ("机关运行经费预算数", "operating_expenses"),
        ("合计", None),
    ],
)
def test_three_public_items(words: str, item: str | None) -> None:
    assert three_public_item(words) == item


def test_sums_close_or_do_not() -> None:
    measures = ["total", "basic", "project", "basic.personnel", "basic.operating"]
    good = {
        "total": Decimal("3.00"),
        "basic": Decimal("2.00"),
        "project": Decimal("1.00"),
        "basic.personnel": Decimal("2.00"),
    }
    bad = good | {"project": Decimal("1.50")}
    assert (closing([good], measures).held, closing([good], measures).formed) == (2, 2)
    assert closing([good, bad], measures).share == Decimal("0.75")
    assert closing([{}], measures).formed == 0


def test_a_rate_below_a_change_of_years_is_a_rate() -> None:
    frame = Frame("general_budget_expenditure", 2026)
    assert compose(["2026年预算数比2025年预算数增减", "增减%"], frame) == "change_percent"
    assert compose(["2026年预算数比2025年预算数增减", "增减额"], frame) == "change"


def test_economic_classes_of_basic_and_of_project_expenditure_side_by_side() -> None:
    paths = [
        ["总计"],
        ["基本支出", "合计"],
        ["基本支出", "工资福利支出"],
        ["项目支出", "合计"],
        ["项目支出", "工资福利支出"],
    ]
    measures = settle([compose(path, Frame("expenditure", 2026)) for path in paths])
    assert measures == [
        "total",
        "basic",
        "basic.wages_and_welfare",
        "project",
        "project.wages_and_welfare",
    ]
