"""Documents of one disclosure that print the same tables are copies of each other, and are checked
one by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from operator import attrgetter

from budgetflow.interpret.rows_model import DisclosureRow, Understanding

# Tables that a disclosure prints once.
# Not the tables of projects or targets: a department prints one for each of its units.
PRINTED_ONCE = (
    "summary",
    "revenue",
    "expenditure",
    "appropriation_summary",
    "general_budget_expenditure",
)
# What a table printed once is told by: its code, its year and the level of government it covers. A
# book in two files prints one code for the year past and the year to come, and for each level.
Kept = tuple[str, int | None, str | None]


def copies(disclosure: DisclosureRow, rows: Understanding) -> list[Understanding]:
    """Return a disclosure's rows as one reading, or as one a document where two documents print the
    same tables.

    A document of text alone goes with the first: it explains what the others only print again.
    """
    own = disclosure.disclosure_id
    tables: dict[str, set[Kept]] = defaultdict(set)
    for table in rows.tables:
        if (
            table.disclosure_id == own
            and table.state == "filled"
            and table.table_code in PRINTED_ONCE
        ):
            kept = (table.table_code, table.table_year, table.coverage)
            tables[table.document_id].add(kept)
    printed = Counter(kept for own_tables in tables.values() for kept in own_tables)
    # Most disclosures are one document, or a text beside its tables: no copy is made of their rows.
    if max(printed.values(), default=0) < 2:
        return [rows]
    others = list(tables)[1:]
    return [_without(rows, set(others)), *(_only(rows, own, document) for document in others)]


def by_disclosure(rows: Understanding) -> dict[str, Understanding]:
    """Return the rows of each disclosure apart, in one pass."""
    out: dict[str, Understanding] = defaultdict(Understanding)
    for name, held in rows.datasets().items():
        # Readers write the rows of a disclosure one after the other, so runs are nearly whole
        # disclosures; a disclosure of several runs is joined by the extend below.
        for disclosure_id, own in groupby(held, key=attrgetter("disclosure_id")):
            if disclosure_id is not None:
                getattr(out[disclosure_id], name).extend(own)
    return dict(out)


def _only(rows: Understanding, disclosure_id: str, document: str) -> Understanding:
    """Return what one document holds of a disclosure."""
    out = Understanding()
    for name, held in rows.datasets().items():
        kept = [
            row
            for row in held
            if getattr(row, "document_id", None) == document
            and getattr(row, "disclosure_id", None) == disclosure_id
        ]
        getattr(out, name).extend(kept)
    return out


def _without(rows: Understanding, documents: set[str]) -> Understanding:
    """Return all rows but those of some documents."""
    out = Understanding()
    for name, held in rows.datasets().items():
        getattr(out, name).extend(
            row for row in held if getattr(row, "document_id", None) not in documents
        )
    return out
