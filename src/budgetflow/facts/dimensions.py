"""Fund, component and period of a figure: what its table and its measure say together.

`general_budget_expenditure` with the measure `total` and `expenditure` with the measure
`general_public_budget` are the same fact. A table sets the fund and the component that its columns
have unless the column names another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from budgetflow.contracts.total_columns import ALL, TOTAL

# Measures that name where money comes from.
FUNDS = frozenset(
    (
        *("appropriation", "general_public_budget", "general_transfer", "government_fund"),
        *("government_fund_transfer", "state_capital", "state_capital_transfer"),
        *("special_account", "unit_funds", "other_funds", "superior_subsidies"),
        *("business_revenue", "subordinate_remittances", "other_revenue"),
        *("appropriation_carryover", "other_carryover", "social_insurance_fund"),
    )
)
# 经营收入 is a source in a revenue table, 经营支出 a kind of outlay in an expenditure table.
_FUNDS_OF_REVENUE_ONLY = {"business_operations"}

# Measures that say which year or state a figure is about; the plain figure has none.
PERIODS = frozenset(
    (
        *("current_year", "carryover", "previous_year", "change", "budget", "adjusted_budget"),
        *("final", "opening_balance", "closing_balance"),
    )
)

_COMPONENT_OF = {
    "amount": TOTAL,
    "total": TOTAL,
    "personnel": "basic.personnel",
    "operating": "basic.operating",
}


@dataclass(frozen=True, slots=True)
class TableKind:
    """What the columns of a standard table count unless they say otherwise."""

    fund: str
    component: str
    rank: int
    """Order of the tables in which a fact is taken: the smallest rank is canonical."""
    side: str | None = "expenditure"


# Tables whose facts are said in several tables. Any other table speaks for itself alone.
TABLE_KINDS = {
    "expenditure": TableKind(ALL, TOTAL, 1),
    "revenue": TableKind(ALL, TOTAL, 2, "revenue"),
    "summary": TableKind(ALL, TOTAL, 3, None),
    "general_budget_expenditure": TableKind("general_public_budget", TOTAL, 4),
    "government_fund_expenditure": TableKind("government_fund", TOTAL, 5),
    "state_capital_expenditure": TableKind("state_capital", TOTAL, 6),
    "appropriation_expenditure": TableKind("appropriation", TOTAL, 7),
    "appropriation_summary": TableKind("appropriation", TOTAL, 8, None),
    "general_budget_economic_expenditure": TableKind("general_public_budget", TOTAL, 9),
    "general_budget_basic_expenditure": TableKind("general_public_budget", "basic", 10),
    "general_budget_project_expenditure": TableKind("general_public_budget", "project", 11),
    "appropriation_basic_expenditure": TableKind("appropriation", "basic", 12),
    "basic_expenditure": TableKind(ALL, "basic", 13),
    "project_expenditure": TableKind(ALL, "project", 14),
}


@dataclass(frozen=True, slots=True)
class Dimensions:
    """What a figure counts, beside the code or item of its row."""

    flow: str | None
    """`revenue` or `expenditure`."""
    fund: str | None
    component: str | None
    period: str | None


# Combinations kept: 33 real papers with 38,000 figures have 606.
@lru_cache(maxsize=10_000)
def dimensions(
    table_code: str, measure: str, side: str | None, item: str | None = None
) -> Dimensions:
    """Return what a figure counts, from its table, its measure, its side and its row's item.

    All parts but the side are None in a table that speaks for itself alone, and for a measure
    that is neither fund, component nor period (`unmapped`).
    """
    kind = TABLE_KINDS.get(table_code)
    if kind is None:
        return Dimensions(side, None, None, None)
    own_side = side or kind.side
    fund = kind.fund
    component = kind.component
    period = None
    words = measure.split(".")
    rest: list[str] = []
    for word in words:
        # Only the first: previous_year.budget is a budget of last year, and last year is the
        # period.
        if word in PERIODS and period is None:
            period = word
        elif word in FUNDS or (own_side == "revenue" and word in _FUNDS_OF_REVENUE_ONLY):
            fund = word
        else:
            rest.append(word)
    named = ".".join(rest)
    if named in ("total", "amount", ""):
        pass
    # In a table of basic expenditure 人员 and 公用 are parts of basic, in others of everything.
    elif component == "basic" and named in ("personnel", "operating"):
        component = f"basic.{named}"
    else:
        component = _COMPONENT_OF.get(named, named)
    if item is not None:
        fund, component = _from_item(item, fund, component)
    return Dimensions(own_side, fund, component, period)


def _from_item(item: str, fund: str, component: str) -> tuple[str, str]:
    """Return fund and component where the row and not the column names them.

    In a summary table 一般公共预算拨款收入 is a row (`revenue.general_public_budget`), in a revenue
    table it is a column.
    """
    side, _, name = item.partition(".")
    if side == "revenue" and name in FUNDS | _FUNDS_OF_REVENUE_ONLY:
        return name, component
    if side == "expenditure" and component == TOTAL and name in ("basic", "project"):
        return fund, name
    return fund, component


def subject_of(item: str | None) -> str | None:
    """Return the item a fact is about: a row that only names a fund or a component is the total."""
    if item is None:
        return None
    side, _, name = item.partition(".")
    if side == "revenue" and name in FUNDS | _FUNDS_OF_REVENUE_ONLY:
        return "revenue.total"
    if side == "expenditure" and name in ("basic", "project"):
        return "expenditure.current_year"
    return item
