"""What a column of a government's table holds: measure and year, by the words of its header."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources

from budgetflow.interpret.government.titles import title_measure
from budgetflow.interpret.text.normalise import squeeze

RATES = ("percent_of", "change_percent", "average_")
"""Beginnings of measures that are never money, whatever the unit line says."""
_YEAR = re.compile(r"(?<!\d)(20\d\d)年?")
_GENERIC = re.compile(r"^(?:金额|数额|合计|小计|总计|数|项目|[（(]?(?:万|亿)?元[）)]?)?$")
_ECONOMIC_TABLES = ("general_budget_economic_expenditure", "general_budget_basic_expenditure")
_MATRICES = ("transfers_by_region", "transfers_by_item_and_region")
"""Tables whose columns may be regions or items: such a cell is an `amount`."""
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
_ECONOMIC = (
    ("basic", re.compile(r"基本支出|^基本")),
    ("project", re.compile(r"项目支出|^项目")),
    ("total", re.compile(r"合计|小计")),
)


def government_measure(code: str, title: str | None, column: str, table_year: int | None) -> str:
    """Return the measure of a column (GOVERNMENT.md section 5) from its header path as printed.

    The leaf of the path decides unless it is generic (金额, 合计); a year before the table's makes
    the measure one of the year before. A table's own vocabulary (debt, insurance, transfers,
    economic classes) comes before the words every table has.
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
        return _in_year(title_measure(title), year, table_year, "")
    return title_measure(title)


def is_rate(measure: str) -> bool:
    """Check whether a measure is a rate or a change in percent: a quantity, never money."""
    return any(measure.removeprefix("previous_year_").startswith(rate) for rate in RATES)


def _of_its_table(code: str, parts: list[str], table_year: int | None) -> str | None:
    """Return the measure by the vocabulary of one kind of table, None where it has none."""
    path, leaf = "/".join(parts), parts[-1]
    if code == "debt_movement":
        return "amount"
    if code in ("debt_limit_and_balance", "debt_new_quota"):
        return _debt(path, table_year)
    if code == "social_insurance_balance":
        return "total" if leaf in ("合计", "总计", "小计") else _first(_INSURANCE, path)
    if code == "transfers_received":
        return _first(_TRANSFER, leaf)
    if code in _ECONOMIC_TABLES and (len(parts) > 1 or _by_words(path) is None):
        return _first(_ECONOMIC, leaf)
    if code in _MATRICES and _by_words(_YEAR.sub("", leaf)) is None:
        return _first(_TRANSFER, leaf) or "amount"
    return None


def _debt(path: str, table_year: int | None) -> str | None:
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
