"""`budgetflow check`: hold documents to the accounting identities and print what did not hold, for auditors and editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetflow.cli import app

if TYPE_CHECKING:
    from budgetflow.interpret.disclosure import DisclosureRow, Finding, Understanding

SHOWN = ("error", "warning")
"""Severities printed unless --all asks for the rest (rounding, unknown titles)."""


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(exists=True, help="Documents or folders. Text and tables of one disclosure are held together.")],
    everything: Annotated[bool, typer.Option("--all", help="Print rounding differences and notes too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array of findings and nothing else.")] = False,
) -> None:
    """Check the sums, shares and comparisons that documents print, and say where one does not hold, with page and figures.

    Exit code 0: nothing found; 1: a publisher's error or something to look at was found; 3: some file could not be read.
    """
    from budgetflow.parsing import parse_files
    from budgetflow.settings import settings

    rows, summary = parse_files(paths, settings(), lambda path, part: None)
    findings = [f for f in rows.findings if everything or f.severity in SHOWN]
    if as_json:
        typer.echo(_as_json(findings))
    else:
        for disclosure in rows.disclosures:
            _print_disclosure(rows, disclosure, [f for f in findings if f.disclosure_id == disclosure.disclosure_id])
        for document in rows.documents:
            if document.status in {"unreadable", "not_a_disclosure"}:
                typer.echo(f"{document.file_name}: {document.status.replace('_', ' ')}: {document.status_reason}")
    raise typer.Exit(3 if summary.failed else 1 if any(f.severity in SHOWN for f in findings) else 0)


def _print_disclosure(rows: Understanding, disclosure: DisclosureRow, findings: list[Finding]) -> None:
    """Print a disclosure's line, how many checks held, and each finding with the place it was read from."""
    states = [result.state for result in rows.check_results if result.disclosure_id == disclosure.disclosure_id]
    counts = ", ".join(
        f"{states.count(state)} {words}"
        for state, words in (("pass", "held"), ("fail", "did not hold"), ("not_applicable", "had nothing to compare"))
    )
    typer.echo(f"{disclosure.publisher} {disclosure.fiscal_year} {disclosure.stage} ({disclosure.scope}): {disclosure.status}; checks: {counts}")
    for finding in findings:
        place = f"page {finding.page}: " if finding.page else ""
        typer.echo(f"  {finding.severity} {finding.check_id} {finding.verdict}: {place}{finding.message_en}")
        typer.echo(f"    {finding.message_zh}")


def _as_json(findings: list[Finding]) -> str:
    """Give findings as JSON; money and dates as text, so that nothing is rounded on the way."""
    import json
    from dataclasses import asdict

    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, default=str)
