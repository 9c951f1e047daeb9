"""DOCX: paragraphs, list numbers, tables with spans, nested and layout tables, what a file may not
do.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document as WordDocument

from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import Table, TextLine, UnreadableDocument
from budgetflow.readers.limits import Limits, in_force
from budgetflow.readers.word.docx import read_docx
from budgetflow.readers.word.libreoffice import read_office
from tests.readers.word.builders import (
    docx,
    grids,
    header,
    lines,
    needs_libreoffice,
    p,
    section,
    span,
    tbl,
    tc,
    tr,
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("一、收入") + p("") + p("二、支出"), ["一、收入", "二、支出"]),
        ("<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r></w:p>", ["第一行", "第二行"]),
        ("<w:p><w:r><w:t>收入</w:t><w:tab/><w:t>3</w:t></w:r></w:p>", ["收入 3"]),
        ("<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r>"
         "</w:del></w:p>", ["新"]),
        (p("隐藏", run="<w:vanish/>") + p("显示", run='<w:vanish w:val="0"/>'), ["显示"]),
        ("<w:sdt><w:sdtContent>" + p("控件内") + "</w:sdtContent></w:sdt>", ["控件内"]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r></w:p>", ["7"]),
        ("<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>", ["链接"]),
        ("<w:p><w:r><w:ruby><w:rt><w:r><w:t>yī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r>"
         "</w:rubyBase></w:ruby></w:r><w:r><w:t>般</w:t></w:r></w:p>", ["一般"]),
        ("<w:p><w:bdo><w:r><w:t>甲</w:t></w:r></w:bdo><w:dir><w:r><w:t>乙</w:t></w:r></w:dir></w:p>",
         ["甲乙"]),
        ("<w:p><m:oMath><m:r><m:t>300.50</m:t></m:r></m:oMath></w:p>", ["300.50"]),
        ("<w:p><m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2"
         "</m:t></m:r></m:den></m:f></m:oMath></m:oMathPara></w:p>", ["1/2"]),
        ("<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r>"
         "</w:moveTo></w:p>", ["新"]),
        ("<w:p><w:del><w:hyperlink><w:r><w:t>旧</w:t></w:r></w:hyperlink></w:del></w:p>" + p("新"),
         ["新"]),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + p("框")
            + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + p("框")
            + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            ["框"],
        ),
    ],
)  # fmt: skip
def test_what_is_printed_and_nothing_else(body: str, expected: list[str]) -> None:
    assert lines(read_docx(docx(body), "a.docx")) == expected


def test_text_hidden_by_a_style_is_not_read() -> None:
    def style(name: str, kind: str, base: str, run: str) -> str:
        based = f'<w:basedOn w:val="{base}"/>' if base else ""
        return f'<w:style w:type="{kind}" w:styleId="{name}">{based}<w:rPr>{run}</w:rPr></w:style>'

    styles = (
        style("Secret", "paragraph", "", "<w:vanish/>")
        + style("Child", "paragraph", "Secret", "")
        + style("Shown", "paragraph", "Secret", '<w:vanish w:val="0"/>')
        + style("Mark", "character", "", "<w:vanish/>")
    )
    body = "".join(
        (
            p("一", '<w:pStyle w:val="Secret"/>'),
            p("二", '<w:pStyle w:val="Child"/>'),
            p("三", '<w:pStyle w:val="Shown"/>'),
            p("四", run='<w:rStyle w:val="Mark"/>'),
            p("五", '<w:pStyle w:val="Secret"/>', '<w:vanish w:val="0"/>'),
        )
    )
    assert lines(read_docx(docx(body, styles=styles), "a.docx")) == ["三", "五"]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("<w:trPr><w:del/></w:trPr>", ""),
        ("<w:trPr><w:moveFrom/></w:trPr>", ""),
        ("<w:trPr><w:hidden/></w:trPr>", ""),
        ("", "<w:cellDel/>"),
    ],
)
def test_deleted_and_hidden_rows_and_cells(row: str, cell: str) -> None:
    old = f"<w:tr>{row}{tc('旧', cell)}{tc('9', cell)}</w:tr>"
    table = tbl(tr("项目", "数"), tr("合计", "1"), old)
    assert grids(read_docx(docx(table), "a.docx")) == [["项目|数", "合计|1"]]
    kept = old.replace(row or cell, "")
    assert grids(read_docx(docx(tbl(tr("项目", "数"), kept)), "a.docx")) == [["项目|数", "旧|9"]]


def test_a_page_header_stands_above_its_section() -> None:
    body = (
        p("甲县财政局")
        + f"<w:p><w:pPr>{section(('default', 'h1'))}</w:pPr></w:p>"
        + p("乙")
        + section(("default", "h2"), ("first", "h3"), ("even", "h4"), more="<w:titlePg/>")
    )
    files = {
        "h1": header("甲县 财政局", "单位：元", "第 1 页 共 2 页"),
        "h2": header("单位：万元", "单位：元"),
        "h3": header("附表"),
        "h4": header("偶数页"),
    }
    assert lines(read_docx(docx(body, files=files), "a.docx")) == [
        *("单位：元", "甲县财政局", "附表", "单位：万元", "乙")
    ]


def test_a_line_knows_its_paragraph_its_weight_and_its_size() -> None:
    first, second = (
        read_docx(docx(p("收支总表", run='<w:b/><w:sz w:val="36"/>') + p("") + p("说明")), "a.docx")
        .pages[0]
        .blocks
    )
    assert isinstance(first, TextLine)
    assert isinstance(second, TextLine)
    assert (first.bold, first.size, first.locator, first.whole_paragraph) == (
        True,
        18.0,
        "P1",
        True,
    )
    assert (second.bold, second.locator) == (False, "P3")


def test_list_numbers_are_printed_text() -> None:
    def level(depth: int, number_format: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt '
            f'w:val="{number_format}"/><w:lvlText w:val="{text}"/></w:lvl>'
        )

    def item(text: str, depth: int, number: int = 1) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')

    levels = (
        level(0, "chineseCounting", "%1、")
        + level(1, "decimal", "（%2）")
        + level(2, "bullet", "●")
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum><w:num '
        f'w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    )
    body = "".join(
        (
            item("收入", 0),
            item("税收", 1),
            item("非税", 1),
            item("其中", 2),
            item("支出", 0),
            item("基本", 1),
            item("无", 0, 9),
        )
    )
    assert lines(read_docx(docx(body, numbering=numbering), "a.docx")) == [
        "一、收入",
        "（1）税收",
        "（2）非税",
        "其中",
        "二、支出",
        "（1）基本",
        "无",
    ]


def test_spans_in_both_directions() -> None:
    head = tr(tc("项目", '<w:vMerge w:val="restart"/>'), tc("支出", span(2)))
    under = tr(tc("", "<w:vMerge/>"), "基本", "项目")
    document = read_docx(docx(tbl(head, under, tr("合计", "1", "2"))), "a.docx")
    assert grids(document) == [["项目|支出|支出", "项目|基本|项目", "合计|1|2"]]
    (table,) = (block for block in document.pages[0].blocks if isinstance(block, Table))
    assert [(cell.row_span, cell.column_span, cell.locator) for cell in table.cells[:2]] == [
        (2, 1, "T1!A1"),
        (1, 2, "T1!B1"),
    ]


def test_borders_drawn_unevenly_are_one_column() -> None:
    """Rows drawn by hand differ by a few points; the printed table has two columns, not four."""
    first, second = tr(tc("项目"), tc("数", span(3))), tr(tc("合计", span(2)), tc("1", span(2)))
    third = tr(tc("其中", span(3)), tc("2"))
    document = read_docx(docx(tbl(first, second, third, widths=(3000, 40, 60, 2000))), "a.docx")
    assert grids(document) == [["项目|数", "合计|1", "其中|2"]]


def test_two_tables_drawn_as_one_are_parted_at_the_title_between_them() -> None:
    upper = [tr(tc("a", span(1)), tc("b", span(2)), tc("c", span(2))) for _ in range(4)]
    title = tr(tc("支出总表", span(5)))
    lower = [tr(tc("x", span(2)), tc("y", span(2)), tc("z", span(1))) for _ in range(4)]
    document = read_docx(
        docx(tbl(*upper, title, *lower, widths=(2000, 1000, 1000, 1000, 2000))), "a.docx"
    )
    assert [len(rows) for rows in grids(document)] == [4, 5]
    assert grids(document)[1][1] == "x|y|z"


def test_a_layout_table_is_looked_through() -> None:
    inner = tbl(tr("项目", "数"), tr("合计", "1"))
    document = read_docx(docx(tbl(tr(tc(p("标题") + inner)))), "a.docx")
    assert (lines(document), grids(document)) == (["标题"], [["项目|数", "合计|1"]])


def test_footnotes_follow_the_text() -> None:
    notes = (
        f'<w:footnote w:type="separator">{p("x")}</w:footnote><w:footnote '
        f'w:id="1">{p("注：尾差")}</w:footnote>'
    )
    assert lines(read_docx(docx(p("正文"), footnotes=notes), "a.docx")) == ["正文", "注：尾差"]


def test_an_entity_bomb_expands_to_nothing() -> None:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10)
    )
    bomb = docx(p("&k;文"), head=f"<!DOCTYPE w [{entities}]>")
    assert len("".join(lines(read_docx(bomb, "a.docx")))) < 10


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx(p("x"))[:200], "cut short or damaged"),
        (docx("")[:-40], "cut short or damaged"),
        (docx("<w:tbl>" + "<w:tr><w:tc><w:tbl>" * 3000), ""),
        (docx(tbl(tr(tc("x", span(100_000))))), "columns"),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else "bytes"
    ),  # zips hold the time: their bytes are no stable name
)
def test_damaged_and_hostile_files_give_a_reason_or_what_is_left(data: bytes, reason: str) -> None:
    try:
        read_docx(data, "a.docx")
    except UnreadableDocument as error:
        assert str(error).startswith("a.docx: ") or "columns" in str(error)
        assert reason in str(error)
    else:
        assert reason == ""


def test_an_expanding_file_is_stopped() -> None:
    stopped = pytest.raises(UnreadableDocument, match="expands to more than 1 MB")
    with in_force(Limits(expansion_mb=1)), stopped:
        read_docx(docx(p("零" * 2_000_000)), "a.docx")


def test_python_docx_agrees_on_a_plain_document() -> None:
    word = WordDocument()
    word.add_heading("部门预算", 1)
    word.add_paragraph("单位：万元")
    table = word.add_table(2, 2)
    for index, text in enumerate(("项目", "数", "合计", "1.00")):
        table.cell(index // 2, index % 2).text = text
    out = io.BytesIO()
    word.save(out)
    document = read_document(out.getvalue(), "预算.bin")
    assert (lines(document), grids(document)) == (
        ["部门预算", "单位：万元"],
        [["项目|数", "合计|1.00"]],
    )


def test_without_libreoffice_the_reason_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("budgetflow.readers.libreoffice.libreoffice", lambda: None)
    with pytest.raises(
        UnreadableDocument, match=r"LibreOffice is not on this machine.*libreoffice-writer"
    ):
        read_office(b"{\\rtf1 x}", "a.rtf")


@needs_libreoffice
def test_rtf_by_libreoffice() -> None:
    text = "".join(f"\\u{ord(character)}?" for character in "部门预算")
    document = read_document(f"{{\\rtf1\\ansi {text}\\par}}".encode(), "a.doc")
    assert (lines(document), document.reader, document.media_type) == (
        ["部门预算"],
        "word by LibreOffice",
        "application/rtf",
    )


EXCEL_XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="收支"><Table>
<Row><Cell><Data ss:Type="String">项目</Data></Cell>
 <Cell><Data ss:Type="String">数</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">合计</Data></Cell>
 <Cell><Data ss:Type="Number">12.5</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@needs_libreoffice
def test_a_workbook_saved_as_xml() -> None:
    document = read_document(EXCEL_XML.encode(), "a.xls")
    assert (document.media_type, document.reader, document.pages[0].name) == (
        "application/vnd.ms-excel+xml",
        "sheet by LibreOffice",
        "收支",
    )
    assert grids(document) == [["项目|数", "合计|12.5"]]


@needs_libreoffice
@pytest.mark.corpus
def test_a_real_doc_with_ten_tables(shared: Path) -> None:
    document = read_document(
        (shared / "corpus/office/taiyuan-01.doc").read_bytes(), "taiyuan-01.doc"
    )
    tables = grids(document)
    assert len(tables) == 10  # one of them pasted as a workbook
    assert (
        tables[2][6]
        == "201|201|201|一般公共服务支出|30,088,534.26|30,083,390.74|0.00|0.00|0.00|0.00|5,143.52"
    )


@pytest.mark.corpus
def test_every_real_docx_gives_lines(shared: Path) -> None:
    papers = sorted((shared / "corpus" / "office").glob("*.docx"))
    assert papers
    for path in papers:
        assert lines(read_docx(path.read_bytes(), path.name)), path.name


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>9.99</w:t></w:r><w:r><w:t>300.50</w:t></w:r></w:p>",
            ["300.50"],
        ),
        (p("旧", run="<w:dstrike/>") + p("新", run='<w:strike w:val="0"/>'), ["新"]),
        (
            '<w:p><w:r><w:t>300.50</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/>'
            "</w:rPr><w:t>1</w:t></w:r></w:p>",
            ["300.50¹"],
        ),
    ],
)
def test_crossed_out_and_raised_text(body: str, expected: list[str]) -> None:
    assert lines(read_docx(docx(body), "a.docx")) == expected


def tabbed(*texts: str) -> str:
    runs = "<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)
    return f"<w:p>{runs}</w:p>"


def test_paragraphs_set_out_with_tabs_are_a_table() -> None:
    rows = [("科目", "合计", "基本支出"), ("教育支出", "3.50", "3.50"), ("卫生健康支出", "2", "2")]
    document = read_docx(docx(p("支出表") + "".join(tabbed(*row) for row in rows)), "a.docx")
    assert lines(document) == ["支出表"]
    assert grids(document) == [["|".join(row) for row in rows]]


@pytest.mark.parametrize(
    "rows",
    [
        [("第一部分", "概况", "1")],
        [("一、收支总表", "3"), ("二、收入总表", "4"), ("三、支出总表", "5")],
        [("一、", "收支总表", "3"), ("二、", "收入总表", "4"), ("三、", "支出总表", "5")],
        [("联系人：", "甲", "电话："), ("地址：", "乙", "邮编：")],
    ],
)
def test_tabs_of_contents_and_forms_make_no_table(rows: list[tuple[str, ...]]) -> None:
    document = read_docx(docx("".join(tabbed(*row) for row in rows)), "a.docx")
    assert grids(document) == []
    assert lines(document) == [" ".join(row) for row in rows]
