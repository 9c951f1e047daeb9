"""Scans pasted into Word or OFD files are read as pages of their own, or the reason says what is
missing.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from budgetflow.readers.document import Document, Table, TextLine
from budgetflow.readers.limits import Limits, in_force
from budgetflow.readers.ocr import read
from budgetflow.readers.ocr.embedded_images import recognise_pictures
from budgetflow.readers.ofd.read import read_ofd
from budgetflow.readers.pdfium.fonts import fonts_of_machine
from budgetflow.readers.word.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
needs_ocr = pytest.mark.skipif(
    not read.available(), reason="budgetflow[ocr] is not installed: pictures are not recognised"
)


def docx(text: str, picture: bytes) -> bytes:
    """A DOCX of one paragraph and one picture."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        drawing = (
            f'<w:r><w:drawing><a:blip xmlns:a="{A}" xmlns:r="{R}" '
            f'r:embed="rId9"/></w:drawing></w:r>'
        )
        body = (
            f"<w:document "
            f'xmlns:w="{W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r>{drawing}</w:p></w:body><'
            f"/w:document>"
        )
        container.writestr("word/document.xml", body)
        container.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships><Relationship Id="rId9" Target="media/image1.png"/></Relationships>',
        )
        container.writestr("word/media/image1.png", picture)
    return out.getvalue()


def ofd(picture: bytes) -> bytes:
    """An OFD file of one page that is a picture."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr(
            "OFD.xml", "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"
        )
        common = (
            "<CommonData><PageArea><PhysicalBox>0 0 210 "
            "297</PhysicalBox></PageArea><DocumentRes>DocumentRes.xml</DocumentRes></CommonD"
            "ata>"
        )
        container.writestr(
            "Doc_0/Document.xml",
            f'<Document>{common}<Pages><Page ID="1" '
            f'BaseLoc="Pages/Content.xml"/></Pages></Document>',
        )
        media = '<MultiMedia ID="5" Type="Image"><MediaFile>scan.png</MediaFile></MultiMedia>'
        container.writestr(
            "Doc_0/DocumentRes.xml", f'<Res BaseLoc="Res"><MultiMedias>{media}</MultiMedias></Res>'
        )
        image = (
            '<ImageObject ResourceID="5" Boundary="0 0 210 297"/><ImageObject ResourceID="6" '
            'Boundary="0 0 20 20"/>'
        )
        container.writestr(
            "Doc_0/Pages/Content.xml", f"<Page><Content><Layer>{image}</Layer></Content></Page>"
        )
        container.writestr("Doc_0/Res/scan.png", picture)
    return out.getvalue()


@pytest.fixture(scope="module")
def scan(shared: Path) -> bytes:
    """The title of a real document as a picture."""
    out = io.BytesIO()
    with fonts_of_machine():
        page = pdfium.PdfDocument(shared / "corpus" / "pdf" / "yantai-01.pdf")[0]
        whole = page.render(scale=1.5).to_pil()
    whole.crop((0, 0, whole.width, whole.height // 2)).save(out, "PNG")
    return out.getvalue()


def printed(document: Document) -> str:
    blocks = [block for page in document.pages for block in page.blocks]
    return "".join(
        block.text if isinstance(block, TextLine) else "".join(cell.text for cell in block.cells)
        for block in blocks
    )


@needs_ocr
@pytest.mark.corpus
def test_a_scan_in_a_word_file(scan: bytes) -> None:
    document = read_docx(docx("附件", scan), "a.docx")
    assert [(page.number, page.text_layer) for page in document.pages] == [
        (1, "native"),
        (2, "ocr"),
    ]
    assert "预算" in printed(document)
    for block in document.pages[1].blocks:
        assert block.page == 2
        assert all(cell.page == 2 for cell in block.cells) if isinstance(block, Table) else True


@needs_ocr
@pytest.mark.corpus
def test_a_scan_in_an_ofd_file(scan: bytes) -> None:
    document = read_ofd(ofd(scan), "a.ofd")
    assert document.text_layer == "ocr"
    assert "预算" in printed(document)


def test_a_long_text_is_not_searched_for_pictures() -> None:
    assert len(read_docx(docx("说明" * 200, bytes(20_000)), "a.docx").pages) == 1


def test_without_the_extra_the_note_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "available", lambda: False)
    assert read_docx(docx("附件", bytes(20_000)), "a.docx").notes == [
        "its text is in pictures; install budgetflow[ocr] to read them"
    ]
    assert "install budgetflow[ocr]" in read_ofd(ofd(bytes(20_000)), "a.ofd").notes[0]


def test_a_damaged_picture_is_noted() -> None:
    if not read.available():
        pytest.skip("budgetflow[ocr] is not installed: pictures are not recognised")
    assert "damaged picture" in read_docx(docx("附件", bytes(20_000)), "a.docx").notes[0]


@needs_ocr
def test_a_count_and_no_clock_says_how_many_pictures_are_recognised(
    scan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "affordable", lambda: 1)
    pages, notes = recognise_pictures([("1.png", scan), ("2.png", scan), ("3.png", scan)], first=1)
    assert [page.number for page in pages] == [1]
    assert notes == [
        "2 pictures were not read: too many to recognise in the time for a document, raise "
        "BUDGETFLOW_READ_SECONDS"
    ]


@pytest.mark.parametrize(("seconds", "pictures"), [(120, 18), (1, 1)])
def test_more_time_for_a_document_affords_more_pictures(seconds: float, pictures: int) -> None:
    with in_force(Limits(seconds=seconds)):
        assert read.affordable() == pictures
