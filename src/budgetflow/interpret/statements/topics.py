"""Which canonical topic a subject speaks of: a table of words, read with the headings the sentence
stands under.

Order matters: the first row that fits decides, so that narrow words stand before wide ones.
`DATASETS.md` lists what topics
cover; the names follow the items of the tables, so that a figure in prose can be joined to the same
figure in a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetflow.interpret.statements.function_codes import is_function

_ANYWHERE = (
    (r"出国", "three_public.overseas_travel"),
    (r"(?:外事|外宾|国[（(]境[）)]外)(?:公务)?接待", "three_public.reception.foreign"),
    (r"国内(?:公务)?接待", "three_public.reception.domestic"),
    (r"公务接待", "three_public.reception"),
    (
        r"(?:用车|公务车|车辆)购置(?:费|经费|费用)?[及和与、].*运行|(?:用车|公务车|车辆)购置运行|"
        r"(?:用车|公务车|车辆)运行(?:维护)?(?:费)?[及和与、]购置|用车费用?$",
        "three_public.vehicles",
    ),
    (r"(?:用车|公务车|车辆)购置", "three_public.vehicle_purchase"),
    (r"(?:用车|公务车|车辆)运[行营转]|公车运行", "three_public.vehicle_operation"),
    (r"三公", "three_public.total"),
    (r"会议费", "meetings"),
    (r"培训费", "training"),
    (r"委托业务费", "commissioned_services"),
    (r"(?:机关|单位|行政)?运行(?:经费|费用)|^行政经费|财政拨款运行经费", "operating_expenses"),
    (r"债务?.*限额", "debt.limit"),
    (r"债[务券].*余额", "debt.balance"),
    (r"债券(?:资金|额度)?$", "debt.bonds"),
    (r"非税收入|行政事业性收费|罚没", "non_tax_revenue"),
)
_PROCUREMENT = (
    (r"货物.*(?:中小|小微|小型)", "procurement.goods.reserved_sme"),
    (r"工程.*(?:中小|小微|小型)", "procurement.works.reserved_sme"),
    (r"服务.*(?:中小|小微|小型)", "procurement.services.reserved_sme"),
    (r"(?:小微|小型|微型)", "procurement.reserved_micro"),
    (r"中小", "procurement.reserved_sme"),
    (r"货物", "procurement.goods"),
    (r"工程", "procurement.works"),
    (r"服务", "procurement.services"),
    (r"集中采购", "procurement.centralized"),
    (r"分散采购|自行采购", "procurement.decentralized"),
    (r"采购", "procurement.total"),
)
_VEHICLES = (
    (r"超编", "over_establishment"),
    (r"编制", "establishment"),
    (r"省[)）]?级|部级", "ministerial"),
    (r"主要(?:领导|负责)", "leaders"),
    (r"机要", "confidential"),
    (r"应急", "emergency"),
    (r"执法", "law_enforcement"),
    (r"特种", "special"),
    (r"离退休|老干部", "retired"),
    (r"一般公务", "general"),
    (r"业务", "business"),
    (r"其他", "other"),
    (r"(?<!公务)(?<!机关)(?<!单位)(?<!部门)(?<![有用量置备公])用车$", "unclassified"),
    (r"[轿客货]车|越野车|商务车|皮卡|摩托车|工程车|救护车|巡逻车", "unclassified"),
    (r"", ""),
)
"""Kinds of vehicles in the forms of 国有资产占用情况; a kind that is none of them stays apart from
the total.
"""
_ASSETS = (
    (r"(?:出租|出借|使用|处置)(?:的)?(?:净)?收[入益]", "assets.income"),
    (r"处置|报废|报损", "assets.disposed"),
    (
        r"(?<!固定|流动|无形)资产(?:账面)?(?:原值|净值|价值)?(?:总额|总计|合计|总值)|总资产",
        "assets.total",
    ),
    (r"办公用房", "assets.office_housing"),
    (r"房屋|用房|建筑", "assets.housing"),
    (r"土地", "assets.land"),
    (r"家具", "assets.furniture"),
    (r"在建工程", "assets.construction"),
    (r"长期投资|对外投资", "assets.investments"),
    (r"流动资产", "assets.current"),
    (r"(?:单价|单位价值|单台|大型|以上).*设备", "assets.large_equipment"),
    (r"设备", "assets.equipment"),
    (r"固定资产", "assets.fixed"),
    (r"无形资产", "assets.intangible"),
    (r"资产", "assets.other"),
)
_STAFF_PARTS = (
    (r"^参(?:照)?公", "civil_service_managed"),
    (r"^(?:机关)?行政", "administrative"),
    (r"^(?:全额|差额|财政补助|公益.类)?事业", "institution"),
    (r"^(?:机关)?(?:工勤|后勤)", "support"),
)
"""Parts of a head count: 实有人员214人，其中行政154人，事业60人."""
_STAFF = (
    (r"实有", "staff.total"),
    (r"行政编制", "staff.establishment.administrative"),
    (r"事业编制", "staff.establishment.institution"),
    (r"编制(?:数|人数)?$", "staff.establishment"),
    (r"离退休", "staff.retired_all"),
    (r"离休", "staff.retired_veterans"),
    (r"退休", "staff.retired"),
    (r"在职|在编|在岗", "staff.in_service"),
    (r"编制", "staff.establishment"),
)
_WHOLE = (
    r"(?:(?:19|20)\d\d年度?|部门|单位|财务|本级|全年|年度|总[体计额]?|合计|预算|决算|预计|安排|"
    r"实现|相应|省|市|区|县|全|数|资金|金额|规模"
    r"|[（(](?:部门|单位)[）)]|的)"
)
"""Words beside 收入 and 支出 that leave it the whole of the body."""
_QUALIFIER = (
    r"(?:(?:19|20)\d\d年度?|一般公共预算|政府性基金|国有资本经营|财政拨款|基本支出|部门|单位|本级|预算|决算|"
    r"当年|本年|年初|安排|用于|支出|拨款|经费|日常|中|的|[（(]部门[）)]|[（(]单位[）)])"
)
"""Words before 人员经费 that leave it the standard kind; 临聘人员经费 is an item of its own."""
_REVENUE = (
    (r"^加上", "revenue.item"),
    (r"上级一般公共预算", "revenue.general_transfer"),
    (r"上级政府性基金", "revenue.government_fund_transfer"),
    (r"上级国有资本", "revenue.state_capital_transfer"),
    (r"使用非财政拨款结余", "revenue.non_appropriation_balance"),
    (r"非财政拨款结转|单位资金结转|非财政拨款结余", "revenue.carryover.other"),
    (r"财政拨款结转|结转结余的一般公共|一般公共预算.*结转", "revenue.carryover.appropriation"),
    (r"结转结余的|(?:政府性基金|国有资本).*结转", "revenue.carryover.part"),
    (r"(?:上年|年初)?结转|结余", "revenue.carryover"),
    (r"税收", "revenue.tax"),
    (r"转移支付|返还", "revenue.transfers"),
    (r"债[务券]", "revenue.debt"),
    (r"社会保险|社保基金|保险基金|医保基金", "social_insurance_fund.revenue"),
    (r"一般公共预算", "revenue.general_public_budget"),
    (r"政府性基金", "revenue.government_fund"),
    (r"国有资本", "revenue.state_capital"),
    (r"财政专户|教育收费|专户资金|专户管理", "revenue.special_account"),
    (r"经营收入", "revenue.business_operations"),
    (r"事业收入", "revenue.business"),
    (r"上级补助", "revenue.superior_subsidies"),
    (r"附属单位上缴", "revenue.subordinate_remittances"),
    (r"单位资金", "revenue.unit_funds"),
    (r"其他资金", "revenue.other_funds"),
    (r"其他收入", "revenue.other"),
    (r"非同级财政", "revenue.other_levels"),
    (r"财政拨款", "revenue.appropriation"),
    (r"(?:本年|当年).{0,4}收入", "revenue.current_year"),
    (rf"^{_WHOLE}*收入{_WHOLE}*$", "revenue.total"),
    (r"收入", "revenue.item"),
)
_EXPENDITURE = (
    (r"经营支出", "expenditure.business_operations"),
    (r"上缴上级", "expenditure.remitted_to_superior"),
    (r"对附属单位", "expenditure.subsidies_to_subordinates"),
    (r"预留", "expenditure.reserve"),
    (r"结余分配", "expenditure.surplus_distribution"),
    (r"结转下年|年[终末](?:滚存)?结转|年[终末](?:滚存)?结余", "expenditure.carried_forward"),
    (r"社会保险|社保基金|保险基金|医保基金", "social_insurance_fund.expenditure"),
    (r"上年结转", "{fund}.carryover"),
    (rf"^{_QUALIFIER}*(?:在职|在编)?人员(?:经费|支出)|增人增资", "{fund}.personnel"),
    (r"公用(?:经费|支出)", "{fund}.operating"),
    (r"对个人和家庭", "{fund}.individual_and_family_subsidies"),
    (r"工资福利支出", "{fund}.wages_and_welfare"),
    (r"商品和服务支出", "{fund}.goods_and_services"),
    (r"资本性支出", "{fund}.capital"),
    (r"基本支出", "{fund}.basic"),
    (r"项目(?:经费)?支出", "{fund}.project"),
    (r"政府性基金", "government_fund.total"),
    (r"国有资本", "state_capital.total"),
    (r"一般公共预算", "general_public_budget.total"),
    (r"财政拨款", "appropriation.total"),
    (r"(?:本年|当年).{0,4}支出", "expenditure.current_year"),
    (rf"^{_WHOLE}*支出{_WHOLE}*$", "expenditure.total"),
    (r"^(?:部门|单位)?预算(?:总额)?$", "expenditure.total"),
    (r"支出", "expenditure.item"),
)
_BOTH = re.compile(r"收[、，]?支|收入(?:总计|合计|总额|预算|决算)?[、和及与]支出|收入支出")
_FUNDS = (
    (re.compile(r"政府性?基金"), "government_fund"),
    (re.compile(r"国有资本"), "state_capital"),
    (re.compile(r"一般公共预算"), "general_public_budget"),
    (re.compile(r"财政拨款"), "appropriation"),
)
_INCOME = re.compile(r"收入(?:预算|资金|总计|合计|决算|预计|数|总额)*$")
_OF_PROCUREMENT = re.compile(r"货物|工程|服务|企业|金额|总额")
_FUNDING = re.compile(
    r"一般公共预算|政府性基金|财政拨款|财政专户|结转|结余|单位资金|自有资金|(?:事业|经营|其他)"
    r"收入|其他资金"
)
_BUY = re.compile(r"购置|采购|购买|新增|更新|拟(?:新)?[配购]|新(?:配|购)")
_HELD = re.compile(r"共有|现有|实有|保有|占有|占用|拥有|截[至止]|年末|年底")
EVALUATION = re.compile(r"绩效|自评")
_BARE_SIDE = re.compile(r"(?:收入|支出)(?:预算|决算)?(?:数|合计|总计)?")
_OF_FUND = {
    "government_fund": "revenue.government_fund",
    "state_capital": "revenue.state_capital",
    "general_public_budget": "revenue.general_public_budget",
    "appropriation": "revenue.appropriation",
}
"""Revenue of each fund, where a chapter of its own says only 收入."""
_TO_COME = re.compile(r"年[终末底].{0,4}结[转余]|结[转余]下年|结转(?:到|至)下")
"""What is carried forward is no revenue."""
_PERFORMANCE = (
    (r"整改", "performance.issues"),
    (r"整体", "performance.overall"),
    (r"非财政拨款", "performance.other_projects"),
    (r"财政拨款", "performance.appropriation_projects"),
    (r"绩效|项目|涉及|资金|编报", "performance.projects"),
    (r"", "performance.other"),
)


@dataclass(frozen=True, slots=True)
class Context:
    """Where a subject stands: the headings above it, outermost first, and the words of its sentence
    before it.
    """

    headings: tuple[str, ...]
    sentence: str = ""
    paragraph: str = ""
    whole: str = ""
    """The topic of the latest total in the paragraph, whose parts follow."""
    part_of: str = ""
    """The topic of the whole whose parts the passage lists (其中), empty where it lists none."""

    @property
    def near(self) -> str:
        """Give the innermost heading that is not only a number or a name."""
        return self.headings[-1] if self.headings else ""

    @property
    def all(self) -> str:
        """Give all headings as one text."""
        return " ".join(self.headings)


def topic_of(subject: str, context: Context, *, quantity_unit: str | None = None) -> str:
    """Give the canonical topic of a subject in its context; `other` where no row of the table
    fits.
    """
    plain = re.sub(r"[“”\"'‘’《》]|[（(]不含.{0,8}[）)]", "", subject)
    topic = _special(plain, context, quantity_unit)
    if topic is None and quantity_unit is None and is_function(plain):
        topic = "function"
    if topic is None and quantity_unit is None:
        topic = _flow(plain, context)
    return topic or "other"


def _special(plain: str, context: Context, quantity_unit: str | None) -> str | None:
    """Look among the topics that are no revenue or expenditure of the whole: 三公, procurement,
    assets, staff, performance.
    """
    if quantity_unit is None:
        return _of_money(plain, context)
    if EVALUATION.search(plain) or "绩效" in context.near:
        return _first(_PERFORMANCE, plain)
    if asset := _asset(plain, context, quantity_unit):
        return asset
    counted = quantity_unit in {"", "人", "名"} or (
        quantity_unit == "个" and plain.endswith("编制")
    )
    if not counted:
        return None
    if context.part_of.startswith("staff.") and (kind := _first(_STAFF_PARTS, plain)):
        return ".".join((*context.part_of.split(".")[:2], kind))
    return _first(_STAFF, plain)


def _of_money(plain: str, context: Context) -> str | None:
    """Look among the special topics for a subject whose figure is an amount."""
    if EVALUATION.search(plain):
        return _first(_PERFORMANCE, plain)
    if re.search(r"资产|设备|车辆|在建工程|长期投资", plain) and (
        asset := _asset(plain, context, None)
    ):
        return asset
    if bought := _procurement(plain, context):
        return bought
    if re.search(r"(?:一般性|专项|共同(?:财政)?事权)转移支付", plain) and "上级" not in plain:
        return "transfers"
    if "绩效" in context.near:
        return _first(_PERFORMANCE, plain)
    return _asset(plain, context, None) or _money_topic(plain, context)


def _procurement(plain: str, context: Context) -> str | None:
    """Look for government procurement, by its own words or under its heading."""
    if "中标" in context.sentence and plain.startswith("采购金额"):
        return "procurement.awarded"
    part = context.whole == "procurement.total" and re.match(r"(?:货物|工程|服务)(?:类)?$", plain)
    under = "采购" in context.near and "三公" not in plain and _OF_PROCUREMENT.search(plain)
    if (
        not under
        and "采购" in context.near
        and "采购" in context.sentence
        and "采购" not in plain
        and _FUNDING.search(plain)
    ):
        return "procurement.funding"  # 按资金来源划分，一般公共预算拨款1万元
    return (
        _first(_PROCUREMENT, plain) if part or under or re.search(r"采购(?!经理)", plain) else None
    )


def _money_topic(plain: str, context: Context) -> str | None:
    """Look among carry-overs, 三公 and its like, and transfers."""
    if "结转" in context.near and "情况" in context.near:
        return _carryover(plain)
    if found := _first(_ANYWHERE, plain):
        return found
    managed = "转移支付" in context.near and not re.search(r"收入|上级", context.near)
    if re.search(r"收费|非税", context.sentence) and re.fullmatch(r"收入(?:预计|预算)?", plain):
        return "non_tax_revenue"
    if managed:
        return "transfers.carryover" if "结转" in plain else "transfers"
    return None


def _carryover(plain: str) -> str:
    """Read a subject of the chapter on what was carried over from the year before."""
    if (
        re.search(r"上年结转结余$|结转结余(?:预算)?(?:数|资金|总计|合计)?$", plain)
        and "拨款" not in plain
    ):
        return "revenue.carryover"
    if "非财政拨款" in plain:
        return "revenue.carryover.other"
    return (
        "revenue.carryover.appropriation"
        if re.search(r"^财政拨款(?:结转)?$", plain)
        else "revenue.carryover.item"
    )


def _asset(plain: str, context: Context, quantity_unit: str | None) -> str | None:
    """Look for state assets: what is held, and what is to be bought."""
    held = (
        "资产" in context.all
        or "资产" in context.sentence
        or "固定资产" in plain
        or quantity_unit is not None
    )
    if (
        not held
        or "有偿使用" in plain
        or ("费" in plain[-3:] and not re.search(r"购[置买]车辆", plain))
    ):
        return None
    buying = _is_bought(plain, context)
    if re.search(r"(?:处置|报废)(?!收)", plain):
        return "assets.disposed"
    if quantity_unit == "辆" or re.search(r"车辆|用车", plain):
        kind = _first(_VEHICLES, plain) or ""
        return ("assets.purchase_vehicles" if buying else "assets.vehicles") + (
            f".{kind}" if kind else ""
        )
    found = (
        _first(_ASSETS, plain)
        if quantity_unit in {None, "平方米", "㎡", "亩", "台", "套", "件", "项", "栋", "处"}
        or "台" in (quantity_unit or "")
        else None
    )
    if found and buying and found in {"assets.large_equipment", "assets.fixed"}:
        return found.replace("assets.", "assets.purchase_")
    return found


def _is_bought(plain: str, context: Context) -> bool:
    """Return whether things are to be bought and are not held yet: by their own words, by the whole
    whose parts they are, by the sentence, or by a paragraph on purchases alone.
    """
    if re.search(r"保有|实有|共有|现有", plain):
        return False
    if _BUY.search(plain) or context.part_of.startswith("assets.purchase"):
        return True
    if _BUY.search(context.sentence) and not _HELD.search(context.sentence):
        return True
    return "购置" in context.paragraph and not re.search(r"截[至止]|共有|占用", context.paragraph)


def _flow(plain: str, context: Context) -> str | None:
    """Look among revenue and expenditure, by the subject's own words, then by the nearest
    heading's.
    """
    plain = re.sub(r"[（(].*?[)）]", "", plain)
    if _BOTH.search(plain):
        return next(
            (f"{fund}.total" for pattern, fund in _FUNDS if pattern.search(plain)), "budget.total"
        )
    near = next((h for h in reversed(context.headings) if ("收入" in h) != ("支出" in h)), "")
    carried = (
        re.search(
            r"(?:上年|年初).{0,4}结转|使用非财政拨款|(?<!年末|年终|下年)结转(?:结余)?(?:资金)?$",
            plain,
        )
        is not None
    )
    if _BARE_SIDE.fullmatch(plain) and (fund := _chapter_fund(context)):
        return _OF_FUND[fund] if "收入" in plain else f"{fund}.total"
    side = context.part_of.partition(".")[0]
    if "支出" in plain or _TO_COME.search(plain):
        revenue = False
    elif (
        _INCOME.search(plain)
        or ("收入" in plain and "支出" not in near)
        or (carried and "项目" not in plain)
    ):
        revenue = True
    elif side in {"revenue", "expenditure"}:
        revenue = side == "revenue"
    else:
        revenue = "收入" in near
    if revenue:
        return _first(_REVENUE, plain)
    found = _first(_EXPENDITURE, plain)
    if found is None and re.search(r"支出", context.all):
        return "expenditure.item"
    return found.format(fund=_fund(plain, context)) if found else None


def _chapter_fund(context: Context) -> str | None:
    """Return the one fund that the nearest heading with 收入 or 支出 is about, None for several or
    none.
    """
    for heading in reversed(context.headings):
        if "收支" in heading or not re.search(r"收入|支出", heading):
            continue
        found = [fund for pattern, fund in _FUNDS if pattern.search(heading)]
        return found[0] if found else None
    return None


def _fund(plain: str, context: Context) -> str:
    """Give the fund whose parts are spoken of; all of them together are `expenditure`."""
    whole, _, part = context.whole.partition(".")
    if (
        part == "total"
        and whole in {fund for _, fund in _FUNDS}
        and not re.search(r"财政拨款|公共预算|基金|国有资本", plain)
    ):
        return whole
    for text in (plain, *reversed(context.headings)):
        for pattern, fund in _FUNDS:
            if pattern.search(text) and "收支预算" not in text:
                return fund
    return "expenditure"


def _first(rows: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((topic for pattern, topic in rows if re.search(pattern, text)), None)
