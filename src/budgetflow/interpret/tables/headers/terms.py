"""Header words to terms: what one printed header cell says (`财政拨款小计` -> appropriation,
`人员经费` -> personnel).

A term is a piece of a measure; `measures.compose` puts the terms of a header path together. The
words are matched inside
the squeezed cell, so that `一般公共预算拨款收入`, `一般公共预算资金` and `一般公共预算财政拨款`
need no entry each.
"""

from __future__ import annotations

import re
from functools import lru_cache

from budgetflow.interpret.text.items import three_public_item
from budgetflow.interpret.text.normalise import squeeze

UNIT_HEADER = re.compile(r"(?:单位|部门|机构)(?:[(].*[)])?(?:名称|编码|代码|编号)?(?:[(].*[)])?$")
"""Heads of columns that name a unit or its number."""
ATTRIBUTE_HEADER = re.compile(r"经济科目|经济分类|资金性质|采购方式|类型|类别$")
"""Heads of columns that say of what kind a row is, not what it is."""
NEUTRAL = "-"
"""A header word that names the frame, not the column: `科目`, `资金来源`, `支出预算` above other
headers.
"""
TOTAL = "total"
SUBTOTAL = "subtotal"
AMOUNT = "amount"

_YEAR = re.compile(r"(20\d{2})年?度?(?!.*年末)")
_NOTE = re.compile(
    r"[(](?:单位[:：])?(?:亿|万|千)?元[)]|[(]不含(?!基建)[^()]*[)]|[*※]|[(]\d+(?:[=＝][\d+\-()]+)"
    r"?[)]|^\d{3}(?=\D)|[:：]$|^其中[:：]?|^[一二三四五六七八九十]+、|^\d{1,2}[.、]"
)

