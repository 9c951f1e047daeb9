"""What a reader says of a file that it cannot read: each reason of the operator's page that no
other test runs into, from bytes that bring it about.
"""

from __future__ import annotations

import inspect
import io
import sys
import zipfile

import pytest

from budgetflow.readers.containers.bundle import expand
from budgetflow.readers.containers.safe_zip import SafeZip, parse_xml
from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.limits import Limits, in_force
from budgetflow.readers.sandbox.process import Worker, WorkerLost
from budgetflow.readers.text.html import read_html
from tests.readers.file_builders import bundle, pdf, rar, workbook
from tests.readers.ofd.builders import ofd, text
from tests.readers.word.builders import docx, p, pasted

TEXT = "单位：万元".encode()
SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(40)
FAR_CELL = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="3000"><c r="ALL3000"><v>1</v></c></row>'
"""Two cells with three million places between them, which is more than a sheet may claim."""
WIDE_CELL = "<w:tc><w:tcPr><w:gridSpan w:val='501'/></w:tcPr><w:p/></w:tc>"


def spoilt(data: bytes, name: str) -> bytes:
    """Return a zip with one byte of a member's content changed, so that its checksum is wrong."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        info = container.getinfo(name)
    content = info.header_offset + 30 + len(name.encode()) + info.compress_size // 2
    return data[:content] + bytes([data[content] ^ 0xFF]) + data[content + 1 :]


def nested_tables(depth: int) -> str:
    """Return the markup of a Word table within a table within a table."""
    return "<w:tbl><w:tr><w:tc>" * depth + p("文") + "</w:tc></w:tr></w:tbl>" * depth


def wide_page(columns: int) -> bytes:
    """Return a page whose one table claims this many columns in each of a thousand rows."""
    rows = "<tr>" + "<td colspan=1000>1</td>" * (columns // 1000) + "</tr>"
    return f"<html><body><table>{rows * 1000}</table></body></html>".encode()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.4 and nothing behind it", "not a readable PDF"),
        (
            "a.pdf",
            pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[9 0 R]/Count 1>>"),
            "none of its 1 pages can be loaded; the file is damaged",
        ),
        ("a.docx", bundle(("word/document.xml", b"<a/>")), "the file is damaged: there is no text"),
        (
            "a.docx",
            docx(f"<w:tbl><w:tr>{WIDE_CELL}</w:tr></w:tbl>"),
            "a table has more than .+ row",
        ),
        ("a.docx", spoilt(docx(p("文" * 500)), "word/document.xml"), "its part .+ is damaged"),
        ("a.xlsx", workbook(FAR_CELL), "claims .+ x .+ cells; delete what lies outside"),
        ("a.html", wide_page(1000), "a table claims more than .+ places; it is damaged or hostile"),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes",
)
def test_a_document_says_why_it_cannot_be_read(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(data, name)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", docx(nested_tables(70)), "its tables are nested too deeply to be a document"),
        ("a.html", b"<html>" + b"<div>" * 3000 + b"x", "its elements are nested too deeply to be"),
    ],
    ids=["docx", "html"],
)
def test_a_document_nested_deeper_than_the_stack(name: str, data: bytes, reason: str) -> None:
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 150)
    try:
        with pytest.raises(UnreadableDocument, match=reason):
            read_document(data, name)
    finally:
        sys.setrecursionlimit(usual)


def test_a_page_without_anything_is_empty() -> None:
    with pytest.raises(UnreadableDocument, match="the page is empty; fetch it again or look"):
        read_html(b" ", "a.html")


def test_xml_of_which_nothing_is_left() -> None:
    with pytest.raises(UnreadableDocument, match=r"OFD\.xml is damaged; fetch it again"):
        parse_xml(b"<", "OFD.xml")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"", "the file is empty; fetch it again"),
        ("a.pptx", bundle(("ppt/presentation.xml", b"<p/>")), "slides are not read; export them"),
    ],
)
def test_what_is_no_document_that_we_read(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(data, name)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bundle(), "the archive is empty"),
        (rar("a.txt", TEXT)[:-20], r"the archive is damaged \(.+\); fetch it again"),
        (SEVEN_ZIP, r"the archive is damaged \(.+: .+\); fetch it again"),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes",
)
def test_an_archive_says_why_it_cannot_be_unpacked(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        expand(data, "a.zip")


@pytest.mark.parametrize(
    ("module", "data", "reason"),
    [
        ("rarfile", rar("a.txt", TEXT), "RAR archives need the extra: pip install 'budgetflow"),
        ("py7zr", SEVEN_ZIP, "7z archives need the extra: pip install 'budgetflow"),
    ],
    ids=["rar", "7z"],
)
def test_an_archive_whose_extra_is_not_installed(
    module: str, data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)  # what an import finds of a missing package
    with pytest.raises(UnreadableDocument, match=reason):
        expand(data, "a.zip")


def test_a_container_of_too_many_members() -> None:
    data = bundle(*((f"{number}", b"") for number in range(20_001)))
    with pytest.raises(UnreadableDocument, match="holds more than 20,000 members; it is hostile"):
        SafeZip(data, "a.docx")


def test_a_worker_that_cannot_start_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(WorkerLost, match=r"the reading process did not start \(.+budgetflow doct"):
        Worker().call(b"", Limits())


def test_a_worker_of_a_run_that_was_ended_reads_nothing() -> None:
    worker = Worker()
    worker.kill()
    with pytest.raises(WorkerLost, match="the run was ended before this document was read"):
        worker.call(b"", Limits())


def devouring(_: bytes, __: str) -> None:
    """A reader that asks for more than there is."""
    raise MemoryError


def losing_its_way(_: bytes, __: str) -> None:
    """A reader that fails on what no other file has."""
    raise KeyError("预算")


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        (devouring, "needs more memory than a document may use"),
        (losing_its_way, r"damaged or unusual text/plain \(KeyError: '预算'\)"),
    ],
)
def test_a_reader_that_fails_costs_its_document(
    reader: object, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetflow.readers.text.plain.read_text", reader)
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(TEXT, "a.txt")


def test_an_object_of_a_foreign_kind_is_told_with_its_kind() -> None:
    document = read_document(docx(pasted("b.bin"), files={"b.bin": b"\x00\x01x"}), "a.docx")
    assert "is of a kind (application/octet-stream) that is not read there" in document.notes[0]


def test_limits_of_pages_hold_for_every_kind() -> None:
    stopped = pytest.raises(UnreadableDocument, match="has more than 0 pages; split it, or raise")
    with in_force(Limits(pages=0)), stopped:
        read_document(ofd(text("预算", 10, 10)), "a.ofd")
