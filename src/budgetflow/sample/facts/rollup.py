"""Totals of a disclosure's facts at every level of the codes, as its publisher would print them."""

from __future__ import annotations

from decimal import Decimal

from budgetflow.sample.facts.model import ZERO, DisclosureFacts

# Measures made of others; every other one is an attribute of the leaf items.
_SUMS = {
    "general": (("own", 1), ("transfer", 1)),
    "appropriation": (("general", 1), ("fund", 1)),
    "total": (("appropriation", 1), ("carryover", 1), ("unit_funds", 1)),
    "all_basic": (("basic", 1), ("carryover_basic", 1)),
    "project": (("general", 1), ("basic", -1)),
    "all_project": (("total", 1), ("all_basic", -1)),
}


class Rollup:
    """Adds up one disclosure's items, with the publisher's own rounding where it has any."""

    def __init__(self, facts: DisclosureFacts) -> None:
        """Keep the facts at hand."""
        self.facts = facts
        self._rounded: dict[tuple[str, str], Decimal] = {}
        for prefix, measure, money in facts.rounded:
            self._rounded[prefix, measure] = money
        codes: set[str] = set()
        for item in facts.items:
            # 类, 款 and 项 have 3, 5 and 7 digits; an item may be given by its class alone.
            codes.update(item.code[:n] for n in (3, 5, 7) if len(item.code) >= n)
        self.codes = sorted(codes)
        """Every function code at every level, in printed order."""

    def money(self, prefix: str, measure: str) -> Decimal:
        """Return the money under a function code (empty prefix: all of it) in yuan; see `_SUMS` for
        the measures.
        """
        # The publisher's own rounding stands for the sum, also within the sums above it.
        if (prefix, measure) in self._rounded:
            return self._rounded[prefix, measure]
        if measure in _SUMS:
            parts = [sign * self.money(prefix, part) for part, sign in _SUMS[measure]]
            return sum(parts, ZERO)
        items = [item for item in self.facts.items if item.code.startswith(prefix)]
        return sum((getattr(item, measure) for item in items), ZERO)

    def economic(self, prefix: str) -> Decimal:
        """Return the basic expenditure under an economic code, in yuan."""
        if (prefix, "economic") in self._rounded:
            return self._rounded[prefix, "economic"]
        items = [item for item in self.facts.economics if item.code.startswith(prefix)]
        return sum((item.amount for item in items), ZERO)

    def personnel(self) -> Decimal:
        """Return 人员经费 of the basic expenditure: 301 and 303."""
        return self.economic("301") + self.economic("303")

    def operating(self) -> Decimal:
        """Return 公用经费 of the basic expenditure: 302 (and 310, which the sample does not
        use).
        """
        return self.economic("302")

    def carried(self) -> Decimal:
        """Return the money of the carry-over table."""
        parts = sum((item.amount for item in self.facts.carryovers), ZERO)
        return self._rounded.get(("", "carried"), parts)
