"""What is refused holds nothing; what prints one figure, however it is written, is not refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetflow.interpret.identity.identify import identify
from budgetflow.interpret.identity.printed_figures import count_figures
from budgetflow.interpret.understand import understand
from budgetflow.jobs.document import read_and_understand
from tests.interpret.documents import document, lines, table, text_document

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


@pytest.mark.parametrize(
    "figure", ["1300.55", "15200", "3000000.25", "300", "1,300.55", "1，300", "0.00", "20万元"]
)
def test_a_figure_is_counted_however_it_is_written(figure: str) -> None:
    page = [table(HEADER, ["201", "一般公共服务支出", figure, "", ""])]
    assert count_figures(document(page), 1) == 1


@pytest.mark.parametrize(
    "row",
    [["201", "一般公共服务支出", "", "", ""], ["1", "2", "3", "4", "5"], ["2024", "", "", "", ""]],
)
def test_codes_column_numbers_and_years_are_no_figures(row: list[str]) -> None:
    assert count_figures(document([table(HEADER, row)]), 1) == 0


def test_numbers_of_a_page_that_heads_no_money_are_no_figures() -> None:
    page = [table(["索引号", "浏览次数"], ["000014349", "152"])]
    assert count_figures(document(page), 1) == 0


@pytest.mark.parametrize("amount", ["20万元", "200万元", "1.5亿元", "88000元"])
def test_one_amount_in_a_sentence_is_a_figure(amount: str) -> None:
    assert count_figures(text_document(f"2024年“三公”经费支出预算为{amount}。"), 1) == 1


@pytest.mark.parametrize(
    ("title", "publisher", "year", "stage"),
    [
        ("甲县财政局2024年部门预算支出总表", "甲县财政局", 2024, "budget"),
        ("2024年甲县财政局部门支出决算表", "甲县财政局", 2024, "final_accounts"),
        ("甲县财政局2024年部门支出总体情况表（预算）", "甲县财政局", 2024, "budget"),
        ("甲县水务局2024年河道清淤项目支出绩效目标申报表", "甲县水务局", 2024, "budget"),
        ("甲县水务局2023年度项目支出绩效自评表", "甲县水务局", 2023, "final_accounts"),
        ("甲县水务局2024年部门收支总表", "甲县水务局", 2024, "budget"),
    ],
)
def test_the_title_of_one_table_is_enough(
    title: str, publisher: str, year: int, stage: str
) -> None:
    page = [
        *lines(title, "单位：万元"),
        table(HEADER, ["201", "一般公共服务支出", "300", "200", "100"]),
    ]
    (found,) = identify(document(page))
    assert (found.kind, found.publisher, found.fiscal_year) == ("disclosure", publisher, year)
    assert found.stage == stage or "收支总表" in title


def test_a_debt_limit_table_is_a_disclosure() -> None:
    limits = table(["项目", "本地区", "本级"], ["一、2022年地方政府债务限额", "42,800", "42,800"])
    (found,) = identify(document([*lines("2023年地方政府债务限额调整情况表"), limits]))
    assert (found.kind, found.fiscal_year, found.scope) == ("disclosure", 2023, "government")


def test_a_cover_that_still_prints_the_template_s_name() -> None:
    cover = lines("2023年度部门决算公开文本", "预算代码：XXX", "单位名称：河北省 XXX 厅")
    tables = [
        *lines("收入支出决算总表", "单位：青岚县第五中学 金额单位：万元"),
        table(["项目", "决算数"], ["一、财政拨款收入", "900.00"]),
    ]
    (found,) = identify(document(cover, tables))
    assert (found.kind, found.publisher) == ("disclosure", "青岚县第五中学")


def test_a_form_that_names_only_the_template_is_blank() -> None:
    page = [*lines("上海市XX局", "2024年度部门决算"), table(["项目", "决算数"], ["收入", "0.00"])]
    assert identify(document(page))[0].kind == "blank_template"


def test_a_form_nobody_filled_in_is_refused_and_says_why() -> None:
    blank = table(["项目", "预算数"], ["一、财政拨款收入", ""], ["2024年", ""])
    page = [*lines("甲县水务局2024年部门收支总表", "单位：万元"), blank]
    (row,) = understand(document(page)).documents
    assert row.status == "not_a_disclosure"
    assert "figures" in (row.status_reason or "")


def test_a_table_that_says_it_is_empty_is_a_disclosure() -> None:
    page = [
        *lines("甲县水务局2024年部门预算", "政府性基金预算支出表", "单位：万元"),
        table(HEADER, ["", "", "", "", ""]),
        *lines("注：本部门2024年无政府性基金预算支出，故本表无数据。金额为0元。"),
    ]
    (row,) = understand(document(page)).documents
    assert row.status == "accepted"


def test_figures_that_could_not_be_read_are_not_said_to_be_elsewhere() -> None:
    page = [*lines("甲县水务局2024年部门预算"), table(["项目", "预算数"], ["一、收入", "\ufffd"])]
    paper = document(page)
    paper.notes.append("page 1: its font does not say which characters it prints")
    (row,) = understand(paper).documents
    assert row.status == "not_a_disclosure"
    assert row.status_reason == f"no figures could be read: {paper.notes[0]}"


@pytest.mark.parametrize("unread, reason", [(3, "too little text"), (1, "no title")])
def test_pages_nobody_could_read_are_not_said_to_speak_of_nothing(unread: int, reason: str) -> None:
    """Twelve tables in a font without a meaning, and a page number on each of the pages."""
    paper = document(*(lines(f"- {number} -") for number in range(1, 6)))
    for page in paper.pages[:unread]:
        page.text_layer = "none"
    paper.notes.append("page 1: its font does not say which characters it prints")
    (row,) = understand(paper).documents
    assert row.status == "not_a_disclosure"
    assert (row.status_reason or "").startswith(reason)
    assert (paper.notes[0] in (row.status_reason or "")) == (unread == 3)


@pytest.mark.parametrize(
    "note",
    [
        "page 2: a table without rulings was read by its alignment",
        "sheet '表1': 3 formulas have no result in the file; LibreOffice computed them",
    ],
)
def test_a_note_on_how_something_was_read_explains_no_missing_figure(note: str) -> None:
    page = [*lines("甲县水务局2024年部门预算"), table(["项目", "预算数"], ["一、收入", "见附件"])]
    paper = document(page)
    paper.notes.append(note)
    (row,) = understand(paper).documents
    assert "elsewhere" in (row.status_reason or "")


REFUSED = {
    "pdf/final-accounts-blank-template.pdf": "a blank form: the publisher is printed as 上海市XX局",
    "office/government-11.doc": "its tables or files are elsewhere",
    "MANIFEST.csv": "no title, heading or table speaks of a budget",
}
"""Files of the corpus that hold no disclosure, looked at one by one: a form nobody filled in, the
contents list of a book whose parts are other files, the list of the corpus itself.
"""


@pytest.mark.corpus
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_of_the_corpus_has_its_true_reason(name: str, shared: Path) -> None:
    path = shared / "corpus" / name
    (row,) = read_and_understand(path.read_bytes(), path.name).documents
    if row.status == "unreadable" and "LibreOffice" in (row.status_reason or ""):
        pytest.skip("a .doc file needs LibreOffice")
    assert row.status == "not_a_disclosure"
    assert REFUSED[name] in (row.status_reason or "")
