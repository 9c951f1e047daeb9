"""No name of a contact or project leader, and no telephone number, in anything the program gives
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.privacy import (
    HINT,
    MASK,
    is_personal_label,
    personal_data,
    scrub,
)
from budgetflow.readers.document import Document, Table
from tests.builders.real import document_of, rows_of, text_pdfs


@pytest.mark.parametrize(
    "text",
    [
        "项目负责人",
        "部门联系人",
        "联 系 电 话",
        "联系人及电话",
        "填报人：",
        "财务负责人",
        "联系方式",
        "分管领导",
        "填写人及电话",
        "联系人姓名",
    ],
)
def test_labels_that_ask_for_a_person(text: str) -> None:
    assert is_personal_label(text)


@pytest.mark.parametrize(
    "text", ["项目名称", "主要负责人用车", "预算单位", "负责人员培训", "电话费"]
)
def test_labels_that_do_not(text: str) -> None:
    assert not is_personal_label(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("联系人：甲乙丙 电话：13900000000", f"联系人：{MASK} 电话：{MASK}"),
        ("公开联系人：甲乙；联系电话：010-50000000", f"公开联系人：{MASK}；联系电话：{MASK}"),
        ("项目负责人：甲乙丙/丁戊", f"项目负责人：{MASK}"),
        ("咨询电话 5550123", f"咨询电话 {MASK}"),
        ("传真（0535）6200000", f"传真{MASK}"),
        ("联系人：甲乙，丙丁，电话13900000000", f"联系人：{MASK}，电话{MASK}"),
        ("经办人：甲乙丙联系电话：5550123", f"经办人：{MASK}联系电话：{MASK}"),
        ("身份证号11010519491231002X", f"身份证号{MASK}"),
    ],
)
def test_names_and_numbers_are_hidden(text: str, kept: str) -> None:
    assert scrub(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "2026年预算1,234,567.89万元",
        "编号11000022T0000004557",
        "文号〔2025〕181号",
        "2025-02-12",
        "20871480人",
        "按照负责人要求",
        "12345热线",
        "负责人：本单位领导",
        "责任人：各处室",
        "联系电话费 1234567.00元",
        "0755 12345678.90万元",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert scrub(text) == text
    assert personal_data(text) is None


_WORDS = (
    "联系人：",
    "负责人",
    "甲乙",
    "丙",
    "电话",
    "：",
    "，",
    "/",
    "（",
    "）",
    "。",
    "单位",
    MASK,
)
_DIGITS = (
    *("13900000000", "0991-1234567", "(0991) 12345678", "（010）1234567", "010 12345678"),
    *("1234567", "110105194912310021", "万元", " ", "0", "-"),
)
_PIECES = st.sampled_from(_WORDS + _DIGITS)


@given(st.lists(_PIECES, max_size=9).map("".join))
def test_a_scrubbed_text_holds_nothing_more_to_hide(text: str) -> None:
    once = scrub(text)
    assert scrub(once) == once
    assert personal_data(once) is None


@given(st.lists(_PIECES, max_size=9).map("".join))
def test_the_quick_look_finds_every_text_that_the_mask_changes(text: str) -> None:
    quick = pc.match_substring_regex(pa.scalar(text), HINT).as_py()
    assert quick or scrub(text) == text


def test_a_long_list_of_numbers_is_hidden_to_its_end() -> None:
    assert scrub("(0371)65555555" * 2000) == MASK * 2000


def test_the_quick_look_passes_the_codes_and_figures_that_fill_a_release() -> None:
    for text in ("科目2010249 · 合计", "2080501 行政单位离退休", "301249 （二）", "12,010 – 3.00"):
        assert not pc.match_substring_regex(pa.scalar(text), HINT).as_py()


_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}(?:[/、,，][\u4e00-\u9fff]{2,4})*$")
_NO_NAMES = {
    "负责人",
    "电话",
    "合计",
    "其他",
    "备注",
    "单位",
    "项目",
    "财务处",
    "办公室",
    "部门",
    "指标值",
}


def _people(document: Document) -> Iterator[str]:
    """Give the names and numbers printed in cells beside labels that ask for a person."""
    for page in document.pages:
        for table in (block for block in page.blocks if isinstance(block, Table)):
            cells = sorted(
                (cell for cell in table.cells if cell.text.strip()),
                key=lambda cell: (cell.row, cell.column),
            )
            for label, value in pairwise(cells):
                text = squeeze(value.text)
                if (
                    is_personal_label(label.text)
                    and label.row == value.row
                    and text not in _NO_NAMES
                ):
                    if _NAME.match(text):
                        yield from re.split(r"[/、,，]", text)
                    elif re.fullmatch(r"[\d-]{7,}", text):
                        yield text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not name.endswith(("_id", "_ids")):
                yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


@pytest.mark.corpus
def test_no_person_of_any_real_document_is_in_any_dataset(shared: Path) -> None:
    corpus = shared / "corpus"
    office = sorted(
        path
        for path in (*(corpus / "office").iterdir(), *corpus.glob("*.doc"))
        if path.suffix != ".csv"
    )
    files = [
        *sorted((shared / "seeds").glob("*.txt")),
        *office,
        *sorted((corpus / "pages").glob("*.html")),
        *text_pdfs(shared, "pdf"),
        *text_pdfs(shared, "pdf-2"),
    ]
    people = 0
    for path in files:
        document = document_of(path)
        known = set(_people(document))
        people += len(known)
        for name, rows in rows_of(path).datasets().items():
            for text in {text for row in rows for text in _strings(asdict(row))}:
                assert not any(person in text for person in known), (
                    f"{path.name}: a person named in {name}"
                )
                assert personal_data(text) is None, f"{path.name}: personal data in {name}"
    assert people >= 5, (
        "the seeds name leaders and contacts, so that this test has something to find"
    )
