"""Tables that no ruling makes: found where figures stand under each other, and never made of prose
or a contents page.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from budgetflow.readers.document import Table, TextLine
from budgetflow.readers.pdf import page as pdf_page
from budgetflow.readers.pdf.read import read_pdf
from budgetflow.readers.tables import page as tables_page
from tests.readers.pdf_builder import Paper, printed

XS = [60, 200, 300, 400]


def rows(paper: Paper, lines: list[list[str]], top: float = 700, pitch: float = 20) -> Paper:
    """Print label left, figures right aligned, as tables do."""
    for k, line in enumerate(lines):
        y = top - k * pitch
        paper.canvas.drawString(XS[0], y, line[0])
        for x, text in zip(XS[1:], line[1:], strict=False):
            paper.canvas.drawRightString(x + 60, y, text)
    return paper


BODY = [
    ["项目", "合计", "基本支出", "项目支出"],
    ["一般公共服务支出", "1,234.56", "1,000.00", "234.56"],
    ["教育支出", "12.00", "12.00", ""],
    ["政府性基金", "", "", ""],
    ["合计", "1,246.56", "1,012.00", "234.56"],
]


def test_columns_come_from_alignment_and_rows_from_baselines() -> None:
    (table,) = rows(Paper(), BODY).tables()
    assert printed(table) == BODY
    assert not table.ruled
    assert all(cell.confidence < 1 and cell.box for cell in table.cells)


def test_a_wrapped_label_is_one_row() -> None:
    paper = rows(
        Paper(),
        [
            ["行政单位离退休", "1,234.56", "1,000.00"],
            ["", "20.00", "10.00"],
            ["住房公积金", "5.00", "5.00"],
        ],
        pitch=40,
    )
    paper.canvas.drawString(60, 665, "机关事业单位基本养老")
    paper.canvas.drawString(60, 653, "保险缴费支出")
    (table,) = paper.tables()
    assert [row[0] for row in printed(table)] == [
        "行政单位离退休",
        "机关事业单位基本养老\n保险缴费支出",
        "住房公积金",
    ]


def test_a_column_with_a_header_and_no_figure_is_kept_empty() -> None:
    lines = [
        ["项目", "合计", "基金", "项目支出"],
        ["教育", "12.00", "", "2.00"],
        ["科技", "3.00", "", "1.00"],
        ["合计", "15.00", "", "3.00"],
    ]
    (table,) = rows(Paper(), lines).tables()
    assert printed(table) == lines


def test_rows_without_figures_stay_rows_of_their_own() -> None:
    lines = [
        ["项目", "预算数"],
        ["一、财政拨款", "12.00"],
        ["事业收入", ""],
        ["经营收入", ""],
        ["其他收入", "3.00"],
        ["合计", "15.00"],
    ]
    (table,) = rows(Paper(), lines).tables()
    assert printed(table) == lines


def test_headers_beyond_the_last_figure_are_columns() -> None:
    lines = [
        ["项目", "合计", "基本支出", "备注"],
        ["教育", "12.00", "2.00", ""],
        ["科技", "3.00", "1.00", ""],
        ["合计", "15.00", "3.00", ""],
    ]
    (table,) = rows(Paper(), lines).tables()
    assert printed(table) == lines


def test_touching_figures_still_have_a_lane_between_them() -> None:
    paper = rows(Paper(), [["教育", "12.00"], ["科技", "3.00"], ["合计", "174,900.64"]])
    for k, text in enumerate(["7.00", "8.00", "101,833.84"]):
        paper.canvas.drawRightString(
            260.5 + paper.canvas.stringWidth("101,833.84", "STSong-Light", 10), 700 - 20 * k, text
        )
    (table,) = paper.tables()
    assert printed(table)[2] == ["合计", "174,900.64", "101,833.84"]


PROSE = [
    "2026年预算数为1,234.56万元，比上年减少193.20万元，下降",
    "1.97%。主要原因是压减公用经费 12.50 万元，其中：政府采购",
    "货物预算 100.00 万元、工程预算 20.00 万元、服务预算 30.00 万元",
    "合计 150.00 万元，较上年 120.00 万元增加 30.00 万元",
]
CONTENTS = [
    "一、收支总表…………………………………3.10",
    "二、收入总表…………………………………4.20",
    "三、支出总表…………………………………5.30",
]


@pytest.mark.parametrize(
    "lines", [PROSE, CONTENTS, ["合计 1,234.56"], ["表1 单位：万元", "2026 年 3"]]
)
def test_prose_and_contents_pages_are_no_tables(lines: list[str]) -> None:
    paper = Paper()
    for k, text in enumerate(lines):
        paper.canvas.drawString(60, 700 - 20 * k, text)
    assert {type(block) for block in paper.blocks()} == {TextLine}


def test_a_title_parts_two_tables() -> None:
    paper = rows(Paper(), BODY[:3])
    paper.canvas.drawCentredString(260, 600, "支出总表")
    first, second = rows(paper, BODY, top=570).tables()
    assert printed(first) == BODY[:3]
    assert printed(second) == BODY


def heads(paper: Paper, words: list[tuple[float, float, str]]) -> Paper:
    """Print header words, each centred on an x."""
    for x, y, text in words:
        paper.canvas.drawCentredString(x, y, text)
    return paper


def test_a_head_over_several_columns_is_one_cell_and_leaves_reach_down() -> None:
    paper = heads(
        Paper(),
        [
            (90, 730, "项目"),
            (240, 730, "合计"),
            (390, 740, "基本支出"),
            (330, 720, "人员经费"),
            (450, 720, "公用经费"),
        ],
    )
    for k, line in enumerate(
        [
            ["教育支出", "30.00", "10.00", "20.00"],
            ["科技支出", "7.00", "3.00", "4.00"],
            ["合计", "37.00", "13.00", "24.00"],
        ]
    ):
        paper.canvas.drawString(70, 700 - 20 * k, line[0])
        for x, text in zip((260, 350, 470), line[1:], strict=True):
            paper.canvas.drawRightString(x, 700 - 20 * k, text)
    (table,) = paper.tables()
    assert printed(table)[:2] == [
        ["项目", "合计", "基本支出", "基本支出"],
        ["项目", "合计", "人员经费", "公用经费"],
    ]
    assert {
        cell.text: (cell.row_span, cell.column_span) for cell in table.cells if cell.row < 2
    } == {
        "项目": (2, 1),
        "合计": (2, 1),
        "基本支出": (1, 2),
        "人员经费": (1, 1),
        "公用经费": (1, 1),
    }


def test_a_wrapped_header_is_one_cell() -> None:
    paper = heads(
        Paper(),
        [(90, 730, "项目"), (240, 736, "政府性基金"), (240, 724, "预算拨款"), (330, 730, "合计")],
    )
    rows(
        paper,
        [["教育支出", "30.00", "30.00"], ["科技支出", "7.00", "7.00"], ["合计", "37.00", "37.00"]],
    )
    (table,) = paper.tables()
    assert printed(table)[0] == ["项目", "政府性基金\n预算拨款", "合计"]


def test_lines_of_fields_and_page_numbers_stay_outside() -> None:
    paper = rows(Paper(), BODY)
    paper.canvas.drawString(60, 720, "部门：某某局")
    paper.canvas.drawRightString(460, 720, "单位：万元")
    paper.canvas.drawCentredString(260, 600, "第12页")
    table, *lines = sorted(paper.blocks(), key=lambda block: isinstance(block, TextLine))
    assert isinstance(table, Table) and printed(table) == BODY
    assert [line.text for line in lines if isinstance(line, TextLine)] == [
        "部门：某某局 单位：万元",
        "第12页",
    ]


def test_a_label_of_three_lines_is_one_row_and_a_code_begins_the_next() -> None:
    paper = rows(
        Paper(),
        [["行政运行", "1.00", "2.00"], ["", "20.00", "10.00"], ["住房公积金", "5.00", "5.00"]],
        pitch=40,
    )
    for y, text in ((672, "机关事业单位"), (660, "基本养老保险"), (648, "缴费支出")):
        paper.canvas.drawString(60, y, text)
    (table,) = paper.tables()
    assert [row[0] for row in printed(table)] == [
        "行政运行",
        "机关事业单位\n基本养老保险\n缴费支出",
        "住房公积金",
    ]


def test_figures_after_empty_rows_belong_to_the_table() -> None:
    paper = rows(Paper(), BODY[:4])
    rows(paper, [BODY[4]], top=500)
    (table,) = paper.tables()
    assert printed(table) == BODY


def test_a_total_printed_wide_is_one_label() -> None:
    paper = rows(
        Paper(), [["205", "12.00"], ["20501", "12.00"], ["206", "3.00"], ["20601", "3.00"]]
    )
    for k, text in enumerate(["教育支出", "教育管理事务", "科学技术支出", "科学技术管理"]):
        paper.canvas.drawString(100, 700 - 20 * k, text)
    paper.canvas.drawString(80, 620, "合")
    paper.canvas.drawString(110, 620, "计")
    paper.canvas.drawRightString(260, 620, "15.00")
    (table,) = paper.tables()
    assert [cell.text for cell in table.cells if cell.row == table.rows - 1 and cell.text] == [
        "合 计",
        "15.00",
    ]


def test_sentences_right_of_the_figures_are_a_column() -> None:
    paper = rows(
        Paper(),
        [["物业管理费", "99.00"], ["信访专项经费", "145.00"], ["社工服务外包", "45.00"]],
        pitch=40,
    )
    for k in range(3):
        for y, text in ((6, "做好来访接待服务工作，为群众提供安全有序"), (-6, "的场所。")):
            paper.canvas.drawString(300, 700 - 40 * k + y, text)
    (table,) = paper.tables()
    assert [row[2] for row in printed(table)] == [
        "做好来访接待服务工作，为群众提供安全有序\n的场所。"
    ] * 3


def test_an_indent_is_no_column() -> None:
    paper = Paper()
    for k, (x, text) in enumerate(
        [(60, "一、财政拨款"), (100, "一般公共预算"), (100, "政府性基金"), (60, "二、事业收入")]
    ):
        paper.canvas.drawString(x, 700 - 20 * k, text)
        paper.canvas.drawRightString(300, 700 - 20 * k, "12.00")
    paper.canvas.drawString(60, 620, "合计")
    paper.canvas.drawRightString(300, 620, "48.00")
    (table,) = paper.tables()
    assert table.columns == 2


HEADER = ["项目", "合计", "基金", "项目支出"]
FIRST_PAGE = [HEADER, *([f"科目{k}", "12.00", "5.00", "7.00"] for k in range(4))]
GOES_ON = [
    ["科目四", "2.00", "", "2.00"],
    ["科目五", "3.00", "", "3.00"],
    ["科目六", "4.00", "", "4.00"],
]


def on_two_pages(second: list[list[str]], above: str = "") -> list[Table]:
    paper = rows(Paper(), FIRST_PAGE)
    paper.canvas.showPage()
    paper.canvas.setFont("STSong-Light", 10)
    if above:
        paper.canvas.drawString(XS[0], 706, above)
        paper.canvas.drawString(XS[0], 694, "保险缴费支出")
    rows(paper, second)
    paper.canvas.save()
    return [
        next(b for b in page.blocks if isinstance(b, Table))
        for page in read_pdf(paper.bytes.getvalue(), "drawn.pdf").pages
    ]


def test_a_page_without_header_has_the_columns_of_the_page_before() -> None:
    first, second = on_two_pages(GOES_ON)
    assert first.column_edges == second.column_edges
    assert printed(second) == GOES_ON


def test_a_page_under_the_same_header_has_the_columns_of_the_page_before() -> None:
    first, second = on_two_pages([HEADER, *GOES_ON])
    assert first.column_edges == second.column_edges
    assert printed(second) == [HEADER, *GOES_ON]


def test_a_page_under_another_header_has_columns_of_its_own() -> None:
    _, second = on_two_pages([["单位", "人数", "", "经费"], *GOES_ON])
    assert printed(second) == [
        [row[0], row[1], row[3]] for row in [["单位", "人数", "", "经费"], *GOES_ON]
    ]


def test_a_page_that_begins_within_a_label_has_the_columns_of_the_page_before() -> None:
    """The label's first line stands above its figures, as a header would."""
    first, second = on_two_pages([["", "1.00", "", "1.00"], *GOES_ON], above="机关事业单位基本养老")
    assert first.columns == second.columns == 4
    assert printed(second)[0] == ["机关事业单位基本养老\n保险缴费支出", "1.00", "", "1.00"]


