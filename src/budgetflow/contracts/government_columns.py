"""Where each figure of `government_totals` is looked for, in order of preference."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of cell a government's total may be taken from."""

    tables: tuple[str, ...]
    item: str | None = None
    """Item of its row; None: the row is the whole region's or the own level's itself."""
    measures: tuple[str, ...] = ()
    """Measures it may have; empty: any of the stages (`budget`, `execution`, `final` ...)."""


@dataclass(frozen=True, slots=True)
class GovernmentColumn:
    """One figure of a government: its column, its words, and where it is looked for."""

    name: str
    zh: str
    en: str
    places: tuple[Place, ...]


def _budget(name: str, side: str) -> tuple[str, ...]:
    """Return the tables of one budget that print a side's total, the plainest first."""
    detail = (f"{name}_{side}_detail",) if side == "expenditure" else ()
    return (f"{name}_{side}", f"{name}_balance", *detail)


def _total(budget: str, side: str) -> tuple[Place, ...]:
    """Return where a side's grand total stands: a list without transfers may call its sum so."""
    lists, balance, *detail = _budget(budget, side)
    return tuple(Place((table,), f"{side}.total") for table in (balance, lists, *detail))


def _of(budget: str, side: str, item: str) -> tuple[Place, ...]:
    return tuple(Place((table,), f"{side}.{item}") for table in _budget(budget, side))


_DEBT = ("debt_limit_and_balance",)


def _debt(measure: str) -> tuple[Place, ...]:
    return (Place(_DEBT, None, (measure,)),)


GENERAL = "general_budget"
# Every figure of `government_totals`, in the order of its columns.
GOVERNMENT_COLUMNS = (
    GovernmentColumn(
        "revenue_yuan",
        "一般公共预算收入",
        "revenue of the general budget in the year itself, transfers not included",
        _of(GENERAL, "revenue", "current_year"),
    ),
    GovernmentColumn("tax_yuan", "其中税收收入", "of which taxes", _of(GENERAL, "revenue", "tax")),
    GovernmentColumn(
        "non_tax_yuan",
        "其中非税收入",
        "of which non-tax revenue",
        _of(GENERAL, "revenue", "non_tax"),
    ),
    GovernmentColumn(
        "revenue_total_yuan",
        "收入总计（含转移、债务、结转）",
        "total revenue: transfers, debt and balances brought forward included",
        _total(GENERAL, "revenue"),
    ),
    GovernmentColumn(
        "expenditure_yuan",
        "一般公共预算支出",
        "expenditure of the general budget in the year itself",
        _of(GENERAL, "expenditure", "current_year"),
    ),
    GovernmentColumn(
        "expenditure_total_yuan",
        "支出总计（含转移、还本、结转）",
        "total expenditure: transfers, repayment and balances carried forward included",
        _total(GENERAL, "expenditure"),
    ),
    GovernmentColumn(
        "transfers_received_yuan",
        "上级补助收入",
        "transfers received from the levels above",
        _of(GENERAL, "revenue", "superior_subsidies"),
    ),
    GovernmentColumn(
        "transfers_paid_yuan",
        "补助下级支出",
        "transfers paid to the levels below",
        _of(GENERAL, "expenditure", "subsidies_to_subordinates"),
    ),
    GovernmentColumn(
        "fund_revenue_yuan",
        "政府性基金收入",
        "revenue of government funds",
        _of("government_fund", "revenue", "current_year"),
    ),
    GovernmentColumn(
        "fund_expenditure_yuan",
        "政府性基金支出",
        "expenditure of government funds",
        _of("government_fund", "expenditure", "current_year"),
    ),
    GovernmentColumn(
        "state_capital_revenue_yuan",
        "国有资本经营收入",
        "revenue of the state capital budget",
        _of("state_capital", "revenue", "current_year"),
    ),
    GovernmentColumn(
        "state_capital_expenditure_yuan",
        "国有资本经营支出",
        "expenditure of the state capital budget",
        _of("state_capital", "expenditure", "current_year"),
    ),
    GovernmentColumn(
        "insurance_revenue_yuan",
        "社会保险基金收入",
        "revenue of social insurance funds",
        _of("social_insurance", "revenue", "current_year"),
    ),
    GovernmentColumn(
        "insurance_expenditure_yuan",
        "社会保险基金支出",
        "expenditure of social insurance funds",
        _of("social_insurance", "expenditure", "current_year"),
    ),
    GovernmentColumn("debt_limit_yuan", "债务限额", "debt limit", _debt("limit")),
    GovernmentColumn("debt_balance_yuan", "债务余额", "debt balance", _debt("balance")),
    GovernmentColumn(
        "general_debt_limit_yuan", "一般债务限额", "limit of general debt", _debt("limit.general")
    ),
    GovernmentColumn(
        "general_debt_balance_yuan",
        "一般债务余额",
        "balance of general debt",
        _debt("balance.general"),
    ),
    GovernmentColumn(
        "special_debt_limit_yuan", "专项债务限额", "limit of special debt", _debt("limit.special")
    ),
    GovernmentColumn(
        "special_debt_balance_yuan",
        "专项债务余额",
        "balance of special debt",
        _debt("balance.special"),
    ),
)
