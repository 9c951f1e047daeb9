"""Whether a figure is of the whole region, of the government's own level, or of what is below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from budgetflow.interpret.text.normalise import squeeze

WHOLE, OWN, BELOW = "whole_region", "own_level", "subordinate"

# Last characters of the names of places that have a budget.
_KINDS = "省市州县区盟旗师"
# What the own level is called, whichever place's book it is.
_OWN_WHEREVER = rf"(?:自治区|兵团|[{_KINDS}])?本级|(?:自治区|兵团)级|[{_KINDS}]直"
# Kinds whose level (市级) is taken for the book's own where nobody knows whose book it is.
_OF_ANY_BOOK = "省市州盟"
_WHOLE_AND_OWN = re.compile(
    rf"(?:[及和与、]|[^本]级?及)(?:自治区|兵团|[{_KINDS}])?本级|[及和与、][省市州县盟旗师]级|本级[及和与、]全"
)
# What a whole region is called, in titles, columns and sentences.
WHOLE_WORDS = rf"全(?:自治区|兵团|[{_KINDS}])|本地区"
_WHOLE = re.compile(rf"{WHOLE_WORDS}|汇总|代编")
# In a column's header 汇总预算数 is the adjusted budget of whatever the table is of.
_WHOLE_COLUMN = re.compile(rf"{WHOLE_WORDS}|(?:汇总|代编)(?!.*预算)")
_ALL_BELOW = re.compile(r"各(?:地区|[地市县区州旗盟师]{1,3})(?:\([^()]*\))?|[市县区]{2}合计")
_BELOW_COLUMN = re.compile(
    r"市县|区县|县区|县市区|地市级?及以下|市级?及以下|州市|下级|各[地市县区]"
)
_TOTAL_ROW = re.compile(
    r"^(?:合计|总计|全(?:自治区|兵团|[省市区州县盟旗])(?:[合总]计)?|[^市区县州盟旗]{0,8}合计)$"
)
# What a label that names no region holds.
_WORDS_OF_A_ROW = re.compile(r"限额|余额|债务|[一二三四五六七八九十]、|预算|执行|决算|收入|支出|年")
# Tables whose rows are regions: their total is the whole region's.
BY_REGION = frozenset({"general_budget_by_region", "debt_limit_and_balance", "debt_new_quota"})
# Transfers paid by the general budget.
PAID = frozenset({"transfers_by_item", "transfers_by_region", "transfers_by_item_and_region"})
# Transfers paid are money of the own level, whoever receives it.
_PAID = PAID | {"government_fund_transfers", "state_capital_transfers"}
_RECEIVED = re.compile(r"对[我本]")

_WITH_REGIONS = BY_REGION | {
    "transfers_by_region",
    "transfers_by_item_and_region",
    "government_fund_transfers",
    "state_capital_transfers",
}
_REGION = re.compile(
    r"^(?!全|各|合|其中|城乡)(?:[^0-9、，。（()）:：]{1,9}"
    r"(?:[市县区州盟旗镇乡]|苏木|[农牧林渔]场|[一二三四五六七八九十]场|街道(?:办事处)?|管(?:理)?委(?:员)?会)|第[一二三四五六七八九十]+师"
    r"|\d{1,3}团(?:场)?)$"
)
_BEFORE_THE_BUDGET = re.compile(
    r"^(?:[\d\s.、-]|20\d\d年度?|年度?|末|截至|表)*(?P<place>[\u4e00-\u9fff]{2,14}?)"
    r"(?:一般公共预算|政府性基金|国有资本|社会保险|基本支出|地方政府|政府[债专一]|预算)"
)
_PLACE_BELOW = re.compile(r"^[\u4e00-\u9fff]{2,13}[区县市旗]$")
# Kinds of governments by the ending of their names: the character of their own level (市级), and
# those of the levels below.
_LEVELS = {
    "自治区": ("区", "市州盟县旗"),
    "省": ("省", "市州盟县旗区"),
    "兵团": ("师", "师团"),
    "州": ("州", "市县旗"),
    "盟": ("盟", "市县旗"),
    "地区": ("地", "市县旗"),
    "市": ("市", "县旗区"),
    "县": ("县", "镇乡"),
    "区": ("区", "镇乡"),
    "旗": ("旗", "镇乡"),
}


@dataclass(frozen=True, slots=True)
class Level:
    """The government whose book it is: its printed name, and what levels are called in it."""

    name: str = ""
    own: re.Pattern[str] = re.compile(rf"{_OWN_WHEREVER}|[{_OF_ANY_BOOK}]级(?!以下)")
    """What its own level is called (市级, 市本级)."""
    below: re.Pattern[str] = re.compile(r"(?!)")
    """What the level of a government below it is called (市本级 in a province's table)."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a figure covers, and the word that says so (省级 holds transfers down, 省本级 does not);
    None where it is the bare name of the region or nothing.
    """

    value: str
    printed: str | None = None


def level_of(publisher: str | None) -> Level:
    """Return the level of a government by the ending of its name (云浮市, 河南省, 自治区): 市级 is
    a city's own level, and one below it in a province's book; 区级 is a district's own.
    """
    name = squeeze(publisher or "")
    for ending, (own, below) in _LEVELS.items():
        if name.endswith(ending):
            return Level(
                name,
                re.compile(rf"{_OWN_WHEREVER}|[{own}]级(?!以下)"),
                re.compile(rf"[{below}](?:本级|级|直)"),
            )
    return Level(name)


@lru_cache(maxsize=8192)
def is_region(words: str) -> bool:
    """Check whether squeezed words may be the name of a city, county or zone (东城区, 高区)."""
    return _REGION.match(words) is not None


def coverage_of(
    code: str,
    title: str | None,
    column: str,
    label: str | None,
    level: Level | None = None,
    *,
    regional: bool = False,
) -> Coverage:
    """Return the coverage of one figure: its column says, else its row, else the table's title.

    `column` is the header path as printed, `label` the row's; `regional` tables have regions in
    their rows. Transfers that the level above pays (中央对我省) are of the whole region, those it
    pays itself (省对市县) of its own level.
    """
    words = squeeze(column)
    level = level or Level()
    if code in _PAID:
        received = _RECEIVED.search(words)
        if received:
            return Coverage(WHOLE, received[0])
        return of_table(code, title, level)
    of_column = _of_column(words, level)
    if of_column is not None:
        return of_column
    if code in BY_REGION or regional:
        of_row = _of_region_row(squeeze(label or ""), level, regional=regional)
        if of_row is not None:
            return of_row
    return of_table(code, title, level, regional=regional)


@lru_cache(maxsize=8192)
def of_table(
    code: str, title: str | None, level: Level | None = None, *, regional: bool = False
) -> Coverage:
    """Return the coverage a title names; the bare name of a region is the whole region, that of a
    place below it (a zone's tables in its city's book) what is below.
    """
    plain = squeeze(title or "")
    level = level or Level()
    if code in _PAID:
        own = level.own.search(plain)
        return Coverage(OWN, own[0] if own else None)
    both = _WHOLE_AND_OWN.search(plain)
    if both or re.search(r"[省市]级对", plain):
        return Coverage(WHOLE, both[0] if both else None)
    found = _level_in_title(plain, level)
    if found is not None:
        return found
    every = _ALL_BELOW.search(plain)
    if every and not regional and code not in BY_REGION | _WITH_REGIONS:
        return Coverage(BELOW, every[0])
    place = place_below(plain, level)
    if place is not None:
        return Coverage(BELOW, place)
    whole = _WHOLE.search(plain)
    return Coverage(WHOLE, whole[0] if whole else None)


def _level_in_title(plain: str, level: Level) -> Coverage | None:
    """Return the one level a squeezed title names, the own one or one below it, whichever stands
    first; None where it names none or each of those below (各市本级).
    """
    own = level.own.search(plain)
    lower = level.below.search(plain)
    if lower and (own is None or lower.start() <= own.start()):
        return Coverage(BELOW, lower[0])
    if own and not re.search(r"各[市县区].{0,3}级", plain):
        return Coverage(OWN, own[0])
    return None


def place_below(title: str, level: Level) -> str | None:
    """Return the zone or county whose own table stands in the book of a government above it
    (2025年济南高新区一般公共预算收入执行情况表), None where the title names none.
    """
    found = _BEFORE_THE_BUDGET.match(title)
    place = found["place"] if found else ""
    name = level.name
    if not name or not _PLACE_BELOW.match(place) or re.search(r"[全各分]|级|自治区$", place):
        return None
    if place.endswith(name) or place == name[:-1] + "地区":
        return None
    return place


def region_of(
    code: str, column: str, label: str | None, level: Level, *, regional: bool = False
) -> str | None:
    """Return the lower region that the row or the column of a regional table names, as printed
    without blanks; None where neither names one.
    """
    if code not in _WITH_REGIONS and not regional:
        return None
    leaf = squeeze(column).rsplit("/", 1)[-1]
    for words in (squeeze(label or ""), leaf):
        # The government's own name stands for all of it, and for no place below.
        if is_region(words) and words != level.name:
            return words
    return None


@lru_cache(maxsize=8192)
def _of_column(words: str, level: Level) -> Coverage | None:
    """Return the coverage a column's own words name, None where they name none."""
    last = words.rsplit("/", 1)[-1]
    if level.name and last == level.name:
        return Coverage(WHOLE, last)
    for part in (last, words):
        for pattern, coverage in (
            (_BELOW_COLUMN, BELOW),
            (level.below, BELOW),
            (level.own, OWN),
            (_WHOLE_COLUMN, WHOLE),
        ):
            found = pattern.search(part)
            if found:
                return Coverage(coverage, found[0])
    if is_region(last):
        return Coverage(BELOW, last)
    return None


def _of_region_row(label: str, level: Level, *, regional: bool) -> Coverage | None:
    """Return the coverage of a row that names a region: the total, the own level, or one below;
    None for a row that names none, whose coverage is its table's.

    In a table whose rows are regions (`regional`) a name without the ending of a place is one too.
    """
    if label and label == level.name:
        return Coverage(WHOLE, label)
    if level.below.search(label) or (is_region(label) and not level.own.search(label)):
        return Coverage(BELOW, label)
    if level.own.search(label):
        return Coverage(OWN, label)
    if not regional or _WORDS_OF_A_ROW.search(label):
        return None
    whole = not label or _TOTAL_ROW.match(label)
    return Coverage(WHOLE if whole else BELOW, label or None)
