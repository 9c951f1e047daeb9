"""Text that nobody sees on the page is not read."""

from __future__ import annotations

import pytest
from PIL import Image

from budgetflow.readers.document import TextLine
from tests.readers.pdf_builder import Paper
from tests.readers.tables.builders import in_an_invisible_mode


def under_a_white_box(paper: Paper) -> None:
    paper.canvas.drawString(60, 690, "收入总表")
    paper.canvas.setFillGray(1)
    paper.canvas.rect(50, 680, 200, 18, stroke=0, fill=1)


def under_a_white_picture(paper: Paper) -> None:
    paper.canvas.drawString(60, 690, "收入总表")
    paper.canvas.drawInlineImage(Image.new("RGB", (8, 8), "white"), 50, 680, 200, 18)


def white_on_white(paper: Paper) -> None:
    paper.canvas.setFillGray(1)
    paper.canvas.drawString(60, 690, "收入总表")


def clipped_away(paper: Paper) -> None:
    path = paper.canvas.beginPath()
    path.rect(50, 400, 300, 100)
    paper.canvas.clipPath(path, stroke=0, fill=0)
    paper.canvas.drawString(60, 690, "收入总表")


def off_the_page(paper: Paper) -> None:
    paper.canvas.drawString(60, -30, "收入总表")


def a_watermark(paper: Paper) -> None:
    paper.canvas.rotate(30)
    paper.canvas.setFont("STSong-Light", 60)
    paper.canvas.drawString(400, 300, "收入总表")


@pytest.mark.parametrize(
    "draw",
    [
        a_watermark,
        in_an_invisible_mode,
        under_a_white_box,
        under_a_white_picture,
        white_on_white,
        clipped_away,
        off_the_page,
    ],
)
def test_text_that_nobody_sees_is_not_read(draw) -> None:
    paper = Paper()
    paper.canvas.drawString(60, 720, "收支总表")
    draw(paper)
    assert [block.text for block in paper.blocks() if isinstance(block, TextLine)] == ["收支总表"]
