"""Which canonical topic a subject speaks of: a table of words, read with the headings the sentence
stands under.

Order matters: the first row that fits decides, so that narrow words stand before wide ones.
`DATASETS.md` lists what topics
cover; the names follow the items of the tables, so that a figure in prose can be joined to the same
figure in a table.
"""

from __future__ import annotations

import re

from budgetflow.interpret.statements.function_codes import is_function
from budgetflow.interpret.statements.subjects import Context
from budgetflow.interpret.statements.topic_words import (
    ANYWHERE,
    ASSETS,
    BARE_SIDE,
    BOTH,
    BUY,
    CARS,
    DEBT_KINDS,
    EVALUATION,
    EXPENDITURE,
    FUNDING,
    FUNDS,
    HAVE_PARTS,
    HELD,
    INCOME,
    OF_FUND,
    OF_PROCUREMENT,
    PERFORMANCE,
    PROCUREMENT,
    REVENUE,
    STAFF,
    STAFF_PARTS,
    TO_COME,
    VEHICLES,
    first_topic,
)

# `2021年结转的“三公”经费支出` is no 三公 of this year.
_CARRIED_ITEM = re.compile(r"(?:上年|(?:19|20)\d\d年)(?:度)?结转的(?!.{0,8}(?:收入|拨款$|资金$))")


def topic_of(subject: str, context: Context, *, quantity_unit: str | None = None) -> str:
    """Return the canonical topic of a subject in its context; `other` where no row of the table
    fits.
    """
    plain = re.sub(r"[“”\"'‘’《》]|[（(]不含.{0,8}[）)]", "", subject)
    if _CARRIED_ITEM.search(plain):
        return "revenue.carryover.item"
    if quantity_unit is None and (left := _left(plain, context)):
        return left
    topic = _special(plain, context, quantity_unit)
    if topic is None and quantity_unit is None and is_function(plain, context.headings):
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
        return first_topic(PERFORMANCE, plain)
    if asset := _asset(plain, context, quantity_unit):
        return asset
    counted = quantity_unit in {"", "人", "名"} or (
        quantity_unit == "个" and plain.endswith("编制")
    )
    if not counted:
        return None
    if context.part_of.startswith("staff.") and (kind := first_topic(STAFF_PARTS, plain)):
        return ".".join((*context.part_of.split(".")[:2], kind))
    return first_topic(STAFF, plain)


def _of_money(plain: str, context: Context) -> str | None:
    """Look among the special topics for a subject whose figure is an amount."""
    if EVALUATION.search(plain):
        return first_topic(PERFORMANCE, plain)
    if re.search(r"资产|设备|车辆|在建工程|长期投资", plain) and (
        asset := _asset(plain, context, None)
    ):
        return asset
    if bought := _procurement(plain, context):
        return bought
    if re.search(r"(?:一般性|专项|共同(?:财政)?事权)转移支付", plain) and "上级" not in plain:
        return "transfers"
    if "绩效" in context.near:
        return first_topic(PERFORMANCE, plain)
    return _asset(plain, context, None) or _money_topic(plain, context)


def _procurement(plain: str, context: Context) -> str | None:
    """Look for government procurement, by its own words or under its heading."""
    if "中标" in context.sentence and plain.startswith("采购金额"):
        return "procurement.awarded"
    part = context.whole == "procurement.total" and re.match(r"(?:货物|工程|服务)(?:类)?$", plain)
    under = "采购" in context.near and "三公" not in plain and OF_PROCUREMENT.search(plain)
    if (
        not under
        and "采购" in context.near
        and re.search(r"采购|资金来源", context.sentence)
        and "采购" not in plain
        and FUNDING.search(plain)
    ):
        return "procurement.funding"  # 按资金来源划分，一般公共预算拨款1万元
    if part or under or _speaks_of_procurement(plain, context):
        return first_topic(PROCUREMENT, plain)
    return None


def _speaks_of_procurement(plain: str, context: Context) -> bool:
    """Check whether 采购 in a subject is government procurement as such.

    Outside a passage on it, 设备采购 and 警服采购工作 are lines of the body's own projects: the
    first of them was once taken for all that a bureau buys.
    """
    if re.search(r"政府采购|授予.{0,6}企业合同", plain):
        return True
    if "采购" not in plain:
        return False
    if "采购" in context.near or "政府采购" in context.sentence:
        return re.search(r"采购(?!经理)", plain) is not None
    return first_topic(PROCUREMENT, plain) == "procurement.total"


def _money_topic(plain: str, context: Context) -> str | None:
    """Look among carry-overs, 三公 and its like, and transfers."""
    if "结转" in context.near and "情况" in context.near:
        return _carryover(plain)
    if context.part_of in _DEBT and (kind := first_topic(DEBT_KINDS, plain)):
        return f"{context.part_of}.{kind}"
    if found := first_topic(ANYWHERE, plain) or _part_of_the_sentence(plain, context):
        return found
    managed = "转移支付" in context.near and not re.search(r"收入|上级", context.near)
    if plain:
        before = context.sentence.partition(plain)[0]
    else:
        before = context.sentence
    if re.search(r"收费|非税", before) and re.fullmatch(r"收入(?:预计|预算)?", plain):
        return "non_tax_revenue"
    if managed:
        return "transfers.carryover" if "结转" in plain else "transfers"
    return None


