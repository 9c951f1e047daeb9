"""The figures of four real bureaus (医疗保障局 of four regions), as they were published; the
wording is ours.

Money is written in 万元 as printed and turned into yuan by `wan`.
"""

from __future__ import annotations

from decimal import Decimal

from budgetflow.sample.facts import (
    Assets,
    CarryoverItem,
    DisclosureFacts,
    EconomicItem,
    FunctionItem,
    Indicator,
    PerformanceSheet,
    Procurement,
    ProjectFact,
    Rounded,
    Staff,
    ThreePublic,
)


def wan(printed: str) -> Decimal:
    """Turn a figure in 万元 into yuan."""
    return Decimal(printed.replace(",", "")) * 10_000


def _economics(text: str) -> tuple[EconomicItem, ...]:
    """Read `code money` pairs, a pair a word pair."""
    words = text.split()
    return tuple(
        EconomicItem(code, wan(money)) for code, money in zip(words[::2], words[1::2], strict=True)
    )


def _rounded(text: str) -> tuple[Rounded, ...]:
    """Read `prefix/measure figure` pairs (no prefix: the grand total): totals that the publisher
    rounded on its own.
    """
    words = text.split()
    keys = (word.rpartition("/") for word in words[::2])
    return tuple(
        (prefix, measure, wan(money))
        for (prefix, _, measure), money in zip(keys, words[1::2], strict=True)
    )


def _item(
    code: str, basic: str = "0", project: str = "0", previous: str = "", reason: str = ""
) -> FunctionItem:
    """One item paid from the region's own general budget alone."""
    return FunctionItem(
        code,
        own=wan(basic) + wan(project),
        basic=wan(basic),
        previous=wan(previous) if previous else None,
        reason=reason,
    )


