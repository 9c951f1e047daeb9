"""The figures of four real bureaus (医疗保障局 of four regions), as they were published; the
wording is ours.

Money is written in 万元 as printed and turned into yuan by `wan`.
"""

from __future__ import annotations

from budgetflow.sample.facts.model import (
    Assets,
    CarryoverItem,
    DisclosureFacts,
    FunctionItem,
    Indicator,
    PerformanceSheet,
    Procurement,
    ProjectFact,
    Staff,
    ThreePublic,
)
from budgetflow.sample.facts.provincial_bureau import XINJIANG
from budgetflow.sample.facts.written import economics, item, rounded, wan

# A district bureau: a table of projects, two performance sheets, money of last year.
XINSHIQU = DisclosureFacts(
    publisher="乌鲁木齐高新技术产业开发区（乌鲁木齐市新市区）医疗保障局",
    region_code="650104",
    region_name="新市区",
    fiscal_year=2026,
    stage="budget",
    scope="department",
    published_on="2026-02-12",
    items=(
        item("2080505", "7.30", previous="9.40", reason="在编人员比上年少2人"),
        item("2080506", "3.65", previous="0", reason="职业年金单位部分改由本局编列"),
        item("2101101", "4.52", previous="0", reason="医疗保险缴费改由本局编列"),
        item("2101103", "0.91", previous="0", reason="公务员医疗补助改由本局编列"),
        item("2101301", project="151.33", previous="100.00", reason="本区分担的救助人数增加"),
        FunctionItem(
            "2101501",
            own=wan("53.91"),
            basic=wan("53.91"),
            carryover=wan("1.39"),
            carryover_basic=wan("1.39"),
            previous=wan("82.14"),
            reason="在编人员比上年少2人",
        ),
        item("2101502", project="9.60", previous="0", reason="新增雇员经费"),
        item("2210201", "5.93", previous="0", reason="住房公积金改由本局编列"),
    ),
    economics=economics(
        "30101 20.36 30102 17.01 30103 13.53 30108 7.30 30109 3.65 30110 4.52 30111 0.91 30112 "
        "0.09 30113 5.93 "
        "30201 0.63 30205 0.04 30206 0.08 30207 0.14 30211 0.32 30213 0.01 30216 0.27 30218 0.01 "
        "30228 0.37 30299 1.05"
    ),
    projects=(
        ProjectFact(
            "保基本民生一城乡医疗救助",
            "2101301",
            (("303", wan("151.33")),),
            "市重特大疾病医疗保险和救助实施细则",
            "全部用于困难居民的医疗补助",
        ),
        ProjectFact(
            "非在编-2026年雇员经费",
            "2101502",
            (("301", wan("9.60")),),
            "区雇员管理办法",
            "全部用于雇员工资和社保",
        ),
    ),
    carryovers=(
        CarryoverItem("2025年年末工资变动", personnel=wan("0.89"), use="补发2025年工资"),
        CarryoverItem("2025年年末采暖补贴变动", personnel=wan("0.50"), use="发放2025年采暖补贴"),
    ),
    # Works alone: goods and services are printed as nothing.
    procurement=Procurement(works=wan("0.15"), small_and_medium=wan("0.15"), micro=wan("0.15")),
    assets=Assets(furniture_value=wan("4.16"), other_value=wan("3.80")),
    # Last year's office costs, with which the explanations compare.
    operating_previous=wan("3.85"),
    performance=(
        PerformanceSheet(
            "",
            "做好参保动员、医疗救助和基金监管宣传，完成年度集中带量采购任务。",
            wan("238.55"),
            (
                Indicator("履职效能", "数量指标", "定点机构准入初审数", "≥5家", 20),
                Indicator("履职效能", "数量指标", "医保政策宣传教育次数", "≥2次", 20),
                Indicator("履职效能", "质量指标", "居民基本医疗保险参保率", "≥95%", 30),
                Indicator("满意度指标", "满意度指标", "救助对象满意度", "≥90%", 10),
            ),
        ),
        PerformanceSheet(
            "城乡医疗救助",
            "资助困难群众参保，对救助对象按规定比例给予住院救助。",
            wan("151.33"),
            (
                Indicator("产出指标", "数量指标", "资助参保人数", "≥1900人", 25),
                Indicator("产出指标", "质量指标", "年度限额内住院救助比例", "≥70%", 15),
                Indicator("成本指标", "经济成本指标", "医疗救助费用", "≤132.33万元", 20),
                Indicator("效益指标", "社会效益指标", "减轻困难群众医疗费用负担", "有效", 20),
                Indicator("满意度指标", "满意度指标", "救助对象满意度", "≥90%", 10),
            ),
        ),
    ),
    # As the paper prints them; the first is 0.01 万元 beside the sum of its parts.
    rounded=rounded("own 237.16 project 160.93 all_project 160.93"),
)

