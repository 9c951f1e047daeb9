"""Projects described by labelled fields."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.prose.project_amounts import arranged_amount
from budgetflow.interpret.prose.project_periods import read_period
from budgetflow.interpret.prose.projects import read_allocations, read_projects
from budgetflow.interpret.text.paragraphs import read_paragraphs
from tests.builders.real import rows_of
from tests.interpret.documents import text_document

WHO = Identity(
    "d1", "甲局", 2026, "budget", "department", None, None, None, None, None, "disclosure", None, ()
)
TEXT = """七、关于甲局2026年一般公共预算项目支出情况说明
（一）项目名称：医疗救助
设立的政策依据：《关于建立制度的实施细则》，并按本地区多年来执行的有关规定和上级部门历年下达的补助资金预算通知安排项目经费的要

求执行。
预算安排规模：151.33 万元
项目承担单位：甲局
资金分配情况：主要用于办公费 6.08 元、委托业务费 60.92 万元和培训费 4 万元。
资金执行时间：2026 年 1 月-12 月
资金来源：财政补助。
补贴标准：10 元/人。
（二）项目名称：雇员经费
预算安排规模：9.60 万元
资金分配情况：9.6 万元全部用于雇员工资、社保
八、关于甲局2026年政府性基金预算情况说明
甲局2026年没有使用政府性基金。"""


def test_projects_and_their_fields() -> None:
    paragraphs = read_paragraphs(text_document(TEXT))
    found = read_projects(paragraphs, WHO, "doc")
    rescue, staff = found.projects
    assert (rescue.name, rescue.amount_yuan, rescue.undertaking_unit) == (
        "医疗救助",
        Decimal("1513300.00"),
        "甲局",
    )
    assert rescue.policy_basis is not None
    assert rescue.policy_basis.endswith("项目经费的要求执行"), "a field goes on behind a page break"
    assert (rescue.period_start, rescue.period_end) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (rescue.funding_source, rescue.subsidy_standard) == ("财政补助", "10元/人")
    assert [(a.name, a.amount_yuan, a.printed) for a in rescue.allocations] == [
        ("办公费", Decimal("6.08"), "6.08元"),
        ("委托业务费", Decimal("609200.00"), "60.92万元"),
        ("培训费", Decimal("40000.00"), "4万元"),
    ]
    assert (staff.name, [(a.name, a.printed) for a in staff.allocations]) == (
        "雇员经费",
        [("雇员工资", "9.6万元")],
    )
    assert len(paragraphs) - 1 not in found.paragraphs, "the next chapter is no part of a project"


def test_a_project_described_under_headings() -> None:
    text = (
        "项目经费情况说明\n一、项目概况\n甲街道社区公共服务中心新建工程，位于乙路。\n"
        "二、立项依据\n根据甲号文件进行建设。\n六、年度预算安排\n安排财政资金25万元。\n"
    )
    (project,) = read_projects(read_paragraphs(text_document(text)), WHO, "doc").projects
    assert (project.name, project.policy_basis, project.amount_yuan) == (
        "甲街道社区公共服务中心新建工程",
        "根据甲号文件进行建设。",
        Decimal("250000.00"),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("喀什地区61万元、和田地区44万元、伊犁州47万元。", ["喀什地区", "和田地区", "伊犁州"]),
        ("自治区本级开展宣传工作经费50万元。", ["自治区本级开展宣传工作经费"]),
        ("根据结算情况，配套结算补助资金。", []),
    ],
)
def test_allocations(text: str, names: list[str]) -> None:
    assert [allocation.name for allocation in read_allocations(text)] == names


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025年1月1日-2025年12月31日", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025年1月1日至2025年12月31日。", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026 年 1 月-12 月", date(2026, 1, 1), date(2026, 12, 31)),
        ("2025年3月-2027年2月", date(2025, 3, 1), date(2027, 2, 28)),
        ("2026年", date(2026, 1, 1), date(2026, 12, 31)),
        ("该项目实施周期暂定为2026年至2027年，作动态调整。", date(2026, 1, 1), date(2027, 12, 31)),
        ("2025—2027年", date(2025, 1, 1), date(2027, 12, 31)),
        ("2026年度至2028年度", date(2026, 1, 1), date(2028, 12, 31)),
        ("自2026年3月起至2027年2月止", date(2026, 3, 1), date(2027, 2, 28)),
        ("2026.01-2026.12", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026/3/1至2026/11/30", date(2026, 3, 1), date(2026, 11, 30)),
        ("实施周期为2026年。", date(2026, 1, 1), date(2026, 12, 31)),
        ("长期", None, None),
        ("2027年至2026年", None, None),
        ("1年", None, None),
        ("2026年13月-14月", None, None),
    ],
)
def test_periods(text: str, start: date | None, end: date | None) -> None:
    assert read_period(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("2026年拟安排该项目一般公共预算2,134.00万元（含上年结转750.00万元）。", "21340000"),
        ("300万元，其中：市级200万元、区级100万元。", "3000000"),
        ("300万元（其中：中央200万元）", "3000000"),
        ("合计300万元，财政拨款200万元，自筹80万元", "3000000"),
        ("一般公共预算100万元、政府性基金50万元。", "1500000"),
        ("第一季度10万元，第二季度20万元，第三季度5万元，第四季度5万元。", "400000"),
        ("2025年安排100万元，2026年拟安排120万元。", "1200000"),
        ("2026年安排120万元，较上年增加20万元。", "1200000"),
        ("项目总投资5000万元，2026年安排1000万元。", "10000000"),
        ("甲地10万元，乙地20万元", None),
        ("按标准安排", None),
    ],
)
def test_what_is_arranged_of_the_amounts_printed(text: str, yuan: str | None) -> None:
    assert arranged_amount(text, 2026) == (Decimal(yuan) if yuan else None)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("1.大厅运行维护项目情况", "大厅运行维护项目"),
        ("1.“大厅运行维护”项目情况说明", "大厅运行维护项目"),
        ("（一）大厅运行维护", "大厅运行维护"),
        ("1.信息系统运维经费", "信息系统运维经费"),
        ("二、重点项目预算绩效目标情况", "优化大厅功能"),
        ("二、项目支出情况说明", "优化大厅功能"),
    ],
)
def test_the_name_is_the_headings_where_that_names_a_project(heading: str, name: str) -> None:
    text = f"{heading}\n（1）项目概述\n优化大厅功能，设立本项目。\n（2）立项依据\n依据条例。\n"
    (project,) = read_projects(read_paragraphs(text_document(text)), WHO, "doc").projects
    assert (project.name, project.policy_basis) == (name, "依据条例。")


def test_each_project_under_its_heading_without_a_description() -> None:
    text = (
        "1.大厅运行项目情况\n（1）立项依据\n依据条例。\n（2）年度预算安排\n20万元。\n"
        "2.系统运维项目情况\n（1）立项依据\n依据办法。\n（2）年度预算安排\n30万元。\n"
    )
    found = read_projects(read_paragraphs(text_document(text)), WHO, "doc").projects
    assert [(p.name, p.amount_yuan) for p in found] == [
        ("大厅运行项目", Decimal(200000)),
        ("系统运维项目", Decimal(300000)),
    ]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "amounts"),
    [
        ("xinshiqu-2026.txt", ["1513300", "96000"]),
        ("ganzhou-2026.txt", ["250000"]),
        ("bayingol-2025.txt", ["770000", "25000", "960000"]),
        (
            "xinjiang-2025.txt",
            [
                "500000",
                "5300000",
                "550000",
                "4800000",
                "6750000",
                "7000000",
                "133141200",
                "1800000000",
                "86330000",
                "16858800",
                "62560000",
            ],
        ),
    ],
)
def test_the_projects_of_the_text_renditions(shared: Path, name: str, amounts: list[str]) -> None:
    found = rows_of(shared / "seeds" / name).projects
    assert [project.amount_yuan for project in found] == [Decimal(amount) for amount in amounts]
    assert all(project.undertaking_unit and project.policy_basis for project in found)


def test_a_project_under_a_heading_with_its_name() -> None:
    text = (
        "（一）社区公益服务项目\n一、项目概述\n面向辖区居民提供服务。\n三、实施主体\n甲街道。"
        "\n六、年度预算安排\n安排资金150.5万元。\n"
        "（二）公共设施维护项目\n一、项目概述\n负责日常维修。\n六、年度预算安排\n300万元。\n"
    )
    found = read_projects(read_paragraphs(text_document(text)), WHO, "doc").projects
    assert [(p.name, p.undertaking_unit, p.amount_yuan) for p in found] == [
        ("社区公益服务项目", "甲街道", Decimal("1505000.00")),
        ("公共设施维护项目", None, Decimal("3000000.00")),
    ]
