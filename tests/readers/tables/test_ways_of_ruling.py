"""One table, ruled and with its figures written in many ways: the same rows each time."""

from __future__ import annotations

import pytest

from budgetflow.readers.document import Table
from tests.readers.pdf_builder import Paper, printed

COLUMNS = [75, 265, 345, 430, 520]
HEADER = ["收入分类", "预算数", "执行数", "占预算的%"]
ROWS = [
    ["合计", "3308167", "3270591", "98.9"],
    ["一、税收收入", "1843890", "1760417", "95.5"],
    ["增值税", "662120", "631831", "95.4"],
    ["企业所得税", "133478", "130179", "97.5"],
    ["二、非税收入", "1464277", "1510174", "103.1"],
]
WAYS = {
    "columns and the frame": ([0, 1, 2, 3, 4], [0, -1]),
    "columns, the header and the frame": ([0, 1, 2, 3, 4], [0, 1, -1]),
    "inner columns and the header": ([1, 2, 3], [0, 1, -1]),
    "inner columns, the header and the total": ([1, 2, 3], [0, 1, 2, -1]),
    "one column": ([1], [0, 1, -1]),
    "two of three columns": ([1, 3], [0, 1, -1]),
    "the header": ([], [0, 1, -1]),
    "a line under the header": ([], [1]),
    "the frame": ([0, 4], [0, -1]),
    "the frame and the header": ([0, 4], [0, 1, -1]),
    "rows": ([], [0, 1, 2, 3, 4, 5, 6]),
    "some rows": ([1, 2, 3], [0, 1, 3, -1]),
    "nothing": ([], []),
}
WRITTEN = {
    "whole": lambda text: text,
    "commas": lambda text: f"{int(text):,}",
    "decimals": lambda text: f"{text[:-2]}.{text[-2:]}",
    "thousands": lambda text: text[:-3],
}


def drawn(walls: list[int], floors: list[int], rows: list[list[str]], pitch: float) -> Table:
    """Draw a table with the rulings at some borders of columns and rows, and read it."""
    paper = Paper()
    canvas = paper.canvas
    canvas.setFontSize(9)
    edges = [700 - pitch * row for row in range(len(rows) + 1)]
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            y = edges[row + 1] + pitch / 3
            if row == 0:
                canvas.drawCentredString((COLUMNS[column] + COLUMNS[column + 1]) / 2, y, text)
            elif column == 0:
                canvas.drawString(COLUMNS[0] + 3, y, text)
            else:
                canvas.drawRightString(COLUMNS[column + 1] - 3, y, text)
    for floor in (floor for floor in floors if floor < len(edges)):
        canvas.line(COLUMNS[0], edges[floor], COLUMNS[-1], edges[floor])
    for wall in walls:
        canvas.line(COLUMNS[wall], edges[0], COLUMNS[wall], edges[-1])
    (table,) = paper.tables()
    return table


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("pitch", [14, 20])
def test_rows_and_columns_are_those_of_the_paper(way: str, written: str, pitch: float) -> None:
    write = WRITTEN[written]
    rows = [HEADER, *([name, write(a), write(b), share] for name, a, b, share in ROWS)]
    assert printed(drawn(*WAYS[way], rows, pitch)) == rows


@pytest.mark.parametrize("way", WAYS)
def test_blank_cells_stay_blank(way: str) -> None:
    header = ["科目名称", "合计", "基本支出", "项目支出"]
    body = [
        ["教育支出", "4500", "3000", "1500"],
        ["学前教育", "3000", "3000", ""],
        ["小学教育", "1500", "", "1500"],
        ["合计", "4500", "3000", "1500"],
    ]
    rows = [header, *body]
    assert printed(drawn(*WAYS[way], rows, 18)) == rows


@pytest.mark.parametrize(
    "way", ["columns, the header and the frame", "inner columns and the header"]
)
def test_rows_without_a_figure_are_rows(way: str) -> None:
    rows = [
        ["经济科目", "2026年预算数", "2025年预算数", "增长%"],
        ["工资福利支出", "1553245", "1502245", "3.4"],
        ["咨询费", "", "", ""],
        ["手续费", "", "", ""],
        ["水费", "504", "500", "0.8"],
        ["电费", "2087", "2000", "4.4"],
        ["租赁费", "", "", ""],
    ]
    assert printed(drawn(*WAYS[way], rows, 17)) == rows


def test_rows_of_one_column_of_figures() -> None:
    paper = Paper()
    names = ["基本工资", "咨询费", "手续费", "水费", "电费", "租赁费"]
    figures = ["435552", "", "", "504", "2087", "377"]
    for row, texts in enumerate([("经济科目", "预算数"), *zip(names, figures, strict=True)]):
        for x, text in zip((70, 400), texts, strict=True):
            paper.canvas.drawString(x, 700 - 19 * row, text)
    for y in (715, 695, 575):
        paper.canvas.line(60, y, 500, y)
    for x in (60, 380, 500):
        paper.canvas.line(x, 715, x, 575)
    (table,) = paper.tables()
    assert printed(table)[1:] == [list(row) for row in zip(names, figures, strict=True)]


def test_one_row_under_its_header_without_a_ruling_between() -> None:
    rows = [["合计", "因公出国费", "公务接待费", "公务用车费"], ["12.50", "0.00", "2.50", "10.00"]]
    assert printed(drawn(*WAYS["columns and the frame"], rows, 20)) == rows


