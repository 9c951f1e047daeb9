"""`budgetflow parse` without the command line: files in, one file a dataset out; no crawl, no
lake.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from budgetflow.interpret.keys import stable_key
from budgetflow.interpret.rows_model import Publication, Understanding
from budgetflow.jobs.from_settings import limits_of
from budgetflow.jobs.isolation import failed, is_failed, printable, unreadable, without_faulty
from budgetflow.jobs.steps.settle import settle
from budgetflow.progress import READING, advance, stage
from budgetflow.readers.containers import media_types
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.sandbox.pool import Named, map_limited
from budgetflow.settings import Settings


@dataclass(frozen=True, slots=True)
class ParseSummary:
    """What came of a parse: how many files were asked for, how many gave rows, how many could not
    be read.
    """

    files: int
    read: int
    failed: int

    @property
    def exit_code(self) -> int:
        """0 all done, 3 done but some file could not be read (its row says why), 1 there was no
        file to read.
        """
        if not self.files:
            return 1
        if self.failed:
            return 3
        return 0


READ_FILE: Named[Understanding] = Named("budgetflow.jobs.document:read_file")
"""What a worker does with a file; nothing of it is imported here."""


def parse_files(
    paths: Sequence[Path],
    settings: Settings,
    told: Callable[[Path, Understanding], None],
    write: Callable[[Understanding], None] | None = None,
    read: Callable[[Path], Understanding] = READ_FILE,
) -> tuple[Understanding, ParseSummary]:
    """Read and understand every file under `paths` in worker processes, settle what they gave, and
    `write` it.

    `told` is called once a file, in order, as its rows arrive. A file that kills its worker or its
    limits, or whose rows cannot be checked or written, is one row in `documents` with the reason,
    like any other file that cannot be read. `write` may be called several times where a file's rows
    cannot be written; the last call is the one that counts. `read` is what a worker does with a
    file, a module's own function.
    """
    files = list(files_under(paths))
    parts: list[Understanding] = []
    documents: list[set[str]] = []
    with stage(READING, len(files)):
        for path, rows in zip(files, _understood(files, settings, read), strict=True):
            parts.append(rows)
            documents.append({row.document_id for row in rows.documents})
            # In the order of the files, whichever worker was done first.
            told(path, rows)
            pages = sum(row.pages for row in rows.documents)
            advance(READING, documents=len(rows.documents), pages=pages)

    def finish(parts: list[Understanding]) -> Understanding:
        whole = settle(parts)
        if write is not None:
            write(whole)
        return whole

    whole = without_faulty(list(_with_keys_of_their_own(parts)), finish)
    lost = {row.document_id for row in whole.documents if is_failed(row)}
    failures = sum(bool(lost & own) for own in documents)
    return whole, ParseSummary(files=len(files), read=len(files) - failures, failed=failures)


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


def write_datasets(rows: Understanding, out: Path, form: Literal["parquet", "csv"]) -> None:
    """Write one file a dataset into `out`, which is made where missing; earlier files of the same
    names are replaced.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415  (0.3 s that --help need not pay)

    from budgetflow.contracts.arrow import leave_pandas_out, to_table  # noqa: PLC0415

    leave_pandas_out()
    out.mkdir(parents=True, exist_ok=True)
    for name, records in rows.datasets().items():
        table = to_table(name, records)
        if form == "parquet":
            pq.write_table(table, out / f"{name}.parquet", compression="zstd")
            continue
        # With a BOM, by which Excel knows UTF-8.
        with (out / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.column_names)
            for record in table.to_pylist():
                # A list (pages, ids of figures) is one cell.
                writer.writerow(
                    json.dumps(v, ensure_ascii=False, default=str) if isinstance(v, list) else v
                    for v in record.values()
                )


_NO_DISCLOSURE = "not_a_disclosure"


def line_about(path: Path, rows: Understanding) -> str:
    """Return the one line printed for a file: what it is, what it gave, or why it gave nothing."""
    name = printable(path.name)
    problems = [row for row in rows.documents if is_failed(row) or row.status == _NO_DISCLOSURE]
    if problems and not rows.disclosures:
        return f"{name}: {problems[0].status.replace('_', ' ')}: {problems[0].status_reason}"
    who = "; ".join(
        f"{d.publisher} {d.fiscal_year} {d.stage} ({d.scope})" for d in rows.disclosures
    )
    text = (
        f"{name}: {who}: {len(rows.tables)} tables, {len(rows.amounts)} amounts, "
        f"{len(rows.statements)} statements"
    )
    return text + (f"; {problems[0].file_name}: {problems[0].status_reason}" if problems else "")


# The datasets whose keys come from what is printed, and so are the same in two files that print
# the same disclosure.
_KEYS = {
    "tables": "table_id",
    "amounts": "amount_id",
    "statements": "statement_id",
    "projects": "project_id",
    "performance_targets": "target_id",
}


def _with_keys_of_their_own(parts: list[Understanding]) -> Iterator[Understanding]:
    """Return the files' rows with keys that differ, each document once.

    Two files may print one disclosure (a PDF beside the Word file it was made from). A release
    settles them into one; here
    each file's rows are wanted, so a key that an earlier file has already is told apart by the
    document.
    """
    documents: set[str] = set()
    taken: dict[str, set[str]] = {name: set() for name in _KEYS}
    for part in parts:
        own = {row.document_id for row in part.documents}
        # Compared by documents: one file may be an archive of several.
        if own <= documents:
            continue  # the same bytes under another name
        documents |= own
        try:
            _tell_apart(part, taken)
        except Exception as error:  # costs this document only
            part = failed(part, error)  # noqa: PLW2901
        yield part


def _tell_apart(part: Understanding, taken: dict[str, set[str]]) -> None:
    """Rename in place the keys of a file's rows that an earlier file has taken."""
    renamed: dict[str, str] = {}
    for name, column in _KEYS.items():
        rows = part.datasets()[name]
        for row in rows:
            key = getattr(row, column)
            if key in taken[name]:
                # By the document, so that the order of files on the command line decides only which
                # one keeps it.
                renamed[key] = stable_key(key, row.document_id)
        _rename(rows, column, renamed)
        own = [getattr(row, column) for row in rows]
        taken[name].update(own)
    for rows in (part.amounts, part.performance_targets):
        _rename(rows, "table_id", renamed)


def _rename(rows: Sequence[Any], column: str, renamed: dict[str, str]) -> None:
    for row in rows:
        setattr(row, column, renamed.get(getattr(row, column), getattr(row, column)))


def _bytes_of(path: Path) -> bytes:
    """Return a file's bytes, none where the file cannot be opened."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _understood(
    files: list[Path], settings: Settings, read: Callable[[Path], Understanding]
) -> Iterator[Understanding]:
    limits = limits_of(settings)
    workers = settings.workers or os.cpu_count() or 1
    for path, outcome in zip(
        files, map_limited(read, files, workers=workers, limits=limits), strict=True
    ):
        try:
            yield outcome.get()
        except UnreadableDocument as reason:
            yield Understanding(
                documents=[
                    unreadable(
                        _bytes_of(path),
                        printable(path.name),
                        media_types.UNKNOWN,
                        Publication(),
                        str(reason),
                    )
                ]
            )
