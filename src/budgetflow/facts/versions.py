"""Versions of one disclosure: the newest file wins whole, and files that tell apart parts join.

A publisher replaces a file by a newer one, or publishes the same tables as a workbook and inside
the text. Neither may be added to the other: half a table of each is the table of nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from budgetflow.contracts.vocabulary import SUPERSEDED
from budgetflow.interpret.rows_model import Statement, TableRow, Understanding
from budgetflow.interpret.tables.segments.titles import normalise_title

# Share of what a file says that a newer one must say too to be a version of it.
# A version may leave out or add tables; half keeps two parts of one disclosure apart.
PART = 0.5
# Sentences with figures from which a file is a text; fewer stand beside tables as notes.
# Notes under a table hold a figure or two.
_MANY_SENTENCES = 3
_NOT_PRINTED = "announced_missing"
# A disclosure has one such table a project, in as many files as it likes.
_PER_PROJECT = "performance_targets"


@dataclass(slots=True)
class Contents:
    """What one file says of one disclosure."""

    document_id: str
    published_on: date | None = None
    tables: dict[str, list[str]] = field(default_factory=dict)
    """Its tables by what they are (`table_key`): their table_ids."""
    said: Counter[str] = field(default_factory=Counter)
    """What its sentences with figures are about."""
    rows: int = 0

    @property
    def is_text(self) -> bool:
        """Check whether it has a text of its own, and not just notes beside tables."""
        return self.said.total() >= _MANY_SENTENCES


@dataclass(slots=True)
class Replaced:
    """What a newer or fuller file of the same disclosure says in another one's place."""

    documents: dict[tuple[str, str], str] = field(default_factory=dict)
    """(disclosure_id, document_id) of files that count no more -> the file in their place."""
    tables: dict[tuple[str, str], str] = field(default_factory=dict)
    """(document_id, table_id) of tables that another file of the same day prints too -> the
    disclosure they belong to.
    """
    texts: set[tuple[str, str]] = field(default_factory=set)
    """(disclosure_id, document_id) of texts that another file of the same day holds too."""

    def __bool__(self) -> bool:
        """Check whether there is anything that does not count."""
        return bool(self.documents or self.tables or self.texts)


def table_key(table: TableRow) -> str | None:
    """Return what two files print alike as one table; None for tables there are many of.

    Of a government's book, which has a table of one kind for each year, coverage and fund, the
    title is part of it.
    """
    if table.table_code == _PER_PROJECT:
        return None
    title = normalise_title(table.title_printed) if table.title_printed else None
    if table.table_year is None and table.coverage is None and table.table_code != "other":
        return table.table_code
    # A table of no known kind and without a title is like no other.
    if title is None:
        return None
    return f"{table.table_code} {title} {table.table_year} {table.coverage}"


def sentence_key(statement: Statement, scope: str | None) -> str:
    """Return what two texts say alike: of a department's the topic, of a government's the words.

    A government's files speak of the same topics for other levels and funds.
    """
    if scope == "government":
        return statement.text
    return statement.topic


def compare(disclosure_id: str, files: Iterable[Contents], out: Replaced) -> None:
    """Add to `out` what does not count of the files of one disclosure.

    They are taken newest first, among those of one day the fullest. A file of an earlier day whose
    tables or text a newer one has at least half of is an earlier version, and counts no more. Of
    files of one day, or without a day, each table and each text is taken whole from the first that
    has it.
    """
    taken: list[Contents] = []
    # Newest first, so that what is taken is never put aside by what comes after it.
    for file in sorted(files, key=_newest_first):
        newer = [other for other in taken if _is_earlier(file, other)]
        version = next((other for other in newer if _covers(other, file)), None)
        if version is None and _says_nothing_else(file, taken):
            version = next(other for other in taken if _shares(other, file))
        if version is not None:
            out.documents[disclosure_id, file.document_id] = version.document_id
            continue
        for other in taken:
            for key in file.tables.keys() & other.tables.keys():
                for table in file.tables[key]:
                    out.tables[file.document_id, table] = disclosure_id
            if _same_text(other, file):
                out.texts.add((disclosure_id, file.document_id))
        taken.append(file)


