"""Money that tables of performance targets repeat: each project's against its line in the list of
projects, and rates of execution against the amounts beside them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from budgetflow.checks.model.evidence import HUNDRED, Comparison, Figure
from budgetflow.checks.model.figures import Figures
from budgetflow.checks.model.messages import money_in, yuan
from budgetflow.checks.model.printed_places import printed_step
from budgetflow.checks.rules.text.performance_targets import STEP_OF_FORM
from budgetflow.checks.rules.text.prose import ratio
from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.text.normalise import squeeze

LISTS = ("project_expenditure", "general_budget_project_expenditure")
# Characters from which a name is one project's: 会议费 stands under many units.
SHORTEST_NAME = 5
RATE = re.compile(r"执行率|执行比例|执行进度")
# What a rate is of: the budget as it stood at the year's end, else the one that is printed.
PLANNED = (re.compile(r"全年预算|调整预算"), re.compile(r"预算数|预算金额|年初预算"))
SPENT = (re.compile(r"执行数|实际支出|支出数|执行金额"),)
PERCENT = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*[%％]\s*$")


def project_money(figures: Figures) -> Iterator[Comparison]:
    """Compare the money of a project's goals with its line in the list of projects, where both
    stand under one name once. Goals of several years may be set for all of their money.
    """
    lines = _lines(figures)
    for name, budgets in _budgets(figures).items():
        found = lines.get(name, [])
        # A project in two lines or with two budgets has no one amount to compare.
        if len(budgets) != 1 or len({figure.value for figure in found}) != 1:
            continue
        line = found[0]
        goals = Figure(budgets.pop(), max(line.step, STEP_OF_FORM))
        yield Comparison(
            (line,),
            (goals,),
            f"项目“{name}”：项目支出表 ＝ 绩效目标表的资金",
            f"project {name}: its line = the money of its goals",
            rule="line of a project = money of its goals",
        )


def _budgets(figures: Figures) -> dict[str, set[Decimal]]:
    """Return the money that goals are set for by the project's name, in yuan."""
    found: dict[str, set[Decimal]] = defaultdict(set)
    for target in figures.targets:
        name = squeeze(target.subject or "")
        if target.subject != "department" and len(name) >= SHORTEST_NAME and target.budget_yuan:
            found[name].add(target.budget_yuan)
    return found


def _lines(figures: Figures) -> dict[str, list[Figure]]:
    """Return the lines of the lists of projects by name."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for view in figures.all(*LISTS):
        for row in view.rows:
            value = view.value(row)
            if value is not None:
                found[squeeze(row.first.project_name or row.label)].append(value)
    return found


def execution_rates(figures: Figures) -> Iterator[Comparison]:
    """Compare a printed rate of execution with the amounts spent and planned that stand in its row:
    0 % beside amounts is no rate of theirs. A rate is told as 100 % at most.
    """
    for row in _rows(figures).values():
        rate = _column(row, (RATE,))
        planned = _column(row, PLANNED)
        spent = _column(row, SPENT)
        printed = PERCENT.match(rate.amount_printed) if rate is not None else None
        if rate is None or printed is None or not _is_money(planned) or not _is_money(spent):
            continue
        assert planned is not None and spent is not None
        comparison = _rate(rate, Decimal(printed[1]), _figure(spent), _figure(planned))
        if comparison is not None:
            yield comparison


def _rate(rate: Amount, percent: Decimal, spent: Figure, planned: Figure) -> Comparison | None:
    worked = ratio(spent.value, spent.step, planned.value, planned.step)
    # Rates are capped in many forms: what was spent beyond the plan counts as 100 %.
    if worked is None or (percent == HUNDRED and worked.percent > percent):
        return None
    step = Decimal(1).scaleb(int(percent.as_tuple().exponent))
    unit = planned.amount.unit_printed if planned.amount else None
    say = money_in(unit)
    key, en = (
        f"rate of execution of {rate.row_label}: {words(spent.value)} / {words(planned.value)} = "
        f"{worked.percent:.2f}%, the table says {percent}%"
        for words in (yuan, say)
    )
    return Comparison(
        (spent, planned),
        (Figure(percent, step, amount=rate),),
        f"“{rate.row_label}”执行率：{say(spent.value)} ÷ {say(planned.value)} ＝ "
        f"{worked.percent:.2f}%，表中为 {percent}%",
        en,
        key=key,
        tolerance=worked.slack + step,
        left_value=worked.percent,
        kind="share",
    )


def _rows(figures: Figures) -> Mapping[tuple[str, int], list[Amount]]:
    """Return the cells of each row of the tables of goals, in the order of their columns: a form
    prints many columns of money, of which a view keeps one.
    """
    found: dict[tuple[str, int], list[Amount]] = defaultdict(list)
    for cell in figures.amounts:
        if cell.table_code == "performance_targets":
            found[cell.table_id, cell.row_no].append(cell)
    return {place: sorted(cells, key=lambda cell: cell.column_no) for place, cells in found.items()}


def _column(row: Iterable[Amount], words: Iterable[re.Pattern[str]]) -> Amount | None:
    """Return the first cell of a row below a header with the first of these words it has."""
    cells = list(row)
    # Words first, then cells: the adjusted budget is preferred wherever in the row it stands.
    for word in words:
        for cell in cells:
            if word.search(squeeze(cell.column_label or "")):
                return cell
    return None


def _is_money(cell: Amount | None) -> bool:
    return cell is not None and cell.measure == "amount" and cell.amount_yuan is not None


def _figure(cell: Amount) -> Figure:
    return Figure(cell.amount_yuan or Decimal(0), printed_step(cell), amount=cell)
