"""A printed document as HTML: what a content system makes of a pasted disclosure, tables with real
row and column spans.
"""

from __future__ import annotations

from html import escape

from budgetflow.sample.paper.printed import Heading, Paragraph, PrintedDocument, PrintedTable


def render_html(document: PrintedDocument) -> bytes:
    """Return a whole page in UTF-8, for an attachment that is an HTML file."""
    head = (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta '
        f'charset="utf-8"><title>{escape(document.title)}</title></head><body>\n'
    )
    return (head + html_body(document) + "\n</body></html>\n").encode()


def html_body(document: PrintedDocument) -> str:
    """Return the blocks alone, for an article page that holds the disclosure in its own text."""
    return "\n".join(_block(block) for block in document.blocks)


def _block(block: Heading | Paragraph | PrintedTable) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p>{escape(block.text)}</p>"
    above = "".join(
        f"<p>{escape(line)}</p>"
        for line in (block.number, block.title, block.maker, block.unit)
        if line
    )
    below = f"<p>{escape(block.note)}</p>" if block.note else ""
    return f'{above}<table border="1">\n{_header(block)}{_rows(block)}</table>{below}'


def _header(table: PrintedTable) -> str:
    if table.table_code == "performance_targets":
        return ""
    lines = []
    for row in table.header():
        cells = (
            f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{escape(cell.text)}</td>'
            for cell in row
        )
        lines.append(f"<tr>{''.join(cells)}</tr>\n")
    if table.number_row:
        lines.append(f"<tr>{''.join(f'<td>{n}</td>' for n in table.number_row)}</tr>\n")
    return "".join(lines)


def _rows(table: PrintedTable) -> str:
    return "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row.cells)}</tr>\n"
        for row in table.rows
    )
