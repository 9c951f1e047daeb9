"""A whole government's year, invented from a seed: last year's execution and this year's draft, of
the whole region and of its own level, consistent in itself.

Money is a whole number of 万元, as such books print it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from budgetflow.reference.lists import rows_of

# Books print whole 万元, so facts are ints and no figure is rounded.
WAN = Decimal(10_000)
TAXES = (
    "增值税",
    "企业所得税",
    "个人所得税",
    "资源税",
    "城市维护建设税",
    "房产税",
    "印花税",
    "城镇土地使用税",
    "土地增值税",
    "车船税",
    "耕地占用税",
    "契税",
)
NON_TAXES = (
    "专项收入",
    "行政事业性收费收入",
    "罚没收入",
    "国有资源（资产）有偿使用收入",
    "其他收入",
)
# Twelve classes: enough that a table has lines of every length, and it fits on a page.
CLASSES = (
    "一般公共服务支出",
    "公共安全支出",
    "教育支出",
    "科学技术支出",
    "文化旅游体育与传媒支出",
    "社会保障和就业支出",
    "卫生健康支出",
    "节能环保支出",
    "城乡社区支出",
    "农林水支出",
    "交通运输支出",
    "住房保障支出",
)
# Places below the own level, for the table of debt by place.
TOWNS = ("东城镇", "西城镇", "北郊镇", "南山镇")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of receipts or outlays, in 万元: last year's final account, last year's budget and
    execution, this year's draft.
    """

    label: str
    before: int
    planned: int
    executed: int
    draft: int

    def plus(self, other: Line, label: str) -> Line:
        """Return the sum of two rows under a label."""
        return Line(
            label,
            self.before + other.before,
            self.planned + other.planned,
            self.executed + other.executed,
            self.draft + other.draft,
        )


@dataclass(frozen=True, slots=True)
class Debt:
    """What one place owes and may owe at the end of last year, in 万元."""

    place: str
    general_limit: int
    general: int
    special_limit: int
    special: int


@dataclass(frozen=True, slots=True)
class GovernmentFacts:
    """What one government takes in, spends and owes."""

    name: str
    """As printed on the cover (甘州区)."""
    region_code: str
    fiscal_year: int
    """The year of the draft."""
    published_on: str
    taxes: tuple[Line, ...]
    non_taxes: tuple[Line, ...]
    classes: tuple[Line, ...]
    received: Line
    """Transfers from the levels above; what is left of them closes the year."""
    fund_revenue: Line
    fund_outlays: Line
    debt: tuple[Debt, ...]
    """The own level and the places below it."""
    departments: tuple[tuple[str, int], ...] = field(default=())
    """What the draft gives each department from the general budget, in 万元."""

    @property
    def kind(self) -> str:
        """Return the word for a place of its kind, as in 全县 and 县本级."""
        return self.name[-1]

    @property
    def title(self) -> str:
        """Its title."""
        return f"{self.name}{self.fiscal_year - 1}年预算执行情况和{self.fiscal_year}年预算草案"


def total(lines: tuple[Line, ...], label: str) -> Line:
    """Return the sum of rows under a label."""
    whole = Line(label, 0, 0, 0, 0)
    for line in lines:
        whole = whole.plus(line, label)
    return whole


def numbered_government(seed: int, number: int) -> GovernmentFacts:
    """Return the facts of one of many governments: every county in turn, a year later each time
    all have had theirs. The same seed and number give the same facts.
    """
    counties = _counties()
    name, region_code = counties[number % len(counties)]
    year = 2022 + number // len(counties) % 5
    return invent_government(seed * 1_000_003 + number, name, region_code, year)


@cache
def _counties() -> list[tuple[str, str]]:
    """Return the names and codes of the counties, districts and cities of GB/T 2260 whose names
    are called by their last character (全县, 全区).
    """
    rows = rows_of("regions.csv")
    counties = [row for row in rows if row["level"] == "county"]
    return [(row["name"], row["code"]) for row in counties if row["name"][-1] in "县区市旗"]


def invent_government(
    seed: int,
    name: str,
    region_code: str,
    fiscal_year: int = 2026,
    departments: tuple[tuple[str, int], ...] = (),
) -> GovernmentFacts:
    """Make the facts of one government; the same arguments give the same facts."""
    dice = random.Random(seed)  # noqa: S311 - figures of a sample, no secret

    def line(label: str, low: int, high: int) -> Line:
        before = dice.randint(low, high)
        # A plan is never below last year's account; growth of a budget is up to an eighth here.
        planned = before + dice.randint(0, before // 8)
        # Up to a twelfth off the plan either way, as books print 92 to 108 percent.
        executed = planned + dice.randint(-(planned // 12), planned // 12)
        return Line(label, before, planned, executed, executed + dice.randint(0, executed // 10))

    taxes = tuple(line(name_, 900, 60_000) for name_ in TAXES)
    non_taxes = tuple(line(name_, 500, 30_000) for name_ in NON_TAXES)
    classes = tuple(line(name_, 4_000, 190_000) for name_ in CLASSES)
    spent = total(classes, "")
    taken = total((*taxes, *non_taxes), "")
    # Chosen so that each year closes with something left, which no book is without.
    received = Line(
        "上级补助收入",
        max(spent.before - taken.before, 0) + 1_000,
        max(spent.planned - taken.planned, 0) + 1_000,
        max(spent.executed - taken.executed, 0) + 1_000,
        max(spent.draft - taken.draft, 0) + 1_000,
    )
    # Land receipts are by far the largest item of government funds.
    fund = line("国有土地使用权出让收入", 20_000, 90_000)
    outlays = Line(
        "城乡社区支出",
        fund.before * 9 // 10,
        fund.planned * 9 // 10,
        fund.executed * 9 // 10,
        fund.draft * 9 // 10,
    )
    debt = []
    for place in (f"{name[-1]}本级", *TOWNS):
        general = dice.randint(2_000, 90_000)
        special = dice.randint(2_000, 90_000)
        # Below the limits, as the law has it: 90 and 80 percent of them.
        debt.append(Debt(place, general, general * 9 // 10, special, special * 8 // 10))
    return GovernmentFacts(
        name,
        region_code,
        fiscal_year,
        f"{fiscal_year}-02-10",
        taxes,
        non_taxes,
        classes,
        received,
        fund,
        outlays,
        tuple(debt),
        departments,
    )
