"""Invented disclosures from a seed: any number of them, consistent in themselves, each printed in
one of the layouts.

The same seed and number always give the same facts, so a test may ask for document 4711 of seed 7
and know its truth.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from budgetflow.sample.facts.model import (
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
"""County-level regions of eight provinces (GB/T 2260)."""
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
"""Kind of bureau, items of its basic expenditure, items of its projects."""
_STAFF_ITEMS = (
    ("2080505", "30108"),
    ("2080506", "30109"),
    ("2101101", "30110"),
    ("2210201", "30113"),
)
"""Social insurance and housing: function item and the economic item it is paid as."""
_WAGES = ("30101", "30102", "30103")
_OFFICE = ("30201", "30202", "30205", "30206", "30207", "30211", "30213", "30216", "30228", "30299")


def invent(seed: int, number: int) -> DisclosureFacts:
    """Make the facts of one disclosure; money is a whole number of 百元, so that 万元 with two
    decimals prints it exactly.
    """
    dice = random.Random(f"{seed}/{number}")  # noqa: S311  (made-up figures, not secrets)

    def money(low: int, high: int) -> Decimal:
        return Decimal(dice.randint(low, high)) * 100

    region_code, region_name = _REGIONS[number % len(_REGIONS)]
    kind, running, projecting = _BUREAUS[number // len(_REGIONS) % len(_BUREAUS)]
    office_number = number // (len(_REGIONS) * len(_BUREAUS))
    publisher = f"{region_name}{kind}" + (f"第{office_number}服务中心" if office_number else "")
    economics = {code: money(500, 90_000) for code in _WAGES} | {
        code: money(1, 4_000) for code in _OFFICE if dice.random() < 0.8
    }
    staff = {function: (economic, money(300, 20_000)) for function, economic in _STAFF_ITEMS}
    salaries = sum(economics.values(), Decimal(0))
    items = [FunctionItem(function, own=yuan, basic=yuan) for function, (_, yuan) in staff.items()]
    economics |= dict(staff.values())
    first = running[0]
    second = (
        Decimal(dice.randint(0, 40)) * (salaries // 10_000) * 100
        if len(running) > 1
        else Decimal(0)
    )
    carried = money(10, 9_000) if dice.random() < 0.5 else Decimal(0)
    items.append(
        _compared(
            FunctionItem(first, own=salaries - second, basic=salaries - second, carryover=carried),
            dice,
        )
    )
    if second:
        items.append(FunctionItem(running[1], own=second, basic=second))
    projects = []
    for code in projecting:
        project = ProjectFact(
            f"{dice.choice(('年度', '专项', '配套', '能力提升'))}"
            f"{dice.choice(('经费', '资金', '补助'))}{dice.randint(1, 99)}",
            code,
            tuple(
                (c, money(100, 500_000))
                for c in sorted(dice.sample(("302", "303", "310", "312"), dice.randint(1, 2)))
            ),
            "年度工作要点",
            "按序时进度使用",
        )
        own = Decimal(int(project.amount * dice.randint(40, 100) // 10_000) * 100)
        items.append(_compared(FunctionItem(code, own=own, transfer=project.amount - own), dice))
        projects.append(project)
    if dice.random() < 0.25:
        items.append(FunctionItem("2120803", fund=money(1_000, 300_000)))
    return DisclosureFacts(
        publisher=publisher,
        region_code=region_code,
        region_name=region_name,
        fiscal_year=2022 + number % 5,
        stage="final_accounts" if dice.random() < 0.2 else "budget",
        scope="unit" if office_number else "department",
        published_on=f"{2022 + number % 5}-{dice.randint(1, 9):02d}-{dice.randint(1, 28):02d}",
        items=tuple(sorted(items, key=lambda item: item.code)),
        economics=tuple(EconomicItem(code, economics[code]) for code in sorted(economics)),
        projects=tuple(projects),
        carryovers=(CarryoverItem("上年未完成项目", project=carried, use="继续执行"),)
        if carried
        else (),
        three_public=ThreePublic(reception=money(1, 300), operation=money(1, 3_000))
        if dice.random() < 0.7
        else ThreePublic(),
        procurement=Procurement(goods=money(0, 9_000), services=money(0, 90_000)),
        staff=Staff(
            dice.randint(5, 90),
            dice.randint(4, 80),
            dice.randint(-3, 3),
            dice.randint(0, 30),
            dice.randint(-1, 3),
        ),
        operating_previous=money(1, 40_000),
    )


def invented(seed: int, count: int) -> Iterator[tuple[DisclosureFacts, Layout]]:
    """Return `count` disclosures with the layout each is printed in."""
    for number in range(count):
        facts = invent(seed, number)
        yield facts, layout_of(facts, number)


def layout_of(facts: DisclosureFacts, number: int) -> Layout:
    """Choose a layout: final accounts have their own, budgets take turns."""
    return (
        FINAL if facts.stage == "final_accounts" else BUDGET_LAYOUTS[number % len(BUDGET_LAYOUTS)]
    )


def _compared(item: FunctionItem, dice: random.Random) -> FunctionItem:
    """Return the item a last year and a reason."""
    before = Decimal(int((item.own + item.transfer) * dice.randint(60, 140) // 10_000) * 100)
    return FunctionItem(
        item.code,
        item.own,
        item.transfer,
        item.fund,
        item.carryover,
        item.unit_funds,
        item.basic,
        item.carryover_basic,
        before,
        "工作任务调整",
    )
