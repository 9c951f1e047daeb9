"""Whether a figure is of the whole region, of the government's own level, or of what is below."""

from __future__ import annotations

import re

from budgetflow.interpret.text.normalise import squeeze

WHOLE, OWN, BELOW = "whole_region", "own_level", "subordinate"

_OWN = re.compile(
    r"(?:省|市|州|区|县|自治区|地区|盟|旗)?本级|[省市州]级(?!以下)|[市省州县区]直|市级"
)
_WHOLE_AND_OWN = re.compile(r"[及和与、](?:省|市|州|区|县|自治区)?本级|本级[及和与、]全")
_WHOLE = re.compile(
    r"全[省市区州县盟旗]|自治区(?!本级|级)|本地区|本[省市区州县](?!级|本)|汇总|代编|合计|总计"
)
_BELOW = re.compile(r"市县|区县|县区|县市|地市级?及以下|下级|各(?:地|市|县|区)|辖区|所辖")
_TOTAL_ROW = re.compile(r"^(?:合计|总计|全[省市区州县]|.{0,8}合计)$")
_RECEIVED = re.compile(r"对(?!下|各)")
BY_REGION = frozenset({"general_budget_by_region", "debt_limit_and_balance", "debt_new_quota"})
"""Tables whose rows are regions: their total is the whole region's."""
PAID = frozenset({"transfers_by_item", "transfers_by_region", "transfers_by_item_and_region"})
"""Transfers paid are money of the own level, whoever receives it."""


def coverage_of(code: str, title: str | None, column: str, label: str | None) -> str:
    """Return the coverage of one figure: its column says, else its row, else the table's title.

    `column` is the header path as printed, `label` the row's.
    """
    if code in PAID:
        return OWN
    words = squeeze(column)
    of_column = _of_column(words)
    if of_column is not None:
        return of_column
    if code in BY_REGION:
        return _of_region_row(squeeze(label or ""))
    return of_title(title)


def of_title(title: str | None) -> str:
    """Return the coverage a title names; the bare name of a region is the whole region."""
    plain = squeeze(title or "")
    if _WHOLE_AND_OWN.search(plain) or re.search(r"[省市级]对", plain):
        return WHOLE
    if _OWN.search(plain):
        return OWN
    return WHOLE


def _of_column(words: str) -> str | None:
    """Return the coverage a column's own words name, None where they name none."""
    last = words.rsplit("/", 1)[-1]
    for part in (last, words):
        if re.search(r"本级|[省市州]级", part):
            return OWN
        if re.search(r"全[省市区州县]|本地区|全自治区", part):
            return WHOLE
        if re.search(r"市县|区县|县区|地市级?及以下", part):
            return BELOW
    return None


def _of_region_row(label: str) -> str:
    """Return the coverage of a row that names a region: the total, the own level, or one below."""
    if not label or _TOTAL_ROW.match(label):
        return WHOLE
    if re.search(r"本级|[省市州]级$|市直", label):
        return OWN
    if re.search(r"限额|余额|债务|[一二三四五六七八九十]、|预算|执行|年", label):
        return WHOLE
    return BELOW
