"""Canonical items of rows that carry no code: the lines of summary tables, and the parts of the
三公 expenses.

Words decide, in order, with the side of the table and the lines above (`一般公共预算拨款` under
`上年结转结余` is carried-over money).
"""

from __future__ import annotations

import re
from functools import lru_cache

from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import strip_numbering

# 机要通信用车 and the like are cars that a table on the body's means counts, and no money.
_MONEY_OF_CARS = r"(?<!一般)(?:公务|单位|机关)用车|公车|^用车|用车[^、]*(?:费|支出)"
_THREE_PUBLIC = (
    (r"购置.*(?:运行|维护)|(?:运行|维护).*购置", "vehicles", r""),
    (r"购置(?!.*(?:运行|维护))", "vehicle_purchase", r"车|^购置"),
    (r"(?:运行|维护)(?!.*购置)", "vehicle_operation", r"车|^运行|^维护"),
    (r"车", "vehicles", _MONEY_OF_CARS),
    (r"出国|出境|^因公", "overseas_travel", r""),
    (r"接待", "reception", r""),
    (r"会议", "meetings", r""),
    (r"培训", "training", r""),
    (r"三公", "three_public_total", r""),
    (r"机关运行", "operating_expenses", r""),
    (r"行政经费", "administrative_expenses", r""),
)
# Items that stand beside the 三公 expenses in the same table and are no part of them.
BESIDE_THREE_PUBLIC = ("operating_expenses", "administrative_expenses")
_CARRIED_IN = re.compile(r"(?:上年|年初|以前年度|历年|上一?年度)?.*(?:结转|结余)")
_REVENUE = (
    (
        r"^(?:收入)?(?:预算)?(?:总计|合计)$|^收入(?:总计|合计|总额|预算总计|总预算)|^收支总计|"
        r"^总收入",
        "total",
    ),
    (
        r"^(?:本年|当年)(?:度)?(?:收入)?(?:合计|小计|总计)?$|^(?:本年|当年)(?:预算)?收入",
        "current_year",
    ),
    (r"使用非财政拨款|动用|用事业基金", "use_of_surplus"),
    (r"^年初财政拨款(?:结转|结余)", "carryover"),
    (r"非财政拨款.*(?:结转|结余)", "carryover.other"),
    (r"财政拨款(?:资金)?(?:结转|结余)", "carryover.appropriation"),
    (r"(?:实户|账户|自有).*余额", "carryover.other"),
    (r"结转|结余|^(?:上年|去年|年初).*余额", "carryover"),
    (r"一般公共.*转移支付", "general_transfer"),
    (r"基金.*转移支付", "government_fund_transfer"),
    (r"国有资本.*转移支付", "state_capital_transfer"),
    (r"一般财力|经费拨款", "own_resources"),
    (r"非同级财政拨款", "other_appropriation"),
    (r"^非财政拨款", "other_funds"),
    (r"一般公共|公共财政|公共预算|一般预算", "general_public_budget"),
    (r"政府性?基金", "government_fund"),
    (r"国有资本", "state_capital"),
    (r"社会保险基金", "social_insurance_fund"),
    (r"财政专户|专户", "special_account"),
    (r"教育收费", "education_fees"),
    (r"财政拨款|预算拨款|财政补助|财政性资金", "appropriation"),
    (r"事业单位经营|经营收入|^经营", "business_operations"),
    (r"事业(?:单位)?(?:预算)?(?:收入|资金)", "business"),
    (r"上级(?:单位)?补助", "superior_subsidies"),
    (r"(?:附属|下级|所属)单位", "subordinate_remittances"),
    (r"捐赠", "donations"),
    (r"利息", "interest"),
    (r"租金", "rental"),
    (r"投资收益", "investment_income"),
    (r"(?:部门|单位)(?:自有)?资金|自有资金", "unit_funds"),
    (r"其他资金", "other_funds"),
    (r"其他", "other"),
    (r"^收入$", "total"),
)
_EXPENDITURE = (
    (
        r"^(?:支出)?(?:预算)?(?:总计|合计)$|^支出(?:总计|合计|总额|预算总计|总预算)|^收支总计|"
        r"^总支出",
        "total",
    ),
    (
        r"^(?:本年|当年)(?:度)?(?:支出)?(?:合计|小计|总计)?$|^(?:本年|当年)(?:预算)?支出",
        "current_year",
    ),
    (r"结余分配", "surplus_distribution"),
    (r"结转|结余", "carried_forward"),
    (r"人员.*公用", "basic"),
    (r"人员(?:经费|支出|类)", "personnel"),
    (r"公用(?:经费|支出)|运转类", "operating"),
    (r"基本支出", "basic"),
    (r"基本建设", "capital_construction"),
    (r"项目支出|特定目标类|专项业务(?:经?费|支出)", "project"),
    (r"上缴上级", "remitted_to_superior"),
    (r"经营支出", "business_operations"),
    (r"(?:附属|下级|所属)单位", "subsidies_to_subordinates"),
    (r"预留|机动", "reserve"),
    (r"^支出$", "total"),
)


_PROCUREMENT = re.compile(r"^(?:[ABC][-—、.]?)?(?P<kind>货物|工程|服务)(?:类|采购|[ABC])?$")
_PROCUREMENT_CLASSES = {"货物": "goods", "工程": "works", "服务": "services"}
_COUNTED = re.compile(
    r"[(](?:个|辆|台|套|台[,、]套|人|次|批|批次|人次|平方米|户|家|张|件)[)]$|(?:团组|批次|人次|"
    r"人数|保有量)数?$"
)


@lru_cache(maxsize=4096)
def is_counted(label: str) -> bool:
    """Check whether a line counts things instead of money (`公务用车保有量（辆）`), as the notes
    below 三公 tables do.
    """
    return bool(_COUNTED.search(squeeze(label)))


@lru_cache(maxsize=4096)
def three_public_item(text: str) -> str | None:
    """Return the 三公 item a label or a header cell names (also 会议费 and 培训费), None for other
    words.
    """
    plain = strip_numbering(squeeze(text))
    for pattern, item, needs in _THREE_PUBLIC:
        if re.search(pattern, plain) and (not needs or re.search(needs, plain)):
            return item
    return None


@lru_cache(maxsize=8192)
def summary_item(text: str, side: str, above: tuple[str, ...] = ()) -> str | None:
    """Return the item of a line of a summary table, `revenue.` or `expenditure.` in front; None
    where the words name none.

    `above` are the labels of the lines it stands under: parts of a carry-over line are carry-over
    too.
    """
    plain = strip_numbering(squeeze(text))
    for pattern, item in _REVENUE if side == "revenue" else _EXPENDITURE:
        if re.search(pattern, plain):
            if (
                side == "revenue"
                and not item.startswith(("carryover", "total", "current_year"))
                and any(map(_is_carried_in, above))
            ):
                return f"revenue.carryover.{item}"
            return f"{side}.{item}"
    return None


def procurement_item(text: str) -> str | None:
    """Return goods, works or services for the classes of 采购品目 (`货物`, `A-货物`, `三、服务C`),
    None for the goods themselves.
    """
    match = _PROCUREMENT.match(strip_numbering(squeeze(text)))
    if match:
        return _PROCUREMENT_CLASSES[match["kind"]]
    return None


def _is_carried_in(label: str) -> bool:
    plain = squeeze(label)
    return (
        bool(_CARRIED_IN.search(plain))
        and ("结转" in plain or "结余" in plain)
        and "合计" not in plain
    )
