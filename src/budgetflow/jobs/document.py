"""The steps of the main job as plain functions, put together once; `flows/` and `cli/` both call
them.

    bytes -- read_and_understand --> Understanding -- settle --> one Understanding, checked
    crawl_sources -> Found items -> ingest (archive bytes -> lake) -> make_release

Nothing here knows Prefect. Bad input costs one document: whatever goes wrong with a file becomes
its row in `documents`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from budgetflow.checks.run import run_checks
from budgetflow.facts.derive import derive_facts
from budgetflow.facts.versions import mark_versions
from budgetflow.interpret.rows_model import (
    DisclosureRow,
    DocumentRow,
    Publication,
    TableRow,
    Understanding,
)
from budgetflow.interpret.tables.segments.titles import normalise_title
from budgetflow.interpret.understand import document_row, understand
from budgetflow.jobs.isolation import FAILED, failed, printable
from budgetflow.readers.containers import media_types
from budgetflow.readers.containers.bundle import expand
from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import UnreadableDocument


def read_and_understand(
    data: bytes, file_name: str, publication: Publication | None = None
) -> Understanding:
    """Return the rows of one file: read it and understand it. The checks come later, with `settle`.

    `data` are the raw bytes, `file_name` a hint for messages and for identity where the text is
    silent. Never raises for
    bad input: an unreadable, empty or foreign file gives one `documents` row with status and
    reason. An archive (zip, rar,
    7z) gives the rows of all its members.
    """
    known = publication or Publication()
    file_name = printable(file_name)
    media_type = media_types.sniff(data, file_name)
    # By the bytes: an archive must be opened here, whatever its name says.
    if media_type in (media_types.ZIP, media_types.RAR, media_types.SEVEN_ZIP):
        out = Understanding()
        try:
            for name, member in expand(data, file_name):
                out.extend(read_and_understand(member, name, known))
        except UnreadableDocument as reason:
            out.documents.append(unreadable(data, file_name, media_type, known, str(reason)))
        return out
    return _one(data, file_name, media_type, known)


def _one(data: bytes, file_name: str, media_type: str, publication: Publication) -> Understanding:
    """Read and understand a file that is no archive."""
    try:
        document = read_document(data, file_name)
    except UnreadableDocument as reason:
        return Understanding(
            documents=[unreadable(data, file_name, media_type, publication, str(reason))]
        )
    try:
        return understand(document, publication)
    except MemoryError:
        raise  # the limit of the process that reads; its parent names it
    except Exception as error:  # costs this document, and not the others of its archive file
        row = document_row(document, publication, None, "other", FAILED, None)
        return failed(Understanding(documents=[row]), error)


def unreadable(
    data: bytes, file_name: str, media_type: str, publication: Publication, reason: str
) -> DocumentRow:
    """Return the `documents` row of a file that could not be read, with the reason in words a
    person can act on.
    """
    return DocumentRow(
        document_id=hashlib.sha256(data).hexdigest(),
        disclosure_id=None,
        role="other",
        media_type=media_type,
        bytes=len(data),
        pages=0,
        file_name=file_name,
        source_url=publication.source_url,
        text_layer="none",
        status="unreadable",
        status_reason=reason,
    )


def read_file(path: Path) -> Understanding:
    """Return the rows of a file on disk; see `read_and_understand`."""
    return read_and_understand(path.read_bytes(), path.name)


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


def files_under(paths: Sequence[Path]) -> Iterator[Path]:
    """Return every file named or lying in a named folder, sorted, hidden ones left out."""
    for path in paths:
        if path.is_dir():
            # File systems list in orders of their own; hidden files are those of desktops and git.
            yield from sorted(
                p
                for p in path.rglob("*")
                if p.is_file()
                and not any(part.startswith(".") for part in p.relative_to(path).parts)
            )
        else:
            yield path
