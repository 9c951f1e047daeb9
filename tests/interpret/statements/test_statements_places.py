"""Prose to rows of `statements`: final accounts, and the constructions of many places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.contracts.vocabulary import OF_BUDGET
from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.rows_model import Statement
from budgetflow.interpret.statements.read import read_statements
from budgetflow.interpret.text.paragraphs import read_paragraphs
from tests.interpret.documents import text_document
from tests.interpret.statements.builders import one, said

FINAL = Identity(
    "d1",
    "甲市民政局",
    2023,
    "final_accounts",
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


def final(text: str) -> list[Statement]:
    """Read sentences of a final account of 2023."""
    return read_statements(read_paragraphs(text_document(text)), FINAL, "doc")


def test_a_change_on_the_same_time_of_last_year() -> None:
    found = said(
        "收入总预算2945842.39元，同比增加65133.34元，增长2.26%；上年结转收入0元，占收入总预算0%，"
        "同比无增减变化。",
        "一、收支情况",
    )
    assert [(s.topic, s.change_yuan, s.change_percent, s.direction) for s in found] == [
        ("revenue.total", Decimal("65133.34"), Decimal("2.26"), "increase"),
        ("revenue.carryover", None, None, "flat"),
    ]


def test_last_years_figure_without_a_unit_is_no_subject() -> None:
    (statement,) = final("“三公”经费支出2.05万元，较上年2.08减少0.03万元，下降1.44%。")
    assert (statement.change_yuan, statement.change_percent) == (
        Decimal("-300.00"),
        Decimal("-1.44"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费支出决算10.23万元，较年初预算减少32%。",
        "“三公”经费支出决算10.23万元，与2023年度预算相比，增加1.5万元，增长10.14%。",
        "“三公”经费支出决算10.23万元，决算数大于预算数1.5万元。",
        "“三公”经费支出决算10.23万元，比预算数减少0.5万元，决算数与年初预算数持平。",
    ],
)
def test_a_difference_from_its_own_budget_is_no_change_against_the_year_before(text: str) -> None:
    (statement,) = final(text)
    assert (statement.topic, statement.amount_yuan) == ("three_public.total", Decimal("102300.00"))
    assert (statement.change_yuan, statement.change_percent, statement.direction) == (
        None,
        None,
        "none",
    )


def test_the_change_against_last_year_and_its_reason_beside_a_difference_from_the_budget() -> None:
    text = (
        "收入、支出总计1000万元。与年初预算相比，收、支总计增加100万元，变动原因：追加项目。"
        "与上年决算相比，收、支总计减少50万元，下降5%，变动原因：项目完成。"
    )
    (statement,) = final(text)
    assert (statement.change_yuan, statement.change_percent, statement.reason) == (
        Decimal("-500000.00"),
        Decimal("-5"),
        "项目完成",
    )


def test_a_budget_and_its_final_figure_are_of_the_same_thing() -> None:
    text = (
        "公务接待费支出预算为5万元，支出决算为4万元，完成预算的80%，"
        "决算数小于预算数的主要原因是节约，"
        "与上年相比减少1万元，减少20%，减少的主要原因是批次减少。"
    )
    initial, spent = final(f"财政拨款三公经费支出决算情况说明\n{text}")
    assert (initial.topic, initial.amount_yuan) == (
        "three_public.reception.initial_budget",
        Decimal("50000.00"),
    )
    assert (spent.topic, spent.amount_yuan, spent.quantity, spent.quantity_unit) == (
        "three_public.reception",
        Decimal("40000.00"),
        Decimal(80),
        OF_BUDGET,
    )
    assert (spent.change_yuan, spent.change_percent, spent.reason) == (
        Decimal("-10000.00"),
        Decimal("-20"),
        "批次减少",
    )


def test_a_rate_of_completion_that_names_the_budget() -> None:
    initial, spent = final("因公出国（境）费支出决算为7.8万元，完成预算10万元的78.0%。")
    assert (initial.topic, initial.amount_yuan) == (
        "three_public.overseas_travel.initial_budget",
        Decimal("100000.00"),
    )
    assert (spent.topic, spent.amount_yuan, spent.quantity) == (
        "three_public.overseas_travel",
        Decimal("78000.00"),
        Decimal("78.0"),
    )


def test_spending_behind_things_counted_is_theirs_and_no_total() -> None:
    visits, persons, statement = final(
        "（三）公务接待费支出情况。\n国内公务接待24批次，210人次，共计支出2.05万元，"
        "较上年减少0.03万元。"
    )
    assert (statement.topic, statement.amount_yuan, statement.change_yuan) == (
        "three_public.reception.domestic",
        Decimal("20500.00"),
        Decimal("-300.00"),
    )
    assert (visits.topic, visits.quantity) == (
        "three_public.reception.domestic.visits",
        Decimal(24),
    )
    assert (persons.topic, persons.quantity) == (
        "three_public.reception.domestic.persons",
        Decimal(210),
    )


def test_a_numbered_title_with_a_full_stop_stands_above_the_sentence_below_it() -> None:
    text = (
        "1、卫生健康支出（类）医疗保障管理事务（款）行政运行（项）。\n年初预算为100万元，"
        "支出决算为90万元，完成年初预算的90%。"
    )
    initial, spent = final(f"四、一般公共预算财政拨款支出决算情况说明\n{text}")
    assert (initial.topic, initial.function_code, spent.topic, spent.function_code) == (
        "function.initial_budget",
        "2101501",
        "function",
        "2101501",
    )


def test_a_reason_ends_where_the_parts_begin() -> None:
    text = (
        "“三公”经费支出2万元，减少0.1万元，原因为厉行节约；其中：因公出国（境）支出0万元；"
        "公务接待费支出2万元，占“三公”经费的100%。"
    )
    total, travel, reception = final(text)
    assert (total.reason, travel.topic, reception.topic) == (
        "厉行节约",
        "three_public.overseas_travel",
        "three_public.reception",
    )


def test_nothing_of_a_part_is_said_not_to_be_there() -> None:
    (statement,) = final("本部门本年度无因公出国（境）支出，较上年无变化。")
    assert (
        statement.topic,
        statement.amount_yuan,
        statement.amount_printed,
        statement.direction,
    ) == (
        "three_public.overseas_travel",
        None,
        "未安排",
        "flat",
    )


def test_one_change_said_of_both_sides() -> None:
    income, spending = said(
        "收入总计1000万元，支出总计1000万元，与2025年预算相比，收、支总计均增加100万元，"
        "增长11.11%。主要原因：增人。",
        "一、总体",
    )
    assert income.change_yuan == spending.change_yuan == Decimal("1000000.00")
    assert income.reason == spending.reason == "增人"


def test_what_is_bought_with_which_money_is_no_total_of_that_money() -> None:
    found = said(
        "按采购资金类型划分，一般公共预算拨款1.7万元，上年结转结余资金安排0元。",
        "（二）政府采购预算安排情况说明。",
    )
    assert [s.topic for s in found] == ["procurement.funding", "procurement.funding"]
    assert one("政府集中采购预算1.7万元。", "（二）政府采购情况").topic == "procurement.centralized"


def test_parts_of_the_operating_expenses() -> None:
    whole, meeting, cars = said(
        "机关运行经费安排100万元，其中：会议费5万元，公务用车运行维护费5万元等。", "机关运行经费"
    )
    assert (whole.topic, meeting.topic, cars.topic) == (
        "operating_expenses",
        "operating_expenses.item",
        "operating_expenses.item",
    )


def test_small_firms_shares_of_each_kind_of_procurement_stay_apart() -> None:
    text = (
        "授予小微企业合同金额80万元，占授予中小企业合同金额的80%；"
        "货物采购授予中小企业合同金额占货物支出金额的100%。"
    )
    micro, goods = said(text, "（二）政府采购支出情况")
    assert (micro.topic, micro.share_percent) == ("procurement.reserved_micro", Decimal(80))
    assert (goods.topic, goods.share_percent, goods.amount_yuan) == (
        "procurement.goods.reserved_sme",
        Decimal(100),
        None,
    )


@pytest.mark.parametrize(
    ("heading", "text", "topic"),
    [
        ("二、收支决算", "税收收入7亿元。", "revenue.tax"),
        ("二、收支决算", "专项债务余额10.2亿元。", "debt.balance"),
        ("二、收支决算", "结余分配0万元。", "expenditure.surplus_distribution"),
        ("二、收支决算", "年初结转和结余0.55万元。", "revenue.carryover"),
        ("二、收入情况", "捐赠收入3万元。", "revenue.item"),
        ("二、国有资产情况", "报废报损资产5项，账面原值10万元。", "assets.disposed"),
        ("二、国有资产情况", "通用设备90万元。", "assets.equipment"),
        ("二、国有资产情况", "资产出租收入2万元。", "assets.income"),
        ("二、国有资产情况", "资产原值合计211万元。", "assets.total"),
    ],
)
def test_topics_that_are_no_total_of_the_body(heading: str, text: str, topic: str) -> None:
    assert one(text, heading).topic == topic


def test_what_an_amount_is_for_is_no_reason_and_ends_at_a_day() -> None:
    cost, held = final(
        "公务用车运行维护费4万元，主要是维修费支出，截止2023年12月31日，"
        "开支财政拨款的公务用车保有量为2辆。"
    )
    assert (cost.topic, cost.reason) == ("three_public.vehicle_operation", None)
    assert (held.topic, held.quantity) == ("assets.vehicles", Decimal(2))


def test_a_share_of_the_budget_that_was_carried_out_is_a_rate_of_completion() -> None:
    (statement,) = said(
        "一般公共预算收入完成144.8亿元，占调整预算的95.7%，同比增长3%。", "一、预算执行情况"
    )
    assert (statement.quantity, statement.quantity_unit, statement.share_percent) == (
        Decimal("95.7"),
        OF_BUDGET,
        None,
    )


def test_an_amount_that_nothing_names_is_no_statement() -> None:
    assert said("全力争取政策支持。安排34.9亿元。", "二是向上争取有力有效") == []
    assert (
        one(
            "甲热线工作经费，年初预算16.79万元，绩效目标：做好服务。", "八、重点项目"
        ).subject_printed
        == "甲热线工作经费"
    )


def test_a_change_in_a_paragraph_of_its_own_is_that_of_the_total_above_it() -> None:
    total, part = said(
        "部门财务总收入80万元，其中：事业收入0元。\n与上年对比增加5.5万元，主要原因分析："
        "人员增加。",
        "（一）部门财务收入情况",
    )
    assert (total.topic, total.change_yuan, total.reason) == (
        "revenue.total",
        Decimal("55000.00"),
        "人员增加",
    )
    assert part.change_yuan is None


def test_the_class_of_an_item_may_stand_in_the_heading() -> None:
    text = (
        "（一）一般公共服务（类）\n1．党委办公厅（室）及相关机构事务（款）行政运行（项）"
        "支出9万元，与上年相比增加1万元。"
    )
    assert one(text, "五、财政拨款支出预算情况说明").function_code == "2013101"


def test_cars_held_beside_cars_bought() -> None:
    bought, held = said(
        "共计购置公务用车0辆，年末公务用车保有量为8辆。", "（三）公务用车购置及运行维护费"
    )
    assert (bought.topic, held.topic) == ("assets.purchase_vehicles", "assets.vehicles")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("决算数小于预算数的主要原因：人员减少。", "below"),
        ("决算数大于年初预算数的主要原因是追加经费。", "above"),
        ("决算数与预算数基本持平。", "equal"),
        ("决算数等于预算数。", "equal"),
        ("主要用于决算工作。", None),
    ],
)
def test_a_final_figure_is_called_above_below_or_equal_to_its_budget(
    words: str, told: str | None
) -> None:
    text = f"年初预算为62.29万元，支出决算为60.99万元。{words}"
    (_, spent) = said(
        text,
        "三、支出决算情况说明\n9、卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。",
    )
    assert spent.against_budget == told


def test_an_amount_may_follow_its_change() -> None:
    statement = one("公务用车运行维护费较上年减少0.8万元，下降10%，预算为7.2万元。", "三、三公经费")
    assert (statement.topic, statement.amount_yuan, statement.change_yuan) == (
        "three_public.vehicle_operation",
        Decimal("72000.00"),
        Decimal("-8000.00"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费2.5万元，同上年预算数一样。",
        "公务接待费2.5万元。与2025年预算数2.5万元相比，无增减变化。",
    ],
)
def test_other_words_for_the_same_as_last_year(text: str) -> None:
    assert one(text, "三、三公经费").direction == "flat"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("一般公共预算结转15万元。", "revenue.carryover.appropriation"),
        ("政府性基金结转5万元。", "revenue.carryover.part"),
        ("固定资产原值合计1560.78万元。", "assets.fixed"),
        ("项目经费支出300万元。", "expenditure.project"),
        ("共同财政事权转移支付5万元。", "transfers"),
    ],
)
def test_parts_by_their_own_words(text: str, topic: str) -> None:
    assert one(text, "十、其他情况").topic == topic


def test_a_short_name_of_a_fund_in_the_heading() -> None:
    assert (
        one("基本支出9.55万元。", "四、政府基金预算财政拨款收入支出决算情况").topic
        == "government_fund.basic"
    )
    assert one("共同财政事权转移支付5万元。", "一、支出").subject_printed == "共同财政事权转移支付"


@pytest.mark.parametrize("text", ["警服采购工作320万元，用于发放。", "办公设备采购31.86万元。"])
def test_a_projects_purchase_is_not_all_that_a_body_buys(text: str) -> None:
    assert not one(text, "二、支出情况").topic.startswith("procurement")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("2026年政府采购预算31.86万元。", "二、支出情况"),
        ("全年采购金额31.86万元。", "二、其他情况"),
        ("采购预算31.86万元。", "二、政府采购情况"),
    ],
)
def test_what_a_body_buys_in_all_is_told_by_its_words(text: str, heading: str) -> None:
    assert one(text, heading).topic == "procurement.total"
