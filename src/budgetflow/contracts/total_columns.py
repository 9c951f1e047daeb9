"""Where each figure of `disclosure_totals` is looked for, in order of preference."""

from __future__ import annotations

from dataclasses import dataclass

from budgetflow.contracts.vocabulary import INITIAL

# The fund of a figure that counts money from every source.
ALL = "all"
# The component of a figure that is not split into basic and project expenditure.
TOTAL = "total"
APPROPRIATED = "appropriation"
GENERAL = "general_public_budget"


@dataclass(frozen=True, slots=True)
class Cell:
    """A kind of cell a total may be taken from."""

    item: str
    fund: str | None = None
    component: str | None = None
    period: str | None = None
    tables: tuple[str, ...] = ()
    """Tables it must stand in; empty: any."""
    measures: tuple[str, ...] = ()
    """Measures it may have, the first one preferred; for tables that speak for themselves."""


@dataclass(frozen=True, slots=True)
class TotalColumn:
    """One figure of a disclosure: its column, its words, and where it is looked for."""

    name: str
    zh: str
    en: str
    cells: tuple[Cell, ...]
    topics: tuple[str, ...] = ()
    """Topics of statements that say it, tried where no cell does."""
    counted: bool = False
    """True for a number of people, False for money."""


_THIS = ("amount", "total", "final", "current_year", "current_year.general_public_budget")
_BEFORE = ("previous_year", "previous_year.total", "previous_year.general_public_budget")


def _spent(fund: str, component: str) -> tuple[Cell, ...]:
    """Return the cells of what is spent in the year from a fund on a component."""
    return (
        Cell("expenditure.current_year", fund, component),
        Cell("expenditure.total", fund, component),
    )


def _spent_before(fund: str) -> tuple[Cell, ...]:
    """Return the cells of the year's budget that final accounts print beside what was spent."""
    return (
        Cell("expenditure.current_year", fund, TOTAL, "budget"),
        Cell("expenditure.total", fund, TOTAL, "budget"),
    )


def _three_public(item: str, measures: tuple[str, ...] = _THIS) -> tuple[Cell, ...]:
    return (Cell(item, tables=("three_public_expenses",), measures=measures),)


