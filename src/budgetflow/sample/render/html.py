"""A printed document as HTML: what a content system makes of a pasted disclosure, tables with real
row and column spans.
"""

from __future__ import annotations

from html import escape

from budgetflow.sample.paper.printed import Heading, Paragraph, PrintedDocument, PrintedTable


def render_html(document: PrintedDocument) -> bytes:
    """Return a whole page in UTF-8, for an attachment that is an HTML file."""
    # Written as UTF-8 and said so: pages that say otherwise are tested elsewhere.
    head = (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta '
        f'charset="utf-8"><title>{escape(document.title)}</title></head><body>\n'
    )
    return (head + html_body(document) + "\n</body></html>\n").encode()


def html_body(document: PrintedDocument) -> str:
    """Return the blocks alone, for an article page that holds the disclosure in its own text."""
    blocks = [_block(block) for block in document.blocks]
    return "\n".join(blocks)


def _block(block: Heading | Paragraph | PrintedTable) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p>{escape(block.text)}</p>"
    lines = (block.number, block.title, block.maker, block.unit)
    # Paragraphs above the table, as pasted disclosures have them, and no caption.
    above = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    below = ""
    if block.note:
        below = f"<p>{escape(block.note)}</p>"
    rows = f"{_header(block)}{_rows(block)}"
    return f'{above}<table border="1">\n{rows}</table>{below}'


def _header(table: PrintedTable) -> str:
    # A form has no header of its own: its labels stand in the cells.
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
    lines: list[str] = []
    for row in table.rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in row.cells)
        lines.append(f"<tr>{cells}</tr>\n")
    return "".join(lines)
