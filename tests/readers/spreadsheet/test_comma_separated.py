"""CSV: fields between commas, whatever the file is called, with titles above the table."""

from __future__ import annotations

import pytest

from budgetflow.jobs.document import read_and_understand
from budgetflow.readers.containers import media_types
from budgetflow.readers.document import Table, UnreadableDocument
from budgetflow.readers.spreadsheet.comma_separated import read_csv

TEXT = (
    "甲县财政局2025年部门预算,,\r\n部门支出总体情况表,,单位：万元\r\n科目编码,科目名称,合计\r\n"
    '201,"一般公共服务支出","1,300.50"\r\n20106,财政事务,"1,300.50"\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.xls"])
def test_the_figures_of_a_csv(name: str, encoding: str) -> None:
    rows = read_and_understand(TEXT.encode(encoding), name)
    (disclosure,) = rows.disclosures
    assert (disclosure.publisher, disclosure.fiscal_year) == ("甲县财政局", 2025)
    found = [(amount.function_code, str(amount.amount_yuan)) for amount in rows.amounts]
    assert found == [("201", "13005000.00"), ("20106", "13005000.00")]
    assert rows.amounts[0].locator == "CSV!C4"


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_fields_between_other_signs_under_the_same_name(sign: str) -> None:
    rows = ["甲县财政局2025年部门预算", f"科目编码{sign}科目名称{sign}合计（元）"]
    rows += [f"201{sign}一般公共服务支出{sign}1,300.50", f"20106{sign}财政事务{sign}1,300.50"]
    (table,) = [
        block
        for block in read_csv("\n".join(rows).encode(), "a.csv").pages[0].blocks
        if isinstance(block, Table)
    ]
    printed = [[cell.text if cell else "" for cell in row] for row in table.grid()]
    assert printed[-1] == ["20106", "财政事务", "1,300.50"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("甲,乙,丙\n1,2,3\n4,5,6\n7,8,9\n10,11,12\n", media_types.CSV),
        ("甲,乙,丙\n1,2\n4,5,6\n7,8,9\n10,11,12\n", media_types.TEXT),
        (
            "收入1,300.50万元，支出1,300.50万元。\n其中：基本支出1,000.00万元。\n" * 3,
            media_types.TEXT,
        ),
    ],
)
def test_prose_with_commas_is_no_csv(text: str, kind: str) -> None:
    assert media_types.sniff(text.encode(), "a.txt") == kind


def test_a_quote_that_is_never_closed_takes_the_rest_as_one_field() -> None:
    (block,) = read_csv('项目,金额\n甲,1\n"乙,2\n'.encode(), "a.csv").pages[0].blocks
    assert isinstance(block, Table)
    assert [cell.text for cell in block.cells][-2:] == ["乙,2", ""]


def test_a_field_without_end_is_said() -> None:
    with pytest.raises(UnreadableDocument, match="told apart"):
        read_csv(b'a,b\n"' + b"x" * 1_100_000, "a.csv")


def test_titles_without_commas_above_a_table_under_the_name_of_a_text() -> None:
    text = TEXT.replace("部门预算,,", "部门预算") + "205,教育支出,20.00\r\n"
    assert media_types.sniff(text.encode(), "a.txt") == media_types.CSV


def test_figures_with_thousands_commas_below_a_title_are_no_csv() -> None:
    prose = "甲县财政局\n" + "收入1,300,200元\n支出1,300,200元\n" * 3
    assert media_types.sniff(prose.encode(), "a.txt") == media_types.TEXT


def test_codes_that_a_formula_keeps_as_text() -> None:
    document = read_csv('="科目编码",="合计"\r\n="0201",="300.50"\r\n'.encode(), "a.csv")
    (table,) = [block for block in document.pages[0].blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.cells] == ["科目编码", "合计", "0201", "300.50"]
