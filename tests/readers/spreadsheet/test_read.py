"""Workbooks: a page a sheet, printed figures, merged cells as spans."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule, FormulaRule, Rule
from openpyxl.styles import Font

from budgetflow.readers.document import Document, Table, TextLine, UnreadableDocument
from budgetflow.readers.libreoffice import convert, libreoffice
from budgetflow.readers.limits import Limits, in_force
from budgetflow.readers.spreadsheet.layout import blocks_of_sheet
from budgetflow.readers.spreadsheet.number_format import shown
from budgetflow.readers.spreadsheet.read import read_sheet
from budgetflow.readers.spreadsheet.style import SheetLook


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1234.5, None, "1234.5"),
        (1234.0, None, "1234"),
        (0.1 + 0.2, None, "0.3"),
        (1e15, None, "1000000000000000"),
        (1e-7, None, "0.0000001"),
        (1234.5, "0.00", "1234.50"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (0.125, "0.00", "0.13"),  # a sheet rounds halves away from zero
        (2.675, "0.00", "2.68"),  # and by the decimal digits it shows, not by the binary ones
        (-12.3, "#,##0.00_ ", "-12.30"),
        (-12.3, "0.00;(0.00)", "(12.30)"),
        (-12.3, "0.00_);[Red]0.00", "-12.30"),
        (-0.001, "0.00", "0.00"),
        (0.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (12.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.00"),
        (0.0, "#,##0.00;-#,##0.00;", ""),
        (0.1234, "0.00%", "12.34%"),
        (12345.0, "#,##0,", "12"),
        # conditions: what holds first prints, what has none takes the rest
        (3005000.5, '[=0]"-";0!.0000', "300.5001"),
        (0, '[=0]"-";0!.0000', "-"),
        (-3005000.5, '[=0]"-";0!.0000', "-300.5001"),
        (3005000.5, '[=0]"";#,##0.00,', "3,005.00"),
        (0, '[=0]"";#,##0.00,', ""),
        (12345678, '[>=10000]0!.0,"万";0', "1234.6万"),
        (500, '[>=10000]0!.0,"万";0', "500"),
        (0, '[<0](0.00);[=0]"-";0.00', "-"),
        (-5, '[<0](0.00);[=0]"-";0.00', "(5.00)"),
        (5, '[<0](0.00);[=0]"-";0.00', "5.00"),
        (-2, '[=0]"-";[Red][<0]-0.00;0.00', "-2.00"),
        (0, '[<>0]0.00;""', ""),
        (7, '[=0]""', "7"),
        (-7, "0.00;[=0]", "-7.00"),
        (0, "0.00;-0.00;;@", ""),
        (300.5, '[=0]"-";G/通用格式', "300.5"),
        (300.5, 'General"万元"', "300.5万元"),
        (0.5, '0.0"%"', "0.5%"),
        (5.5, "0.##", "5.5"),
        (5.0, "0.##", "5"),
        (12.0, '0"万元"', "12万元"),
        (123456.0, "0!.0000", "12.3456"),
        (1234567.0, '0!.0,"万"', "123.5万"),
        (12.0, "0!.0000", "0.0012"),
        (4500000.5, "#,##0!.0000", "450.0001"),
        (5.0, "00", "05"),  # a code stored as a number
        (5.0, "0,000", "0,005"),
        (1234567.0, "# ##0", "1234 567"),
        (1234.5, "[$¥-804]#,##0.00", "1,234.50"),
        (1234.5, "¥#,##0.00", "¥1,234.50"),
        (1234.5, '#,##0.00"元/人"', "1,234.50元/人"),
        (2080505.0, "@", "2080505"),
        (True, None, "TRUE"),
        (None, None, ""),
        (date(2026, 1, 15), None, "2026-01-15"),
        (date(2026, 1, 15), 'yyyy"年"m"月"d"日"', "2026年1月15日"),
    ],
)
def test_a_value_prints_as_the_sheet_shows_it(
    value: object, number_format: str | None, text: str
) -> None:
    assert shown(value, number_format) == text


def layout(
    rows: list[str],
    merged: list[tuple[int, int, int, int]] | None = None,
    look: SheetLook | None = None,
) -> list[str | list[str]]:
    """Rows as `a|b|c`; give lines as texts and tables as rows of the same kind."""
    blocks = blocks_of_sheet(
        [row.split("|") for row in rows], merged or [], look or SheetLook(), "表1", 1
    )
    out: list[str | list[str]] = []
    for block in blocks:
        if isinstance(block, TextLine):
            out.append(block.text)
        else:
            out.append(
                ["|".join(cell.text if cell else "?" for cell in row) for row in block.grid()]
            )
    return out


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["收支总表|", "|单位：万元", "项目|数", "合计|1", "", "注：数字因四舍五入有尾差，"
                                                 "明细之和与合计可能不等。|"],
         ["收支总表", "单位：万元", ["项目|数", "合计|1"], "注：数字因四舍五入有尾差，"
                                             "明细之和与合计可能不等。"]),
        (["表1|", "项目|数", "合计|1", "|", "表2|", "项目|数", "合计|2"], ["表1", ["项目|数",
        "合计|1"], "表2", ["项目|数", "合计|2"]]),
        (["项目|数", "收入|1", "|", "支出|2"], [["项目|数", "收入|1", "支出|2"]]),
        (["项目|数", "收入|1", "债务付息支出|"], [["项目|数", "收入|1", "债务付息支出|"]]),
        (["目录", "一、收支总表", "二、收入总表"], ["目录", "一、收支总表", "二、收入总表"]),
        (["", ""], []),
        (["|项目|数|", "|合计|1|"], [["项目|数", "合计|1"]]),
    ],
)  # fmt: skip
def test_titles_tables_and_notes_of_a_sheet(rows: list[str], expected: list[Any]) -> None:
    assert layout(rows) == expected


def test_merged_cells_are_spans() -> None:
    assert layout(
        ["总表||", "项目|支出|", "|基本|项目", "合计|1|2"],
        [(0, 0, 0, 2), (1, 0, 2, 0), (1, 1, 1, 2)],
    ) == [
        "总表",
        ["项目|支出|支出", "项目|基本|项目", "合计|1|2"],
    ]


def test_hidden_rows_and_columns_are_not_read() -> None:
    look = SheetLook(hidden_rows={1, 4}, hidden_columns={0, 2})
    rows = ["x|收支总表|x|", "x|底稿|x|9", "x|项目|x|数", "x|合计|x|1", "x|其中|x|5", "x|支出|x|2"]
    assert layout(rows, [(0, 1, 0, 3)], look) == ["收支总表", ["项目|数", "合计|1", "支出|2"]]
    assert layout(["总表||", "a|b|c", "d|e|f"], [(0, 0, 0, 2)], SheetLook(hidden_columns={0})) == [
        "总表",
        ["b|c", "e|f"],
    ]


def test_a_workbook_s_hidden_rows_and_columns() -> None:
    book = Workbook()
    for row in (
        ["编码", "项目", "数"],
        ["201", "一般公共服务", 1],
        ["20101", "人大", 2],
        ["202", "外交", 3],
    ):
        book.active.append(row)
    book.active.column_dimensions["A"].hidden = True
    book.active.row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)
    (table,) = tables(read_sheet(out.getvalue(), "a.xlsx"))
    assert [cell.text for cell in table.cells] == ["项目", "数", "一般公共服务", "1", "外交", "3"]
    assert table.cells[-1].locator == "Sheet!C4"


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tables(document: Document) -> list[Table]:
    return [block for page in document.pages for block in page.blocks if isinstance(block, Table)]


def test_a_page_a_sheet_and_cells_with_their_place() -> None:
    document = read_sheet(
        workbook(总表=[["收支总表"], ["项目", "数"], ["合计", 12.5]], 明细=[["a", "b"], ["c", 1]]),
        "预算.xlsx",
    )
    assert [(page.number, page.name) for page in document.pages] == [(1, "总表"), (2, "明细")]
    assert [(cell.text, cell.locator, cell.page) for cell in tables(document)[0].cells[-2:]] == [
        ("合计", "总表!A3", 1),
        ("12.5", "总表!B3", 1),
    ]


def test_figures_print_as_the_workbook_shows_them() -> None:
    book = Workbook()
    for column, (value, number_format) in enumerate(
        [(1234.5, "#,##0.00"), (0.0512, "0.0%"), (0, '0.00;-0.00;"-"'), (2080505, "General")],
        start=1,
    ):
        for row in (1, 2):
            book.active.cell(row, column, value).number_format = number_format
    out = io.BytesIO()
    book.save(out)
    (table,) = tables(read_sheet(out.getvalue(), "a.xlsx"))
    assert [cell.text for cell in table.cells[:4]] == ["1,234.50", "5.1%", "-", "2080505"]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def figures_with_zeros() -> Workbook:
    book = Workbook()
    for line in (["项目", "合计", "基本"], ["教育", 12.5, 0], ["卫生", 0, 0.001]):
        book.active.append(line)
    for place in ("B2", "C2", "B3", "C3"):
        book.active[place].number_format = "0.00"
    return book


ALL_SHOWN = ["项目", "合计", "基本", "教育", "12.50", "0.00", "卫生", "0.00", "0.00"]
NO_ZEROS = ["项目", "合计", "基本", "教育", "12.50", "", "卫生", "", "0.00"]


def texts(data: bytes, name: str = "a.xlsx") -> list[str]:
    (table,) = tables(read_sheet(data, name))
    return [cell.text for cell in table.cells]


def test_a_sheet_whose_view_hides_zeros_publishes_none() -> None:
    book = figures_with_zeros()
    assert texts(saved(book)) == ALL_SHOWN
    book.active.sheet_view.showZeros = False
    assert texts(saved(book)) == NO_ZEROS  # 0.001 is no zero, though it prints as one


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_hidden_zeros_of_other_workbooks(kind: str) -> None:
    book = figures_with_zeros()
    book.active.sheet_view.showZeros = False
    data = convert(libreoffice() or "", saved(book), "a.xlsx", (".xlsx", kind))
    assert texts(data, f"a.{kind}") == NO_ZEROS


@pytest.mark.parametrize(
    ("rule", "hidden"),
    [
        (CellIsRule(operator="equal", formula=["0"], font=Font(color="FFFFFF")), True),
        (FormulaRule(formula=["B2=0"], font=Font(color="FFFFFFFF")), True),
        (CellIsRule(operator="equal", formula=["0"], font=Font(color="FF0000")), False),
        (CellIsRule(operator="lessThan", formula=["0"], font=Font(color="FFFFFF")), False),
    ],
    ids=["white by value", "white by formula", "red", "white below zero"],
)
def test_zeros_painted_white_by_a_rule(rule: Rule, hidden: bool) -> None:
    book = figures_with_zeros()
    book.active.conditional_formatting.add("B2:C9", rule)
    assert texts(saved(book)) == (NO_ZEROS if hidden else ALL_SHOWN)


def changed(data: bytes, pattern: bytes, by: bytes) -> bytes:
    """Rewrite the first sheet of a workbook where our library would not write it so."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet, count = re.subn(pattern, by, parts["xl/worksheets/sheet1.xml"])
    assert count, "the pattern is not in the sheet"
    parts["xl/worksheets/sheet1.xml"] = sheet
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("pattern", "by", "expected"),
    [
        (rb'<row r="3"', rb'<row r="3" ht="0" customHeight="1"', ["项目", "合计", "基本", "教育"]),
        (rb"<sheetData>", rb'<cols><col min="3" max="3" width="0"/></cols><sheetData>', None),
        (rb'<sheetFormatPr ([^>]*)/>(.*<row r="3")', rb'<sheetFormatPr zeroHeight="1" \1/>\2', []),
    ],
    ids=["row without height", "column without width", "rows hidden unless said"],
)
def test_rows_and_columns_of_no_size_are_hidden(
    pattern: bytes, by: bytes, expected: list[str] | None
) -> None:
    document = read_sheet(changed(saved(figures_with_zeros()), pattern, by), "a.xlsx")
    found = [cell.text for table in tables(document) for cell in table.cells]
    if expected is None:
        assert found == ["项目", "合计", "教育", "12.50", "卫生", "0.00"]
    else:
        assert found[:4] == expected
        assert "卫生" not in found


