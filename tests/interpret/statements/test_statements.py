"""What prose states: topics, amounts, shares, changes, reasons; on sentences of every style seen,
and on the real texts.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from budgetflow.contracts.vocabulary import OF_BUDGET
from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.statements.function_codes import function_code
from tests.builders.real import rows_of
from tests.interpret.statements.builders import one, said

WHO = Identity(
    "d1",
    "甲市民政局",
    2026,
    "budget",
    "department",
    None,
    None,
    None,
    None,
    None,
    "disclosure",
    None,
    (),
)


@pytest.mark.parametrize(
    ("heading", "text", "topic", "amount"),
    [
        ("一、收支情况", "收支总预算238.55万元。", "budget.total", "2385500"),
        (
            "二、收入预算情况说明",
            "一般公共预算237.16万元。",
            "revenue.general_public_budget",
            "2371600",
        ),
        (
            "二、收入预算情况说明",
            "甲市民政局2026年收入预算1,048.73万元。",
            "revenue.total",
            "10487300",
        ),
        (
            "二、收入预算情况说明",
            "财政拨款结转1.39万元。",
            "revenue.carryover.appropriation",
            "13900",
        ),
        ("三、支出预算情况说明", "基本支出77.61万元。", "expenditure.basic", "776100"),
        (
            "五、一般公共预算当年拨款情况说明",
            "项目支出160.93万元。",
            "general_public_budget.project",
            "1609300",
        ),
        ("五、拨款情况", "1.“卫生健康支出”科目37万元，主要用于缴费。", "function", "370000"),
        ("五、拨款情况", "（一）2080501-行政单位离退休32.68万元。", "function", "326800"),
        (
            "（三）支出功能分类说明",
            "2.社会保障和就业支出2026年预算数为495.94万元。",
            "function",
            "4959400",
        ),
        (
            "三、部门预算支出具体情况",
            "广播电视事业发展性支出38万元。",
            "expenditure.item",
            "380000",
        ),
        ("二、收入情况", "非同级财政拨款收入38万元。", "revenue.other_levels", "380000"),
        ("十、“三公”经费", "公务用车购置及运行费10.08万元。", "three_public.vehicles", "100800"),
        (
            "十、“三公”经费",
            "公务用车运行维护费10.08万元。",
            "three_public.vehicle_operation",
            "100800",
        ),
        (
            "（一）因公出国（境）费用",
            "2026年预算安排1.00万元。",
            "three_public.overseas_travel",
            "10000",
        ),
        (
            "三、机关运行经费",
            "2026年本部门机关运行经费安排74.52万元。",
            "operating_expenses",
            "745200",
        ),
        ("（二）政府采购情况", "政府采购服务预算70.33万元。", "procurement.services", "703300"),
        (
            "（二）政府采购情况",
            "面向中小企业预留政府采购项目预算金额0.15万元。",
            "procurement.reserved_sme",
            "1500",
        ),
        ("八、国有资产占用情况", "办公家具价值4.16万元。", "assets.furniture", "41600"),
        (
            "四、委托业务费",
            "2026年委托业务费涉及财拨资金13,075.78万元。",
            "commissioned_services",
            "130757800",
        ),
        ("（二）非税收入情况", "本单位2026年预计非税收入40万元。", "non_tax_revenue", "400000"),
        ("十一、上年结转结余预算情况说明", "非财政拨款0.00万元。", "revenue.carryover.other", "0"),
    ],
)
def test_topics(heading: str, text: str, topic: str, amount: str) -> None:
    statement = one(text, heading)
    assert (statement.topic, statement.amount_yuan) == (
        topic,
        Decimal(amount).quantize(Decimal("0.01")),
    )


def test_one_sentence_with_everything() -> None:
    statement = one(
        "基本支出77.61万元，占32.53%，比上年预算减少13.93万元，下降15.22%，"
        "主要原因是人员减少2人，经费减少。",
        "三、支出预算",
    )
    assert (statement.share_percent, statement.change_yuan, statement.change_percent) == (
        Decimal("32.53"),
        Decimal("-139300.00"),
        Decimal("-15.22"),
    )
    assert (statement.direction, statement.reason, statement.compared_with_year) == (
        "decrease",
        "人员减少2人，经费减少",
        2025,
    )
    assert statement.text.startswith("基本支出77.61万元")


def test_a_change_said_after_the_use_belongs_to_the_amount() -> None:
    statement = one(
        "基本支出5,362.42万元，主要用于保障工资福利100万元，保障运转，比2025年减少5,371.59万元，"
        "主要原因是调整。",
        "支出",
    )
    assert (statement.amount_yuan, statement.change_yuan) == (
        Decimal("53624200.00"),
        Decimal("-53715900.00"),
    )


def test_a_change_in_the_next_sentence_belongs_to_the_amount() -> None:
    statement = one(
        "1．一般公共服务（类）支出13907.78万元，主要用于工资。与上年相比增加1201.5万元，"
        "增长9.46%。主要原因是增资。",
        "（二）支出预算",
    )
    assert (statement.topic, statement.function_code, statement.change_percent) == (
        "function",
        "201",
        Decimal("9.46"),
    )
    assert statement.reason == "增资"


def test_a_change_behind_the_parts_belongs_to_the_whole() -> None:
    whole, basic, project = said(
        "支出预算100万元，其中：基本支出80万元、项目支出20万元。比上年减少5万元，下降4.76%。",
        "支出预算",
    )
    assert (whole.change_percent, basic.change_percent, project.change_percent) == (
        Decimal("-4.76"),
        None,
        None,
    )


def test_another_unit_in_front_of_a_figure_is_no_total_of_the_body() -> None:
    assert one("甲市民政局（本级）预算20万元。", "二、支出具体情况").topic == "expenditure.item"


def test_brackets_are_read_on_their_own() -> None:
    parts = "公务用车购置费0万元，比上年增加0万元；公务用车运行维护费2.5万元，比上年减少1万元"
    whole, purchase, operation = said(
        f"公务用车购置及运行维护费2.5万元（{parts}），比上年减少1万元，下降28.6%。", "“三公”经费"
    )
    assert (whole.topic, whole.change_percent) == ("three_public.vehicles", Decimal("-28.6"))
    assert (purchase.topic, purchase.direction) == ("three_public.vehicle_purchase", "flat")
    assert (operation.topic, operation.change_yuan) == (
        "three_public.vehicle_operation",
        Decimal("-10000.00"),
    )


def test_a_reason_ends_where_the_next_subject_begins() -> None:
    text = (
        "因公出国（境）费增加0.00万元，增长0.00%，主要原因是一是未安排；二是与上年无变动；"
        "公务接待费减少0.28万元，下降39.44%，主要原因是节约。"
    )
    travel, reception = said(text, "“三公”经费")
    assert travel.reason == "一是未安排；二是与上年无变动"
    assert (reception.change_yuan, reception.reason) == (Decimal("-2800.00"), "节约")


def test_a_blank_is_kept_as_a_blank() -> None:
    blank, micro = said(
        "面向中小企业预留政府采购项目预算金额  万元，小微企业预留政府采购项目预算金额 14.4万元。",
        "政府采购",
    )
    assert (blank.topic, blank.amount_yuan, blank.amount_printed) == (
        "procurement.reserved_sme",
        None,
        "",
    )
    assert micro.amount_yuan == Decimal("144000.00")


def test_what_is_not_provided_for_is_no_zero() -> None:
    statement = one("政府性基金预算未安排。", "二、收入预算情况说明")
    assert (
        statement.topic,
        statement.amount_yuan,
        statement.amount_printed,
        statement.direction,
    ) == (
        "revenue.government_fund",
        None,
        "未安排",
        "none",
    )


def test_things_counted_and_their_value() -> None:
    cars, general = said(
        "车辆2辆，价值47.79万元；其中：一般公务用车2辆，价值47.79万元。",
        "（三）国有资产占用使用情况",
    )
    assert (cars.topic, cars.quantity, cars.quantity_unit, cars.amount_yuan) == (
        "assets.vehicles",
        Decimal(2),
        "辆",
        Decimal("477900.00"),
    )
    assert general.topic == "assets.vehicles.general"


def test_head_counts_and_their_changes() -> None:
    found = said(
        "编制数64，实有人数60人，其中：在职53人，减少1人；退休7人，增加1人。",
        "二、机构设置及人员情况",
    )
    assert [(s.topic, s.quantity) for s in found] == [
        ("staff.establishment", Decimal(64)),
        ("staff.total", Decimal(60)),
        ("staff.in_service", Decimal(53)),
        ("staff.in_service.change", Decimal(-1)),
        ("staff.retired", Decimal(7)),
        ("staff.retired.change", Decimal(1)),
    ]


def test_final_accounts_say_the_initial_budget_and_how_much_of_it_was_spent() -> None:
    text = (
        "1、一般公共服务支出（类）财政事务（款）行政运行（项）。主要用于：经费。"
        "年初预算为1560.05万元，支出决算为1511.89万元，完成年初预算的96.91%。"
    )
    initial, final = said(text, "（三）一般公共预算财政拨款支出决算具体情况")
    assert (initial.topic, initial.amount_yuan) == (
        "function.initial_budget",
        Decimal("15600500.00"),
    )
    assert (final.topic, final.function_code, final.amount_yuan) == (
        "function",
        "2010601",
        Decimal("15118900.00"),
    )
    assert (final.quantity, final.quantity_unit) == (Decimal("96.91"), OF_BUDGET)


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        (
            "社会保障和就业支出（类）行政事业单位养老支出（款）"
            "机关事业单位基本养老保险缴费支出（项）",
            "2080505",
        ),
        ("卫生健康支出（类）医疗保障管理事务（款）行政运行（项）", "2101501"),
        ("人大事务（款）行政运行（项）", "2010101"),
        ("一般公共服务（类）", "201"),
        ("2101501-行政运行", "2101501"),
        ("卫生健康支出-行政事业单位医疗-公务员医疗补助", "2101103"),
        # Level words without brackets, behind the name of a class only.
        ("卫生健康支出类行政事业单位医疗款公务员医疗补助项", "2101103"),
        ("卫生健康支出类行政事业单位医疗款", "21011"),
        ("种子类企业贷款项目", None),
        ("社会保障和就业支出-其他社会保障和就业支出-其他社会保障和就业支出", "2089999"),
        ("卫生健康支出（类）医疗救助（款）其他医疗救助支出（项）", "2101399"),
        ("没有这个类（类）没有这个款（款）", None),
        ("科学技术支出（类）基础研究（款）专项基础科研（项）", "2060206"),
        (
            "社会保障和就业支出（类）行政事业单位离退休（款）归口管理的行政单位离退休（项）",
            "2080501",
        ),
        ("一般公共服务支出（类）信访事务（款）事业运行（项）", "2014050"),
        ("农林水支出（类）农业农村（款）事业运行（项）", "2130104"),
        ("其他支出(399)", None),
        ("科学技术支出（类）支出", "206"),
    ],
)
def test_codes_by_the_names_of_class_and_items(subject: str, code: str | None) -> None:
    assert function_code(subject) == code


def test_a_documents_own_codes_come_first() -> None:
    assert (
        function_code(
            "住房保障支出（类）住房改革支出（款）某某补贴（项）", {"某某补贴": ["2210288"]}
        )
        == "2210288"
    )


def test_keys_are_the_same_each_time_and_different_for_each() -> None:
    text = "基本支出77.61万元。项目支出1万元。"
    first, again = said(text, "支出"), said(text, "支出")
    assert [s.statement_id for s in first] == [s.statement_id for s in again]
    assert len({s.statement_id for s in first}) == 2


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("xinshiqu-2026.txt", 15),
        ("ganzhou-2026.txt", 7),
        ("bayingol-2025.txt", 24),
        ("xinjiang-2025.txt", 26),
    ],
)
def test_every_change_with_amount_and_percentage_in_the_text_renditions(
    shared: Path, name: str, changes: int
) -> None:
    """15, 24 and 24 of them say 比上年预算 (63); the others compare with a year by its number or
    say 与上年预算相比.
    """
    found = rows_of(shared / "seeds" / name).statements
    complete = [
        s
        for s in found
        if s.amount_yuan is not None and s.change_yuan is not None and s.change_percent is not None
    ]
    assert len(complete) == changes
    assert all(s.text and s.locator and s.compared_with_year for s in complete)


@pytest.mark.corpus
def test_a_disclosure_without_any_table_is_complete_from_prose(shared: Path) -> None:
    found = rows_of(shared / "seeds" / "ganzhou-2026.txt").statements
    by_topic = {s.topic: s for s in reversed(found)}
    assert by_topic["budget.total"].amount_yuan == Decimal("14633300.00")
    assert by_topic["revenue.total"].amount_yuan == Decimal("14633300.00")
    assert by_topic["expenditure.total"].amount_yuan == Decimal("14924100.00")
    assert by_topic["general_public_budget.basic"].change_percent == Decimal("15.72")
    assert {s.function_code for s in found if s.topic == "function"} >= {"201", "208", "210", "221"}
    assert by_topic["three_public.vehicle_purchase"].amount_yuan is None, (
        "the figure was left blank"
    )
    assert by_topic["three_public.total"].amount_yuan == Decimal("0.00")
    assert by_topic["operating_expenses"].change_yuan == Decimal("64000.00")
    assert by_topic["procurement.total"].amount_yuan == Decimal("144000.00")
    assert by_topic["procurement.reserved_sme"].amount_yuan is None
    assert by_topic["assets.fixed"].amount_yuan == Decimal("1656700.00")
    assert by_topic["non_tax_revenue"].amount_yuan == Decimal("400000.00")
