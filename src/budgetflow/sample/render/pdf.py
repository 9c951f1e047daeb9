"""A printed document as PDF: ruled tables with merged headers over page breaks, on upright,
landscape or turned pages.

reportlab's built-in CID font STSong-Light needs no font file; `invariant` leaves dates and
identifiers out, so the same facts give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from budgetflow.sample.paper.printed import Heading, Paragraph, PrintedDocument, PrintedTable

FONT = "STSong-Light"
# Points; 17 mm, as office programs leave.
_MARGIN = 48.0


@dataclass(frozen=True, slots=True)
class Paper:
    """How the pages lie and what a table does at a page break."""

    landscape: bool = False
    turned: bool = False
    """Landscape pages stored upright with the content drawn sideways and /Rotate 90, as many office
    programs write them.
    """
    repeat_header: bool = True
    font_size: float = 8.0


def render_pdf(document: PrintedDocument, paper: Paper | None = None) -> bytes:
    """Return the PDF's bytes."""
    from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415  (an extra, needed only where samples are made)
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415

    paper = paper or Paper()
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    # A turned page is landscape too, and is only stored upright.
    size = landscape(A4) if paper.landscape or paper.turned else A4
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out,
        pagesize=size,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        invariant=1,
        rotation=90 if paper.turned else 0,
        title=document.title,
    )

    def turn(canvas: Any, _template: Any) -> None:
        # Drawn sideways and turned back by /Rotate, as office programs store wide pages.
        if paper.turned:
            canvas.translate(A4[0], 0)
            canvas.rotate(90)

    template.build(
        _story(document, paper, size[0] - 2 * _MARGIN), onFirstPage=turn, onLaterPages=turn
    )
    return out.getvalue()


def _story(document: PrintedDocument, paper: Paper, width: float) -> list[Any]:
    """Return blocks as flowables; every table begins on a page of its own, as published ones do."""
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.platypus import PageBreak, Spacer  # noqa: PLC0415
    from reportlab.platypus import Paragraph as Flow  # noqa: PLC0415

    # Two characters of indent, as Chinese prose has; wordWrap="CJK" breaks lines between any two
    # characters.
    prose = ParagraphStyle(
        "prose", fontName=FONT, fontSize=11, leading=18, wordWrap="CJK", firstLineIndent=22
    )
    centre = ParagraphStyle(
        "title", fontName=FONT, fontSize=15, leading=24, wordWrap="CJK", alignment=1
    )
    line = ParagraphStyle("line", fontName=FONT, fontSize=9, leading=14, wordWrap="CJK")
    right = ParagraphStyle("unit", parent=line, alignment=2)
    story: list[Any] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            story.append(Flow(_plain(block.text), centre if block.level < 3 else prose))
        elif isinstance(block, Paragraph):
            story.append(Flow(_plain(block.text), prose))
        else:
            if story and block.number:
                story.append(PageBreak())
            above = (
                (block.number, line),
                (block.title, centre),
                (block.maker, line),
                (block.unit, right),
            )
            story += [Flow(_plain(text), style) for text, style in above if text]
            story += [Spacer(1, 4), _table(block, paper, width), Spacer(1, 8)]
            if block.note:
                story.append(Flow(_plain(block.note), prose))
            if block.number and block is _last_numbered(document):
                story.append(PageBreak())
    return story


def _last_numbered(document: PrintedDocument) -> PrintedTable:
    """Return the last of the numbered tables; prose begins on a new page after it."""
    numbered = [table for table in document.tables() if table.number]
    return numbered[-1]


def _plain(text: str) -> str:
    """Return a text escaped for reportlab's little markup."""
    # The ampersand first, or those of the escapes would be escaped again.
    escaped = text.replace("&", "&amp;")
    return escaped.replace("<", "&lt;")


def _table(table: PrintedTable, paper: Paper, width: float) -> Any:
    """Make the ruled grid: header spans, wrapped label cells, figures to the right."""
    from reportlab.lib import colors  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.platypus import Paragraph as Flow  # noqa: PLC0415
    from reportlab.platypus import Table  # noqa: PLC0415

    size, widths = _fit(table, paper.font_size, width)
    cell_style = ParagraphStyle(
        "cell", fontName=FONT, fontSize=size, leading=size * 1.25, wordWrap="CJK"
    )
    # a form has no header of its own: its labels stand in the cells
    form = table.table_code == "performance_targets"
    header = [] if form else table.header_lines()
    rows = [[Flow(_plain(text), cell_style) if text else "" for text in line] for line in header]
    for row in table.rows:
        rows.append([_cell(text, cell_style, Flow) for text in row.cells])
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), FONT, size),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("ALIGN", (0, len(header)), (-1, -1), "RIGHT"),
        *(_spans_of_form(table) if form else _spans_of_header(table)),
    ]
    # Some publishers leave the header out on later pages: columns are known from the first.
    repeated = len(header) if paper.repeat_header else 0
    return Table(rows, colWidths=widths, style=style, repeatRows=repeated)


def _spans_of_header(table: PrintedTable) -> Iterator[tuple[Any, ...]]:
    cells = [cell for line in table.header() for cell in line]
    for cell in cells:
        start = (cell.column, cell.row)
        end = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
        if end != start:
            yield "SPAN", start, end


def _spans_of_form(table: PrintedTable) -> Iterator[tuple[Any, ...]]:
    """Return the spans of rows in which one text fills the form to the right."""
    for number, row in enumerate(table.rows):
        fills = row.cells[2:] == ("", "", "")
        if fills:
            yield "SPAN", (1, number), (-1, number)


def _fit(table: PrintedTable, size: float, width: float) -> tuple[float, list[float]]:
    """Return the font size and column widths (points) at which no figure runs into its neighbour.

    A column is at least as wide as its longest figure; what is left goes to the columns by weight.
    The type shrinks, as in print, until something is left for the labels.
    """
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415

    weights = table.widths or (1.0,) * len(table.columns)
    longest = [_longest_figure(table, column) for column in range(len(weights))]
    # Seven points: the paddings of a cell and some blank between figures.
    least = [stringWidth(text, FONT, size) + 7 for text in longest]
    while width - sum(least) <= width * 0.2 and size > 4:
        size -= 0.5
        least = [stringWidth(text, FONT, size) + 7 for text in longest]
    spare = width - sum(least)
    whole = sum(weights)
    shares = [spare * weight / whole for weight in weights]
    widths = zip(least, shares, strict=True)
    return size, [low + share for low, share in widths]


def _longest_figure(table: PrintedTable, column: int) -> str:
    """Return the longest figure of a column, empty where it has none."""
    texts = [row.cells[column] for row in table.rows]
    figures = [text for text in texts if _is_figure(text)]
    return max(figures, key=len, default="")


def _is_figure(text: str) -> bool:
    """Check whether a cell holds a number."""
    digits = text.replace(",", "").replace(".", "")
    return digits.replace("-", "").isdigit()


def _cell(text: str, style: Any, flow: Any) -> Any:
    """Return a cell's content: a figure stays a bare string (one line, to the right), anything else
    may wrap.
    """
    if not text or _is_figure(text):
        return text
    return flow(_plain(text), style)