def formulas() -> bytes:
    """Totals at the right and at the foot, as a program writes them: without results."""
    book = Workbook()
    for line in (["项目", "基本", "合计"], ["教育", 1.5, "=B2*2"], ["卫生", 2, "=B3*2"]):
        book.active.append(line)
    book.active.append(["总计", "=SUM(B2:B3)", "=SUM(C2:C3)"])
    for place in ("C2", "C3", "B4", "C4"):
        book.active[place].number_format = "0.00"
    return saved(book)


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not on this machine")
def test_formulas_without_a_result_are_computed_and_said() -> None:
    document = read_sheet(formulas(), "a.xlsx")
    assert [cell.text for cell in tables(document)[0].cells][3:] == [
        *("教育", "1.5", "3.00", "卫生", "2", "4.00", "总计", "3.50", "7.00")
    ]
    assert document.notes == [
        "sheet 'Sheet': 4 formulas (the first in C2) have no result in the file; LibreOffice "
        "computed them"
    ]


def test_formulas_that_cannot_be_computed_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetflow.readers.spreadsheet.formulas.libreoffice", lambda: None)
    document = read_sheet(formulas(), "a.xlsx")
    assert [cell.text for cell in tables(document)[0].cells][3:6] == ["教育", "1.5", ""]
    assert re.search(r"4 formulas .* stay blank: LibreOffice.*libreoffice-calc", document.notes[0])


