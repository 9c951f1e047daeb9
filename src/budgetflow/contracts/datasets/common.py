"""Columns that several datasets share, declared once."""

from __future__ import annotations

from dataclasses import replace

from budgetflow.contracts.metadata import Column
from budgetflow.contracts.vocabulary import COVERAGES, STAGES

# Not null: a row of no disclosure is a document's only, which declares its own column.
DISCLOSURE_ID = Column(
    "disclosure_id",
    "string",
    "所属公开（由地区、发布者、年度、阶段、口径得出的稳定标识）",
    "the disclosure it belongs to",
    nullable=False,
    refers_to=("disclosures", "disclosure_id"),
    example="3f9a0c…",
)
DOCUMENT_ID = Column(
    "document_id",
    "string",
    "所在文件（文件内容的 sha256）",
    "the file it was read from: sha256 of its bytes, hex",
    nullable=False,
    pattern=r"[0-9a-f]{64}",
    refers_to=("documents", "document_id"),
    example="04febc96…",
)
# Nullable: some papers print no year, and none is guessed.
FISCAL_YEAR = Column(
    "fiscal_year",
    "int16",
    "预算年度，取自正文，不取自文件名",
    "budget year, from the text and never from a file name",
    minimum=1990,
    maximum=2100,
    example="2026",
)
STAGE = Column(
    "stage",
    "string",
    "阶段：预算或决算",
    "budget (预算) or final accounts (决算)",
    allowed=tuple(STAGES),
    example="budget",
)
PROVINCE = Column(
    "province",
    "string",
    "省级代码：地区代码前两位，中央单位为 00",
    "first two digits of the region code, 00 for central bodies",
    pattern=r"\d{2}",
    example="65",
)
# A government's book tells of two years, so the disclosure's year is not the table's.
TABLE_YEAR = Column(
    "table_year",
    "int16",
    "政府预算书中这张表所指的年度；部门公开为空",
    "year a table of a government's book is about; null in departments' disclosures",
    minimum=1990,
    maximum=2100,
    example="2026",
)
COVERAGE = Column(
    "coverage",
    "string",
    "政府预算书中的范围：全地区、本级或下级；部门公开为空",
    "whole region, own level or below, in a government's book; null in departments' disclosures",
    allowed=tuple(COVERAGES),
    example="own_level",
)
# A number of its own in each document: together with document_id it finds the paper again.
PAGE = Column(
    "page",
    "int32",
    "页码，从 1 起；工作簿为表序号；纯文本为空",
    "page from 1; the sheet's number in workbooks; null in plain text",
    minimum=1,
    example="7",
)
# Of web pages, sheets and texts, which have no pages to draw a box on.
LOCATOR = Column(
    "locator",
    "string",
    "没有页面坐标时的位置：单元格或行号",
    "sheet cell or text line where there is no page box",
    example="表2!D14",
)


def key(column: Column, **changes: object) -> Column:
    """Return a shared column as part of a dataset's key, with other changes if need be."""
    return replace(column, key=True, **changes)  # type: ignore[arg-type]


def identifier(name: str, zh: str, en: str) -> Column:
    """Return the key column of a dataset: an identifier made from raw published values only."""
    return Column(name, "string", zh, en, nullable=False, key=True, example="9b1d22…")


def money(name: str, zh: str, en: str, **options: object) -> Column:
    """Return a money column in yuan."""
    return Column(name, "money", zh, en, unit="元", **options)  # type: ignore[arg-type]


def text(name: str, zh: str, en: str, example: str = "") -> Column:
    """Return an optional text column, as printed."""
    return Column(name, "string", zh, en, example=example)


# Year, level, region and classification of a figure in a government's book.
OF_GOVERNMENTS = (
    TABLE_YEAR,
    COVERAGE,
    text(
        "coverage_printed",
        "印出的范围字样（省级含补助下级，省本级不含）",
        "the words that say the coverage (省级 holds transfers down, 省本级 does not)",
        "市本级",
    ),
    text(
        "region_name",
        "行或列所指的下级地区，照印",
        "the lower region its row or column names, as printed",
        "环翠区",
    ),
    text(
        "region_code",
        "该下级地区印出的代码",
        "the code printed beside that region",
        "371002",
    ),
    text(
        "base_measure",
        "增减所比的数；表头未写明时为空",
        "what a change is measured against; null where the header does not say",
        "previous_year_execution",
    ),
    text(
        "revenue_code",
        "印出的收入分类科目代码（101 税收、103 非税、105 债务、110 转移）",
        "code of receipts as printed (101 taxes, 103 non-tax, 105 debt, 110 transfers)",
        "10101",
    ),
)
