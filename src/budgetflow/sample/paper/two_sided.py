"""Tables whose rows have no code of their own: the two-sided summaries, three public expenses,
carry-over.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest

from budgetflow.sample.facts.model import ZERO, DisclosureFacts
from budgetflow.sample.facts.rollup import Rollup
from budgetflow.sample.facts.vocabulary import CLASSES
from budgetflow.sample.paper.layouts import Layout
from budgetflow.sample.paper.printed import Row, Truth

Table = tuple[list[tuple[str, ...]], list[Row]]
Entry = tuple[str, Decimal]
"""A label and its money."""


def _revenue_entries(facts: DisclosureFacts, layout: Layout) -> list[Entry]:
    """The revenue side of the summary, without its total."""
    roll = Rollup(facts)

    def money(measure: str) -> Decimal:
        return roll.money("", measure)

    year = money("appropriation") + money("unit_funds")
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
    """Make the revenue and expenditure summary: two label and amount pairs a row, totals last."""
    roll = Rollup(facts)
    left = _revenue_entries(facts, layout)
    right = [(code, f"{code} {name}", roll.money(code, "total")) for code, name in CLASSES.items()]
    if not layout.wide:
        right = [entry for entry in right if entry[2]]
    rows = []
    for revenue, expenditure in zip_longest(left, right):
        cells: list[str] = []
        truths = []
        if revenue:
            cells += [revenue[0], layout.figure(revenue[1])]
            truths += (
                [Truth("summary", revenue[0], "amount", revenue[1], "revenue")]
                if revenue[1]
                else []
            )
        else:
            cells += ["", ""]
        if expenditure:
            cells += [expenditure[1], layout.figure(expenditure[2])]
            truths += (
                [Truth("summary", expenditure[0], "amount", expenditure[2], "expenditure")]
                if expenditure[2]
                else []
            )
        else:
            cells += ["", ""]
        rows.append(Row(tuple(cells), tuple(truths)))
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
    """Make the summary of the appropriation: its kinds on the left, classes by kind on the
    right.
    """
    roll = Rollup(facts)
    general, fund = roll.money("", "general"), roll.money("", "fund")
    left: list[Entry] = [
        ("一、财政拨款（补助）", general + fund),
        ("一般公共预算", general),
        ("政府性基金预算", fund),
        ("国有资本经营预算", ZERO),
    ]
    right = [(code, roll.money(code, "general"), roll.money(code, "fund")) for code in CLASSES]
    if not layout.wide:
        right = [entry for entry in right if entry[1] or entry[2]]
    rows = []
    for revenue, classed in zip_longest(left, right):
        label, money = revenue or ("", ZERO)
        truths = (
            [Truth("appropriation_summary", label, "amount", money, "revenue")] if money else []
        )
        cells = [label, layout.figure(money) if label else ""]
        code, own, from_fund = classed or ("", ZERO, ZERO)
        truths += _kinds(code, own, from_fund)
        figures = [
            layout.figure(x) if code else "" for x in (own + from_fund, own, from_fund, ZERO)
        ]
        rows.append(
            Row((*cells, f"{code} {CLASSES[code]}" if code else "", *figures), tuple(truths))
        )
    end = [
        Truth("appropriation_summary", "收入总计", "amount", general + fund, "revenue"),
        *_kinds("支出总计", general, fund),
    ]
    figures = [layout.figure(x) for x in (general + fund, general, fund, ZERO)]
    rows.append(Row(("收入总计", figures[0], "支出总计", *figures), tuple(end), bold=True))
    group = "财政拨款支出"
    kinds = ("合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")
    return [
        ("财政拨款收入", "项目"),
        ("财政拨款收入", "合计"),
        (group, "功能分类"),
        *((group, kind) for kind in kinds),
    ], rows


def _kinds(key: str, general: Decimal, fund: Decimal) -> list[Truth]:
    """Truths of one expenditure row of the appropriation summary."""
    money = (
        ("total", general + fund),
        ("general_public_budget", general),
        ("government_fund", fund),
    )
    return [
        Truth("appropriation_summary", key, measure, yuan, "expenditure")
        for measure, yuan in money
        if yuan
    ]


def three_public(facts: DisclosureFacts, layout: Layout) -> Table:
    """Make the three public expenses: a column of items in the detailed set, one wide row in the
    national one.
    """
    money = facts.three_public
    entries: list[tuple[str, str, Decimal]] = [
        ("因公出国（境）费", "overseas_travel", money.overseas),
        ("公务接待费", "reception", money.reception),
        ("公务用车购置及运行费（小计）", "vehicles", money.vehicles),
        ("其中：公务用车购置费", "vehicle_purchase", money.purchase),
        ("公务用车运行费", "vehicle_operation", money.operation),
    ]
    if layout.wide:
        sources = ("一般公共预算", "政府性基金", "国有资本经营预算")
        paths = [("“三公”经费支出内容",), ("合计",), *(("资金来源", name) for name in sources)]
        if not money.total:
            return paths, []
        whole = ("合计", "three_public_total", money.total)
        rows = [
            _three_public_row(layout, *entry)
            for entry in ([whole, *entries] if layout.totals_first else [*entries, whole])
        ]
        return paths, rows
    vehicles = "公务用车购置及运行费"
    paths = [
        ("“三公”经费合计",),
        ("因公出国（境）费",),
        (vehicles, "小计"),
        (vehicles, "公务用车购置费"),
        (vehicles, "公务用车运行费"),
        ("公务接待费",),
    ]
    if not money.total:
        return paths, []
    row: list[Entry] = [
        ("three_public_total", money.total),
        ("overseas_travel", money.overseas),
        ("vehicles", money.vehicles),
    ]
    row += [
        ("vehicle_purchase", money.purchase),
        ("vehicle_operation", money.operation),
        ("reception", money.reception),
    ]
    truths = tuple(
        Truth("three_public_expenses", item, "amount", yuan) for item, yuan in row if yuan
    )
    return paths, [Row(tuple(layout.figure(yuan) for _, yuan in row), truths)]


def _three_public_row(layout: Layout, label: str, item: str, yuan: Decimal) -> Row:
    """One item of the vertical table; all of it is general public budget."""
    truths = tuple(
        Truth("three_public_expenses", item, measure, yuan)
        for measure in ("total", "general_public_budget")
        if yuan
    )
    return Row(
        (label, layout.figure(yuan), layout.figure(yuan), layout.figure(ZERO), layout.figure(ZERO)),
        truths,
    )


def carryover(facts: DisclosureFacts, layout: Layout) -> Table:
    """Make the carry-over table: all of it appropriation, by kind of expenditure."""
    kinds = (("小计",), ("基本支出", "人员经费"), ("基本支出", "公用经费"), ("项目支出",))
    paths = [
        ("项目",),
        ("合计",),
        *(("财政拨款", *kind) for kind in kinds),
        *(("非财政拨款", *kind) for kind in kinds),
    ]
    split = [[item.personnel, item.operating, item.project] for item in facts.carryovers]
    if not split:
        return paths, []
    whole = Rollup(facts).carried()
    sums = [sum((part[n] for part in split), ZERO) for n in range(3)]
    if sum(1 for money in sums if money) == 1:
        sums = [whole if money else ZERO for money in sums]
    top = [(label, whole, sums) for label in (layout.total_word, facts.publisher)]
    items = [
        (item.name, item.amount, parts) for item, parts in zip(facts.carryovers, split, strict=True)
    ]
    ordered = [*top, *items] if layout.totals_first else [top[1], *items, top[0]]
    measures = (
        "total",
        "appropriation",
        "appropriation.personnel",
        "appropriation.operating",
        "appropriation.project",
    )
    rows = []
    for label, amount, parts in ordered:
        money = [amount, amount, *parts]
        truths = tuple(
            Truth("carryover", label, measure, yuan)
            for measure, yuan in zip(measures, money, strict=True)
            if yuan
        )
        rows.append(
            Row(
                (label, *(layout.figure(yuan) for yuan in money), *(layout.figure(ZERO),) * 4),
                truths,
            )
        )
    return paths, rows
