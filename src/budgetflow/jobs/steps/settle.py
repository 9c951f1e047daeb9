"""The rows of several documents put together and checked, each disclosure once.

Apart from `jobs.document`: who only puts rows together need not import what reads and understands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from budgetflow.checks.run import run_checks
from budgetflow.facts.derive import derive_facts
from budgetflow.facts.versions import mark_versions
from budgetflow.interpret.rows_model import DisclosureRow, TableRow, Understanding
from budgetflow.interpret.tables.segments.titles import normalise_title


def settle(parts: Sequence[Understanding]) -> Understanding:
    """Put several documents' rows together, each disclosure once, and run the checks on the whole.

    A disclosure may lie in several files (tables in one, text in another), so checks wait until all
    files of an
    announcement or a folder are there: only then can the prose be held against the tables.
    """
    whole = Understanding()
    for part in parts:
        whole.extend(part)
    whole.disclosures = _first_of_each(whole.disclosures)
    whole.tables = _without_found(whole.tables)
    # Before the checks: what a later version replaces must not be held against it.
    mark_versions(whole)
    run_checks(whole)
    derive_facts(whole)
    return whole


def _first_of_each(rows: list[DisclosureRow]) -> list[DisclosureRow]:
    """Keep one row a disclosure, filled with what later files know and the first did not."""
    kept: dict[str, DisclosureRow] = {}
    for row in rows:
        first = kept.setdefault(row.disclosure_id, row)
        for field in fields(row):
            name = field.name
            known = getattr(first, name)
            # The first file's word stands; another only fills what it left out.
            if known in (None, ""):
                said = getattr(row, name)
                setattr(first, name, said)
    return list(kept.values())


def _without_found(tables: list[TableRow]) -> list[TableRow]:
    """Leave out tables that one file's contents list announces where another file of the disclosure
    prints them.
    """
    printed = [table for table in tables if table.state != "announced_missing"]
    codes = {
        (table.disclosure_id, table.table_code) for table in printed if table.table_code != "other"
    }
    # By title too: a contents list names tables whose code nobody could tell.
    titles = {
        (table.disclosure_id, normalise_title(table.title_printed or "")) for table in printed
    }

    def found(table: TableRow) -> bool:
        own = table.disclosure_id
        return (own, table.table_code) in codes or (
            own,
            normalise_title(table.title_printed or ""),
        ) in titles

    return [table for table in tables if table.state != "announced_missing" or not found(table)]
