"""Codes and names that the tables of real documents print, held against the list of items."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from budgetflow.reference.classifications import function_items, names_by_code, squeezed
from tests.builders.real import rows_of

DOCUMENTS = (
    "corpus/pdf-2/xian-09.pdf",
    "corpus/pdf-2/wuxi-01.pdf",
    "corpus/pdf-2/swu-04.pdf",
    "corpus/pdf/fuzhou-05.pdf",
    "corpus/pdf/yantai-03.pdf",
)
_NAME = re.compile(r"[\u4e00-\u9fff“”()]{3,}")
_IN_EVERY_OFFICE = {"行政运行", "一般行政管理事务", "机关服务", "事业运行"}


@pytest.mark.corpus
@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_name_printed_beside_a_code_is_listed_under_other_codes_alone(
    shared: Path, document: str
) -> None:
    path = shared / document
    rows = rows_of(path).amounts
    printed = {
        (row.function_code, squeezed(row.row_label))
        for row in rows
        if row.function_code and row.code_origin == "printed" and len(row.function_code) > 3
    }
    printed = {
        (code, name)
        for code, name in printed
        if _NAME.fullmatch(name) and name not in _IN_EVERY_OFFICE
    }
    assert len(printed) > 5
    otherwise = {
        (code, name)
        for code, name in printed
        if (function_items(name, None) and code not in function_items(name, None))
        and name not in {squeezed(known) for known in names_by_code().get(code, ())}
    }
    assert otherwise == set()
