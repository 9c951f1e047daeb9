"""Do a block's figures add up under given measures? The judge between competing readings of a
header.

A total is the sum of its parts, a part with members (`basic` with `basic.personnel`) the sum of
them, 财政拨款 the sum of
the funds printed beside it. Only rows where a sum can be formed are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetflow.interpret.tables.headers.measures import FUNDS, UNMAPPED

_NO_ADDENDS = frozenset(
    {"change", "change_percent", "previous_year", "quantity", "government_procurement", UNMAPPED}
)


@dataclass(frozen=True, slots=True)
class Closing:
    """How many sums were formed and how many of them hold."""

    held: int = 0
    formed: int = 0

    @property
    def share(self) -> Decimal:
        """Return the share of sums that hold; zero where none could be formed."""
        if self.formed:
            return Decimal(self.held) / self.formed
        return Decimal(0)

    @property
    def balance(self) -> int:
        """Sums that hold less those that do not."""
        return 2 * self.held - self.formed


def closing(rows: list[dict[str, Decimal]], measures: list[str]) -> Closing:
    """Count the sums that hold over rows of {measure: printed number}; blank cells count as
    nothing.

    The tolerance is one unit of the last printed digit for each addend, as rounding gives at most
    half of it.
    """
    held = formed = 0
    # Once for all rows: the measures of a reading are the same in each of them.
    sums = list(_sums(measures))
    for row in rows:
        for whole, parts in sums:
            printed = [row[part] for part in parts if part in row]
            # A total without any part says nothing of the header, for or against it.
            if whole not in row or not printed:
                continue
            formed += 1
            step = Decimal(1).scaleb(int(row[whole].as_tuple().exponent))
            difference = abs(sum(printed) - row[whole])
            held += difference <= step * (len(printed) + 1) / 2
    return Closing(held, formed)


def _sums(measures: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Return each whole with its parts, by the names of the measures."""
    there = [
        measure for measure in dict.fromkeys(measures) if measure.split(".")[0] not in _NO_ADDENDS
    ]
    funds = [measure for measure in there if measure in FUNDS]
    for whole in there:
        members = [measure for measure in there if measure.rpartition(".")[0] == whole]
        if members:
            yield whole, members
    if "appropriation" in there and funds:
        yield "appropriation", funds
    if "total" in there:
        parts = _parts_of_total(there)
        # One part is the total itself in a table of one fund, whatever the header's reading.
        if len(parts) > 1:
            yield "total", parts


def _parts_of_total(measures: list[str]) -> list[str]:
    """Return what a total adds up: the measures without a group, funds within 财政拨款 apart."""
    parts = [measure for measure in measures if measure != "total" and "." not in measure]
    if any(measure.split(".")[0] == "appropriation" for measure in measures):
        parts = [part for part in parts if part not in FUNDS]
    return parts
