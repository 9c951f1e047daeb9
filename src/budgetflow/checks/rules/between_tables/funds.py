"""The budgets side by side in the appropriation summary, each against its own table: columns, their
sum, and balances.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from budgetflow.checks.model.combine import Finder
from budgetflow.checks.model.evidence import Comparison, Figure, any_value
from budgetflow.checks.model.figures import Figures, TableView
from budgetflow.checks.model.lookup import pair, row_of, side_rows, spent, title, total_of
from budgetflow.checks.rules.within_table.small_tables import CLOSING, INCOME, OPENING

# A budget's column in the appropriation summary, and the table of its own.
FUND_TABLES = {
    "general_public_budget": "general_budget_expenditure",
    "government_fund": "government_fund_expenditure",
    "state_capital": "state_capital_expenditure",
}
# Columns of a fund's table that may hold what was spent: in final accounts revenue stands beside
# it.
SPENT = ("total", "amount", "expenditure", "current_year")
WITHOUT_MONEY = ("empty", "declared_empty")


def funds_by_table(*funds: str) -> Finder:
    """Make the finder that compares each budget's column in the appropriation summary with the
    total of that budget's own table.
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        summary = figures.one("appropriation_summary")
        if summary is None:
            return
        for fund in funds:
            code = FUND_TABLES[fund]
            pairs = list(product(spent(summary, fund), _totals(figures.one(code))))
            if pairs:
                # Each side may hold what is carried over or not; the pair nearest to each other is
                # meant.
                closest = min(pairs, key=lambda both: abs(both[0].value - both[1].value))
                zh = f"{title(summary)}支出（{fund}）＝ 该项预算支出表合计"
                yield from pair(*closest, zh, f"appropriation summary {fund} = total of {code}")

    return find


def funds_together(figures: Figures) -> Iterator[Comparison]:
    """Compare all expenditure of the appropriation summary with the sum of the budgets' own tables.

    Said only where nothing is missing from the sum: a budget's table has a total or is printed
    empty. Where the summary's
    total or a table's may contain what is carried over or not, the combination is meant that comes
    nearest.
    """
    summary = figures.one("appropriation_summary")
    if summary is None:
        return
    tables = [_totals_or_nothing(figures, code) for code in FUND_TABLES.values()]
    made = [
        Comparison(
            (whole,),
            parts,
            f"{title(summary)}支出合计 ＝ 各本预算支出表合计之和",
            "appropriation summary = sum of the tables by fund",
        )
        for whole in spent(summary)
        for found in product(*tables)
        if (parts := tuple(figure for figure in found if figure is not None))
        and any_value(whole, *parts)
    ]
    if made:
        yield min(made, key=lambda comparison: abs(comparison.difference))


def fund_flows(fund: str) -> Finder:
    """Make the finder that compares a budget's own table of final accounts with the appropriation
    summary's lines of that
    budget: what was carried in, what came in, and what is carried out. (What was spent:
    `funds_by_table`.)
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        summary = figures.one("appropriation_summary")
        own = figures.one(FUND_TABLES[fund])
        if summary is None or own is None:
            return
        carried_out = next(
            (
                row
                for row in side_rows(summary, "expenditure")
                if row.first.item == "expenditure.carried_forward"
            ),
            None,
        )
        for name, zh, left, measures in (
            (
                "opening balance",
                "年初结转和结余",
                summary.value(row_of(summary, "revenue", f"carryover.{fund}")),
                OPENING,
            ),
            ("revenue", "本年收入", summary.value(row_of(summary, "revenue", fund)), INCOME),
            ("closing balance", "年末结转和结余", summary.value(carried_out, fund), CLOSING),
        ):
            words = f"{title(summary)}{zh}（{fund}）＝ {title(own)}合计行{zh}"
            yield from pair(
                left,
                total_of(own, *measures),
                words,
                f"appropriation summary {fund}, {name} = {own.table.table_code}, {name}",
            )

    return find


def _totals(view: TableView | None) -> list[Figure]:
    return [figure for measure in SPENT if (figure := total_of(view, measure))]


def _totals_or_nothing(figures: Figures, code: str) -> list[Figure | None]:
    """Return what a budget's table may count as its total; one nothing for a table printed empty,
    no entry where it is not known.
    """
    states = [table.state for table in figures.tables if table.table_code == code]
    if states and all(state in WITHOUT_MONEY for state in states):
        return [None]
    return list(_totals(figures.one(code)))
