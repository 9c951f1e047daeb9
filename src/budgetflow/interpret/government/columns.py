"""What a column of a government's table holds: measure and year, by the words of its header."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import lru_cache
from importlib import resources

from budgetflow.interpret.text.normalise import squeeze

RATES = ("percent_of", "change_percent", "average_")
"""Beginnings of measures that are never money, whatever the unit line says."""
_YEAR = re.compile(r"(?<!\d)(20\d\d)年?")
_GENERIC = re.compile(r"^(?:金额|数额|合计|小计|总计|数|项目|[（(]?(?:万|亿)?元[）)]?)?$")
_TOTALS = ("合计", "总计", "小计")
_PREVIOUS = ("budget", "adjusted_budget", "execution", "final")
_DEBT = (
    ("new_limit", re.compile(r"新增.*限额|限额.*新增|下达.*限额|提前下达")),
    ("limit", re.compile(r"限额")),
    ("previous_balance", re.compile(r"(?:上年|年初|期初).*余额|余额.*(?:年初|期初)")),
    ("balance", re.compile(r"余额")),
    ("debt_service", re.compile(r"还本付息")),
    ("repaid", re.compile(r"还本|偿还|减少")),
    ("interest", re.compile(r"付息|利息")),
    ("issued", re.compile(r"发行|举借|转贷|新增|增加|债务收入")),
)
_INSURANCE = (
    ("enterprise_pension", re.compile(r"企业职工.*养老|职工基本养老")),
    ("resident_pension", re.compile(r"居民.*养老")),
    ("government_pension", re.compile(r"机关事业.*养老")),
    ("employee_medical", re.compile(r"职工.*医疗")),
    ("resident_medical", re.compile(r"居民.*医疗")),
    ("work_injury", re.compile(r"工伤")),
    ("unemployment", re.compile(r"失业")),
    ("long_term_care", re.compile(r"长期护理")),
)
_TRANSFER = (
    ("own_level", re.compile(r"本级")),
    ("transferred", re.compile(r"辖区|下达|转移支付(?:市县|县区)|补助(?:市县|县区)")),
    ("tax_refund", re.compile(r"返还")),
    ("general_transfer", re.compile(r"一般性")),
    ("special_transfer", re.compile(r"专项")),
    ("total", re.compile(r"合计|小计|总计|指标金额")),
)
_TRANSFER_KINDS = (
    ("tax_refund", re.compile(r"^(?:税收返还|返还性)(?:性?支出|性?收入|补助)?(?:小计|合计)?$")),
    ("general_transfer", re.compile(r"^一般性转移支付(?:支出|收入|补助)?(?:小计|合计)?$")),
    ("special_transfer", re.compile(r"^专项转移支付(?:支出|收入|补助)?(?:小计|合计)?$")),
    ("total", re.compile(r"^(?:合计|总计|小计|补助合计|指标金额)$")),
)
"""Kinds of transfers as whole columns of a matrix; other columns are regions or single items."""
_ECONOMIC = (
    ("basic", re.compile(r"基本支出|^基本")),
    ("project", re.compile(r"项目支出|^项目")),
    ("total", re.compile(r"合计|小计")),
)


def government_measure(code: str, bare: str, column: str, table_year: int | None) -> str:
    """Return the measure of a column (GOVERNMENT.md section 5) from its header path as printed.

    The leaf of the path decides unless it is generic (金额, 合计); a year before the table's makes
    the measure one of the year before; `bare` is the measure where no word says one. A table's own
    vocabulary (debt, insurance, transfers, economic classes) comes before the words every table
    has.
    """
    parts = [squeeze(part) for part in column.split(" / ")]
    own = _of_its_table(code, parts, table_year)
    if own is not None:
        return own
    years = [int(year) for part in parts for year in _YEAR.findall(part)]
    year = years[-1] if years else None
    for part in reversed(parts):
        words = _YEAR.sub("", part)
        if _GENERIC.match(words):
            continue
        found = _by_words(words)
        if found is not None:
            return _in_year(found, year, table_year, part)
    if year is not None and table_year is not None and year < table_year:
        return _in_year(bare, year, table_year, "")
    return bare


def is_rate(measure: str) -> bool:
    """Check whether a measure is a rate or a change in percent: a quantity, never money."""
    return any(measure.removeprefix("previous_year_").startswith(rate) for rate in RATES)


def _of_its_table(code: str, parts: list[str], table_year: int | None) -> str | None:
    """Return the measure by the vocabulary of one kind of table, None where it has none."""
    own = _OWN_VOCABULARY.get(code)
    return own(parts, table_year) if own else None


def _movement(parts: list[str], table_year: int | None) -> str | None:
    return "amount"


def _insurance(parts: list[str], table_year: int | None) -> str | None:
    return "total" if parts[-1] in _TOTALS else _first(_INSURANCE, "/".join(parts))


def _received(parts: list[str], table_year: int | None) -> str | None:
    return _first(_TRANSFER, parts[-1])


def _economic(parts: list[str], table_year: int | None) -> str | None:
    if len(parts) == 1 and _by_words(parts[0]) is not None:
        return None
    return _first(_ECONOMIC, parts[-1])


def _matrix(parts: list[str], table_year: int | None) -> str | None:
    """Return what a column of a matrix holds: one of the kinds of transfers as a whole, else the
    amount of the region or item that heads it.
    """
    leaf = parts[-1]
    if _by_words(_YEAR.sub("", leaf)) is not None:
        return None
    return _first(_TRANSFER_KINDS, leaf) or "amount"


def _debt(parts: list[str], table_year: int | None) -> str | None:
    path = "/".join(parts)
    found = _first(_DEBT, path)
    if found is None:
        return "amount" if not path else None
    years = [int(year) for year in _YEAR.findall(path)]
    if found == "balance" and years and table_year is not None and max(years) < table_year:
        found = "previous_balance"
    last = path.rsplit("/", 1)[-1]
    if "一般" in last:
        return f"{found}.general"
    return f"{found}.special" if "专项" in last else found


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], words: str) -> str | None:
    return next((measure for measure, pattern in table if pattern.search(words)), None)


@lru_cache(maxsize=4096)
def _by_words(words: str) -> str | None:
    """Return the measure that the first fitting pattern of `government_columns.csv` names."""
    return next((measure for measure, pattern in _patterns() if pattern.search(words)), None)


def _in_year(measure: str, year: int | None, table_year: int | None, words: str) -> str:
    """Return the measure relative to the table's year."""
    if measure not in _PREVIOUS:
        return measure
    before = year is not None and table_year is not None and year < table_year
    if before or re.search(r"^上年|^去年", words):
        return f"previous_year_{measure}"
    return measure


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = resources.files("budgetflow.reference").joinpath("government_columns.csv")
    with path.open(encoding="utf-8") as lines:
        return tuple((row["measure"], re.compile(row["pattern"])) for row in csv.DictReader(lines))


_OWN_VOCABULARY: dict[str, Callable[[list[str], int | None], str | None]] = {
    "debt_movement": _movement,
    "debt_limit_and_balance": _debt,
    "debt_new_quota": _debt,
    "social_insurance_balance": _insurance,
    "transfers_received": _received,
    "general_budget_economic_expenditure": _economic,
    "general_budget_basic_expenditure": _economic,
    "transfers_by_region": _matrix,
    "transfers_by_item_and_region": _matrix,
}
"""Tables that have words of their own for their columns."""
