"""What an indicator is to reach: operator, number and unit, in every spelling printed.

`>=1900 人`, `≥ 95`, `＞＝95%`, `> =10.13 万人`, `不低于3次`, `90%以上`, `=100%`, `定性 优`,
`有效提升`, `2025年12月15日`, `每季度结束后的15日内`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from budgetflow.interpret.targets.units import bare_unit
from budgetflow.interpret.text.normalise import plain_signs

Operator = Literal[">=", "<=", "=", "qualitative", "by_date", "several"]

_MORE = (
    r"(?:>=|≥|⩾|≧|》=?|=>|>|不低于|不少于|不小于|大于等于|大于或等于|大于|超过|高于|多于|至少|"
    r"达到|优于)"
)
_LESS = (
    r"(?:<=|≤|⩽|≦|《=?|=<|<|不高于|不超过|不多于|不大于|小于等于|小于或等于|小于|低于|少于|控制在)"
)
_EQUAL = r"(?:==?|等于|为)"
_NUMBER = r"[-−]?\d[\d,]*(?:\.\d+)?"
# `订阅《人民日报》20份`: marks of a title, where `满意度》90%` has one for a comparison sign.
_TITLE = re.compile(r"《([^《》\d][^《》]*)》")
# A digit belongs to a unit behind m alone: `5m2` is an area, `3次5人` are two figures.
_UNIT = r"(?:[^\d]|(?<=m)[23]){0,16}?"
_VALUE = re.compile(
    rf"(?P<more>{_MORE})?(?P<less>{_LESS})?(?P<equal>{_EQUAL})?(?P<figure>{_NUMBER})"
    rf"(?P<unit>{_UNIT})(?P<tail>以上|及以上|以下|及以下|以内|之内)?"
)
_BOUND = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?P<equal>{_EQUAL})"
    rf"?(?P<figure>{_NUMBER})(?P<unit>%|[\u4e00-\u9fff]{{1,2}}?)"
    r"(?P<tail>)(?=$|[的。，；])"
)
_TAIL = r"以上|及以上|以下|及以下|以内|之内"
# `完成率100%`, `完善率95%以上`: the name of the indicator is said again before its figure.
_RATE = re.compile(
    rf"(?<=[率性度比])(?P<more>)(?P<less>)(?P<equal>)(?P<figure>{_NUMBER})(?P<unit>%)"
    rf"(?P<tail>{_TAIL})?$"
)
# `较上年下降5%以上`: the bound stands behind the figure.
_TAIL_BOUND = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?P<more>)(?P<less>)(?P<equal>)(?P<figure>{_NUMBER})"
    rf"(?P<unit>%|[\u4e00-\u9fff]{{1,3}}?)(?P<tail>{_TAIL})$"
)
_ABOUT = re.compile(r"^(?:大?约|预计)(?=\d)|左右$")
_SYMBOL = r"(?:>=|≥|⩾|≧|》=?|=>|>|<=|≤|⩽|≦|《=?|=<|<|=)"
_SYMBOL_BOUND = re.compile(
    rf"(?:(?P<more>>=|≥|⩾|≧|》=?|=>|>)|(?P<less><=|≤|⩽|≦|《=?|=<|<)|(?P<equal>==?))"
    rf"(?P<words>[\u4e00-\u9fff]{{0,10}}?)(?P<figure>{_NUMBER})(?P<unit>{_UNIT})(?P<tail>)"
    r"(?=$|[,，。；;、|])"
)
_SYMBOL_BEFORE_NUMBER = re.compile(rf"{_SYMBOL}{_NUMBER}")
_PARTS = re.compile(r"[,，;；、/\n]\s*(?:且|并且|同时|和)?")
_PART = re.compile(rf"{_NUMBER}余?(?:[%‰]|[a-z\u4e00-\u9fff㎡㎥]{{1,6}})")
_DATE = re.compile(
    r"^(?:20\d{2}年)?\d{1,2}月?[-~～—–至]+\d{1,2}月[份底]?$|"
    r"\d{4}年(?:度)?(?:第?[一二三四1-4]季度|[上下]半年|年?[底末]|\d{1,2}月)|"
    r"^20\d{2}[-./](?:0?[1-9]|1[0-2])(?:[-./]\d{1,2})?(?:日|前|之前|底)?$|\d{1,2}月(?:\d{1,2}日|"
    r"底|末|份|前)|每?(?:季度|年度|月)(?:结束)?后?的?\d+日|"
    r"第[一二三四]季度|[年月季][底末](?:前|完成)?$|\d{4}年(?:底|末|内|度|前)?$|(?:日|月|年)(?:前|"
    r"内|之前|底前)(?:完成)?$"
)
_QUALITATIVE = re.compile(r"^(?:定性|优良中低差|文字描述|其他|好坏)")
# 90%-95% is no single number, and either end would be a target that nobody set.
_RANGE = re.compile(rf"{_NUMBER}%?\s*[-~～—至]\s*{_NUMBER}")


@dataclass(frozen=True, slots=True)
class Target:
    """A target read; what is words alone has neither number nor unit."""

    operator: Operator
    number: Decimal | None = None
    unit: str | None = None


def read_target(
    printed: str, operator: str | None = None, unit: str | None = None
) -> Target | None:
    """Read a target from its cell, with the cells for operator (指标性质) and unit (计量单位) where
    the table has them.

    None for a blank cell. A bare number counts as `=`. `>` and `<` are read as `>=` and `<=`: what
    was printed is kept beside.
    """
    # Before signs are made plain: 《 alone is a publisher's ≤.
    printed = _TITLE.sub(r"\1", printed)
    value = _ABOUT.sub("", plain_signs(printed))
    sign = plain_signs(operator or "")
    own_unit = bare_unit(plain_signs(unit or ""))
    if not value:
        return None
    bound = _is_bound(value)
    if not bound and _QUALITATIVE.match(sign or value):
        return Target("qualitative")
    # Before numbers: 2025年12月 would be the number 2025 in a unit of 年12月.
    if _names_a_day(value, own_unit):
        return Target("by_date")
    match = _plain_number(value)
    if match is None and _holds_several(printed):
        return Target("several")
    match = match or _in_words(value)
    if match is None:
        return Target("several" if bound else "qualitative")
    figure = match["figure"].replace(",", "").replace("−", "-")
    printed_unit = own_unit or bare_unit(match["unit"]) or None
    return Target(_operator(match, sign), Decimal(figure), printed_unit)


def _names_a_day(value: str, unit: str) -> bool:
    """Check whether a target is a date; beside a unit of its own only where the cell says 年, 月 or
    日 too.
    """
    if not _is_date(value):
        return False
    return not unit or re.search(r"[年月日]", value) is not None


def _plain_number(value: str) -> re.Match[str] | None:
    """Return the number that a target consists of; a range is none."""
    if _RANGE.search(value):
        return None
    return _VALUE.fullmatch(value)


def _in_words(value: str) -> re.Match[str] | None:
    """Return the number that words say, or that words bound."""
    return _said(value) or _bounded(value)


def _holds_several(printed: str) -> bool:
    """Check whether the parts of a cell, or its lines, are several targets: numbers with a sign, or
    with a unit alone beside one that has a sign.
    """
    targets = 0
    for line in printed.splitlines():
        # Line by line: signs made plain would run the last word of one into the next.
        for part in _PARTS.split(plain_signs(line)):
            if _PART.fullmatch(part) is not None or _is_bound(part):
                targets += 1
    return targets > 1


def _is_bound(part: str) -> bool:
    return _SYMBOL_BEFORE_NUMBER.search(part) is not None


def _bounded(value: str) -> re.Match[str] | None:
    """Find the one bound set by a symbol among words: 各区新增≥0.1册件/人, ≤资金下达后2日; None
    where there are two.
    """
    found = list(_SYMBOL_BOUND.finditer(value))
    if len(found) == 1:
        return found[0]
    return None


def _said(value: str) -> re.Match[str] | None:
    """Find the one bound that words speak of: 满意度不低于80%, 开展不少于5次的活动; None where they
    hold two numbers, or one without a sign.
    """
    if len(re.findall(_NUMBER, value)) != 1:
        return None
    patterns = (_BOUND, _RATE, _TAIL_BOUND)
    return next((found for pattern in patterns for found in pattern.finditer(value)), None)


def _is_date(value: str) -> bool:
    bare = re.sub(rf"^(?:{_MORE}|{_LESS}|{_EQUAL})", "", value)
    # ≤30日 is how long something may take, no day.
    duration = rf"{_NUMBER}(?:年|月|个月|日|天)"
    if re.fullmatch(duration, bare):
        return False
    return _DATE.search(bare) is not None


def _operator(match: re.Match[str], sign: str) -> Operator:
    """Return the operator by the sign's own cell, else by the sign before the figure, else by the
    words behind it.
    """
    # 正向 and 反向 say which way is better, as the column 指标性质 of some forms does.
    if re.match(rf"{_MORE}|正向", sign):
        return ">="
    if re.match(rf"{_LESS}|[反负逆]向", sign):
        return "<="
    if re.match(_EQUAL, sign):
        return "="
    if match["more"] or (match["tail"] or "").endswith("以上"):
        return ">="
    if match["less"] or (match["tail"] or "").endswith(("以下", "内")):
        return "<="
    return "="