_DEBT = frozenset({"debt.limit", "debt.balance", "debt.bonds"})
# Where vehicles are spoken of, 购置费 and 运行维护费 are those of vehicles.
_OF_VEHICLES = re.compile(
    r"(?:安排|预算|支出)*(?:(?P<bought>购置费)|运行(?:维护)?费)(?:用|预算|支出|决算|数)*"
)


def _part_of_the_sentence(plain: str, context: Context) -> str | None:
    """Return the topic of a part that only its sentence tells: 购置费 of cars."""
    part = _OF_VEHICLES.fullmatch(plain)
    if part is None or "车" not in context.sentence:
        return None
    return f"three_public.vehicle_{'purchase' if part['bought'] else 'operation'}"


def _carryover(plain: str) -> str:
    """Read a subject of the chapter on what was carried over from the year before."""
    if (
        re.search(r"上年结转结余$|结转结余(?:预算)?(?:数|资金|总计|合计)?$", plain)
        and "拨款" not in plain
    ):
        return "revenue.carryover"
    if "非财政拨款" in plain:
        return "revenue.carryover.other"
    if re.search(r"^财政拨款(?:结转)?$", plain):
        return "revenue.carryover.appropriation"
    return "revenue.carryover.item"


def _asset(plain: str, context: Context, quantity_unit: str | None) -> str | None:
    """Look for state assets: what is held, and what is to be bought."""
    if not _is_of_assets(plain, context, quantity_unit):
        return None
    buying = _is_bought(plain, context)
    if _DISPOSED.search(plain):
        return "assets.disposed"
    if quantity_unit == "辆" or _CARS.search(plain):
        whole = "assets.purchase_vehicles" if buying else "assets.vehicles"
        return _of_vehicles(plain, context, whole)
    unit = "台" if quantity_unit is None else quantity_unit
    found = first_topic(ASSETS, plain) if unit in _UNITS_OF_ASSETS or "台" in unit else None
    if found and buying and found in {"assets.large_equipment", "assets.fixed"}:
        return found.replace("assets.", "assets.purchase_")
    return found


def _of_vehicles(plain: str, context: Context, whole: str) -> str:
    """Return the kind of vehicles named, as a part of the topic of all of them; a part of the total
    is a kind, whatever it is called.
    """
    kind = first_topic(VEHICLES, plain)
    if kind:
        return f"{whole}.{kind}"
    if context.part_of == whole:
        return f"{whole}.unclassified"
    return whole


def _is_of_assets(plain: str, context: Context, quantity_unit: str | None) -> bool:
    """Check whether a subject may be things that are owned: chapter or words say 资产, or it is
    counted; fees and revenue from assets are money.
    """
    said = (context.all, context.sentence, plain)
    named = any("资产" in words for words in said)
    if not named and quantity_unit is None:
        return False
    if "有偿使用" in plain:
        return False
    is_fee = "费" in plain[-3:] and not _BUYS_CARS.search(plain)
    return not is_fee


_UNITS_OF_ASSETS = frozenset({"平方米", "㎡", "亩", "台", "套", "件", "项", "栋", "处"})
_DISPOSED = re.compile(r"(?:处置|报废)(?!收)")
_BUYS_CARS = re.compile(r"购[置买]车辆")
_CARS = re.compile(rf"车辆|用车|{CARS}")


def _is_bought(plain: str, context: Context) -> bool:
    """Return whether things are to be bought and are not held yet: by their own words, by the whole
    whose parts they are, by the sentence, or by a paragraph on purchases alone.
    """
    if re.search(r"保有|实有|共有|现有", plain):
        return False
    if context.part_of.startswith("assets.vehicles") and not BUY.search(plain):
        return False
    if BUY.search(plain) or context.part_of.startswith("assets.purchase"):
        return True
    if BUY.search(context.sentence) and not HELD.search(context.sentence):
        return True
    return "购置" in context.paragraph and not re.search(r"截[至止]|共有|占用", context.paragraph)


# 年末结转和结余: what is left when the year ends, never money brought into it; a year in digits
# before it is another one, whose end brings money into this.
_LEFT_AT_THE_END = re.compile(r"(?<!\d{4}年)(?<!\d{4})年[末终底](?!.*余额).{0,6}(?:结转|结余)")
_FUND = f"(?:{'|'.join(pattern.pattern for pattern, _ in FUNDS)})"
# 年末政府性基金预算财政拨款结转和结余, 政府性基金年末结转: neither what the fund spent nor all
# that is left.
_ONE_FUND_LEFT = re.compile(
    rf"(?<!\d{{4}}年)(?<!\d{{4}})年[末终底]{_FUND}(?!.*余额).{{0,12}}(?:结转|结余)"
    rf"|{_FUND}[^，。；]{{0,12}}年[末终底](?!.*余额).{{0,6}}(?:结转|结余)"
)
# 政府性基金年初结转2万元，本年收入10万元，年末结转3万元: the sentence is about the fund that it
# opens with.
_ACCOUNT_OF_A_FUND = re.compile(rf"^[^，。；]{{0,30}}{_FUND}[^，。；]{{0,10}}年初.{{0,4}}结转")
# 政府性基金收入10万元，支出9万元，年末结转1万元
_FLOWS_OF_A_FUND = re.compile(rf"^[^，。；其]{{0,30}}{_FUND}[^，。；]{{0,6}}收入[^，。；]*，支出")