def test_codes_years_and_counts_are_no_figures() -> None:
    paper = Paper()
    rows = [
        ["功能科目编码", "科目名称", "年度", "合计"],
        ["2050201", "学前教育", "2025", "3000"],
        ["2050202", "小学教育", "2025", "1500"],
        ["2050203", "初中教育", "2025", "900"],
    ]
    for row, cells in enumerate(rows):
        for x, text in zip((60, 160, 300, 420), cells, strict=True):
            paper.canvas.drawString(x, 700 - 18 * row, text)
    (table,) = paper.tables()
    assert printed(table) == rows


def test_words_over_numbers_that_head_no_money_make_no_table() -> None:
    paper = Paper()
    for row, cells in enumerate([["部门概况", "3"], ["收支预算总表", "4"], ["名词解释", "15"]]):
        for x, text in zip((60, 500), cells, strict=True):
            paper.canvas.drawString(x, 700 - 18 * row, text)
    assert paper.tables() == []


def test_figures_that_each_column_leaves_out_elsewhere_are_rows_all_the_same() -> None:
    """Only the columns of figures rule the line under the total; the rows below it are not ruled,
    and the last column prints two of their three figures.
    """
    paper = Paper()
    canvas = paper.canvas
    xs, bottom = [60, 200, 320, 440], 530
    for x in xs:
        canvas.line(x, 700, x, bottom)
    for y in (700, 670, bottom):
        canvas.line(xs[0], y, xs[-1], y)
    canvas.line(xs[1], 640, xs[-1], 640)
    rows = [["项目", "合计", "基本支出"], ["合计", "6.00", "4.00"]]
    rows += [["教育", "1.00", "1.00"], ["卫生", "2.00", ""], ["交通", "3.00", "3.00"]]
    for row, y in zip(rows, (680, 650, 615, 580, 545), strict=True):
        for x, text in zip(xs, row, strict=False):
            canvas.drawString(x + 5, y, text)
    (table,) = paper.tables()
    assert printed(table) == rows


def test_a_column_of_labels_beside_floors_that_only_other_columns_draw() -> None:
    """White floors under the lower figures alone, a label of two lines around its figures, and a
    rate that the lower rows leave blank (a city's draft of fund receipts).
    """
    paper = Paper()
    canvas = paper.canvas
    canvas.setFontSize(9)
    labels = ["国有土地使用权出让收入", "彩票发行机构业务费用", "污水处理费收入", "本年收入合计"]
    labels += ["上级补助收入", "上年结转收入", "收入总计"]
    figures = [["926680", "0.4"], ["1389", "19.1"], ["16199", "-13.3"], ["944268", "-3.2"]]
    figures += [["20000", ""], ["193691", ""], ["1157959", ""]]
    top, pitch = 700, 30
    for column, text in enumerate(["项目", "预算数", "增长%", "备注"]):
        canvas.drawCentredString((COLUMNS[column] + COLUMNS[column + 1]) / 2, top - 20, text)
    for row, (label, cells) in enumerate(zip(labels, figures, strict=True)):
        y = top - pitch * (row + 1) - 20
        if row == 1:
            canvas.drawString(COLUMNS[0] + 3, y + 9, label[:6])
            canvas.drawString(COLUMNS[0] + 3, y - 9, label[6:])
        else:
            canvas.drawString(COLUMNS[0] + 3, y, label)
        for column, text in enumerate(cells, start=1):
            canvas.drawRightString(COLUMNS[column + 1] - 3, y, text)
    bottom = top - pitch * (len(labels) + 1)
    for y in (top, top - pitch, bottom):
        canvas.line(COLUMNS[0], y, COLUMNS[4], y)
    for x in COLUMNS[:5]:
        canvas.line(x, top, x, bottom)
    for row in (5, 6, 7):
        canvas.line(COLUMNS[1], top - pitch * row, COLUMNS[2], top - pitch * row)
    (table,) = paper.tables()
    assert printed(table)[1:] == [
        [label if row != 1 else f"{label[:6]}\n{label[6:]}", *cells, ""]
        for row, (label, cells) in enumerate(zip(labels, figures, strict=True))
    ]


def _boxed(rows: list[list[str]], closing: bool) -> Paper:
    """Draw a table that boxes the cells of its header, and may close its last row with a line."""
    paper = Paper()
    canvas = paper.canvas
    canvas.setFontSize(9)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            canvas.drawString(COLUMNS[column] + 3, 686 - 20 * row, text)
    for y in (700, 680):
        canvas.line(COLUMNS[0], y, COLUMNS[-1], y)
    for x in COLUMNS:
        canvas.line(x, 700, x, 680)
    if closing:
        bottom = 700 - 20 * len(rows)
        canvas.line(COLUMNS[0], bottom, COLUMNS[-1], bottom)
    return paper


def test_rows_below_a_boxed_header_are_of_its_table() -> None:
    (table,) = _boxed([HEADER, *ROWS], closing=True).tables()
    assert printed(table) == [HEADER, *ROWS]


def test_a_box_of_words_above_lines_that_cross_its_walls_stays_a_table_of_its_own() -> None:
    words = [["金额单位为万元，各表的合计数与分项之和因四舍五入可能略有出入，特此说明", "", "", ""]]
    tables = _boxed([HEADER, *words, *words, *words], closing=True).tables()
    assert [printed(table) for table in tables] in ([], [[HEADER]])


def test_a_boxed_header_may_hold_digits_in_circles() -> None:
    header = [*HEADER[:-1], "①②③"]
    (table,) = _boxed([header, *ROWS], closing=True).tables()
    assert printed(table) == [header, *ROWS]
