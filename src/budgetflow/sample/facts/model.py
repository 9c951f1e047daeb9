"""What one bureau budgets in one year, as facts that agree with each other; tables and prose are
made from them.

All money is Decimal yuan. Totals are computed from the leaves (`rollup`). Where a real publisher
rounded a total on its
own, so that it is a cent beside the sum of its parts, the printed figure is in
`DisclosureFacts.rounded`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

# The start of every sum: `sum` begins with an int of its own, which is no Decimal.
ZERO = Decimal(0)

# Code prefix (empty for the grand total), measure of `rollup`, and the figure as the publisher
# rounded it.
Rounded = tuple[str, str, Decimal]


# Leaves only: totals are computed, so that facts cannot contradict each other.
@dataclass(frozen=True, slots=True)
class FunctionItem:
    """One leaf of the expenditure by function, with the money by source; `basic` says how much of
    it is 基本支出.
    """

    code: str
    """Printed code without blanks: 7 digits, or 3 where a bureau gives classes only."""
    own: Decimal = ZERO
    """一般公共预算 of this level."""
    transfer: Decimal = ZERO
    """上级一般公共预算安排的转移支付."""
    fund: Decimal = ZERO
    """政府性基金预算."""
    carryover: Decimal = ZERO
    """财政拨款结转."""
    unit_funds: Decimal = ZERO
    """单位资金."""
    basic: Decimal = ZERO
    """Basic expenditure from this year's general budget."""
    carryover_basic: Decimal = ZERO
    """Basic expenditure from the carry-over."""
    # None where the prose does not compare: zero would be a figure of last year.
    previous: Decimal | None = None
    """Last year's figure of the general budget, where the prose compares."""
    reason: str = ""
    """Why it changed, as the prose gives it."""


@dataclass(frozen=True, slots=True)
class EconomicItem:
    """One leaf of the basic expenditure by economic classification."""

    code: str
    amount: Decimal

    @property
    def personnel(self) -> bool:
        """Check whether it counts as 人员经费 (301 and 303) rather than 公用经费."""
        # By the class alone, as the table of basic expenditure parts them.
        return self.code[:3] in ("301", "303")


@dataclass(frozen=True, slots=True)
class ProjectFact:
    """One project of the general budget: its table row and its paragraph."""

    name: str
    function_code: str
    by_class: tuple[tuple[str, Decimal], ...]
    """Economic class (`302`) and money."""
    basis: str = ""
    allocation: str = ""

    @property
    def amount(self) -> Decimal:
        """Return the project's money."""
        return sum((money for _, money in self.by_class), ZERO)


@dataclass(frozen=True, slots=True)
class CarryoverItem:
    """Money of last year that is spent this year, by project."""

    name: str
    personnel: Decimal = ZERO
    operating: Decimal = ZERO
    project: Decimal = ZERO
    use: str = ""

    @property
    def amount(self) -> Decimal:
        """Return the item's money."""
        return self.personnel + self.operating + self.project


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """The three public expenses."""

    overseas: Decimal = ZERO
    reception: Decimal = ZERO
    purchase: Decimal = ZERO
    operation: Decimal = ZERO

    @property
    def vehicles(self) -> Decimal:
        """Return purchase and operation of official vehicles together."""
        return self.purchase + self.operation

    @property
    def total(self) -> Decimal:
        """Return all three."""
        return self.overseas + self.reception + self.vehicles


@dataclass(frozen=True, slots=True)
class Procurement:
    """Government procurement and what of it is reserved for small firms."""

    goods: Decimal = ZERO
    works: Decimal = ZERO
    services: Decimal = ZERO
    small_and_medium: Decimal = ZERO
    micro: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Return goods, works and services together."""
        return self.goods + self.works + self.services


@dataclass(frozen=True, slots=True)
class Assets:
    """State assets in use at the end of the previous year."""

    housing_area: Decimal = ZERO
    vehicles: int = 0
    vehicles_value: Decimal = ZERO
    furniture_value: Decimal = ZERO
    other_value: Decimal = ZERO
    large_equipment: int = 0


@dataclass(frozen=True, slots=True)
class Staff:
    """Posts and people."""

    posts: int
    active: int
    active_change: int
    retired: int
    retired_change: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of a performance table."""

    level1: str
    level2: str
    name: str
    target: str
    weight: int


@dataclass(frozen=True, slots=True)
class PerformanceSheet:
    """One 绩效目标表: for the department as a whole, or for one project."""

    subject: str
    """Project name; empty for the whole department."""
    goal: str
    amount: Decimal
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class DisclosureFacts:
    """One disclosure: who, when, and everything it says."""

    publisher: str
    region_code: str
    region_name: str
    fiscal_year: int
    stage: str
    scope: str
    published_on: str
    """ISO date."""
    items: tuple[FunctionItem, ...]
    economics: tuple[EconomicItem, ...] = ()
    projects: tuple[ProjectFact, ...] = ()
    carryovers: tuple[CarryoverItem, ...] = ()
    three_public: ThreePublic = field(default_factory=ThreePublic)
    procurement: Procurement = field(default_factory=Procurement)
    assets: Assets = field(default_factory=Assets)
    staff: Staff | None = None
    operating_previous: Decimal | None = None
    performance: tuple[PerformanceSheet, ...] = ()
    rounded: tuple[Rounded, ...] = ()

    @property
    def body(self) -> str:
        """Return 部门 or 单位, the word the disclosure uses for itself."""
        if self.scope == "unit":
            return "单位"
        return "部门"

    @property
    def noun(self) -> str:
        """Return 预算 or 决算."""
        if self.stage == "final_accounts":
            return "决算"
        return "预算"

    @property
    def title(self) -> str:
        """Return the title under which it is announced."""
        return (
            f"{self.publisher}{self.fiscal_year}年"
            f"{'度' if self.stage == 'final_accounts' else ''}{self.body}{self.noun}公开"
        )
