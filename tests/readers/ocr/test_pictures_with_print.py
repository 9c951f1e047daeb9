"""Pages that are a picture with a little print on it: a scan with a page number, a cover.

A report made in a word processor shows its tables as pictures and numbers its pages itself: as long
as any character made a page one with text, such tables were lost without a word.
"""

from __future__ import annotations

import pytest
from PIL import Image

from budgetflow.readers.document import Document, Table, TextLine
from budgetflow.readers.ocr import read
from budgetflow.readers.pdf.read import read_pdf
from tests.readers.ocr.builders import picture_of
from tests.readers.pdf_builder import Paper, printed

needs_ocr = pytest.mark.skipif(not read.available(), reason="budgetflow[ocr] is missing")

WIDTH, HEIGHT = 300, 200
ROWS = [["2010601", "1,234.56"], ["2010650", "1,000.00"]]


def table() -> Image.Image:
    """A picture of a ruled table of two rows."""
    xs, ys = [20.0, 150.0, 280.0], [180.0, 140.0, 100.0]
    paper = Paper(WIDTH, HEIGHT).lines(xs=xs, ys=ys).texts(ROWS, xs=xs, ys=ys)
    return Image.fromarray(picture_of(paper))


def page(
    picture: Image.Image, text: str = "- 5 -", strips: int = 1, share: float = 1.0
) -> Document:
    """A page under a picture in so many strips, over a `share` of its width, with a text below."""
    paper = Paper(WIDTH, HEIGHT)
    high = picture.height // strips
    for number in range(strips):
        part = picture.crop((0, number * high, picture.width, (number + 1) * high))
        bottom = HEIGHT * (strips - 1 - number) / strips
        paper.canvas.drawInlineImage(part, 0, bottom, WIDTH * share, HEIGHT / strips)
    for number, line in enumerate(text.splitlines()):
        paper.canvas.drawString(20, 10 + 15 * number, line)
    paper.canvas.save()
    return read_pdf(paper.bytes.getvalue(), "a.pdf")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.pages[0].blocks if isinstance(block, TextLine)]


@needs_ocr
@pytest.mark.parametrize("strips", [1, 4])
def test_a_scan_with_a_page_number_is_recognised(strips: int) -> None:
    document = page(table(), strips=strips)
    (found,) = [block for block in document.pages[0].blocks if isinstance(block, Table)]
    assert printed(found) == ROWS
    assert document.pages[0].text_layer == "ocr"
    assert texts(document) == ["- 5 -"], "once, as the file has it"


@needs_ocr
def test_a_cover_with_a_title_on_its_picture_has_the_files_text() -> None:
    document = page(Image.new("RGB", (300, 200), "lightblue"), "Budget 2026")
    assert texts(document) == ["Budget 2026"]
    assert (document.pages[0].text_layer, document.notes) == ("native", [])


@pytest.mark.parametrize(
    "text, share", [("words over a picture behind them\n" * 3, 1.0), ("- 5 -", 0.4)]
)
def test_a_page_of_text_is_not_recognised(text: str, share: float) -> None:
    document = page(table(), text, share=share)
    assert document.pages[0].text_layer == "native" and document.notes == []


def test_without_the_extra_its_print_stays_and_the_note_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(read, "available", lambda: False)
    document = page(table())
    assert texts(document) == ["- 5 -"]
    assert document.pages[0].text_layer == "none"
    assert document.notes == ["page 1 is an image; install budgetflow[ocr] to read them"]
