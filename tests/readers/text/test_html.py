"""HTML pages: what a browser shows, tables with their spans, layout looked through."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetflow.readers.document import TextLine, UnreadableDocument
from budgetflow.readers.text.html import read_html
from tests.readers.text.builders import lines, only_table, texts
from tests.readers.text.builders import read_page as read


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>一、<b>收入</b>预算</p><p>二、支出</p>", ["一、收入预算", "二、支出"]),
        ("<div>第一行<br>第二行</div>", ["第一行", "第二行"]),
        ("<p>收支\n    总表</p>", ["收支总表"]),
        ("<p>GDP\n growth</p>", ["GDP growth"]),
        ("<p>300.50<sup>1</sup>万元</p>", ["300.50¹万元"]),
        ("<div style='font-size:0'><a style='font-size:14px'>公开</a></div>", ["公开"]),
        (  # a rule names what stands on the page, whatever it is displayed as
            "<style>div.w p.old{display:none}</style><div class='w' style='display:table'>"
            "<p class='old'>旧</p><p>新</p></div>",
            ["新"],
        ),
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


HEAD = "<tr><td>项目</td><td>数</td></tr>"
TWO = [["项目", "数"], ["教育", "1"], ["卫生", "2"]]


@pytest.mark.parametrize(
    "rows",
    [
        f"{HEAD}<tr><form><td>教育</td><td>1</td></form></tr><tr><form><td>卫生</td><td>2</td></form></tr>",
        f"<tbody>{HEAD}<form><tr><td>教育</td><td>1</td></tr><tr><td>卫生</td><td>2</td></tr></form></tbody>",
        f"<form>{HEAD}<tr><td>教育</td><td>1</td></tr><tr><td>卫生</td><td>2</td></tr></form>",
        f"{HEAD}<div><span><tr><td>教育</td><td>1</td></tr></span></div><tr><td>卫生</td><td>2</td></tr>",
        f"{HEAD}<tr><a><td>教育</td></a><td>1</td></tr><tr><font><td>卫生</td><td>2</td></font></tr>",
        f"{HEAD}<td>教育</td><td>1</td><tr><td>卫生</td><td>2</td></tr>",
        f"{HEAD}<tr><td>教育</td><td>1</td></tr><td>卫生</td><td>2</td>",
        f"<thead>{HEAD}</thead><tbody><td>教育</td><td>1</td></tbody><tbody><td>卫生</td><td>2</td></tbody>",
        f"{HEAD}<tr><td>教育</td><td>1</td><tr><td>卫生</td><td>2</td></tr></tr>",
        f"{HEAD}<form><td>教育</td><td>1</td></form><form><td>卫生</td><td>2</td></form>",
        f"{HEAD}<tr><td>教育<td>1<tr><td>卫生<td>2",
        f"{HEAD}<tfoot><tr><td>卫生</td><td>2</td></tr></tfoot><tr><td>教育</td><td>1</td></tr>",
    ],
)  # fmt: skip
def test_rows_and_cells_that_other_elements_stand_around(rows: str) -> None:
    document = read(f"<table>{rows}</table><p>注</p>")
    assert texts(only_table(document)) == TWO
    assert lines(document) == ["注"]


def test_what_stands_in_a_table_outside_its_cells_is_shown_above_it() -> None:
    rows = "<tr><td>教育</td><td>1</td></tr><tr><td>卫生</td><td>2</td></tr>"
    document = read(f"<table>表1<p>单位：万元</p>{HEAD}{rows}<script>x</script></table>")
    assert [getattr(block, "text", "table") for block in document.pages[0].blocks] == [
        *("表1", "单位：万元", "table")
    ]
    assert texts(only_table(document)) == TWO


@pytest.mark.parametrize(
    ("style", "row", "shown"),
    [
        (".h{display:none}", "class='h'", False),
        ("tr.h { color:red; DISPLAY : NONE !important }", "class='a h'", False),
        ("#x{display:none}", "id='x'", False),
        (".t .h{visibility:collapse}", "class='h'", False),
        ("tr[data-old]{display:none}", "data-old", False),
        (".旧{display:none}", "class='旧'", False),
        (".h{text-decoration:line-through red}", "class='h'", False),
        (".h{text-decoration:underline}", "class='h'", True),
        ("@media screen{.h{display:none}}", "class='h'", False),
        (".a,.h{display:none}", "class='h'", False),
        ("", "style='display:none'", False),
        (".h{display:none}", "class='hh'", True),
        (".h{display:none} tr.h{display:table-row}", "class='h'", True),
        (".h{display:none}.h{display:block}", "class='h'", True),
        (".h{display:none !important}.h{display:block}", "class='h'", False),
        (".h{display:none}", "class='h' style='display:table-row'", True),
        ("@media print{.h{display:none}}", "class='h'", True),
        ("@media (max-width:600px){.h{display:none}}", "class='h'", True),
        (".h::before{display:none}", "class='h'", True),
        (".h:hover{display:none}", "class='h'", True),
        ("/*.h{display:none}*/", "class='h'", True),
        (".h{display:none", "class='h'", False),
        (".h{{{", "class='h'", True),
    ],
)
def test_rows_that_a_style_sheet_hides(style: str, row: str, shown: bool) -> None:
    old = f"<tr {row}><td>旧</td><td>9</td></tr>"
    rows = f"{HEAD}<tr><td>教育</td><td>1</td></tr>{old}<tr><td>卫生</td><td>2</td></tr>"
    page = f"<style>{style}</style><table class='t'>{rows}</table>"
    assert texts(only_table(read(page))) == ([*TWO[:2], ["旧", "9"], TWO[2]] if shown else TWO)


@pytest.mark.parametrize(
    ("selector", "hides"),
    [
        ("tbody > tr.h", True),
        ("tbody tr.h", True),
        (".t tbody tr.h", True),
        ("table > tbody > tr.h", True),
        ("div tbody > tr.h", False),  # it stands in no div
        ("thead > tr.h", False),
    ],
)
def test_a_rule_for_the_body_names_rows_without_one_and_no_header(
    selector: str, hides: bool
) -> None:
    header = HEAD.replace("<tr>", "<tr class='h'>", 1)
    old = "<tr class='h'><td>旧</td><td>9</td></tr>"
    rows = f"{old}<tr><td>教育</td><td>1</td></tr><tr><td>卫生</td><td>2</td></tr>"
    page = f"<style>{selector}{{display:none}}</style><table class='t'><thead>{header}</thead>"
    found = texts(only_table(read(f"{page}{rows}</table>")))
    if selector.startswith("thead"):
        assert found == [["旧", "9"], *TWO[1:]]
    else:
        assert found == ([*TWO] if hides else [TWO[0], ["旧", "9"], *TWO[1:]])


def test_a_hidden_cell_moves_the_others_or_leaves_its_place_empty() -> None:
    rows = f"{HEAD}<tr><td class='h'>x</td><td>教育</td><td>1</td></tr>"
    gone = read(f"<style>.h{{display:none}}</style><table>{rows}</table>")
    assert texts(only_table(gone))[1] == ["教育", "1"]
    unseen = read(f"<style>.h{{visibility:hidden}}</style><table>{rows}</table>")
    assert texts(only_table(unseen))[1] == ["", "教育", "1"]


def test_a_table_that_the_page_hides_is_said() -> None:
    rows = f"<table>{HEAD}<tr><td>教育</td><td>1</td></tr></table>"
    document = read(f"<style>.tab{{display:none}}</style><p>正文</p><div class='tab'>{rows}</div>")
    assert lines(document) == ["正文"]
    assert "1 parts with tables are hidden by the page's own style" in document.notes[0]
    assert read(rows).notes == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<ruby>教<rp>(</rp><rt>jiào</rt><rp>)</rp></ruby>育", "教育"),
        ("<math><mn>300.50</mn></math>", "300.50"),
        ("<bdo dir='ltr'>300.50</bdo>", "300.50"),
        ("<input type='text' value='300.50' readonly>", "300.50"),
        ("<textarea>教育</textarea>", "教育"),
        ("教<span style='display:table-cell'>育</span>费", "教育 费"),
        ("<input type='hidden' value='9'>1", "1"),
        ("<input type='checkbox' value='9'>1", "1"),
    ],
)
def test_inline_elements_in_a_cell(cell: str, text: str) -> None:
    rows = f"{HEAD}<tr><td>{cell}</td><td>1</td></tr>"
    assert texts(only_table(read(f"<table>{rows}</table>")))[1] == [text, "1"]


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
    pages = sorted((shared / "corpus" / "pages").glob("*.html"))
    assert pages
    for path in pages:
        assert len(read_html(path.read_bytes(), path.name).pages[0].blocks) >= 10, path.name


SHORT_HEAD = "<tr><td>科目<td>合计<td>基本支出"
SHORT_ROW = "<tr><td>教育支出<td>300.50<td>200.25"


@pytest.mark.parametrize(
    "cell",
    [
        "<del>9.99</del>300.50",
        "<s>9.99</s>300.50",
        "<strike>9.99</strike> 300.50",
        '<span style="text-decoration: line-through">9.99</span>300.50',
        '<span style="font-size:0">9.99</span>300.50',
        '<span style="opacity: 0">9.99</span>300.50',
    ],
)
def test_what_is_crossed_out_or_of_no_size_is_not_read(cell: str) -> None:
    table = only_table(read(f"<table>{SHORT_HEAD}<tr><td>教育支出<td>{cell}<td>1</table>"))
    assert texts(table)[1] == ["教育支出", "300.50", "1"]


def test_a_raised_digit_is_no_digit_of_the_figure() -> None:
    body = f"<table>{SHORT_HEAD}<tr><td>面积（m<sup>2</sup>）<td>300.50<sup>1</sup><td>1</table>"
    assert texts(only_table(read(body)))[1] == ["面积（m²）", "300.50¹", "1"]


@pytest.mark.parametrize("between", ["", "<div></div>", "</div><div>"])
def test_a_header_in_a_table_of_its_own_heads_the_rows_behind_it(between: str) -> None:
    document = read(
        f"<div><table>{SHORT_HEAD}</table>{between}<table>{SHORT_ROW}{SHORT_ROW}</table></div>"
    )
    assert lines(document) == []
    assert texts(only_table(document))[0] == ["科目", "合计", "基本支出"]


@pytest.mark.parametrize(
    "rest",
    [
        f"<p>单位：万元</p><table>{SHORT_ROW}{SHORT_ROW}</table>",
        f"<table>{SHORT_HEAD}{SHORT_ROW}</table>",
        "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>",
    ],
)
def test_a_row_of_words_before_another_table_is_no_header_of_it(rest: str) -> None:
    document = read(f"<table>{SHORT_HEAD}</table>{rest}")
    assert lines(document)[:3] == ["科目", "合计", "基本支出"]


@pytest.mark.parametrize("style", [True, False])
def test_what_is_displayed_as_a_table_is_one(style: bool) -> None:
    rules = {"t": "table", "r": "table-row", "c": "table-cell"}

    def part(kind: str, inner: str) -> str:
        look = f'style="display: {rules[kind]}"' if style else f'class="{kind}"'
        return f"<div {look}>{inner}</div>"

    rows = [["科目", "合计"], ["教育支出", "300.50"]]
    cells = ["".join(part("c", text) for text in row) for row in rows]
    sheet = "".join(f".{kind}{{display:{value}}}" for kind, value in rules.items())
    body = part("t", "".join(part("r", row) for row in cells))
    document = read(("" if style else f"<style>{sheet}</style>") + body)
    assert texts(only_table(document)) == rows


def test_a_page_set_as_a_table_is_looked_through() -> None:
    look = "display:table-cell"
    inner = f"<table>{SHORT_HEAD}{SHORT_ROW}</table>"
    body = f'<div style="{look}">菜单</div><div style="{look}">{inner}</div>'
    document = read(f'<div style="display:table">{body}</div>')
    assert lines(document) == ["菜单"]
    assert len(texts(only_table(document))) == 2


def test_a_rule_that_names_the_body_a_browser_puts_in() -> None:
    hidden = '<tr class="old"><td>旧<td>9.99<td>9.99'
    sheet = "<style>tbody > .old {display: none}</style>"
    document = read(f"{sheet}<table>{SHORT_HEAD}{hidden}{SHORT_ROW}</table>")
    assert [row[0] for row in texts(only_table(document))] == ["科目", "教育支出"]