def replaced_in(rows: Understanding) -> Replaced:
    """Return what does not count among rows that hold whole disclosures.

    Files and tables are those of the rows; a document that a person withdrew is left out.
    """
    found: dict[str, dict[str, Contents]] = defaultdict(dict)
    for row in rows.documents:
        if row.disclosure_id is not None and row.status != "withdrawn":
            found[row.disclosure_id][row.document_id] = Contents(row.document_id, row.published_on)
    several = {key: files for key, files in found.items() if len(files) > 1}
    scopes = {row.disclosure_id: row.scope for row in rows.disclosures}
    for table in rows.tables:
        file = several.get(table.disclosure_id, {}).get(table.document_id)
        # Most disclosures are one file, and then no title need be taken apart.
        if file is None or table.state == _NOT_PRINTED:
            continue
        key = table_key(table)
        if key is not None:
            file.tables.setdefault(key, []).append(table.table_id)
            file.rows += table.rows
    for statement in rows.statements:
        file = several.get(statement.disclosure_id, {}).get(statement.document_id)
        if file is not None:
            file.said[sentence_key(statement, scopes.get(statement.disclosure_id))] += 1
            file.rows += 1
    out = Replaced()
    for disclosure_id, files in several.items():
        compare(disclosure_id, files.values(), out)
    return out


def superseded_reason(newer: str) -> str:
    """Return the status reason of a document in whose place another one counts."""
    return f"a newer version of this disclosure counts: document {newer}"


def mark_versions(rows: Understanding) -> None:
    """Set the status of documents that a newer version replaced, and count the revisions.

    A disclosure's `revision` is at least one more than the versions before it that are here.
    """
    replaced = replaced_in(rows)
    before: dict[str, set[object]] = defaultdict(set)
    for row in rows.documents:
        newer = replaced.documents.get((row.disclosure_id or "", row.document_id))
        if newer is not None and row.disclosure_id is not None:
            row.status = SUPERSEDED
            row.status_reason = superseded_reason(newer)
            before[row.disclosure_id].add(row.published_on or row.document_id)
    for disclosure in rows.disclosures:
        earlier = before[disclosure.disclosure_id]
        if not earlier:
            continue
        disclosure.revision = max(disclosure.revision, 1 + len(earlier))
        disclosure.published_on = max(
            (
                row.published_on
                for row in rows.documents
                if row.disclosure_id == disclosure.disclosure_id and row.published_on is not None
            ),
            default=disclosure.published_on,
        )


def counting(rows: Understanding) -> Understanding:
    """Return the rows without those that do not count: what may be added up.

    The lists are new where anything is left out; the rows are the same objects.
    """
    replaced = replaced_in(rows)
    if not replaced:
        return rows

    def counts(row: Any) -> bool:
        if (row.disclosure_id, row.document_id) in replaced.documents:
            return False
        table = getattr(row, "table_id", None)
        return (row.document_id, table) not in replaced.tables

    out = Understanding(**{name: list(held) for name, held in rows.datasets().items()})
    out.tables = [row for row in rows.tables if counts(row)]
    out.amounts = [row for row in rows.amounts if counts(row)]
    out.performance_targets = [row for row in rows.performance_targets if counts(row)]
    for name in ("statements", "projects"):
        kept = [
            row
            for row in rows.datasets()[name]
            if counts(row) and (row.disclosure_id, row.document_id) not in replaced.texts
        ]
        setattr(out, name, kept)
    return out


def _newest_first(file: Contents) -> tuple[int, int, str]:
    day = file.published_on.toordinal() if file.published_on is not None else 0
    return -day, -file.rows, file.document_id


def _is_earlier(file: Contents, other: Contents) -> bool:
    """Check whether both say when they were published, and the file did so before the other."""
    return (
        file.published_on is not None
        and other.published_on is not None
        and file.published_on < other.published_on
    )


def _covers(newer: Contents, older: Contents) -> bool:
    """Check whether a file has at least half of another's tables, or of its text without tables."""
    if older.tables:
        return len(newer.tables.keys() & older.tables.keys()) >= PART * len(older.tables)
    return _same_text(newer, older)


def _same_text(one: Contents, other: Contents) -> bool:
    """Check whether both are texts that speak of the same things."""
    if not (one.is_text and other.is_text):
        return False
    fewer = min(one.said.total(), other.said.total())
    return (one.said & other.said).total() >= PART * fewer


def _says_nothing_else(file: Contents, taken: Sequence[Contents]) -> bool:
    """Check whether all that a file says stands in those taken before it."""
    if not (file.tables or file.is_text):
        return False
    printed = {table for other in taken for table in other.tables}
    said = not file.is_text or any(_same_text(other, file) for other in taken)
    return file.tables.keys() <= printed and said


def _shares(other: Contents, file: Contents) -> bool:
    return bool(other.tables.keys() & file.tables.keys()) or _same_text(other, file)
