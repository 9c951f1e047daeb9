"""What a column of a government's table holds: measure and year, by the words of its header.

The words are `reference/government_columns.csv`: those of one kind of table (debt, bonds issued,
insurance, transfers, economic classes) and those that any table may have; of each vocabulary the
first pattern that fits decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from budgetflow.interpret.text.items import three_public_item
from budgetflow.interpret.text.normalise import squeeze, squeezed_pattern, years_in_digits
from budgetflow.reference.lists import rows_of

# Beginnings of measures that are never money, whatever the unit line says.
RATES = ("percent_of", "change_percent", "average_", "rate", "years", "share")
AMOUNT = "amount"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)年?(?:度)?")
# What a header calls money, and the own level, without saying more.
_MONEY_WORDS = r"(?:金额|数额|绝对[数额]|额)"
_OWN_LEVEL = r"(?:自治区|[省市州县区盟旗])?本级|本地区|[省市州盟]级"
# Words that say nothing of what was counted: a column under them holds what its title says.
_GENERIC = re.compile(
    rf"^(?:其中[:：]?)?(?:{_MONEY_WORDS}(?:\([万亿]?元\))?|合计|小计|总计|数|项目|全(?:自治区|[省市区州县盟旗])|"
    rf"{_OWN_LEVEL}|市县(?:区)?(?:合计)?|县区|区县|县市区|各[市县区]{{1,2}}|"
    r"(?:(?:当年|本年|年末|累计|滚存|收支)*结余)?数?|不?含.{1,8}|[（(]?(?:万|亿)?元[）)]?|"
    r"(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金(?:预算)?)?"
    r"(?:收入|支出))?$"
)
# A header that says it holds money, whatever stands above it.
_MONEY = re.compile(rf"{_MONEY_WORDS}(?:\(?(?:万|亿)元\)?)?")
# A header that says it holds a rate and not which.
_BARE_RATE = re.compile(r"(?:幅度|比[例率重]|百分[比数]|率)?[（(]?[%％]?[）)]?")
_TOTALS = ("合计", "总计", "小计")
# Measures that say how far a year had come, in its order; each may also be of the year before.
STAGES = ("budget", "adjusted_budget", "execution", "final")
_VERSION = re.compile(r"(?:决算|预算|执行|完成|安排)数?$")
_LISTING = re.compile(r"增、减")
# What a figure holds or not beside its measure: 预算数(不含提前告知转移支付).
_WITHOUT = re.compile(r"[（(]不?含[^（()）]*[）)]")
_LIMITS = ("debt_limit_and_balance", "debt_new_quota")
# What the words above a column may say more of it: 年初余额 over 一般债务余额.
_NEARER = {"balance": "previous_balance", "limit": "new_limit", "repaid": "interest"}
# What a bond brought for a project: 债券规模（项目对应部分） of one province, 债券额度 of another.
_ISSUED = re.compile(r"发行(?!.*(?:时间|日期|利率|期限|费))|债券(?:额度|规模|金额)")
# A column that only says of which kind of debt its figures are.
_KIND_OF_DEBT = re.compile(
    r"(?:其中[:：]?)?(?:合计|小计|总计|(?:地方)?(?:政府)?(?:一般|专项)债[务券])(?:[（(].{1,3}元[）)])?"
)
# A column that only says of which level its figures are.
_LEVEL_ALONE = re.compile(rf"{_OWN_LEVEL}|下级")
_BONDS = re.compile(r"再融资|新增.{0,4}债券")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the headers of one table are read against."""

    code: str
    bare: str
    """Measure of a column whose header says no more than 金额."""
    year: int | None
    """The table's year."""
    book_year: int | None = None
    """The year of the draft, or the settled year."""


@lru_cache(maxsize=8192)
def government_measure(frame: Frame, column: str) -> str:
    """Return the measure of a column (GOVERNMENT.md section 5) from its header path as printed.

    A rate is told first. Then a table's own vocabulary (debt, insurance, transfers, economic
    classes) comes before the words every table has; the leaf of the path decides unless it is
    generic (金额, 合计). A year before the table's makes the measure one of the year before.
    Words that are none of these (a region, an item, a source of money) make it an `amount`.
    """
    parts = [_plain(part) for part in column.split(" / ")]
    leaf = _rate_of(parts)
    if leaf is not None:
        return leaf
    own = _of_its_table(frame, parts)
    if own is not None:
        return own
    year = _last_year(parts)
    telling = [part for part in reversed(parts) if not _GENERIC.match(_YEAR.sub("", part))]
    if telling:
        return _by_nearest(telling, parts[-1], year, frame)
    if year is not None and frame.year is not None and year < frame.year:
        return "previous_year"
    return frame.bare