_TERMS: tuple[tuple[str, str], ...] = (
    # comparisons
    (
        r"(?:增减|增长|变化|变动|占|比重|比例|完成).*(?:%|率|比例|百分比|幅度|比重)|占比|%$|"
        r"百分比|比例$|(?:增长|完成|执行|支付|到位|使用|结余|资金)率$|进度(?:%|\(%\))?$",
        "change_percent",
    ),
    (r"增减|比上年|较上年|变动|变化", "change"),
    # transfers announced early, money of the year itself
    (r"提前(?:通知|下达|告知|安排)", "advance_transfer"),
    (r"(?:当年|本年).{0,10}安排", "current_year"),
    # carry-over
    (r"年初.*(?:结转|结余)", "opening_balance"),
    (r"基金弥补|弥补.*差额", "use_of_surplus"),
    (r"(?:上年|去年|年初).*(?:实户|账户|自有).*余额", "other_carryover"),
    (r"年末.*(?:结转|结余)", "closing_balance"),
    (r"结转下年|结余分配|下年.*结转", "carried_forward"),
    (r"非财政拨款.*(?:结转|结余)|非同级财政拨款结转", "other_carryover"),
    (r"财政拨款.*(?:结转|结余)", "appropriation_carryover"),
    (
        r"(?:上年|去年|以前年度|历年|往年).*(?:结转|结余|余额)|^结转(?:和|及|、|与)?结余|^(?:结转|结余)"
        r"(?:资金|收入|数)?$|结余.?结转|^上年.?、?结转",
        "carryover",
    ),
    # sources
    (r"(?:一般公共|公共财政|公共预算).*转移支付", "general_transfer"),
    (r"政府性?基金.*转移支付", "government_fund_transfer"),
    (r"国有资本.*转移支付", "state_capital_transfer"),
    (r"^货物(?:类|采购)?$", "goods"),
    (r"^工程(?:类|采购)?$", "works"),
    (r"^服务(?:类|采购)?$", "services"),
    (r"预留给?中小企业|中小企业", "small_and_medium"),
    (r"小型?.?微型?企业|小微", "small_and_micro"),
    (r"政府采购", "government_procurement"),
    (r"财政专户|^专户", "special_account"),
    (r"教育(?:事业)?收费", "education_fees"),
    (r"其他专户", "other"),
    (r"一般公共预?算?|公共财政|^公共预算|^一般预算", "general_public_budget"),
    (r"政府性?基金", "government_fund"),
    (r"国有资本", "state_capital"),
    (r"社会保险基金", "social_insurance_fund"),
    (r"非财政拨款|^其他(?:性质)?资金来源", "other"),
    (r"(?:使用)?非财政", "other"),
    (r"财政(?:预算)?(?:拨款|资金|补助)|^拨款(?:收入|小计)?$|^预算拨款", "appropriation"),
    (r"经营收入|经营支出|经营预算|^经营", "business_operations"),
    (r"事业(?:单位)?(?:预算)?(?:收入|资金|支出)", "business_revenue"),
    (r"上级(?:单位)?补助", "superior_subsidies"),
    (r"(?:附属|下级|所属)单位(?:上缴|缴款)", "subordinate_remittances"),
    (r"上缴上级", "remitted_to_superior"),
    (r"(?:对|补助)(?:附属|下级|所属)单位(?:补助)?|附属单位补助", "subsidies_to_subordinates"),
    (r"投资收益", "investment_income"),
    (r"捐赠", "donations"),
    (r"利息收入", "interest_income"),
    (r"租金", "rental_income"),
    (r"其他资金", "other_funds"),
    (r"(?:部门|单位)(?:自有)?资金|自有资金|自筹", "unit_funds"),
    (r"其他收入", "other_revenue"),
    # economic classes
    (r"工资福利|工资和福利", "wages_and_welfare"),
    (r"商品(?:和|及)?服务", "goods_and_services"),
    (r"个人(?:和|及)?家庭", "individual_and_family_subsidies"),
    (r"债务(?:利息|付息)", "debt_interest"),
    (r"扣除基建|不含基建|扣除基本建设", "excluding_capital_construction"),
    (r"事业单位经常性补助", "institution_subsidies"),
    (r"事业单位资本性补助", "institution_capital"),
    (r"对?企业.*基本建设|对?企业.*基建|对?企业资本性", "enterprise_capital"),
    (
        r"资本性.*(?:基本建设|基建)|资本性支出\(二\)|^基本建设(?:资金)?(?:支出)?$|^基建(?:资金)?(?:支出)?$",
        "capital_construction",
    ),
    (r"债务还本", "debt_repayment"),
    (r"转移性支出", "transfers"),
    (r"资本性", "capital_other"),
    (r"对?企业.*补[助贴]|资本金注入", "enterprise_subsidies"),
    (r"社会保障基金", "social_security_fund_subsidies"),
    # kinds of expenditure
    (r"单位预留|预留机动|机动经费|预备费", "reserve"),
    (r"人员(?:经费|支出|类|费)|^人员$", "personnel"),
    (r"公用(?:经费|支出|类)|运转类|^公用$|机构运转", "operating"),
    (r"基本支出(?:预算|决算)?|^基本$", "basic"),
    (r"特定目标类", "special_purpose"),
    (
        r"项目支出|^项目(?:经费|预算|决算)(?:数|支出)?$|专项业务(?:经|费|支出)|^专项(?:经费|支出)",
        "project",
    ),
    (r"其他支出", "other"),
    # balances
    (r"(?:年初|期初)余额", "opening_balance"),
    (r"(?:年末|期末)余额", "closing_balance"),
    # years and versions
    (r"(?:上年|去年|上一年度?|前一年)(?:预算|决算|执行)?", "previous_year"),
    (
        r"(?:本年|当年)(?:预算|决算)?(?:收入|支出)(?:合计|小计|总计)|^(?:本年|当年)(?:合计|小计)",
        "current_year",
    ),
    (r"^(?:本年|当年)", "current_year"),
    (
        r"(?:收入|支出|收支)?(?:总计|合计|总额|总数)|^总(?:收入|支出)$|^计$|金额合计|资金总额|"
        r"总预算",
        TOTAL,
    ),
    (r"小计", SUBTOTAL),
    (r"调整后?(?:的)?预算|全年预算", "adjusted_budget"),
    (r"年初预算|预算数|预算$|^预算(?:金额|安排)?", "budget"),
    (r"决算|执行数|快报数|完成数?$|实际支出|支出数", "final"),
    (r"单价", "unit_price"),
    (r"数量|台(?!式)|(?<!车)辆|批次|人次|人数|面积|个数|套数|编制", "quantity"),
    (r"金额|数额|经费(?:预算)?$|预算数额", AMOUNT),
    (r"^其他$", "other"),
)
_COMPILED = tuple((re.compile(pattern), term) for pattern, term in _TERMS)

