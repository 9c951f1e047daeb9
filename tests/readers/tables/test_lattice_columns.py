"""Tables ruled only between their columns: rows are where figures stand."""

from __future__ import annotations

import pytest

from tests.readers.pdf_builder import TEXT, Paper, printed


def test_dashes_stand_for_figures_in_columns_without_floors() -> None:
    """A page of 36 rows with rules between columns only, a dash where there was nothing."""
    rows = [["预备费", "360000", "—"], ["债务付息支出", "536456", "-10.4"], ["其他", "—", "4.6"]]
    ys = [700, 670, 640, 610, 580]
    paper = Paper().lines(ys=[700, 670, 580])
    (table,) = paper.texts([TEXT[0], *rows], ys=ys).tables()
    assert printed(table) == [TEXT[0], *rows]


def test_a_label_of_two_lines_stays_one_row_in_columns_without_floors() -> None:
    """Its figures stand at the height between its lines; a heading has none and is a row."""
    xs, ys = [60, 160, 240, 320], [700, 670, 580]
    paper = Paper().lines(xs=xs, ys=ys).texts([TEXT[0]], ys=ys, xs=xs)
    for y, words in ((655, "一、利润收入"), (640, "其他国有资本经营企"), (628, "业利润收入")):
        paper.canvas.drawString(63, y, words)
    for y, words in ((613, "转移性收入"), (598, "上年结转收入"), (585, "收入总计")):
        paper.canvas.drawString(63, y, words)
    for y, one, two in (
        (655, "288549", "101.4"),
        (634, "30916", "—"),
        (598, "96346", "7.5"),
        (585, "444616", "99.0"),
    ):
        paper.canvas.drawString(163, y, one)
        paper.canvas.drawString(243, y, two)
    (table,) = paper.tables()
    assert printed(table)[1:] == [
        ["一、利润收入", "288549", "101.4"],
        ["其他国有资本经营企\n业利润收入", "30916", "—"],
        ["转移性收入", "", ""],
        ["上年结转收入", "96346", "7.5"],
        ["收入总计", "444616", "99.0"],
    ]


def test_a_total_at_the_foot_of_an_empty_side_is_one_row() -> None:
    """Receipts are many, outlays end above: 本年支出合计 stands beside the last of them."""
    xs, ys = [60, 150, 220, 320, 400], [700, 670, 580]
    paper = Paper().lines(xs=xs, ys=ys)
    for x, words in ((63, "收入"), (153, "决算数"), (223, "支出"), (323, "决算数")):
        paper.canvas.drawString(x, 680, words)
    left = (("一、利润收入", "630,105"), ("二、股利收入", "23,000"), ("收入合计", "653,105"))
    for y, (label, figure) in zip((650, 630, 585), left, strict=True):
        paper.canvas.drawString(63, y, label)
        paper.canvas.drawString(153, y, figure)
    paper.canvas.drawString(223, 585, "支出合计")
    paper.canvas.drawString(323, 585, "415,721")
    (table,) = paper.tables()
    assert printed(table)[1:] == [
        ["一、利润收入", "630,105", "", ""],
        ["二、股利收入", "23,000", "", ""],
        ["收入合计", "653,105", "支出合计", "415,721"],
    ]


def test_one_column_of_figures_beside_labels_of_which_some_have_none() -> None:
    xs, ys = [60, 300, 440], [700, 670, 580]
    paper = Paper().lines(xs=xs, ys=ys).texts([["项目", "金额"]], ys=ys, xs=xs)
    body = [
        ["一、年初债务余额", "478.37"],
        ["其中：新增一般债券", ""],
        ["新增专项债券", "96.40"],
        ["二、债务支出", "213.42"],
    ]
    for y, (label, figure) in zip((655, 633, 611, 589), body, strict=True):
        paper.canvas.drawString(63, y, label)
        paper.canvas.drawString(303, y, figure)
    (table,) = paper.tables()
    assert printed(table)[1:] == body


def test_a_foot_of_three_lines_beside_a_side_of_one() -> None:
    """支出总计 and two rows below it stand beside 收入总计; figures fill their column."""
    xs, ys = [60, 150, 200, 320, 366], [700, 670, 600]
    paper = Paper().lines(xs=xs, ys=ys)
    for x, words in ((63, "收入"), (153, "决算数"), (203, "支出"), (323, "决算数")):
        paper.canvas.drawString(x, 680, words)
    left = {652: ("收 入 总 计", "80,829")}
    right = {652: ("支出总计", "77,981"), 632: ("年终结余", "2,848"), 612: ("其中结转", "2,848")}
    for y, (label, figure) in left.items():
        paper.canvas.drawString(63, y, label)
        paper.canvas.drawString(153, y, figure)
    for y, (label, figure) in right.items():
        paper.canvas.drawString(203, y, label)
        paper.canvas.drawRightString(365, y, figure)
    (table,) = paper.tables()
    assert printed(table)[1:] == [
        ["收入总计", "80,829", "支出总计", "77,981"],
        ["", "", "年终结余", "2,848"],
        ["", "", "其中结转", "2,848"],
    ]


def test_the_pages_number_on_the_last_row_is_no_part_of_its_figures() -> None:
    xs, ys = [60, 240, 440], [700, 670, 640, 600]
    paper = Paper().lines(xs=xs, ys=ys)
    rows = [["地区", "还本额"], ["双塔区", "11845"], ["龙城区", "22860"]]
    for y, (label, figure) in zip((680, 650, 624), rows, strict=True):
        paper.canvas.drawString(63, y, label)
        paper.canvas.drawString(243, y, figure)
    paper.canvas.drawString(230, 606, "第 66 页")
    (table,) = paper.tables()
    assert printed(table) == rows


def test_labels_merged_with_their_header_are_parted_beside_figures() -> None:
    """The line under the header is drawn under 决算数 only: labels and 地区 are one merged cell."""
    xs = [60, 240, 440]
    rows = [["地区", "决算数"], ["息县", "15173"], ["淮滨县", "17642"], ["周口市", "143456"]]
    ys = [700, 670, 640, 610, 580]
    paper = Paper().lines(xs=xs, ys=[700, 580])
    paper.canvas.line(240, 670, 440, 670)
    (table,) = paper.texts(rows, ys=ys, xs=xs).tables()
    assert printed(table) == rows


@pytest.mark.parametrize("gap", [0, 0.2, 2])
def test_two_columns_without_a_ruling_between_are_parted_also_where_their_figures_touch(
    gap: float,
) -> None:
    paper = Paper().lines(xs=[60, 160, 320], ys=[700, 670, 640, 610, 580])
    rows = (("教育支出", "1,234.56", "7,889.00"), ("卫生健康支出", "2,222.22", "3,333.33"))
    total = ("合计", "3,456.78", "11,222.33")
    for x, words in ((63, "科目"), (190, "本年"), (262, "上年")):
        paper.canvas.drawString(x, 680, words)
    for y, (label, one, two) in zip((650, 620, 590), (*rows, total), strict=True):
        paper.canvas.drawString(63, y, label)
        paper.canvas.drawRightString(250, y, one)
        paper.canvas.drawString(250 + gap, y, two)
    (table,) = paper.tables()
    assert printed(table)[1:3] == [list(row) for row in rows]
