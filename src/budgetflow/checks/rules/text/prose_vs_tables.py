"""Prose against tables: a figure said is the figure printed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from budgetflow.checks.model.evidence import (
    Comparison,
    Figure,
    Observation,
    Side,
    any_value,
    total,
)
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.lookup import figures_of, line, row_of, total_of
from budgetflow.checks.model.sentences import money_of, statement_figure, statement_figures
from budgetflow.checks.rules.within_table.small_tables import THREE_PUBLIC_TOPICS, three_public_sets
from budgetflow.contracts.vocabulary import ADJUSTED, INITIAL
from budgetflow.interpret.rows_model import Statement
from budgetflow.interpret.text.codes import ITEM_DIGITS

# A table, a side of it (empty: its total row), and the lines of that side or the columns of that
# row.
Place = tuple[str, str, tuple[str, ...]]

_SOURCES = (
    *(
        "general_public_budget",
        "government_fund",
        "state_capital",
        "appropriation",
        "special_account",
        "unit_funds",
        "business",
        "other",
    ),
    *("business_operations", "superior_subsidies", "subordinate_remittances", "carryover"),
)
_COLUMNS = {"business": "business_revenue", "other": "other_revenue"}
_KINDS = (
    "basic",
    "project",
    "remitted_to_superior",
    "business_operations",
    "subsidies_to_subordinates",
    "reserve",
)
_BY_FUND = {
    "general_public_budget": ("general_budget_expenditure", "appropriation_expenditure"),
    "government_fund": ("government_fund_expenditure",),
    "state_capital": ("state_capital_expenditure",),
}
# Topic of a sentence, and the cells that may show it.
PLACES: dict[str, tuple[Place, ...]] = {
    "budget.total": (("summary", "revenue", ("total",)), ("summary", "expenditure", ("total",))),
    "revenue.total": (
        ("summary", "revenue", ("total", "current_year")),
        ("revenue", "", ("total", "current_year")),
    ),
    "revenue.current_year": (
        ("summary", "revenue", ("current_year", "total")),
        ("revenue", "", ("total", "current_year")),
    ),
    "expenditure.total": (
        ("summary", "expenditure", ("total", "current_year")),
        ("expenditure", "", ("total", "amount")),
    ),
    "expenditure.current_year": (
        ("summary", "expenditure", ("current_year", "total")),
        ("expenditure", "", ("total", "amount")),
    ),
    "procurement.total": (("government_procurement", "", ("total", "amount")),),
    "appropriation.total": tuple(
        ("appropriation_summary", side, ("total", "current_year"))
        for side in ("revenue", "expenditure")
    ),
    **{
        f"revenue.{name}": (
            ("summary", "revenue", (name,)),
            ("revenue", "", (_COLUMNS.get(name, name),)),
        )
        for name in _SOURCES
    },
    **{f"expenditure.{name}": (("expenditure", "", (name,)),) for name in _KINDS},
    **{
        f"{fund}.total": tuple((code, "", ("total", "amount")) for code in codes)
        for fund, codes in _BY_FUND.items()
    },
    **{
        f"{fund}.{kind}": tuple((code, "", (kind,)) for code in codes)
        for fund, codes in _BY_FUND.items()
        for kind in ("basic", "project")
    },
}
TOTAL_WORDS = re.compile(
    r"财政拨款|一般公共预算|政府性基金|政府采购|采购|国有资本经营|收入|支出|收支|预算|决算|合计|"
    r"总计|总额|总数|拨款|基本|项目|本年|当年|全年|全部|部门|单位|"
    r"本级|我[局校部委办]|安排|[总数年度的和与及、\d\s（）()“”]"
)
# Characters besides the words of totals that a subject may have.
LITTLE = 2
# Different amounts a total may be said to be (of the year, with and without the carry-over).
OFTEN = 2
# Ending of the topics of what the year before came to.
PREVIOUS = ".previous_year"
# Money that some texts say beside a budget and tables count within it.
TRANSFERS = {
    "revenue.general_public_budget": "revenue.general_transfer",
    "revenue.government_fund": "revenue.government_fund_transfer",
    "revenue.state_capital": "revenue.state_capital_transfer",
}
# A rounded figure is another one's rounding only where it is near: 0.3 is no 0.31.
THOUSAND = Decimal(1000)
# How far apart 元 and 万元 are.
UNITS_APART = (Decimal(1), Decimal(10_000), Decimal("0.0001"))


CODE_TABLES = (
    "general_budget_expenditure",
    "expenditure",
    "government_fund_expenditure",
    "state_capital_expenditure",
    "appropriation_expenditure",
)


# Tables that list every code there is money for; one that lacks a code may have lost its row.
MAIN = ("general_budget_expenditure", "expenditure")


def totals_said(figures: Figures) -> Iterator[Comparison]:
    """Compare totals said in prose with the tables' totals; the text may mean any of the places
    that show them.

    A total is said once or twice; a topic with more amounts than that gathers sentences about parts
    and proves nothing.
    """
    amounts: dict[str, set[Decimal]] = defaultdict(set)
    for statement in figures.statements:
        if statement.amount_yuan is not None:
            amounts[statement.topic].add(statement.amount_yuan)
    for statement in figures.statements:
        if statement.amount_yuan is None:
            continue
        if len(amounts[statement.topic]) <= OFTEN and not _of_another_time(statement):
            for comparison in _total_said(figures, statement):
                if comparison.outcome != "broken" or _means_the_total(figures, statement):
                    yield comparison


def _total_said(figures: Figures, statement: Statement) -> Iterator[Comparison]:
    """Compare one total said with the places of the tables that show it, and with what its section
    says of transfers beside it.
    """
    shown = [
        figure
        for table, side, names in PLACES.get(statement.topic, ())
        for figure in _shown(figures, table, side, names)
    ]
    transfers = figures.said(TRANSFERS.get(statement.topic, ""))
    of_section = [s for s in transfers if s.section == statement.section]
    beside = statement_figures(of_section)
    named = f"文中“{statement.subject_printed or statement.topic}”"
    yield from _said(figures, statement, shown, named, statement.topic, beside=beside)


def _means_the_total(figures: Figures, statement: Statement) -> bool:
    """Check whether a sentence plainly means the total: else it means a project, or a part whose
    own cell is in the tables.
    """
    said = statement_figure(statement)
    if said is not None and _stands_elsewhere(figures, said):
        return False
    return _plainly_total(figures, statement)


def _plainly_total(figures: Figures, statement: Statement) -> bool:
    """Check whether a subject has no more in it than the words of totals: 广播电视事业发展性支出 is
    a project's name.
    """
    plain = (statement.subject_printed or "").replace(figures.disclosure.publisher or "\0", "")
    return len(TOTAL_WORDS.sub("", plain)) <= LITTLE


def _of_another_time(statement: Statement) -> bool:
    """Check whether a sentence speaks of the budget at the start of the year (年初预算), of what it
    was changed to (调整预算), or of the year before.
    """
    return statement.topic.endswith((INITIAL, ADJUSTED, PREVIOUS))


def codes_said(figures: Figures) -> Iterator[Comparison]:
    """Compare each function item said in prose with the rows of its code, in whichever table and
    column it means.
    """
    for statement in figures.statements:
        if statement.function_code and not _of_another_time(statement):
            rows = [
                (view, view.by_code.get(statement.function_code))
                for code in CODE_TABLES
                for view in figures.all(code)
            ]
            shown = [
                figure
                for view, row in rows
                if row
                for cell in row.cells.values()
                if (figure := view.figure(cell))
            ]
            yield from _said(
                figures,
                statement,
                shown,
                f"文中 {statement.function_code} {statement.subject_printed or ''}",
                statement.function_code,
                lacks=any(row is None for view, row in rows if view.table.table_code in MAIN),
                sure=partial(_repeats_another_code, figures, statement, rows),
            )


def three_public_said(figures: Figures) -> Iterator[Comparison]:
    """Compare 三公 and its parts as said with the table's, in any of its columns (budget, final,
    either year).

    A cell left blank is zero: a zero said is broken only where the item's cells are all filled, in
    every column.
    """
    view = figures.one("three_public_expenses")
    sets = three_public_sets(view) if view else []
    columns = _columns_expected(figures, view)
    for statement in figures.said(*THREE_PUBLIC_TOPICS):
        item = THREE_PUBLIC_TOPICS[statement.topic]
        rows = [rows[item] for rows in sets if item in rows]
        blank = len(rows) < len(sets) or any(columns - row.cells.keys() for row in rows)
        if not statement.amount_yuan and blank:
            continue
        cells = [cell for row in rows for cell in row.cells.values()]
        shown = figures_of(view, cells) if view else []
        named = f"文中“{statement.subject_printed or item}”"
        yield from _said(figures, statement, shown, named, statement.topic)


def _columns_expected(figures: Figures, view: TableView | None) -> set[str]:
    """Return the measures that a row of 三公 must fill: those of its table, and what was spent in
    final accounts.
    """
    measures = view.measures if view else ()
    columns = {measure for measure in measures if "." not in measure}
    # Accounts must say what was spent, also where the table has the budget alone.
    if "budget" in columns and figures.disclosure.stage == "final_accounts":
        columns.add("final")
    return columns


def three_public_table_filled(figures: Figures) -> Iterator[Observation]:
    """Look for 三公 money in the prose of a disclosure whose 三公 table has no figure at all."""
    empty = [
        t
        for t in figures.tables
        if t.table_code == "three_public_expenses" and t.state in ("empty", "declared_empty")
    ]
    if not empty or figures.one("three_public_expenses"):
        return
    said = [
        s
        for s in figures.statements
        if s.topic.removesuffix(INITIAL) in THREE_PUBLIC_TOPICS and s.amount_yuan
    ]
    shown = said[0].amount_printed if said else ""
    zh = f"“三公”表没有数字，而文中列有 {shown}"
    en = f"the three-public table has no figure, but the text names {shown}"
    yield Observation(not said, zh, en, statements=tuple(said), page=said[0].page if said else None)


def change_has_reason(figures: Figures) -> Iterator[Observation]:
    """Look for the reason that must follow a change of the three public expenses, for the total or
    for any part.
    """
    reasons = [
        statement.reason for statement in figures.said(*THREE_PUBLIC_TOPICS) if statement.reason
    ]
    for statement in figures.said("three_public.total"):
        if statement.change_yuan:
            yield Observation(
                bool(reasons),
                f"“三公”经费增减未说明原因：“{statement.text[:60]}”",
                f"{statement.topic} changed and no reason is given",
                statements=(statement,),
                page=statement.page,
            )


def _said(
    figures: Figures,
    statement: Statement,
    shown: list[Figure],
    zh: str,
    en: str,
    *,
    beside: Sequence[Figure] = (),
    lacks: bool = False,
    sure: Callable[[], bool] = bool,
) -> Iterator[Comparison]:
    """Compare a sentence's amount, alone or with what is said beside it, with the nearest of the
    figures it may mean; where it is sure of what it speaks, though its amount stands elsewhere.
    """
    said = statement_figure(statement)
    if said is None or not shown or not any_value(said, *shown):
        return
    words = f"{en} as said = as printed in the tables"
    left, right = _nearest([(said,), (said, *beside)] if beside else [(said,)], shown)
    if any_value(*left, right):
        made = Comparison(left, (right,), f"{zh} ＝ 表中所列", words)
        if made.outcome != "equal":
            elsewhere = not sure() and _stands_elsewhere(figures, said)
            elsewhere = elsewhere or _says_another(statement, said, shown)
            made.doubt = "another_pairing" if elsewhere else "lost_row" * lacks
        yield made


def _nearest(sides: Sequence[Side], shown: Sequence[Figure]) -> tuple[Side, Figure]:
    """Return the side and the figure shown that are nearest to each other, the first of several."""
    pairs = [(side, figure) for side in sides for figure in shown]
    return min(pairs, key=lambda pair: abs(total(pair[0]) - pair[1].signed))


def _stands_elsewhere(figures: Figures, said: Figure) -> bool:
    """Check whether some other cell has the value said, rounded as it is said, so that the sentence
    may mean that cell; or has it in another unit, so that we may have read the table in one that is
    not its own.
    """
    allowed = min(said.step, said.value / THOUSAND)
    return bool(said.value) and any(
        bisect_left(figures.values, (said.value - allowed) / unit)
        < bisect_right(figures.values, (said.value + allowed) / unit)
        for unit in UNITS_APART
    )


def _repeats_another_code(
    figures: Figures, statement: Statement, rows: Sequence[tuple[TableView, Row | None]]
) -> bool:
    """Check whether a sentence that names its 项 right before the amount prints the figure that
    another sentence says of another 项: a figure copied from the line beside it.
    """
    code = statement.function_code or ""
    said = statement.amount_yuan
    twice = any(
        other.amount_yuan == said
        and other.function_code != code
        and len(other.function_code or "") == len(code) == ITEM_DIGITS
        and other.section == statement.section
        and not _of_another_time(other)
        for other in figures.statements
    )
    if not twice or not said:
        return False
    return any(_amount_behind(statement, row.label) for _, row in rows if row)


def _amount_behind(statement: Statement, label: str) -> bool:
    """Check whether the first amount printed behind a name in a sentence is the sentence's own."""
    if label:
        place = statement.text.find(label)
    else:
        place = -1
    behind = [money for money in money_of(statement.text) if place >= 0 and money.start > place]
    return bool(behind) and behind[0].value == statement.amount_yuan


def _says_another(statement: Statement, said: Figure, shown: Sequence[Figure]) -> bool:
    """Check whether a sentence prints another amount that one of the cells it may mean shows."""
    for money in money_of(statement.text):
        if not money.value or money.value == said.value:
            continue
        if any(abs(money.value - figure.value) <= money.step for figure in shown):
            return True
    return False


def _shown(figures: Figures, table: str, side: str, names: Iterable[str]) -> Iterator[Figure]:
    view = figures.one(table)
    if view is None:
        return
    for name in names:
        found = None
        if not side:
            found = total_of(view, name)
        elif row_of(view, side, name):
            found = line(view, side, name)
        if found is not None:
            yield found