_FRAME = re.compile(
    r"^(?:科目|预算科目|支出科目|资金来源|资金性质|支出预算|收入预算|支出决算|收入决算|收入|支出|"
    r"本年|其中|资金|经费|分类|支出功能分类|支出经济分类|项目|"
    r"(?:本年)?(?:政府性基金|国有资本经营|一般公共)(?:预算)?(?:财政拨款)?支出(?:预算|决算)?|"
    r"支出来源|按资金性质|按支出性质|单位|部门.*)$"
)
LABEL_HEADER = re.compile(
    r"^(?:预算)?(?:项目|项目名称|支出项目|收入项目|支出项目类别|名称|科目|类|款|项|目|年度|内容|"
    r"用途|类别|来源|收入来源|资金来源|品目|采购品目.*|采购物品名称|采购项目.*|专项名称|"
    r"(?:单位|部门|机构|预算单位|项目单位|二级预算单位|主管部门)(?:名称|代码|编码)?|.*(?:编码|"
    r"代码|科目名称|科目编号)|(?:.*)?(?:功能|经济)分类(?:科目)?(?:名称)?|.*支出内容|(?:一级|二级|"
    r"三级)?项目(?:名称|类别|类型)?|"
    r"支出(?:功能|经济)分类.*|(?:部门|政府)(?:预算)?(?:支出)?经济(?:分类)?科目.*|经济科目.*|"
    r"功能科目.*|购买服务.*(?:目录|内容|领域|名称)|.*目录.*|指标)$"
)
COUNTER_HEADER = re.compile(r"^(?:行次|行号|序号|栏次|次|编号)$")
"""Heads of columns that number the lines."""
FORMULA_HEADER = re.compile(r"^(?:计算|平衡)?(?:公式|关系式?|勾稽关系|逻辑关系|计算方法)$")
"""Heads of columns that say how the lines add up."""
NOTE_HEADER = re.compile(
    r"备注|说明|绩效|依据|用途$|采购(?:方式|组织形式|时间)|组织形式|是否|目标|计量单位|规格|型号|"
    r"联系人|电话|购买方式|承接主体|资金性质$"
)


@lru_cache(maxsize=8192)
def clean_header(text: str) -> str:
    """Return a header cell squeezed, with unit brackets, column numbers, marks and what it does not
    contain off.

    `预算数（万元）` -> `预算数`, `事业收入（不含教育收费）` -> `事业收入`.
    """
    plain = squeeze(text)
    for _ in range(2):
        plain = _NOTE.sub("", plain)
    return plain


@lru_cache(maxsize=8192)
def header_term(text: str, fiscal_year: int | None) -> str | None:
    """Return the term of one header cell, `-` for a frame word, None for words that are not known.

    A printed year is told against the disclosure's fiscal year: the year itself is current_year,
    the one before it
    previous_year; a year alone with other words (`2026年政府采购项目`) leaves them to decide.
    """
    plain = clean_header(text)
    if not plain:
        return NEUTRAL
    year = _YEAR.search(plain)
    rest = _YEAR.sub("", plain)
    if (
        year
        and fiscal_year
        and re.fullmatch(
            r"(?:年初)?(?:预算|决算|预计执行|执行|快报|安排|完成|支出|收入)?(?:数|金额|额|情况)?(?:\(?.{0,"
            r"4}\)?)?",
            rest,
        )
    ):
        return {fiscal_year: "current_year", fiscal_year - 1: "previous_year"}.get(
            int(year[1]), f"year_{year[1]}"
        )
    if _FRAME.match(rest):
        return NEUTRAL
    for pattern, term in _COMPILED:
        if pattern.search(rest):
            return term
    return None


def is_header_word(text: str) -> bool:
    """Check whether a cell's words are those of a header: a known term, a frame word, or the head
    of a label column.
    """
    plain = clean_header(text)
    label = (
        LABEL_HEADER.match(plain)
        or LABEL_HEADER.match(plain.partition("(")[0])
        or COUNTER_HEADER.match(plain)
    )
    return (
        bool(label or NOTE_HEADER.search(plain))
        or header_term(text, None) is not None
        or three_public_item(text) is not None
    )