def test_a_figure_that_is_broken_where_its_column_ends_is_one_cell() -> None:
    paper = rows(Paper(), BODY[:2])
    paper.canvas.drawString(XS[0], 654, "城乡社区支出")
    paper.canvas.drawRightString(XS[1] + 60, 660, "211,000.0")
    paper.canvas.drawRightString(XS[1] + 60, 648, "0")
    paper.canvas.drawRightString(XS[2] + 60, 654, "3,000.00")
    rows(paper, [*BODY[2:3]] * 3, top=620)
    (table,) = paper.tables()
    assert printed(table)[2] == ["城乡社区支出", "211,000.0\n0", "3,000.00", ""]


def test_rulings_between_rows_part_them_where_there_are_no_columns() -> None:
    lines = [
        ["教育支出甲", "1.00", "2.00"],
        ["科技支出乙", "", ""],
        ["住房公积金", "5.00", "5.00"],
        ["合计", "6.00", "7.00"],
    ]
    paper = rows(Paper(), lines, pitch=13)
    for k in range(5):
        paper.canvas.line(55, 710 - 13 * k, 365, 710 - 13 * k)
    (table,) = paper.tables()
    assert [row[0] for row in printed(table)] == ["教育支出甲", "科技支出乙", "住房公积金", "合计"]


FIGURE = re.compile(r"-?(\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+)")


def figures(tables: list[Table]) -> Counter[str]:
    return Counter(
        cell.text for table in tables for cell in table.cells if FIGURE.fullmatch(cell.text)
    )


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["shanghai-01", "fuzhou-01", "swu-01", "jiangsu-12"])
def test_real_pages_read_without_their_rulings_give_the_same_figures(
    shared: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled, bare = Counter[str](), Counter[str]()
    pdf = pdfium.PdfDocument(shared / "corpus" / "pdf" / f"{name}.pdf")
    for number, page in enumerate(pdf, 1):
        with monkeypatch.context() as patch:
            tables = [
                b for b in pdf_page.read_page(page.raw, number)[0].blocks if isinstance(b, Table)
            ]
            patch.setattr(tables_page, "find_grids", lambda horizontal, vertical: [])
            without = [
                b for b in pdf_page.read_page(page.raw, number)[0].blocks if isinstance(b, Table)
            ]
        if sum(figures(tables).values()) > 3:
            ruled, bare = ruled + figures(tables), bare + figures(without)
        else:
            assert sum(figures(without).values()) <= 6, f"page {number} has no table"
    assert sum((ruled - bare).values()) <= 0.02 * sum(ruled.values())
