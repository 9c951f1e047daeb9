"""Ways of drawing that tests of this folder share."""

from __future__ import annotations

from tests.readers.pdf_builder import Paper


def in_an_invisible_mode(paper: Paper) -> None:
    hidden = paper.canvas.beginText(60, 690)
    hidden.setTextRenderMode(3)
    hidden.textOut("收入总表")
    paper.canvas.drawText(hidden)
