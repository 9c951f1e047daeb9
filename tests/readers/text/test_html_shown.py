"""What of a page a browser shows: by rules, fields, frames, roles and typed text."""

from __future__ import annotations

import pytest

from tests.readers.text.builders import lines, only_table, texts
from tests.readers.text.builders import read_page as read

ROW = "<tr{}><td>201</td><td>300.50</td></tr>"
HEAD = "<tr><td>科目编码</td><td>合计</td></tr>"


@pytest.mark.parametrize(
    "rule",
    [
        "tr:not(.shown).old{display:none}",  # the page has no class `shown`
        "@supports (display:grid){.old{display:none}}",
        "@layer base{.old{display:none}}",
    ],
)
def test_rows_that_a_rule_of_newer_kind_hides(rule: str) -> None:
    old = ROW.format(" class='old'").replace("300.50", "9.99")
    table = only_table(read(f"<style>{rule}</style><table>{HEAD}{ROW.format('')}{old}</table>"))
    assert texts(table) == [["科目编码", "合计"], ["201", "300.50"]]


@pytest.mark.parametrize(
    "rule",
    [
        "@media print{.old{display:none}}",
        ".old:not(tr){display:none}",
        "@supports not (display:grid){.old{display:none}}",
        "@supports (-ms-ime-align:auto){.old{display:none}}",
        "@supports (display:block) and (not (display:grid)){.old{display:none}}",
    ],
)
def test_rows_that_such_a_rule_does_not_hide(rule: str) -> None:
    old = ROW.format(" class='old'")
    table = only_table(read(f"<style>{rule}</style><table>{HEAD}{old}</table>"))
    assert texts(table) == [["科目编码", "合计"], ["201", "300.50"]]


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("<select><option>9.99</option><option selected>300.50</option></select>", "300.50"),
        ("<select><option>300.50</option><option>9.99</option></select>", "300.50"),
        ("<select></select>", ""),
    ],
)
def test_the_choice_that_a_list_in_a_cell_shows(field: str, shown: str) -> None:
    table = only_table(read(f"<table>{HEAD}{ROW.format('').replace('300.50', field)}</table>"))
    assert texts(table)[1] == ["201", shown]


def test_a_list_of_links_beside_the_text_is_no_text() -> None:
    assert lines(read("<p>正文</p><select><option>友情链接</option></select>")) == ["正文"]


def test_a_page_inside_the_page() -> None:
    inner = f"<p>单位：万元</p><table>{HEAD}{ROW.format('')}</table>".replace("<", "&lt;")
    document = read(f'<p>收支总表</p><iframe srcdoc="{inner}"></iframe><p>说明</p>')
    assert lines(document) == ["收支总表", "单位：万元", "说明"]
    assert texts(only_table(document)) == [["科目编码", "合计"], ["201", "300.50"]]


def test_a_frame_of_another_address_holds_nothing() -> None:
    assert lines(read("<p>正文</p><iframe src='b.html'>看不见</iframe>")) == ["正文"]


@pytest.mark.parametrize("gap", ["        ", "\t"])
def test_a_table_typed_into_preformatted_text(gap: str) -> None:
    rows = [["201", "行政", "300.50"], ["205", "教育", "  1.00"], ["210", "卫生", " 22.00"]]
    typed = "\n".join(gap.join(row) for row in [["编码", "科目", "合计"], *rows])
    document = read(f"<p>收支总表</p><pre>{typed}</pre><p>说明</p>")
    assert lines(document) == ["收支总表", "说明"]
    assert texts(only_table(document))[1:] == [[text.strip() for text in row] for row in rows]


@pytest.mark.parametrize("end", ["\n", "<br>"])
def test_preformatted_prose_keeps_its_lines(end: str) -> None:
    document = read(f"<pre>一、收入<b>说明</b>{end}收入300.50万元。</pre>")
    assert lines(document) == ["一、收入说明", "收入300.50万元。"]


def test_a_table_of_roles() -> None:
    rows = [("columnheader", ["科目编码", "合计"]), ("cell", ["201", "300.50"])]
    marked = "".join(
        "<div role='row'>"
        + "".join(f"<span role='{role}'>{text}</span>" for text in printed)
        + "</div>"
        for role, printed in rows
    )
    table = only_table(read(f"<div role='table'>{marked}</div>"))
    assert texts(table) == [["科目编码", "合计"], ["201", "300.50"]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<dialog><p>旧文</p></dialog><p>正文</p>", ["正文"]),
        ("<dialog open><p>通知</p></dialog><p>正文</p>", ["通知", "正文"]),
        ("<div popover>旧文</div><p>正文</p>", ["正文"]),
    ],
)
def test_what_opens_only_when_clicked(body: str, expected: list[str]) -> None:
    assert lines(read(body)) == expected


def test_a_field_of_several_lines_shows_them_as_typed() -> None:
    field = "<p>正文</p><textarea rows=3>收支总表\n单位：万元</textarea><p>说明</p>"
    assert lines(read(field)) == ["正文", "收支总表", "单位：万元", "说明"]
    hidden = field.replace("<textarea", "<textarea style='display:none'")
    assert lines(read(hidden)) == ["正文", "说明"]
