"""What is arranged for a project in a year, of all amounts that its description prints."""

from __future__ import annotations

import re
from decimal import Decimal

from budgetflow.interpret.text.phrases import Money, money_spans

_PARTS_IN_BRACKETS = re.compile(r"[（(][^（()）]*(?:含|其中|包括|结转|其余)[^（()）]*[)）]")
_PARTS_BEHIND = re.compile(r"(?:[，,；;。]|(?<=元))(?:其中|含|包括|包含|分别为)")
_SUM = re.compile(r"(?:合计|共计|总计|总额|总共|共安排)[^，。；\d]{0,8}$")
_SHARE = re.compile(
    r"一般公共预算|政府性基金|国有资本经营|财政专户|单位资金|自有资金|自筹|其他资金|上级|[中央省市区县本]+级|"
    r"上年结转|结转|第[一二三四]季度|[上下]半年"
)
_STOP = re.compile(r"[，,；;。、和及]")


def arranged_amount(text: str, fiscal_year: int | None) -> Decimal | None:
    """Return the money of the fiscal year in yuan; None where no amount, or none of several, is
    said to be it.

    2,134.00万元（含上年结转750.00万元） and 300万元，其中：市级200万元 are 2,134 and 300: a part is
    never the whole. Where each fund or quarter has its own amount and no sum is said, the sum is
    returned; what another year had is left out.
    """
    # Years first: what another year's clause holds in brackets is no part of this year's money.
    of_year = _of_year(text, fiscal_year)
    without_brackets = _PARTS_IN_BRACKETS.sub("", of_year)
    whole = _PARTS_BEHIND.split(without_brackets)[0]
    spans = [(start, money) for start, _, money in money_spans(whole) if money.yuan is not None]
    amounts = [money.yuan or Decimal(0) for _, money in spans]
    if len(amounts) <= 1:
        if amounts:
            return amounts[0]
        return None
    said = [money.yuan for start, money in spans if _SUM.search(whole[:start])]
    if len(said) == 1:
        return said[0]
    # The first is the sum of the others: a whole and its parts, whatever words stand between.
    if amounts[0] == sum(amounts[1:]):
        return amounts[0]
    if _each_of_a_share(whole, spans):
        return sum(amounts, Decimal(0))
    return None


def _each_of_a_share(text: str, spans: list[tuple[int, Money]]) -> bool:
    """Check whether a fund, a level or a quarter is named in front of every amount."""
    for start, _ in spans:
        # The words since the last stop: a name farther before belongs to another amount.
        words_before = _STOP.split(text[:start])[-1]
        if not _SHARE.search(words_before):
            return False
    return True


def _of_year(text: str, fiscal_year: int | None) -> str:
    """Return the text without clauses that speak of other years, where one speaks of the year."""
    clauses = re.split(r"(?<=[，；。;])", text)
    if fiscal_year is None or f"{fiscal_year}年" not in text:
        return text
    out = []
    other = False
    for clause in clauses:
        years = re.findall(r"20\d\d(?=年)", clause)
        if years:
            other = str(fiscal_year) not in years
        # Money of the project's whole period; it goes on until a year is named.
        elif re.search(r"总投资|概算|三年|五年", clause):
            other = True
        if not other and not re.search(r"[较比]上年|[较比]20\d\d年", clause):
            out.append(clause)
    return "".join(out)
