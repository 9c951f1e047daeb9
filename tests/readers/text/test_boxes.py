"""Tables that a page sets out with boxes: flex rows, grids, floats, rows of inline blocks."""

from __future__ import annotations

import pytest

from budgetflow.readers.document import Table, UnreadableDocument
from tests.readers.text.builders import lines, only_table, texts
from tests.readers.text.builders import read_page as read

ROWS = [
    ["科目编码", "科目名称", "合计"],
    ["201", "一般公共服务支出", "300.50"],
    ["205", "教育支出", "1,000.25"],
    ["", "合计", "1,300.75"],
]


def rows_of(row: str, cell: str, more: str = "") -> str:
    return "".join(
        f"<{row} class='r'>" + "".join(f"<{cell}{more}>{text}</{cell}>" for text in texts_)
        + f"</{row}>"
        for texts_ in ROWS
    )  # fmt: skip


CELLS = "".join(f"<div>{text}</div>" for row in ROWS for text in row)
GRID = f"<div class=g>{CELLS}</div>"


@pytest.mark.parametrize(
    ("style", "body"),
    [
        (".r{display:flex}", rows_of("div", "div")),
        (".r{display:flex}", rows_of("div", "span")),
        (".r{display:inline-flex;flex-direction:row}", rows_of("p", "a")),
        (".r span{float:left}", rows_of("div", "span")),
        (".r li{float:left;width:33%}", rows_of("ul", "li")),
        ("", rows_of("div", "span", " style='display:inline-block;width:9em'")),
        ("", rows_of("div", "div")),
        (".g{display:grid;grid-template-columns:1fr 2fr 1fr}", GRID),
        (".g{display:grid;grid-template-columns:repeat(3, minmax(0, 1fr))}", GRID),
        (".g{display:grid;grid-template-columns:[a] 9em repeat(2,auto)}", GRID),
        ("", GRID.replace("class=g", "style='display:grid;grid-template-columns:1fr 1fr 1fr'")),
    ],
)
def test_boxes_that_are_a_table(style: str, body: str) -> None:
    document = read(f"<style>{style}</style><p>收支总表</p><div>{body}</div><p>说明</p>")
    assert texts(only_table(document)) == ROWS
    assert lines(document) == ["收支总表", "说明"]


def test_a_box_over_two_columns() -> None:
    grid = CELLS.replace(
        "<div></div><div>合计</div>", "<div style='grid-column: span 2'>合计</div>"
    )
    document = read(f"<div style='display:grid;grid-template-columns:1fr 1fr 1fr'>{grid}</div>")
    table = only_table(document)
    assert [(cell.text, cell.column_span) for cell in table.cells if cell.row == 3] == [
        ("合计", 2),
        ("1,300.75", 1),
    ]


@pytest.mark.parametrize(
    ("style", "body"),
    [
        # two rows; a column; words of a sentence; a menu; a calendar; as many columns as fit
        (".r{display:flex}", rows_of("div", "div").split("<div class='r'><div>205")[0]),
        (".r{display:flex;flex-direction:column}", rows_of("div", "span")),
        ("", rows_of("p", "span")),
        (
            ".r{display:flex}",
            "<div class=r><div>首页</div><div>政务</div><div>互动</div></div>" * 4,
        ),
        (".r{display:flex}", "<div class=r><div>1</div><div>2</div><div>3</div></div>" * 4),
        (
            ".r{display:flex}",
            "<div class=r><div>收入。</div><div>300.50</div><div>支出</div></div>" * 4,
        ),
        (".g{display:grid;grid-template-columns:repeat(auto-fill,9em)}", f"<p class=g>{CELLS}</p>"),
        (".r{display:flex}", rows_of("div", "div").replace("</div></div>", "</div>和</div>")),
    ],
)
def test_boxes_that_are_none(style: str, body: str) -> None:
    document = read(f"<style>{style}</style><div>{body}</div>")
    assert not [block for block in document.pages[0].blocks if isinstance(block, Table)]


def test_what_follows_the_rows_stays_behind_them() -> None:
    document = read(f"<div>{rows_of('div', 'div')}注：单位为万元</div>")
    assert texts(only_table(document)) == ROWS
    assert lines(document) == ["注：单位为万元"]


@pytest.mark.parametrize("tag", ["div", "font", "b"])
def test_tags_that_are_never_closed_cost_no_text(tag: str) -> None:
    """The parser leaves out what stands deeper than 256 elements unless it is told otherwise."""
    table = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS)
    document = read(f"<{tag}>" * 900 + f"<table>{table}</table><p>说明</p>")
    assert texts(only_table(document)) == ROWS
    assert lines(document) == ["说明"]


def test_a_page_nested_deeper_than_the_parser_reads_is_said_not_to_be_read() -> None:
    with pytest.raises(UnreadableDocument, match=r"nested too deeply.*nothing was read"):
        read("<div>" * 3000 + "<p>300.50</p>")
