"""Text renditions: lines of tabs are tables, the rest is prose, markup is not text."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetflow.readers.document import Table, TextLine, UnreadableDocument
from budgetflow.readers.text.plain import read_text
from tests.readers.text.builders import lines, read, tables


def test_lines_of_tabs_are_a_table_padded_to_the_widest_row() -> None:
    document = read(
        "表 1\n\n单位：万元\n\n收入\t\t支出\t\n项目\t预算数\t科目\t预算数\n一、"
        "本年收入\t1.00\n合计\t\t\t2.00\n\n说明"
    )
    assert lines(document) == ["表 1", "单位：万元", "说明"]
    assert tables(document) == [
        [
            ["收入", "", "支出", ""],
            ["项目", "预算数", "科目", "预算数"],
            ["一、本年收入", "1.00", "", ""],
            ["合计", "", "", "2.00"],
        ]
    ]


def test_every_cell_and_line_knows_its_line_of_the_file() -> None:
    document = read("说明\n\n项目\t预算数\n合计\t2.00\n")
    table = document.pages[0].blocks[1]
    assert isinstance(table, Table)
    assert {cell.locator for cell in table.cells if cell.row == 1} == {"L4"}
    assert document.pages[0].blocks[0].page is None
    assert isinstance(document.pages[0].blocks[0], TextLine)
    assert document.pages[0].blocks[0].locator == "L1"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(ending: str) -> None:
    document = read(ending.join(["说明", "", "a\tb", "c\td"]))
    assert tables(document) == [[["a", "b"], ["c", "d"]]]
    assert document.pages[0].blocks[1].cells[2].locator == "L4"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("source", "text", "bold"),
    [
        ("<b>一、本年收入</b>", "一、本年收入", True),
        ("## 第一部分", "第一部分", True),
        ("**财政拨款**:指资金", "财政拨款:指资金", False),
        ("- 一、 主要职能", "一、 主要职能", False),
        ("- 1 -", "- 1 -", False),
        ("<=17万元", "<=17万元", False),
        ("修订<补助资金管理办法>的通知", "修订<补助资金管理办法>的通知", False),
        ("\t缩进的段落", "缩进的段落", False),
        ("\u3000\u3000说明\u00a0 如下", "说明 如下", False),
        ("e\u0301", "\u00e9", False),
    ],
)
def test_a_line_of_prose_without_its_markup(source: str, text: str, bold: bool) -> None:
    (block,) = read(source).pages[0].blocks
    assert isinstance(block, TextLine)
    assert (block.text, block.bold) == (text, bold)


def test_markup_inside_cells_is_not_text() -> None:
    assert tables(read("<b>合计</b>\t<b>6.00</b>\n目标\t<p>一是</p>二是<br>三是")) == [
        [["合计", "6.00"], ["目标", "一是二是\n三是"]]
    ]


def test_a_markdown_table() -> None:
    assert tables(read("| 项目 | 预算数 |\n|:---|---:|\n| 合计 | 6.00 |\n\n说明", "a.md")) == [
        [["项目", "预算数"], ["合计", "6.00"]]
    ]


def test_a_contents_list_is_no_table() -> None:
    assert lines(read("一、概况\t1\n二、收支总表\t3\n三、说明\t12")) == [
        "一、概况 1",
        "二、收支总表 3",
        "三、说明 12",
    ]


@pytest.mark.parametrize("number", ["一、", "（一）", "1.", "第一部分", "1.2"])
def test_entries_of_a_contents_list_may_have_a_number_of_their_own(number: str) -> None:
    assert tables(read(f"{number}\t概况\t1\n{number}\t收支总表\t3\n{number}\t说明\t12")) == []


@pytest.mark.parametrize("code", ["201", "2010601", "1"])
def test_rows_of_codes_are_no_contents_list(code: str) -> None:
    rows = [[code, "教育支出", "1"], [code, "卫生健康支出", "3"], [code, "合计", "12"]]
    assert tables(read("\n".join("\t".join(row) for row in rows))) == [rows]


def test_a_line_of_two_texts_by_itself_is_no_table() -> None:
    assert lines(read("编制单位：某局\t单位：万元\n\n项目\t数\n合计\t1")) == [
        "编制单位：某局 单位：万元"
    ]
    assert tables(read("合计\t1.00")) == [[["合计", "1.00"]]]


def test_bytes_that_are_no_text_say_so() -> None:
    with pytest.raises(UnreadableDocument, match=r"坏\.txt"):
        read_text(bytes(range(256)), "坏.txt")


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "count"),
    [("bayingol-2025", 21), ("ganzhou-2026", 0), ("xinjiang-2025", 21), ("xinshiqu-2026", 15)],
)
def test_the_real_renditions(shared: Path, name: str, count: int) -> None:
    data = (shared / "seeds" / f"{name}.txt").read_bytes()
    document = read_text(data, name)
    assert len(tables(document)) == count
    printed = "".join(lines(document)) + "".join(
        cell for table in tables(document) for row in table for cell in row
    )
    assert "<b>" not in printed
    assert "\t" not in printed
