"""How a place prints its tables: titles, code columns, totals, number row, unit. Data, not
branches.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

# What one printed unit is in yuan.
UNITS = {"万元": Decimal(10_000), "元": Decimal(1)}


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to print a disclosure."""

    name: str
    titles: tuple[tuple[str, str], ...]
    """Table code and printed title (`{body}` is 部门 or 单位), in printed order."""
    wide: bool = False
    """The detailed set with transfers apart and two-level headers, as Xinjiang prints it; else the
    plain national set.
    """
    split_codes: bool = True
    """类, 款 and 项 in three columns rather than one joined code."""
    totals_first: bool = False
    number_row: bool = False
    """A row of ※ and 1 2 3 under the header."""
    unit: str = "万元"
    decimals: int = 2
    thousands: bool = True
    zero: str = ""
    """What stands where there is no money: nothing, `0.00` or a dash."""
    total_word: str = "合计"
    number_format: str = "表{}"

    def figure(self, yuan: Decimal) -> str:
        """Print money in the layout's unit; an amount of none is `zero`."""
        if not yuan:
            return self.zero
        # Exact: facts are whole in every unit that a layout prints.
        printed = yuan / UNITS[self.unit]
        if self.thousands:
            return f"{printed:,.{self.decimals}f}"
        return f"{printed:.{self.decimals}f}"

    def plain(self, yuan: Decimal) -> str:
        """Print money for a sentence: as `figure`, but nothing is 0.00."""
        if yuan:
            return self.figure(yuan)
        return f"{Decimal(0):.{self.decimals}f}"


# The set of eleven tables with transfers apart.
_DETAILED = (
    ("summary", "{body}收支总体情况表"),
    ("revenue", "{body}收入总体情况表"),
    ("expenditure", "{body}支出总体情况表"),
    ("appropriation_summary", "财政拨款收支预算总体情况表"),
    ("general_budget_expenditure", "一般公共预算支出情况表"),
    ("general_budget_basic_expenditure", "一般公共预算基本支出情况表"),
    ("general_budget_project_expenditure", "一般公共预算项目支出情况表"),
    ("government_fund_expenditure", "政府性基金预算支出情况表"),
    ("state_capital_expenditure", "国有资本经营预算支出情况表"),
    ("three_public_expenses", "财政拨款“三公”经费支出情况表"),
    ("carryover", "上年结转结余情况明细表"),
)

# The nine tables of the national form (财政部, 部门预算公开).
_NATIONAL = (
    ("summary", "{body}收支总表"),
    ("revenue", "{body}收入总表"),
    ("expenditure", "{body}支出总表"),
    ("appropriation_summary", "财政拨款收支总表"),
    ("general_budget_expenditure", "一般公共预算支出表"),
    ("general_budget_basic_expenditure", "一般公共预算基本支出表"),
    ("three_public_expenses", "一般公共预算“三公”经费支出表"),
    ("government_fund_expenditure", "政府性基金预算支出表"),
    ("state_capital_expenditure", "国有资本经营预算支出表"),
)

# Final accounts of the same kinds of table, under other titles.
_FINAL = (
    ("summary", "收入支出决算总表"),
    ("revenue", "收入决算表"),
    ("expenditure", "支出决算表"),
    ("appropriation_summary", "财政拨款收入支出决算总表"),
    ("general_budget_expenditure", "一般公共预算财政拨款支出决算表"),
    ("general_budget_basic_expenditure", "一般公共预算财政拨款基本支出决算表"),
    ("three_public_expenses", "财政拨款“三公”经费支出决算表"),
)

DETAILED = Layout(
    "detailed",
    _DETAILED,
    wide=True,
    totals_first=True,
    number_row=True,
    total_word="总计",
    number_format="表 {}",
)
DETAILED_LAST = Layout(
    "detailed-last", _DETAILED, wide=True, thousands=False, total_word="总计", number_format="表 {}"
)
# Codes in one column, units and totals at their usual places: what most places print.
NATIONAL = Layout("national", _NATIONAL, split_codes=False)
# In yuan, zeros printed: a figure may have more digits than its column is used to.
NATIONAL_YUAN = Layout(
    "national-yuan",
    _NATIONAL,
    split_codes=False,
    unit="元",
    zero="0.00",
    number_format="公开{:02d}表",
)
# Six decimals of 万元 are single cents, and no commas part them.
NATIONAL_EXACT = Layout(
    "national-exact",
    _NATIONAL,
    decimals=6,
    totals_first=True,
    thousands=False,
    number_format="预算{:02d}表",
)
FINAL = Layout("final", _FINAL, split_codes=False, number_format="公开{:02d}表")

# The ways a generated budget may be printed; `FINAL` is the one for final accounts.
BUDGET_LAYOUTS = (DETAILED, DETAILED_LAST, NATIONAL, NATIONAL_YUAN, NATIONAL_EXACT)
