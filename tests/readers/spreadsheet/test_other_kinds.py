"""The same sheet in the kinds of workbook that other programs write: what its cells print depends
on number formats, letters, rules and page headers in every one of them.
"""

from __future__ import annotations

import io
import struct
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from budgetflow.readers import libreoffice as office
from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import Document, Table, TextLine, UnreadableDocument
from tests.readers.file_builders import workbook
from tests.readers.spreadsheet.xlsb_builder import xlsb

# One worker, since LibreOffice is started once for all workbooks of a kind.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workbooks")]
needs_libreoffice = pytest.mark.skipif(
    office.libreoffice() is None, reason="LibreOffice is not on this machine"
)
KINDS = ["xlsx", "xls", "ods", "fods"]
ROWS = (("科目", "合计"), ("教育支出", 3005000), ("卫生支出", 9000), ("合计", 3014000))
WAN = '0"."0000'
"""Yuan shown in 万元: a point before the last four digits."""


def as_xlsx(change: Callable[[Workbook], None]) -> bytes:
    """The sheet with a change, as a workbook of today."""
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def saved(change: Callable[[Workbook], None], kind: str) -> bytes:
    """The sheet with a change, as LibreOffice saves it under another kind."""
    return as_xlsx(change) if kind == "xlsx" else all_saved(kind)[change.__name__]


@cache
def all_saved(kind: str) -> dict[str, bytes]:
    """The sheet with each of the changes, as LibreOffice saves them under a kind in one start."""
    with TemporaryDirectory(prefix="budgetflow-office-") as folder:
        work = Path(folder)
        files = [work / f"{change.__name__}.xlsx" for change in CHANGES]
        for change, file in zip(CHANGES, files, strict=True):
            file.write_bytes(as_xlsx(change))
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        command = [str(office.libreoffice()), profile, "--headless", "--convert-to", kind]
        command += ["--outdir", str(work / "out"), *map(str, files)]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
        return {file.stem: (work / "out" / f"{file.stem}.{kind}").read_bytes() for file in files}


def table(document: Document) -> Table:
    (found,) = [block for block in document.pages[0].blocks if isinstance(block, Table)]
    return found


def printed(document: Document) -> list[str]:
    return ["|".join(c.text if c else "" for c in row) for row in table(document).grid()]


def unchanged(book: Workbook) -> None:
    """The sheet as it is."""


def strike(book: Workbook) -> None:
    for cell in book.active[3]:
        cell.font = Font(strike=True)


def whiten(book: Workbook) -> None:
    for cell in book.active[3]:
        cell.font = Font(color="FFFFFFFF")


def scale(book: Workbook) -> None:
    for row in book.active["B2:B4"]:
        row[0].number_format = WAN


def scale_by_escape(book: Workbook) -> None:
    for row in book.active["B2:B4"]:
        row[0].number_format = "0!.0000"


def scale_large(book: Workbook) -> None:
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=WAN))
    rule = Rule(type="cellIs", operator="greaterThan", formula=["10000"], dxf=style)
    book.active.conditional_formatting.add("B2:B4", rule)


def head(book: Workbook) -> None:
    book.active.oddHeader.center.text = "收支总表"
    book.active.oddHeader.right.text = "单位：元"


def add_up(book: Workbook) -> None:
    book.active["B4"] = "=SUM(B2:B3)"


CHANGES = (unchanged, strike, whiten, scale, scale_by_escape, scale_large, head, add_up)


STORED = ["科目|合计", "教育支出|3005000", "卫生支出|9000", "合计|3014000"]
WITHOUT_HEALTH = [STORED[0], STORED[1], STORED[3]]
SCALED = ["科目|合计", "教育支出|300.5000", "卫生支出|0.9000", "合计|301.4000"]


@needs_libreoffice
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (unchanged, STORED),
        (strike, WITHOUT_HEALTH),
        (whiten, WITHOUT_HEALTH),
        (scale, SCALED),
    ],
)
def test_what_the_cells_print(
    kind: str, change: Callable[[Workbook], None], shown: list[str]
) -> None:
    document = read_document(saved(change, kind), f"a.{kind}")
    assert printed(document) == shown
    assert all(cell.confidence == 1 for cell in table(document).cells)


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "fods"])  # XLS loses it when LibreOffice saves
def test_a_number_format_of_a_rule(kind: str) -> None:
    document = read_document(saved(scale_large, kind), f"a.{kind}")
    assert printed(document) == [SCALED[0], SCALED[1], STORED[2], SCALED[3]]


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods", "fods"])
def test_a_point_that_the_program_did_not_understand_leaves_the_figures_unsure(kind: str) -> None:
    """LibreOffice prints 3005000!.0000: that 300.5000 is meant can be told, not known."""
    document = read_document(saved(scale_by_escape, kind), f"a.{kind}")
    assert printed(document) == SCALED
    figures = [cell for cell in table(document).cells if cell.row and cell.column]
    assert {cell.confidence for cell in figures} == {0.0}


