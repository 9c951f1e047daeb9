"""Office files that are one text: packages, OpenDocument and Word 2003 as XML; SYLK and DIF."""

from __future__ import annotations

import base64
import io
import time
import zipfile

import pytest
from openpyxl import Workbook

from budgetflow.readers.containers import media_types
from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import Document, Table, UnreadableDocument
from budgetflow.readers.libreoffice import convert, libreoffice

PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"
needs_libreoffice = pytest.mark.skipif(
    libreoffice() is None, reason="LibreOffice is not on this machine"
)


def workbook() -> bytes:
    book = Workbook()
    for row in (("科目", "合计"), ("教育支出", 300.5), ("总计", 300.5)):
        book.active.append(row)
    book.active["B2"].number_format = "0.00"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def flat(package: bytes, binary: tuple[str, ...] = (), head: str = "") -> bytes:
    """A package as one XML text."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(package)) as container:
        for name in container.namelist():
            data = container.read(name)
            if name in binary:
                held = f"<pkg:binaryData>{base64.b64encode(data).decode()}</pkg:binaryData>"
            else:
                xml = data.decode().split("?>\n")[-1].split("?>")[-1]
                held = f"<pkg:xmlData>{xml}</pkg:xmlData>"
            parts.append(f'<pkg:part pkg:name="/{name}">{held}</pkg:part>')
    root = f'<pkg:package xmlns:pkg="{PKG}">{"".join(parts)}</pkg:package>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}{root}'.encode()


def word() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rows = (("科目", "合计"), ("教育支出", "300.50"), ("总计", "300.50"))
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    body = "".join(f"<w:tr>{''.join(map(cell.format, row))}</w:tr>" for row in rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body><w:tbl>{body}</w:tbl></w:body></w:document>',
        )
    return out.getvalue()


def texts(document: Document) -> list[str]:
    tables = [block for page in document.pages for block in page.blocks if isinstance(block, Table)]
    return [cell.text for table in tables for cell in table.cells]


READ = ["科目", "合计", "教育支出", "300.50", "总计"]


@pytest.mark.parametrize("name", ["预算.xml", "预算.doc", "预算.docx"])
@pytest.mark.parametrize("head", ["", '<?mso-application progid="Word.Document"?>'])
def test_a_word_file_saved_as_one_xml_text(name: str, head: str) -> None:
    document = read_document(flat(word(), head=head), name)
    assert texts(document)[:5] == READ
    assert document.media_type == media_types.FLAT_PACKAGE


def test_a_workbook_saved_as_one_xml_text_with_parts_as_bytes() -> None:
    assert texts(read_document(flat(workbook(), ("xl/styles.xml",)), "预算.xml"))[:5] == READ


def test_a_package_of_slides_says_what_to_do() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("ppt/presentation.xml", "<a/>")
    with pytest.raises(UnreadableDocument, match="save it as DOCX, XLSX or PDF"):
        read_document(flat(out.getvalue()), "预算.xml")


@needs_libreoffice
def test_a_workbook_of_opendocument_as_one_xml_text() -> None:
    data = convert(libreoffice() or "", workbook(), "a.xlsx", (".xlsx", "fods"))
    document = read_document(data, "预算.xml")
    assert texts(document)[:5] == READ
    assert document.media_type == media_types.FLAT_ODS


@needs_libreoffice
def test_a_text_of_opendocument_as_one_xml_text() -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(
        f"<table:table-row>{cell.format(label)}{cell.format(figure)}</table:table-row>"
        for label, figure in (("科目", "合计"), ("教育支出", "300.50"), ("总计", "300.50"))
    )
    data = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0" office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><table:table>'
        f'<table:table-column table:number-columns-repeated="2"/>{rows}'
        f"</table:table></office:text></office:body></office:document>"
    ).encode()
    document = read_document(data, "预算.xml")
    assert texts(document)[:5] == READ
    assert document.media_type == media_types.FLAT_ODT


@needs_libreoffice
@pytest.mark.parametrize("head", ["", '<?mso-application progid="Word.Document"?>'])
def test_a_word_2003_file_as_xml_whether_or_not_it_names_the_program(head: str) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(
        f"<w:tr>{cell.format(label)}{cell.format(figure)}</w:tr>"
        for label, figure in (("科目", "合计"), ("教育支出", "300.50"), ("总计", "300.50"))
    )
    grid = "<w:tblGrid><w:gridCol w:w='3000'/><w:gridCol w:w='3000'/></w:tblGrid>"
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:wordDocument xmlns:w="{space}"><w:body>'
        f"<w:tbl><w:tblPr/>{grid}{rows}</w:tbl></w:body></w:wordDocument>"
    )
    document = read_document(text.encode(), "预算.xml")
    assert texts(document)[:5] == READ
    assert document.media_type == media_types.WORD_XML


@pytest.mark.parametrize(
    ("data", "kind", "name"),
    [
        (b'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"a"\r\nE\r\n', media_types.SYLK, "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\n', media_types.DIF, "DIF"),
    ],
)
def test_a_format_that_is_not_read_says_so(data: bytes, kind: str, name: str) -> None:
    assert media_types.sniff(data, "预算.xls") == kind
    with pytest.raises(UnreadableDocument, match=f"format {name} is not read; save it as XLSX"):
        read_document(data, "预算.xls")


def test_a_text_that_begins_alike_stays_a_text() -> None:
    assert media_types.sniff("TABLE\n表一\n".encode(), "a.txt") == media_types.TEXT
    assert media_types.sniff("ID;名称\n1;教育\n".encode(), "a.txt") == media_types.TEXT
    assert media_types.sniff(b"<?xml version='1.0'?><package/>", "a.xml") == media_types.TEXT


def test_a_text_of_nothing_but_instructions_takes_no_time() -> None:
    began = time.process_time()
    media_types.sniff(b"<?a?>" * 3_000, "a.xml")
    assert time.process_time() - began < 5