XINSHIQU = DisclosureFacts(
    publisher="乌鲁木齐高新技术产业开发区（乌鲁木齐市新市区）医疗保障局",
    region_code="650104",
    region_name="新市区",
    fiscal_year=2026,
    stage="budget",
    scope="department",
    published_on="2026-02-12",
    items=(
        _item("2080505", "7.30", previous="9.40", reason="在编人员比上年少2人"),
        _item("2080506", "3.65", previous="0", reason="职业年金单位部分改由本局编列"),
        _item("2101101", "4.52", previous="0", reason="医疗保险缴费改由本局编列"),
        _item("2101103", "0.91", previous="0", reason="公务员医疗补助改由本局编列"),
        _item("2101301", project="151.33", previous="100.00", reason="本区分担的救助人数增加"),
        FunctionItem(
            "2101501",
            own=wan("53.91"),
            basic=wan("53.91"),
            carryover=wan("1.39"),
            carryover_basic=wan("1.39"),
            previous=wan("82.14"),
            reason="在编人员比上年少2人",
        ),
        _item("2101502", project="9.60", previous="0", reason="新增雇员经费"),
        _item("2210201", "5.93", previous="0", reason="住房公积金改由本局编列"),
    ),
    economics=_economics(
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
    procurement=Procurement(works=wan("0.15"), small_and_medium=wan("0.15"), micro=wan("0.15")),
    assets=Assets(furniture_value=wan("4.16"), other_value=wan("3.80")),
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
    rounded=_rounded("own 237.16 project 160.93 all_project 160.93"),
)

BAYINGOL = DisclosureFacts(
    publisher="巴音郭楞蒙古自治州医疗保障局",
    region_code="652800",
    region_name="巴音郭楞蒙古自治州",
    fiscal_year=2025,
    stage="budget",
    scope="department",
    published_on="2025-02-20",
    items=(
        _item("2080501", "7.05", previous="3.45", reason="新增退休人员"),
        _item("2080505", "46.44", previous="44.78", reason="在职人员增加1人"),
        _item("2101101", "13.49", previous="13.08", reason="在职人员增加1人"),
        _item("2101102", "6.83", previous="6.51", reason="薪级工资调整"),
        _item("2101103", "5.78", previous="6.66", reason="新增人员职级较低"),
        _item("2101199", "0.69", previous="0.63", reason="在职人员增加1人"),
        _item("2101501", "244.59", previous="238.36", reason="人员经费增加"),
        _item(
            "2101502", project="77.00", previous="52.00", reason="基金专项行动和参保征缴服务增加"
        ),
        _item("2101503", "108.68", previous="106.47", reason="人员经费增加"),
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
        _item("2210201", "37.59", previous="35.93", reason="在职人员增加1人"),
    ),
    economics=_economics(
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
    rounded=_rounded(
        "210/own 457.05 210/total 570.20 210/basic 380.05 own 548.13 total 661.27 basic 471.13 "
        "all_project 190.14 "
        "210/all_project 190.14 301/economic 437.54 302/economic 26.54"
    ),
)

XINJIANG = DisclosureFacts(
    publisher="新疆维吾尔自治区医疗保障局本级",
    region_code="650000",
    region_name="新疆维吾尔自治区",
    fiscal_year=2025,
    stage="budget",
    scope="unit",
    published_on="2025-02-18",
    items=(
        _item("2080501", "16.63", previous="14.21", reason="退休人员增加1人"),
        _item("2080505", "134.12", previous="135.44", reason="在职人员减少"),
        _item("2101101", "53.64", previous="50.79", reason="缴费基数调整"),
        _item("2101102", "14.40", previous="12.70", reason="缴费基数调整"),
        _item("2101103", "58.68", previous="59.26", reason="退休人员增加1人"),
        _item("2101202", project="8633.00", previous="9058.00", reason="补助结算方式调整"),
        _item("2101399", project="1685.88", previous="0", reason="意外伤害保险补助列入本级"),
        _item("2101501", "854.50", previous="865.81", reason="在职转退休1人"),
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
        _item("2101550", "201.55", previous="198.46", reason="工资调整"),
        _item("2210201", "100.59", previous="101.58", reason="退休人员增加1人"),
        _item("2300249", project="193844.12", previous="188800.00", reason="人均补助标准提高30元"),
        FunctionItem(
            "2300499", fund=wan("4000.00"), previous=wan("0"), reason="医疗救助补助改列政府性基金"
        ),
    ),
    economics=_economics(
        "30101 336.84 30102 263.83 30103 191.33 30107 52.03 30108 134.12 30110 68.04 30111 58.68 "
        "30112 5.15 30113 100.59 "
        "30199 25.15 30201 49.32 30202 3.00 30205 1.50 30207 10.00 30208 13.04 30211 25.48 30216 "
        "0.05 30217 0.43 30228 16.77 "
        "30229 15.09 30231 21.00 30239 17.00 30299 9.05 30302 14.72 30399 1.90"
    ),
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
    three_public=ThreePublic(reception=wan("0.43"), operation=wan("21.00")),
    procurement=Procurement(
        goods=wan("85.00"),
        services=wan("8672.27"),
        small_and_medium=wan("1464.48"),
        micro=wan("1464.48"),
    ),
    assets=Assets(
        vehicles=8,
        vehicles_value=wan("229.83"),
        furniture_value=wan("98.65"),
        other_value=wan("1695.04"),
        large_equipment=2,
    ),
    staff=Staff(posts=64, active=53, active_change=-1, retired=7, retired_change=1),
    operating_previous=wan("176.24"),
    rounded=_rounded(
        "210/own 13461.64 own 207557.11 21015/total 10315.75 210/basic 1182.76 basic 1434.11 "
        "21015/all_project 9259.71 "
        "301/economic 1235.75 303/economic 16.63 carried 1043.71"
    ),
)

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
    procurement=Procurement(goods=wan("2.40"), services=wan("12.00"), micro=wan("14.40")),
    assets=Assets(other_value=wan("165.67")),
    operating_previous=wan("82.90"),
)

BUREAUS = (XINSHIQU, BAYINGOL, XINJIANG, GANZHOU)
