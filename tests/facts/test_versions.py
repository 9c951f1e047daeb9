"""Versions of one disclosure: the newest counts whole, and files that tell apart parts join."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from budgetflow.facts.derive import derive_facts
from budgetflow.facts.versions import counting, mark_versions
from budgetflow.interpret.rows_model import DocumentRow, Statement, TableRow, Understanding
from tests.facts.builders import DISCLOSURE, amount

OLD, NEW = date(2026, 2, 1), date(2026, 5, 1)
MAIN = ("summary", "revenue", "expenditure")


def file(
    name: str,
    *tables: str,
    day: date | None = None,
    topics: tuple[str, ...] = (),
    yuan: str = "100.00",
    scope: str = "department",
) -> Understanding:
    """One file of the disclosure with some tables, a figure in each, and some sentences."""
    document = name[:1] * 64
    disclosure = DISCLOSURE.__class__(
        **{f: getattr(DISCLOSURE, f) for f in DISCLOSURE.__dataclass_fields__} | {"scope": scope}
    )
    row = DocumentRow(document, "d1", "tables", "application/pdf", 1, 1, f"{name}.pdf")
    row.published_on = day
    out = Understanding(disclosures=[disclosure], documents=[row])
    for number, code in enumerate(tables, start=1):
        table = TableRow(
            *(code, "d1", document, code, number, None, code, "元", [1], 3, 2, "filled")
        )
        figure = amount(yuan, code, item="expenditure.total", row_role="total")
        figure.document_id = document
        out.tables.append(table)
        out.amounts.append(figure)
    for topic in topics:
        out.statements.append(
            Statement(
                *(f"{name}-{topic}", "d1", document, None, topic, None, None, Decimal(yuan)),
                *(None, None, None, "none", None, None, None, f"{topic}{yuan}元", 1),
            )
        )
    return out


def settled(*files: Understanding) -> Understanding:
    whole = Understanding()
    for one in files:
        whole.extend(one)
    whole.disclosures = whole.disclosures[:1]
    mark_versions(whole)
    derive_facts(whole)
    return whole


def counted(rows: Understanding) -> set[tuple[str, str]]:
    """Return (file, table or topic) of what counts."""
    newest = counting(rows)
    return {(row.document_id[0], row.table_code) for row in newest.amounts} | {
        (row.document_id[0], row.topic) for row in newest.statements
    }


def test_the_newer_file_wins_whole() -> None:
    rows = settled(
        file("alt", *MAIN, "carryover", day=OLD, yuan="100.00"),
        file("neu", *MAIN, day=NEW, yuan="300.00"),
    )
    assert counted(rows) == {("n", code) for code in MAIN}
    assert {row.status for row in rows.documents if row.document_id[0] == "a"} == {"superseded"}
    assert rows.disclosures[0].revision == 2
    assert rows.disclosures[0].published_on == NEW
    assert rows.disclosure_totals[0].expenditure_yuan == Decimal("300.00")
    assert not any(row.is_canonical for row in rows.amounts if row.document_id[0] == "a")


def test_the_order_of_the_files_does_not_matter() -> None:
    first = file("alt", *MAIN, day=OLD), file("neu", *MAIN, day=NEW)
    again = file("neu", *MAIN, day=NEW), file("alt", *MAIN, day=OLD)
    assert counted(settled(*first)) == counted(settled(*again))


@pytest.mark.parametrize("day", [None, OLD, NEW])
def test_tables_and_text_of_one_announcement_join(day: date | None) -> None:
    rows = settled(
        file("tab", *MAIN, day=day),
        file("lang", topics=("expenditure.total", "revenue.total", "staff.total"), day=OLD),
    )
    assert {letter for letter, _ in counted(rows)} == {"t", "l"}
    assert all(row.status == "accepted" for row in rows.documents)
    assert rows.disclosures[0].revision == 1


def test_notes_beside_the_tables_are_no_second_text() -> None:
    topics = ("expenditure.total", "revenue.total", "staff.total")
    rows = settled(file("tab", *MAIN, topics=("expenditure.total",)), file("lang", topics=topics))
    assert len(counted(rows)) == 7


def test_of_two_files_without_a_day_the_fuller_one_counts() -> None:
    rows = settled(file("kurz", "summary", "revenue"), file("voll", *MAIN))
    assert counted(rows) == {("v", code) for code in MAIN}
    assert rows.disclosures[0].revision == 2


def test_a_newer_file_with_one_table_replaces_that_table_alone() -> None:
    rows = settled(
        file("alt", *MAIN, "three_public_expenses", day=OLD),
        file("neu", "three_public_expenses", day=NEW),
    )
    assert counted(rows) == {("n", "three_public_expenses"), *(("a", code) for code in MAIN)}
    assert all(row.status == "accepted" for row in rows.documents)


def test_a_workbook_beside_the_same_tables_in_the_text_adds_only_its_others() -> None:
    topics = ("expenditure.total", "revenue.total", "staff.total", "three_public.total")
    rows = settled(
        file("heft", *MAIN, "government_procurement", day=OLD),
        file("text", *MAIN, topics=topics, day=OLD),
    )
    assert {table for letter, table in counted(rows) if letter == "h"} == {"government_procurement"}


def test_earlier_texts_give_way_to_a_newer_one() -> None:
    topics = ("expenditure.total", "revenue.total", "staff.total")
    rows = settled(file("alt", topics=topics, day=OLD), file("neu", topics=topics, day=NEW))
    assert {letter for letter, _ in counted(rows)} == {"n"}


def test_a_governments_files_of_one_topic_join() -> None:
    """Each tells of another level or fund: the words are not the same."""
    topics = ("expenditure.total", "revenue.total", "general_public_budget.total")
    rows = settled(
        file("eins", topics=topics, yuan="100.00", scope="government"),
        file("zwei", topics=topics, yuan="900.00", scope="government"),
    )
    assert {letter for letter, _ in counted(rows)} == {"e", "z"}


def test_goal_tables_of_projects_lie_in_as_many_files_as_there_are() -> None:
    rows = settled(
        file("eins", "performance_targets", day=OLD), file("zwei", "performance_targets", day=NEW)
    )
    assert {letter for letter, _ in counted(rows)} == {"e", "z"}