def _by_nearest(telling: list[str], leaf: str, year: int | None, frame: Frame) -> str:
    """Return the measure that the nearest telling header of a path names; an `amount` where that
    one names a region, an item or a source of money.
    """
    found = _by_words(_YEAR.sub("", telling[0]))
    if found is None:
        return AMOUNT
    if found == "change_percent" and _MONEY.fullmatch(leaf):
        return "change"  # 金额 under 比上年增减, beside %
    return _in_year(found, year, frame, telling[0])


def _rate_of(parts: Sequence[str]) -> str | None:
    """Return the rate that the leaf of a header path names, None where it names none.

    A bare % (幅度%, 比例) is the rate of what stands above it: a change under 比上年增减, a share
    where nothing else is known.
    """
    leaf = _YEAR.sub("", parts[-1])
    if leaf and len(parts) > 1 and _BARE_RATE.fullmatch(leaf):
        above = _by_words(f"{_YEAR.sub('', parts[-2])}%")
        if above is not None and is_rate(above):
            return above
    found = _by_words(leaf)
    if found is not None and is_rate(found):
        return found
    return None


def _plain(part: str) -> str:
    """Return one header of a path without blanks and what it says it holds."""
    return _WITHOUT.sub("", years_in_digits(squeeze(_LISTING.sub("增减", part))))


def measure_of_row(frame: Frame, label: str, column: str) -> str | None:
    """Return the measure of a figure whose row says what is counted and whose column says of which
    kind of debt: 2025年末债务余额 under 专项债务 is `balance.special`; None for any other figure.
    """
    leaf = _plain(column).rsplit("/", 1)[-1]
    if frame.code not in _LIMITS or not _KIND_OF_DEBT.fullmatch(leaf):
        return None
    row = _plain(label)
    # Only in tables whose rows say limit or balance: elsewhere a row is a place.
    if _first("debt", row) is None:
        return None
    return _debt([row, leaf], frame)


def is_rate(measure: str) -> bool:
    """Check whether a measure is a rate or a change in percent: a quantity, never money."""
    return any(measure.removeprefix("previous_year_").startswith(rate) for rate in RATES)


@lru_cache(maxsize=8192)
def year_of_column(column: str) -> int | None:
    """Return the last year that the header of a column names, None where it names none."""
    return _last_year([years_in_digits(squeeze(column))])


def _last_year(parts: Sequence[str]) -> int | None:
    """Return the last year that the headers of a path name, None where they name none."""
    years = _years_in(parts)
    if years:
        return years[-1]
    return None


def _years_in(parts: Sequence[str]) -> list[int]:
    return [int(year) for part in parts for year in _YEAR.findall(part)]


@lru_cache(maxsize=8192)
def base_measure(column: str, frame: Frame) -> str | None:
    """Return what a change is measured against (比2025年执行数, 比上年预算数); None where the
    header does not say which figure of the year before.
    """
    words = years_in_digits(squeeze(column))
    against = re.search(r"[比较](?P<base>[^/]*)", words.split("为")[-1])
    if against is None:
        return None
    base = _YEAR.sub("", against["base"])
    found = next(
        (m for m in ("决算", "执行|完成|快报", "调整预算", "预算") if re.search(m, base)), None
    )
    names = {"决算": "final", "调整预算": "adjusted_budget", "预算": "budget"}
    if found:
        return f"previous_year_{names.get(found, 'execution')}"
    return None


def _of_its_table(frame: Frame, parts: list[str]) -> str | None:
    """Return the measure by the vocabulary of one kind of table, None where it has none."""
    own = _OWN_VOCABULARY.get(frame.code)
    if own:
        return own(parts, frame)
    return None


def _movement(parts: list[str], frame: Frame) -> str | None:
    """Return the measure of a column of debt's movement: what happened is in the rows, unless the
    header says it; budget and execution beside each other are told by their own words.
    """
    if _by_words(_YEAR.sub("", parts[-1])) is not None and _first("debt", parts[-1]) is None:
        return None
    return _debt(parts, frame) or AMOUNT


def _insurance(parts: list[str], frame: Frame) -> str | None:
    if parts[-1] in _TOTALS:
        return "total"
    return _first("insurance", "/".join(parts))


def _received(parts: list[str], frame: Frame) -> str | None:
    return _first("received", parts[-1])


def _economic(parts: list[str], frame: Frame) -> str | None:
    # A header alone that has a measure of its own (其他支出) is no economic class.
    if len(parts) == 1 and _by_words(parts[0]) is not None:
        return None
    return _first("economic", parts[-1])


def _matrix(parts: list[str], frame: Frame) -> str | None:
    """Return what a column of a matrix holds: one of the kinds of transfers as a whole, else the
    amount of the region or item that heads it.
    """
    kinds = [_first("transfer_kinds", _VERSION.sub("", part)) for part in reversed(parts)]
    if kinds[0] == "total" and any(kinds[1:]):
        return next(kind for kind in kinds[1:] if kind)  # 合计 under 税收返还
    if kinds[0] is not None:
        return kinds[0]
    if _by_words(_YEAR.sub("", parts[-1])) or _GENERIC.match(parts[-1]):
        return None
    return AMOUNT


