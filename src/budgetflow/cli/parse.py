"""`budgetflow parse`: files or folders in, one file a dataset out; no crawl, no lake."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from budgetflow.cli.app import Json, app, folder_to_write


class Format(StrEnum):
    """How the datasets are written."""

    parquet = "parquet"
    csv = "csv"


@app.command()
def parse(
    paths: Annotated[
        list[Path],
        typer.Argument(
            exists=True, help="Files or folders to read; a folder is read with all that lies in it."
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", callback=folder_to_write, help="Folder for the datasets; made where missing."
        ),
    ],
    workers: Annotated[int, typer.Option(min=0, help="Reading processes; 0: one a core.")] = 0,
    form: Annotated[
        Format,
        typer.Option(
            "--format", help="parquet, or csv (UTF-8 with a BOM, opens right in Excel and WPS)."
        ),
    ] = Format.parquet,
    as_json: Json = False,
) -> None:
    """Read documents and write disclosures, documents, tables, amounts, statements, projects,
    targets, findings and check results.

    Prints one line a document. A file that cannot be read is one row in documents with the reason;
    the others are still
    done. Exit code 0: all done; 3: done, but some file could not be read; 1: there was no file; 2:
    bad usage.
    """
    from budgetflow.cli.progress import bars
    from budgetflow.interpret.rows_model import Understanding
    from budgetflow.jobs.parse_files import line_about, parse_files, write_datasets
    from budgetflow.settings import Settings

    if workers:
        settings = Settings(workers=workers)
    else:
        settings = Settings()

    def told(path: Path, part: Understanding) -> None:
        # With --json nothing but the object may stand on standard output.
        typer.echo(line_about(path, part), err=as_json)

    with bars():
        rows, summary = parse_files(
            paths, settings, told, lambda whole: write_datasets(whole, out, form.value)
        )
    counts = {name: len(records) for name, records in rows.datasets().items()}
    rounding = sum(finding.verdict == "rounding" for finding in rows.findings)
    if as_json:
        json.dump(
            {
                "out": str(out),
                "files": summary.files,
                "read": summary.read,
                "failed": summary.failed,
                "rows": counts,
            },
            sys.stdout,
            ensure_ascii=False,
        )
        typer.echo()
    else:
        failed = (
            f", {summary.failed} could not be read (see status_reason in documents)"
            if summary.failed
            else ""
        )
        typer.echo(
            f"{summary.read} of {summary.files} files read{failed}; {counts['amounts']:,} "
            f"amounts and {counts['findings'] - rounding:,} findings in {out} "
            f"({rounding:,} differences of rounding beside them)"
        )
    raise typer.Exit(summary.exit_code)
