"""Pages that a test draws, and what the reader makes of them."""

from __future__ import annotations

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from budgetflow.readers.document import Table, TextLine
from budgetflow.readers.pdf.read import read_pdf

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

COLUMNS = [60, 200, 320, 440]
ROWS = [700, 670, 640, 610]
TEXT = [
    ["项目", "合计", "基本支出"],
    ["一般公共服务支出", "1,234.56", "1,000.00"],
    ["合计", "1,234.56", "1,000.00"],
]


class Paper:
    """A page on which a test draws; y upward as PDF has it."""

    def __init__(self, width: float = 595, height: float = 842) -> None:
        self.bytes = io.BytesIO()
        self.canvas = Canvas(self.bytes, pagesize=(width, height))
        self.canvas.setFont("STSong-Light", 10)

    def texts(
        self, rows: list[list[str]] = TEXT, xs: list[float] = COLUMNS, ys: list[float] = ROWS
    ) -> Paper:
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                self.canvas.drawString(xs[c] + 3, ys[r + 1] + 8, text)
        return self

    def lines(
        self,
        *,
        top: bool = True,
        sides: bool = True,
        xs: list[float] = COLUMNS,
        ys: list[float] = ROWS,
    ) -> Paper:
        for y in ys if top else ys[1:]:
            self.canvas.line(xs[0], y, xs[-1], y)
        for x in xs if sides else xs[1:-1]:
            self.canvas.line(x, ys[0], x, ys[-1])
        return self

    def tables(self) -> list[Table]:
        return [block for block in self.blocks() if isinstance(block, Table)]

    def blocks(self) -> list[Table | TextLine]:
        self.canvas.save()
        return read_pdf(self.bytes.getvalue(), "drawn.pdf").pages[0].blocks


def printed(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]
