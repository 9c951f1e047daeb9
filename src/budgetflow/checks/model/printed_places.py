"""How exactly a figure is printed: its decimal places, and the worth in yuan of the last one."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.text.money import printed_factor

DECIMALS = re.compile(r"[.．](\d+)")
NO_DIGIT = re.compile(r"\D")
# Digits, zeros at the end left out, from which a figure counts as cut by its column's width or
# format: 480,544,221.6 beside figures with two decimals. A shorter one ends in zeros left
# out (13.8).
CUT_DIGITS = 5


def decimals(printed: str | None) -> int:
    """Count the decimal places of a printed figure."""
    found = DECIMALS.search(printed or "")
    return len(found.group(1)) if found else 0


def is_cut(cell: Amount) -> bool:
    """Check whether a cell's digits show that it ends where it was cut; a shorter figure may only
    leave out its last zeros.
    """
    return len(NO_DIGIT.sub("", cell.amount_printed or "").strip("0")) >= CUT_DIGITS


def printed_step(cell: Amount) -> Decimal:
    """Return the worth in yuan of the last place that a cell prints."""
    return place_value(cell.unit_printed, decimals(cell.amount_printed))


@lru_cache(maxsize=256)
def place_value(unit_printed: str | None, places: int) -> Decimal:
    """Return the worth in yuan of a decimal place of a unit; a table asks for it with every cell,
    and all tables together for a dozen of them.
    """
    return printed_factor(unit_printed) / Decimal(10) ** places
