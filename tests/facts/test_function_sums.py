"""Whether function classes add up to the expenditure of a disclosure, and why not."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

import pytest

from budgetflow.facts.function_sums import compare_functions
from budgetflow.interpret.derived_rows import DisclosureTotals, FunctionRow


def compared(
    total: str | None, *classes: str | None, doubted: Collection[str] = ()
) -> DisclosureTotals:
    totals = DisclosureTotals("d1", 2026, "budget", "61", "department")
    totals.current_expenditure_yuan = None if total is None else Decimal(total)
    totals.current_expenditure_source = "total"
    rows = []
    for number, yuan in enumerate(classes):
        row = FunctionRow("d1", f"20{number}", 2026, "budget", "61")
        row.expenditure_yuan = None if yuan is None else Decimal(yuan)
        row.amount_ids = [f"cell-{number}"]
        rows.append(row)
    compare_functions(totals, rows, doubted)
    return totals


@pytest.mark.parametrize(
    ("total", "classes", "expected"),
    [
        ("3000.00", ("1000.00", "2000.00"), "equal"),
        ("3100.00", ("1000.00", "2000.00"), "rounding"),
        ("9000.00", ("1000.00", "2000.00"), "parts_left_out"),
        (None, ("1000.00",), "no_total"),
        ("3000.00", (), "not_printed"),
        ("3000.00", (None,), "not_printed"),
    ],
)
def test_the_sum_is_told_with_its_reason(
    total: str | None, classes: tuple[str | None, ...], expected: str
) -> None:
    assert compared(total, *classes).functions_sum == expected


@pytest.mark.parametrize("cell", ["cell-1", "total"])
def test_a_finding_on_one_of_the_cells_is_the_reason(cell: str) -> None:
    totals = compared("9000.00", "1000.00", "2000.00", doubted={cell})
    assert (totals.functions_sum, totals.functions_yuan) == ("finding", Decimal(3000))


def test_a_finding_elsewhere_is_none() -> None:
    assert compared("9000.00", "1000.00", doubted={"other"}).functions_sum == "parts_left_out"


def test_what_is_not_printed_has_no_sum() -> None:
    assert compared("9000.00").functions_yuan is None
