"""The kind of a file follows from its bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from budgetflow.readers.containers import media_types


def zipped(*names: str, mimetype: str | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        if mimetype:
            bundle.writestr("mimetype", mimetype)
        for name in names:
            bundle.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", media_types.EMPTY),
        (b" \r\n\t\x00", media_types.EMPTY),
        (b"%PDF-1.7\n...", media_types.PDF),
        (b"\n\n junk before %PDF-1.4", media_types.PDF),
        (zipped("word/document.xml"), media_types.DOCX),
        (zipped("word/document2.xml"), media_types.DOCX),
        (zipped("xl/workbook.xml"), media_types.XLSX),
        (zipped("OFD.xml", "Doc_0/Document.xml"), media_types.OFD),
        (
            zipped("meta.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            media_types.ODS,
        ),
        (zipped("预算.pdf"), media_types.ZIP),
        (
            zipped("word/document.xml")[:60],
            media_types.DOCX,
        ),  # cut short: still said to be what it was
        (b"{\\rtf1\\ansi", media_types.RTF),
        (b"Rar!\x1a\x07\x01\x00", media_types.RAR),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", media_types.SEVEN_ZIP),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        ("单位：万元\n收入\t支出\n".encode(), media_types.TEXT),
        ("单位：万元\n收入\t支出\n".encode("gb18030"), media_types.TEXT),
        ("BM 是两个字母".encode(), media_types.TEXT),
        ("<!DOCTYPE html><html><body>预算</body></html>".encode(), media_types.HTML),
        ("<table><tr><td>预算</td></tr></table>".encode("gb2312"), media_types.HTML),
        ("<html>预算</html>".encode("utf-16"), media_types.HTML),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
            media_types.EXCEL_XML,
        ),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", media_types.MHTML),
        (bytes(range(256)) * 4, media_types.UNKNOWN),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else "bytes"
    ),  # zips hold the time: their bytes are no stable name
)
def test_kind_by_content(data: bytes, kind: str) -> None:
    assert media_types.sniff(data, "预算.dat") == kind


def test_a_name_decides_only_between_text_and_markdown() -> None:
    text = "# 预算\n\n说明".encode()
    assert media_types.sniff(text, "a.md") == media_types.MARKDOWN
    assert media_types.sniff(text, "a.pdf") == media_types.TEXT


@pytest.mark.corpus
def test_old_office_files_are_told_apart_by_their_streams(shared: Path) -> None:
    kinds = {
        ".doc": media_types.DOC,
        ".wps": media_types.DOC,
        ".xls": media_types.XLS,
        ".docx": media_types.DOCX,
        ".xlsx": media_types.XLSX,
    }
    papers = sorted((shared / "corpus" / "office").iterdir())
    assert {path.suffix for path in papers} == set(kinds)
    for path in papers:
        assert media_types.sniff(path.read_bytes(), "unnamed") == kinds[path.suffix], path.name