def _projects(parts: list[str], frame: Frame) -> str | None:
    """Return `issued` where the header of a list of projects says what was issued for each."""
    if _ISSUED.search(parts[-1]) and not _by_words(parts[-1]):
        return "issued"
    return None


def _three_public(parts: list[str], frame: Frame) -> str | None:
    """Return the measure of a column that names one of the three expenses: what the words above it
    say, else what the whole table holds; None for any other column.
    """
    others = [part for part in parts if three_public_item(part) is None]
    if len(others) == len(parts):
        return None
    said = [part for part in reversed(others) if _by_words(_YEAR.sub("", part))]
    if not said:
        return frame.bare
    return _by_nearest(said, said[0], _last_year(others), frame)


def _issues(parts: list[str], frame: Frame) -> str | None:
    return _first("issues", "/".join(parts)) or _first("issues", parts[-1])


def _debt(parts: list[str], frame: Frame) -> str | None:
    """Return what the nearest word of debt above a column says, of general or of special debt."""
    named = [found for part in reversed(parts) if (found := _first("debt", part))]
    if not named and _is_new_of_a_kind(parts, frame):
        named = [frame.bare]
    if not named:
        if not any(parts) or _LEVEL_ALONE.fullmatch(parts[-1]):
            return AMOUNT  # what is counted stands in the rows
        return None
    issued = _issues(parts, frame) if _BONDS.search("/".join(parts)) else None
    if issued is not None:
        return issued
    found = _nearest_of_debt(named, parts, frame)
    if found == "balance" and _is_of_earlier_years(parts, frame):
        found = "previous_balance"
    for part in reversed(parts):
        if "一般" in part:
            return f"{found}.general"
        if "专项" in part:
            return f"{found}.special"
    return found


def _is_new_of_a_kind(parts: list[str], frame: Frame) -> bool:
    """Check whether a column says no more than a kind of debt in a table of new limits."""
    whole = all(_KIND_OF_DEBT.fullmatch(part) for part in parts)
    return frame.code == "debt_new_quota" and frame.bare == "new_limit" and whole


def _nearest_of_debt(named: list[str], parts: list[str], frame: Frame) -> str:
    """Return the word of debt that decides, of those above a column from the nearest on."""
    nearest = named[0]
    if nearest == "limit" and frame.bare == "new_limit" and not _YEAR.search(parts[-1]):
        return "new_limit"
    nearer = _NEARER.get(nearest)
    if nearer in named:
        return nearer
    return nearest


def _is_of_earlier_years(parts: list[str], frame: Frame) -> bool:
    """Check whether a column names years, and none but those before the table's."""
    years = _years_in(parts)
    return bool(years) and frame.year is not None and max(years) < frame.year


def _first(vocabulary: str, words: str) -> str | None:
    return next((m for m, pattern in _patterns()[vocabulary] if pattern.search(words)), None)


@lru_cache(maxsize=4096)
def _by_words(words: str) -> str | None:
    """Return the measure of words that any table may have, None where they say none."""
    return _first("any", words)


def _in_year(measure: str, year: int | None, frame: Frame, words: str) -> str:
    """Return the measure relative to the table's year.

    预计 is what a year still running is expected to come to (execution), or what the draft plans.
    """
    of = year or frame.year
    if measure == "expected":
        past = of is not None and frame.book_year is not None and of < frame.book_year
        measure = "execution" if past else "budget"
    if measure not in STAGES:
        return measure
    before = year is not None and frame.year is not None and year < frame.year
    if before or re.search(r"^上年|^去年|^同期", words):
        return f"previous_year_{measure}"
    return measure


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    vocabularies: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    for row in rows_of("government_columns.csv"):
        vocabularies[row["vocabulary"]].append((row["measure"], squeezed_pattern(row["pattern"])))
    return vocabularies


# Tables that have words of their own for their columns.
_OWN_VOCABULARY: dict[str, Callable[[list[str], Frame], str | None]] = {
    "debt_movement": _movement,
    "debt_limit_and_balance": _debt,
    "debt_new_quota": _debt,
    "debt_bond_issues": _issues,
    "debt_bond_projects": _projects,
    "debt_repayment_plan": _movement,
    "social_insurance_balance": _insurance,
    "three_public_expenses": _three_public,
    "transfers_received": _received,
    "general_budget_economic_expenditure": _economic,
    "general_budget_basic_expenditure": _economic,
    "transfers_by_region": _matrix,
    "transfers_by_item_and_region": _matrix,
}
