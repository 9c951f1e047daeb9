"""Which table of a government's book a title names, which year it is of and what it settles.

Source: titles of 15 places' books (budgets 2025-2026, final accounts 2020-2025); the patterns are
`reference/government_titles.csv`, the first that fits decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from budgetflow.interpret.text.normalise import CHINESE_DIGITS, squeeze, squeezed_pattern
from budgetflow.reference.lists import rows_of

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|(?=[^\d年]))")
OTHER = "other"


@lru_cache(maxsize=4096)
def government_code(title: str | None) -> str:
    """Return the code of a government's table by its title, `other` where no pattern fits."""
    plain = squeeze(title or "")
    for code, pattern in _patterns():
        if pattern.search(plain):
            return code
    return OTHER


def title_year(title: str | None) -> int | None:
    """Return the year a title is of: the last one it names, None where it names none."""
    printed = (title or "").translate(CHINESE_DIGITS)
    for words in (printed, squeeze(printed)):  # `1-1 2026年`: a number before the title is no digit
        years = [int(year) for year in _YEAR.findall(words)]
        if years:
            return max(years)
    return None


def bare_measure(
    title: str | None, year: int | None, fiscal_year: int | None, stage: str | None
) -> str:
    """Return what a bare amount column (金额) holds in a table of this title.

    Where the title says nothing, a table of the year before in a budget book is of its execution,
    any other of what its book is.
    """
    plain = squeeze(title or "")
    if re.search(r"(?:新增|提前下达).*限额(?!.*余额)", plain):
        return "new_limit"
    if "决算" in plain:
        return "final"
    if re.search(r"执行|完成", plain):
        return "execution"
    before = year is not None and fiscal_year is not None and year < fiscal_year
    if before and stage == "budget":
        return "execution"
    if re.search(r"预算|草案|安排|预计|计划|提前下达", plain):
        return "budget"
    return "amount"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = rows_of("government_titles.csv")
    return tuple((row["code"], squeezed_pattern(row["pattern"])) for row in rows)
