"""`budgetflow show`: what was understood in one document, as tables in the terminal or boxes on a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetflow.cli import app

if TYPE_CHECKING:
    from rich.console import Console

    from budgetflow.interpret.disclosure import Amount, TableRow, Understanding


@app.command()
def show(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The document.")],
    table: Annotated[str | None, typer.Option(help="Only tables of this code, such as revenue or general_budget_expenditure.")] = None,
    page: Annotated[int | None, typer.Option(min=1, help="Only what stands on this page.")] = None,
    image: Annotated[Path | None, typer.Option(help="With --page: write the page as a PNG with every figure's box drawn on it.")] = None,
) -> None:
    """Show who published a document, its tables with the measures they were mapped to, its statements and its findings."""
    from rich.console import Console

    from budgetflow.pipeline import read_file, settle

    if image and not page:
        raise typer.BadParameter("--image draws one page: name it with --page", param_hint="--image")
    rows = settle([read_file(file)])
    console = Console()
    for document in rows.documents:
        console.print(f"[bold]{document.file_name}[/] {document.media_type}, {document.pages} pages, {document.status}", highlight=False)
        if document.status_reason:
            console.print(f"  {document.status_reason}", markup=False, highlight=False)
    for d in rows.disclosures:
        console.print(
            f"{d.publisher} · {d.fiscal_year} · {d.stage} · {d.scope} · {d.region_name or 'region unknown'} · {d.status}",
            markup=False,
            highlight=False,
        )
    for found in rows.tables:
        if (table is None or found.table_code == table) and (page is None or page in found.pages):
            _print_table(console, found, [a for a in rows.amounts if a.table_id == found.table_id and (page is None or a.page == page)])
    _print_rest(console, rows, page)
    if image and page:
        image.write_bytes(_drawn(file, rows, page))
        console.print(f"page {page} with its boxes: {image}", markup=False)
    raise typer.Exit(0 if rows.disclosures else 1)


def _print_table(console: Console, found: TableRow, amounts: list[Amount]) -> None:
    """Print one table as understood: a line a row, a column a measure."""
    from rich.table import Table

    title = (
        f"{found.table_code}  {found.number_printed or ''} {found.title_printed or ''}  ({found.unit_printed or 'unit not printed'}; {found.state})"
    )
    measures = list(dict.fromkeys(a.measure for a in amounts))
    grid = Table(title=title, title_justify="left", title_style="bold")
    for name in ("row", "code", "label", *measures):
        grid.add_column(name, justify="right" if name in measures else "left", overflow="fold")
    lines: dict[tuple[int, str], dict[str, str]] = {}
    heads: dict[tuple[int, str], tuple[str, str]] = {}
    for a in amounts:
        key = (a.row_no, f"{a.side}{a.item}{a.row_label}")
        heads[key] = (a.function_code or a.economic_code or a.item or "", a.row_label or a.project_name or "")
        lines.setdefault(key, {})[a.measure] = a.amount_printed
    for key, values in lines.items():
        grid.add_row(str(key[0]), *heads[key], *(values.get(m, "") for m in measures))
    console.print(grid)


def _print_rest(console: Console, rows: Understanding, page: int | None) -> None:
    """Print statements, projects, targets and findings, a line each."""
    for s in rows.statements:
        if page is None or s.page == page:
            console.print(f"[{s.topic}] {s.amount_yuan} {s.direction} {s.change_yuan} {s.change_percent}: {s.text}", markup=False, highlight=False)
    if page is None:
        for p in rows.projects:
            console.print(f"project {p.name}: {p.amount_yuan} yuan, {len(p.allocations)} allocations", markup=False, highlight=False)
        for t in rows.performance_targets:
            console.print(f"target {t.subject}: {t.level1}/{t.level2}/{t.indicator} {t.operator} {t.target_printed}", markup=False, highlight=False)
    for f in rows.findings:
        if page is None or f.page == page:
            console.print(f"{f.severity} {f.verdict} {f.check_id}: {f.message_en}", markup=False, highlight=False)


def _drawn(file: Path, rows: Understanding, page: int) -> bytes:
    """Give the page as a PNG with the boxes of its figures; bad usage where nothing on it has a box."""
    from budgetflow.readers.document import Box
    from budgetflow.readers.draw import draw_boxes

    boxes = [
        Box(a.x0, a.top, a.x1, a.bottom)
        for a in rows.amounts
        if a.page == page and a.x0 is not None and a.top is not None and a.x1 is not None and a.bottom is not None
    ]
    if not boxes:
        raise typer.BadParameter(f"{file.name}: no figure on page {page} has a box to draw (only PDF pages have boxes)", param_hint="--page")
    return draw_boxes(file.read_bytes(), page, boxes)