# Every figure of `disclosure_totals`, in the order of its columns.
TOTAL_COLUMNS = (
    TotalColumn(
        "revenue_yuan",
        "收入总计",
        "total revenue, carry-over from earlier years included",
        (
            Cell("revenue.total", ALL, TOTAL, tables=("summary",)),
            Cell("revenue.total", ALL, TOTAL),
        ),
        ("revenue.total",),
    ),
    TotalColumn(
        "current_revenue_yuan",
        "本年收入合计",
        "revenue of the year itself",
        (
            Cell("revenue.current_year", ALL, TOTAL),
            Cell("revenue.total", ALL, TOTAL, "current_year"),
        ),
        ("revenue.current_year",),
    ),
    TotalColumn(
        "expenditure_yuan",
        "支出总计",
        "total expenditure, money carried forward included",
        (
            Cell("expenditure.total", ALL, TOTAL, tables=("summary",)),
            Cell("expenditure.total", ALL, TOTAL),
        ),
        ("expenditure.total",),
    ),
    TotalColumn(
        "current_expenditure_yuan",
        "本年支出合计",
        "expenditure of the year itself",
        (
            Cell("expenditure.current_year", ALL, TOTAL),
            Cell("expenditure.total", ALL, TOTAL, tables=("expenditure",)),
        ),
        ("expenditure.current_year",),
    ),
    TotalColumn("basic_yuan", "基本支出", "basic expenditure", _spent(ALL, "basic")),
    TotalColumn("project_yuan", "项目支出", "project expenditure", _spent(ALL, "project")),
    TotalColumn(
        "personnel_yuan",
        "人员经费",
        "personnel expenditure, of all funds where printed, else of the general public budget",
        (
            *_spent(ALL, "basic.personnel"),
            *_spent(APPROPRIATED, "basic.personnel"),
            *_spent(GENERAL, "basic.personnel"),
        ),
        ("expenditure.personnel",),
    ),
    TotalColumn(
        "operating_yuan",
        "公用经费",
        "day-to-day operating expenditure, of the same funds as personnel",
        (
            *_spent(ALL, "basic.operating"),
            *_spent(APPROPRIATED, "basic.operating"),
            *_spent(GENERAL, "basic.operating"),
        ),
        ("expenditure.operating",),
    ),
    TotalColumn(
        "appropriation_yuan",
        "财政拨款支出",
        "expenditure from fiscal appropriation: general budget, government funds, state capital",
        _spent(APPROPRIATED, TOTAL),
        ("appropriation.expenditure",),
    ),
    TotalColumn(
        "general_budget_yuan",
        "一般公共预算财政拨款支出",
        "expenditure from the general public budget",
        _spent(GENERAL, TOTAL),
        ("general_public_budget.total",),
    ),
    TotalColumn(
        "government_fund_yuan",
        "政府性基金预算支出",
        "expenditure from government funds",
        _spent("government_fund", TOTAL),
        ("government_fund.total",),
    ),
    TotalColumn(
        "state_capital_yuan",
        "国有资本经营预算支出",
        "expenditure from the state capital budget",
        _spent("state_capital", TOTAL),
        ("state_capital.total",),
    ),
    TotalColumn(
        "three_public_yuan",
        "“三公”经费合计",
        "travel abroad, official vehicles and receptions together",
        _three_public("three_public_total"),
        ("three_public.total",),
    ),
    TotalColumn(
        "overseas_travel_yuan",
        "因公出国（境）费",
        "travel abroad",
        _three_public("overseas_travel"),
        ("three_public.overseas_travel",),
    ),
    TotalColumn(
        "vehicles_yuan",
        "公务用车购置及运行费",
        "official vehicles: purchase and operation",
        _three_public("vehicles"),
        ("three_public.vehicles",),
    ),
    TotalColumn(
        "vehicle_purchase_yuan",
        "公务用车购置费",
        "purchase of official vehicles",
        _three_public("vehicle_purchase"),
        ("three_public.vehicle_purchase",),
    ),
    TotalColumn(
        "vehicle_operation_yuan",
        "公务用车运行维护费",
        "operation of official vehicles",
        _three_public("vehicle_operation"),
        ("three_public.vehicle_operation",),
    ),
    TotalColumn(
        "reception_yuan",
        "公务接待费",
        "official receptions",
        _three_public("reception"),
        ("three_public.reception",),
    ),
    TotalColumn(
        "meetings_yuan", "会议费", "meetings", _three_public("meetings"), ("three_public.meetings",)
    ),
    TotalColumn(
        "training_yuan", "培训费", "training", _three_public("training"), ("three_public.training",)
    ),
    TotalColumn(
        "operating_expenses_yuan",
        "机关运行经费",
        "operating expenses of the authority (机关运行经费)",
        (
            Cell("expenditure.total", tables=("operating_expenses",), measures=_THIS),
            Cell("operating_expenses", measures=_THIS),
        ),
        ("operating_expenses",),
    ),
    TotalColumn(
        "procurement_yuan",
        "政府采购支出",
        "government procurement",
        (
            Cell("total", tables=("government_procurement",), measures=("total", "amount")),
            Cell("expenditure.total", tables=("government_procurement",), measures=("total",)),
        ),
        ("procurement.total",),
    ),
    TotalColumn(
        "staff_count",
        "在职（实有）人数",
        "people employed, as said in prose",
        (),
        ("staff.in_service", "staff.total"),
        counted=True,
    ),
    TotalColumn(
        "previous_three_public_yuan",
        "上年“三公”经费合计",
        "travel, vehicles and receptions of the year before, where printed",
        _three_public("three_public_total", _BEFORE),
    ),
    TotalColumn(
        "initial_budget_yuan",
        "年初预算支出数（决算）",
        "the budget that final accounts print beside the total expenditure",
        (
            Cell("expenditure.current_year", ALL, TOTAL, "budget"),
            Cell("expenditure.total", ALL, TOTAL, "budget"),
        ),
        (f"expenditure.current_year{INITIAL}", f"expenditure.total{INITIAL}"),
    ),
    TotalColumn(
        "initial_general_budget_yuan",
        "年初一般公共预算（决算）",
        "the general public budget that final accounts say beside its expenditure",
        _spent_before(GENERAL),
        (f"general_public_budget.total{INITIAL}",),
    ),
    TotalColumn(
        "initial_three_public_yuan",
        "年初“三公”经费预算（决算）",
        "the budget for travel, vehicles and receptions that final accounts say beside them",
        _three_public("three_public_total", ("budget", "budget.general_public_budget")),
        (f"three_public.total{INITIAL}",),
    ),
)


def source_column(figure: str) -> str:
    """Return the name of the column that says where a figure's column was filled from
    (`expenditure_yuan`: `expenditure_source`), here and in `government_totals`.
    """
    return figure.removesuffix("_yuan").removesuffix("_count") + "_source"
