"""Facts and a layout -> the standard tables of a disclosure, each figure with its truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from budgetflow.sample.facts.model import ZERO, DisclosureFacts
from budgetflow.sample.facts.rollup import Rollup
from budgetflow.sample.facts.vocabulary import ECONOMICS, PROJECT_CLASSES, function_name
from budgetflow.sample.paper import two_sided
from budgetflow.sample.paper.layouts import Layout
from budgetflow.sample.paper.printed import PrintedTable, Row, Truth, numbers_under

Column = tuple[tuple[str, ...], str, str]
"""Header path, measure of DATASETS.md, and measure of `Rollup`."""

_WIDE_REVENUE: tuple[Column, ...] = (
    (("总计",), "total", "total"),
    (("财政拨款（补助）", "财政拨款（补助）小计"), "appropriation", "appropriation"),
    (("财政拨款（补助）", "一般公共预算"), "general_public_budget", "own"),
    (("财政拨款（补助）", "上级一般公共预算安排的转移支付"), "general_transfer", "transfer"),
    (("财政拨款（补助）", "政府性基金预算"), "government_fund", "fund"),
    (("财政拨款（补助）", "上级政府性基金安排的转移支付"), "government_fund_transfer", ""),
    (("财政拨款（补助）", "国有资本经营预算"), "state_capital", ""),
    (("财政专户（教育收费）",), "special_account", ""),
    (("单位资金",), "unit_funds", "unit_funds"),
    (("财政拨款结转",), "appropriation_carryover", "carryover"),
    (("非财政拨款结转结余",), "other_carryover", ""),
)
_PLAIN_REVENUE: tuple[Column, ...] = (
    (("合计",), "total", "total"),
    (("上年结转",), "carryover", "carryover"),
    (("一般公共预算拨款收入",), "general_public_budget", "general"),
    (("政府性基金预算拨款收入",), "government_fund", "fund"),
    (("国有资本经营预算拨款收入",), "state_capital", ""),
    (("财政专户管理资金收入",), "special_account", ""),
    (("单位资金收入",), "unit_funds", "unit_funds"),
)


def _spending(measures: tuple[str, str, str], group: str) -> tuple[Column, ...]:
    """Columns 合计, 基本支出, 项目支出 under a group header (none: a plain header)."""
    names = ("合计", "基本支出", "项目支出")
    kinds = ("total", "basic", "project")
    return tuple(
        ((group, name) if group else (name,), kind, source)
        for name, kind, source in zip(names, kinds, measures, strict=True)
    )


def _codes(layout: Layout) -> list[tuple[str, ...]]:
    """Header paths of the label columns of a table by function."""
    if layout.split_codes:
        return [
            ("功能分类科目编码", "类"),
            ("功能分类科目编码", "款"),
            ("功能分类科目编码", "项"),
            ("功能分类科目名称",),
        ]
    return [("科目编码",), ("科目名称",)]


def _labels(code: str, layout: Layout) -> tuple[str, ...]:
    """The label cells of a function code; the empty code is the total row."""
    if not code:
        return ("", "", "", layout.total_word) if layout.split_codes else ("", layout.total_word)
    name = function_name(code)
    return (code[:3], code[3:5], code[5:7], name) if layout.split_codes else (code, name)


def by_function(
    facts: DisclosureFacts, layout: Layout, table_code: str, columns: Sequence[Column], present: str
) -> tuple[list[tuple[str, ...]], list[Row]]:
    """Make header paths and rows of a table by function code; a code without money in `present` is
    not printed.
    """
    roll = Rollup(facts)
    total_word = layout.total_word

    def row(code: str) -> Row:
        money = [roll.money(code, source) if source else ZERO for _, _, source in columns]
        truths = tuple(
            Truth(table_code, code or total_word, measure, yuan)
            for (_, measure, _), yuan in zip(columns, money, strict=True)
            if yuan
        )
        return Row(
            (*_labels(code, layout), *(layout.figure(yuan) for yuan in money)),
            truths,
            bold=len(code) < 7,
        )

    codes = [code for code in roll.codes if roll.money(code, present)]
    rows = [row(code) for code in codes]
    if codes:
        rows = [row(""), *rows] if layout.totals_first else [*rows, row("")]
    return [*_codes(layout), *(path for path, _, _ in columns)], rows


def basic_expenditure(
    facts: DisclosureFacts, layout: Layout
) -> tuple[list[tuple[str, ...]], list[Row]]:
    """Make the table of basic expenditure by economic code: 合计, 人员经费, 公用经费."""
    roll = Rollup(facts)
    group = "一般公共预算基本支出" if layout.wide else "本年一般公共预算基本支出"
    labels = (
        [("经济分类科目编码", "类"), ("经济分类科目编码", "款"), ("科目名称",)]
        if layout.split_codes
        else [("科目编码",), ("科目名称",)]
    )
    paths = [*labels, (group, "合计"), (group, "人员经费"), (group, "公用经费")]

    def row(cells: tuple[str, ...], key: str, money: tuple[Decimal, Decimal, Decimal]) -> Row:
        measures = ("total", "personnel", "operating")
        truths = tuple(
            Truth("general_budget_basic_expenditure", key, m, yuan)
            for m, yuan in zip(measures, money, strict=True)
            if yuan
        )
        return Row(
            (*cells, *(layout.figure(yuan) for yuan in money)),
            truths,
            bold=len(key) == 3 or not key.isdigit(),
        )

    rows = []
    for code in sorted({item.code[:n] for item in facts.economics for n in (3, 5)}):
        cells = (
            (code[:3], code[3:], ECONOMICS[code]) if layout.split_codes else (code, ECONOMICS[code])
        )
        yuan = roll.economic(code)
        rows.append(
            row(
                cells,
                code,
                (yuan, yuan, ZERO) if code[:3] in ("301", "303") else (yuan, ZERO, yuan),
            )
        )
    if rows:
        blank = ("",) * (len(labels) - 1)
        total = row(
            (*blank, layout.total_word),
            layout.total_word,
            (roll.money("", "basic"), roll.personnel(), roll.operating()),
        )
        rows = [total, *rows] if layout.totals_first else [*rows, total]
    return paths, rows


def project_expenditure(
    facts: DisclosureFacts, layout: Layout
) -> tuple[list[tuple[str, ...]], list[Row]]:
    """Make the table of projects of the general budget with a column an economic class; split codes
    always.
    """
    columns = [("项目支出合计",), *((name,) for name, _ in PROJECT_CLASSES.values())]
    paths = [
        ("科目编码", "类"),
        ("科目编码", "款"),
        ("科目编码", "项"),
        ("功能分类科目名称",),
        ("项目名称",),
        *columns,
    ]
    measures = ("total", *(measure for _, measure in PROJECT_CLASSES.values()))

    def row(code: str, name: str, key: str) -> Row:
        chosen = [
            p
            for p in facts.projects
            if p.function_code.startswith(code) and (not name or p.name == name)
        ]
        split = [
            sum((yuan for p in chosen for c, yuan in p.by_class if c == economic), ZERO)
            for economic in PROJECT_CLASSES
        ]
        money = [sum(split, ZERO), *split]
        truths = tuple(
            Truth("general_budget_project_expenditure", key, m, y)
            for m, y in zip(measures, money, strict=True)
            if y
        )
        label = function_name(code) if code else layout.total_word
        return Row(
            (code[:3], code[3:5], code[5:], label, name, *(layout.figure(y) for y in money)),
            truths,
            bold=not name,
        )

    rows: list[Row] = []
    for code in sorted({p.function_code[:n] for p in facts.projects for n in (3, 5)}):
        rows.append(row(code, "", code))
        rows += [
            row(p.function_code, p.name, p.function_code)
            for p in facts.projects
            if len(code) == 5 and p.function_code[:5] == code
        ]
    if rows:
        rows = (
            [row("", "", layout.total_word), *rows]
            if layout.totals_first
            else [*rows, row("", "", layout.total_word)]
        )
    return paths, rows


def _revenue(facts: DisclosureFacts, layout: Layout) -> tuple[list[tuple[str, ...]], list[Row]]:
    return by_function(
        facts, layout, "revenue", _WIDE_REVENUE if layout.wide else _PLAIN_REVENUE, "total"
    )


def _expenditure(facts: DisclosureFacts, layout: Layout) -> tuple[list[tuple[str, ...]], list[Row]]:
    columns = _spending(("total", "all_basic", "all_project"), "支出预算" if layout.wide else "")
    return by_function(facts, layout, "expenditure", columns, "total")


def _general(facts: DisclosureFacts, layout: Layout) -> tuple[list[tuple[str, ...]], list[Row]]:
    columns = _spending(("general", "basic", "project"), "一般公共预算支出" if layout.wide else "")
    return by_function(facts, layout, "general_budget_expenditure", columns, "general")


def _fund(facts: DisclosureFacts, layout: Layout) -> tuple[list[tuple[str, ...]], list[Row]]:
    columns = _spending(("fund", "", "fund"), "政府性基金预算支出" if layout.wide else "")
    return by_function(facts, layout, "government_fund_expenditure", columns, "fund")


def _state_capital(
    facts: DisclosureFacts, layout: Layout
) -> tuple[list[tuple[str, ...]], list[Row]]:
    columns = _spending(("", "", ""), "国有资本经营预算支出" if layout.wide else "")
    return [*_codes(layout), *(path for path, _, _ in columns)], []


_MAKERS: dict[str, Callable[[DisclosureFacts, Layout], tuple[list[tuple[str, ...]], list[Row]]]] = {
    "summary": two_sided.summary,
    "revenue": _revenue,
    "expenditure": _expenditure,
    "appropriation_summary": two_sided.appropriation_summary,
    "general_budget_expenditure": _general,
    "general_budget_basic_expenditure": basic_expenditure,
    "general_budget_project_expenditure": project_expenditure,
    "government_fund_expenditure": _fund,
    "state_capital_expenditure": _state_capital,
    "three_public_expenses": two_sided.three_public,
    "carryover": two_sided.carryover,
}
_NARROW = {"类", "款", "项"}
_EMPTY = {
    "government_fund_expenditure": "没有使用政府性基金预算拨款安排的支出",
    "state_capital_expenditure": "没有使用国有资本经营预算拨款安排的支出",
    "three_public_expenses": "没有使用财政拨款安排“三公”经费支出",
    "carryover": "没有上年结转结余安排的支出",
    "general_budget_project_expenditure": "没有一般公共预算安排的项目支出",
}


def standard_tables(facts: DisclosureFacts, layout: Layout) -> list[PrintedTable]:
    """Make every table of the layout, numbered in order; an empty one says so in a sentence."""
    tables = []
    for number, (table_code, title_form) in enumerate(layout.titles, start=1):
        paths, rows = _MAKERS[table_code](facts, layout)
        title = title_form.format(body=facts.body)
        note = (
            ""
            if rows
            else (
                f"{facts.publisher}{facts.fiscal_year}年{_EMPTY.get(table_code, '没有此项内容')}"
                f"，{title}为空表。"
            )
        )
        labels = sum(
            1
            for path in paths
            if path[-1] in _NARROW
            or path[-1] in ("科目编码", "科目名称", "功能分类科目名称", "项目名称")
        )
        tables.append(
            PrintedTable(
                table_code=table_code,
                number=layout.number_format.format(number),
                title=title,
                maker=f"编制{facts.body}：{facts.publisher}",
                unit=f"单位：{layout.unit}",
                columns=tuple(paths),
                rows=tuple(rows),
                widths=tuple(_width(path) for path in paths),
                note=note,
                number_row=numbers_under(paths, labels)
                if layout.number_row and labels and rows
                else (),
            )
        )
    return tables


def _width(path: tuple[str, ...]) -> float:
    """Relative width of a column by what stands in it."""
    if path[-1] in _NARROW:
        return 0.5
    return {
        "功能分类科目名称": 2.6,
        "科目名称": 2.6,
        "项目名称": 2.4,
        "项目": 2.6,
        "功能分类": 2.2,
        "科目编码": 1.0,
    }.get(path[-1], 1.2)
