"""Pictures of pages: boxes stand where the reader says the cells are, whatever the page's
rotation.
"""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from budgetflow.readers.document import Box, Table
from budgetflow.readers.pdf.read import read_pdf
from budgetflow.readers.pdfium.highlight import RED, crop, draw_boxes
from tests.readers.pdf_builder import Paper


def page_of(turn: int = 0, rotate: int = 0) -> bytes:
    """A ruled table with a black square in its middle cell, drawn turned and with a /Rotate."""
    paper = Paper(842, 842)
    paper.canvas.setPageRotation(rotate)
    paper.canvas.translate(421, 421)
    paper.canvas.rotate(turn)
    paper.canvas.translate(-421, -421)
    paper.canvas.setFont("STSong-Light", 10)
    paper.lines().texts()
    paper.canvas.rect(270, 643, 24, 24, fill=1)
    paper.canvas.save()
    return paper.bytes.getvalue()


@pytest.mark.parametrize(
    "turn, rotate", [(0, 0), (90, 90), (180, 180), (270, 270), (90, 0), (270, 0)]
)
def test_a_cell_s_box_frames_the_cell(turn: int, rotate: int) -> None:
    data = page_of(turn, rotate)
    (table,) = [b for b in read_pdf(data, "page.pdf").pages[0].blocks if isinstance(b, Table)]
    box = table.cells[4].box
    assert box
    picture = Image.open(io.BytesIO(draw_boxes(data, 1, [box]))).convert("RGB")
    assert picture.size == (1684, 1684)
    assert picture.getpixel((round(box.x0 * 2) + 1, round(box.top + box.bottom))) == RED
    assert picture.getpixel(((282 * 2), ((842 - 655) * 2))) == (0, 0, 0)


def test_a_part_of_a_page_is_drawn_to_scale() -> None:
    drawn, _ = crop(page_of(), 1, Box(260, 170, 300, 200), scale=3)
    picture = Image.open(io.BytesIO(drawn))
    assert picture.size == (120, 90)
    assert picture.convert("RGB").getpixel((66, 51)) == (0, 0, 0)


def test_a_picture_says_whether_another_machine_draws_the_same() -> None:
    box = Box(0, 0, 300, 300)
    _, same = crop(page_of(), 1, box)
    assert not same, "STSong-Light is named and not embedded"
    sink = io.BytesIO()
    canvas = Canvas(sink)
    canvas.drawString(60, 700, "1,234.56")
    canvas.save()
    assert crop(sink.getvalue(), 1, box)[1], "Helvetica is built in"


def test_a_huge_page_gives_a_picture_of_bearable_size() -> None:
    paper = Paper(14_000, 14_000)
    paper.canvas.save()
    assert max(Image.open(io.BytesIO(draw_boxes(paper.bytes.getvalue(), 1, []))).size) <= 5_000


@pytest.mark.parametrize(
    "data, page, part, words",
    [
        (b"no", 1, None, "no readable PDF"),
        (page_of(), 9, None, "has 1"),
        (page_of(), 1, Box(900, 0, 950, 5), "off"),
    ],
    ids=["no PDF", "no such page", "off the page"],
)
def test_what_cannot_be_drawn_is_said(data: bytes, page: int, part: Box | None, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        draw_boxes(data, page, [], part)