# A prefecture's bureau: transfers from above, and many totals rounded on their own.
BAYINGOL = DisclosureFacts(
    publisher="巴音郭楞蒙古自治州医疗保障局",
    region_code="652800",
    region_name="巴音郭楞蒙古自治州",
    fiscal_year=2025,
    stage="budget",
    scope="department",
    published_on="2025-02-20",
    items=(
        item("2080501", "7.05", previous="3.45", reason="新增退休人员"),
        item("2080505", "46.44", previous="44.78", reason="在职人员增加1人"),
        item("2101101", "13.49", previous="13.08", reason="在职人员增加1人"),
        item("2101102", "6.83", previous="6.51", reason="薪级工资调整"),
        item("2101103", "5.78", previous="6.66", reason="新增人员职级较低"),
        item("2101199", "0.69", previous="0.63", reason="在职人员增加1人"),
        item("2101501", "244.59", previous="238.36", reason="人员经费增加"),
        item("2101502", project="77.00", previous="52.00", reason="基金专项行动和参保征缴服务增加"),
        item("2101503", "108.68", previous="106.47", reason="人员经费增加"),
        FunctionItem(
            "2101505",
            transfer=wan("96.00"),
            carryover=wan("12.14"),
            previous=wan("0"),
            reason="科目调整",
        ),
        FunctionItem(
            "2101506",
            transfer=wan("2.50"),
            carryover=wan("2.50"),
            previous=wan("0"),
            reason="科目调整",
        ),
        item("2210201", "37.59", previous="35.93", reason="在职人员增加1人"),
    ),
    economics=economics(
        "30101 122.39 30102 107.51 30103 83.13 30108 46.44 30110 20.32 30111 5.78 30112 4.79 "
        "30113 37.59 30199 9.60 "
        "30201 2.03 30205 0.08 30206 1.80 30207 2.13 30208 2.37 30209 0.26 30211 0.50 30213 1.70 "
        "30214 1.32 30226 3.00 "
        "30228 2.40 30229 2.16 30231 6.00 30299 0.80 30302 1.95 30309 5.10"
    ),
    projects=(
        ProjectFact(
            "2025年医疗保障基金专项行动和全民参保征缴服务",
            "2101502",
            (("302", wan("77.00")),),
            "自治区城乡居民医保年度工作通知",
            "办公、委托业务和培训",
        ),
        ProjectFact(
            "2025年中央财政医疗服务与保障能力提升补助资金项目",
            "2101505",
            (("302", wan("96.00")),),
            "中央补助资金提前下达通知",
            "委托业务、差旅和培训",
        ),
        ProjectFact(
            "2025年自治区财政全民参保及医疗保障服务项目补助资金",
            "2101506",
            (("302", wan("2.50")),),
            "自治区补助资金提前下达通知",
            "差旅和办公",
        ),
    ),
    carryovers=(
        CarryoverItem(
            "2024年中央财政医疗服务与保障能力提升补助资金项目",
            project=wan("14.64"),
            use="委托业务、租赁和培训",
        ),
    ),
    three_public=ThreePublic(operation=wan("6.00")),
    procurement=Procurement(
        goods=wan("9.88"),
        services=wan("170.26"),
        small_and_medium=wan("165.47"),
        micro=wan("165.47"),
    ),
    assets=Assets(
        vehicles=2,
        vehicles_value=wan("47.79"),
        furniture_value=wan("25.11"),
        other_value=wan("411.41"),
        large_equipment=1,
    ),
    staff=Staff(posts=28, active=25, active_change=1, retired=5, retired_change=0),
    operating_previous=wan("27.40"),
    # As the paper prints them; most are 0.01 万元 beside the sums of their parts.
    rounded=rounded(
        "210/own 457.05 210/total 570.20 210/basic 380.05 own 548.13 total 661.27 basic 471.13 "
        "all_project 190.14 "
        "210/all_project 190.14 301/economic 437.54 302/economic 26.54"
    ),
)


# A bureau that gives classes only, and whose figures stand in the page itself.
GANZHOU = DisclosureFacts(
    publisher="甘州区医疗保障局",
    region_code="620702",
    region_name="甘州区",
    fiscal_year=2026,
    stage="budget",
    scope="department",
    published_on="2026-03-17",
    items=(
        FunctionItem(
            "208",
            own=wan("495.94"),
            basic=wan("495.94"),
            previous=wan("412.26"),
            reason="人员经费和公用经费增加",
        ),
        FunctionItem(
            "210",
            own=wan("928.88"),
            basic=wan("23.23"),
            carryover=wan("29.08"),
            previous=wan("813.67"),
            reason="居民医保补助增加并有上年结转",
        ),
        FunctionItem(
            "221", own=wan("38.51"), basic=wan("38.51"), previous=wan("31.66"), reason="人员增加"
        ),
    ),
    # All of it is reserved for the smallest firms, as the paper says.
    procurement=Procurement(goods=wan("2.40"), services=wan("12.00"), micro=wan("14.40")),
    assets=Assets(other_value=wan("165.67")),
    operating_previous=wan("82.90"),
)

BUREAUS = (XINSHIQU, BAYINGOL, XINJIANG, GANZHOU)
