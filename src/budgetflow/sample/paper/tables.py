"""Facts and a layout -> the standard tables of a disclosure, each figure with its truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from budgetflow.sample.facts.model import ZERO, DisclosureFacts, ProjectFact
from budgetflow.sample.facts.rollup import Rollup
from budgetflow.sample.facts.vocabulary import ECONOMICS, PROJECT_CLASSES, function_name
from budgetflow.sample.paper import two_sided
from budgetflow.sample.paper.layouts import Layout
from budgetflow.sample.paper.printed import (
    Path,
    PrintedTable,
    Row,
    Table,
    numbers_under,
    truths_of,
)

# Header path, measure of DATASETS.md, and measure of `Rollup`.
Column = tuple[Path, str, str]

# The detailed set parts transfers from own money, which the national one does not.
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


def _spending(sources: tuple[str, str, str], group: str) -> tuple[Column, ...]:
    """Return the columns 合计, 基本支出, 项目支出 under a group header (none: plain headers)."""
    above = (group,) if group else ()
    total, basic, project = sources
    return (
        ((*above, "合计"), "total", total),
        ((*above, "基本支出"), "basic", basic),
        ((*above, "项目支出"), "project", project),
    )


def _codes(layout: Layout) -> list[Path]:
    """Return the header paths of the label columns of a table by function."""
    if layout.split_codes:
        return [
            ("功能分类科目编码", "类"),
            ("功能分类科目编码", "款"),
            ("功能分类科目编码", "项"),
            ("功能分类科目名称",),
        ]
    return [("科目编码",), ("科目名称",)]


def _labels(code: str, layout: Layout) -> tuple[str, ...]:
    """Return the label cells of a function code; the empty code is the total row."""
    if code:
        name = function_name(code)
    else:
        name = layout.total_word
    if layout.split_codes:
        return (code[:3], code[3:5], code[5:7], name)
    return (code, name)


def _with_total(rows: list[Row], total: Row, layout: Layout) -> list[Row]:
    """Return rows with their total where the layout prints it; a table without rows has none."""
    if not rows:
        return []
    if layout.totals_first:
        return [total, *rows]
    return [*rows, total]


def by_function(
    facts: DisclosureFacts, layout: Layout, table_code: str, columns: Sequence[Column], present: str
) -> Table:
    """Return header paths and rows of a table by function code; a code without money in `present`
    is not printed.
    """
    roll = Rollup(facts)

    def row(code: str) -> Row:
        money = [roll.money(code, source) if source else ZERO for _, _, source in columns]
        figures = zip((measure for _, measure, _ in columns), money, strict=True)
        return Row(
            (*_labels(code, layout), *map(layout.figure, money)),
            truths_of(table_code, code or layout.total_word, figures),
            bold=len(code) < 7,
        )

    # A line without money in the table's own kind is not printed, whatever else it has.
    codes = [code for code in roll.codes if roll.money(code, present)]
    rows = _with_total([row(code) for code in codes], row(""), layout)
    return [*_codes(layout), *(path for path, _, _ in columns)], rows


def basic_expenditure(facts: DisclosureFacts, layout: Layout) -> Table:
    """Return the table of basic expenditure by economic code: 合计, 人员经费, 公用经费."""
    roll = Rollup(facts)
    # Publishers write the group with the year or without it.
    group = "一般公共预算基本支出" if layout.wide else "本年一般公共预算基本支出"
    labels: list[Path] = [("科目编码",), ("科目名称",)]
    if layout.split_codes:
        labels = [("经济分类科目编码", "类"), ("经济分类科目编码", "款"), ("科目名称",)]
    paths = [*labels, (group, "合计"), (group, "人员经费"), (group, "公用经费")]

    def row(labels: tuple[str, ...], key: str, money: tuple[Decimal, ...], bold: bool) -> Row:
        figures = zip(("total", "personnel", "operating"), money, strict=True)
        truths = truths_of("general_budget_basic_expenditure", key, figures)
        return Row((*labels, *map(layout.figure, money)), truths, bold)

    rows = []
    for code in _levels((item.code for item in facts.economics), (3, 5)):
        yuan = roll.economic(code)
        paid_to_people = code[:3] in ("301", "303")
        # A class counts as one of the two kinds wholly; 310 and others do not occur here.
        money = (yuan, yuan, ZERO) if paid_to_people else (yuan, ZERO, yuan)
        code_cells = (code[:3], code[3:]) if layout.split_codes else (code,)
        rows.append(row((*code_cells, ECONOMICS[code]), code, money, bold=len(code) == 3))
    money = (roll.money("", "basic"), roll.personnel(), roll.operating())
    cells = (*("",) * (len(labels) - 1), layout.total_word)
    total = row(cells, layout.total_word, money, bold=True)
    return paths, _with_total(rows, total, layout)


def project_expenditure(facts: DisclosureFacts, layout: Layout) -> Table:
    """Return the table of projects of the general budget with a column an economic class; codes
    are split in every layout, as in the sets that print this table.
    """
    paths = [
        ("科目编码", "类"),
        ("科目编码", "款"),
        ("科目编码", "项"),
        ("功能分类科目名称",),
        ("项目名称",),
        ("项目支出合计",),
        *((name,) for name, _ in PROJECT_CLASSES.values()),
    ]
    rows: list[Row] = []
    for code in _levels((project.function_code for project in facts.projects), (3, 5)):
        within = [one for one in facts.projects if one.function_code.startswith(code)]
        rows.append(_project_row(within, code, "", layout))
        if len(code) == 5:  # projects stand under their group (款)
            for project in within:
                alike = [one for one in within if _same_line(one, project)]
                rows.append(_project_row(alike, project.function_code, project.name, layout))
    total = _project_row(facts.projects, "", "", layout)
    return paths, _with_total(rows, total, layout)


def _same_line(one: ProjectFact, other: ProjectFact) -> bool:
    """Check whether two projects are printed in one line: same name, under the same code."""
    if one.name != other.name:
        return False
    return one.function_code.startswith(other.function_code)


def _project_row(projects: Iterable[ProjectFact], code: str, name: str, layout: Layout) -> Row:
    """Return the row of projects together: their money by economic class, and all of it first."""
    # Every class has a column, also one without money.
    by_class = dict.fromkeys(PROJECT_CLASSES, ZERO)
    for project in projects:
        for economic, yuan in project.by_class:
            if economic in by_class:
                by_class[economic] += yuan
    money = [sum(by_class.values(), ZERO), *by_class.values()]
    measures = ("total", *(measure for _, measure in PROJECT_CLASSES.values()))
    if code:
        label = function_name(code)
    else:
        label = layout.total_word
    key = code or layout.total_word
    figures = zip(measures, money, strict=True)
    return Row(
        (code[:3], code[3:5], code[5:], label, name, *map(layout.figure, money)),
        truths_of("general_budget_project_expenditure", key, figures),
        bold=not name,
    )


def _levels(codes: Iterable[str], lengths: tuple[int, ...]) -> list[str]:
    """Return every code at each of the lengths, in printed order."""
    found: set[str] = set()
    for code in codes:
        found.update(code[:length] for length in lengths)
    return sorted(found)


def _revenue(facts: DisclosureFacts, layout: Layout) -> Table:
    columns = _WIDE_REVENUE if layout.wide else _PLAIN_REVENUE
    return by_function(facts, layout, "revenue", columns, "total")


def _expenditure(facts: DisclosureFacts, layout: Layout) -> Table:
    group = "支出预算" if layout.wide else ""
    columns = _spending(("total", "all_basic", "all_project"), group)
    return by_function(facts, layout, "expenditure", columns, "total")


def _general(facts: DisclosureFacts, layout: Layout) -> Table:
    group = "一般公共预算支出" if layout.wide else ""
    columns = _spending(("general", "basic", "project"), group)
    return by_function(facts, layout, "general_budget_expenditure", columns, "general")


def _fund(facts: DisclosureFacts, layout: Layout) -> Table:
    group = "政府性基金预算支出" if layout.wide else ""
    # Money of government funds is spent on projects alone.
    columns = _spending(("fund", "", "fund"), group)
    return by_function(facts, layout, "government_fund_expenditure", columns, "fund")


def _state_capital(facts: DisclosureFacts, layout: Layout) -> Table:
    group = "国有资本经营预算支出" if layout.wide else ""
    columns = _spending(("", "", ""), group)
    paths = [path for path, _, _ in columns]
    # No bureau of the sample has such money; the table is printed empty.
    return [*_codes(layout), *paths], []


_MAKERS: dict[str, Callable[[DisclosureFacts, Layout], Table]] = {
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
_NARROW = frozenset({"类", "款", "项"})
# Headers of columns that hold no figure.
_LABELS = _NARROW | {"科目编码", "科目名称", "功能分类科目名称", "项目名称"}
# Relative widths of columns by their header; a column of figures has 1.2.
_WIDTHS = {
    "功能分类科目名称": 2.6,
    "科目名称": 2.6,
    "项目名称": 2.4,
    "项目": 2.6,
    "功能分类": 2.2,
    "科目编码": 1.0,
}
_EMPTY = {
    "government_fund_expenditure": "没有使用政府性基金预算拨款安排的支出",
    "state_capital_expenditure": "没有使用国有资本经营预算拨款安排的支出",
    "three_public_expenses": "没有使用财政拨款安排“三公”经费支出",
    "carryover": "没有上年结转结余安排的支出",
    "general_budget_project_expenditure": "没有一般公共预算安排的项目支出",
}


def standard_tables(facts: DisclosureFacts, layout: Layout) -> list[PrintedTable]:
    """Return every table of the layout, numbered in order; an empty one says so in a sentence."""
    tables = []
    for number, (table_code, title_form) in enumerate(layout.titles, start=1):
        paths, rows = _MAKERS[table_code](facts, layout)
        title = title_form.format(body=facts.body)
        # Columns of labels are not numbered.
        labels = sum(1 for path in paths if path[-1] in _LABELS)
        numbered = layout.number_row and labels and rows
        table = PrintedTable(
            table_code=table_code,
            number=layout.number_format.format(number),
            title=title,
            maker=f"编制{facts.body}：{facts.publisher}",
            unit=f"单位：{layout.unit}",
            columns=tuple(paths),
            rows=tuple(rows),
            widths=tuple(map(_width, paths)),
            note="" if rows else _says_empty(facts, table_code, title),
            number_row=numbers_under(paths, labels) if numbered else (),
        )
        tables.append(table)
    return tables


def _says_empty(facts: DisclosureFacts, table_code: str, title: str) -> str:
    nothing = _EMPTY.get(table_code, "没有此项内容")
    whose = f"{facts.publisher}{facts.fiscal_year}年"
    return f"{whose}{nothing}，{title}为空表。"


def _width(path: Path) -> float:
    """Return the relative width of a column by what stands in it."""
    if path[-1] in _NARROW:
        return 0.5
    return _WIDTHS.get(path[-1], 1.2)