@needs_libreoffice
@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_above_every_page(kind: str) -> None:
    document = read_document(saved(head, kind), f"a.{kind}")
    lines = [block.text for block in document.pages[0].blocks if isinstance(block, TextLine)]
    assert lines == ["收支总表", "单位：元"]


@needs_libreoffice
def test_a_binary_workbook_of_short_cells() -> None:
    rows: list[list[str | float]] = [[row[0], row[1]] for row in ROWS[:1]]
    rows += [[label, float(figure)] for label, figure in ROWS[1:]]
    document = read_document(xlsb(rows, WAN, hidden=2), "a.xlsb")
    assert printed(document) == [SCALED[0], SCALED[1], SCALED[3]]


def test_without_libreoffice_such_a_workbook_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    with pytest.raises(UnreadableDocument, match=r"LibreOffice is not on this machine.*-calc"):
        read_document(xlsb([["科目", 1.0]], WAN), "a.xlsb")


def oldest(code: str) -> bytes:
    """A sheet of Excel 4, which is one row of records and no OLE file: a label, and a figure with a
    number format ([MS-XLS] tells of later versions; LibreOffice reads all).
    """

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    font = struct.pack("<HHHB", 200, 0, 0x7FFF, 5) + b"Arial"
    formats = [b"General", code.encode()]
    out = record(0x0409, struct.pack("<3H", 4, 0x10, 0)) + record(0x0231, font)
    for text in formats:
        out += record(0x041E, struct.pack("<HB", 0, len(text)) + text)
    for number in (0, 1):
        out += record(0x0443, struct.pack("<BBHBBHI", 0, number, 0xFFF0, 0, 0xFC, 0, 0))
    out += record(0x0204, struct.pack("<4H", 0, 0, 0, 5) + b"label")
    out += record(0x0203, struct.pack("<3Hd", 0, 1, 1, 3005000.0))
    out += record(0x0204, struct.pack("<4H", 1, 0, 0, 5) + b"total")
    out += record(0x0203, struct.pack("<3Hd", 1, 1, 1, 9000.0))
    return out + record(0x000A, b"")


@needs_libreoffice
def test_a_workbook_of_before_1997() -> None:
    """The value library opens those in an OLE file (1993 to 1995) and tells no number format."""
    document = read_document(oldest(WAN), "a.xls")
    assert document.media_type == "application/vnd.ms-excel"
    assert printed(document) == ["label|300.5000", "total|0.9000"]


STORED_ZERO = (
    b'<row r="1"><c r="A1"><v>2</v></c><c r="B1"><v>5</v></c></row><row r="2"><c r="A2"><v>3</v>'
    b'</c><c r="B2"><f>SUM(A1:A2)</f><v>0</v></c></row>'
)


@needs_libreoffice
def test_a_zero_that_nobody_computed() -> None:
    """Libraries that only write files store 0 for every formula and ask for it to be computed."""
    document = read_document(workbook(STORED_ZERO), "a.xlsx")
    assert printed(document) == ["2|5", "3|5"]
    assert "LibreOffice computed them" in document.notes[0]


def test_a_zero_that_nobody_computed_is_no_figure_where_nobody_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("budgetflow.readers.spreadsheet.formulas.libreoffice", lambda: None)
    document = read_document(workbook(STORED_ZERO), "a.xlsx")
    assert printed(document) == ["2|5", "3|"]
    assert "1 stay blank" in document.notes[0]
    kept = read_document(workbook(STORED_ZERO.replace(b"<v>0<", b"<v>5<")), "a.xlsx")
    assert printed(kept) == ["2|5", "3|5"]


@needs_libreoffice
@pytest.mark.parametrize(
    ("result", "shown"),
    [
        (b"\x03\0\0\0\0\0\xff\xff\0\0", "3014000"),  # an empty text
        (bytes(8) + b"\2\0", "3014000"),  # a zero to be computed when the file is opened
        (bytes(8) + b"\0\0", "0"),
    ],
)
def test_results_that_an_old_workbook_does_not_hold(result: bytes, shown: str) -> None:
    stored = struct.pack("<d", 3014000) + b"\0\0"
    data = saved(add_up, "xls")
    assert data.count(stored) == 1
    assert printed(read_document(data.replace(stored, result), "a.xls"))[-1] == f"合计|{shown}"
