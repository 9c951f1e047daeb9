"""How far sums of printed figures may be from a printed whole."""

from __future__ import annotations

from decimal import Decimal

# Yuan of the last place that most tables print (0.01 万元): a figure is that far from its exact
# value at most.
LAST_PLACE = Decimal(100)


def within_rounding(parts: Decimal, whole: Decimal, figures: int) -> bool:
    """Check whether a sum of parts is a printed whole (both in yuan), where each of so many figures
    is a last place off at most.
    """
    # A whole place and not half: facts compare figures of several tables, cut as well as rounded.
    return abs(parts - whole) <= LAST_PLACE * figures
