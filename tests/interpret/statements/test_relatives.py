"""Each mechanism of prose with its relatives: other nouns, other order, other signs, other units.

The sentences are our own, in the wording of papers of many places; `facts` says how they are read.
"""

from __future__ import annotations

import pytest

from tests.interpret.statements.readings import facts

SPENT_OUT_OF_REVENUE = [
    (
        "支出预算90万元，其中一般公共预算拨款支出80万元、事业收入支出5万元、其他收入支出3万元、上年结转2万元。",
        [
            "expenditure.total 90",
            "general_public_budget.total 80",
            "expenditure.item 5",
            "expenditure.item 3",
            "expenditure.carryover 2",
        ],
    ),
    (
        "2026年收入预算90万元，其中：财政拨款80万元、用事业基金弥补收支差额6万元、上年结转4万元。",
        [
            "revenue.total 90",
            "revenue.appropriation 80",
            "revenue.non_appropriation_balance 6",
            "revenue.carryover 4",
        ],
    ),
    (
        "预算支出90万元，其中：政府性基金拨款支出0万元，上年实户资金余额支出7万元。",
        ["expenditure.total 90", "government_fund.total 0", "expenditure.carryover 7"],
    ),
    (
        "政府性基金收入支出均为0万元。",
        ["government_fund.total 0"],
    ),
]
ECONOMIC_ITEMS = [
    ("对个人和家庭的补助支出（类）26万元", ["appropriation.individual_and_family_subsidies 26"]),
    ("（5）住房公积金（款）支出34万元。用于缴纳公积金。", ["expenditure.item 34"]),
    ("（6）提租补贴（款）支出75万元。用于发放补贴。", ["expenditure.item 75"]),
    ("（4）绩效工资（款）支出36.28万元。用于发放绩效工资。", ["expenditure.item 36.28"]),
]
CODED = [
    (
        "1.201（类）一般公共服务支出03（款）政府办公厅（室）及相关机构事务01（项）行政运行：2026年预算数为1200万元，"
        "比上年执行数增加100万元，增长9.09%。",
        ["function @2010301 1200 ~100 %9.09"],
    ),
    ("208类社会保障和就业支出05款行政事业单位养老支出60万元。", ["function @20805 60"]),
    ("2.205教育支出预算数为10万元。", ["function @205 10"]),
    (
        "教育支出（205类）进修及培训（08款）培训支出（03项）：年初预算10万元，决算支出8万元。",
        ["function.initial_budget @2050803 10", "function @2050803 8"],
    ),
    (
        "14.用于教育事业的彩票公益金支出（2296004），2026年预算数为109.5万元，与上年一致。",
        ["function @2296004 109.5"],
    ),
    ("用于体育事业的彩票公益金支出（2296003）20万元。", ["function @2296003 20"]),
]
SAID_AGAIN = [
    (
        "行政运行（2040601）10万元。主要用于：人员支出。2025年执行数为9万元，2026年预算安排10万元，比上年增加11%。",
        ["function @2040601 10 %11", "function.previous_year 9"],
    ),
    (
        "公务接待费8万元。上年预算数为9万元，2026年预算数8万元，减少1万元。",
        ["three_public.reception 8 ~-1", "three_public.reception.previous_year 9"],
    ),
    (
        "住房公积金（2210201）207万元。2025年执行数为241万元，2026年预算安排170万元，比上年减少29%。",
        ["function @2210201 207", "function.previous_year 241", "function @2210201 170 %-29"],
    ),
]
COUNTS_IN_BRACKETS = [
    (
        "公务接待费5万元，国内公务接待65批次（其中外事接待2批次），520人次（其中外事接待9人次）。",
        [
            "three_public.reception 5",
            "three_public.reception.domestic.visits #65",
            "three_public.reception.foreign.visits #2",
            "three_public.reception.domestic.persons #520",
            "three_public.reception.foreign.persons #9",
        ],
    ),
    (
        "固定资产250万元，其中：房屋180万元（5,600平方米），车辆70万元（6辆）。",
        ["assets.fixed 250", "assets.housing 180 #5600", "assets.vehicles 70 #6"],
    ),
    (
        "固定资产250万元，其中：土地180万元(120亩)，单价100万元以上设备50万元(3台)。",
        ["assets.fixed 250", "assets.land 180 #120", "assets.large_equipment 50 #3"],
    ),
]
WHOLE_OF_THE_PASSAGE_BEFORE = [
    (
        "机关运行经费120万元，比上年增加5万元，主要原因是物业费上涨。其中：办公费20万元，邮电费3万元。",
        ["operating_expenses 120 ~5", "operating_expenses.item 20", "operating_expenses.item 3"],
    ),
    (
        "机关运行经费120万元，其中：\n（1）办公费（款）支出20万元。\n（2）会议费（款）支出3万元。",
        ["operating_expenses 120", "operating_expenses.item 20", "operating_expenses.item 3"],
    ),
    (
        "2026年拟购置车辆2辆。其中：机要通信用车1辆、应急保障用车1辆。",
        [
            "assets.purchase_vehicles #2",
            "assets.purchase_vehicles.confidential #1",
            "assets.purchase_vehicles.emergency #1",
        ],
    ),
]
COUNTED_PROJECTS = [
    (
        "本部门共34个项目纳入绩效目标管理，涉及财政性资金合计3,558.05万元，占财政性资金总额的比例为100%。",
        ["performance.projects 3558.05 /100 #34"],
    ),
    ("本部门涉及一级预算项目10个，预算资金2385万元。", ["performance.projects 2385 #10"]),
    (
        "组织对5个政府性基金预算项目开展绩效自评，共涉及资金40万元，占项目支出总额的100%。",
        ["performance.projects 40 /100 #5"],
    ),
    ("编制绩效目标的项目12个，涉及预算资金共计500万元。", ["performance.projects 500 #12"]),
]
SCORES = [
    ("信息化项目自评得分为96.5分。", ["performance.projects.score #96.5"]),
    ("部门整体支出绩效评价得分98分，评价等级为优。", ["performance.overall.score #98"]),
    ("照明项目支出绩效评价综合得分83.06分。", ["performance.projects.score #83.06"]),
    ("1.培训项目自评综述：全年预算数10万元，执行数8万元，自评得分：92分。", None),
    ("对15个项目进行了绩效自评，平均得分95.2分。", None),
    ("培训班结业考试平均得分95.2分。", []),
    ("绩效自评得分90分以上的项目优先安排。", []),
]
ONE_CHANGE_FOR_BOTH_SIDES = [
    (
        "收入预算12万元，其中：财政拨款12万元。支出预算12万元，其中：基本支出8万元，项目支出4万元。收支预算较上年均减少5万元，减幅4%。",
        [
            "revenue.total 12 ~-5 %-4",
            "revenue.appropriation 12",
            "expenditure.total 12 ~-5 %-4",
            "expenditure.basic 8",
            "expenditure.project 4",
        ],
    ),
    (
        "收入总计12万元，支出总计12万元，与上年相比，收、支总计各增加2万元。",
        ["revenue.total 12 ~2", "expenditure.total 12 ~2"],
    ),
]
NAMED_ITEMS = [
    ("机场航站楼初步设计评审项目支出304万元。", ["expenditure.item 304"]),
    ("特定目标类项目支出304万元。", ["expenditure.project 304"]),
    ("财务支出205万元，法律事务支出119万元。", ["expenditure.item 205", "expenditure.item 119"]),
    ("财务总支出205万元。", ["expenditure.total 205"]),
    (
        "2026年收入预算2565万元，其中：经费拨款2500万元，纳入预算管理的非税收入拨款65万元。",
        ["revenue.total 2565", "revenue.item 2500", "non_tax_revenue 65"],
    ),
    ("年末结转和结余0.89万元。", ["expenditure.carried_forward 0.89"]),
    (
        "具体安排如下：（一）基本支出：2026年年初预算数为20万元。（二）项目支出：2026年年初预算数为5万元。",
        ["expenditure.basic 20", "expenditure.project 5"],
    ),
    (
        "本年度拟购置固定资产19万元，主要是监测设备，其中：财政拨款购置固定资产7万元，基金购置固定资产6万元。",
        ["assets.purchase_fixed 19", "assets.purchase_fixed 7", "assets.purchase_fixed 6"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPENT_OUT_OF_REVENUE)
def test_what_is_spent_out_of_a_revenue_is_expenditure(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(("text", "expected"), ECONOMIC_ITEMS)
def test_an_item_of_the_economic_classification_is_no_function(
    text: str, expected: list[str]
) -> None:
    assert facts(text, "六、财政拨款基本支出预算表情况说明") == expected


@pytest.mark.parametrize("heading", ["（六）援助其他地区支出（类）", "（一）其他支出（类）"])
def test_a_division_under_the_heading_of_its_class_is_a_function(heading: str) -> None:
    (line,) = facts("1.其他支出（款）支出502万元，比上年增加15万元。", heading)
    assert line.startswith("function ")
    assert facts("1.其他支出（款）支出502万元。", "六、基本支出预算情况说明") == [
        "expenditure.item 502"
    ]


@pytest.mark.parametrize(("text", "expected"), CODED)
def test_codes_stand_before_behind_and_among_the_names(text: str, expected: list[str]) -> None:
    assert facts(text, "三、支出决算具体情况", stage="final_accounts") == expected


@pytest.mark.parametrize(("text", "expected"), SAID_AGAIN)
def test_an_amount_said_again_behind_its_base_is_one_statement(
    text: str, expected: list[str]
) -> None:
    assert facts(text, "二、机关运行经费") == expected


@pytest.mark.parametrize(("text", "expected"), COUNTS_IN_BRACKETS)
def test_counts_in_brackets_are_read_beside_what_they_are_parts_of(
    text: str, expected: list[str]
) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(("text", "expected"), WHOLE_OF_THE_PASSAGE_BEFORE)
def test_parts_behind_a_full_stop_belong_to_the_one_statement_before(
    text: str, expected: list[str]
) -> None:
    assert facts(text, "八、机关运行经费和资产") == expected


@pytest.mark.parametrize(("text", "expected"), COUNTED_PROJECTS)
def test_projects_that_are_counted_have_their_amount_and_share(
    text: str, expected: list[str]
) -> None:
    assert facts(text, "十一、预算绩效情况") == expected


@pytest.mark.parametrize(("text", "expected"), SCORES)
def test_scores_are_statements_where_an_evaluation_is_spoken_of(
    text: str, expected: list[str] | None
) -> None:
    found = facts(text, "十、其他情况")
    if expected is None:
        assert any(line.startswith("performance.projects.score #") for line in found)
    else:
        assert found == expected


@pytest.mark.parametrize(("text", "expected"), ONE_CHANGE_FOR_BOTH_SIDES)
def test_one_change_is_said_of_both_sides(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(("text", "expected"), NAMED_ITEMS)
def test_named_items_are_told_from_the_wholes_of_like_names(text: str, expected: list[str]) -> None:
    assert facts(text, "二、收支情况") == expected


def test_what_the_year_before_left_at_its_end_is_carried_into_this() -> None:
    chapter = "八、上年结转情况说明"
    assert facts("2025年年末工资变动结转0.89万元。", chapter) == ["revenue.carryover.item 0.89"]
    assert facts("年末工资变动结转0.89万元。", chapter) == ["expenditure.carried_forward 0.89"]


def test_a_title_over_the_notes_ends_the_headings_before_it() -> None:
    text = "二、机关运行经费\n2026年单位预算编制说明\n预算安排90万元，比上年增加5万元。"
    assert facts(text, "一、其他相关情况说明") != ["operating_expenses 90 ~5"]
