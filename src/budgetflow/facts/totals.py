"""`disclosure_totals`: one row a disclosure, each figure with the cell or sentence it is from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from budgetflow.contracts.total_columns import TOTAL_COLUMNS, Cell, TotalColumn, source_column
from budgetflow.facts.canonical import COUNTED
from budgetflow.facts.dimensions import subject_of
from budgetflow.facts.publishers import body_name, is_own_only
from budgetflow.interpret.derived_rows import DisclosureTotals
from budgetflow.interpret.rows_model import Amount, DisclosureRow, Statement
from budgetflow.interpret.tables.rows.entities import names_organisation
from budgetflow.interpret.text.normalise import squeeze

# What 人员经费 pays in all: Shenzhen prints 在职人员经费 and 增人增资 beside what goes to retired
# staff.
_ALL_PEOPLE = re.compile(r"^(?!.*(?:在职|退休|离休|编外|临聘|聘用)).*人员类?(?:经费|支出|费|项目)")
# A sentence that begins with a body's own level.
_OWN_LEVEL_FIRST = re.compile(r"^.{0,40}?(?:[（(]本级[)）]|(?:局|厅|委|办|会|机关)本级)")
# Tables without which totals stay empty; `missing_tables` names those a disclosure lacks.
EXPECTED_TABLES = ("summary", "revenue", "expenditure", "three_public_expenses")


def build_totals(
    disclosure: DisclosureRow, amounts: Sequence[Amount], statements: Sequence[Statement]
) -> DisclosureTotals:
    """Return the totals of one disclosure; a figure nobody printed or said is None.

    Of a government's book every figure is None: it prints a total for each year, coverage, fund
    and stage, which are rows of `government_totals`, and none of them is the total of the book.

    Where several cells fit, the first kind of `TOTAL_COLUMNS` wins, then the canonical cell, then
    the order in the document. Money in yuan.
    """
    if disclosure.scope == "government":
        # A first look took 周口市's expenditure from a sentence on one fund: 3.67 million yuan.
        return _row(disclosure, amounts, {})
    by_item: dict[str, list[Amount]] = defaultdict(list)
    for amount in amounts:
        # A unit's line is no total of the department, however well it fits.
        counted = amount.value_state in COUNTED and amount.body_scope == "department"
        if counted and amount.item is not None:
            by_item[subject_of(amount.item) or amount.item].append(amount)
    by_topic: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if _speaks_of_the_whole(statement, disclosure):
            by_topic[statement.topic].append(statement)
    found: dict[str, object] = {}
    funds = {amount.amount_id: amount.fund for amount in amounts}
    for column in TOTAL_COLUMNS:
        value, source = _take(column, by_item, by_topic)
        found[column.name] = value
        found[source_column(column.name)] = source
    # Which fund the people are paid from decides what their share is of.
    personnel = str(found["personnel_source"] or found["operating_source"])
    found["personnel_fund"] = funds.get(personnel)
    return _row(disclosure, amounts, found)


def _speaks_of_the_whole(statement: Statement, disclosure: DisclosureRow) -> bool:
    """Check whether a sentence is about all that is disclosed, not about one body or some people.

    Departments of Shenzhen speak of their own level and of each unit under headings with its name:
    the first of these once stood as the personnel expenditure of a department of 19 units.
    """
    subject = statement.subject_printed
    if statement.topic == "expenditure.personnel" and subject and not _ALL_PEOPLE.match(subject):
        return False
    publisher = disclosure.publisher
    if publisher is None:
        return True
    own = {squeeze(publisher), squeeze(body_name(publisher))}
    headings = [squeeze(words) for words in (statement.section or "").split(" / ")]
    others = [words for words in headings if words not in own]
    if any(map(names_organisation, others)):
        return False
    if is_own_only(publisher, disclosure.title):
        return True
    return _OWN_LEVEL_FIRST.match(statement.text) is None


def _row(
    disclosure: DisclosureRow, amounts: Sequence[Amount], found: dict[str, object]
) -> DisclosureTotals:
    """Return the row of a disclosure with the figures found."""
    printed = {amount.table_code for amount in amounts}
    expected = () if disclosure.scope == "government" else EXPECTED_TABLES
    return DisclosureTotals(
        disclosure_id=disclosure.disclosure_id,
        fiscal_year=disclosure.fiscal_year,
        stage=disclosure.stage,
        province=disclosure.province,
        scope=disclosure.scope,
        missing_tables=[code for code in expected if code not in printed],
        **found,  # type: ignore[arg-type]
    )


def _take(
    column: TotalColumn,
    by_item: dict[str, list[Amount]],
    by_topic: dict[str, list[Statement]],
) -> tuple[Decimal | None, str | None]:
    """Return a figure and the amount_id or statement_id it is from; (None, None) if nowhere."""
    for cell in column.cells:
        fitting = [amount for amount in by_item.get(cell.item, ()) if _fits(cell, amount)]
        if fitting:
            best = min(fitting, key=lambda amount: _preference(cell, amount))
            return best.amount_yuan or Decimal(0), best.amount_id
    # Sentences only where no table has the figure: prose rounds, and speaks of parts.
    for topic in column.topics:
        for statement in by_topic.get(topic, ()):
            if column.counted:
                value = statement.quantity
            else:
                value = statement.amount_yuan
            if value is not None:
                return value, statement.statement_id
    return None, None


def _fits(cell: Cell, amount: Amount) -> bool:
    if cell.tables and amount.table_code not in cell.tables:
        return False
    if cell.measures:
        return amount.measure in cell.measures
    return (amount.fund, amount.component, amount.period) == (
        cell.fund,
        cell.component,
        cell.period,
    )


def _preference(cell: Cell, amount: Amount) -> tuple[int, bool, int, int, int]:
    measure = cell.measures.index(amount.measure) if cell.measures else 0
    return (
        measure,
        # The cell that facts take too, so that totals and facts name one source.
        not amount.is_canonical,
        amount.table_no,
        amount.row_no,
        amount.column_no,
    )
