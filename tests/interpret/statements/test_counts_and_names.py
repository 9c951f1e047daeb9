"""Visits, people and vehicles counted, and names that stand for codes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.interpret.statements.function_codes import function_code, is_function
from tests.interpret.statements.readings import read

Counts = list[tuple[str, int]]


def _counts(text: str, heading: str) -> Counts:
    found = read(text, heading, year=2024, stage="final_accounts")
    return [(s.topic, int(s.quantity)) for s in found if s.quantity is not None]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "全年使用财政拨款安排出国团组2个、累计5人次。",
            [("overseas_travel.groups", 2), ("overseas_travel.persons", 5)],
        ),
        (
            "公务接待10批次、152人次，全部为国内公务接待。发生国内接待8次，接待人数共120人。",
            [
                ("reception.visits", 10),
                ("reception.persons", 152),
                ("reception.domestic.visits", 8),
                ("reception.domestic.persons", 120),
            ],
        ),
        (
            "国内公务接待12批次96人次。",
            [("reception.domestic.visits", 12), ("reception.domestic.persons", 96)],
        ),
        (
            "公务接待费支出1万元，主要用于检查工作，共接待国内来访团组3个，来宾15人次。",
            [("reception.domestic.visits", 3), ("reception.domestic.persons", 15)],
        ),
        ("公务接待费支出1万元，主要用于接待检查组3个。", []),
        ("公务接待费支出1万元，涉及3个预算单位。", []),
    ],
)
def test_visits_groups_and_persons(text: str, counts: Counts) -> None:
    found = _counts(text, "九、“三公”经费支出情况")
    assert found == [(f"three_public.{topic}", count) for topic, count in counts]


def test_a_change_of_money_behind_counts_is_the_moneys() -> None:
    money, *_ = read(
        "公务接待费0.9万元，国内接待10批次、152人次，比上年减少0.1万元。", "一、“三公”经费"
    )
    assert (money.topic, money.change_yuan) == ("three_public.reception", Decimal("-1000.00"))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "共有车辆102辆，其中，执法执勤用车84辆、老干部服务用车3辆、岗位保障用车5辆。",
            [
                ("vehicles", 102),
                ("vehicles.law_enforcement", 84),
                ("vehicles.retired", 3),
                ("vehicles.unclassified", 5),
            ],
        ),
        (
            "2026年拟新增配置公务用车6辆，其中，执法执勤用车6辆；新增配备单位价值50万元以上设备2台。",
            [
                ("purchase_vehicles", 6),
                ("purchase_vehicles.law_enforcement", 6),
                ("purchase_large_equipment", 2),
            ],
        ),
    ],
)
def test_vehicles_held_and_vehicles_to_come(text: str, counts: Counts) -> None:
    found = _counts(text, "一、国有资产占有使用情况")
    assert found == [(f"assets.{topic}", count) for topic, count in counts]


def test_projects_counted_behind_the_figure() -> None:
    found = _counts("共计31个一级项目实行绩效目标管理。", "三、预算绩效情况说明")
    assert found == [("performance.projects", 31)]


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("行政运行（2010401）", "2010401"),
        ("公共安全支出（204类）司法（06款）行政运行（01项）", "2040601"),
        ("国防支出（类）国防动员（款）交通战备（项）", "2030604"),
        ("一般公共服务（类）支出财政事务（款）行政运行（项）", "2010601"),
    ],
)
def test_codes_beside_names(subject: str, code: str) -> None:
    assert (is_function(subject), function_code(subject)) == (True, code)


@pytest.mark.parametrize(
    "subject", ["其他支出（399）", "工资福利支出（类）", "基本工资（款）支出", "办公费"]
)
def test_names_of_the_economic_classification_are_no_function(subject: str) -> None:
    assert not is_function(subject)


@pytest.mark.parametrize(
    ("heading", "text", "topics"),
    [
        (
            "一、支出情况",
            "按功能分类支出划分为一般公共服务支出5万元。主要是2014099其他信访事务支出，2万元。",
            ["function", "function"],
        ),
        ("一、支出情况", "学校各项支出总计9万元。", ["expenditure.total"]),
        ("二、收入情况", "上年实户资金余额9万元。", ["revenue.carryover.other"]),
        ("三、“三公”经费", "本部门无2025年结转的“三公”经费支出。", ["revenue.carryover.item"]),
        ("四、说明", "无政府性基金预算财政拨款收入支出的，仍保留该表格式。", []),
        (
            "五、采购支出情况",
            "政府采购支出9万元，授予中小企业合同金额8万元。",
            ["procurement.total", "procurement.reserved_sme"],
        ),
        ("六、支出情况", "培训经费15万，共培训15万人。", ["expenditure.item"]),
        ("一、主要职责", "覆盖资金15万。", []),
        ("二、年度工作任务", "收缴国有资本收益4.35亿元，增长30%。", []),
        ("二、收入情况", "收缴国有资本收益4.35亿元。", ["revenue.state_capital"]),
    ],
)
def test_what_else_is_spoken_of(heading: str, text: str, topics: list[str]) -> None:
    assert [s.topic for s in read(text, heading)] == topics


def test_each_name_has_its_own_bracket() -> None:
    new, carried = read("新增转移支付（127.92亿元）、上年结转（20.41亿元）。", "一、收入情况说明")
    assert (new.amount_yuan, carried.amount_yuan) == (
        Decimal("12792000000.00"),
        Decimal("2041000000.00"),
    )


def test_what_brackets_deny_is_not_said_of_the_subject() -> None:
    (found,) = read(
        "收入全部为一般公共预算拨款（无政府性基金预算拨款），包括：一般公共预算拨款收入187万元。",
        "三、财政拨款收支总表的说明",
    )
    assert (found.topic, found.amount_yuan) == (
        "revenue.general_public_budget",
        Decimal("1870000.00"),
    )
