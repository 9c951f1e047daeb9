"""`budgetflow check`: hold documents to the accounting identities and print what did not hold, for
auditors and editors. `budgetflow checks`: every check, its results in the lake, and what it last
caught.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetflow.cli.app import Home, Json, app

if TYPE_CHECKING:
    from budgetflow.interpret.rows_model import (
        Amount,
        DisclosureRow,
        Finding,
        Statement,
        Understanding,
    )

# Severities printed unless --all asks for the rest (rounding, unknown titles).
SHOWN = ("error", "warning")
# Cells and sentences named below a finding; a sum of fifty rows is told by its whole and its first
# parts.
MOST_PLACES = 4
# Characters of a sentence that are printed.
LONGEST = 80


@app.command()
def check(
    paths: Annotated[
        list[Path],
        typer.Argument(
            exists=True,
            help="Documents or folders. Text and tables of one disclosure are held together.",
        ),
    ],
    everything: Annotated[
        bool, typer.Option("--all", help="Print rounding differences and notes too.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON array of findings and nothing else.")
    ] = False,
) -> None:
    """Check the sums, shares and comparisons that documents print, and say where one does not hold,
    with page and figures.

    Exit code 0: nothing found; 1: a publisher's error or something to look at was found; 3: some
    file could not be read.
    """
    from budgetflow.jobs.isolation import is_failed
    from budgetflow.jobs.parse_files import parse_files
    from budgetflow.settings import settings

    rows, summary = parse_files(paths, settings(), lambda path, part: None)
    findings = [f for f in rows.findings if everything or f.severity in SHOWN]
    if as_json:
        typer.echo(_as_json(findings))
    else:
        for disclosure in rows.disclosures:
            _print_disclosure(
                rows,
                disclosure,
                [f for f in findings if f.disclosure_id == disclosure.disclosure_id],
            )
        for document in rows.documents:
            if is_failed(document) or document.status == "not_a_disclosure":
                typer.echo(
                    f"{document.file_name}: {document.status.replace('_', ' ')}: "
                    f"{document.status_reason}"
                )
    # A file that could not be read outweighs findings: the answer is not whole.
    if summary.failed:
        raise typer.Exit(3)
    raise typer.Exit(1 if any(f.severity in SHOWN for f in findings) else 0)


_STATES = {
    "pass": "held",
    "fail": "did not hold",
    "not_applicable": "had nothing to compare",
}


def _print_disclosure(
    rows: Understanding, disclosure: DisclosureRow, findings: list[Finding]
) -> None:
    """Print a disclosure's line, how many checks held, and each finding with the place it was read
    from.
    """
    key = disclosure.disclosure_id
    states = Counter(result.state for result in rows.check_results if result.disclosure_id == key)
    counts = ", ".join(f"{states[state]} {words}" for state, words in _STATES.items())
    typer.echo(
        f"{disclosure.publisher} {disclosure.fiscal_year} {disclosure.stage} ({disclosure.scope})"
        f": {disclosure.status}; checks: {counts}"
    )
    names = {document.document_id: document.file_name for document in rows.documents}
    # Looked up once for all findings, which share most of their figures.
    told = _figures_of(rows, findings)
    for finding in findings:
        file = names.get(finding.document_id or "") or _only_file(rows, disclosure)
        _print_finding(file, finding, told)


def _figures_of(rows: Understanding, findings: list[Finding]) -> dict[str, str]:
    """Return what findings rest on, by id: cells with their table, and sentences."""
    wanted: set[str] = set()
    for finding in findings:
        wanted.update(finding.amount_ids, finding.statement_ids)
    titles = {table.table_id: table.title_printed or table.table_code for table in rows.tables}
    told = {
        row.amount_id: _cell(row, titles[row.table_id])
        for row in rows.amounts
        if row.amount_id in wanted
    }
    for sentence in rows.statements:
        if sentence.statement_id in wanted:
            told[sentence.statement_id] = _sentence(sentence)
    return told


def _print_finding(file: str, finding: Finding, told: dict[str, str]) -> None:
    """Print a finding: file, page, what is wrong in both languages, the figures it rests on, and
    what to do.
    """
    from budgetflow.checks.remedies import advice

    place = f" p. {finding.page}" if finding.page else ""
    typer.echo(
        f"  {file}{place}: {finding.severity} {finding.check_id} {finding.verdict}: "
        f"{finding.message_en}"
    )
    typer.echo(f"    {finding.message_zh}")
    places = list(
        dict.fromkeys(
            told[key] for key in (*finding.statement_ids, *finding.amount_ids) if key in told
        )
    )
    for words in places[:MOST_PLACES]:
        typer.echo(f"    at {words}")
    if len(places) > MOST_PLACES:
        typer.echo(f"    and {len(places) - MOST_PLACES} more figures")
    todo_zh, todo_en = advice(finding)
    typer.echo(f"    to do: {todo_en}")
    typer.echo(f"    处理：{todo_zh}")


def _only_file(rows: Understanding, disclosure: DisclosureRow) -> str:
    """Name the files of a disclosure, for a finding that speaks of all of it (a table missing)."""
    return ", ".join(
        document.file_name
        for document in rows.documents
        if document.disclosure_id == disclosure.disclosure_id
    )


def _cell(amount: Amount, table: str) -> str:
    """Name a cell: page or sheet cell, table, row, column, and what is printed in it."""
    place = amount.locator or (f"p. {amount.page}" if amount.page else "")
    parts = [
        place,
        table,
        f"row {amount.row_no} “{amount.row_label or ''}”",
        f"column “{amount.column_label}”" if amount.column_label else "",
    ]
    return (
        f"{', '.join(filter(None, parts))}: {amount.amount_printed} {amount.unit_printed or ''}"
    ).rstrip()


def _sentence(statement: Statement) -> str:
    """Name a sentence: page or line, and its words."""
    if statement.page:
        place = f"p. {statement.page}"
    else:
        place = statement.locator or "text"
    return (
        f"{place}: "
        f"“"
        f"{statement.text if len(statement.text) <= LONGEST else statement.text[:LONGEST] + '…'}"
        f"”"
    )


def _as_json(findings: list[Finding]) -> str:
    """Return findings as JSON; money and dates as text, so that nothing is rounded on the way."""
    import json
    from dataclasses import asdict

    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, default=str)


@app.command()
def checks(
    home: Home = None,
    as_json: Json = False,
) -> None:
    """List every check with how often it held and failed in the lake, and the latest thing it
    caught.
    """
    import json
    from dataclasses import asdict

    from budgetflow.checks.report import report
    from budgetflow.lake.store import Lake
    from budgetflow.settings import settings_at

    at = settings_at(home)
    lake = Lake(at.store("lake"))
    told = report(
        *(lake.read(name).to_pylist() for name in ("disclosures", "check_results", "findings"))
    )
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in told], ensure_ascii=False))
        return
    for one in told:
        typer.echo(
            f"{one.check_id}  {one.zh}: {one.held} held, {one.failed} failed, "
            f"{one.not_applicable} not applicable"
        )
        if one.last_caught:
            typer.echo(f"     last caught: {one.last_caught}")
