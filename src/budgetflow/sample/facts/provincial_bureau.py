"""The figures of a province's own bureau, as they were published; the wording is ours."""

from __future__ import annotations

from budgetflow.sample.facts.model import (
    Assets,
    CarryoverItem,
    DisclosureFacts,
    FunctionItem,
    Procurement,
    ProjectFact,
    Staff,
    ThreePublic,
)
from budgetflow.sample.facts.written import economics, item, rounded, wan

# The largest of the four: amounts of billions, several projects under one item.
XINJIANG = DisclosureFacts(
    publisher="新疆维吾尔自治区医疗保障局本级",
    region_code="650000",
    region_name="新疆维吾尔自治区",
    fiscal_year=2025,
    stage="budget",
    scope="unit",
    published_on="2025-02-18",
    items=(
        item("2080501", "16.63", previous="14.21", reason="退休人员增加1人"),
        item("2080505", "134.12", previous="135.44", reason="在职人员减少"),
        item("2101101", "53.64", previous="50.79", reason="缴费基数调整"),
        item("2101102", "14.40", previous="12.70", reason="缴费基数调整"),
        item("2101103", "58.68", previous="59.26", reason="退休人员增加1人"),
        # Money that the province passes on to the funds of its places.
        item("2101202", project="8633.00", previous="9058.00", reason="补助结算方式调整"),
        item("2101399", project="1685.88", previous="0", reason="意外伤害保险补助列入本级"),
        item("2101501", "854.50", previous="865.81", reason="在职转退休1人"),
        # Own money, money from above and money of last year under one item.
        FunctionItem(
            "2101504",
            own=wan("675.00"),
            transfer=wan("5661.00"),
            carryover=wan("878.65"),
            previous=wan("5655.00"),
            reason="数智工程建设",
        ),
        FunctionItem(
            "2101505",
            transfer=wan("370.00"),
            carryover=wan("120.38"),
            previous=wan("600.00"),
            reason="补助资金多用于信息化",
        ),
        FunctionItem(
            "2101506",
            own=wan("1285.00"),
            transfer=wan("225.00"),
            carryover=wan("44.68"),
            previous=wan("1867.70"),
            reason="补助资金多用于信息化",
        ),
        item("2101550", "201.55", previous="198.46", reason="工资调整"),
        item("2210201", "100.59", previous="101.58", reason="退休人员增加1人"),
        item("2300249", project="193844.12", previous="188800.00", reason="人均补助标准提高30元"),
        FunctionItem(
            "2300499", fund=wan("4000.00"), previous=wan("0"), reason="医疗救助补助改列政府性基金"
        ),
    ),
    economics=economics(
        "30101 336.84 30102 263.83 30103 191.33 30107 52.03 30108 134.12 30110 68.04 30111 58.68 "
        "30112 5.15 30113 100.59 "
        "30199 25.15 30201 49.32 30202 3.00 30205 1.50 30207 10.00 30208 13.04 30211 25.48 30216 "
        "0.05 30217 0.43 30228 16.77 "
        "30229 15.09 30231 21.00 30239 17.00 30299 9.05 30302 14.72 30399 1.90"
    ),
    # Several projects share an item, so a table by project has rows of one code.
    projects=(
        ProjectFact(
            "城乡居民基本医疗保险自治区财政补助资金",
            "2101202",
            (("313", wan("8633.00")),),
            "城乡居民医保补助办法",
            "拨付居民医保基金",
        ),
        ProjectFact(
            "人身意外伤害保险自治区财政补助资金",
            "2101399",
            (("303", wan("1685.88")),),
            "意外伤害保险资金管理办法",
            "年终清算",
        ),
        ProjectFact(
            "医疗保障业务系统维护",
            "2101504",
            (("302", wan("675.00")),),
            "医保信息化运维管理意见",
            "运维、安全和链路租赁",
        ),
        ProjectFact(
            "中央财政能力提升补助资金（信息化）",
            "2101504",
            (("302", wan("5661.00")),),
            "中央补助资金提前下达通知",
            "信息化建设",
        ),
        ProjectFact(
            "中央财政能力提升补助资金（政策）",
            "2101505",
            (("302", wan("370.00")),),
            "中央补助资金提前下达通知",
            "宣传、监管和培训",
        ),
        ProjectFact(
            "全民参保及医疗服务经费项目（本级）",
            "2101506",
            (("302", wan("50.00")),),
            "参保计划实施通知",
            "参保宣传",
        ),
        ProjectFact(
            "医疗保障经办及运行服务",
            "2101506",
            # A project paid from two economic classes.
            (("302", wan("25.00")), ("310", wan("30.00"))),
            "经办管理通知",
            "档案数字化和审核",
        ),
        ProjectFact(
            "医疗保障管理事务支出",
            "2101506",
            (("302", wan("480.00")),),
            "内设机构规定",
            "监测、评估和培训",
        ),
        ProjectFact(
            "医疗保障政策管理项目",
            "2101506",
            (("302", wan("700.00")),),
            "内设机构规定",
            "政策研究和基金检查",
        ),
        ProjectFact(
            "中央财政能力提升补助资金（经办）",
            "2101506",
            (("302", wan("225.00")),),
            "中央补助资金提前下达通知",
            "经办服务",
        ),
        ProjectFact(
            "全民参保及医疗服务经费项目",
            "2300249",
            (("302", wan("530.00")),),
            "参保计划实施通知",
            "下达各地州",
        ),
        ProjectFact(
            "人身意外伤害保险财政补助资金",
            "2300249",
            (("303", wan("13314.12")),),
            "意外伤害保险资金管理办法",
            "下达各地州",
        ),
        ProjectFact(
            "城乡居民医保自治区财政补助经费项目",
            "2300249",
            (("303", wan("21548.00")), ("313", wan("158452.00"))),
            "城乡居民医保补助办法",
            "下达各地州",
        ),
    ),
    carryovers=(
        CarryoverItem(
            "2024年中央财政能力提升补助资金（建设部分）", project=wan("878.65"), use="数智工程"
        ),
        CarryoverItem(
            "中央财政能力提升补助资金（提升部分）", project=wan("165.05"), use="基金监管和宣传"
        ),
    ),
    # Overseas travel and purchases of none, which tables print as blanks or zeros.
    three_public=ThreePublic(reception=wan("0.43"), operation=wan("21.00")),
    procurement=Procurement(
        goods=wan("85.00"),
        services=wan("8672.27"),
        small_and_medium=wan("1464.48"),
        micro=wan("1464.48"),
    ),
    # At the end of the year before, as the explanations say it.
    assets=Assets(
        vehicles=8,
        vehicles_value=wan("229.83"),
        furniture_value=wan("98.65"),
        other_value=wan("1695.04"),
        large_equipment=2,
    ),
    # Posts and people are counted apart: not all posts are filled.
    staff=Staff(posts=64, active=53, active_change=-1, retired=7, retired_change=1),
    operating_previous=wan("176.24"),
    # Rounded by the publisher on their own; prose and tables print these, not the sums.
    rounded=rounded(
        "210/own 13461.64 own 207557.11 21015/total 10315.75 210/basic 1182.76 basic 1434.11 "
        "21015/all_project 9259.71 "
        "301/economic 1235.75 303/economic 16.63 carried 1043.71"
    ),
)
