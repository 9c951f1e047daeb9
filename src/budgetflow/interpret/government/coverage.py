"""Whether a figure is of the whole region, of the government's own level, or of what is below."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetflow.interpret.text.normalise import squeeze

WHOLE, OWN, BELOW = "whole_region", "own_level", "subordinate"

_OWN = re.compile(r"本级|[省市州盟]级(?!以下)|自治区级|[市省州县区]直")
_WHOLE_AND_OWN = re.compile(
    r"(?:[及和与、]|[^本]级?及)(?:省|市|州|区|县|自治区)?本级|[及和与、]省级|本级[及和与、]全"
)
_BELOW_COLUMN = re.compile(r"市县|区县|县区|地市级?及以下|市级?及以下|州市|下级|各[地市县区]")
_TOTAL_ROW = re.compile(r"^(?:合计|总计|全[省市区州县盟旗]|[^市区县州盟旗]{0,8}合计)$")
_WORDS_OF_A_ROW = re.compile(r"限额|余额|债务|[一二三四五六七八九十]、|预算|执行|决算|收入|支出|年")
"""What a label that names no region holds."""
BY_REGION = frozenset({"general_budget_by_region", "debt_limit_and_balance", "debt_new_quota"})
"""Tables whose rows are regions: their total is the whole region's."""
PAID = frozenset({"transfers_by_item", "transfers_by_region", "transfers_by_item_and_region"})
"""Transfers paid are money of the own level, whoever receives it."""

_WITH_REGIONS = BY_REGION | {
    "transfers_by_region",
    "transfers_by_item_and_region",
    "government_fund_transfers",
    "state_capital_transfers",
}
_REGION = re.compile(r"^(?!全|各|合|其中)[^0-9、，。（(]{1,9}[市县区州盟旗]$")


@dataclass(frozen=True, slots=True)
class Level:
    """The government whose book it is: its printed name, and what its own level is called."""

    name: str = ""
    below: re.Pattern[str] = re.compile(r"$^")
    """What the own level of a government below it is called (市本级 in a province's table)."""


def level_of(publisher: str | None) -> Level:
    """Return the level of a government by the ending of its name (云浮市, 河南省, 自治区)."""
    name = squeeze(publisher or "")
    if name.endswith(("省", "自治区")):
        return Level(name, re.compile(r"[市州盟县旗](?:本级|级|直)"))
    if name.endswith(("市", "州", "盟", "地区")):
        return Level(name, re.compile(r"[县旗](?:本级|级|直)"))
    return Level(name)


def coverage_of(
    code: str, title: str | None, column: str, label: str | None, level: Level | None = None
) -> str:
    """Return the coverage of one figure: its column says, else its row, else the table's title.

    `column` is the header path as printed, `label` the row's. Transfers that the level above pays
    (中央对我省) are of the whole region, those it pays itself (省对市县) of its own level.
    """
    words = squeeze(column)
    if code in PAID:
        return WHOLE if re.search(r"对[我本]", words) else OWN
    of_column = _of_column(words)
    if of_column is not None:
        return of_column
    if code in BY_REGION:
        return _of_region_row(squeeze(label or ""), level or Level())
    return of_title(title, level)


def of_title(title: str | None, level: Level | None = None) -> str:
    """Return the coverage a title names; the bare name of a region is the whole region."""
    plain = squeeze(title or "")
    if _WHOLE_AND_OWN.search(plain) or re.search(r"[省市]级对", plain):
        return WHOLE
    if _OWN.search(plain) and not re.search(r"各[市县区].{0,3}级", plain):
        return OWN
    return WHOLE


def region_of(code: str, column: str, label: str | None, level: Level) -> str | None:
    """Return the lower region that the row or the column of a regional table names, as printed
    without blanks; None where neither names one.
    """
    if code not in _WITH_REGIONS:
        return None
    for words in (squeeze(label or ""), squeeze(column).rsplit("/", 1)[-1]):
        if _REGION.match(words) and words != level.name:
            return words
    return None


def _of_column(words: str) -> str | None:
    """Return the coverage a column's own words name, None where they name none."""
    last = words.rsplit("/", 1)[-1]
    for part in (last, words):
        if _BELOW_COLUMN.search(part):
            return BELOW
        if re.search(r"本级|[省市州]级", part):
            return OWN
        if re.search(r"全[省市区州县]|本地区|全自治区", part):
            return WHOLE
    return None


def _of_region_row(label: str, level: Level) -> str:
    """Return the coverage of a row that names a region: the total, the own level, or one below."""
    if not label or _TOTAL_ROW.match(label) or label == level.name:
        return WHOLE
    if level.below.search(label):
        return BELOW
    if re.search(r"本级|[省市州]级$|[省市州]直", label):
        return OWN
    if _WORDS_OF_A_ROW.search(label):
        return WHOLE
    return BELOW
