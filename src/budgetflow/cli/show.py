"""`budgetflow show`: what was understood in one document, as tables in the terminal or boxes on a
page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from budgetflow.cli.app import app, file_to_write

if TYPE_CHECKING:
    from rich.console import Console

    from budgetflow.interpret.rows_model import (
        Amount,
        Finding,
        PerformanceTarget,
        Project,
        Statement,
        TableRow,
        Understanding,
    )

# Names of columns with the side their words stand at.
Columns = Mapping[str, Literal["left", "right"]]


@app.command()
def show(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The document.")],
    table: Annotated[
        str | None,
        typer.Option(
            help="Only tables of this code, such as revenue or general_budget_expenditure."
        ),
    ] = None,
    page: Annotated[int | None, typer.Option(min=1, help="Only what stands on this page.")] = None,
    image: Annotated[
        Path | None,
        typer.Option(
            callback=file_to_write,
            help="With --page: write the page as a PNG with every figure's box drawn on it.",
        ),
    ] = None,
) -> None:
    """Show who published a document, its tables with the measures they were mapped to, its
    statements and its findings.
    """
    from rich.console import Console

    from budgetflow.jobs.document import read_file
    from budgetflow.jobs.from_settings import limits_of
    from budgetflow.jobs.steps.settle import settle
    from budgetflow.readers.limits import in_force
    from budgetflow.settings import settings

    if image and not page:
        raise typer.BadParameter(
            "--image draws one page: name it with --page", param_hint="--image"
        )
    with in_force(limits_of(settings())):
        rows = settle([read_file(file)])
    console = Console()
    _print_heads(console, rows)
    for found in rows.tables:
        if table is not None and found.table_code != table:
            continue
        if page is not None and page not in found.pages:
            continue
        _print_table(console, found, _amounts_of(rows, found, page))
    if table is None:
        _print_rest(console, rows, page)
    if image and page:
        image.write_bytes(_drawn(file, rows, page))
        console.print(f"page {page} with its boxes: {image}", markup=False)
    # So that a script can ask whether a file is a disclosure at all.
    raise typer.Exit(0 if rows.disclosures else 1)


def _print_heads(console: Console, rows: Understanding) -> None:
    """Print a line for each document and each disclosure."""
    for document in rows.documents:
        console.print(
            f"[bold]{document.file_name}[/] {document.media_type}, {document.pages} pages, "
            f"{document.status}",
            highlight=False,
        )
        if document.status_reason:
            console.print(f"  {document.status_reason}", markup=False, highlight=False)
    for d in rows.disclosures:
        console.print(
            f"{d.publisher} · {d.fiscal_year} · {d.stage} · {d.scope} · "
            f"{d.region_name or 'region unknown'} · {d.status}",
            markup=False,
            highlight=False,
        )


def _amounts_of(rows: Understanding, found: TableRow, page: int | None) -> list[Amount]:
    """Return the figures of one table, only those of a page where one is named."""
    amounts = [amount for amount in rows.amounts if amount.table_id == found.table_id]
    # A table may go over several pages, of which one is asked for.
    if page is None:
        return amounts
    return [amount for amount in amounts if amount.page == page]


def _print_table(console: Console, found: TableRow, amounts: list[Amount]) -> None:
    """Print one table as understood: a line a row, a column a measure."""
    from rich.table import Table
    from rich.text import Text

    console.print(f"\n{_heading(found)}", markup=False, highlight=False, style="bold")
    if found.state_sentence:
        console.print(f"  {found.state_sentence}", markup=False, highlight=False)
    if not amounts:
        return
    measures = list(dict.fromkeys(a.measure for a in amounts))
    grid = Table()
    for name in ("row", "code", "label"):
        grid.add_column(name, overflow="fold")
    for name in measures:
        grid.add_column(name, justify="right", overflow="fold")
    lines: dict[tuple[int, str], dict[str, str]] = {}
    heads: dict[tuple[int, str], tuple[str, str]] = {}
    for a in amounts:
        # Two items may stand side by side in a row, revenue and expenditure: each is a line.
        key = (a.row_no, f"{a.side}{a.item}{a.row_label}")
        code = a.function_code or a.economic_code or a.item or ""
        heads[key] = (code, a.row_label or a.project_name or "")
        lines.setdefault(key, {})[a.measure] = a.amount_printed
    for key, values in lines.items():
        line = [str(key[0]), *heads[key], *(values.get(m, "") for m in measures)]
        grid.add_row(*map(Text, line))  # printed words may hold square brackets
    console.print(grid)


def _heading(found: TableRow) -> str:
    """Return code, number and title of a table, with its unit, state and pages in brackets."""
    words = filter(None, (found.table_code, found.number_printed, found.title_printed))
    told = [found.unit_printed or "unit not printed", found.state]
    if any(found.pages):
        told.append(f"page {', '.join(map(str, found.pages))}")
    return f"{' '.join(words)} ({'; '.join(told)})"


def _print_rest(console: Console, rows: Understanding, page: int | None) -> None:
    """Print statements, projects, targets and findings, each kind as a table of its own."""
    _print_statements(console, [row for row in rows.statements if page in (None, row.page)])
    _print_projects(console, [row for row in rows.projects if page in (None, row.page)])
    _print_targets(console, [row for row in rows.performance_targets if page in (None, row.page)])
    _print_findings(console, [row for row in rows.findings if page in (None, row.page)])


def _print_statements(console: Console, statements: list[Statement]) -> None:
    from budgetflow.interpret.rows_model import DecidedStatement

    lines = []
    for row in statements:
        # Where a sentence does not say whether its figure rose or fell.
        if row.direction == "none":
            direction = ""
        else:
            direction = row.direction
        rules = "; ".join(row.rules) if isinstance(row, DecidedStatement) else ""
        amount = _plain(row.amount_yuan)
        change = _signed(row.change_yuan)
        percent = _signed(row.change_percent)
        lines.append((row.topic, amount, change, percent, direction, rules, row.text))
    columns: Columns = {
        "topic": "left",
        "yuan": "right",
        "change": "right",
        "%": "right",
        "direction": "left",
        "rule": "left",
        "sentence": "left",
    }
    _print_list(console, "statements", columns, lines)


def _print_projects(console: Console, projects: list[Project]) -> None:
    lines = [
        (row.name, _plain(row.amount_yuan), str(len(row.allocations) or "")) for row in projects
    ]
    columns: Columns = {"name": "left", "yuan": "right", "allocations": "right"}
    _print_list(console, "projects", columns, lines)


def _print_targets(console: Console, targets: list[PerformanceTarget]) -> None:
    lines = []
    for row in targets:
        indicator = " / ".join(filter(None, (row.level1, row.level2, row.indicator)))
        target = row.target_printed or ""
        weight = _plain(row.weight)
        lines.append((row.subject or "", indicator, row.operator or "", target, weight))
    columns: Columns = {
        "of": "left",
        "indicator": "left",
        "operator": "left",
        "target": "left",
        "weight": "right",
    }
    _print_list(console, "performance targets", columns, lines)


def _print_findings(console: Console, findings: list[Finding]) -> None:
    lines = []
    for row in findings:
        if row.page is None:
            page = ""
        else:
            page = str(row.page)
        lines.append((row.severity, row.verdict, row.check_id, page, row.message_en))
    columns: Columns = {
        "severity": "left",
        "verdict": "left",
        "check": "left",
        "page": "right",
        "what": "left",
    }
    _print_list(console, "findings", columns, lines)


def _print_list(
    console: Console,
    title: str,
    columns: Columns,
    lines: Sequence[Sequence[str]],
) -> None:
    """Print lines under their columns; nothing where there is no line."""
    from rich.table import Table
    from rich.text import Text

    if not lines:
        return
    console.print(f"\n{title} ({len(lines)})", style="bold", highlight=False)
    grid = Table()
    for name, side in columns.items():
        grid.add_column(name, justify=side, overflow="fold")
    for line in lines:
        # Printed words may hold square brackets, which are no markup.
        grid.add_row(*map(Text, line))
    console.print(grid)


def _plain(number: Decimal | None) -> str:
    if number is None:
        return ""
    return f"{number:,}"


def _signed(number: Decimal | None) -> str:
    if number is None:
        return ""
    return f"{number:+,}"


def _drawn(file: Path, rows: Understanding, page: int) -> bytes:
    """Return the page as a PNG with the boxes of its figures; bad usage where nothing on it has a
    box.
    """
    from budgetflow.readers.document import Box
    from budgetflow.readers.pdfium.highlight import draw_boxes

    boxes = [
        Box(a.x0, a.top, a.x1, a.bottom)
        for a in rows.amounts
        if a.page == page
        and a.x0 is not None
        and a.top is not None
        and a.x1 is not None
        and a.bottom is not None
    ]
    if not boxes:
        raise typer.BadParameter(
            f"{file.name}: no figure on page {page} has a box to draw (only PDF pages have boxes)",
            param_hint="--page",
        )
    return draw_boxes(file.read_bytes(), page, boxes)
