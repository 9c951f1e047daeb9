"""Lines to paragraphs: joined over lines and pages, under the headings they stand below."""

from __future__ import annotations

from budgetflow.interpret.text.paragraphs import read_paragraphs
from budgetflow.readers.document import Block, Box, Document, Page, TextLine
from tests.interpret.documents import document, table, text_document


def line(text: str, top: float, x0: float = 72.0, x1: float = 522.0, page: int = 1) -> TextLine:
    return TextLine(text, page=page, box=Box(x0, top, x1, top + 14), size=12.0)


def texts(*pages: list[Block]) -> list[str]:
    return [paragraph.text for paragraph in read_paragraphs(document(*pages))]


def test_an_indented_line_starts_a_paragraph_and_full_lines_go_on() -> None:
    found = texts(
        [
            line("基本支出 471.13 万元，比上年", 100, x0=96),
            line("预算减少8.34万元。", 120, x1=180),
            line("项目支出175.50万元。", 140, x0=96, x1=300),
        ]
    )
    assert found == ["基本支出471.13万元，比上年预算减少8.34万元。", "项目支出175.50万元。"]


def test_a_sentence_cut_by_a_page_break_is_whole_again() -> None:
    first: list[Block] = [
        line("机关服务（项）：2025年预算数为0.00万元，比上年预算减少22.39", 700, x0=96),
        line("- 7 -", 800, x0=280, x1=300),
    ]
    second: list[Block] = [
        line("万元，下降100.00%。", 80, x1=200, page=2),
        line("- 8 -", 800, x0=280, x1=300, page=2),
    ]
    assert texts(first, second) == [
        "机关服务（项）：2025年预算数为0.00万元，比上年预算减少22.39万元，下降100.00%。"
    ]


def test_running_headers_are_left_out() -> None:
    pages: list[list[Block]] = [
        [
            line("某市水务局 2026 年度单位预算公开", 30, x0=200, x1=400, page=n),
            line(f"第{n}段正文内容。", 100, x0=96, x1=300, page=n),
        ]
        for n in (1, 2, 3)
    ]
    assert texts(*pages) == ["第1段正文内容。", "第2段正文内容。", "第3段正文内容。"]


def test_headings_are_kept_as_a_path() -> None:
    found = read_paragraphs(
        text_document(
            "第三部分 预算情况说明\n十三、其他重要事项\n（二）政府采购情况\n政府采购预算 0.15 "
            "万元。\n（三）绩效情况\n十四、名词解释"
        )
    )
    assert found[3].headings == ("预算情况说明", "其他重要事项", "政府采购情况")
    assert [p.is_heading for p in found] == [True, True, True, False, True, True]
    assert found[5].headings == ("预算情况说明",)


def test_a_title_that_opens_its_paragraph_is_a_heading_above_it() -> None:
    (found,) = read_paragraphs(
        text_document(
            "(三)绩效目标设置情况。2026年项目支出均实行了绩效目标管理,涉及58,397.75万元。"
        )
    )
    assert found.headings == ("绩效目标设置情况",)


def test_plain_text_goes_on_where_a_line_stops_inside_a_sentence() -> None:
    cut = (
        "5. 城乡医疗救助（项）：2026 年预算数为 151.33 万元，比上年预算增加 51.33 万元，"
        "主要原因是市\n\n医保局测算后得出。"
    )
    following = "6. 行政运行（项）：2026 年预算数为 53.91 万元。"
    assert [p.text for p in read_paragraphs(text_document(f"{cut}\n{following}"))] == [
        "5.城乡医疗救助（项）：2026年预算数为151.33万元，比上年预算增加51.33万元，"
        "主要原因是市医保局测算后得出。",
        "6.行政运行（项）：2026年预算数为53.91万元。",
    ]


def test_labelled_lines_are_never_joined() -> None:
    text = (
        "项目承担单位：乌鲁木齐高新技术产业开发区（乌鲁木齐市新市区）"
        "医疗保障局\n资金执行时间：2026 年 1 月-12 月"
    )
    assert len(read_paragraphs(text_document(text))) == 2


def test_a_format_that_knows_paragraphs_is_believed() -> None:
    blocks: list[Block] = [
        TextLine("第一段没有句号", whole_paragraph=True),
        TextLine("第二段", whole_paragraph=True),
    ]
    found = read_paragraphs(
        Document("x", "a.docx", "application/x", 1, "built", "1", [Page(1, blocks)])
    )
    assert [p.text for p in found] == ["第一段没有句号", "第二段"]


def test_text_in_a_frame_is_read_and_a_table_is_not() -> None:
    assert texts([table(["本部门三公经费预算17万元。"]), table(["项目", "17.00。"])]) == [
        "本部门三公经费预算17万元。"
    ]


def test_a_header_is_left_out_also_where_the_page_is_printed_small_on_its_sheet() -> None:
    """Far from the edge, but the first line of every page: it broke sentences at page ends."""
    pages: list[list[Block]] = [
        [
            line("某市商务局 2026 年度部门预算公开", 140, x0=200, x1=400, page=n),
            line(f"科目{name}调整为", 200, x0=72, page=n),
        ]
        for n, name in enumerate("甲乙丙丁", start=1)
    ]
    assert texts(*pages) == ["科目甲调整为科目乙调整为科目丙调整为科目丁调整为"]


def test_the_title_of_a_chapter_that_begins_some_pages_is_no_header() -> None:
    title = "2026年单位预算编制说明"
    pages: list[list[Block]] = [
        [
            line(title if n % 4 == 0 else f"第{n}段是另一个意思", 140, x0=200, x1=400, page=n),
            line(f"第{n}段正文内容。", 200, x0=96, x1=300, page=n),
        ]
        for n in range(1, 13)
    ]
    assert texts(*pages).count(title) == 3


def test_the_end_of_a_sentence_at_the_top_of_each_page_is_no_header() -> None:
    pages: list[list[Block]] = [
        [
            line("比上年减少，主要原因是业务量减少，", 140, x0=96, page=n),
            line("与上年预算数持平。", 160, x0=72, x1=300, page=n),
        ]
        for n in (1, 2, 3, 4)
    ]
    assert texts(*pages) == ["比上年减少，主要原因是业务量减少，与上年预算数持平。"] * 4
