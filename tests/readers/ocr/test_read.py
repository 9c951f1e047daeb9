"""Pages that are pictures: rulings found in pixels, recognised lines cut at them, and a clear word
where the extra is missing.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from budgetflow.readers.document import Box, Table, UnreadableDocument
from budgetflow.readers.ocr import read
from budgetflow.readers.ocr.rulings import find_rulings, without_strokes
from budgetflow.readers.ocr.runs import Recognised, runs_of
from budgetflow.readers.pdf.read import read_pdf
from budgetflow.readers.pdfium.highlight import crop
from budgetflow.readers.tables.lattice.grid import find_grids
from budgetflow.readers.tables.page import take_tables
from budgetflow.readers.tables.rulings import merge_lines
from tests.readers.ocr.builders import picture_of
from tests.readers.pdf_builder import COLUMNS, ROWS, TEXT, Paper, printed


def lines_of(rows: list[list[str]]) -> list[Recognised]:
    return [
        Recognised(
            text,
            0.99,
            Box(
                COLUMNS[c] + 3,
                842 - ROWS[r + 1] - 18,
                COLUMNS[c] + 3 + 10 * len(text),
                842 - ROWS[r + 1] - 8,
            ),
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]


@pytest.mark.parametrize("lean", [0.0, 0.3])
def test_rulings_of_a_picture_make_the_grid_also_where_the_scan_leans(lean: float) -> None:
    pixels = picture_of(Paper().lines().texts(), lean=lean)
    horizontal, vertical = map(merge_lines, find_rulings(pixels, 200 / 72))
    tables, rest = take_tables(runs_of(lines_of(TEXT)), find_grids(horizontal, vertical), 1)
    assert not rest
    assert printed(tables[0]) == TEXT
    assert [round(x) for x in tables[0].column_edges] == pytest.approx(COLUMNS, abs=3)


def test_characters_and_filled_bars_are_no_rulings() -> None:
    paper = Paper()
    for k in range(30):
        paper.canvas.drawString(40, 800 - 20 * k, "1,234.56 HHHHHHHH |||||| EEEE")
    paper.canvas.rect(300, 300, 200, 100, fill=1)
    assert find_rulings(picture_of(paper), 200 / 72) == ([], [])


def test_strokes_of_a_large_title_are_no_rulings() -> None:
    title, frame = Box(100, 50, 300, 90), (95.0, 20.0, 400.0)
    horizontal, vertical = without_strokes(
        [(70.0, 120.0, 150.0), (60.0, 90.0, 500.0)], [(130.0, 55.0, 85.0), frame], [title]
    )
    assert (horizontal, vertical) == ([(60.0, 90.0, 500.0)], [frame])


def test_without_the_extra_the_note_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "available", lambda: False)
    paper = Paper()
    for _ in range(2):
        paper.canvas.drawInlineImage(Image.new("RGB", (20, 20), "grey"), 0, 0, 595, 842)
        paper.canvas.showPage()
    paper.canvas.drawString(60, 700, "1")
    paper.canvas.save()
    document = read_pdf(paper.bytes.getvalue(), "scan.pdf")
    assert [page.text_layer for page in document.pages] == ["none", "none", "native"]
    assert document.notes == ["pages 1, 2 are images; install budgetflow[ocr] to read them"]
    with pytest.raises(
        UnreadableDocument, match=r"seal\.png: a picture; install budgetflow\[ocr\]"
    ):
        read.read_image(b"", "seal.png")


needs_ocr = pytest.mark.skipif(
    not read.available(), reason="the extra budgetflow[ocr] is not installed"
)


@needs_ocr
def test_a_damaged_picture_is_refused_with_a_reason() -> None:
    with pytest.raises(UnreadableDocument, match="damaged picture"):
        read.read_image(b"\x89PNG\r\n\x1a\n" + bytes(40), "cut.png")


@needs_ocr
@pytest.mark.corpus
@pytest.mark.slow
def test_a_real_table_read_from_its_picture_says_what_the_file_says(shared: Path) -> None:
    """The upper half of table 4 of a Shanghai budget: 5 rows of 7 columns, figures that touch the
    next column.
    """
    data = (shared / "corpus" / "pdf" / "shanghai-01.pdf").read_bytes()
    (native,) = [b for b in read_pdf(data, "native").pages[11].blocks if isinstance(b, Table)]
    picture, _ = crop(data, 12, Box(40, 95, 800, 225), scale=200 / 72)
    (page,) = read.read_image(picture, "page.png").pages
    (table,) = [b for b in page.blocks if isinstance(b, Table)]
    assert page.text_layer == "ocr"
    pairs = [
        (ours, theirs)
        for row, real in zip(printed(table), printed(native)[:5], strict=True)
        for ours, theirs in zip(row, real, strict=True)
    ]
    assert all(ours == theirs for ours, theirs in pairs if theirs[:1].isdigit()), "every figure"
    assert sum(ours == theirs for ours, theirs in pairs) >= 0.95 * len(pairs)
    assert all(0.8 < cell.confidence <= 1.0 for cell in table.cells)


@needs_ocr
@pytest.mark.slow
def test_a_page_that_is_a_picture_of_figures_is_recognised() -> None:
    paper = Paper(300, 150).texts([["Total", "1,234.56"]], xs=[20, 120], ys=[120, 90])
    pixels = picture_of(paper)
    scan = Paper(300, 150)
    scan.canvas.drawInlineImage(Image.fromarray(pixels), 0, 0, 300, 150)
    scan.canvas.save()
    document = read_pdf(scan.bytes.getvalue(), "scan.pdf")
    assert document.text_layer == "ocr"
    assert "1,234.56" in document.pages[0].blocks[0].text  # type: ignore[union-attr]
    assert document.notes == []
