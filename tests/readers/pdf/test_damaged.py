"""Files that are broken, hostile or unreadable: a reason in words, never a crash and never a
hang.
"""

from __future__ import annotations

import time

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from budgetflow.readers.document import Table, UnreadableDocument
from budgetflow.readers.limits import Limits, in_force
from budgetflow.readers.ocr import read
from budgetflow.readers.pdf.read import read_pdf
from tests.readers.pdf_builder import TEXT, Paper, printed


def pdf_of(objects: list[str]) -> bytes:
    """Put numbered objects into a PDF without a cross-reference table; pdfium builds it anew."""
    body = "\n".join(f"{number} 0 obj\n{text}\nendobj" for number, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}\ntrailer << /Root 1 0 R >>\n%%EOF".encode()


def whole() -> bytes:
    paper = Paper().lines().texts()
    paper.canvas.save()
    return paper.bytes.getvalue()


def encrypted() -> bytes:
    paper = Paper()
    paper.canvas = Canvas(paper.bytes, encrypt=StandardEncryption("secret", strength=128))
    paper.canvas.drawString(60, 700, "1,234.56")
    paper.canvas.save()
    return paper.bytes.getvalue()


@pytest.mark.parametrize(
    "data, words",
    [
        (encrypted(), "password"),
        (b"", "not a readable PDF"),
        (b"%PDF-1.7\n", "not a readable PDF"),
        (whole()[:400], "not a readable PDF"),
        (
            pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]),
            "not a readable PDF",
        ),
        (
            pdf_of(
                [
                    "<< /Type /Catalog /Pages 2 0 R >>",
                    "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>",
                ]
            ),
            "damaged",
        ),
    ],
    ids=[
        "encrypted",
        "empty",
        "header only",
        "truncated",
        "no pages",
        "page tree that bites its tail",
    ],
)
def test_the_reason_is_said_in_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words) as caught:
        read_pdf(data, "bad.pdf")
    assert str(caught.value).startswith("bad.pdf: ")


def test_more_pages_than_allowed_are_refused() -> None:
    paper = Paper()
    for _ in range(3):
        paper.canvas.drawString(60, 700, "1")
        paper.canvas.showPage()
    paper.canvas.save()
    data = paper.bytes.getvalue()
    refused = pytest.raises(UnreadableDocument, match="claims 3 pages, more than the 2")
    with in_force(Limits(pages=2)), refused:
        read_pdf(data, "long.pdf")
    assert len(read_pdf(data, "long.pdf").pages) == 3


@pytest.mark.parametrize("side", [14_400, 10_000_000])
def test_a_page_of_any_size_is_read(side: int) -> None:
    content = "BT /F1 10 Tf 60 700 Td (1,234.56) Tj ET 0 0 1 rg 0 0 9000000 9000000 re f"
    data = pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {side} {side}] /Contents 4 0 R "
            f"/Resources << /Font << /F1 5 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )
    started = time.process_time()
    (page,) = read_pdf(data, "huge.pdf").pages
    assert (page.width and page.width >= 14_400) or page.width == side
    assert time.process_time() - started < 5


@pytest.mark.parametrize("drawn", ["graph paper", "scribble"])
def test_a_drawing_of_very_many_lines_is_given_up_in_time(drawn: str) -> None:
    paper = Paper()
    if drawn == "graph paper":
        paper.canvas.grid([k * 0.5 for k in range(1200)], [k * 0.7 for k in range(1200)])
    else:
        path = paper.canvas.beginPath()
        path.moveTo(0, 0)
        for k in range(160_000):
            path.lineTo(k % 590, (k * 7) % 840)
        paper.canvas.drawPath(path)
    paper.canvas.drawString(60, 700, "1,234.56")
    paper.canvas.save()
    started = time.process_time()
    document = read_pdf(paper.bytes.getvalue(), "drawing.pdf")
    assert time.process_time() - started < 20
    assert not any(isinstance(block, Table) for block in document.pages[0].blocks)
    assert drawn == "graph paper" or "too many drawn lines" in document.notes[0]


def test_a_font_that_does_not_say_its_characters_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "available", lambda: False)
    cmap = (
        "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <E020> "
        "endbfrange"
    )
    content = "BT /F1 10 Tf 60 700 Td (1,234.56) Tj ET"
    data = pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
            "/Font << /F1 5 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
            f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        ]
    )
    document = read_pdf(data, "font.pdf")
    assert "font does not say which characters" in document.notes[0]
    assert document.pages[0].text_layer == "none", "recognition may try"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_printed_sideways_without_rotate_is_turned_upright(turn: int) -> None:
    paper = Paper(842, 842)
    paper.canvas.translate(421, 421)
    paper.canvas.rotate(turn)
    paper.canvas.translate(-421, -421)
    paper.canvas.setFont("STSong-Light", 10)
    paper.lines().texts().canvas.save()
    (page,) = read_pdf(paper.bytes.getvalue(), "sideways.pdf").pages
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    assert printed(table) == TEXT
    assert page.rotation == turn
