"""Tables whose rows have no code of their own: the two-sided summaries, three public expenses,
carry-over.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from budgetflow.sample.facts.model import ZERO, CarryoverItem, DisclosureFacts
from budgetflow.sample.facts.rollup import Rollup
from budgetflow.sample.facts.vocabulary import CLASSES
from budgetflow.sample.paper.layouts import Layout
from budgetflow.sample.paper.printed import Path, Row, Table, Truth, truths_of

# A label and its money.
Entry = tuple[str, Decimal]


def _revenue_entries(facts: DisclosureFacts, layout: Layout) -> list[Entry]:
    """Return the revenue side of the summary, without its total."""
    roll = Rollup(facts)

    def money(measure: str) -> Decimal:
        return roll.money("", measure)

    # This year's alone: what is left of last year stands below it.
    year = money("appropriation") + money("unit_funds")
    # The national set lists kinds of money in one level, the detailed one in two.
    if not layout.wide:
        return [
            ("一、一般公共预算拨款收入", money("general")),
            ("二、政府性基金预算拨款收入", money("fund")),
            ("三、国有资本经营预算拨款收入", ZERO),
            ("四、财政专户管理资金收入", ZERO),
            ("五、单位资金收入", money("unit_funds")),
            ("本年收入合计", year),
            ("上年结转", money("carryover")),
        ]
    return [
        ("一、本年收入", year),
        ("1.一般公共预算拨款", money("general")),
        ("其中：一般财力", money("own")),
        ("上级一般公共预算安排转移支付", money("transfer")),
        ("2.政府性基金预算拨款", money("fund")),
        ("其中：政府性基金收入", money("fund")),
        ("3.国有资本经营预算拨款", ZERO),
        ("4.财政专户核拨", ZERO),
        ("5.单位资金", money("unit_funds")),
        ("二、上年结转结余", money("carryover")),
        ("1.财政拨款结转", money("carryover")),
        ("其中：一般公共预算拨款", money("carryover")),
    ]


def summary(facts: DisclosureFacts, layout: Layout) -> Table:
    """Return the revenue and expenditure summary: two label and amount pairs a row, totals last."""
    roll = Rollup(facts)
    left = _revenue_entries(facts, layout)
    right = [(code, roll.money(code, "total")) for code in CLASSES]
    # The detailed set prints all classes, those without money too.
    if not layout.wide:
        right = [(code, yuan) for code, yuan in right if yuan]
    rows = []
    for revenue, expenditure in zip_longest(left, right):
        cells: list[str] = []
        truths: tuple[Truth, ...] = ()
        for entry, side in ((revenue, "revenue"), (expenditure, "expenditure")):
            key, yuan = entry or ("", ZERO)
            label = f"{key} {CLASSES[key]}" if key in CLASSES else key
            cells += [label, layout.figure(yuan) if entry else ""]
            truths += truths_of("summary", key, [("amount", yuan)], side)
        rows.append(Row(tuple(cells), truths))
    total = roll.money("", "total")
    figure = layout.figure(total)
    ends = (
        Truth("summary", "收入总计", "amount", total, "revenue"),
        Truth("summary", "支出总计", "amount", total, "expenditure"),
    )
    rows.append(Row(("收入总计", figure, "支出总计", figure), ends, bold=True))
    noun = "决算数" if facts.stage == "final_accounts" else "预算数"
    return [("收入", "项目"), ("收入", noun), ("支出", "功能分类"), ("支出", noun)], rows


def appropriation_summary(facts: DisclosureFacts, layout: Layout) -> Table:
    """Return the summary of the appropriation: its kinds on the left, classes by kind on the
    right.
    """
    roll = Rollup(facts)
    general = roll.money("", "general")
    fund = roll.money("", "fund")
    left: list[Entry] = [
        ("一、财政拨款（补助）", general + fund),
        ("一般公共预算", general),
        ("政府性基金预算", fund),
        ("国有资本经营预算", ZERO),
    ]
    right = [(code, roll.money(code, "general"), roll.money(code, "fund")) for code in CLASSES]
    if not layout.wide:
        right = [(code, own, from_fund) for code, own, from_fund in right if own or from_fund]
    rows = []
    for revenue, classed in zip_longest(left, right):
        label, yuan = revenue or ("", ZERO)
        cells = [label, layout.figure(yuan) if label else ""]
        truths = truths_of("appropriation_summary", label, [("amount", yuan)], "revenue")
        if classed:
            code, own, from_fund = classed
            cells += [f"{code} {CLASSES[code]}", *_kind_figures(own, from_fund, layout)]
            truths += _kind_truths(code, own, from_fund)
        else:
            cells += [""] * 5
        rows.append(Row(tuple(cells), truths))
    figures = _kind_figures(general, fund, layout)
    whole = Truth("appropriation_summary", "收入总计", "amount", general + fund, "revenue")
    end = (whole, *_kind_truths("支出总计", general, fund))
    rows.append(Row(("收入总计", figures[0], "支出总计", *figures), end, bold=True))
    group = "财政拨款支出"
    kinds = ("合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")
    return [
        ("财政拨款收入", "项目"),
        ("财政拨款收入", "合计"),
        (group, "功能分类"),
        *((group, kind) for kind in kinds),
    ], rows


def _kind_figures(general: Decimal, fund: Decimal, layout: Layout) -> list[str]:
    """Return the printed figures of one expenditure row: together, by fund, no state capital."""
    money = (general + fund, general, fund, ZERO)
    return [layout.figure(yuan) for yuan in money]


def _kind_truths(key: str, general: Decimal, fund: Decimal) -> tuple[Truth, ...]:
    """Return the truths of one expenditure row of the appropriation summary."""
    money = (
        ("total", general + fund),
        ("general_public_budget", general),
        ("government_fund", fund),
    )
    return truths_of("appropriation_summary", key, money, "expenditure")


def three_public(facts: DisclosureFacts, layout: Layout) -> Table:
    """Return the three public expenses: a column of items in the detailed set, one wide row in the
    national one.
    """
    if layout.wide:
        return _three_public_down(facts, layout)
    return _three_public_across(facts, layout)


def _three_public_down(facts: DisclosureFacts, layout: Layout) -> Table:
    """Return a row an item, with its sources of money in columns."""
    money = facts.three_public
    sources = ("一般公共预算", "政府性基金", "国有资本经营预算")
    paths = [("“三公”经费支出内容",), ("合计",), *(("资金来源", name) for name in sources)]
    if not money.total:
        return paths, []
    rows = [
        _three_public_row(layout, label, item, yuan)
        for label, item, yuan in (
            ("因公出国（境）费", "overseas_travel", money.overseas),
            ("公务接待费", "reception", money.reception),
            ("公务用车购置及运行费（小计）", "vehicles", money.vehicles),
            ("其中：公务用车购置费", "vehicle_purchase", money.purchase),
            ("公务用车运行费", "vehicle_operation", money.operation),
        )
    ]
    whole = _three_public_row(layout, "合计", "three_public_total", money.total)
    return paths, [whole, *rows] if layout.totals_first else [*rows, whole]


def _three_public_row(layout: Layout, label: str, item: str, yuan: Decimal) -> Row:
    """Return one item of the vertical table; all of it is general public budget."""
    money = (("total", yuan), ("general_public_budget", yuan))
    figure = layout.figure(yuan)
    nothing = layout.figure(ZERO)
    truths = truths_of("three_public_expenses", item, money)
    return Row((label, figure, figure, nothing, nothing), truths)


def _three_public_across(facts: DisclosureFacts, layout: Layout) -> Table:
    """Return one row with an item a column."""
    money = facts.three_public
    # A group over two columns and their sum.
    vehicles = "公务用车购置及运行费"
    columns = (
        (("“三公”经费合计",), "three_public_total", money.total),
        (("因公出国（境）费",), "overseas_travel", money.overseas),
        ((vehicles, "小计"), "vehicles", money.vehicles),
        ((vehicles, "公务用车购置费"), "vehicle_purchase", money.purchase),
        ((vehicles, "公务用车运行费"), "vehicle_operation", money.operation),
        (("公务接待费",), "reception", money.reception),
    )
    paths: list[Path] = [path for path, _, _ in columns]
    # Without rows `standard_tables` prints a sentence that says so.
    if not money.total:
        return paths, []
    cells: list[str] = []
    truths: tuple[Truth, ...] = ()
    for _, item, yuan in columns:
        cells.append(layout.figure(yuan))
        truths += truths_of("three_public_expenses", item, [("amount", yuan)])
    return paths, [Row(tuple(cells), truths)]


def carryover(facts: DisclosureFacts, layout: Layout) -> Table:
    """Return the carry-over table: all of it appropriation, by kind of expenditure."""
    # The same kinds under appropriation and under other money.
    kinds = (("小计",), ("基本支出", "人员经费"), ("基本支出", "公用经费"), ("项目支出",))
    paths = [
        ("项目",),
        ("合计",),
        *(("财政拨款", *kind) for kind in kinds),
        *(("非财政拨款", *kind) for kind in kinds),
    ]
    if not facts.carryovers:
        return paths, []
    items = [
        _carryover_row(layout, item.name, item.amount, _by_kind(item)) for item in facts.carryovers
    ]
    carried = Rollup(facts).carried()
    sums = _sums_by_kind(facts.carryovers, carried)
    # The bureau's own line repeats the total, as in the sets that group by unit.
    total = _carryover_row(layout, layout.total_word, carried, sums)
    own = _carryover_row(layout, facts.publisher, carried, sums)
    if layout.totals_first:
        return paths, [total, own, *items]
    return paths, [own, *items, total]


def _by_kind(item: CarryoverItem) -> list[Decimal]:
    return [item.personnel, item.operating, item.project]


def _sums_by_kind(items: Sequence[CarryoverItem], carried: Decimal) -> list[Decimal]:
    """Return the sum of each kind; where there is one kind only, it is the total as printed, which
    the publisher may have rounded in another way than its parts.
    """
    sums = [ZERO, ZERO, ZERO]
    for item in items:
        sums = [total + yuan for total, yuan in zip(sums, _by_kind(item), strict=True)]
    kinds = [yuan for yuan in sums if yuan]
    if len(kinds) != 1:
        return sums
    return [carried if yuan else ZERO for yuan in sums]


def _carryover_row(layout: Layout, label: str, amount: Decimal, parts: list[Decimal]) -> Row:
    measures = (
        "total",
        "appropriation",
        "appropriation.personnel",
        "appropriation.operating",
        "appropriation.project",
    )
    money = (amount, amount, *parts)
    figures = zip(measures, money, strict=True)
    other_money = (layout.figure(ZERO),) * 4
    return Row(
        (label, *map(layout.figure, money), *other_money), truths_of("carryover", label, figures)
    )
