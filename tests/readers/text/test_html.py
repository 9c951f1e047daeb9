"""HTML pages: what a browser shows, tables with their spans, layout looked through."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetflow.readers.document import Document, Table, TextLine, UnreadableDocument
from budgetflow.readers.text.html import read_html


def read(body: str) -> Document:
    return read_html(
        f"<html><head><title>预算公开</title></head><body>{body}</body></html>".encode(),
        "page.html",
    )


def lines(document: Document) -> list[str]:
    return [block.text for block in document.pages[0].blocks if isinstance(block, TextLine)]


def only_table(document: Document) -> Table:
    (table,) = [block for block in document.pages[0].blocks if isinstance(block, Table)]
    return table


def texts(table: Table) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in table.grid()]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>一、<b>收入</b>预算</p><p>二、支出</p>", ["一、收入预算", "二、支出"]),
        ("<div>第一行<br>第二行</div>", ["第一行", "第二行"]),
        ("<p>收支\n    总表</p>", ["收支总表"]),
        ("<p>GDP\n growth</p>", ["GDP growth"]),
        (
            "<script>var x=1</script><style>p{}</style><!-- 旧文 --><p>新文</p><p "
            "hidden>看不见</p><p style='display: none'>看不见</p>",
            ["新文"],
        ),
        ("<p>&nbsp;</p><p>金额&nbsp;1&#44;000</p>", ["金额 1,000"]),
        ("文本<p>段落</p>尾巴", ["文本", "段落", "尾巴"]),
        ("<%@ page language='java' %><p>正文</p>", ["正文"]),
    ],
)
def test_visible_text_in_order(body: str, expected: list[str]) -> None:
    assert lines(read(body)) == expected


def test_paragraphs_are_whole_and_headings_bold() -> None:
    first, second = read("<h2>收支总表</h2><p>说明<b>其中</b></p>").pages[0].blocks
    assert isinstance(first, TextLine)
    assert isinstance(second, TextLine)
    assert (first.bold, first.whole_paragraph, second.bold) == (True, True, False)


def test_spans_are_kept_as_spans() -> None:
    head = (
        "<tr><td rowspan=2>项目</td><td colspan=2>支出</td></tr><tr><td>基本</td><td>项目</td></tr>"
    )
    table = only_table(read(f"<table>{head}<tr><td>合计</td><td>1</td><td>2</td></tr></table>"))
    assert texts(table) == [["项目", "支出", "支出"], ["项目", "基本", "项目"], ["合计", "1", "2"]]
    assert [(cell.row_span, cell.column_span, cell.locator) for cell in table.cells[:2]] == [
        (2, 1, "T1!A1"),
        (1, 2, "T1!B1"),
    ]


def test_lines_inside_a_cell_are_lines() -> None:
    assert texts(
        only_table(
            read(
                "<table><tr><td>项目<br>支出</td><td>1</td></tr><tr><td><p>合</p><p>计</p></td><t"
                "d>2</td></tr></table>"
            )
        )
    ) == [
        ["项目\n支出", "1"],
        ["合\n计", "2"],
    ]


def test_a_layout_table_is_looked_through() -> None:
    inner = "<table><tr><td>项目</td><td>预算数</td></tr><tr><td>合计</td><td>1</td></tr></table>"
    document = read(
        f"<table><tr><td>导航</td><td><p>部门预算</p>{inner}</td></tr><tr><td>页脚</td><td>电话</"
        f"td></tr></table>"
    )
    assert lines(document) == ["导航", "部门预算", "页脚", "电话"]
    assert texts(only_table(document)) == [["项目", "预算数"], ["合计", "1"]]


def test_an_article_inside_a_table_is_prose() -> None:
    assert lines(
        read(
            f"<table><tr><td>来源</td><td>财政局</td></tr><tr><td "
            f"colspan=2>{'说明' * 300}</td></tr></table>"
        )
    )[:2] == ["来源", "财政局"]


def test_a_table_that_frames_a_figure_with_a_table_of_one_cell_is_data() -> None:
    table = only_table(
        read(
            "<table><tr><td>项目</td><td>数</td></tr><tr><td>合计</td><td><table><tr><td>1.00</td"
            "></tr></table></td></tr></table>"
        )
    )
    assert texts(table)[1] == ["合计", "1.00"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("<td colspan='0'>a</td><td>b</td>", ["a", "b"]),
        ("<td colspan='x'>a</td><td>b</td>", ["a", "b"]),
        ("<td rowspan='99'>a</td><td>b</td>", ["a", "b"]),
    ],
)
def test_nonsense_spans(row: str, expected: list[str]) -> None:
    assert (
        texts(only_table(read(f"<table><tr><td>x</td><td>y</td></tr><tr>{row}</tr></table>")))[1]
        == expected
    )


def test_a_table_of_absurd_size_costs_only_this_document() -> None:
    row = "<tr>" + "<td colspan=1000 rowspan=9999>x</td>" * 9 + "</tr>"
    with pytest.raises(UnreadableDocument, match="places"):
        read("<table>" + row + "<tr><td>y</td></tr>" * 300 + "</table>")


def test_deep_nesting_neither_crashes_nor_hangs() -> None:
    deep = "<div>" * 100_000 + "底" + "</div>" * 100_000
    try:
        read(deep)
    except UnreadableDocument as error:
        assert "nested" in str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
def test_encodings(encoding: str) -> None:
    page = (
        f'<html><head><meta charset="{encoding}"><title>部门预算</title></head><body><p>单位：'
        f"万元</p></body></html>"
    ).encode(encoding)
    document = read_html(page, "p")
    assert (document.title, lines(document)) == ("部门预算", ["单位：万元"])


def test_the_title_is_the_article_s() -> None:
    data = (
        '<html><head><meta name="ArticleTitle" '
        'content="某局2026年预算"><title>某市政府网</title></head><body>x</body></html>'
    ).encode()
    assert read_html(data, "p").title == "某局2026年预算"


@pytest.mark.corpus
def test_a_real_disclosure_in_a_page(shared: Path) -> None:
    document = read_html(
        (shared / "corpus" / "pages" / "chongqing-article-2018.html").read_bytes(), "page"
    )
    printed = lines(document)
    assert "二、部门预算情况说明" in printed
    assert any("324970.32万元" in line for line in printed)


@pytest.mark.corpus
def test_every_real_page_gives_lines(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "pages").glob("*.html")):
        assert len(read_html(path.read_bytes(), path.name).pages[0].blocks) >= 10, path.name
