"""Word documents written part by part, and what is read of them."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from budgetflow.readers.document import Document, Table, TextLine
from budgetflow.readers.libreoffice import libreoffice

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def docx(
    body: str, *, head: str = "", files: dict[str, bytes] | None = None, **parts: str
) -> bytes:
    """A DOCX of a body in WordprocessingML; other parts by their name (`numbering`, `styles`,
    `footnotes`); files inside it by their relationship id, which is their name in `word/` too.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document {NS}><w:body>{body}</w:body></w:document>',
        )
        for name, xml in parts.items():
            container.writestr(f"word/{name}.xml", f"<w:{name} {NS}>{xml}</w:{name}>")
        relations = "".join(f'<Relationship Id="{name}" Target="{name}"/>' for name in files or {})
        container.writestr(
            "word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>"
        )
        for name, data in (files or {}).items():
            container.writestr(f"word/{name}", data)
    return out.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return (
        f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text) if not text.startswith('<') else text}</w:tc>"
    )


def tr(*cells: str) -> str:
    return (
        "<w:tr>" + "".join(cell if cell.startswith("<") else tc(cell) for cell in cells) + "</w:tr>"
    )


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def lines(document: Document) -> list[str]:
    return [block.text for block in document.pages[0].blocks if isinstance(block, TextLine)]


def grids(document: Document) -> list[list[str]]:
    tables = [block for block in document.pages[0].blocks if isinstance(block, Table)]
    return [
        ["|".join(cell.text if cell else "?" for cell in row) for row in table.grid()]
        for table in tables
    ]


def section(*headers: tuple[str, str], more: str = "") -> str:
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="{name}"/>' for kind, name in headers
    )
    return f"<w:sectPr>{references}{more}</w:sectPr>"


def header(*texts: str) -> bytes:
    return f"<w:hdr {NS}>{''.join(p(text) for text in texts)}</w:hdr>".encode()


def workbook(rows: list[list[object]], *, other: bool = False) -> bytes:
    book = Workbook()
    if other:
        book.active.append(["底稿", 9])
        book.active = book.create_sheet("表1")
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pasted(name: str, *, aspect: str = "Content") -> str:
    return (
        f'<w:p><w:r><w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12" '
        f'DrawAspect="{aspect}" r:id="{name}"/></w:object></w:r></w:p>'
    )


ROWS: list[list[object]] = [["项目", "数"], ["合计", 1], ["教育", 1]]


needs_libreoffice = pytest.mark.skipif(
    libreoffice() is None,
    reason="LibreOffice is not on this machine: old office files are not tried",
)
