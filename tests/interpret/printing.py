"""Prints a layout as a file of each format, as offices do: the same grid as HTML, DOCX, XLSX and
PDF.
"""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from itertools import accumulate

from docx import Document as WordDocument
from openpyxl import Workbook
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from budgetflow.interpret.text.money import looks_like_money, parse_number
from budgetflow.readers.document import Cell, Table
from tests.interpret.grids import table
from tests.interpret.layouts import Layout

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT, SIZE, PADDING, WIDEST = "STSong-Light", 7.0, 4.0, 90.0


def as_html(layout: Layout) -> bytes:
    """Word's own export: a span in a paragraph in each cell, blanks as entities, the captions as
    rows of the table.
    """
    grid = table(*layout.grid)
    captions = "".join(f"<tr><td colspan={grid.columns}>{line}</td></tr>" for line in layout.above)
    rows = "".join(
        f"<tr>{''.join(_html_cell(cell) for cell in grid.cells if cell.row == row)}</tr>"
        for row in range(grid.rows)
    )
    return (
        f"<html><head><meta charset=gbk></head><body><p>{layout.title}</p><table "
        f"border=1>{captions}{rows}</table></body></html>"
    ).encode("gb18030")


def _html_cell(cell: Cell) -> str:
    words = html.escape(cell.text) if cell.text.strip() else "&nbsp;"
    return (
        f"<td colspan={cell.column_span} rowspan={cell.row_span}><p "
        f"class=MsoNormal><span>{words}<o:p></o:p></span></p></td>"
    )


def as_docx(layout: Layout) -> bytes:
    """A document with the captions as paragraphs and the spans as merged cells."""
    paper, grid = WordDocument(), table(*layout.grid)
    for line in (layout.title, *layout.above):
        paper.add_paragraph(line)
    printed = paper.add_table(grid.rows, grid.columns)
    for cell in grid.cells:
        last = printed.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
        printed.cell(cell.row, cell.column).merge(last).text = cell.text
    return _saved(paper.save)


def as_xlsx(layout: Layout) -> bytes:
    """A workbook with a cover sheet; captions in merged rows, money as numbers with a format."""
    book, grid = Workbook(), table(*layout.grid)
    book.active["B5"] = layout.title
    sheet = book.create_sheet("表")
    for row, line in enumerate(layout.above, 1):
        sheet.cell(row, 1, line)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=grid.columns)
    top = len(layout.above) + 1
    for cell in grid.cells:
        place = sheet.cell(top + cell.row, 1 + cell.column)
        if looks_like_money(cell.text):
            decimals = len(cell.text.partition(".")[2])
            place.value, place.number_format = (
                float(parse_number(cell.text) or 0),
                _number_format("," in cell.text, decimals),
            )
        else:
            place.value = cell.text or None
        if cell.row_span > 1 or cell.column_span > 1:
            below, right = top + cell.row + cell.row_span - 1, cell.column + cell.column_span
            sheet.merge_cells(
                start_row=top + cell.row,
                start_column=1 + cell.column,
                end_row=below,
                end_column=right,
            )
    return _saved(book.save)


def _number_format(commas: bool, decimals: int) -> str:
    return ("#,##0" if commas else "0") + ("." + "0" * decimals if decimals else "")


def as_pdf(layout: Layout) -> bytes:
    """A wide page, rulings as strokes, figures right, words wrapped in their cells."""
    return _drawn(layout, lambda canvas, x0, y0, x1, y1: canvas.line(x0, y0, x1, y1))


def as_pdf_of_rectangles(layout: Layout) -> bytes:
    """The same with rulings as thin filled rectangles, the page turned by a quarter."""
    return _drawn(layout, _thin_rectangle, turned=True)


def _thin_rectangle(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.rect(x0 - 0.2, y1 - 0.2, x1 - x0 + 0.4, y0 - y1 + 0.4, stroke=0, fill=1)


def _drawn(
    layout: Layout, rule: Callable[[Canvas, float, float, float, float], None], turned: bool = False
) -> bytes:
    grid, out = table(*layout.grid), io.BytesIO()
    widths = [_width(grid, column) for column in range(grid.columns)]
    xs = list(accumulate(widths, initial=30.0))
    width, height = xs[-1] + 30, 595.0
    canvas = Canvas(out, pagesize=(width, height))
    _begin(canvas, height, turned)
    canvas.drawString(30, height / 2, layout.title)
    canvas.showPage()
    _begin(canvas, height, turned)
    for number, line in enumerate(layout.above):
        canvas.drawString(30, height - 40 - 14 * number, line)
    heights = [
        max(len(_wrapped(c, xs)) * (SIZE + 2) for c in grid.cells if c.row == row or c.column == 0)
        + 6
        for row in range(grid.rows)
    ]
    ys = [height - 50 - 14 * len(layout.above) - done for done in accumulate(heights, initial=0.0)]
    for cell in grid.cells:
        x0, x1 = xs[cell.column], xs[cell.column + cell.column_span]
        y0, y1 = ys[cell.row], ys[cell.row + cell.row_span]
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            rule(canvas, *line)
        lines = _wrapped(cell, xs)
        base = (y0 + y1) / 2 + len(lines) * (SIZE + 2) / 2 - SIZE
        for number, text in enumerate(lines):
            y = base - number * (SIZE + 2)
            canvas.drawRightString(x1 - 2, y, text) if looks_like_money(
                text
            ) else canvas.drawString(x0 + 2, y, text)
    canvas.save()
    return out.getvalue()


def _begin(canvas: Canvas, height: float, turned: bool) -> None:
    if turned:
        canvas.setPageRotation(90)
        canvas.translate(height, 0)
        canvas.rotate(90)
    canvas.setFont(FONT, SIZE)
    canvas.setLineWidth(0.5)


def _width(grid: Table, column: int) -> float:
    texts = [cell.text for cell in grid.cells if cell.column == column and cell.column_span == 1]
    return max(
        24.0,
        *(
            min(pdfmetrics.stringWidth(text, FONT, SIZE), WIDEST) + PADDING
            for text in texts or [""]
        ),
    )


def _wrapped(cell: Cell, xs: list[float]) -> list[str]:
    """Cut a cell's words into lines that fit its width; a figure is never cut."""
    room = xs[cell.column + cell.column_span] - xs[cell.column] - PADDING
    lines = [""]
    for char in cell.text:
        if pdfmetrics.stringWidth(
            lines[-1] + char, FONT, SIZE
        ) > room + 0.1 and not looks_like_money(cell.text):
            lines.append("")
        lines[-1] += char
    return lines


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


FORMATS: dict[str, Callable[[Layout], bytes]] = {
    "page.html": as_html,
    "word.docx": as_docx,
    "book.xlsx": as_xlsx,
    "strokes.pdf": as_pdf,
    "rectangles.pdf": as_pdf_of_rectangles,
}
"""File names, whose ending says nothing to the reader, and what prints them."""
