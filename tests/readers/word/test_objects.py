"""Objects, and texts taken in, of a Word document."""

from __future__ import annotations

import io
import zipfile

import pytest

from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import Table
from budgetflow.readers.libreoffice import convert, libreoffice
from budgetflow.readers.word.docx import read_docx
from budgetflow.readers.word.embedded import same_figures
from tests.readers.word.builders import (
    ROWS,
    docx,
    grids,
    lines,
    needs_libreoffice,
    p,
    pasted,
    tbl,
    tc,
    tr,
    workbook,
)


def test_a_table_pasted_as_a_workbook_prints_its_open_sheet() -> None:
    files = {"a.xlsx": workbook(ROWS, other=True)}
    document = read_docx(docx(p("表一") + pasted("a.xlsx") + p("注"), files=files), "a.docx")
    assert (lines(document), grids(document)) == (
        ["表一", "注"],
        [["项目|数", "合计|1", "教育|1"]],
    )
    (table,) = (block for block in document.pages[0].blocks if isinstance(block, Table))
    assert (table.cells[3].locator, table.cells[3].page) == ("a.xlsx!表1!B2", None)


def test_of_a_pasted_workbook_only_the_framed_area_prints() -> None:
    data = workbook([*ROWS, ["底稿", 9]])
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</workbook>", b'<oleSize ref="A1:B3"/></workbook>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    document = read_docx(docx(pasted("a.xlsx"), files={"a.xlsx": out.getvalue()}), "a.docx")
    assert grids(document) == [["项目|数", "合计|1", "教育|1"]]


def test_objects_in_layout_cells_icons_and_what_cannot_be_read() -> None:
    files = {"a.xlsx": workbook(ROWS), "b.bin": b"\x00\x01damaged"}
    inside = docx(tbl(tr(tc(pasted("a.xlsx")))), files=files)
    assert grids(read_docx(inside, "a.docx")) == [["项目|数", "合计|1", "教育|1"]]
    assert grids(read_docx(docx(pasted("a.xlsx", aspect="Icon"), files=files), "a.docx")) == []
    broken = read_docx(docx(p("文") + pasted("b.bin"), files=files), "a.docx")
    assert lines(broken) == ["文"]
    assert broken.notes[0].startswith("an object (Excel.Sheet.12) was not read: b.bin is of a kind")


@needs_libreoffice
def test_an_old_workbook_pasted_into_a_document() -> None:
    old = convert(libreoffice() or "", workbook(ROWS, other=True), "a.xlsx", (".xlsx", "xls"))
    document = read_docx(docx(pasted("a.bin"), files={"a.bin": old}), "a.docx")
    assert grids(document) == [["项目|数", "合计|1", "教育|1"]]


def test_a_document_pasted_into_a_document_is_read_one_level_deep() -> None:
    innermost = docx(p("最里"))
    inner = docx(tbl(tr("项目", "数"), tr("合计", "1")) + pasted("c"), files={"c": innermost})
    document = read_docx(docx(pasted("b"), files={"b": inner}), "a.docx")
    assert (lines(document), grids(document)) == ([], [["项目|数", "合计|1"]])
    assert "c is of a kind" in document.notes[0]


def test_what_an_object_prints_is_its_picture() -> None:
    inside = read_docx(docx(tbl(tr("项目", "数"), tr("合计", "300.50"), tr("教育", "200.25"))), "a")
    more = read_docx(
        docx(
            tbl(*(tr("项目", "数"), tr("合计", "300.50"), tr("教育", "1.25"), tr("卫生", "0.00")))
        ),
        "a",
    )
    misread = read_docx(docx(tbl(tr("合计", "300.50"), tr("教育", "20025"))), "a")
    blocks = [one.pages[0].blocks for one in (inside, more, misread)]
    assert same_figures(blocks[0], blocks[0])
    assert not same_figures(blocks[0], blocks[1])
    assert same_figures(blocks[0], blocks[2])  # one of two figures misread: still that table
    assert not same_figures([], blocks[0])


CHUNK = "<table><tr><td>项目</td><td>数</td></tr><tr><td>合计</td><td>1</td></tr></table>"


@pytest.mark.parametrize(
    "data",
    [
        f"<html><head><meta charset=utf-8></head><body><p>表一</p>{CHUNK}</body></html>".encode(),
        (
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
            "Content-Type: text/html; charset=utf-8\n\n<html><body><p>表一</p>"
            f"{CHUNK}</body></html>\n--x--\n"
        ).encode(),
        docx(p("表一") + tbl(tr("项目", "数"), tr("合计", "1"))),
        "表一\n项目\t数\n合计\t1\n".encode("gb18030"),
    ],
    ids=["html", "mhtml", "docx", "text"],
)
def test_a_document_that_is_one_text_taken_in(data: bytes) -> None:
    document = read_document(docx('<w:altChunk r:id="x"/>', files={"x": data}), "a.docx")
    assert (lines(document), grids(document)) == (["表一"], [["项目|数", "合计|1"]])
    assert document.notes == []


def test_a_text_taken_in_that_is_missing_is_said() -> None:
    document = read_docx(docx(p("文") + '<w:altChunk r:id="x"/>'), "a.docx")
    assert document.notes == [
        "a text taken in was not read: it is not in the file; open the file and look at it"
    ]


def test_an_object_kept_for_other_readers_is_read_once() -> None:
    inner = pasted("s.xlsx").removeprefix("<w:p>").removesuffix("</w:p>")
    choice = f'<mc:Choice Requires="v">{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback>'
    body = f"<w:p><mc:AlternateContent>{choice}</mc:AlternateContent></w:p>"
    document = read_docx(docx(body, files={"s.xlsx": workbook(ROWS)}), "a.docx")
    assert len(grids(document)) == 1
