"""Invented disclosures from a seed: any number of them, consistent in themselves, each printed in
one of the layouts.

The same seed and number always give the same facts, so a test may ask for document 4711 of seed 7
and know its truth.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from budgetflow.sample.facts.model import (
    ZERO,
    CarryoverItem,
    DisclosureFacts,
    EconomicItem,
    FunctionItem,
    Procurement,
    ProjectFact,
    Staff,
    ThreePublic,
)
from budgetflow.sample.paper.layouts import BUDGET_LAYOUTS, FINAL, Layout

# County-level regions of eight provinces (GB/T 2260).
_REGIONS = (
    ("330106", "西湖区"),
    ("320102", "玄武区"),
    ("440305", "南山区"),
    ("510104", "锦江区"),
    ("610113", "雁塔区"),
    ("500105", "江北区"),
    ("370202", "市南区"),
    ("420106", "武昌区"),
)
# Kind of bureau, items of its basic expenditure, items of its projects.
_BUREAUS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("政府办公室", ("2010301", "2010350"), ("2010302",)),
    ("商务局", ("2011301",), ("2011302",)),
    ("公安局", ("2040201",), ("2040219", "2040220")),
    ("教育局", ("2050202", "2050204"), ("2050803",)),
    ("住房和城乡建设局", ("2120101",), ("2120102",)),
    ("交通运输局", ("2140101",), ("2140106",)),
    ("自然资源局", ("2200101",), ("2200109",)),
    ("应急管理局", ("2240101",), ("2240106",)),
)
# Social insurance and housing: function item and the economic item it is paid as.
_STAFF_ITEMS = (
    ("2080505", "30108"),
    ("2080506", "30109"),
    ("2101101", "30110"),
    ("2210201", "30113"),
)
_WAGES = ("30101", "30102", "30103")
_OFFICE = ("30201", "30202", "30205", "30206", "30207", "30211", "30213", "30216", "30228", "30299")


def invent(seed: int, number: int) -> DisclosureFacts:
    """Return the facts of one disclosure; money is a whole number of 百元, so that 万元 with two
    decimals prints it exactly.
    """
    dice = random.Random(f"{seed}/{number}")  # noqa: S311  (made-up figures, not secrets)
    # The order in which dice fall is part of what a seed means: a new fact is drawn last.
    region_code, region_name = _REGIONS[number % len(_REGIONS)]
    kind, running, projecting = _BUREAUS[number // len(_REGIONS) % len(_BUREAUS)]
    office_number = number // (len(_REGIONS) * len(_BUREAUS))
    economics = {code: _money(dice, 500, 90_000) for code in _WAGES}
    # Not every bureau spends on every item: tables of one layout differ in their rows.
    economics |= {code: _money(dice, 1, 4_000) for code in _OFFICE if dice.random() < 0.8}
    running_costs = sum(economics.values(), ZERO)
    items: list[FunctionItem] = []
    for function, economic in _STAFF_ITEMS:
        economics[economic] = _money(dice, 300, 20_000)
        items.append(FunctionItem(function, own=economics[economic], basic=economics[economic]))
    items += _running(dice, running, running_costs)
    carried = sum((item.carryover for item in items), ZERO)
    projects = []
    for code in projecting:
        projects.append(_project(dice, code))
        items.append(_paid_by_two_levels(dice, projects[-1]))
    # Most bureaus have no money of government funds, and print that table empty.
    if dice.random() < 0.25:
        items.append(FunctionItem("2120803", fund=_money(dice, 1_000, 300_000)))
    carryover = CarryoverItem("上年未完成项目", project=carried, use="继续执行")
    # Five years, so that releases have partitions of several.
    fiscal_year = 2022 + number % 5
    return DisclosureFacts(
        publisher=f"{region_name}{kind}" + (f"第{office_number}服务中心" if office_number else ""),
        region_code=region_code,
        region_name=region_name,
        fiscal_year=fiscal_year,
        stage="final_accounts" if dice.random() < 0.2 else "budget",
        scope="unit" if office_number else "department",
        published_on=f"{fiscal_year}-{dice.randint(1, 9):02d}-{dice.randint(1, 28):02d}",
        items=tuple(sorted(items, key=lambda item: item.code)),
        economics=tuple(EconomicItem(code, economics[code]) for code in sorted(economics)),
        projects=tuple(projects),
        carryovers=(carryover,) if carried else (),
        three_public=_three_public(dice),
        procurement=Procurement(goods=_money(dice, 0, 9_000), services=_money(dice, 0, 90_000)),
        staff=Staff(
            dice.randint(5, 90),
            dice.randint(4, 80),
            dice.randint(-3, 3),
            dice.randint(0, 30),
            dice.randint(-1, 3),
        ),
        operating_previous=_money(dice, 1, 40_000),
    )


def _money(dice: random.Random, low: int, high: int) -> Decimal:
    """Return an amount of yuan between two numbers of 百元."""
    hundreds = dice.randint(low, high)
    return Decimal(hundreds) * 100


def _running(dice: random.Random, codes: tuple[str, ...], costs: Decimal) -> list[FunctionItem]:
    """Return the items of the bureau's own running costs, the second one's share up to two
    fifths; half of the bureaus have money of last year left.
    """
    second = ZERO
    if len(codes) > 1:
        second = Decimal(dice.randint(0, 40)) * (costs // 10_000) * 100
    carried = _money(dice, 10, 9_000) if dice.random() < 0.5 else ZERO
    first = costs - second
    items = [_compared(FunctionItem(codes[0], own=first, basic=first, carryover=carried), dice)]
    if second:
        items.append(FunctionItem(codes[1], own=second, basic=second))
    return items


def _project(dice: random.Random, code: str) -> ProjectFact:
    """Return a project of one or two economic classes."""
    kind = dice.choice(("年度", "专项", "配套", "能力提升"))
    noun = dice.choice(("经费", "资金", "补助"))
    name = f"{kind}{noun}{dice.randint(1, 99)}"
    classes = sorted(dice.sample(("302", "303", "310", "312"), dice.randint(1, 2)))
    by_class = tuple((economic, _money(dice, 100, 500_000)) for economic in classes)
    return ProjectFact(name, code, by_class, "年度工作要点", "按序时进度使用")


def _paid_by_two_levels(dice: random.Random, project: ProjectFact) -> FunctionItem:
    """Return the item of a project: at least two fifths own money, the rest from above."""
    percent = dice.randint(40, 100)
    # Whole 百元, so that 万元 with two decimals prints it exactly.
    hundreds = int(project.amount * percent // 10_000)
    own = Decimal(hundreds * 100)
    item = FunctionItem(project.function_code, own=own, transfer=project.amount - own)
    return _compared(item, dice)


def _three_public(dice: random.Random) -> ThreePublic:
    # Three bureaus in ten spend nothing and print the table empty.
    if dice.random() >= 0.7:
        return ThreePublic()
    reception = _money(dice, 1, 300)
    operation = _money(dice, 1, 3_000)
    return ThreePublic(reception=reception, operation=operation)


def invented(seed: int, count: int) -> Iterator[tuple[DisclosureFacts, Layout]]:
    """Return `count` disclosures with the layout each is printed in."""
    for number in range(count):
        facts = invent(seed, number)
        yield facts, layout_of(facts, number)


def layout_of(facts: DisclosureFacts, number: int) -> Layout:
    """Return the layout of a disclosure: final accounts have their own, budgets take turns."""
    if facts.stage == "final_accounts":
        return FINAL
    return BUDGET_LAYOUTS[number % len(BUDGET_LAYOUTS)]


def _compared(item: FunctionItem, dice: random.Random) -> FunctionItem:
    """Return the item with the money of the year before and a reason for the difference."""
    percent = dice.randint(60, 140)
    # Whole 百元 again, so that last year's figure prints exactly too.
    hundreds = int((item.own + item.transfer) * percent // 10_000)
    return replace(item, previous=Decimal(hundreds * 100), reason="工作任务调整")