def test_a_formula_with_an_empty_text_as_result_is_no_fault() -> None:
    as_text = rb'\1 t="str"\2'
    data = changed(formulas(), rb'(<c r="\w+" s="\d+")(><f>[^<]*</f><v ?/?>)', as_text)
    assert read_sheet(data, "a.xlsx").notes == []


def test_a_workbook_that_expands_too_far_is_not_opened() -> None:
    stopped = pytest.raises(UnreadableDocument, match="expands to more than 1 MB")
    with in_force(Limits(expansion_mb=1)), stopped:
        read_sheet(workbook(a=[["x" * 30_000] for _ in range(100)]), "a.xlsx")


def test_a_hidden_sheet_is_skipped_and_noted() -> None:
    book = Workbook()
    book.active.append(["项目", "数"])
    hidden = book.create_sheet("底稿")
    hidden.append(["x", "y"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    document = read_sheet(out.getvalue(), "预算.xlsx")
    assert len(document.pages) == 1
    assert "底稿" in document.notes[0]


def test_a_damaged_workbook_says_what_to_do() -> None:
    with pytest.raises(UnreadableDocument, match="save it again"):
        read_sheet(workbook(a=[["x"]])[:500], "坏.xlsx")


@pytest.mark.corpus
def test_real_workbooks(shared: Path) -> None:
    xlsx = read_sheet((shared / "corpus/office/government-02.xlsx").read_bytes(), "02.xlsx")
    xls = read_sheet((shared / "corpus/office/government-04.xls").read_bytes(), "04.xls")
    assert (len(xlsx.pages), len(xls.pages)) == (54, 23)
    second = tables(xls)[0]
    assert [cell.text for cell in second.cells[:4]] == [
        "项目",
        "2021年预算数",
        "一、税收收入",
        "2,398,000.00",
    ]