def _left(plain: str, context: Context) -> str | None:
    """Return the topic of what is left when the year ends, of one fund or of all; None where the
    subject is another.
    """
    if _ONE_FUND_LEFT.search(plain):
        return f"{_fund_named(plain)}.carried_forward"
    part_of_the_left = context.part_of.endswith(".carried_forward")
    if part_of_the_left and re.search(_FUND, plain) and re.search(r"结转|结余", plain):
        return f"{_fund_named(plain)}.carried_forward"
    if _LEFT_AT_THE_END.search(plain) is None:
        return None
    sentence = context.sentence
    if _ACCOUNT_OF_A_FUND.match(sentence) or _FLOWS_OF_A_FUND.match(sentence):
        return f"{_fund_named(sentence)}.carried_forward"
    return "expenditure.carried_forward"


def _fund_named(words: str) -> str:
    """Return the first fund of the table of funds that words name; all of them are expenditure."""
    return next((fund for pattern, fund in FUNDS if pattern.search(words)), "expenditure")


def _flow(plain: str, context: Context) -> str | None:
    """Look among revenue and expenditure, by the subject's own words, then by the nearest
    heading's.
    """
    plain = re.sub(r"[（(].*?[)）]", "", plain)
    if BOTH.search(plain):
        funds = (fund for pattern, fund in FUNDS if pattern.search(plain))
        return f"{next(funds, 'budget')}.total"
    fund = _chapter_fund(context) if BARE_SIDE.fullmatch(plain) else None
    if fund and not (fund in _WIDE_FUNDS and plain[0] in "本当"):
        return OF_FUND[fund] if "收入" in plain else f"{fund}.total"
    side = context.part_of.partition(".")[0]
    if _is_revenue(plain, context, side):
        found = first_topic(REVENUE, plain)
        return found or ("revenue.item" if side == "revenue" else None)
    return _outlay(plain, context)


def _outlay(plain: str, context: Context) -> str | None:
    """Look among expenditure; what no pattern names is an item where a heading says 支出."""
    found = first_topic(EXPENDITURE, plain)
    if found is not None:
        return found.format(fund=_fund(plain, context))
    of_both = "收支" in context.all and _COSTS.search(plain) is not None
    if "支出" in context.all or of_both:
        return "expenditure.item"
    return None


def _is_revenue(plain: str, context: Context, side: str) -> bool:
    """Check whether a subject is of the revenue: by its own words, by the whole whose part it is
    (`side`), by the nearest heading that names one of the two.
    """
    if "支出" in plain or TO_COME.search(plain):
        return False
    headings = (one for one in reversed(context.headings) if ("收入" in one) != ("支出" in one))
    near = next(headings, "")
    if INCOME.search(plain) or ("收入" in plain and "支出" not in near):
        return True
    if _CARRIED_IN.search(plain) and "项目" not in plain and side != "expenditure":
        return True
    return side == "revenue" or (side != "expenditure" and "收入" in near)


_CARRIED_IN = re.compile(
    r"(?:上年|年初).{0,4}结转|使用非财政拨款|(?<!年末|年终|下年)结转(?:结余)?(?:资金)?$"
)
# Funds whose 本年收入 is told apart from what was carried over.
_WIDE_FUNDS = frozenset({"appropriation", "general_public_budget"})
_COSTS = re.compile(r"(?:经费|费用?)$")


def _chapter_fund(context: Context) -> str | None:
    """Return the one fund that the sentence or the nearest heading with 收入 or 支出 is about, None
    for several or none.
    """
    if account := _ACCOUNT_OF_A_FUND.match(context.sentence):
        return _fund_named(account.group())
    for heading in reversed(context.headings):
        if "收支" in heading or not re.search(r"收入|支出", heading):
            continue
        found = [fund for pattern, fund in FUNDS if pattern.search(heading)]
        if found:
            return found[0]
        return None
    return None


def _fund(plain: str, context: Context) -> str:
    """Return the fund whose parts are spoken of; all of them together are `expenditure`."""
    if context.part_of.endswith(HAVE_PARTS):
        of = context.part_of
    else:
        of = context.whole
    whole, _, part = of.partition(".")
    if (
        f".{part}" in HAVE_PARTS
        and whole in {fund for _, fund in FUNDS}
        and not re.search(r"财政拨款|公共预算|基金|国有资本", plain)
    ):
        return whole
    for text in (plain, *reversed(context.headings)):
        for pattern, fund in FUNDS:
            if pattern.search(text) and "收支预算" not in text:
                return fund
    return "expenditure"
